// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/Flapping.h"

namespace rollcall {

namespace {

constexpr double Begins = 0.30;
constexpr double Ends = 0.25;
constexpr double NewestWeight = 1.2;
constexpr double OldestWeight = 0.8;

} // namespace

void Flapping::add(bool isThere)
{
    m_states <<= 1;
    m_states[0] = isThere;
    m_isFlapping = share() >= (m_isFlapping ? Ends : Begins);
}

double Flapping::share() const
{
    double sum = 0;
    for (std::size_t i = 0; i + 1 < States; ++i) {
        if (m_states[i] != m_states[i + 1])
            sum += NewestWeight - (NewestWeight - OldestWeight) * static_cast<double>(i) / (States - 2);
    }
    return sum / States;
}

} // namespace rollcall

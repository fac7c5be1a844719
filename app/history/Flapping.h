// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bitset>

namespace rollcall {

/// Whether something comes and goes. The model is Icinga 2's: the last 20 states, a change weighs the more the newer it
/// is (0.8 to 1.2); it flaps from 30 % on and no longer below 25 %.
class Flapping
{
public:
    static constexpr int States = 20;

    /// One more state, at an even pace.
    void add(bool isThere);
    /// 0 to 1.
    double share() const;
    bool isFlapping() const { return m_isFlapping; }
    /// Nothing of it is left in the window.
    bool isForgotten() const { return m_states.none(); }

private:
    std::bitset<States> m_states; ///< newest first
    bool m_isFlapping = false;
};

} // namespace rollcall

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Clock.h"

#include <functional>
#include <map>

namespace rollcall::demo {

/// Things to do at times to come, on one timer. What is done may add more, and may clear the rest.
class Later
{
public:
    explicit Later(Clock &clock) : m_clock(clock), m_timer(clock.makeTimer([this] { run(); })) {}

    void after(Milliseconds wait, std::function<void()> what)
    {
        m_waiting.emplace(m_clock.now() + wait, std::move(what));
        arm();
    }
    void clear()
    {
        m_waiting.clear();
        m_timer->stop();
    }

private:
    void arm()
    {
        if (!m_waiting.empty())
            m_timer->startAt(m_waiting.begin()->first);
    }
    void run()
    {
        while (!m_waiting.empty() && m_waiting.begin()->first <= m_clock.now()) {
            const auto next = m_waiting.extract(m_waiting.begin());
            next.mapped()();
        }
        arm();
    }

    Clock &m_clock;
    std::multimap<TimePoint, std::function<void()>> m_waiting;
    std::unique_ptr<Timer> m_timer;
};

} // namespace rollcall::demo

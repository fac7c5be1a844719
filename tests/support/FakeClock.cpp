// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/FakeClock.h"

namespace rollcall::test {

class FakeClock::FakeTimer final : public Timer
{
public:
    FakeTimer(FakeClock &clock, std::function<void()> fired) : m_clock(clock), m_fired(std::move(fired)) {}
    ~FakeTimer() override { stop(); }
    void startAt(TimePoint when) override
    {
        stop();
        m_clock.m_timers.emplace(std::max(when, m_clock.m_now), this);
        m_isActive = true;
    }
    void stop() override
    {
        if (!m_isActive)
            return;
        m_isActive = false;
        for (auto it = m_clock.m_timers.begin(); it != m_clock.m_timers.end(); ++it) {
            if (it->second == this) {
                m_clock.m_timers.erase(it);
                return;
            }
        }
    }
    bool isActive() const override { return m_isActive; }
    void fire()
    {
        m_isActive = false;
        m_fired();
    }

private:
    FakeClock &m_clock;
    std::function<void()> m_fired;
    bool m_isActive = false;
};

std::unique_ptr<Timer> FakeClock::makeTimer(std::function<void()> fired)
{
    return std::make_unique<FakeTimer>(*this, std::move(fired));
}

void FakeClock::setNow(TimePoint when)
{
    m_utc = m_utc.addMSecs(std::chrono::duration_cast<Milliseconds>(when - m_now).count());
    m_now = when;
}

void FakeClock::advance(Milliseconds step)
{
    const TimePoint end = m_now + step;
    while (!m_timers.empty() && m_timers.begin()->first <= end)
        advanceToNext();
    setNow(end);
}

bool FakeClock::advanceToNext()
{
    if (m_timers.empty())
        return false;
    const auto first = m_timers.begin();
    const TimePoint when = first->first;
    FakeTimer *timer = first->second;
    m_timers.erase(first);
    setNow(std::max(when, m_now));
    timer->fire();
    return true;
}

void FakeClock::sleep(Milliseconds length)
{
    m_utc = m_utc.addMSecs(length.count());
    m_suspended += length;
}

} // namespace rollcall::test

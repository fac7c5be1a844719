// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/Clock.h"

#include <QTimer>
#include <ctime>

namespace rollcall {

namespace {

class QtTimer final : public Timer
{
public:
    QtTimer(const Clock &clock, std::function<void()> fired) : m_clock(clock), m_fired(std::move(fired))
    {
        m_timer.setSingleShot(true);
        m_timer.setTimerType(Qt::PreciseTimer);
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { m_fired(); });
    }
    void startAt(TimePoint when) override
    {
        // Rounded up: a timer that fires before its time would have to be started again.
        const auto wait = std::chrono::ceil<Milliseconds>(when - m_clock.now());
        m_timer.start(std::max(wait, Milliseconds::zero()));
    }
    void stop() override { m_timer.stop(); }
    bool isActive() const override { return m_timer.isActive(); }

private:
    const Clock &m_clock;
    std::function<void()> m_fired;
    QTimer m_timer;
};

std::chrono::nanoseconds read(clockid_t id)
{
    timespec t{};
    clock_gettime(id, &t);
    return std::chrono::seconds(t.tv_sec) + std::chrono::nanoseconds(t.tv_nsec);
}

} // namespace

TimePoint SystemClock::now() const
{
    return std::chrono::steady_clock::now();
}

QDateTime SystemClock::utc() const
{
    return QDateTime::currentDateTimeUtc();
}

Milliseconds SystemClock::suspended() const
{
    return std::chrono::duration_cast<Milliseconds>(read(CLOCK_BOOTTIME) - read(CLOCK_MONOTONIC));
}

std::unique_ptr<Timer> SystemClock::makeTimer(std::function<void()> fired)
{
    return std::make_unique<QtTimer>(*this, std::move(fired));
}

} // namespace rollcall

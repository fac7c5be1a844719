// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Clock.h"

#include <map>

namespace rollcall::test {

/// Time that stands still until a test moves it. Timers fire from advance(), in order, each at its own moment.
class FakeClock final : public Clock
{
public:
    TimePoint now() const override { return m_now; }
    QDateTime utc() const override { return m_utc; }
    Milliseconds suspended() const override { return m_suspended; }
    std::unique_ptr<Timer> makeTimer(std::function<void()> fired) override;

    /// Moves on by `step`, firing what becomes due on the way.
    void advance(Milliseconds step);
    /// The machine slept: wall clock and suspended() move, the monotonic clock and its timers do not.
    void sleep(Milliseconds length);
    /// Moves to the next timer and fires it; false when none is waiting.
    bool advanceToNext();

private:
    class FakeTimer;
    TimePoint m_now{std::chrono::hours(1)};
    QDateTime m_utc = QDateTime(QDate(2026, 11, 20), QTime(20, 0), Qt::UTC);
    Milliseconds m_suspended{0};
    std::multimap<TimePoint, FakeTimer *> m_timers;
    void setNow(TimePoint when);
};

} // namespace rollcall::test

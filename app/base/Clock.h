// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <chrono>
#include <functional>
#include <memory>

namespace rollcall {

/// A point on the monotonic clock. Comes from a Clock only, never from std::chrono directly, so that tests own time.
using TimePoint = std::chrono::steady_clock::time_point;
using Milliseconds = std::chrono::milliseconds;

/// One shot of a clock. Destroying it cancels it.
class Timer
{
public:
    virtual ~Timer() = default;
    /// Fires once at `when`, or as soon as the event loop turns if that is past. Replaces an earlier start.
    virtual void startAt(TimePoint when) = 0;
    virtual void stop() = 0;
    virtual bool isActive() const = 0;
};

/// The seam for time: the engine asks nobody else what time it is, and waits by nobody else's timers.
class Clock
{
public:
    virtual ~Clock() = default;
    virtual TimePoint now() const = 0;
    /// Wall clock, UTC.
    virtual QDateTime utc() const = 0;
    /// How long this machine has slept since it was booted. It grows by the length of each sleep.
    virtual Milliseconds suspended() const = 0;
    /// `fired` runs on the thread of the event loop, never from inside startAt().
    virtual std::unique_ptr<Timer> makeTimer(std::function<void()> fired) = 0;
};

/// The real clock: CLOCK_MONOTONIC for now(), the difference to CLOCK_BOOTTIME for suspended(), QTimer for timers.
class SystemClock final : public Clock
{
public:
    TimePoint now() const override;
    QDateTime utc() const override;
    Milliseconds suspended() const override;
    std::unique_ptr<Timer> makeTimer(std::function<void()> fired) override;
};

} // namespace rollcall

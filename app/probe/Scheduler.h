// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Clock.h"
#include "probe/ProbeSpec.h"

#include <functional>
#include <memory>
#include <random>
#include <span>
#include <vector>

namespace rollcall {

/// Decides when each probe runs and runs it. Interval with jitter, bounds on what is in flight, backing off from an ill
/// or rate-limiting node, a second attempt after `retryAfter`. A slow target never delays another: every probe has its
/// own next time, and a probe that is still in flight when it is due again is skipped, not queued.
class Scheduler
{
public:
    struct Options
    {
        int maxInFlight = 512; ///< over all targets
        int maxInFlightPerTarget = 8;
        double jitter = 0.1; ///< of the interval, either way
        unsigned seed = 0;   ///< 0: random
        /// Longest an interval is stretched to while a target stays ill or limits the rate (429, Retry-After).
        Milliseconds longestBackOff{120000};
    };
    using Answered = std::function<void(Answer &&)>;

    virtual ~Scheduler() = default;

    /// The probes from now on. Those already known by target and id keep their rhythm; calls in flight of those gone
    /// are dropped.
    virtual void setProbes(std::vector<ProbeSpecPtr> probes) = 0;
    /// Begins: the first sweep is spread over at most one second, or the interval where that is shorter.
    virtual void start() = 0;
    /// Stops asking and drops what is in flight; resume() sweeps at once.
    virtual void pause() = 0;
    virtual void resume() = 0;
    virtual bool isPaused() const = 0;
    /// Runs these now (again), besides their rhythm. A probe in flight is not started twice.
    virtual void probeNow(std::span<const ProbeSpecPtr> probes) = 0;
    /// Runs one once at a time of its own: the second attempt, the question asked again.
    virtual void probeAt(const ProbeSpecPtr &probe, TimePoint when) = 0;
    /// How a target's last answer was: an ill target is asked less often (doubling up to the bound), a well one at its
    /// interval again; `retryAfter` is what a 429 asked for, zero if nothing.
    virtual void setHealth(TargetId target, bool isIll, Milliseconds retryAfter) = 0;
    virtual int inFlight() const = 0;
    /// How late the runs since the last call started, in the order of starting. For the benchmark and the log.
    virtual std::vector<Milliseconds> takeLateness() = 0;

    static std::unique_ptr<Scheduler> make(Clock &clock, HttpClient &http, const Options &options, Answered answered);
};

} // namespace rollcall

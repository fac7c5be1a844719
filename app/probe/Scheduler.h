// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Clock.h"
#include "probe/ProbeRun.h"

#include <functional>
#include <memory>
#include <span>
#include <vector>

namespace rollcall {

/// Decides when each probe runs and runs it. Interval with jitter, bounds on what is in flight, backing off from an ill
/// or rate-limiting node, a second attempt after `retryAfter`. A slow target never delays another: every probe has its
/// own next time, and a probe that is still in flight when it is due again is skipped, not queued.
class Scheduler
{
public:
    using Connect = ProbeRun::Connect;

    struct Options
    {
        int maxInFlight = 512; ///< over all targets; what waits starts in the order in which it was due
        int maxInFlightPerTarget = 8;
        double jitter = 0.1; ///< of the interval, either way: what two runs may be apart besides it
        unsigned seed = 0;   ///< 0: random
        /// Longest an interval is stretched to while a target stays ill or limits the rate (429, Retry-After).
        Milliseconds longestBackOff{120000};
        bool recordsLateness = false; ///< for takeLateness()
        Connect connect = {};         ///< how TCP probes connect; empty: TcpConnect::start()
        /// The machine woke from sleep: kept connections are closed, what was in flight is dropped, and a sweep begins.
        std::function<void()> woke = {};
    };
    using Answered = std::function<void(Answer &&)>;

    virtual ~Scheduler() = default;

    /// The probes from now on. Those already known by target and id keep their rhythm; calls in flight of those gone
    /// are dropped. A call in flight of a known probe is kept only if the spec is the very same object; else it is
    /// asked again.
    virtual void setProbes(std::vector<ProbeSpecPtr> probes) = 0;
    /// Begins: the first sweep is spread over at most one second, or the interval where that is shorter. Until then
    /// only probeNow() and probeAt() run anything: one round needs no more.
    virtual void start() = 0;
    /// Stops asking and drops what is in flight or was to be asked at a time of its own; resume() sweeps at once.
    virtual void pause() = 0;
    virtual void resume() = 0;
    virtual bool isPaused() const = 0;
    /// Runs these now (again), besides their rhythm. A probe in flight is not started twice, and a sparing one not
    /// sooner than an interval after its last start.
    virtual void probeNow(std::span<const ProbeSpecPtr> probes) = 0;
    /// Runs one once at a time of its own: the second attempt, the question asked again. If it is in flight then, it
    /// runs as soon as that has ended.
    virtual void probeAt(const ProbeSpecPtr &probe, TimePoint when) = 0;
    /// How a target's last primary answer was. While it is ill, its other probes are asked less often (doubling up to
    /// the bound); the primary one keeps its interval, so that a return is noticed within one. `retryAfter` is what a
    /// 429 asked for, zero if nothing: until then nothing of the target runs by its rhythm, and then less often, the
    /// primary probe included. A well target is asked at its interval again.
    virtual void setHealth(TargetId target, bool isIll, Milliseconds retryAfter) = 0;
    /// How the last answer to a sparing probe was. Growing: its rhythm stretches, doubling up to five minutes. ForGood:
    /// it has none any more until setProbes() brings another spec. What asks by probeNow() or probeAt() gets its answer
    /// all the same.
    enum class Rest { None, Growing, ForGood };
    virtual void setRest(const ProbeSpecPtr &probe, Rest rest) = 0;
    virtual int inFlight() const = 0;
    /// Whether nothing is in flight, and nothing waits that probeNow() or probeAt() asked for.
    virtual bool isIdle() const = 0;
    /// Whether nothing is in flight or due by now: as isIdle(), but questions for a later time do not count.
    virtual bool isQuiet() const = 0;
    /// How late the runs since the last call started, in the order of starting. For the benchmark; empty unless the
    /// options ask for it.
    virtual std::vector<Milliseconds> takeLateness() = 0;

    /// `answered` runs from the event loop, once for each exchange of each run that was not dropped.
    static std::unique_ptr<Scheduler> make(Clock &clock, HttpClient &http, WebSocketClient &sockets,
                                           const Options &options, Answered answered);
};

} // namespace rollcall

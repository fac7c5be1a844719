// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probe/DueHeap.h"
#include "probe/ProbeRun.h"

#include <algorithm>
#include <memory>
#include <vector>

/// What the scheduler keeps of each probe and target. Internal to it.
namespace rollcall::schedule {

inline constexpr TimePoint Never = TimePoint::max();

struct Target;

/// One probe and when it is due.
struct Entry
{
    ProbeSpecPtr spec;
    Target *target = nullptr;
    HeapSlot<Entry> slot;       ///< its key is the earliest of what follows
    TimePoint due = Never;      ///< by the rhythm
    TimePoint origin;           ///< of the rhythm: run k is at origin + k × interval, trembling by the jitter
    std::int64_t run = 0;       ///< k of `due`
    std::vector<TimePoint> own; ///< times asked for by probeNow() and probeAt()
    bool isWaiting = false;     ///< for a place at its target
    bool isInFlight = false;
    bool runsAgain = false;                 ///< one of its own times came while it was in flight
    TimePoint startedAt = TimePoint::min(); ///< the last time; min(): never
    int restStretch = 1;                    ///< of a sparing probe: over 1 while its answers are failures
    bool restsForGood = false;              ///< `due` is Never, and nothing but another spec brings it back
    ProbeRun probing;

    bool hasRhythm() const { return spec->interval > Milliseconds::zero(); }
    bool isRepeated() const { return spec->repeats.most > 1; }
    TimePoint key() const
    {
        TimePoint earliest = due;
        for (const TimePoint time : own)
            earliest = std::min(earliest, time);
        return earliest;
    }
};

/// All probes of one target, and what holds them up together.
struct Target
{
    std::vector<std::unique_ptr<Entry>> entries;
    std::vector<Entry *> waiting; ///< in the order in which they were due
    /// Runs of several exchanges go one after the other, in this order: side by side each would see only a part of the
    /// nodes that a proxy takes in turn.
    std::vector<Entry *> inLine;
    const Entry *repeating = nullptr; ///< the one that is in flight
    int inFlight = 0;
    int illStretch = 1;
    int limitStretch = 1;
    TimePoint holdUntil{};
};

} // namespace rollcall::schedule

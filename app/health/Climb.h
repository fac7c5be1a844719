// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Clock.h"

#include <QtGlobal>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace rollcall {

/// A sustained climb of the goroutines.
struct Climb
{
    double perMinute = 0;
    double slopeError = 0; ///< standard error of perMinute
    double begin = 0;      ///< goroutines where it begins, by the line
    double level = 0;      ///< where the line is now
    double scatter = 0;    ///< how far single values are from the line, a standard deviation
    double levelError = 0; ///< standard error of `level`
    double share = 0;      ///< growth over the window / the growth that is asked of a climb of that length
    Milliseconds window{0};
    double wayShare = 0;                ///< growth / the way from `begin` to the threshold; 0: no threshold
    int scale = 0;                      ///< index into the lengths that are looked at; see GoroutinePast::levelBefore()
    std::optional<double> aboveOwn;     ///< level / the highest of its own at this hour of the days before; none known
    int daysKnown = 0;                  ///< of these days
    std::optional<Milliseconds> uptime; ///< since a restart that was seen or told
    bool operator==(const Climb &) const = default;

    double growth() const { return level / begin - 1; } ///< as a part of where it began
};

/// When a climb reaches a threshold, from now.
struct Crossing
{
    Milliseconds expected{0};
    /// Nine of ten such climbs get there between these two (measured; see the benchmark `leaks`). Without a latest:
    /// so far off that none can be named.
    Milliseconds earliest{0};
    std::optional<Milliseconds> latest;
};

/// Absent: it is there already.
std::optional<Crossing> crossingOf(const Climb &climb, double threshold);

/// What one node's goroutines have done, as far as a climb is told from daily waves, restarts, warming up and spikes:
/// the newest half hour value by value (which the owner keeps), 72 hours by medians of ten minutes, and for each hour
/// of eight days the highest of these. Under 3 KB a node. Pure; times come with the values.
class GoroutinePast
{
public:
    using Trend = std::span<const std::pair<TimePoint, double>>;
    /// What `Memory::slots` hold one value for, in milliseconds.
    static constexpr qint64 SlotLength = 600'000;

    /// The newest value is the last of `trend`, which holds the last half hour, oldest first. `utc` is its time in
    /// milliseconds since 1970; `startTime` of the process in seconds since 1970, where it says so; `threshold` over
    /// which the node is ill, where there is one.
    void add(Trend trend, qint64 utc, std::optional<double> startTime, std::optional<double> threshold);

    /// What was known before the first add().
    struct Remembered
    {
        qint64 utc = 0; ///< milliseconds since 1970; the value stands for the ten minutes about it
        double value = 0;
        bool isUsual = true; ///< false: told as a climb then, so no measure for later days
    };
    void remember(const Remembered &past);

    /// Climbs that its own past does not explain, of hours and of minutes; what the siblings say comes on top:
    /// tellClimbs().
    struct Candidates
    {
        std::optional<Climb> slow;
        std::optional<Climb> fast;
        bool operator==(const Candidates &) const = default;
    };
    const Candidates &candidates() const { return m.candidates; }
    /// What came of it. Once told it is told until it has been over for a while, and meanwhile less is asked of it,
    /// and its values are no measure for later days. Gives what is to be told.
    const std::optional<Climb> &tell(std::optional<Climb> own);
    const std::optional<Climb> &told() const { return m.told; }

    /// The level at the begin of the window of a climb of this scale. Absent: not known, or it has restarted since
    /// then.
    std::optional<double> levelBefore(int scale, Trend trend) const;
    /// Of the newest values; absent: none yet.
    static std::optional<double> levelOf(Trend trend);

    /// Values at even steps of time, with holes (not a number).
    struct Row
    {
        qint64 first = 0; ///< step of the first value
        std::vector<float> values;

        void put(qint64 step, double value, std::size_t most);
        void raise(qint64 step, double value, std::size_t most);
        std::optional<double> at(qint64 step) const;
    };
    /// How long a candidate has been found.
    struct Lasting
    {
        std::optional<qint64> since;
        qint64 seenAt = 0;

        void take(std::optional<Climb> &kept, std::optional<Climb> found, qint64 utc);
    };
    /// All that it knows, for a recording.
    struct Memory
    {
        Row slots; ///< medians of ten minutes
        Row hours; ///< the highest of these in an hour
        std::optional<double> startTime;
        std::optional<TimePoint> restart; ///< values before belong to another process
        std::optional<qint64> startedUtc; ///< of this process, where known
        qint64 slot = -1;                 ///< that is being filled
        qint64 utc = 0;                   ///< of the newest value
        Candidates candidates;
        Lasting slowLasting;
        Lasting fastLasting;
        std::optional<Climb> slow; ///< found when the last slot was full
        std::optional<Climb> told;
        qint64 ownAt = 0; ///< when it was the node's own last

        /// Whether a GoroutinePast could have come to know that: everything is within its bounds.
        bool isSound() const;
    };
    const Memory &memory() const { return m; }
    /// Knows from now on what another one knew. `memory` is sound.
    void setMemory(Memory memory) { m = std::move(memory); }

private:
    void noticeRestart(Trend trend, qint64 utc, std::optional<double> startTime);
    void closeSlot(qint64 slot, double value);
    struct Usual
    {
        double highest = 0;
        int days = 0;
    };
    std::optional<Usual> usualAt(qint64 utc) const;
    Trend sinceRestart(Trend trend) const;
    void fillSlot(Trend trend, qint64 utc);
    std::optional<Climb> over(int scale, Trend trend, qint64 utc, std::optional<double> threshold) const;
    std::optional<Climb> judged(int scale, std::span<const std::pair<double, double>> points, double level, qint64 utc,
                                std::optional<double> threshold) const;

    Memory m;
};

/// One of the live nodes of a product that tell their goroutines.
struct ClimbingNode
{
    GoroutinePast *past = nullptr;
    GoroutinePast::Trend trend; ///< not empty
};

/// Measures them by one another and settles what each is to tell: GoroutinePast::told().
void tellClimbs(std::span<const ClimbingNode> siblings);

} // namespace rollcall

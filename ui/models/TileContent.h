// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "health/ClusterState.h"
#include "history/Series.h"

#include <QString>
#include <array>
#include <memory>
#include <span>
#include <vector>

namespace rollcall {

/// How many targets are in each state, by State.
struct StateCounts
{
    std::array<int, 4> counts{};
    int of(State state) const { return counts[static_cast<std::size_t>(state)]; }
    void add(State state) { ++counts[static_cast<std::size_t>(state)]; }
    int total() const { return counts[0] + counts[1] + counts[2] + counts[3]; }
    bool operator==(const StateCounts &) const = default;
};

/// A point of a sparkline: `x` from 0 (30 minutes ago) to 1 (now).
struct TrendPoint
{
    double x = 0;
    double y = 0;
    bool startsSegment = false; ///< after a gap, which is drawn as a gap, or a restart
    bool isRestart = false;     ///< the first one after the target restarted
    bool operator==(const TrendPoint &) const = default;
};

/// What stands on one tile, in words and figures: semantic, no colours, no sizes. Text from nodes is safe already.
struct TileContent
{
    State state = State::Unknown;
    bool isProxy = false;
    bool isLeader = false;  ///< presumed
    bool isStale = false;   ///< older than two intervals
    bool isOffline = false; ///< this workstation has no network: grey, whatever the last state was
    bool isPaused = false;
    bool isGone = false; ///< it answered before and does not now
    QString name;
    QString word;      ///< the state, or "Not asked yet"
    QString product;   ///< with its version, and its role where the product has any
    QString latency;   ///< empty: unknown
    QString load;      ///< goroutines or threads: the figure alone
    QString loadWords; ///< the same with its unit
    QString reason;    ///< the first one
    int moreReasons = 0;
    QString corner; ///< age, or when it was last seen; empty when it does not matter
    std::vector<TrendPoint> trend;
    double trendLowest = 0;
    double trendHighest = 0;
    QString accessible; ///< all of it as one sentence

    /// `isStale` is the caller's, because it holds between snapshots too; ages are counted up to `now`. `stored`: what
    /// the history holds of the trend, oldest first; used up to where the snapshot's own begins.
    static TileContent make(const ClusterState &cluster, const TargetState &target, bool isStale, TimePoint now,
                            std::span<const SeriesPoint> stored = {});
};

using TileContentPtr = std::shared_ptr<const TileContent>;

/// What stands on the header of one cluster.
struct SectionContent
{
    QString name;
    QString environment;
    bool isProduction = false;
    QString verdict;
    QString summary; ///< how many nodes, asked how often
    State state = State::Unknown;
    StateCounts counts;
    bool isOffline = false;
    bool isPaused = false;
    int shown = 0; ///< tiles that pass the filter
};

} // namespace rollcall

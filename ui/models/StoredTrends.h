// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/OpenClusters.h"

#include <QObject>
#include <map>
#include <span>
#include <unordered_map>

namespace rollcall {

/// What the history holds of the sparklines' time from before this program started, so that a tile begins with it.
/// Read once for each cluster, with one question for all of its targets; what comes later is in the snapshots.
class StoredTrends final : public QObject
{
    Q_OBJECT

public:
    /// How far back a sparkline goes.
    static constexpr std::chrono::minutes Length{30};
    /// At most so many points of each target are kept: one for each pixel or two of a tile.
    static constexpr int Points = 120;

    /// `clusters` outlives it.
    explicit StoredTrends(const OpenClusters &clusters, QObject *parent = nullptr);

    /// Asks for those of a cluster that is open; arrived() tells when they are there. Of a cluster without a history,
    /// never.
    void read(ClusterKey key);
    void forget(ClusterKey key);
    /// Lets go what has become older than any sparkline.
    void expire();
    /// Goroutines, or the threads of a product that has none, oldest first; empty: nothing is stored. Until the next
    /// call that is not const.
    std::span<const SeriesPoint> of(ClusterKey key, const QString &target) const;

Q_SIGNALS:
    void arrived(rollcall::ClusterKey key);

private:
    using Lines = std::unordered_map<QString, std::vector<SeriesPoint>>;
    struct Kept
    {
        Lines lines; ///< by target
        TimePoint readAt;
    };
    void take(ClusterKey key, TimePoint readAt, SeriesAnswer &&answer);

    const OpenClusters &m_clusters;
    std::map<ClusterKey, Kept> m_kept;
};

} // namespace rollcall

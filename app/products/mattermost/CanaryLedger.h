// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "health/Observation.h"

#include <deque>
#include <map>
#include <optional>

namespace rollcall::mattermost::canary {

/// What became of the canary's messages and files, for each ordered pair of nodes. Nodes go by their TargetId.
class Ledger
{
public:
    /// So many of the newest messages of a pair are counted.
    static constexpr std::size_t Window = 20;

    explicit Ledger(std::shared_ptr<const ClusterFile> file) : m_file(std::move(file)) {}

    /// A message that took so long, or did not come in time.
    void record(TargetId from, TargetId to, std::optional<std::chrono::microseconds> latency);
    int lostInARow(TargetId from, TargetId to) const;
    /// Losses so far lead to none to come: the node was away, or its WebSocket is a new one after a break.
    void forgetStreaks(TargetId node);
    /// What arrived at a node, from all that were posted on.
    DeliveryFact arrivedAt(TargetId to) const;

    /// A file that was stored on one node and read on another: `failure` says why it could not be, and is empty when it
    /// could. Of the node itself: whether it took the file.
    void recordFile(TargetId from, TargetId to, const QString &failure);
    /// What it tells of a node's file store. One that nobody else can read from is at fault itself, not its readers.
    ComponentsFact fileStoreOf(TargetId node) const;

private:
    struct Pair
    {
        std::deque<bool> isLost; ///< newest last
        std::optional<std::chrono::microseconds> latency;
        int lostInARow = 0;
    };
    bool isSourceAtFault(TargetId from) const;

    std::shared_ptr<const ClusterFile> m_file;
    std::map<std::pair<TargetId, TargetId>, Pair> m_pairs;    ///< to, from
    std::map<std::pair<TargetId, TargetId>, QString> m_files; ///< to, from
};

} // namespace rollcall::mattermost::canary

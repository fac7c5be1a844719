// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/ClusterFile.h"
#include "health/Belief.h"
#include "health/Finding.h"
#include "health/Spread.h"
#include "health/TargetFacts.h"

#include <QDateTime>
#include <memory>
#include <optional>
#include <vector>

namespace rollcall {

/// One target at one moment. Immutable and shared: a snapshot holds the same pointer for a target that did not change.
struct TargetState
{
    TargetId id;
    TargetSettings settings;
    State state = State::Unknown;
    TargetFacts facts;
    std::vector<Finding> findings; ///< those that name it, worst first
    // Derived for display and report; absent is unknown.
    std::optional<QString> version;
    std::optional<QString> build;
    std::optional<QString> configHash;
    std::optional<QString> clientConfigHash;
    std::optional<QString> schemaVersion;
    std::optional<QString> hostname;
    std::optional<QString> clusterId;
    std::optional<QString> gossipAddress;
    std::optional<double> goroutines;
    std::optional<double> threads; ///< of a product without goroutines
    std::optional<QString> searchBackend;
    std::optional<double> latencyMs;
    std::optional<Milliseconds> clockOffset;
    std::optional<QDateTime> certificateExpiresAt;
    std::optional<BeliefRow> listed; ///< whom its API lists; the last list that was read. Absent: none ever was
    std::optional<BeliefRow> held;   ///< whom its gossip layer holds, and how; the same
    std::optional<std::vector<TargetId>> sees; ///< nodes: whom it lists, itself included; absent: not known
    std::optional<std::vector<TargetId>>
        reaches;                              ///< the proxy: which nodes it was seen to reach; absent: cannot be told
    std::optional<ProxyShare> httpShare;      ///< the proxy: how fresh connections were shared out among the nodes
    std::optional<ProxyShare> websocketShare; ///< the same of WebSockets
    bool isPresumedLeader = false; ///< lowest cluster id of those listed; presumed, because no endpoint says it
    TimePoint updatedAt;           ///< of its newest answer; ages are counted from here
    bool hasAnswered = false;      ///< whether updatedAt means anything
};

using TargetStatePtr = std::shared_ptr<const TargetState>;

/// One cluster at one moment: what the window shows and the commands print. Immutable.
struct ClusterState
{
    std::shared_ptr<const ClusterFile> file;
    State state = State::Unknown;
    bool isOffline = false;
    bool isPaused = false;
    bool isFirstSweep = true;            ///< not every target has been asked yet
    std::vector<TargetStatePtr> targets; ///< by TargetId
    std::vector<Finding> findings;       ///< all, each once, worst first
    TimePoint at;
    QDateTime startedAt;
    QDateTime utc;

    const TargetState &target(TargetId id) const { return *targets[id.index()]; }
};

using ClusterStatePtr = std::shared_ptr<const ClusterState>;

} // namespace rollcall

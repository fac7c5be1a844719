// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "health/ClusterState.h"

#include <vector>

namespace rollcall {

/// The nodes of one product whose lists belong side by side. Products do not list each other's nodes, so each has a
/// block of its own.
struct BeliefBlock
{
    QString product;
    std::vector<TargetId> nodes; ///< in the order of the file
    bool hasApi = false;         ///< whether any node ever told a list in its API
    bool hasGossip = false;      ///< the same of gossip

    bool has(BeliefSource source) const { return source == BeliefSource::Api ? hasApi : hasGossip; }
    bool operator==(const BeliefBlock &) const = default;
};

/// One for each product of which any node has ever told a list, by their first node in the file.
std::vector<BeliefBlock> beliefBlocks(const ClusterState &state);
/// Nodes that could tell a list, whether they do or not: what an empty matrix would be about.
std::vector<TargetId> listingNodes(const ClusterState &state);

/// The last list of that source; null: none ever was.
const BeliefRow *beliefRow(const TargetState &target, BeliefSource source);

/// Why a list of a node is not known now.
enum class BeliefGap {
    None,         ///< it is known
    NoSuchList,   ///< the product has none
    NotAsked,     ///< nothing came of it yet, good or bad
    NoToken,      ///< the API tells it to nobody without a token
    Rejected,     ///< the credentials
    Forbidden,    ///< a permission is missing
    NotOffered,   ///< by this version or edition
    Silent,       ///< no answer
    Unusable,     ///< an answer that is no list
    Off,          ///< gossip: the file says not to ask
    NeedsKey,     ///< gossip: encrypted, and no key is given
    KeyRefused,   ///< gossip: encrypted, and the key does not fit
    NotEncrypted, ///< gossip: a key is given, and it is not encrypted
    Complains,    ///< gossip: the node's own complaint
};
BeliefGap beliefGap(const TargetState &target, BeliefSource source);
/// Whether a change of the cluster file can close it.
bool isClosedByFile(BeliefGap gap);

} // namespace rollcall

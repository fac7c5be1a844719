// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Clock.h"
#include "base/Ids.h"

#include <QString>
#include <functional>
#include <span>
#include <utility>
#include <vector>

namespace rollcall {

/// What one node believes of another.
enum class Belief {
    Unknown, ///< nobody could ask
    NotSeen, ///< its list was read, and the other is not in it
    Seen,
    Suspected, ///< gossip only: it does not answer, and may yet be declared dead
    Dead,      ///< gossip only
    Left,      ///< gossip only: it said goodbye
};
/// English word for JSON: `unknown`, `absent`, `alive`, `suspect`, `dead`, `left`.
QString beliefName(Belief belief);
/// Whether nothing can be made of it: a state that this version does not know.
constexpr bool isUndecided(Belief belief)
{
    return belief == Belief::Unknown;
}
/// Whether who believes this still counts the other as a member.
constexpr bool isMemberBelief(Belief belief)
{
    return belief == Belief::Seen || belief == Belief::Suspected;
}

/// Where a node's list comes from: its API (`/cluster/status`), or its gossip layer.
enum class BeliefSource { Api, Gossip };

/// One node's list, in terms of the cluster file.
struct BeliefRow
{
    /// Sorted by target. Who is not in it is not seen.
    std::vector<std::pair<TargetId, Belief>> of;
    /// A member that is no node of the file.
    struct Stranger
    {
        QString name; ///< the other side's text
        QString address;
        Belief belief = Belief::Seen;
        bool operator==(const Stranger &) const = default;
    };
    std::vector<Stranger> strangers; ///< in the order of the list
    TimePoint at;                    ///< when it was read
    bool isCurrent = true;           ///< false: asked again since, in vain; no rule uses it, and it is shown greyed

    Belief belief(TargetId node) const;
    bool operator==(const BeliefRow &) const = default;
};

/// `from` does not count `to` as a member.
struct MissingLink
{
    TargetId from;
    TargetId to;
    auto operator<=>(const MissingLink &) const = default;
};

/// How the views of some nodes fit together.
struct BeliefShape
{
    /// Nodes that see each other, directly or through others, both ways. One: nobody is cut off. In the order of the
    /// file, by their first member.
    std::vector<std::vector<TargetId>> islands;
    std::vector<MissingLink> missing; ///< sorted
    std::vector<MissingLink> oneWay;  ///< of those: `to` sees `from`. Sorted
    std::vector<TargetId> loners;     ///< see nobody of the others

    bool isWhole() const { return missing.empty(); }
};

/// `sees(a, b)`: whether a counts b as a member. Only asked for two different ones of `nodes`, which are sorted.
BeliefShape shapeOf(std::span<const TargetId> nodes, const std::function<bool(TargetId, TargetId)> &sees);

} // namespace rollcall

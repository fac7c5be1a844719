// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "health/Belief.h"

#include <algorithm>
#include <map>
#include <numeric>

namespace rollcall {

QString beliefName(Belief belief)
{
    switch (belief) {
    case Belief::Unknown:
        return QStringLiteral("unknown");
    case Belief::NotSeen:
        return QStringLiteral("absent");
    case Belief::Seen:
        return QStringLiteral("alive");
    case Belief::Suspected:
        return QStringLiteral("suspect");
    case Belief::Dead:
        return QStringLiteral("dead");
    case Belief::Left:
        return QStringLiteral("left");
    }
    return QStringLiteral("unknown");
}

Belief BeliefRow::belief(TargetId node) const
{
    const auto found = std::lower_bound(of.begin(), of.end(), node,
                                        [](const auto &entry, TargetId wanted) { return entry.first < wanted; });
    return found != of.end() && found->first == node ? found->second : Belief::NotSeen;
}

BeliefShape shapeOf(std::span<const TargetId> nodes, const std::function<bool(TargetId, TargetId)> &sees)
{
    BeliefShape shape;
    std::vector<std::size_t> parent(nodes.size());
    std::iota(parent.begin(), parent.end(), std::size_t{0});
    const auto root = [&parent](std::size_t i) {
        while (parent[i] != i)
            i = parent[i] = parent[parent[i]];
        return i;
    };
    std::vector<std::size_t> seen(nodes.size(), 0);
    for (std::size_t a = 0; a < nodes.size(); ++a) {
        for (std::size_t b = a + 1; b < nodes.size(); ++b) {
            const bool forth = sees(nodes[a], nodes[b]);
            const bool back = sees(nodes[b], nodes[a]);
            seen[a] += forth ? 1 : 0;
            seen[b] += back ? 1 : 0;
            if (forth && back) {
                // The lower one stays the root, so that islands come in the order of the file.
                const std::size_t first = root(a);
                const std::size_t second = root(b);
                parent[std::max(first, second)] = std::min(first, second);
                continue;
            }
            if (!forth)
                shape.missing.push_back({nodes[a], nodes[b]});
            if (!back)
                shape.missing.push_back({nodes[b], nodes[a]});
            if (forth != back)
                shape.oneWay.push_back(forth ? MissingLink{nodes[b], nodes[a]} : MissingLink{nodes[a], nodes[b]});
        }
    }
    std::map<std::size_t, std::vector<TargetId>> islands;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        islands[root(i)].push_back(nodes[i]);
        if (nodes.size() > 1 && seen[i] == 0)
            shape.loners.push_back(nodes[i]);
    }
    for (auto &[first, members] : islands)
        shape.islands.push_back(std::move(members));
    std::sort(shape.missing.begin(), shape.missing.end());
    std::sort(shape.oneWay.begin(), shape.oneWay.end());
    return shape;
}

} // namespace rollcall

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "health/Climb.h"

#include <functional>

namespace rollcall::test {

/// Nodes of one product whose goroutines are looked at as Evaluator and TargetMemory do it, without the rest.
class ClimbWatch
{
public:
    explicit ClimbWatch(int nodes) : m_nodes(static_cast<std::size_t>(nodes)) {}

    std::optional<double> threshold;
    /// What a node's goroutines are at that many seconds; absent: it does not answer.
    std::function<std::optional<double>(int node)> value;
    /// When its process started, in seconds since 1970. Empty: none says.
    std::function<double(int node)> started;

    /// Takes the values of `seconds` since 1970.
    void look(double seconds)
    {
        const TimePoint at(Milliseconds(static_cast<qint64>(seconds * 1000)));
        const qint64 utc = static_cast<qint64>(seconds * 1000);
        std::vector<ClimbingNode> live;
        for (std::size_t i = 0; i < m_nodes.size(); ++i) {
            Node &node = m_nodes[i];
            const int number = static_cast<int>(i);
            const auto goroutines = value(number);
            node.isLive = goroutines.has_value();
            if (!goroutines)
                continue;
            node.values.emplace_back(at, *goroutines);
            while (node.values[node.first].first < at - std::chrono::minutes(30))
                ++node.first;
            if (node.first > 4000) {
                node.values.erase(node.values.begin(), node.values.begin() + static_cast<std::ptrdiff_t>(node.first));
                node.first = 0;
            }
            const auto trend = GoroutinePast::Trend(node.values).subspan(node.first);
            node.past.add(trend, utc, started ? std::optional(started(number)) : std::nullopt, threshold);
            live.push_back({&node.past, trend});
        }
        tellClimbs(live);
    }

    GoroutinePast &past(int node) { return m_nodes[static_cast<std::size_t>(node)].past; }
    /// The climb that is told of a node that answers; null: none.
    const Climb *told(int node) const
    {
        const Node &it = m_nodes[static_cast<std::size_t>(node)];
        return it.isLive && it.past.told() ? &*it.past.told() : nullptr;
    }

private:
    struct Node
    {
        std::vector<std::pair<TimePoint, double>> values;
        std::size_t first = 0; ///< of the last half hour
        GoroutinePast past;
        bool isLive = false;
    };

    std::vector<Node> m_nodes;
};

} // namespace rollcall::test

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "health/Belief.h"

#include "Bench.h"

#include <random>

namespace rollcall {
namespace {

using namespace Qt::StringLiterals;

/// Who hears whom, as it was injected: bit `from * n + to`.
class Pattern
{
public:
    Pattern(int nodes, std::vector<bool> heard) : m_nodes(nodes), m_heard(std::move(heard)) {}
    /// The n-th of all patterns of so many nodes.
    static Pattern number(int nodes, unsigned n)
    {
        std::vector<bool> heard(static_cast<std::size_t>(nodes * nodes), true);
        for (int from = 0; from < nodes; ++from) {
            for (int to = 0; to < nodes; ++to) {
                if (from == to)
                    continue;
                heard[static_cast<std::size_t>(from * nodes + to)] = (n & 1U) != 0;
                n >>= 1U;
            }
        }
        return {nodes, std::move(heard)};
    }

    bool sees(int from, int to) const { return m_heard[static_cast<std::size_t>(from * m_nodes + to)]; }
    std::vector<TargetId> nodes() const
    {
        std::vector<TargetId> ids;
        for (int i = 0; i < m_nodes; ++i)
            ids.push_back(TargetId{i});
        return ids;
    }
    std::vector<MissingLink> missing() const
    {
        std::vector<MissingLink> links;
        for (int from = 0; from < m_nodes; ++from) {
            for (int to = 0; to < m_nodes; ++to) {
                if (!sees(from, to))
                    links.push_back({TargetId{from}, TargetId{to}});
            }
        }
        return links;
    }
    /// By flooding, not by the way that is under test.
    std::vector<std::vector<TargetId>> islands() const
    {
        std::vector<std::vector<TargetId>> result;
        std::vector<bool> isReached(static_cast<std::size_t>(m_nodes));
        for (int start = 0; start < m_nodes; ++start) {
            if (isReached[static_cast<std::size_t>(start)])
                continue;
            std::vector<int> open{start};
            std::vector<TargetId> island;
            isReached[static_cast<std::size_t>(start)] = true;
            while (!open.empty()) {
                const int node = open.back();
                open.pop_back();
                island.push_back(TargetId{node});
                for (int other = 0; other < m_nodes; ++other) {
                    if (!isReached[static_cast<std::size_t>(other)] && sees(node, other) && sees(other, node)) {
                        isReached[static_cast<std::size_t>(other)] = true;
                        open.push_back(other);
                    }
                }
            }
            std::sort(island.begin(), island.end());
            result.push_back(island);
        }
        return result;
    }

private:
    int m_nodes;
    std::vector<bool> m_heard;
};

bool isToldRight(const Pattern &pattern)
{
    const std::vector<TargetId> nodes = pattern.nodes();
    const BeliefShape shape =
        shapeOf(nodes, [&](TargetId from, TargetId to) { return pattern.sees(from.value, to.value); });
    const bool areOneWay = std::all_of(shape.oneWay.begin(), shape.oneWay.end(), [&](const MissingLink &link) {
        return !pattern.sees(link.from.value, link.to.value) && pattern.sees(link.to.value, link.from.value);
    });
    const auto oneWay = std::count_if(shape.missing.begin(), shape.missing.end(), [&](const MissingLink &link) {
        return pattern.sees(link.to.value, link.from.value);
    });
    return shape.missing == pattern.missing() && shape.islands == pattern.islands() && areOneWay &&
           static_cast<std::size_t>(oneWay) == shape.oneWay.size();
}

TEST(Belief, EveryDirectedPatternOfTwoToFiveNodesIsToldAsItWasInjected)
{
    for (const int nodes : {2, 3, 4, 5}) {
        const unsigned count = 1U << static_cast<unsigned>(nodes * (nodes - 1));
        for (unsigned n = 0; n < count; ++n) {
            if (!isToldRight(Pattern::number(nodes, n)))
                FAIL() << nodes << " nodes, pattern " << n;
        }
    }
}

TEST(Belief, RandomPatternsOfSixToTwelveNodesAreToldAsTheyWereInjected)
{
    std::mt19937 random(1);
    for (int nodes = 6; nodes <= 12; ++nodes) {
        for (int round = 0; round < 1500; ++round) {
            // From nearly whole to nearly nothing.
            std::bernoulli_distribution isHeard(std::uniform_real_distribution<double>(0.02, 0.999)(random));
            std::vector<bool> heard(static_cast<std::size_t>(nodes * nodes));
            for (int i = 0; i < nodes * nodes; ++i)
                heard[static_cast<std::size_t>(i)] = i / nodes == i % nodes || isHeard(random);
            if (!isToldRight(Pattern(nodes, std::move(heard))))
                FAIL() << nodes << " nodes, round " << round;
        }
    }
}

/// The pattern as the lists of a cluster's nodes, by one source, through all rules.
Finding splitOf(const Pattern &pattern, BeliefSource source)
{
    const int nodes = static_cast<int>(pattern.nodes().size());
    test::Bench bench(nodes);
    bench.file.retryAfter = Milliseconds(0);
    bench.pingAll();
    for (int from = 0; from < nodes; ++from) {
        MembershipFact list;
        GossipFact held;
        for (int to = 0; to < nodes; ++to) {
            if (!pattern.sees(from, to))
                continue;
            list.members.push_back(bench.member(to + 1));
            gossip::Member member;
            member.name = u"id%1"_s.arg(to + 1);
            member.address = u"10.0.0.%1"_s.arg(to + 1);
            member.port = 8074;
            member.state = gossip::MemberState::Alive;
            held.members.push_back(member);
        }
        if (source == BeliefSource::Api)
            bench.answer(from + 1, u"cluster.status"_s, {list});
        else
            bench.answer(from + 1, u"gossip"_s, {held});
    }
    bench.evaluate();
    const Finding *finding = bench.find(Code::ClusterSplit);
    return finding ? *finding : Finding{};
}

QJsonArray namesOf(const std::vector<TargetId> &nodes)
{
    QJsonArray names;
    for (const TargetId id : nodes)
        names.append(u"app%1"_s.arg(id.value + 1));
    return names;
}

TEST(Belief, TheFindingNamesTheIslandsAndLinksOfEachPatternByBothSources)
{
    for (const BeliefSource source : {BeliefSource::Api, BeliefSource::Gossip}) {
        for (const int nodes : {2, 3, 4}) {
            const unsigned count = 1U << static_cast<unsigned>(nodes * (nodes - 1));
            for (unsigned n = 0; n < count; ++n) {
                const Pattern pattern = Pattern::number(nodes, n);
                const Finding finding = splitOf(pattern, source);
                QJsonArray islands;
                for (const auto &island : pattern.islands())
                    islands.append(namesOf(island));
                QJsonArray missing;
                for (const MissingLink &link : pattern.missing())
                    missing.append(QJsonObject{{u"from"_s, u"app%1"_s.arg(link.from.value + 1)},
                                               {u"to"_s, u"app%1"_s.arg(link.to.value + 1)}});
                if (pattern.missing().empty()) {
                    EXPECT_NE(finding.code, Code::ClusterSplit);
                    continue;
                }
                ASSERT_EQ(finding.code, Code::ClusterSplit) << nodes << " nodes, pattern " << n;
                ASSERT_EQ(finding.evidence.value("islands"_L1).toArray(), islands) << nodes << ", pattern " << n;
                ASSERT_EQ(finding.evidence.value("missing"_L1).toArray(), missing) << nodes << ", pattern " << n;
            }
        }
    }
}

} // namespace
} // namespace rollcall

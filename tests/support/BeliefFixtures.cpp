// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/StateFixtures.h"

#include <algorithm>

namespace rollcall::test {

using namespace Qt::StringLiterals;

namespace {

std::optional<BeliefRow> &rowOf(TargetState &node, BeliefSource source)
{
    return source == BeliefSource::Api ? node.listed : node.held;
}

} // namespace

ClusterFixture &ClusterFixture::agreed(bool withGossip)
{
    const int count = static_cast<int>(file.nodes.size());
    for (int i = 0; i < count; ++i) {
        TargetState &node = target(i);
        BeliefRow row;
        for (int to = 0; to < count; ++to)
            row.of.emplace_back(TargetId{to}, Belief::Seen);
        row.at = m_clock->now() - std::chrono::seconds(4);
        node.listed = row;
        if (!withGossip)
            continue;
        row.at = m_clock->now() - std::chrono::seconds(6);
        node.held = row;
        node.settings.gossip = GossipSettings{};
        GossipFact fact;
        node.facts.gossip = Known<GossipFact>{fact, row.at, u"gossip"_s, true};
        Outcome outcome;
        outcome.at = row.at;
        node.facts.outcomes.emplace(u"gossip"_s, outcome);
        auto spec = std::make_shared<ProbeSpec>();
        spec->id = u"gossip"_s;
        spec->target = node.id;
        spec->endpoint = u"gossip"_s;
        spec->request = TcpRequest{};
        node.facts.specs.emplace(u"gossip"_s, spec);
    }
    return *this;
}

ClusterFixture &ClusterFixture::believe(int from, int to, Belief belief, BeliefSource source)
{
    std::optional<BeliefRow> &row = rowOf(target(from), source);
    if (!row)
        return *this;
    if (source == BeliefSource::Api && belief != Belief::Seen)
        belief = belief == Belief::Suspected ? Belief::Seen : Belief::NotSeen;
    std::erase_if(row->of, [to](const auto &entry) { return entry.first == TargetId{to}; });
    if (belief != Belief::NotSeen)
        row->of.emplace_back(TargetId{to}, belief);
    std::sort(row->of.begin(), row->of.end());
    return *this;
}

ClusterFixture &ClusterFixture::believe(int from, int to, Belief belief)
{
    return believe(from, to, belief, BeliefSource::Api).believe(from, to, belief, BeliefSource::Gossip);
}

ClusterFixture &ClusterFixture::split(const std::vector<int> &one, const std::vector<int> &other)
{
    for (const int a : one) {
        for (const int b : other)
            believe(a, b, Belief::Dead).believe(b, a, Belief::Dead);
    }
    return *this;
}

ClusterFixture &ClusterFixture::staleLists(int node, std::chrono::seconds age)
{
    for (const BeliefSource source : {BeliefSource::Api, BeliefSource::Gossip}) {
        if (std::optional<BeliefRow> &row = rowOf(target(node), source)) {
            row->isCurrent = false;
            row->at = m_clock->now() - age;
        }
    }
    if (target(node).facts.gossip)
        target(node).facts.gossip->isCurrent = false;
    for (const QString &probe : {u"cluster.status"_s, u"gossip"_s}) {
        const auto outcome = target(node).facts.outcomes.find(probe);
        if (outcome != target(node).facts.outcomes.end())
            outcome->second.kind = Outcome::Kind::Failed;
    }
    return *this;
}

ClusterFixture &ClusterFixture::unknownLists(int node)
{
    staleLists(node, std::chrono::seconds(0));
    target(node).listed.reset();
    target(node).held.reset();
    return *this;
}

ClusterFixture &ClusterFixture::stranger(int node, const QString &name, const QString &address, Belief belief,
                                         BeliefSource source)
{
    rowOf(target(node), source)->strangers.push_back({name, address, belief});
    return *this;
}

ClusterFixture &ClusterFixture::closedGossip(GossipFact::Access access)
{
    for (std::size_t i = 0; i < file.nodes.size(); ++i) {
        TargetState &node = targets[i];
        node.held.reset();
        node.settings.gossip = GossipSettings{};
        GossipFact fact;
        fact.access = access;
        fact.complaint = u"remote node complains"_s;
        node.facts.gossip = Known<GossipFact>{fact, m_clock->now(), u"gossip"_s, true};
    }
    return *this;
}

ClusterFixture &ClusterFixture::withoutToken()
{
    file.token.reset();
    for (std::size_t i = 0; i < file.nodes.size(); ++i) {
        TargetState &node = targets[i];
        node.settings.token.reset();
        node.listed.reset();
        node.sees.reset();
        node.facts.membership.reset();
        node.facts.outcomes.erase(u"cluster.status"_s);
        node.facts.specs.erase(u"cluster.status"_s);
    }
    return *this;
}

} // namespace rollcall::test

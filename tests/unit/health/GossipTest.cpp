// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Bench.h"

namespace rollcall {
namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using gossip::MemberState;
using test::Bench;
using test::bytes;
using test::lines;

void whole(Bench &bench)
{
    bench.pingAll();
    for (const int node : {1, 2, 3})
        bench.holdNodes(node, {1, 2, 3});
}

TEST(Gossip, EverybodyHoldsEverybody)
{
    Bench bench(3);
    whole(bench);
    EXPECT_EQ(bench.findings(), lines());
    EXPECT_TRUE(bench.evaluator().takeRechecks().empty());
}

TEST(Gossip, WithoutATokenItTellsWhoSeesWhom)
{
    Bench bench(3);
    bench.file.token.reset();
    whole(bench);
    const auto state = bench.state();
    EXPECT_EQ(state->target(bench.id(1)).sees, (std::vector<TargetId>{bench.id(1), bench.id(2), bench.id(3)}));
    EXPECT_EQ(bench.verdict(), u"All 3 nodes are healthy on 10.11.2; without a token their configurations and "
                               "plugins cannot be compared."_s);
}

TEST(Gossip, ASuspectIsAWarningAndADeadOneIsCritical)
{
    Bench bench(3);
    whole(bench);
    bench.hold(1, {{1, MemberState::Alive}, {2, MemberState::Alive}, {3, MemberState::Suspect}});
    EXPECT_EQ(bench.findings(), lines("warning gossip.suspect app3"));
    EXPECT_EQ(bytes(bench.evidence(Code::GossipSuspect)), R"({"answers":true,"by":["app1"]})");
    EXPECT_EQ(bench.verdict(), u"app3 is suspected by the gossip of app1; app1 and app2 are healthy on 10.11.2."_s);
    bench.hold(1, {{1, MemberState::Alive}, {2, MemberState::Alive}, {3, MemberState::Dead}});
    bench.hold(2, {{1, MemberState::Alive}, {2, MemberState::Alive}, {3, MemberState::Dead}});
    EXPECT_EQ(bench.findings(), lines("critical gossip.dead app3"));
    EXPECT_EQ(bytes(bench.evidence(Code::GossipDead)), R"({"answers":true,"by":["app1","app2"]})");
    EXPECT_EQ(bench.verdict(), u"app3 is held dead by the gossip of app1 and app2, though it answers; app1 and app2 "
                               "are healthy on 10.11.2."_s);
}

TEST(Gossip, OfANodeThatIsDownTheVerdictSaysThatAlone)
{
    Bench bench(3);
    whole(bench);
    bench.at(60);
    bench.down(3, NetFailure::Refused);
    bench.hold(1, {{1, MemberState::Alive}, {2, MemberState::Alive}, {3, MemberState::Dead}});
    bench.hold(2, {{1, MemberState::Alive}, {2, MemberState::Alive}, {3, MemberState::Dead}});
    EXPECT_EQ(bench.findings(), lines("critical gossip.dead app3", "critical node.unreachable app3"));
    EXPECT_EQ(bytes(bench.evidence(Code::GossipDead)), R"({"by":["app1","app2"]})");
    EXPECT_EQ(bench.verdict(),
              u"app3 is down: connection refused, twice in 15 s; app1 and app2 are healthy on 10.11.2."_s);
}

TEST(Gossip, WhoIsNoMemberAnyMoreIsMissingOnceAskedAgain)
{
    Bench bench(3);
    whole(bench);
    for (const int node : {1, 2})
        bench.hold(node, {{1, MemberState::Alive}, {2, MemberState::Alive}, {3, MemberState::Left}});
    EXPECT_EQ(bench.findings(), lines());
    const auto rechecks = bench.evaluator().takeRechecks();
    ASSERT_FALSE(rechecks.empty());
    for (const Recheck &recheck : rechecks)
        EXPECT_EQ(recheck.probe, u"gossip"_s);
    bench.at(16);
    for (const int node : {1, 2})
        bench.hold(node, {{1, MemberState::Alive}, {2, MemberState::Alive}, {3, MemberState::Left}});
    bench.holdNodes(3, {1, 2, 3});
    EXPECT_EQ(bench.findings(),
              lines("critical cluster.split app1,app2,app3", "critical node.missing_from_cluster app3"));
    EXPECT_EQ(bytes(bench.evidence(Code::NodeMissingFromCluster)),
              R"({"by":["app1","app2"],"listedBy":[],"source":"gossip"})");
}

TEST(Gossip, NobodyIsAccusedOfAStateThatIsNotKnown)
{
    Bench bench(3);
    bench.file.retryAfter = 0s;
    bench.pingAll();
    for (const int node : {1, 2, 3})
        bench.hold(node, {{1, MemberState::Unknown}, {2, MemberState::Unknown}, {3, MemberState::Unknown}});
    EXPECT_EQ(bench.findings(), lines());
    EXPECT_EQ(bench.state()->target(bench.id(1)).held->belief(bench.id(2)), Belief::Unknown);
}

TEST(Gossip, ItsSecondListIsNotADeadOne)
{
    // A node has a new name at each start; the old one is held dead for half a minute, at the same address.
    Bench bench(2);
    bench.pingAll();
    GossipFact fact;
    for (const auto &[name, state] : {std::pair{u"old"_s, MemberState::Dead}, {u"new"_s, MemberState::Alive}}) {
        gossip::Member member;
        member.name = name;
        member.address = u"10.0.0.2"_s;
        member.port = 8074;
        member.state = state;
        fact.members.push_back(member);
    }
    gossip::Member self;
    self.name = u"one"_s;
    self.address = u"10.0.0.1"_s;
    self.port = 8074;
    self.state = MemberState::Alive;
    fact.members.push_back(self);
    bench.answer(1, u"gossip"_s, {fact});
    EXPECT_EQ(bench.findings(), lines());
    EXPECT_EQ(bench.state()->target(bench.id(1)).held->belief(bench.id(2)), Belief::Seen);
}

TEST(Gossip, NodesThatShareAnAddressAreToldApartByTheirPorts)
{
    Bench bench(2);
    for (std::size_t i = 0; i < 2; ++i) {
        bench.file.nodes[i].url = QUrl(u"http://127.0.0.1:%1"_s.arg(8065 + i));
        bench.file.nodes[i].gossip = GossipSettings{.port = 9000 + static_cast<int>(i)};
    }
    bench.pingAll();
    GossipFact fact;
    for (const int port : {9000, 9001, 9002}) {
        gossip::Member member;
        member.name = u"m%1"_s.arg(port);
        member.address = u"127.0.0.1"_s;
        member.port = port;
        member.state = port == 9001 ? MemberState::Suspect : MemberState::Alive;
        fact.members.push_back(member);
    }
    bench.answer(1, u"gossip"_s, {fact});
    EXPECT_EQ(bench.findings(), lines("warning gossip.suspect app2", "warning node.unexpected"));
    EXPECT_EQ(bytes(bench.evidence(Code::NodeUnexpected)),
              R"({"by":["app1"],"member":{"address":"127.0.0.1","hostname":null,"id":"m9002"},"source":"gossip"})");
}

TEST(Gossip, AnAddressThatOnlyTheClusterKnowsIsLearnedFromTheApi)
{
    Bench bench(2);
    bench.pingAll();
    std::vector<Member> members{bench.member(1), bench.member(2)};
    members[0].address = u"172.16.0.1"_s; // by host name they are the nodes of the file
    members[1].address = u"172.16.0.2"_s;
    bench.list(1, members);
    GossipFact fact;
    for (const int node : {1, 2}) {
        gossip::Member member;
        member.name = u"unlike%1"_s.arg(node);
        member.address = u"172.16.0.%1"_s.arg(node);
        member.state = node == 2 ? MemberState::Dead : MemberState::Alive;
        fact.members.push_back(member);
    }
    bench.answer(1, u"gossip"_s, {fact});
    EXPECT_EQ(bench.findings(), lines("critical gossip.dead app2"));
}

TEST(Gossip, WhatBothSourcesSayIsOneFinding)
{
    Bench bench(3);
    bench.file.retryAfter = 0s;
    bench.pingAll();
    for (const int node : {1, 2}) {
        bench.listNodes(node, {1, 2});
        bench.hold(node, {{1, MemberState::Alive}, {2, MemberState::Alive}, {3, MemberState::Dead}});
    }
    bench.listNodes(3, {3});
    bench.hold(3, {{1, MemberState::Dead}, {2, MemberState::Dead}, {3, MemberState::Alive}});
    EXPECT_EQ(bench.findings(),
              lines("critical cluster.alone app3", "critical cluster.split app1,app2,app3", "critical gossip.dead app1",
                    "critical gossip.dead app2", "critical gossip.dead app3", "critical node.missing_from_cluster app1",
                    "critical node.missing_from_cluster app2", "critical node.missing_from_cluster app3"));
    EXPECT_EQ(bytes(bench.evidence(Code::ClusterAlone)),
              R"({"gossip":{"lists":"itself","others":["app1","app2"]},"lists":"itself","others":["app1","app2"]})");
    EXPECT_EQ(bench.verdict(), u"app3 is split off from app1 and app2: it sees nobody, nobody sees it, and it elects "
                               "itself leader and runs the scheduled jobs a second time."_s);
}

TEST(Gossip, ASilentPortIsToldAfterTwoAttempts)
{
    Bench bench(2);
    bench.file.nodes[0].gossip = GossipSettings{};
    bench.pingAll();
    bench.silentGossip(1);
    bench.silentGossip(2);
    EXPECT_EQ(bench.findings(), lines());
    EXPECT_FALSE(bench.evaluator().takeRechecks().empty());
    bench.at(15);
    bench.silentGossip(1);
    bench.silentGossip(2, NetFailure::Timeout);
    EXPECT_EQ(bench.findings(), lines("warning gossip.unreachable app1", "info gossip.unreachable app2"))
        << "only what the file asks for is missed";
    EXPECT_EQ(bytes(bench.evidence(Code::GossipUnreachable)), R"({"kind":"refused","port":8074})");
    EXPECT_EQ(bench.verdict(),
              u"The gossip port of app1 does not answer: connection refused; app2 is healthy on 10.11.2."_s);
    bench.holdNodes(2, {1, 2});
    EXPECT_EQ(bench.findings(), lines("warning gossip.unreachable app1"));
}

TEST(Gossip, OncePortsAnsweredTheirSilenceIsMissed)
{
    Bench bench(1);
    bench.pingAll();
    bench.holdNodes(1, {1});
    bench.silentGossip(1);
    bench.at(15);
    bench.ping(1);
    bench.silentGossip(1);
    EXPECT_EQ(bench.findings(), lines("warning gossip.unreachable app1"));
    const auto held = bench.state()->target(bench.id(1)).held;
    ASSERT_TRUE(held);
    EXPECT_FALSE(held->isCurrent) << "the last list is kept, and marked as old";
}

TEST(Gossip, OfANodeThatIsDownThePortIsNotSaidBesides)
{
    Bench bench(1);
    bench.file.nodes[0].gossip = GossipSettings{};
    bench.silentGossip(1);
    bench.down(1, NetFailure::Refused);
    bench.silentGossip(1);
    EXPECT_EQ(bench.findings(), lines("critical node.unreachable app1"));
}

TEST(Gossip, AnEncryptedOneAsksForItsKey)
{
    Bench bench(2);
    bench.pingAll();
    bench.answer(1, u"gossip"_s, {GossipFact{.access = GossipFact::Access::NeedsKey, .isSealed = true}});
    bench.answer(2, u"gossip"_s, {GossipFact{.access = GossipFact::Access::KeyRefused, .isSealed = true}});
    EXPECT_EQ(bench.findings(), lines("warning gossip.encrypted app2", "info gossip.encrypted app1"));
    EXPECT_EQ(bytes(bench.evidence(Code::GossipEncrypted)), R"({"key":"refused"})");
    EXPECT_EQ(bench.verdict(), u"The gossip of app2 is encrypted with another key than the one given; app1 is healthy "
                               "on 10.11.2."_s);
}

TEST(Gossip, AListThatIsOldIsNoEvidence)
{
    Bench bench(3);
    whole(bench);
    bench.down(3, NetFailure::Refused);
    for (const int node : {1, 2})
        bench.hold(node, {{1, MemberState::Alive}, {2, MemberState::Alive}, {3, MemberState::Dead}});
    bench.at(60);
    bench.ping(3); // it is back, and nobody was asked since
    EXPECT_EQ(bench.findings(), lines());
}

/// Directed links that are cut, through the gossip layer, up to the sentence.
QString verdictOf(int nodes, const std::vector<std::pair<int, int>> &cut)
{
    Bench bench(nodes);
    bench.file.retryAfter = 0s;
    bench.pingAll();
    for (int from = 1; from <= nodes; ++from) {
        GossipFact fact;
        for (int to = 1; to <= nodes; ++to) {
            gossip::Member member;
            member.name = u"id%1"_s.arg(to);
            member.address = u"10.0.0.%1"_s.arg(to);
            member.state = std::find(cut.begin(), cut.end(), std::pair(from, to)) == cut.end() ? MemberState::Alive
                                                                                               : MemberState::Dead;
            fact.members.push_back(member);
        }
        bench.answer(from, u"gossip"_s, {fact});
    }
    return bench.verdict();
}

TEST(Gossip, TheVerdictHasASentenceForEachShape)
{
    EXPECT_EQ(verdictOf(3, {{2, 3}}), u"The member lists differ: app2 does not see app3."_s);
    EXPECT_EQ(verdictOf(4, {{1, 3}, {1, 4}, {2, 3}, {2, 4}, {3, 1}, {3, 2}, {4, 1}, {4, 2}}),
              u"The cluster is split: app1 and app2 on one side, app3 and app4 on the other, and each side elects its "
              "own leader and runs the scheduled jobs."_s);
    EXPECT_EQ(verdictOf(2, {{1, 2}, {2, 1}}),
              u"The cluster is split: app1 on one side, app2 on the other, and each side elects its own leader and "
              "runs the scheduled jobs."_s);
    EXPECT_EQ(verdictOf(3, {{1, 3}, {2, 3}, {3, 1}, {3, 2}}),
              u"app3 is split off from app1 and app2: it sees nobody, nobody sees it, and it elects itself leader and "
              "runs the scheduled jobs a second time."_s);
    EXPECT_EQ(verdictOf(4, {{1, 4}, {2, 4}, {3, 4}}), u"app4 is seen by nobody, though it sees app1, app2 and app3."_s);
    EXPECT_EQ(verdictOf(3, {{3, 1}, {3, 2}}), u"app3 sees nobody, though app1 and app2 see it."_s);
    EXPECT_EQ(verdictOf(3, {{1, 2}, {2, 1}, {1, 3}, {3, 1}, {2, 3}, {3, 2}}),
              u"The cluster is split into three parts: app1 | app2 | app3; each elects its own leader and runs the "
              "scheduled jobs."_s);
}

} // namespace
} // namespace rollcall

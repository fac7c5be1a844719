// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Bench.h"

namespace rollcall {
namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using test::Bench;
using test::bytes;
using test::lines;

/// Everybody answers and lists all.
void whole(Bench &bench)
{
    bench.pingAll();
    for (const int node : {1, 2, 3})
        bench.listNodes(node, {1, 2, 3});
}

TEST(Membership, EverybodyListsEverybody)
{
    Bench bench(3);
    whole(bench);
    EXPECT_EQ(bench.findings(), lines());
    EXPECT_TRUE(bench.evaluator().takeRechecks().empty());
}

TEST(Membership, AnIslandOfOneIsToldWhenAskedAgain)
{
    Bench bench(3);
    bench.pingAll();
    bench.listNodes(1, {1, 2});
    bench.listNodes(2, {1, 2});
    bench.at(1);
    bench.listNodes(3, {3});
    EXPECT_EQ(bench.findings(), lines());
    const auto rechecks = bench.evaluator().takeRechecks();
    // Views first differed at 1 s; that app3 is not listed was known at 0 s.
    std::vector<std::pair<int, double>> asked;
    for (const Recheck &recheck : rechecks) {
        EXPECT_EQ(recheck.probe, u"cluster.status"_s);
        asked.emplace_back(recheck.target.value + 1,
                           std::chrono::duration<double>(recheck.at - (bench.now() - 1s)).count());
    }
    EXPECT_THAT(asked, testing::UnorderedElementsAre(std::pair(1, 15.0), std::pair(2, 15.0), std::pair(1, 16.0),
                                                     std::pair(2, 16.0), std::pair(3, 16.0)));

    bench.at(16);
    bench.listNodes(1, {1, 2});
    EXPECT_EQ(bench.findings(), lines()) << "one list is not all";
    bench.listNodes(2, {1, 2});
    EXPECT_EQ(bench.findings(), lines("critical node.missing_from_cluster app3"));
    bench.listNodes(3, {3});
    EXPECT_TRUE(bench.evaluator().isDirty());
    EXPECT_EQ(bench.findings(),
              lines("critical cluster.alone app3", "critical cluster.split app1,app2,app3",
                    "critical node.missing_from_cluster app1", "critical node.missing_from_cluster app2",
                    "critical node.missing_from_cluster app3"));
    EXPECT_EQ(bytes(bench.evidence(Code::ClusterSplit)),
              R"({"islands":[["app1","app2"],["app3"]],"missing":[{"from":"app1","to":"app3"},)"
              R"({"from":"app2","to":"app3"},{"from":"app3","to":"app1"},{"from":"app3","to":"app2"}],)"
              R"("oneWay":[],"shape":"loner"})");
    EXPECT_EQ(bytes(bench.evidence(Code::NodeMissingFromCluster)), R"({"by":["app3"],"listedBy":["app2"]})");
    EXPECT_EQ(bytes(bench.evidence(Code::ClusterAlone)), R"({"lists":"itself","others":["app1","app2"]})");
    EXPECT_TRUE(bench.evaluator().takeRechecks().empty());
}

TEST(Membership, ViewsThatAgreeAgainWereNoSplit)
{
    Bench bench(3);
    whole(bench);
    bench.at(1);
    bench.listNodes(1, {1, 2});
    EXPECT_EQ(bench.findings(), lines());
    bench.at(10);
    bench.listNodes(1, {1, 2, 3});
    EXPECT_EQ(bench.findings(), lines());
    // A second difference waits anew.
    bench.at(17);
    bench.listNodes(1, {1, 2});
    for (const int node : {2, 3})
        bench.listNodes(node, {1, 2, 3});
    EXPECT_EQ(bench.findings(), lines());
}

TEST(Membership, WithoutRetryMissingAndAloneAreSaidAtOnceAndSplitNever)
{
    Bench bench(3);
    bench.options.confirmViews = false;
    bench.pingAll();
    bench.listNodes(1, {1, 2});
    bench.listNodes(2, {1, 2});
    bench.listNodes(3, {});
    EXPECT_EQ(bench.findings(), lines("critical cluster.alone app3", "critical node.missing_from_cluster app3"));
    EXPECT_EQ(bench.evidence(Code::ClusterAlone).value("lists"_L1).toString(), u"nobody"_s);
    EXPECT_TRUE(bench.evaluator().takeRechecks().empty());
}

TEST(Membership, TwoNodesThatListOnlyThemselves)
{
    Bench bench(2);
    bench.options.confirmViews = false;
    bench.pingAll();
    bench.listNodes(1, {1});
    bench.listNodes(2, {2});
    EXPECT_EQ(bench.findings(),
              lines("critical cluster.alone app1", "critical cluster.alone app2",
                    "critical node.missing_from_cluster app1", "critical node.missing_from_cluster app2"));
}

TEST(Membership, OneDissenterIsEnoughToBeMissing)
{
    Bench bench(3);
    bench.options.confirmViews = false;
    bench.pingAll();
    bench.listNodes(1, {1, 2, 3});
    bench.listNodes(2, {1, 2});
    EXPECT_EQ(bench.findings(), lines("critical node.missing_from_cluster app3"));
    EXPECT_EQ(bytes(bench.evidence(Code::NodeMissingFromCluster)), R"({"by":["app2"],"listedBy":["app1"]})");
}

TEST(Membership, ADeadNodeIsNotMissing)
{
    Bench bench(3);
    bench.options.confirmViews = false;
    bench.pingAll();
    bench.listNodes(1, {1, 2});
    bench.listNodes(2, {1, 2});
    bench.down(3, NetFailure::Refused);
    EXPECT_EQ(bench.findings(), lines("critical node.unreachable app3"));
}

TEST(Membership, WithoutListsNobodyKnows)
{
    Bench bench(3);
    bench.options.confirmViews = false;
    bench.pingAll();
    bench.listNodes(1, {1, 2, 3});
    EXPECT_EQ(bench.findings(), lines()) << "app2 and app3 gave no list";
    bench.observe(1, u"cluster.status"_s, bench.outcome(Outcome::Kind::Absent, 404));
    EXPECT_EQ(bench.findings(), lines());
}

TEST(Membership, AListFromBeforeItBeganToAnswerProvesNothing)
{
    Bench bench(3);
    bench.options.confirmViews = false;
    bench.file.retryAfter = 2s;
    bench.pingAll();
    for (const int node : {1, 2})
        bench.listNodes(node, {1, 2, 3});
    bench.at(10);
    bench.down(3, NetFailure::Refused);
    for (const int node : {1, 2})
        bench.listNodes(node, {1, 2});
    EXPECT_EQ(bench.findings(), lines("critical node.unreachable app3"));
    bench.at(20);
    bench.ping(3);
    EXPECT_EQ(bench.findings(), lines()) << "the lists are older than its start";
    bench.at(21);
    bench.listNodes(1, {1, 2});
    EXPECT_EQ(bench.findings(), lines("critical node.missing_from_cluster app3"));
}

TEST(Membership, EverybodyListsNobodyIsNotClustered)
{
    Bench bench(2);
    bench.pingAll();
    bench.listNodes(1, {});
    bench.listNodes(2, {});
    EXPECT_EQ(bench.findings(), lines("info cluster.disabled"));
    EXPECT_EQ(bench.evaluation.state, State::Ok);
}

TEST(Membership, StrangerIsUnexpectedOnce)
{
    Bench bench(2);
    bench.pingAll();
    for (const int node : {1, 2})
        bench.listNodes(node, {1, 2, 9});
    EXPECT_EQ(bench.findings(), lines("warning node.unexpected"));
    EXPECT_EQ(bytes(bench.evidence(Code::NodeUnexpected)),
              R"({"by":["app1","app2"],"member":{"address":"10.0.0.9","hostname":"app9","id":"id9"}})");
    EXPECT_EQ(bench.stateOf(1), State::Ok);
    EXPECT_EQ(bench.evaluation.state, State::Warning);
}

TEST(Membership, WhereNothingMatchesNobodyIsMissing)
{
    Bench bench(2);
    bench.options.confirmViews = false;
    bench.pingAll();
    for (const int node : {1, 2})
        bench.listNodes(node, {8, 9});
    EXPECT_EQ(bench.findings(), lines("warning node.unexpected", "warning node.unexpected"));
}

TEST(Membership, EmptyFieldsAreUnaskedAndNeverAMismatch)
{
    Bench bench(2);
    bench.pingAll();
    Member blank = bench.member(2, QString());
    blank.version.clear();
    bench.list(1, {bench.member(1), blank});
    bench.listNodes(2, {1, 2});
    EXPECT_EQ(bench.findings(), lines("warning node.unasked app2"));
    EXPECT_EQ(bytes(bench.evidence(Code::NodeUnasked)),
              R"({"by":["app1"],"empty":["configHash","version"],)"
              R"("member":{"address":"10.0.0.2","hostname":"app2","id":"id2"}})");
}

TEST(Membership, ARowOfNothingButAnIdIsFoundThroughAnotherList)
{
    Bench bench(2);
    bench.pingAll();
    Member blank;
    blank.id = u"id2"_s;
    bench.list(1, {bench.member(1), blank});
    EXPECT_EQ(bench.findings(), lines("warning node.unasked"));
    bench.listNodes(2, {1, 2});
    EXPECT_EQ(bench.findings(), lines("warning node.unasked app2"));
}

TEST(Membership, OwnBlanksAreNotUnasked)
{
    Bench bench(1);
    bench.pingAll();
    bench.list(1, {bench.member(1, QString())});
    EXPECT_EQ(bench.findings(), lines());
}

TEST(MemberMatch, ByHostNameWhereAnAddressIsShared)
{
    Bench bench(2);
    bench.options.confirmViews = false;
    for (Node &node : bench.file.nodes)
        node.url = QUrl(u"http://127.0.0.1:8065"_s);
    bench.pingAll();
    std::vector<Member> members{bench.member(1), bench.member(2)};
    for (Member &member : members)
        member.address = u"127.0.0.1"_s;
    bench.list(1, members);
    bench.list(2, members);
    EXPECT_EQ(bench.findings(), lines());
    EXPECT_EQ(bench.evaluator().view(bench.id(1)).nodes, (std::vector{bench.id(1), bench.id(2)}));
}

TEST(MemberMatch, ByHowTheFileNamesIt)
{
    struct Row
    {
        const char *url;
        const char *connectTo;
        const char *peer;
        const char *hostname;
        const char *address;
        bool matches;
    };
    const Row table[] = {
        {"http://10.1.1.1:8065", "", "", "other", "10.1.1.1", true},
        {"http://chat.example.com", "10.1.1.1:8065", "", "other", "10.1.1.1", true},
        {"http://chat.example.com", "", "10.1.1.1", "other", "10.1.1.1", true},
        {"http://node7.example.com", "", "", "NODE7.example.com", "172.16.0.1", true},
        {"http://node7.example.com", "", "", "node7", "172.16.0.1", true},
        {"http://10.9.9.9", "node7:8065", "", "node7.internal", "172.16.0.1", true},
        {"http://10.9.9.9", "", "", "APP1", "172.16.0.1", true},
        {"http://[2001:db8::1]:8065", "", "", "other", "2001:0db8:0:0::1", true},
        {"http://10.1.1.1", "", "", "other", "::ffff:10.1.1.1", true},
        {"http://10.1.1.1", "", "", "10.1.1.1", "", true},
        {"http://10.9.9.9", "", "", "other", "172.16.0.1", false},
    };
    for (const Row &row : table) {
        Bench bench(1);
        bench.file.nodes[0].url = QUrl(QString::fromUtf8(row.url));
        bench.file.nodes[0].connectTo = QString::fromUtf8(row.connectTo);
        Observation observation;
        observation.spec = bench.spec(1, u"ping"_s);
        observation.outcome = bench.outcome();
        observation.peerAddress = QString::fromUtf8(row.peer);
        bench.evaluator().observe(observation);
        Member member;
        member.hostname = QString::fromUtf8(row.hostname);
        member.address = QString::fromUtf8(row.address);
        bench.list(1, {member});
        bench.evaluate();
        EXPECT_EQ(bench.evaluator().view(bench.id(1)).nodes.size(), row.matches ? 1U : 0U)
            << row.url << ' ' << row.hostname << ' ' << row.address;
    }
}

TEST(MemberMatch, AFirstLabelThatTwoShareMatchesNeither)
{
    Bench bench(2);
    bench.file.nodes[0].url = QUrl(u"http://node.east.example.com"_s);
    bench.file.nodes[1].url = QUrl(u"http://node.west.example.com"_s);
    bench.pingAll();
    Member member;
    member.hostname = u"node"_s;
    bench.list(1, {member});
    bench.evaluate();
    EXPECT_TRUE(bench.evaluator().view(bench.id(1)).nodes.empty());
    member.hostname = u"node.west.example.com"_s;
    bench.list(1, {member});
    bench.evaluate();
    EXPECT_EQ(bench.evaluator().view(bench.id(1)).nodes, std::vector{bench.id(2)});
}

TEST(MemberMatch, PresumedLeaderHasTheLowestId)
{
    Bench bench(3);
    bench.pingAll();
    bench.listNodes(1, {3, 1, 2});
    bench.listNodes(2, {2, 3});
    const auto state = bench.state();
    EXPECT_TRUE(state->targets[0]->isPresumedLeader);
    EXPECT_TRUE(state->targets[1]->isPresumedLeader) << "of its own island";
    EXPECT_FALSE(state->targets[2]->isPresumedLeader);
}

TEST(Membership, AnotherProductOnTheSameMachineIsNoMember)
{
    Bench bench(3);
    Node other;
    other.name = u"gl1"_s;
    other.product = u"gitlab"_s;
    other.url = QUrl(u"http://10.0.0.2:80"_s);
    bench.file.nodes.push_back(other);
    bench.pingAll();
    for (int node = 1; node <= 3; ++node)
        bench.listNodes(node, {1, 2, 3});
    EXPECT_EQ(bench.findings(), lines());
}

} // namespace
} // namespace rollcall

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Whom the proxy leads to.
#include "Bench.h"

using namespace rollcall;
using namespace rollcall::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

using Over = SpreadFact::Over;

IdentityFact identity(const QString &version, const QString &hash = u"c0"_s)
{
    IdentityFact fact;
    fact.version = version;
    fact.build = version;
    fact.clientConfigHash = hash;
    return fact;
}

class ReachedTest : public testing::Test
{
protected:
    explicit ReachedTest(int nodes = 3) : bench(nodes, true) { allPing(); }

    void allPing()
    {
        bench.pingAll();
        bench.ping(0);
    }
    void through(const QStringList &hints, Over over = Over::Http, std::optional<IdentityFact> who = {})
    {
        bench.answer(0, over == Over::Http ? u"proxy.spread"_s : u"proxy.spread.websocket"_s,
                     {SpreadFact{over, hints, std::move(who)}});
    }
    /// So many connections, to these nodes in turn.
    void inTurn(int count, const std::vector<int> &nodes, Over over = Over::Http)
    {
        for (int i = 0; i < count; ++i) {
            bench.elapsed += 10ms;
            const int node = nodes[static_cast<std::size_t>(i) % nodes.size()];
            through(node == 0 ? QStringList{u"172.17.0.9:8065"_s} : QStringList{u"10.0.0.%1:8065"_s.arg(node)}, over);
        }
    }
    QJsonObject proxyReport() { return toReport(*bench.state())["proxy"_L1].toObject(); }
    QByteArray share(const QString &over) { return bytes(proxyReport()["share"_L1][over].toObject()); }
    QString message()
    {
        const Finding *finding = bench.find(Code::ProxyNodeNotReached);
        return finding ? Wording().message(bench.file, *finding) : QString();
    }

    Bench bench;
};

} // namespace

TEST(Spread, HowManyItTakesToJudge)
{
    EXPECT_EQ(connectionsToJudge(1), 1);
    EXPECT_EQ(connectionsToJudge(2), 8);
    EXPECT_EQ(connectionsToJudge(3), 15);
    EXPECT_EQ(connectionsToJudge(4), 21);
    EXPECT_EQ(connectionsToJudge(9), 58);
    EXPECT_GT(connectionsToJudge(10), static_cast<int>(Spread::Longest));
    for (std::size_t nodes = 2; nodes < 40; ++nodes) {
        const auto n = static_cast<double>(nodes);
        const int k = connectionsToJudge(nodes);
        EXPECT_LT(n * std::pow(1 - 1 / n, k), 0.01);
        EXPECT_GE(n * std::pow(1 - 1 / n, k - 1), 0.01);
    }
}

TEST_F(ReachedTest, AllNodesInEqualShares)
{
    EXPECT_TRUE(proxyReport()["share"_L1]["http"_L1].isNull()) << "nothing is known";
    inTurn(24, {1, 2, 3});
    EXPECT_EQ(bench.findings(), lines());
    EXPECT_EQ(share(u"http"_s), R"({"connections":24,"nodes":{"app1":8,"app2":8,"app3":8},"unknown":0})");
    EXPECT_TRUE(proxyReport()["share"_L1]["websocket"_L1].isNull());
    EXPECT_EQ(proxyReport()["reaches"_L1].toArray(), (QJsonArray{u"app1"_s, u"app2"_s, u"app3"_s}));
}

TEST_F(ReachedTest, ANodeThatGetsNothingIsNamed)
{
    inTurn(14, {1, 3});
    EXPECT_EQ(bench.findings(), lines()) << "not enough to say so";
    inTurn(1, {1});
    EXPECT_EQ(bench.findings(), lines("warning proxy.node_not_reached app2,proxy"));
    EXPECT_EQ(bytes(bench.evidence(Code::ProxyNodeNotReached)),
              R"({"connections":{"http":15},"over":["http"],"shares":{"http":{"app1":8,"app3":7}}})");
    EXPECT_EQ(message(), u"The proxy sends no HTTP requests to app2."_s);
    EXPECT_EQ(bench.verdict(),
              u"the proxy sends no HTTP requests to app2; app1 and app3 are healthy on 10.11.2."_s.replace(0, 1, u'T'));
    EXPECT_EQ(bench.stateOf(2), State::Warning);
    EXPECT_EQ(bench.stateOf(0), State::Warning);
    EXPECT_EQ(bench.stateOf(1), State::Ok);
    EXPECT_EQ(toReport(*bench.state())["findings"_L1][0]["nodes"_L1].toArray(), QJsonArray{u"app2"_s});

    inTurn(1, {2});
    EXPECT_EQ(bench.findings(), lines());
}

TEST_F(ReachedTest, HttpAndWebSocketsAreJudgedApart)
{
    inTurn(24, {1, 2, 3});
    inTurn(24, {1, 3}, Over::WebSocket);
    EXPECT_EQ(bench.findings(), lines("warning proxy.node_not_reached app2,proxy"));
    EXPECT_EQ(bench.evidence(Code::ProxyNodeNotReached)["over"_L1].toArray(), QJsonArray{u"websocket"_s});
    EXPECT_EQ(message(), u"The proxy opens no WebSockets to app2."_s);
    EXPECT_EQ(share(u"websocket"_s), R"({"connections":24,"nodes":{"app1":12,"app3":12},"unknown":0})");

    inTurn(64, {1, 3});
    EXPECT_EQ(bench.findings(), lines("warning proxy.node_not_reached app2,proxy")) << "one finding for both";
    EXPECT_EQ(bench.evidence(Code::ProxyNodeNotReached)["over"_L1].toArray(), (QJsonArray{u"http"_s, u"websocket"_s}));
    EXPECT_EQ(message(), u"The proxy sends nothing to app2."_s);
}

TEST_F(ReachedTest, OneNodeForAllMayBeThisWorkstationsAlone)
{
    inTurn(24, {1});
    EXPECT_EQ(bench.findings(), lines("warning proxy.node_not_reached app2,app3,proxy"));
    EXPECT_EQ(bench.evidence(Code::ProxyNodeNotReached)["only"_L1], u"app1"_s);
    EXPECT_EQ(message(),
              u"All HTTP requests through the proxy led to app1, nothing to app2 and app3 (so it is from this "
              "workstation: a proxy that binds an address to one node looks the same)."_s);
    inTurn(24, {1}, Over::WebSocket);
    bench.evaluate();
    EXPECT_TRUE(message().startsWith(u"All that went through the proxy led to app1, nothing to app2 and app3"_s));
    // WebSockets to another one: then it binds no address, and each kind is what it is.
    inTurn(64, {2}, Over::WebSocket);
    EXPECT_EQ(bench.findings(),
              lines("warning proxy.node_not_reached app1,proxy", "warning proxy.node_not_reached app2,proxy",
                    "warning proxy.node_not_reached app3,proxy"));
}

TEST_F(ReachedTest, WhatCannotBeToldIsNoClaim)
{
    inTurn(24, {1, 3, 0});
    EXPECT_EQ(bench.findings(), lines());
    EXPECT_EQ(share(u"http"_s), R"({"connections":24,"nodes":{"app1":8,"app3":8},"unknown":8})");
    EXPECT_EQ(proxyReport()["reaches"_L1].toArray(), (QJsonArray{u"app1"_s, u"app3"_s}));
    // One in ten may have led anywhere.
    inTurn(64, {1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 0});
    EXPECT_EQ(bench.findings(), lines("warning proxy.node_not_reached app2,proxy"));
}

TEST_F(ReachedTest, NodesThatAreNotWellAreNotMissed)
{
    inTurn(24, {1, 3});
    HealthFact ill;
    ill.healthy = false;
    bench.answer(2, u"ping"_s, {ill});
    bench.evaluate();
    EXPECT_EQ(bench.find(Code::ProxyNodeNotReached), nullptr);
    HealthFact draining;
    draining.phase = HealthFact::Phase::Draining;
    bench.answer(2, u"ping"_s, {draining});
    bench.evaluate();
    EXPECT_EQ(bench.find(Code::ProxyNodeNotReached), nullptr);
    Outcome slow = bench.outcome();
    slow.latency = 2500ms;
    bench.observe(2, u"ping"_s, slow, {identity(u"10.11.2"_s)});
    bench.evaluate();
    EXPECT_EQ(bench.find(Code::ProxyNodeNotReached), nullptr);
    bench.observe(2, u"ping"_s, bench.outcome(Outcome::Kind::RateLimited, 429));
    bench.evaluate();
    EXPECT_EQ(bench.find(Code::ProxyNodeNotReached), nullptr);
}

TEST_F(ReachedTest, OnlyWhatCameSinceANodeIsBackCounts)
{
    inTurn(3, {1, 2, 3});
    bench.evaluate();
    bench.down(2, NetFailure::Refused);
    inTurn(64, {1, 3});
    EXPECT_EQ(bench.findings(), lines("critical node.unreachable app2"));
    bench.elapsed += 1s;
    bench.ping(2);
    EXPECT_EQ(bench.findings(), lines()) << "it came back this moment";
    inTurn(14, {1, 3});
    EXPECT_EQ(bench.findings(), lines());
    inTurn(1, {1});
    EXPECT_EQ(bench.findings(), lines("warning proxy.node_not_reached app2,proxy"));

    // The same of one that was ill.
    HealthFact ill;
    ill.healthy = false;
    bench.answer(1, u"ping"_s, {ill, identity(u"10.11.2"_s)});
    inTurn(64, {2, 3});
    bench.evaluate();
    bench.elapsed += 1s;
    bench.ping(1);
    EXPECT_EQ(bench.findings(), lines());
    inTurn(15, {2, 3});
    EXPECT_EQ(bench.findings(), lines("warning proxy.node_not_reached app1,proxy"));
}

TEST_F(ReachedTest, NothingOlderThanTenMinutes)
{
    inTurn(24, {1, 2, 3});
    bench.elapsed += 11min;
    allPing();
    bench.evaluate();
    EXPECT_TRUE(proxyReport()["share"_L1]["http"_L1].isNull());
    inTurn(20, {1, 3});
    EXPECT_EQ(bench.findings(), lines("warning proxy.node_not_reached app2,proxy"));
}

TEST_F(ReachedTest, OnlyTheLastSixtyFour)
{
    inTurn(20, {2});
    inTurn(63, {1, 3});
    EXPECT_EQ(bench.findings(), lines());
    inTurn(1, {1});
    EXPECT_EQ(bench.findings(), lines("warning proxy.node_not_reached app2,proxy"));
    EXPECT_EQ(proxyReport()["share"_L1]["http"_L1]["connections"_L1].toInt(), 64);
}

TEST_F(ReachedTest, FiguresThatGrowAreNoNews)
{
    inTurn(20, {1, 3});
    bench.evaluate();
    const QDateTime since = bench.find(Code::ProxyNodeNotReached)->since;
    inTurn(10, {1, 3});
    EXPECT_FALSE(bench.evaluate().hasChanged);
    EXPECT_EQ(bench.find(Code::ProxyNodeNotReached)->since, since);
    // With a full window another of the same is nothing to look at.
    inTurn(64, {1, 3});
    bench.evaluate();
    through({u"app1"_s});
    EXPECT_FALSE(bench.evaluator().isDirty());
    through({u"app2"_s});
    EXPECT_TRUE(bench.evaluator().isDirty());
}

TEST_F(ReachedTest, AProxyThatDoesNotAnswerIsToldOfElsewhere)
{
    inTurn(24, {1, 3});
    bench.down(0, NetFailure::Refused);
    bench.pingAll();
    EXPECT_EQ(bench.findings(), lines("critical proxy.unreachable proxy"));
}

namespace {

class ManyReachedTest : public ReachedTest
{
protected:
    ManyReachedTest() : ReachedTest(10) {}
};

} // namespace

TEST_F(ManyReachedTest, OfTenNodesSoFewConnectionsProveNothing)
{
    inTurn(64, {1, 2, 3, 4, 5, 6, 7, 8, 9});
    EXPECT_EQ(bench.findings(), lines());
    bench.down(10, NetFailure::Refused);
    inTurn(64, {1, 2, 3, 4, 5, 6, 7, 8});
    EXPECT_EQ(bench.findings(), lines("critical node.unreachable app10", "warning proxy.node_not_reached app9,proxy"));
}

TEST_F(ReachedTest, WhoIsNamedAndHow)
{
    bench.file.nodes[1].connectTo = u"192.168.0.2:9065"_s;
    bench.file.nodes[2].url = QUrl(u"https://chat3.example.com"_s);
    Bench other(3, true);
    other.file = bench.file;
    const auto nodeOf = [&](const QString &hint) {
        other.answer(0, u"proxy.spread"_s, {SpreadFact{Over::Http, {hint}, {}}});
        const auto results = other.evaluator().spread().results(Over::Http);
        const TargetId node = results.back().node;
        return node.isValid() ? other.file.targetName(node) : QString();
    };
    const std::pair<QString, QString> rows[] = {
        {u"10.0.0.1:8065"_s, u"app1"_s},
        {u"10.0.0.1"_s, u"app1"_s},
        {u"::ffff:10.0.0.1"_s, u"app1"_s},
        {u"10.0.0.1:9999"_s, u"app1"_s}, // another port of the only node there
        {u"192.168.0.2:9065"_s, u"app2"_s},
        {u"APP2"_s, u"app2"_s},
        {u"app2.internal.example.com"_s, u"app2"_s},
        {u"app2:8065"_s, u"app2"_s},
        {u"chat3.example.com:443"_s, u"app3"_s},
        {u"chat3"_s, u"app3"_s},
        {u"10.0.0.10"_s, u""_s},
        {u"app"_s, u""_s},
        {u"proxy"_s, u""_s},
        {u"chat.example.com"_s, u""_s},
        {u""_s, u""_s},
        {u":8065"_s, u""_s},
        {u"unix:/run/app1.sock"_s, u""_s},
    };
    for (const auto &[hint, node] : rows)
        EXPECT_EQ(nodeOf(hint).toStdString(), node.toStdString()) << hint.toStdString();
}

TEST_F(ReachedTest, NodesOnOneMachineAreToldApartByTheirPorts)
{
    Bench other(3, true);
    for (int i = 0; i < 3; ++i)
        other.file.nodes[static_cast<std::size_t>(i)].url = QUrl(u"http://[fd00::1]:%1"_s.arg(8065 + i));
    const auto nodeOf = [&](const QString &hint) {
        other.answer(0, u"proxy.spread"_s, {SpreadFact{Over::Http, {hint}, {}}});
        return other.evaluator().spread().results(Over::Http).back().node;
    };
    EXPECT_EQ(nodeOf(u"[fd00::1]:8066"_s), TargetId{1});
    EXPECT_EQ(nodeOf(u"[fd00:0:0::1]:8067"_s), TargetId{2});
    EXPECT_EQ(nodeOf(u"fd00::1"_s), TargetId{}) << "all of them";
}

TEST_F(ReachedTest, TheFirstHintThatNamesANodeCounts)
{
    through({u"edge-7"_s, u"app3"_s, u"app1"_s});
    EXPECT_EQ(bench.evaluator().spread().results(Over::Http).back().node, bench.id(3));
}

TEST_F(ReachedTest, TheHostNameMayBeKnownFromTheMemberListsAlone)
{
    through({u"mm-node-2"_s}, Over::WebSocket);
    EXPECT_EQ(share(u"websocket"_s), R"({"connections":1,"nodes":{},"unknown":1})");
    Member second = bench.member(2);
    second.hostname = u"mm-node-2"_s;
    bench.list(1, {bench.member(1), second, bench.member(3)});
    EXPECT_EQ(share(u"websocket"_s), R"({"connections":1,"nodes":{"app2":1},"unknown":0})");
}

TEST_F(ReachedTest, AnIdentityTellsWhereOneNodeAloneCarriesIt)
{
    bench.ping(3, u"10.12.0"_s);
    through({}, Over::Http, identity(u"10.12.0"_s));
    through({}, Over::Http, identity(u"10.11.2"_s)); // app1 or app2
    through({}, Over::Http, identity(u"9.9.9"_s));   // nobody's
    EXPECT_EQ(share(u"http"_s), R"({"connections":3,"nodes":{"app3":1},"unknown":2})");
    // app2 is upgraded, too: what nobody could tell then is not app1's now.
    bench.ping(2, u"10.12.0"_s);
    EXPECT_EQ(share(u"http"_s), R"({"connections":3,"nodes":{"app3":1},"unknown":2})");
    through({}, Over::Http, identity(u"10.11.2"_s));
    EXPECT_EQ(share(u"http"_s), R"({"connections":4,"nodes":{"app1":1,"app3":1},"unknown":2})");
}

TEST_F(ReachedTest, AnIdentityIsComparedOnceAllHaveSaidTheirs)
{
    Bench other(2, true);
    other.ping(1, u"10.11.2"_s);
    other.answer(0, u"proxy.spread"_s, {SpreadFact{Over::Http, {}, identity(u"10.11.2"_s)}});
    other.evaluate();
    EXPECT_FALSE(other.evaluator().spread().results(Over::Http)[0].node.isValid()) << "app2 may be alike";
    other.ping(2, u"10.12.0"_s);
    other.evaluate();
    EXPECT_EQ(other.evaluator().spread().results(Over::Http)[0].node, other.id(1));

    Bench late(2, true);
    late.ping(1, u"10.11.2"_s);
    late.answer(0, u"proxy.spread"_s, {SpreadFact{Over::Http, {}, identity(u"10.11.2"_s)}});
    late.at(31);
    late.ping(2, u"10.12.0"_s);
    late.evaluate();
    EXPECT_FALSE(late.evaluator().spread().results(Over::Http)[0].node.isValid()) << "it may be another by now";
}

TEST_F(ReachedTest, AnotherFileOfTheSameClusterKeepsWhatIsKnown)
{
    inTurn(24, {1, 3});
    bench.evaluate();
    ClusterFile next = bench.file;
    std::swap(next.nodes[0], next.nodes[2]);
    next.nodes.pop_back(); // app3, app2
    Evaluator evaluator(next);
    evaluator.adopt(bench.evaluator(), {bench.id(3), bench.id(2), bench.id(0)});
    EXPECT_EQ(evaluator.spread().share(Over::Http), (ProxyShare{24, {{TargetId{0}, 12}}, 12}));
    evaluator.evaluate(bench.now(), bench.utc());
}

TEST_F(ReachedTest, OtherProductsBehindOtherUrlsDoNotCount)
{
    Bench mixed(3, true);
    mixed.file.nodes[2].product = u"gitlab"_s;
    mixed.pingAll();
    mixed.ping(0);
    for (int i = 0; i < 24; ++i)
        mixed.answer(0, u"proxy.spread"_s, {SpreadFact{Over::Http, {u"app%1"_s.arg(1 + i % 2)}, {}}});
    EXPECT_EQ(mixed.findings(), lines());
}

namespace {

/// One exchange of the `websocket` probe.
void opens(Bench &bench, int node, bool isRefused, int status = 400)
{
    static std::map<int, ProbeSpecPtr> specs;
    ProbeSpecPtr &spec = specs[node];
    if (!spec || spec->target != bench.id(node)) {
        auto made = std::make_shared<ProbeSpec>(*bench.spec(node, u"websocket"_s));
        made->request = WebSocketQuestion{std::make_shared<const WebSocketRequest>(), false};
        spec = made;
    }
    Observation observation;
    observation.spec = spec;
    observation.outcome = bench.outcome(Outcome::Kind::Answered, isRefused ? status : 101);
    observation.facts = {isRefused ? WebsocketFact{true, status, u"refused"_s, {}} : WebsocketFact{}};
    bench.evaluator().observe(observation);
}

} // namespace

TEST_F(ReachedTest, ARefusedUpgradeCountsAfterTheSecondAttempt)
{
    opens(bench, 0, true);
    EXPECT_EQ(bench.findings(), lines());
    const auto rechecks = bench.evaluator().takeRechecks();
    ASSERT_EQ(rechecks.size(), 1U);
    EXPECT_EQ(rechecks[0].probe, u"websocket"_s);
    EXPECT_EQ(rechecks[0].at, bench.now() + 15s);
    bench.elapsed += 15s;
    opens(bench, 0, true);
    EXPECT_EQ(bench.findings(), lines("warning proxy.websocket_refused proxy"));
    opens(bench, 0, false);
    EXPECT_EQ(bench.findings(), lines());
    opens(bench, 0, true);
    EXPECT_EQ(bench.findings(), lines()) << "counted anew";

    Bench hasty(2, true);
    hasty.options = {.attempts = 1, .confirmViews = false};
    hasty.pingAll();
    hasty.ping(0);
    opens(hasty, 1, true);
    EXPECT_EQ(hasty.findings(), lines("warning node.websocket_refused app1"));
}

TEST_F(ReachedTest, ANodesOwnRefusalIsNotTheProxys)
{
    Bench hasty(2, true);
    hasty.options = {.attempts = 1, .confirmViews = false};
    hasty.pingAll();
    hasty.ping(0);
    opens(hasty, 2, true);
    opens(hasty, 0, true);
    EXPECT_EQ(hasty.findings(), lines("warning node.websocket_refused app2"));
    opens(hasty, 0, true, 426);
    EXPECT_EQ(hasty.findings(), lines("warning node.websocket_refused app2", "warning proxy.websocket_refused proxy"));
}

TEST_F(ReachedTest, WhereTheUrlIsIllTheUpgradeIsNoMatterOfItsOwn)
{
    Bench hasty(2, true);
    hasty.options = {.attempts = 1, .confirmViews = false};
    hasty.pingAll();
    hasty.observe(0, u"ping"_s, hasty.outcome(Outcome::Kind::Unexpected, 502));
    opens(hasty, 0, true, 502);
    EXPECT_EQ(hasty.findings(), lines("critical proxy.error proxy"));
    hasty.observe(1, u"ping"_s, hasty.outcome(Outcome::Kind::RateLimited, 429));
    opens(hasty, 1, true);
    EXPECT_EQ(hasty.findings(), lines("critical proxy.error proxy", "warning answer.rate_limited app1"));
}

TEST_F(ReachedTest, ARefusalFromBeforeANodeCameBackSaysNothing)
{
    Bench hasty(2);
    hasty.options = {.attempts = 1, .confirmViews = false};
    hasty.pingAll();
    hasty.fail(1, NetFailure::Timeout);
    opens(hasty, 1, true);
    hasty.elapsed += 1s;
    hasty.ping(1);
    EXPECT_EQ(hasty.findings(), lines());
    hasty.elapsed += 1s;
    opens(hasty, 1, true);
    EXPECT_EQ(hasty.findings(), lines("warning node.websocket_refused app1"));
}

TEST_F(ReachedTest, OfAWebSocketNothingElseIsSaid)
{
    opens(bench, 0, true, 404);
    EXPECT_EQ(bench.findings(), lines()) << "404 is no unexpected answer of the url";
}

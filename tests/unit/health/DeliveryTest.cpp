// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Bench.h"

using namespace rollcall;
using namespace rollcall::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

Delivery good(const QString &from, std::chrono::microseconds latency = 12100us)
{
    return {from, latency, 5, 0, 0};
}

Delivery lost(const QString &from, int inARow = 2)
{
    return {from, 12100us, 5, inARow, inARow};
}

class DeliveryTest : public testing::Test
{
protected:
    void arrives(int node, std::vector<Delivery> deliveries)
    {
        bench.answer(node, u"canary.delivery"_s, {DeliveryFact{std::move(deliveries)}});
    }
    void allIsWell()
    {
        bench.pingAll();
        arrives(1, {good(u"app1"_s), good(u"app2"_s), good(u"app3"_s)});
        arrives(2, {good(u"app1"_s), good(u"app2"_s), good(u"app3"_s)});
        arrives(3, {good(u"app1"_s), good(u"app2"_s), good(u"app3"_s)});
    }
    QString message(Code code)
    {
        const Finding *finding = bench.find(code);
        return finding ? Wording().message(bench.file, *finding) : QString();
    }
    Bench bench{3, true};
};

} // namespace

TEST_F(DeliveryTest, WhatArrivesInTimeIsNoFinding)
{
    allIsWell();
    EXPECT_EQ(bench.findings(), lines());
}

TEST_F(DeliveryTest, OnePairNamesBoth)
{
    allIsWell();
    arrives(2, {lost(u"app1"_s), good(u"app2"_s), good(u"app3"_s)});
    EXPECT_EQ(bench.findings(), lines("critical delivery.failed app1,app2"));
    EXPECT_EQ(bytes(bench.evidence(Code::DeliveryFailed)), R"({"from":["app1"],"lost":2,"sent":5,"to":["app2"]})");
    EXPECT_EQ(message(Code::DeliveryFailed), u"Posts on app1 do not reach app2."_s);
}

TEST_F(DeliveryTest, OneLossIsNotYetOneUnlessThereIsNoRetry)
{
    allIsWell();
    arrives(2, {lost(u"app1"_s, 1), good(u"app2"_s), good(u"app3"_s)});
    EXPECT_EQ(bench.findings(), lines());

    Bench hasty(2);
    hasty.options = {.attempts = 1, .confirmViews = false};
    hasty.pingAll();
    hasty.answer(2, u"canary.delivery"_s, {DeliveryFact{{lost(u"app1"_s, 1)}}});
    EXPECT_EQ(hasty.findings(), lines("critical delivery.failed app1,app2"));
}

TEST_F(DeliveryTest, OneReceiverOrOneSenderIsOneFinding)
{
    allIsWell();
    arrives(3, {lost(u"app1"_s), lost(u"app2"_s), good(u"app3"_s)});
    EXPECT_EQ(bench.findings(), lines("critical delivery.failed app3"));
    EXPECT_EQ(message(Code::DeliveryFailed), u"app3 receives nothing from app1 and app2."_s);
    bench.ping(0);
    EXPECT_EQ(bench.verdict(), u"app3 receives nothing from app1 and app2; app1 and app2 are healthy on 10.11.2."_s);

    arrives(3, {lost(u"app1"_s), good(u"app2"_s), good(u"app3"_s)});
    arrives(2, {lost(u"app1"_s), good(u"app2"_s), good(u"app3"_s)});
    EXPECT_EQ(bench.findings(), lines("critical delivery.failed app1"));
    EXPECT_EQ(message(Code::DeliveryFailed), u"Posts on app1 do not reach app2 and app3."_s);
}

TEST_F(DeliveryTest, ANodeThatDoesNotEvenHearItself)
{
    allIsWell();
    arrives(2, {lost(u"app1"_s), lost(u"app2"_s), lost(u"app3"_s)});
    EXPECT_EQ(bench.findings(), lines("critical delivery.failed app2"));
    EXPECT_EQ(bench.evidence(Code::DeliveryFailed)["self"_L1], true);
    EXPECT_EQ(message(Code::DeliveryFailed), u"app2 receives no posts, not even its own."_s);
}

TEST_F(DeliveryTest, NothingBetweenAnyNodesIsOneFinding)
{
    bench.pingAll();
    arrives(1, {good(u"app1"_s), lost(u"app2"_s), lost(u"app3"_s)});
    arrives(2, {lost(u"app1"_s), good(u"app2"_s), lost(u"app3"_s)});
    arrives(3, {lost(u"app1"_s), lost(u"app2"_s), good(u"app3"_s)});
    EXPECT_EQ(bench.findings(), lines("critical delivery.failed app1,app2,app3"));
    EXPECT_EQ(message(Code::DeliveryFailed), u"No post on one node reaches another."_s);
}

TEST_F(DeliveryTest, SlowIsOverTheLimitOfTheFile)
{
    allIsWell();
    arrives(1, {good(u"app1"_s), good(u"app2"_s, 2s), good(u"app3"_s)});
    EXPECT_EQ(bench.findings(), lines());
    arrives(1, {good(u"app1"_s), good(u"app2"_s, 2500340us), good(u"app3"_s)});
    EXPECT_EQ(bench.findings(), lines("warning delivery.slow app1,app2"));
    EXPECT_EQ(bytes(bench.evidence(Code::DeliverySlow)),
              R"({"from":["app2"],"limitMs":2000,"ms":2500.3,"to":["app1"]})");
    EXPECT_EQ(message(Code::DeliverySlow), u"Posts on app2 are slow to reach app1 (2.5 s)."_s);
}

TEST_F(DeliveryTest, NodesThatAreDownOrDrainingAreLeftOut)
{
    allIsWell();
    arrives(2, {lost(u"app1"_s), good(u"app2"_s), good(u"app3"_s)});
    bench.down(1, NetFailure::Refused);
    bench.ping(2);
    bench.ping(3);
    EXPECT_EQ(bench.findings(), lines("critical node.unreachable app1"));

    bench.ping(1);
    HealthFact draining;
    draining.healthy = false;
    draining.phase = HealthFact::Phase::Draining;
    bench.answer(2, u"ping"_s, {draining});
    EXPECT_EQ(bench.findings(), lines("warning node.draining app2"));
}

TEST_F(DeliveryTest, AFactThatIsNotSaidAgainIsForgotten)
{
    allIsWell();
    arrives(2, {lost(u"app1"_s), good(u"app2"_s), good(u"app3"_s)});
    bench.fail(2, NetFailure::Closed, u"canary.delivery"_s);
    EXPECT_EQ(bench.findings(), lines());
}

TEST_F(DeliveryTest, FiguresThatGrowAreNoNews)
{
    allIsWell();
    arrives(2, {lost(u"app1"_s, 2), good(u"app2"_s), good(u"app3"_s)});
    bench.evaluate();
    const QDateTime since = bench.find(Code::DeliveryFailed)->since;
    bench.at(60);
    arrives(2, {lost(u"app1"_s, 3), good(u"app2"_s), good(u"app3"_s)});
    EXPECT_FALSE(bench.evaluate().hasChanged);
    EXPECT_EQ(bench.find(Code::DeliveryFailed)->since, since);
}

TEST_F(DeliveryTest, RefusedWebSocketsOfANodeAndOfTheProxy)
{
    allIsWell();
    bench.ping(0);
    bench.answer(2, u"canary.websocket"_s, {WebsocketFact{true, 400, u"answers the upgrade with HTTP 400"_s, {}}});
    bench.answer(0, u"canary.websocket"_s, {WebsocketFact{true, 0, u"closed"_s, {}}});
    EXPECT_EQ(bench.findings(), lines("warning node.websocket_refused app2", "warning proxy.websocket_refused proxy"));
    EXPECT_EQ(bytes(bench.evidence(Code::NodeWebsocketRefused)),
              R"({"detail":"answers the upgrade with HTTP 400","status":400})");
    EXPECT_EQ(bytes(bench.evidence(Code::ProxyWebsocketRefused)), R"({"detail":"closed"})");
    bench.answer(2, u"canary.websocket"_s, {WebsocketFact{}});
    bench.answer(0, u"canary.websocket"_s, {WebsocketFact{false, 0, {}, {u"app3"_s, u"app1"_s, u"stranger"_s}}});
    EXPECT_EQ(bench.findings(), lines());
    EXPECT_EQ(bytes(toReport(*bench.state())["proxy"_L1].toObject()).contains(R"("reaches":["app1","app3"])"), true);
}

TEST_F(DeliveryTest, TheReportHasTheMatrixOnlyWithACanary)
{
    allIsWell();
    EXPECT_FALSE(toReport(*bench.state()).contains(u"delivery"_s));

    Bench with(2);
    with.file.canary = Canary{u"lab"_s, u"probe"_s};
    EXPECT_EQ(toReport(*with.state())["delivery"_L1].toArray(), QJsonArray());
    with.pingAll();
    with.answer(2, u"canary.delivery"_s, {DeliveryFact{{good(u"app1"_s), good(u"app2"_s), good(u"gone"_s)}}});
    with.answer(1, u"canary.delivery"_s, {DeliveryFact{{Delivery{u"app2"_s, {}, 3, 3, 3}}}});
    EXPECT_EQ(QJsonDocument(toReport(*with.state())["delivery"_L1].toArray()).toJson(QJsonDocument::Compact),
              R"([{"from":"app1","latencyMs":12.1,"lost":0,"sent":5,"to":"app2"},)"
              R"({"from":"app2","latencyMs":null,"lost":3,"sent":3,"to":"app1"}])");
}

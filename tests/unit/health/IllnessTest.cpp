// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Bench.h"

namespace rollcall {
namespace {

using namespace Qt::StringLiterals;
using test::Bench;
using test::bytes;
using test::lines;

HealthFact deep(bool healthy, std::vector<Component> components)
{
    HealthFact fact;
    fact.healthy = healthy;
    fact.isDeep = true;
    fact.components = std::move(components);
    return fact;
}

HealthFact plain(bool healthy)
{
    HealthFact fact;
    fact.healthy = healthy;
    return fact;
}

TEST(Illness, ComponentNamesAllItsNodes)
{
    Bench bench(3);
    bench.pingAll();
    for (const int node : {1, 3})
        bench.answer(node, u"ping.enhanced"_s,
                     {deep(false, {{u"database"_s, false, u"gone"_s}, {u"filestore"_s, true, {}}})});
    bench.answer(2, u"ping.enhanced"_s, {deep(true, {{u"database"_s, true, {}}, {u"filestore"_s, true, {}}})});
    EXPECT_EQ(bench.findings(), lines("critical component.failed app1,app3"));
    EXPECT_EQ(bytes(bench.evidence(Code::ComponentFailed)), R"({"component":"database","message":"gone"})");
    EXPECT_EQ(bench.stateOf(2), State::Ok);
}

TEST(Illness, TwoComponentsAreTwoFindings)
{
    Bench bench(1);
    bench.answer(1, u"ping.enhanced"_s, {deep(false, {{u"filestore"_s, false, {}}, {u"database"_s, false, {}}})});
    EXPECT_EQ(bench.findings(), lines("critical component.failed app1", "critical component.failed app1"));
    EXPECT_EQ(bench.evaluation.findings[0].evidence.value("component"_L1).toString(), u"database"_s);
    EXPECT_EQ(bench.evaluation.findings[1].evidence.value("component"_L1).toString(), u"filestore"_s);
}

TEST(Illness, PlainOkDoesNotClearAFailedComponent)
{
    Bench bench(1);
    bench.answer(1, u"ping.enhanced"_s, {deep(false, {{u"database"_s, false, {}}})});
    bench.at(5);
    bench.ping(1);
    EXPECT_EQ(bench.findings(), lines("critical component.failed app1"));
}

TEST(Illness, UnhealthyWithNothingMoreExact)
{
    Bench bench(2);
    bench.pingAll();
    bench.at(1);
    bench.observe(1, u"ping"_s, bench.outcome(Outcome::Kind::Answered, 500), {plain(false)});
    EXPECT_EQ(bench.findings(), lines("critical node.unhealthy app1"));
}

TEST(Illness, NewerDeepAnswerSupersedesAnOlderPlainOne)
{
    Bench bench(1);
    bench.answer(1, u"ping"_s, {plain(false)});
    bench.at(1);
    bench.answer(1, u"ping.enhanced"_s, {deep(true, {{u"database"_s, true, {}}})});
    EXPECT_EQ(bench.findings(), lines());
    bench.at(2);
    bench.answer(1, u"ping"_s, {plain(false)});
    EXPECT_EQ(bench.findings(), lines("critical node.goroutines_over_threshold app1"));
    bench.at(3);
    bench.answer(1, u"ping"_s, {plain(true)});
    EXPECT_EQ(bench.findings(), lines());
}

TEST(Illness, UnhealthyWithFineComponentsIsTheGoroutines)
{
    Bench bench(1);
    bench.answer(1, u"ping.enhanced"_s, {deep(false, {{u"database"_s, true, {}}, {u"filestore"_s, true, {}}})});
    EXPECT_EQ(bench.findings(), lines("critical node.goroutines_over_threshold app1"));
}

TEST(Illness, OfAnotherProductItIsJustUnhealthy)
{
    Bench bench(1);
    bench.file.product = u"generic"_s;
    bench.answer(1, u"ping.enhanced"_s, {deep(false, {{u"database"_s, true, {}}})});
    EXPECT_EQ(bench.findings(), lines("critical node.unhealthy app1"));
}

TEST(Illness, GoroutinesOverTheFilesThreshold)
{
    Bench bench(1);
    bench.file.rules.goroutineThreshold = 1000;
    bench.pingAll();
    bench.goroutines(1, 1000);
    EXPECT_EQ(bench.findings(), lines());
    bench.at(1);
    bench.goroutines(1, 1001);
    EXPECT_TRUE(bench.evaluator().isDirty());
    EXPECT_EQ(bench.findings(), lines("critical node.goroutines_over_threshold app1"));
    EXPECT_EQ(bytes(bench.evidence(Code::NodeGoroutinesOverThreshold)), R"({"goroutines":1001,"threshold":1000})");
}

TEST(Illness, TheNodesOwnThresholdHoldsToo)
{
    Bench bench(1);
    bench.pingAll();
    SettingsFact settings;
    settings.goroutineThreshold = -1; // the product's default: off
    bench.answer(1, u"config"_s, {settings});
    bench.goroutines(1, 600);
    EXPECT_EQ(bench.findings(), lines());
    settings.goroutineThreshold = 500;
    bench.answer(1, u"config"_s, {settings});
    EXPECT_EQ(bench.findings(), lines("critical node.goroutines_over_threshold app1"));
}

TEST(Illness, WithoutAThresholdNobodyKnows)
{
    Bench bench(1);
    bench.pingAll();
    bench.goroutines(1, 1e6);
    EXPECT_EQ(bench.findings(), lines());
}

TEST(Illness, ServerErrorOfTheUrlIsUnhealthyAndUnexpected)
{
    Bench bench(1);
    bench.observe(1, u"ping"_s, bench.outcome(Outcome::Kind::Unexpected, 503));
    EXPECT_EQ(bench.findings(), lines("critical node.unhealthy app1", "warning answer.unexpected app1"));
    EXPECT_EQ(bytes(bench.evidence(Code::NodeUnhealthy)), R"({"status":503})");
    bench.at(1);
    bench.ping(1);
    EXPECT_EQ(bench.findings(), lines());
}

TEST(Illness, HealthNotSaidIsUnknown)
{
    Bench bench(1);
    bench.answer(1, u"ping"_s, {IdentityFact{}});
    EXPECT_EQ(bench.findings(), lines());
    EXPECT_EQ(bench.stateOf(1), State::Unknown);
}

TEST(Illness, OfADeadNodeNothingOldIsSaid)
{
    Bench bench(2);
    bench.pingAll();
    bench.answer(1, u"ping.enhanced"_s, {deep(false, {{u"database"_s, false, {}}})});
    bench.down(1, NetFailure::Refused);
    EXPECT_EQ(bench.findings(), lines("critical node.unreachable app1"));
}

TEST(Illness, ALostAttemptTakesAFailedComponentNotBack)
{
    Bench bench(1);
    bench.pingAll();
    bench.answer(1, u"ping.enhanced"_s, {deep(false, {{u"database"_s, false, {}}})});
    bench.fail(1, NetFailure::Timeout);
    EXPECT_EQ(bench.findings(), lines("critical component.failed app1"));
}

TEST(Illness, Phases)
{
    const std::pair<HealthFact::Phase, const char *> table[] = {
        {HealthFact::Phase::Starting, "warning node.starting app1"},
        {HealthFact::Phase::Draining, "warning node.draining app1"},
        {HealthFact::Phase::Maintenance, "warning node.maintenance app1"},
    };
    for (const auto &[phase, expected] : table) {
        Bench bench(1);
        HealthFact fact = plain(false);
        fact.phase = phase;
        bench.answer(1, u"ping"_s, {fact});
        EXPECT_EQ(bench.findings(), lines(expected));
    }
}

TEST(Illness, GraceAfterAStartThatWasSeen)
{
    Bench bench(1);
    bench.file.startupGrace = std::chrono::seconds(30);
    bench.answer(1, u"ping"_s, {plain(false)});
    EXPECT_EQ(bench.findings(), lines("critical node.unhealthy app1")) << "no start was seen";
    bench.at(10);
    bench.fail(1, NetFailure::Refused);
    bench.at(20);
    bench.answer(1, u"ping"_s, {plain(false)});
    EXPECT_EQ(bench.findings(), lines("warning node.starting app1"));
    bench.at(49);
    bench.answer(1, u"ping"_s, {plain(false)});
    EXPECT_FALSE(bench.evaluator().isDirty());
    bench.at(50);
    bench.answer(1, u"ping"_s, {plain(false)});
    EXPECT_TRUE(bench.evaluator().isDirty());
    EXPECT_EQ(bench.findings(), lines("critical node.unhealthy app1"));
}

TEST(Illness, ADrainThatDoesNotEndIsAFault)
{
    Bench bench(1);
    HealthFact draining = plain(false);
    draining.phase = HealthFact::Phase::Draining;
    draining.message = u"unexpected Master check result: false"_s;
    bench.answer(1, u"ping"_s, {draining});
    EXPECT_EQ(bench.findings(), lines("warning node.draining app1"));
    bench.at(60);
    bench.answer(1, u"ping"_s, {draining});
    EXPECT_EQ(bench.findings(), lines("warning node.draining app1"));
    bench.at(61);
    bench.answer(1, u"ping"_s, {draining});
    EXPECT_TRUE(bench.evaluator().isDirty()) << "time alone makes it one";
    EXPECT_EQ(bench.findings(), lines("critical node.unhealthy app1"));
    EXPECT_EQ(bytes(bench.evidence(Code::NodeUnhealthy)), R"({"message":"unexpected Master check result: false"})");
    EXPECT_EQ(bench.verdict(), u"app1 calls itself unhealthy (unexpected Master check result: false)."_s);
    bench.answer(1, u"ping"_s, {plain(true)});
    bench.answer(1, u"ping"_s, {draining});
    EXPECT_EQ(bench.findings(), lines("warning node.draining app1")) << "a new drain";
}

TEST(Illness, WhatOnlyLivesSaysNothingAgainstADeeperWord)
{
    Bench bench(1);
    HealthFact starting = deep(false, {});
    starting.phase = HealthFact::Phase::Starting;
    HealthFact alive = plain(true);
    alive.isOnlyAlive = true;
    bench.answer(1, u"ping.enhanced"_s, {starting});
    bench.at(5);
    bench.answer(1, u"ping"_s, {alive});
    EXPECT_EQ(bench.findings(), lines("warning node.starting app1"));
}

TEST(Illness, APartOfItsOwnIsTriedTwice)
{
    Bench bench(1);
    bench.ping(1);
    const std::vector<Fact> closed{ComponentsFact{{{u"port 9611"_s, false, u"connection refused"_s}}}};
    Outcome refused = bench.outcome(Outcome::Kind::Failed, 0);
    refused.failure = NetFailure::Refused;
    bench.observe(1, u"port.9611"_s, refused, closed);
    EXPECT_EQ(bench.findings(), lines());
    const std::vector<Recheck> rechecks = bench.evaluator().takeRechecks();
    ASSERT_EQ(rechecks.size(), 1U);
    EXPECT_EQ(rechecks[0].probe, u"port.9611"_s);
    EXPECT_EQ(rechecks[0].at, bench.now() + bench.file.retryAfter);

    bench.elapsed += bench.file.retryAfter;
    refused.at = bench.now();
    bench.ping(1);
    bench.observe(1, u"port.9611"_s, refused, closed);
    EXPECT_EQ(bench.findings(), lines("critical component.failed app1"));
    EXPECT_EQ(bytes(bench.evidence(Code::ComponentFailed)),
              R"({"component":"port 9611","message":"connection refused"})");
    bench.answer(1, u"port.9611"_s, {ComponentsFact{{{u"port 9611"_s, true, {}}}}});
    EXPECT_EQ(bench.findings(), lines());
}

TEST(Illness, AfterASleepAnOldFailureOfAPortCountsForNothing)
{
    Bench bench(1);
    bench.ping(1);
    const std::vector<Fact> closed{ComponentsFact{{{u"port 9611"_s, false, {}}}}};
    const auto refuse = [&] {
        Outcome refused = bench.outcome(Outcome::Kind::Failed, 0);
        refused.failure = NetFailure::Refused;
        bench.observe(1, u"port.9611"_s, refused, closed);
    };
    refuse();
    bench.at(3600);
    bench.evaluator().forgetFailures();
    bench.ping(1);
    refuse();
    EXPECT_EQ(bench.findings(), lines());
}

TEST(Illness, WithinTheGracePortsOpenOneAfterTheOther)
{
    Bench bench(1);
    bench.file.startupGrace = std::chrono::seconds(120);
    bench.ping(1);
    bench.answer(1, u"port.9611"_s, {ComponentsFact{{{u"port 9611"_s, true, {}}}}});
    bench.down(1, NetFailure::Refused);
    const std::vector<Fact> closed{ComponentsFact{{{u"port 9611"_s, false, {}}}}};
    const auto refuse = [&] {
        Outcome refused = bench.outcome(Outcome::Kind::Failed, 0);
        refused.failure = NetFailure::Refused;
        bench.observe(1, u"port.9611"_s, refused, closed);
    };
    bench.at(30);
    bench.ping(1); // it is back
    refuse();
    bench.at(45);
    refuse();
    EXPECT_EQ(bench.findings(), lines("warning node.starting app1"));
    bench.at(150);
    bench.ping(1);
    refuse();
    EXPECT_EQ(bench.findings(), lines("critical component.failed app1"));
}

TEST(Illness, APortOfANodeThatIsDownIsNotSaidBesides)
{
    Bench bench(1);
    bench.options.attempts = 1;
    bench.fail(1, NetFailure::Refused);
    Outcome refused = bench.outcome(Outcome::Kind::Failed, 0);
    refused.failure = NetFailure::Refused;
    bench.observe(1, u"port.9611"_s, refused, {ComponentsFact{{{u"port 9611"_s, false, {}}}}});
    EXPECT_EQ(bench.findings(), lines("critical node.unreachable app1"));
}

TEST(Illness, InstancesAreToldApartAndOptionalOnesOnlyWarn)
{
    Bench bench(2);
    bench.pingAll();
    const Component shard{u"gitaly"_s, false, u"Connection refused"_s, u"storage2"_s};
    const Component fine{u"gitaly"_s, true, {}, u"default"_s};
    Component unset{u"registry"_s, false, u"no registry configured"_s};
    unset.isOptional = true;
    bench.answer(1, u"ping.enhanced"_s, {deep(false, {fine, shard})});
    bench.answer(2, u"ping.enhanced"_s, {deep(false, {shard, unset})});
    EXPECT_EQ(bench.findings(), lines("critical component.failed app1,app2", "warning component.failed app2"));
    EXPECT_EQ(bytes(bench.evidence(Code::ComponentFailed)),
              R"({"component":"gitaly","instance":"storage2","message":"Connection refused"})");
    EXPECT_EQ(bench.verdict(), u"Gitaly storage2 fails on app1 and app2 (Connection refused)."_s);
}

TEST(Expectations, AreSaidAsTheFileNamesThem)
{
    Bench bench(2);
    bench.pingAll();
    ExpectationFact fact{ExpectationFact::Level::Warning, u"queue"_s, u"at most 10"_s, u"queue = 12"_s, false, 12};
    bench.answer(1, u"probe:queue"_s, {fact});
    EXPECT_EQ(bench.findings(), lines("warning probe.failed app1"));
    fact.level = ExpectationFact::Level::Critical;
    bench.answer(1, u"probe:queue"_s, {fact});
    EXPECT_EQ(bench.findings(), lines("critical probe.failed app1"));
    EXPECT_EQ(bytes(bench.evidence(Code::ProbeFailed)),
              R"({"expected":"at most 10","got":"queue = 12","probe":"queue","value":12})");
    EXPECT_EQ(bench.verdict(),
              u"Probe queue fails on app1 (queue = 12; expected: at most 10); app2 is healthy on 10.11.2."_s);
    fact.isOfCluster = true;
    bench.answer(1, u"probe:queue"_s, {fact});
    EXPECT_EQ(bench.findings(), lines("critical probe.failed"));
    EXPECT_EQ(bench.stateOf(1), State::Ok);
    EXPECT_THAT(bench.verdict().toStdString(),
                testing::StartsWith("Probe queue fails (queue = 12; expected: at most 10)"));
    fact.level = ExpectationFact::Level::Holds;
    bench.answer(1, u"probe:queue"_s, {fact});
    EXPECT_EQ(bench.findings(), lines());
}

TEST(Expectations, ASilentOneIsTriedTwiceUnlessNoRetriesAreWanted)
{
    for (const int attempts : {1, 2}) {
        Bench bench(1);
        bench.options.attempts = attempts;
        bench.ping(1);
        Outcome silent = bench.outcome(Outcome::Kind::Failed, 0);
        silent.failure = NetFailure::Refused;
        const ExpectationFact fact{ExpectationFact::Level::Critical, u"db"_s, {}, u"connection refused"_s, false, {}};
        bench.observe(1, u"probe:db"_s, silent, {fact});
        EXPECT_EQ(bench.findings().size(), attempts == 1 ? 1 : 0);
    }
}

} // namespace
} // namespace rollcall

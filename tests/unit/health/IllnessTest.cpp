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

} // namespace
} // namespace rollcall

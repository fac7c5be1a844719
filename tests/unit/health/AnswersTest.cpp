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

TEST(Answers, EachKindHasItsCode)
{
    const std::pair<Outcome::Kind, const char *> table[] = {
        {Outcome::Kind::Malformed, "warning answer.malformed app1"},
        {Outcome::Kind::Unexpected, "warning answer.unexpected app1"},
        {Outcome::Kind::TooLarge, "warning answer.too_large app1"},
        {Outcome::Kind::RateLimited, "warning answer.rate_limited app1"},
        {Outcome::Kind::Rejected, "warning auth.rejected app1"},
        {Outcome::Kind::Forbidden, "warning auth.forbidden app1"},
        {Outcome::Kind::NotAllowed, "unknown access.not_allowed app1"},
    };
    for (const auto &[kind, expected] : table) {
        Bench bench(1);
        bench.ping(1);
        bench.observe(1, u"cluster.status"_s, bench.outcome(kind, 400));
        EXPECT_EQ(bench.findings(), lines(expected));
        bench.answer(1, u"cluster.status"_s, {});
        EXPECT_EQ(bench.findings(), lines());
    }
}

TEST(Answers, AbsentIsNoFinding)
{
    Bench bench(1);
    bench.ping(1);
    bench.observe(1, u"schema.version"_s, bench.outcome(Outcome::Kind::Absent, 404));
    EXPECT_EQ(bench.findings(), lines());
    EXPECT_EQ(bench.stateOf(1), State::Ok);
}

TEST(Answers, OneFindingForAllEndpointsOfANode)
{
    Bench bench(2);
    bench.pingAll();
    Outcome forbidden = bench.outcome(Outcome::Kind::Forbidden, 403);
    forbidden.permission = u"sysconsole_read_plugins"_s;
    bench.observe(1, u"plugins.statuses"_s, forbidden);
    forbidden.permission = u"sysconsole_read_environment_high_availability"_s;
    bench.observe(1, u"cluster.status"_s, forbidden);
    EXPECT_EQ(bench.findings(), lines("warning auth.forbidden app1"));
    EXPECT_EQ(bytes(bench.evidence(Code::AuthForbidden)),
              R"({"endpoints":["GET /cluster.status","GET /plugins.statuses"],)"
              R"("permissions":["sysconsole_read_environment_high_availability","sysconsole_read_plugins"],)"
              R"("probes":["cluster.status","plugins.statuses"],"status":403})");
}

TEST(Answers, FirstBytesAreMadeSafe)
{
    Bench bench(1);
    Outcome what = bench.outcome(Outcome::Kind::Malformed);
    what.firstBytes = QByteArray("<b>\0\x1b[31m", 9) + QString(QChar(0x202E)).toUtf8() + "\xff";
    bench.observe(1, u"ping"_s, what);
    bench.evaluate();
    EXPECT_EQ(bench.evidence(Code::AnswerMalformed).value("firstBytes"_L1).toString(),
              u"<b><U+0000><U+001B>[31m<U+202E>\uFFFD"_s);
    EXPECT_EQ(bench.stateOf(1), State::Warning);
}

TEST(Answers, SlowByTheRule)
{
    Bench bench(1);
    bench.ping(1);
    Outcome what = bench.outcome();
    what.latency = 2s;
    bench.observe(1, u"cluster.status"_s, what);
    EXPECT_EQ(bench.findings(), lines());
    what.latency = 2001ms;
    bench.observe(1, u"cluster.status"_s, what);
    EXPECT_TRUE(bench.evaluator().isDirty());
    EXPECT_EQ(bench.findings(), lines("warning answer.slow app1"));
    EXPECT_EQ(bytes(bench.evidence(Code::AnswerSlow)),
              R"({"endpoint":"GET /cluster.status","limitMs":2000,"ms":2001})");
    what.latency = 3000ms;
    bench.observe(1, u"cluster.status"_s, what);
    EXPECT_FALSE(bench.evaluator().isDirty()) << "as slow as before, to people";
}

TEST(Answers, SecondaryEndpointThatHangsOrBreaksOff)
{
    Bench bench(1);
    bench.ping(1);
    bench.fail(1, NetFailure::Timeout, u"cluster.status"_s);
    EXPECT_EQ(bench.findings(), lines("warning answer.slow app1"));
    EXPECT_EQ(bytes(bench.evidence(Code::AnswerSlow)),
              R"({"endpoint":"GET /cluster.status","limitMs":2000,"ms":5000,"timeout":true})");
    Outcome broken = bench.outcome(Outcome::Kind::Failed, 200);
    broken.failure = NetFailure::Closed;
    bench.observe(1, u"cluster.status"_s, broken);
    EXPECT_EQ(bench.findings(), lines("warning answer.unexpected app1"));
    broken.status = 0; // nothing had come: the connection was just let go
    bench.observe(1, u"cluster.status"_s, broken);
    EXPECT_EQ(bench.findings(), lines());
}

TEST(Answers, MissingMetricsAreInfo)
{
    Bench bench(3);
    bench.pingAll();
    bench.fail(1, NetFailure::Refused, u"metrics"_s);
    bench.observe(2, u"metrics"_s, bench.outcome(Outcome::Kind::Absent, 404));
    EXPECT_EQ(bench.findings(), lines("info metrics.unavailable app1", "info metrics.unavailable app2"));
    EXPECT_EQ(bytes(bench.evaluation.findings[0].evidence), R"({"endpoint":"GET /metrics","kind":"refused"})");
    EXPECT_EQ(bench.evaluation.state, State::Ok);
    bench.goroutines(1, 400);
    bench.goroutines(2, 400);
    EXPECT_EQ(bench.findings(), lines());
}

TEST(Answers, OfADeadNodeNothingIsSaid)
{
    Bench bench(2);
    bench.pingAll();
    bench.observe(1, u"cluster.status"_s, bench.outcome(Outcome::Kind::Rejected, 401));
    bench.fail(1, NetFailure::Refused, u"metrics"_s);
    bench.down(1, NetFailure::Refused);
    EXPECT_EQ(bench.findings(), lines("critical node.unreachable app1"));
}

TEST(Severity, TheFileOverridesTheTable)
{
    Bench bench(2);
    bench.file.rules.severity = {{u"version.mismatch"_s, u"info"_s}, {u"answer.rate_limited"_s, u"critical"_s}};
    bench.ping(1, u"1"_s);
    bench.ping(2, u"2"_s);
    EXPECT_EQ(bench.findings(), lines("info version.mismatch app1,app2"));
    EXPECT_EQ(bench.evaluation.state, State::Ok);
    bench.observe(1, u"cluster.status"_s, bench.outcome(Outcome::Kind::RateLimited, 429));
    EXPECT_EQ(bench.findings(), lines("critical answer.rate_limited app1", "info version.mismatch app1,app2"));
}

TEST(Evaluator, QuietUntilSomethingThatMattersChanges)
{
    Bench bench(2);
    EXPECT_TRUE(bench.evaluator().isDirty());
    bench.pingAll();
    bench.evaluate();
    EXPECT_FALSE(bench.evaluator().isDirty());
    bench.at(15);
    bench.pingAll();
    EXPECT_FALSE(bench.evaluator().isDirty());
    EXPECT_FALSE(bench.evaluate().hasChanged);
    bench.ping(1, u"10.12.0"_s);
    EXPECT_TRUE(bench.evaluator().isDirty());
    EXPECT_TRUE(bench.evaluate().hasChanged);
    bench.fail(2, NetFailure::Refused);
    EXPECT_TRUE(bench.evaluator().isDirty());
}

TEST(Evaluator, SinceHoldsWithoutABreak)
{
    Bench bench(3);
    bench.ping(1, u"1"_s);
    bench.ping(2, u"1"_s);
    bench.ping(3, u"2"_s);
    bench.evaluate();
    const QDateTime first = bench.utc();
    bench.at(30);
    bench.evaluate();
    EXPECT_EQ(bench.find(Code::VersionMismatch)->since, first);
    bench.ping(3, u"1"_s);
    bench.evaluate();
    bench.at(60);
    bench.ping(3, u"2"_s);
    bench.evaluate();
    EXPECT_EQ(bench.find(Code::VersionMismatch)->since, bench.utc());
}

TEST(Evaluator, StaleFactsAreKeptButNotUsed)
{
    Bench bench(2);
    bench.ping(1, u"1"_s);
    bench.ping(2, u"2"_s);
    bench.observe(2, u"ping"_s, bench.outcome(Outcome::Kind::Malformed));
    EXPECT_EQ(bench.findings(), lines("warning answer.malformed app2"));
    const auto &identity = bench.evaluator().facts(bench.id(2)).identity;
    ASSERT_TRUE(identity.has_value());
    EXPECT_FALSE(identity->isCurrent);
    EXPECT_EQ(identity->value.version, u"2"_s);
}

} // namespace
} // namespace rollcall

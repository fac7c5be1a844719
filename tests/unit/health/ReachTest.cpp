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

TEST(Reach, OneFailedAttemptIsDoubtAndNeverRed)
{
    Bench bench(2);
    bench.pingAll();
    bench.fail(1, NetFailure::Refused);
    EXPECT_EQ(bench.findings(), lines());
    EXPECT_EQ(bench.stateOf(1), State::Unknown);
    EXPECT_EQ(bench.evaluation.state, State::Unknown);
    EXPECT_EQ(bench.evaluator().facts(bench.id(1)).reach.kind, Reach::Kind::Doubtful);
    const auto rechecks = bench.evaluator().takeRechecks();
    ASSERT_EQ(rechecks.size(), 1U);
    EXPECT_EQ(rechecks[0].target, bench.id(1));
    EXPECT_EQ(rechecks[0].probe, u"ping"_s);
    EXPECT_EQ(rechecks[0].at, bench.now() + 15s);
    EXPECT_TRUE(bench.evaluator().takeRechecks().empty());
}

TEST(Reach, TwoAttemptsRetryAfterApartAreDown)
{
    Bench bench(2);
    bench.pingAll();
    bench.fail(1, NetFailure::Refused);
    bench.at(15);
    bench.fail(1, NetFailure::Refused);
    EXPECT_EQ(bench.findings(), lines("critical node.unreachable app1"));
    EXPECT_EQ(bytes(bench.evidence(Code::NodeUnreachable)), R"({"attempts":2,"kind":"refused","retryAfterMs":15000})");
    EXPECT_EQ(bench.stateOf(1), State::Critical);
    EXPECT_EQ(bench.stateOf(2), State::Ok);
}

TEST(Reach, TwoAttemptsTooCloseAreNotDown)
{
    Bench bench(1);
    bench.fail(1, NetFailure::Refused);
    bench.at(14.9);
    bench.fail(1, NetFailure::Refused);
    EXPECT_EQ(bench.findings(), lines());
    bench.at(15);
    bench.fail(1, NetFailure::Refused);
    EXPECT_EQ(bench.findings(), lines("critical node.unreachable app1"));
}

TEST(Reach, TwoProbesOfOneMomentAreOneAttempt)
{
    Bench bench(1);
    bench.fail(1, NetFailure::Refused);
    bench.fail(1, NetFailure::Refused, u"ping.enhanced"_s);
    bench.at(15);
    bench.fail(1, NetFailure::Refused);
    bench.evaluate();
    EXPECT_EQ(bench.evidence(Code::NodeUnreachable).value("attempts"_L1).toInt(), 2);
}

TEST(Reach, AnswerBetweenAttemptsClearsTheFirst)
{
    Bench bench(1);
    bench.fail(1, NetFailure::Timeout);
    bench.at(5);
    bench.ping(1);
    bench.at(15);
    bench.fail(1, NetFailure::Timeout);
    EXPECT_EQ(bench.findings(), lines());
    EXPECT_EQ(bench.evaluator().facts(bench.id(1)).reach.attempts, 1);
}

TEST(Reach, WithoutRetryOneAttemptSuffices)
{
    Bench bench(1);
    bench.options.attempts = 1;
    bench.fail(1, NetFailure::Reset);
    EXPECT_EQ(bench.findings(), lines("critical node.unreachable app1"));
    EXPECT_EQ(bytes(bench.evidence(Code::NodeUnreachable)), R"({"attempts":1,"kind":"reset"})");
    EXPECT_TRUE(bench.evaluator().takeRechecks().empty());
}

TEST(Reach, EveryFailureHasAKindOfTheContract)
{
    const std::pair<NetFailure, const char *> table[] = {
        {NetFailure::Refused, R"({"attempts":1,"kind":"refused"})"},
        {NetFailure::Timeout, R"({"attempts":1,"kind":"timeout","timeoutMs":5000})"},
        {NetFailure::NameNotFound, R"({"attempts":1,"kind":"dns"})"},
        {NetFailure::Reset, R"({"attempts":1,"kind":"reset"})"},
        {NetFailure::Closed, R"({"attempts":1,"kind":"closed"})"},
        {NetFailure::NoRoute, R"({"attempts":1,"detail":"no route to host","kind":"timeout"})"},
        {NetFailure::ProxyFailed, R"({"attempts":1,"detail":"proxy","kind":"closed"})"},
    };
    for (const auto &[failure, expected] : table) {
        Bench bench(2);
        bench.options.attempts = 1;
        bench.ping(2);
        bench.fail(1, failure);
        bench.evaluate();
        EXPECT_EQ(bench.find(Code::NodeUnreachable) != nullptr, true);
        QJsonObject evidence = bench.evidence(Code::NodeUnreachable);
        if (failure == NetFailure::ProxyFailed)
            evidence.insert(u"detail"_s, u"proxy"_s); // its words are the network's
        EXPECT_EQ(bytes(evidence), expected);
    }
}

TEST(Reach, AttemptsStandStillOnceDown)
{
    Bench bench(2);
    bench.ping(2);
    bench.down(1, NetFailure::Refused);
    bench.evaluate();
    bench.at(60);
    bench.fail(1, NetFailure::Refused);
    EXPECT_FALSE(bench.evaluator().isDirty());
    EXPECT_FALSE(bench.evaluate().hasChanged);
    EXPECT_EQ(bench.evidence(Code::NodeUnreachable).value("attempts"_L1).toInt(), 2);
}

TEST(Reach, SecondaryEndpointDecidesNothing)
{
    Bench bench(1);
    bench.ping(1);
    bench.fail(1, NetFailure::Refused, u"cluster.status"_s);
    bench.at(60);
    bench.fail(1, NetFailure::Refused, u"cluster.status"_s);
    EXPECT_EQ(bench.findings(), lines());
    EXPECT_EQ(bench.stateOf(1), State::Ok);
}

TEST(Reach, NonsenseIsAnAnswer)
{
    for (const NetFailure failure : {NetFailure::NotHttp, NetFailure::TooLarge}) {
        Bench bench(1);
        bench.down(1, failure);
        EXPECT_EQ(bench.findings(), failure == NetFailure::NotHttp ? lines("warning answer.unexpected app1")
                                                                   : lines("warning answer.too_large app1"));
    }
}

TEST(Reach, CancelledIsNoAttempt)
{
    Bench bench(1);
    bench.options.attempts = 1;
    bench.ping(1);
    bench.fail(1, NetFailure::Cancelled);
    EXPECT_EQ(bench.findings(), lines());
    EXPECT_EQ(bench.stateOf(1), State::Ok);
}

TEST(Reach, AfterSleepOldFailuresCountForNothing)
{
    Bench bench(1);
    bench.fail(1, NetFailure::Timeout);
    bench.evaluator().forgetFailures();
    bench.at(60);
    bench.fail(1, NetFailure::Timeout);
    EXPECT_EQ(bench.findings(), lines());
    bench.at(75);
    bench.fail(1, NetFailure::Timeout);
    EXPECT_EQ(bench.findings(), lines("critical node.unreachable app1"));
    bench.evaluator().forgetFailures();
    EXPECT_EQ(bench.findings(), lines());
    EXPECT_EQ(bench.stateOf(1), State::Unknown);
}

TEST(Proxy, DownLikeANodeButWithItsOwnCode)
{
    Bench bench(1, true);
    bench.ping(1);
    bench.fail(0, NetFailure::Refused);
    EXPECT_EQ(bench.findings(), lines());
    bench.at(15);
    bench.fail(0, NetFailure::Refused);
    EXPECT_EQ(bench.findings(), lines("critical proxy.unreachable proxy"));
    EXPECT_EQ(bench.stateOf(1), State::Ok);
    EXPECT_EQ(bench.stateOf(0), State::Critical);
}

TEST(Proxy, ErrorThatNoNodeMade)
{
    Bench bench(1, true);
    bench.ping(1);
    bench.observe(0, u"ping"_s, bench.outcome(Outcome::Kind::Unexpected, 502));
    EXPECT_EQ(bench.findings(), lines("critical proxy.error proxy"));
    EXPECT_EQ(bytes(bench.evidence(Code::ProxyError)), R"({"endpoint":"GET /ping","status":502})");
}

TEST(Proxy, ErrorThatANodeMadeIsNotTheProxys)
{
    Bench bench(1, true);
    bench.ping(1);
    HealthFact health;
    health.healthy = false;
    bench.observe(0, u"ping"_s, bench.outcome(Outcome::Kind::Answered, 500), {IdentityFact{}, health});
    EXPECT_EQ(bench.findings(), lines());
    EXPECT_EQ(bench.stateOf(0), State::Ok);
}

TEST(Proxy, NotAskedYetIsUnknown)
{
    Bench bench(1, true);
    bench.ping(1);
    EXPECT_EQ(bench.findings(), lines());
    EXPECT_EQ(bench.stateOf(0), State::Unknown);
    EXPECT_EQ(bench.evaluation.state, State::Unknown);
}

TEST(Proxy, OtherAnswersHaveTheirCodes)
{
    Bench bench(1, true);
    bench.ping(1);
    bench.observe(0, u"ping"_s, bench.outcome(Outcome::Kind::RateLimited, 429));
    EXPECT_EQ(bench.findings(), lines("warning answer.rate_limited proxy"));
    bench.observe(0, u"ping"_s, bench.outcome(Outcome::Kind::Answered, 404), {HealthFact{}});
    EXPECT_EQ(bench.findings(), lines("warning answer.unexpected proxy"));
}

std::shared_ptr<const PeerCertificate> certificate(const QDateTime &notAfter)
{
    auto result = std::make_shared<PeerCertificate>();
    result->subject = u"CN=app1"_s;
    result->issuer = u"CN=ca"_s;
    result->names = {u"app1.example.com"_s};
    result->notAfter = notAfter;
    result->pin = u"sha256//new"_s;
    result->fingerprint = u"AA:BB"_s;
    return result;
}

TEST(Tls, FaultIsTheTlsCodeAlone)
{
    const std::pair<NetFailure, const char *> table[] = {
        {NetFailure::TlsUntrusted, "critical tls.untrusted app1"},
        {NetFailure::TlsFailed, "critical tls.untrusted app1"},
        {NetFailure::TlsName, "critical tls.name app1"},
        {NetFailure::TlsPinChanged, "critical tls.pin_changed app1"},
        {NetFailure::TlsExpired, "critical tls.expires app1"},
    };
    for (const auto &[failure, expected] : table) {
        Bench bench(1);
        bench.fail(1, failure);
        EXPECT_EQ(bench.findings(), lines(expected)) << expected;
        bench.at(15);
        bench.fail(1, failure);
        EXPECT_EQ(bench.findings(), lines(expected)) << expected;
        EXPECT_TRUE(bench.evaluator().takeRechecks().empty());
    }
}

TEST(Tls, PinsOldAndNewAreShown)
{
    Bench bench(1);
    bench.file.tls.pin = u"sha256//old"_s;
    Outcome what = bench.outcome(Outcome::Kind::Failed, 0);
    what.failure = NetFailure::TlsPinChanged;
    bench.observe(1, u"ping"_s, what, {}, certificate(bench.utc().addYears(1)));
    bench.evaluate();
    const QJsonObject evidence = bench.evidence(Code::TlsPinChanged);
    EXPECT_EQ(evidence.value("oldPin"_L1).toString(), u"sha256//old"_s);
    EXPECT_EQ(evidence.value("newPin"_L1).toString(), u"sha256//new"_s);
}

TEST(Tls, ExpiryByItsThresholds)
{
    struct Row
    {
        double days;
        QStringList expected;
        int daysLeft;
    };
    const Row table[] = {
        {30.5, lines(), 0},
        {29.9, lines("warning tls.expires app1"), 29},
        {7.5, lines("warning tls.expires app1"), 7},
        {6.9, lines("critical tls.expires app1"), 6},
        {-0.1, lines("critical tls.expires app1"), -1},
    };
    for (const Row &row : table) {
        Bench bench(1);
        HealthFact health;
        health.healthy = true;
        bench.observe(1, u"ping"_s, bench.outcome(), {health},
                      certificate(bench.utc().addMSecs(static_cast<qint64>(row.days * 86400000))));
        EXPECT_EQ(bench.findings(), row.expected) << row.days;
        if (!row.expected.isEmpty()) {
            EXPECT_EQ(bench.evidence(Code::TlsExpires).value("daysLeft"_L1).toInt(), row.daysLeft);
        }
    }
}

TEST(Tls, ExpiryIsCheckedOfAnUntrustedChainToo)
{
    Bench bench(1);
    Outcome what = bench.outcome(Outcome::Kind::Failed, 0);
    what.failure = NetFailure::TlsUntrusted;
    bench.observe(1, u"ping"_s, what, {}, certificate(bench.utc().addDays(-1)));
    EXPECT_EQ(bench.findings(), lines("critical tls.expires app1", "critical tls.untrusted app1"));
}

TEST(Tls, WithoutACertificateNothingIsSaidOfIt)
{
    Bench bench(1);
    bench.ping(1);
    EXPECT_EQ(bench.findings(), lines());
}

TEST(Offline, NoRouteToAnyIsGreyNotRed)
{
    Bench bench(2);
    for (const int node : {1, 2})
        bench.fail(node, NetFailure::NoRoute);
    bench.at(15);
    for (const int node : {1, 2})
        bench.fail(node, NetFailure::NoRoute);
    EXPECT_EQ(bench.findings(), lines("unknown self.offline"));
    EXPECT_TRUE(bench.evaluation.isOffline);
    EXPECT_EQ(bench.evaluation.state, State::Unknown);
    EXPECT_EQ(bench.stateOf(1), State::Unknown);
}

TEST(Offline, LoopbackAlwaysHasARoute)
{
    for (const char *host : {"http://127.0.0.9:1", "http://localhost:1", "http://[::1]:1"}) {
        Bench bench(2);
        bench.file.nodes[0].url = QUrl(QString::fromUtf8(host));
        bench.options.attempts = 1;
        bench.fail(1, NetFailure::NoRoute);
        bench.fail(2, NetFailure::NoRoute);
        EXPECT_EQ(bench.findings(), lines("critical node.unreachable app1", "critical node.unreachable app2")) << host;
    }
}

TEST(Offline, ARefusalIsAnAnswer)
{
    Bench bench(2);
    bench.options.attempts = 1;
    bench.fail(1, NetFailure::NoRoute);
    bench.fail(2, NetFailure::Refused);
    EXPECT_EQ(bench.findings(), lines("critical node.unreachable app1", "critical node.unreachable app2"));
    EXPECT_FALSE(bench.evaluation.isOffline);
}

TEST(Offline, OneNameThatNeverResolvedIsThatNodesTrouble)
{
    Bench bench(1);
    bench.file.nodes[0].url = QUrl(u"http://app1.example.com"_s);
    bench.options.attempts = 1;
    bench.fail(1, NetFailure::NameNotFound);
    EXPECT_EQ(bench.findings(), lines("critical node.unreachable app1"));

    Bench two(2);
    two.file.nodes[0].url = QUrl(u"http://app1.example.com"_s);
    two.file.nodes[1].url = QUrl(u"http://app2.example.com"_s);
    two.options.attempts = 1;
    two.fail(1, NetFailure::NameNotFound);
    two.fail(2, NetFailure::NameNotFound);
    EXPECT_EQ(two.findings(), lines("unknown self.offline"));
}

TEST(Offline, AllSilentAtOnceInARunningWatch)
{
    Bench bench(3);
    bench.pingAll();
    bench.at(20);
    bench.fail(1, NetFailure::Timeout);
    bench.at(25);
    bench.fail(2, NetFailure::Timeout);
    EXPECT_FALSE(bench.evaluate().isOffline);
    bench.at(30);
    bench.fail(3, NetFailure::Timeout);
    EXPECT_EQ(bench.findings(), lines("unknown self.offline"));
    bench.at(35);
    bench.ping(3);
    EXPECT_FALSE(bench.evaluate().isOffline);
}

TEST(Offline, SilentOneAfterTheOtherIsDown)
{
    Bench bench(2);
    bench.pingAll();
    bench.at(20);
    bench.fail(1, NetFailure::Timeout);
    bench.at(35);
    bench.fail(1, NetFailure::Timeout);
    bench.at(100);
    bench.fail(2, NetFailure::Timeout);
    bench.at(115);
    bench.fail(2, NetFailure::Timeout);
    EXPECT_EQ(bench.findings(), lines("critical node.unreachable app1", "critical node.unreachable app2"));
}

TEST(Offline, ALoneNodeThatHangsIsDown)
{
    Bench bench(1);
    bench.pingAll();
    bench.at(20);
    bench.down(1, NetFailure::Timeout);
    EXPECT_EQ(bench.findings(), lines("critical node.unreachable app1"));
}

TEST(Offline, SilenceThatWasNeverBrokenIsDown)
{
    Bench bench(2);
    bench.options.attempts = 1;
    bench.fail(1, NetFailure::Timeout);
    bench.fail(2, NetFailure::Timeout);
    EXPECT_EQ(bench.findings(), lines("critical node.unreachable app1", "critical node.unreachable app2"));
}

} // namespace
} // namespace rollcall

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Bench.h"

#include <algorithm>
#include <random>

namespace rollcall {
namespace {

using namespace Qt::StringLiterals;
using test::Bench;
using test::bytes;
using test::lines;

TEST(Report, HoldsEveryKeyOfTheContract)
{
    Bench bench(2, true);
    const QJsonObject report = toReport(*bench.state());
    EXPECT_EQ(report.keys(), (QStringList{u"cluster"_s, u"findings"_s, u"finishedAt"_s, u"nodes"_s, u"proxy"_s,
                                          u"rollcall"_s, u"schema"_s, u"startedAt"_s, u"state"_s, u"verdict"_s}));
    const QJsonObject node = report.value("nodes"_L1).toArray().at(0).toObject();
    EXPECT_EQ(bytes(node), R"({"ageMs":null,"build":null,"certificateExpiresAt":null,"clientConfigHash":null,)"
                           R"("clockOffsetMs":null,"clusterId":null,"configHash":null,"findings":[],"goroutines":null,)"
                           R"("gossipAddress":null,"holds":null,"hostname":null,"latencyMs":null,"name":"app1",)"
                           R"("product":"mattermost","schemaVersion":null,"searchBackend":null,"sees":null,)"
                           R"("state":"unknown","url":"http://10.0.0.1:8065","version":null})");
    EXPECT_EQ(bytes(report.value("proxy"_L1).toObject()),
              R"({"findings":[],"reaches":null,"share":{"http":null,"websocket":null},"state":"unknown",)"
              R"("url":"https://chat.example.com"})");
    EXPECT_TRUE(toReport(*Bench(1).state()).value("proxy"_L1).isNull());
}

TEST(Report, Whole)
{
    Bench bench(2);
    IdentityFact identity;
    identity.version = u"10.11.2"_s;
    identity.build = u"10.11.2"_s;
    identity.clientConfigHash = u"c0"_s;
    HealthFact health;
    health.healthy = true;
    health.searchBackend = u"database"_s;
    MetricsFact metrics;
    metrics.goroutines = 412;
    bench.answer(1, u"ping"_s, {identity, health, ClockFact{std::chrono::milliseconds(-250)}});
    bench.answer(1, u"metrics"_s, {metrics});
    bench.listNodes(1, {1, 2});
    bench.answer(1, u"schema.version"_s, {SchemaFact{u"99"_s}});
    bench.down(2, NetFailure::Refused);
    bench.elapsed += std::chrono::milliseconds(40);

    const QJsonObject report = toReport(*bench.state());
    EXPECT_EQ(
        bytes(report),
        R"({"cluster":"production","findings":[{"code":"node.unreachable",)"
        R"("evidence":{"attempts":2,"kind":"refused","retryAfterMs":15000},)"
        R"("message":"app2 is down: connection refused, twice in 15 s.","nodes":["app2"],)"
        R"("severity":"critical","since":"2026-11-20T20:00:15.040Z"}],"finishedAt":"2026-11-20T20:00:15.040Z",)"
        R"("nodes":[{"ageMs":15040,"build":"10.11.2","certificateExpiresAt":null,"clientConfigHash":"c0",)"
        R"("clockOffsetMs":-250,"clusterId":"id1","configHash":"h0","findings":[],"goroutines":412,)"
        R"("gossipAddress":"10.0.0.1","holds":null,"hostname":"app1","latencyMs":3.1,"name":"app1","product":"mattermost",)"
        R"("schemaVersion":"121","searchBackend":"database","sees":["app1","app2"],"state":"ok",)"
        R"("url":"http://10.0.0.1:8065","version":"10.11.2"},{"ageMs":null,"build":null,)"
        R"("certificateExpiresAt":null,"clientConfigHash":null,"clockOffsetMs":null,"clusterId":"id2",)"
        R"("configHash":"h0","findings":[{"code":"node.unreachable","evidence":{"attempts":2,"kind":"refused",)"
        R"("retryAfterMs":15000},"message":"app2 is down: connection refused, twice in 15 s.","nodes":["app2"],)"
        R"("severity":"critical","since":"2026-11-20T20:00:15.040Z"}],"goroutines":null,)"
        R"("gossipAddress":"10.0.0.2","holds":null,"hostname":"app2","latencyMs":null,"name":"app2","product":"mattermost",)"
        R"("schemaVersion":"121","searchBackend":null,"sees":null,"state":"critical",)"
        R"("url":"http://10.0.0.2:8065","version":null}],"proxy":null,"rollcall":"0.1.0","schema":1,)"
        R"("startedAt":"2026-11-20T20:00:00.000Z","state":"critical",)"
        R"("verdict":"app2 is down: connection refused, twice in 15 s; app1 is healthy on 10.11.2."})");
}

TEST(Report, ProxyFindingsNameNoNode)
{
    Bench bench(1, true);
    bench.ping(1);
    bench.observe(0, u"ping"_s, bench.outcome(Outcome::Kind::Unexpected, 502));
    const QJsonObject report = toReport(*bench.state());
    const QJsonObject finding = report.value("findings"_L1).toArray().at(0).toObject();
    EXPECT_EQ(finding.value("code"_L1).toString(), u"proxy.error"_s);
    EXPECT_EQ(finding.value("nodes"_L1), QJsonValue(QJsonArray()));
    EXPECT_EQ(report.value("proxy"_L1).toObject().value("findings"_L1).toArray().at(0).toObject(), finding);
}

TEST(Report, SameFactsSameBytesInAnyOrder)
{
    std::mt19937 random(7); // NOLINT: always the same
    QByteArray first;
    for (int run = 0; run < 10; ++run) {
        Bench bench(6);
        bench.options.attempts = 1;
        std::vector<int> order{1, 2, 3, 4, 5, 6};
        std::shuffle(order.begin(), order.end(), random);
        for (const int node : order) {
            if (node == 2) {
                bench.fail(node, NetFailure::Refused);
                continue;
            }
            bench.ping(node, node == 4 ? u"10.10.1"_s : u"10.11.2"_s);
            bench.observe(node, u"config"_s, bench.outcome(Outcome::Kind::Forbidden, 403));
            bench.list(node, {bench.member(5), bench.member(1), bench.member(9), bench.member(8)});
        }
        const QByteArray report = bytes(toReport(*bench.state()));
        if (first.isEmpty())
            first = report;
        EXPECT_EQ(report, first);
    }
}

TEST(Report, FindingsAreSortedBySeverityCodeAndName)
{
    Bench bench(3);
    bench.file.nodes[0].name = u"zeta"_s;
    bench.file.nodes[1].name = u"alpha"_s;
    bench.file.nodes[2].name = u"mid"_s;
    bench.options.attempts = 1;
    for (const int node : {1, 2})
        bench.fail(node, NetFailure::Refused);
    bench.ping(3);
    bench.observe(3, u"a"_s, bench.outcome(Outcome::Kind::RateLimited, 429));
    bench.observe(3, u"b"_s, bench.outcome(Outcome::Kind::NotAllowed, 404));
    bench.observe(3, u"c"_s, bench.outcome(Outcome::Kind::Malformed));
    bench.fail(3, NetFailure::Refused, u"metrics"_s);
    EXPECT_EQ(bench.findings(), lines("critical node.unreachable alpha", "critical node.unreachable zeta",
                                      "warning answer.malformed mid", "warning answer.rate_limited mid",
                                      "unknown access.not_allowed mid", "info metrics.unavailable mid"));
}

TEST(Report, ProxyReachesTheOneNodeItCanBe)
{
    Bench bench(2, true);
    IdentityFact identity;
    identity.version = u"2"_s;
    identity.build = u"2"_s;
    identity.clientConfigHash = u"c0"_s;
    bench.ping(1, u"1"_s);
    bench.ping(2, u"2"_s);
    bench.answer(0, u"ping"_s, {identity});
    EXPECT_EQ(bench.state()->targets[2]->reaches, std::vector{bench.id(2)});
    bench.ping(1, u"2"_s);
    EXPECT_FALSE(bench.state()->targets[2]->reaches.has_value()) << "both answer alike";
}

TEST(Report, OfALiveNodeOnlyWhatItSaysNow)
{
    Bench bench(1);
    bench.ping(1);
    bench.goroutines(1, 400);
    bench.at(1);
    bench.fail(1, NetFailure::Refused, u"metrics"_s);
    EXPECT_FALSE(bench.state()->targets[0]->goroutines.has_value());
    bench.down(1, NetFailure::Refused);
    EXPECT_EQ(bench.state()->targets[0]->version, u"10.11.2"_s) << "what it said last, with its age beside it";
}

TEST(Report, ExitStatusAsMonitoringPluginsHaveIt)
{
    EXPECT_EQ(exitStatus(State::Ok), 0);
    EXPECT_EQ(exitStatus(State::Warning), 1);
    EXPECT_EQ(exitStatus(State::Critical), 2);
    EXPECT_EQ(exitStatus(State::Unknown), 3);
}

TEST(Codes, NamesReadBack)
{
    EXPECT_EQ(allCodes().size(), 50U);
    for (const Code code : allCodes())
        EXPECT_EQ(codeFromName(codeName(code)), code);
    EXPECT_FALSE(codeFromName(u"node.imaginary"_s).has_value());
    for (const Severity severity : {Severity::Info, Severity::Unknown, Severity::Warning, Severity::Critical})
        EXPECT_EQ(severityFromName(severityName(severity)), severity);
}

} // namespace
} // namespace rollcall

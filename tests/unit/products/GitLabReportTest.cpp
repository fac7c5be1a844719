// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "unit/products/GitLabTest.h"

// From the answers to the report.

using namespace rollcall;
using namespace rollcall::test;
using namespace rollcall::test::gitlab;

TEST_F(GitLabTest, AWellClusterHasNoFinding)
{
    VendorBench two(TwoNodes);
    makeWell(two);
    two.credentials = withToken();
    EXPECT_EQ(two.round().findings(), QStringList{});
    EXPECT_EQ(two.evaluation.state, State::Ok);
    EXPECT_EQ(two.facts(u"gl1"_s).identity->value.version, u"18.1.1-ee"_s);
    EXPECT_EQ(two.facts(u"gl2"_s).trend.size(), 1U);
    EXPECT_EQ(two.verdict(), u"All 2 nodes are healthy on 18.1.1-ee."_s);
}

TEST_F(GitLabTest, AWellOldNodeHasNoFinding)
{
    bench.replies = {{u"/-/readiness"_s, recorded("11.0.3/readiness")},
                     {u"/-/readiness?all=1"_s, recorded("11.0.3/readiness")},
                     {u"/-/liveness"_s, recorded("11.0.3/readiness")},
                     {u"gl1:8080"_s, current("readiness-not-allowed")}};
    EXPECT_EQ(bench.round().findings(), QStringList{});
    EXPECT_EQ(bench.evaluation.state, State::Ok);
}

TEST_F(GitLabTest, BeforeNineOneTheOldCheckIsAskedAndRemembered)
{
    bench.replies = {{u"/health_check.json"_s, recorded("8.13.0/health_check-json")},
                     {u"gl1:8080"_s, current("readiness-not-allowed")}};
    EXPECT_EQ(bench.round().findings(), QStringList{});
    EXPECT_EQ(bench.evaluation.state, State::Ok);
    const int first = bench.count(u"readiness"_s);
    EXPECT_EQ(first, 2);
    bench.replies[u"/health_check.json"_s] = recorded("8.13.0/health_check-json-failed");
    EXPECT_EQ(bench.round(15).findings(),
              QStringList{u"critical node.unhealthy gl1 message=health_check failed: The server is on fire"_s});
    EXPECT_EQ(bench.count(u"readiness"_s), first + 1);
}

TEST_F(GitLabTest, ADeadDatabaseReachesTheReport)
{
    // The default check does not look at the database.
    bench.replies[u"/-/readiness?all=1"_s] = current("readiness-all-database-exception");
    EXPECT_EQ(bench.round().findings(), QStringList{u"critical component.failed gl1 component=database "
                                                    "message=PG::ConnectionBad : could not connect to server"_s});
    EXPECT_EQ(bench.evaluation.state, State::Critical);
    EXPECT_EQ(bench.verdict(), u"The database fails on gl1 (PG::ConnectionBad : could not connect to server)."_s);
    bench.replies[u"/-/readiness?all=1"_s] = current("readiness-all-database-slow");
    EXPECT_EQ(bench.round(30).findings(),
              QStringList{u"critical component.failed gl1 component=database message=Db check timed out"_s});
    bench.replies[u"/-/readiness?all=1"_s] = current("readiness-all");
    EXPECT_EQ(bench.round(60).findings(), QStringList{});
}

TEST_F(GitLabTest, ADeadRedisReachesTheReport)
{
    bench.replies[u"/-/readiness?all=1"_s] = current("readiness-all-redis-failed");
    EXPECT_EQ(bench.round().findings(),
              QStringList{u"critical component.failed gl1 component=redis message=check error"_s});
    EXPECT_EQ(bench.verdict(), u"Redis fails on gl1 (check error)."_s);
    bench.replies[u"/-/readiness?all=1"_s] = current("readiness-all-redis-exception");
    EXPECT_EQ(bench.round(30).findings(), QStringList{u"critical component.failed gl1 component=redis "
                                                      "message=Redis::CannotConnectError : Redis down"_s});
}

TEST_F(GitLabTest, OneStorageOfTwoReachesTheReport)
{
    VendorBench two(TwoNodes);
    makeWell(two);
    two.replies[u"/-/readiness?all=1"_s] = current("readiness-all-one-shard-failed");
    // The storage is one for all nodes: one finding.
    EXPECT_EQ(two.round().findings(), QStringList{u"critical component.failed gl1,gl2 component=gitaly "
                                                  "instance=storage2 message=Connection refused"_s});
    EXPECT_EQ(two.verdict(), u"Gitaly storage2 fails on gl1 and gl2 (Connection refused)."_s);
}

TEST_F(GitLabTest, DrainingForAMinuteAndThenAFault)
{
    bench.replies[u"/-/readiness"_s] = current("readiness-master-failed");
    bench.replies[u"/-/readiness?all=1"_s] = recorded("16.4.1/readiness-all-master-failed");
    const QStringList draining{u"warning node.draining gl1 message=unexpected Master check result: false"_s};
    EXPECT_EQ(bench.round(0).findings(), draining);
    EXPECT_EQ(bench.verdict(), u"gl1 is draining."_s);
    EXPECT_EQ(bench.round(15).findings(), draining);
    EXPECT_EQ(bench.round(60).findings(), draining);
    EXPECT_EQ(bench.round(75).findings(),
              QStringList{u"critical node.unhealthy gl1 message=unexpected Master check result: false"_s});
    makeWell(bench);
    EXPECT_EQ(bench.round(90).findings(), QStringList{});
    // The next drain has a minute of its own.
    bench.replies[u"/-/readiness"_s] = current("readiness-master-failed");
    bench.replies[u"/-/readiness?all=1"_s] = recorded("16.4.1/readiness-all-master-failed");
    EXPECT_EQ(bench.round(105).findings(), draining);
}

TEST_F(GitLabTest, NotAllowedIsUnknownAndNamesTheSetting)
{
    bench.replies = {{u"/-/health"_s, current("health-not-allowed")},
                     {u"gl1:8080"_s, current("readiness-not-allowed")}};
    EXPECT_EQ(bench.round().findings(), QStringList{u"unknown access.not_allowed gl1 status=404 detail="_s + Setting});
    EXPECT_EQ(bench.evaluation.state, State::Unknown);
    const QByteArray report = QJsonDocument(toReport(*bench.clusterState())).toJson();
    EXPECT_TRUE(report.contains("monitoring_whitelist")) << report.toStdString();
    EXPECT_TRUE(Wording()
                    .message(bench.file, bench.evaluation.findings.front())
                    .contains(u"gitlab_rails['monitoring_whitelist']"_s));
}

TEST_F(GitLabTest, PumaDownIsCritical)
{
    for (auto &[path, reply] : bench.replies)
        reply = current("readiness-puma-down");
    bench.replies[u"/-/health"_s] = current("health-puma-down");
    EXPECT_EQ(
        bench.round().findings(),
        (QStringList{u"critical node.unhealthy gl1 message=HTTP 502: Bad Gateway (Puma does not answer) status=502"_s,
                     u"warning answer.unexpected gl1 status=502 detail=HTTP 502: Bad Gateway "
                     "(Puma does not answer)"_s}));
    EXPECT_EQ(bench.verdict(), u"gl1 answers with an error (HTTP 502: Bad Gateway (Puma does not answer))."_s);
}

TEST_F(GitLabTest, AnotherVersionOrAnotherLayoutIsAMismatch)
{
    VendorBench two(TwoNodes);
    makeWell(two);
    two.credentials = withToken();
    two.replies[u"gl2:8080/api/v4/metadata"_s] =
        FakeHttp::answer(200, R"({"version":"18.1.1-ee","revision":"0123abcd"})");
    two.replies[u"gl2:8080/-/readiness?all=1"_s] = recorded("16.4.1/readiness-all");
    two.round();
    EXPECT_EQ(two.findings(), (QStringList{u"warning setting.mismatch gl1,gl2 setting=checks"_s,
                                           u"warning setting.mismatch gl1,gl2 setting=revision"_s}));
    two.replies[u"gl2:8080/api/v4/metadata"_s] = FakeHttp::answer(404, "{}");
    two.replies[u"gl2:8080/api/v4/version"_s] = recorded("8.13.0/version");
    two.replies.erase(u"gl2:8080/-/readiness?all=1"_s);
    two.round(30);
    ASSERT_NE(two.find(Code::VersionMismatch), nullptr);
    EXPECT_EQ(two.find(Code::VersionMismatch)->evidence[u"versions"_s].toObject().keys(),
              (QStringList{u"18.1.1-ee"_s, u"8.13.0-pre"_s}));
}

TEST_F(GitLabTest, ADifferenceAtTheEndOfALongListIsSeen)
{
    VendorBench two(TwoNodes);
    makeWell(two);
    two.replies[u"/-/readiness?all=1"_s] = recorded("16.4.1/readiness-all");
    EXPECT_EQ(two.round().findings(), QStringList{});
    FakeHttp::Reply other = recorded("16.4.1/readiness-all");
    other.result.body.replace("workhorse_check", "workshop_check");
    two.replies[u"gl2:8080/-/readiness?all=1"_s] = other;
    EXPECT_EQ(two.round(30).findings(), QStringList{u"warning setting.mismatch gl1,gl2 setting=checks"_s});
}

TEST_F(GitLabTest, ARejectedTokenIsSaid)
{
    bench.credentials = withToken();
    bench.replies[u"/api/v4/metadata"_s] = current("api-unauthorized");
    EXPECT_EQ(bench.round().findings(), QStringList{u"warning auth.rejected gl1 status=401 detail=HTTP 401"_s});
    EXPECT_EQ(bench.evaluation.state, State::Warning);
}

TEST_F(GitLabTest, TheOldTokenGoesIntoAHeaderAndThenIntoAParameterThatIsNeverShown)
{
    bench.credentials.healthToken = Secret("hush-hush");
    // No address is allowed; the token opens what it may, in the parameter alone.
    bench.replies = {
        {u"/-/health"_s, current("health-not-allowed")}, {u"gl1:8080"_s, current("readiness-not-allowed")},
        {u"/-/readiness?token"_s, current("readiness")}, {u"/-/readiness?all=1&token"_s, current("readiness-all")},
        {u"/-/liveness?token"_s, current("liveness")},   {u"/-/metrics?token"_s, current("metrics")}};
    EXPECT_EQ(bench.round().findings(), QStringList{});
    EXPECT_EQ(bench.evaluation.state, State::Ok);
    QStringList order;
    for (const VendorBench::Asked &one : bench.asked) {
        EXPECT_FALSE(one.request->url.toString().contains(u"hush"_s));
        for (const HttpHeader &header : one.request->headers)
            EXPECT_FALSE(header.value.contains("hush"));
        if (one.probe != u"readiness"_s)
            continue;
        const bool isHeader = std::any_of(one.request->secretHeaders.begin(), one.request->secretHeaders.end(),
                                          [](const auto &header) { return header.first == "TOKEN"; });
        order.append(one.request->url.path() + (isHeader                       ? u" header"_s
                                                : one.request->secretParameter ? u" parameter"_s
                                                                               : u" nothing"_s));
    }
    EXPECT_EQ(order,
              (QStringList{u"/-/readiness header"_s, u"/health_check.json header"_s, u"/-/readiness parameter"_s}));
    // The basic check takes no token: it is not sent there.
    for (const VendorBench::Asked &one : bench.asked) {
        if (one.probe == u"health"_s) {
            EXPECT_TRUE(one.request->secretHeaders.empty() && !one.request->secretParameter);
        }
    }
    EXPECT_EQ(bench.count(u"health"_s), 1);
    const QByteArray report = QJsonDocument(toReport(*bench.clusterState())).toJson();
    EXPECT_FALSE(report.contains("hush"));
    // What opened is asked first from now on.
    const int before = bench.count(u"readiness"_s);
    bench.round(15);
    EXPECT_EQ(bench.count(u"readiness"_s), before + 1);
}

TEST_F(GitLabTest, TheOldTokensCaveatIsSaid)
{
    VendorBench old(R"({"schema":1,"name":"git","product":"gitlab","nodes":[
        {"name":"gl1","url":"http://gl1:8080","healthToken":{"env":"HEALTH"}}]})");
    ASSERT_EQ(remarks(old.file).size(), 1);
    EXPECT_TRUE(remarks(old.file)[0].startsWith(u"nodes[0] (gl1): healthToken is deprecated since GitLab 9.4"_s));
    EXPECT_TRUE(remarks(bench.file).isEmpty());
}

TEST_F(GitLabTest, TheProxyNeedNotBeOnTheAllowList)
{
    VendorBench proxied(R"({"schema":1,"name":"git","product":"gitlab","publicUrl":"https://git.example.com",
        "nodes":[{"name":"gl1","url":"http://gl1:8080"}]})");
    makeWell(proxied);
    proxied.replies[u"git.example.com:443/-/readiness"_s] = current("readiness-not-allowed");
    proxied.replies[u"git.example.com:443/users/sign_in"_s] =
        FakeHttp::answer(302, "", "Location: https://sso.example.com/\r\n");
    EXPECT_EQ(proxied.round().findings(), QStringList{});
    EXPECT_EQ(proxied.evaluation.state, State::Ok);
    proxied.replies[u"git.example.com:443/users/sign_in"_s] = FakeHttp::answer(502, "Bad Gateway\n", "");
    EXPECT_EQ(proxied.round(15).findings(), QStringList{u"critical proxy.error proxy status=502"_s});
}

TEST_F(GitLabTest, TheOtherListenersAreGenericProbes)
{
    VendorBench probed(R"({"schema":1,"name":"git","product":"gitlab","nodes":[{"name":"gl1","url":"http://gl1:8080"}],
        "probes":[{"name":"workhorse","node":"gl1","port":8182,"path":"/readiness",
                   "expectJson":{"$.ready":true},"components":"$.checks"},
                  {"name":"sidekiq","node":"gl1","port":8092,"path":"/readiness","expectJson":{"$.status":"ok"}}]})");
    makeWell(probed);
    probed.replies[u"gl1:8182/readiness"_s] = recorded("18.5.0/workhorse-readiness");
    probed.replies[u"gl1:8092/readiness"_s] = recorded("18.5.0/sidekiq-readiness");
    EXPECT_EQ(probed.round().findings(), QStringList{});
    probed.replies[u"gl1:8182/readiness"_s] = recorded("18.5.0/workhorse-readiness-unhealthy");
    EXPECT_EQ(probed.round(15).findings(),
              (QStringList{u"critical component.failed gl1 component=puma_readiness message=puma control server check "
                           "failed: Get \"http://localhost:9293/stats\": dial tcp [::1]:9293: connect: connection "
                           "refused"_s,
                           u"critical probe.failed gl1 probe=workhorse got=HTTP 503"_s}));
}

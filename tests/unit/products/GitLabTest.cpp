// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "unit/products/GitLabTest.h"

// What each answer means.

using namespace rollcall;
using namespace rollcall::test;
using namespace rollcall::test::gitlab;
using Kind = Outcome::Kind;
using Phase = HealthFact::Phase;

TEST_F(GitLabTest, ANodeIsAskedTheseQuestions)
{
    bench.credentials = withToken();
    EXPECT_EQ(
        bench.plan(u"gl1"_s),
        (QStringList{u"readiness http://gl1:8080/-/readiness"_s, u"readiness.all http://gl1:8080/-/readiness?all=1"_s,
                     u"health http://gl1:8080/-/health"_s, u"liveness http://gl1:8080/-/liveness"_s,
                     u"metrics http://gl1:8080/-/metrics"_s, u"version http://gl1:8080/api/v4/metadata"_s}));
    const ProbeSpecPtr deep = bench.probe(u"gl1"_s, u"readiness.all"_s);
    EXPECT_EQ(deep->interval, std::chrono::seconds(30));
    EXPECT_EQ(deep->http().timeout, std::chrono::seconds(12)); // its checks have ten seconds of their own
    EXPECT_TRUE(deep->isSlowByNature);
    EXPECT_FALSE(deep->isPrimary);
    EXPECT_TRUE(bench.probe(u"gl1"_s, u"readiness"_s)->isPrimary);
    for (const ProbeSpecPtr &spec : bench.probes(TargetId{0})) {
        EXPECT_EQ(spec->http().maxRedirects, 0) << spec->id.toStdString();
        const bool hasToken = !spec->http().secretHeaders.empty();
        EXPECT_EQ(hasToken, spec->id == u"version"_s); // the API alone is asked with it
    }
    ASSERT_EQ(bench.probe(u"gl1"_s, u"version"_s)->http().secretHeaders.size(), 1U);
    EXPECT_EQ(bench.probe(u"gl1"_s, u"version"_s)->http().secretHeaders[0].first, "PRIVATE-TOKEN");
}

TEST_F(GitLabTest, WithoutATokenNoVersionIsAsked)
{
    EXPECT_EQ(bench.probe(u"gl1"_s, u"version"_s), nullptr);
}

TEST_F(GitLabTest, ASubpathInstallationIsAskedBelowItsPath)
{
    VendorBench below(R"({"schema":1,"name":"git","product":"gitlab",
        "nodes":[{"name":"gl1","url":"https://git.example.com/gitlab/","connectTo":"10.0.0.1:443"}]})");
    below.credentials = withToken();
    EXPECT_EQ(below.plan(u"gl1"_s).first(), u"readiness https://git.example.com/gitlab/-/readiness"_s);
    EXPECT_EQ(below.plan(u"gl1"_s).last(), u"version https://git.example.com/gitlab/api/v4/metadata"_s);
    const ProbeSpecPtr version = below.probe(u"gl1"_s, u"version"_s);
    ASSERT_EQ(version->fallbacks.size(), 1U);
    EXPECT_EQ(version->fallbacks[0]->url.toString(), u"https://git.example.com/gitlab/api/v4/version"_s);
    EXPECT_EQ(version->http().connectTo, u"10.0.0.1:443"_s); // the name goes into Host
}

TEST_F(GitLabTest, HealthyReadiness)
{
    for (const char *name : {"18.1.1/readiness", "18.1.1/readiness-single-mode"}) {
        const Observation observation = readiness(name);
        EXPECT_EQ(observation.outcome.kind, Kind::Answered) << name;
        EXPECT_TRUE(observation.outcome.isFromNode);
        const HealthFact *health = factOf<HealthFact>(observation);
        ASSERT_NE(health, nullptr);
        EXPECT_EQ(health->healthy, true);
        EXPECT_FALSE(health->isDeep);
        EXPECT_EQ(health->phase, Phase::Serving);
        EXPECT_EQ(health->message, QString());
    }
    EXPECT_EQ(rowsOf(factOf<HealthFact>(readiness("18.1.1/readiness"))->components), QStringList{u"master ok"_s});
    EXPECT_EQ(rowsOf(factOf<HealthFact>(readiness("18.1.1/readiness-single-mode"))->components), QStringList{});
}

TEST_F(GitLabTest, HealthyDependencies)
{
    const Observation observation = all("18.1.1/readiness-all");
    const HealthFact *health = factOf<HealthFact>(observation);
    ASSERT_NE(health, nullptr);
    EXPECT_EQ(health->healthy, true);
    EXPECT_TRUE(health->isDeep);
    QStringList rows = rowsOf(health->components);
    rows.sort();
    EXPECT_EQ(rows, (QStringList{u"database ok"_s, u"gitaly/default ok"_s, u"master ok"_s, u"redis/cache ok"_s,
                                 u"redis/queues ok"_s, u"redis/shared_state ok"_s}));
    const SettingsFact *settings = factOf<SettingsFact>(observation);
    ASSERT_NE(settings, nullptr);
    EXPECT_EQ(settings->values.value(u"checks"_s), u"cache, db, gitaly, master, queues, shared_state"_s);
    EXPECT_EQ(settings->values.value(u"Gitaly storages"_s), u"default"_s);
}

TEST_F(GitLabTest, EveryCheckOf16IsARow)
{
    const Observation observation = all("16.4.1/readiness-all");
    const HealthFact *health = factOf<HealthFact>(observation);
    ASSERT_NE(health, nullptr);
    EXPECT_EQ(health->healthy, true);
    QStringList rows = rowsOf(health->components);
    rows.sort();
    EXPECT_EQ(rows, (QStringList{u"database ok"_s, u"gitaly/default ok"_s, u"master ok"_s, u"redis/cache ok"_s,
                                 u"redis/chat ok"_s, u"redis/cluster_shared_state ok"_s,
                                 u"redis/db_load_balancing ok"_s, u"redis/feature_flag ok"_s, u"redis/pubsub ok"_s,
                                 u"redis/queues ok"_s, u"redis/queues_metadata ok"_s, u"redis/rate_limiting ok"_s,
                                 u"redis/repository_cache ok"_s, u"redis/sessions ok"_s, u"redis/shared_state ok"_s,
                                 u"redis/trace_chunks ok"_s, u"redis/workhorse ok"_s}));
}

TEST_F(GitLabTest, ACheckThatNobodyKnowsKeepsItsName)
{
    const Observation observation = bench.read(
        u"gl1"_s, u"readiness.all"_s,
        FakeHttp::answer(503, R"({"status":"failed","elastic_check":[{"status":"failed","message":"gone"}]})"));
    EXPECT_EQ(rowsOf(factOf<HealthFact>(observation)->components), QStringList{u"elastic failed: gone"_s});
}

TEST_F(GitLabTest, TheOldShapeHasNoOverallStatus)
{
    const Observation observation = readiness("11.0.3/readiness");
    EXPECT_EQ(observation.outcome.kind, Kind::Answered);
    const HealthFact *health = factOf<HealthFact>(observation);
    ASSERT_NE(health, nullptr);
    EXPECT_EQ(health->healthy, true);
    QStringList rows = rowsOf(health->components);
    rows.sort();
    EXPECT_EQ(rows, (QStringList{u"database ok"_s, u"filestore/default ok"_s, u"gitaly/default ok"_s, u"redis ok"_s,
                                 u"redis/cache ok"_s, u"redis/queues ok"_s, u"redis/shared_state ok"_s}));
}

TEST_F(GitLabTest, TheOldShapeHidesAStorageBehindTheLast)
{
    const Observation observation = readiness("11.0.3/readiness-hidden-shard");
    EXPECT_EQ(observation.outcome.kind, Kind::Answered);
    const HealthFact *health = factOf<HealthFact>(observation);
    ASSERT_NE(health, nullptr);
    EXPECT_EQ(health->healthy, false);
    EXPECT_EQ(health->message, u"HTTP 503, though every check that is shown is well"_s);
    EXPECT_EQ(health->phase, Phase::Serving);
}

TEST_F(GitLabTest, LegacyHealthCheck)
{
    for (const char *name : {"8.13.0/health_check-json", "8.13.0/health_check", "12.4.0/liveness-alive"}) {
        const Observation observation = readiness(name);
        EXPECT_EQ(observation.outcome.kind, Kind::Answered) << name;
        ASSERT_NE(factOf<HealthFact>(observation), nullptr) << name;
        EXPECT_EQ(factOf<HealthFact>(observation)->healthy, true) << name;
    }
    const Observation failed = readiness("8.13.0/health_check-json-failed");
    EXPECT_EQ(failed.outcome.kind, Kind::Answered);
    EXPECT_EQ(factOf<HealthFact>(failed)->healthy, false);
    EXPECT_EQ(factOf<HealthFact>(failed)->message, u"health_check failed: The server is on fire"_s);
}

TEST_F(GitLabTest, TheOverallWordIsNotBelieved)
{
    const Observation observation = all("18.1.1/readiness-all-one-shard-failed");
    const HealthFact *health = factOf<HealthFact>(observation);
    ASSERT_NE(health, nullptr);
    EXPECT_EQ(health->healthy, false);
    EXPECT_TRUE(rowsOf(health->components).contains(u"gitaly/storage2 failed: Connection refused"_s));
    EXPECT_TRUE(rowsOf(health->components).contains(u"gitaly/default ok"_s));
    EXPECT_EQ(factOf<SettingsFact>(observation)->values.value(u"Gitaly storages"_s), u"default, storage2"_s);
}

TEST_F(GitLabTest, AnExceptionNamesThePart)
{
    const Observation database = all("18.1.1/readiness-all-database-exception");
    EXPECT_EQ(database.outcome.kind, Kind::Answered);
    EXPECT_EQ(factOf<HealthFact>(database)->healthy, false);
    EXPECT_EQ(rowsOf(factOf<HealthFact>(database)->components),
              QStringList{u"database failed: PG::ConnectionBad : could not connect to server"_s});
    EXPECT_EQ(rowsOf(factOf<HealthFact>(all("18.1.1/readiness-all-redis-exception"))->components),
              QStringList{u"redis failed: Redis::CannotConnectError : Redis down"_s});
    const Observation other = bench.read(u"gl1"_s, u"readiness.all"_s,
                                         FakeHttp::answer(500, R"({"status":"failed","message":"NoMethodError : x"})"));
    EXPECT_TRUE(factOf<HealthFact>(other)->components.empty());
    EXPECT_EQ(factOf<HealthFact>(other)->message, u"NoMethodError : x"_s);
}

TEST_F(GitLabTest, DrainingIsTheMasterCheckAlone)
{
    for (const Observation &observation :
         {readiness("18.1.1/readiness-master-failed"), all("16.4.1/readiness-all-master-failed"),
          all("12.5.2/readiness-all-master-failed")}) {
        EXPECT_EQ(observation.outcome.kind, Kind::Answered);
        const HealthFact *health = factOf<HealthFact>(observation);
        ASSERT_NE(health, nullptr);
        EXPECT_EQ(health->healthy, false);
        EXPECT_EQ(health->phase, Phase::Draining);
        EXPECT_EQ(health->message, u"unexpected Master check result: false"_s);
        for (const Component &component : health->components)
            EXPECT_TRUE(component.ok) << component.name.toStdString();
    }
    const HealthFact redis = *factOf<HealthFact>(all("18.1.1/readiness-all-redis-failed"));
    EXPECT_EQ(redis.phase, Phase::Serving);
    EXPECT_TRUE(rowsOf(redis.components).contains(u"redis failed: check error"_s));
    const Observation both =
        bench.read(u"gl1"_s, u"readiness.all"_s,
                   FakeHttp::answer(503, R"({"status":"failed","master_check":[{"status":"failed","message":"m"}],)"
                                         R"("db_check":[{"status":"failed","message":"Db check timed out"}]})"));
    EXPECT_EQ(factOf<HealthFact>(both)->phase, Phase::Serving);
    EXPECT_EQ(rowsOf(factOf<HealthFact>(both)->components),
              (QStringList{u"database failed: Db check timed out"_s, u"master failed: m"_s}));
}

TEST_F(GitLabTest, NotOnTheAllowListIsNoFailure)
{
    const Observation observation = readiness("18.1.1/readiness-not-allowed");
    EXPECT_EQ(observation.outcome.kind, Kind::NotAllowed);
    EXPECT_EQ(observation.outcome.detail, Setting);
    EXPECT_EQ(factOf<HealthFact>(observation), nullptr);
    EXPECT_EQ(bench.read(u"gl1"_s, u"health"_s, current("health-not-allowed")).outcome.kind, Kind::Absent);
    for (const QString &probe : {u"readiness.all"_s, u"liveness"_s, u"metrics"_s})
        EXPECT_EQ(bench.read(u"gl1"_s, probe, current("readiness-not-allowed")).outcome.kind, Kind::Absent);
}

TEST_F(GitLabTest, WhoAnsweredIsSaid)
{
    struct Row
    {
        const char *probe;
        const char *file;
        const char *detail;
    };
    for (const Row &row :
         {Row{"readiness", "18.1.1/readiness-puma-down", "HTTP 502: Bad Gateway (Puma does not answer)"},
          Row{"health", "18.1.1/health-puma-down", "HTTP 502: Bad Gateway (Puma does not answer)"},
          Row{"readiness", "18.1.1/readiness-workhorse-down",
              "HTTP 502: nginx returned 502 when communicating with gitlab-workhorse "
              "(Workhorse does not answer)"},
          Row{"health", "18.1.1/health-workhorse-down",
              "HTTP 502: nginx returned 502 when communicating with gitlab-workhorse "
              "(Workhorse does not answer)"},
          Row{"readiness", "16.2.0/missing-host",
              "HTTP 400: Puma caught this error: missing required Host header "
              "(give the node the public name as its url, and its address as connectTo)"}}) {
        const Observation observation = bench.read(u"gl1"_s, QString::fromLatin1(row.probe), recorded(row.file));
        EXPECT_EQ(observation.outcome.kind, Kind::Unexpected) << row.file;
        EXPECT_EQ(observation.outcome.detail, QString::fromLatin1(row.detail));
        EXPECT_FALSE(observation.outcome.isFromNode);
        EXPECT_EQ(factOf<HealthFact>(observation), nullptr);
    }
}

TEST_F(GitLabTest, LoadSheddingIsIll)
{
    const Observation observation = readiness("18.1.1/load-shedding");
    EXPECT_EQ(factOf<HealthFact>(observation)->healthy, false);
    EXPECT_EQ(factOf<HealthFact>(observation)->message, u"Workhorse sheds load: Service Unavailable: High backlog"_s);
    EXPECT_FALSE(observation.outcome.isFromNode);
}

TEST_F(GitLabTest, TheDeployPageAnswersEveryPath)
{
    bench.credentials = withToken();
    const Observation observation = readiness("18.1.1/deploy-page");
    EXPECT_EQ(observation.outcome.kind, Kind::Answered);
    EXPECT_EQ(factOf<HealthFact>(observation)->healthy, false);
    EXPECT_EQ(factOf<HealthFact>(observation)->phase, Phase::Maintenance);
    for (auto &[path, reply] : bench.replies)
        reply = current("deploy-page");
    EXPECT_EQ(bench.round().findings(), QStringList{u"warning node.maintenance gl1 message=its deploy page answers"_s});
    EXPECT_EQ(bench.verdict(), u"gl1 is in maintenance (its deploy page answers)."_s);
}

TEST_F(GitLabTest, Versions)
{
    bench.credentials = withToken();
    const Observation observation = bench.read(u"gl1"_s, u"version"_s, current("metadata"));
    const IdentityFact *identity = factOf<IdentityFact>(observation);
    ASSERT_NE(identity, nullptr);
    EXPECT_EQ(identity->version, u"18.1.1-ee"_s);
    EXPECT_EQ(identity->build, u"ceb07b24cb0"_s);
    const Observation old = bench.read(u"gl1"_s, u"version"_s, recorded("8.13.0/version"), 1);
    EXPECT_EQ(factOf<IdentityFact>(old)->version, u"8.13.0-pre"_s);
    EXPECT_EQ(factOf<IdentityFact>(old)->build, u"4e963fe"_s);
    EXPECT_EQ(bench.read(u"gl1"_s, u"version"_s, current("api-unauthorized")).outcome.kind, Kind::Rejected);
    EXPECT_EQ(bench.read(u"gl1"_s, u"version"_s, FakeHttp::answer(403, "{}")).outcome.permission, u"scope read_user"_s);
}

TEST_F(GitLabTest, MetricsGiveThreadsAndMode)
{
    const Observation observation = bench.read(u"gl1"_s, u"metrics"_s, current("metrics"));
    const MetricsFact *metrics = factOf<MetricsFact>(observation);
    ASSERT_NE(metrics, nullptr);
    EXPECT_FALSE(metrics->goroutines.has_value());
    EXPECT_EQ(metrics->threads, 13.0);
    EXPECT_EQ(metrics->startTime, 1795188042.5);
    EXPECT_EQ(metrics->series.value(u"puma_workers"_s), 2.0);
    EXPECT_EQ(metrics->series.value(u"puma_running"_s), 7.0);
    EXPECT_EQ(metrics->series.value(u"puma_queued_connections"_s), 2.0);
    EXPECT_EQ(metrics->series.value(u"resident_memory_bytes"_s), 734003200.0 + 712146944.0);
    EXPECT_FALSE(metrics->series.contains(u"http_requests_total"_s));
    EXPECT_EQ(factOf<SettingsFact>(observation)->values.value(u"maintenance mode"_s), u"off"_s);
}

TEST_F(GitLabTest, SwitchedOffMetricsAreAbsent)
{
    const Observation observation = bench.read(u"gl1"_s, u"metrics"_s, current("metrics-disabled"));
    EXPECT_EQ(observation.outcome.kind, Kind::Absent);
    EXPECT_TRUE(observation.facts.empty());
}

TEST_F(GitLabTest, LivenessProvesOnlyThatRailsAnswers)
{
    for (const char *name : {"18.1.1/liveness", "12.4.0/liveness-alive", "11.0.3/readiness"}) {
        const Observation observation = bench.read(u"gl1"_s, u"liveness"_s, recorded(name));
        EXPECT_EQ(observation.outcome.kind, Kind::Answered) << name;
        EXPECT_TRUE(observation.outcome.isFromNode);
        EXPECT_TRUE(observation.facts.empty());
    }
    EXPECT_EQ(bench.read(u"gl1"_s, u"health"_s, current("health")).outcome.kind, Kind::Answered);
}

TEST_F(GitLabTest, ARedirectIsNotFollowed)
{
    const Observation observation =
        bench.read(u"gl1"_s, u"readiness"_s,
                   FakeHttp::answer(302, "", "Location: http://gl1:8080/users/sign_in?token=secret\r\n"));
    EXPECT_EQ(observation.outcome.kind, Kind::Unexpected);
    EXPECT_EQ(observation.outcome.detail, u"HTTP 302: a redirect to http://gl1:8080"_s);
}

TEST_F(GitLabTest, HostileAnswersAreBounded)
{
    bench.credentials = withToken();
    for (const ProbeSpecPtr &spec : bench.probes(TargetId{0})) {
        const QByteArray whole = spec->id == u"metrics"_s   ? current("metrics").result.body.left(800)
                                 : spec->id == u"version"_s ? current("metadata").result.body
                                                            : current("readiness-all-one-shard-failed").result.body;
        for (const QByteArray &body : hostileBodies(whole)) {
            for (const int status : {200, 503}) {
                const Observation observation = bench.read(u"gl1"_s, spec->id, FakeHttp::answer(status, body));
                expectBounded(observation);
                if (const HealthFact *health = factOf<HealthFact>(observation); health && status == 503) {
                    EXPECT_EQ(health->healthy, false) << body.left(200).toStdString();
                }
            }
        }
    }
}

TEST_F(GitLabTest, TruncatedReadinessIsMalformedAtEveryByte)
{
    const QByteArray whole = current("readiness-all").result.body;
    for (qsizetype length = 0; length < whole.size(); ++length) {
        const Observation observation =
            bench.read(u"gl1"_s, u"readiness.all"_s, FakeHttp::answer(200, whole.left(length)));
        ASSERT_EQ(observation.outcome.kind, Kind::Malformed) << length;
        EXPECT_TRUE(observation.facts.empty());
    }
}

TEST_F(GitLabTest, TenThousandStoragesAreBounded)
{
    QByteArray body = R"({"status":"failed","gitaly_check":[)";
    for (int i = 0; i < 10000; ++i)
        body += R"({"status":"failed","message":"Connection refused","labels":{"shard":"s)" + QByteArray::number(i) +
                R"("}},)";
    body.chop(1);
    body += "]}";
    const Observation observation = bench.read(u"gl1"_s, u"readiness.all"_s, FakeHttp::answer(503, body));
    EXPECT_EQ(factOf<HealthFact>(observation)->components.size(), 1000U);
    expectBounded(observation);
    QByteArray checks = R"({"status":"failed")";
    for (int i = 0; i < 10000; ++i)
        checks += ",\"c" + QByteArray::number(i) + R"(_check":{"status":"failed"})";
    checks += "}";
    const Observation objects = bench.read(u"gl1"_s, u"readiness"_s, FakeHttp::answer(503, checks));
    EXPECT_EQ(factOf<HealthFact>(objects)->components.size(), 1000U);
    const Observation deep = bench.read(u"gl1"_s, u"readiness.all"_s, FakeHttp::answer(503, checks));
    for (const QString &value : factOf<SettingsFact>(deep)->values)
        EXPECT_LE(value.size(), 160);
}

TEST_F(GitLabTest, WrongTypesAreUnknown)
{
    for (const char *body :
         {R"({"status":1})", R"({"status":["ok"]})", R"({"master_check":"ok"})", R"({"master_check":[1,"ok",null]})",
          R"({"healthy":"true"})", R"([{"status":"ok"}])", "{}"}) {
        const Observation observation = bench.read(u"gl1"_s, u"readiness"_s, FakeHttp::answer(200, body));
        EXPECT_EQ(factOf<HealthFact>(observation), nullptr) << body;
        EXPECT_TRUE(observation.outcome.kind == Kind::Malformed || observation.outcome.kind == Kind::Unexpected)
            << body;
    }
    const Observation check =
        bench.read(u"gl1"_s, u"readiness"_s, FakeHttp::answer(200, R"({"status":"ok","db_check":[{"status":true}]})"));
    EXPECT_EQ(factOf<HealthFact>(check)->healthy, false); // it did not say ok
}

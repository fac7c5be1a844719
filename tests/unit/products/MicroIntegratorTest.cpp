// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "unit/products/VendorBench.h"

using namespace rollcall;
using namespace rollcall::test;
using Kind = Outcome::Kind;
using Phase = HealthFact::Phase;

namespace {

QByteArray nodeAt(const char *url, const char *more = "", const char *cluster = "")
{
    QByteArray json = R"({"schema":1,"name":"esb","product":"wso2-mi")";
    json.append(cluster).append(R"(,"nodes":[{"name":"mi1","url":")").append(url).append('"').append(more);
    return json + "}]}";
}

const char *const WithLogin = R"(,"login":{"user":"admin","password":{"env":"MI"}})";
const QByteArray TwoNodes = R"({"schema":1,"name":"esb","product":"wso2-mi",
    "login":{"user":"admin","password":{"env":"MI"}},
    "nodes":[{"name":"mi1","url":"http://mi1:9201"},{"name":"mi2","url":"http://mi2:9201"}]})";

FakeHttp::Reply recorded(const char *name)
{
    return VendorBench::recorded(u"wso2-mi/"_s + QLatin1StringView(name));
}

FakeHttp::Reply current(const char *name)
{
    return recorded(QByteArray("4.2.0/").append(name).constData());
}

struct MicroIntegratorTest : testing::Test
{
    static void makeWell(VendorBench &bench)
    {
        bench.credentials.password = Secret("hush");
        bench.replies[u"/healthz"_s] = current("healthz");
        bench.replies[u"/liveness"_s] = current("liveness");
        bench.replies[u"/management"_s] = current("management");
        bench.replies[u"/metric-service/metrics"_s] = current("not-found"); // as it is shipped
        bench.replies[u"/management/login"_s] = current("login");
        bench.replies[u"/management/applications"_s] = current("applications");
        bench.open = {u":8290"_s, u":8253"_s};
    }
    void SetUp() override { makeWell(bench); }
    Observation ready(const char *name) { return bench.read(u"mi1"_s, u"ready"_s, recorded(name)); }
    Observation applications(const char *name)
    {
        VendorBench known(nodeAt("http://mi1:9201", WithLogin));
        makeWell(known);
        return known.read(u"mi1"_s, u"applications"_s, recorded(name));
    }
    static int logins(const VendorBench &of)
    {
        return static_cast<int>(std::count_if(of.asked.begin(), of.asked.end(), [](const VendorBench::Asked &one) {
            return one.request->url.path() == u"/management/login"_s;
        }));
    }

    VendorBench bench{nodeAt("http://mi1:9201")};
};

} // namespace

TEST_F(MicroIntegratorTest, TheInternalPortIsTheUsualUrl)
{
    const QStringList usual{u"ready http://mi1:9201/healthz"_s, u"liveness http://mi1:9201/liveness"_s,
                            u"port.8290 tcp://mi1:8290"_s, u"management http://mi1:9201/management"_s,
                            u"metrics http://mi1:9201/metric-service/metrics"_s};
    EXPECT_EQ(bench.plan(u"mi1"_s), usual);
    EXPECT_EQ(VendorBench(nodeAt("http://mi1")).plan(u"mi1"_s), usual);
    EXPECT_TRUE(bench.probe(u"mi1"_s, u"ready"_s)->isPrimary);
    VendorBench known(nodeAt("http://mi1:9201", WithLogin));
    known.credentials.password = Secret("hush");
    EXPECT_EQ(known.plan(u"mi1"_s), usual + QStringList{u"applications https://mi1:9164/management/applications"_s});
}

TEST_F(MicroIntegratorTest, TheUrlMayBeAnotherPort)
{
    VendorBench traffic(nodeAt("http://mi1:8290"));
    EXPECT_EQ(traffic.plan(u"mi1"_s),
              (QStringList{u"ready http://mi1:9201/healthz"_s, u"liveness http://mi1:9201/liveness"_s,
                           u"url tcp://mi1:8290"_s, u"management http://mi1:9201/management"_s,
                           u"metrics http://mi1:9201/metric-service/metrics"_s}));
    EXPECT_TRUE(traffic.probe(u"mi1"_s, u"url"_s)->isPrimary);
    EXPECT_FALSE(traffic.probe(u"mi1"_s, u"ready"_s)->isPrimary);
    EXPECT_EQ(VendorBench(nodeAt("https://mi1:8253")).plan(u"mi1"_s).mid(0, 3),
              (QStringList{u"ready http://mi1:9201/healthz"_s, u"liveness http://mi1:9201/liveness"_s,
                           u"url tcp://mi1:8253"_s}));
    for (const char *url : {"https://mi1:9164", "https://mi1"}) {
        VendorBench management(nodeAt(url));
        EXPECT_EQ(management.plan(u"mi1"_s),
                  (QStringList{u"ready http://mi1:9201/healthz"_s, u"liveness http://mi1:9201/liveness"_s,
                               u"port.8290 tcp://mi1:8290"_s, u"management https://mi1:9164/management"_s,
                               u"metrics http://mi1:9201/metric-service/metrics"_s}));
        EXPECT_TRUE(management.probe(u"mi1"_s, u"management"_s)->isPrimary);
        EXPECT_FALSE(management.probe(u"mi1"_s, u"ready"_s)->isPrimary);
    }
    // A site's own mapping of the internal port.
    EXPECT_EQ(VendorBench(nodeAt("http://mi1:31201")).plan(u"mi1"_s),
              (QStringList{u"ready http://mi1:31201/healthz"_s, u"liveness http://mi1:31201/liveness"_s,
                           u"port.8290 tcp://mi1:8290"_s, u"management http://mi1:31201/management"_s,
                           u"metrics http://mi1:31201/metric-service/metrics"_s}));
}

TEST_F(MicroIntegratorTest, AnOffsetReplacesTheTen)
{
    const auto plan = [](const char *url, const char *offset) {
        VendorBench made(nodeAt(url, QByteArray(R"(,"portOffset":)").append(offset).append(WithLogin).constData()));
        made.credentials.password = Secret("hush");
        return made.plan(u"mi1"_s);
    };
    const QStringList three{u"ready http://mi1:9194/healthz"_s,
                            u"liveness http://mi1:9194/liveness"_s,
                            u"port.8290 tcp://mi1:8283"_s,
                            u"management http://mi1:9194/management"_s,
                            u"metrics http://mi1:9194/metric-service/metrics"_s,
                            u"applications https://mi1:9157/management/applications"_s};
    EXPECT_EQ(plan("http://mi1:9194", "3"), three);
    EXPECT_EQ(plan("http://mi1", "3"), three);
    EXPECT_EQ(plan("http://mi1:8283", "3")[2], u"url tcp://mi1:8283"_s);
    EXPECT_EQ(plan("https://mi1:9157", "3")[3], u"management https://mi1:9157/management"_s);
    EXPECT_EQ(plan("http://mi1", "10").first(), u"ready http://mi1:9201/healthz"_s);
    EXPECT_EQ(plan("http://mi1", "0").first(), u"ready http://mi1:9191/healthz"_s);
    EXPECT_EQ(plan("http://mi1", "200").mid(2, 1), QStringList{u"port.8290 tcp://mi1:8480"_s});
    EXPECT_EQ(plan("http://mi1", "200").last(), u"applications https://mi1:9354/management/applications"_s);
}

TEST_F(MicroIntegratorTest, ReadyNodes)
{
    const Observation observation = ready("4.2.0/healthz");
    EXPECT_EQ(observation.outcome.kind, Kind::Answered);
    EXPECT_TRUE(observation.outcome.isFromNode);
    EXPECT_EQ(factOf<HealthFact>(observation)->healthy, true);
    EXPECT_TRUE(factOf<HealthFact>(observation)->isDeep);
    EXPECT_EQ(factOf<IdentityFact>(observation)->version, u"4.2.0"_s);
    EXPECT_EQ(factOf<SettingsFact>(observation)->values.value(u"update level"_s), u"none"_s); // the text "null"
    EXPECT_EQ(factOf<SettingsFact>(ready("4.2.0/healthz-updated"))->values.value(u"update level"_s), u"57"_s);
    const Observation old = ready("4.0.0/healthz");
    EXPECT_EQ(factOf<HealthFact>(old)->healthy, true);
    EXPECT_EQ(factOf<IdentityFact>(old)->version, u"4.0.0"_s);
    EXPECT_EQ(factOf<SettingsFact>(old), nullptr); // none was said
}

TEST_F(MicroIntegratorTest, NotReadyIs500)
{
    struct Row
    {
        const char *file;
        QStringList rows;
        const char *version;
    };
    for (const Row &row :
         {Row{"4.1.0/healthz-faulty", {u"invalidCompositeApplication_1.0.0.car failed: faulty CApp"_s}, "4.1.0"},
          Row{"4.1.0/healthz-two-faulty", {u"a.car failed: faulty CApp"_s, u"b.car failed: faulty CApp"_s}, "4.1.0"},
          Row{"4.0.0/healthz-faulty", {u"a.car failed: faulty CApp"_s}, "4.0.0"}}) {
        const Observation observation = ready(row.file);
        EXPECT_EQ(observation.outcome.kind, Kind::Answered) << row.file;
        EXPECT_EQ(factOf<HealthFact>(observation)->healthy, false);
        EXPECT_EQ(factOf<HealthFact>(observation)->phase, Phase::Serving);
        EXPECT_EQ(rowsOf(factOf<HealthFact>(observation)->components), row.rows);
        EXPECT_EQ(factOf<IdentityFact>(observation)->version, QString::fromLatin1(row.version));
    }
    const Observation empty = ready("4.2.0/healthz-empty");
    EXPECT_EQ(empty.outcome.kind, Kind::Answered);
    EXPECT_EQ(factOf<HealthFact>(empty)->healthy, false);
    EXPECT_EQ(factOf<HealthFact>(empty)->message, u"not ready, and it does not say why"_s);
    const Observation other = bench.read(u"mi1"_s, u"ready"_s, FakeHttp::answer(503, R"({"status":"ready"})"));
    EXPECT_EQ(other.outcome.kind, Kind::Unexpected);
    const Observation said = bench.read(u"mi1"_s, u"ready"_s, FakeHttp::answer(500, R"({"status":"not ready"})"));
    EXPECT_EQ(factOf<HealthFact>(said)->message, u"not ready"_s);
}

TEST_F(MicroIntegratorTest, ReadinessThatIsSwitchedOff)
{
    const Observation observation = ready("4.2.0/not-found");
    EXPECT_EQ(observation.outcome.kind, Kind::Unexpected);
    EXPECT_EQ(observation.outcome.detail, u"HTTP 404: no readiness probe (switched off, or before 1.2.0)"_s);
}

TEST_F(MicroIntegratorTest, Liveness)
{
    EXPECT_EQ(bench.read(u"mi1"_s, u"liveness"_s, current("liveness")).outcome.kind, Kind::Answered);
    EXPECT_EQ(bench.read(u"mi1"_s, u"liveness"_s, recorded("4.1.0/liveness")).outcome.kind, Kind::Absent);
}

TEST_F(MicroIntegratorTest, ManagementTellsTheVersion)
{
    const Observation observation = bench.read(u"mi1"_s, u"management"_s, current("management"));
    EXPECT_EQ(observation.outcome.kind, Kind::Answered);
    EXPECT_EQ(factOf<IdentityFact>(observation)->version, u"4.2.0"_s);
    EXPECT_EQ(factOf<HealthFact>(observation), nullptr);
    EXPECT_EQ(bench.read(u"mi1"_s, u"management"_s, current("not-found")).outcome.kind, Kind::Absent);
    VendorBench primary(nodeAt("https://mi1:9164"));
    EXPECT_TRUE(factOf<HealthFact>(primary.read(u"mi1"_s, u"management"_s, current("management")))->isOnlyAlive);
    const Observation error = primary.read(u"mi1"_s, u"management"_s, FakeHttp::answer(502, "<html>", ""));
    EXPECT_EQ(error.outcome.kind, Kind::Unexpected);
    EXPECT_EQ(error.outcome.detail, u"HTTP 502"_s);
}

TEST_F(MicroIntegratorTest, Applications)
{
    const Observation well = applications("4.2.0/applications");
    EXPECT_EQ(well.outcome.kind, Kind::Answered);
    EXPECT_EQ(factOf<SettingsFact>(well)->values.value(u"CApps"_s),
              u"BillingCompositeExporter_2.0.1.car, OrdersCompositeExporter_1.2.0.car"_s);
    EXPECT_TRUE(factOf<ComponentsFact>(well)->components.empty());
    const Observation faulty = applications("4.2.0/applications-faulty");
    EXPECT_EQ(factOf<SettingsFact>(faulty)->values.value(u"CApps"_s), u"none"_s);
    EXPECT_EQ(rowsOf(factOf<ComponentsFact>(faulty)->components),
              QStringList{u"FaultyCAppCompositeExporter_1.0.0.car failed: faulty CApp"_s});
    EXPECT_EQ(factOf<SettingsFact>(applications("4.0.0/applications"))->values.value(u"CApps"_s),
              u"OrdersCompositeExporter_1.2.0.car"_s);
    EXPECT_EQ(applications("4.2.0/management-unauthorized").outcome.kind, Kind::Rejected);
    EXPECT_EQ(applications("4.2.0/management-forbidden").outcome.kind, Kind::Forbidden);
    EXPECT_EQ(applications("4.2.0/not-found").outcome.kind, Kind::Absent);
    const Observation full = applications("4.2.0/login-too-many");
    EXPECT_EQ(full.outcome.kind, Kind::Unexpected);
    EXPECT_EQ(full.outcome.detail, u"HTTP 500: Max concurrent access limit exceeded"_s);
}

TEST_F(MicroIntegratorTest, MetricsWithTheirFormattingFaults)
{
    const Observation observation = bench.read(u"mi1"_s, u"metrics"_s, current("metrics"));
    EXPECT_EQ(observation.outcome.kind, Kind::Answered);
    const MetricsFact *metrics = factOf<MetricsFact>(observation);
    ASSERT_NE(metrics, nullptr);
    EXPECT_EQ(metrics->threads, 84.0);
    EXPECT_FALSE(metrics->goroutines.has_value());
    EXPECT_EQ(metrics->startTime, 1795203991.0);
    EXPECT_EQ(metrics->series.value(u"jvm_threads_daemon"_s), 31.0);
    EXPECT_EQ(metrics->series.value(u"jvm_memory_bytes_used"_s), 350000000.0);
    EXPECT_EQ(metrics->series.value(u"open_fds"_s), 412.0);
    EXPECT_EQ(metrics->series.value(u"integration_server_up"_s), 1795204000.0); // a moment, after blanks in its labels
    EXPECT_EQ(metrics->series.size(), 6);
    // Without the JVM's own, the server's start is the process's.
    const Observation bare =
        bench.read(u"mi1"_s, u"metrics"_s,
                   FakeHttp::answer(200, "wso2_integration_server_up{host=\"a\", port=\"1\"} 1.795204E9\n"));
    EXPECT_EQ(factOf<MetricsFact>(bare)->startTime, 1795204000.0);
    const Observation down =
        bench.read(u"mi1"_s, u"metrics"_s, FakeHttp::answer(200, "wso2_integration_server_up{host=\"a\"} 0.0\n"));
    EXPECT_FALSE(factOf<MetricsFact>(down)->startTime.has_value());
    const Observation off = bench.read(u"mi1"_s, u"metrics"_s, current("not-found"));
    EXPECT_EQ(off.outcome.kind, Kind::Absent);
    EXPECT_EQ(off.outcome.detail, u"not started with -DenablePrometheusApi=true"_s);
}

TEST_F(MicroIntegratorTest, WellNodesHaveNoFinding)
{
    EXPECT_EQ(bench.round().findings(), QStringList{});
    EXPECT_EQ(bench.evaluation.state, State::Ok);
    EXPECT_EQ(bench.verdict(), u"mi1 is healthy on 4.2.0."_s);
    for (const char *url : {"http://mi1:8290", "https://mi1:8253", "https://mi1:9164"}) {
        VendorBench other(nodeAt(url));
        makeWell(other);
        EXPECT_EQ(other.round().findings(), QStringList{}) << url;
        EXPECT_EQ(other.evaluation.state, State::Ok) << url;
        EXPECT_EQ(other.facts(u"mi1"_s).identity->value.version, u"4.2.0"_s);
    }
    VendorBench old(nodeAt("http://mi1:9201"));
    makeWell(old);
    old.replies[u"/healthz"_s] = recorded("4.0.0/healthz");
    old.replies[u"/liveness"_s] = recorded("4.1.0/liveness");
    EXPECT_EQ(old.round().findings(), QStringList{});
    EXPECT_EQ(old.evaluation.state, State::Ok);
}

TEST_F(MicroIntegratorTest, FaultyCAppsAreNamedInTheReport)
{
    bench.replies[u"/healthz"_s] = recorded("4.1.0/healthz-faulty");
    EXPECT_EQ(bench.round().findings(), QStringList{u"critical component.failed mi1 "
                                                    "component=invalidCompositeApplication_1.0.0.car message=faulty "
                                                    "CApp"_s});
    EXPECT_TRUE(bench.verdict().contains(u"invalidCompositeApplication_1.0.0.car fails on mi1"_s))
        << bench.verdict().toStdString();
    bench.replies[u"/healthz"_s] = recorded("4.1.0/healthz-two-faulty");
    EXPECT_EQ(bench.round(15).findings(),
              (QStringList{u"critical component.failed mi1 component=a.car message=faulty CApp"_s,
                           u"critical component.failed mi1 component=b.car message=faulty CApp"_s}));
    // Some hold that it is fit to serve all the same.
    VendorBench mild(nodeAt("http://mi1:9201", "", R"(,"rules":{"severity":{"component.failed":"warning"}})"));
    makeWell(mild);
    mild.replies[u"/healthz"_s] = recorded("4.1.0/healthz-faulty");
    EXPECT_EQ(mild.round().findings(), QStringList{u"warning component.failed mi1 "
                                                   "component=invalidCompositeApplication_1.0.0.car message=faulty "
                                                   "CApp"_s});
    EXPECT_EQ(mild.evaluation.state, State::Warning);
}

TEST_F(MicroIntegratorTest, OneFaultyCAppOfTwoSourcesIsOneFinding)
{
    VendorBench known(nodeAt("http://mi1:9201", WithLogin));
    makeWell(known);
    known.replies[u"/management/applications"_s] = current("applications-faulty");
    const QString faulty =
        u"critical component.failed mi1 component=FaultyCAppCompositeExporter_1.0.0.car message=faulty CApp"_s;
    // With hot deployment on, 1.2.0 calls itself ready all the same.
    EXPECT_EQ(known.round().findings(), QStringList{faulty});
    known.replies[u"/healthz"_s] =
        FakeHttp::answer(500, R"({"version":"4.2.0", "update_level":"null", "status": "not ready, faulty CAPPs )"
                              R"(detected", "Faulty CAPPs" : ["FaultyCAppCompositeExporter_1.0.0.car"]})");
    EXPECT_EQ(known.round(60).findings(), QStringList{faulty});
}

TEST_F(MicroIntegratorTest, NotReadyIsStartingWithinTheGraceAndAFaultAfterIt)
{
    bench.replies[u"/healthz"_s] = FakeHttp::failure(NetFailure::Refused);
    bench.round();
    EXPECT_EQ(bench.round(15).findings().first(), u"critical node.unreachable mi1 kind=refused"_s);
    bench.replies[u"/healthz"_s] = current("healthz-empty");
    EXPECT_EQ(bench.round(30).findings(), QStringList{u"warning node.starting mi1 startupGraceMs=120000"_s});
    EXPECT_EQ(bench.round(149).findings(), QStringList{u"warning node.starting mi1 startupGraceMs=120000"_s});
    EXPECT_EQ(bench.round(151).findings(),
              QStringList{u"critical node.unhealthy mi1 message=not ready, and it does not say why"_s});
    VendorBench hasty(nodeAt("http://mi1:9201", R"(,"startupGrace":"10s")"));
    makeWell(hasty);
    hasty.replies[u"/healthz"_s] = FakeHttp::failure(NetFailure::Refused);
    hasty.round();
    hasty.replies[u"/healthz"_s] = current("healthz-empty");
    EXPECT_EQ(hasty.round(15).findings(), QStringList{u"warning node.starting mi1 startupGraceMs=10000"_s});
    EXPECT_EQ(hasty.round(30).findings(),
              QStringList{u"critical node.unhealthy mi1 message=not ready, and it does not say why"_s});
    // Who was never seen to start is ill.
    VendorBench seen(nodeAt("http://mi1:9201"));
    makeWell(seen);
    seen.replies[u"/healthz"_s] = current("healthz-empty");
    EXPECT_EQ(seen.round().findings(),
              QStringList{u"critical node.unhealthy mi1 message=not ready, and it does not say why"_s});
}

TEST_F(MicroIntegratorTest, AContainerThatDoesNotPublishItsProbesIsNotDown)
{
    VendorBench hidden(nodeAt("http://mi1:8290"));
    hidden.open = {u":8290"_s};
    EXPECT_EQ(hidden.round().findings(),
              QStringList{u"unknown access.not_allowed mi1 detail=port 9201 refuses: not published, or its probes are "
                          "switched off"_s});
    EXPECT_EQ(hidden.round(15).evaluation.state, State::Unknown);
    EXPECT_EQ(hidden.state(u"mi1"_s), State::Unknown);
    hidden.open.clear();
    hidden.round(30);
    EXPECT_EQ(hidden.round(45).findings(), QStringList{u"critical node.unreachable mi1 kind=refused"_s});
    // The url itself refuses: that is what it was told to ask.
    bench.replies.clear();
    bench.round();
    EXPECT_EQ(bench.round(15).findings(), QStringList{u"critical node.unreachable mi1 kind=refused"_s});
}

TEST_F(MicroIntegratorTest, AClosedTrafficPortReachesTheReport)
{
    VendorBench hidden(nodeAt("http://mi1:9201"));
    hidden.replies = bench.replies;
    hidden.round();
    EXPECT_EQ(hidden.round(15).findings(), QStringList{}) << "it never was open to this workstation";

    bench.round();
    bench.open.clear();
    EXPECT_EQ(bench.round(15).findings(), QStringList{}) << "once is no time";
    EXPECT_EQ(
        bench.round(30).findings(),
        QStringList{u"critical component.failed mi1 component=port 8290 message=connection refused: API traffic"_s});
}

TEST_F(MicroIntegratorTest, OneLoginServesManyPolls)
{
    VendorBench known(nodeAt("http://mi1:9201", WithLogin));
    makeWell(known);
    QString valid = u"eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhZG1pbiJ9.c2lnbmF0dXJl"_s;
    known.special = [&](const HttpRequest &request) -> std::optional<FakeHttp::Reply> {
        const auto &secrets = request.secretHeaders;
        const QByteArray sent =
            secrets.size() == 1 && secrets[0].first == "Authorization" ? secrets[0].second.reveal() : "";
        if (request.url.path() == u"/management/login"_s)
            return sent == "Basic YWRtaW46aHVzaA=="
                       ? FakeHttp::answer(200, QByteArray(R"({"AccessToken":")").append(valid.toLatin1()).append("\"}"))
                       : current("management-unauthorized");
        if (request.url.path() == u"/management/applications"_s)
            return sent == "Bearer " + valid.toLatin1() ? current("applications") : current("management-unauthorized");
        EXPECT_TRUE(secrets.empty()) << request.url.path().toStdString();
        return {};
    };
    for (int minute = 0; minute < 45; ++minute)
        EXPECT_EQ(known.round(minute * 60).findings(), QStringList{});
    EXPECT_EQ(known.count(u"applications"_s), 46);
    EXPECT_EQ(logins(known), 1);
    // A restart forgets all tokens: one more login, within the same run.
    valid = u"another"_s;
    EXPECT_EQ(known.round(45 * 60).findings(), QStringList{});
    EXPECT_EQ(logins(known), 2);
    EXPECT_EQ(known.round(46 * 60).findings(), QStringList{});
    EXPECT_EQ(logins(known), 2);
    // It is renewed before its hour is over.
    EXPECT_EQ(known.round((45 + 51) * 60).findings(), QStringList{});
    EXPECT_EQ(logins(known), 3);
    for (const VendorBench::Asked &one : known.asked) {
        if (!one.request->secretHeaders.empty()) {
            EXPECT_EQ(one.request->url.scheme(), u"https"_s);
        }
    }
}

TEST_F(MicroIntegratorTest, ALoginThatIsRefusedIsTriedOnceInARun)
{
    VendorBench known(nodeAt("http://mi1:9201", WithLogin));
    makeWell(known);
    known.replies[u"/management/login"_s] = current("management-unauthorized");
    EXPECT_EQ(known.round().findings(), QStringList{u"warning auth.rejected mi1 status=401 detail=HTTP 401"_s});
    EXPECT_EQ(logins(known), 1);
    known.replies[u"/management/login"_s] = current("login-too-many");
    EXPECT_EQ(known.round(60).findings(), QStringList{u"warning answer.unexpected mi1 status=500 detail=HTTP 500: Max "
                                                      "concurrent access limit exceeded"_s});
    // The login is taken, but its token opens nothing.
    known.replies[u"/management/login"_s] = current("login");
    known.replies[u"/management/applications"_s] = current("management-unauthorized");
    EXPECT_EQ(known.round(120).findings(), QStringList{u"warning auth.rejected mi1 status=401 detail=HTTP 401"_s});
    EXPECT_EQ(logins(known), 3);
}

TEST_F(MicroIntegratorTest, ATokenIsNeverShownAndNeverBreaksAHeader)
{
    VendorBench known(nodeAt("http://mi1:9201", WithLogin));
    makeWell(known);
    known.replies[u"/management/login"_s] = FakeHttp::answer(200, R"({"accessToken":"s3cret-token"})");
    known.round();
    EXPECT_EQ(known.findings(), QStringList{u"warning answer.malformed mi1 status=200 detail=HTTP 200"_s});
    EXPECT_FALSE(QJsonDocument(toReport(*known.clusterState())).toJson().contains("s3cret"));
    for (const char *token : {R"(a\r\nX-Evil: 1)", R"(a b)", R"(a\u0000b)", R"(a\u20ac)"}) {
        VendorBench other(nodeAt("http://mi1:9201", WithLogin));
        makeWell(other);
        other.replies[u"/management/login"_s] =
            FakeHttp::answer(200, QByteArray(R"({"AccessToken":")").append(token).append("\"}"));
        other.round();
        for (const VendorBench::Asked &one : other.asked)
            EXPECT_NE(one.request->url.path(), u"/management/applications"_s) << token;
    }
}

TEST_F(MicroIntegratorTest, NodesOfAClusterHaveTheSameCAppsAndUpdateLevel)
{
    VendorBench two(TwoNodes);
    makeWell(two);
    EXPECT_EQ(two.round().findings(), QStringList{});
    two.replies[u"mi2:9164/management/applications"_s] = current("applications-other");
    two.replies[u"mi2:9201/healthz"_s] = current("healthz-updated");
    EXPECT_EQ(two.round(60).findings(), (QStringList{u"warning setting.mismatch mi1,mi2 setting=CApps"_s,
                                                     u"warning setting.mismatch mi1,mi2 setting=update level"_s}));
    const QJsonObject values = two.evaluation.findings[0].evidence[u"values"_s].toObject();
    EXPECT_EQ(values.keys(), (QStringList{u"BillingCompositeExporter_2.0.1.car, OrdersCompositeExporter_1.1.0.car"_s,
                                          u"BillingCompositeExporter_2.0.1.car, OrdersCompositeExporter_1.2.0.car"_s}));
    two.replies[u"mi2:9201/healthz"_s] = recorded("4.0.0/healthz");
    two.round(120);
    ASSERT_NE(two.find(Code::VersionMismatch), nullptr);
    EXPECT_EQ(two.find(Code::VersionMismatch)->evidence[u"versions"_s].toObject().keys(),
              (QStringList{u"4.0.0"_s, u"4.2.0"_s}));
}

TEST_F(MicroIntegratorTest, ALongListOfCAppsIsComparedWhole)
{
    const auto listOf = [](int last) {
        QByteArray body = R"({"activeList":[)";
        for (int i = 0; i < 60; ++i)
            body += R"({"name":"Application)" + QByteArray::number(i) + R"(CompositeExporter","version":"1.0.)" +
                    QByteArray::number(i == 59 ? last : 0) + "\"},";
        body.chop(1);
        return FakeHttp::answer(200, body + "]}");
    };
    VendorBench two(TwoNodes);
    makeWell(two);
    two.replies[u"/management/applications"_s] = listOf(0);
    EXPECT_EQ(two.round().findings(), QStringList{});
    two.replies[u"mi2:9164/management/applications"_s] = listOf(1);
    EXPECT_EQ(two.round(60).findings(), QStringList{u"warning setting.mismatch mi1,mi2 setting=CApps"_s});
}

TEST_F(MicroIntegratorTest, MetricsAreMissedWhereTheFileAsksForThem)
{
    VendorBench asking(nodeAt("http://mi1:9201", R"(,"metrics":{"port":9201,"path":"/metric-service/metrics"})"));
    makeWell(asking);
    EXPECT_EQ(asking.round().findings(), QStringList{u"info metrics.unavailable mi1 kind=absent"_s});
    EXPECT_EQ(asking.evaluation.state, State::Ok);
    asking.replies[u"/metric-service/metrics"_s] = current("metrics");
    EXPECT_EQ(asking.round(15).findings(), QStringList{});
    ASSERT_EQ(asking.facts(u"mi1"_s).trend.size(), 1U);
    EXPECT_EQ(asking.facts(u"mi1"_s).trend[0].second, 84.0);
    VendorBench off(nodeAt("http://mi1:9201", R"(,"metrics":false)"));
    EXPECT_EQ(off.probe(u"mi1"_s, u"metrics"_s), nullptr);
}

TEST_F(MicroIntegratorTest, TheManagementsOwnWordsAreGenericProbes)
{
    VendorBench probed(R"({"schema":1,"name":"esb","product":"wso2-mi","nodes":[{"name":"mi1","url":"http://mi1:9201"}],
        "probes":[{"name":"server","node":"mi1","path":"/management/server",
                   "expectJson":{"$.productVersion":"4.2.0"}}]})");
    makeWell(probed);
    probed.replies[u"/management/server"_s] = current("server");
    EXPECT_EQ(probed.round().findings(), QStringList{});
    probed.replies[u"/management/server"_s] = current("management-unauthorized");
    EXPECT_EQ(probed.round(15).findings(), QStringList{u"critical probe.failed mi1 probe=server got=HTTP 401"_s});
}

TEST_F(MicroIntegratorTest, HostileAnswersAreBounded)
{
    VendorBench known(nodeAt("http://mi1:9201", WithLogin));
    makeWell(known);
    for (const ProbeSpecPtr &spec : known.probes(TargetId{0})) {
        if (!spec->isHttp())
            continue;
        const QByteArray whole = spec->id == u"metrics"_s        ? current("metrics").result.body.left(600)
                                 : spec->id == u"management"_s   ? current("management").result.body
                                 : spec->id == u"applications"_s ? current("applications-faulty").result.body
                                                                 : recorded("4.1.0/healthz-two-faulty").result.body;
        for (const QByteArray &body : hostileBodies(whole)) {
            for (const int status : {200, 500, 0}) {
                const Observation observation = known.read(u"mi1"_s, spec->id, FakeHttp::answer(status, body));
                expectBounded(observation);
                if (const HealthFact *health = factOf<HealthFact>(observation); health && status != 200) {
                    EXPECT_EQ(health->healthy, false);
                }
            }
        }
        // Whatever a login says, it is a token or none.
        if (spec->session) {
            for (const QByteArray &body : hostileBodies(current("login").result.body))
                spec->session->open(FakeHttp::answer(200, body).result, known.now());
        }
    }
}

TEST_F(MicroIntegratorTest, TruncatedReadinessIsMalformedAtEveryByte)
{
    const QByteArray whole = current("healthz").result.body;
    for (qsizetype length = 0; length < whole.size(); ++length) {
        const Observation observation = bench.read(u"mi1"_s, u"ready"_s, FakeHttp::answer(200, whole.left(length)));
        ASSERT_EQ(observation.outcome.kind, Kind::Malformed) << length;
        EXPECT_TRUE(observation.facts.empty());
    }
}

TEST_F(MicroIntegratorTest, TenThousandCAppsAreBounded)
{
    QByteArray names;
    QByteArray rows;
    for (int i = 0; i < 10000; ++i) {
        names += "\"a" + QByteArray::number(i) + ".car\",";
        rows += R"({"name":"a)" + QByteArray::number(i) + R"(","version":"1"},)";
    }
    names.chop(1);
    rows.chop(1);
    const Observation observation =
        bench.read(u"mi1"_s, u"ready"_s,
                   FakeHttp::answer(500, R"({"version":"4.2.0","status":"not ready","Faulty CAPPs":[)" + names + "]}"));
    EXPECT_EQ(factOf<HealthFact>(observation)->components.size(), 2000U);
    expectBounded(observation);
    VendorBench known(nodeAt("http://mi1:9201", WithLogin));
    makeWell(known);
    const Observation list =
        known.read(u"mi1"_s, u"applications"_s,
                   FakeHttp::answer(200, R"({"activeList":[)" + rows + R"(],"faultyList":[)" + rows + "]}"));
    EXPECT_EQ(factOf<ComponentsFact>(list)->components.size(), 2000U);
    EXPECT_LE(factOf<SettingsFact>(list)->values.value(u"CApps"_s).size(), 160);
    expectBounded(list);
}

TEST_F(MicroIntegratorTest, WrongTypesAreUnknown)
{
    for (const char *body : {R"({"status":true})", R"({"status":["ready"]})", R"(["ready"])", R"("ready")", "{}"}) {
        const Observation observation = bench.read(u"mi1"_s, u"ready"_s, FakeHttp::answer(200, body));
        EXPECT_EQ(observation.outcome.kind, Kind::Malformed) << body;
        EXPECT_EQ(factOf<HealthFact>(observation), nullptr) << body;
    }
    const Observation names = bench.read(
        u"mi1"_s, u"ready"_s, FakeHttp::answer(500, R"({"status":"not ready","Faulty CAPPs":[1,null,{},"a.car"]})"));
    EXPECT_EQ(rowsOf(factOf<HealthFact>(names)->components), QStringList{u"a.car failed: faulty CApp"_s});
    const Observation text =
        bench.read(u"mi1"_s, u"ready"_s, FakeHttp::answer(500, R"({"status":"not ready","Faulty CAPPs":"a.car"})"));
    EXPECT_EQ(factOf<HealthFact>(text)->message, u"not ready"_s);
}

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "unit/products/VendorBench.h"

using namespace rollcall;
using namespace rollcall::test;
using Kind = Outcome::Kind;

namespace {

const QByteArray OneNode =
    R"({"schema":1,"name":"images","product":"portus","nodes":[{"name":"pt1","url":"http://pt1:3000"}]})";
const QByteArray TwoNodes = R"({"schema":1,"name":"images","product":"portus","nodes":[
    {"name":"pt1","url":"http://pt1:3000"},{"name":"pt2","url":"http://pt2:3000"}]})";
const QByteArray WithLogin = R"({"schema":1,"name":"images","product":"portus",
    "login":{"user":"rollcall","password":{"env":"PORTUS"}},"nodes":[{"name":"pt1","url":"http://pt1:3000"}]})";

FakeHttp::Reply recorded(const char *name)
{
    return VendorBench::recorded(u"portus/"_s + QLatin1StringView(name));
}

FakeHttp::Reply current(const char *name)
{
    return recorded(QByteArray("2.4.3/").append(name).constData());
}

struct PortusTest : testing::Test
{
    static void makeWell(VendorBench &bench)
    {
        bench.replies[u"/api/v1/_ping"_s] = current("ping");
        bench.replies[u"/api/v1/health"_s] = current("health");
        bench.replies[u"/api/version"_s] = current("version");
    }
    void SetUp() override { makeWell(bench); }
    Observation health(const char *name) { return bench.read(u"pt1"_s, u"health"_s, recorded(name)); }
    QStringList reportOf(const char *name)
    {
        bench.replies[u"/api/v1/health"_s] = recorded(name);
        return bench.round(m_second += 60).findings();
    }

    VendorBench bench{OneNode};

private:
    double m_second = 0;
};

} // namespace

TEST_F(PortusTest, ANodeIsAskedTheseQuestions)
{
    EXPECT_EQ(bench.plan(u"pt1"_s),
              (QStringList{u"ping http://pt1:3000/api/v1/_ping"_s, u"health http://pt1:3000/api/v1/health"_s}));
    const ProbeSpecPtr health = bench.probe(u"pt1"_s, u"health"_s);
    EXPECT_EQ(health->http().timeout, std::chrono::seconds(20)); // a Rails is booted for each answer
    EXPECT_EQ(health->interval, std::chrono::minutes(1));
    EXPECT_TRUE(health->isSlowByNature);
    EXPECT_FALSE(health->isPrimary);
    ASSERT_EQ(health->fallbacks.size(), 1U);
    EXPECT_EQ(health->fallbacks[0]->url.toString(), u"http://pt1:3000/_health"_s);
    EXPECT_EQ(health->fallbacks[0]->timeout, std::chrono::seconds(20));
    const ProbeSpecPtr ping = bench.probe(u"pt1"_s, u"ping"_s);
    EXPECT_TRUE(ping->isPrimary);
    EXPECT_EQ(ping->http().timeout, std::chrono::seconds(5));
    ASSERT_EQ(ping->fallbacks.size(), 1U);
    EXPECT_EQ(ping->fallbacks[0]->url.toString(), u"http://pt1:3000/_ping"_s);
    for (const ProbeSpecPtr &spec : bench.probes(TargetId{0}))
        EXPECT_EQ(spec->http().maxRedirects, 0);
}

TEST_F(PortusTest, PingIsItsStatusAlone)
{
    for (const char *name : {"2.4.3/ping", "2.3.0/ping", "head-2017/ping"}) {
        const Observation observation = bench.read(u"pt1"_s, u"ping"_s, recorded(name));
        EXPECT_EQ(observation.outcome.kind, Kind::Answered) << name;
        const HealthFact *health = factOf<HealthFact>(observation);
        ASSERT_NE(health, nullptr);
        EXPECT_EQ(health->healthy, true);
        EXPECT_TRUE(health->isOnlyAlive);
        EXPECT_FALSE(health->isDeep);
    }
    const Observation old = bench.read(u"pt1"_s, u"ping"_s, recorded("2.2.0/page-not-found"));
    EXPECT_EQ(old.outcome.kind, Kind::Unexpected);
    EXPECT_EQ(old.outcome.detail, u"HTTP 404: no health API (Portus before 2.3)"_s);
}

TEST_F(PortusTest, HealthyAnswersOfEachRelease)
{
    struct Row
    {
        const char *file;
        QStringList rows;
        QString names;
    };
    const QString database = u"database ok: database is up-to-date"_s;
    const QString registry = u"registry ok: registry is reachable"_s;
    for (const Row &row : {Row{"2.3.0/health-clair",
                               {u"clair ok: clair is reachable"_s, database, registry},
                               u"clair, database, registry"_s},
                           Row{"2.4.3/health", {database, registry}, u"database, registry"_s},
                           Row{"head-2017/health", {database, registry}, u"database, registry"_s},
                           Row{"2.4.3/health-ldap",
                               {database, u"ldap ok: LDAP server is reachable"_s, registry},
                               u"database, ldap, registry"_s}}) {
        const Observation observation = health(row.file);
        EXPECT_EQ(observation.outcome.kind, Kind::Answered) << row.file;
        EXPECT_TRUE(observation.outcome.isFromNode);
        const HealthFact *fact = factOf<HealthFact>(observation);
        ASSERT_NE(fact, nullptr);
        EXPECT_EQ(fact->healthy, true);
        EXPECT_TRUE(fact->isDeep);
        EXPECT_EQ(rowsOf(fact->components), row.rows);
        EXPECT_EQ(factOf<SettingsFact>(observation)->values.value(u"components"_s), row.names);
    }
}

TEST_F(PortusTest, IllAnswers)
{
    struct Row
    {
        const char *file;
        const char *ill;
    };
    for (const Row &row : {Row{"health-no-registry", "registry failed (optional): no registry configured"},
                           Row{"health-registry-refused", "registry failed: SocketError: connection refused"},
                           Row{"health-registry-class", "registry failed: Class: something"},
                           Row{"health-initializing", "database failed: database is initializing"},
                           Row{"health-database-down", "database failed: cannot connect to database"},
                           Row{"health-ldap-credentials", "ldap failed: Invalid Credentials (code 49)"},
                           Row{"health-ldap-error", "ldap failed: error"},
                           Row{"health-clair-down", "clair failed: clair is not reachable: SocketError"},
                           Row{"health-registry-tls",
                               "registry failed: OpenSSL::SSL::SSLError: could not stablish connection: SSL error"}}) {
        const Observation observation = bench.read(u"pt1"_s, u"health"_s, current(row.file));
        EXPECT_EQ(observation.outcome.kind, Kind::Answered) << row.file;
        const HealthFact *fact = factOf<HealthFact>(observation);
        ASSERT_NE(fact, nullptr);
        EXPECT_EQ(fact->healthy, false) << row.file;
        EXPECT_TRUE(rowsOf(fact->components).contains(QString::fromLatin1(row.ill))) << row.ill;
    }
}

TEST_F(PortusTest, A500WithAMessageIsIll)
{
    const Observation observation = health("2.3.0/health-internal-error");
    EXPECT_EQ(observation.outcome.kind, Kind::Answered);
    EXPECT_TRUE(observation.outcome.isFromNode);
    EXPECT_EQ(factOf<HealthFact>(observation)->healthy, false);
    EXPECT_EQ(factOf<HealthFact>(observation)->message,
              u"Internal server error: Mysql2::Error: Can't connect to MySQL server on 'db' (115)"_s);
    EXPECT_EQ(factOf<SettingsFact>(observation), nullptr);
    // A message with another status is no word on health.
    for (const int status : {400, 403, 405}) {
        const Observation other =
            bench.read(u"pt1"_s, u"health"_s, FakeHttp::answer(status, R"({"message":"Authorization fails"})"));
        EXPECT_EQ(other.outcome.kind, Kind::Unexpected) << status;
        EXPECT_EQ(factOf<HealthFact>(other), nullptr);
    }
}

TEST_F(PortusTest, AWebPageIsNoHealth)
{
    EXPECT_EQ(health("2.2.0/page-not-found").outcome.kind, Kind::Absent);
    const Observation error = health("2.2.0/page-error");
    EXPECT_EQ(error.outcome.kind, Kind::Unexpected);
    EXPECT_EQ(error.outcome.detail, u"HTTP 500: a web page"_s);
    FakeHttp::Reply page = recorded("2.2.0/page-error");
    page.result.status = 200;
    EXPECT_EQ(bench.read(u"pt1"_s, u"health"_s, page).outcome.kind, Kind::Unexpected);
    EXPECT_EQ(health("2.4.3/not-found").outcome.kind, Kind::Absent);
}

TEST_F(PortusTest, Versions)
{
    VendorBench known(WithLogin);
    known.credentials.password = Secret("app:token");
    const ProbeSpecPtr version = known.probe(u"pt1"_s, u"version"_s);
    ASSERT_NE(version, nullptr);
    EXPECT_EQ(version->http().url.toString(), u"http://pt1:3000/api/version"_s);
    ASSERT_EQ(version->http().secretHeaders.size(), 1U);
    EXPECT_EQ(version->http().secretHeaders[0].first, "Portus-Auth");
    EXPECT_EQ(version->http().secretHeaders[0].second.reveal(), "rollcall:app:token"); // any password
    const Observation release = known.read(u"pt1"_s, u"version"_s, current("version"));
    EXPECT_EQ(factOf<IdentityFact>(release)->version, u"2.4.3"_s);
    EXPECT_EQ(factOf<IdentityFact>(release)->build, QString());
    EXPECT_EQ(factOf<SettingsFact>(release), nullptr);
    const Observation development = known.read(u"pt1"_s, u"version"_s, recorded("2.5.0-dev/version"));
    EXPECT_EQ(factOf<IdentityFact>(development)->version, u"2.5.0-dev"_s);
    EXPECT_EQ(factOf<IdentityFact>(development)->build, u"0d2ddc5"_s);
    const Observation refused = known.read(u"pt1"_s, u"version"_s, current("version-unauthorized"));
    EXPECT_EQ(refused.outcome.kind, Kind::Rejected);
    EXPECT_EQ(refused.outcome.detail, u"Authentication fails"_s);
}

TEST_F(PortusTest, AnApplicationTokenBelongsToAUser)
{
    const auto sent = [](const QByteArray &json, const char *token) {
        VendorBench made(json);
        made.credentials.token = Secret(token);
        return made.probe(u"pt1"_s, u"version"_s)->http().secretHeaders.at(0).second.reveal();
    };
    EXPECT_EQ(sent(OneNode, "admin:abc"), "admin:abc");
    EXPECT_EQ(sent(WithLogin, "abc"), "rollcall:abc");
    EXPECT_EQ(sent(WithLogin, "admin:abc"), "admin:abc");
}

TEST_F(PortusTest, AWellNodeHasNoFinding)
{
    EXPECT_EQ(bench.round().findings(), QStringList{});
    EXPECT_EQ(bench.evaluation.state, State::Ok);
    for (const char *name : {"2.3.0/health-clair", "2.4.3/health-ldap"})
        EXPECT_EQ(reportOf(name), QStringList{});
}

TEST_F(PortusTest, AnUnsetRegistryOnlyWarns)
{
    EXPECT_EQ(reportOf("2.4.3/health-no-registry"),
              QStringList{u"warning component.failed pt1 component=registry message=no registry configured"_s});
    EXPECT_EQ(bench.evaluation.state, State::Warning);
    EXPECT_EQ(bench.verdict(), u"The registry fails on pt1 (no registry configured)."_s);
}

TEST_F(PortusTest, FailedPartsReachTheReport)
{
    EXPECT_EQ(
        reportOf("2.4.3/health-registry-refused"),
        QStringList{u"critical component.failed pt1 component=registry message=SocketError: connection refused"_s});
    EXPECT_EQ(bench.verdict(), u"The registry fails on pt1 (SocketError: connection refused)."_s);
    EXPECT_EQ(reportOf("2.4.3/health-initializing"),
              (QStringList{u"critical component.failed pt1 component=database message=database is initializing"_s,
                           u"warning component.failed pt1 component=registry message=no registry configured"_s}));
    EXPECT_EQ(reportOf("2.4.3/health-clair-down"), QStringList{u"critical component.failed pt1 component=clair "
                                                               "message=clair is not reachable: SocketError"_s});
    EXPECT_EQ(bench.verdict(), u"Clair fails on pt1 (clair is not reachable: SocketError)."_s);
    EXPECT_EQ(reportOf("2.4.3/health-ldap-credentials"),
              QStringList{u"critical component.failed pt1 component=ldap message=Invalid Credentials (code 49)"_s});
    EXPECT_EQ(reportOf("2.3.0/health-internal-error"),
              QStringList{u"critical node.unhealthy pt1 message=Internal server error: Mysql2::Error: Can't connect "
                          "to MySQL server on 'db' (115)"_s});
    EXPECT_EQ(reportOf("2.4.3/health"), QStringList{});
}

TEST_F(PortusTest, ASlowHealthIsNothingToTell)
{
    bench.replies[u"/api/v1/health"_s].after = Milliseconds(6700);
    EXPECT_EQ(bench.round().findings(), QStringList{});
    bench.replies[u"/api/v1/health"_s] = FakeHttp::hang();
    EXPECT_EQ(bench.round(60).findings(), QStringList{u"warning answer.slow pt1 timeout=true"_s});
    bench.replies[u"/api/v1/health"_s] = current("health");
    bench.replies[u"/api/v1/_ping"_s].after = Milliseconds(2500);
    EXPECT_EQ(bench.round(120).findings(), QStringList{u"warning answer.slow pt1"_s});
}

TEST_F(PortusTest, TheHeadImagesOf2017AreAskedElsewhere)
{
    bench.replies = {{u"/_ping"_s, recorded("head-2017/ping")},
                     {u"/_health"_s, recorded("head-2017/health")},
                     {u"pt1:3000"_s, recorded("2.2.0/page-not-found")}};
    EXPECT_EQ(bench.round().findings(), QStringList{});
    EXPECT_EQ(bench.evaluation.state, State::Ok);
    EXPECT_EQ(bench.asked.size(), 4U);
    bench.round(60);
    EXPECT_EQ(bench.asked.size(), 6U); // what answered is asked first
}

TEST_F(PortusTest, BeforeTwoThreeThereIsNoHealthApi)
{
    bench.replies = {{u"pt1:3000"_s, recorded("2.2.0/page-not-found")}};
    EXPECT_EQ(bench.round().findings(), QStringList{u"warning answer.unexpected pt1 status=404 detail=HTTP 404: no "
                                                    "health API (Portus before 2.3)"_s});
}

TEST_F(PortusTest, NodesOfOneConfigurationHaveTheSameParts)
{
    VendorBench two(TwoNodes);
    makeWell(two);
    two.replies[u"pt2:3000/api/v1/health"_s] = current("health-ldap");
    EXPECT_EQ(two.round().findings(), QStringList{u"warning setting.mismatch pt1,pt2 setting=components"_s});
    // A part that fails is configured all the same; the order of the keys is the release's.
    two.replies[u"pt2:3000/api/v1/health"_s] = current("health-registry-refused");
    EXPECT_EQ(
        two.round(60).findings(),
        QStringList{u"critical component.failed pt2 component=registry message=SocketError: connection refused"_s});
}

TEST_F(PortusTest, HostileAnswersAreBounded)
{
    VendorBench known(WithLogin);
    known.credentials.password = Secret("token");
    for (const ProbeSpecPtr &spec : known.probes(TargetId{0})) {
        const QByteArray whole =
            spec->id == u"version"_s ? current("version").result.body : current("health-ldap-credentials").result.body;
        for (const QByteArray &body : hostileBodies(whole)) {
            for (const int status : {200, 503, 500}) {
                const Observation observation = known.read(u"pt1"_s, spec->id, FakeHttp::answer(status, body));
                expectBounded(observation);
                if (const HealthFact *fact = factOf<HealthFact>(observation); fact && status != 200) {
                    EXPECT_EQ(fact->healthy, false);
                }
            }
        }
    }
}

TEST_F(PortusTest, TruncatedHealthIsMalformedAtEveryByte)
{
    const QByteArray whole = current("health").result.body;
    for (const int status : {200, 503}) {
        for (qsizetype length = 0; length < whole.size(); ++length) {
            const Observation observation =
                bench.read(u"pt1"_s, u"health"_s, FakeHttp::answer(status, whole.left(length)));
            ASSERT_EQ(observation.outcome.kind, Kind::Malformed) << length;
            EXPECT_TRUE(observation.facts.empty());
        }
    }
}

TEST_F(PortusTest, TenThousandPartsAreBounded)
{
    QByteArray body = "{";
    for (int i = 0; i < 10000; ++i)
        body += "\"part" + QByteArray::number(i) + R"(":{"msg":"gone","success":false},)";
    body.chop(1);
    body += "}";
    const Observation observation = bench.read(u"pt1"_s, u"health"_s, FakeHttp::answer(503, body));
    EXPECT_EQ(factOf<HealthFact>(observation)->components.size(), 100U);
    EXPECT_LE(factOf<SettingsFact>(observation)->values.value(u"components"_s).size(), 160);
    expectBounded(observation);
}

TEST_F(PortusTest, WrongTypesAreUnknown)
{
    for (const char *body : {R"({"database":"ok"})", R"({"database":{"success":"true"}})", R"({"database":[]})",
                             R"([{"success":true}])", "{}"}) {
        const Observation observation = bench.read(u"pt1"_s, u"health"_s, FakeHttp::answer(200, body));
        EXPECT_EQ(observation.outcome.kind, Kind::Malformed) << body;
        EXPECT_TRUE(observation.facts.empty());
    }
    const Observation message =
        bench.read(u"pt1"_s, u"health"_s, FakeHttp::answer(503, R"({"database":{"success":false,"msg":["x"]}})"));
    EXPECT_EQ(rowsOf(factOf<HealthFact>(message)->components), QStringList{u"database failed"_s});
}

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "unit/products/VendorBench.h"

using namespace rollcall;
using namespace rollcall::test;
using Kind = Outcome::Kind;
using Phase = HealthFact::Phase;

namespace {

QByteArray nodeOf(const char *role, const char *url = "http://am1:9763", const char *more = "")
{
    QByteArray json = R"({"schema":1,"name":"apis","product":"wso2-apim","nodes":[{"name":"am1","url":")";
    json.append(url).append('"').append(more);
    if (*role)
        json.append(R"(,"role":")").append(role).append('"');
    return json + "}]}";
}

FakeHttp::Reply recorded(const char *name)
{
    return VendorBench::recorded(u"wso2-apim/"_s + QLatin1StringView(name));
}

struct ApimTest : testing::Test
{
    /// A node of any role with nothing wrong, of a release that has every answer.
    static void makeWell(VendorBench &bench)
    {
        bench.replies[u"/services/Version"_s] = recorded("4.6.0/version");
        bench.replies[u"/api/am/gateway/v2/server-startup-healthcheck"_s] = recorded("4.2.0/startup");
        bench.replies[u"/health-check"_s] = recorded("4.6.0/traffic");
        bench.replies[u"/health"_s] = recorded("4.2.0/websocket-health");
        bench.replies[u"/api/health-check/v1.0/health"_s] = recorded("4.2.0/startup-not-here");
        bench.open = {u":9611"_s, u":5672"_s, u":9711"_s, u":8280"_s, u":9443"_s};
    }
    void SetUp() override
    {
        makeWell(gateway);
        makeWell(manager);
    }
    Observation read(const QString &probe, const char *name) { return gateway.read(u"am1"_s, probe, recorded(name)); }

    VendorBench gateway{nodeOf("gateway")};
    VendorBench manager{nodeOf("traffic-manager")};
};

const QString Startup = u"/api/am/gateway/v2/server-startup-healthcheck"_s;

} // namespace

TEST_F(ApimTest, EachRoleIsAskedAtItsOwnPorts)
{
    const QString version = u"version http://am1:9763/services/Version"_s;
    const QString startup = u"startup https://am1:9443/api/am/gateway/v2/server-startup-healthcheck"_s;
    const QString traffic = u"traffic https://am1:8243/health-check"_s;
    const QString plain = u"websocket.9099 http://am1:9099/health"_s;
    const QString secure = u"websocket.8099 https://am1:8099/health"_s;
    const QString datasources = u"datasources http://am1:9763/api/health-check/v1.0/health"_s;
    const QString data = u"port.9611 tcp://am1:9611"_s;
    const QString broker = u"port.5672 tcp://am1:5672"_s;
    EXPECT_EQ(gateway.plan(u"am1"_s),
              (QStringList{version, startup, traffic, plain, secure, u"port.8280 tcp://am1:8280"_s, datasources}));
    EXPECT_EQ(manager.plan(u"am1"_s), (QStringList{version, data, broker, u"port.9711 tcp://am1:9711"_s, datasources}));
    EXPECT_EQ(VendorBench(nodeOf("key-manager")).plan(u"am1"_s),
              (QStringList{version, u"port.9443 tcp://am1:9443"_s, datasources}));
    EXPECT_EQ(VendorBench(nodeOf("control-plane")).plan(u"am1"_s), (QStringList{version, data, broker, datasources}));
    EXPECT_EQ(VendorBench(nodeOf("all-in-one")).plan(u"am1"_s),
              (QStringList{version, startup, traffic, plain, secure, data, broker, datasources}));
    EXPECT_EQ(VendorBench(nodeOf("")).plan(u"am1"_s), (QStringList{version, startup, datasources}));
}

TEST_F(ApimTest, TheOffsetMovesEveryPort)
{
    VendorBench moved(nodeOf("gateway", "http://am1:9768", R"(,"portOffset":5)"));
    EXPECT_EQ(moved.plan(u"am1"_s),
              (QStringList{u"version http://am1:9768/services/Version"_s,
                           u"startup https://am1:9448/api/am/gateway/v2/server-startup-healthcheck"_s,
                           u"traffic https://am1:8248/health-check"_s, u"websocket.9099 http://am1:9104/health"_s,
                           u"websocket.8099 https://am1:8104/health"_s, u"port.8280 tcp://am1:8285"_s,
                           u"datasources http://am1:9768/api/health-check/v1.0/health"_s}));
    VendorBench tm(nodeOf("traffic-manager", "http://am1", R"(,"portOffset":1)"));
    EXPECT_EQ(tm.plan(u"am1"_s).first(), u"version http://am1:9764/services/Version"_s);
    EXPECT_TRUE(tm.plan(u"am1"_s).contains(u"port.9611 tcp://am1:9612"_s));
    EXPECT_TRUE(tm.plan(u"am1"_s).contains(u"port.5672 tcp://am1:5673"_s));
}

TEST_F(ApimTest, TheUrlMayBeEitherServletPortOrOneOfTheTraffic)
{
    const auto plan = [](const char *url) { return VendorBench(nodeOf("", url)).plan(u"am1"_s).mid(0, 2); };
    const QString startup = u"startup https://am1:9443/api/am/gateway/v2/server-startup-healthcheck"_s;
    EXPECT_EQ(plan("https://am1:9443"), (QStringList{u"version https://am1:9443/services/Version"_s, startup}));
    EXPECT_EQ(plan("https://am1"), (QStringList{u"version https://am1:9443/services/Version"_s, startup}));
    EXPECT_EQ(plan("https://am1:8243"), (QStringList{u"version https://am1:9443/services/Version"_s, startup}));
    EXPECT_EQ(plan("http://am1:8280"), (QStringList{u"version http://am1:9763/services/Version"_s, startup}));
    EXPECT_EQ(plan("http://am1:19763"), (QStringList{u"version http://am1:19763/services/Version"_s, startup}));
    EXPECT_EQ(plan("https://am1:19443"),
              (QStringList{u"version https://am1:19443/services/Version"_s,
                           u"startup https://am1:19443/api/am/gateway/v2/server-startup-healthcheck"_s}));
}

TEST_F(ApimTest, OfAWebSocketPortNothingButItsHealthIsAsked)
{
    // Anything else fills the node's log.
    for (const char *role : {"gateway", "all-in-one"}) {
        VendorBench bench(nodeOf(role));
        makeWell(bench);
        bench.replies[u"/health"_s] = recorded("4.2.0/startup-not-here"); // an older one
        bench.round();
        bench.round(15);
        int count = 0;
        for (const VendorBench::Asked &one : bench.asked) {
            if (one.request->url.port() != 9099 && one.request->url.port() != 8099)
                continue;
            EXPECT_EQ(one.request->url.path(), u"/health"_s);
            EXPECT_EQ(one.request->method, "GET");
            ++count;
        }
        EXPECT_EQ(count, 4);
        EXPECT_EQ(bench.findings(), QStringList{});
    }
}

TEST_F(ApimTest, Versions)
{
    struct Row
    {
        const char *file;
        const char *version;
    };
    for (const Row &row : {Row{"4.2.0/version", "4.2.0"}, Row{"4.6.0/version", "4.6.0"},
                           Row{"4.5.0-beta/version", "4.5.0-beta"}, Row{"4.2.0/version-no-namespace", "4.2.0"}}) {
        const Observation observation = read(u"version"_s, row.file);
        EXPECT_EQ(observation.outcome.kind, Kind::Answered) << row.file;
        ASSERT_NE(factOf<IdentityFact>(observation), nullptr);
        EXPECT_EQ(factOf<IdentityFact>(observation)->version, QString::fromLatin1(row.version));
        ASSERT_NE(factOf<HealthFact>(observation), nullptr);
        EXPECT_EQ(factOf<HealthFact>(observation)->healthy, true);
        EXPECT_TRUE(factOf<HealthFact>(observation)->isOnlyAlive); // long before its APIs are there
    }
    const auto versionOf = [this](const char *text) {
        const Observation observation = gateway.read(
            u"am1"_s, u"version"_s, FakeHttp::answer(200, QByteArray("<return>").append(text).append("</return>")));
        const IdentityFact *identity = factOf<IdentityFact>(observation);
        return identity ? identity->version : u"none"_s;
    };
    EXPECT_EQ(versionOf("WSO2 API-Manager-3.2.0"), u"3.2.0"_s); // the first hyphen before a digit
    EXPECT_EQ(versionOf("WSO2 API Manager-4.7.0-SNAPSHOT"), u"4.7.0-SNAPSHOT"_s);
    EXPECT_EQ(versionOf("WSO2 API Manager"), u"none"_s);
    EXPECT_EQ(versionOf(""), u"none"_s);
}

TEST_F(ApimTest, AVersionThatIsNotThere)
{
    for (const int status : {404, 503, 200}) {
        const Observation observation = gateway.read(u"am1"_s, u"version"_s, FakeHttp::answer(status, "", ""));
        EXPECT_EQ(observation.outcome.kind, Kind::Answered) << status;
        EXPECT_EQ(factOf<HealthFact>(observation)->healthy, false);
        EXPECT_EQ(factOf<HealthFact>(observation)->message,
                  u"its Version service is not there (HTTP %1)"_s.arg(status));
    }
    const Observation page = gateway.read(u"am1"_s, u"version"_s, FakeHttp::answer(200, "<html>Carbon</html>"));
    EXPECT_EQ(page.outcome.kind, Kind::Unexpected);
    EXPECT_EQ(page.outcome.detail, u"HTTP 200: a web page"_s);
    EXPECT_EQ(gateway.read(u"am1"_s, u"version"_s, FakeHttp::answer(200, "{}")).outcome.kind, Kind::Malformed);
}

TEST_F(ApimTest, TheStartupCheck)
{
    const Observation ready = read(u"startup"_s, "4.2.0/startup");
    EXPECT_EQ(ready.outcome.kind, Kind::Answered);
    EXPECT_EQ(factOf<HealthFact>(ready)->healthy, true);
    EXPECT_TRUE(factOf<HealthFact>(ready)->isDeep);
    // The documented word instead of nothing.
    EXPECT_EQ(factOf<HealthFact>(gateway.read(u"am1"_s, u"startup"_s, FakeHttp::answer(200, "OK", "")))->healthy, true);
    for (const char *name : {"4.2.0/startup-deploying", "4.0.0/startup-forbidden"}) {
        const Observation observation = read(u"startup"_s, name);
        EXPECT_EQ(observation.outcome.kind, Kind::Answered) << name;
        EXPECT_EQ(factOf<HealthFact>(observation)->healthy, false);
        EXPECT_EQ(factOf<HealthFact>(observation)->phase, Phase::Starting);
        EXPECT_EQ(factOf<HealthFact>(observation)->message, u"its APIs are not deployed yet"_s);
    }
    const Observation login = read(u"startup"_s, "4.0.0/startup-login");
    EXPECT_EQ(login.outcome.kind, Kind::Rejected);
    EXPECT_EQ(login.outcome.detail, u"this update level wants a login for its health check (4.3.0 and later do not)"_s);
    EXPECT_EQ(read(u"startup"_s, "4.2.0/startup-not-here").outcome.kind, Kind::Absent);
    // A page is not the check.
    const Observation page = gateway.read(u"am1"_s, u"startup"_s, FakeHttp::answer(200, "<html>Sign in</html>"));
    EXPECT_EQ(page.outcome.kind, Kind::Unexpected);
    EXPECT_EQ(factOf<HealthFact>(page), nullptr);
}

TEST_F(ApimTest, OlderUpdateLevelsWantALogin)
{
    VendorBench known(nodeOf("gateway", "http://am1:9763", R"(,"login":{"user":"admin","password":{"env":"CARBON"}})"));
    known.credentials.password = Secret("hush");
    makeWell(known);
    known.special = [](const HttpRequest &request) -> std::optional<FakeHttp::Reply> {
        if (request.url.path() != Startup)
            return {};
        const bool isOpen = request.secretHeaders.size() == 1 && request.secretHeaders[0].first == "Authorization" &&
                            request.secretHeaders[0].second.reveal() == "Basic YWRtaW46aHVzaA==";
        return recorded(isOpen ? "4.2.0/startup" : "4.0.0/startup-login");
    };
    EXPECT_EQ(known.round().findings(), QStringList{});
    // It goes to the check over TLS alone.
    for (const VendorBench::Asked &one : known.asked)
        EXPECT_EQ(one.request->secretHeaders.empty(), one.probe != u"startup"_s) << one.probe.toStdString();
    known.credentials.password = Secret("wrong");
    VendorBench wrong(nodeOf("gateway", "http://am1:9763", R"(,"login":{"user":"admin","password":{"env":"CARBON"}})"));
    wrong.credentials.password = Secret("wrong");
    makeWell(wrong);
    wrong.special = known.special;
    EXPECT_EQ(wrong.round().findings(),
              QStringList{u"warning auth.rejected am1 status=401 detail=its health check refuses the login"_s});
}

TEST_F(ApimTest, TheTrafficPort)
{
    const auto partOf = [](const Observation &observation) {
        const ComponentsFact *fact = factOf<ComponentsFact>(observation);
        return fact ? rowsOf(fact->components) : QStringList{u"none"_s};
    };
    const Observation ready = read(u"traffic"_s, "4.6.0/traffic");
    EXPECT_EQ(factOf<HealthFact>(ready)->healthy, true);
    EXPECT_EQ(partOf(ready), QStringList{u"port 8243 ok"_s});
    const Observation deploying = read(u"traffic"_s, "4.6.0/traffic-deploying");
    EXPECT_EQ(factOf<HealthFact>(deploying)->phase, Phase::Starting);
    EXPECT_EQ(partOf(deploying), QStringList{u"port 8243 ok"_s});
    // Before 4.4 there is no such answer, and an API may have that name.
    for (const int status : {404, 401, 403}) {
        const Observation old = gateway.read(u"am1"_s, u"traffic"_s, FakeHttp::answer(status, "", ""));
        EXPECT_EQ(old.outcome.kind, Kind::Absent) << status;
        EXPECT_EQ(factOf<HealthFact>(old), nullptr) << status;
        EXPECT_EQ(partOf(old), QStringList{u"port 8243 ok"_s});
    }
    EXPECT_EQ(partOf(gateway.read(u"am1"_s, u"traffic"_s, FakeHttp::failure(NetFailure::Refused))),
              QStringList{u"port 8243 failed: connection refused: API traffic"_s});
    EXPECT_EQ(partOf(gateway.read(u"am1"_s, u"traffic"_s, FakeHttp::failure(NetFailure::TlsUntrusted))),
              QStringList{u"none"_s}); // which has a code of its own
}

TEST_F(ApimTest, TheWebSocketPorts)
{
    const auto partOf = [](const Observation &observation) {
        return rowsOf(factOf<ComponentsFact>(observation)->components);
    };
    const Observation well = read(u"websocket.9099"_s, "4.2.0/websocket-health");
    EXPECT_EQ(well.outcome.kind, Kind::Answered);
    EXPECT_EQ(partOf(well), QStringList{u"port 9099 ok (optional)"_s});
    EXPECT_EQ(factOf<HealthFact>(well), nullptr);
    EXPECT_EQ(partOf(gateway.read(u"am1"_s, u"websocket.8099"_s, FakeHttp::failure(NetFailure::Refused))),
              QStringList{u"port 8099 failed (optional): connection refused: WebSockets"_s});
    EXPECT_EQ(partOf(gateway.read(u"am1"_s, u"websocket.8099"_s, FakeHttp::answer(500, ""))),
              QStringList{u"port 8099 failed (optional): HTTP 500: WebSockets"_s});
}

TEST_F(ApimTest, TheAddOnOfDataSources)
{
    const Observation well = read(u"datasources"_s, "4.2.0/datasources");
    EXPECT_EQ(well.outcome.kind, Kind::Answered);
    EXPECT_TRUE(factOf<ComponentsFact>(well)->components.empty());
    const Observation ill = read(u"datasources"_s, "4.2.0/datasources-failed");
    EXPECT_EQ(ill.outcome.kind, Kind::Answered);
    EXPECT_EQ(rowsOf(factOf<ComponentsFact>(ill)->components),
              (QStringList{u"database/jdbc/DISCONNECTED failed: Error while getting database connection for "
                           "datasource: jdbc/DISCONNECTED: Network is unreachable (connect failed)"_s,
                           u"user store/SEC failed: Error while checking health of USM with domain: SEC: Access "
                           "denied for user 'roott'@'localhost' (using password: YES)"_s}));
    for (const int status : {401, 403, 404})
        EXPECT_EQ(gateway.read(u"am1"_s, u"datasources"_s, FakeHttp::answer(status, "")).outcome.kind, Kind::Absent);
}

TEST_F(ApimTest, AWellNodeOfEachRoleHasNoFinding)
{
    for (const char *role : {"gateway", "traffic-manager", "key-manager", "control-plane", "all-in-one", ""}) {
        VendorBench bench(nodeOf(role));
        makeWell(bench);
        EXPECT_EQ(bench.round().findings(), QStringList{}) << role;
        EXPECT_EQ(bench.evaluation.state, State::Ok) << role;
        EXPECT_EQ(bench.facts(u"am1"_s).identity->value.version, u"4.6.0"_s);
        EXPECT_EQ(bench.verdict(), u"am1 is healthy on 4.6.0."_s);
    }
}

TEST_F(ApimTest, WithoutTheGatewaysWebApplicationNothingIsMissing)
{
    VendorBench unsaid(nodeOf(""));
    makeWell(unsaid);
    unsaid.replies[Startup] = recorded("4.2.0/startup-not-here");
    EXPECT_EQ(unsaid.round().findings(), QStringList{});
    EXPECT_EQ(unsaid.evaluation.state, State::Ok);
}

TEST_F(ApimTest, TheVersionIsThereBeforeTheApis)
{
    gateway.replies[Startup] = recorded("4.2.0/startup-deploying");
    EXPECT_EQ(gateway.round().findings(),
              QStringList{u"warning node.starting am1 message=its APIs are not deployed yet"_s});
    EXPECT_EQ(gateway.evaluation.state, State::Warning);
    EXPECT_EQ(gateway.verdict(), u"am1 is starting (its APIs are not deployed yet)."_s);
    // The traffic port says so, too: either suffices.
    gateway.replies[Startup] = recorded("4.2.0/startup");
    gateway.replies[u"/health-check"_s] = recorded("4.6.0/traffic-deploying");
    EXPECT_EQ(gateway.round(15).findings(),
              QStringList{u"warning node.starting am1 message=its APIs are not deployed yet"_s});
    gateway.replies[u"/health-check"_s] = recorded("4.6.0/traffic");
    EXPECT_EQ(gateway.round(30).findings(), QStringList{});
}

TEST_F(ApimTest, ATrafficManagerNeedsBothItsPorts)
{
    VendorBench bare(nodeOf("traffic-manager"));
    makeWell(bare);
    bare.open = {u":9611"_s, u":5672"_s};
    bare.round();
    EXPECT_EQ(bare.round(15).findings(), QStringList{}) << "9711 never was open";

    manager.round();
    manager.open.erase(u":9611"_s);
    manager.round();
    EXPECT_EQ(
        manager.round(15).findings(),
        QStringList{u"critical component.failed am1 component=port 9611 message=connection refused: throttle data"_s});
    manager.open = {u":9611"_s, u":9711"_s};
    manager.round(30);
    EXPECT_EQ(
        manager.round(45).findings(),
        QStringList{u"critical component.failed am1 component=port 5672 message=connection refused: message broker"_s});
    manager.open = {u":9611"_s, u":5672"_s};
    manager.round(60);
    EXPECT_EQ(manager.round(75).findings(), QStringList{u"warning component.failed am1 component=port 9711 "
                                                        "message=connection refused: throttle data over TLS"_s});
    manager.open.insert(u":9711"_s);
    EXPECT_EQ(manager.round(90).findings(), QStringList{});
}

TEST_F(ApimTest, AClosedTrafficPortReachesTheReport)
{
    EXPECT_EQ(gateway.round().findings(), QStringList{});
    gateway.special = [](const HttpRequest &request) -> std::optional<FakeHttp::Reply> {
        if (request.url.port() == 8243 || request.url.port() == 9099)
            return FakeHttp::failure(NetFailure::Refused);
        return {};
    };
    EXPECT_EQ(gateway.round().findings(), QStringList{}); // once is no time
    EXPECT_EQ(
        gateway.round(15).findings(),
        (QStringList{u"critical component.failed am1 component=port 8243 message=connection refused: API traffic"_s,
                     u"warning component.failed am1 component=port 9099 message=connection refused: WebSockets"_s}));
}

TEST_F(ApimTest, AClosedServletPortOfAGatewayReachesTheReport)
{
    gateway.replies[u"am1:9443"_s] = FakeHttp::failure(NetFailure::Refused);
    gateway.replies.erase(Startup);
    gateway.round();
    EXPECT_EQ(gateway.round(15).findings(),
              QStringList{u"critical component.failed am1 component=port 9443 message=connection refused: services"_s});
    // Of a node without a role nobody knows whether it has one.
    VendorBench unsaid(nodeOf(""));
    makeWell(unsaid);
    unsaid.replies.erase(Startup);
    unsaid.round();
    EXPECT_EQ(unsaid.round(15).findings(), QStringList{});
}

TEST_F(ApimTest, DeadDataSourcesReachTheReport)
{
    gateway.replies[u"/api/health-check/v1.0/health"_s] = recorded("4.2.0/datasources-failed");
    const QStringList findings = gateway.round().findings();
    ASSERT_EQ(findings.size(), 2);
    EXPECT_EQ(findings[0], u"critical component.failed am1 component=database instance=jdbc/DISCONNECTED message=Error "
                           "while getting database connection for datasource: jdbc/DISCONNECTED: Network is "
                           "unreachable (connect failed)"_s);
    EXPECT_TRUE(findings[1].startsWith(u"critical component.failed am1 component=user store instance=SEC"_s));
    EXPECT_TRUE(gateway.verdict().startsWith(u"The database jdbc/DISCONNECTED fails on am1"_s))
        << gateway.verdict().toStdString();
}

TEST_F(ApimTest, WhileItBootsItsServicesComeOneAfterTheOther)
{
    VendorBench km(nodeOf("key-manager"));
    makeWell(km);
    km.replies[u"/services/Version"_s] = FakeHttp::failure(NetFailure::Refused);
    km.round();
    EXPECT_EQ(km.round(15).findings().first(), u"critical node.unreachable am1 kind=refused"_s);
    km.replies[u"/services/Version"_s] = FakeHttp::answer(404, "", "");
    EXPECT_EQ(km.round(30).findings(), QStringList{u"warning node.starting am1 startupGraceMs=120000"_s});
    EXPECT_EQ(km.round(135).findings(), QStringList{u"warning node.starting am1 startupGraceMs=120000"_s});
    EXPECT_EQ(km.round(151).findings(),
              QStringList{u"critical node.unhealthy am1 message=its Version service is not there (HTTP 404)"_s});
    km.replies[u"/services/Version"_s] = recorded("4.2.0/version");
    EXPECT_EQ(km.round(165).findings(), QStringList{});
}

TEST_F(ApimTest, VersionsAreComparedAcrossRoles)
{
    VendorBench both(R"({"schema":1,"name":"apis","product":"wso2-apim","nodes":[
        {"name":"gw1","url":"http://gw1:9763","role":"gateway"},
        {"name":"km1","url":"http://km1:9763","role":"key-manager"}]})");
    makeWell(both);
    both.replies[u"km1:9763/services/Version"_s] = recorded("4.2.0/version");
    both.round();
    ASSERT_NE(both.find(Code::VersionMismatch), nullptr);
    EXPECT_EQ(both.find(Code::VersionMismatch)->evidence[u"versions"_s].toObject().keys(),
              (QStringList{u"4.2.0"_s, u"4.6.0"_s}));
}

TEST_F(ApimTest, ThePortOfThePageOnHealthChecksIsAMisprint)
{
    VendorBench km(nodeOf("key-manager", "http://am1:9673"));
    EXPECT_EQ(remarks(km.file), QStringList{u"nodes[0] (am1): port 9673 stands in WSO2's page on health checks, but "
                                            "nothing listens there: 9763 is meant"_s});
    // What a person writes is asked all the same.
    EXPECT_EQ(km.plan(u"am1"_s).first(), u"version http://am1:9673/services/Version"_s);
    EXPECT_EQ(remarks(VendorBench(nodeOf("key-manager", "http://am1:9675", R"(,"portOffset":2)")).file).size(), 1);
    EXPECT_EQ(remarks(gateway.file), QStringList{});
}

TEST_F(ApimTest, TheProxyIsReachedWhateverTheGatewayThinksOfThePath)
{
    VendorBench proxied(R"({"schema":1,"name":"apis","product":"wso2-apim","publicUrl":"https://api.example.com",
        "nodes":[{"name":"am1","url":"http://am1:9763","role":"gateway"}]})");
    makeWell(proxied);
    proxied.special = [](const HttpRequest &request) -> std::optional<FakeHttp::Reply> {
        if (request.url.host() != u"api.example.com"_s)
            return {};
        return recorded("4.2.0/startup-not-here");
    };
    EXPECT_EQ(proxied.round().findings(), QStringList{});
    EXPECT_EQ(proxied.evaluation.state, State::Ok);
    proxied.special = [](const HttpRequest &request) -> std::optional<FakeHttp::Reply> {
        if (request.url.host() != u"api.example.com"_s)
            return {};
        return FakeHttp::answer(502, "<html>Bad Gateway</html>");
    };
    EXPECT_EQ(proxied.round(15).findings(), QStringList{u"critical proxy.error proxy status=502"_s});
}

TEST_F(ApimTest, TheOtherEndpointsAreGenericProbes)
{
    VendorBench probed(R"({"schema":1,"name":"apis","product":"wso2-apim",
        "nodes":[{"name":"am1","url":"https://am1:9443","role":"control-plane"}],
        "probes":[{"name":"governance","node":"am1","path":"/api/am/governance/v1/healthz/liveness",
                   "expectJson":{"$.status":"Ok"}},
                  {"name":"analytics","url":"http://an1:9091/health","expectJson":{"$.status":"healthy"}}]})");
    makeWell(probed);
    probed.replies[u"am1:9443/api/am/governance/v1/healthz/liveness"_s] = recorded("4.6.0/governance-liveness");
    probed.replies[u"an1:9091/health"_s] = recorded("3.2.0/analytics-health");
    EXPECT_EQ(probed.round().findings(), QStringList{});
    probed.replies[u"an1:9091/health"_s] = FakeHttp::answer(200, R"({"status":"ill"})");
    EXPECT_EQ(probed.round(15).findings(), QStringList{u"critical probe.failed  probe=analytics got=\"ill\""_s});
}

TEST_F(ApimTest, HostileAnswersAreBounded)
{
    for (const ProbeSpecPtr &spec : gateway.probes(TargetId{0})) {
        if (!spec->isHttp())
            continue;
        const QByteArray whole =
            recorded(spec->id == u"version"_s ? "4.2.0/version" : "4.2.0/datasources-failed").result.body;
        for (const QByteArray &body : hostileBodies(whole)) {
            for (const int status : {200, 503, 0, 999})
                expectBounded(gateway.read(u"am1"_s, spec->id, FakeHttp::answer(status, body)));
        }
    }
}

TEST_F(ApimTest, ATruncatedVersionIsNone)
{
    const QByteArray whole = recorded("4.2.0/version").result.body;
    const qsizetype end = whole.indexOf("</return>") + 9;
    for (qsizetype length = 0; length < whole.size(); ++length) {
        const Observation observation = gateway.read(u"am1"_s, u"version"_s, FakeHttp::answer(200, whole.left(length)));
        EXPECT_EQ(factOf<IdentityFact>(observation) != nullptr, length >= end) << length;
    }
}

TEST_F(ApimTest, TenThousandErrorsAreBounded)
{
    QByteArray body = R"({"errors":[)";
    for (int i = 0; i < 10000; ++i)
        body += R"({"code":"HC_00001","message":"for datasource: jdbc/)" + QByteArray::number(i) + "\"},";
    body.chop(1);
    body += "]}";
    const Observation observation = gateway.read(u"am1"_s, u"datasources"_s, FakeHttp::answer(503, body));
    EXPECT_EQ(factOf<ComponentsFact>(observation)->components.size(), 100U);
    expectBounded(observation);
    const Observation version = gateway.read(
        u"am1"_s, u"version"_s, FakeHttp::answer(200, "<return>WSO2-1" + QByteArray(1 << 20, '1') + "</return>"));
    expectBounded(version);
}

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ProductFixture.h"

#include <gmock/gmock.h>

using namespace rollcall;
using namespace rollcall::test;
using testing::HasSubstr;

namespace {

const QByteArray Json = "Content-Type: application/json\n";
const QByteArray Ready = R"({"version":"4.2.0", "update_level":"null", "status" : "ready"})"; // MI-H1
const QByteArray Refused = "WWW_Authenticate: Basic realm=\"WSO2 EI\"\n";

struct MiNodesTest : ProductFixture
{
    void start(const QStringList &faults = {}) { make(u"wso2-mi"_s, faults); }
    QByteArray basic() const
    {
        const QByteArray password = read(file["login"_L1]["password"_L1]["file"_L1].toString());
        return "Authorization: Basic " + QByteArray("admin:" + password).toBase64() + "\r\n";
    }
    RawAnswer manage(const QString &name, const QByteArray &path, const QByteArray &headers = {}) const
    {
        return get(urlAt(name, u"https"_s, 9154), path, headers);
    }
    QByteArray bearer(const QString &name) const
    {
        const RawAnswer answer = manage(name, "/management/login", basic());
        const QByteArray token = QJsonDocument::fromJson(answer.body)["AccessToken"_L1].toString().toLatin1();
        EXPECT_FALSE(token.isEmpty());
        return "Authorization: Bearer " + token + "\r\n";
    }
    QJsonObject applications(const QString &name, const QByteArray &query = {}) const
    {
        return QJsonDocument::fromJson(manage(name, "/management/applications" + query, bearer(name)).body).object();
    }
    static QStringList namesOf(const QJsonValue &list)
    {
        QStringList names;
        for (const QJsonValue &each : list.toArray())
            names.append(each["name"_L1].toString());
        return names;
    }
};

} // namespace

TEST_F(MiNodesTest, TheFileHasTheOffsetThatReplacesTheDefault)
{
    start();
    EXPECT_EQ(file["product"_L1].toString(), u"wso2-mi"_s);
    EXPECT_EQ(nodeNames(), (QStringList{u"mi1"_s, u"mi2"_s}));
    for (const QString &name : nodeNames()) {
        const int offset = node(name)["portOffset"_L1].toInt();
        EXPECT_EQ(url(name).scheme(), u"http"_s);
        EXPECT_EQ(url(name).port(), 9191 + offset);
        EXPECT_EQ(node(name)["metrics"_L1]["port"_L1].toInt(), 9191 + offset);
        EXPECT_EQ(node(name)["metrics"_L1]["path"_L1].toString(), u"/metric-service/metrics"_s);
        EXPECT_TRUE(node(name)["tls"_L1]["pin"_L1].toString().startsWith(u"sha256//"));
        for (const int base : {8280, 8243, 9154, 9191})
            EXPECT_FALSE(refuses(urlAt(name, u"http"_s, base))) << base;
    }
    EXPECT_EQ(file["login"_L1]["user"_L1].toString(), u"admin"_s);
}

TEST_F(MiNodesTest, HealthyAnswers)
{
    start();
    expectAnswer(ask(u"mi1"_s, "/healthz"), "200 OK", Json, Ready);
    expectAnswer(ask(u"mi1"_s, "/liveness"), "200 OK", Json, R"({"server" : "started"})"); // MI-H3
    const QByteArray about =
        "{ \n \"WSO2 Micro Integrator\" : \"4.2.0\", \n \"ManagementApi\" : \"Active\"\n}"; // MI-H4
    expectAnswer(manage(u"mi1"_s, "/management"), "200 OK", Json, about);
    expectAnswer(ask(u"mi1"_s, "/management"), "200 OK", Json, about); // on both ports
    expectAnswer(ask(u"mi1"_s, "/management/"), "401 Unauthorized", Refused, "");
    expectAnswer(manage(u"mi1"_s, "/healthz"), "404 Not Found", "", "");
    expectAnswer(ask(u"mi1"_s, "/services/Version"), "404 Not Found", "", "");
    expectAnswer(Client(url(u"mi1"_s)).ask("POST", "/healthz"), "404 Not Found", "", "");
    expectAnswer(get(urlAt(u"mi1"_s, u"http"_s, 8280), "/healthz"), "404 Not Found", "", "");
}

TEST_F(MiNodesTest, ManagementWantsALoginAndThenItsToken)
{
    start();
    expectAnswer(manage(u"mi1"_s, "/management/login"), "401 Unauthorized", Refused, "");
    expectAnswer(manage(u"mi1"_s, "/management/server"), "401 Unauthorized", Refused, ""); // MI-U5
    expectAnswer(manage(u"mi1"_s, "/management/server", basic()), "401 Unauthorized", Refused, "");
    const QByteArray token = bearer(u"mi1"_s);
    expectAnswer(manage(u"mi1"_s, "/management/server", token), "200 OK", Json,
                 R"({"productName":"WSO2 Micro Integrator","productVersion":"4.2.0","carbonHome":)"
                 R"("/home/wso2carbon/wso2mi-4.2.0","javaHome":"/opt/java/openjdk","javaVersion":"11.0.20",)"
                 R"("javaVendor":"Eclipse Adoptium","osName":"Linux","osVersion":"5.15"})");
    EXPECT_EQ(ask(u"mi1"_s, "/management/server", token).statusLine(), "HTTP/1.1 200 OK");
    EXPECT_EQ(manage(u"mi2"_s, "/management/server", token).statusLine(), "HTTP/1.1 401 Unauthorized"); // its own
    EXPECT_EQ(manage(u"mi1"_s, "/management/configs?configName=correlation", token).body,
              R"({"configName":"correlation","configs":{"enabled":false}})");
    EXPECT_EQ(manage(u"mi1"_s, "/management/nope", token).statusLine(), "HTTP/1.1 404 Not Found");
    clock.advance(1h);
    EXPECT_EQ(manage(u"mi1"_s, "/management/server", token).statusLine(), "HTTP/1.1 401 Unauthorized");
    const QByteArray second = bearer(u"mi1"_s);
    EXPECT_EQ(manage(u"mi1"_s, "/management/logout", second).statusLine(), "HTTP/1.1 200 OK");
    EXPECT_EQ(manage(u"mi1"_s, "/management/server", second).statusLine(), "HTTP/1.1 401 Unauthorized");
    put(u"login-rejected:mi1"_s);
    EXPECT_EQ(manage(u"mi1"_s, "/management/login", basic()).statusLine(), "HTTP/1.1 401 Unauthorized");
    mend();
    EXPECT_EQ(manage(u"mi1"_s, "/management/login", basic()).statusLine(), "HTTP/1.1 200 OK");
}

TEST_F(MiNodesTest, TheOldestOfTwoHundredTokensIsDropped)
{
    start();
    const QByteArray first = bearer(u"mi1"_s);
    Client client(url(u"mi1"_s));
    const QByteArray login = basic();
    for (int i = 0; i < 199; ++i)
        ASSERT_EQ(client.get("/management/login", login).statusLine(), "HTTP/1.1 200 OK");
    EXPECT_EQ(client.get("/management/server", first).statusLine(), "HTTP/1.1 200 OK");
    ASSERT_EQ(client.get("/management/login", login).statusLine(), "HTTP/1.1 200 OK");
    EXPECT_EQ(client.get("/management/server", first).statusLine(), "HTTP/1.1 401 Unauthorized");
}

TEST_F(MiNodesTest, FaultsOfApplications)
{
    const QStringList both{u"HealthcareCompositeExporter"_s, u"OrdersCompositeExporter"_s};
    start({u"faulty-capp:mi2"_s, u"capp-missing:mi1"_s});
    expectAnswer(ask(u"mi2"_s, "/healthz"), "500 Internal Server Error", Json, // MI-U1
                 R"({"version":"4.2.0", "update_level":"null", "status": "not ready, faulty CAPPs detected", )"
                 R"("Faulty CAPPs" : ["invalidCompositeApplication_1.0.0.car"]})");
    QJsonObject list = applications(u"mi2"_s);
    EXPECT_EQ(list["totalCount"_L1].toInt(), 3);
    EXPECT_EQ(list["activeCount"_L1].toInt(), 2);
    EXPECT_EQ(list["faultyCount"_L1].toInt(), 1);
    EXPECT_EQ(namesOf(list["activeList"_L1]), both);
    EXPECT_EQ(namesOf(list["faultyList"_L1]), QStringList{u"invalidCompositeApplication"_s});
    list = applications(u"mi2"_s, "?searchKey=INVALID");
    EXPECT_EQ(list["totalCount"_L1].toInt(), 1);
    EXPECT_EQ(list["activeCount"_L1].toInt(), 0);

    expectAnswer(ask(u"mi1"_s, "/healthz"), "200 OK", Json, Ready);
    EXPECT_EQ(namesOf(applications(u"mi1"_s)["activeList"_L1]), QStringList{both.first()});
    mend();
    for (const QString &name : nodeNames()) {
        expectAnswer(ask(name, "/healthz"), "200 OK", Json, Ready);
        EXPECT_EQ(namesOf(applications(name)["activeList"_L1]), both);
        EXPECT_EQ(applications(name)["faultyCount"_L1].toInt(), 0);
    }
}

TEST_F(MiNodesTest, FaultsOfProbes)
{
    start({u"not-ready:mi2"_s});
    expectAnswer(ask(u"mi2"_s, "/healthz"), "500 Internal Server Error", "", ""); // MI-U3
    mend();
    put(u"no-liveness:mi2"_s);
    expectAnswer(ask(u"mi2"_s, "/liveness"), "404 Not Found", "", ""); // MI-U4
    mend();
    put(u"metrics-off:mi2"_s);
    expectAnswer(ask(u"mi2"_s, "/metric-service/metrics"), "404 Not Found", "", ""); // MI-U7
    mend();
    put(u"version-mismatch:mi2"_s);
    EXPECT_EQ(ask(u"mi2"_s, "/healthz").body, QByteArray(Ready).replace("4.2.0", "4.3.0"));
    mend();
    put(u"probe-port-closed:mi2"_s); // MI-U6
    EXPECT_TRUE(refuses(url(u"mi2"_s)));
    EXPECT_FALSE(refuses(urlAt(u"mi2"_s, u"http"_s, 8280)));
    mend();
    expectAnswer(ask(u"mi2"_s, "/healthz"), "200 OK", Json, Ready);
    EXPECT_EQ(ask(u"mi2"_s, "/liveness").statusLine(), "HTTP/1.1 200 OK");
}

TEST_F(MiNodesTest, ARestartTakesItsTime)
{
    start();
    put(u"starting:mi2"_s);
    EXPECT_TRUE(refuses(url(u"mi2"_s)));
    clock.advance(3s);
    EXPECT_EQ(ask(u"mi2"_s, "/liveness").body, R"({"server" : "started"})");
    expectAnswer(ask(u"mi2"_s, "/healthz"), "500 Internal Server Error", "", "");
    clock.advance(15s);
    expectAnswer(ask(u"mi2"_s, "/healthz"), "200 OK", Json, Ready);
    start({u"starting:mi2"_s});
    expectAnswer(ask(u"mi2"_s, "/healthz"), "500 Internal Server Error", "", "");
    mend();
    expectAnswer(ask(u"mi2"_s, "/healthz"), "200 OK", Json, Ready);
}

TEST_F(MiNodesTest, MetricsHaveTheFormattersFaults)
{
    start();
    const std::string text = ask(u"mi1"_s, "/metric-service/metrics").body.toStdString();
    EXPECT_EQ(ask(u"mi1"_s, "/metric-service/metrics").header("Content-Type"), "text/plain");
    EXPECT_THAT(text, HasSubstr("\njvm_threads_state{state=\"RUNNABLE\"} 21.0\n"));
    EXPECT_THAT(text, HasSubstr("\nwso2_integration_server_version{version=\"4.2.0\", update_level=\"null\"} 1.0\n"));
    // The time of the start where others say 1.
    EXPECT_THAT(text, HasSubstr(R"(, java_home="/opt/java/openjdk", java_version="11.0.20"} 1.7951868E9)"));
    EXPECT_THAT(text, testing::Not(HasSubstr("_bucket")));
    EXPECT_THAT(text, testing::Not(HasSubstr("_seconds_sum")));
    const QByteArray line = "wso2_integration_api_latency_seconds{service_name=\"HealthcareAPI\", "
                            "service_type=\"api\", invocation_url=\"/healthcare\"} ";
    EXPECT_EQ(QByteArray::fromStdString(text).count(line), 2); // the same name and labels twice
    EXPECT_THAT(text, HasSubstr("\njvm_memory_bytes_used{area=\"nonheap\"} 1.3E8\n"));
}

TEST_F(MiNodesTest, CommonFaults)
{
    expectCommonFaults(u"wso2-mi"_s, u"mi2"_s, "/healthz");
}

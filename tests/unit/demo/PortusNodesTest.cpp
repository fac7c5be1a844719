// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ProductFixture.h"

#include <gmock/gmock.h>

using namespace rollcall;
using namespace rollcall::test;

namespace {

const QByteArray Healthy = R"({"database":{"msg":"database is up-to-date","success":true},)" // PO-H2
                           R"("registry":{"msg":"registry is reachable","success":true}})";

struct PortusNodesTest : ProductFixture
{
    void start(const QStringList &faults = {}) { make(u"portus"_s, faults); }
    QByteArray credentials() const
    {
        return "Portus-Auth: admin:" + read(file["login"_L1]["password"_L1]["file"_L1].toString()) + "\r\n";
    }
    static void expectJson(const RawAnswer &answer, const QByteArray &status, const QByteArray &body)
    {
        EXPECT_EQ(answer.statusLine(), "HTTP/1.1 " + status);
        EXPECT_EQ(answer.header("Content-Type"), "application/json");
        EXPECT_EQ(answer.header("Access-Control-Allow-Headers"), "Content-Type, api_key, Authorization, portus-auth");
        EXPECT_EQ(answer.body, body);
    }
    RawAnswer health(const QString &name = u"portus2"_s) const { return ask(name, "/api/v1/health"); }
};

} // namespace

TEST_F(PortusNodesTest, TheFileNamesNodesProxyAndLogin)
{
    start();
    EXPECT_EQ(file["product"_L1].toString(), u"portus"_s);
    EXPECT_EQ(nodeNames(), (QStringList{u"portus1"_s, u"portus2"_s}));
    EXPECT_EQ(file["login"_L1]["user"_L1].toString(), u"admin"_s);
    EXPECT_EQ(file["timeout"_L1].toString(), u"10s"_s);
    EXPECT_FALSE(cluster->clusterFile().contains(read(file["login"_L1]["password"_L1]["file"_L1].toString())));
    expectJson(get(QUrl(file["publicUrl"_L1].toString()), "/api/v1/health"), "200 OK", Healthy);
}

TEST_F(PortusNodesTest, HealthyAnswers)
{
    start();
    expectJson(health(), "200 OK", Healthy);
    expectJson(ask(u"portus1"_s, "/api/v1/_ping"), "200 OK", "200");
    expectJson(ask(u"portus1"_s, "/api/version", credentials()), "200 OK",
               R"({"api-versions":["v1"],"git":null,"version":"2.4.3"})");
    expectJson(ask(u"portus1"_s, "/api/version", "Portus-Auth: admin:x\r\n"), "401 Unauthorized", // PO-U10
               R"({"message":"Authentication fails"})");
    expectJson(ask(u"portus1"_s, "/api/nope"), "404 Not Found", R"({"message":"Not found"})");
    expectJson(Client(url(u"portus1"_s)).ask("POST", "/api/v1/health"), "405 Method Not Allowed",
               R"({"message":"Method Not Allowed"})");
    for (const QByteArray path : {"/_ping", "/_health"}) { // never in a release
        EXPECT_EQ(ask(u"portus1"_s, path).statusLine(), "HTTP/1.1 404 Not Found");
        EXPECT_EQ(ask(u"portus1"_s, path).header("Content-Type"), "text/html; charset=utf-8");
    }
    EXPECT_EQ(health().header("X-Request-Id").size(), 36);
    EXPECT_NE(health().header("X-Request-Id"), health().header("X-Request-Id"));
}

TEST_F(PortusNodesTest, FaultsOfComponents)
{
    const QByteArray database = R"({"database":{"msg":"database is up-to-date","success":true},)";
    const QByteArray registry = R"("registry":{"msg":"registry is reachable","success":true}})";
    const std::pair<QString, QByteArray> rows[] = {
        {u"registry-unset"_s, database + R"("registry":{"msg":"no registry configured","success":false}})"}, // U1
        {u"registry-down"_s,
         database + R"("registry":{"msg":"SocketError: connection refused","success":false}})"},      // U2
        {u"migration-pending"_s, R"({"database":{"msg":"database is initializing","success":false},)" // U4
                                 R"("registry":{"msg":"no registry configured","success":false}})"},
        {u"database-down"_s, R"({"database":{"msg":"cannot connect to database","success":false},)" + registry}, // U5
        {u"ldap-rejected"_s,
         database + R"x("ldap":{"msg":"Invalid Credentials (code 49)","success":false},)x" + registry}, // U6
        {u"clair-down"_s,
         database + R"("clair":{"msg":"clair is not reachable: SocketError","success":false},)" + registry}, // U8
        {u"registry-tls"_s, database + R"("registry":{"msg":"OpenSSL::SSL::SSLError: could not stablish connection: )"
                                       R"(SSL error","success":false}})"}, // U9
    };
    start();
    for (const auto &[fault, body] : rows) {
        SCOPED_TRACE(fault.toStdString());
        put(fault + u":portus2");
        expectJson(health(), "503 Service Unavailable", body);
        EXPECT_EQ(health(u"portus1"_s).statusLine(), "HTTP/1.1 200 OK");
        EXPECT_EQ(ask(u"portus2"_s, "/api/v1/_ping").body, "200");
        mend();
        expectJson(health(), "200 OK", Healthy);
    }
    put(u"clair-down:portus2"_s); // configured is configured on both
    expectJson(health(u"portus1"_s), "200 OK",
               database + R"("clair":{"msg":"clair is reachable","success":true},)" + registry);
}

TEST_F(PortusNodesTest, OtherFaults)
{
    start({u"html-error:portus1"_s, u"version-mismatch:portus2"_s});
    const RawAnswer page = health(u"portus1"_s); // PO-U11
    EXPECT_EQ(page.statusLine(), "HTTP/1.1 404 Not Found");
    EXPECT_EQ(page.header("Content-Type"), "text/html; charset=utf-8");
    EXPECT_TRUE(page.body.startsWith("<!DOCTYPE html>"));
    expectJson(ask(u"portus2"_s, "/api/version", credentials()), "200 OK",
               R"({"api-versions":["v1"],"git":null,"version":"2.4.2"})");
    mend();
    put(u"token-rejected:portus2"_s);
    EXPECT_EQ(ask(u"portus2"_s, "/api/version", credentials()).statusLine(), "HTTP/1.1 401 Unauthorized");
    mend();
    expectJson(health(u"portus1"_s), "200 OK", Healthy);

    put(u"slow-health:portus2"_s);
    EXPECT_EQ(ask(u"portus2"_s, "/api/v1/_ping").body, "200"); // at once
    Client client(url(u"portus2"_s));
    EXPECT_TRUE(isSilent(client, "/api/v1/health"));
    clock.advance(6700ms);
    RawAnswer late;
    ASSERT_TRUE(waitFor([&] {
        late = takeAnswer(client.bytes);
        return late.isWhole;
    }));
    expectJson(late, "200 OK", Healthy);
    EXPECT_THAT(late.header("X-Runtime").toStdString(), testing::StartsWith("6.70"));
}

TEST_F(PortusNodesTest, CommonFaults)
{
    expectCommonFaults(u"portus"_s, u"portus2"_s, "/api/v1/health");
}

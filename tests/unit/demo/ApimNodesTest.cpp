// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ProductFixture.h"

#include <QCryptographicHash>
#include <QSslCertificate>
#include <QSslKey>

using namespace rollcall;
using namespace rollcall::test;

namespace {

const QByteArray StartupCheck = "/api/am/gateway/v2/server-startup-healthcheck";

struct ApimNodesTest : ProductFixture
{
    void start(const QStringList &faults = {}) { make(u"wso2-apim"_s, faults); }
    RawAnswer https(const QString &name, int base, const QByteArray &path) const
    {
        return get(urlAt(name, u"https"_s, base), path);
    }
    RawAnswer http(const QString &name, int base, const QByteArray &path) const
    {
        return get(urlAt(name, u"http"_s, base), path);
    }
    bool isOpen(const QString &name, int base) const { return !refuses(urlAt(name, u"http"_s, base)); }
    static QByteArray version(const QByteArray &number)
    {
        return R"(<ns:getVersionResponse xmlns:ns="http://version.services.core.carbon.wso2.org"><return>WSO2 API )"
               "Manager-" +
               number + "</return></ns:getVersionResponse>";
    }
    static QByteArray pinOf(const QUrl &url)
    {
        const Client client(url);
        const QByteArray key = client.socket.peerCertificate().publicKey().toDer();
        return "sha256//" + QCryptographicHash::hash(key, QCryptographicHash::Sha256).toBase64();
    }
    void expectReady(const QString &gateway)
    {
        expectAnswer(https(gateway, 9443, StartupCheck), "200 OK", "", "");    // AM-H3
        expectAnswer(https(gateway, 8243, "/health-check"), "200 OK", "", ""); // AM-H5
        expectAnswer(http(gateway, 9763, "/services/Version"), "200 OK",       // AM-H2
                     "Content-Type: text/xml; charset=UTF-8\n", version("4.6.0"));
    }
};

} // namespace

TEST_F(ApimNodesTest, TheFileNamesRolesOffsetsAndPins)
{
    start();
    EXPECT_EQ(file["product"_L1].toString(), u"wso2-apim"_s);
    EXPECT_EQ(nodeNames(), (QStringList{u"gw1"_s, u"gw2"_s, u"tm1"_s, u"km1"_s, u"cp1"_s}));
    EXPECT_EQ(node(u"gw2"_s)["role"_L1].toString(), u"gateway"_s);
    EXPECT_EQ(node(u"tm1"_s)["role"_L1].toString(), u"traffic-manager"_s);
    EXPECT_EQ(node(u"km1"_s)["role"_L1].toString(), u"key-manager"_s);
    EXPECT_EQ(node(u"cp1"_s)["role"_L1].toString(), u"control-plane"_s);
    for (const QString &name : nodeNames()) {
        EXPECT_EQ(url(name).scheme(), u"https"_s);
        EXPECT_EQ(url(name).port(), 9443 + node(name)["portOffset"_L1].toInt());
        EXPECT_EQ(node(name)["tls"_L1]["pin"_L1].toString().toLatin1(), pinOf(url(name)));
    }
    EXPECT_NE(node(u"gw1"_s)["portOffset"_L1], node(u"gw2"_s)["portOffset"_L1]);
    EXPECT_FALSE(file.contains("publicUrl"_L1));
    make(u"wso2-apim"_s, {}, 2);
    EXPECT_EQ(nodeNames(), (QStringList{u"gw1"_s, u"tm1"_s}));
    make(u"wso2-apim"_s, {}, 7);
    EXPECT_EQ(nodeNames(), (QStringList{u"gw1"_s, u"gw2"_s, u"gw3"_s, u"gw4"_s, u"tm1"_s, u"km1"_s, u"cp1"_s}));
}

TEST_F(ApimNodesTest, TheCertificateIsAsShipped)
{
    start();
    const Client client(url(u"km1"_s));
    const QSslCertificate shown = client.socket.peerCertificate();
    EXPECT_TRUE(shown.isSelfSigned());
    EXPECT_EQ(shown.subjectInfo(QSslCertificate::CommonName), QStringList{u"localhost"_s});
    EXPECT_EQ(shown.publicKey().algorithm(), QSsl::Ec);
    EXPECT_GT(QDateTime::currentDateTimeUtc().daysTo(shown.expiryDate()), 3600);
}

TEST_F(ApimNodesTest, EachProfileHasItsPortsAndPaths)
{
    start();
    expectReady(u"gw1"_s);
    expectAnswer(https(u"gw1"_s, 9443, "/services/Version"), "200 OK", "Content-Type: text/xml; charset=UTF-8\n",
                 version("4.6.0"));
    const QByteArray netty = "content-type: text/plain; charset=UTF-8\ncontent-length: 0\ndate: Fri, 20 Nov 2026 "
                             "20:00:00 GMT\n";
    Client webSocket(urlAt(u"gw1"_s, u"http"_s, 9099));
    webSocket.socket.write("GET /health HTTP/1.1\r\nConnection: close\r\n\r\n");
    ASSERT_TRUE(waitFor([&] { return !webSocket.isConnected(); }));
    const QByteArray wanted = "HTTP/1.1 200 OK\r\n" + QByteArray(netty).replace("\n", "\r\n"); // AM-H4
    EXPECT_EQ(webSocket.bytes.left(wanted.size()), wanted);
    EXPECT_EQ(https(u"gw1"_s, 8099, "/health").statusLine(), "HTTP/1.1 200 OK");
    EXPECT_EQ(https(u"gw1"_s, 8099, "/health-check").statusLine(), "HTTP/1.1 200 OK");
    EXPECT_EQ(http(u"gw1"_s, 9099, "/").statusLine(), "HTTP/1.1 404 Not Found");
    EXPECT_EQ(http(u"gw1"_s, 9763, StartupCheck).statusLine(), "HTTP/1.1 404 Not Found"); // HTTPS only
    EXPECT_TRUE(isOpen(u"gw1"_s, 8280));

    for (const QString &name : {u"tm1"_s, u"km1"_s, u"cp1"_s}) {
        EXPECT_EQ(http(name, 9763, "/services/Version").body, version("4.6.0"));
        expectAnswer(https(name, 9443, StartupCheck), "404 Not Found", "", ""); // AM-U3
        EXPECT_FALSE(isOpen(name, 8243));
    }
    const auto open = [this](const QString &name) {
        QList<int> ports;
        for (const int base : {9611, 9711, 5672}) {
            if (isOpen(name, base))
                ports.append(base);
        }
        return ports;
    };
    EXPECT_EQ(open(u"tm1"_s), (QList<int>{9611, 9711, 5672}));
    EXPECT_EQ(open(u"cp1"_s), (QList<int>{9611, 5672}));
    EXPECT_EQ(open(u"km1"_s), QList<int>());
    EXPECT_EQ(open(u"gw1"_s), QList<int>());
    EXPECT_EQ(https(u"cp1"_s, 9443, "/api/am/governance/v1/healthz/liveness").body, R"({"status":"Ok"})"); // AM-H6
    Client broker(urlAt(u"tm1"_s, u"http"_s, 5672));
    EXPECT_TRUE(isSilent(broker, "/"));
    EXPECT_TRUE(broker.isConnected());
}

TEST_F(ApimNodesTest, FaultsOfGateways)
{
    start({u"apis-not-deployed:gw2"_s});
    expectAnswer(https(u"gw2"_s, 9443, StartupCheck), "500 Internal Server Error", "", "");    // AM-U1
    expectAnswer(https(u"gw2"_s, 8243, "/health-check"), "500 Internal Server Error", "", ""); // AM-U4
    EXPECT_EQ(http(u"gw2"_s, 9763, "/services/Version").body, version("4.6.0"));               // AM-U7
    expectReady(u"gw1"_s);
    mend();
    expectReady(u"gw2"_s);
    put(u"needs-login:gw2"_s);
    expectAnswer(https(u"gw2"_s, 9443, StartupCheck), "401 Unauthorized", "", ""); // AM-U2
    mend();
    put(u"websocket-down:gw2"_s);
    EXPECT_FALSE(isOpen(u"gw2"_s, 9099));
    EXPECT_FALSE(isOpen(u"gw2"_s, 8099));
    expectReady(u"gw2"_s);
    mend();
    EXPECT_EQ(http(u"gw2"_s, 9099, "/health").statusLine(), "HTTP/1.1 200 OK");
    EXPECT_EQ(https(u"gw2"_s, 8099, "/health").statusLine(), "HTTP/1.1 200 OK");
    put(u"version-mismatch:gw2"_s);
    EXPECT_EQ(http(u"gw2"_s, 9763, "/services/Version").body, version("4.5.0"));
}

TEST_F(ApimNodesTest, FaultsOfTrafficManagersGoToThemAlone)
{
    start({u"throttle-port-down:tm1"_s}); // AM-U6
    EXPECT_FALSE(isOpen(u"tm1"_s, 9611));
    EXPECT_TRUE(isOpen(u"tm1"_s, 5672));
    EXPECT_TRUE(isOpen(u"tm1"_s, 9711));
    EXPECT_EQ(http(u"tm1"_s, 9763, "/services/Version").body, version("4.6.0"));
    put(u"broker-port-down"_s); // not where a fault is already
    EXPECT_EQ(cluster->activeFaults(), (QStringList{u"throttle-port-down:tm1"_s, u"broker-port-down:cp1"_s}));
    EXPECT_FALSE(isOpen(u"cp1"_s, 5672));
    mend();
    EXPECT_TRUE(isOpen(u"tm1"_s, 9611));
    EXPECT_TRUE(isOpen(u"cp1"_s, 5672));

    EXPECT_EQ(cluster->nodesFor(u"broker-port-down"_s), (QStringList{u"tm1"_s, u"cp1"_s}));
    EXPECT_EQ(cluster->nodesFor(u"needs-login"_s), (QStringList{u"gw1"_s, u"gw2"_s}));
    EXPECT_EQ(cluster->inject(u"broker-port-down"_s, u"gw1"_s).error().message,
              u"broker-port-down is a fault of tm1, cp1"_s);
    EXPECT_EQ(cluster->inject(u"proxy-502"_s).error().code, u"demo.unknown_fault"_s);
    make(u"wso2-apim"_s, {}, 1);
    EXPECT_EQ(cluster->inject(u"broker-port-down"_s).error().message,
              u"broker-port-down is a fault of no node of this cluster"_s);
}

TEST_F(ApimNodesTest, AChangedCertificateIsAnotherKeyThanThePinnedOne)
{
    start();
    const QByteArray pinned = node(u"gw2"_s)["tls"_L1]["pin"_L1].toString().toLatin1();
    Client kept(url(u"gw2"_s));
    put(u"certificate-changed:gw2"_s);
    EXPECT_TRUE(waitFor([&] { return !kept.isConnected(); })); // nobody goes on with the old one
    const QByteArray shown = pinOf(url(u"gw2"_s));
    EXPECT_NE(shown, pinned);
    EXPECT_EQ(pinOf(urlAt(u"gw2"_s, u"https"_s, 8243)), shown);
    EXPECT_EQ(pinOf(url(u"gw1"_s)), pinned);
    EXPECT_EQ(QJsonDocument::fromJson(cluster->clusterFile()).object(), file);
    mend();
    EXPECT_EQ(pinOf(url(u"gw2"_s)), pinned);
    start({u"certificate-changed:gw2"_s}); // from the start on, too
    EXPECT_NE(pinOf(url(u"gw2"_s)).toStdString(), node(u"gw2"_s)["tls"_L1]["pin"_L1].toString().toStdString());
}

TEST_F(ApimNodesTest, AGatewayThatComesBackDeploysFirst)
{
    start();
    put(u"node-crash:gw1"_s);
    for (const int base : {9443, 9763, 8243, 8280, 9099, 8099})
        EXPECT_FALSE(isOpen(u"gw1"_s, base)) << base;
    mend();
    clock.advance(3s);
    EXPECT_EQ(http(u"gw1"_s, 9763, "/services/Version").body, version("4.6.0"));
    EXPECT_EQ(https(u"gw1"_s, 9443, StartupCheck).statusLine(), "HTTP/1.1 500 Internal Server Error");
    clock.advance(6s);
    expectReady(u"gw1"_s);
}

TEST_F(ApimNodesTest, HangsAndDates)
{
    start({u"node-hang:gw1"_s, u"clock-skew:gw2"_s});
    Client client(url(u"gw1"_s));
    EXPECT_TRUE(client.isConnected());
    EXPECT_TRUE(isSilent(client, "/services/Version"));
    EXPECT_EQ(http(u"gw2"_s, 9763, "/services/Version").header("Date"), "Fri, 20 Nov 2026 20:01:30 GMT");
}

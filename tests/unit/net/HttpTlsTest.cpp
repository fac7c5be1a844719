// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Fetch.h"

#include <QFile>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>

using namespace rollcall;
using namespace rollcall::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

class HttpTlsTest : public testing::Test
{
protected:
    QString write(const QString &name, const QByteArray &bytes)
    {
        QFile file(folder.filePath(name));
        EXPECT_TRUE(file.open(QFile::WriteOnly));
        file.write(bytes);
        return file.fileName();
    }
    HttpResult fetch(HostileServer &server, const TlsTrust &trust, const QUrl &url = {})
    {
        server.serveAll(HostileServer::json("{}"));
        HttpRequest request;
        request.url = url.isEmpty() ? server.url() : url;
        if (!url.isEmpty())
            request.connectTo = u"127.0.0.1:%1"_s.arg(server.port());
        request.secretHeaders.emplace_back("Authorization", Secret("Bearer t0ken"));
        request.tls = std::make_shared<const TlsTrust>(trust);
        return fetcher.fetch(request);
    }
    TlsTrust withRoot()
    {
        return {
            .caFile = write(u"root.pem"_s, root.certificate()), .pin = {}, .clientCertificate = {}, .clientKey = {}};
    }
    static TlsTrust withPin(const QString &pin)
    {
        return {.caFile = {}, .pin = pin, .clientCertificate = {}, .clientKey = {}};
    }

    QTemporaryDir folder;
    TestAuthority root;
    Fetcher fetcher;
};

CertificateWish expired()
{
    CertificateWish wish;
    wish.notBefore = QDateTime::currentDateTimeUtc().addDays(-30);
    wish.notAfter = QDateTime::currentDateTimeUtc().addDays(-2);
    return wish;
}

} // namespace

TEST_F(HttpTlsTest, ATrustedCertificateIsReadInFull)
{
    HostileServer server(root.issue());
    const HttpResult result = fetch(server, withRoot());
    EXPECT_EQ(result.failure, NetFailure::None) << result.detail.toStdString();
    EXPECT_EQ(result.body, "{}");
    EXPECT_GT(result.timings.tls, result.timings.connect);
    ASSERT_TRUE(result.certificate);
    const PeerCertificate &shown = *result.certificate;
    EXPECT_EQ(shown.subject, u"CN=node.test"_s);
    EXPECT_EQ(shown.issuer, u"CN=Rollcall test root"_s);
    EXPECT_EQ(shown.names, (QStringList{u"node.test"_s, u"localhost"_s, u"127.0.0.1"_s}));
    EXPECT_EQ(shown.chain, QStringList{u"CN=node.test"_s});
    EXPECT_EQ(QDateTime::currentDateTimeUtc().daysTo(shown.notAfter), 90);
    EXPECT_EQ(shown.notBefore.daysTo(QDateTime::currentDateTimeUtc()), 1);
    EXPECT_TRUE(shown.pin.startsWith(u"sha256//"_s));
    EXPECT_EQ(shown.pin.size(), 8 + 44);
    EXPECT_EQ(shown.fingerprint.size(), 32 * 3 - 1);
}

TEST_F(HttpTlsTest, AKeptConnectionStillTellsItsCertificate)
{
    HostileServer server(root.issue());
    const HttpResult first = fetch(server, withRoot());
    const HttpResult second = fetch(server, withRoot());
    EXPECT_EQ(server.connections(), 1);
    EXPECT_EQ(second.timings.tls, 0us);
    ASSERT_TRUE(first.certificate);
    EXPECT_EQ(first.certificate, second.certificate); // the same object: read once per connection
}

TEST_F(HttpTlsTest, ConnectToKeepsTheNameInTheCertificateCheck)
{
    HostileServer server(root.issue());
    const HttpResult good = fetch(server, withRoot(), QUrl(u"https://node.test/"_s));
    EXPECT_EQ(good.failure, NetFailure::None) << good.detail.toStdString();
    EXPECT_EQ(server.requests().back().header("Host"), "node.test");

    const HttpResult bad = fetch(server, withRoot(), QUrl(u"https://other.test/"_s));
    EXPECT_EQ(bad.failure, NetFailure::TlsName);
    EXPECT_TRUE(bad.detail.contains(u"node.test"_s) && bad.detail.contains(u"other.test"_s));
    ASSERT_TRUE(bad.certificate);
    EXPECT_EQ(bad.certificate->subject, u"CN=node.test"_s);
    EXPECT_EQ(server.requests().size(), 1U) << "something was sent to a stranger";
}

TEST_F(HttpTlsTest, SelfSignedIsUntrustedAndTellsWhatToPin)
{
    HostileServer server(TestAuthority::selfSigned());
    const HttpResult result = fetch(server, withRoot());
    EXPECT_EQ(result.failure, NetFailure::TlsUntrusted);
    ASSERT_TRUE(result.certificate);
    EXPECT_TRUE(result.detail.contains(result.certificate->pin)) << result.detail.toStdString();
    EXPECT_TRUE(result.detail.contains(result.certificate->fingerprint));
    EXPECT_FALSE(result.detail.contains(u"t0ken"_s));
    EXPECT_EQ(server.requests().size(), 0U);
    EXPECT_EQ(result.status, 0);

    const HttpResult pinned = fetch(server, withPin(result.certificate->pin));
    EXPECT_EQ(pinned.failure, NetFailure::None) << pinned.detail.toStdString();
    EXPECT_EQ(pinned.certificate->fingerprint, result.certificate->fingerprint);
}

TEST_F(HttpTlsTest, AnUnknownRootIsUntrusted)
{
    HostileServer server(root.issue());
    EXPECT_EQ(fetch(server, {}).failure, NetFailure::TlsUntrusted);
    const TestAuthority another;
    EXPECT_EQ(fetch(server, {.caFile = write(u"another.pem"_s, another.certificate()),
                             .pin = {},
                             .clientCertificate = {},
                             .clientKey = {}})
                  .failure,
              NetFailure::TlsUntrusted);
    EXPECT_EQ(server.requests().size(), 0U);
}

TEST_F(HttpTlsTest, TrustIsNotLentToRequestsWithoutIt)
{
    HostileServer server(root.issue());
    const HttpResult trusted = fetch(server, withRoot());
    EXPECT_EQ(trusted.failure, NetFailure::None);
    // The connection is kept, but it was made under another trust.
    EXPECT_EQ(fetch(server, {}).failure, NetFailure::TlsUntrusted);
    const HttpResult pinned = fetch(server, withPin(trusted.certificate->pin));
    EXPECT_EQ(pinned.failure, NetFailure::None);
    EXPECT_EQ(fetch(server, withPin(u"sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="_s)).failure,
              NetFailure::TlsPinChanged);
}

TEST_F(HttpTlsTest, ExpiredIsToldFromUntrusted)
{
    HostileServer server(root.issue(expired()));
    const HttpResult result = fetch(server, withRoot());
    EXPECT_EQ(result.failure, NetFailure::TlsExpired);
    EXPECT_TRUE(result.detail.contains(u"expired on"_s)) << result.detail.toStdString();
    ASSERT_TRUE(result.certificate);
    EXPECT_EQ(result.certificate->notAfter.daysTo(QDateTime::currentDateTimeUtc()), 2);
    EXPECT_EQ(server.requests().size(), 0U);
}

TEST_F(HttpTlsTest, NotYetValidIsLikeExpired)
{
    CertificateWish wish;
    wish.notBefore = QDateTime::currentDateTimeUtc().addDays(1);
    HostileServer server(root.issue(wish));
    const HttpResult result = fetch(server, withRoot());
    EXPECT_EQ(result.failure, NetFailure::TlsExpired);
    EXPECT_TRUE(result.detail.contains(u"not valid before"_s));
}

TEST_F(HttpTlsTest, UntrustedComesBeforeExpiredAndExpiredBeforeTheName)
{
    HostileServer stranger(TestAuthority::selfSigned(expired()));
    EXPECT_EQ(fetch(stranger, withRoot()).failure, NetFailure::TlsUntrusted);
    HostileServer old(root.issue(expired()));
    EXPECT_EQ(fetch(old, withRoot(), QUrl(u"https://other.test/"_s)).failure, NetFailure::TlsExpired);
}

TEST_F(HttpTlsTest, APinReplacesChainNameAndDates)
{
    HostileServer server(TestAuthority::selfSigned(expired()));
    const QString pin = fetch(server, {}).certificate->pin;
    const HttpResult result = fetch(server, withPin(pin), QUrl(u"https://other.test/"_s));
    EXPECT_EQ(result.failure, NetFailure::None) << result.detail.toStdString();
    ASSERT_TRUE(result.certificate);
    EXPECT_LT(result.certificate->notAfter, QDateTime::currentDateTimeUtc()); // for the caller to judge
}

TEST_F(HttpTlsTest, AChangedPinShowsBothAndSendsNothing)
{
    HostileServer server(root.issue());
    TlsTrust trust = withRoot(); // even a trusted chain does not help
    trust.pin = u"sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="_s;
    const HttpResult result = fetch(server, trust);
    EXPECT_EQ(result.failure, NetFailure::TlsPinChanged);
    ASSERT_TRUE(result.certificate);
    EXPECT_TRUE(result.detail.contains(trust.pin));
    EXPECT_TRUE(result.detail.contains(result.certificate->pin));
    EXPECT_EQ(server.requests().size(), 0U);
}

TEST_F(HttpTlsTest, UnusableTrustIsABadRequest)
{
    HostileServer server(root.issue());
    for (const QString &pin : {u"sha256//short"_s, u"/etc/passwd"_s, u"sha256//%1"_s.arg(QString(44, u'!'))})
        EXPECT_EQ(fetch(server, withPin(pin)).failure, NetFailure::BadRequest) << pin.toStdString();
    TlsTrust trust;
    trust.caFile = folder.filePath(u"absent.pem"_s);
    const HttpResult absent = fetch(server, trust);
    EXPECT_EQ(absent.failure, NetFailure::BadRequest);
    EXPECT_TRUE(absent.detail.contains(u"absent.pem"_s));
    trust.caFile = write(u"empty.pem"_s, "no certificate\n");
    EXPECT_EQ(fetch(server, trust).failure, NetFailure::BadRequest);
    trust = withRoot();
    trust.clientCertificate = folder.filePath(u"absent.pem"_s);
    EXPECT_EQ(fetch(server, trust).failure, NetFailure::BadRequest);
    const TestIdentity one = root.issue();
    trust.clientCertificate = write(u"client.pem"_s, one.certificate);
    trust.clientKey = Secret(root.issue().key);
    const HttpResult mismatch = fetch(server, trust);
    EXPECT_EQ(mismatch.failure, NetFailure::BadRequest);
    EXPECT_FALSE(mismatch.detail.contains(u"PRIVATE"_s));
    EXPECT_EQ(server.requests().size(), 0U);
}

TEST_F(HttpTlsTest, ShowsTheClientCertificate)
{
    HostileServer server(root.issue());
    CertificateWish wish;
    wish.commonName = u"watcher"_s;
    const TestIdentity client = root.issue(wish);
    TlsTrust trust = withRoot();
    trust.clientCertificate = write(u"client.pem"_s, client.certificate);
    trust.clientKey = Secret(client.key);
    const HttpResult result = fetch(server, trust);
    EXPECT_EQ(result.failure, NetFailure::None) << result.detail.toStdString();
    ASSERT_EQ(server.requests().size(), 1U);
    EXPECT_EQ(server.requests()[0].clientName, u"watcher"_s);
}

TEST_F(HttpTlsTest, APlainServerFailsTheHandshake)
{
    HostileServer plain;
    plain.serveAll(HostileServer::json("{}"));
    QUrl url = plain.url();
    url.setScheme(u"https"_s);
    QTcpServer speaksFirst;
    ASSERT_TRUE(speaksFirst.listen(QHostAddress::LocalHost));
    QObject::connect(&speaksFirst, &QTcpServer::newConnection, &speaksFirst,
                     [&] { speaksFirst.nextPendingConnection()->write("220 mail ready\r\n"); });
    url.setPort(speaksFirst.serverPort());
    const HttpResult result = fetcher.fetch(url);
    EXPECT_EQ(result.failure, NetFailure::TlsFailed) << result.detail.toStdString();
    EXPECT_EQ(result.certificate, nullptr);
}

TEST_F(HttpTlsTest, AConnectionClosedOrResetInTheHandshakeIsNoTlsFault)
{
    QTcpServer closes;
    ASSERT_TRUE(closes.listen(QHostAddress::LocalHost));
    bool isReset = false;
    QObject::connect(&closes, &QTcpServer::newConnection, &closes, [&] {
        QTcpSocket *socket = closes.nextPendingConnection();
        QObject::connect(socket, &QTcpSocket::readyRead, socket, [socket, &isReset] {
            if (!isReset)
                socket->readAll();
            isReset ? socket->abort() : socket->disconnectFromHost();
        });
        if (isReset)
            socket->setReadBufferSize(1); // unread bytes at close: the kernel sends a reset
    });
    QUrl url(u"https://127.0.0.1/"_s);
    url.setPort(closes.serverPort());
    EXPECT_EQ(fetcher.fetch(url).failure, NetFailure::Closed);
    isReset = true;
    EXPECT_EQ(fetcher.fetch(url).failure, NetFailure::Reset);
}

TEST_F(HttpTlsTest, ManyCertificateFaultsAtOnceAreAllTold)
{
    HostileServer server(TestAuthority::selfSigned());
    server.serveAll(HostileServer::json("{}"));
    HttpRequest request;
    request.url = server.url();
    const auto shared = std::make_shared<const HttpRequest>(request);
    int untrusted = 0;
    int ended = 0;
    std::vector<std::unique_ptr<HttpCall>> calls;
    calls.reserve(30);
    for (int i = 0; i < 30; ++i) {
        calls.push_back(fetcher.client->start(shared, [&](HttpResult &&result) {
            untrusted += result.failure == NetFailure::TlsUntrusted && result.certificate ? 1 : 0;
            ++ended;
        }));
    }
    ASSERT_TRUE(waitFor([&] { return ended == 30; }));
    EXPECT_EQ(untrusted, 30);
    EXPECT_EQ(server.requests().size(), 0U);
}

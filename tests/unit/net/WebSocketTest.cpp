// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/WebSocket.h"

#include "Fetch.h"
#include "support/WebSocketAnswer.h"

#include <QFile>
#include <QTemporaryDir>
#include <QWebSocket>
#include <QWebSocketServer>
#include <gmock/gmock.h>

using namespace rollcall;
using namespace rollcall::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QByteArray accepted(const ServedRequest &request)
{
    return webSocketAnswer(request.header("Sec-WebSocket-Key"));
}

/// A frame as a server sends it: unmasked.
QByteArray frame(int opcode, const QByteArray &payload, bool isLast = true)
{
    QByteArray out;
    out += static_cast<char>((isLast ? 0x80 : 0) | opcode);
    if (payload.size() < 126) {
        out += static_cast<char>(payload.size());
    } else if (payload.size() < 65536) {
        out += static_cast<char>(126);
        out += static_cast<char>(payload.size() >> 8);
        out += static_cast<char>(payload.size() & 0xFF);
    } else {
        out += static_cast<char>(127);
        for (int shift = 56; shift >= 0; shift -= 8)
            out += static_cast<char>((static_cast<quint64>(payload.size()) >> shift) & 0xFF);
    }
    return out + payload;
}

class WebSocketTest : public testing::Test
{
protected:
    std::shared_ptr<WebSocketRequest> requestTo(const QUrl &url)
    {
        auto request = std::make_shared<WebSocketRequest>();
        request->url = url;
        request->headers.push_back({"User-Agent", "Rollcall/test"});
        request->secretHeaders.emplace_back("Authorization", Secret("Bearer t0ken"));
        request->timeout = 5000ms;
        return request;
    }
    void open(std::shared_ptr<const WebSocketRequest> request)
    {
        isOpening = true;
        socket = client->open(std::move(request), {.opened =
                                                       [this] {
                                                           EXPECT_FALSE(isOpening);
                                                           ++opened;
                                                       },
                                                   .received = [this](const QByteArray &text) { texts.append(text); },
                                                   .closed =
                                                       [this](WebSocketEnd &&ended) {
                                                           EXPECT_FALSE(isOpening);
                                                           end = std::move(ended);
                                                           ++closed;
                                                       }});
        isOpening = false;
    }
    void openAndSee(const std::shared_ptr<const WebSocketRequest> &request)
    {
        open(request);
        ASSERT_TRUE(waitFor([this] { return closed > 0; }));
        turn();
        EXPECT_EQ(closed, 1);
    }
    /// What would still come has come.
    static void turn()
    {
        for (int i = 0; i < 5; ++i) {
            QCoreApplication::processEvents();
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        }
    }
    void serveFrames(const QByteArray &frames, bool closes = false)
    {
        server.serveAll([frames, closes](Peer &peer, const ServedRequest &request) {
            peer.send(accepted(request) + frames);
            if (closes)
                peer.close();
        });
    }

    SystemClock clock;
    HostileServer server;
    std::unique_ptr<WebSocketClient> client = WebSocketClient::make(clock);
    std::unique_ptr<WebSocket> socket;
    bool isOpening = false;
    int opened = 0;
    int closed = 0;
    QList<QByteArray> texts;
    WebSocketEnd end;
};

} // namespace

TEST_F(WebSocketTest, OpensWithTheHeadersAndNoOrigin)
{
    serveFrames(frame(1, R"({"event":"hello"})") + frame(1, "two ", false) + frame(0, "parts"));
    open(requestTo(server.url("/api/v4/websocket")));
    ASSERT_TRUE(waitFor([this] { return texts.size() == 2; }));
    EXPECT_EQ(opened, 1);
    EXPECT_TRUE(socket->isOpen());
    EXPECT_EQ(texts, (QList<QByteArray>{R"({"event":"hello"})", "two parts"}));
    ASSERT_EQ(server.requests().size(), 1U);
    const ServedRequest &request = server.requests().front();
    EXPECT_EQ(request.target, "/api/v4/websocket");
    EXPECT_EQ(request.header("Authorization"), "Bearer t0ken");
    EXPECT_EQ(request.header("User-Agent"), "Rollcall/test");
    EXPECT_EQ(request.header("Upgrade").toLower(), "websocket");
    EXPECT_EQ(request.header("Origin"), "");
    EXPECT_FALSE(request.head.toLower().contains("origin:"));
    EXPECT_FALSE(request.head.toLower().contains("cookie:"));
    EXPECT_EQ(closed, 0);
}

TEST_F(WebSocketTest, ARefusalKeepsItsStatus)
{
    for (const int status : {400, 401, 403, 404, 429, 500, 502, 503}) {
        closed = opened = 0;
        server.serveAll(HostileServer::answer(status, R"({"id":"api.web_socket.connect.upgrade.app_error"})"));
        openAndSee(requestTo(server.url("/api/v4/websocket")));
        EXPECT_EQ(end.status, status);
        EXPECT_EQ(end.failure, NetFailure::None);
        EXPECT_FALSE(end.wasOpen);
        EXPECT_EQ(opened, 0);
        EXPECT_FALSE(end.detail.contains(u"t0ken"_s));
    }
}

TEST_F(WebSocketTest, WhatIsNoUpgradeIsToldApart)
{
    server.serveAll(HostileServer::raw("SSH-2.0-OpenSSH_9.2\r\n\r\n"));
    openAndSee(requestTo(server.url()));
    EXPECT_EQ(end.failure, NetFailure::NotHttp) << end.detail.toStdString();
    EXPECT_EQ(end.status, 0);

    closed = 0;
    server.serveAll([](Peer &peer, const ServedRequest &) {
        peer.send("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                  "Sec-WebSocket-Accept: AAAAAAAAAAAAAAAAAAAAAAAAAAA=\r\n\r\n");
    });
    openAndSee(requestTo(server.url()));
    EXPECT_EQ(end.failure, NetFailure::NotHttp) << end.detail.toStdString();
    EXPECT_EQ(opened, 0);
}

TEST_F(WebSocketTest, WhereNobodyListensItIsRefused)
{
    quint16 port = 0;
    {
        QTcpServer probe;
        ASSERT_TRUE(probe.listen(QHostAddress::LocalHost));
        port = probe.serverPort();
    }
    openAndSee(requestTo(QUrl(u"http://127.0.0.1:%1/"_s.arg(port))));
    EXPECT_EQ(end.failure, NetFailure::Refused) << end.detail.toStdString();
}

TEST_F(WebSocketTest, SilenceEndsAtTheTimeout)
{
    server.serveAll(HostileServer::silence());
    auto request = requestTo(server.url());
    request->timeout = 80ms;
    openAndSee(request);
    EXPECT_EQ(end.failure, NetFailure::Timeout);
}

TEST_F(WebSocketTest, AnUnusableRequestEndsFromTheEventLoop)
{
    auto request = requestTo(server.url());
    request->connectTo = u"nonsense"_s;
    openAndSee(request);
    EXPECT_EQ(end.failure, NetFailure::BadRequest);
    EXPECT_TRUE(server.requests().empty());
}

TEST_F(WebSocketTest, ThePeersCloseAndItsSilenceEndItOnce)
{
    serveFrames(frame(8, QByteArray("\x03\xE9", 2)));
    openAndSee(requestTo(server.url()));
    EXPECT_EQ(opened, 1);
    EXPECT_TRUE(end.wasOpen);
    EXPECT_EQ(end.failure, NetFailure::Closed);
    EXPECT_EQ(end.closeCode, 1001);

    closed = 0;
    serveFrames({}, true);
    openAndSee(requestTo(server.url()));
    EXPECT_TRUE(end.wasOpen);
    EXPECT_EQ(end.failure, NetFailure::Closed);
}

TEST_F(WebSocketTest, HostileFramesEndIt)
{
    // Longer than may be, announced and not even sent; a reserved opcode; broken UTF-8; a ping that is too long.
    const QByteArray announced("\x81\x7F\x00\x00\x00\x00\x40\x00\x00\x00", 10);
    for (const QByteArray &frames : {announced, frame(3, "x"), frame(1, "\xC3\x28"), frame(9, QByteArray(200, 'p'))}) {
        closed = 0;
        texts.clear();
        serveFrames(frames);
        openAndSee(requestTo(server.url()));
        EXPECT_TRUE(end.wasOpen);
        EXPECT_TRUE(texts.isEmpty());
        EXPECT_EQ(end.failure == NetFailure::TooLarge, frames == announced);
    }
}

TEST_F(WebSocketTest, AMessageOfOneMebibyteIsRead)
{
    serveFrames(frame(1, QByteArray(WebSocket::MaxMessage, 'x')) + frame(2, "binary is no news") + frame(1, "end"));
    open(requestTo(server.url()));
    ASSERT_TRUE(waitFor([this] { return texts.size() == 2 || closed; }));
    EXPECT_EQ(texts.value(0).size(), WebSocket::MaxMessage);
    EXPECT_EQ(texts.value(1), "end");
}

TEST_F(WebSocketTest, PingsAreAnsweredAndTextIsSent)
{
    QWebSocketServer real(u"test"_s, QWebSocketServer::NonSecureMode);
    ASSERT_TRUE(real.listen(QHostAddress::LocalHost));
    std::unique_ptr<QWebSocket> other;
    QByteArray ponged;
    QString text;
    QObject::connect(&real, &QWebSocketServer::newConnection, &real, [&] {
        other.reset(real.nextPendingConnection());
        QObject::connect(other.get(), &QWebSocket::pong, other.get(),
                         [&](quint64, const QByteArray &payload) { ponged = payload; });
        QObject::connect(other.get(), &QWebSocket::textMessageReceived, other.get(),
                         [&](const QString &received) { text = received; });
        other->ping("are you there");
    });
    open(requestTo(QUrl(u"ws://127.0.0.1:%1/"_s.arg(real.serverPort()))));
    ASSERT_TRUE(waitFor([&] { return !ponged.isEmpty() && opened == 1; }));
    EXPECT_EQ(ponged, "are you there");
    socket->send("h\xC3\xA9llo");
    ASSERT_TRUE(waitFor([&] { return !text.isEmpty(); }));
    EXPECT_EQ(text, u"héllo"_s);

    bool isInside = true;
    socket->close();
    EXPECT_EQ(closed, 0);
    isInside = false;
    ASSERT_TRUE(waitFor([&] { return closed == 1; }));
    EXPECT_FALSE(isInside);
    EXPECT_EQ(end.failure, NetFailure::Cancelled);
    socket->send("too late");
    socket->close();
    turn();
    EXPECT_EQ(closed, 1);
}

TEST_F(WebSocketTest, DestroyingItIsSilentAlsoFromInside)
{
    serveFrames(frame(1, "one") + frame(1, "two"));
    open(requestTo(server.url()));
    socket.reset();
    turn();
    EXPECT_EQ(closed + opened, 0);

    int seen = 0;
    socket = client->open(requestTo(server.url()), {.opened = {},
                                                    .received =
                                                        [&](const QByteArray &) {
                                                            ++seen;
                                                            socket.reset();
                                                        },
                                                    .closed = [&](WebSocketEnd &&) { ++closed; }});
    ASSERT_TRUE(waitFor([&] { return seen > 0; }));
    turn();
    EXPECT_EQ(seen, 1);
    EXPECT_EQ(closed, 0);

    server.serveAll(HostileServer::answer(500, "{}"));
    socket = client->open(requestTo(server.url()), {.opened = {}, .received = {}, .closed = [&](WebSocketEnd &&) {
                                                        ++closed;
                                                        socket.reset();
                                                    }});
    ASSERT_TRUE(waitFor([&] { return closed > 0; }));
    turn();
    EXPECT_EQ(closed, 1);
}

namespace {

class WebSocketTlsTest : public WebSocketTest
{
protected:
    void see(HostileServer &tls, const TlsTrust &trust, const QUrl &url = {})
    {
        closed = opened = 0;
        end = {};
        tls.clearRequests();
        tls.serveAll([](Peer &peer, const ServedRequest &request) { peer.send(accepted(request)); });
        auto request = requestTo(url.isEmpty() ? tls.url() : url);
        if (!url.isEmpty())
            request->connectTo = u"127.0.0.1:%1"_s.arg(tls.port());
        request->tls = std::make_shared<const TlsTrust>(trust);
        open(request);
        ASSERT_TRUE(waitFor([this] { return opened + closed > 0; }));
    }
    TlsTrust withRoot()
    {
        QFile file(folder.filePath(u"root.pem"_s));
        EXPECT_TRUE(file.open(QFile::WriteOnly));
        file.write(root.certificate());
        return {.caFile = file.fileName(), .pin = {}, .clientCertificate = {}, .clientKey = {}};
    }
    static TlsTrust withPin(const QString &pin)
    {
        return {.caFile = {}, .pin = pin, .clientCertificate = {}, .clientKey = {}};
    }
    QTemporaryDir folder;
    TestAuthority root;
};

} // namespace

TEST_F(WebSocketTlsTest, ATrustedChainOpensAndAStrangersDoesNot)
{
    HostileServer tls(root.issue());
    see(tls, withRoot());
    EXPECT_EQ(opened, 1) << end.detail.toStdString();
    see(tls, {});
    EXPECT_EQ(end.failure, NetFailure::TlsUntrusted);
    EXPECT_TRUE(tls.requests().empty()) << "something was sent to a stranger";
    ASSERT_TRUE(end.certificate);
    EXPECT_EQ(end.certificate->subject, u"CN=node.test"_s);
}

TEST_F(WebSocketTlsTest, ConnectToKeepsTheNameInTheCertificateCheck)
{
    HostileServer tls(root.issue());
    see(tls, withRoot(), QUrl(u"https://node.test/"_s));
    EXPECT_EQ(opened, 1) << end.detail.toStdString();
    see(tls, withRoot(), QUrl(u"https://other.test/"_s));
    EXPECT_EQ(end.failure, NetFailure::TlsName);
    EXPECT_TRUE(tls.requests().empty());
}

TEST_F(WebSocketTlsTest, SelfSignedNeedsTheMatchingPin)
{
    HostileServer tls(TestAuthority::selfSigned());
    see(tls, {});
    EXPECT_EQ(end.failure, NetFailure::TlsUntrusted);
    ASSERT_TRUE(end.certificate);
    const QString pin = end.certificate->pin;
    EXPECT_TRUE(tls.requests().empty());

    see(tls, withPin(pin), QUrl(u"https://another.name/"_s));
    EXPECT_EQ(opened, 1) << end.detail.toStdString();

    see(tls, withPin(u"sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="_s));
    EXPECT_EQ(end.failure, NetFailure::TlsPinChanged);
    EXPECT_TRUE(tls.requests().empty());
}

TEST_F(WebSocketTlsTest, AWrongPinIsSeenBehindATrustedChainToo)
{
    HostileServer tls(root.issue());
    TlsTrust trust = withRoot();
    trust.pin = u"sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="_s;
    see(tls, trust);
    EXPECT_EQ(end.failure, NetFailure::TlsPinChanged);
    EXPECT_EQ(opened, 0);
    EXPECT_TRUE(tls.requests().empty());
}

TEST_F(WebSocketTlsTest, AnExpiredCertificateIsToldApart)
{
    CertificateWish wish;
    wish.notBefore = QDateTime::currentDateTimeUtc().addDays(-30);
    wish.notAfter = QDateTime::currentDateTimeUtc().addDays(-2);
    HostileServer tls(root.issue(wish));
    see(tls, withRoot());
    EXPECT_EQ(end.failure, NetFailure::TlsExpired) << end.detail.toStdString();
    EXPECT_TRUE(tls.requests().empty());
}

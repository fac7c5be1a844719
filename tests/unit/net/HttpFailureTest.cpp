// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Fetch.h"

#include <QFile>
#include <QTcpServer>
#include <QTcpSocket>
#include <set>

using namespace rollcall;
using namespace rollcall::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

class HttpFailureTest : public testing::Test
{
protected:
    HttpResult fetchKind(const QByteArray &kind, Milliseconds timeout = 5s)
    {
        server.serve("/" + kind, HostileServer::behaviour(kind));
        HttpRequest request;
        request.url = server.url("/" + kind);
        request.timeout = timeout;
        return fetcher.fetch(request);
    }
    Fetcher fetcher;
    HostileServer server;
};

} // namespace

TEST_F(HttpFailureTest, EveryFailureHasAWordOfItsOwn)
{
    std::set<QString> words;
    for (int i = 0; i <= int(NetFailure::Cancelled); ++i)
        words.insert(failureName(NetFailure(i)));
    EXPECT_EQ(words.size(), std::size_t(NetFailure::Cancelled) + 1);
    EXPECT_EQ(failureName(NetFailure::Refused), u"refused"_s);
    EXPECT_EQ(failureName(NetFailure::Timeout), u"timeout"_s);
    EXPECT_EQ(failureName(NetFailure::NameNotFound), u"dns"_s);
    EXPECT_EQ(failureName(NetFailure::Reset), u"reset"_s);
    EXPECT_EQ(failureName(NetFailure::Closed), u"closed"_s);
}

TEST_F(HttpFailureTest, Refused)
{
    QTcpServer gone;
    ASSERT_TRUE(gone.listen(QHostAddress::LocalHost));
    QUrl url(u"http://127.0.0.1/"_s);
    url.setPort(gone.serverPort());
    gone.close();
    const HttpResult result = fetcher.fetch(url);
    EXPECT_EQ(result.failure, NetFailure::Refused);
    EXPECT_EQ(result.status, 0);
    EXPECT_TRUE(result.detail.contains(u"127.0.0.1:%1"_s.arg(url.port())));
}

TEST_F(HttpFailureTest, NameNotFound)
{
    HttpRequest request;
    request.url = QUrl(u"http://node.test/"_s);
    // A label of more than 63 characters cannot be: the resolver says so without asking anybody.
    request.connectTo = QString(64, u'a') + u".invalid:80"_s;
    EXPECT_EQ(fetcher.fetch(request).failure, NetFailure::NameNotFound);
}

TEST_F(HttpFailureTest, NoRoute)
{
    // The kernel refuses a TCP connection to the broadcast address by itself: nothing leaves this machine.
    HttpRequest request;
    request.url = QUrl(u"http://255.255.255.255/"_s);
    EXPECT_EQ(fetcher.fetch(request).failure, NetFailure::NoRoute);
}

TEST_F(HttpFailureTest, ClosedWithoutAnAnswer)
{
    const HttpResult result = fetchKind("closed");
    EXPECT_EQ(result.failure, NetFailure::Closed);
    EXPECT_EQ(result.status, 0);
}

TEST_F(HttpFailureTest, ClosedMidAnswer)
{
    const HttpResult result = fetchKind("closed-mid-answer");
    EXPECT_EQ(result.failure, NetFailure::Closed);
    EXPECT_EQ(result.status, 200);
    EXPECT_EQ(result.body, R"({"status":)");
}

TEST_F(HttpFailureTest, ClosedMidChunk)
{
    server.serveAll(HostileServer::raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n{\"a\""));
    EXPECT_EQ(fetcher.fetch(server.url()).failure, NetFailure::Closed);
}

TEST_F(HttpFailureTest, ClosedMidHeader)
{
    server.serveAll(HostileServer::raw("HTTP/1.1 200 OK\r\nX-A: 1\r\nX-"));
    EXPECT_EQ(fetcher.fetch(server.url()).failure, NetFailure::Closed);
}

TEST_F(HttpFailureTest, Reset)
{
    for (int i = 0; i < 20; ++i) // reliably: not by luck of timing
        ASSERT_EQ(fetchKind("reset").failure, NetFailure::Reset) << i;
}

TEST_F(HttpFailureTest, ResetMidAnswer)
{
    for (int i = 0; i < 20; ++i) {
        const HttpResult result = fetchKind("reset-mid-answer");
        ASSERT_EQ(result.failure, NetFailure::Reset) << i;
    }
}

TEST_F(HttpFailureTest, OneByteASecondEndsAtTheDeadline)
{
    EXPECT_EQ(fetchKind("slow", 150ms).failure, NetFailure::Timeout);
}

TEST_F(HttpFailureTest, HugeBody)
{
    const HttpResult result = fetchKind("huge-body");
    EXPECT_EQ(result.failure, NetFailure::TooLarge);
    EXPECT_EQ(result.status, 200);
    EXPECT_EQ(result.body.size(), 8 * 1024 * 1024);
}

TEST_F(HttpFailureTest, TheBoundItselfIsAllowed)
{
    server.serveAll(HostileServer::answer(200, QByteArray(1000, 'x')));
    HttpRequest request;
    request.url = server.url();
    request.maxBody = 1000;
    EXPECT_EQ(fetcher.fetch(request).failure, NetFailure::None);
    request.maxBody = 999;
    const HttpResult result = fetcher.fetch(request);
    EXPECT_EQ(result.failure, NetFailure::TooLarge);
    EXPECT_EQ(result.body.size(), 999);
}

TEST_F(HttpFailureTest, GzipBomb)
{
    const HttpResult result = fetchKind("gzip-bomb");
    EXPECT_EQ(result.failure, NetFailure::TooLarge);
    EXPECT_EQ(result.body.size(), 8 * 1024 * 1024);
}

TEST_F(HttpFailureTest, BrokenCompression)
{
    server.serveAll(HostileServer::answer(200, "this is not gzip", "Content-Encoding: gzip\r\n"));
    EXPECT_EQ(fetcher.fetch(server.url()).failure, NetFailure::NotHttp);
}

TEST_F(HttpFailureTest, BrokenChunks)
{
    server.serveAll(HostileServer::raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n"));
    EXPECT_EQ(fetcher.fetch(server.url()).failure, NetFailure::NotHttp);
}

TEST_F(HttpFailureTest, EndlessHeaders)
{
    for (const QByteArray kind : {"endless-headers", "many-headers", "endless-interim"}) {
        const HttpResult result = fetchKind(kind);
        EXPECT_EQ(result.failure, NetFailure::TooLarge) << kind.toStdString();
        EXPECT_LE(result.head.size(), 256 * 1024);
    }
}

TEST_F(HttpFailureTest, OneEndlessHeaderLine)
{
    server.serveAll([](Peer &peer, const ServedRequest &) {
        peer.send("HTTP/1.1 200 OK\r\nX: ");
        peer.sendRepeatedly(QByteArray(64LL * 1024, 'x'), -1);
    });
    EXPECT_EQ(fetcher.fetch(server.url()).failure, NetFailure::TooLarge);
}

TEST_F(HttpFailureTest, HeaderLinesAreCountedToThreeHundred)
{
    QByteArray head;
    for (int i = 0; i < 296; ++i)
        head += "X: 1\r\n";
    // With the status line, Content-Length, and the empty line: 299 lines, then one more, then too many.
    server.serve("/299", HostileServer::answer(200, "{}", head));
    server.serve("/300", HostileServer::answer(200, "{}", head + "X: 1\r\n"));
    server.serve("/301", HostileServer::answer(200, "{}", head + "X: 1\r\nX: 1\r\n"));
    EXPECT_EQ(fetcher.fetch(server.url("/299")).failure, NetFailure::None);
    EXPECT_EQ(fetcher.fetch(server.url("/300")).failure, NetFailure::None);
    EXPECT_EQ(fetcher.fetch(server.url("/301")).failure, NetFailure::TooLarge);
}

TEST_F(HttpFailureTest, Garbage)
{
    EXPECT_EQ(fetchKind("garbage").failure, NetFailure::NotHttp);
}

TEST_F(HttpFailureTest, ControlCharactersPassThroughUnchanged)
{
    const HttpResult result = fetchKind("control-characters");
    EXPECT_EQ(result.failure, NetFailure::None);
    EXPECT_TRUE(result.body.contains('\0'));
    EXPECT_EQ(result.body.size(), 45);
}

TEST_F(HttpFailureTest, WellFormedNonsenseIsAnAnswer)
{
    for (const QByteArray kind : {"truncated-json", "wrong-types", "empty-body", "html"}) {
        const HttpResult result = fetchKind(kind);
        EXPECT_EQ(result.failure, NetFailure::None) << kind.toStdString();
        EXPECT_EQ(result.status, 200);
    }
}

TEST_F(HttpFailureTest, EveryKindEnds)
{
    for (const QByteArray &kind : HostileServer::kinds())
        fetchKind(kind, 300ms); // fetch() itself expects exactly one result
}

TEST_F(HttpFailureTest, AFailureDoesNotColourTheNext)
{
    EXPECT_EQ(fetchKind("reset").failure, NetFailure::Reset);
    EXPECT_EQ(fetchKind("closed").failure, NetFailure::Closed);
    EXPECT_EQ(fetchKind("html").failure, NetFailure::None);
    EXPECT_EQ(fetchKind("reset").failure, NetFailure::Reset);
}

TEST_F(HttpFailureTest, TheProxyFails)
{
    QTcpServer gone;
    ASSERT_TRUE(gone.listen(QHostAddress::LocalHost));
    const int port = gone.serverPort();
    gone.close();
    HttpRequest request;
    request.url = QUrl(u"http://node.test/"_s);
    for (const QString &scheme : {u"http"_s, u"socks5h"_s}) {
        request.proxy = u"%1://person:s3cret@127.0.0.1:%2"_s.arg(scheme).arg(port);
        const HttpResult result = fetcher.fetch(request);
        EXPECT_EQ(result.failure, NetFailure::ProxyFailed) << scheme.toStdString();
        EXPECT_FALSE(result.detail.contains(u"s3cret"_s)) << result.detail.toStdString();
    }
    server.serveAll(HostileServer::answer(407, "", "Proxy-Authenticate: Basic realm=x\r\n"));
    request.proxy = u"http://127.0.0.1:%1"_s.arg(server.port());
    EXPECT_EQ(fetcher.fetch(request).failure, NetFailure::ProxyFailed);
    request.url = QUrl(u"https://node.test/"_s);
    EXPECT_EQ(fetcher.fetch(request).failure, NetFailure::ProxyFailed);
    server.serveAll(HostileServer::answer(403, ""));
    EXPECT_EQ(fetcher.fetch(request).failure, NetFailure::ProxyFailed);
}

TEST_F(HttpFailureTest, WhatASocksProxySaysOfTheFarEndIsAboutTheNode)
{
    QByteArray reply;
    QTcpServer socks;
    ASSERT_TRUE(socks.listen(QHostAddress::LocalHost));
    QObject::connect(&socks, &QTcpServer::newConnection, &socks, [&] {
        QTcpSocket *socket = socks.nextPendingConnection();
        QObject::connect(socket, &QTcpSocket::readyRead, socket, [socket, &reply] {
            const QByteArray asked = socket->readAll();
            if (asked.size() < 6) // the greeting: version, number of methods, methods
                socket->write(QByteArray("\x05\x00", 2));
            else if (reply.isEmpty())
                socket->disconnectFromHost();
            else
                socket->write("\x05" + reply + QByteArray("\x00\x01\x00\x00\x00\x00\x00\x00", 8));
        });
    });
    HttpRequest request;
    request.url = QUrl(u"http://node.test/"_s);
    request.proxy = u"socks5h://127.0.0.1:%1"_s.arg(socks.serverPort());
    const QList<std::pair<QByteArray, NetFailure>> replies = {
        {"\x01", NetFailure::ProxyFailed}, {"\x03", NetFailure::NoRoute}, {"\x04", NetFailure::NoRoute},
        {"\x05", NetFailure::Refused},     {"\x06", NetFailure::Timeout}, {"", NetFailure::Closed},
    };
    for (const auto &[code, expected] : replies) {
        reply = code;
        EXPECT_EQ(fetcher.fetch(request).failure, expected) << code.toHex().toStdString();
    }
}

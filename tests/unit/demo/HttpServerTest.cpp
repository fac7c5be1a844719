// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/HttpServer.h"

#include "Client.h"
#include "demo/Certificate.h"

using namespace rollcall;
using namespace rollcall::demo;
using namespace rollcall::test;
using namespace Qt::StringLiterals;

namespace {

struct HttpServerTest : testing::Test
{
    std::vector<std::shared_ptr<HttpServer::Exchange>> held;
    bool isHolding = false;
    HttpServer server{[this](const std::shared_ptr<HttpServer::Exchange> &exchange) {
        if (isHolding) {
            held.push_back(exchange);
            return;
        }
        exchange->answer(echo(exchange->question()));
    }};
    QUrl url;

    void SetUp() override
    {
        ASSERT_TRUE(server.listen(QHostAddress(QHostAddress::LocalHost)));
        url = QUrl(u"http://127.0.0.1:"_s + QString::number(server.port()));
    }
    static HttpAnswer echo(const HttpQuestion &question)
    {
        HttpAnswer answer{"HTTP/1.1 200 OK", {{"x-Odd-Case", "1"}, {"Content-Length", ""}}, {}};
        answer.setBody(question.method + " " + question.target + " " + question.body);
        return answer;
    }
    /// Everything the server sends to these bytes until it closes.
    QByteArray sendRaw(const QByteArray &bytes)
    {
        Client client(url);
        client.socket.write(bytes);
        EXPECT_TRUE(waitFor([&] { return !client.isConnected(); }));
        return client.bytes + client.socket.readAll();
    }
};

} // namespace

TEST_F(HttpServerTest, KeepsTheConnectionAndTheSpelling)
{
    Client client(url);
    EXPECT_EQ(client.get("/a").body, "GET /a ");
    const RawAnswer second = client.get("/b?c=d");
    EXPECT_EQ(second.body, "GET /b?c=d ");
    EXPECT_EQ(second.head, "HTTP/1.1 200 OK\r\nx-Odd-Case: 1\r\nContent-Length: 11\r\n");
    EXPECT_TRUE(client.isConnected());
}

TEST_F(HttpServerTest, AnswersPipelinedRequestsInTheirOrder)
{
    isHolding = true;
    Client client(url);
    client.socket.write(
        "GET /1 HTTP/1.1\r\n\r\nPOST /2 HTTP/1.1\r\nContent-Length: 3\r\n\r\nabcGET /3 HTTP/1.1\r\n\r\n");
    for (std::size_t i = 0; i < 3; ++i) {
        ASSERT_TRUE(waitFor([&] { return held.size() == i + 1; }));
        held[i]->answer(echo(held[i]->question()));
    }
    QByteArray bodies;
    ASSERT_TRUE(waitFor([&] {
        const RawAnswer answer = takeAnswer(client.bytes);
        if (answer.isWhole)
            bodies += answer.body + ";";
        return bodies.count(';') == 3;
    }));
    EXPECT_EQ(bodies, "GET /1 ;POST /2 abc;GET /3 ;");
}

TEST_F(HttpServerTest, AnswersARequestThatComesByteByByte)
{
    Client client(url);
    for (const char c : QByteArray("GET /slowly HTTP/1.1\r\nHost: x\r\n\r")) {
        client.socket.write(&c, 1);
        client.socket.flush();
        QCoreApplication::processEvents();
    }
    EXPECT_TRUE(client.bytes.isEmpty());
    client.socket.write("\n");
    ASSERT_TRUE(waitFor([&] { return takeAnswer(client.bytes).body == "GET /slowly "; }));
}

TEST_F(HttpServerTest, ClosesWhenAskedTo)
{
    EXPECT_EQ(sendRaw("GET / HTTP/1.1\r\nConnection: close\r\n\r\n"),
              "HTTP/1.1 200 OK\r\nx-Odd-Case: 1\r\nContent-Length: 6\r\nConnection: close\r\n\r\nGET / ");
    EXPECT_TRUE(sendRaw("GET / HTTP/1.0\r\n\r\n").endsWith("Connection: close\r\n\r\nGET / "));
}

TEST_F(HttpServerTest, HeadHasNoBody)
{
    Client client(url);
    const RawAnswer answer = client.ask("HEAD", "/");
    EXPECT_EQ(answer.header("Content-Length"), "7");
    EXPECT_EQ(client.get("/next").body, "GET /next ");
}

TEST_F(HttpServerTest, SendsLongBodiesInChunks)
{
    Client client(url);
    const QByteArray body(5000, 'x');
    const RawAnswer answer = client.ask("POST", "/", {}, body);
    EXPECT_EQ(answer.header("Transfer-Encoding"), "chunked");
    EXPECT_EQ(answer.body, "POST / " + body);
    // HTTP/1.0 knows no chunks.
    const QByteArray old = sendRaw("POST / HTTP/1.0\r\nContent-Length: 5000\r\n\r\n" + body);
    EXPECT_FALSE(old.contains("chunked"));
    EXPECT_TRUE(old.endsWith(QByteArray("Connection: close\r\n\r\nPOST / " + body)));
}

TEST_F(HttpServerTest, RefusesWhatItCannotRead)
{
    EXPECT_TRUE(sendRaw("nonsense\r\n\r\n").startsWith("HTTP/1.1 400 Bad Request\r\n"));
    EXPECT_TRUE(sendRaw("GET / HTTP/1.1\r\nno colon\r\n\r\n").startsWith("HTTP/1.1 400 "));
    EXPECT_TRUE(sendRaw("GET / HTTP/1.1\r\nContent-Length: -1\r\n\r\n").startsWith("HTTP/1.1 400 "));
    EXPECT_TRUE(sendRaw("GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n").startsWith("HTTP/1.1 411 "));
    EXPECT_TRUE(sendRaw("GET / HTTP/1.1\r\nContent-Length: 99999999\r\n\r\n").startsWith("HTTP/1.1 413 "));
    EXPECT_TRUE(sendRaw("GET / HTTP/1.1\r\nX: " + QByteArray(70000, 'x')).startsWith("HTTP/1.1 431 "));
}

TEST_F(HttpServerTest, ADroppedExchangeLeavesTheClientWaiting)
{
    isHolding = true;
    Client client(url);
    client.socket.write("GET / HTTP/1.1\r\n\r\n");
    ASSERT_TRUE(waitFor([&] { return held.size() == 1; }));
    held.clear();
    EXPECT_FALSE(
        waitFor([&] { return !client.isConnected() || !client.bytes.isEmpty(); }, std::chrono::milliseconds(50)));
}

TEST_F(HttpServerTest, ShutDownClosesPortAndConnections)
{
    isHolding = true;
    Client client(url);
    client.socket.write("GET / HTTP/1.1\r\n\r\n");
    ASSERT_TRUE(waitFor([&] { return held.size() == 1; }));
    const quint16 port = server.port();
    server.shutDown();
    held.front()->answer(echo(held.front()->question())); // too late, and harmless
    EXPECT_TRUE(waitFor([&] { return !client.isConnected(); }));
    EXPECT_FALSE(Client(url).isConnected());
    ASSERT_TRUE(server.listen(QHostAddress(QHostAddress::LocalHost), port));
    isHolding = false;
    EXPECT_EQ(Client(url).get("/again").body, "GET /again ");
}

TEST_F(HttpServerTest, SpeaksTlsOnceItHasACertificate)
{
    server.shutDown();
    server.useTls(makeIdentity().configuration);
    ASSERT_TRUE(server.listen(QHostAddress(QHostAddress::LocalHost)));
    QUrl plain = url;
    plain.setPort(server.port());
    QUrl secure = plain;
    secure.setScheme(u"https"_s);
    Client client(secure);
    EXPECT_EQ(client.get("/a").body, "GET /a ");
    const QByteArray body(300000, 'x'); // more than one record, and more than the socket takes at once
    EXPECT_EQ(client.ask("POST", "/", {}, body).body, "POST / " + body);
    // Who does not speak it gets no answer, and harms nobody.
    Client silent(plain);
    EXPECT_TRUE(silent.isConnected());
    Client wrong(plain);
    wrong.socket.write("GET /b HTTP/1.1\r\n\r\n");
    EXPECT_TRUE(waitFor([&] { return !wrong.isConnected(); }));
    EXPECT_FALSE(wrong.bytes.contains("HTTP/1.1"));
    EXPECT_EQ(client.get("/c").body, "GET /c ");
    server.shutDown();
    EXPECT_TRUE(waitFor([&] { return !silent.isConnected() && !client.isConnected(); }));
}

TEST(Certificate, IsAnotherOneEachTime)
{
    const Identity first = makeIdentity();
    EXPECT_TRUE(first.pin.startsWith("sha256//"));
    EXPECT_EQ(first.pin.size(), 8 + 44);
    EXPECT_NE(makeIdentity().pin, first.pin);
}

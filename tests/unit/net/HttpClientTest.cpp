// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Fetch.h"
#include "support/WaitingTime.h"

#include <QElapsedTimer>
#include <QTcpServer>
#include <QTcpSocket>
#include <set>

using namespace rollcall;
using namespace rollcall::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

HttpRequest get(const QUrl &url)
{
    HttpRequest request;
    request.url = url;
    return request;
}

class HttpClientTest : public testing::Test
{
protected:
    Fetcher fetcher;
    HostileServer server;
};

} // namespace

TEST_F(HttpClientTest, ReadsAWholeAnswer)
{
    server.serve("/ping", HostileServer::answer(200, R"({"status":"OK"})", "X-Version-Id: 10.11.2\r\nx-b:  two \r\n"));
    const HttpResult result = fetcher.fetch(server.url("/ping"));
    EXPECT_EQ(result.failure, NetFailure::None);
    EXPECT_EQ(result.status, 200);
    EXPECT_EQ(result.body, R"({"status":"OK"})");
    EXPECT_EQ(result.head, "X-Version-Id: 10.11.2\r\nx-b:  two \r\nContent-Length: 15\r\n");
    EXPECT_EQ(result.header("x-version-ID"), "10.11.2");
    EXPECT_EQ(result.header("X-B"), "two");
    EXPECT_EQ(result.header("absent"), QByteArray());
    EXPECT_EQ(result.headers().size(), 3U);
    EXPECT_EQ(result.peerAddress, u"127.0.0.1"_s);
    EXPECT_EQ(result.httpVersion, 11);
    EXPECT_EQ(result.certificate, nullptr);
    EXPECT_EQ(result.redirectTo, QString());
    EXPECT_GT(result.timings.connect.count(), 0);
    EXPECT_GE(result.timings.firstByte, result.timings.connect);
    EXPECT_GE(result.timings.total, result.timings.firstByte);
    EXPECT_LT(qAbs(result.sentUtc.msecsTo(QDateTime::currentDateTimeUtc())), 10000);
}

TEST_F(HttpClientTest, AsksForWhatWasWritten)
{
    server.serveAll(HostileServer::json("{}"));
    HttpRequest request = get(server.url("/a%20b?x=1&y=%2F#part"));
    request.headers = {{"X-One", "1"}, {"X-Empty", ""}};
    request.secretHeaders.emplace_back("Authorization", Secret("Bearer t0ken"));
    fetcher.fetch(request);
    ASSERT_EQ(server.requests().size(), 1U);
    const ServedRequest &asked = server.requests().front();
    EXPECT_EQ(asked.method, "GET");
    EXPECT_EQ(asked.target, "/a%20b?x=1&y=%2F");
    EXPECT_EQ(asked.header("Host"), "127.0.0.1:" + QByteArray::number(server.port()));
    EXPECT_EQ(asked.header("X-One"), "1");
    EXPECT_TRUE(asked.head.contains("X-Empty:"));
    EXPECT_EQ(asked.header("Authorization"), "Bearer t0ken");
    EXPECT_EQ(asked.header("User-Agent"), "rollcall/" ROLLCALL_VERSION);
    EXPECT_TRUE(asked.header("Accept-Encoding").contains("gzip"));
    EXPECT_FALSE(asked.head.contains("Cookie"));
}

TEST_F(HttpClientTest, SendsMethodAndBody)
{
    server.serveAll(HostileServer::json("{}"));
    HttpRequest post = get(server.url("/post"));
    post.method = "POST";
    post.body = R"({"a":1})";
    EXPECT_EQ(fetcher.fetch(post).status, 200);
    HttpRequest put = post;
    put.method = "PUT";
    put.headers = {{"Content-Type", "application/json"}};
    EXPECT_EQ(fetcher.fetch(put).status, 200);
    HttpRequest head = get(server.url("/head"));
    head.method = "HEAD";
    const HttpResult headed = fetcher.fetch(head);
    EXPECT_EQ(headed.failure, NetFailure::None);
    EXPECT_EQ(headed.body, QByteArray());
    EXPECT_EQ(headed.header("Content-Length"), "2");

    ASSERT_EQ(server.requests().size(), 3U);
    EXPECT_EQ(server.requests()[0].method, "POST");
    EXPECT_EQ(server.requests()[0].body, R"({"a":1})");
    EXPECT_FALSE(server.requests()[0].head.contains("form-urlencoded"));
    EXPECT_FALSE(server.requests()[0].head.contains("Expect"));
    EXPECT_EQ(server.requests()[1].method, "PUT");
    EXPECT_EQ(server.requests()[1].header("Content-Type"), "application/json");
    EXPECT_EQ(server.requests()[2].method, "HEAD");
}

TEST_F(HttpClientTest, KeepsTheConnection)
{
    server.serveAll(HostileServer::json("{}"));
    const auto request = std::make_shared<const HttpRequest>(get(server.url("/")));
    for (int i = 0; i < 5; ++i) {
        const HttpResult result = fetcher.fetch(request);
        EXPECT_EQ(result.status, 200);
        EXPECT_EQ(result.timings.connect.count() > 0, i == 0) << i;
    }
    fetcher.fetch(server.url("/another"));
    EXPECT_EQ(server.connections(), 1);

    fetcher.client->closeConnections();
    EXPECT_EQ(fetcher.fetch(request).status, 200);
    EXPECT_EQ(server.connections(), 2);
}

TEST_F(HttpClientTest, AFreshConnectionIsNeitherReusedNorKept)
{
    server.serveAll(HostileServer::json("{}"));
    HttpRequest fresh = get(server.url("/"));
    fetcher.fetch(fresh);
    fresh.freshConnection = true;
    fetcher.fetch(fresh);
    fetcher.fetch(fresh);
    EXPECT_EQ(server.connections(), 3);
    fetcher.fetch(get(server.url("/"))); // the first one is still there
    EXPECT_EQ(server.connections(), 3);
}

TEST_F(HttpClientTest, AKeptConnectionThatDiedIsReplacedSilently)
{
    server.serve("/", [](Peer &peer, const ServedRequest &) {
        peer.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
        peer.close(); // without saying so in a header
    });
    const auto request = std::make_shared<const HttpRequest>(get(server.url("/")));
    for (int i = 0; i < 3; ++i)
        EXPECT_EQ(fetcher.fetch(request).failure, NetFailure::None);
    EXPECT_EQ(server.connections(), 3);
}

TEST_F(HttpClientTest, ConnectToKeepsTheName)
{
    server.serveAll(HostileServer::json("{}"));
    HttpRequest request = get(QUrl(u"http://node.test:1234/x"_s));
    request.connectTo = u"127.0.0.1:%1"_s.arg(server.port());
    const HttpResult result = fetcher.fetch(request);
    EXPECT_EQ(result.failure, NetFailure::None) << result.detail.toStdString();
    ASSERT_EQ(server.requests().size(), 1U);
    EXPECT_EQ(server.requests()[0].header("Host"), "node.test:1234");
    EXPECT_EQ(result.peerAddress, u"127.0.0.1"_s);
}

TEST_F(HttpClientTest, DecompressesWithinTheBound)
{
    server.serveAll(HostileServer::answer(200, gzip(R"({"status":"OK"})"), "Content-Encoding: gzip\r\n"));
    EXPECT_EQ(fetcher.fetch(server.url()).body, R"({"status":"OK"})");
}

TEST_F(HttpClientTest, InterimAnswersAreNotTheAnswer)
{
    server.serveAll(HostileServer::raw("HTTP/1.1 103 Early Hints\r\nX-Early: 1\r\n\r\n"
                                       "HTTP/1.1 200 OK\r\nX-Late: 1\r\nContent-Length: 2\r\n\r\n{}"));
    const HttpResult result = fetcher.fetch(server.url());
    EXPECT_EQ(result.status, 200);
    EXPECT_EQ(result.head, "X-Late: 1\r\nContent-Length: 2\r\n");
}

TEST_F(HttpClientTest, TrailersAreNoHeaders)
{
    server.serveAll(HostileServer::raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n"
                                       "X-Version-Id: forged\r\n\r\n"));
    const HttpResult result = fetcher.fetch(server.url());
    EXPECT_EQ(result.failure, NetFailure::None);
    EXPECT_EQ(result.body, "{}");
    EXPECT_EQ(result.head, "Transfer-Encoding: chunked\r\n");
}

TEST_F(HttpClientTest, CancelDeliversOnceAndLater)
{
    server.serveAll(HostileServer::silence());
    std::vector<NetFailure> results;
    auto call = fetcher.client->start(std::make_shared<const HttpRequest>(get(server.url())),
                                      [&](HttpResult &&result) { results.push_back(result.failure); });
    ASSERT_TRUE(waitFor([&] { return server.requests().size() == 1; }));
    call->cancel();
    call->cancel();
    EXPECT_TRUE(results.empty()) << "delivered from inside cancel()";
    ASSERT_TRUE(waitFor([&] { return !results.empty(); }));
    call->cancel();
    server.serveAll(HostileServer::json("{}"));
    fetcher.fetch(server.url()); // the loop turns
    EXPECT_EQ(results, std::vector{NetFailure::Cancelled});
}

TEST_F(HttpClientTest, CancelBeforeAnythingWasSent)
{
    server.serveAll(HostileServer::json("{}"));
    std::vector<NetFailure> results;
    auto call = fetcher.client->start(std::make_shared<const HttpRequest>(get(server.url())),
                                      [&](HttpResult &&result) { results.push_back(result.failure); });
    call->cancel();
    ASSERT_TRUE(waitFor([&] { return !results.empty(); }));
    EXPECT_EQ(results, std::vector{NetFailure::Cancelled});
    EXPECT_EQ(server.connections(), 0);
}

TEST_F(HttpClientTest, AnAnswerAfterCancelIsNotDelivered)
{
    Peer *held = nullptr;
    server.serve("/held", [&](Peer &peer, const ServedRequest &) { held = &peer; });
    server.serve("/other", HostileServer::json("{}"));
    std::vector<NetFailure> results;
    auto call = fetcher.client->start(std::make_shared<const HttpRequest>(get(server.url("/held"))),
                                      [&](HttpResult &&result) { results.push_back(result.failure); });
    ASSERT_TRUE(waitFor([&] { return held != nullptr; }));
    call->cancel();
    held->send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
    EXPECT_EQ(fetcher.fetch(server.url("/other")).body, "{}");
    EXPECT_EQ(results, std::vector{NetFailure::Cancelled});
}

TEST_F(HttpClientTest, ADestroyedCallIsSilent)
{
    server.serve("/silent", HostileServer::silence());
    server.serve("/other", HostileServer::json("{}"));
    int results = 0;
    auto queued = fetcher.client->start(std::make_shared<const HttpRequest>(get(server.url("/other"))),
                                        [&](HttpResult &&) { ++results; });
    queued.reset();
    auto running = fetcher.client->start(std::make_shared<const HttpRequest>(get(server.url("/silent"))),
                                         [&](HttpResult &&) { ++results; });
    ASSERT_TRUE(waitFor([&] { return server.requests().size() == 1; }));
    running.reset();
    auto cancelled = fetcher.client->start(std::make_shared<const HttpRequest>(get(server.url("/other"))),
                                           [&](HttpResult &&) { ++results; });
    cancelled->cancel();
    cancelled.reset();
    fetcher.fetch(server.url("/other"));
    EXPECT_EQ(results, 0);
}

TEST_F(HttpClientTest, ACallMayBeDestroyedInItsCallback)
{
    server.serveAll(HostileServer::json("{}"));
    std::unique_ptr<HttpCall> call;
    int results = 0;
    call = fetcher.client->start(std::make_shared<const HttpRequest>(get(server.url())), [&](HttpResult &&) {
        call.reset();
        ++results;
    });
    ASSERT_TRUE(waitFor([&] { return results > 0; }));
    EXPECT_EQ(results, 1);
}

TEST_F(HttpClientTest, TheNextMayBeStartedInTheCallback)
{
    server.serveAll(HostileServer::json("{}"));
    const auto request = std::make_shared<const HttpRequest>(get(server.url()));
    std::unique_ptr<HttpCall> call;
    int results = 0;
    std::function<void(HttpResult &&)> again = [&](HttpResult &&result) {
        EXPECT_EQ(result.status, 200);
        if (++results < 20)
            call = fetcher.client->start(request, again);
    };
    call = fetcher.client->start(request, again);
    ASSERT_TRUE(waitFor([&] { return results == 20; }));
    EXPECT_EQ(server.connections(), 1);
}

TEST_F(HttpClientTest, TheClientMayBeDestroyedInACallbackAndBeforeItsCalls)
{
    server.serve("/", HostileServer::json("{}"));
    server.serve("/silent", HostileServer::silence());
    int results = 0;
    const auto count = [&](HttpResult &&) { ++results; };
    auto silent = fetcher.client->start(std::make_shared<const HttpRequest>(get(server.url("/silent"))), count);
    std::vector<std::unique_ptr<HttpCall>> calls;
    calls.reserve(5);
    for (int i = 0; i < 5; ++i) {
        calls.push_back(
            fetcher.client->start(std::make_shared<const HttpRequest>(get(server.url())), [&](HttpResult &&) {
                ++results;
                fetcher.client.reset();
            }));
    }
    ASSERT_TRUE(waitFor([&] { return !fetcher.client; }));
    EXPECT_EQ(results, 1);
    silent->cancel(); // outlives the client
    silent.reset();
    calls.clear();
    EXPECT_EQ(results, 1);
}

TEST_F(HttpClientTest, AnEventLoopInsideACallbackStillServesOthers)
{
    server.serveAll(HostileServer::json("{}"));
    bool isInnerDone = false;
    bool isOuterDone = false;
    std::unique_ptr<HttpCall> inner;
    auto outer =
        fetcher.client->start(std::make_shared<const HttpRequest>(get(server.url("/outer"))), [&](HttpResult &&) {
            inner = fetcher.client->start(std::make_shared<const HttpRequest>(get(server.url("/inner"))),
                                          [&](HttpResult &&) { isInnerDone = true; });
            EXPECT_TRUE(waitFor([&] { return isInnerDone; }));
            isOuterDone = true;
        });
    EXPECT_TRUE(waitFor([&] { return isOuterDone; }));
}

TEST_F(HttpClientTest, HundredsAtOnceAllEndAndTheLoopStaysFree)
{
    server.serveAll(HostileServer::json("{}"));
    const auto request = std::make_shared<const HttpRequest>(get(server.url()));
    constexpr int Count = 300;
    int good = 0;
    int ended = 0;
    std::vector<std::unique_ptr<HttpCall>> calls;
    calls.reserve(Count);
    for (int i = 0; i < Count; ++i) {
        calls.push_back(fetcher.client->start(request, [&](HttpResult &&result) {
            ++ended;
            good += result.status == 200 && result.body == "{}" ? 1 : 0;
        }));
    }
    int turns = 0;
    ASSERT_TRUE(waitFor([&] {
        ++turns;
        return ended == Count;
    }));
    EXPECT_EQ(good, Count);
    EXPECT_GT(turns, 5) << "all in one event";
    EXPECT_EQ(server.requests().size(), std::size_t(Count));
}

TEST_F(HttpClientTest, TheDeadlineIsKept)
{
    server.serveAll(HostileServer::silence());
    for (const auto timeout : {50ms, 200ms}) {
        HttpRequest request = get(server.url());
        request.timeout = timeout;
        QElapsedTimer elapsed;
        elapsed.start();
        WaitingTime waiting;
        const HttpResult result = fetcher.fetch(request);
        EXPECT_LE(waiting.waited(), timeout + 150ms);
        EXPECT_EQ(result.failure, NetFailure::Timeout);
        EXPECT_EQ(result.status, 0);
        EXPECT_GE(elapsed.elapsed(), timeout.count() - 2);
        EXPECT_GE(result.timings.total, timeout - 2ms);
    }
}

TEST_F(HttpClientTest, BadRequestsAreRefusedWithTheReason)
{
    const QUrl url = server.url();
    const auto failure = [&](const std::function<void(HttpRequest &)> &spoil) {
        HttpRequest request = get(url);
        spoil(request);
        const HttpResult result = fetcher.fetch(request);
        EXPECT_EQ(result.failure, NetFailure::BadRequest);
        EXPECT_FALSE(result.detail.contains(u"s3cret"_s));
        return result.detail;
    };
    EXPECT_TRUE(failure([](HttpRequest &r) { r.url = QUrl(u"ftp://127.0.0.1/"_s); }).contains(u"URL"_s));
    EXPECT_TRUE(failure([](HttpRequest &r) { r.url = QUrl(); }).contains(u"URL"_s));
    EXPECT_TRUE(failure([](HttpRequest &r) { r.url.setPassword(u"s3cret"_s); }).contains(u"password"_s));
    EXPECT_TRUE(failure([](HttpRequest &r) { r.connectTo = u"no-port"_s; }).contains(u"connectTo"_s));
    EXPECT_TRUE(failure([](HttpRequest &r) { r.connectTo = u"host:99999"_s; }).contains(u"connectTo"_s));
    EXPECT_TRUE(failure([](HttpRequest &r) { r.connectTo = u"::1:80"_s; }).contains(u"connectTo"_s));
    EXPECT_TRUE(failure([](HttpRequest &r) { r.proxy = u"file:///etc/passwd"_s; }).contains(u"proxy"_s));
    EXPECT_TRUE(failure([](HttpRequest &r) { r.method = "GET / HTTP/1.1\r\nX:"; }).contains(u"method"_s));
    EXPECT_TRUE(failure([](HttpRequest &r) { r.headers = {{"X", "1\r\nY: 2"}}; }).contains(u"header"_s));
    EXPECT_TRUE(failure([](HttpRequest &r) { r.headers = {{"X Y", "1"}}; }).contains(u"header"_s));
    EXPECT_TRUE(failure([](HttpRequest &r) {
                    r.secretHeaders.emplace_back("Authorization", Secret("Bearer s3cret\n"));
                }).contains(u"line break"_s));
    EXPECT_TRUE(server.requests().empty());
}

TEST_F(HttpClientTest, TheEnvironmentsProxyIsNotUsed)
{
    server.serveAll(HostileServer::json("{}"));
    qputenv("http_proxy", "http://127.0.0.1:1");
    qputenv("ALL_PROXY", "http://127.0.0.1:1");
    EXPECT_EQ(fetcher.fetch(server.url()).failure, NetFailure::None);
    qunsetenv("http_proxy");
    qunsetenv("ALL_PROXY");
}

TEST_F(HttpClientTest, GoesThroughTheProxyThatItIsGiven)
{
    server.serveAll(HostileServer::json("{}"));
    HttpRequest request = get(QUrl(u"http://node.test:8065/ping"_s));
    request.proxy = u"http://127.0.0.1:%1"_s.arg(server.port());
    EXPECT_EQ(fetcher.fetch(request).status, 200);
    ASSERT_EQ(server.requests().size(), 1U);
    EXPECT_EQ(server.requests()[0].target, "http://node.test:8065/ping");
}

TEST_F(HttpClientTest, SpreadsHostsOverHandlesWithoutLosingAny)
{
    Fetcher many(3000);
    server.serveAll(HostileServer::json("{}"));
    std::set<QString> bodies;
    int ended = 0;
    std::vector<std::unique_ptr<HttpCall>> calls;
    calls.reserve(100);
    for (int i = 0; i < 100; ++i) {
        HttpRequest request = get(QUrl(u"http://node%1.test/"_s.arg(i)));
        request.connectTo = u"127.0.0.1:%1"_s.arg(server.port());
        calls.push_back(many.client->start(std::make_shared<const HttpRequest>(request), [&](HttpResult &&result) {
            EXPECT_EQ(result.status, 200);
            ++ended;
        }));
    }
    ASSERT_TRUE(waitFor([&] { return ended == 100; }));
    for (const ServedRequest &request : server.requests())
        bodies.insert(QString::fromLatin1(request.header("Host")));
    EXPECT_EQ(bodies.size(), 100U);
}

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Fetch.h"
#include "support/WaitingTime.h"

#include <QElapsedTimer>

using namespace rollcall;
using namespace rollcall::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

class HttpRedirectTest : public testing::Test
{
protected:
    HttpRequest withToken(const QByteArray &path, int maxRedirects = 0)
    {
        HttpRequest request;
        request.url = server.url(path);
        request.maxRedirects = maxRedirects;
        request.secretHeaders.emplace_back("Authorization", Secret("Bearer t0ken"));
        return request;
    }
    Fetcher fetcher;
    HostileServer server;
    HostileServer stranger;
};

} // namespace

TEST_F(HttpRedirectTest, NoneIsFollowedUnlessAskedFor)
{
    server.serve("/a", HostileServer::redirect(302, "/b"));
    const HttpResult result = fetcher.fetch(withToken("/a"));
    EXPECT_EQ(result.failure, NetFailure::None);
    EXPECT_EQ(result.status, 302);
    EXPECT_EQ(result.redirectTo, u"/b"_s);
    EXPECT_EQ(server.requests().size(), 1U);
}

TEST_F(HttpRedirectTest, TheTokenDoesNotLeaveItsOrigin)
{
    stranger.serveAll(HostileServer::json("{}"));
    const QByteArray elsewhere = stranger.url("/steal").toEncoded();
    const QList<QByteArray> locations = {elsewhere,
                                         "//127.0.0.1:" + QByteArray::number(stranger.port()) + "/steal",
                                         "https://127.0.0.1:" + QByteArray::number(server.port()) + "/steal",
                                         "http://localhost:" + QByteArray::number(server.port()) + "/steal",
                                         QByteArray("ftp://127.0.0.1/steal"),
                                         QByteArray("file:///etc/passwd"),
                                         QByteArray("http://[bad/steal")};
    for (const QByteArray &location : locations) {
        server.serve("/a", HostileServer::redirect(301, location));
        const HttpResult result = fetcher.fetch(withToken("/a", 5));
        EXPECT_EQ(result.failure, NetFailure::None);
        EXPECT_EQ(result.status, 301);
        EXPECT_EQ(result.redirectTo, QString::fromLatin1(location));
    }
    EXPECT_EQ(stranger.connections(), 0);
    EXPECT_EQ(server.requests().size(), 7U);
    for (const ServedRequest &request : server.requests())
        EXPECT_EQ(request.target, "/a");
}

TEST_F(HttpRedirectTest, TheSameOriginIsFollowedWithTheToken)
{
    server.serve("/a", HostileServer::redirect(302, "b?x=1"));
    server.serve("/b", HostileServer::redirect(307, server.url("/c").toEncoded()));
    server.serve("/c", HostileServer::json("{}"));
    const HttpResult result = fetcher.fetch(withToken("/a", 2));
    EXPECT_EQ(result.status, 200);
    EXPECT_EQ(result.body, "{}");
    EXPECT_EQ(result.redirectTo, QString());
    ASSERT_EQ(server.requests().size(), 3U);
    EXPECT_EQ(server.requests()[1].target, "/b?x=1");
    EXPECT_EQ(server.requests()[2].header("Authorization"), "Bearer t0ken");
    EXPECT_EQ(server.connections(), 1);
}

TEST_F(HttpRedirectTest, TheChainIsBounded)
{
    server.serveAll(HostileServer::redirect(302, "/again"));
    const HttpResult result = fetcher.fetch(withToken("/a", 3));
    EXPECT_EQ(result.status, 302);
    EXPECT_EQ(result.redirectTo, u"/again"_s);
    EXPECT_EQ(server.requests().size(), 4U);
}

TEST_F(HttpRedirectTest, TheDeadlineCoversTheWholeChain)
{
    server.serve("/a", HostileServer::redirect(302, "/b"));
    server.serve("/b", HostileServer::silence());
    HttpRequest request = withToken("/a", 3);
    request.timeout = 150ms;
    QElapsedTimer elapsed;
    elapsed.start();
    WaitingTime waiting;
    const HttpResult result = fetcher.fetch(request);
    EXPECT_LT(waiting.waited(), 400ms);
    EXPECT_EQ(result.failure, NetFailure::Timeout);
    EXPECT_GE(result.timings.total, 145ms);
    EXPECT_LE(result.timings.total, std::chrono::nanoseconds(elapsed.nsecsElapsed()));
}

TEST_F(HttpRedirectTest, CancelWorksAcrossTheChain)
{
    server.serve("/a", HostileServer::redirect(302, "/b"));
    server.serve("/b", HostileServer::silence());
    std::vector<NetFailure> results;
    auto call = fetcher.client->start(std::make_shared<const HttpRequest>(withToken("/a", 3)),
                                      [&](HttpResult &&result) { results.push_back(result.failure); });
    ASSERT_TRUE(waitFor([&] { return server.requests().size() == 2; }));
    call->cancel();
    ASSERT_TRUE(waitFor([&] { return !results.empty(); }));
    EXPECT_EQ(results, std::vector{NetFailure::Cancelled});

    server.clearRequests();
    call = fetcher.client->start(std::make_shared<const HttpRequest>(withToken("/a", 3)),
                                 [&](HttpResult &&result) { results.push_back(result.failure); });
    ASSERT_TRUE(waitFor([&] { return server.requests().size() == 2; }));
    call.reset();
    fetcher.fetch(server.url("/c"));
    EXPECT_EQ(results.size(), 1U);
}

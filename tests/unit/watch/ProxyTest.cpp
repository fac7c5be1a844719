// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Proxy and WebSockets, from the questions to the report.
#include "Cluster.h"

#include "health/Report.h"

#include <QJsonArray>
#include <QJsonObject>

namespace rollcall::test {

namespace {

const QString ProxyHost = u"127.0.0.99"_s;

/// What stands in front of the nodes: takes those it knows in turn, and says who answered.
class WatchProxyTest : public WatchTest
{
protected:
    ClusterFile proxied(int nodes = 3, bool hasToken = true)
    {
        ClusterFile file = makeFile(nodes);
        file.publicUrl = QUrl(u"http://%1/"_s.arg(ProxyHost));
        file.httpProxy = u"none"_s;
        m_environment.secrets[u"TOKEN"_s] = "abcdefghijklmnopqrstuvwxyz";
        if (hasToken)
            file.token = SecretReference{SecretReference::Kind::Environment, u"TOKEN"_s};
        m_recorded.remove(u"/api/v4/cluster/status"_s);
        for (int i = 0; i < nodes; ++i)
            m_backends.push_back(i);
        m_sockets.wishFor = [this](const WebSocketRequest &request) {
            FakeSockets::Wish wish;
            if (request.url.host() == ProxyHost) {
                const int node = m_backends[m_next++ % m_backends.size()];
                wish.hostname = u"app%1"_s.arg(node + 1);
                wish.after = m_latency;
                wish.refusal = m_proxyRefuses;
            }
            return wish;
        };
        return file;
    }
    QJsonObject share(const QString &over) const
    {
        return toReport(*m_watch->state())["proxy"_L1]["share"_L1][over].toObject();
    }
    int freshOverHttp() const
    {
        return static_cast<int>(std::count_if(m_http.requests.begin(), m_http.requests.end(), [](const auto &request) {
            return request->url.host() == ProxyHost && request->freshConnection;
        }));
    }
    int socketsAt(const QString &host) const
    {
        return static_cast<int>(std::count_if(m_sockets.requests.begin(), m_sockets.requests.end(),
                                              [&](const auto &request) { return request->url.host() == host; }));
    }

    void passOn(const HttpRequest &request, FakeHttp::Reply &answer) override
    {
        if (request.url.host() != ProxyHost)
            return;
        const int node = m_backends[m_next++ % m_backends.size()];
        answer.result.head += "X-Upstream: " + hostOf(node).toLatin1() + ":8065\r\n";
        answer.after = m_latency;
    }

    std::vector<int> m_backends;
    std::size_t m_next = 0;
    Milliseconds m_latency{3};
    int m_proxyRefuses = 0;
};

TEST_F(WatchProxyTest, ACheckSeesAllNodesAndInWhatShare)
{
    EXPECT_LT(runRound(proxied()), 3s);
    EXPECT_EQ(m_watch->state()->state, State::Ok);
    for (const QString &over : {u"http"_s, u"websocket"_s}) {
        EXPECT_GE(share(over)["connections"_L1].toInt(), 20) << over.toStdString();
        EXPECT_EQ(share(over)["nodes"_L1].toObject().keys(), (QStringList{u"app1"_s, u"app2"_s, u"app3"_s}));
        EXPECT_EQ(share(over)["unknown"_L1].toInt(), 0);
    }
    EXPECT_EQ(freshOverHttp(), 21); // the ping, and a burst
    EXPECT_EQ(socketsAt(ProxyHost), 21);
    EXPECT_EQ(socketsAt(hostOf(0)), 1);
    EXPECT_EQ(m_sockets.openNow(), 0);
}

TEST_F(WatchProxyTest, ACheckNamesTheNodeThatGetsNothing)
{
    const ClusterFile file = proxied();
    m_backends = {0, 2};
    runRound(file);
    EXPECT_EQ(codes(), std::vector<QString>{u"proxy.node_not_reached"_s});
    const Finding &finding = m_watch->state()->findings[0];
    EXPECT_EQ(finding.targets, (std::vector{TargetId{1}, TargetId{3}}));
    EXPECT_EQ(finding.evidence["over"_L1].toArray(), (QJsonArray{u"http"_s, u"websocket"_s}));
}

TEST_F(WatchProxyTest, ASlowProxyIsUsedAsFarAsItGotAndTheCheckEndsInTime)
{
    const ClusterFile file = proxied();
    m_backends = {0, 2};
    m_latency = 1900ms;
    EXPECT_LE(runRound(file), 2 * file.timeout + file.retryAfter + 1s);
    for (const QString &over : {u"http"_s, u"websocket"_s}) {
        EXPECT_GE(share(over)["connections"_L1].toInt(), 5) << over.toStdString();
        EXPECT_LT(share(over)["connections"_L1].toInt(), 15) << over.toStdString();
    }
    EXPECT_EQ(codes(), std::vector<QString>{}) << "too few to say so";
}

TEST_F(WatchProxyTest, WithoutATokenNoWebSocketStaysOpenForItsGreeting)
{
    runRound(proxied(3, false));
    EXPECT_EQ(socketsAt(ProxyHost), 1);
    EXPECT_TRUE(toReport(*m_watch->state())["proxy"_L1]["share"_L1]["websocket"_L1].isNull());
    EXPECT_GE(share(u"http"_s)["connections"_L1].toInt(), 20);
    for (const auto &request : m_sockets.requests)
        EXPECT_TRUE(request->secretHeaders.empty());
}

TEST_F(WatchProxyTest, ARefusedUpgradeIsSaidAfterTheSecondAttempt)
{
    const ClusterFile file = proxied();
    m_proxyRefuses = 400;
    const Milliseconds took = runRound(file);
    EXPECT_EQ(codes(), std::vector<QString>{u"proxy.websocket_refused"_s});
    EXPECT_GE(took, file.retryAfter);
    EXPECT_GE(share(u"http"_s)["connections"_L1].toInt(), 20);
    EXPECT_TRUE(toReport(*m_watch->state())["proxy"_L1]["share"_L1]["websocket"_L1].isNull());

    m_finishedAt.reset();
    EXPECT_LT(runRound(file, false), 3s);
    EXPECT_EQ(codes(), std::vector<QString>{u"proxy.websocket_refused"_s});
}

TEST_F(WatchProxyTest, AWatchAsksAFewInEachIntervalAndFollowsAChange)
{
    make(proxied()).start();
    m_clock.advance(10s);
    EXPECT_EQ(m_watch->state()->state, State::Ok);
    const int begun = freshOverHttp();
    EXPECT_GE(begun, 21);
    m_clock.advance(4min);
    EXPECT_THAT(freshOverHttp() - begun, testing::AllOf(testing::Ge(16 * 3), testing::Le(17 * 5)));
    EXPECT_EQ(m_watch->state()->state, State::Ok);

    m_backends = {0, 2};
    m_clock.advance(9min);
    ASSERT_TRUE(has(Code::ProxyNodeNotReached));
    EXPECT_EQ(stateOfNode(1), State::Warning);
    m_backends = {0, 1, 2};
    m_clock.advance(1min);
    EXPECT_FALSE(has(Code::ProxyNodeNotReached));
}

TEST_F(WatchProxyTest, NothingOfItForOtherProducts)
{
    ClusterFile file = proxied();
    file.product = u"gitlab"_s;
    make(file).start();
    m_clock.advance(2min);
    EXPECT_TRUE(m_sockets.requests.empty());
}

} // namespace

} // namespace rollcall::test

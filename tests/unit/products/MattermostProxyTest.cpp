// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What of Mattermost is asked through the proxy, and of WebSockets.
#include "unit/products/Asking.h"

using namespace rollcall;
using namespace rollcall::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QByteArray Version = "10.11.2.10.11.2.0123456789abcdef0123456789abcdef.true";

/// An answer through the proxy, with more headers.
std::optional<SpreadFact> spreadWith(const QByteArray &headers, const QByteArray &version = Version)
{
    const QByteArray head = version.isEmpty() ? headers : "X-Version-Id: " + version + "\r\n" + headers;
    const Observation observation = readAs(u"proxy.spread"_s, FakeHttp::answer(200, "{}", head).result, TargetId{3});
    const SpreadFact *fact = factOf<SpreadFact>(observation);
    EXPECT_EQ(observation.outcome.kind, Outcome::Kind::Answered);
    return fact ? std::optional(*fact) : std::nullopt;
}

QStringList hintsOf(const QByteArray &headers)
{
    const auto fact = spreadWith(headers);
    return fact ? fact->hints : QStringList{u"no fact"_s};
}

WebSocketResult upgraded(const QByteArray &message = {})
{
    WebSocketResult result;
    result.status = 101;
    result.message = message;
    result.opened = 3ms;
    result.total = 4ms;
    return result;
}

WebSocketResult refused(int status, NetFailure failure = NetFailure::None)
{
    WebSocketResult result;
    result.status = status;
    result.failure = failure;
    result.detail = u"refused"_s;
    return result;
}

Observation readSocket(const QString &probe, WebSocketResult result, TargetId target)
{
    const ClusterFile file = threeNodes();
    Answer answer;
    answer.spec = probeNamed(file, target, probe);
    answer.at = TimePoint(1h);
    answer.result = std::move(result);
    return productNamed(file.product)->read(answer);
}

} // namespace

TEST(MattermostProxy, TheUpgradeIsAskedWithoutATokenAtEachNodeAndThroughTheProxy)
{
    ClusterFile file = threeNodes();
    file.nodes[0].connectTo = u"10.0.0.9:8443"_s;
    Credentials credentials = withToken();
    credentials.proxy = u"socks5h://127.0.0.1:1080"_s;
    for (const int target : {0, 3}) {
        const ProbeSpecPtr probe = probeNamed(file, TargetId{target}, u"websocket"_s, credentials);
        ASSERT_NE(probe, nullptr);
        ASSERT_TRUE(probe->isWebSocket());
        const WebSocketRequest &request = *probe->webSocket().request;
        EXPECT_TRUE(request.secretHeaders.empty());
        EXPECT_FALSE(probe->webSocket().waitsForMessage);
        EXPECT_EQ(request.proxy, credentials.proxy);
        EXPECT_EQ(probe->interval, 60s);
        EXPECT_EQ(probe->timeout(), 5s);
        EXPECT_FALSE(probe->isPrimary);
    }
    const ProbeSpecPtr node = probeNamed(file, TargetId{0}, u"websocket"_s);
    EXPECT_EQ(node->webSocket().request->url.toString(), u"http://10.10.10.1:8065/api/v4/websocket"_s);
    EXPECT_EQ(node->webSocket().request->connectTo, u"10.0.0.9:8443"_s);
    EXPECT_EQ(node->endpoint, u"WebSocket /api/v4/websocket"_s);
    // Of very many nodes not more than ten in a second.
    file.nodes.resize(2000, file.nodes[1]);
    EXPECT_EQ(probeNamed(file, TargetId{0}, u"websocket"_s)->interval, 200s);
}

TEST(MattermostProxy, TheCanaryTellsOfTheUpgradeByItself)
{
    ClusterFile file = threeNodes();
    file.canary = Canary{u"lab"_s, u"probe"_s};
    EXPECT_EQ(probeNamed(file, TargetId{0}, u"websocket"_s), nullptr);
    EXPECT_EQ(probeNamed(file, TargetId{3}, u"websocket"_s), nullptr);
    EXPECT_NE(probeNamed(file, TargetId{3}, u"proxy.spread.websocket"_s), nullptr);
    // Without credentials there is no canary.
    EXPECT_NE(probeNamed(file, TargetId{0}, u"websocket"_s, {}), nullptr);
    EXPECT_NE(probeNamed(file, TargetId{3}, u"websocket"_s, {}), nullptr);
    file.nodes[1].token = SecretReference{SecretReference::Kind::Environment, u"TOKEN"_s};
    EXPECT_EQ(probeNamed(file, TargetId{3}, u"websocket"_s, {}), nullptr);
}

TEST(MattermostProxy, FreshConnectionsAreFewInAnIntervalAndEnoughInABurst)
{
    const ClusterFile file = threeNodes();
    const ProbeSpecPtr few = probeNamed(file, TargetId{3}, u"proxy.spread"_s);
    const ProbeSpecPtr burst = probeNamed(file, TargetId{3}, u"proxy.spread.burst"_s);
    ASSERT_TRUE(few && burst);
    for (const ProbeSpecPtr &probe : {few, burst}) {
        EXPECT_EQ(probe->http().url.toString(), u"https://chat.example.com/api/v4/system/ping"_s);
        EXPECT_TRUE(probe->http().freshConnection);
        EXPECT_TRUE(probe->http().secretHeaders.empty());
    }
    EXPECT_EQ(few->interval, 15s);
    EXPECT_TRUE(few->isReplacedInCheck);
    EXPECT_LE(few->repeats.most, 4);
    EXPECT_LT(few->repeats.least, few->repeats.most);
    EXPECT_EQ(burst->interval, 5min);
    EXPECT_FALSE(burst->isReplacedInCheck);
    EXPECT_EQ(burst->repeats.least, 20);
    EXPECT_EQ(burst->repeats.most, 20);
    EXPECT_EQ(probeNamed(file, TargetId{0}, u"proxy.spread"_s), nullptr);

    ClusterFile other = file;
    const auto burstOf = [&](std::size_t nodes) {
        other.nodes.resize(nodes, file.nodes[0]);
        const ProbeSpecPtr probe = probeNamed(other, TargetId{static_cast<int>(nodes)}, u"proxy.spread.burst"_s);
        return probe ? probe->repeats.most : 0;
    };
    EXPECT_EQ(burstOf(1), 0) << "one node alone gets all";
    EXPECT_EQ(burstOf(2), 20);
    EXPECT_EQ(burstOf(5), 31);
    EXPECT_EQ(burstOf(9), 64);
    EXPECT_EQ(burstOf(500), 64);
}

TEST(MattermostProxy, WebSocketsAreSpreadWithATokenAlone)
{
    const ClusterFile file = threeNodes();
    EXPECT_EQ(probeNamed(file, TargetId{3}, u"proxy.spread.websocket"_s, {}), nullptr);
    const ProbeSpecPtr probe = probeNamed(file, TargetId{3}, u"proxy.spread.websocket.burst"_s);
    ASSERT_TRUE(probe && probe->isWebSocket());
    ASSERT_EQ(probe->webSocket().request->secretHeaders.size(), 1U);
    EXPECT_TRUE(probe->webSocket().waitsForMessage);
    EXPECT_EQ(probe->repeats.most, 20);
    EXPECT_FALSE(probe->endpoint.contains(u"abcdef"_s));
}

TEST(MattermostProxy, HeadersThatNameTheNode)
{
    EXPECT_EQ(hintsOf(""), QStringList());
    EXPECT_EQ(hintsOf("x-upstream: 10.10.10.2:8065\r\n"), QStringList{u"10.10.10.2:8065"_s});
    EXPECT_EQ(hintsOf("X-Upstream: 10.10.10.1:8065, 10.10.10.2:8065\r\n"), QStringList{u"10.10.10.2:8065"_s})
        << "the first one failed, the last one answered";
    EXPECT_EQ(hintsOf("X-Upstream: 10.10.10.1:8065 : 10.10.10.3:8065\r\n"), QStringList{u"10.10.10.3:8065"_s});
    EXPECT_EQ(hintsOf("X-Backend-Server: nodes/app2\r\n"), (QStringList{u"app2"_s, u"nodes"_s}));
    EXPECT_EQ(hintsOf("X-Served-By: app3\r\nX-Node: app1\r\n"), (QStringList{u"app1"_s, u"app3"_s}));
    EXPECT_EQ(hintsOf("X-Upstream: [fd00::2]:8065\r\n"), QStringList{u"[fd00::2]:8065"_s});
    EXPECT_EQ(hintsOf("X-Server: " + QByteArray(2000, 'a') + "\r\n"), QStringList());
    EXPECT_LE(hintsOf("X-Server: " + QByteArray("a ").repeated(400) + "\r\n").size(), 16);
}

TEST(MattermostProxy, StickyCookiesThatNameTheNode)
{
    EXPECT_EQ(hintsOf("Set-Cookie: SERVERID=app2; path=/\r\n"), QStringList{u"app2"_s});
    EXPECT_EQ(hintsOf("set-cookie: SRV=app1|Zk3; path=/; HttpOnly\r\n"), QStringList{u"app1"_s});
    EXPECT_EQ(hintsOf("Set-Cookie: session=" + QByteArray(80, 'x') + "\r\n"), QStringList()) << "no name";
    EXPECT_EQ(hintsOf("Set-Cookie: broken\r\n"), QStringList());
}

TEST(MattermostProxy, OnlyANodesAnswerCounts)
{
    EXPECT_EQ(spreadWith("X-Upstream: 10.10.10.2:8065\r\n", ""), std::nullopt);
    EXPECT_EQ(spreadWith("X-Upstream: 10.10.10.2:8065\r\n", "nonsense"), std::nullopt);
    EXPECT_EQ(spreadWith("")->identity->version, u"10.11.2"_s);
    const Observation ping =
        readAs(u"ping"_s, FakeHttp::answer(200, R"({"status":"OK"})", "X-Version-Id: " + Version + "\r\n").result,
               TargetId{3});
    EXPECT_NE(factOf<SpreadFact>(ping), nullptr) << "the proxy's ping goes over a fresh connection, too";
    EXPECT_EQ(factOf<ClockFact>(ping), nullptr);
    const Observation limited = readAs(u"proxy.spread"_s, FakeHttp::answer(429, "").result, TargetId{3});
    EXPECT_EQ(limited.outcome.kind, Outcome::Kind::RateLimited);
}

TEST(MattermostProxy, WhatTheUpgradeSays)
{
    const auto factFor = [](WebSocketResult result) {
        const Observation observation = readSocket(u"websocket"_s, std::move(result), TargetId{0});
        const WebsocketFact *fact = factOf<WebsocketFact>(observation);
        return fact ? std::optional(*fact) : std::nullopt;
    };
    EXPECT_EQ(factFor(upgraded()), WebsocketFact{});
    EXPECT_EQ(factFor(refused(400)), (WebsocketFact{true, 400, u"refused"_s, {}}));
    EXPECT_EQ(factFor(refused(502)), (WebsocketFact{true, 502, u"refused"_s, {}}));
    EXPECT_EQ(factFor(refused(401)), std::nullopt);
    EXPECT_EQ(factFor(refused(429)), std::nullopt);
    for (const NetFailure failure : {NetFailure::Timeout, NetFailure::Closed, NetFailure::Reset, NetFailure::NotHttp})
        EXPECT_EQ(factFor(refused(0, failure)), (WebsocketFact{true, 0, u"refused"_s, {}}));
    // These are the url's, and told there; or this workstation's.
    for (const NetFailure failure : {NetFailure::Refused, NetFailure::NameNotFound, NetFailure::TlsUntrusted,
                                     NetFailure::ProxyFailed, NetFailure::NoRoute})
        EXPECT_EQ(factFor(refused(0, failure)), std::nullopt);
    EXPECT_EQ(readSocket(u"websocket"_s, refused(429), TargetId{0}).outcome.kind, Outcome::Kind::RateLimited);
}

TEST(MattermostProxy, WhatTheHelloSays)
{
    const QString probe = u"proxy.spread.websocket"_s;
    const QByteArray hello =
        R"({"event":"hello","data":{"server_hostname":"app2","server_version":")" + Version + R"("},"seq":0})";
    const Observation named = readSocket(probe, upgraded(hello), TargetId{3});
    ASSERT_NE(factOf<SpreadFact>(named), nullptr);
    EXPECT_EQ(factOf<SpreadFact>(named)->over, SpreadFact::Over::WebSocket);
    EXPECT_EQ(factOf<SpreadFact>(named)->hints, QStringList{u"app2"_s});
    EXPECT_EQ(factOf<SpreadFact>(named)->identity->version, u"10.11.2"_s);
    // Versions before 10.4 do not say their name: a connection all the same.
    const Observation nameless = readSocket(probe, upgraded(R"({"event":"hello","data":{}})"), TargetId{3});
    EXPECT_EQ(factOf<SpreadFact>(nameless)->hints, QStringList());

    WebSocketResult silent = upgraded();
    silent.failure = NetFailure::Timeout;
    for (const WebSocketResult &result : {silent, refused(400), upgraded("\xff{nonsense"), upgraded("[]")}) {
        const Observation none = readSocket(probe, result, TargetId{3});
        EXPECT_EQ(factOf<SpreadFact>(none), nullptr);
        EXPECT_EQ(none.outcome.kind, Outcome::Kind::Answered);
    }
}

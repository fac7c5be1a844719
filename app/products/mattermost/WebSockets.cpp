// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "products/Exchange.h"
#include "products/mattermost/Mattermost.h"

#include <algorithm>

// Whether a WebSocket opens at a node, and through the proxy.

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace rollcall::mattermost {

namespace {

/// Over all nodes of a cluster, however many there are.
constexpr Milliseconds BetweenAnyTwo{100};

/// Failures of the upgrade itself, which an answer to the ping does not exclude. The others (no connection, the
/// certificate, the way there) are the url's, and told there.
bool isOfUpgrade(NetFailure failure)
{
    return failure == NetFailure::Timeout || failure == NetFailure::Closed || failure == NetFailure::Reset ||
           failure == NetFailure::NotHttp;
}

} // namespace

bool isCanaryAtWork(const ClusterFile &file, const questions::Target &at)
{
    if (!file.canary)
        return false;
    if (at.credentials.token || (at.settings.login && at.credentials.password))
        return true;
    // Through the proxy it takes the token of any node.
    return at.settings.isProxy && std::any_of(file.nodes.begin(), file.nodes.end(), [](const Node &node) {
               return node.token.has_value() || node.login.has_value();
           });
}

ProbeSpecPtr makeWebSocketProbe(const ClusterFile &file, const questions::Target &at)
{
    // Without the token: it opens all the same, nobody goes online by it, and it is closed at once.
    auto spec = std::make_shared<ProbeSpec>();
    spec->id = u"websocket"_s;
    spec->target = at.id;
    spec->topic = static_cast<int>(Topic::WebSocket);
    spec->endpoint = u"WebSocket "_s + WebSocketPath;
    spec->request = WebSocketQuestion{
        exchange::upgrade(exchange::request(at.settings, at.credentials,
                                            questions::below(at.settings.url, WebSocketPath, QString()))),
        false};
    spec->interval = std::max<Milliseconds>({1min, at.settings.interval, BetweenAnyTwo * file.nodes.size()});
    spec->phase = 0.85;
    return spec;
}

Observation readWebSocket(const Answer &answer)
{
    Observation observation = exchange::begin(answer);
    const WebSocketResult *socket = answer.webSocket();
    if (!socket)
        return observation;
    if (socket->hasOpened()) {
        observation.facts.emplace_back(WebsocketFact{});
    } else if (socket->failure == NetFailure::None) {
        // 401 wants to know who asks: that is no word on the upgrade.
        if (socket->status == 429)
            observation.outcome.kind = Outcome::Kind::RateLimited;
        else if (socket->status != 401)
            observation.facts.emplace_back(WebsocketFact{true, socket->status, socket->detail, {}});
    } else if (isOfUpgrade(socket->failure)) {
        observation.facts.emplace_back(WebsocketFact{true, 0, socket->detail, {}});
    }
    return observation;
}

} // namespace rollcall::mattermost

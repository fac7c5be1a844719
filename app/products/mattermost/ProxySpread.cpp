// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "health/Spread.h"
#include "products/Exchange.h"
#include "products/mattermost/CanaryAnswers.h"
#include "products/mattermost/Mattermost.h"
#include "products/mattermost/VersionId.h"

#include <QRegularExpression>
#include <algorithm>
#include <array>

// Which nodes the proxy leads to, and in what share: fresh connections, and what tells who answered.

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace rollcall::mattermost {

namespace {

/// In an interval, so that the share follows a change without being a load.
constexpr ProbeSpec::Repeats Few{2, 4};
constexpr int FewestInBurst = 20;
constexpr int MostInBurst = static_cast<int>(Spread::Longest);
constexpr Milliseconds BetweenBursts = 5min;

/// Names that proxies are told to give away their upstream under; of nginx `add_header X-Upstream $upstream_addr
/// always`.
constexpr std::array<QByteArrayView, 8> UpstreamHeaders = {"X-Upstream", "X-Upstream-Addr",  "X-Upstream-Server",
                                                           "X-Backend",  "X-Backend-Server", "X-Server",
                                                           "X-Node",     "X-Served-By"};
constexpr qsizetype MostHints = 16;
constexpr qsizetype LongestHint = 255;

/// All nodes of Mattermost in the file.
std::size_t nodesBehind(const ClusterFile &file)
{
    return static_cast<std::size_t>(std::count_if(file.nodes.begin(), file.nodes.end(), [&file](const Node &node) {
        return (node.product.isEmpty() ? file.product : node.product) == "mattermost"_L1;
    }));
}

/// Enough of them that a node was hardly missed by chance, and some more for those of which nobody can tell.
ProbeSpec::Repeats burstFor(std::size_t nodes)
{
    const int needed = connectionsToJudge(nodes);
    const int count = std::clamp(needed + needed / 10 + 1, FewestInBurst, MostInBurst);
    return {count, count};
}

/// The texts in a header that may name a node. `10.0.0.2:8065, 10.0.0.3:8065` is what nginx writes when the first one
/// failed: the last one has answered. `nodes/app1`, `app1|Zk3`, `http://app1:8065`: the later part is the server.
void addHints(QStringList &hints, const QByteArray &value)
{
    if (value.size() > 4 * LongestHint)
        return;
    const QString last = QString::fromLatin1(value).section(u',', -1).section(u" : "_s, -1).trimmed();
    static const QRegularExpression Separators(u"[/|;=\\s]+"_s);
    QStringList parts = last.split(Separators, Qt::SkipEmptyParts);
    std::reverse(parts.begin(), parts.end());
    for (const QString &part : std::as_const(parts)) {
        if (part.size() <= LongestHint && hints.size() < MostHints)
            hints.append(part);
    }
}

/// The value of a cookie, where it looks like a name: another's session is nobody's business.
void addCookie(QStringList &hints, const QByteArray &cookie)
{
    static const QRegularExpression Name(u"^[A-Za-z0-9._:\\[\\]-]{1,64}$"_s);
    const QString value =
        QString::fromLatin1(cookie).section(u';', 0, 0).section(u'=', 1).section(u'|', 0, 0).trimmed();
    if (Name.match(value).hasMatch() && hints.size() < MostHints)
        hints.append(value);
}

} // namespace

std::vector<ProbeSpecPtr> makeSpreadProbes(const ClusterFile &file, const questions::Target &at)
{
    std::vector<ProbeSpecPtr> probes;
    const std::size_t nodes = nodesBehind(file);
    if (nodes < 2)
        return probes;
    const HttpRequest ping =
        exchange::request(at.settings, at.credentials, questions::below(at.settings.url, PingPath, QString()));
    HttpRequest upgrade =
        exchange::request(at.settings, at.credentials, questions::below(at.settings.url, WebSocketPath, QString()));
    if (at.credentials.token)
        upgrade.secretHeaders.emplace_back("Authorization", Secret("Bearer " + at.credentials.token->reveal()));
    const auto make = [&](const QString &id, Topic topic, double phase, bool isBurst) {
        auto spec = std::make_shared<ProbeSpec>();
        spec->id = id;
        spec->target = at.id;
        spec->topic = static_cast<int>(topic);
        if (topic == Topic::SpreadWebSocket) {
            spec->endpoint = u"WebSocket "_s + WebSocketPath;
            spec->request = WebSocketQuestion{exchange::upgrade(upgrade), true};
        } else {
            auto http = std::make_shared<HttpRequest>(ping);
            http->freshConnection = true;
            if (http->url.scheme() == "http"_L1)
                http->tls.reset();
            spec->endpoint = u"GET "_s + PingPath;
            spec->request = std::shared_ptr<const HttpRequest>(std::move(http));
        }
        spec->repeats = isBurst ? burstFor(nodes) : Few;
        spec->interval = isBurst ? std::max(BetweenBursts, at.settings.interval) : at.settings.interval;
        spec->phase = phase;
        spec->isReplacedInCheck = !isBurst;
        probes.push_back(std::move(spec));
    };
    make(u"proxy.spread"_s, Topic::Spread, 0.2, false);
    make(u"proxy.spread.burst"_s, Topic::Spread, 0.3, true);
    // Without a token there is no greeting, and nothing else says whose socket it is.
    if (at.credentials.token) {
        make(u"proxy.spread.websocket"_s, Topic::SpreadWebSocket, 0.6, false);
        make(u"proxy.spread.websocket.burst"_s, Topic::SpreadWebSocket, 0.7, true);
    }
    return probes;
}

std::optional<SpreadFact> spreadOf(const HttpResult &http)
{
    const std::optional<IdentityFact> identity = parseVersionId(http.header(VersionHeader));
    if (!identity)
        return std::nullopt; // made by the proxy, or by another server
    SpreadFact fact;
    fact.identity = identity;
    for (const QByteArrayView name : UpstreamHeaders)
        addHints(fact.hints, http.header(name));
    for (const HttpHeader &header : http.headers()) {
        if (header.name.compare("Set-Cookie", Qt::CaseInsensitive) == 0)
            addCookie(fact.hints, header.value);
    }
    return fact;
}

Observation readSpread(const Answer &answer)
{
    Observation observation = exchange::begin(answer);
    if (const HttpResult *http = answer.http()) {
        if (!http->answered() || exchange::readRateLimitOrRedirect(*http, observation.outcome))
            return observation;
        if (auto fact = spreadOf(*http)) {
            observation.outcome.isFromNode = true;
            observation.facts.emplace_back(std::move(*fact));
        }
        return observation;
    }
    const WebSocketResult *socket = answer.webSocket();
    if (!socket)
        return observation;
    Outcome &outcome = observation.outcome;
    const canary::Event event = canary::readEvent(socket->message);
    if (socket->status == 429) {
        outcome.kind = Outcome::Kind::RateLimited;
    } else if (event.kind == canary::Event::Kind::Hello) {
        SpreadFact fact;
        fact.over = SpreadFact::Over::WebSocket;
        if (!event.hostname.isEmpty())
            fact.hints.append(event.hostname);
        fact.identity = parseVersionId(event.version.toLatin1());
        observation.facts.emplace_back(std::move(fact));
    } else if (socket->hasOpened()) {
        // The token is refused: the nodes themselves say so.
        outcome.kind = Outcome::Kind::Answered;
        outcome.detail = u"no hello came"_s;
    }
    return observation;
}

} // namespace rollcall::mattermost

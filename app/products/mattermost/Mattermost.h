// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "products/Canary.h"
#include "products/Product.h"
#include "products/Questions.h"

#include <QByteArray>
#include <QString>
#include <vector>

/// The parts of the Mattermost product. Internal to the room: outside it only products/Product.h is seen.
namespace rollcall::mattermost {

/// What a probe reads: ProbeSpec::topic.
enum class Topic {
    ProxyPing = 1, ///< the plain ping, through the proxy
    Ping,
    EnhancedPing,
    ClientConfig,
    ClientLicense,
    ClusterStatus,
    SchemaVersion,
    Plugins,
    Metrics,
    GoroutineProfile,
    Config,
    Gossip,
    WebSocket,
    Spread,
    SpreadWebSocket,
};

inline constexpr QLatin1StringView PingPath{"/api/v4/system/ping"};
inline constexpr QLatin1StringView WebSocketPath{"/api/v4/websocket"};
inline constexpr QByteArrayView VersionHeader = "X-Version-Id";

/// Whether the question goes to the node's API (else to the metrics or the gossip port, which are other origins).
bool isApi(Topic topic);

/// Null: the file asks for none, or there is neither token nor login for any node.
std::unique_ptr<CanaryPatrol> makeCanary(CanaryContext context);
QString canaryRemark(const ClusterFile &file);
std::vector<ProbeSpecPtr> makeProbes(const ClusterFile &file, TargetId target, const Credentials &credentials);
bool isWanted(const ProbeSpec &probe, const ClusterFile &file, const std::vector<const TargetFacts *> &all);
Observation readAnswer(const Answer &answer);
/// The read-only membership query. Null: it is off, or its key could not be had.
ProbeSpecPtr makeGossipProbe(const questions::Target &target);
Observation readGossip(const Answer &answer);

/// Whether the canary opens WebSockets there, which tells of the upgrade already.
bool isCanaryAtWork(const ClusterFile &file, const questions::Target &at);
/// Whether a WebSocket opens there.
ProbeSpecPtr makeWebSocketProbe(const ClusterFile &file, const questions::Target &at);
Observation readWebSocket(const Answer &answer);
/// Fresh connections through the proxy: a few in each interval, and bursts that are enough to judge by.
std::vector<ProbeSpecPtr> makeSpreadProbes(const ClusterFile &file, const questions::Target &at);
Observation readSpread(const Answer &answer);
/// What an answer over a fresh connection through the proxy tells of who made it. Absent: no node did.
std::optional<SpreadFact> spreadOf(const HttpResult &http);

/// The `id` of the product's error JSON, or empty. Only what looks like an id is repeated: it goes into reports.
QString errorId(const QByteArray &body);

/// What the body of a good answer says. Any bytes give one.
struct Reading
{
    Outcome::Kind kind = Outcome::Kind::Answered;
    QString detail; ///< the complaint
    std::vector<Fact> facts;

    static Reading malformed(const QString &complaint) { return {Outcome::Kind::Malformed, complaint, {}}; }
};

/// `status` is that of HTTP: 200, or 500, which is how an unhealthy node answers.
Reading readPing(const QByteArray &body, int status);
Reading readClientConfig(const QByteArray &body);
Reading readClientLicense(const QByteArray &body);
Reading readClusterStatus(const QByteArray &body);
Reading readSchemaVersion(const QByteArray &body);
Reading readPlugins(const QByteArray &body);
Reading readMetrics(const QByteArray &body);
Reading readGoroutineProfile(const QByteArray &body);
Reading readConfig(const QByteArray &body);

} // namespace rollcall::mattermost

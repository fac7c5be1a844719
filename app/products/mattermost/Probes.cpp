// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "products/Questions.h"
#include "products/mattermost/Mattermost.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace rollcall::mattermost {

namespace {

constexpr qint64 MetricsBound = qint64{32} * 1024 * 1024;

/// One line of the product's table of probes.
struct Row
{
    const char *id;
    QLatin1StringView path;
    QLatin1StringView query;
    Milliseconds interval; ///< zero: on demand
    double phase;
    Topic topic;
    bool needsToken;
    bool mayUseToken; ///< tells more with one
};

ProbeSpecPtr apiProbe(const Row &row, const questions::Target &target)
{
    const QByteArray path(row.path.data(), row.path.size());
    const QByteArray query(row.query.data(), row.query.size());
    const questions::Question question = target.get({.id = row.id,
                                                     .topic = static_cast<int>(row.topic),
                                                     .path = path.constData(),
                                                     .query = query.constData(),
                                                     .atMostEvery = row.interval,
                                                     .phase = row.phase,
                                                     .isOnDemand = row.interval == Milliseconds::zero()});
    if (row.mayUseToken && target.credentials.token) {
        question.http->secretHeaders.emplace_back("Authorization",
                                                  Secret("Bearer " + target.credentials.token->reveal()));
    }
    question.spec->isPrimary =
        row.topic == Topic::Ping || row.topic == Topic::EnhancedPing || row.topic == Topic::ProxyPing;
    question.spec->isReplacedInCheck = row.topic == Topic::Ping;
    return question.spec;
}

/// The metrics and profiling port: plain HTTP whatever the node's own URL is, and an origin of its own, so no token.
ProbeSpecPtr metricsPortProbe(const char *id, Topic topic, const QString &pathAndQuery, Milliseconds interval,
                              double phase, const questions::Target &target)
{
    const QByteArray path = pathAndQuery.section(u'?', 0, 0).toUtf8();
    const QByteArray query = pathAndQuery.section(u'?', 1).toUtf8();
    return target
        .get({.id = id,
              .topic = static_cast<int>(topic),
              .path = path.constData(),
              .query = query.constData(),
              .port = target.settings.metrics->port,
              .scheme = "http",
              .atMostEvery = interval,
              .phase = phase,
              .isOnDemand = interval == Milliseconds::zero(),
              .maxBody = MetricsBound})
        .spec;
}

} // namespace

bool isApi(Topic topic)
{
    return topic != Topic::Metrics && topic != Topic::GoroutineProfile && topic != Topic::Gossip;
}

std::vector<ProbeSpecPtr> makeProbes(const ClusterFile &file, TargetId target, const Credentials &credentials)
{
    const questions::Target at{target, file.settings(target), credentials};
    const TargetSettings &settings = at.settings;
    const Milliseconds each = settings.interval;
    const Milliseconds minute = std::max<Milliseconds>(1min, each);
    const Milliseconds fiveMinutes = std::max<Milliseconds>(5min, each);
    constexpr Milliseconds OnDemand{0};

    if (settings.isProxy) {
        std::vector<ProbeSpecPtr> probes{apiProbe({"ping", PingPath, {}, each, 0, Topic::ProxyPing, false, false}, at)};
        if (!isCanaryAtWork(file, at))
            probes.push_back(makeWebSocketProbe(file, at));
        for (ProbeSpecPtr &probe : makeSpreadProbes(file, at))
            probes.push_back(std::move(probe));
        return probes;
    }
    // The pings go without the token: they need none, and with one the server would look up its session first, in the
    // database whose state they are to tell. The enhanced one writes to the database, hence the minute.
    // HEAD is never asked: the server answers it with 404.
    const Row rows[] = {
        {"ping", PingPath, {}, each, 0, Topic::Ping, false, false},
        {"ping.enhanced", PingPath, "get_server_status=true"_L1, minute, 0.1, Topic::EnhancedPing, false, false},
        {"config.client", "/api/v4/config/client"_L1, "format=old"_L1, minute, 0.3, Topic::ClientConfig, false, true},
        {"license.client", "/api/v4/license/client"_L1, "format=old"_L1, fiveMinutes, 0.4, Topic::ClientLicense, false,
         true},
        {"cluster.status", "/api/v4/cluster/status"_L1, {}, each, 0.5, Topic::ClusterStatus, true, true},
        {"schema.version", "/api/v4/system/schema/version"_L1, {}, each, 0.25, Topic::SchemaVersion, true, true},
        {"plugins.statuses", "/api/v4/plugins/statuses"_L1, {}, minute, 0.7, Topic::Plugins, true, true},
        {"config", "/api/v4/config"_L1, {}, OnDemand, 0, Topic::Config, true, true},
    };
    std::vector<ProbeSpecPtr> probes;
    for (const Row &row : rows) {
        if (!row.needsToken || credentials.token)
            probes.push_back(apiProbe(row, at));
    }
    if (!isCanaryAtWork(file, at))
        probes.push_back(makeWebSocketProbe(file, at));
    if (settings.metrics && settings.metrics->enabled) {
        probes.push_back(metricsPortProbe("metrics", Topic::Metrics, settings.metrics->path, each, 0.6, at));
        probes.push_back(metricsPortProbe("goroutine.profile", Topic::GoroutineProfile,
                                          u"/debug/pprof/goroutine?debug=1"_s, OnDemand, 0, at));
    }
    if (ProbeSpecPtr probe = makeGossipProbe(at))
        probes.push_back(std::move(probe));
    return probes;
}

} // namespace rollcall::mattermost

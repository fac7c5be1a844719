// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "products/Exchange.h"
#include "products/mattermost/Mattermost.h"

#include <QUrlQuery>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace rollcall::mattermost {

namespace {

constexpr auto PingPath = "/api/v4/system/ping"_L1;
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

/// The node's own path may be a prefix (a subpath installation).
QUrl apiUrl(const QUrl &base, QLatin1StringView path, QLatin1StringView query)
{
    QUrl url = base;
    QString prefix = base.path(QUrl::FullyEncoded);
    while (prefix.endsWith(u'/'))
        prefix.chop(1);
    url.setPath(prefix + path);
    url.setQuery(query.isEmpty() ? QString() : QString(query));
    return url;
}

QString hostOf(const QString &hostAndPort)
{
    const qsizetype colon = hostAndPort.lastIndexOf(u':');
    return colon < 0 ? hostAndPort : hostAndPort.left(colon);
}

ProbeSpecPtr apiProbe(const Row &row, TargetId target, const TargetSettings &settings, const Credentials &credentials)
{
    auto request = std::make_shared<HttpRequest>(
        exchange::request(settings, credentials, apiUrl(settings.url, row.path, row.query)));
    if (row.mayUseToken && credentials.token)
        request->secretHeaders.emplace_back("Authorization", Secret("Bearer " + credentials.token->reveal()));
    // A load balancer that works by connection keeps a kept one on the same node.
    request->freshConnection = settings.isProxy;

    auto spec = std::make_shared<ProbeSpec>();
    spec->id = QLatin1StringView(row.id);
    spec->target = target;
    spec->endpoint = "GET "_L1 + row.path;
    if (!row.query.isEmpty())
        spec->endpoint += u'?' + QString(row.query);
    spec->request = std::shared_ptr<const HttpRequest>(std::move(request));
    spec->isPrimary = row.topic == Topic::Ping || row.topic == Topic::EnhancedPing || row.topic == Topic::ProxyPing;
    spec->isReplacedInCheck = row.topic == Topic::Ping;
    spec->interval = row.interval;
    spec->phase = row.phase;
    spec->topic = static_cast<int>(row.topic);
    return spec;
}

/// The metrics and profiling port: plain HTTP whatever the node's own URL is, and an origin of its own, so no token.
ProbeSpecPtr metricsPortProbe(const char *id, Topic topic, const QString &pathAndQuery, Milliseconds interval,
                              double phase, TargetId target, const TargetSettings &settings,
                              const Credentials &credentials)
{
    const qsizetype mark = pathAndQuery.indexOf(u'?');
    QUrl url;
    url.setScheme(u"http"_s);
    url.setHost(settings.url.host());
    url.setPort(settings.metrics->port);
    url.setPath(mark < 0 ? pathAndQuery : pathAndQuery.left(mark));
    if (mark >= 0)
        url.setQuery(pathAndQuery.mid(mark + 1));
    auto request = std::make_shared<HttpRequest>(exchange::request(settings, credentials, url));
    request->tls.reset();
    request->maxBody = MetricsBound;
    if (!settings.connectTo.isEmpty())
        request->connectTo = hostOf(settings.connectTo) + u':' + QString::number(settings.metrics->port);

    auto spec = std::make_shared<ProbeSpec>();
    spec->id = QLatin1StringView(id);
    spec->target = target;
    spec->endpoint = u"GET :%1%2"_s.arg(QString::number(settings.metrics->port), pathAndQuery);
    spec->request = std::shared_ptr<const HttpRequest>(std::move(request));
    spec->interval = interval;
    spec->phase = phase;
    spec->topic = static_cast<int>(topic);
    return spec;
}

} // namespace

bool isApi(Topic topic)
{
    return topic != Topic::Metrics && topic != Topic::GoroutineProfile;
}

std::vector<ProbeSpecPtr> makeProbes(const ClusterFile &file, TargetId target, const Credentials &credentials)
{
    const TargetSettings settings = file.settings(target);
    const Milliseconds each = settings.interval;
    const Milliseconds minute = std::max<Milliseconds>(1min, each);
    const Milliseconds fiveMinutes = std::max<Milliseconds>(5min, each);
    constexpr Milliseconds OnDemand{0};

    if (settings.isProxy) {
        return {
            apiProbe({"ping", PingPath, {}, each, 0, Topic::ProxyPing, false, false}, target, settings, credentials)};
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
            probes.push_back(apiProbe(row, target, settings, credentials));
    }
    if (settings.metrics && settings.metrics->enabled) {
        probes.push_back(metricsPortProbe("metrics", Topic::Metrics, settings.metrics->path, each, 0.6, target,
                                          settings, credentials));
        probes.push_back(metricsPortProbe("goroutine.profile", Topic::GoroutineProfile,
                                          u"/debug/pprof/goroutine?debug=1"_s, OnDemand, 0, target, settings,
                                          credentials));
    }
    return probes;
}

} // namespace rollcall::mattermost

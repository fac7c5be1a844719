// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "unit/products/Asking.h"

using namespace rollcall;
using namespace rollcall::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

struct Row
{
    QString id;
    QString url;
    Milliseconds interval;
    bool isPrimary;
    bool isReplacedInCheck;
    bool hasToken;
    bool operator==(const Row &) const = default;
};

void PrintTo(const Row &row, std::ostream *out)
{
    *out << row.id.toStdString() << ' ' << row.url.toStdString() << ' ' << row.interval.count()
         << (row.isPrimary ? " primary" : "") << (row.isReplacedInCheck ? " replaced" : "")
         << (row.hasToken ? " token" : "");
}

std::vector<Row> rowsOf(const ClusterFile &file, TargetId target, const Credentials &credentials)
{
    std::vector<Row> rows;
    for (const ProbeSpecPtr &probe : productNamed(u"mattermost"_s)->probes(file, target, credentials)) {
        EXPECT_EQ(probe->target, target);
        if (probe->isTcp()) {
            rows.push_back({probe->id, u"tcp://%1:%2"_s.arg(probe->tcp().host).arg(probe->tcp().port), probe->interval,
                            probe->isPrimary, probe->isReplacedInCheck, false});
            continue;
        }
        if (!probe->isHttp() || probe->id.startsWith(u"proxy."_s))
            continue; // MattermostProxyTest has them
        EXPECT_EQ(probe->http().method, "GET");
        EXPECT_EQ(probe->http().maxRedirects, 0);
        rows.push_back({probe->id, probe->http().url.toString(), probe->interval, probe->isPrimary,
                        probe->isReplacedInCheck, !probe->http().secretHeaders.empty()});
    }
    return rows;
}

QStringList idsOf(const std::vector<Row> &rows)
{
    QStringList ids;
    for (const Row &row : rows)
        ids.append(row.id);
    return ids;
}

} // namespace

TEST(MattermostProbes, WithAToken)
{
    const QString api = u"http://10.10.10.1:8065/api/v4/"_s;
    const QString metrics = u"http://10.10.10.1:8067"_s;
    const std::vector<Row> wanted = {
        {u"ping"_s, api + u"system/ping"_s, 15s, true, true, false},
        {u"ping.enhanced"_s, api + u"system/ping?get_server_status=true"_s, 60s, true, false, false},
        {u"config.client"_s, api + u"config/client?format=old"_s, 60s, false, false, true},
        {u"license.client"_s, api + u"license/client?format=old"_s, 5min, false, false, true},
        {u"cluster.status"_s, api + u"cluster/status"_s, 15s, false, false, true},
        {u"schema.version"_s, api + u"system/schema/version"_s, 15s, false, false, true},
        {u"plugins.statuses"_s, api + u"plugins/statuses"_s, 60s, false, false, true},
        {u"config"_s, api + u"config"_s, 0s, false, false, true},
        {u"metrics"_s, metrics + u"/metrics"_s, 15s, false, false, false},
        {u"goroutine.profile"_s, metrics + u"/debug/pprof/goroutine?debug=1"_s, 0s, false, false, false},
        {u"gossip"_s, u"tcp://10.10.10.1:8074"_s, 15s, false, false, false},
    };
    EXPECT_EQ(rowsOf(threeNodes(), TargetId{0}, withToken()), wanted);
}

TEST(MattermostProbes, WithoutATokenLeavesOutWhatNeedsOne)
{
    const std::vector<Row> rows = rowsOf(threeNodes(), TargetId{1}, {});
    EXPECT_EQ(idsOf(rows), (QStringList{u"ping"_s, u"ping.enhanced"_s, u"config.client"_s, u"license.client"_s,
                                        u"metrics"_s, u"goroutine.profile"_s, u"gossip"_s}));
    for (const Row &row : rows)
        EXPECT_FALSE(row.hasToken);
}

TEST(MattermostProbes, WithoutMetrics)
{
    ClusterFile file = threeNodes();
    file.nodes[0].metrics = MetricsSettings{false, 8067, u"/metrics"_s};
    EXPECT_EQ(idsOf(rowsOf(file, TargetId{0}, {})),
              (QStringList{u"ping"_s, u"ping.enhanced"_s, u"config.client"_s, u"license.client"_s, u"gossip"_s}));
    EXPECT_EQ(idsOf(rowsOf(file, TargetId{1}, {})).size(), 7);
}

TEST(MattermostProbes, OfTheProxyThePingDecides)
{
    const std::vector<Row> wanted = {
        {u"ping"_s, u"https://chat.example.com/api/v4/system/ping"_s, 15s, true, false, false}};
    EXPECT_EQ(rowsOf(threeNodes(), TargetId{3}, withToken()), wanted);
    EXPECT_TRUE(probeNamed(threeNodes(), TargetId{3}, u"ping"_s)->http().freshConnection);
    EXPECT_FALSE(probeNamed(threeNodes(), TargetId{0}, u"ping"_s)->http().freshConnection);
}

TEST(MattermostProbes, CarryTheTokenOnlyToTheNodesOrigin)
{
    const ClusterFile file = threeNodes();
    const ProbeSpecPtr status = probeNamed(file, TargetId{0}, u"cluster.status"_s);
    ASSERT_EQ(status->http().secretHeaders.size(), 1U);
    EXPECT_EQ(status->http().secretHeaders[0].first, "Authorization");
    EXPECT_EQ(status->http().secretHeaders[0].second.reveal(), "Bearer abcdefghijklmnopqrstuvwxyz");
    for (const ProbeSpecPtr &probe : productNamed(u"mattermost"_s)->probes(file, TargetId{0}, withToken())) {
        EXPECT_FALSE(probe->endpoint.contains(u"abcdef"_s));
        if (!probe->isHttp())
            continue;
        const std::vector<HttpHeader> wanted = {{"User-Agent", "Rollcall/" ROLLCALL_VERSION}};
        EXPECT_EQ(probe->http().headers, wanted);
    }
}

TEST(MattermostProbes, TakeTheTargetsSettings)
{
    ClusterFile file = threeNodes();
    Node &node = file.nodes[0];
    node.url = QUrl(u"https://user:pw@app1.example.com:8443/team/#top"_s);
    node.connectTo = u"10.0.0.5:9443"_s;
    node.interval = 90s;
    node.timeout = 3s;
    node.metrics = MetricsSettings{true, 9067, u"/mm/metrics?all=1"_s};
    Credentials credentials = withToken();
    credentials.proxy = u"http://proxy.example.com:3128"_s;
    credentials.tls = std::make_shared<TlsTrust>();

    const ProbeSpecPtr ping = probeNamed(file, TargetId{0}, u"ping"_s, credentials);
    EXPECT_EQ(ping->http().url.toString(), u"https://app1.example.com:8443/team/api/v4/system/ping"_s);
    EXPECT_EQ(ping->endpoint, u"GET /api/v4/system/ping"_s);
    EXPECT_EQ(ping->http().connectTo, u"10.0.0.5:9443"_s);
    EXPECT_EQ(ping->http().proxy, u"http://proxy.example.com:3128"_s);
    EXPECT_EQ(ping->http().tls, credentials.tls);
    EXPECT_EQ(ping->timeout(), 3s);
    EXPECT_EQ(ping->interval, 90s);
    EXPECT_EQ(ping->http().maxBody, 8 * 1024 * 1024);
    // Never more often than the node is asked at all.
    EXPECT_EQ(probeNamed(file, TargetId{0}, u"ping.enhanced"_s, credentials)->interval, 90s);
    EXPECT_EQ(probeNamed(file, TargetId{0}, u"ping.enhanced"_s, credentials)->endpoint,
              u"GET /api/v4/system/ping?get_server_status=true"_s);
    EXPECT_EQ(probeNamed(file, TargetId{0}, u"license.client"_s, credentials)->interval, 5min);

    const ProbeSpecPtr metrics = probeNamed(file, TargetId{0}, u"metrics"_s, credentials);
    EXPECT_EQ(metrics->http().url.toString(), u"http://app1.example.com:9067/mm/metrics?all=1"_s);
    EXPECT_EQ(metrics->endpoint, u"GET :9067/mm/metrics?all=1"_s);
    EXPECT_EQ(metrics->http().connectTo, u"10.0.0.5:9067"_s);
    EXPECT_EQ(metrics->http().tls, nullptr);
    EXPECT_EQ(metrics->http().maxBody, 32 * 1024 * 1024);
    EXPECT_TRUE(metrics->http().secretHeaders.empty());

    node.connectTo = u"[fd00::5]:9443"_s;
    EXPECT_EQ(probeNamed(file, TargetId{0}, u"metrics"_s)->http().connectTo, u"[fd00::5]:9067"_s);
    node.url = QUrl(u"http://[fd00::1]:8065"_s);
    node.connectTo.clear();
    EXPECT_EQ(probeNamed(file, TargetId{0}, u"metrics"_s)->http().url.toString(),
              u"http://[fd00::1]:9067/mm/metrics?all=1"_s);
    EXPECT_TRUE(probeNamed(file, TargetId{0}, u"metrics"_s)->http().connectTo.isEmpty());
}

TEST(MattermostProbes, DoNotStartAllAtOnce)
{
    const ClusterFile file = threeNodes();
    std::map<double, QString> phases;
    for (const ProbeSpecPtr &probe : productNamed(u"mattermost"_s)->probes(file, TargetId{0}, withToken())) {
        EXPECT_GE(probe->phase, 0);
        EXPECT_LT(probe->phase, 1);
        if (probe->interval > 0ms) {
            EXPECT_TRUE(phases.emplace(probe->phase, probe->id).second) << probe->id.toStdString();
        }
    }
    EXPECT_EQ(probeNamed(file, TargetId{0}, u"ping"_s)->phase, 0);
    EXPECT_EQ(probeNamed(file, TargetId{0}, u"schema.version"_s)->phase, 0.25);
    EXPECT_EQ(probeNamed(file, TargetId{0}, u"cluster.status"_s)->phase, 0.5);
    EXPECT_EQ(probeNamed(file, TargetId{0}, u"metrics"_s)->phase, 0.6);
}

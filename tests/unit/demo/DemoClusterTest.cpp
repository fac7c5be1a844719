// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/DemoCluster.h"

#include "Client.h"
#include "demo/DemoNode.h"
#include "demo/DemoProxy.h"
#include "support/FakeClock.h"
#include "support/StrictMessages.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

using namespace rollcall;
using namespace rollcall::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QJsonValue json(const QByteArray &body)
{
    const QJsonDocument document = QJsonDocument::fromJson(body);
    return document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object());
}

/// What two answers of the same kind may differ in, taken out.
QByteArray normalised(QByteArray text)
{
    QString s = QString::fromUtf8(text);
    s.replace(QRegularExpression(u"[A-Z][a-z]{2}, \\d\\d [A-Z][a-z]{2} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT"_s), u"DATE"_s);
    s.replace(QRegularExpression(u"\\b[a-z0-9]{26}\\b"_s), u"ID"_s);
    s.replace(QRegularExpression(u"127\\.0\\.0\\.\\d:\\d+"_s), u"ADDRESS"_s);
    return s.toUtf8();
}

struct DemoClusterTest : testing::Test
{
    FakeClock clock;
    std::unique_ptr<DemoCluster> cluster;
    QJsonObject file;

    void make(int nodes = 3, const QStringList &faults = {})
    {
        cluster = std::make_unique<DemoCluster>(DemoCluster::Options{.nodes = nodes, .clock = &clock});
        for (const QString &fault : faults)
            ASSERT_TRUE(cluster->inject(fault.section(u':', 0, 0), fault.section(u':', 1)).ok());
        const Result<void> started = cluster->start();
        ASSERT_TRUE(started.ok()) << started.error().message.toStdString();
        file = json(cluster->clusterFile()).toObject();
    }
    QJsonObject node(int number) const { return file["nodes"_L1].toArray().at(number - 1).toObject(); }
    QUrl url(int number) const { return QUrl(node(number)["url"_L1].toString()); }
    QUrl metricsUrl(int number) const
    {
        QUrl url = this->url(number);
        url.setPort(node(number)["metrics"_L1]["port"_L1].toInt());
        return url;
    }
    QUrl proxyUrl() const { return QUrl(file["publicUrl"_L1].toString()); }
    QByteArray token() const
    {
        QFile secret(file["token"_L1]["file"_L1].toString());
        EXPECT_TRUE(secret.open(QFile::ReadOnly));
        return secret.readAll().trimmed();
    }
    QByteArray bearer() const { return "Authorization: Bearer " + token() + "\r\n"; }
    RawAnswer ask(int number, const QByteArray &target, const QByteArray &headers = {}) const
    {
        return Client(url(number)).get(target, headers);
    }
    RawAnswer ping(int number, bool isDeep = false) const
    {
        return ask(number, isDeep ? "/api/v4/system/ping?get_server_status=true" : "/api/v4/system/ping");
    }
    /// Hostnames that a node lists, sorted.
    QStringList sees(int number) const
    {
        QStringList names;
        for (const QJsonValue &row : json(ask(number, "/api/v4/cluster/status", bearer()).body).toArray())
            names.append(row["hostname"_L1].toString());
        names.sort();
        return names;
    }
    QJsonObject row(int asked, const QString &hostname) const
    {
        for (const QJsonValue &row : json(ask(asked, "/api/v4/cluster/status", bearer()).body).toArray()) {
            if (row["hostname"_L1] == hostname)
                return row.toObject();
        }
        return {};
    }
    double sample(int number, const QByteArray &name) const
    {
        const QByteArray text = Client(metricsUrl(number)).get("/metrics").body;
        const qsizetype at = text.indexOf(QByteArray("\n" + name + " "));
        return at < 0 ? -1
                      : text.mid(at + name.size() + 2, text.indexOf('\n', at + 1) - at - name.size() - 2).toDouble();
    }
    static void expectRecorded(const RawAnswer &answer, const QString &name)
    {
        QByteArray wanted = readData(u"mattermost/5.35.4/"_s + name + u".http"_s);
        // The recorded nginx was not yet told to say whom it asked.
        QByteArray head = answer.head;
        if (const qsizetype upstream = head.indexOf("X-Upstream: "); upstream >= 0)
            head.remove(upstream, head.indexOf("\r\n", upstream) + 2 - upstream);
        EXPECT_EQ(normalised(head + "\r\n" + answer.body), normalised(wanted)) << name.toStdString();
    }
};

const QStringList All{u"mm-node-1"_s, u"mm-node-2"_s, u"mm-node-3"_s};

} // namespace

TEST_F(DemoClusterTest, ClusterFileNamesNodesProxyAndAGuardedToken)
{
    make();
    EXPECT_EQ(file["schema"_L1].toInt(), 1);
    EXPECT_EQ(file["name"_L1].toString(), u"demonstration"_s);
    EXPECT_EQ(file["environment"_L1].toString(), u"test"_s);
    EXPECT_EQ(file["nodes"_L1].toArray().size(), 3);
    EXPECT_EQ(node(2)["name"_L1].toString(), u"node2"_s);
    const QFileInfo secret(file["token"_L1]["file"_L1].toString());
    EXPECT_EQ(secret.permissions() & QFile::Permissions(0x0077), QFile::Permissions());
    EXPECT_EQ(token().size(), 26);
    EXPECT_FALSE(cluster->clusterFile().contains(token()));
    const QString folder = secret.path();
    cluster.reset();
    EXPECT_FALSE(QFileInfo::exists(folder));
}

TEST_F(DemoClusterTest, AnswersAreByteTrueToTheRecordings)
{
    make();
    expectRecorded(ping(1), u"ping-healthy"_s);
    expectRecorded(ping(1, true), u"ping-server-status-healthy"_s);
    expectRecorded(ask(1, "/api/v4/config/client?format=old"), u"config-client-anonymous"_s);
    expectRecorded(ask(1, "/api/v4/config/client?format=old", bearer()), u"config-client-admin"_s);
    expectRecorded(ask(1, "/api/v4/license/client?format=old"), u"license-client-anonymous"_s);
    expectRecorded(ask(1, "/api/v4/cluster/status"), u"cluster-status-unauthorized"_s);
    expectRecorded(ask(1, "/api/v4/cluster/status", "Authorization: Bearer nonsense\r\n"),
                   u"cluster-status-bad-token"_s);
    expectRecorded(ask(1, "/api/v4/config"), u"config-unauthorized"_s);
    expectRecorded(ask(1, "/api/v4/config", bearer()), u"config-admin-node1"_s);
    expectRecorded(ask(2, "/api/v4/config", bearer()), u"config-admin-node2"_s);
    expectRecorded(ask(1, "/api/v4/plugins/statuses", bearer()), u"plugins-statuses-disabled"_s);
    expectRecorded(ask(1, "/api/v4/users/me", bearer()), u"users-me"_s);
    expectRecorded(ask(1, "/api/v4/analytics/old?name=standard", bearer()), u"analytics-standard"_s);
    expectRecorded(ask(1, "/api/v4/logs", bearer()), u"logs-page0"_s);
    expectRecorded(ask(1, "/api/v4/nope"), u"not-found"_s);
    expectRecorded(ask(1, "/login"), u"login-page"_s);
    expectRecorded(Client(url(1)).ask("HEAD", "/api/v4/system/ping"), u"ping-head"_s);
    expectRecorded(Client(url(1)).ask("POST", "/api/v4/users/login", {}, R"({"login_id":"admin","password":"x"})"),
                   u"login-bad-password"_s);
    expectRecorded(Client(url(1)).ask("POST", "/api/v4/users/login", {},
                                      R"({"login_id":"admin","password":")" + token() + R"("})"),
                   u"login-ok"_s);
    expectRecorded(Client(proxyUrl()).get("/api/v4/system/ping"), u"lb-ping-healthy"_s);
}

TEST_F(DemoClusterTest, MemberListsHaveTheRecordedShape)
{
    make();
    const RawAnswer answer = ask(2, "/api/v4/cluster/status", bearer());
    const QByteArray wanted = readData(u"mattermost/5.35.4/cluster-status-healthy.http"_s);
    EXPECT_EQ(normalised(answer.head), normalised(wanted.left(wanted.indexOf("\r\n\r\n") + 2)));
    // The order of rows is that of a Go map in the recording: compared sorted.
    const auto rows = [](const QByteArray &body) {
        QList<QByteArray> list = normalised(body).replace("},{", "}\n{").replace('[', "").replace(']', "").split('\n');
        std::sort(list.begin(), list.end());
        return list;
    };
    EXPECT_EQ(rows(answer.body), rows(wanted.mid(wanted.indexOf("\r\n\r\n") + 4)));
    EXPECT_EQ(sees(1), All);
    EXPECT_EQ(sees(3), All);
}

TEST_F(DemoClusterTest, HeadersAreNewEachTime)
{
    make();
    const RawAnswer first = ping(1);
    clock.advance(61s);
    const RawAnswer second = ping(1);
    EXPECT_NE(first.header("X-Request-Id"), second.header("X-Request-Id"));
    EXPECT_EQ(first.header("Date"), "Fri, 20 Nov 2026 20:00:00 GMT");
    EXPECT_EQ(second.header("Date"), "Fri, 20 Nov 2026 20:01:01 GMT");
    EXPECT_EQ(first.header("X-Version-Id"), "5.35.4.5.35.4.06a8638b0b68f072c13f9867479dd147.false");
    const RawAnswer refused = ask(1, "/api/v4/cluster/status");
    EXPECT_EQ(json(refused.body)["request_id"_L1].toString().toLatin1(), refused.header("X-Request-Id"));
}

TEST_F(DemoClusterTest, MetricsAreTheRecordedOnesAndMove)
{
    make();
    const RawAnswer answer = Client(metricsUrl(1)).get("/metrics");
    const QByteArray wanted = readData(u"mattermost/5.35.4/metrics.http"_s);
    EXPECT_EQ(normalised(answer.head), normalised(wanted.left(wanted.indexOf("\r\n\r\n") + 2)));
    const auto names = [](const QByteArray &text) {
        QStringList list;
        for (const QByteArray &line : text.split('\n')) {
            if (!line.startsWith('#') && line.contains(' ') && !line.startsWith("mattermost_"))
                list.append(QString::fromLatin1(line.left(line.lastIndexOf(' '))));
        }
        return list;
    };
    EXPECT_EQ(names(answer.body), names(wanted.mid(wanted.indexOf("\r\n\r\n") + 4)));

    const double requests = sample(1, "mattermost_http_requests_total");
    const double before = sample(1, "go_goroutines");
    EXPECT_GT(requests, 1000);
    EXPECT_GT(sample(1, "mattermost_http_errors_total"), 0);
    EXPECT_LT(sample(1, "mattermost_http_errors_total") / requests, 0.003);
    EXPECT_EQ(sample(1, "mattermost_cluster_cluster_health_score"), 0);
    EXPECT_GT(sample(1, "mattermost_http_websockets_total"), 20);
    EXPECT_GT(sample(1, "mattermost_process_resident_memory_bytes"), 1e8);
    clock.advance(10s);
    EXPECT_GT(sample(1, "mattermost_http_requests_total"), requests + 50);
    EXPECT_NE(sample(1, "go_goroutines"), before);
    EXPECT_NEAR(sample(1, "go_goroutines"), 172, 172 * 0.06);
}

TEST_F(DemoClusterTest, TheProfileAddsUpToTheGaugesCount)
{
    make();
    const RawAnswer answer = Client(metricsUrl(2)).get("/debug/pprof/goroutine?debug=1");
    const QByteArray wanted = readData(u"mattermost/5.35.4/pprof-goroutine-debug1.http"_s);
    EXPECT_EQ(normalised(answer.head), normalised(wanted.left(wanted.indexOf("\r\n\r\n") + 2)));
    const double total = sample(2, "go_goroutines");
    EXPECT_TRUE(answer.body.startsWith(QByteArray("goroutine profile: total " + QByteArray::number(total) + "\n")));
    double sum = 0;
    for (const QByteArray &line : answer.body.split('\n')) {
        if (line.contains(" @ "))
            sum += line.left(line.indexOf(' ')).toDouble();
    }
    EXPECT_EQ(sum, total);
    EXPECT_EQ(Client(metricsUrl(2)).get("/nope").statusLine(), "HTTP/1.1 404 Not Found");
}

TEST_F(DemoClusterTest, SchemaVersionsAreListed)
{
    make();
    const RawAnswer answer = ask(1, "/api/v4/system/schema/version", bearer());
    const QJsonArray rows = json(answer.body).toArray();
    ASSERT_GT(rows.size(), 10);
    EXPECT_EQ(rows.at(1)["version"_L1].toInt(), 2);
    EXPECT_EQ(rows.at(1)["name"_L1].toString(), u"create_team_members"_s);
}

TEST_F(DemoClusterTest, ClientConfigurationNeedsItsFormat)
{
    make();
    const RawAnswer answer = ask(1, "/api/v4/config/client");
    EXPECT_EQ(answer.statusLine(), "HTTP/1.1 501 Not Implemented");
    EXPECT_EQ(json(answer.body)["id"_L1].toString(), u"api.config.client.old_format.app_error"_s);
}

TEST_F(DemoClusterTest, ManyNodesHaveAddressesOfTheirOwn)
{
    make(7);
    EXPECT_EQ(cluster->nodeNames().size(), 7);
    EXPECT_EQ(sees(7).size(), 7);
    EXPECT_EQ(url(1).host(), u"127.0.0.2"_s);
    EXPECT_EQ(url(7).host(), u"127.0.0.8"_s);
    EXPECT_EQ(row(1, u"mm-node-7"_s)["ipaddress"_L1].toString(), u"127.0.0.8"_s);
}

TEST_F(DemoClusterTest, ACrashedNodeRefusesLeavesTheListsAndComesBackAsANewMember)
{
    make();
    const QString id = row(1, u"mm-node-3"_s)["id"_L1].toString();
    ASSERT_TRUE(cluster->inject(u"node-crash"_s, u"node3"_s).ok());
    EXPECT_FALSE(Client(url(3)).isConnected());
    EXPECT_FALSE(Client(metricsUrl(3)).isConnected());
    EXPECT_EQ(sees(1), All); // gossip has not noticed yet
    clock.advance(4s);
    EXPECT_EQ(sees(1), All);
    clock.advance(2s);
    EXPECT_EQ(sees(1), (QStringList{u"mm-node-1"_s, u"mm-node-2"_s}));

    ASSERT_TRUE(cluster->mend(u"node-crash"_s).ok());
    EXPECT_FALSE(Client(url(3)).isConnected()); // it takes its time to start
    clock.advance(2s);
    EXPECT_FALSE(Client(url(3)).isConnected());
    clock.advance(1s);
    EXPECT_EQ(ping(3).statusLine(), "HTTP/1.1 200 OK");
    EXPECT_EQ(sees(1), All);
    EXPECT_NE(row(1, u"mm-node-3"_s)["id"_L1].toString(), id);
    EXPECT_LT(sample(3, "mattermost_http_requests_total"), 10); // counters begin again
}

TEST_F(DemoClusterTest, ANodeThatCrashedBeforeTheStartIsInNoList)
{
    make(3, {u"node-crash:node2"_s});
    EXPECT_FALSE(Client(url(2)).isConnected());
    EXPECT_EQ(sees(1), (QStringList{u"mm-node-1"_s, u"mm-node-3"_s}));
}

TEST_F(DemoClusterTest, AHangingNodeAcceptsAndSaysNothing)
{
    make(3, {u"node-hang:node2"_s});
    for (const QUrl &target : {url(2), metricsUrl(2)}) {
        Client client(target);
        ASSERT_TRUE(client.isConnected());
        client.socket.write("GET /metrics HTTP/1.1\r\n\r\n");
        EXPECT_FALSE(waitFor([&] { return !client.bytes.isEmpty() || !client.isConnected(); }, 30ms));
    }
    ASSERT_TRUE(cluster->mend().ok());
    EXPECT_EQ(ping(2).statusLine(), "HTTP/1.1 200 OK");
}

TEST_F(DemoClusterTest, AnIllDatabaseShowsOnlyWhenAsked)
{
    make(3, {u"database-unhealthy:node2"_s});
    expectRecorded(ping(2), u"ping-database-down-plain"_s);
    expectRecorded(ping(2, true), u"ping-database-unhealthy"_s);
    EXPECT_EQ(ping(1, true).statusLine(), "HTTP/1.1 200 OK");
    const RawAnswer schema = ask(2, "/api/v4/system/schema/version", bearer());
    EXPECT_EQ(schema.statusLine(), "HTTP/1.1 500 Internal Server Error");
    EXPECT_FALSE(schema.header("X-Version-Id").isEmpty());
    EXPECT_EQ(json(schema.body)["status_code"_L1].toInt(), 500);
}

TEST_F(DemoClusterTest, AnIllFileStoreShowsOnlyWhenAsked)
{
    make(3, {u"filestore-unhealthy:node1"_s});
    EXPECT_EQ(ping(1).statusLine(), "HTTP/1.1 200 OK");
    expectRecorded(ping(1, true), u"ping-filestore-unhealthy"_s);
}

TEST_F(DemoClusterTest, GoroutinesLeakAndTheNodeStaysWell)
{
    make();
    const double peers = sample(1, "go_goroutines");
    ASSERT_TRUE(cluster->inject(u"goroutine-leak"_s, u"node2"_s).ok());
    const double first = sample(2, "go_goroutines");
    EXPECT_GT(first, 3.3 * peers);
    clock.advance(47s);
    EXPECT_GT(sample(2, "go_goroutines"), first + 40);
    EXPECT_EQ(ping(2, true).statusLine(), "HTTP/1.1 200 OK");
    EXPECT_LT(sample(3, "go_goroutines"), 1.2 * peers);
}

TEST_F(DemoClusterTest, OverTheThresholdTheNodeCallsItselfIll)
{
    make(3, {u"goroutines-over-threshold:node1"_s});
    expectRecorded(ping(1), u"ping-goroutines-over-threshold"_s);
    expectRecorded(ping(1, true), u"ping-server-status-goroutines-over-threshold"_s);
    EXPECT_GT(sample(1, "go_goroutines"), 500);
    for (const int number : {1, 2})
        EXPECT_EQ(
            json(ask(number, "/api/v4/config", bearer()).body)["ServiceSettings"_L1]["GoroutineHealthThreshold"_L1]
                .toInt(),
            500);
    EXPECT_EQ(row(1, u"mm-node-1"_s)["config_hash"_L1], row(1, u"mm-node-2"_s)["config_hash"_L1]);
}

TEST_F(DemoClusterTest, AnotherVersionShowsEverywhere)
{
    make(3, {u"version-mismatch:node3"_s});
    expectRecorded(ping(3), u"ping-v5.36.1"_s);
    EXPECT_EQ(row(1, u"mm-node-3"_s)["version"_L1].toString(), u"5.36.1"_s);
    EXPECT_EQ(row(3, u"mm-node-1"_s)["version"_L1].toString(), u"5.35.4"_s);
    EXPECT_NE(row(1, u"mm-node-3"_s)["config_hash"_L1], row(1, u"mm-node-1"_s)["config_hash"_L1]);
    const QJsonValue config = json(ask(3, "/api/v4/config/client?format=old").body);
    EXPECT_EQ(config["Version"_L1].toString(), u"5.36.1"_s);
    EXPECT_EQ(config["BuildNumber"_L1].toString(), u"5.36.1"_s);
    EXPECT_GT(sample(3, "go_goroutines"), 3.5 * sample(1, "go_goroutines"));
    const auto errors = [this](int number) {
        return sample(number, "mattermost_http_errors_total") / sample(number, "mattermost_http_requests_total");
    };
    EXPECT_GT(errors(3), 10 * errors(1));
}

TEST_F(DemoClusterTest, AnotherConfigurationHasAnotherHashAndOtherKeys)
{
    make(3, {u"config-mismatch:node2"_s});
    EXPECT_NE(row(1, u"mm-node-2"_s)["config_hash"_L1], row(1, u"mm-node-1"_s)["config_hash"_L1]);
    EXPECT_EQ(row(1, u"mm-node-3"_s)["config_hash"_L1], row(1, u"mm-node-1"_s)["config_hash"_L1]);
    const QJsonValue odd = json(ask(2, "/api/v4/config", bearer()).body);
    const QJsonValue usual = json(ask(1, "/api/v4/config", bearer()).body);
    EXPECT_EQ(odd["SqlSettings"_L1]["MaxIdleConns"_L1].toInt(), 50);
    EXPECT_EQ(usual["SqlSettings"_L1]["MaxIdleConns"_L1].toInt(), 20);
    EXPECT_EQ(odd["EmailSettings"_L1]["SMTPPassword"_L1].toString(), QString(32, u'*'));
    EXPECT_EQ(usual["EmailSettings"_L1]["SMTPPassword"_L1].toString(), u""_s);
    EXPECT_EQ(ping(2).header("X-Version-Id"), ping(1).header("X-Version-Id"));
}

TEST_F(DemoClusterTest, AMaskedDifferenceShowsInTheHashAlone)
{
    make(3, {u"config-mismatch-masked:node2"_s});
    EXPECT_NE(row(1, u"mm-node-2"_s)["config_hash"_L1], row(1, u"mm-node-1"_s)["config_hash"_L1]);
    expectRecorded(ask(2, "/api/v4/config", bearer()), u"config-admin-node2"_s);
}

TEST_F(DemoClusterTest, ASplitMakesIslands)
{
    make(3, {u"gossip-split:node3"_s});
    EXPECT_EQ(sees(1), (QStringList{u"mm-node-1"_s, u"mm-node-2"_s}));
    EXPECT_EQ(sees(3), (QStringList{u"mm-node-3"_s}));
    EXPECT_EQ(sample(3, "mattermost_cluster_cluster_health_score"), 3);
    ASSERT_TRUE(cluster->mend(u"gossip-split"_s, u"node3"_s).ok());
    EXPECT_EQ(sees(3), All);
    make(6, {u"gossip-split:node5"_s});
    EXPECT_EQ(sees(5), (QStringList{u"mm-node-5"_s, u"mm-node-6"_s}));
    EXPECT_EQ(sees(1).size(), 4);
}

TEST_F(DemoClusterTest, ASkewedClockShowsInTheDate)
{
    make(3, {u"clock-skew:node1"_s});
    EXPECT_EQ(ping(1).header("Date"), "Fri, 20 Nov 2026 20:01:30 GMT");
    EXPECT_EQ(ping(2).header("Date"), "Fri, 20 Nov 2026 20:00:00 GMT");
}

TEST_F(DemoClusterTest, ASlowNodeTakesItsTime)
{
    make(3, {u"slow:node1"_s});
    Client client(url(1));
    client.socket.write("GET /api/v4/system/ping HTTP/1.1\r\n\r\n");
    EXPECT_FALSE(waitFor([&] { return !client.bytes.isEmpty(); }, 30ms));
    clock.advance(2300ms);
    EXPECT_FALSE(waitFor([&] { return !client.bytes.isEmpty(); }, 30ms));
    clock.advance(100ms);
    EXPECT_TRUE(waitFor([&] { return takeAnswer(client.bytes).statusLine() == "HTTP/1.1 200 OK"; }));
}

TEST_F(DemoClusterTest, MalformedAnswersEndInTheMiddle)
{
    make(3, {u"malformed:node1"_s});
    const RawAnswer answer = ping(1);
    EXPECT_EQ(answer.statusLine(), "HTTP/1.1 200 OK");
    EXPECT_FALSE(answer.body.isEmpty());
    EXPECT_TRUE(QJsonDocument::fromJson(answer.body).isNull());
    EXPECT_FALSE(QJsonDocument::fromJson(ping(2).body).isNull());
}

TEST_F(DemoClusterTest, ALimitedNodeSaysSoOutsideTheApi)
{
    make(3, {u"rate-limited:node1"_s});
    const RawAnswer answer = ping(1);
    EXPECT_EQ(answer.statusLine(), "HTTP/1.1 429 Too Many Requests");
    EXPECT_EQ(answer.body.trimmed(), "limit exceeded");
    EXPECT_EQ(answer.header("Content-Type"), "text/plain; charset=utf-8");
    EXPECT_EQ(answer.header("X-Version-Id"), "");
    EXPECT_EQ(answer.header("Retry-After"), "1");
}

TEST_F(DemoClusterTest, TokensAreRefusedInTheTwoRecordedWays)
{
    make(3, {u"token-forbidden:node1"_s, u"token-rejected:node2"_s});
    expectRecorded(ask(1, "/api/v4/cluster/status", bearer()), u"cluster-status-forbidden"_s);
    expectRecorded(ask(2, "/api/v4/cluster/status", bearer()), u"cluster-status-bad-token"_s);
}

TEST_F(DemoClusterTest, TheProxyAsksTheNodesInTurnAndLeavesOutWhatIsDown)
{
    make(3, {u"version-mismatch:node2"_s});
    const auto versions = [this] {
        QStringList seen;
        for (int i = 0; i < 3; ++i)
            seen.append(
                QString::fromLatin1(Client(proxyUrl()).get("/api/v4/system/ping").header("X-Version-Id").left(6)));
        return seen;
    };
    EXPECT_EQ(versions().count(u"5.36.1"_s), 1);
    ASSERT_TRUE(cluster->inject(u"node-crash"_s, u"node2"_s).ok());
    EXPECT_EQ(versions(), (QStringList{u"5.35.4"_s, u"5.35.4"_s, u"5.35.4"_s}));
}

TEST_F(DemoClusterTest, TheProxySaysWhomItAskedAndCanLeaveANodeOut)
{
    make(3);
    const auto upstreams = [this] {
        std::set<QByteArray> all;
        for (int i = 0; i < 6; ++i)
            all.insert(Client(proxyUrl()).get("/api/v4/system/ping").header("X-Upstream"));
        return all;
    };
    const auto place = [this](int number) -> QByteArray {
        return url(number).host().toLatin1() + ':' + QByteArray::number(url(number).port());
    };
    EXPECT_EQ(upstreams(), (std::set<QByteArray>{place(1), place(2), place(3)}));
    ASSERT_TRUE(cluster->inject(u"proxy-skips-node"_s, u"node2"_s).ok());
    EXPECT_EQ(upstreams(), (std::set<QByteArray>{place(1), place(3)}));
    EXPECT_EQ(ping(2).statusLine(), "HTTP/1.1 200 OK");
    ASSERT_TRUE(cluster->mend(u"proxy-skips-node"_s).ok());
    EXPECT_EQ(upstreams().size(), 3U);
    // As nginx does it: also whom it tried in vain, and the one that answered last.
    ASSERT_TRUE(cluster->inject(u"node-crash"_s, u"node3"_s).ok());
    std::set<QByteArray> tried = upstreams();
    EXPECT_TRUE(tried.contains(QByteArray(place(3) + ", " + place(1)))) << tried.size();
}

TEST_F(DemoClusterTest, TheProxyGoesOnWithoutANodeThatHangs)
{
    make(3, {u"node-hang:node1"_s});
    Client client(proxyUrl());
    client.socket.write("GET /api/v4/system/ping HTTP/1.1\r\n\r\n");
    EXPECT_FALSE(waitFor([&] { return !client.bytes.isEmpty(); }, 30ms));
    clock.advance(1s);
    EXPECT_TRUE(waitFor([&] { return takeAnswer(client.bytes).statusLine() == "HTTP/1.1 200 OK"; }));
    for (int i = 0; i < 3; ++i) // left out from now on
        EXPECT_EQ(client.get("/api/v4/system/ping").statusLine(), "HTTP/1.1 200 OK");
}

TEST_F(DemoClusterTest, TheProxyPassesNoLimitOn)
{
    make(3, {u"rate-limited:node1"_s});
    for (int i = 0; i < 3; ++i)
        EXPECT_EQ(Client(proxyUrl()).get("/api/v4/system/ping").statusLine(), "HTTP/1.1 200 OK");
}

TEST_F(DemoClusterTest, WithoutNodesTheProxyAnswersAsNginxDoes)
{
    make(2, {u"node-crash:node1"_s, u"node-crash:node2"_s});
    expectRecorded(Client(proxyUrl()).get("/api/v4/system/ping"), u"lb-ping-all-down"_s);
    make(3, {u"proxy-502"_s});
    expectRecorded(Client(proxyUrl()).get("/api/v4/system/ping"), u"lb-ping-all-down"_s);
    EXPECT_EQ(ping(1).statusLine(), "HTTP/1.1 200 OK");
    EXPECT_EQ(cluster->activeFaults(), QStringList{u"proxy-502:proxy"_s});
    ASSERT_TRUE(cluster->mend().ok());
    expectRecorded(Client(proxyUrl()).get("/api/v4/system/ping"), u"lb-ping-healthy"_s);
}

TEST_F(DemoClusterTest, FaultsAreListedPutOnAndMended)
{
    make();
    int changes = 0;
    QObject::connect(cluster.get(), &DemoCluster::faultsChanged, cluster.get(), [&changes] { ++changes; });
    for (const DemoCluster::Fault &fault : cluster->faults()) {
        EXPECT_FALSE(fault.title.isEmpty());
        EXPECT_FALSE(fault.effect.isEmpty());
        EXPECT_TRUE(cluster->inject(fault.name).ok()) << fault.name.toStdString();
    }
    EXPECT_EQ(cluster->activeFaults().size(), cluster->faults().size());
    ASSERT_TRUE(cluster->mend().ok());
    EXPECT_TRUE(cluster->activeFaults().isEmpty());
    EXPECT_EQ(changes, cluster->faults().size() + 1);

    ASSERT_TRUE(cluster->inject(u"slow"_s).ok());
    ASSERT_TRUE(cluster->inject(u"malformed"_s).ok()); // on another node, so that both show
    EXPECT_EQ(cluster->activeFaults(), (QStringList{u"malformed:node2"_s, u"slow:node3"_s}));
    ASSERT_TRUE(cluster->mend(u"slow"_s, u"node1"_s).ok()); // not there: nothing changes
    EXPECT_EQ(cluster->activeFaults().size(), 2);
    ASSERT_TRUE(cluster->mend(u"slow"_s).ok());
    EXPECT_EQ(cluster->activeFaults(), QStringList{u"malformed:node2"_s});
}

TEST_F(DemoClusterTest, UnknownFaultsAndNodesAreRefusedWithTheKnownOnes)
{
    make();
    EXPECT_TRUE(cluster->inject(u"nope"_s).error().message.contains(u"node-crash, node-hang"_s));
    EXPECT_TRUE(cluster->inject(u"slow"_s, u"node9"_s).error().message.contains(u"node1, node2, node3"_s));
    EXPECT_FALSE(cluster->inject(u"proxy-502"_s, u"node1"_s).ok());
    EXPECT_FALSE(cluster->mend(u"nope"_s).ok());
    EXPECT_FALSE(cluster->mend(u"slow"_s, u"node9"_s).ok());
    EXPECT_TRUE(cluster->activeFaults().isEmpty());
}

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
// `rollcall check` on each situation that was recorded from real servers.
#include "Fixture.h"
#include "Program.h"

#include <gmock/gmock.h>

using namespace rollcall::test;
using namespace Qt::StringLiterals;

namespace {

constexpr auto Ping = "/api/v4/system/ping";
constexpr auto EnhancedPing = "/api/v4/system/ping?get_server_status=true";
constexpr auto Status = "/api/v4/cluster/status";

/// Three nodes and a proxy that answer from recordings. What a test does not say otherwise is healthy.
struct Recorded : testing::Test
{
    QTemporaryDir folder;
    std::vector<std::unique_ptr<Fixture>> nodes;
    std::unique_ptr<Fixture> proxy;
    QMap<QByteArray, QString> everywhere{{Ping, u"ping-healthy"_s},
                                         {EnhancedPing, u"ping-server-status-healthy"_s},
                                         {Status, u"cluster-status-healthy"_s},
                                         {"/api/v4/config/client", u"config-client-anonymous"_s},
                                         {"/api/v4/license/client", u"license-client-anonymous"_s},
                                         {"/api/v4/plugins/statuses", u"plugins-statuses-disabled"_s},
                                         {"/api/v4/config", u"config-admin-node1"_s}};
    QMap<QByteArray, QString> atProxy{{Ping, u"lb-ping-healthy"_s}, {EnhancedPing, u"lb-ping-healthy"_s}};

    /// `own`: what one node answers otherwise, by its number.
    void serve(const QMap<int, QMap<QByteArray, QString>> &own = {})
    {
        for (int number = 1; number <= 3; ++number) {
            QMap<QByteArray, QString> files = everywhere;
            files.insert(own.value(number));
            nodes.push_back(std::make_unique<Fixture>(u"127.0.0.%1"_s.arg(number + 1), files));
        }
        proxy = std::make_unique<Fixture>(u"127.0.0.1"_s, atProxy);
    }
    void stop(int number) { nodes[static_cast<std::size_t>(number - 1)]->close(); }

    QJsonObject check(int status)
    {
        QFile secret(folder.filePath(u"token"_s));
        EXPECT_TRUE(secret.open(QFile::WriteOnly));
        secret.write("7pd3wofqcjnw3qaohhoae7jg4a\n");
        secret.close();
        secret.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
        QJsonArray list;
        int number = 0;
        for (const auto &node : nodes)
            list.append(QJsonObject{{u"name"_s, u"node%1"_s.arg(++number)}, {u"url"_s, node->url()}});
        const QJsonObject file{{u"schema"_s, 1},
                               {u"name"_s, u"recorded"_s},
                               {u"publicUrl"_s, proxy->url()},
                               {u"retryAfter"_s, u"300ms"_s},
                               {u"token"_s, QJsonObject{{u"file"_s, secret.fileName()}}},
                               {u"metrics"_s, false},
                               {u"gossip"_s, false},
                               {u"nodes"_s, list}};
        QFile out(folder.filePath(u"cluster.json"_s));
        EXPECT_TRUE(out.open(QFile::WriteOnly | QFile::Truncate));
        out.write(QJsonDocument(file).toJson());
        out.close();
        Program program({u"check"_s, out.fileName(), u"--json"_s});
        EXPECT_EQ(program.status(), status) << program.errors.toStdString() << program.out.toStdString();
        EXPECT_FALSE(program.out.contains("7pd3wofqcjnw3qaohhoae7jg4a"));
        return program.json();
    }
    static std::string verdict(const QJsonObject &report) { return report["verdict"_L1].toString().toStdString(); }
    static QJsonObject finding(const QJsonObject &report, const QString &code)
    {
        for (const QJsonValue &each : report["findings"_L1].toArray()) {
            if (each["code"_L1] == code)
                return each.toObject();
        }
        return {};
    }
    static QJsonArray named(const QJsonObject &report, const QString &code)
    {
        return finding(report, code)["nodes"_L1].toArray();
    }
};

} // namespace

TEST_F(Recorded, Healthy)
{
    serve();
    const QJsonObject report = check(0);
    EXPECT_EQ(codes(report), QStringList());
    const QJsonObject node = report["nodes"_L1].toArray().first().toObject();
    EXPECT_EQ(node["version"_L1].toString(), u"5.35.4"_s);
    EXPECT_EQ(node["hostname"_L1].toString(), u"mm-node-1"_s);
    EXPECT_EQ(node["clusterId"_L1].toString(), u"pbmrkd1zbpnb8k716bi1su5day"_s);
    EXPECT_EQ(node["configHash"_L1].toString(), u"e11471bde5e367f61f04fa5d3e537f84"_s);
    EXPECT_EQ(node["sees"_L1].toArray(), (QJsonArray{u"node1"_s, u"node2"_s, u"node3"_s}));
    for (const auto &fixture : nodes)
        EXPECT_TRUE(fixture->asked.contains("Authorization: Bearer 7pd3wofqcjnw3qaohhoae7jg4a\r\n"));
}

TEST_F(Recorded, ConfigMismatch)
{
    everywhere[Status] = u"cluster-status-config-mismatch"_s;
    serve({{2, {{"/api/v4/config", u"config-admin-node2"_s}}}});
    const QJsonObject report = check(2);
    EXPECT_EQ(codes(report), QStringList{u"config.mismatch"_s});
    // Three hashes, so no majority: nobody is called the odd one out.
    EXPECT_EQ(named(report, u"config.mismatch"_s).size(), 3);
}

TEST_F(Recorded, VersionMismatch)
{
    everywhere[Status] = u"cluster-status-version-mismatch"_s;
    serve({{3, {{Ping, u"ping-v5.36.1"_s}, {EnhancedPing, u"ping-v5.36.1"_s}}}});
    const QJsonObject report = check(2);
    EXPECT_TRUE(codes(report).contains(u"version.mismatch"_s));
    EXPECT_EQ(named(report, u"version.mismatch"_s), QJsonArray{u"node3"_s});
    EXPECT_THAT(verdict(report), testing::HasSubstr("node3 runs 5.36.1"));
}

TEST_F(Recorded, GoroutinesOverTheThreshold)
{
    serve({{2,
            {{Ping, u"ping-goroutines-over-threshold"_s},
             {EnhancedPing, u"ping-server-status-goroutines-over-threshold"_s}}}});
    const QJsonObject report = check(2);
    EXPECT_EQ(codes(report), QStringList{u"node.goroutines_over_threshold"_s});
    EXPECT_EQ(named(report, u"node.goroutines_over_threshold"_s), QJsonArray{u"node2"_s});
    EXPECT_THAT(verdict(report), testing::HasSubstr("node2"));
}

TEST_F(Recorded, DatabaseIll)
{
    everywhere[Status] = u"cluster-status-database-down"_s;
    everywhere[Ping] = u"ping-database-down-plain"_s;
    everywhere[EnhancedPing] = u"ping-database-unhealthy"_s;
    serve();
    const QJsonObject report = check(2);
    EXPECT_TRUE(codes(report).contains(u"component.failed"_s));
    EXPECT_EQ(finding(report, u"component.failed"_s)["evidence"_L1]["component"_L1].toString(), u"database"_s);
    EXPECT_FALSE(codes(report).contains(u"node.goroutines_over_threshold"_s));
    EXPECT_THAT(verdict(report), testing::HasSubstr("atabase"));
}

TEST_F(Recorded, FileStoreIll)
{
    serve({{1, {{EnhancedPing, u"ping-filestore-unhealthy"_s}}}});
    const QJsonObject report = check(2);
    EXPECT_EQ(codes(report), QStringList{u"component.failed"_s});
    EXPECT_EQ(finding(report, u"component.failed"_s)["evidence"_L1]["component"_L1].toString(), u"filestore"_s);
    EXPECT_EQ(named(report, u"component.failed"_s), QJsonArray{u"node1"_s});
}

TEST_F(Recorded, TwoNodesGone)
{
    everywhere[Status] = u"cluster-status-two-left"_s;
    serve();
    stop(2);
    stop(3);
    const QJsonObject report = check(2);
    EXPECT_EQ(codes(report), QStringList{u"node.unreachable"_s});
    EXPECT_THAT(verdict(report), testing::HasSubstr("node2"));
    EXPECT_THAT(verdict(report), testing::HasSubstr("node3"));
    EXPECT_EQ(report["nodes"_L1].toArray().first()["state"_L1].toString(), u"ok"_s);
}

TEST_F(Recorded, ProxyWithoutNodes)
{
    atProxy = {{Ping, u"lb-ping-all-down"_s}, {EnhancedPing, u"lb-ping-all-down"_s}};
    serve();
    const QJsonObject report = check(2);
    EXPECT_EQ(codes(report), QStringList{u"proxy.error"_s});
    EXPECT_EQ(report["proxy"_L1]["state"_L1].toString(), u"critical"_s);
    EXPECT_THAT(verdict(report), testing::HasSubstr("proxy"));
}

TEST_F(Recorded, ForbiddenToken)
{
    everywhere[Status] = u"cluster-status-forbidden"_s;
    everywhere["/api/v4/config"] = u"config-forbidden"_s;
    serve();
    const QJsonObject report = check(1);
    EXPECT_EQ(codes(report), QStringList{u"auth.forbidden"_s});
    EXPECT_TRUE(report["nodes"_L1].toArray().first()["sees"_L1].isNull());
}

TEST_F(Recorded, RejectedToken)
{
    everywhere[Status] = u"cluster-status-bad-token"_s;
    everywhere["/api/v4/config"] = u"config-unauthorized"_s;
    serve();
    const QJsonObject report = check(1);
    EXPECT_EQ(codes(report), QStringList{u"auth.rejected"_s});
    EXPECT_TRUE(report["nodes"_L1].toArray().first()["configHash"_L1].isNull());
}

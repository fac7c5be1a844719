// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "unit/products/Asking.h"

using namespace rollcall;
using namespace rollcall::test;
using namespace Qt::StringLiterals;
using Kind = Outcome::Kind;

namespace {

const IdentityFact Running5354 = {u"5.35.4"_s, u"5.35.4"_s, u"5.35.4"_s, u"06a8638b0b68f072c13f9867479dd147"_s, false};
const Component DatabaseOk = {u"database"_s, true, {}};
const Component DatabaseFailed = {u"database"_s, false, {}};
const Component FilestoreOk = {u"filestore"_s, true, {}};
const Component FilestoreFailed = {u"filestore"_s, false, {}};

HealthFact health(bool healthy, std::vector<Component> components = {})
{
    HealthFact fact;
    fact.healthy = healthy;
    fact.isDeep = !components.empty();
    fact.components = std::move(components);
    return fact;
}

struct PingCase
{
    QString file;
    QString probe;
    int status;
    HealthFact health;
};

} // namespace

TEST(RecordedPing, SaysWhatTheNodeSaysOfItself)
{
    const std::vector<PingCase> cases = {
        {u"ping-healthy.http"_s, u"ping"_s, 200, health(true)},
        // The plain ping does not look at the database: it stays OK without one.
        {u"ping-database-down-plain.http"_s, u"ping"_s, 200, health(true)},
        {u"ping-goroutines-over-threshold.http"_s, u"ping"_s, 500, health(false)},
        {u"ping-server-status-healthy.http"_s, u"ping.enhanced"_s, 200, health(true, {DatabaseOk, FilestoreOk})},
        {u"ping-recovered.http"_s, u"ping.enhanced"_s, 200, health(true, {DatabaseOk, FilestoreOk})},
        {u"ping-filestore-mode000.http"_s, u"ping.enhanced"_s, 200, health(true, {DatabaseOk, FilestoreOk})},
        {u"ping-database-unhealthy.http"_s, u"ping.enhanced"_s, 500, health(false, {DatabaseFailed, FilestoreOk})},
        {u"ping-filestore-unhealthy.http"_s, u"ping.enhanced"_s, 500, health(false, {DatabaseOk, FilestoreFailed})},
        {u"ping-server-status-goroutines-over-threshold.http"_s, u"ping.enhanced"_s, 500,
         health(false, {DatabaseOk, FilestoreOk})},
    };
    // Twice: the second time the memo answers, and nothing may differ.
    for (int round = 0; round < 2; ++round) {
        for (const PingCase &c : cases) {
            SCOPED_TRACE(c.file.toStdString());
            const Observation observation = readRecorded(c.probe, c.file);
            EXPECT_EQ(observation.outcome.kind, Kind::Answered);
            EXPECT_EQ(observation.outcome.status, c.status);
            EXPECT_EQ(observation.outcome.detail, QString());
            ASSERT_NE(factOf<HealthFact>(observation), nullptr);
            EXPECT_EQ(factOf<HealthFact>(observation)->healthy, c.health.healthy);
            EXPECT_EQ(factOf<HealthFact>(observation)->components, c.health.components);
            EXPECT_EQ(*factOf<HealthFact>(observation), c.health);
            ASSERT_NE(factOf<IdentityFact>(observation), nullptr);
            EXPECT_EQ(*factOf<IdentityFact>(observation), Running5354);
        }
    }
}

TEST(RecordedPing, TellsTheVersionOfAnUpgradedNode)
{
    const Observation observation = readRecorded(u"ping"_s, u"ping-v5.36.1.http"_s);
    const IdentityFact wanted = {u"5.36.1"_s, u"5.36.1"_s, u"5.36.1"_s, u"059daf0e7f08e9bd9e824b03fa295bb0"_s, false};
    ASSERT_NE(factOf<IdentityFact>(observation), nullptr);
    EXPECT_EQ(*factOf<IdentityFact>(observation), wanted);
}

TEST(RecordedPing, TakesHeadsNotFoundForAnotherServer)
{
    const Observation observation = readRecorded(u"ping"_s, u"ping-head.http"_s);
    EXPECT_EQ(observation.outcome.kind, Kind::Unexpected);
    EXPECT_EQ(observation.outcome.detail, u"HTTP 404"_s);
    EXPECT_TRUE(observation.facts.empty());
}

TEST(RecordedProxy, PassesOnANodesAnswer)
{
    const Observation observation = readRecorded(u"ping"_s, u"lb-ping-healthy.http"_s, TargetId{3});
    EXPECT_EQ(observation.outcome.kind, Kind::Answered);
    EXPECT_EQ(*factOf<HealthFact>(observation), health(true));
    EXPECT_EQ(*factOf<IdentityFact>(observation), Running5354);
    EXPECT_EQ(factOf<ClockFact>(observation), nullptr);
}

TEST(RecordedProxy, WithoutNodesAnswersAPageOfItsOwn)
{
    const Observation observation = readRecorded(u"ping"_s, u"lb-ping-all-down.http"_s, TargetId{3});
    EXPECT_EQ(observation.outcome.kind, Kind::Unexpected);
    EXPECT_EQ(observation.outcome.status, 502);
    EXPECT_EQ(observation.outcome.detail, u"HTTP 502, not made by a Mattermost node"_s);
    EXPECT_EQ(observation.outcome.firstBytes.size(), 128);
    EXPECT_TRUE(observation.outcome.firstBytes.startsWith("<html>\r\n<head><title>502 Bad Gateway"));
    EXPECT_TRUE(observation.facts.empty());
}

namespace {

Member member(const QString &id, int node, const QString &version, const QString &hash)
{
    return {id, u"mm-node-%1"_s.arg(node), u"127.0.0.%1"_s.arg(node + 1), version, hash, {}};
}

struct MembersCase
{
    QString file;
    std::vector<Member> members;
};

} // namespace

TEST(RecordedClusterStatus, ListsTheMembersInTheNodesOrder)
{
    const QString one = u"syaym1ioc78d9fqkhhrrs9z61w"_s;
    const QString two = u"d7rkp89ndfneumezzy6hcqgkjr"_s;
    const QString three = u"ty9gkzxiyffxzyxoejdjmfhnxa"_s;
    const QString hash1 = u"4f420db4f0f15613a70fa7b76727efdd"_s;
    const QString hash2 = u"6ac6c3e8801449d75b29468507aff5e2"_s;
    const QString hash3 = u"2f5b8ce0d8027bfe49ca344c6fcacda2"_s;
    const QString changed3 = u"dd4e49f32c8ee3e3eaa89bb77ddea4a5"_s;
    const QString equal = u"e11471bde5e367f61f04fa5d3e537f84"_s;
    const QString v = u"5.35.4"_s;
    const std::vector<MembersCase> cases = {
        {u"cluster-status-healthy.http"_s,
         {member(u"oqanmr4yuiyzbysgre5jn5qgne"_s, 3, v, equal), member(u"pbmrkd1zbpnb8k716bi1su5day"_s, 1, v, equal),
          member(u"bwt1xopyypnq9nwrab55prh6ur"_s, 2, v, equal)}},
        {u"cluster-status-config-mismatch.http"_s,
         {member(two, 2, v, hash2), member(three, 3, v, hash3), member(one, 1, v, hash1)}},
        {u"cluster-status-after-config-change.http"_s,
         {member(one, 1, v, hash1), member(two, 2, v, hash2), member(three, 3, v, changed3)}},
        {u"cluster-status-database-down.http"_s,
         {member(two, 2, v, hash2), member(three, 3, v, changed3), member(one, 1, v, hash1)}},
        {u"cluster-status-version-mismatch.http"_s,
         {member(u"1nxn6frqktb8pmzfhwqxb17mmw"_s, 3, u"5.36.1"_s, u"a6587bd25acf13c6b442c73dae3eceeb"_s),
          member(one, 1, v, hash1),
          member(u"proktzn84bns3kzcx9oqgm14aa"_s, 2, v, u"de0d256f55315541b66d0a3a01d8aa4f"_s)}},
        {u"cluster-status-two-left.http"_s, {member(one, 1, v, hash1)}},
    };
    for (const MembersCase &c : cases) {
        SCOPED_TRACE(c.file.toStdString());
        const Observation observation = readRecorded(u"cluster.status"_s, c.file);
        EXPECT_EQ(observation.outcome.kind, Kind::Answered);
        ASSERT_NE(factOf<MembershipFact>(observation), nullptr);
        EXPECT_EQ(factOf<MembershipFact>(observation)->members, c.members);
        EXPECT_EQ(*factOf<IdentityFact>(observation), Running5354);
    }
}

namespace {

struct RefusalCase
{
    QString file;
    QString probe;
    Kind kind;
    int status;
    QString detail;
    QString permission;
};

} // namespace

TEST(RecordedRefusals, AreToldApart)
{
    const QString expired = u"api.context.session_expired.app_error"_s;
    const QString denied = u"api.context.permissions.app_error"_s;
    const std::vector<RefusalCase> cases = {
        {u"cluster-status-unauthorized.http"_s, u"cluster.status"_s, Kind::Rejected, 401, expired, {}},
        {u"cluster-status-bad-token.http"_s, u"cluster.status"_s, Kind::Rejected, 401, expired, {}},
        {u"config-unauthorized.http"_s, u"config"_s, Kind::Rejected, 401, expired, {}},
        {u"cluster-status-forbidden.http"_s, u"cluster.status"_s, Kind::Forbidden, 403, denied,
         u"sysconsole_read_environment_high_availability"_s},
        {u"config-forbidden.http"_s, u"config"_s, Kind::Forbidden, 403, denied, u"any sysconsole_read permission"_s},
        {u"plugins-statuses-disabled.http"_s,
         u"plugins.statuses"_s,
         Kind::Absent,
         501,
         u"app.plugin.disabled.app_error"_s,
         {}},
        {u"not-found.http"_s, u"schema.version"_s, Kind::Absent, 404, u"api.context.404.app_error"_s, {}},
    };
    for (const RefusalCase &c : cases) {
        SCOPED_TRACE(c.file.toStdString());
        const Observation observation = readRecorded(c.probe, c.file);
        EXPECT_EQ(observation.outcome.kind, c.kind);
        EXPECT_EQ(observation.outcome.status, c.status);
        EXPECT_EQ(observation.outcome.detail, c.detail);
        EXPECT_EQ(observation.outcome.permission, c.permission);
        // Whoever refuses says who it is, except where the router found nothing.
        if (c.status == 404) {
            EXPECT_TRUE(observation.facts.empty());
        } else {
            ASSERT_EQ(observation.facts.size(), 1U);
            EXPECT_EQ(*factOf<IdentityFact>(observation), Running5354);
        }
    }
}

TEST(RecordedClientConfig, TellsLittleWithoutALogin)
{
    const Observation observation = readRecorded(u"config.client"_s, u"config-client-anonymous.http"_s);
    EXPECT_EQ(observation.outcome.kind, Kind::Answered);
    const SettingsFact *settings = factOf<SettingsFact>(observation);
    ASSERT_NE(settings, nullptr);
    const QMap<QString, QString> wanted = {{u"AsymmetricSigningPublicKey"_s, u"sha256:be3842c98e61e1f4"_s}};
    EXPECT_EQ(settings->values, wanted);
    EXPECT_EQ(settings->clusterEnabled, std::nullopt);
    EXPECT_EQ(factOf<SchemaFact>(observation), nullptr);
    EXPECT_EQ(*factOf<IdentityFact>(observation), Running5354);
}

TEST(RecordedClientConfig, TellsMoreWithOne)
{
    const Observation observation = readRecorded(u"config.client"_s, u"config-client-admin.http"_s);
    EXPECT_EQ(observation.outcome.kind, Kind::Answered);
    const SettingsFact *settings = factOf<SettingsFact>(observation);
    ASSERT_NE(settings, nullptr);
    EXPECT_EQ(settings->clusterEnabled, false);
    EXPECT_EQ(settings->values.value(u"SqlSettings.DriverName"_s), u"postgres"_s);
    EXPECT_EQ(settings->values.value(u"ServiceSettings.SiteURL"_s), u"http://127.0.0.1:8080"_s);
    EXPECT_EQ(settings->values.value(u"JobSettings.RunJobs"_s), u"true"_s);
    EXPECT_EQ(settings->values.value(u"EnableCluster"_s), u"false"_s);
    EXPECT_EQ(settings->values.size(), 5);
    // The same key on a node with and without a login: the same database.
    const Observation anonymous = readRecorded(u"config.client"_s, u"config-client-anonymous.http"_s);
    const QString key = u"AsymmetricSigningPublicKey"_s;
    EXPECT_TRUE(settings->values.value(key).startsWith(u"sha256:"_s));
    EXPECT_EQ(settings->values.value(key), factOf<SettingsFact>(anonymous)->values.value(key));
}

TEST(RecordedLicense, SaysThatThereIsNone)
{
    const Observation observation = readRecorded(u"license.client"_s, u"license-client-anonymous.http"_s);
    EXPECT_EQ(observation.outcome.kind, Kind::Answered);
    ASSERT_NE(factOf<LicenseFact>(observation), nullptr);
    EXPECT_EQ(*factOf<LicenseFact>(observation), (LicenseFact{false, std::nullopt, std::nullopt, {}}));
}

TEST(RecordedMetrics, OfTheGoClientAlone)
{
    const Observation observation = readRecorded(u"metrics"_s, u"metrics.http"_s);
    EXPECT_EQ(observation.outcome.kind, Kind::Answered);
    EXPECT_EQ(observation.outcome.detail, QString());
    const MetricsFact *metrics = factOf<MetricsFact>(observation);
    ASSERT_NE(metrics, nullptr);
    EXPECT_EQ(metrics->goroutines, 55);
    EXPECT_EQ(metrics->startTime, 1.79520615449e+09);
    EXPECT_EQ(metrics->httpRequests, std::nullopt);
    EXPECT_EQ(metrics->httpErrors, std::nullopt);
    EXPECT_EQ(metrics->clusterHealthScore, std::nullopt);
    EXPECT_EQ(metrics->websockets, std::nullopt);
    EXPECT_FALSE(metrics->isProfile);
    const QMap<QString, double> wanted = {
        {u"cpu_seconds_total"_s, 1.1},
        {u"go_gc_duration_seconds_count"_s, 11},
        {u"go_gc_duration_seconds_sum"_s, 0.000802201},
        {u"go_goroutines"_s, 55},
        {u"go_memstats_alloc_bytes"_s, 7.7063704e+07},
        {u"go_memstats_heap_inuse_bytes"_s, 8.0592896e+07},
        {u"go_memstats_heap_objects"_s, 468191},
        {u"go_threads"_s, 11},
        {u"max_fds"_s, 20000},
        {u"open_fds"_s, 31},
        {u"resident_memory_bytes"_s, 1.21335808e+08},
        {u"start_time_seconds"_s, 1.79520615449e+09},
        {u"virtual_memory_bytes"_s, 1.539719168e+09},
    };
    EXPECT_EQ(metrics->series.keys(), wanted.keys());
    EXPECT_EQ(metrics->series, wanted);
    EXPECT_EQ(observation.facts.size(), 1U);
}

TEST(RecordedProfile, BeginsWithTheNumberOfGoroutines)
{
    const Observation observation = readRecorded(u"goroutine.profile"_s, u"pprof-goroutine-debug1.http"_s);
    EXPECT_EQ(observation.outcome.kind, Kind::Answered);
    ASSERT_NE(factOf<MetricsFact>(observation), nullptr);
    EXPECT_EQ(factOf<MetricsFact>(observation)->goroutines, 51);
    EXPECT_TRUE(factOf<MetricsFact>(observation)->isProfile);
}

TEST(RecordedConfig, ComparesKeyByKeyWithoutKeepingAValue)
{
    const Observation first = readRecorded(u"config"_s, u"config-admin-node1.http"_s);
    const Observation second = readRecorded(u"config"_s, u"config-admin-node2.http"_s);
    ASSERT_EQ(first.outcome.kind, Kind::Answered);
    const ConfigFact *one = factOf<ConfigFact>(first);
    const ConfigFact *two = factOf<ConfigFact>(second);
    ASSERT_NE(one, nullptr);
    ASSERT_NE(two, nullptr);
    // 505 values in all, 16 of them in the section that the hash leaves out.
    EXPECT_EQ(one->digests.size(), 489);
    EXPECT_EQ(one->digests.keys(), two->digests.keys());
    QStringList differing;
    for (auto it = one->digests.begin(); it != one->digests.end(); ++it) {
        EXPECT_EQ(it.value().size(), 16);
        if (two->digests.value(it.key()) != it.value())
            differing.append(it.key());
    }
    // Each node's own folders and addresses; the masked secrets compare equal.
    EXPECT_EQ(differing, (QStringList{u"LogSettings.FileLocation"_s, u"MetricsSettings.ListenAddress"_s,
                                      u"NotificationLogSettings.FileLocation"_s, u"ServiceSettings.ListenAddress"_s,
                                      u"ServiceSettings.LocalModeSocketLocation"_s}));
    EXPECT_TRUE(one->digests.contains(u"SqlSettings.DataSource"_s));
    EXPECT_TRUE(one->digests.contains(u"PluginSettings.PluginStates.com.mattermost.nps.Enable"_s));
    EXPECT_TRUE(one->digests.contains(u"NativeAppSettings.AppCustomURLSchemes.1"_s));
    EXPECT_TRUE(one->digests.contains(u"ThemeSettings.AllowedThemes"_s));

    const SettingsFact *settings = factOf<SettingsFact>(first);
    ASSERT_NE(settings, nullptr);
    EXPECT_EQ(settings->clusterEnabled, true);
    EXPECT_EQ(settings->goroutineThreshold, std::nullopt); // -1: the check is off
    EXPECT_EQ(settings->values.value(u"FileSettings.DriverName"_s), u"local"_s);
    EXPECT_EQ(settings->values.value(u"SqlSettings.DriverName"_s), u"postgres"_s);
    EXPECT_EQ(settings->values.value(u"ClusterSettings.ClusterName"_s), u"lab"_s);
    EXPECT_EQ(*settings, *factOf<SettingsFact>(second));
}

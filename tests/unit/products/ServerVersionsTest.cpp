// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "unit/products/Asking.h"

using namespace rollcall;
using namespace rollcall::test;
using namespace Qt::StringLiterals;
using Kind = Outcome::Kind;

// Shapes of answers from 5.x to 11.x, as the product's code of those versions writes them.

namespace {

const QByteArray Sha256 = "18c0fbd759664a85fe95132bb7fc04cf18c0fbd759664a85fe95132bb7fc04cf";

QByteArray versioned(const QByteArray &version)
{
    return "Content-Type: application/json\r\nX-Version-Id: " + version + "\r\n";
}

} // namespace

TEST(Ping, OfANewServerNamesItsSearchBackend)
{
    const Observation observation = readBodyAs(
        u"ping.enhanced"_s,
        R"({"ActiveSearchBackend":"elasticsearch","AndroidLatestVersion":"","database_status":"OK","filestore_status":"OK","root_status":false,"status":"OK"})",
        200, versioned("11.4.4.11.4.4." + Sha256 + ".true"));
    const HealthFact *health = factOf<HealthFact>(observation);
    ASSERT_NE(health, nullptr);
    EXPECT_EQ(health->healthy, true);
    EXPECT_TRUE(health->isDeep);
    EXPECT_EQ(health->searchBackend, u"elasticsearch"_s);
    const IdentityFact wanted = {u"11.4.4"_s, u"11.4.4"_s, u"11.4.4"_s, QString::fromLatin1(Sha256), true};
    EXPECT_EQ(*factOf<IdentityFact>(observation), wanted);
}

TEST(Ping, WithRestSemanticsIsUnhealthyWith200)
{
    const Observation observation = readBodyAs(
        u"ping.enhanced"_s, R"({"database_status":"UNHEALTHY","filestore_status":"OK","status":"UNHEALTHY"})", 200);
    EXPECT_EQ(observation.outcome.kind, Kind::Answered);
    EXPECT_EQ(factOf<HealthFact>(observation)->healthy, false);
    EXPECT_EQ(factOf<HealthFact>(observation)->components,
              (std::vector<Component>{{u"database"_s, false, {}}, {u"filestore"_s, true, {}}}));
    EXPECT_EQ(factOf<IdentityFact>(observation), nullptr);
}

TEST(Ping, OfAServerThatDoesNotKnowTheEnhancedFormIsNotDeep)
{
    const Observation observation = readBodyAs(u"ping.enhanced"_s, R"({"status":"OK"})");
    EXPECT_EQ(factOf<HealthFact>(observation)->healthy, true);
    EXPECT_FALSE(factOf<HealthFact>(observation)->isDeep);
    EXPECT_EQ(factOf<HealthFact>(observation)->searchBackend, std::nullopt);
}

TEST(Ping, IgnoresFieldsOfTheWrongType)
{
    const Observation observation = readBodyAs(
        u"ping.enhanced"_s,
        R"({"status":"OK","database_status":true,"filestore_status":["OK"],"ActiveSearchBackend":7,"root_status":"x"})");
    EXPECT_EQ(observation.outcome.kind, Kind::Answered);
    EXPECT_TRUE(factOf<HealthFact>(observation)->components.empty());
    EXPECT_EQ(factOf<HealthFact>(observation)->searchBackend, std::nullopt);
    // An unknown word is no verdict either.
    EXPECT_TRUE(factOf<HealthFact>(readBodyAs(u"ping.enhanced"_s, R"({"status":"OK","database_status":"SO SO"})"))
                    ->components.empty());
    EXPECT_EQ(factOf<HealthFact>(readBodyAs(u"ping"_s, R"({"status":"OK","ActiveSearchBackend":""})"))->searchBackend,
              std::nullopt);
}

TEST(ClusterStatus, OfANewServerHasSchemaVersionsAndBlanks)
{
    const Observation observation = readBodyAs(
        u"cluster.status"_s,
        R"([{"id":"a","version":"11.4.4","schema_version":"153","config_hash":"h","ipaddress":"10.10.10.2","hostname":"app1"},)"
        R"({"id":"b","version":"","schema_version":"","config_hash":"","ipaddress":"10.10.10.4","hostname":""},)"
        R"({"id":7,"version":null,"config_hash":{},"hostname":["x"]}])");
    EXPECT_EQ(observation.outcome.kind, Kind::Answered);
    const std::vector<Member> wanted = {
        {u"a"_s, u"app1"_s, u"10.10.10.2"_s, u"11.4.4"_s, u"h"_s, u"153"_s},
        {u"b"_s, {}, u"10.10.10.4"_s, {}, {}, {}},
        {},
    };
    EXPECT_EQ(factOf<MembershipFact>(observation)->members, wanted);
}

TEST(ClusterStatus, OfALoneNodeIsEmpty)
{
    const Observation observation = readBodyAs(u"cluster.status"_s, "[]");
    EXPECT_EQ(observation.outcome.kind, Kind::Answered);
    EXPECT_TRUE(factOf<MembershipFact>(observation)->members.empty());
}

TEST(ClusterStatus, OfAFailingClusterLayerIsAServerError)
{
    const Observation observation = readBodyAs(
        u"cluster.status"_s, R"({"id":"api.marshal_error","message":"Marshal","detailed_error":"","status_code":500})",
        500, versioned("10.9.1.10.9.1." + Sha256 + ".true"));
    EXPECT_EQ(observation.outcome.kind, Kind::Unexpected);
    EXPECT_EQ(observation.outcome.status, 500);
    EXPECT_EQ(observation.outcome.detail, u"HTTP 500: api.marshal_error"_s);
    ASSERT_EQ(observation.facts.size(), 1U);
    EXPECT_EQ(factOf<IdentityFact>(observation)->version, u"10.9.1"_s);
}

TEST(Forbidden, NamesThePermissionOnlyWhereOneIsMissing)
{
    const Observation observation = readBodyAs(
        u"schema.version"_s, R"({"id":"api.context.mfa_required.app_error","message":"","status_code":403})", 403);
    EXPECT_EQ(observation.outcome.kind, Kind::Forbidden);
    EXPECT_EQ(observation.outcome.detail, u"api.context.mfa_required.app_error"_s);
    EXPECT_EQ(observation.outcome.permission, QString());
    const Observation page = readBodyAs(u"plugins.statuses"_s, "<html>no</html>", 403, "Content-Type: text/html\r\n");
    EXPECT_EQ(page.outcome.kind, Kind::Forbidden);
    EXPECT_EQ(page.outcome.detail, u"HTTP 403"_s);
    EXPECT_EQ(page.outcome.permission, QString());
    EXPECT_EQ(
        readBodyAs(u"plugins.statuses"_s, R"({"id":"api.context.permissions.app_error"})", 403).outcome.permission,
        u"sysconsole_read_plugins"_s);
}

TEST(SchemaVersion, IsTheNewestMigration)
{
    const auto version = [](const QByteArray &body) {
        const Observation observation = readBodyAs(u"schema.version"_s, body);
        EXPECT_EQ(observation.outcome.kind, Kind::Answered);
        const SchemaFact *fact = factOf<SchemaFact>(observation);
        return fact == nullptr ? QString() : fact->version;
    };
    EXPECT_EQ(version(R"([{"version":2,"name":"b"},{"version":153,"name":"z"},{"version":1,"name":"a"}])"), u"153"_s);
    EXPECT_EQ(version(R"([{"version":"9"},7,{"version":3.5},{"version":-1},{"version":4}])"), u"4"_s);
    EXPECT_EQ(version("[]"), QString());
    EXPECT_EQ(readBodyAs(u"schema.version"_s, R"([{"name":"a"}])").outcome.kind, Kind::Malformed);
    EXPECT_EQ(readBodyAs(u"schema.version"_s, "", 404).outcome.kind, Kind::Absent);
}

TEST(ClientConfig, OfALicensedServerWithALogin)
{
    const Observation observation = readBodyAs(
        u"config.client"_s,
        R"({"Version":"10.11.2","BuildNumber":"10.11.2","EnableCluster":"true","SQLDriverName":"postgres","SchemaVersion":"142","RunJobs":true})");
    const SettingsFact *settings = factOf<SettingsFact>(observation);
    EXPECT_EQ(settings->clusterEnabled, true);
    EXPECT_EQ(settings->values,
              (QMap<QString, QString>{{u"EnableCluster"_s, u"true"_s}, {u"SqlSettings.DriverName"_s, u"postgres"_s}}));
    EXPECT_EQ(factOf<SchemaFact>(observation)->version, u"142"_s);
    // No header, as behind a proxy that drops it: the body says who answers.
    const IdentityFact wanted = {u"10.11.2"_s, u"10.11.2"_s, u"10.11.2"_s, {}, std::nullopt};
    EXPECT_EQ(*factOf<IdentityFact>(observation), wanted);
}

TEST(ClientConfig, OfAnOldServerWithoutTheFormatIsAbsent)
{
    const Observation observation =
        readBodyAs(u"config.client"_s, R"({"id":"api.config.client.old_format.app_error","status_code":501})", 501);
    EXPECT_EQ(observation.outcome.kind, Kind::Absent);
    EXPECT_EQ(observation.outcome.detail, u"api.config.client.old_format.app_error"_s);
}

TEST(License, OfAnEnterpriseServer)
{
    const Observation observation = readBodyAs(
        u"license.client"_s,
        R"({"IsLicensed":"true","SkuShortName":"enterprise","Cluster":"true","Metrics":"false","Users":"100"})");
    EXPECT_EQ(*factOf<LicenseFact>(observation), (LicenseFact{true, true, false, u"enterprise"_s}));
    EXPECT_EQ(readBodyAs(u"license.client"_s, R"({"IsLicensed":true})").outcome.kind, Kind::Malformed);
}

TEST(Plugins, AreListedForEveryNode)
{
    const Observation observation = readBodyAs(
        u"plugins.statuses"_s,
        R"([{"plugin_id":"jira","cluster_id":"a","plugin_path":"p","state":2,"name":"Jira","description":"","version":"4.1.0"},)"
        R"({"plugin_id":"jira","cluster_id":"b","state":4,"version":"4.0.0"},)"
        R"({"plugin_id":"x","state":"running"},{"plugin_id":"","state":2},{"state":2},{"plugin_id":"y","state":1e9}])");
    const std::vector<PluginState> wanted = {{u"jira"_s, u"a"_s, u"4.1.0"_s, 2}, {u"jira"_s, u"b"_s, u"4.0.0"_s, 4}};
    EXPECT_EQ(factOf<PluginsFact>(observation)->plugins, wanted);
    EXPECT_TRUE(factOf<PluginsFact>(readBodyAs(u"plugins.statuses"_s, "[]"))->plugins.empty());
}

TEST(Metrics, OfALicensedServer)
{
    const Observation observation = readBodyAs(u"metrics"_s,
                                               "go_goroutines 412\n"
                                               "go_goroutines{plugin_id=\"jira\"} 9\n"
                                               "mattermost_process_start_time_seconds 1.7e+09\n"
                                               "mattermost_system_server_start_time 1.7000001e+09\n"
                                               "mattermost_http_requests_total{installationId=\"x\"} 1000\n"
                                               "mattermost_http_errors_total 12\n"
                                               "mattermost_http_websockets_total{origin_client=\"web\"} 5\n"
                                               "mattermost_http_websockets_total{origin_client=\"mobile\"} 7\n"
                                               "mattermost_cluster_cluster_health_score 2\n"
                                               "mattermost_db_replica_lag_abs{node=\"a\"} 3\n"
                                               "mattermost_db_replica_lag_abs{node=\"b\"} 1\n"
                                               "mattermost_db_replica_lag_time{node=\"a\"} NaN\n"
                                               "mattermost_api_time_bucket{handler=\"ping\",le=\"+Inf\"} 5\n"
                                               "mattermost_api_time_sum{handler=\"ping\"} 0.5\n"
                                               "mattermost_api_time_sum{handler=\"a\\\"}b\"} 1.5\n",
                                               200, "Content-Type: text/plain; version=0.0.4; charset=utf-8\r\n");
    EXPECT_EQ(observation.outcome.kind, Kind::Answered);
    const MetricsFact *metrics = factOf<MetricsFact>(observation);
    ASSERT_NE(metrics, nullptr);
    EXPECT_EQ(metrics->goroutines, 412);
    EXPECT_EQ(metrics->startTime, 1.7000001e+09);
    EXPECT_EQ(metrics->httpRequests, 1000);
    EXPECT_EQ(metrics->httpErrors, 12);
    EXPECT_EQ(metrics->websockets, 12);
    EXPECT_EQ(metrics->clusterHealthScore, 2);
    EXPECT_EQ(metrics->series.value(u"db_replica_lag_abs"_s), 3);
    EXPECT_FALSE(metrics->series.contains(u"db_replica_lag_time"_s));
    EXPECT_EQ(metrics->series.value(u"api_time_sum"_s), 2);
    EXPECT_EQ(metrics->series.size(), 9);
}

TEST(Metrics, WithoutALicenceAreAbsent)
{
    EXPECT_EQ(readBodyAs(u"metrics"_s, "404 page not found\n", 404, "Content-Type: text/plain\r\n").outcome.kind,
              Kind::Absent);
}

TEST(Config, ReadsWhatMustBeEqualAndTheThreshold)
{
    const Observation observation = readBodyAs(
        u"config"_s,
        R"({"ServiceSettings":{"GoroutineHealthThreshold":5000,"SiteURL":null},"SqlSettings":{"DriverName":"postgres"},)"
        R"("FileSettings":{"DriverName":"amazons3"},"CacheSettings":{"CacheType":"redis"},)"
        R"("ElasticsearchSettings":{"EnableIndexing":true,"EnableSearching":"x"},)"
        R"("ClusterSettings":{"Enable":true,"ClusterName":"prod","GossipPort":8074},"JobSettings":[]})");
    const SettingsFact *settings = factOf<SettingsFact>(observation);
    ASSERT_NE(settings, nullptr);
    EXPECT_EQ(settings->goroutineThreshold, 5000);
    EXPECT_EQ(settings->clusterEnabled, true);
    EXPECT_EQ(settings->values, (QMap<QString, QString>{{u"CacheSettings.CacheType"_s, u"redis"_s},
                                                        {u"ClusterSettings.ClusterName"_s, u"prod"_s},
                                                        {u"ClusterSettings.Enable"_s, u"true"_s},
                                                        {u"ElasticsearchSettings.EnableIndexing"_s, u"true"_s},
                                                        {u"ElasticsearchSettings.EnableSearching"_s, u"x"_s},
                                                        {u"FileSettings.DriverName"_s, u"amazons3"_s},
                                                        {u"SqlSettings.DriverName"_s, u"postgres"_s}}));
    const ConfigFact *config = factOf<ConfigFact>(observation);
    EXPECT_EQ(config->digests.keys(),
              (QStringList{u"CacheSettings.CacheType"_s, u"ElasticsearchSettings.EnableIndexing"_s,
                           u"ElasticsearchSettings.EnableSearching"_s, u"FileSettings.DriverName"_s, u"JobSettings"_s,
                           u"ServiceSettings.GoroutineHealthThreshold"_s, u"ServiceSettings.SiteURL"_s,
                           u"SqlSettings.DriverName"_s}));
}

TEST(Config, TellsValuesApartByTypeToo)
{
    const auto digest = [](const QByteArray &value) {
        const Observation observation = readBodyAs(u"config"_s, "{\"A\":{\"k\":" + value + "}}");
        return factOf<ConfigFact>(observation)->digests.value(u"A.k"_s);
    };
    EXPECT_EQ(digest("1"), digest(" 1 "));
    EXPECT_EQ(digest("\"a\""), digest("\"\\u0061\""));
    const std::vector<QByteArray> values = {"1", "\"1\"", "true", "\"true\"", "null", "\"\"", "[]", "{}", "1.5", "[1]"};
    for (std::size_t i = 0; i < values.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j)
            EXPECT_NE(digest(values[i]), digest(values[j])) << i << ' ' << j << (values[i] == "[1]" ? " (a path)" : "");
    }
}

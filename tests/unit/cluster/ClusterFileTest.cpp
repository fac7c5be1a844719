// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/ClusterFile.h"

#include "cluster/ClusterKeys.h"
#include "support/PrintTo.h"
#include "support/StrictMessages.h"

#include <QJsonDocument>
#include <gtest/gtest.h>

using namespace rollcall;
using namespace rollcall::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

ClusterFile parsed(const QByteArray &json)
{
    auto file = ClusterFile::parse(json, u"f.json"_s);
    EXPECT_TRUE(file.ok()) << (file.ok() ? QString() : file.error().message).toStdString() << "\n"
                           << json.toStdString();
    return file.ok() ? std::move(file).value() : ClusterFile{};
}

/// A file with one node `a` and `extra` members.
ClusterFile withExtra(const QByteArray &extra)
{
    return parsed(R"({ "schema": 1, "name": "x", "nodes": [ { "name": "a", "url": "http://h:8065" } ])" +
                  (extra.isEmpty() ? QByteArray() : ", " + extra) + " }");
}

TargetSettings firstOf(const QByteArray &extra)
{
    return withExtra(extra).settings(TargetId{0});
}

SecretReference environment(const QString &name)
{
    return {SecretReference::Kind::Environment, name};
}

} // namespace

TEST(ClusterFile, ReadsTheSmallestFile)
{
    const ClusterFile file = parsed(readData(u"cluster/minimal.json"_s));
    EXPECT_EQ(file.name, u"production"_s);
    EXPECT_EQ(file.environment, ClusterFile::Environment::Production);
    EXPECT_EQ(file.product, u"mattermost"_s);
    EXPECT_EQ(file.interval, 15s);
    EXPECT_EQ(file.timeout, 5s);
    EXPECT_EQ(file.retryAfter, 15s);
    EXPECT_EQ(file.httpProxy, u"system"_s);
    EXPECT_FALSE(file.token || file.login || file.metrics || file.gossip || file.startupGrace || file.canary);
    EXPECT_EQ(file.tls, TlsSettings{});
    EXPECT_EQ(file.rules, Rules{});
    EXPECT_EQ(file.retention, Retention{});
    ASSERT_EQ(file.nodes.size(), 2U);
    EXPECT_EQ(file.nodes[0].name, u"app1"_s);
    EXPECT_EQ(file.nodes[1].url, QUrl(u"http://10.10.10.4:8065"_s));
    EXPECT_EQ(file.targetCount(), 2);
    EXPECT_FALSE(file.hasProxy());
    EXPECT_FALSE(file.proxyId().isValid());
}

TEST(ClusterFile, ReadsEveryKeyOfTheCluster)
{
    const ClusterFile file = parsed(readData(u"cluster/full.json"_s));
    EXPECT_EQ(file.name, u"Everything"_s);
    EXPECT_EQ(file.environment, ClusterFile::Environment::Staging);
    EXPECT_EQ(file.product, u"wso2-apim"_s);
    EXPECT_EQ(file.publicUrl, QUrl(u"https://api.example.com"_s));
    EXPECT_EQ(file.interval, 30s);
    EXPECT_EQ(file.timeout, 4s);
    EXPECT_EQ(file.retryAfter, 10s);
    EXPECT_EQ(file.token, (SecretReference{SecretReference::Kind::Keychain, u"everything-token"_s}));
    EXPECT_EQ(file.login, (Login{u"watcher"_s, environment(u"WATCHER_PASSWORD"_s)}));
    EXPECT_EQ(file.tls.caFile, u"ca/private.pem"_s);
    EXPECT_EQ(file.tls.pin, u"sha256//47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="_s);
    EXPECT_EQ(file.tls.clientCertificate, u"ca/client.pem"_s);
    EXPECT_EQ(file.tls.clientKey, (SecretReference{SecretReference::Kind::File, u"secrets/client.key"_s}));
    EXPECT_EQ(file.httpProxy, u"socks5h://localhost:1080"_s);
    EXPECT_EQ(file.jumpHost, u"ops@jump.example.com:2222"_s);
    EXPECT_EQ(file.metrics, (MetricsSettings{true, 9100, u"/prometheus"_s}));
    EXPECT_EQ(file.gossip,
              (GossipSettings{true, 9074, SecretReference{SecretReference::Kind::File, u"/etc/rollcall/gossip.key"_s},
                              u"mm-prod"_s}));
    EXPECT_EQ(file.startupGrace, 3min);
    EXPECT_EQ(file.retention.raw, 24h * 7);
    EXPECT_EQ(file.retention.minute, 24h * 30);
    EXPECT_EQ(file.retention.hour, 24h * 365);
    EXPECT_EQ(file.rules.clockSkew, 1500ms);
    EXPECT_EQ(file.rules.slow, 3s);
    EXPECT_EQ(file.rules.goroutineThreshold, 20000);
    EXPECT_EQ(file.rules.peerFactor, 2.5);
    EXPECT_EQ(file.rules.errorFactor, 4);
    EXPECT_EQ(file.rules.tlsWarning, 24h * 21);
    EXPECT_EQ(file.rules.tlsCritical, 24h * 5);
    EXPECT_EQ(file.rules.deliverySlow, 4s);
    EXPECT_EQ(file.rules.upgradeLimit, 90min);
    EXPECT_EQ(file.rules.severity, (QMap<QString, QString>{{u"clock.skew"_s, u"critical"_s},
                                                           {u"gossip.unreachable"_s, u"info"_s},
                                                           {u"schema.mismatch"_s, u"warning"_s}}));
    EXPECT_EQ(file.canary, (Canary{u"operations"_s, u"canary"_s, 5min, {u"anna"_s, 2}, {{}, 3}}));
}

TEST(ClusterFile, ReadsEveryKeyOfANode)
{
    const ClusterFile file = parsed(readData(u"cluster/full.json"_s));
    ASSERT_EQ(file.nodes.size(), 3U);
    const Node &node = file.nodes[0];
    EXPECT_EQ(node.name, u"gw1"_s);
    EXPECT_EQ(node.url, QUrl(u"https://gw1.example.com:8243"_s));
    EXPECT_EQ(node.product, QString());
    EXPECT_EQ(node.role, u"gateway"_s);
    EXPECT_EQ(node.portOffset, 2);
    EXPECT_EQ(node.connectTo, u"10.10.10.2:8243"_s);
    EXPECT_EQ(node.token, environment(u"GW1_TOKEN"_s));
    EXPECT_EQ(node.login, (Login{u"gw1"_s, {SecretReference::Kind::Keychain, u"gw1-login"_s}}));
    EXPECT_EQ(node.tls->pin, u"sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="_s);
    EXPECT_EQ(node.metrics, (MetricsSettings{true, 9101, u"/prometheus"_s})); // the path is the cluster's
    EXPECT_EQ(node.gossip, (GossipSettings{true, 9075, {}, u"mm-prod"_s}));
    EXPECT_EQ(node.interval, 20s);
    EXPECT_EQ(node.timeout, 2s);
    EXPECT_EQ(node.startupGrace, 5min);
    EXPECT_EQ(file.nodes[1].product, u"gitlab"_s);
    EXPECT_EQ(file.nodes[1].healthToken, (SecretReference{SecretReference::Kind::File, u"secrets/health.token"_s}));
    EXPECT_FALSE(file.nodes[1].metrics->enabled);
    EXPECT_FALSE(file.nodes[1].gossip->enabled);
    EXPECT_EQ(file.nodes[2].url.host(), u"2001:db8::7"_s);
    EXPECT_EQ(file.nodes[2].url.port(), 5432);
}

TEST(ClusterFile, ReadsEveryKeyOfAProbe)
{
    const ClusterFile file = parsed(readData(u"cluster/full.json"_s));
    ASSERT_EQ(file.probes.size(), 3U);
    const GenericProbe &http = file.probes[0];
    EXPECT_EQ(http.name, u"services"_s);
    EXPECT_EQ(http.node, u"gw1"_s);
    EXPECT_EQ(http.kind, GenericProbe::Kind::Http);
    EXPECT_EQ(http.port, 9445);
    EXPECT_EQ(http.method, u"POST"_s);
    EXPECT_EQ(http.path, u"/health?deep=1"_s);
    EXPECT_EQ(http.fallback, (QStringList{u"/healthz"_s, u"/services/Version"_s}));
    EXPECT_EQ(http.headers.value(u"Accept"_s), (HeaderValue{u"application/json"_s, {}}));
    EXPECT_EQ(http.headers.value(u"Authorization"_s), (HeaderValue{{}, environment(u"SERVICES_AUTHORIZATION"_s)}));
    EXPECT_EQ(http.auth, GenericProbe::Auth::Login);
    EXPECT_EQ(http.expectStatus, (std::vector<StatusRange>{{200, 200}, {204, 206}}));
    EXPECT_EQ(http.expectType, u"application/json"_s);
    EXPECT_EQ(http.expectBody, u"\"status\":\n"_s);
    EXPECT_EQ(http.expectJson,
              (QJsonObject{{u"$.checks[0].ok"_s, true}, {u"$.ratio"_s, 0.25}, {u"$.status"_s, u"ok"_s}}));
    EXPECT_EQ(http.components, u"$.components[*]"_s);
    const GenericProbe &prometheus = file.probes[1];
    EXPECT_EQ(prometheus.url, QUrl(u"https://api.example.com/metrics"_s));
    EXPECT_EQ(prometheus.kind, GenericProbe::Kind::Prometheus);
    EXPECT_EQ(prometheus.auth, GenericProbe::Auth::Token);
    EXPECT_EQ(prometheus.metric, u"jvm_threads_current"_s);
    EXPECT_EQ(prometheus.warn, 400);
    EXPECT_EQ(prometheus.critical, 800.5);
    EXPECT_EQ(file.probes[2].kind, GenericProbe::Kind::Tcp);
    EXPECT_EQ(file.probes[2].port, 5433);
}

TEST(ClusterFile, ToJsonIsTheFileAsAPersonWroteIt)
{
    // The same bytes: order of the contract, defaults left out, nothing lost.
    const QByteArray text = readData(u"cluster/full.json"_s);
    const QByteArray written = parsed(text).toJson();
    EXPECT_EQ(QJsonDocument::fromJson(written).object(), QJsonDocument::fromJson(text).object());
    EXPECT_EQ(parsed(written), parsed(text));
    EXPECT_EQ(parsed(readData(u"cluster/minimal.json"_s)).toJson(), R"({
  "schema": 1,
  "name": "production",
  "product": "mattermost",
  "nodes": [
    {
      "name": "app1",
      "url": "http://10.10.10.2:8065"
    },
    {
      "name": "app2",
      "url": "http://10.10.10.4:8065"
    }
  ]
}
)");
}

TEST(ClusterFile, ToJsonKeepsTheOrderOfTheContract)
{
    const QByteArray written = parsed(readData(u"cluster/full.json"_s)).toJson();
    qsizetype last = 0;
    for (const QString &key : knownKeys(FileSection::Cluster)) {
        const qsizetype at = written.indexOf(QByteArray("\n  \"" + key.toLatin1() + "\": "));
        EXPECT_GT(at, last) << key.toStdString();
        last = at;
    }
}

TEST(ClusterFile, DefaultsWrittenOutAreLeftOutAgain)
{
    const ClusterFile file = withExtra(R"("environment": "production", "interval": "15s", "timeout": "5000ms",
        "retryAfter": "0.25m", "httpProxy": "system", "tls": {}, "rules": { "slow": "2s", "peerFactor": 3.0,
        "severity": {} }, "retention": { "raw": "14d" }, "probes": [])");
    EXPECT_EQ(file, withExtra({}));
    EXPECT_EQ(file.toJson(), withExtra({}).toJson());
}

TEST(ClusterFile, RoundTripsWhatIsEasilyLost)
{
    for (
        const QByteArray &extra : {
            QByteArray(R"("metrics": {})"),
            QByteArray(R"("metrics": false)"),
            QByteArray(R"("gossip": {})"),
            QByteArray(R"("gossip": { "key": { "env": "K" } })"),
            QByteArray(R"("startupGrace": "0s")"),
            QByteArray(R"("interval": "1234ms")"),
            QByteArray(R"("token": { "file": "a \"b\" \\ ü 𝄞" })"),
            QByteArray(R"("rules": { "peerFactor": 1.1, "errorFactor": 1000000 })"),
            QByteArray(R"("probes": [ { "name": "p", "node": "a", "expectStatus": ["200-200", "100-599"],
                 "expectJson": { "$": null, "$.n": 9007199254740993, "$.d": 1e-7 } } ])"),
            QByteArray(R"("probes": [ { "name": "p", "url": "http://[::1]:80/a%20b?x=%C3%BC" } ])"),
            QByteArray(R"("publicUrl": "https://bücher.example/")"),
            QByteArray(
                R"("probes": [ { "name": "p", "node": "a", "expectBody": "\ufeff<x>", "expectJson": { "$": "\ufeff" } } ])"),
        }) {
        const ClusterFile file = withExtra(extra);
        EXPECT_EQ(parsed(file.toJson()), file) << file.toJson().toStdString();
    }
}

TEST(ClusterFile, TwoNodesMayHaveProbesOfOneName)
{
    const ClusterFile file = parsed(R"({ "schema": 1, "name": "x", "nodes": [ { "name": "a", "url": "http://h" },
        { "name": "b", "url": "http://i" } ], "probes": [ { "name": "p", "node": "a" }, { "name": "p", "node": "b" } ] })");
    EXPECT_EQ(file.probes.size(), 2U);
}

TEST(ClusterFile, CredentialsMayGoToAProbeOfAnOwnOrigin)
{
    const ClusterFile file = withExtra(R"("token": { "env": "T" }, "publicUrl": "https://p.example.com", "probes": [
        { "name": "p", "url": "https://p.example.com:443/x", "auth": "token" },
        { "name": "q", "url": "http://h:8065/y", "auth": "token" } ])");
    EXPECT_EQ(file.probes[1].auth, GenericProbe::Auth::Token);
}

TEST(ClusterFileSettings, MattermostHasMetricsAndGossipByDefault)
{
    const TargetSettings settings = firstOf({});
    EXPECT_EQ(settings.name, u"a"_s);
    EXPECT_EQ(settings.product, u"mattermost"_s);
    EXPECT_EQ(settings.url, QUrl(u"http://h:8065"_s));
    EXPECT_FALSE(settings.isProxy);
    EXPECT_EQ(settings.metrics, MetricsSettings{});
    EXPECT_EQ(settings.gossip, GossipSettings{});
    EXPECT_FALSE(settings.gossipIsWritten);
    EXPECT_EQ(settings.startupGrace, 0s);
    EXPECT_EQ(settings.portOffset, 0);
    EXPECT_EQ(settings.interval, 15s);
    EXPECT_EQ(settings.timeout, 5s);
    EXPECT_EQ(settings.retryAfter, 15s);
}

TEST(ClusterFileSettings, OtherProductsHaveNeitherMetricsNorGossip)
{
    for (const char *product : {"gitlab", "portus", "wso2-apim", "wso2-mi", "generic"}) {
        const TargetSettings settings = firstOf(R"("product": ")" + QByteArray(product) + '"');
        EXPECT_FALSE(settings.metrics) << product;
        EXPECT_FALSE(settings.gossip) << product;
        EXPECT_EQ(settings.startupGrace, QByteArray(product).startsWith("wso2-") ? 120s : 0s) << product;
        EXPECT_EQ(settings.portOffset, QByteArray(product) == "wso2-mi" ? 10 : 0) << product;
    }
    EXPECT_EQ(firstOf(R"("product": "gitlab", "metrics": { "port": 9168 })").metrics,
              (MetricsSettings{true, 9168, u"/metrics"_s}));
}

TEST(ClusterFileSettings, FalseTurnsOffAndWritingIsRemembered)
{
    EXPECT_FALSE(firstOf(R"("metrics": false)").metrics);
    const TargetSettings off = firstOf(R"("gossip": false)");
    EXPECT_FALSE(off.gossip);
    EXPECT_TRUE(off.gossipIsWritten);
    EXPECT_TRUE(firstOf(R"("gossip": {})").gossipIsWritten);
}

TEST(ClusterFileSettings, TheNodesOwnValueWins)
{
    const ClusterFile file =
        parsed(R"({ "schema": 1, "name": "x", "interval": "30s", "timeout": "3s", "startupGrace": "10s",
        "token": { "env": "C" }, "login": { "user": "c", "password": { "env": "C" } }, "retryAfter": "7s",
        "tls": { "caFile": "/ca", "clientCertificate": "/c", "clientKey": { "env": "CK" } },
        "metrics": { "port": 1000, "path": "/c" }, "gossip": { "port": 2000, "key": { "env": "G" } },
        "nodes": [ { "name": "own", "url": "http://h", "interval": "1s", "timeout": "2s", "startupGrace": "0s",
                     "token": { "env": "N" }, "login": { "user": "n", "password": { "env": "N" } },
                     "tls": { "clientCertificate": "/n", "pin": "sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=" },
                     "metrics": { "path": "/n" }, "gossip": { "port": 2001 }, "portOffset": 3, "connectTo": "1.2.3.4:5" },
                   { "name": "none", "url": "http://i", "metrics": false, "gossip": false },
                   { "name": "inherits", "url": "http://j" },
                   { "name": "balancer", "url": "tcp://k:80", "product": "generic" } ] })");
    const TargetSettings own = file.settings(TargetId{0});
    EXPECT_EQ(own.interval, 1s);
    EXPECT_EQ(own.timeout, 2s);
    EXPECT_EQ(own.retryAfter, 7s);
    EXPECT_EQ(own.startupGrace, 0s);
    EXPECT_EQ(own.token, environment(u"N"_s));
    EXPECT_EQ(own.login->user, u"n"_s);
    EXPECT_EQ(own.tls.caFile, u"/ca"_s);
    EXPECT_EQ(own.tls.clientCertificate, u"/n"_s);
    EXPECT_FALSE(own.tls.clientKey); // the cluster's key fits the cluster's certificate only
    EXPECT_FALSE(own.tls.pin.isEmpty());
    EXPECT_EQ(own.metrics, (MetricsSettings{true, 1000, u"/n"_s}));
    EXPECT_EQ(own.gossip, (GossipSettings{true, 2001, environment(u"G"_s)}));
    EXPECT_EQ(own.portOffset, 3);
    EXPECT_EQ(own.connectTo, u"1.2.3.4:5"_s);
    EXPECT_EQ(parsed(file.toJson()), file);

    const TargetSettings none = file.settings(TargetId{1});
    EXPECT_FALSE(none.metrics);
    EXPECT_FALSE(none.gossip);
    const TargetSettings inherits = file.settings(TargetId{2});
    EXPECT_EQ(inherits.interval, 30s);
    EXPECT_EQ(inherits.timeout, 3s);
    EXPECT_EQ(inherits.startupGrace, 10s);
    EXPECT_EQ(inherits.token, environment(u"C"_s));
    EXPECT_EQ(inherits.login->user, u"c"_s);
    EXPECT_EQ(inherits.tls, file.tls);
    EXPECT_EQ(inherits.metrics, (MetricsSettings{true, 1000, u"/c"_s}));
    EXPECT_EQ(inherits.gossip, (GossipSettings{true, 2000, environment(u"G"_s)}));
    // Another product does not inherit what the cluster says of its own product's ports.
    EXPECT_FALSE(file.settings(TargetId{3}).metrics);
    EXPECT_FALSE(file.settings(TargetId{3}).gossip);
    EXPECT_FALSE(file.settings(TargetId{3}).gossipIsWritten);
}

TEST(ClusterFileSettings, TheProxyIsATargetOfItsOwn)
{
    const ClusterFile file = withExtra(R"("publicUrl": "https://chat.example.com", "token": { "env": "T" },
        "tls": { "caFile": "/ca" }, "metrics": {}, "gossip": {}, "timeout": "1s", "interval": "2s", "retryAfter": "3s")");
    EXPECT_EQ(file.targetCount(), 2);
    const TargetId proxy = file.proxyId();
    EXPECT_EQ(proxy, TargetId{1});
    EXPECT_TRUE(file.isProxy(proxy));
    EXPECT_FALSE(file.isProxy(TargetId{0}));
    EXPECT_EQ(file.targetName(proxy), u"proxy"_s);
    EXPECT_EQ(file.targetName(TargetId{0}), u"a"_s);
    const TargetSettings settings = file.settings(proxy);
    EXPECT_TRUE(settings.isProxy);
    EXPECT_EQ(settings.name, u"proxy"_s);
    EXPECT_EQ(settings.url, QUrl(u"https://chat.example.com"_s));
    EXPECT_EQ(settings.product, u"mattermost"_s);
    EXPECT_EQ(settings.token, environment(u"T"_s));
    EXPECT_EQ(settings.tls.caFile, u"/ca"_s);
    EXPECT_EQ(settings.timeout, 1s);
    EXPECT_EQ(settings.interval, 2s);
    EXPECT_EQ(settings.retryAfter, 3s);
    EXPECT_FALSE(settings.metrics);
    EXPECT_FALSE(settings.gossip);
}

TEST(ClusterFileSettings, AnUnknownTargetHasNoName)
{
    const ClusterFile file = withExtra({});
    EXPECT_EQ(file.targetName(TargetId{}), QString());
    EXPECT_EQ(file.targetName(TargetId{1}), QString());
    EXPECT_TRUE(file.settings(TargetId{7}).url.isEmpty());
}

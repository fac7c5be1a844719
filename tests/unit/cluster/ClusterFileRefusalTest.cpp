// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/ClusterFile.h"

#include "support/PrintTo.h"

#include <gtest/gtest.h>

using namespace rollcall;
using namespace Qt::StringLiterals;

namespace {

/// One fault. In `text`, `@@` stands before the place that the message must name.
struct Refusal
{
    const char *text;
    const char *path;
    const char *message;
};

void PrintTo(const Refusal &refusal, std::ostream *out)
{
    *out << refusal.text;
}

std::vector<FileFault> faultsOf(const QByteArray &json)
{
    std::vector<FileFault> faults;
    const auto file = ClusterFile::parse(json, u"f.json"_s, &faults);
    EXPECT_FALSE(file.ok()) << json.toStdString();
    return faults;
}

QString formatted(const FileFault &fault)
{
    return u"%1:%2: %3: %4"_s.arg(fault.line).arg(fault.column).arg(fault.path, fault.message);
}

void expectOneFault(QByteArray text, const Refusal &refusal)
{
    const auto mark = text.indexOf("@@");
    ASSERT_GE(mark, 0);
    const QByteArray before = text.left(mark);
    text.remove(mark, 2);
    ASSERT_EQ(text.indexOf("@@"), -1);
    const FileFault expected{static_cast<int>(before.count('\n')) + 1,
                             static_cast<int>(QString::fromUtf8(before.mid(before.lastIndexOf('\n') + 1)).size()) + 1,
                             QString::fromUtf8(refusal.path), QString::fromUtf8(refusal.message)};
    const auto faults = faultsOf(text);
    ASSERT_EQ(faults.size(), 1U) << text.toStdString();
    EXPECT_EQ(formatted(faults.front()), formatted(expected)) << text.toStdString();
}

class ClusterKeyRefusal : public testing::TestWithParam<Refusal>
{};
class NodeKeyRefusal : public testing::TestWithParam<Refusal>
{};
class ProbeKeyRefusal : public testing::TestWithParam<Refusal>
{};
class WholeFileRefusal : public testing::TestWithParam<Refusal>
{};

constexpr auto Reference =
    "expected a secret reference: { \"keychain\": NAME }, { \"env\": VARIABLE } or { \"file\": PATH }";
constexpr auto ReferenceNotText = "expected a secret reference: { \"keychain\": NAME }, { \"env\": VARIABLE } or { "
                                  "\"file\": PATH }; a text here would be a secret in the file";
constexpr auto ReferenceNotNumber = "expected a secret reference: { \"keychain\": NAME }, { \"env\": VARIABLE } or { "
                                    "\"file\": PATH }, found a number";
constexpr auto AName = "expected a name: 1 to 200 characters, no space at either end";
constexpr auto APath = "expected a path that begins with /";
constexpr auto ADuration = "expected a number with ms, s, m, h, d or y, such as \"15s\"";

} // namespace

TEST_P(ClusterKeyRefusal, NamesPlacePathAndExpectation)
{
    expectOneFault(
        "{\n \"schema\": 1,\n \"name\": \"ü\", \"nodes\": [ { \"name\": \"a\", \"url\": \"http://h:80\" } ],\n " +
            QByteArray(GetParam().text) + "\n}\n",
        GetParam());
}

INSTANTIATE_TEST_SUITE_P(
    Table, ClusterKeyRefusal,
    testing::Values(
        Refusal{R"("environment": @@"prod")", "environment", "expected production, staging or test"},
        Refusal{R"("environment": @@1)", "environment", "expected production, staging or test, found a number"},
        Refusal{R"("product": @@"matermost")", "product",
                "expected mattermost, gitlab, portus, wso2-apim, wso2-mi or generic"},
        Refusal{R"("publicUrl": @@"ftp://h")", "publicUrl", "expected an http:// or https:// URL"},
        Refusal{R"("publicUrl": @@"h.example.com")", "publicUrl", "expected an http:// or https:// URL"},
        Refusal{R"("publicUrl": @@"https://")", "publicUrl", "expected an http:// or https:// URL"},
        Refusal{R"("publicUrl": @@"https://h:0")", "publicUrl", "expected an http:// or https:// URL"},
        Refusal{R"("publicUrl": @@"https://h:65536")", "publicUrl", "expected an http:// or https:// URL"},
        Refusal{R"("publicUrl": @@"https://user:hunter2@h")", "publicUrl",
                "expected an http:// or https:// URL without user or password; credentials go into token or login"},
        Refusal{R"("publicUrl": @@"https://h/#part")", "publicUrl",
                "expected an http:// or https:// URL without a fragment (#)"},
        Refusal{R"("publicUrl": @@"https://h/?token=hunter2")", "publicUrl",
                "expected an http:// or https:// URL without a query (?)"},
        Refusal{R"("publicUrl": @@"tcp://h:1")", "publicUrl",
                "expected an http:// or https:// URL; tcp:// is for the product generic"},
        Refusal{R"("publicUrl": @@false)", "publicUrl", "expected a URL, found false"},
        Refusal{R"("interval": @@15)", "interval", "expected a duration such as \"15s\", found a number"},
        Refusal{R"("interval": @@"15")", "interval", ADuration},
        Refusal{R"("interval": @@"-15s")", "interval", ADuration},
        Refusal{R"("interval": @@"99ms")", "interval", "expected a duration from 100ms to 1d"},
        Refusal{R"("interval": @@"25h")", "interval", "expected a duration from 100ms to 1d"},
        Refusal{R"("interval": @@"101y")", "interval", "longer than 100y"},
        Refusal{R"("timeout": @@"5ms")", "timeout", "expected a duration from 10ms to 1h"},
        Refusal{R"("retryAfter": @@"61m")", "retryAfter", "expected a duration from 0s to 1h"},
        Refusal{R"("token": @@"hunter2")", "token", ReferenceNotText},
        Refusal{R"("token": @@5)", "token", ReferenceNotNumber},
        Refusal{R"("token": @@{})", "token", "expected exactly one of keychain, env or file"},
        Refusal{R"("token": @@{ "env": "A", "file": "b" })", "token", "expected exactly one of keychain, env or file"},
        Refusal{R"("token": { @@"hunter2hunter2": "" })", "token", "unknown key; known here: keychain, env, file"},
        Refusal{R"("token": { @@"keychan": "x" })", "token.keychan", "unknown key; the nearest known one is keychain"},
        Refusal{R"("token": { "env": @@"hunter2!" })", "token.env",
                "expected the name of an environment variable (letters, digits and _)"},
        Refusal{R"("token": { "keychain": @@"" })", "token.keychain", "expected the name of a keychain entry"},
        Refusal{R"("token": { "file": @@["x"] })", "token.file", "expected the path of a file, found a list"},
        Refusal{R"("login": @@"watcher:hunter2")", "login",
                "expected an object { \"user\": NAME, \"password\": secret reference }, found text"},
        Refusal{R"("login": { "user": "u", "password": @@"hunter2" })", "login.password", ReferenceNotText},
        Refusal{R"("login": { "user": @@7, "password": { "env": "P" } })", "login.user",
                "expected a user name, found a number"},
        Refusal{R"("login": @@{ "password": { "env": "P" } })", "login.user", "this key is required"},
        Refusal{R"("login": @@{ "user": "u" })", "login.password", "this key is required"},
        Refusal{R"("tls": @@true)", "tls",
                "expected an object with caFile, pin, clientCertificate or clientKey, found true"},
        Refusal{R"("tls": { @@"verify": false })", "tls.verify",
                "unknown key; known here: caFile, pin, clientCertificate, clientKey"},
        Refusal{R"("tls": { "caFile": @@"" })", "tls.caFile", "expected the path of a PEM file"},
        Refusal{R"("tls": { "pin": @@"sha256/AAAA" })", "tls.pin",
                "expected \"sha256//\" and the base64 of the 32 bytes of a public key's SHA-256"},
        Refusal{R"("tls": { "clientCertificate": @@null })", "tls.clientCertificate",
                "expected the path of a PEM file, found null"},
        Refusal{R"("tls": { "clientCertificate": "c.pem", "clientKey": @@"client.key" })", "tls.clientKey",
                ReferenceNotText},
        Refusal{R"("tls": @@{ "clientKey": { "env": "K" } })", "tls", "clientKey needs clientCertificate beside it"},
        Refusal{R"("httpProxy": @@"https://p:3128")", "httpProxy",
                "expected system, none, or an http:// or socks5h:// URL of host and port, without credentials"},
        Refusal{R"("httpProxy": @@"http://me:hunter2@p:3128")", "httpProxy",
                "expected system, none, or an http:// or socks5h:// URL of host and port, without credentials"},
        Refusal{R"("jumpHost": @@"-oProxyCommand=x")", "jumpHost",
                "expected user@host:port, or a host of the ssh configuration"},
        Refusal{R"("jumpHost": @@"ops@jump:0")", "jumpHost",
                "expected user@host:port, or a host of the ssh configuration"},
        Refusal{R"("metrics": @@true)", "metrics",
                "expected an object such as { \"port\": 8067, \"path\": \"/metrics\" }, or false, found true"},
        Refusal{R"("metrics": { "port": @@0 })", "metrics.port", "expected a whole number from 1 to 65535"},
        Refusal{R"("metrics": { "port": @@"8067" })", "metrics.port",
                "expected a whole number from 1 to 65535, found text"},
        Refusal{R"("metrics": { "path": @@"metrics" })", "metrics.path", APath},
        Refusal{R"("gossip": @@8074)", "gossip",
                "expected an object such as { \"port\": 8074, \"key\": secret reference }, or false, found a number"},
        Refusal{R"("gossip": { "port": @@8074.5 })", "gossip.port", "expected a whole number from 1 to 65535"},
        Refusal{R"("gossip": { "key": @@"aHVudGVyMg==" })", "gossip.key", ReferenceNotText},
        Refusal{R"("gossip": { "label": @@"" })", "gossip.label", "expected the gossip label: text of 1 to 255 bytes"},
        Refusal{R"("startupGrace": @@"2d")", "startupGrace", "expected a duration from 0s to 1d"},
        Refusal{R"("retention": @@"14d")", "retention", "expected an object with raw, minute or hour, found text"},
        Refusal{R"("retention": { "raw": @@"1s" })", "retention.raw", "expected a duration from 1m to 100y"},
        Refusal{R"("retention": @@{ "minute": "1d" })", "retention",
                "expected raw to be no longer than minute, and minute no longer than hour"},
        Refusal{R"("retention": @@{ "hour": "1d" })", "retention",
                "expected raw to be no longer than minute, and minute no longer than hour"},
        Refusal{R"("rules": { @@"clockskew": "2s" })", "rules.clockskew",
                "unknown key; the nearest known one is clockSkew"},
        Refusal{R"("rules": { "clockSkew": @@"0s" })", "rules.clockSkew", "expected a duration from 1ms to 1d"},
        Refusal{R"("rules": { "slow": @@2 })", "rules.slow", "expected a duration such as \"15s\", found a number"},
        Refusal{R"("rules": { "goroutineThreshold": @@0 })", "rules.goroutineThreshold",
                "expected a whole number from 1 to 2147483647"},
        Refusal{R"("rules": { "peerFactor": @@0.5 })", "rules.peerFactor", "expected a number from 1 to 1000000"},
        Refusal{R"("rules": { "errorFactor": @@"3" })", "rules.errorFactor",
                "expected a number from 1 to 1000000, found text"},
        Refusal{R"("rules": @@{ "tlsWarning": "3d" })", "rules",
                "expected tlsCritical to be no longer than tlsWarning"},
        Refusal{R"("rules": @@{ "tlsCritical": "31d" })", "rules",
                "expected tlsCritical to be no longer than tlsWarning"},
        Refusal{R"("rules": { "deliverySlow": @@"x" })", "rules.deliverySlow", ADuration},
        Refusal{R"("rules": { "upgradeLimit": @@"0s" })", "rules.upgradeLimit", "expected a duration from 1s to 1y"},
        Refusal{R"("rules": { "severity": { "clock.skew": @@"loud" } })", R"(rules.severity["clock.skew"])",
                "expected info, warning or critical"},
        Refusal{R"("rules": { "severity": { @@"Clock Skew": "info" } })", R"(rules.severity["Clock Skew"])",
                "expected a code such as clock.skew"},
        Refusal{R"("canary": @@true)", "canary",
                "expected an object { \"team\": NAME, \"channel\": NAME }, found true"},
        Refusal{R"("canary": @@{ "team": "ops" })", "canary.channel", "this key is required"},
        Refusal{R"("canary": { "team": "ops", "channel": @@" x" })", "canary.channel",
                "expected the name of a channel"},
        Refusal{R"("canary": { "team": @@1, "channel": "x" })", "canary.team",
                "expected the name of a team, found a number"},
        Refusal{R"("canary": { "team": "ops", "channel": "x", "interval": @@"9s" })", "canary.interval",
                "expected a duration from 10s to 1d"},
        Refusal{R"("canary": { "team": "ops", "channel": "x", "users": @@"admin" })", "canary.users",
                "expected an object such as { \"term\": TEXT, \"minimum\": 1 }, found text"},
        Refusal{R"("canary": { "team": "ops", "channel": "x", "channels": { "minimum": @@0 } })",
                "canary.channels.minimum", "expected a whole number from 1 to 1000"},
        Refusal{R"("canary": { "team": "ops", "channel": "x", "channels": { @@"terms": "a" } })",
                "canary.channels.terms", "unknown key; the nearest known one is term"},
        Refusal{R"("probes": @@{})", "probes", "expected a list of probes, found an object"},
        Refusal{R"(@@"intervall": "15s")", "intervall", "unknown key; the nearest known one is interval"},
        Refusal{R"(@@"publicURL": "https://h")", "publicURL", "unknown key; the nearest known one is publicUrl"},
        Refusal{R"(@@"retry_after": "1s")", "retry_after", "unknown key; the nearest known one is retryAfter"},
        Refusal{R"("interval": "15s", @@"interval": "20s")", "interval", "this key stands here already"}));

TEST_P(NodeKeyRefusal, NamesPlacePathAndExpectation)
{
    expectOneFault("{ \"schema\": 1, \"name\": \"x\",\n\"nodes\": [ { \"name\": \"a\", \"url\": \"http://h\" },\n" +
                       QByteArray(GetParam().text) + " ] }",
                   GetParam());
}

INSTANTIATE_TEST_SUITE_P(
    Table, NodeKeyRefusal,
    testing::Values(
        Refusal{R"(@@"b")", "nodes[1]", "expected a node: an object with name and url, found text"},
        Refusal{R"(@@{ "url": "http://h" })", "nodes[1].name", "this key is required"},
        Refusal{R"(@@{ "name": "b" })", "nodes[1].url", "this key is required"},
        Refusal{R"({ "name": @@"", "url": "http://h" })", "nodes[1].name", AName},
        Refusal{R"({ "name": @@"b ", "url": "http://h" })", "nodes[1].name", AName},
        Refusal{R"({ "name": @@"b\nc", "url": "http://h" })", "nodes[1].name",
                "expected a name: 1 to 200 characters, no space at either end, without line breaks or control "
                "characters"},
        Refusal{R"(@@{ "name": "a", "url": "http://h" })", "nodes[1].name", "expected a name that no other node has"},
        Refusal{R"({ "name": "b", "url": @@"tcp://h:1" })", "nodes[1].url",
                "expected an http:// or https:// URL; tcp:// is for the product generic"},
        Refusal{R"({ "name": "b", "product": "generic", "url": @@"tcp://h" })", "nodes[1].url",
                "expected tcp://host:port"},
        Refusal{R"({ "name": "b", "product": "generic", "url": @@"tcp://h:1/path" })", "nodes[1].url",
                "expected tcp://host:port"},
        Refusal{R"({ "name": "b", "product": "generic", "url": @@"udp://h:1" })", "nodes[1].url",
                "expected an http:// or https:// URL, or tcp://host:port"},
        Refusal{R"({ "name": "b", "url": "http://h", "product": @@"wso2" })", "nodes[1].product",
                "expected mattermost, gitlab, portus, wso2-apim, wso2-mi or generic"},
        Refusal{R"({ "name": "b", "url": "http://h", "role": @@"gateway" })", "nodes[1].role",
                "expected no role: only nodes of the product wso2-apim have one"},
        Refusal{R"({ "name": "b", "url": "http://h", "product": "wso2-apim", "role": @@"worker" })", "nodes[1].role",
                "expected gateway, traffic-manager, key-manager, control-plane or all-in-one"},
        Refusal{R"({ "name": "b", "url": "http://h", "portOffset": @@-1 })", "nodes[1].portOffset",
                "expected a whole number from 0 to 55000"},
        Refusal{R"({ "name": "b", "url": "http://h", "portOffset": @@55001 })", "nodes[1].portOffset",
                "expected a whole number from 0 to 55000"},
        Refusal{R"({ "name": "b", "url": "http://h", "connectTo": @@"h" })", "nodes[1].connectTo",
                "expected host:port, with a port from 1 to 65535"},
        Refusal{R"({ "name": "b", "url": "http://h", "connectTo": @@"h:70000" })", "nodes[1].connectTo",
                "expected host:port, with a port from 1 to 65535"},
        Refusal{R"({ "name": "b", "url": "http://h", "token": @@"hunter2" })", "nodes[1].token", ReferenceNotText},
        Refusal{R"({ "name": "b", "url": "http://h", "healthToken": @@"hunter2" })", "nodes[1].healthToken",
                ReferenceNotText},
        Refusal{R"({ "name": "b", "url": "http://h", "login": { "user": "u", "password": @@"hunter2" } })",
                "nodes[1].login.password", ReferenceNotText},
        Refusal{R"({ "name": "b", "url": "http://h", "tls": { "pin": @@"" } })", "nodes[1].tls.pin",
                "expected \"sha256//\" and the base64 of the 32 bytes of a public key's SHA-256"},
        Refusal{R"({ "name": "b", "url": "http://h", "tls": @@{ "clientKey": { "env": "K" } } })", "nodes[1].tls",
                "clientKey needs clientCertificate beside it"},
        Refusal{R"({ "name": "b", "url": "http://h", "metrics": { "port": @@65536 } })", "nodes[1].metrics.port",
                "expected a whole number from 1 to 65535"},
        Refusal{R"({ "name": "b", "url": "http://h", "gossip": { "key": @@"k" } })", "nodes[1].gossip.key",
                ReferenceNotText},
        Refusal{R"({ "name": "b", "url": "http://h", "interval": @@"0s" })", "nodes[1].interval",
                "expected a duration from 100ms to 1d"},
        Refusal{R"({ "name": "b", "url": "http://h", "timeout": @@"2h" })", "nodes[1].timeout",
                "expected a duration from 10ms to 1h"},
        Refusal{R"({ "name": "b", "url": "http://h", "startupGrace": @@[] })", "nodes[1].startupGrace",
                "expected a duration such as \"15s\", found a list"},
        Refusal{R"({ "name": "b", "url": "http://h", @@"healtToken": 1 })", "nodes[1].healtToken",
                "unknown key; the nearest known one is healthToken"},
        Refusal{R"({ "name": "b", "url": "http://h", @@"retryAfter": "1s" })", "nodes[1].retryAfter",
                "unknown key; known here: name, url, product, role, portOffset, connectTo, token, healthToken, login, "
                "tls, metrics, gossip, interval, timeout, startupGrace"},
        Refusal{R"({ "name": "b", "url": "http://h", @@"name": "c" })", "nodes[1].name",
                "this key stands here already"}));

TEST_P(ProbeKeyRefusal, NamesPlacePathAndExpectation)
{
    expectOneFault("{ \"schema\": 1, \"name\": \"x\", \"nodes\": [ { \"name\": \"a\", \"url\": \"http://h\" }, "
                   "{ \"name\": \"db\", \"product\": \"generic\", \"url\": \"tcp://h:5432\" } ], \"probes\": [\n" +
                       QByteArray(GetParam().text) + " ] }",
                   GetParam());
}

INSTANTIATE_TEST_SUITE_P(
    Table, ProbeKeyRefusal,
    testing::Values(
        Refusal{R"(@@1)", "probes[0]", "expected a probe: an object with name, and node or url, found a number"},
        Refusal{R"(@@{ "node": "a" })", "probes[0].name", "this key is required"},
        Refusal{R"(@@{ "name": "p" })", "probes[0]", "expected node or url: what to probe"},
        Refusal{R"(@@{ "name": "p", "node": "a", "url": "http://h" })", "probes[0]", "expected node or url, not both"},
        Refusal{R"({ "name": "p", "node": @@"b" })", "probes[0].node", "expected the name of a node of this file"},
        Refusal{R"({ "name": "p", "node": @@"db" })", "probes[0].node",
                "this node's url is tcp://…; give the probe a url, or make its kind tcp"},
        Refusal{R"({ "name": "p", "node": @@0 })", "probes[0].node", "expected the name of a node, found a number"},
        Refusal{R"({ "name": "p", "url": @@"tcp://h:1" })", "probes[0].url", "expected an http:// or https:// URL"},
        Refusal{R"({ "name": "p", "kind": "tcp", "url": @@"http://h" })", "probes[0].url", "expected tcp://host:port"},
        Refusal{R"({ "name": "p", "node": "a", "kind": @@"icmp" })", "probes[0].kind",
                "expected http, tcp or prometheus"},
        Refusal{R"({ "name": "p", "node": "a", "port": @@0 })", "probes[0].port",
                "expected a whole number from 1 to 65535"},
        Refusal{R"({ "name": "p", "node": "a", "method": @@"DELETE" })", "probes[0].method",
                "expected GET, HEAD, POST or OPTIONS"},
        Refusal{R"({ "name": "p", "node": "a", "path": @@"health" })", "probes[0].path", APath},
        Refusal{R"({ "name": "p", "node": "a", "path": @@"/a b" })", "probes[0].path", APath},
        Refusal{R"({ "name": "p", "node": "a", "fallback": @@"/x" })", "probes[0].fallback",
                "expected a list of paths, found text"},
        Refusal{R"({ "name": "p", "node": "a", "fallback": ["/x", @@"y"] })", "probes[0].fallback[1]", APath},
        Refusal{R"({ "name": "p", "node": "a", "headers": @@[] })", "probes[0].headers",
                "expected an object from header name to text or secret reference, found a list"},
        Refusal{R"({ "name": "p", "node": "a", "headers": { @@"X Y": "v" } })", R"(probes[0].headers["X Y"])",
                "expected the name of an HTTP header"},
        Refusal{R"({ "name": "p", "node": "a", "headers": { "X": "v", @@"x": "v" } })", "probes[0].headers.x",
                "this header stands here already"},
        Refusal{R"({ "name": "p", "node": "a", "headers": { "X": @@"a\r\nSet: b" } })", "probes[0].headers.X",
                "expected text or a secret reference, without line breaks or control characters"},
        Refusal{R"({ "name": "p", "node": "a", "headers": { "X": @@1 } })", "probes[0].headers.X",
                "expected text or a secret reference, found a number"},
        Refusal{R"({ "name": "p", "node": "a", "headers": { "authorization": @@"Bearer hunter2" } })",
                "probes[0].headers.authorization", ReferenceNotText},
        Refusal{R"({ "name": "p", "node": "a", "auth": @@"basic" })", "probes[0].auth",
                "expected none, token or login"},
        Refusal{R"({ "name": "p", "node": "a", "auth": @@"token" })", "probes[0].auth",
                "expected a token in the cluster or its node; none is given"},
        Refusal{R"({ "name": "p", "node": "a", "auth": @@"login" })", "probes[0].auth",
                "expected a login in the cluster or its node; none is given"},
        Refusal{R"({ "name": "p", "node": "a", "expectStatus": @@200 })", "probes[0].expectStatus",
                "expected a list such as [200, \"300-399\"], found a number"},
        Refusal{R"({ "name": "p", "node": "a", "expectStatus": @@[] })", "probes[0].expectStatus",
                "expected at least one code or range"},
        Refusal{R"({ "name": "p", "node": "a", "expectStatus": [@@99] })", "probes[0].expectStatus[0]",
                "expected a code from 100 to 599, or a range such as \"200-299\""},
        Refusal{R"({ "name": "p", "node": "a", "expectStatus": [200, @@"299-200"] })", "probes[0].expectStatus[1]",
                "expected a code from 100 to 599, or a range such as \"200-299\""},
        Refusal{R"({ "name": "p", "node": "a", "expectStatus": [@@"2xx"] })", "probes[0].expectStatus[0]",
                "expected a code from 100 to 599, or a range such as \"200-299\""},
        Refusal{R"({ "name": "p", "node": "a", "expectType": @@"not a type" })", "probes[0].expectType",
                "expected a type such as application/json"},
        Refusal{R"({ "name": "p", "node": "a", "expectBody": @@{} })", "probes[0].expectBody",
                "expected the text that the answer contains, not empty, found an object"},
        Refusal{R"({ "name": "p", "node": "a", "expectJson": @@"$.x" })", "probes[0].expectJson",
                "expected an object such as { \"$.status\": \"ok\" }, found text"},
        Refusal{R"({ "name": "p", "node": "a", "expectJson": { @@"status": "ok" } })", "probes[0].expectJson.status",
                "expected a JSON path that begins with $"},
        Refusal{R"({ "name": "p", "node": "a", "expectJson": { "$.a": @@[1] } })", R"(probes[0].expectJson["$.a"])",
                "expected text, a number, true, false or null, found a list"},
        Refusal{R"({ "name": "p", "node": "a", "components": @@"components" })", "probes[0].components",
                "expected a JSON path that begins with $"},
        Refusal{R"({ "name": "p", "node": "a", "metric": @@"up" })", "probes[0].metric",
                "a probe of kind http has no such key; it belongs to prometheus"},
        Refusal{R"({ "name": "p", "node": "a", "kind": "prometheus", "metric": @@1 })", "probes[0].metric",
                "expected the name of a metric, found a number"},
        Refusal{R"({ "name": "p", "node": "a", "kind": "prometheus", "metric": "up", "warn": @@"1" })",
                "probes[0].warn", "expected a number, found text"},
        Refusal{R"({ "name": "p", "node": "a", "kind": "prometheus", "metric": "up", "critical": @@null })",
                "probes[0].critical", "expected a number, found null"},
        Refusal{R"(@@{ "name": "p", "node": "a", "kind": "prometheus", "warn": 1 })", "probes[0]",
                "expected a metric beside warn and critical"},
        Refusal{R"({ "name": "p", "node": "a", "kind": "prometheus", "expectBody": @@"x" })", "probes[0].expectBody",
                "a probe of kind prometheus has no such key; it belongs to http"},
        Refusal{R"({ "name": "p", "node": "a", "kind": "tcp", "path": @@"/x" })", "probes[0].path",
                "a probe of kind tcp has no such key; it belongs to http and prometheus"},
        Refusal{R"({ "name": "p", "node": "a" }, { "name": @@"p", "node": "a" })", "probes[1].name",
                "expected a name that no other probe of this node has"},
        Refusal{R"({ "name": "p", "node": "a", @@"expectstatus": [200] })", "probes[0].expectstatus",
                "unknown key; the nearest known one is expectStatus"}));

TEST_P(WholeFileRefusal, NamesPlacePathAndExpectation)
{
    expectOneFault(GetParam().text, GetParam());
}

INSTANTIATE_TEST_SUITE_P(
    Table, WholeFileRefusal,
    testing::Values(
        Refusal{"@@", "", "the file is empty; expected {"}, Refusal{"  \n @@", "", "the file is empty; expected {"},
        Refusal{"@@[]", "", "expected a cluster file: an object with schema, name and nodes"},
        Refusal{"@@1", "", "expected a cluster file: an object with schema, name and nodes"},
        Refusal{R"(@@{ "name": "x", "nodes": [ { "name": "a", "url": "http://h" } ] })", "schema",
                "this key is required"},
        Refusal{R"(@@{ "schema": 1, "nodes": [ { "name": "a", "url": "http://h" } ] })", "name",
                "this key is required"},
        Refusal{R"(@@{ "schema": 1, "name": "x" })", "nodes", "this key is required"},
        Refusal{R"({ "schema": 1, "name": "x", "nodes": @@[] })", "nodes", "expected at least one node"},
        Refusal{R"({ "schema": 1, "name": "x", "nodes": @@{} })", "nodes", "expected a list of nodes, found an object"},
        Refusal{R"({ "schema": 1, "name": @@"", "nodes": [ { "name": "a", "url": "http://h" } ] })", "name", AName},
        Refusal{R"({ "schema": @@2, "nodes": [], "future": true })", "schema",
                "the file has schema 2, this version reads schema 1"},
        Refusal{R"({ "schema": @@1.5 })", "schema", "the file has schema 1.5, this version reads schema 1"},
        Refusal{R"({ "schema": @@"1" })", "schema", "expected the number 1, found text"},
        Refusal{
            R"({ "schema": 1, "name": "x", "publicUrl": "http://h", "nodes": [ @@{ "name": "proxy", "url": "http://h" } ] })",
            "nodes[0].name", "expected another name: beside a publicUrl, \"proxy\" means the proxy"},
        Refusal{
            R"({ "schema": 1, "name": "x", "token": { "env": "T" }, "nodes": [ { "name": "a", "url": "http://h" } ], "probes": [ { "name": "p", "url": "http://elsewhere/", "auth": @@"token" } ] })",
            "probes[0].auth", "expected none: credentials go to the nodes and the proxy only, and this url is neither"},
        // Not JSON.
        Refusal{"{ \"schema\": 1,\n  \"name\": \"ä\" @@\"nodes\": [] }", "", "expected , or }"},
        Refusal{"{ \"schema\": 1,\n @@}", "", "no comma may stand before the end of a list"},
        Refusal{"{ \"a\": [ 1, @@] }", "", "no comma may stand before the end of a list"},
        Refusal{"{ \"a\": [ 1 @@2 ] }", "", "expected , or ]"},
        Refusal{"{ \"schema\": 1 @@// version\n}", "", "expected , or }; JSON has no comments"},
        Refusal{"@@# a comment\n{}", "", "expected a value; JSON has no comments"},
        Refusal{"{ @@schema: 1 }", "", "expected a key in double quotes"},
        Refusal{"{ \"schema\" @@1 }", "", "expected : after the key"},
        Refusal{"{ \"schema\": @@'1' }", "", "expected a value; text stands in double quotes"},
        Refusal{"{ \"schema\": @@yes }", "", "expected a value"},
        Refusal{"{ \"schema\": @@01 }", "", "a number must not begin with 0"},
        Refusal{"{ \"schema\": @@1. }", "", "not a number"}, Refusal{"{ \"schema\": @@- }", "", "not a number"},
        Refusal{"{ \"name\": @@\"x }", "", "this text has no closing quote"},
        Refusal{"{ \"name\": \"x@@\n\" }", "",
                "a line break, tab or control character inside a text; write it as \\n, \\t or \\u…"},
        Refusal{R"({ "name": "C:\@@Users" })", "", R"(unknown escape; known are \" \\ \/ \b \f \n \r \t \u0000)"},
        Refusal{R"({ "name": "\u12@@x4" })", "", R"(expected four hexadecimal digits after \u)"},
        Refusal{R"({ "name": "@@\udc00" })", "", "half of a character (an unpaired surrogate)"},
        Refusal{R"({ "name": "\ud800@@x" })", "", "half of a character (an unpaired surrogate)"},
        Refusal{"{ \"schema\": 1@@", "", "the file ends too early: expected , or }"},
        Refusal{"{ \"schema\": @@", "", "the file ends too early: expected a value"},
        Refusal{"{} @@{}", "", "nothing may follow the end of the document"},
        // Not text.
        Refusal{"@@\xef\xbb\xbf{}", "", "begins with a byte order mark; save it as UTF-8 without one"},
        Refusal{"@@\xff\xfe{", "", "encoded as UTF-16; save it as UTF-8"},
        Refusal{"{ \"name\":\n \"ü@@\xfc\" }", "", "not UTF-8; save the file as UTF-8"},
        Refusal{"@@\xfc", "", "not UTF-8; save the file as UTF-8"},
        Refusal{"{ \"n\": \"\xe2\x82\xac@@\xe2\x82\" }", "", "not UTF-8; save the file as UTF-8"}));

TEST(ClusterFileRefusal, MessageHasFileLineColumnPathAndExpectation)
{
    const auto file = ClusterFile::parse("{ \"schema\": 1, \"name\": \"x\",\n"
                                         "  \"nodes\": [ { \"name\": \"a\", \"url\": \"a:8065\" } ],\n"
                                         "  \"tokn\": {} }\n",
                                         u"prod.json"_s);
    ASSERT_FALSE(file.ok());
    EXPECT_EQ(file.error().code, u"file.refused"_s);
    EXPECT_EQ(file.error().message, u"prod.json:2:36: nodes[0].url: expected an http:// or https:// URL\n"
                                    "prod.json:3:3: tokn: unknown key; the nearest known one is token"_s);
}

TEST(ClusterFileRefusal, NulByteIsNamedWithItsPlace)
{
    const auto faults = faultsOf(QByteArray("{ \"name\":\n\"a\0b\" }", 17));
    ASSERT_EQ(faults.size(), 1U);
    EXPECT_EQ(faults[0], (FileFault{2, 3, {}, u"a NUL byte; this is no text file"_s}));
}

TEST(ClusterFileRefusal, TooLargeIsRefusedAsAWhole)
{
    const auto faults = faultsOf(QByteArray(8 * 1024 * 1024 + 1, ' '));
    ASSERT_EQ(faults.size(), 1U);
    EXPECT_EQ(faults[0], (FileFault{0, 0, {}, u"larger than 8 MiB; this is no cluster file"_s}));
}

TEST(ClusterFileRefusal, DeepNestingIsRefusedWithoutRecursion)
{
    const auto faults = faultsOf("{ \"a\": " + QByteArray(4 * 1024 * 1024, '['));
    ASSERT_EQ(faults.size(), 1U);
    EXPECT_EQ(faults[0], (FileFault{1, 8 + 63, {}, u"nested too deeply"_s}));
}

TEST(ClusterFileRefusal, FaultsAreBoundedAndTheRestCounted)
{
    QByteArray keys;
    for (int i = 0; i < 30; ++i)
        keys += "\"zzzzzzzzzzzz" + QByteArray::number(i) + "\": 1,";
    std::vector<FileFault> faults;
    const auto file = ClusterFile::parse(
        "{" + keys + R"("schema":1,"name":"x","nodes":[{"name":"a","url":"http://h"}]})", u"f.json"_s, &faults);
    ASSERT_FALSE(file.ok());
    EXPECT_EQ(faults.size(), 20U);
    EXPECT_TRUE(file.error().message.endsWith(u"\nf.json: at least 10 more"_s));
}

TEST(ClusterFileRefusal, KeysWrittenTwiceAreBoundedToo)
{
    std::vector<FileFault> faults;
    const auto file =
        ClusterFile::parse("{" + QByteArray("\"k\":1,").repeated(31) + "\"schema\":1}", u"f.json"_s, &faults);
    ASSERT_FALSE(file.ok());
    ASSERT_EQ(faults.size(), 20U);
    EXPECT_EQ(faults[19], (FileFault{1, 2 + 20 * 6, u"k"_s, u"this key stands here already"_s}));
    EXPECT_TRUE(file.error().message.endsWith(u"\nf.json: at least 10 more"_s));
}

TEST(ClusterFileRefusal, AllFaultsAreToldInTheOrderOfTheText)
{
    const auto faults = faultsOf(R"({ "interval": 1, "nodes": [ { "url": "x", "name": 2 } ], "name": 3, "schema": 1,
 "rules": { "slow": 4 }, "probes": [ { "name": 5, "node": "x" } ] })");
    QStringList paths;
    for (const FileFault &fault : faults)
        paths.append(fault.path);
    EXPECT_EQ(paths, (QStringList{u"interval"_s, u"nodes[0].url"_s, u"nodes[0].name"_s, u"name"_s, u"rules.slow"_s,
                                  u"probes[0].name"_s, u"probes[0].node"_s}));
}

TEST(ClusterFileRefusal, NoValueIsEverRepeated)
{
    // The same word as text, as a key of a reference, inside URLs, and where it breaks the syntax.
    const QByteArrayList pieces{
        R"("token": "hunter2")",
        R"("token": { "hunter2": 1 })",
        R"("token": { "env": "hunter2 " })",
        R"("token": { "hunter2": "hunter2", "env": "A" })",
        R"("login": { "user": "u", "password": "hunter2" })",
        R"("gossip": { "key": "hunter2" })",
        R"("tls": { "clientKey": "hunter2", "pin": "hunter2" })",
        R"("publicUrl": "https://x:hunter2@h")",
        R"("publicUrl": "https://h/?t=hunter2")",
        R"("httpProxy": "http://x:hunter2@h:1")",
        R"("jumpHost": "x:hunter2@h")",
        R"("environment": "hunter2")",
        R"("interval": "hunter2")",
        R"("token": hunter2)",
        R"("token": "hunter2)",
        R"("probes": [ { "name": "p", "url": "http://h", "headers": { "Cookie": "hunter2" } } ])"};
    for (const QByteArray &piece : pieces) {
        std::vector<FileFault> faults;
        const auto file = ClusterFile::parse(
            R"({ "schema": 1, "name": "x", "nodes": [ { "name": "a", "url": "http://h" } ], )" + piece + " }", u"f"_s,
            &faults);
        ASSERT_FALSE(file.ok()) << piece.toStdString();
        EXPECT_FALSE(file.error().message.contains(u"hunter2"_s)) << file.error().message.toStdString();
        for (const FileFault &fault : faults)
            EXPECT_FALSE(formatted(fault).contains(u"hunter2"_s)) << piece.toStdString();
    }
}

TEST(ClusterFileRefusal, AStrangeKeyIsCutAndCleaned)
{
    const auto faults =
        faultsOf("{ \"schema\": 1, \"name\": \"x\", \"nodes\": [ { \"name\": \"a\", \"url\": \"http://h\" } ], \"" +
                 QByteArray("\xe2\x80\xae\\u001b") + QByteArray(100, 'k') + "\": 1 }");
    ASSERT_EQ(faults.size(), 1U);
    EXPECT_EQ(faults[0].path, u"[\"??"_s + QString(38, u'k') + u"…\"]"_s);
}

TEST(ClusterFileRefusal, AStrangeFileNameStaysOnOneLine)
{
    const auto file = ClusterFile::parse("", u"a\nb.json"_s);
    EXPECT_EQ(file.error().message, u"a?b.json:1:1: the file is empty; expected {"_s);
}

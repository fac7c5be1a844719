// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Bench.h"

namespace rollcall {
namespace {

using namespace Qt::StringLiterals;
using test::Bench;
using test::bytes;
using test::lines;

TEST(Version, TheOddOneOutIsNamed)
{
    Bench bench(3);
    bench.ping(1, u"10.11.2"_s);
    bench.ping(2, u"10.11.2"_s);
    bench.ping(3, u"10.10.1"_s);
    EXPECT_EQ(bench.findings(), lines("critical version.mismatch app3"));
    EXPECT_EQ(bytes(bench.evidence(Code::VersionMismatch)),
              R"({"majority":"10.11.2","versions":{"10.10.1":["app3"],"10.11.2":["app1","app2"]}})");
    EXPECT_EQ(bench.stateOf(1), State::Ok);
}

TEST(Version, TieNamesAll)
{
    Bench bench(2);
    bench.ping(1, u"10.11.2"_s);
    bench.ping(2, u"10.10.1"_s);
    EXPECT_EQ(bench.findings(), lines("critical version.mismatch app1,app2"));
    EXPECT_EQ(bytes(bench.evidence(Code::VersionMismatch)),
              R"({"majority":null,"versions":{"10.10.1":["app2"],"10.11.2":["app1"]}})");
}

TEST(Version, HalfIsNoMajority)
{
    Bench bench(4);
    bench.ping(1, u"1"_s);
    bench.ping(2, u"1"_s);
    bench.ping(3, u"2"_s);
    bench.ping(4, u"3"_s);
    EXPECT_EQ(bench.findings(), lines("critical version.mismatch app1,app2,app3,app4"));
}

TEST(Version, ALoneSurvivorIsEqualToItself)
{
    Bench bench(3);
    bench.ping(1, u"1"_s);
    bench.ping(2, u"2"_s);
    bench.down(2, NetFailure::Refused);
    EXPECT_EQ(bench.findings(), lines("critical node.unreachable app2"));
}

TEST(Version, DoubtfulAndUnknownAreNotCompared)
{
    Bench bench(3);
    bench.ping(1, u"1"_s);
    bench.ping(2, u"2"_s);
    bench.ping(3, QString());
    EXPECT_EQ(bench.findings(), lines("critical version.mismatch app1,app2"));
    bench.fail(2, NetFailure::Timeout);
    EXPECT_EQ(bench.findings(), lines());
}

TEST(Version, OfDifferentProductsIsNoMismatch)
{
    Bench bench(2);
    bench.file.nodes[1].product = u"gitlab"_s;
    bench.ping(1, u"10.11.2"_s);
    bench.ping(2, u"17.0.0"_s);
    EXPECT_EQ(bench.findings(), lines());
}

TEST(Version, ASecondaryEndpointThatFailsTakesNothingAway)
{
    Bench bench(2);
    bench.ping(1, u"1"_s);
    bench.ping(2, u"2"_s);
    bench.at(1);
    IdentityFact identity;
    identity.version = u"2"_s;
    identity.build = u"2"_s;
    identity.clientConfigHash = u"c0"_s;
    bench.answer(2, u"cluster.status"_s, {identity});
    bench.at(2);
    bench.fail(2, NetFailure::Timeout, u"cluster.status"_s);
    EXPECT_EQ(bench.findings(), lines("critical version.mismatch app1,app2", "warning answer.slow app2"));
}

TEST(Version, ThePrimaryProbeSaysWhoItIs)
{
    Bench bench(2);
    bench.ping(1, u"1"_s);
    bench.ping(2, u"1"_s);
    bench.at(1);
    IdentityFact identity;
    identity.version = u"2"_s;
    bench.answer(2, u"cluster.status"_s, {identity});
    EXPECT_EQ(bench.findings(), lines());
    EXPECT_EQ(bench.state()->targets[1]->version, u"1"_s);
}

void configs(Bench &bench, const std::vector<QString> &hashes)
{
    bench.pingAll();
    std::vector<Member> members;
    for (std::size_t i = 0; i < hashes.size(); ++i)
        members.push_back(bench.member(static_cast<int>(i) + 1, hashes[i]));
    for (std::size_t i = 0; i < hashes.size(); ++i)
        bench.list(static_cast<int>(i) + 1, members);
}

ConfigFact config(std::initializer_list<std::pair<QString, QByteArray>> digests)
{
    ConfigFact fact;
    for (const auto &[key, digest] : digests)
        fact.digests.insert(key, digest);
    return fact;
}

TEST(Config, TheOddOneOutIsNamed)
{
    Bench bench(3);
    configs(bench, {u"a"_s, u"a"_s, u"b"_s});
    EXPECT_EQ(bench.findings(), lines("critical config.mismatch app3"));
    EXPECT_EQ(bytes(bench.evidence(Code::ConfigMismatch)),
              R"({"hashes":{"a":["app1","app2"],"b":["app3"]},"majority":"a","version":"10.11.2"})");
}

TEST(Config, WithinOneVersionOnly)
{
    Bench bench(3);
    configs(bench, {u"a"_s, u"a"_s, u"b"_s});
    bench.ping(3, u"10.10.1"_s);
    EXPECT_EQ(bench.findings(), lines("critical version.mismatch app3"));
}

TEST(Config, RowsOfDifferentVersionsAreNotCompared)
{
    // The list is newer than the node's own word: it was restarted on another version a moment ago.
    Bench bench(3);
    bench.pingAll();
    Member restarted = bench.member(3, u"b"_s);
    restarted.version = u"10.12.0"_s;
    const std::vector<Member> members{bench.member(1, u"a"_s), bench.member(2, u"a"_s), restarted};
    for (const int node : {1, 2, 3})
        bench.list(node, members);
    EXPECT_EQ(bench.findings(), lines());
}

TEST(Config, WhatDiffersBetweenEqualHashesExplainsNothing)
{
    Bench bench(3);
    configs(bench, {u"a"_s, u"a"_s, u"b"_s});
    bench.answer(1, u"config"_s, {config({{u"A.path"_s, "1"}, {u"B.x"_s, "1"}})});
    bench.answer(2, u"config"_s, {config({{u"A.path"_s, "2"}, {u"B.x"_s, "1"}})});
    bench.answer(3, u"config"_s, {config({{u"A.path"_s, "3"}, {u"B.x"_s, "2"}})});
    bench.evaluate();
    EXPECT_EQ(bench.evidence(Code::ConfigMismatch).value("keys"_L1).toArray(), QJsonArray{u"B.x"_s});
}

TEST(Config, EmptyIsUnknown)
{
    Bench bench(2);
    configs(bench, {u"a"_s, QString()});
    EXPECT_EQ(bench.findings(), lines("warning node.unasked app2"));
}

TEST(Config, OwnRowGoesBeforeThePeers)
{
    Bench bench(2);
    bench.pingAll();
    bench.list(1, {bench.member(1, u"a"_s), bench.member(2, u"old"_s)});
    bench.list(2, {bench.member(1, u"a"_s), bench.member(2, u"a"_s)});
    EXPECT_EQ(bench.findings(), lines());
    EXPECT_EQ(bench.state()->targets[1]->configHash, u"a"_s);
}

TEST(Config, PeersRowWhereThereIsNoOther)
{
    Bench bench(2);
    bench.pingAll();
    bench.list(1, {bench.member(1, u"a"_s), bench.member(2, u"b"_s)});
    EXPECT_EQ(bench.findings(), lines("critical config.mismatch app1,app2"));
}

TEST(Config, DifferingKeysOnceBothAreAtHand)
{
    Bench bench(2);
    configs(bench, {u"a"_s, u"b"_s});
    bench.answer(1, u"config"_s, {config({{u"A.x"_s, "1"}, {u"B.y"_s, "1"}, {u"C.z"_s, "1"}})});
    bench.evaluate();
    EXPECT_FALSE(bench.evidence(Code::ConfigMismatch).contains("keys"_L1));
    bench.answer(2, u"config"_s, {config({{u"A.x"_s, "1"}, {u"C.z"_s, "2"}, {u"D.n"_s, "1"}})});
    bench.evaluate();
    EXPECT_EQ(bytes(bench.evidence(Code::ConfigMismatch)),
              R"({"hashes":{"a":["app1"],"b":["app2"]},"keys":["B.y","C.z","D.n"],"majority":null,)"
              R"("maskedOnly":false,"version":"10.11.2"})");
}

TEST(Config, EqualReadablePartsMeanAMaskedOne)
{
    Bench bench(2);
    configs(bench, {u"a"_s, u"b"_s});
    for (const int node : {1, 2})
        bench.answer(node, u"config"_s, {config({{u"A.x"_s, "1"}})});
    bench.evaluate();
    const QJsonObject evidence = bench.evidence(Code::ConfigMismatch);
    EXPECT_EQ(evidence.value("maskedOnly"_L1), QJsonValue(true));
    EXPECT_EQ(evidence.value("keys"_L1).toArray().size(), 0);
}

TEST(Config, KeysOfAnOlderConfigurationExplainNothing)
{
    Bench bench(2);
    configs(bench, {u"a"_s, u"b"_s});
    for (const int node : {1, 2})
        bench.answer(node, u"config"_s, {config({{u"A.x"_s, "1"}})});
    bench.evaluate();
    bench.at(60);
    configs(bench, {u"a"_s, u"c"_s});
    bench.evaluate();
    EXPECT_FALSE(bench.evidence(Code::ConfigMismatch).contains("maskedOnly"_L1));
}

TEST(ClientConfig, DiffersWithinOneVersion)
{
    Bench bench(3);
    bench.ping(1, u"1"_s, u"x"_s);
    bench.ping(2, u"1"_s, u"x"_s);
    bench.ping(3, u"1"_s, u"y"_s);
    EXPECT_EQ(bench.findings(), lines("warning config.client_mismatch app3"));
    bench.ping(3, u"1"_s, QString());
    EXPECT_EQ(bench.findings(), lines()) << "unknown";
    bench.ping(3, u"1"_s, u"x"_s);
    EXPECT_EQ(bench.findings(), lines());
}

TEST(ClientConfig, BetweenVersionsItDiffersByItself)
{
    Bench bench(2);
    bench.ping(1, u"1"_s, u"x"_s);
    bench.ping(2, u"2"_s, u"y"_s);
    EXPECT_EQ(bench.findings(), lines("critical version.mismatch app1,app2"));
}

TEST(Schema, OfTheMemberListOrOfTheNode)
{
    Bench bench(3);
    bench.pingAll();
    std::vector<Member> members{bench.member(1), bench.member(2), bench.member(3)};
    members[1].schemaVersion = u"120"_s;
    for (const int node : {1, 2, 3})
        bench.list(node, members);
    EXPECT_EQ(bench.findings(), lines("warning schema.mismatch app2"));
    EXPECT_EQ(bytes(bench.evidence(Code::SchemaMismatch)),
              R"({"majority":"121","versions":{"120":["app2"],"121":["app1","app3"]}})");

    Bench other(2);
    other.pingAll();
    other.answer(1, u"schema.version"_s, {SchemaFact{u"120"_s}});
    EXPECT_EQ(other.findings(), lines()) << "the other one is unknown";
    other.answer(2, u"schema.version"_s, {SchemaFact{u"121"_s}});
    EXPECT_EQ(other.findings(), lines("warning schema.mismatch app1,app2"));
    other.answer(2, u"schema.version"_s, {SchemaFact{u"120"_s}});
    EXPECT_EQ(other.findings(), lines());
}

TEST(Plugin, DiffersByVersionOrState)
{
    Bench bench(3);
    configs(bench, {u"a"_s, u"a"_s, u"a"_s});
    PluginsFact fact;
    for (const int node : {1, 2, 3}) {
        fact.plugins.push_back({u"com.jira"_s, u"id%1"_s.arg(node), u"4.0.0"_s, 2});
        fact.plugins.push_back({u"com.zoom"_s, u"id%1"_s.arg(node), u"1.6.0"_s, 2});
    }
    bench.answer(1, u"plugins.statuses"_s, {fact});
    EXPECT_EQ(bench.findings(), lines());
    fact.plugins[5].state = 3;
    fact.plugins[0].version = u"3.9.0"_s;
    bench.answer(1, u"plugins.statuses"_s, {fact});
    EXPECT_EQ(bench.findings(), lines("warning plugin.mismatch app1", "warning plugin.mismatch app3"));
    EXPECT_EQ(bytes(bench.evaluation.findings[0].evidence),
              R"({"majority":"4.0.0","plugin":"com.jira","versions":{"3.9.0":["app1"],"4.0.0":["app2","app3"]}})");
    EXPECT_EQ(bytes(bench.evaluation.findings[1].evidence),
              R"({"majority":"2","plugin":"com.zoom","states":{"2":["app1","app2"],"3":["app3"]}})");
}

TEST(Plugin, OfWhichNodeIsUnknownWithoutLists)
{
    Bench bench(2);
    bench.pingAll();
    PluginsFact fact{{{u"com.jira"_s, u"x"_s, u"4.0.0"_s, 2}, {u"com.jira"_s, u"y"_s, u"3.9.0"_s, 2}}};
    bench.answer(1, u"plugins.statuses"_s, {fact});
    EXPECT_EQ(bench.findings(), lines("warning plugin.mismatch"));
    EXPECT_EQ(bytes(bench.evidence(Code::PluginMismatch)),
              R"({"plugin":"com.jira","versions":{"3.9.0":["y"],"4.0.0":["x"]}})");
}

TEST(Setting, EachKeyIsAFinding)
{
    Bench bench(3);
    bench.pingAll();
    for (const int node : {1, 2, 3}) {
        SettingsFact settings;
        settings.values = {{u"SqlSettings.DriverName"_s, u"postgres"_s},
                           {u"FileSettings.DriverName"_s, node == 2 ? u"local"_s : u"amazons3"_s}};
        bench.answer(node, u"config.client"_s, {settings});
    }
    EXPECT_EQ(bench.findings(), lines("warning setting.mismatch app2"));
    EXPECT_EQ(bytes(bench.evidence(Code::SettingMismatch)),
              R"({"majority":"amazons3","setting":"FileSettings.DriverName",)"
              R"("values":{"amazons3":["app1","app3"],"local":["app2"]}})");
}

TEST(Setting, SearchBackendAndTheNewestOfTwoSources)
{
    Bench bench(2);
    HealthFact health;
    health.healthy = true;
    health.searchBackend = u"database"_s;
    bench.answer(1, u"ping"_s, {health});
    EXPECT_EQ(bench.findings(), lines()) << "the other one is unknown";
    health.searchBackend = u"elasticsearch"_s;
    bench.answer(2, u"ping"_s, {health});
    EXPECT_EQ(bench.findings(), lines("warning setting.mismatch app1,app2"));
    EXPECT_EQ(bench.evidence(Code::SettingMismatch).value("setting"_L1).toString(), u"searchBackend"_s);
    bench.at(1);
    health.isDeep = true;
    health.searchBackend = u"database"_s;
    bench.answer(2, u"ping.enhanced"_s, {health});
    EXPECT_EQ(bench.findings(), lines());
}

} // namespace
} // namespace rollcall

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/CommandLine.h"

#include "support/PrintTo.h"

#include <QFile>
#include <QTemporaryDir>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace rollcall;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = Invocation::Kind;

namespace {

Invocation read(const QStringList &arguments)
{
    const Result<Invocation> invocation = readCommandLine(arguments);
    EXPECT_TRUE(invocation.ok()) << invocation.error().message.toStdString();
    return invocation.ok() ? invocation.value() : Invocation();
}

std::string refusal(const QStringList &arguments)
{
    const Result<Invocation> invocation = readCommandLine(arguments);
    EXPECT_FALSE(invocation.ok()) << arguments.join(u' ').toStdString();
    const std::string message = invocation.ok() ? std::string() : invocation.error().message.toStdString();
    EXPECT_EQ(message.find('\n'), std::string::npos);
    return message;
}

} // namespace

TEST(CommandLine, GossipTakesAHostAndMaybeAPort)
{
    struct Row
    {
        QString given;
        QString host;
        int port;
    };
    for (const Row &row : {Row{u"app1"_s, u"app1"_s, 8074}, Row{u"10.0.0.2:9074"_s, u"10.0.0.2"_s, 9074},
                           Row{u"[::1]:9074"_s, u"::1"_s, 9074}, Row{u"[fe80::1]"_s, u"fe80::1"_s, 8074},
                           Row{u"::1"_s, u"::1"_s, 8074}}) {
        const Invocation gossip = read({u"gossip"_s, row.given, u"--json"_s});
        EXPECT_EQ(gossip.kind, Kind::Gossip);
        EXPECT_EQ(gossip.host, row.host);
        EXPECT_EQ(gossip.port, row.port);
        EXPECT_TRUE(gossip.isJson);
    }
    const Invocation keyed = read({u"gossip"_s, u"app1"_s, u"--key-env"_s, u"KEY"_s, u"--label=mm-prod"_s});
    EXPECT_EQ(keyed.keyVariable, u"KEY"_s);
    EXPECT_EQ(keyed.label, u"mm-prod"_s);
    for (const QString &given : {u"app1:0"_s, u"app1:65536"_s, u"app1:http"_s, u"http://app1"_s, u""_s, u"a b"_s})
        EXPECT_NE(refusal({u"gossip"_s, given}).find("gossip takes one HOST"), std::string::npos);
    EXPECT_NE(refusal({u"gossip"_s}).find("gossip takes one HOST"), std::string::npos);
    EXPECT_NE(refusal({u"gossip"_s, u"a"_s, u"b"_s}).find("gossip takes one HOST"), std::string::npos);
    EXPECT_NE(refusal({u"gossip"_s, u"a"_s, u"--label="_s}).find("--label"), std::string::npos);
}

TEST(CommandLine, NothingIsTheWindow)
{
    EXPECT_EQ(read({}).kind, Kind::Window);
    EXPECT_FALSE(read({}).isDemo);
    EXPECT_TRUE(read({u"--demo"_s}).isDemo);
    EXPECT_EQ(read({u"--demo"_s}).kind, Kind::Window);
    EXPECT_EQ(read({u"--demo"_s, u"--product"_s, u"mixed"_s}).product, u"mixed"_s);
}

TEST(CommandLine, FilesThatAreThereAreForTheWindow)
{
    const QTemporaryDir folder;
    const QString recording = folder.filePath(u"night.recording"_s);
    ASSERT_TRUE(QFile(recording).open(QFile::WriteOnly));
    EXPECT_EQ(read({recording}).kind, Kind::Window);
    EXPECT_EQ(read({recording}).files, QStringList{recording});
    EXPECT_EQ(read({u"--log-level"_s, u"info"_s, recording}).files, QStringList{recording});
    EXPECT_THAT(refusal({recording, folder.filePath(u"none"_s)}), testing::HasSubstr("no such file"));
    EXPECT_THAT(refusal({folder.path()}), testing::HasSubstr("no such file"));
}

TEST(CommandLine, ReadsEachCommand)
{
    const Invocation check = read({u"check"_s, u"a.json"_s, u"--json"_s, u"--no-retry"_s, u"--timeout"_s, u"250ms"_s});
    EXPECT_EQ(check.kind, Kind::Check);
    EXPECT_EQ(check.file, u"a.json"_s);
    EXPECT_TRUE(check.isJson);
    EXPECT_FALSE(check.retries);
    EXPECT_FALSE(check.isQuiet);
    EXPECT_EQ(check.timeout, 250ms);
    EXPECT_EQ(read({u"check"_s, u"--demo"_s, u"--product=gitlab"_s}).product, u"gitlab"_s);
    const Invocation watch = read({u"watch"_s, u"--demo"_s, u"--quiet"_s});
    EXPECT_EQ(watch.kind, Kind::Watch);
    EXPECT_TRUE(watch.isDemo);
    EXPECT_TRUE(watch.isQuiet);
    EXPECT_TRUE(watch.retries);
    const Invocation demo = read({u"demo"_s, u"--nodes"_s, u"5"_s, u"--fault"_s, u"slow"_s,
                                  u"--fault=node-hang:node2"_s, u"--product"_s, u"mattermost"_s});
    EXPECT_EQ(demo.kind, Kind::Demo);
    EXPECT_EQ(demo.nodes, 5);
    EXPECT_EQ(demo.product, u"mattermost"_s);
    EXPECT_EQ(read({u"demo"_s, u"--product=wso2-apim"_s}).product, u"wso2-apim"_s);
    EXPECT_EQ(demo.gossip, u"compressed"_s);
    EXPECT_EQ(read({u"demo"_s, u"--gossip"_s, u"encrypted"_s, u"--product=mixed"_s}).gossip, u"encrypted"_s);
    EXPECT_EQ(read({u"check"_s, u"--demo"_s, u"--gossip=off"_s}).gossip, u"off"_s);
    EXPECT_EQ(read({u"watch"_s, u"--demo"_s, u"--gossip=plain"_s}).gossip, u"plain"_s);
    EXPECT_FALSE(read({u"demo"_s}).nodes.has_value());
    EXPECT_EQ(demo.faults, (QStringList{u"slow"_s, u"node-hang:node2"_s}));
}

TEST(CommandLine, OptionsMayComeBeforeTheCommand)
{
    const Invocation check = read({u"--json"_s, u"--timeout"_s, u"5s"_s, u"check"_s, u"a.json"_s});
    EXPECT_EQ(check.kind, Kind::Check);
    EXPECT_EQ(check.file, u"a.json"_s);
    EXPECT_EQ(check.timeout, 5s);
    // A file may have the name of a command.
    EXPECT_EQ(read({u"check"_s, u"demo"_s}).file, u"demo"_s);
}

TEST(CommandLine, HelpAndVersionStandOnEachCommand)
{
    EXPECT_EQ(read({u"--help"_s}).kind, Kind::Help);
    EXPECT_EQ(read({u"--version"_s}).kind, Kind::Version);
    for (const QString &command : {u"check"_s, u"watch"_s, u"demo"_s}) {
        EXPECT_EQ(read({command, u"--help"_s}).helpTopic, command);
        EXPECT_EQ(read({command, u"--version"_s}).kind, Kind::Version);
        const std::string help = helpText(command).toStdString();
        for (const char *option :
             {"--json", "--quiet", "--no-retry", "--timeout", "--log-level", "--version", "--help"})
            EXPECT_THAT(help, testing::HasSubstr(option));
        EXPECT_THAT(helpText({}).toStdString(), testing::HasSubstr("rollcall " + command.toStdString()));
    }
    EXPECT_THAT(helpText(u"demo"_s).toStdString(), testing::HasSubstr("node-crash"));
}

TEST(CommandLine, RefusesWrongUsage)
{
    using testing::HasSubstr;
    EXPECT_THAT(refusal({u"check"_s}), HasSubstr("one cluster file, or --demo"));
    EXPECT_THAT(refusal({u"check"_s, u"a"_s, u"b"_s}), HasSubstr("one cluster file"));
    EXPECT_THAT(refusal({u"check"_s, u"a"_s, u"--demo"_s}), HasSubstr("one cluster file"));
    EXPECT_THAT(refusal({u"check"_s, u""_s}), HasSubstr("one cluster file"));
    EXPECT_THAT(refusal({u"check"_s, u"a"_s, u"--jsn"_s}), HasSubstr("unknown option --jsn"));
    EXPECT_THAT(refusal({u"check"_s, u"a"_s, u"--json=1"_s}), HasSubstr("an option"));
    EXPECT_THAT(refusal({u"check"_s, u"a"_s, u"--timeout"_s}), HasSubstr("an option"));
    for (const QString &timeout : {u"5"_s, u"-1s"_s, u"0s"_s, u"2d"_s, u"soon"_s})
        EXPECT_THAT(refusal({u"check"_s, u"a"_s, u"--timeout="_s + timeout}), HasSubstr("--timeout takes"));
    EXPECT_THAT(refusal({u"check"_s, u"a"_s, u"--log-level"_s, u"loud"_s}), HasSubstr("--log-level takes"));
    EXPECT_THAT(refusal({u"check"_s, u"a"_s, u"--product"_s, u"gitlab"_s}), HasSubstr("--product goes with --demo"));
    EXPECT_THAT(refusal({u"--product"_s, u"gitlab"_s}), HasSubstr("--product goes with --demo"));
    EXPECT_THAT(refusal({u"demo"_s, u"a"_s}), HasSubstr("takes no file"));
    EXPECT_THAT(refusal({u"demo"_s, u"--nodes"_s, u"0"_s}), HasSubstr("--nodes takes"));
    EXPECT_THAT(refusal({u"demo"_s, u"--nodes"_s, u"x"_s}), HasSubstr("--nodes takes"));
    EXPECT_THAT(refusal({u"demo"_s, u"--product"_s, u"gitlib"_s}),
                HasSubstr("--product takes one of mattermost, gitlab"));
    EXPECT_THAT(refusal({u"demo"_s, u"--gossip"_s, u"loud"_s}),
                HasSubstr("--gossip takes one of plain, compressed, encrypted, off"));
    EXPECT_THAT(refusal({u"check"_s, u"a"_s, u"--gossip"_s, u"plain"_s}), HasSubstr("--gossip goes with --demo"));
    EXPECT_THAT(refusal({u"demo"_s, u"--product=gitlab"_s, u"--gossip=plain"_s}), HasSubstr("--product mattermost"));
    EXPECT_THAT(refusal({u"--demo"_s, u"--gossip=plain"_s}), HasSubstr("unknown option --gossip"));
    EXPECT_THAT(refusal({u"chek"_s, u"a"_s}), HasSubstr("unknown command"));
}

TEST(CommandLine, CommandsOfLaterVersionsAreNamedAsSuch)
{
    for (const QString &command : {u"guide"_s, u"bundle"_s, u"audit"_s}) {
        EXPECT_THAT(refusal({command, u"a"_s}), testing::HasSubstr("is not part of this version"));
        EXPECT_FALSE(helpText({}).contains(QString(u"rollcall "_s + command)));
    }
}

TEST(CommandLine, RepeatsNoValue)
{
    const QString secret = u"Zk3Tsecret9x"_s;
    for (const QStringList &arguments :
         {QStringList{secret}, QStringList{u"check"_s, u"a"_s, secret}, QStringList{u"check"_s, u"--token="_s + secret},
          QStringList{u"check"_s, u"--"_s + secret}, QStringList{u"check"_s, u"--timeout"_s, secret},
          QStringList{u"demo"_s, u"--nodes"_s, secret}, QStringList{u"demo"_s, u"--product"_s, secret},
          QStringList{u"demo"_s, u"--gossip"_s, secret}})
        EXPECT_THAT(refusal(arguments), testing::Not(testing::HasSubstr(secret.toStdString())));
}

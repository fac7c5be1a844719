// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The commands as a script sees them: streams, exit status, signals.
#include "Program.h"

#include <QFileInfo>
#include <QTcpServer>
#include <array>
#include <csignal>
#include <fcntl.h>
#include <gmock/gmock.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace rollcall::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Sends the signal and gives what the program waits for before its end.
std::chrono::milliseconds endWith(Program &program, int signal)
{
    program.measure();
    kill(static_cast<pid_t>(program.process.processId()), signal);
    EXPECT_TRUE(waitUntil([&] { return program.isFinished(); }));
    return program.waited();
}

QString writeFile(const QTemporaryDir &folder, const QByteArray &content)
{
    const QString path = folder.filePath(u"cluster.json"_s);
    QFile file(path);
    EXPECT_TRUE(file.open(QFile::WriteOnly | QFile::Truncate));
    file.write(content);
    return path;
}

void expectRefused(const QStringList &arguments, const std::string &part)
{
    SCOPED_TRACE(arguments.join(u' ').toStdString());
    Program program(arguments);
    EXPECT_EQ(program.status(), 3);
    EXPECT_EQ(program.out, "");
    EXPECT_EQ(program.errors.count('\n'), 1) << program.errors.toStdString();
    EXPECT_THAT(program.errors.toStdString(), testing::HasSubstr(part));
}

} // namespace

TEST(Commands, VersionAndHelpNeedNoDisplay)
{
    Program version({u"--version"_s});
    EXPECT_EQ(version.status(), 0);
    EXPECT_EQ(version.out, "rollcall " ROLLCALL_VERSION "\n");
    for (const QStringList &arguments : {QStringList{u"--help"_s}, QStringList{u"check"_s, u"--help"_s}}) {
        Program help(arguments);
        EXPECT_EQ(help.status(), 0);
        EXPECT_THAT(help.out.toStdString(), testing::StartsWith("Usage:"));
        EXPECT_EQ(help.errors, "");
    }
}

TEST(Commands, WithoutADisplayTheWindowSaysWhatToDoInstead)
{
    expectRefused({}, "rollcall check FILE");
    expectRefused({u"--demo"_s}, "set DISPLAY");
    Program unusable({}, {u"DISPLAY=:9417"_s});
    EXPECT_EQ(unusable.status(), 3);
    EXPECT_EQ(unusable.errors.count('\n'), 1) << unusable.errors.toStdString();
    EXPECT_THAT(unusable.errors.toStdString(), testing::HasSubstr("rollcall check FILE"));
}

TEST(Commands, RefusedUsageIsOneLineAndStatusThree)
{
    expectRefused({u"check"_s}, "one cluster file");
    expectRefused({u"check"_s, u"a"_s, u"--nope"_s}, "unknown option");
    expectRefused({u"nope"_s}, "unknown command");
    expectRefused({u"gossip"_s}, "HOST:PORT");
    expectRefused({u"gossip"_s, u"127.0.0.1"_s, u"--key-env"_s, u"ROLLCALL_NO_SUCH_VARIABLE"_s}, "--key-env");
    expectRefused({u"bundle"_s, u"--help"_s}, "not part of this version");
    expectRefused({u"demo"_s, u"--product"_s, u"gitlib"_s}, "mattermost");
    expectRefused({u"demo"_s, u"--fault"_s, u"nope"_s}, "node-crash");
    expectRefused({u"demo"_s, u"--fault"_s, u"slow:node9"_s}, "node1, node2, node3");
}

TEST(Commands, RefusedFilesAreOneLineAndStatusThree)
{
    const QTemporaryDir folder;
    expectRefused({u"check"_s, u"/nowhere/at/all.json"_s, u"--json"_s}, "/nowhere/at/all.json");
    for (const QString &command : {u"check"_s, u"watch"_s}) {
        const QString path = writeFile(folder, R"({ "schema": 9 })");
        expectRefused({command, path, u"--json"_s}, "cluster.json");
        writeFile(folder, "{\n  \"schema\": 1,\n  \"nmae\": \"x\",\n  \"nodes\": [ { \"name\": 5 } ]\n}\n");
        expectRefused({command, path}, "cluster.json:");
        // A secret where a reference belongs is refused, and not said.
        writeFile(
            folder,
            R"({"schema":1,"name":"x","token":"hunter2hunter2","nodes":[{"name":"a","url":"http://127.0.0.1:1"}]})");
        Program program({command, path});
        EXPECT_EQ(program.status(), 3);
        EXPECT_FALSE(program.errors.contains("hunter2"));
        EXPECT_EQ(program.errors.count('\n'), 1);
    }
}

TEST(Commands, CheckPrintsTheVerdictAndALineForEachNodeAndFinding)
{
    Program program({u"check"_s, u"--demo"_s});
    EXPECT_EQ(program.status(), 0);
    EXPECT_EQ(program.errors, "");
    const QList<QByteArray> lines = program.lines();
    ASSERT_EQ(lines.size(), 6) << program.out.toStdString(); // verdict, empty, three nodes, proxy
    EXPECT_THAT(lines[0].toStdString(), testing::StartsWith("OK: "));
    EXPECT_THAT(lines[2].toStdString(), testing::StartsWith("  ok        node1  5.35.4, "));
    EXPECT_THAT(lines[5].toStdString(), testing::StartsWith("  ok        proxy"));
    EXPECT_FALSE(program.out.contains('\x1b'));
}

TEST(Commands, QuietCheckSaysNothing)
{
    Program program({u"check"_s, u"--demo"_s, u"--quiet"_s});
    EXPECT_EQ(program.status(), 0);
    EXPECT_EQ(program.out + program.errors, "");
}

TEST(Commands, WithoutRetryOneAttemptSuffices)
{
    DemoProgram demo({u"--fault"_s, u"node-crash:node1"_s});
    Program program({u"check"_s, demo.file(), u"--json"_s, u"--no-retry"_s});
    EXPECT_EQ(program.status(), 2);
    const QJsonObject report = program.json();
    EXPECT_EQ(codes(report), QStringList{u"node.unreachable"_s});
    EXPECT_EQ(report["findings"_L1].toArray().first()["evidence"_L1]["attempts"_L1].toInt(), 1);
}

TEST(Commands, WithoutRetryNoSplitIsSaid)
{
    DemoProgram demo({u"--fault"_s, u"gossip-split:node1"_s});
    Program program({u"check"_s, demo.file(), u"--json"_s, u"--no-retry"_s});
    EXPECT_EQ(program.status(), 2);
    EXPECT_FALSE(codes(program.json()).contains(u"cluster.split"_s));
    EXPECT_TRUE(codes(program.json()).contains(u"cluster.alone"_s));
}

TEST(Commands, TheTimeoutOfTheCommandLineWins)
{
    DemoProgram demo({u"--fault"_s, u"node-hang:node3"_s});
    Program program({u"check"_s, demo.file(), u"--json"_s, u"--no-retry"_s, u"--timeout"_s, u"900ms"_s});
    program.measure({&demo});
    EXPECT_EQ(program.status(), 2);
    EXPECT_LT(program.waited(), 2900ms); // the file says 3 s
    EXPECT_THAT(program.json()["verdict"_L1].toString().toStdString(), testing::HasSubstr("node3"));
}

TEST(Commands, AnInterruptedCheckEndsAtOnceWithNothingPrinted)
{
    QTcpServer silent; // accepts, and never answers
    ASSERT_TRUE(silent.listen(QHostAddress(QHostAddress::LocalHost)));
    const QTemporaryDir folder;
    const QByteArray url = "http://127.0.0.1:" + QByteArray::number(silent.serverPort());
    Program program({u"check"_s, u"--json"_s,
                     writeFile(folder, R"({"schema":1,"name":"x","metrics":false,"nodes":[{"name":"a","url":")" + url +
                                           R"("}]})")});
    ASSERT_TRUE(waitUntil([&] { return silent.hasPendingConnections(); }));
    EXPECT_LT(endWith(program, SIGTERM), 1s);
    EXPECT_EQ(program.status(), 3);
    EXPECT_EQ(program.out, "");
}

TEST(Commands, ASecretThatCannotBeReadIsSaidAndTheCheckGoesOn)
{
    DemoProgram demo;
    QByteArray content;
    {
        QFile file(demo.file());
        ASSERT_TRUE(file.open(QFile::ReadOnly));
        content = file.readAll();
    }
    const QByteArray reference = content.mid(content.indexOf("\"token\": ") + 9);
    content.replace(reference.left(reference.indexOf('}') + 1), R"({ "env": "ROLLCALL_TEST_NOT_SET" })");
    const QTemporaryDir folder;
    Program program({u"check"_s, writeFile(folder, content), u"--json"_s});
    EXPECT_EQ(program.status(), 0);
    EXPECT_THAT(program.errors.toStdString(), testing::HasSubstr("ROLLCALL_TEST_NOT_SET"));
    EXPECT_EQ(program.json()["state"_L1].toString(), u"ok"_s);
}

TEST(Watch, SaysEverythingFirstThenEachChangeWithinAnInterval)
{
    DemoProgram demo;
    Program watch({u"watch"_s, demo.file(), u"--json"_s});
    ASSERT_TRUE(waitUntil([&] { return watch.lines().size() == 1; }));
    const QJsonObject first = QJsonDocument::fromJson(watch.lines().first()).object();
    EXPECT_EQ(first["state"_L1].toString(), u"ok"_s);
    EXPECT_EQ(first["cluster"_L1].toString(), u"demonstration"_s);
    EXPECT_EQ(first["resolved"_L1].toArray(), QJsonArray());

    // Not one that has to be asked twice: within the interval of 5 s, and a second for the answer.
    const auto last = [&] { return QJsonDocument::fromJson(watch.lines().last()).object(); };
    EXPECT_EQ(demo.say("fault rate-limited:node2"), "faults: rate-limited:node2");
    watch.measure({&demo});
    ASSERT_TRUE(waitUntil([&] { return last()["state"_L1] == u"warning"_s; }));
    EXPECT_LE(watch.waited(), 6s);
    EXPECT_EQ(last()["changed"_L1].toArray().first()["code"_L1].toString(), u"answer.rate_limited"_s);
    EXPECT_EQ(last()["changed"_L1].toArray().first()["nodes"_L1].toArray(), QJsonArray{u"node2"_s});
    EXPECT_THAT(last()["verdict"_L1].toString().toStdString(), testing::HasSubstr("node2"));

    EXPECT_EQ(demo.say("fault version-mismatch:node3"), "faults: rate-limited:node2, version-mismatch:node3");
    watch.measure({&demo});
    ASSERT_TRUE(waitUntil([&] { return last()["state"_L1] == u"critical"_s; }));
    EXPECT_LE(watch.waited(), 6s);
    EXPECT_THAT(last()["verdict"_L1].toString().toStdString(), testing::HasSubstr("node3 runs 5.36.1"));

    EXPECT_LT(endWith(watch, SIGTERM), 1s);
    EXPECT_EQ(watch.status(), 2); // the last state's
    EXPECT_FALSE(watch.out.contains(demo.token()));
    for (const QByteArray &line : watch.lines())
        EXPECT_TRUE(QJsonDocument::fromJson(line).isObject()) << line.toStdString();
}

TEST(Watch, WhatIsHalfKnownIsComparedWithNothing)
{
    DemoProgram demo;
    Program watch({u"watch"_s, demo.file(), u"--json"_s});
    ASSERT_TRUE(waitUntil([&] { return watch.lines().size() == 1; }));
    // The whole configurations come one after the other.
    EXPECT_EQ(demo.say("fault config-mismatch:node1"), "faults: config-mismatch:node1");
    ASSERT_TRUE(waitUntil([&] { return watch.lines().last().contains("SqlSettings.MaxIdleConns"); }));
    for (const QByteArray &line : watch.lines())
        EXPECT_FALSE(line.contains("setting.mismatch")) << line.toStdString();
}

TEST(Watch, PlainLinesHaveTimeStateAndVerdict)
{
    Program watch({u"watch"_s, u"--demo"_s});
    ASSERT_TRUE(waitUntil([&] { return watch.lines().size() == 1; }));
    EXPECT_THAT(watch.lines().first().toStdString(),
                testing::MatchesRegex("20..-..-..T..:..:..Z  ok        .*healthy.*"));
    EXPECT_LT(endWith(watch, SIGINT), 1s);
    EXPECT_EQ(watch.status(), 0);
}

TEST(Watch, EndsWhenItsReaderHasGone)
{
    DemoProgram demo;
    std::array<int, 2> pipe{};
    ASSERT_EQ(::pipe2(pipe.data(), O_CLOEXEC), 0);
    QProcess watch;
    // QProcess reads to the end of its life: this one needs a reader that goes away.
    watch.setChildProcessModifier([&pipe] { ::dup2(pipe[1], STDOUT_FILENO); });
    watch.start(Program::path(), {u"watch"_s, demo.file()});
    ASSERT_TRUE(waitUntil([&] { return watch.state() == QProcess::Running; }));
    ::close(pipe[1]);
    ASSERT_EQ(fcntl(pipe[0], F_SETFL, O_NONBLOCK), 0);
    QByteArray line;
    ASSERT_TRUE(waitUntil([&] {
        std::array<char, 1024> buffer;
        const ssize_t count = ::read(pipe[0], buffer.data(), buffer.size());
        if (count > 0)
            line.append(buffer.data(), count);
        return line.endsWith('\n');
    }));
    ::close(pipe[0]);
    demo.say("fault clock-skew");
    ASSERT_TRUE(waitUntil([&] { return watch.state() == QProcess::NotRunning; }));
    EXPECT_EQ(watch.exitStatus(), QProcess::NormalExit);
    EXPECT_LE(watch.exitCode(), 1);
}

TEST(Demo, PrintsItsFileServesAndLeavesNothingBehind)
{
    DemoProgram demo({u"--nodes"_s, u"5"_s});
    demo.file();
    EXPECT_EQ(demo.json()["nodes"_L1].toArray().size(), 5);
    const QString secret = demo.json()["token"_L1]["file"_L1].toString();
    EXPECT_TRUE(QFileInfo::exists(secret));
    EXPECT_FALSE(demo.out.contains(demo.token()));
    EXPECT_EQ(demo.say("status"), "no faults");
    EXPECT_THAT(demo.say("fault nope").toStdString(), testing::StartsWith("error: "));
    const QByteArray printed = demo.out;
    demo.process.closeWriteChannel(); // the end of its input does not end it
    Program program({u"check"_s, demo.file(), u"--quiet"_s});
    EXPECT_EQ(program.status(), 0);
    EXPECT_LT(endWith(demo, SIGTERM), 1s);
    EXPECT_EQ(demo.status(), 0);
    EXPECT_EQ(demo.out, printed); // only its file
    EXPECT_FALSE(QFileInfo::exists(QFileInfo(secret).path()));
}

TEST(Demo, QuitEndsIt)
{
    DemoProgram demo;
    demo.file();
    demo.process.write("quit\n");
    EXPECT_EQ(demo.status(), 0);
}

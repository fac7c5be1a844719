// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A watch that is recorded, and the recording played through the rules.
#include "Program.h"
#include "support/RecordedText.h"

#include <QDir>
#include <csignal>
#include <gmock/gmock.h>

using namespace rollcall::test;
using namespace Qt::StringLiterals;

namespace {

void interrupt(Program &program)
{
    kill(static_cast<pid_t>(program.process.processId()), SIGINT);
    EXPECT_TRUE(waitUntil([&] { return program.isFinished(); }));
}

/// State and codes of each line.
QStringList outline(const Program &program)
{
    QStringList list;
    for (const QByteArray &line : program.lines()) {
        const QJsonObject object = QJsonDocument::fromJson(line).object();
        QString text = object.value(u"state"_s).toString();
        for (const QString &key : {u"changed"_s, u"resolved"_s}) {
            QStringList codes;
            for (const QJsonValue &finding : object.value(key).toArray())
                codes.append(finding[u"code"_s].toString());
            codes.sort();
            text += u' ' + key + u':' + codes.join(u',');
        }
        list.append(text);
    }
    return list;
}

} // namespace

TEST(Replay, GivesTheChangesThatTheWatchGave)
{
    const QTemporaryDir folder;
    const QString recording = folder.filePath(u"night.rollcall"_s);
    DemoProgram demo;
    const QString file = demo.file();
    const QByteArray token = demo.token();
    {
        Program watch({u"watch"_s, file, u"--json"_s, u"--record"_s, recording});
        ASSERT_TRUE(waitUntil([&] { return !watch.lines().isEmpty(); })) << watch.errors.toStdString();
        // Which keys differ is said again, though their values were gone through before they were written.
        demo.say("fault config-mismatch:node3");
        ASSERT_TRUE(
            waitUntil([&] { return watch.out.contains("EmailSettings.SMTPPassword"); }, std::chrono::seconds(60)))
            << watch.out.toStdString();
        demo.say("fault node-crash:node2");
        ASSERT_TRUE(waitUntil([&] { return watch.out.contains("node.unreachable"); }, std::chrono::seconds(60)))
            << watch.out.toStdString();
        interrupt(watch);
        const int status = watch.status();
        EXPECT_EQ(watch.errors, "");

        Program replay({u"replay"_s, recording, u"--json"_s});
        EXPECT_EQ(replay.status(), status);
        EXPECT_EQ(replay.errors, "");
        EXPECT_EQ(outline(replay), outline(watch));
        ASSERT_FALSE(replay.lines().isEmpty());
        EXPECT_EQ(QJsonDocument::fromJson(replay.lines().front())[u"at"_s],
                  QJsonDocument::fromJson(watch.lines().front())[u"at"_s]);
    }
    EXPECT_FALSE(QFile::exists(recording + u"-wal"_s));
    EXPECT_FALSE(QFile::exists(recording + u".lock"_s));
    ASSERT_FALSE(token.isEmpty());
    const QByteArray all = everythingIn(recording);
    EXPECT_TRUE(all.contains("/api/v4") || all.contains("X-Version-Id")) << "nothing was looked at";
    EXPECT_FALSE(all.contains(token));

    // Goes on with it; cut short it is refused and says nothing else.
    Program again({u"watch"_s, file, u"--json"_s, u"--record"_s, recording});
    ASSERT_TRUE(waitUntil([&] { return !again.lines().isEmpty(); })) << again.errors.toStdString();
    interrupt(again);
    Program both({u"replay"_s, recording});
    EXPECT_NE(both.status(), -1);
    EXPECT_GE(both.lines().size(), 2);

    QFile cut(recording);
    ASSERT_TRUE(cut.resize(cut.size() / 2));
    Program broken({u"replay"_s, recording});
    EXPECT_EQ(broken.status(), 3);
    EXPECT_EQ(broken.out, "");
    EXPECT_EQ(broken.errors.count('\n'), 1) << broken.errors.toStdString();
}

TEST(Replay, RefusesWhatIsNoRecording)
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"notes.txt"_s);
    QFile notes(path);
    ASSERT_TRUE(notes.open(QFile::WriteOnly));
    notes.write("my notes\n");
    notes.close();
    for (const QStringList &arguments :
         {QStringList{u"replay"_s, path}, QStringList{u"replay"_s, folder.filePath(u"none"_s)},
          QStringList{u"replay"_s}, QStringList{u"watch"_s, u"--demo"_s, u"--record"_s, path}}) {
        Program program(arguments);
        EXPECT_EQ(program.status(), 3);
        EXPECT_EQ(program.out, "");
        EXPECT_EQ(program.errors.count('\n'), 1) << program.errors.toStdString();
    }
    ASSERT_TRUE(notes.open(QFile::ReadOnly));
    EXPECT_EQ(notes.readAll(), "my notes\n");
    EXPECT_EQ(QDir(folder.path()).entryList(QDir::Files), QStringList{u"notes.txt"_s});
}

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "notify/StateCommand.h"

#include "support/FakeClock.h"
#include "support/PrintTo.h"
#include "support/WaitFor.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <gtest/gtest.h>

namespace rollcall {
namespace {

using namespace Qt::StringLiterals;
using test::waitFor;

class StateCommandTest : public testing::Test
{
protected:
    StateCommandTest()
    {
        QObject::connect(&command, &StateCommand::succeeded, &command, [this](const QString &name) { ended << name; });
        QObject::connect(&command, &StateCommand::failed, &command,
                         [this](const QString &, const QString &reason) { failures << reason; });
    }
    static ClusterStatePtr state(State state, const QString &name = u"production"_s)
    {
        ClusterFile file;
        file.name = name;
        auto made = std::make_shared<ClusterState>();
        made->file = std::make_shared<const ClusterFile>(file);
        made->state = state;
        made->isFirstSweep = false;
        return made;
    }
    /// The program under it is a shell because the test says so; its script gets `$1`, a file of the test.
    QStringList script(const QString &text) const { return {u"/bin/sh"_s, u"-c"_s, text, u"test"_s, out()}; }
    QString out() const { return m_folder.filePath(u"out"_s); }
    QByteArray written() const
    {
        QFile file(out());
        return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
    }

    test::FakeClock clock;
    StateCommand command{clock};
    QStringList ended;
    QStringList failures;

private:
    QTemporaryDir m_folder;
};

TEST_F(StateCommandTest, IsOffUnlessOneIsSet)
{
    command.take(state(State::Critical));
    EXPECT_FALSE(command.isRunning());
    command.setCommand({QString()});
    command.take(state(State::Ok));
    EXPECT_FALSE(command.isRunning());
}

TEST_F(StateCommandTest, GivesTheReportOnStandardInput)
{
    command.setCommand(script(u"cat > \"$1\""_s));
    command.take(state(State::Critical));
    EXPECT_TRUE(command.isRunning());
    ASSERT_TRUE(waitFor([this] { return ended.size() == 1; })) << failures.join(u' ').toStdString();
    const QJsonObject report = QJsonDocument::fromJson(written()).object();
    EXPECT_EQ(report.value("cluster"_L1), u"production"_s);
    EXPECT_EQ(report.value("state"_L1), u"critical"_s);
}

TEST_F(StateCommandTest, ArgumentsAreNotReadByAShell)
{
    command.setCommand(
        {u"/bin/sh"_s, u"-c"_s, u"printf '%s' \"$2\" > \"$1\""_s, u"test"_s, out(), u"$(id); rm -rf ~ `id` && *"_s});
    command.take(state(State::Critical));
    ASSERT_TRUE(waitFor([this] { return ended.size() == 1; }));
    EXPECT_EQ(written(), "$(id); rm -rf ~ `id` && *");
}

TEST_F(StateCommandTest, RunsOnAChangeOnly)
{
    command.setCommand(script(u"echo x >> \"$1\""_s));
    command.take(state(State::Ok)); // the first state known, and it is well
    EXPECT_FALSE(command.isRunning());
    command.take(state(State::Warning));
    ASSERT_TRUE(waitFor([this] { return ended.size() == 1; }));
    command.take(state(State::Warning));
    EXPECT_FALSE(command.isRunning());
    auto paused = std::make_shared<ClusterState>(*state(State::Unknown));
    paused->isPaused = true;
    command.take(paused);
    EXPECT_FALSE(command.isRunning());
    command.take(state(State::Ok));
    ASSERT_TRUE(waitFor([this] { return ended.size() == 2; }));
    EXPECT_EQ(written(), "x\nx\n");
}

TEST_F(StateCommandTest, OneAtATimeAndTheNewestStateWins)
{
    command.setCommand(script(u"grep '\"state\"' | tail -1 >> \"$1\""_s));
    command.take(state(State::Critical));
    command.take(state(State::Ok)); // while it runs
    command.take(state(State::Warning));
    command.take(state(State::Critical, u"staging"_s));
    ASSERT_TRUE(waitFor([this] { return ended.size() == 3; })) << failures.join(u' ').toStdString();
    EXPECT_EQ(written().count("critical"), 2);
    EXPECT_EQ(written().count("warning"), 1);
    EXPECT_EQ(written().count("\"ok\""), 0);
}

TEST_F(StateCommandTest, ReadingNothingIsNoFailure)
{
    command.setCommand({u"/bin/true"_s});
    auto large = std::make_shared<ClusterState>(*state(State::Critical));
    for (int i = 0; i < 3000; ++i)
        large->findings.push_back({Code::ProbeFailed, Severity::Warning, {}, {{u"probe"_s, QString(200, u'x')}}, {}});
    command.take(large);
    ASSERT_TRUE(waitFor([this] { return ended.size() + failures.size() == 1; }));
    EXPECT_EQ(failures, QStringList());
}

TEST_F(StateCommandTest, FailuresAreTold)
{
    command.setCommand({u"/nonexistent/program"_s});
    command.take(state(State::Critical));
    ASSERT_TRUE(waitFor([this] { return failures.size() == 1; }));
    EXPECT_TRUE(failures.back().startsWith(u"it cannot be started: "_s)) << failures.back().toStdString();
    command.setCommand(script(u"echo first >&2; echo no pager here >&2; exit 3"_s));
    command.take(state(State::Ok));
    ASSERT_TRUE(waitFor([this] { return failures.size() == 2; }));
    EXPECT_EQ(failures.back(), u"it ended with 3: no pager here"_s);
}

TEST_F(StateCommandTest, WhatTakesTooLongIsEnded)
{
    command.setCommand({u"/bin/sleep"_s, u"600"_s});
    command.take(state(State::Critical));
    clock.advance(StateCommand::Timeout);
    ASSERT_TRUE(waitFor([this] { return failures.size() == 1; }));
    EXPECT_EQ(failures.back(), u"it took longer than 30 s and was ended"_s);
    EXPECT_FALSE(command.isRunning());
}

TEST_F(StateCommandTest, DestroyedItEndsTheProgramAtOnce)
{
    auto other = std::make_unique<StateCommand>(clock);
    other->setCommand({u"/bin/sleep"_s, u"600"_s});
    other->take(state(State::Critical));
    EXPECT_TRUE(other->isRunning());
    other.reset(); // neither waits nor warns
}

} // namespace
} // namespace rollcall

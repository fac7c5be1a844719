// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "watch/Replay.h"

#include "Cluster.h"
#include "history/FlightRecorder.h"
#include "support/WaitFor.h"

#include <QFile>
#include <QFileInfo>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>

namespace rollcall::test {

namespace {

QStringList outlineOf(const ClusterState &state)
{
    QStringList list{u"%1 %2"_s.arg(state.utc.toString(Qt::ISODateWithMs), stateName(state.state))};
    for (const Finding &finding : state.findings)
        list.append(codeName(finding.code) + u' ' +
                    QString::number(finding.targets.empty() ? -1 : finding.targets[0].value));
    return list;
}

class ReplayTest : public WatchTest
{
protected:
    /// Two minutes, with a node down in the second.
    void record()
    {
        m_recorder = std::make_unique<FlightRecorder>(m_path, FlightRecorder::Options{});
        m_onState = [this] { m_seen.push_back(outlineOf(*m_watch->state())); };
        make(makeFile(), {.history = m_recorder.get()}).start();
        m_clock.advance(60s);
        m_middle = m_clock.utc();
        m_replies[hostOf(1)] = FakeHttp::failure(NetFailure::Refused);
        m_clock.advance(60s);
        m_end = m_clock.utc();
    }
    void end()
    {
        m_watch.reset();
        m_recorder.reset();
    }

    QTemporaryDir m_folder;
    QString m_path = m_folder.filePath(u"recording"_s);
    std::unique_ptr<FlightRecorder> m_recorder;
    std::vector<QStringList> m_seen;
    QDateTime m_middle;
    QDateTime m_end;
};

TEST_F(ReplayTest, GivesEverySnapshotOfTheWatch)
{
    record();
    end();
    auto opened = Replay::open(m_path);
    ASSERT_TRUE(opened) << opened.error().message.toStdString();
    Replay &replay = *opened.value();
    std::vector<QStringList> replayed;
    while (true) {
        const auto went = replay.next();
        ASSERT_TRUE(went) << went.error().message.toStdString();
        if (!went.value())
            break;
        replayed.push_back(outlineOf(*replay.state()));
    }
    ASSERT_FALSE(replayed.empty());
    replayed.erase(replayed.begin()); // made before anybody listened
    EXPECT_EQ(replayed, m_seen);
    EXPECT_EQ(replay.state()->state, State::Critical);

    // Back, and forward again.
    ASSERT_TRUE(replay.seek(m_middle));
    EXPECT_EQ(replay.state()->state, State::Ok);
    EXPECT_LE(replay.state()->utc, m_middle);
    ASSERT_TRUE(replay.seek(m_end));
    EXPECT_EQ(replay.state()->state, State::Critical);
    ASSERT_TRUE(replay.seek(replay.begin().addDays(-1)));
    EXPECT_TRUE(replay.state()->isFirstSweep);
}

TEST_F(ReplayTest, AnExportIsWholeFromItsFirstMoment)
{
    record();
    const QString path = m_folder.filePath(u"window"_s);
    std::optional<Result<void>> result;
    QObject context;
    m_recorder->exportTo(path, m_middle.addSecs(20), m_end, &context, [&](Result<void> done) { result = done; });
    ASSERT_TRUE(waitFor([&] { return result.has_value(); }));
    ASSERT_TRUE(result->ok()) << result->error().message.toStdString();
    end();
    QFile::remove(m_path);
    auto opened = Replay::open(path);
    ASSERT_TRUE(opened) << opened.error().message.toStdString();
    ASSERT_TRUE(opened.value()->next());
    const ClusterStatePtr state = opened.value()->state();
    EXPECT_GE(state->utc, m_middle.addSecs(20));
    EXPECT_FALSE(state->isFirstSweep);
    EXPECT_EQ(state->target(TargetId{0}).version, u"5.35.4"_s);
    EXPECT_EQ(state->target(TargetId{0}).state, State::Ok);
    EXPECT_TRUE(QFile::exists(path));
    EXPECT_FALSE(QFile::exists(path + u"-wal"_s));
    EXPECT_FALSE(QFile::exists(path + u".part"_s));
}

TEST_F(ReplayTest, KeepsWhoeverWritesFromNothing)
{
    record();
    auto opened = Replay::open(m_path);
    ASSERT_TRUE(opened) << opened.error().message.toStdString();
    ASSERT_TRUE(opened.value()->next()); // in the middle of it
    {
        QSqlDatabase other = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"checkpoint"_s);
        other.setDatabaseName(m_path);
        ASSERT_TRUE(other.open());
        m_clock.advance(30s); // there is more in the log
        std::optional<RecordedSpan> span;
        QObject context;
        m_recorder->readSpan(&context, [&](RecordedSpan &&found) { span = found; });
        ASSERT_TRUE(waitFor([&] { return span.has_value(); }));
        QSqlQuery query(other);
        ASSERT_TRUE(query.exec(u"PRAGMA wal_checkpoint(TRUNCATE)"_s) && query.next());
        EXPECT_EQ(query.value(0).toInt(), 0) << "somebody's reading keeps the log from being emptied";
    }
    QSqlDatabase::removeDatabase(u"checkpoint"_s);
    EXPECT_EQ(QFileInfo(m_path + u"-wal"_s).size(), 0);
    end();
}

TEST_F(ReplayTest, OldAnswersGo)
{
    m_recorder = std::make_unique<FlightRecorder>(m_path, FlightRecorder::Options{.answers = 10min});
    make(makeFile(), {.history = m_recorder.get()}).start();
    for (int i = 0; i < 40; ++i)
        m_clock.advance(60s);
    const QDateTime last = m_clock.utc();
    end();
    auto opened = Replay::open(m_path);
    ASSERT_TRUE(opened) << opened.error().message.toStdString();
    EXPECT_GE(opened.value()->begin(), last.addSecs(-21 * 60));
}

} // namespace

} // namespace rollcall::test

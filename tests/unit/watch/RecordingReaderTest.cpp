// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "watch/RecordingReader.h"

#include "health/Report.h"
#include "support/RecordingMaker.h"
#include "support/WaitFor.h"

#include <QFile>
#include <QJsonDocument>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QVariant>
#include <gmock/gmock.h>

namespace rollcall::test {

namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Everything that a report says of a state: findings with `since` and evidence, facts, ages.
QByteArray wholeOf(const ClusterState &state)
{
    return QJsonDocument(toReport(state)).toJson();
}

class RecordingReaderTest : public testing::Test
{
protected:
    struct Night
    {
        QTemporaryDir folder;
        QString path = folder.filePath(u"night.recording"_s);
        QDateTime well;
        QDateTime down;
        QDateTime gap;
        QDateTime end;
    };
    inline static std::unique_ptr<Night> s_night;

    /// 20 minutes, 10 without anything, 10 again; app2 is down from 5 to 12.
    static void SetUpTestSuite()
    {
        s_night = std::make_unique<Night>();
        RecordingMaker maker(s_night->path, 3);
        maker.run(5min);
        s_night->well = maker.utc();
        maker.breakDown(1);
        maker.run(7min);
        s_night->down = maker.utc();
        maker.mend(1);
        maker.run(8min);
        s_night->gap = maker.utc().addSecs(300);
        maker.pause(10min);
        maker.run(10min);
        s_night->end = maker.utc();
        maker.finish();
    }
    static void TearDownTestSuite() { s_night.reset(); }

    Result<RecordingOutline> open(RecordingReader &reader)
    {
        std::optional<Result<RecordingOutline>> opened;
        reader.open(&reader, [&](Result<RecordingOutline> &&outline) { opened = std::move(outline); });
        EXPECT_TRUE(waitFor([&] { return opened.has_value(); }));
        return *std::move(opened);
    }
    RecordedMoment at(RecordingReader &reader, const QDateTime &utc, TargetId target = {})
    {
        std::optional<RecordedMoment> arrived;
        const auto connection = QObject::connect(&reader, &RecordingReader::arrived, &reader,
                                                 [&](const RecordedMoment &moment) { arrived = moment; });
        reader.seek(utc, target);
        EXPECT_TRUE(waitFor([&] { return arrived.has_value(); }));
        QObject::disconnect(connection);
        return arrived.value_or(RecordedMoment{});
    }
    /// The same by reading it from its begin.
    QByteArray plainly(const QDateTime &utc)
    {
        auto replay = Replay::open(m_path);
        EXPECT_TRUE(replay && replay.value()->seek(utc));
        return wholeOf(*replay.value()->state());
    }

    QTemporaryDir m_folder; ///< of the test
    QString m_path = s_night->path;
    const QDateTime &m_well = s_night->well;
    const QDateTime &m_down = s_night->down;
    const QDateTime &m_gap = s_night->gap;
    const QDateTime &m_end = s_night->end;
};

TEST_F(RecordingReaderTest, ShowsTheBoardAsItWasWhereverOneGoes)
{
    RecordingReader reader(m_path);
    const auto outline = open(reader);
    ASSERT_TRUE(outline) << outline.error().message.toStdString();
    EXPECT_TRUE(outline.value().first->isFirstSweep);
    EXPECT_LE(outline.value().end, m_end);
    ASSERT_EQ(outline.value().gaps.size(), 1U);
    EXPECT_LT(outline.value().gaps[0].begin, m_gap);
    EXPECT_GT(outline.value().gaps[0].end, m_gap);
    std::vector<State> states;
    for (const RecordedChange &change : outline.value().changes)
        states.push_back(change.state);
    EXPECT_THAT(states, testing::IsSupersetOf({State::Ok, State::Critical}));

    // On, back, on again, and where nothing was recorded: the same as from the begin.
    for (const QDateTime &utc : {m_down, m_well, m_end, m_gap, m_down.addSecs(-200), m_well.addSecs(-7), m_down}) {
        const RecordedMoment moment = at(reader, utc);
        ASSERT_TRUE(moment.state);
        EXPECT_EQ(wholeOf(*moment.state), plainly(utc)) << utc.toString(Qt::ISODate).toStdString();
        EXPECT_LE(moment.state->utc, utc);
    }
    EXPECT_EQ(at(reader, m_down).state->state, State::Critical);
    EXPECT_EQ(at(reader, m_well).state->state, State::Ok);
}

TEST_F(RecordingReaderTest, AnotherReplayOfItIsTheSame)
{
    auto one = Replay::open(m_path);
    ASSERT_TRUE(one && one.value()->seek(m_down));
    auto another = one.value()->another();
    ASSERT_TRUE(another) << another.error().message.toStdString();
    EXPECT_EQ(another.value()->state(), nullptr) << "it begins before the first moment";
    EXPECT_EQ(another.value()->begin(), one.value()->begin());
    EXPECT_EQ(another.value()->end(), one.value()->end());
    ASSERT_TRUE(another.value()->seek(m_well));
    EXPECT_EQ(wholeOf(*another.value()->state()), plainly(m_well));
    another.value()->goTo(*one.value()->place());
    EXPECT_EQ(wholeOf(*another.value()->state()), wholeOf(*one.value()->state()));
}

TEST_F(RecordingReaderTest, CanBeClosedWhileItOpensOrReads)
{
    QObject context;
    int told = 0;
    for (int i = 0; i < 20; ++i) {
        RecordingReader reader(m_path);
        reader.open(&context, [&](Result<RecordingOutline> &&) { ++told; });
        if (i % 2 == 1)
            reader.seek(m_end, TargetId{0});
    }
    QCoreApplication::processEvents();
    EXPECT_EQ(told, 0) << "nobody is there any more who could be answered";
    EXPECT_EQ(QSqlDatabase::connectionNames(), QStringList()) << "its connections have gone with it";
    RecordingReader reader(m_path);
    EXPECT_TRUE(open(reader));
}

TEST_F(RecordingReaderTest, KeepsToItsBeginAndEnd)
{
    RecordingReader reader(m_path);
    const auto outline = open(reader);
    ASSERT_TRUE(outline);
    const RecordedMoment before = at(reader, m_well.addDays(-3));
    EXPECT_EQ(before.utc, outline.value().begin);
    EXPECT_TRUE(before.state->isFirstSweep);
    const RecordedMoment after = at(reader, m_end.addDays(3));
    EXPECT_EQ(after.utc, outline.value().end);
    EXPECT_EQ(after.state->utc, outline.value().end);
}

TEST_F(RecordingReaderTest, GivesTheRawAnswersOfThatMoment)
{
    RecordingReader reader(m_path);
    ASSERT_TRUE(open(reader));
    EXPECT_TRUE(at(reader, m_down).answers.empty());
    const auto answerOf = [](const RecordedMoment &moment, const QString &probe) {
        for (const Answer &answer : moment.answers) {
            if (answer.spec->id == probe)
                return answer;
        }
        ADD_FAILURE() << probe.toStdString();
        return Answer{};
    };
    const RecordedMoment well = at(reader, m_well, TargetId{1});
    const auto ping = answerOf(well, u"ping"_s);
    EXPECT_EQ(std::get<HttpResult>(ping.result).failure, NetFailure::None);
    EXPECT_LE(ping.utc, m_well);
    const RecordedMoment down = at(reader, m_down, TargetId{1});
    EXPECT_EQ(std::get<HttpResult>(answerOf(down, u"ping"_s).result).failure, NetFailure::Refused);
    for (std::size_t i = 1; i < down.answers.size(); ++i)
        EXPECT_GE(down.answers[i - 1].at, down.answers[i].at);
}

TEST_F(RecordingReaderTest, TheNewestWishCounts)
{
    RecordingReader reader(m_path);
    ASSERT_TRUE(open(reader));
    std::vector<QDateTime> arrived;
    QObject::connect(&reader, &RecordingReader::arrived, &reader,
                     [&](const RecordedMoment &moment) { arrived.push_back(moment.utc); });
    // All before its thread can have got far.
    for (int i = 0; i < 200; ++i)
        reader.seek(m_end.addSecs(-i), {});
    reader.seek(m_well, {});
    ASSERT_TRUE(waitFor([&] { return !arrived.empty() && arrived.back() == m_well; }));
    EXPECT_LT(arrived.size(), 200U);
}

TEST_F(RecordingReaderTest, ReadsThroughByItself)
{
    RecordingReader reader(m_path);
    QDateTime read;
    QObject::connect(&reader, &RecordingReader::readTo, &reader, [&](const QDateTime &utc) {
        EXPECT_TRUE(!read.isValid() || utc >= read);
        read = utc;
    });
    const auto outline = open(reader);
    ASSERT_TRUE(outline);
    EXPECT_TRUE(waitFor([&] { return read == outline.value().end; }));
}

TEST_F(RecordingReaderTest, TellsEveryFigureOnce)
{
    RecordingReader reader(m_path);
    std::vector<Sample> figures;
    std::vector<HistoryEvent> events;
    int batches = 0;
    QObject::connect(
        &reader, &RecordingReader::figures, &reader,
        [&](const std::vector<Sample> &samples, const std::vector<HistoryEvent> &happened, const QDateTime &) {
            figures.insert(figures.end(), samples.begin(), samples.end());
            events.insert(events.end(), happened.begin(), happened.end());
            ++batches;
            reader.figuresWritten();
        });
    const auto outline = open(reader);
    ASSERT_TRUE(outline);
    // Looking here and there tells nothing twice.
    for (const QDateTime &utc : {m_down, m_well, m_end, m_well})
        at(reader, utc);
    ASSERT_TRUE(waitFor(
        [&] { return !figures.empty() && figures.back().at >= outline.value().end.addSecs(-30).toMSecsSinceEpoch(); }));
    std::map<SeriesKey, std::vector<qint64>> times;
    for (const Sample &sample : figures)
        times[sample.key].push_back(sample.at);
    const std::vector<qint64> &latency = times[{u"app1"_s, u"latency_ms"_s}];
    // For 30 minutes every 15 seconds, each minute the question that goes deeper, and all at both starts.
    EXPECT_NEAR(static_cast<double>(latency.size()), 150, 5);
    for (const auto &[key, of] : times) {
        EXPECT_TRUE(std::ranges::is_sorted(of)) << key.metric.toStdString();
        EXPECT_EQ(std::ranges::adjacent_find(of), of.end()) << key.metric.toStdString();
    }
    EXPECT_EQ(times.contains({u"app1"_s, u"goroutines"_s}), true);
    EXPECT_GT(batches, 1);
}

TEST_F(RecordingReaderTest, ReadingOnWaitsForWhoeverWrites)
{
    RecordingReader reader(m_path);
    QDateTime read;
    int waiting = 0;
    QObject::connect(&reader, &RecordingReader::readTo, &reader, [&](const QDateTime &utc) { read = utc; });
    QObject::connect(&reader, &RecordingReader::figures, &reader, [&] { ++waiting; });
    const auto outline = open(reader);
    ASSERT_TRUE(outline);
    ASSERT_TRUE(waitFor([&] { return waiting >= 2; }));
    // A wish is not kept waiting.
    EXPECT_EQ(at(reader, m_end).state->utc, outline.value().end);
    EXPECT_TRUE(waitFor([&] { return read == outline.value().end; }));
}

TEST_F(RecordingReaderTest, SaysHowFarADamagedOneCanBeRead)
{
    const QString spoiled = m_folder.filePath(u"spoiled"_s);
    ASSERT_TRUE(QFile::copy(m_path, spoiled));
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"spoil"_s);
        database.setDatabaseName(spoiled);
        ASSERT_TRUE(database.open());
        QSqlQuery query(database);
        query.prepare(u"UPDATE entry SET content = ? WHERE kind = 0 AND utc > ?"_s);
        query.addBindValue(QByteArray("\xff\xff\xff\xff spoiled"));
        query.addBindValue(m_down.toMSecsSinceEpoch());
        ASSERT_TRUE(query.exec());
    }
    QSqlDatabase::removeDatabase(u"spoil"_s);
    RecordingReader reader(spoiled);
    QDateTime end;
    QString message;
    QObject::connect(&reader, &RecordingReader::broken, &reader, [&](const QDateTime &after, const QString &why) {
        end = after;
        message = why;
    });
    ASSERT_TRUE(open(reader));
    const RecordedMoment moment = at(reader, m_end);
    EXPECT_EQ(moment.state->state, State::Critical);
    ASSERT_TRUE(waitFor([&] { return end.isValid(); }));
    EXPECT_EQ(moment.utc, end);
    EXPECT_LE(end, m_down.addSecs(1));
    EXPECT_TRUE(message.contains(u"damaged"_s)) << message.toStdString();
}

TEST_F(RecordingReaderTest, RefusesWhatIsNone)
{
    const auto write = [](const QString &path, const QByteArray &content) {
        QFile file(path);
        return file.open(QFile::WriteOnly) && file.write(content) == content.size();
    };
    const QString text = m_folder.filePath(u"text"_s);
    ASSERT_TRUE(write(text, "{}"));
    const QString cut = m_folder.filePath(u"cut"_s);
    ASSERT_TRUE(QFile::copy(m_path, cut));
    ASSERT_TRUE(QFile::resize(cut, QFile(cut).size() / 2));
    const QString empty = m_folder.filePath(u"empty"_s);
    ASSERT_TRUE(write(empty, {}));
    EXPECT_TRUE(Replay::isRecording(m_path));
    EXPECT_TRUE(Replay::isRecording(cut));
    EXPECT_FALSE(Replay::isRecording(text));
    EXPECT_FALSE(Replay::isRecording(empty));
    EXPECT_FALSE(Replay::isRecording(m_folder.path()));
    for (const QString &path : {text, cut, empty, m_folder.filePath(u"none"_s), m_folder.path()}) {
        RecordingReader reader(path);
        const auto outline = open(reader);
        ASSERT_FALSE(outline) << path.toStdString();
        EXPECT_TRUE(outline.error().message.contains(path)) << outline.error().message.toStdString();
        EXPECT_EQ(outline.error().message.count(u'\n'), 0);
    }
}

} // namespace

} // namespace rollcall::test

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The days before that a watch measured a climb by, in its recording.
#include "Cluster.h"
#include "history/Figures.h"
#include "history/FlightRecorder.h"
#include "support/RecordedText.h"
#include "support/SyntheticSeries.h"
#include "support/WaitFor.h"
#include "watch/OwnPast.h"
#include "watch/RecordingReader.h"
#include "watch/Replay.h"

#include <QFile>
#include <QTemporaryDir>

namespace rollcall::test {

namespace {

constexpr qint64 HourMs = 3'600'000;
constexpr qint64 DayMs = 24 * HourMs;

bool tellsClimb(const ClusterState &state)
{
    return std::ranges::any_of(state.findings,
                               [](const Finding &finding) { return finding.code == Code::GoroutinesRising; });
}

class RecordedPastTest : public WatchTest
{
protected:
    /// A watch that knows the days before, as the window opens one.
    void start(int nodes = 1)
    {
        m_recorder = std::make_unique<FlightRecorder>(m_path, FlightRecorder::Options{});
        m_onState = [this] {
            if (tellsClimb(*m_watch->state()))
                m_told.append(m_watch->state()->utc);
        };
        make(makeFile(nodes), {.history = m_recorder.get()}).start();
        rememberOwnPast(m_series, {}, *m_watch);
        bool isAnswered = false;
        m_series.read({}, m_watch.get(), [&](SeriesAnswer &&) { isAnswered = true; });
        ASSERT_TRUE(waitFor([&] { return isAnswered; }));
    }
    /// What it was at this hour on the three days before: `highest` at the hour's end.
    void know(double highest)
    {
        const qint64 now = m_clock.utc().toMSecsSinceEpoch();
        for (qint64 at = now - 3 * DayMs; at < now; at += 300'000) {
            const qint64 ofDay = (at - now + 3 * DayMs) % DayMs;
            const double wave = ofDay < HourMs ? static_cast<double>(ofDay) / HourMs : ofDay < 9 * HourMs ? 1 : 0;
            m_series.add(u"app1"_s, figures::Goroutines, at, 400 + wave * (highest - 400));
        }
    }
    void climb(int minutes, double perMinute)
    {
        for (int i = 0; i < 4 * minutes; ++i) {
            m_level += perMinute / 4;
            m_replies[u"/metrics"_s] =
                FakeHttp::answer(200, "# TYPE go_goroutines gauge\ngo_goroutines " + QByteArray::number(m_level) + "\n",
                                 "Content-Type: text/plain; version=0.0.4\r\n");
            m_clock.advance(15s);
        }
    }
    void exportTo(const QString &path, const QDateTime &from, const QDateTime &to)
    {
        std::optional<Result<void>> result;
        m_recorder->exportTo(path, from, to, &m_context, [&](Result<void> done) { result = std::move(done); });
        ASSERT_TRUE(waitFor([&] { return result.has_value(); }));
        EXPECT_TRUE(*result);
    }
    void end()
    {
        m_watch.reset();
        m_recorder.reset();
    }
    /// The moments at which a replay tells the climb.
    static QList<QDateTime> replayed(const QString &path)
    {
        QList<QDateTime> told;
        auto opened = Replay::open(path);
        EXPECT_TRUE(opened) << (opened ? "" : opened.error().message.toStdString());
        while (opened) {
            const auto went = opened.value()->next();
            EXPECT_TRUE(went) << (went ? "" : went.error().message.toStdString());
            if (!went || !went.value())
                break;
            if (tellsClimb(*opened.value()->state()))
                told.append(opened.value()->state()->utc);
        }
        return told;
    }
    /// As an earlier version left it.
    QString withoutPast(const QString &path)
    {
        QString copy = path + u".old"_s;
        EXPECT_TRUE(QFile::copy(path, copy));
        rowOf(copy, u"DELETE FROM entry WHERE kind = 3"_s);
        rowOf(copy, u"PRAGMA user_version = 3"_s);
        return copy;
    }
    QList<QDateTime> within(const QDateTime &from, const QDateTime &to) const
    {
        QList<QDateTime> some;
        std::copy_if(m_told.begin(), m_told.end(), std::back_inserter(some),
                     [&](const QDateTime &utc) { return utc >= from && utc <= to; });
        return some;
    }

    SyntheticSeries m_series;
    QTemporaryDir m_folder;
    QString m_path = m_folder.filePath(u"recording"_s);
    std::unique_ptr<FlightRecorder> m_recorder;
    QList<QDateTime> m_told; ///< moments at which the watch told the climb
    double m_level = 400;
    QObject m_context;
};

TEST_F(RecordedPastTest, AWaveThatIsUsualIsUsualInTheReplay)
{
    know(2500);
    start();
    climb(40, 40);
    const QDateTime from = m_clock.utc().addSecs(-20 * 60);
    const QString span = m_folder.filePath(u"span"_s);
    exportTo(span, from, m_clock.utc());
    end();
    EXPECT_EQ(m_told, QList<QDateTime>()) << "the watch knows of the days before";
    EXPECT_EQ(replayed(m_path), QList<QDateTime>());
    EXPECT_EQ(replayed(span), QList<QDateTime>());
    EXPECT_FALSE(replayed(withoutPast(m_path)).isEmpty()) << "this test tells nothing apart";
    EXPECT_FALSE(replayed(withoutPast(span)).isEmpty());
}

TEST_F(RecordedPastTest, ALeakIsToldWhenTheWatchToldIt)
{
    know(600);
    start();
    // A slow one, which only the days before make strange.
    climb(300, 2);
    const QDateTime middle = m_clock.utc();
    const QString span = m_folder.filePath(u"span"_s);
    exportTo(span, middle.addSecs(-30 * 60), middle);
    end();
    ASSERT_FALSE(m_told.isEmpty());
    EXPECT_EQ(replayed(m_path), m_told);
    EXPECT_NE(replayed(withoutPast(m_path)), m_told) << "this test tells nothing apart";
    const QList<QDateTime> expected = within(middle.addSecs(-30 * 60), middle);
    ASSERT_FALSE(expected.isEmpty());
    EXPECT_EQ(replayed(span), expected);
    EXPECT_EQ(replayed(withoutPast(span)), QList<QDateTime>()) << "a quarter of an hour knows of no slow climb";
}

TEST_F(RecordedPastTest, AWindowOnARecordingGoesOnFromIt)
{
    know(2500);
    start();
    climb(40, 40);
    end();
    const auto climbAt = [this](const QString &path) {
        RecordingReader reader(path);
        std::optional<RecordingOutline> outline;
        reader.open(&m_context, [&](Result<RecordingOutline> &&given) {
            ASSERT_TRUE(given);
            outline = std::move(given).value();
        });
        EXPECT_TRUE(waitFor([&] { return outline.has_value(); }));
        ClusterStatePtr state;
        QObject::connect(&reader, &RecordingReader::arrived, &reader,
                         [&](const RecordedMoment &moment) { state = moment.state; });
        // Back as well, from a place that was kept.
        for (const QDateTime &moment : {outline->end, outline->begin.addSecs(35 * 60)}) {
            state.reset();
            reader.seek(moment, {});
            EXPECT_TRUE(waitFor([&] { return state != nullptr; }));
            if (tellsClimb(*state))
                return true;
        }
        return false;
    };
    EXPECT_FALSE(climbAt(m_path));
    EXPECT_TRUE(climbAt(withoutPast(m_path)));
}

TEST_F(RecordedPastTest, ItIsSmallAndThereEveryTenMinutes)
{
    for (int node = 1; node <= 3; ++node) {
        for (qint64 at = -8 * DayMs; at < 0; at += 300'000)
            m_series.add(u"app%1"_s.arg(node), figures::Goroutines, m_clock.utc().toMSecsSinceEpoch() + at,
                         300 + static_cast<double>(at % 101));
    }
    start(3);
    climb(3 * 60, 0.1);
    end();
    const QVariantList row =
        rowOf(m_path, u"SELECT count(*), max(utc) - min(utc), (SELECT max(gap) FROM (SELECT utc - lag(utc) OVER (ORDER "
                      "BY id) AS gap FROM entry WHERE kind = 3)), sum(length(content)) * 1.0 / count(*), (SELECT count("
                      "DISTINCT base) FROM entry WHERE kind = 3) FROM entry WHERE kind = 3"_s);
    EXPECT_GE(row.at(0).toInt(), 3 * 18);
    EXPECT_GE(row.at(1).toLongLong(), 3 * HourMs - 660'000);
    EXPECT_LE(row.at(2).toLongLong(), 660'000);
    EXPECT_LT(row.at(3).toDouble(), 400) << "bytes";
    EXPECT_LE(row.at(4).toInt(), 6) << "bodies that the others differ from";
}

TEST_F(RecordedPastTest, ADamagedPastIsDamage)
{
    know(2500);
    start();
    climb(5, 40);
    end();
    const auto error = [this] {
        auto opened = Replay::open(m_path);
        EXPECT_TRUE(opened);
        const Result<void> went = opened.value()->seek(opened.value()->end());
        return went ? QString() : QString(went.error().code + u' ' + went.error().message);
    };
    ASSERT_EQ(error(), QString());
    for (const QByteArray &content : {QByteArray(), QByteArray("x"), packedcontent::packed("no map"),
                                      packedcontent::packed(QByteArray(100'000, '\xbf'))}) {
        rowOf(m_path, u"UPDATE entry SET base = NULL, content = x'%1' WHERE kind = 3"_s.arg(
                          QString::fromLatin1(content.toHex())));
        EXPECT_TRUE(error().startsWith(u"recording.damaged "_s + m_path)) << error().toStdString();
    }
    // Of a node that is not there: left out.
    rowOf(m_path, u"UPDATE entry SET base = NULL, target = 'app9', content = x'%1' WHERE kind = 3"_s.arg(
                      QString::fromLatin1(packedcontent::packed(toBytes(GoroutinePast().memory(), {})).toHex())));
    EXPECT_EQ(error(), QString());
    rowOf(m_path, u"UPDATE entry SET kind = 4 WHERE kind = 3"_s);
    EXPECT_TRUE(error().startsWith(u"recording.damaged "_s + m_path)) << error().toStdString();
}

} // namespace

} // namespace rollcall::test

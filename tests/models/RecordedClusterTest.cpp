// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/RecordedCluster.h"

#include "support/PrintTo.h"
#include "support/RecordingMaker.h"
#include "support/WaitFor.h"

#include <QFile>
#include <QTemporaryDir>
#include <gmock/gmock.h>

namespace rollcall::test {

namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class RecordedClusterTest : public testing::Test
{
protected:
    /// Ten minutes; app2 is down from the third to the sixth. Then nothing for half an hour, and five minutes more.
    static void SetUpTestSuite()
    {
        s_night = std::make_unique<Night>();
        RecordingMaker maker(s_night->path, 3);
        maker.run(3min);
        maker.breakDown(1);
        maker.run(3min);
        s_night->down = maker.utc();
        maker.mend(1);
        maker.run(4min);
        s_night->before = maker.utc();
        maker.pause(30min);
        s_night->after = maker.utc();
        maker.run(5min);
        maker.finish();
    }
    static void TearDownTestSuite() { s_night.reset(); }

    Result<void> load(RecordedCluster &cluster)
    {
        std::optional<Result<void>> loaded;
        cluster.load(&cluster, [&](const Result<void> &done) { loaded = done; });
        EXPECT_TRUE(waitFor([&] { return loaded.has_value(); }));
        return *loaded;
    }
    ClusterKey key(const RecordedCluster &cluster) { return cluster.keys().front(); }
    /// Until the board of the chosen moment is here.
    ClusterStatePtr boardOf(RecordedCluster &cluster)
    {
        EXPECT_TRUE(waitFor([&] { return !cluster.isPending(); }));
        return cluster.state(key(cluster));
    }

    struct Night
    {
        QTemporaryDir folder;
        QString path = folder.filePath(u"night.recording"_s);
        QDateTime down;
        QDateTime before;
        QDateTime after;
    };
    inline static std::unique_ptr<Night> s_night;

    const QString &m_path = s_night->path;
    const QDateTime &m_down = s_night->down;
    const QDateTime &m_before = s_night->before;
    const QDateTime &m_after = s_night->after;
    FakeClock m_clock;
};

TEST_F(RecordedClusterTest, IsTheBoardOfTheMoment)
{
    RecordedCluster cluster(m_path, m_clock);
    EXPECT_TRUE(cluster.keys().empty());
    const Result<void> loaded = load(cluster);
    ASSERT_TRUE(loaded) << loaded.error().message.toStdString();
    ASSERT_EQ(cluster.keys().size(), 1U);
    EXPECT_EQ(cluster.moment(), cluster.outline().begin);
    EXPECT_EQ(cluster.state(key(cluster))->file->name, u"production"_s);
    EXPECT_EQ(cluster.caption(), u"Recording of production, not live"_s);
    EXPECT_TRUE(cluster.notice(key(cluster)).startsWith(u"Recording of production, not live."_s));
    EXPECT_FALSE(cluster.whyNotAsked(key(cluster)).isEmpty());
    EXPECT_FALSE(cluster.open(u"/nowhere.json"_s));

    int changes = 0;
    QObject::connect(&cluster, &OpenClusters::changed, &cluster, [&] { ++changes; });
    cluster.setMoment(m_down);
    EXPECT_EQ(boardOf(cluster)->target(TargetId{1}).state, State::Critical);
    EXPECT_EQ(changes, 1);
    cluster.setMoment(cluster.outline().begin.addSecs(100));
    EXPECT_EQ(boardOf(cluster)->target(TargetId{1}).state, State::Ok);
    cluster.setMoment(m_before);
    EXPECT_EQ(boardOf(cluster)->target(TargetId{1}).state, State::Ok);
    EXPECT_EQ(changes, 3);
}

TEST_F(RecordedClusterTest, CountsAgesAgainstTheRecordedMoment)
{
    RecordedCluster cluster(m_path, m_clock);
    ASSERT_TRUE(load(cluster));
    const auto ageOf = [&](const ClusterStatePtr &state) {
        return std::chrono::duration_cast<std::chrono::seconds>(cluster.now() - state->target(TargetId{0}).updatedAt);
    };
    cluster.setMoment(m_before);
    EXPECT_LE(ageOf(boardOf(cluster)), 20s);
    // Where nobody watched, what was known grew old.
    cluster.setMoment(m_before.addSecs(10 * 60));
    const ClusterStatePtr state = boardOf(cluster);
    EXPECT_GE(ageOf(state), 10min);
    EXPECT_LE(ageOf(state), 11min);
    EXPECT_TRUE(cluster.notice(key(cluster)).contains(u"Nothing was recorded at this moment"_s))
        << cluster.notice(key(cluster)).toStdString();
    cluster.setMoment(m_after.addSecs(100));
    EXPECT_LE(ageOf(boardOf(cluster)), 20s);
    EXPECT_FALSE(cluster.notice(key(cluster)).contains(u"Nothing was recorded"_s));
}

TEST_F(RecordedClusterTest, GoesFromChangeToChange)
{
    RecordedCluster cluster(m_path, m_clock);
    ASSERT_TRUE(load(cluster));
    std::vector<QDateTime> forward;
    while (cluster.canGoOn()) {
        cluster.toNextChange();
        forward.push_back(cluster.moment());
    }
    EXPECT_EQ(forward.back(), cluster.outline().end);
    EXPECT_TRUE(std::ranges::is_sorted(forward));
    bool sawDown = false;
    std::vector<QDateTime> back;
    while (cluster.canGoBack()) {
        cluster.toPreviousChange();
        back.push_back(cluster.moment());
        sawDown = sawDown || boardOf(cluster)->state == State::Critical;
    }
    EXPECT_TRUE(sawDown);
    EXPECT_EQ(back.back(), cluster.outline().begin);
    forward.pop_back();
    back.pop_back();
    std::ranges::reverse(back);
    EXPECT_EQ(back, forward);
    cluster.toPreviousChange();
    EXPECT_EQ(cluster.moment(), cluster.outline().begin);
}

TEST_F(RecordedClusterTest, PlaysByTheClock)
{
    RecordedCluster cluster(m_path, m_clock);
    ASSERT_TRUE(load(cluster));
    const QDateTime begin = cluster.outline().begin;
    const auto pass = [&](std::chrono::milliseconds time) {
        for (; time.count() > 0; time -= 100ms) {
            m_clock.advance(100ms);
            ASSERT_TRUE(waitFor([&] { return !cluster.isPending(); }));
        }
    };
    for (const int speed : {1, 10, 60}) {
        cluster.setMoment(begin);
        boardOf(cluster);
        cluster.setSpeed(speed);
        cluster.setPlaying(true);
        pass(2s);
        EXPECT_EQ(begin.msecsTo(cluster.moment()), 2000 * speed);
        EXPECT_EQ(begin.msecsTo(cluster.shownMoment()), 2000 * speed);
        cluster.setPlaying(false);
        pass(1s);
        EXPECT_EQ(begin.msecsTo(cluster.moment()), 2000 * speed);
    }
    // Over the half hour without anything in one step, and to a stop at the end.
    cluster.setSpeed(600);
    cluster.setMoment(m_before.addSecs(-30));
    boardOf(cluster);
    cluster.setPlaying(true);
    pass(200ms);
    EXPECT_GE(cluster.moment(), m_after.addSecs(-1));
    pass(2s);
    EXPECT_EQ(cluster.moment(), cluster.outline().end);
    EXPECT_FALSE(cluster.isPlaying());
    // Again: from the begin.
    cluster.setPlaying(true);
    EXPECT_EQ(cluster.moment(), begin);
}

TEST_F(RecordedClusterTest, PlayWaitsForTheBoard)
{
    RecordedCluster cluster(m_path, m_clock);
    ASSERT_TRUE(load(cluster));
    cluster.setSpeed(60);
    cluster.setPlaying(true);
    m_clock.advance(100ms);
    const QDateTime first = cluster.moment();
    EXPECT_TRUE(cluster.isPending());
    // No event comes through: what was asked for cannot have arrived.
    m_clock.advance(5s);
    EXPECT_EQ(cluster.moment(), first);
    ASSERT_TRUE(waitFor([&] { return !cluster.isPending(); }));
    m_clock.advance(100ms);
    EXPECT_EQ(first.msecsTo(cluster.moment()), 6000);
}

TEST_F(RecordedClusterTest, TheLastOfManyMomentsIsShown)
{
    RecordedCluster cluster(m_path, m_clock);
    ASSERT_TRUE(load(cluster));
    int shown = 0;
    QObject::connect(&cluster, &RecordedCluster::shown, &cluster, [&] { ++shown; });
    for (int i = 0; i < 300; ++i)
        cluster.setMoment(cluster.outline().begin.addSecs(i));
    cluster.setMoment(m_down);
    EXPECT_EQ(boardOf(cluster)->state, State::Critical);
    EXPECT_EQ(cluster.shownMoment(), m_down);
    EXPECT_LT(shown, 300);
}

TEST_F(RecordedClusterTest, GivesTheAnswersOfTheNodeThatIsLookedAt)
{
    RecordedCluster cluster(m_path, m_clock);
    ASSERT_TRUE(load(cluster));
    cluster.setMoment(m_down);
    boardOf(cluster);
    EXPECT_TRUE(cluster.lastAnswers(key(cluster), TargetId{1}).empty()); // they are being read
    ASSERT_TRUE(waitFor([&] { return !cluster.lastAnswers(key(cluster), TargetId{1}).empty(); }));
    const auto isRefused = [&](const QDateTime &utc) {
        cluster.setMoment(utc);
        boardOf(cluster);
        for (const Answer &answer : cluster.lastAnswers(key(cluster), TargetId{1})) {
            if (answer.spec->id == u"ping")
                return std::get<HttpResult>(answer.result).failure == NetFailure::Refused;
        }
        ADD_FAILURE() << "no answer";
        return false;
    };
    EXPECT_TRUE(isRefused(m_down.addSecs(-5)));
    EXPECT_FALSE(isRefused(m_before));
}

TEST_F(RecordedClusterTest, HasTheTrendsOfTheRecording)
{
    RecordedCluster cluster(m_path, m_clock);
    ASSERT_TRUE(load(cluster));
    ASSERT_TRUE(waitFor([&] { return cluster.readTo() == cluster.end(); }));
    SeriesSource *source = cluster.series(key(cluster));
    ASSERT_NE(source, nullptr);
    const SeriesQuery query{.keys = {{u"app1"_s, u"goroutines"_s}, {u"app2"_s, u"latency_ms"_s}},
                            .from = cluster.outline().begin.toMSecsSinceEpoch(),
                            .to = cluster.outline().end.toMSecsSinceEpoch()};
    std::vector<SeriesLine> lines;
    const auto read = [&] {
        std::optional<SeriesAnswer> answer;
        source->read(query, &cluster, [&](SeriesAnswer &&given) { answer = std::move(given); });
        EXPECT_TRUE(waitFor([&] { return answer.has_value(); }));
        lines = answer->lines;
        return lines.size() == 2 && !lines[0].points.empty() && lines[0].points.back().at >= query.to - 30'000;
    };
    ASSERT_TRUE(waitFor(read));
    // Every 15 seconds; a hole where nothing was recorded, and one where app2 was down.
    EXPECT_NEAR(static_cast<double>(lines[0].points.size()), 60, 8);
    EXPECT_EQ(std::ranges::count_if(lines[0].points, &SeriesPoint::isAfterGap), 1);
    EXPECT_EQ(std::ranges::count_if(lines[1].points, &SeriesPoint::isAfterGap), 2);
    EXPECT_TRUE(cluster.historyTrouble(key(cluster)).isEmpty());
}

TEST_F(RecordedClusterTest, SaysWhyThereIsNothing)
{
    const QString path = s_night->folder.filePath(u"cut"_s);
    ASSERT_TRUE(QFile::copy(m_path, path));
    ASSERT_TRUE(QFile::resize(path, QFile(path).size() / 3));
    RecordedCluster cluster(path, m_clock);
    const Result<void> loaded = load(cluster);
    ASSERT_FALSE(loaded);
    EXPECT_TRUE(loaded.error().message.contains(path)) << loaded.error().message.toStdString();
    EXPECT_TRUE(cluster.keys().empty());
}

} // namespace

} // namespace rollcall::test

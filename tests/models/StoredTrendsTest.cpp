// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/StoredTrends.h"

#include "history/SampleStore.h"
#include "support/FixtureClusters.h"
#include "support/SyntheticSeries.h"
#include "support/WaitFor.h"
#include "ui/models/BoardModel.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <gmock/gmock.h>

using namespace rollcall;
using namespace rollcall::test;
using namespace Qt::StringLiterals;
using testing::ElementsAre;

namespace {

using std::chrono::minutes;
using std::chrono::seconds;

/// A program that has just begun to watch three nodes, with what an earlier one has left.
class StoredTrendsTest : public testing::Test
{
protected:
    FakeClock clock;
    FixtureClusters clusters{clock};
    SyntheticSeries stored;
    ClusterFixture fixture{u"production"_s, 3, clock, false};

    StoredTrendsTest()
    {
        clusters.seriesOfAll = &stored;
        for (TargetState &target : fixture.targets)
            target.facts.trend.clear();
    }

    qint64 ago(seconds time) const { return clock.utc().toMSecsSinceEpoch() - Milliseconds(time).count(); }
    /// One point a minute, from that many minutes ago up to that many.
    void store(const QString &target, const QString &metric, int from, int to, double value, bool isAfterGap = false)
    {
        for (int i = from; i >= to; --i)
            stored.add(target, metric, ago(minutes(i)), value, isAfterGap && i == from);
    }
    static bool hasTrend(const BoardModel &model, int row) { return !model.tile(row)->trend.empty(); }
    static std::vector<double> values(const TileContent &tile)
    {
        std::vector<double> all;
        for (const TrendPoint &point : tile.trend)
            all.push_back(point.y);
        return all;
    }
};

TEST_F(StoredTrendsTest, ATileBeginsWithWhatWasStoredBeforeTheStart)
{
    store(u"app1"_s, u"goroutines"_s, 90, 31, 7000); // older than any sparkline
    store(u"app1"_s, u"goroutines"_s, 20, 11, 400);
    clusters.add(fixture);
    BoardModel model(clusters);
    QSignalSpy changed(&model, &BoardModel::dataChanged);
    EXPECT_FALSE(hasTrend(model, 1)) << "nothing waits for the disk";
    ASSERT_TRUE(waitFor([&] { return hasTrend(model, 1); }));
    EXPECT_GE(changed.count(), 1);

    const TileContentPtr tile = model.tile(1);
    EXPECT_EQ(tile->trend.size(), 10u);
    EXPECT_NEAR(tile->trend.front().x, 1.0 / 3, 1e-9);
    EXPECT_NEAR(tile->trend.back().x, 1 - 11.0 / 30, 1e-9);
    EXPECT_DOUBLE_EQ(tile->trendHighest, 400);
    EXPECT_FALSE(hasTrend(model, 2)) << "of the others nothing is stored";
}

TEST_F(StoredTrendsTest, OneQuestionIsAskedForAllTargetsAndOnlyOnce)
{
    const ClusterKey key = clusters.add(ClusterFixture(u"large"_s, 1000, clock));
    BoardModel model(clusters);
    ASSERT_EQ(stored.queries.size(), 1u);
    const SeriesQuery &query = stored.queries.front();
    EXPECT_EQ(query.keys.size(), 2u * 1001);
    EXPECT_EQ(query.to - query.from, Milliseconds(minutes(30)).count());
    EXPECT_EQ(query.columns, StoredTrends::Points) << "what a tile cannot show is not read";
    clusters.fixture(key).target(0).latencyMs = 5;
    clusters.publish(key);
    stored.grow();
    model.tick();
    EXPECT_EQ(stored.queries.size(), 1u);
}

TEST_F(StoredTrendsTest, TheSnapshotsOwnPointsGoOnWhereTheStoredOnesEnd)
{
    stored.add(u"app1"_s, u"goroutines"_s, ago(seconds(45)), 300);
    stored.add(u"app1"_s, u"goroutines"_s, ago(seconds(30)), 310);
    stored.add(u"app1"_s, u"goroutines"_s, ago(seconds(15)) + 3, 320); // the answer that the snapshot has, too
    stored.add(u"app1"_s, u"goroutines"_s, ago(seconds(0)), 330);
    fixture.target(0).facts.trend = {{clock.now() - seconds(15), 320}, {clock.now(), 330}};
    clusters.add(fixture);
    BoardModel model(clusters);
    ASSERT_TRUE(waitFor([&] { return model.tile(1)->trend.size() > 2; }));
    const TileContentPtr tile = model.tile(1);
    EXPECT_THAT(values(*tile), ElementsAre(300, 310, 320, 330));
    EXPECT_TRUE(tile->trend.front().startsSegment);
    for (std::size_t i = 1; i < tile->trend.size(); ++i)
        EXPECT_FALSE(tile->trend[i].startsSegment) << i;
}

TEST_F(StoredTrendsTest, TheTimeWithoutTheProgramIsAGapAndSoAreThoseOfTheStore)
{
    store(u"app1"_s, u"goroutines"_s, 25, 20, 300);
    store(u"app1"_s, u"goroutines"_s, 15, 10, 310, true);
    fixture.target(0).facts.trend = {{clock.now() - seconds(15), 320}, {clock.now(), 330}};
    clusters.add(fixture);
    BoardModel model(clusters);
    ASSERT_TRUE(waitFor([&] { return model.tile(1)->trend.size() > 2; }));
    std::vector<double> begins;
    for (const TrendPoint &point : model.tile(1)->trend) {
        if (point.startsSegment)
            begins.push_back(point.y);
        EXPECT_FALSE(point.isRestart);
    }
    EXPECT_THAT(begins, ElementsAre(300, 310, 320));
}

TEST_F(StoredTrendsTest, RestartsAreMarkedAndNoDropIsDrawn)
{
    store(u"app1"_s, u"goroutines"_s, 5, 4, 900);
    stored.add(u"app1"_s, u"goroutines"_s, ago(minutes(3)), 40, false, true);
    stored.add(u"app1"_s, u"goroutines"_s, ago(minutes(2)), 45);
    // It restarted once more while nobody watched: the figure of the metrics tells.
    fixture.target(0).facts.trend = {{clock.now() - seconds(90), 30}, {clock.now() - seconds(45), 31}};
    fixture.target(0).facts.metrics->value.startTime = static_cast<double>(ago(seconds(100))) / 1000;
    clusters.add(fixture);
    BoardModel model(clusters);
    ASSERT_TRUE(waitFor([&] { return model.tile(1)->trend.size() > 2; }));
    std::vector<double> restarts;
    for (const TrendPoint &point : model.tile(1)->trend) {
        if (!point.isRestart)
            continue;
        EXPECT_TRUE(point.startsSegment);
        restarts.push_back(point.y);
    }
    EXPECT_THAT(restarts, ElementsAre(40, 30));
    EXPECT_THAT(model.tile(1)->accessible.toStdString(), testing::HasSubstr("2 restart(s) in the last 30 minutes"));
}

TEST_F(StoredTrendsTest, ThreadsAreShownWhereThereAreNoGoroutines)
{
    store(u"app1"_s, u"threads"_s, 5, 4, 60);
    store(u"app2"_s, u"threads"_s, 5, 4, 60);
    store(u"app2"_s, u"goroutines"_s, 5, 4, 400);
    clusters.add(fixture);
    BoardModel model(clusters);
    ASSERT_TRUE(waitFor([&] { return hasTrend(model, 1); }));
    EXPECT_THAT(values(*model.tile(1)), ElementsAre(60, 60));
    EXPECT_THAT(values(*model.tile(2)), ElementsAre(400, 400));
}

TEST_F(StoredTrendsTest, WhatIsOlderThanASparklineIsLetGo)
{
    store(u"app1"_s, u"goroutines"_s, 5, 4, 400);
    const ClusterKey key = clusters.add(fixture);
    StoredTrends trends(clusters);
    QSignalSpy arrived(&trends, &StoredTrends::arrived);
    trends.read(key);
    ASSERT_TRUE(waitFor([&] { return arrived.count() == 1; }));
    clock.advance(minutes(29));
    trends.expire();
    EXPECT_EQ(trends.of(key, u"app1"_s).size(), 2u);
    clock.advance(minutes(2));
    trends.expire();
    EXPECT_TRUE(trends.of(key, u"app1"_s).empty());
}

TEST_F(StoredTrendsTest, AnAnswerForAClusterThatIsClosedIsDropped)
{
    stored.isHeld = true;
    store(u"app1"_s, u"goroutines"_s, 5, 4, 400);
    const ClusterKey key = clusters.add(fixture);
    BoardModel model(clusters);
    clusters.close(key);
    stored.release();
    EXPECT_EQ(model.rowCount(), 0);
    const ClusterKey next = clusters.add(fixture);
    stored.release();
    EXPECT_NE(next, key);
    EXPECT_TRUE(hasTrend(model, 1));
}

TEST_F(StoredTrendsTest, TheStoreOfTheLastRunIsWhatTheNextOneBeginsWith)
{
    const QTemporaryDir folder;
    const SampleStore::Options options{.path = folder.filePath(u"samples.sqlite"_s)};
    {
        SampleStore last(options);
        for (int i = 120; i >= 40; --i)
            last.add({{{u"app1"_s, u"goroutines"_s}, ago(seconds(15 * i)), 300.0 + i}});
        last.add(HistoryEvent{ago(seconds(15 * 60 - 5)), HistoryEvent::Kind::Restart, u"app1"_s, {}});
        last.flush(ago(seconds(15 * 40)));
    }
    SampleStore store(options);
    clusters.seriesOfAll = &store;
    fixture.target(0).facts.trend = {{clock.now() - seconds(15), 320}, {clock.now(), 330}};
    clusters.add(fixture);
    BoardModel model(clusters);
    ASSERT_TRUE(waitFor([&] { return model.tile(1)->trend.size() > 2; }));
    const TileContentPtr tile = model.tile(1);
    EXPECT_EQ(tile->trend.size(), 83u);
    EXPECT_DOUBLE_EQ(tile->trendHighest, 420);
    std::vector<double> begins;
    for (const TrendPoint &point : tile->trend) {
        if (point.startsSegment)
            begins.push_back(point.y);
        EXPECT_EQ(point.isRestart, point.y == 359);
    }
    EXPECT_THAT(begins, ElementsAre(420, 359, 320));
}

TEST_F(StoredTrendsTest, WithoutAHistoryTheTileBeginsEmpty)
{
    clusters.seriesOfAll = nullptr;
    clusters.add(fixture);
    BoardModel model(clusters);
    EXPECT_FALSE(hasTrend(model, 1));
}

} // namespace

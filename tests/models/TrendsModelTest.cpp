// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/TrendsModel.h"
#include "history/SampleStore.h"
#include "support/FixtureClusters.h"
#include "support/PrintTo.h"
#include "support/SyntheticSeries.h"
#include "support/WaitFor.h"

#include <QCoreApplication>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <gtest/gtest.h>

using namespace rollcall;
using namespace rollcall::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qint64 Minute = 60'000;

class TrendsModelTest : public testing::Test
{
protected:
    FakeClock clock;
    FixtureClusters clusters{clock};
    SyntheticSeries source;
    TrendsModel model{clusters};
    qint64 now = clock.utc().toMSecsSinceEpoch();
    ClusterKey key;

    /// Two hours of two nodes, a sample every 15 s.
    void fill()
    {
        for (qint64 at = now - 120 * Minute; at <= now; at += 15'000) {
            source.add(u"app1"_s, u"goroutines"_s, at, 400);
            source.add(u"app2"_s, u"goroutines"_s, at, 500);
            source.add(u"app1"_s, u"latency_ms"_s, at, 20);
        }
    }
    void open()
    {
        clusters.seriesOfAll = &source;
        key = clusters.add(ClusterFixture(u"production"_s, 3, clock));
        model.setCluster(key);
        settle();
    }
    static void settle()
    {
        for (int i = 0; i < 4; ++i)
            QCoreApplication::processEvents();
    }
    const TrendChart &chart(const QString &id)
    {
        const auto &all = model.charts();
        return *std::find_if(all.begin(), all.end(), [&](const auto &each) { return each.id == id; });
    }
};

TEST_F(TrendsModelTest, StagesSayWhatIsMissing)
{
    EXPECT_EQ(model.stage(), TrendsModel::Stage::NoCluster);
    clusters.trouble = u"The disk is full."_s;
    key = clusters.add(ClusterFixture(u"production"_s, 3, clock));
    model.setCluster(key);
    EXPECT_EQ(model.stage(), TrendsModel::Stage::NoStore);
    EXPECT_EQ(model.trouble(), u"The disk is full."_s);
    clusters.seriesOfAll = &source;
    model.setCluster(key);
    EXPECT_EQ(model.stage(), TrendsModel::Stage::Waiting);
    settle();
    EXPECT_EQ(model.stage(), TrendsModel::Stage::NoHistory);
    fill();
    source.grow();
    settle();
    EXPECT_EQ(model.stage(), TrendsModel::Stage::Data);
}

TEST_F(TrendsModelTest, OffersWhatTheCatalogueKnowsAndAsksForOnePointAPixel)
{
    fill();
    source.add(u"app1"_s, u"jobs_active"_s, now, 3);
    open();
    model.setColumns(200);
    settle();
    ASSERT_EQ(model.charts().size(), 3U);
    EXPECT_EQ(model.charts()[0].id, u"goroutines"_s);
    EXPECT_EQ(model.charts()[1].unit, TrendUnit::LatencyMs);
    EXPECT_FALSE(model.charts()[2].isShown);
    EXPECT_EQ(source.queries.back().columns, 200);
    EXPECT_NE(model.line(chart(u"goroutines"_s), u"app2"_s), nullptr);
    EXPECT_EQ(model.line(chart(u"latency"_s), u"app2"_s), nullptr);
    model.setChartShown(u"jobs_active"_s, true);
    settle();
    EXPECT_NE(model.line(chart(u"jobs_active"_s), u"app1"_s), nullptr);
}

TEST_F(TrendsModelTest, ThreadsAreDrawnForProductsWithoutGoroutines)
{
    source.add(u"app1"_s, u"goroutines"_s, now, 3);
    source.add(u"app1"_s, u"threads"_s, now, 3);
    open();
    EXPECT_FALSE(chart(u"threads"_s).isShown);
    source.add(u"app2"_s, u"threads"_s, now, 3);
    clock.advance(61s);
    source.grow();
    settle();
    EXPECT_TRUE(chart(u"threads"_s).isShown);
}

TEST_F(TrendsModelTest, ZoomsAndComesBackStepByStep)
{
    fill();
    open();
    EXPECT_TRUE(model.followsNow());
    EXPECT_EQ(model.range(), (TrendRange{now - 60 * Minute, now}));
    model.zoom({now - 20 * Minute, now - 40 * Minute}); // drawn from right to left
    EXPECT_EQ(model.range(), (TrendRange{now - 40 * Minute, now - 20 * Minute}));
    EXPECT_FALSE(model.followsNow());
    EXPECT_EQ(model.span(), 0);
    model.setCrosshair(now - 35 * Minute);
    model.zoomIn();
    EXPECT_EQ(model.range(), (TrendRange{now - 40 * Minute, now - 30 * Minute}));
    model.zoom({now - 35 * Minute, now - 35 * Minute + 100}); // a slip of the hand
    EXPECT_EQ(model.range().span(), 10 * Minute);
    EXPECT_TRUE(model.zoomBack());
    EXPECT_EQ(model.range(), (TrendRange{now - 40 * Minute, now - 20 * Minute}));
    clock.advance(10s);
    EXPECT_TRUE(model.zoomBack());
    EXPECT_TRUE(model.followsNow());
    EXPECT_EQ(model.range().to, now + 10'000);
    EXPECT_EQ(model.span(), 60 * Minute);
    EXPECT_FALSE(model.zoomBack());
    settle();
    EXPECT_EQ(source.queries.back().to, now + 10'000);
}

TEST_F(TrendsModelTest, PansIntoThePastStandsThereAndFollowsAgainAtNow)
{
    fill();
    open();
    model.pan(-30 * Minute);
    EXPECT_FALSE(model.followsNow());
    clock.advance(60s);
    model.tick();
    EXPECT_EQ(model.range().to, now - 30 * Minute);
    model.pan(100 * Minute);
    EXPECT_TRUE(model.followsNow());
    EXPECT_EQ(model.range().to, now + 60'000);
    clock.advance(60s);
    model.tick();
    EXPECT_EQ(model.range().to, now + 120'000);
    EXPECT_EQ(model.range().span(), 60 * Minute);
}

TEST_F(TrendsModelTest, KeepsTheNewestAnswerAlone)
{
    fill();
    open();
    source.isHeld = true;
    model.setSpan(TrendsModel::spans()[2]);
    model.setSpan(TrendsModel::spans()[0]);
    QSignalSpy changed(&model, &TrendsModel::changed);
    source.release(true); // the older one comes last
    EXPECT_EQ(changed.size(), 1);
    const SeriesLine *line = model.line(chart(u"goroutines"_s), u"app1"_s);
    ASSERT_NE(line, nullptr);
    EXPECT_GE(line->points.front().at, now - 15 * Minute);
}

TEST_F(TrendsModelTest, ReadsOneChartAfterTheOther)
{
    fill();
    open();
    source.isHeld = true;
    source.queries.clear();
    model.setSpan(TrendsModel::spans()[0]);
    ASSERT_EQ(source.queries.size(), 1U);
    EXPECT_EQ(source.queries[0].keys,
              (std::vector<SeriesKey>{{u"app1"_s, u"goroutines"_s}, {u"app2"_s, u"goroutines"_s}}));
    QSignalSpy changed(&model, &TrendsModel::changed);
    source.release();
    EXPECT_EQ(changed.size(), 1);
    const qint64 begin = now - 15 * Minute;
    EXPECT_GE(model.line(chart(u"goroutines"_s), u"app2"_s)->points.front().at, begin);
    EXPECT_LT(model.line(chart(u"latency"_s), u"app1"_s)->points.front().at, begin); // as it was
    ASSERT_EQ(source.queries.size(), 2U);
    EXPECT_EQ(source.queries[1].keys, (std::vector<SeriesKey>{{u"app1"_s, u"latency_ms"_s}}));
    // Another range meanwhile: what is left of the first one is not read.
    model.setSpan(TrendsModel::spans()[2]);
    for (int i = 0; i < 4; ++i)
        source.release();
    ASSERT_EQ(source.queries.size(), 4U);
    EXPECT_EQ(source.queries[2].keys.front().metric, u"goroutines"_s);
    EXPECT_EQ(source.queries[3].keys.front().metric, u"latency_ms"_s);
    EXPECT_LT(model.line(chart(u"latency"_s), u"app1"_s)->points.front().at, begin - 60 * Minute);
}

TEST_F(TrendsModelTest, WhatGrowsWhileAnAnswerIsOnItsWayIsAskedForOnce)
{
    fill();
    open();
    source.isHeld = true;
    const std::size_t before = source.queries.size();
    for (int i = 0; i < 5; ++i)
        source.grow();
    EXPECT_EQ(source.queries.size(), before + 1);
    source.release();
    EXPECT_EQ(source.queries.size(), before + 2); // the other chart
    source.release();
    EXPECT_EQ(source.queries.size(), before + 3);
    source.release();
    source.release();
    EXPECT_EQ(source.queries.size(), before + 4);
}

TEST_F(TrendsModelTest, NodesAreToggledAndIsolated)
{
    fill();
    open();
    ASSERT_EQ(model.targets(), (QStringList{u"app1"_s, u"app2"_s, u"app3"_s, u"proxy"_s}));
    model.toggle(u"app1"_s);
    EXPECT_FALSE(model.isVisible(u"app1"_s));
    EXPECT_TRUE(model.isVisible(u"app2"_s));
    model.isolate(u"app1"_s);
    EXPECT_TRUE(model.isVisible(u"app1"_s));
    EXPECT_FALSE(model.isVisible(u"app2"_s));
    model.toggle(u"app2"_s); // one more besides the one
    EXPECT_TRUE(model.isVisible(u"app1"_s));
    EXPECT_TRUE(model.isVisible(u"app2"_s));
    EXPECT_FALSE(model.isVisible(u"app3"_s));
    model.isolate(u"app2"_s);
    model.isolate(u"app2"_s);
    EXPECT_TRUE(model.isVisible(u"app3"_s));
}

TEST_F(TrendsModelTest, ADayOnWhichTheMachineWasOffIsAGap)
{
    const QTemporaryDir folder;
    const qint64 off = now - 40 * 60 * Minute;
    const qint64 on = now - 16 * 60 * Minute;
    const auto write = [&folder](qint64 from, qint64 to) {
        auto store = std::make_unique<SampleStore>(SampleStore::Options{.path = folder.filePath(u"s.sqlite"_s)});
        for (qint64 at = from; at < to; at += 15'000)
            store->add(std::vector<Sample>{{{u"app1"_s, u"goroutines"_s}, at, 400}});
        store->flush(to);
        return store;
    };
    write(now - 80 * 60 * Minute, off).reset();
    const auto store = write(on, now);
    clusters.seriesOfAll = store.get();
    key = clusters.add(ClusterFixture(u"production"_s, 3, clock));
    model.setCluster(key);
    ASSERT_TRUE(waitFor([this] { return model.stage() == TrendsModel::Stage::Data; }));
    for (const qint64 days : {4, 40}) {
        SCOPED_TRACE(days);
        QSignalSpy changes(&model, &TrendsModel::changed);
        model.setSpan(days * 24 * 60 * Minute);
        ASSERT_TRUE(waitFor([&changes] { return !changes.isEmpty(); }));
        const SeriesLine *line = model.line(chart(u"goroutines"_s), u"app1"_s);
        ASSERT_NE(line, nullptr);
        ASSERT_GT(line->points.size(), 10U);
        EXPECT_EQ(std::ranges::count_if(line->points, &SeriesPoint::isAfterGap), 1);
        EXPECT_FALSE(model.pointAt(chart(u"goroutines"_s), u"app1"_s, (off + on) / 2).has_value());
        EXPECT_TRUE(model.pointAt(chart(u"goroutines"_s), u"app1"_s, off - 120 * Minute).has_value());
        EXPECT_TRUE(model.pointAt(chart(u"goroutines"_s), u"app1"_s, on + 120 * Minute).has_value());
    }
    model.setCluster({});
}

TEST_F(TrendsModelTest, ThereIsNoValueInsideAGap)
{
    source.add(u"app1"_s, u"goroutines"_s, now - 50 * Minute, 400);
    source.add(u"app1"_s, u"goroutines"_s, now - 49 * Minute, 410);
    source.add(u"app1"_s, u"goroutines"_s, now - 20 * Minute, 420, true);
    open();
    const TrendChart &goroutines = chart(u"goroutines"_s);
    EXPECT_EQ(model.pointAt(goroutines, u"app1"_s, now - 49 * Minute - 40'000)->mean, 400);
    EXPECT_EQ(model.pointAt(goroutines, u"app1"_s, now - 49 * Minute + 5'000)->mean, 410);
    EXPECT_FALSE(model.pointAt(goroutines, u"app1"_s, now - 30 * Minute));
    EXPECT_EQ(model.pointAt(goroutines, u"app1"_s, now - 20 * Minute - 5'000)->mean, 420);
    EXPECT_FALSE(model.pointAt(goroutines, u"app1"_s, now));
    EXPECT_FALSE(model.pointAt(goroutines, u"app2"_s, now));
}

TEST_F(TrendsModelTest, JumpsFromEventToEvent)
{
    fill();
    source.events = {{now - 40 * Minute, HistoryEvent::Kind::Restart, u"app2"_s, {}},
                     {now - 10 * Minute, HistoryEvent::Kind::VersionChange, u"app1"_s,
                      QJsonObject{{u"from"_s, u"10.1.0"_s}, {u"to"_s, u"10.2.0"_s}}}};
    open();
    EXPECT_EQ(model.jump(-1)->at, now - 10 * Minute);
    EXPECT_EQ(trends::eventText(*model.jump(-1)), u"app2 restarted"_s);
    EXPECT_EQ(model.crosshair(), now - 40 * Minute);
    EXPECT_FALSE(model.jump(-1));
    EXPECT_EQ(trends::eventText(*model.jump(1)), u"app1: version 10.1.0 became 10.2.0"_s);
    EXPECT_TRUE(model.readOut(now - 40 * Minute).contains(u"Goroutines: app1 400, app2 500; Latency: app1 20 ms"_s))
        << model.readOut(now - 40 * Minute).toStdString();
}

TEST_F(TrendsModelTest, TheCrosshairMovesByPixelsWithinTheRange)
{
    fill();
    open();
    model.setColumns(600);
    model.moveCrosshair(-10);
    EXPECT_EQ(model.crosshair(), now - Minute);
    model.moveCrosshair(100);
    EXPECT_EQ(model.crosshair(), now);
    model.pan(-90 * Minute);
    EXPECT_FALSE(model.crosshair()); // it is not in sight any more
}

TEST_F(TrendsModelTest, CsvHoldsWhatIsSeenAndNoFormulas)
{
    source.add(u"app1"_s, u"goroutines"_s, now - 50 * Minute, 400);
    source.add(u"app1"_s, u"goroutines"_s, now - 90 * Minute, 399);
    source.add(u"app2"_s, u"goroutines"_s, now - 50 * Minute, 500);
    source.add(u"=a\"b"_s, u"goroutines"_s, now - 20 * Minute, 1.5, true);
    clusters.seriesOfAll = &source;
    ClusterFixture fixture(u"production"_s, 3, clock);
    fixture.target(2).settings.name = u"=a\"b"_s;
    model.setCluster(clusters.add(fixture));
    settle();
    model.toggle(u"app2"_s);
    EXPECT_EQ(model.csv(), u"time,node,metric,unit,minimum,mean,maximum,samples,after_gap,after_restart\n"
                           "2026-11-20T19:10:00.000Z,app1,goroutines,count,400,400,400,1,0,0\n"
                           "2026-11-20T19:40:00.000Z,\"'=a\"\"b\",goroutines,count,1.5,1.5,1.5,1,1,0\n"_s);
}

TEST_F(TrendsModelTest, AClosedClusterLeavesNothingBehind)
{
    fill();
    open();
    clusters.close(key);
    model.setCluster(key);
    EXPECT_EQ(model.stage(), TrendsModel::Stage::NoCluster);
    EXPECT_TRUE(model.charts().empty());
    EXPECT_TRUE(model.targets().isEmpty());
    model.tick();
    EXPECT_FALSE(model.threshold());
}

TEST(TrendWords, FiguresCarryTheirUnit)
{
    EXPECT_EQ(trends::figure(TrendUnit::Bytes, 1.5 * 1024 * 1024 * 1024), u"1.5 GiB"_s);
    EXPECT_EQ(trends::figure(TrendUnit::Bytes, 0), u"0 B"_s);
    EXPECT_EQ(trends::figure(TrendUnit::LatencyMs, 212), u"212 ms"_s);
    EXPECT_EQ(trends::figure(TrendUnit::Count, 12.4), u"12.4"_s);
}

TEST(TrendWords, TicksAreRoundAndCoverTheValues)
{
    EXPECT_EQ(trends::valueTicks(TrendUnit::Count, 0, 430, 5), (std::vector<double>{0, 200, 400, 600}));
    EXPECT_EQ(trends::valueTicks(TrendUnit::Count, 0, 0, 5), (std::vector<double>{0, 1}));
    const std::vector<double> bytes = trends::valueTicks(TrendUnit::Bytes, 0, 1.9 * 1024 * 1024, 5);
    EXPECT_EQ(bytes[1], 0.5 * 1024 * 1024);
    constexpr double GiB = 1024.0 * 1024 * 1024;
    EXPECT_EQ(trends::valueTickText(TrendUnit::Bytes, 0.8 * GiB, 1.2 * GiB), u"0.8 GiB"_s);
    EXPECT_EQ(trends::valueTickText(TrendUnit::Bytes, 0.25 * GiB, GiB), u"0.25 GiB"_s);
    EXPECT_EQ(trends::valueTickText(TrendUnit::Bytes, GiB, 1.2 * GiB), u"1 GiB"_s);
    EXPECT_EQ(trends::valueTickText(TrendUnit::Bytes, 512, 1000), u"512 B"_s);
    EXPECT_EQ(trends::valueTickText(TrendUnit::Count, 1500, 2000), trends::figure(TrendUnit::Count, 1500));
    const qint64 noon = QDateTime(QDate(2026, 11, 20), QTime(12, 3)).toMSecsSinceEpoch();
    for (const qint64 span : TrendsModel::spans()) {
        const std::vector<qint64> ticks = trends::timeTicks(noon - span, noon, 8);
        EXPECT_GE(ticks.size(), 2U) << span;
        EXPECT_LE(ticks.size(), 9U) << span;
    }
    const std::vector<qint64> ticks = trends::timeTicks(noon - 15 * Minute, noon, 8);
    EXPECT_EQ(trends::tickText(ticks.front(), noon - 15 * Minute, noon), u"11:48"_s);
}

} // namespace

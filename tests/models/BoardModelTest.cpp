// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/BoardModel.h"

#include "support/FixtureClusters.h"
#include "support/PrintTo.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <gmock/gmock.h>

using namespace rollcall;
using namespace rollcall::test;
using namespace Qt::StringLiterals;
using testing::ElementsAre;

namespace {

/// The model as a person reads it: `# name` for a section, `name word` for a tile.
std::vector<QString> rows(const BoardModel &model)
{
    std::vector<QString> all;
    for (int row = 0; row < model.rowCount(); ++row) {
        if (model.kind(row) == BoardModel::RowKind::Section)
            all.push_back(u"# "_s + model.section(row).name);
        else
            all.push_back(model.tile(row)->name + u' ' + model.tile(row)->word);
    }
    return all;
}

class BoardModelTest : public testing::Test
{
protected:
    FakeClock clock;
    FixtureClusters clusters{clock};

    ClusterFixture three(const QString &name = u"production"_s) { return ClusterFixture(name, 3, clock, false); }
};

TEST_F(BoardModelTest, IsEmptyWithoutClusters)
{
    BoardModel model(clusters);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    EXPECT_EQ(model.rowCount(), 0);
    EXPECT_EQ(model.counts().total(), 0);
}

TEST_F(BoardModelTest, ShowsWorstFirstAndOtherwiseTheOrderOfTheFile)
{
    ClusterFixture fixture(u"production"_s, 4, clock);
    fixture.clockSkew(1).breakDown(3);
    clusters.add(fixture);
    BoardModel model(clusters);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    EXPECT_THAT(rows(model), ElementsAre(u"# production"_s, u"app4 Critical"_s, u"app2 Warning"_s, u"app1 Ok"_s,
                                         u"app3 Ok"_s, u"Proxy Ok"_s));
    EXPECT_EQ(model.kind(5), BoardModel::RowKind::Proxy);
    EXPECT_EQ(model.counts().of(State::Critical), 1);
    EXPECT_EQ(model.counts().of(State::Ok), 3);
}

TEST_F(BoardModelTest, FollowsAClusterThatIsOpenedAndClosed)
{
    BoardModel model(clusters);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    const ClusterKey first = clusters.add(three());
    clusters.add(three(u"lab"_s).breakDown(0));
    EXPECT_THAT(rows(model), ElementsAre(u"# production"_s, u"app1 Ok"_s, u"app2 Ok"_s, u"app3 Ok"_s, u"# lab"_s,
                                         u"app1 Critical"_s, u"app2 Ok"_s, u"app3 Ok"_s));
    clusters.close(first);
    EXPECT_THAT(rows(model), ElementsAre(u"# lab"_s, u"app1 Critical"_s, u"app2 Ok"_s, u"app3 Ok"_s));
    EXPECT_EQ(model.sections(), (std::vector<BoardModel::Section>{{0, 3}}));
}

TEST_F(BoardModelTest, MovesAnIllTileToTheFrontAndKeepsPersistentIndexesOnTheirNodes)
{
    const ClusterKey key = clusters.add(three());
    BoardModel model(clusters);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    const QPersistentModelIndex app1 = model.index(1);
    const QPersistentModelIndex app3 = model.index(3);
    clusters.fixture(key).breakDown(2);
    clusters.publish(key);
    EXPECT_THAT(rows(model), ElementsAre(u"# production"_s, u"app3 Critical"_s, u"app1 Ok"_s, u"app2 Ok"_s));
    EXPECT_EQ(app3.row(), 1);
    EXPECT_EQ(app1.row(), 2);
}

TEST_F(BoardModelTest, KeepsItsOrderWhileThePointerIsOverIt)
{
    const ClusterKey key = clusters.add(three());
    BoardModel model(clusters);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.setOrderHeld(true);
    clusters.fixture(key).breakDown(2);
    clusters.publish(key);
    EXPECT_THAT(rows(model), ElementsAre(u"# production"_s, u"app1 Ok"_s, u"app2 Ok"_s, u"app3 Critical"_s));
    model.setOrderHeld(false);
    EXPECT_THAT(rows(model), ElementsAre(u"# production"_s, u"app3 Critical"_s, u"app1 Ok"_s, u"app2 Ok"_s));
}

TEST_F(BoardModelTest, AnnouncesOnlyTheTilesThatChanged)
{
    const ClusterKey key = clusters.add(three());
    BoardModel model(clusters);
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    std::vector<BoardModel::Change> states;
    QObject::connect(&model, &BoardModel::statesChanged, &model,
                     [&](const std::vector<BoardModel::Change> &changes) { states = changes; });
    clusters.fixture(key).target(1).latencyMs = 900;
    clusters.publish(key);
    // The header, whose verdict may be new, and app2.
    ASSERT_EQ(changed.size(), 2);
    EXPECT_EQ(changed[0][0].toModelIndex().row(), 0);
    EXPECT_EQ(changed[1][0].toModelIndex().row(), 2);
    EXPECT_EQ(changed[1][1].toModelIndex().row(), 2);
    EXPECT_TRUE(states.empty());
    clusters.fixture(key).breakDown(1);
    clusters.publish(key);
    ASSERT_EQ(states.size(), 1U);
    EXPECT_EQ(states[0].target, TargetId{1});
    EXPECT_EQ(states[0].from, State::Ok);
    EXPECT_EQ(states[0].to, State::Critical);
    EXPECT_EQ(model.counts().of(State::Critical), 1);
    EXPECT_EQ(model.counts().of(State::Ok), 2);
}

TEST_F(BoardModelTest, FiltersByWordsStatesAndTheirOpposite)
{
    ClusterFixture fixture = three();
    fixture.breakDown(2).oldVersion(1, u"10.10.1"_s);
    clusters.add(fixture);
    BoardModel model(clusters);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.setFilter(u"refused"_s);
    EXPECT_THAT(rows(model), ElementsAre(u"# production"_s, u"app3 Critical"_s));
    model.setFilter(u"APP !ok"_s);
    EXPECT_THAT(rows(model), ElementsAre(u"# production"_s, u"app2 Critical"_s, u"app3 Critical"_s));
    model.setFilter(u"!refused instead"_s);
    EXPECT_THAT(rows(model), ElementsAre(u"# production"_s, u"app2 Critical"_s));
    model.setFilter(u"node.unreachable"_s);
    EXPECT_THAT(rows(model), ElementsAre(u"# production"_s, u"app3 Critical"_s));
    model.setFilter(u"!"_s); // half typed: inverts nothing yet
    EXPECT_EQ(model.tileCount(), 3);
    model.setFilter({});
    model.setShownStates({State::Ok});
    EXPECT_THAT(rows(model), ElementsAre(u"# production"_s, u"app1 Ok"_s));
    EXPECT_EQ(model.section(0).shown, 1);
    EXPECT_EQ(model.section(0).counts.total(), 3);
}

TEST_F(BoardModelTest, ATileJoinsAndLeavesTheFilteredOnesAsItChanges)
{
    const ClusterKey key = clusters.add(three());
    BoardModel model(clusters);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.setShownStates({State::Critical, State::Warning});
    EXPECT_EQ(model.tileCount(), 0);
    clusters.fixture(key).clockSkew(2);
    clusters.publish(key);
    clusters.fixture(key).breakDown(0);
    clusters.publish(key);
    EXPECT_THAT(rows(model), ElementsAre(u"# production"_s, u"app1 Critical"_s, u"app3 Warning"_s));
    TargetState &app3 = clusters.fixture(key).target(2);
    app3.state = State::Ok;
    app3.findings.clear();
    clusters.publish(key);
    EXPECT_THAT(rows(model), ElementsAre(u"# production"_s, u"app1 Critical"_s));
}

TEST_F(BoardModelTest, AnotherFileReplacesTheRows)
{
    const ClusterKey key = clusters.add(three());
    BoardModel model(clusters);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    clusters.fixture(key) = ClusterFixture(u"production"_s, 2, clock, true);
    clusters.publish(key);
    EXPECT_THAT(rows(model), ElementsAre(u"# production"_s, u"app1 Ok"_s, u"app2 Ok"_s, u"Proxy Ok"_s));
}

TEST_F(BoardModelTest, MarksWhatIsStaleOnlyOnceItIs)
{
    clusters.add(three());
    BoardModel model(clusters);
    EXPECT_EQ(model.tile(1)->corner, u""_s);
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    clock.advance(std::chrono::seconds(20));
    model.tick();
    EXPECT_EQ(changed.size(), 0);
    clock.advance(std::chrono::seconds(30));
    model.tick();
    EXPECT_EQ(changed.size(), 1);
    EXPECT_TRUE(model.tile(1)->isStale);
    EXPECT_EQ(model.tile(1)->corner, u"53 s old"_s);
    // The last values stay.
    EXPECT_EQ(model.tile(1)->load, u"390"_s);
}

TEST_F(BoardModelTest, AGoneNodeKeepsWhatWasKnownAndSaysWhenItWasSeen)
{
    clusters.add(three().breakDown(1));
    BoardModel model(clusters);
    const TileContentPtr tile = model.tile(1);
    EXPECT_EQ(tile->name, u"app2"_s);
    EXPECT_EQ(tile->product, u"Mattermost 10.11.2"_s);
    EXPECT_EQ(tile->load, u"407"_s);
    EXPECT_EQ(tile->reason, u"Connection refused"_s);
    EXPECT_EQ(tile->corner, u"last seen "_s + clock.utc().addSecs(-95).toLocalTime().toString(u"HH:mm:ss"_s));
    EXPECT_THAT(tile->accessible.toStdString(),
                testing::StartsWith("app2, Critical, Connection refused, Mattermost 10.11.2, "));
}

TEST_F(BoardModelTest, DrawsGapsInTheTrendAsGaps)
{
    ClusterFixture fixture = three();
    auto &trend = fixture.target(0).facts.trend;
    trend.clear();
    for (int i = 100; i >= 0; --i) {
        if (i > 30 && i < 60)
            continue;
        trend.emplace_back(clock.now() - i * std::chrono::seconds(15), 100 + i);
    }
    clusters.add(fixture);
    BoardModel model(clusters);
    const TileContentPtr tile = model.tile(1);
    const auto starts = std::count_if(tile->trend.begin(), tile->trend.end(),
                                      [](const TrendPoint &point) { return point.startsSegment; });
    EXPECT_EQ(starts, 2);
    EXPECT_DOUBLE_EQ(tile->trend.back().x, 1);
    EXPECT_DOUBLE_EQ(tile->trendHighest, 200);
    EXPECT_DOUBLE_EQ(tile->trendLowest, 100);
}

TEST_F(BoardModelTest, OfflineAndUnaskedAreSaid)
{
    const ClusterKey key = clusters.add(three().unasked());
    BoardModel model(clusters);
    EXPECT_EQ(model.tile(1)->word, u"Unknown"_s);
    EXPECT_EQ(model.tile(1)->reason, u"Not asked yet"_s);
    EXPECT_EQ(model.tile(1)->latency, u""_s);
    clusters.fixture(key) = three().offline();
    clusters.publish(key);
    EXPECT_TRUE(model.tile(1)->isOffline);
    EXPECT_EQ(model.tile(1)->corner, u"4 min old"_s);
}

TEST_F(BoardModelTest, TextFromANodeIsMadeSafe)
{
    clusters.add(three().hostile(0));
    BoardModel model(clusters);
    const TileContentPtr tile = model.tile(1);
    EXPECT_EQ(tile->product, u"Mattermost <b onclick=alert(1)>10.11.2</b><U+202E>…"_s);
    EXPECT_FALSE(tile->accessible.contains(QChar(0x202e)));
    EXPECT_FALSE(tile->reason.contains(QChar(0x07)));
}

TEST_F(BoardModelTest, AThousandChangedTargetsMakeNoContentUntilItIsShown)
{
    const ClusterKey key = clusters.add(ClusterFixture(u"campus"_s, 1000, clock, false));
    BoardModel model(clusters);
    const TileContentPtr before = model.tile(500);
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    for (int i = 0; i < 1000; ++i)
        clusters.fixture(key).target(i).latencyMs = 77;
    clusters.publish(key);
    ASSERT_EQ(changed.size(), 1); // one stretch
    EXPECT_EQ(changed[0][1].toModelIndex().row(), 1000);
    EXPECT_EQ(before->latency, u"6.0 ms"_s);
    EXPECT_EQ(model.tile(500)->latency, u"77 ms"_s);
}

} // namespace

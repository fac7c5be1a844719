// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/BeliefModel.h"
#include "support/FixtureClusters.h"
#include "support/PrintTo.h"
#include "ui/models/Words.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <gmock/gmock.h>

using namespace rollcall;
using namespace rollcall::test;
using namespace Qt::StringLiterals;

namespace {

class BeliefModelTest : public testing::Test
{
protected:
    FakeClock clock;

    ClusterFixture cluster(int nodes) { return ClusterFixture(u"production"_s, nodes, clock).agreed(); }
    BeliefMatrixPtr matrix(ClusterFixture &fixture, std::size_t block = 0)
    {
        const ClusterStatePtr state = fixture.state();
        const std::vector<BeliefBlock> blocks = beliefBlocks(*state);
        return std::make_shared<const BeliefMatrix>(BeliefMatrix::make(*state, blocks.at(block)));
    }
    /// The sentences, each with its state before it.
    QStringList said(ClusterFixture &fixture)
    {
        const ClusterStatePtr state = fixture.state();
        QStringList all;
        for (const BeliefBlock &block : beliefBlocks(*state)) {
            for (const BeliefLine &line : Wording().beliefs(*state, block))
                all << stateName(line.state) + u": " + line.text;
        }
        return all;
    }
    QStringList gaps(ClusterFixture &fixture)
    {
        const ClusterStatePtr state = fixture.state();
        QStringList all;
        for (const BeliefLine &line : Wording().beliefGaps(*state, listingNodes(*state)))
            all << line.text;
        return all;
    }
    QString cell(ClusterFixture &fixture, int row, int column, BeliefView view = BeliefView::Both)
    {
        return matrix(fixture)->cellText(row, column, view, clock.now());
    }
};

TEST_F(BeliefModelTest, EveryoneAgrees)
{
    ClusterFixture five = cluster(5);
    EXPECT_EQ(said(five), QStringList{u"ok: All 5 nodes see each other."_s});
    ClusterFixture two = cluster(2);
    EXPECT_EQ(said(two), QStringList{u"ok: app1 and app2 see each other."_s});
    ClusterFixture one = cluster(1);
    EXPECT_EQ(said(one), QStringList{u"ok: app1 is the only node: there is nobody else to see."_s});
    EXPECT_EQ(gaps(five), QStringList());
}

TEST_F(BeliefModelTest, OneWayLinksAreNamedWithTheOtherWay)
{
    ClusterFixture fixture = cluster(5).believe(1, 2, Belief::NotSeen);
    EXPECT_EQ(said(fixture), QStringList{u"critical: app2 does not see app3, though app3 sees it."_s});
    fixture.believe(0, 2, Belief::NotSeen);
    EXPECT_EQ(said(fixture), QStringList{u"critical: app1 and app2 do not see app3, though app3 sees them."_s});
    fixture.believe(2, 0, Belief::NotSeen);
    EXPECT_EQ(said(fixture), QStringList{u"critical: app1 and app2 do not see app3, though app3 sees app2."_s});
    ClusterFixture mutual = cluster(4).believe(1, 2, Belief::NotSeen).believe(2, 1, Belief::NotSeen);
    EXPECT_EQ(said(mutual), QStringList{u"critical: app2 and app3 do not see each other."_s});
}

TEST_F(BeliefModelTest, EveryoneAgainstOne)
{
    ClusterFixture fixture = cluster(4);
    for (const int from : {0, 1, 3})
        fixture.believe(from, 2, Belief::NotSeen);
    EXPECT_EQ(said(fixture), QStringList{u"critical: Nobody sees app3, though app3 sees all."_s});
    for (const int from : {0, 1, 3})
        fixture.believe(from, 2, Belief::Dead);
    EXPECT_EQ(said(fixture),
              QStringList({u"critical: By the API, nobody sees app3, though app3 sees all."_s,
                           u"critical: By gossip, everyone but app3 holds app3 dead, though app3 sees all."_s}));
    ClusterFixture blind = cluster(4);
    for (const int to : {0, 1, 3})
        blind.believe(2, to, Belief::NotSeen);
    EXPECT_EQ(said(blind), QStringList{u"critical: app3 sees nobody, though all the others see it."_s});
    ClusterFixture half = cluster(5).believe(2, 0, Belief::NotSeen).believe(2, 1, Belief::NotSeen);
    EXPECT_EQ(said(half), QStringList{u"critical: app3 does not see app1 and app2, though they see it."_s});
}

TEST_F(BeliefModelTest, IslandsAndLoners)
{
    ClusterFixture fixture = cluster(5).split({0, 1, 3}, {2, 4});
    EXPECT_EQ(said(fixture), QStringList{u"critical: Two islands: app1, app2 and app4; app3 and app5. Each elects its "
                                         "own leader and runs the scheduled jobs."_s});
    ClusterFixture loner = cluster(4).split({0, 1, 3}, {2});
    EXPECT_EQ(said(loner), QStringList{u"critical: app3 sees nobody and nobody sees it: it elects itself leader and "
                                       "runs the scheduled jobs a second time."_s});
    ClusterFixture pair = cluster(2).split({0}, {1});
    EXPECT_EQ(said(pair), QStringList{u"critical: app1 and app2 do not see each other. Each elects its own leader and "
                                      "runs the scheduled jobs."_s});
    ClusterFixture loose = cluster(5).split({0, 1, 3}, {2, 4}).believe(2, 0, Belief::Seen);
    EXPECT_TRUE(said(loose).first().startsWith(u"critical: Two islands: "_s));
    EXPECT_EQ(said(loose).mid(1), QStringList({u"critical: By the API, app1 does not see app3, though app3 sees it."_s,
                                               u"critical: By gossip, app1 holds app3 dead, though app3 sees it."_s}));
}

TEST_F(BeliefModelTest, SuspectedLeftAndStrangers)
{
    ClusterFixture fixture = cluster(4).believe(0, 2, Belief::Suspected, BeliefSource::Gossip);
    EXPECT_EQ(said(fixture),
              QStringList({u"warning: By gossip, app1 suspects app3: unless it answers in time, it is declared dead."_s,
                           u"ok: By the API, all 4 nodes see each other."_s}));
    ClusterFixture left = cluster(4);
    for (const int from : {0, 1, 3})
        left.believe(from, 2, Belief::Left, BeliefSource::Gossip);
    left.unknownLists(2);
    EXPECT_EQ(said(left).first(), u"warning: By gossip, app3 has left, as all the others have it."_s);
    ClusterFixture stranger = cluster(2).stranger(0, u"old\nname"_s, u"10.0.0.9"_s);
    stranger.stranger(1, u"gone"_s, u"10.0.0.8"_s, Belief::Dead);
    EXPECT_EQ(said(stranger).first(),
              u"warning: By gossip, app1 lists old<U+000A>name (10.0.0.9), which is no node of the file."_s);
    EXPECT_EQ(said(stranger).filter(u"gone"_s), QStringList());
}

TEST_F(BeliefModelTest, ApiAndGossipThatDifferAreNamed)
{
    ClusterFixture fixture = cluster(3).believe(0, 2, Belief::Dead, BeliefSource::Gossip);
    EXPECT_THAT(said(fixture),
                testing::Contains(u"warning: app1 lists app3 in its API, but its gossip holds it dead."_s));
    fixture.believe(1, 2, Belief::Dead, BeliefSource::Gossip).believe(2, 0, Belief::NotSeen, BeliefSource::Api);
    EXPECT_THAT(said(fixture),
                testing::Contains(u"warning: app1 and app2 list app3 in their API, but their gossip holds it dead."_s));
    EXPECT_THAT(said(fixture),
                testing::Contains(u"warning: app3 does not list app1 in its API, but its gossip sees it."_s));
    EXPECT_TRUE(matrix(fixture)->isDifferent(0, 2));
    EXPECT_FALSE(matrix(fixture)->isDifferent(0, 1));
    EXPECT_EQ(cell(fixture, 0, 2),
              u"app1 sees app3, by its API, 4 s ago; app1 holds app3 dead, by gossip, 6 s ago; the two differ"_s);
    EXPECT_EQ(matrix(fixture)->shownSource(0, 2, BeliefView::Both), BeliefSource::Gossip);
    EXPECT_EQ(matrix(fixture)->shownSource(2, 0, BeliefView::Both), BeliefSource::Api);
}

TEST_F(BeliefModelTest, OldListsCountForNothingAndShowTheirAge)
{
    ClusterFixture fixture = cluster(3).staleLists(2, std::chrono::seconds(130)).believe(2, 0, Belief::NotSeen);
    EXPECT_EQ(said(fixture),
              QStringList{u"ok: app1 and app2 see each other and all the others; what those see is not known."_s});
    EXPECT_EQ(gaps(fixture), QStringList({u"app3 does not answer: its list is unknown, or as it was last."_s,
                                          u"The gossip port of app3 does not answer."_s}));
    EXPECT_EQ(cell(fixture, 2, 1, BeliefView::Gossip), u"app3 sees app2, by gossip, 2 min ago and not heard since"_s);
    EXPECT_EQ(matrix(fixture)->staleAge(2, BeliefView::Both, clock.now()), u"2 min"_s);
    EXPECT_EQ(matrix(fixture)->staleAge(1, BeliefView::Both, clock.now()), QString());
    EXPECT_TRUE(matrix(fixture)->isStale(2, BeliefSource::Api));
    EXPECT_TRUE(matrix(fixture)->toText(BeliefView::Api).contains(u"app3\tnot seen (old)\tseen (old)\titself"_s));
    fixture.paused();
    EXPECT_TRUE(matrix(fixture)->isStale(0, BeliefSource::Api));
}

TEST_F(BeliefModelTest, UnknownRowsSayWhy)
{
    ClusterFixture fixture = cluster(3).unknownLists(1);
    EXPECT_EQ(cell(fixture, 1, 0, BeliefView::Api), u"whether app2 sees app1 is not known by its API"_s);
    EXPECT_EQ(matrix(fixture)->rowText(1, BeliefView::Both, clock.now()), u"app2 – Ok\nIts list is not known."_s);
    EXPECT_EQ(matrix(fixture)->belief(1, 0, BeliefSource::Gossip), Belief::Unknown);

    ClusterFixture noToken = ClusterFixture(u"production"_s, 4, clock).withoutToken();
    EXPECT_TRUE(beliefBlocks(*noToken.state()).empty());
    EXPECT_EQ(gaps(noToken), QStringList({u"Without a token the API of all 4 nodes tells no list."_s,
                                          u"The gossip of all 4 nodes is not asked: the cluster file switches it "
                                          "off."_s}));
    ClusterFixture forbidden = ClusterFixture(u"production"_s, 2, clock).forbiddenToken();
    EXPECT_EQ(gaps(forbidden).first(), u"The token may not read the lists of app1 and app2 (missing permission: "
                                       "sysconsole_read_environment_high_availability)."_s);
    const auto closed = [this](GossipFact::Access access) {
        ClusterFixture made = cluster(2).closedGossip(access);
        return gaps(made).join(u'|');
    };
    EXPECT_EQ(closed(GossipFact::Access::NeedsKey),
              u"The gossip of app1 and app2 is encrypted and the key is not at hand."_s);
    EXPECT_EQ(closed(GossipFact::Access::KeyRefused),
              u"The gossip of app1 and app2 is encrypted with another key than the one given."_s);
    EXPECT_EQ(closed(GossipFact::Access::NotEncrypted),
              u"A gossip key is given, but app1 and app2 do not encrypt: their answers count for nothing."_s);
    EXPECT_EQ(closed(GossipFact::Access::Refused),
              u"The gossip of app1 and app2 refuses to tell its list: remote node complains."_s);
}

TEST_F(BeliefModelTest, ProductsHaveBlocksOfTheirOwn)
{
    ClusterFixture fixture = cluster(5);
    for (const int node : {1, 3})
        fixture.target(node).settings.product = u"generic"_s;
    fixture.target(4).settings.product = u"portus"_s;
    fixture.target(4).listed.reset();
    fixture.target(4).held.reset();
    const std::vector<BeliefBlock> blocks = beliefBlocks(*fixture.state());
    ASSERT_EQ(blocks.size(), 2U);
    EXPECT_EQ(blocks[0].nodes, std::vector<TargetId>({{0}, {2}}));
    EXPECT_EQ(blocks[1].nodes, std::vector<TargetId>({{1}, {3}}));
    EXPECT_EQ(matrix(fixture, 1)->product, u"Generic"_s);
    EXPECT_EQ(matrix(fixture, 1)->member(1).name, u"app4"_s);
}

TEST_F(BeliefModelTest, StrangersAreColumnsWithoutRows)
{
    ClusterFixture fixture = cluster(2).stranger(0, u"old"_s, u"10.0.0.9"_s).stranger(1, u""_s, u"10.0.0.8"_s);
    const BeliefMatrixPtr shown = matrix(fixture);
    ASSERT_EQ(shown->columnCount(), 4);
    EXPECT_EQ(shown->rowCount(), 2);
    EXPECT_EQ(shown->columnText(2), u"10.0.0.8 – unexpected: no node of the file"_s);
    EXPECT_EQ(shown->columnText(3), u"old 10.0.0.9 – unexpected: no node of the file"_s);
    EXPECT_EQ(shown->belief(0, 3, BeliefSource::Gossip), Belief::Seen);
    EXPECT_EQ(shown->belief(1, 3, BeliefSource::Gossip), Belief::NotSeen);
    EXPECT_FALSE(shown->isDifferent(0, 3));
    for (int i = 0; i < 100; ++i)
        fixture.stranger(0, u"s%1"_s.arg(i), u"10.0.1.%1"_s.arg(i));
    EXPECT_EQ(matrix(fixture)->columnCount(), 2 + static_cast<int>(BeliefMatrix::MostStrangers));
    EXPECT_EQ(said(fixture).filter(u"more members are no nodes of the file"_s).size(), 1);
}

TEST_F(BeliefModelTest, SentencesStayFewHoweverManyNodes)
{
    ClusterFixture fixture = cluster(64);
    for (int from = 0; from < 64; ++from) {
        for (int to = 0; to < 64; ++to) {
            if (from != to && (from * 7 + to * 13) % 5 == 0)
                fixture.believe(from, to, from % 2 == 0 ? Belief::NotSeen : Belief::Suspected);
        }
    }
    const QStringList all = said(fixture);
    EXPECT_LE(all.size(), 30);
    for (const QString &line : all)
        EXPECT_LT(line.size(), 300) << line.toStdString();
    EXPECT_EQ(all.filter(u"more links are missing"_s).size(), 1);
}

TEST_F(BeliefModelTest, CellsChangeInPlaceAndOtherMembersAnew)
{
    BeliefModel model(BeliefView::Both);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    ClusterFixture fixture = cluster(3);
    model.setMatrix(matrix(fixture), clock.now());
    EXPECT_EQ(model.index(0, 1).data().toString(), u"seen"_s);
    EXPECT_EQ(model.index(1, 1).data().toString(), QString());
    EXPECT_EQ(model.index(1, 1).data(Qt::AccessibleTextRole).toString(), u"app2 itself"_s);
    const QPersistentModelIndex kept = model.index(0, 2);
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
    model.setMatrix(matrix(fixture), clock.now());
    EXPECT_EQ(changes.count(), 0);
    fixture.believe(0, 2, Belief::Dead);
    model.setMatrix(matrix(fixture), clock.now());
    EXPECT_EQ(changes.count(), 1);
    EXPECT_EQ(resets.count(), 0);
    EXPECT_EQ(kept.data().toString(), u"dead"_s);
    model.setView(BeliefView::Api);
    EXPECT_EQ(kept.data().toString(), u"not seen"_s);
    EXPECT_EQ(kept.data(Qt::ToolTipRole).toString(), u"app1 does not see app3, by its API, 4 s ago"_s);
    EXPECT_EQ(model.headerData(2, Qt::Horizontal, Qt::DisplayRole).toString(), u"app3"_s);
    EXPECT_EQ(model.headerData(2, Qt::Horizontal, Qt::ToolTipRole).toString(), u"app3 – Ok"_s);
    EXPECT_FALSE(model.headerData(9, Qt::Horizontal, Qt::DisplayRole).isValid());
    ClusterFixture other = cluster(4);
    model.setMatrix(matrix(other), clock.now());
    EXPECT_EQ(resets.count(), 1);
    EXPECT_EQ(model.columnCount(), 4);
}

TEST_F(BeliefModelTest, AgesGoOnByThemselves)
{
    BeliefModel model(BeliefView::Gossip);
    ClusterFixture fixture = cluster(2).staleLists(1, std::chrono::seconds(20));
    model.setMatrix(matrix(fixture), clock.now());
    EXPECT_EQ(model.staleAge(1), u"20 s"_s);
    QSignalSpy headers(&model, &QAbstractItemModel::headerDataChanged);
    model.setNow(clock.now() + std::chrono::seconds(10));
    EXPECT_EQ(headers.count(), 1);
    EXPECT_EQ(model.staleAge(1), u"30 s"_s);
    EXPECT_EQ(model.index(0, 1).data(Qt::AccessibleTextRole).toString(), u"app1 sees app2, by gossip, 16 s ago"_s);
}

TEST_F(BeliefModelTest, CopiesAsTextAndMarkdownWithoutMarkup)
{
    ClusterFixture fixture = cluster(2).believe(0, 1, Belief::Dead, BeliefSource::Gossip);
    fixture.file.nodes[1].name = fixture.target(1).settings.name = u"a|p*2"_s;
    EXPECT_EQ(matrix(fixture)->toText(BeliefView::Both),
              u"row sees column\tapp1\ta|p*2\napp1\titself\tAPI: seen, gossip: dead\na|p*2\tseen\titself\n"_s);
    EXPECT_EQ(matrix(fixture)->toMarkdown(BeliefView::Gossip),
              u"| row sees column | app1 | a\\|p\\*2 |\n|---|---|---|\n| app1 | itself | dead |\n| a\\|p\\*2 | seen | "
              "itself |\n"_s);
}

} // namespace

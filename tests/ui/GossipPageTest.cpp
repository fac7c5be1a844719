// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "WindowFixture.h"

#include "ui/pages/GossipPage.h"
#include "ui/widgets/Announcer.h"
#include "ui/widgets/BeliefMatrixView.h"
#include "ui/widgets/BeliefPanel.h"

#include <QAccessible>
#include <QClipboard>
#include <QComboBox>
#include <QHeaderView>
#include <QHelpEvent>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QToolTip>

using namespace rollcall;
using namespace rollcall::test;
using namespace Qt::StringLiterals;

namespace {

class GossipPageTest : public WindowTest
{
protected:
    ClusterFixture agreed(int count) { return nodes(count).agreed(); }
    GossipPage &open()
    {
        window();
        press(Qt::Key_G, Qt::ControlModifier);
        return page();
    }
    GossipPage &page() { return *window().findChild<GossipPage *>(); }
    BeliefPanel &panel(std::size_t index = 0) { return *page().panels().at(index); }
    BeliefMatrixView &matrix() { return panel().firstView(); }
    QString cellLine() { return child<QLabel>("cell").text(); }
    QString announced() { return window().findChild<Announcer *>()->text(); }
    QString emptyTitle() { return child<QLabel>("emptyTitle").text(); }
    QPushButton &emptyAction() { return child<QPushButton>("emptyAction"); }
    /// Where the middle of a cell is in the viewport.
    QPoint middle(int row, int column) { return matrix().visualRect(matrix().model()->index(row, column)).center(); }
};

TEST_F(GossipPageTest, OpensByKeyMenuAndPaletteAndGoesBack)
{
    clusters.add(agreed(3));
    open();
    EXPECT_EQ(window().currentPage(), &page());
    EXPECT_EQ(QApplication::focusWidget(), &matrix());
    EXPECT_EQ(child<QLabel>("gossipHeading").text(), u"Who sees whom – production"_s);
    press(Qt::Key_Escape);
    EXPECT_EQ(window().currentPage(), &board());
    EXPECT_NE(window().findChild<QAction *>(u"gossip"_s), nullptr);
}

TEST_F(GossipPageTest, EmptyPlacesSayWhyAndOfferTheNextAction)
{
    open();
    EXPECT_EQ(emptyTitle(), u"No cluster is open"_s);
    emptyAction().click();
    EXPECT_EQ(prompts.filesToOpen.size(), 0U);

    const ClusterKey key = clusters.add(nodes(4).withoutToken(), scratch.filePath(u"x.json"_s));
    settle();
    EXPECT_EQ(page().cluster(), key);
    EXPECT_EQ(emptyTitle(), u"No list is known"_s);
    EXPECT_EQ(emptyAction().text(), u"&Edit the cluster…"_s);
    QStringList reasons;
    for (const QLabel *label : page().findChild<EmptyGossip *>()->findChildren<QLabel *>())
        reasons << label->text();
    EXPECT_TRUE(reasons.contains(u"Without a token the API of all 4 nodes tells no list."_s));

    clusters.fixture(key) = nodes(2).unasked();
    clusters.publish(key);
    settle();
    EXPECT_EQ(emptyAction().text(), u"&Probe now"_s); // though gossip is off
    clusters.fixture(key) = nodes(2);
    for (TargetState &target : clusters.fixture(key).targets) {
        target.settings.product = u"portus"_s;
        target.facts.specs.clear();
    }
    clusters.publish(key);
    settle();
    EXPECT_EQ(emptyTitle(), u"These nodes keep no list of each other"_s);
}

TEST_F(GossipPageTest, NothingIsAskedYet)
{
    ClusterFixture fixture = nodes(2).agreed();
    for (int i = 0; i < 2; ++i) {
        fixture.target(i).listed.reset();
        fixture.target(i).held.reset();
        fixture.target(i).facts = TargetFacts{};
    }
    clusters.add(fixture);
    open();
    EXPECT_EQ(emptyAction().text(), u"&Probe now"_s);
    emptyAction().click();
    EXPECT_FALSE(clusters.probed.empty());
}

TEST_F(GossipPageTest, OneNodeAndTwo)
{
    const ClusterKey key = clusters.add(agreed(1));
    open();
    EXPECT_EQ(matrix().model()->rowCount(), 1);
    EXPECT_EQ(panel().lines().front().state, State::Ok);
    clusters.fixture(key) = agreed(2).believe(1, 0, Belief::NotSeen);
    clusters.publish(key);
    settle();
    EXPECT_EQ(matrix().model()->rowCount(), 2);
    EXPECT_EQ(panel().lines().front().text, u"app2 does not see app1, though app1 sees it."_s);
    EXPECT_TRUE(panel().isSideBySide());
}

TEST_F(GossipPageTest, ManyNodesStandInOneMatrixThatIsSeenAcross)
{
    clusters.add(agreed(64));
    open();
    EXPECT_FALSE(panel().isSideBySide());
    EXPECT_TRUE(panel().secondView().isHidden() || !panel().secondView().isVisible());
    EXPECT_FALSE(matrix().horizontalHeader()->length() > matrix().viewport()->width());
    EXPECT_TRUE(matrix().geometryOfCells().isTurned);
    EXPECT_GE(matrix().geometryOfCells().cellWidth, 12);
    theme.setTextScale(2);
    settle();
    EXPECT_GE(matrix().geometryOfCells().cellWidth, 18);
    theme.setTextScale(1);
}

TEST_F(GossipPageTest, TheSourcesAreSwitchedAndOneAloneNeedsNoSwitch)
{
    const ClusterKey key = clusters.add(agreed(3).believe(0, 2, Belief::Dead));
    open();
    EXPECT_TRUE(panel().isSideBySide());
    EXPECT_TRUE(panel().secondView().isVisible());
    page().setView(BeliefView::Gossip);
    settle();
    EXPECT_FALSE(panel().secondView().isVisible());
    EXPECT_EQ(matrix().model()->index(0, 2).data().toString(), u"dead"_s);
    page().setView(BeliefView::Api);
    EXPECT_EQ(matrix().model()->index(0, 2).data().toString(), u"not seen"_s);
    clusters.fixture(key) = nodes(3).agreed(false);
    clusters.publish(key);
    page().setView(BeliefView::Gossip);
    settle();
    EXPECT_EQ(matrix().model()->index(0, 2).data().toString(), u"seen"_s); // there is no other
    for (const QToolButton *button : page().findChildren<QToolButton *>())
        EXPECT_FALSE(button->isVisible() && button->isCheckable());
}

TEST_F(GossipPageTest, KeysMoveAndOpenNodes)
{
    clusters.add(agreed(4));
    open();
    EXPECT_EQ(matrix().currentIndex(), matrix().model()->index(0, 1));
    press(Qt::Key_Right);
    press(Qt::Key_Down);
    EXPECT_EQ(matrix().currentIndex(), matrix().model()->index(1, 2));
    EXPECT_EQ(panel().secondView().currentIndex().row(), 1);
    EXPECT_EQ(cellLine(), u"app2 sees app3, by its API, 4 s ago; app2 sees app3, by gossip, 6 s ago"_s);
    press(Qt::Key_Return);
    ASSERT_EQ(window().currentPage(), &node());
    EXPECT_EQ(node().target(), TargetId{1});
    open();
    press(Qt::Key_Return, Qt::ShiftModifier);
    EXPECT_EQ(node().target(), TargetId{2});
}

TEST_F(GossipPageTest, APressOnANameOpensItsNodeAndStrangersHaveNone)
{
    clusters.add(agreed(3).stranger(0, u"old"_s, u"10.0.0.9"_s));
    open();
    QHeaderView *columns = matrix().horizontalHeader();
    const auto pressColumn = [&](int column) {
        QTest::mouseClick(columns->viewport(), Qt::LeftButton, {},
                          QPoint(columns->sectionViewportPosition(column) + 5, columns->height() / 2));
        settle();
    };
    pressColumn(3);
    EXPECT_EQ(window().currentPage(), &page());
    pressColumn(2);
    ASSERT_EQ(window().currentPage(), &node());
    EXPECT_EQ(node().target(), TargetId{2});
}

TEST_F(GossipPageTest, CellsAndHeadersHaveToolTipsAndAccessibleNames)
{
    ClusterFixture fixture = agreed(3).believe(0, 2, Belief::Dead, BeliefSource::Gossip);
    fixture.file.nodes[1].name = fixture.target(1).settings.name = u"<b>app2</b>"_s;
    clusters.add(fixture);
    open();
    page().setView(BeliefView::Gossip);
    settle();
    QAccessibleInterface *table = QAccessible::queryAccessibleInterface(&matrix());
    ASSERT_NE(table, nullptr);
    ASSERT_NE(table->tableInterface(), nullptr);
    QAccessibleInterface *cell = table->tableInterface()->cellAt(0, 2);
    ASSERT_NE(cell, nullptr);
    EXPECT_EQ(cell->text(QAccessible::Name), u"app1 holds app3 dead, by gossip, 6 s ago"_s);
    EXPECT_FALSE(matrix().accessibleName().isEmpty());

    const QPoint at = middle(0, 1);
    QHelpEvent help(QEvent::ToolTip, at, matrix().viewport()->mapToGlobal(at));
    QApplication::sendEvent(matrix().viewport(), &help);
    EXPECT_THAT(QToolTip::text().toStdString(), testing::HasSubstr("sees &lt;b&gt;app2&lt;/b&gt;, by gossip"));
    QHeaderView *rows = matrix().verticalHeader();
    const QPoint name(10, rows->sectionViewportPosition(2) + 5);
    QHelpEvent nameHelp(QEvent::ToolTip, name, rows->viewport()->mapToGlobal(name));
    QApplication::sendEvent(rows->viewport(), &nameHelp);
    EXPECT_THAT(QToolTip::text().toStdString(), testing::HasSubstr("app3 – Ok"));
    QToolTip::hideText();
}

TEST_F(GossipPageTest, ThePointerShowsACellAndLeavingShowsTheCurrentOne)
{
    clusters.add(agreed(3));
    open();
    QTest::mouseMove(matrix().viewport(), middle(2, 0));
    settle();
    EXPECT_TRUE(cellLine().startsWith(u"app3 sees app1"_s)) << cellLine().toStdString();
    QEvent leave(QEvent::Leave);
    QApplication::sendEvent(&matrix(), &leave);
    EXPECT_TRUE(cellLine().startsWith(u"app1 sees app2"_s)) << cellLine().toStdString();
}

TEST_F(GossipPageTest, CopiesAsTextAndMarkdown)
{
    clusters.add(agreed(2).believe(0, 1, Belief::NotSeen));
    open();
    press(Qt::Key_C, Qt::ControlModifier);
    const QString text = QApplication::clipboard()->text();
    EXPECT_TRUE(text.startsWith(u"Who sees whom – production\n"_s));
    EXPECT_TRUE(text.contains(u"app1 does not see app2, though app2 sees it.\n"_s));
    EXPECT_TRUE(text.contains(u"app1\titself\tnot seen\n"_s));
    EXPECT_EQ(announced(), u"Copied the matrix as text."_s);
    child<QPushButton>("gossipCopyMarkdown").click();
    EXPECT_TRUE(QApplication::clipboard()->text().contains(u"| app1 | itself | not seen |\n"_s));
    EXPECT_TRUE(QApplication::clipboard()->text().startsWith(u"## Who sees whom – production\n"_s));
}

TEST_F(GossipPageTest, AChangeIsAnnouncedAndTheFirstSightIsNot)
{
    const ClusterKey key = clusters.add(agreed(3));
    open();
    EXPECT_EQ(announced(), QString());
    clusters.fixture(key).believe(0, 2, Belief::NotSeen);
    clusters.publish(key);
    EXPECT_EQ(announced(), u"app1 does not see app3, though app3 sees it."_s);
}

TEST_F(GossipPageTest, OldRowsShowTheirAgeAndAgeOn)
{
    clusters.add(agreed(3).staleLists(2, std::chrono::seconds(50)));
    open();
    EXPECT_EQ(matrix().beliefs().staleAge(2), u"50 s"_s);
    matrix().setCurrentIndex(matrix().model()->index(2, 0));
    clock.advance(std::chrono::seconds(10));
    page().tick();
    EXPECT_EQ(matrix().beliefs().staleAge(2), u"60 s"_s);
    EXPECT_TRUE(cellLine().contains(u"60 s ago and not heard since"_s)) << cellLine().toStdString();
}

TEST_F(GossipPageTest, TheCurrentCellStaysWhenCellsChange)
{
    const ClusterKey key = clusters.add(agreed(4));
    open();
    matrix().setCurrentIndex(matrix().model()->index(2, 3));
    clusters.fixture(key).believe(2, 3, Belief::NotSeen);
    clusters.publish(key);
    EXPECT_EQ(matrix().currentIndex(), matrix().model()->index(2, 3));
    EXPECT_TRUE(cellLine().startsWith(u"app3 does not see app4"_s));
}

TEST_F(GossipPageTest, ShowsTheClusterThatWasLookedAtAndOthersByChoice)
{
    clusters.add(agreed(2));
    const ClusterKey second = clusters.add(nodes(3, u"other"_s).agreed());
    window();
    view().setCurrentIndex(model().index(model().rowOf(second, {0})));
    open();
    EXPECT_EQ(page().cluster(), second);
    EXPECT_EQ(matrix().model()->rowCount(), 3);
    auto &choice = child<QComboBox>("gossipCluster");
    ASSERT_EQ(choice.count(), 2);
    choice.setCurrentIndex(0);
    Q_EMIT choice.activated(0);
    EXPECT_EQ(matrix().model()->rowCount(), 2);
    clusters.close(page().cluster());
    settle();
    EXPECT_EQ(page().cluster(), second);
}

TEST_F(GossipPageTest, EachProductHasABlock)
{
    ClusterFixture fixture = agreed(5);
    for (const int node : {3, 4})
        fixture.target(node).settings.product = u"generic"_s;
    const ClusterKey key = clusters.add(fixture);
    open();
    ASSERT_EQ(page().panels().size(), 2U);
    EXPECT_EQ(panel(1).matrix().rowCount(), 2);
    EXPECT_TRUE(page().plainText().contains(u"\nGeneric\n"_s));
    clusters.fixture(key) = agreed(5);
    clusters.publish(key);
    EXPECT_EQ(page().panels().size(), 1U);
}

TEST_F(GossipPageTest, WhatTheFileCanMendLeadsToTheEditor)
{
    clusters.add(agreed(2).closedGossip(GossipFact::Access::NeedsKey));
    open();
    EXPECT_FALSE(child<QPushButton>("editForGossip").isVisible()); // no file
    const ClusterKey second = clusters.add(nodes(2, u"b"_s).agreed().closedGossip(GossipFact::Access::NeedsKey),
                                           scratch.filePath(u"b.json"_s));
    page().showCluster(second);
    page().entered();
    settle();
    EXPECT_TRUE(child<QPushButton>("editForGossip").isVisible());
    child<QPushButton>("editForGossip").click();
    EXPECT_EQ(prompts.errors.size(), 1U); // that file cannot be read
}

TEST(BeliefGeometryTest, FitsWhatThereIsAndStaysReadable)
{
    for (const int unit : {8, 12, 16}) {
        for (const int count : {1, 2, 5, 12, 24, 64, 76}) {
            for (const int width : {300, 840, 1200}) {
                const BeliefGeometry::Needs needs{count, count, unit * 6, unit * 9, unit * 7 / 4, unit};
                const BeliefGeometry geometry = BeliefGeometry::make(needs, {width, 500});
                EXPECT_GE(geometry.cellWidth, unit * 3 / 2);
                EXPECT_GE(geometry.cellHeight, needs.line);
                EXPECT_LE(geometry.cellHeight, std::max(geometry.cellWidth, needs.line));
                EXPECT_GT(geometry.rowHeader, 0);
                EXPECT_LE(geometry.rowHeader, std::max(unit * 8, width / 2));
                const bool isNarrowest = geometry.cellWidth == BeliefGeometry::narrowestCell(needs);
                EXPECT_TRUE(isNarrowest || geometry.size(count, count).width() <= width) << count << " in " << width;
            }
        }
    }
}

} // namespace

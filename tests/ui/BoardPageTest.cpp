// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "WindowFixture.h"

#include "support/SyntheticSeries.h"
#include "ui/models/Words.h"
#include "ui/widgets/Announcer.h"
#include "ui/widgets/CountButton.h"
#include "ui/widgets/ProductionFrame.h"

#include <QAccessible>
#include <QLabel>
#include <QPushButton>
#include <QScrollBar>

using namespace rollcall;
using namespace rollcall::test;
using namespace Qt::StringLiterals;

namespace {

class BoardPageTest : public WindowTest
{};

TEST_F(BoardPageTest, EmptyOffersWhatToDoNext)
{
    child<QPushButton>("tryBuiltIn").click();
    EXPECT_EQ(builtInWanted, 1);
    prompts.filesToOpen.push_back(scratch.filePath(u"none.json"_s));
    child<QPushButton>("openFile").click();
    ASSERT_EQ(prompts.errors.size(), 1U);
    EXPECT_THAT(prompts.errors[0].text.toStdString(), testing::HasSubstr("none.json was refused"));
    EXPECT_FALSE(view().isVisible());
    clusters.add(nodes(1));
    EXPECT_TRUE(view().isVisible());
    EXPECT_FALSE(child<QPushButton>("tryBuiltIn").isVisible());
}

TEST_F(BoardPageTest, OneNode)
{
    clusters.add(ClusterFixture(u"lab"_s, 1, clock, false));
    window();
    EXPECT_EQ(child<QLabel>("verdict").text(), words::wording().verdict(*clusters.state(clusters.keys()[0])));
    EXPECT_EQ(model().tileCount(), 1);
    EXPECT_EQ(currentTile(), u"app1"_s);
}

TEST_F(BoardPageTest, TheVerdictIsTheLargestTextAndFollowsTheState)
{
    const ClusterKey key = clusters.add(nodes(3));
    const QString before = child<QLabel>("verdict").text();
    clusters.fixture(key).breakDown(2);
    clusters.publish(key);
    const QString after = child<QLabel>("verdict").text();
    EXPECT_NE(before, after);
    EXPECT_THAT(after.toStdString(), testing::StartsWith("app3 is down: connection refused"));
    EXPECT_EQ(child<QLabel>("verdict").accessibleName(), after);
    for (const QLabel *label : board().findChildren<QLabel *>())
        EXPECT_LE(label->font().pointSizeF(), child<QLabel>("verdict").font().pointSizeF());
}

TEST_F(BoardPageTest, OfSeveralClustersTheWorstSpeaks)
{
    clusters.add(nodes(2, u"one"_s));
    clusters.add(nodes(3, u"two"_s).breakDown(0));
    EXPECT_THAT(child<QLabel>("verdict").text().toStdString(), testing::StartsWith("two: "));
    EXPECT_THAT(model().section(0).verdict.toStdString(), testing::HasSubstr("healthy"));
}

TEST_F(BoardPageTest, CountsAreFilters)
{
    clusters.add(nodes(4).breakDown(1).clockSkew(2));
    window();
    EXPECT_EQ(child<CountButton>("count.critical").accessibleName(), u"Critical: 1"_s);
    EXPECT_EQ(child<CountButton>("count.ok").accessibleName(), u"Ok: 3"_s);
    child<CountButton>("count.critical").click();
    EXPECT_EQ(model().tileCount(), 1);
    child<CountButton>("count.warning").click();
    EXPECT_EQ(model().tileCount(), 2);
    press(Qt::Key_Escape);
    EXPECT_EQ(model().tileCount(), 5);
    EXPECT_FALSE(child<CountButton>("count.critical").isChecked());
}

TEST_F(BoardPageTest, SlashFiltersEnterReturnsEscapeClears)
{
    clusters.add(nodes(4).breakDown(1));
    window();
    press(Qt::Key_Slash);
    EXPECT_EQ(QApplication::focusWidget()->objectName(), u"filter"_s);
    QTest::keyClicks(QApplication::focusWidget(), u"!ok"_s);
    EXPECT_EQ(model().tileCount(), 1);
    press(Qt::Key_Return);
    EXPECT_EQ(QApplication::focusWidget(), &view());
    press(Qt::Key_Escape);
    EXPECT_EQ(model().tileCount(), 5);
    EXPECT_EQ(child<QLineEdit>("filter").text(), u""_s);
}

TEST_F(BoardPageTest, ArrowsMoveBetweenTilesAndSkipHeaders)
{
    clusters.add(nodes(7, u"one"_s));
    clusters.add(nodes(2, u"two"_s));
    window();
    ASSERT_EQ(QApplication::focusWidget(), &view());
    EXPECT_EQ(currentTile(), u"app1"_s);
    press(Qt::Key_Right);
    EXPECT_EQ(currentTile(), u"app2"_s);
    press(Qt::Key_Left);
    press(Qt::Key_Left);
    EXPECT_EQ(currentTile(), u"app1"_s);
    press(Qt::Key_Down); // four columns at this width
    EXPECT_EQ(currentTile(), u"app5"_s);
    press(Qt::Key_Down); // over the header of the next cluster
    EXPECT_EQ(currentTile(), u"app1"_s);
    EXPECT_EQ(model().cluster(view().currentIndex().row()), clusters.keys()[1]);
    press(Qt::Key_Up);
    EXPECT_EQ(currentTile(), u"app5"_s);
    press(Qt::Key_End);
    EXPECT_EQ(currentTile(), u"Proxy"_s);
    press(Qt::Key_Home);
    EXPECT_EQ(currentTile(), u"app1"_s);
}

TEST_F(BoardPageTest, TilesDoNotJumpUnderThePointer)
{
    const ClusterKey key = clusters.add(nodes(3));
    window();
    QTest::mouseMove(view().viewport(), centreOf(3));
    settle();
    clusters.fixture(key).breakDown(2);
    clusters.publish(key);
    EXPECT_EQ(model().index(3).data().toString(), u"app3"_s);
    EXPECT_EQ(model().tile(3)->state, State::Critical);
    QEvent leave(QEvent::Leave);
    QApplication::sendEvent(view().viewport(), &leave);
    EXPECT_EQ(model().index(1).data().toString(), u"app3"_s);
}

TEST_F(BoardPageTest, AClickOpensTheNodeAndOnlyATile)
{
    clusters.add(nodes(3));
    window();
    QTest::mouseClick(view().viewport(), Qt::LeftButton, {}, centreOf(2));
    EXPECT_EQ(window().currentPage(), &node());
    EXPECT_EQ(node().target(), TargetId{1});
    press(Qt::Key_Escape);
    EXPECT_EQ(window().currentPage(), &board());
    EXPECT_EQ(currentTile(), u"app2"_s);
    QTest::mouseClick(view().viewport(), Qt::LeftButton, {}, centreOf(0));
    EXPECT_EQ(window().currentPage(), &board());
}

TEST_F(BoardPageTest, TheCurrentTileStaysCurrentWhileOthersMove)
{
    const ClusterKey key = clusters.add(nodes(3));
    window();
    press(Qt::Key_Right);
    ASSERT_EQ(currentTile(), u"app2"_s);
    clusters.fixture(key).breakDown(2);
    clusters.publish(key);
    EXPECT_EQ(currentTile(), u"app2"_s);
    child<QLineEdit>("filter").setText(u"app2"_s);
    EXPECT_EQ(currentTile(), u"app2"_s);
}

TEST_F(BoardPageTest, DensityIsRememberedAndTheWallIsLarger)
{
    clusters.add(nodes(3));
    window();
    const QSize desk = view().visualRect(model().index(1)).size();
    press(Qt::Key_2, Qt::ControlModifier);
    EXPECT_EQ(board().density(), Density::List);
    EXPECT_EQ(settings.value(u"look/density"_s).toInt(), static_cast<int>(Density::List));
    EXPECT_GT(view().visualRect(model().index(1)).width(), 1000);
    press(Qt::Key_1, Qt::ControlModifier);
    press(Qt::Key_F11);
    EXPECT_TRUE(window().isFullScreen());
    EXPECT_GT(view().visualRect(model().index(1)).height(), desk.height() * 3 / 2);
    EXPECT_FALSE(child<QLineEdit>("filter").isVisible());
    press(Qt::Key_Escape);
    EXPECT_FALSE(window().isFullScreen());
    EXPECT_EQ(board().density(), Density::Desk);
    EXPECT_TRUE(child<QLineEdit>("filter").isVisible());
}

TEST_F(BoardPageTest, ProductionHasAFrameAndTestHasNone)
{
    ClusterFixture lab = nodes(2, u"lab"_s);
    lab.file.environment = ClusterFile::Environment::Test;
    clusters.add(lab);
    window();
    EXPECT_FALSE(child<ProductionFrame>("productionFrame").isProduction());
    const ClusterKey production = clusters.add(nodes(2));
    EXPECT_TRUE(child<ProductionFrame>("productionFrame").isProduction());
    clusters.close(production);
    EXPECT_FALSE(child<ProductionFrame>("productionFrame").isProduction());
}

TEST_F(BoardPageTest, NoticesAndSecretErrorsAreSaidAtTheTop)
{
    clusters.secretErrorLines = {u"Token: ROLLCALL_TOKEN is not set."_s};
    clusters.add(nodes(1), {}, u"This is a <b>demonstration</b>."_s);
    window();
    QStringList lines;
    for (const QLabel *label : board().findChild<QWidget *>(u"notices"_s)->findChildren<QLabel *>()) {
        lines << label->text();
        EXPECT_EQ(label->textFormat(), Qt::PlainText);
    }
    EXPECT_EQ(lines, QStringList({u"This is a <b>demonstration</b>."_s, u"Token: ROLLCALL_TOKEN is not set."_s}));
}

TEST_F(BoardPageTest, AProbeOfNoNodeIsSaidAtTheTop)
{
    const ClusterKey key = clusters.add(nodes(1));
    window();
    clusters.fixture(key).add(Code::ProbeFailed, {}, {{u"probe"_s, u"harbor"_s}, {u"got"_s, u"HTTP 503"_s}});
    clusters.publish(key);
    const auto labels = board().findChild<QWidget *>(u"notices"_s)->findChildren<QLabel *>();
    ASSERT_EQ(labels.size(), 1);
    EXPECT_EQ(labels.front()->text(), u"Probe harbor fails (HTTP 503)."_s);
}

TEST_F(BoardPageTest, ChangesAreAnnouncedTheWorstFirst)
{
    const ClusterKey key = clusters.add(nodes(6));
    window();
    for (const int i : {0, 1, 2})
        clusters.fixture(key).clockSkew(i);
    clusters.fixture(key).breakDown(4);
    clusters.publish(key);
    const QString said = child<QLabel>("announcer").text();
    EXPECT_THAT(said.toStdString(), testing::HasSubstr("app5 is critical: connection refused; app1 is warning"));
    EXPECT_THAT(said.toStdString(), testing::HasSubstr("; and 1 more change"));
    EXPECT_EQ(child<QLabel>("announcer").accessibleName(), said);
}

TEST_F(BoardPageTest, ThatANodeAnswersForTheFirstTimeIsNoNewsUnlessItIsIll)
{
    const ClusterKey key = clusters.add(nodes(3).unasked());
    window();
    clusters.fixture(key) = nodes(3);
    clusters.publish(key);
    EXPECT_EQ(child<QLabel>("announcer").text(), u""_s);
    clusters.fixture(key) = nodes(3).unasked();
    clusters.publish(key);
    clusters.fixture(key) = nodes(3).unhealthyDatabase(1);
    clusters.publish(key);
    EXPECT_THAT(child<QLabel>("announcer").text().toStdString(),
                testing::EndsWith("app2 is critical: database failed"));
}

TEST_F(BoardPageTest, AssistiveTechnologyFindsAListOfTilesByName)
{
    clusters.add(nodes(3).breakDown(0));
    window();
    QAccessibleInterface *list = QAccessible::queryAccessibleInterface(&view());
    ASSERT_NE(list, nullptr);
    EXPECT_EQ(list->role(), QAccessible::List);
    EXPECT_EQ(list->text(QAccessible::Name), u"Board"_s);
    ASSERT_EQ(list->childCount(), 5);
    EXPECT_THAT(list->child(1)->text(QAccessible::Name).toStdString(),
                testing::StartsWith("app1, Critical, Connection refused"));
    EXPECT_EQ(list->child(1)->rect().size(), view().visualRect(model().index(1)).size());
}

TEST_F(BoardPageTest, EveryControlHasANameAndCanBeReached)
{
    clusters.add(nodes(3));
    window();
    int controls = 0;
    for (QWidget *widget : board().findChildren<QWidget *>()) {
        if (!widget->isVisible() || widget->focusPolicy() == Qt::NoFocus || widget->focusProxy() != nullptr ||
            widget->objectName().startsWith(u"qt_"_s))
            continue;
        QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(widget);
        EXPECT_FALSE(interface->text(QAccessible::Name).isEmpty())
            << widget->metaObject()->className() << ' ' << widget->objectName().toStdString();
        if (widget->focusPolicy() & Qt::TabFocus)
            ++controls;
    }
    EXPECT_GE(controls, 8); // four counts, the filter, two densities, the board
}

TEST_F(BoardPageTest, TenThousandTilesAreScrolledWithoutMakingThemAll)
{
    clusters.add(ClusterFixture(u"large"_s, 10000, clock, false));
    window();
    EXPECT_GT(view().verticalScrollBar()->maximum(), 100000);
    press(Qt::Key_End);
    EXPECT_EQ(currentTile(), u"app10000"_s);
    EXPECT_TRUE(view().viewport()->rect().contains(view().visualRect(view().currentIndex())));
}

TEST_F(BoardPageTest, PausedClustersAreGreyAndSaySo)
{
    clusters.add(nodes(2));
    window();
    press(Qt::Key_P, Qt::ControlModifier);
    EXPECT_TRUE(model().section(0).isPaused);
    EXPECT_TRUE(model().tile(1)->isPaused);
    press(Qt::Key_P, Qt::ControlModifier);
    EXPECT_FALSE(model().section(0).isPaused);
}

TEST_F(BoardPageTest, TheTilesTrendBeginsWithWhatIsStored)
{
    SyntheticSeries stored;
    stored.isHeld = true;
    const qint64 now = clock.utc().toMSecsSinceEpoch();
    for (int i = 100; i >= 20; --i)
        stored.add(u"app1"_s, u"goroutines"_s, now - i * 15'000, 300 + i, false, i == 50);
    clusters.seriesOfAll = &stored;
    ClusterFixture fixture(u"lab"_s, 1, clock, false);
    fixture.target(0).facts.trend.clear();
    clusters.add(fixture);
    window();
    settle();
    const QImage empty = view().grab(view().visualRect(model().index(1))).toImage();
    stored.release();
    settle();
    const QImage drawn = view().grab(view().visualRect(model().index(1))).toImage();
    ASSERT_EQ(empty.size(), drawn.size());
    // Where something else stands than before: in the middle of the tile and up to where the stored points end.
    int first = drawn.width();
    int last = 0;
    for (int x = 0; x < drawn.width(); ++x) {
        int changed = 0;
        for (int y = 0; y < drawn.height(); ++y)
            changed += empty.pixel(x, y) == drawn.pixel(x, y) ? 0 : 1;
        if (changed < 2) // the line at the bottom alone
            continue;
        first = std::min(first, x);
        last = std::max(last, x);
    }
    EXPECT_LT(first, last);
    EXPECT_NEAR(static_cast<double>(last) / drawn.width(), 1 - 20.0 / 120, 0.1);
}

} // namespace

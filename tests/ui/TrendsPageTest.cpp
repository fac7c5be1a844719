// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "WindowFixture.h"

#include "support/StrictMessages.h"
#include "support/SyntheticSeries.h"
#include "ui/charts/TimeChart.h"
#include "ui/charts/TimePlot.h"
#include "ui/pages/TrendsPage.h"
#include "ui/widgets/Announcer.h"

#include <QContextMenuEvent>
#include <QLabel>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QToolButton>

using namespace rollcall;
using namespace rollcall::test;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 Minute = 60'000;

class TrendsPageTest : public WindowTest
{
protected:
    SyntheticSeries source;
    ClusterKey key;
    qint64 now = clock.utc().toMSecsSinceEpoch();

    ~TrendsPageTest() override { owned.reset(); } // before the source that it reads from

    void fill(qint64 gapFrom = 0, qint64 gapTo = 0)
    {
        bool isAfterGap = false;
        for (qint64 at = now - 120 * Minute; at <= now; at += 15'000) {
            const bool isGap = at > gapFrom && at < gapTo;
            if (!isGap) {
                source.add(u"app1"_s, u"goroutines"_s, at, 400, isAfterGap);
                source.add(u"app1"_s, u"latency_ms"_s, at, 20, isAfterGap);
            }
            isAfterGap = isGap;
            source.add(u"app2"_s, u"goroutines"_s, at, 500);
        }
        source.events = {{now - 40 * Minute, HistoryEvent::Kind::Restart, u"app2"_s, {}}};
    }
    TrendsPage &open(ClusterFile::Environment environment = ClusterFile::Environment::Production)
    {
        ClusterFixture fixture = nodes(3);
        fixture.file.environment = environment;
        fixture.file.rules.goroutineThreshold = 600;
        clusters.seriesOfAll = &source;
        key = clusters.add(fixture);
        window();
        press(Qt::Key_T, Qt::ControlModifier);
        settle();
        return page();
    }
    TrendsPage &page() { return *window().findChild<TrendsPage *>(); }
    TrendsModel &trends() { return page().model(); }
    TimeChart &chart(std::size_t index = 0) { return *page().charts().at(index); }
    QPoint at(qint64 time, double value, std::size_t index = 0)
    {
        const TimePlot &plot = chart(index).plot();
        return QPointF(plot.xOf(time), plot.yOf(value)).toPoint();
    }
    void drag(QPoint from, QPoint to)
    {
        QWidget *viewport = chart().viewport();
        QTest::mousePress(viewport, Qt::LeftButton, {}, from);
        QTest::mouseMove(viewport, (from + to) / 2);
        QTest::mouseMove(viewport, to);
        QTest::mouseRelease(viewport, Qt::LeftButton, {}, to);
        settle();
    }
    /// Pixels of about that colour within the box.
    int pixels(const QColor &colour, const QRect &box)
    {
        const QImage image = chart().viewport()->grab().toImage();
        int found = 0;
        for (int y = std::max(0, box.top()); y <= std::min(image.height() - 1, box.bottom()); ++y) {
            for (int x = std::max(0, box.left()); x <= std::min(image.width() - 1, box.right()); ++x) {
                const QColor pixel = image.pixelColor(x, y);
                const int distance = std::abs(pixel.red() - colour.red()) + std::abs(pixel.green() - colour.green()) +
                                     std::abs(pixel.blue() - colour.blue());
                found += distance < 180 ? 1 : 0;
            }
        }
        return found;
    }
    QColor colour(int place) { return theme.colours().chartLine(place); }
};

TEST_F(TrendsPageTest, EmptyPlacesSayWhy)
{
    window();
    press(Qt::Key_T, Qt::ControlModifier);
    EXPECT_EQ(window().currentPage(), &page());
    EXPECT_EQ(child<QLabel>("trendsEmptyTitle").text(), u"No cluster is open"_s);
    clusters.trouble = u"The disk is full."_s;
    key = clusters.add(nodes(2));
    settle();
    EXPECT_EQ(child<QLabel>("trendsEmptyText").text(), u"The disk is full."_s);
    clusters.trouble.clear();
    clusters.seriesOfAll = &source;
    clusters.publish(key);
    settle();
    EXPECT_EQ(child<QLabel>("trendsEmptyTitle").text(), u"History is being gathered"_s);
    fill();
    source.grow();
    settle();
    EXPECT_EQ(page().charts().size(), 2U);
    press(Qt::Key_Escape);
    EXPECT_EQ(window().currentPage(), &board());
    clusters.close(key);
    settle();
    EXPECT_EQ(trends().stage(), TrendsModel::Stage::NoCluster);
}

TEST_F(TrendsPageTest, ADragZoomsAllChartsAndADoubleClickComesBack)
{
    fill();
    open();
    const TrendRange before = trends().range();
    drag(at(now - 40 * Minute, 100), at(now - 20 * Minute, 300));
    EXPECT_NEAR(static_cast<double>(trends().range().from), static_cast<double>(now - 40 * Minute), 10'000);
    EXPECT_NEAR(static_cast<double>(trends().range().to), static_cast<double>(now - 20 * Minute), 10'000);
    for (const TimeChart *each : page().charts())
        EXPECT_EQ(each->content().from, trends().range().from);
    EXPECT_TRUE(child<QPushButton>("trendsZoomBack").isEnabled());
    QTest::mouseDClick(chart().viewport(), Qt::LeftButton, {}, at(now - 30 * Minute, 100));
    settle();
    EXPECT_EQ(trends().range(), before);
    press(Qt::Key_Plus);
    EXPECT_EQ(trends().range().span(), 30 * Minute);
    press(Qt::Key_Backspace);
    EXPECT_EQ(trends().range(), before);
    child<QToolButton>("trendSpan0").click();
    EXPECT_EQ(trends().range().span(), 15 * Minute);
}

TEST_F(TrendsPageTest, ADragOnTheTimeAxisAndShiftedArrowsPan)
{
    fill();
    open();
    const QPoint axis(static_cast<int>(chart().plot().plot().center().x()), chart().height() - 6);
    drag(axis, axis + QPoint(chart().columns() / 4, 0));
    EXPECT_NEAR(static_cast<double>(trends().range().to), static_cast<double>(now - 15 * Minute), 20'000);
    EXPECT_FALSE(trends().followsNow());
    press(Qt::Key_Right, Qt::ShiftModifier);
    press(Qt::Key_Right, Qt::ShiftModifier);
    EXPECT_TRUE(trends().followsNow());
    EXPECT_EQ(trends().range().to, now);
}

TEST_F(TrendsPageTest, OneCrosshairStandsInAllCharts)
{
    fill();
    open();
    QTest::mouseMove(chart().viewport(), at(now - 30 * Minute, 250));
    settle();
    ASSERT_TRUE(trends().crosshair());
    for (const TimeChart *each : page().charts())
        EXPECT_EQ(each->plot().crosshair(), trends().crosshair());
    const qint64 before = *trends().crosshair();
    press(Qt::Key_Left);
    EXPECT_LT(*trends().crosshair(), before);
    EXPECT_TRUE(window().findChild<Announcer *>()->text().contains(u"app1 400"_s));
}

TEST_F(TrendsPageTest, DigitsToggleAndDoubleClickIsolates)
{
    fill();
    open();
    EXPECT_EQ(chart().content().lines.size(), 2U);
    press(Qt::Key_1);
    ASSERT_EQ(chart().content().lines.size(), 1U);
    EXPECT_EQ(chart().content().lines[0].colour, colour(1)); // it keeps its colour
    EXPECT_FALSE(child<QToolButton>("trendNode1").isChecked());
    press(Qt::Key_1, Qt::AltModifier);
    ASSERT_EQ(chart().content().lines.size(), 1U);
    EXPECT_EQ(chart().content().lines[0].name, u"app1"_s);
    press(Qt::Key_1, Qt::AltModifier);
    EXPECT_EQ(chart().content().lines.size(), 2U);
    auto &second = child<QToolButton>("trendNode2");
    QTest::mouseClick(&second, Qt::LeftButton);
    QTest::mouseDClick(&second, Qt::LeftButton);
    settle();
    EXPECT_EQ(trends().isolated(), u"app2"_s);
}

TEST_F(TrendsPageTest, TheThresholdIsDraggedAndConfirmedInProduction)
{
    fill();
    open();
    QSignalSpy moved(&page(), &TrendsPage::thresholdMoved);
    drag(at(now - 30 * Minute, 600), at(now - 30 * Minute, 550));
    ASSERT_EQ(prompts.questions.size(), 1);
    ASSERT_EQ(clusters.thresholds.size(), 1U);
    EXPECT_NEAR(clusters.thresholds[0], 550, 5);
    EXPECT_EQ(moved.size(), 1);
    EXPECT_EQ(chart().content().threshold, clusters.thresholds[0]);
    prompts.confirms = false;
    child<QSpinBox>("trendsThreshold").setValue(700);
    child<QPushButton>("trendsSetThreshold").click();
    EXPECT_EQ(clusters.thresholds.size(), 1U);
    prompts.confirms = true;
    clusters.thresholdError = u"The file is read-only."_s;
    child<QSpinBox>("trendsThreshold").setValue(700);
    child<QPushButton>("trendsSetThreshold").click();
    ASSERT_EQ(prompts.errors.size(), 1U);
    EXPECT_EQ(prompts.errors[0].text, u"The file is read-only."_s);
    EXPECT_EQ(moved.size(), 1);
}

TEST_F(TrendsPageTest, OutsideProductionTheThresholdNeedsNoQuestion)
{
    fill();
    open(ClusterFile::Environment::Test);
    child<QSpinBox>("trendsThreshold").setValue(700);
    child<QPushButton>("trendsSetThreshold").click();
    EXPECT_TRUE(prompts.questions.isEmpty());
    EXPECT_EQ(clusters.thresholds, std::vector<int>{700});
}

TEST_F(TrendsPageTest, KeysJumpToEvents)
{
    fill();
    open();
    press(Qt::Key_BracketLeft);
    EXPECT_EQ(trends().crosshair(), now - 40 * Minute);
    EXPECT_EQ(child<QListWidget>("trendsEvents").currentRow(), 0);
    EXPECT_TRUE(window().findChild<Announcer *>()->text().contains(u"app2 restarted"_s));
    press(Qt::Key_N);
    EXPECT_TRUE(window().findChild<Announcer *>()->text().contains(u"No later event"_s));
}

TEST_F(TrendsPageTest, EveryGestureIsInTheMenuOfAChartWithItsKey)
{
    const ExpectWarning noGrab(u"does not support grabbing the keyboard"_s); // offscreen, for any menu
    fill();
    open();
    const auto menu = [this](QContextMenuEvent::Reason reason, const QPoint &place) -> QMenu & {
        QContextMenuEvent asked(reason, place, chart().viewport()->mapToGlobal(place));
        QCoreApplication::sendEvent(chart().viewport(), &asked);
        return child<QMenu>("trendsMenu");
    };
    const auto pick = [&](const QString &name) {
        QMenu &shown = menu(QContextMenuEvent::Keyboard, {});
        auto *action = shown.findChild<QAction *>(name);
        ASSERT_NE(action, nullptr) << qPrintable(name);
        EXPECT_TRUE(action->isEnabled()) << qPrintable(name);
        shown.close(); // as it does before it triggers
        action->trigger();
        settle();
    };
    const TrendRange before = trends().range();
    EXPECT_FALSE(menu(QContextMenuEvent::Keyboard, {}).findChild<QAction *>(u"menuZoomBack"_s)->isEnabled());
    EXPECT_TRUE(child<QAction>("menuZoomIn").text().endsWith(u"\t+"_s));
    pick(u"menuZoomIn"_s);
    EXPECT_EQ(trends().range().span(), before.span() / 2);
    pick(u"menuZoomBack"_s);
    EXPECT_EQ(trends().range(), before);
    pick(u"menuEarlier"_s);
    EXPECT_LT(trends().range().to, before.to);
    pick(u"menuLater"_s);
    EXPECT_EQ(trends().range(), before);
    pick(u"menuPrevious"_s);
    EXPECT_EQ(trends().crosshair(), now - 40 * Minute);
    pick(u"menuAlone2"_s);
    EXPECT_EQ(trends().isolated(), u"app2"_s);
    pick(u"menuShowAll"_s);
    EXPECT_EQ(chart().content().lines.size(), 2U);
    // By key no place is meant, and so no value; with the mouse it is the one under the pointer.
    EXPECT_EQ(menu(QContextMenuEvent::Keyboard, {}).findChild<QAction *>(u"menuThresholdHere"_s), nullptr);
    pick(u"menuThreshold"_s);
    EXPECT_EQ(window().focusWidget(), &child<QSpinBox>("trendsThreshold"));
    QMenu &here = menu(QContextMenuEvent::Mouse, at(now - 30 * Minute, 550));
    here.findChild<QAction *>(u"menuThresholdHere"_s)->trigger();
    ASSERT_EQ(clusters.thresholds.size(), 1U);
    EXPECT_NEAR(clusters.thresholds[0], 550, 5);
    EXPECT_TRUE(here.actions().contains(child<QPushButton>("trendsExport").menu()->menuAction()));
    here.close();
    EXPECT_FALSE(chart().accessibleDescription().isEmpty());
    window().resize(1280, 800);
    settle();
    EXPECT_TRUE(child<QLabel>("trendsHint").isVisible());
}

TEST_F(TrendsPageTest, TabGoesAsThePageIsRead)
{
    fill();
    open();
    QList<QWidget *> chain;
    for (QWidget *each = &child<QToolButton>("trendSpan0"); !chain.contains(each); each = each->nextInFocusChain())
        chain << each;
    const QList<QWidget *> wanted{&child<QToolButton>("trendSpan0"),
                                  &child<QPushButton>("trendsExport"),
                                  &child<QToolButton>("trendNode1"),
                                  &child<QToolButton>("trendNode2"),
                                  &child<QToolButton>("trendsPrevious"),
                                  &child<QListWidget>("trendsEvents"),
                                  &chart(0),
                                  &chart(1)};
    for (qsizetype i = 1; i < wanted.size(); ++i)
        EXPECT_LT(chain.indexOf(wanted[i - 1]), chain.indexOf(wanted[i])) << wanted[i]->objectName().toStdString();
}

TEST_F(TrendsPageTest, EventsAreNotCutOff)
{
    fill();
    source.events = {{now - 40 * Minute, HistoryEvent::Kind::VersionChange,
                      u"mattermost-application-server-rack-17-slot-03"_s,
                      QJsonObject{{u"from"_s, u"10.11.1"_s}, {u"to"_s, u"10.11.2"_s}}}};
    open();
    auto &list = child<QListWidget>("trendsEvents");
    ASSERT_EQ(list.count(), 1);
    const QRect place = list.visualItemRect(list.item(0));
    EXPECT_LE(place.width(), list.viewport()->width());
    // As high as all of the text is in that width: a date, and what takes several lines.
    const QFontMetrics metrics(list.font());
    const QString text = list.item(0)->text();
    const QRect needed = metrics.boundingRect(QRect(0, 0, place.width() - theme.unit(1.5), 10'000),
                                              Qt::TextWordWrap | Qt::TextWrapAnywhere, text);
    EXPECT_GT(needed.height(), 3 * metrics.height());
    EXPECT_GE(place.height(), needed.height());
    EXPECT_FALSE(text.contains(u"…"_s));
}

TEST_F(TrendsPageTest, ExportsWhatIsSeen)
{
    fill();
    open();
    press(Qt::Key_1);
    const auto save = [this](const char *action, const QString &name) {
        const QString path = scratch.filePath(name);
        prompts.filesToSave.push_back(path);
        child<QAction>(action).trigger();
        QFile file(path);
        EXPECT_TRUE(file.open(QIODevice::ReadOnly)) << qPrintable(path);
        return file.readAll();
    };
    const QImage image = QImage::fromData(save("trendsPng", u"a.png"_s), "PNG");
    EXPECT_EQ(image.width(), chart().width() * 2);
    const QByteArray svg = save("trendsSvg", u"a.svg"_s);
    EXPECT_TRUE(svg.contains("<svg"));
    EXPECT_TRUE(svg.contains("Goroutines"));
    EXPECT_TRUE(svg.contains("<polyline"));
    const QByteArray csv = save("trendsCsv", u"a.csv"_s);
    EXPECT_TRUE(csv.contains(",app2,goroutines,count,500,500,500,"));
    EXPECT_FALSE(csv.contains("app1"));
    EXPECT_TRUE(prompts.proposals[2].endsWith(u".csv"_s));
    prompts.filesToSave.push_back(scratch.filePath(u"no/such/folder.csv"_s));
    child<QAction>("trendsCsv").trigger();
    EXPECT_EQ(prompts.errors.size(), 1U);
}

TEST_F(TrendsPageTest, AGapIsDrawnAsAGap)
{
    fill(now - 40 * Minute, now - 30 * Minute);
    open();
    const auto around = [this](qint64 time) { return QRect(at(time, 400) - QPoint(3, 2), QSize(7, 5)); };
    EXPECT_GT(pixels(colour(0), around(now - 45 * Minute)), 0);
    EXPECT_EQ(pixels(colour(0), around(now - 35 * Minute)), 0);
    EXPECT_GT(pixels(colour(0), around(now - 25 * Minute)), 0);
}

TEST_F(TrendsPageTest, ASpikeOfOneSampleIsInTheDrawing)
{
    // Two hours with a sample every second: many fall into one pixel.
    for (qint64 time = now - 60 * Minute; time <= now; time += 500)
        source.add(u"app1"_s, u"goroutines"_s, time, time == now - 30 * Minute ? 590 : 400);
    open();
    const QRect top(at(now - 30 * Minute, 580) - QPoint(3, 1), QSize(7, 4));
    EXPECT_GT(pixels(colour(0), top), 0);
    EXPECT_EQ(pixels(colour(0), top.translated(40, 0)), 0);
}

TEST_F(TrendsPageTest, DashesGoOnFromPointToPoint)
{
    TimeChart drawn(theme);
    drawn.resize(900, 300);
    drawn.show();
    settle();
    ChartContent content;
    content.from = now - 60 * Minute;
    content.to = now;
    content.lines = {{u"app1"_s, Qt::magenta, false, {}}};
    for (int i = 0; i <= 1800; ++i) // two points a pixel
        content.lines[0].points.push_back({content.from + i * 2000, 400, 400, 400});
    const auto share = [&] {
        drawn.setContent(content);
        const QImage image = drawn.viewport()->grab().toImage();
        const QRectF plot = drawn.plot().plot();
        const int row = static_cast<int>(drawn.plot().yOf(400));
        int coloured = 0;
        for (int x = static_cast<int>(plot.left()) + 1; x < static_cast<int>(plot.right()); ++x) {
            const QColor pixel = image.pixelColor(x, row);
            coloured += pixel.red() - pixel.green() > 60 ? 1 : 0;
        }
        return coloured / plot.width();
    };
    EXPECT_GT(share(), 0.98);
    content.lines[0].isDashed = true;
    EXPECT_NEAR(share(), 5.0 / 8, 0.12);
    // The answer of two years while the range is two seconds already: what is far away costs nothing.
    content.lines[0].points = {{now - qint64(730) * 1440 * Minute, 400, 400, 400}, {now, 400, 400, 400}};
    content.from = now - 2000;
    EXPECT_GT(share(), 0.98);
}

} // namespace

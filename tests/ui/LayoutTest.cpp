// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/PrintTo.h"
#include "ui/theme/StateShape.h"
#include "ui/tiles/BoardLayout.h"

#include <gmock/gmock.h>
#include <set>

using namespace rollcall;

namespace {

using Move = BoardLayout::Move;

BoardLayout::Measures measures(int width)
{
    BoardLayout::Measures m;
    m.width = width;
    m.margin = 10;
    m.gap = 5;
    m.headerHeight = 20;
    m.narrowest = 100;
    m.tileHeight = 50;
    return m;
}

// Two sections of 5 and 2 tiles on a board of three columns.
const BoardLayout TwoSections({{0, 5}, {6, 2}}, measures(330));

TEST(BoardLayoutTest, PutsTilesInAGridThatFillsTheWidth)
{
    EXPECT_EQ(TwoSections.columns(), 3);
    EXPECT_EQ(TwoSections.tileWidth(), 100);
    EXPECT_EQ(TwoSections.rect(0), QRect(10, 5, 310, 20));
    EXPECT_EQ(TwoSections.rect(1), QRect(10, 25, 100, 50));
    EXPECT_EQ(TwoSections.rect(3), QRect(220, 25, 100, 50));
    EXPECT_EQ(TwoSections.rect(4), QRect(10, 80, 100, 50));
    EXPECT_EQ(TwoSections.rect(6), QRect(10, 135, 310, 20));
    EXPECT_EQ(TwoSections.rect(8), QRect(115, 155, 100, 50));
    EXPECT_EQ(TwoSections.rect(9), QRect());
    EXPECT_EQ(TwoSections.height(), 215);
}

TEST(BoardLayoutTest, EveryRowIsFoundWhereItStandsAndNowhereElse)
{
    for (int row = 0; row < TwoSections.rowCount(); ++row) {
        EXPECT_EQ(TwoSections.rowAt(TwoSections.rect(row).center()), row);
        EXPECT_EQ(TwoSections.rowAt(TwoSections.rect(row).topLeft()), row);
        EXPECT_EQ(TwoSections.rowAt(TwoSections.rect(row).bottomRight()), row);
    }
    EXPECT_EQ(TwoSections.rowAt({112, 40}), -1);  // between two tiles
    EXPECT_EQ(TwoSections.rowAt({250, 100}), -1); // after the last of a section
    EXPECT_EQ(TwoSections.rowAt({50, 5000}), -1);
    EXPECT_EQ(TwoSections.rowAt({-5, 40}), -1);
}

TEST(BoardLayoutTest, KnowsWhichRowsABandTouches)
{
    using Rows = std::pair<int, int>;
    EXPECT_EQ(TwoSections.rowsBetween(0, 1000), Rows(0, 8));
    EXPECT_EQ(TwoSections.rowsBetween(30, 40), Rows(1, 3));
    EXPECT_EQ(TwoSections.rowsBetween(90, 140), Rows(4, 6));
    EXPECT_EQ(TwoSections.rowsBetween(160, 170), Rows(7, 8));
    const auto [first, last] = BoardLayout().rowsBetween(0, 100);
    EXPECT_GT(first, last);
}

TEST(BoardLayoutTest, ABandMissesNoRowThatStandsInIt)
{
    for (int top = 0; top < TwoSections.height(); top += 3) {
        const auto [first, last] = TwoSections.rowsBetween(top, top + 17);
        for (int row = 0; row < TwoSections.rowCount(); ++row) {
            const QRect rect = TwoSections.rect(row);
            const bool isTouched = rect.bottom() >= top && rect.top() <= top + 17;
            EXPECT_TRUE(!isTouched || (first <= row && row <= last)) << row << " at " << top;
        }
    }
}

TEST(BoardLayoutTest, KeysMoveFromTileToTile)
{
    EXPECT_EQ(TwoSections.moved(-1, Move::Down, 100), 1);
    EXPECT_EQ(TwoSections.moved(1, Move::Left, 100), 1);
    EXPECT_EQ(TwoSections.moved(5, Move::Right, 100), 7); // over the header
    EXPECT_EQ(TwoSections.moved(7, Move::Left, 100), 5);
    EXPECT_EQ(TwoSections.moved(2, Move::Down, 100), 5);
    EXPECT_EQ(TwoSections.moved(3, Move::Down, 100), 5); // the line below is shorter
    EXPECT_EQ(TwoSections.moved(5, Move::Down, 100), 8);
    EXPECT_EQ(TwoSections.moved(8, Move::Up, 100), 5);
    EXPECT_EQ(TwoSections.moved(8, Move::Down, 100), 8);
    EXPECT_EQ(TwoSections.moved(2, Move::Up, 100), 2);
    EXPECT_EQ(TwoSections.moved(1, Move::PageDown, 1000), 8);
    EXPECT_EQ(TwoSections.moved(8, Move::PageUp, 1000), 2);
    EXPECT_EQ(TwoSections.moved(4, Move::First, 100), 1);
    EXPECT_EQ(TwoSections.moved(4, Move::Last, 100), 8);
    EXPECT_EQ(BoardLayout({{0, 0}}, measures(330)).moved(-1, Move::Down, 100), -1);
}

TEST(BoardLayoutTest, EmptySectionsAreStepped)
{
    const BoardLayout layout({{0, 2}, {3, 0}, {4, 1}}, measures(330));
    EXPECT_EQ(layout.moved(2, Move::Right, 100), 5);
    EXPECT_EQ(layout.moved(5, Move::Left, 100), 2);
    EXPECT_EQ(layout.moved(2, Move::Down, 100), 5);
    EXPECT_EQ(layout.moved(5, Move::Up, 100), 1);
}

TEST(TileLayoutTest, NothingLeavesTheTileOrLiesOverAnotherThing)
{
    for (const int unit : {8, 12, 16}) {
        const TileMetrics metrics{unit, unit * 7 / 4, unit * 2, unit * 5 / 2, unit};
        for (const Density density : {Density::Desk, Density::Wall, Density::List}) {
            for (const int width : {TileLayout::narrowest(density, metrics), 120 * unit}) {
                const TileLayout layout = TileLayout::make(density, metrics, width);
                EXPECT_EQ(layout.size, QSize(width, TileLayout::height(density, metrics)));
                const std::vector<QRect> parts{layout.bar,     layout.shape,  layout.name,      layout.word,
                                               layout.product, layout.corner, layout.sparkline, layout.latency,
                                               layout.load,    layout.reason};
                for (std::size_t i = 0; i < parts.size(); ++i) {
                    if (parts[i].isEmpty())
                        continue;
                    EXPECT_TRUE(QRect(QPoint(), layout.size).contains(parts[i])) << i << " of " << width;
                    for (std::size_t j = i + 1; j < parts.size(); ++j)
                        EXPECT_FALSE(parts[i].intersects(parts[j])) << i << " over " << j << " of " << width;
                }
            }
        }
    }
}

TEST(ColoursTest, TextCanBeReadOnEverySurface)
{
    for (const auto kind : {Colours::Kind::Light, Colours::Kind::Dark, Colours::Kind::HighContrast}) {
        const Colours c = Colours::make(kind);
        for (const QColor &surface : {c.window, c.card, c.raised, c.warningSoft, c.criticalSoft, c.accentSoft}) {
            EXPECT_GE(contrast(c.text, surface), 7) << static_cast<int>(kind);
            EXPECT_GE(contrast(c.secondary, surface), 4.5) << static_cast<int>(kind);
        }
        EXPECT_GE(contrast(c.accentText, c.accent), 4.5);
        EXPECT_GE(contrast(c.productionText, c.production), 4.5);
        EXPECT_GE(contrast(c.production, c.window), 3);
    }
}

TEST(ColoursTest, StatesAreSeenOnTheirSurfaceAndDifferInLightness)
{
    for (const auto kind : {Colours::Kind::Light, Colours::Kind::Dark, Colours::Kind::HighContrast}) {
        const Colours c = Colours::make(kind);
        for (const State state : {State::Ok, State::Unknown, State::Warning, State::Critical}) {
            EXPECT_GE(contrast(c.state(state), c.surface(state)), 3) << static_cast<int>(state);
            EXPECT_GE(contrast(c.state(state), c.window), 3) << static_cast<int>(state);
        }
        // Told apart without hue: green, vermilion and amber step by step.
        EXPECT_GE(contrast(c.ok, c.critical), 1.2) << static_cast<int>(kind);
        EXPECT_GE(contrast(c.critical, c.warning), 1.15) << static_cast<int>(kind);
    }
}

TEST(ColoursTest, EveryStateHasAShapeOfItsOwn)
{
    std::set<Shape> shapes;
    std::set<QChar> letters;
    for (const State state : {State::Ok, State::Unknown, State::Warning, State::Critical}) {
        shapes.insert(shapeOf(state));
        letters.insert(letterOf(shapeOf(state)));
    }
    EXPECT_EQ(shapes.size(), 4U);
    EXPECT_EQ(letters.size(), 4U);
}

} // namespace

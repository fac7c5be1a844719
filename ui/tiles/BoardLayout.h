// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/tiles/TileLayout.h"

#include <QPoint>
#include <QRect>
#include <vector>

namespace rollcall {

/// Where the rows of a board stand: sections under each other, in each a header and a grid of equal tiles. Asking for a
/// row costs the logarithm of the number of sections, whatever the number of tiles. A plain value.
class BoardLayout
{
public:
    struct Section
    {
        int row = 0; ///< of the header; its tiles follow
        int tiles = 0;
    };
    struct Measures
    {
        int width = 0;
        int margin = 0;
        int gap = 0;
        int headerHeight = 0;
        int narrowest = 1; ///< tile
        int tileHeight = 1;
        bool isList = false; ///< one tile a line
    };
    enum class Move { Left, Right, Up, Down, PageUp, PageDown, First, Last };

    BoardLayout() = default;
    BoardLayout(const std::vector<Section> &sections, const Measures &measures);

    int height() const { return m_height; }
    int tileWidth() const { return m_tileWidth; }
    int columns() const { return m_columns; }
    int rowCount() const { return m_rows; }
    /// In the coordinates of the whole board.
    QRect rect(int row) const;
    /// -1 where nothing stands.
    int rowAt(const QPoint &point) const;
    /// First and last row that touch the band, in one stretch; first > last when none does.
    std::pair<int, int> rowsBetween(int top, int bottom) const;
    /// The tile that a key leads to; -1 when there is none at all. `page` is the height of what can be seen.
    int moved(int row, Move move, int page) const;

private:
    struct Placed
    {
        int row = 0;
        int tiles = 0;
        int top = 0;
        int bottom = 0;
    };
    const Placed *sectionOfRow(int row) const;
    std::size_t sectionAt(int y) const;
    int lines(const Placed &section) const { return (section.tiles + m_columns - 1) / m_columns; }
    int firstTile() const;
    int lastTile() const;
    int vertical(int row, int lineStep) const;

    Measures m;
    std::vector<Placed> m_sections;
    int m_columns = 1;
    int m_tileWidth = 0;
    int m_height = 0;
    int m_rows = 0;
};

} // namespace rollcall

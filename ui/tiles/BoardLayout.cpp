// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tiles/BoardLayout.h"

#include <algorithm>

namespace rollcall {

BoardLayout::BoardLayout(const std::vector<Section> &sections, const Measures &measures) : m(measures)
{
    const int width = std::max(1, m.width - 2 * m.margin);
    m_columns = m.isList ? 1 : std::max(1, (width + m.gap) / (std::max(1, m.narrowest) + m.gap));
    m_tileWidth = std::max(1, (width - (m_columns - 1) * m.gap) / m_columns);
    const int lineGap = m.isList ? 0 : m.gap;
    int y = m.margin / 2;
    for (const Section &section : sections) {
        Placed placed{section.row, section.tiles, y, 0};
        const int count = lines(placed);
        y += m.headerHeight + count * m.tileHeight + std::max(0, count - 1) * lineGap + m.gap;
        placed.bottom = y;
        m_sections.push_back(placed);
        m_rows = section.row + 1 + section.tiles;
    }
    m_height = m_sections.empty() ? 0 : y + m.margin / 2;
}

const BoardLayout::Placed *BoardLayout::sectionOfRow(int row) const
{
    if (row < 0 || row >= m_rows)
        return nullptr;
    const auto after = std::upper_bound(m_sections.begin(), m_sections.end(), row,
                                        [](int value, const Placed &section) { return value < section.row; });
    return after == m_sections.begin() ? nullptr : &*(after - 1);
}

std::size_t BoardLayout::sectionAt(int y) const
{
    const auto at = std::upper_bound(m_sections.begin(), m_sections.end(), y,
                                     [](int value, const Placed &section) { return value < section.bottom; });
    return static_cast<std::size_t>(at - m_sections.begin());
}

QRect BoardLayout::rect(int row) const
{
    const Placed *section = sectionOfRow(row);
    if (section == nullptr)
        return {};
    if (row == section->row)
        return QRect(m.margin, section->top, std::max(1, m.width - 2 * m.margin), m.headerHeight);
    const int index = row - section->row - 1;
    const int lineHeight = m.tileHeight + (m.isList ? 0 : m.gap);
    return QRect(m.margin + (index % m_columns) * (m_tileWidth + m.gap),
                 section->top + m.headerHeight + (index / m_columns) * lineHeight, m_tileWidth, m.tileHeight);
}

int BoardLayout::rowAt(const QPoint &point) const
{
    const std::size_t at = sectionAt(point.y());
    if (at >= m_sections.size())
        return -1;
    const Placed &section = m_sections[at];
    if (rect(section.row).contains(point))
        return section.row;
    const int lineHeight = m.tileHeight + (m.isList ? 0 : m.gap);
    const int y = point.y() - section.top - m.headerHeight;
    const int x = point.x() - m.margin;
    if (y < 0 || x < 0)
        return -1;
    const int column = x / (m_tileWidth + m.gap);
    const int index = (y / lineHeight) * m_columns + column;
    if (column >= m_columns || index >= section.tiles)
        return -1;
    const int row = section.row + 1 + index;
    return rect(row).contains(point) ? row : -1;
}

std::pair<int, int> BoardLayout::rowsBetween(int top, int bottom) const
{
    const std::size_t from = sectionAt(top);
    if (from >= m_sections.size() || bottom < m_sections[from].top)
        return {0, -1};
    const int lineHeight = m.tileHeight + (m.isList ? 0 : m.gap);
    const auto tileAt = [&](const Placed &section, int y, bool isEnd) {
        const int line = (y - section.top - m.headerHeight) / lineHeight;
        const int index = isEnd ? (line + 1) * m_columns - 1 : line * m_columns;
        return section.row + 1 + std::clamp(index, 0, std::max(0, section.tiles - 1));
    };
    const Placed &first = m_sections[from];
    const int firstRow = top < first.top + m.headerHeight || first.tiles == 0 ? first.row : tileAt(first, top, false);
    const std::size_t to = std::min(sectionAt(bottom), m_sections.size() - 1);
    const Placed &last = m_sections[to];
    const int lastRow = bottom < last.top + m.headerHeight || last.tiles == 0 ? last.row : tileAt(last, bottom, true);
    return {firstRow, std::max(firstRow, lastRow)};
}

int BoardLayout::firstTile() const
{
    for (const Placed &section : m_sections) {
        if (section.tiles > 0)
            return section.row + 1;
    }
    return -1;
}

int BoardLayout::lastTile() const
{
    for (auto it = m_sections.rbegin(); it != m_sections.rend(); ++it) {
        if (it->tiles > 0)
            return it->row + it->tiles;
    }
    return -1;
}

int BoardLayout::vertical(int row, int lineStep) const
{
    const Placed *section = sectionOfRow(row);
    const int column = (row - section->row - 1) % m_columns;
    int line = (row - section->row - 1) / m_columns + lineStep;
    std::size_t at = static_cast<std::size_t>(section - m_sections.data());
    while (line < 0) {
        if (at == 0)
            return firstTile() + std::min(column, std::max(0, m_sections.front().tiles - 1));
        line += lines(m_sections[--at]);
    }
    while (line >= lines(m_sections[at])) {
        if (at + 1 == m_sections.size())
            return lineStep == 1 && m_sections[at].tiles == 0 ? row : std::max(row, lastTile());
        line -= lines(m_sections[at++]);
    }
    const Placed &target = m_sections[at];
    return target.row + 1 + std::min(line * m_columns + column, target.tiles - 1);
}

int BoardLayout::moved(int row, Move move, int page) const
{
    const int first = firstTile();
    const int last = lastTile();
    if (first < 0)
        return -1;
    const Placed *section = sectionOfRow(row);
    if (section == nullptr || row == section->row)
        return move == Move::Last ? last : first;
    const int lineHeight = m.tileHeight + (m.isList ? 0 : m.gap);
    switch (move) {
    case Move::First:
        return first;
    case Move::Last:
        return last;
    case Move::Left:
    case Move::Right: {
        const int step = move == Move::Left ? -1 : 1;
        int next = row + step;
        for (const Placed *at = sectionOfRow(next); at != nullptr && at->row == next; at = sectionOfRow(next))
            next += step;
        return next < first || next > last ? row : next;
    }
    case Move::Up:
        return row == first ? row : vertical(row, -1);
    case Move::Down:
        return vertical(row, 1);
    case Move::PageUp:
        return vertical(row, -std::max(1, page / lineHeight));
    case Move::PageDown:
        return vertical(row, std::max(1, page / lineHeight));
    }
    return row;
}

} // namespace rollcall

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tiles/TileLayout.h"

#include <algorithm>

namespace rollcall {

namespace {

int padding(const TileMetrics &m)
{
    return m.unit + m.unit / 2;
}

int barWidth(const TileMetrics &m)
{
    return std::max(4, m.unit * 5 / 8);
}

int sparklineHeight(const TileMetrics &m)
{
    return std::max(3 * m.unit, m.title + m.unit / 2);
}

TileLayout makeTile(const TileMetrics &m, int width)
{
    TileLayout l;
    const int height = TileLayout::height(Density::Desk, m);
    const int pad = padding(m);
    l.size = QSize(width, height);
    l.bar = QRect(0, 0, barWidth(m), height);
    const int left = l.bar.width() + pad;
    const int right = width - pad;

    int y = pad;
    const int shape = m.title - m.title / 8;
    l.shape = QRect(left, y + (m.title - shape) / 2, shape, shape);
    const int wordWidth = 10 * m.em;
    l.word = QRect(right - wordWidth, y, wordWidth, m.title);
    const int nameLeft = l.shape.right() + 1 + m.unit;
    l.name = QRect(nameLeft, y, std::max(0, l.word.left() - m.unit / 2 - nameLeft), m.title);

    y += m.title + m.unit / 2;
    const int cornerWidth = (right - left) * 45 / 100;
    l.product = QRect(left, y, right - left - cornerWidth - m.unit, m.caption);
    l.corner = QRect(right - cornerWidth, y, cornerWidth, m.caption);

    y += m.caption + m.unit;
    l.sparkline = QRect(left, y, right - left, sparklineHeight(m));

    y += l.sparkline.height() + m.unit / 2;
    const int half = (right - left) / 2;
    l.latency = QRect(left, y, half - m.unit, m.body);
    l.load = QRect(left + half - m.unit, y, right - left - half + m.unit, m.body);

    y += m.body + m.unit / 2;
    l.reason = QRect(left, y, right - left, m.body);
    return l;
}

TileLayout makeRow(const TileMetrics &m, int width)
{
    TileLayout l;
    const int height = TileLayout::height(Density::List, m);
    l.size = QSize(width, height);
    l.bar = QRect(0, 0, barWidth(m), height);
    const int shape = m.body - m.body / 8;
    int x = l.bar.width() + m.unit;
    l.shape = QRect(x, (height - shape) / 2, shape, shape);
    x += shape + m.unit;

    // Columns in shares of what is left, so that they stand under each other on every row; narrow rows lose the
    // sparkline and the product first.
    const int left = std::max(0, width - x - m.unit);
    const bool isWide = left > 70 * m.em;
    const auto column = [&x, height, &m](int w) {
        const QRect rect(x, 0, std::max(0, w - m.unit), height);
        x += w;
        return rect;
    };
    l.name = column(left * (isWide ? 20 : 34) / 100);
    l.word = column(std::max(9 * m.em, left * 9 / 100));
    l.product = isWide ? column(left * 17 / 100) : QRect();
    l.latency = column(std::max(8 * m.em, left * 7 / 100));
    l.load = isWide ? column(std::max(8 * m.em, left * 8 / 100)) : QRect();
    l.sparkline = isWide ? column(left * 10 / 100).adjusted(0, m.unit / 2, 0, -m.unit / 2) : QRect();
    const int cornerWidth = isWide ? std::max(17 * m.em, left * 12 / 100) : 0;
    l.corner = QRect(width - m.unit - cornerWidth, 0, cornerWidth, height);
    l.reason = QRect(x, 0, std::max(0, l.corner.left() - m.unit - x), height);
    return l;
}

} // namespace

int TileLayout::height(Density density, const TileMetrics &m)
{
    switch (density) {
    case Density::Wall:
    case Density::Desk:
        return 2 * padding(m) + m.title + m.unit / 2 + m.caption + m.unit + sparklineHeight(m) + m.unit / 2 + m.body +
               m.unit / 2 + m.body;
    case Density::List:
        return m.body + m.unit + m.unit / 4;
    }
    return 0;
}

int TileLayout::narrowest(Density density, const TileMetrics &m)
{
    switch (density) {
    case Density::Wall:
    case Density::Desk:
        return 36 * m.em + 2 * padding(m);
    case Density::List:
        return 48 * m.em;
    }
    return 0;
}

TileLayout TileLayout::make(Density density, const TileMetrics &metrics, int width)
{
    switch (density) {
    case Density::Wall:
    case Density::Desk:
        return makeTile(metrics, width);
    case Density::List:
        return makeRow(metrics, width);
    }
    return {};
}

} // namespace rollcall

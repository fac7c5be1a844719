// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRect>
#include <QSize>

namespace rollcall {

/// How much of a tile there is room for. All have the same anatomy.
enum class Density { Wall, Desk, List };

/// The measures that a tile's geometry depends on, in pixels. Made from fonts by whoever paints; plain numbers here.
struct TileMetrics
{
    int unit = 8;     ///< of the grid
    int caption = 14; ///< line heights
    int body = 16;
    int title = 20;
    int em = 8; ///< width of an average character of the body
    bool operator==(const TileMetrics &) const = default;
};

/// Where everything stands on one tile, relative to its top left corner. A plain value: tested without painting.
struct TileLayout
{
    QSize size;
    QRect bar;   ///< of the state's colour, at the left edge
    QRect shape; ///< of the state
    QRect name;
    QRect word; ///< of the state, aligned to the right where the density puts it there
    QRect product;
    QRect corner; ///< age or "last seen", aligned to the right
    QRect sparkline;
    QRect latency;
    QRect load;
    QRect reason;

    static int height(Density density, const TileMetrics &metrics);
    /// The narrowest tile in which nothing important is cut.
    static int narrowest(Density density, const TileMetrics &metrics);
    static TileLayout make(Density density, const TileMetrics &metrics, int width);
};

} // namespace rollcall

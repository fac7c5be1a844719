// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/TileContent.h"
#include "ui/theme/Theme.h"
#include "ui/tiles/TileLayout.h"

#include <QFont>
#include <QFontMetrics>

class QPainter;

namespace rollcall {

/// Paints tiles and section headers. Knows fonts and colours; where things stand is TileLayout's.
class TilePainter
{
public:
    struct Look
    {
        bool isCurrent = false;
        bool isHovered = false;
        bool hasFocus = false; ///< of the board: the current tile then shows it
    };

    /// Fonts and measures for a density under the theme as it is now.
    TilePainter(const Theme &theme, Density density);

    const TileMetrics &metrics() const { return m_metrics; }
    Density density() const { return m_density; }
    int headerHeight(bool withVerdict) const;

    void paint(QPainter &painter, const QRect &rect, const TileContent &tile, const Look &look) const;
    void paintHeader(QPainter &painter, const QRect &rect, const SectionContent &section, bool withVerdict) const;

private:
    struct Face
    {
        explicit Face(const QFont &f) : font(f), metrics(f) {}
        QFont font;
        QFontMetrics metrics;
    };
    void text(QPainter &painter, const Face &face, const QRect &rect, int flags, const QString &text,
              const QColor &colour, Qt::TextElideMode elide = Qt::ElideRight) const;
    void sparkline(QPainter &painter, const QRect &rect, const TileContent &tile, const QColor &colour) const;
    int chip(QPainter &painter, int x, const QRect &line, const QString &text, const QColor &fill,
             const QColor &ink) const;

    const Colours &m_colours;
    Density m_density;
    Face m_caption;
    Face m_body;
    Face m_bodyBold;
    Face m_title;
    TileMetrics m_metrics;
};

} // namespace rollcall

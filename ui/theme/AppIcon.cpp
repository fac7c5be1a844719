// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/AppIcon.h"

#include "ui/theme/StateShape.h"

#include <QPainter>

namespace rollcall {

QIcon appIcon()
{
    const Colours colours = Colours::make(Colours::Kind::Dark);
    QIcon icon;
    for (const int side : {16, 32, 64}) {
        QPixmap pixmap(side, side);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.scale(side / 64.0, side / 64.0);
        painter.setPen(Qt::NoPen);
        painter.setBrush(colours.card);
        painter.drawRoundedRect(QRectF(4, 4, 56, 56), 10, 10);
        // Boxes below thirteen pixels carry no letter.
        paintShape(painter, QRectF(13, 12, 12, 12), Shape::Disc, colours.ok, colours.card);
        paintShape(painter, QRectF(13, 25.5, 12, 12), Shape::Triangle, colours.warning, colours.card);
        paintShape(painter, QRectF(13, 40, 12, 12), Shape::Octagon, colours.critical, colours.card);
        painter.setPen(QPen(colours.text, 4, Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(33, 18, 51, 18);
        painter.drawLine(33, 32, 51, 32);
        painter.drawLine(33, 46, 45, 46);
        painter.end();
        icon.addPixmap(pixmap);
    }
    return icon;
}

} // namespace rollcall

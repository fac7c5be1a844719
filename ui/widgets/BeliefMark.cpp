// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/BeliefMark.h"

#include <QPainter>
#include <QPainterPath>
#include <QPolygonF>
#include <algorithm>

namespace rollcall {

namespace {

QColor glyphColour(const BeliefMark &mark, const Colours &colours)
{
    if (mark.isStale)
        return colours.unknown;
    switch (mark.belief) {
    case Belief::Unknown:
        return colours.unknown;
    case Belief::NotSeen:
        return mark.isStranger ? colours.control : colours.critical;
    case Belief::Seen:
        return mark.isStranger ? colours.warning : colours.ok;
    case Belief::Suspected:
        return colours.warning;
    case Belief::Dead:
        return mark.isStranger ? colours.secondary : colours.critical;
    case Belief::Left:
        return colours.secondary;
    }
    return colours.unknown;
}

void paintHatch(QPainter &painter, const QRectF &box, const QColor &colour)
{
    painter.save();
    painter.setClipRect(box, Qt::IntersectClip);
    painter.setPen(QPen(colour, 1));
    const double step = std::clamp(box.height() / 4, 4.0, 7.0);
    // Lines go on from cell to cell: a row of unknown cells is one calm field.
    const double first = std::floor((box.left() + box.top()) / step) * step;
    for (double sum = first; sum < box.right() + box.bottom() + step; sum += step)
        painter.drawLine(QPointF(sum - box.bottom(), box.bottom()), QPointF(sum - box.top(), box.top()));
    painter.restore();
}

void paintGlyph(QPainter &painter, const QRectF &box, Belief belief, const QColor &colour)
{
    const double side = box.width();
    const auto point = [&box, side](double x, double y) {
        return QPointF(box.left() + x * side, box.top() + y * side);
    };
    painter.setPen(QPen(colour, std::max(1.4, side * 0.15), Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    switch (belief) {
    case Belief::Unknown:
        break;
    case Belief::NotSeen:
        painter.drawLine(point(0.1, 0.5), point(0.9, 0.5));
        break;
    case Belief::Seen:
        painter.drawPolyline(QPolygonF{point(0.08, 0.55), point(0.38, 0.85), point(0.92, 0.18)});
        break;
    case Belief::Suspected: {
        painter.setBrush(colour);
        painter.setPen(QPen(colour, side * 0.1, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.drawPolygon(QPolygonF{point(0.5, 0.1), point(0.95, 0.88), point(0.05, 0.88)});
        break;
    }
    case Belief::Dead:
        painter.drawLine(point(0.12, 0.12), point(0.88, 0.88));
        painter.drawLine(point(0.12, 0.88), point(0.88, 0.12));
        break;
    case Belief::Left:
        painter.drawLine(point(0.08, 0.5), point(0.9, 0.5));
        painter.drawPolyline(QPolygonF{point(0.55, 0.16), point(0.92, 0.5), point(0.55, 0.84)});
        break;
    }
}

QRectF glyphBox(const QRectF &box)
{
    const double side = std::clamp(std::min(box.width(), box.height()) * 0.56, 5.0, 15.0);
    QRectF glyph(0, 0, side, side);
    glyph.moveCenter(box.center());
    return glyph;
}

} // namespace

void paintBelief(QPainter &painter, const QRectF &box, const BeliefMark &mark, const Colours &colours)
{
    painter.save();
    const QColor colour = glyphColour(mark, colours);
    const bool isLoud = !mark.isStale && !mark.isStranger;
    const QRectF field = box.adjusted(1, 1, -1, -1);
    QColor glyph = colour;
    switch (mark.belief) {
    case Belief::Unknown:
        painter.setRenderHint(QPainter::Antialiasing);
        paintHatch(painter, box, colours.kind == Colours::Kind::HighContrast ? colours.unknown : colours.control);
        break;
    case Belief::NotSeen:
        if (isLoud)
            painter.fillRect(field, colours.criticalSoft);
        if (!mark.isStranger) {
            painter.setPen(QPen(colour, 1));
            painter.setBrush(Qt::NoBrush);
            painter.drawRect(field.adjusted(0.5, 0.5, -0.5, -0.5));
        }
        break;
    case Belief::Dead:
        if (isLoud) {
            painter.fillRect(field, colour);
            glyph = colours.card;
        }
        break;
    case Belief::Suspected:
        if (isLoud)
            painter.fillRect(field, colours.warningSoft);
        break;
    case Belief::Seen:
    case Belief::Left:
        break;
    }
    painter.setRenderHint(QPainter::Antialiasing);
    paintGlyph(painter, glyphBox(box), mark.belief, glyph);
    painter.restore();
}

void paintBeliefs(QPainter &painter, const QRectF &box, const BeliefMark &api, const BeliefMark &gossip,
                  const Colours &colours)
{
    const auto half = [&](const QPolygonF &corners, const QRectF &part, const BeliefMark &mark) {
        painter.save();
        QPainterPath path;
        path.addPolygon(corners);
        painter.setClipPath(path, Qt::IntersectClip);
        // Fields fill the half, glyphs stand in the corner.
        BeliefMark field = mark;
        const bool isLoud = !mark.isStale && !mark.isStranger;
        if (isLoud && (field.belief == Belief::Dead || field.belief == Belief::NotSeen))
            painter.fillRect(box.adjusted(1, 1, -1, -1),
                             field.belief == Belief::Dead ? colours.critical : colours.criticalSoft);
        painter.setRenderHint(QPainter::Antialiasing);
        const QColor glyph = isLoud && field.belief == Belief::Dead ? colours.card : glyphColour(field, colours);
        paintGlyph(painter, part, field.belief, glyph);
        painter.restore();
    };
    const double side = std::clamp(std::min(box.width(), box.height()) * 0.34, 5.0, 11.0);
    QRectF first(0, 0, side, side);
    QRectF second = first;
    first.moveCenter(box.topLeft() + QPointF(box.width() * 0.29, box.height() * 0.3));
    second.moveCenter(box.topLeft() + QPointF(box.width() * 0.71, box.height() * 0.7));
    half(QPolygonF{box.topLeft(), box.topRight(), box.bottomLeft()}, first, api);
    half(QPolygonF{box.topRight(), box.bottomRight(), box.bottomLeft()}, second, gossip);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colours.text, 1));
    painter.drawLine(box.topRight() + QPointF(-1, 1), box.bottomLeft() + QPointF(1, -1));
    painter.restore();
}

void paintSelf(QPainter &painter, const QRectF &box, const Colours &colours)
{
    painter.save();
    painter.fillRect(box, colours.window);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colours.control);
    const double radius = std::clamp(std::min(box.width(), box.height()) * 0.1, 1.2, 2.5);
    painter.drawEllipse(box.center(), radius, radius);
    painter.restore();
}

void paintDifference(QPainter &painter, const QRectF &box, const Colours &colours)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colours.text);
    const double side = std::clamp(std::min(box.width(), box.height()) * 0.32, 4.0, 9.0);
    painter.drawPolygon(
        QPolygonF{box.topRight() + QPointF(-side, 0), box.topRight(), box.topRight() + QPointF(0, side)});
    painter.restore();
}

} // namespace rollcall

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/StateShape.h"

#include <QPainter>
#include <QPainterPath>
#include <QPolygonF>
#include <cmath>
#include <numbers>

namespace rollcall {

Shape shapeOf(State state)
{
    switch (state) {
    case State::Ok:
        return Shape::Disc;
    case State::Unknown:
        return Shape::Ring;
    case State::Warning:
        return Shape::Triangle;
    case State::Critical:
        return Shape::Octagon;
    }
    return Shape::Ring;
}

Shape shapeOf(Severity severity)
{
    switch (severity) {
    case Severity::Info:
        return Shape::Diamond;
    case Severity::Unknown:
        return Shape::Ring;
    case Severity::Warning:
        return Shape::Triangle;
    case Severity::Critical:
        return Shape::Octagon;
    }
    return Shape::Ring;
}

QChar letterOf(Shape shape)
{
    switch (shape) {
    case Shape::Disc:
        return u'O';
    case Shape::Triangle:
        return u'W';
    case Shape::Octagon:
        return u'C';
    case Shape::Ring:
        return u'?';
    case Shape::Diamond:
        return u'i';
    }
    return u'?';
}

namespace {

QPolygonF regular(const QRectF &box, int corners, double turn)
{
    QPolygonF polygon;
    const double radius = box.width() / 2;
    for (int i = 0; i < corners; ++i) {
        const double angle = turn + 2 * std::numbers::pi * i / corners;
        polygon << box.center() + QPointF(radius * std::cos(angle), radius * std::sin(angle));
    }
    return polygon;
}

void paintLetter(QPainter &painter, const QRectF &box, Shape shape, const QColor &colour)
{
    // Below this size a letter is a smudge; the shape says enough.
    if (box.height() < 13)
        return;
    QFont font = painter.font();
    font.setBold(true);
    font.setPixelSize(std::max(7, static_cast<int>(box.height() * (shape == Shape::Triangle ? 0.46 : 0.56))));
    painter.setFont(font);
    painter.setPen(colour);
    QRectF at = box;
    if (shape == Shape::Triangle)
        at.translate(0, box.height() * 0.11);
    painter.drawText(at, Qt::AlignCenter | Qt::TextDontClip, letterOf(shape));
}

} // namespace

void paintShape(QPainter &painter, const QRectF &box, Shape shape, const QColor &colour, const QColor &hole)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    QColor letter = hole;
    switch (shape) {
    case Shape::Disc:
        painter.drawEllipse(box.adjusted(0.5, 0.5, -0.5, -0.5));
        break;
    case Shape::Ring: {
        const double width = std::max(1.6, box.width() * 0.13);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(colour, width));
        const double inset = width / 2 + 0.5;
        painter.drawEllipse(box.adjusted(inset, inset, -inset, -inset));
        letter = colour;
        break;
    }
    case Shape::Triangle: {
        QPolygonF triangle;
        triangle << QPointF(box.center().x(), box.top() + box.height() * 0.04)
                 << QPointF(box.right(), box.bottom() - box.height() * 0.06)
                 << QPointF(box.left(), box.bottom() - box.height() * 0.06);
        painter.setPen(QPen(colour, box.width() * 0.1, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        const double inset = box.width() * 0.05;
        for (QPointF &point : triangle)
            point += (box.center() - point) * (inset / (box.width() / 2));
        painter.drawPolygon(triangle);
        break;
    }
    case Shape::Octagon:
        painter.drawPolygon(regular(box.adjusted(-0.3, -0.3, 0.3, 0.3), 8, std::numbers::pi / 8));
        break;
    case Shape::Diamond:
        painter.drawPolygon(regular(box, 4, 0));
        break;
    }
    paintLetter(painter, box, shape, letter);
    painter.restore();
}

QPixmap shapePixmap(Shape shape, const QColor &colour, const QColor &hole, int size, double devicePixelRatio)
{
    QPixmap pixmap(QSize(size, size) * devicePixelRatio);
    pixmap.setDevicePixelRatio(devicePixelRatio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    paintShape(painter, QRectF(0, 0, size, size), shape, colour, hole);
    return pixmap;
}

} // namespace rollcall

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tiles/TilePainter.h"

#include "ui/theme/StateShape.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPolygonF>
#include <cmath>

namespace rollcall {

using namespace Qt::StringLiterals;

namespace {

struct Tile
{
    Q_DECLARE_TR_FUNCTIONS(Tile)
};

/// The wall is read from three metres.
double scaleOf(Density density)
{
    switch (density) {
    case Density::Wall:
        return 1.7;
    case Density::Desk:
    case Density::List:
        return 1;
    }
    return 1;
}

/// A line as thick as asked for, made of hair lines beside each other: Qt draws those twenty times as fast as one wide
/// line with its joins, and a board is full of them.
void thinLine(QPainter &painter, const QPolygonF &line, const QColor &colour, double thickness)
{
    QPen pen(colour, 1);
    pen.setCosmetic(true);
    painter.setPen(pen);
    const double hair = 1 / painter.device()->devicePixelRatio();
    const int passes = std::max(1, static_cast<int>(std::ceil((thickness - 0.2) / hair)));
    for (int i = 0; i < passes; ++i) {
        const double shift = passes == 1 ? 0 : (static_cast<double>(i) / (passes - 1) - 0.5) * (thickness - hair);
        painter.drawPolyline(line.translated(0, shift));
    }
}

} // namespace

TilePainter::TilePainter(const Theme &theme, Density density)
    : m_colours(theme.colours()),
      m_density(density),
      m_caption(theme.font(Theme::Text::Caption, false, scaleOf(density))),
      m_body(theme.font(Theme::Text::Body, false, scaleOf(density))),
      m_bodyBold(theme.font(Theme::Text::Body, true, scaleOf(density))),
      m_title(theme.font(Theme::Text::Title, true, scaleOf(density)))
{
    m_metrics.unit = theme.unit(density == Density::Wall ? 1.5 : 1);
    m_metrics.caption = m_caption.metrics.height();
    m_metrics.body = m_body.metrics.height();
    m_metrics.title = m_title.metrics.height();
    m_metrics.em = m_body.metrics.averageCharWidth();
}

int TilePainter::headerHeight(bool withVerdict) const
{
    const int unit = m_metrics.unit;
    return unit + m_metrics.title + (withVerdict ? m_metrics.body + unit / 2 : 0) + unit;
}

void TilePainter::text(QPainter &painter, const Face &face, const QRect &rect, int flags, const QString &text,
                       const QColor &colour, Qt::TextElideMode elide) const
{
    if (text.isEmpty() || rect.width() <= 0)
        return;
    painter.setFont(face.font);
    painter.setPen(colour);
    painter.drawText(rect, flags | Qt::AlignVCenter | Qt::TextSingleLine,
                     face.metrics.elidedText(text, elide, rect.width()));
}

void TilePainter::sparkline(QPainter &painter, const QRect &rect, const TileContent &tile, const QColor &colour) const
{
    if (tile.trend.size() < 2 || rect.width() < 8)
        return;
    // From zero would hide a leak's beginning; from the lowest value would make noise a mountain. A tenth of the value
    // is the least height that the line gets.
    const double middle = (tile.trendHighest + tile.trendLowest) / 2;
    const double span = std::max({tile.trendHighest - tile.trendLowest, middle * 0.2, 1.0});
    const QRectF box = QRectF(rect).adjusted(0, 2, -2, -2);
    const auto place = [&](const TrendPoint &point) {
        return QPointF(box.left() + point.x * box.width(), box.center().y() - (point.y - middle) / span * box.height());
    };
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(m_colours.line, 1));
    painter.drawLine(QPointF(box.left(), rect.bottom() + 0.5), QPointF(box.right() + 2, rect.bottom() + 0.5));
    QPolygonF line;
    line.reserve(static_cast<qsizetype>(tile.trend.size()));
    QPointF last;
    for (const TrendPoint &point : tile.trend) {
        const QPointF at = place(point);
        if (point.startsSegment && !line.isEmpty()) {
            thinLine(painter, line, colour, m_density == Density::Wall ? 2.2 : 1.4);
            line.clear();
        }
        if (point.isRestart) {
            painter.setPen(QPen(m_colours.secondary, 1, Qt::DotLine));
            painter.drawLine(QPointF(at.x(), box.top()), QPointF(at.x(), rect.bottom()));
        }
        // Points closer than half a pixel cannot be told apart and cost as much.
        if (line.isEmpty() || at.x() - last.x() >= 0.5) {
            line << at;
            last = at;
        }
    }
    thinLine(painter, line, colour, m_density == Density::Wall ? 2.2 : 1.4);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    const double dot = m_density == Density::Wall ? 3.2 : 2.2;
    painter.drawEllipse(place(tile.trend.back()), dot, dot);
    painter.restore();
}

void TilePainter::paint(QPainter &painter, const QRect &rect, const TileContent &tile, const Look &look) const
{
    const TileLayout layout = TileLayout::make(m_density, m_metrics, rect.width());
    const bool isList = m_density == Density::List;
    const bool isGrey = tile.isOffline || tile.isPaused;
    const QColor state = isGrey ? m_colours.unknown : m_colours.state(tile.state);
    const QColor ink = isGrey ? m_colours.secondary : m_colours.text;
    // What is old or the last known value of what is gone.
    const QColor figures = isGrey || tile.isStale || tile.isGone ? m_colours.secondary : m_colours.text;
    const QColor card = isGrey ? m_colours.card : m_colours.surface(tile.state);
    const auto at = [&rect](const QRect &part) { return part.translated(rect.topLeft()); };

    painter.fillRect(rect, look.isHovered ? m_colours.accentSoft : card);
    if (isList) {
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), m_colours.line);
    } else {
        painter.setPen(m_colours.line);
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect.adjusted(0, 0, -1, -1));
    }
    const QRect bar = at(layout.bar);
    painter.fillRect(bar, state);
    if (tile.isProxy) {
        // The proxy is of another kind than the nodes behind it: its bar is double.
        const int third = std::max(1, bar.width() / 3);
        painter.fillRect(bar.adjusted(third, 0, third - bar.width() + third, 0), card);
    }
    paintShape(painter, QRectF(at(layout.shape)), shapeOf(tile.state), state, card);

    QRect name = at(layout.name);
    if (!isList)
        name.setRight(at(layout.word).right() - m_body.metrics.horizontalAdvance(tile.word) - m_metrics.unit);
    text(painter, isList ? m_bodyBold : m_title, name, Qt::AlignLeft, tile.name, ink, Qt::ElideMiddle);
    text(painter, m_body, at(layout.word), isList ? Qt::AlignLeft : Qt::AlignRight, tile.word, ink);
    QString corner = tile.corner;
    if (corner.isEmpty() && tile.isLeader)
        corner = Tile::tr("presumed leader");
    QRect product = at(layout.product);
    QRect cornerRect = at(layout.corner);
    if (!isList) {
        // The corner takes what it needs, and only when it has something to say.
        const int width = corner.isEmpty() ? 0
                                           : std::min(m_caption.metrics.horizontalAdvance(corner) + 2,
                                                      cornerRect.right() - product.left());
        cornerRect.setLeft(cornerRect.right() + 1 - width);
        product.setRight(width == 0 ? cornerRect.right() : cornerRect.left() - m_metrics.unit);
    }
    text(painter, isList ? m_body : m_caption, product, Qt::AlignLeft, tile.product, m_colours.secondary,
         Qt::ElideMiddle);
    text(painter, m_caption, cornerRect, Qt::AlignRight, corner, m_colours.secondary);

    sparkline(painter, at(layout.sparkline), tile, isGrey || tile.isGone ? m_colours.unknown : m_colours.secondary);
    text(painter, m_body, at(layout.latency), isList ? Qt::AlignRight : Qt::AlignLeft, tile.latency, figures);
    if (!tile.load.isEmpty())
        text(painter, m_body, at(layout.load), Qt::AlignRight, isList ? tile.load : tile.loadWords, figures);

    QRect reason = at(layout.reason);
    if (tile.moreReasons > 0) {
        const QString more = u'+' + QString::number(tile.moreReasons);
        const int width = m_caption.metrics.horizontalAdvance(more) + m_metrics.unit / 2;
        text(painter, m_caption, QRect(reason.right() + 1 - width, reason.top(), width, reason.height()),
             Qt::AlignRight, more, m_colours.secondary);
        reason.setRight(reason.right() - width - m_metrics.unit / 2);
    }
    text(painter, m_body, reason, Qt::AlignLeft, tile.reason, ink);

    if (look.isCurrent) {
        painter.setPen(QPen(m_colours.accent, look.hasFocus ? 2 : 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(look.hasFocus ? rect.adjusted(1, 1, -1, -1) : rect.adjusted(0, 0, -1, -1));
    }
}

int TilePainter::chip(QPainter &painter, int x, const QRect &line, const QString &label, const QColor &fill,
                      const QColor &ink) const
{
    const int width = m_caption.metrics.horizontalAdvance(label) + m_metrics.unit * 3 / 2;
    const int height = m_metrics.caption + m_metrics.unit / 2;
    const QRect box(x, line.center().y() - height / 2, width, height);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(fill.alpha() == 0 ? QPen(m_colours.control, 1) : QPen(Qt::NoPen));
    painter.setBrush(fill);
    painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    painter.restore();
    text(painter, m_caption, box, Qt::AlignHCenter, label, ink);
    return x + width + m_metrics.unit;
}

void TilePainter::paintHeader(QPainter &painter, const QRect &rect, const SectionContent &section,
                              bool withVerdict) const
{
    const int unit = m_metrics.unit;
    const QRect line(rect.left(), rect.top() + unit, rect.width(), m_metrics.title);
    const bool isGrey = section.isOffline || section.isPaused;

    // From the right: how many targets are in which state.
    int right = line.right() + 1;
    const int shape = m_metrics.caption;
    const auto count = [&](State state) {
        const int number = section.counts.of(state);
        if (number == 0)
            return;
        const QString figure = QString::number(number);
        const int width = m_body.metrics.horizontalAdvance(figure);
        text(painter, m_body, QRect(right - width, line.top(), width, line.height()), Qt::AlignRight, figure,
             m_colours.text);
        right -= width + unit / 2 + shape;
        paintShape(painter, QRectF(right, line.center().y() - shape / 2.0 + 0.5, shape, shape), shapeOf(state),
                   isGrey ? m_colours.unknown : m_colours.state(state), m_colours.window);
        right -= unit * 2;
    };
    if (withVerdict) {
        for (const State state : {State::Ok, State::Unknown, State::Warning, State::Critical})
            count(state);
    } else {
        // The buttons above count already.
        const int width = m_caption.metrics.horizontalAdvance(section.summary) + 2;
        text(painter, m_caption, QRect(right - width, line.top(), width, line.height()), Qt::AlignRight,
             section.summary, m_colours.secondary);
        right -= width + unit * 2;
    }

    const QString name = m_title.metrics.elidedText(section.name, Qt::ElideMiddle, (right - rect.left()) / 2);
    const int nameWidth = m_title.metrics.horizontalAdvance(name);
    text(painter, m_title, QRect(rect.left(), line.top(), nameWidth + 1, line.height()), Qt::AlignLeft, name,
         m_colours.text);
    int x = rect.left() + nameWidth + unit + unit / 2;
    x = section.isProduction
            ? chip(painter, x, line, section.environment, m_colours.production, m_colours.productionText)
            : chip(painter, x, line, section.environment, Qt::transparent, m_colours.secondary);
    if (section.isPaused)
        x = chip(painter, x, line, Tile::tr("Paused"), m_colours.control, m_colours.text);
    if (section.isOffline)
        x = chip(painter, x, line, Tile::tr("This computer is offline"), m_colours.control, m_colours.text);
    if (section.shown < section.counts.total()) {
        text(painter, m_caption, QRect(x, line.top(), std::max(0, right - x), line.height()), Qt::AlignLeft,
             Tile::tr("%1 of %2 shown").arg(section.shown).arg(section.counts.total()), m_colours.secondary);
    }
    if (withVerdict)
        text(painter, m_body, QRect(rect.left(), line.bottom() + unit / 2, rect.width(), m_metrics.body), Qt::AlignLeft,
             section.verdict, m_colours.secondary);
}

} // namespace rollcall

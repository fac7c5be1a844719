// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/TimePlot.h"

#include "ui/models/Words.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>
#include <span>

namespace rollcall {

using namespace Qt::StringLiterals;

namespace {

QColor faded(QColor colour, float alpha)
{
    colour.setAlphaF(alpha);
    return colour;
}

constexpr double LineWidth = 1.5;
constexpr double Dash = 5 * LineWidth; ///< and the space after it
constexpr double Space = 3 * LineWidth;
constexpr double MostDashed = 20'000; ///< pixels

/// The parts of a run that its dashes cover, going on over its corners; square ends are a part of a dash.
QList<QLineF> dashesOf(const QPolygonF &run)
{
    QList<QLineF> lines;
    bool isDash = true;
    double left = Dash - LineWidth;
    for (qsizetype i = 1; i < run.size(); ++i) {
        QLineF rest(run[i - 1], run[i]);
        if (rest.length() > MostDashed) { // to a point far out of sight, until the answer for a new range is here
            lines << rest;
            continue;
        }
        for (double length = rest.length(); length > 0; length = rest.length()) {
            const bool ends = left <= length;
            const QPointF at = ends ? rest.pointAt(left / length) : rest.p2();
            if (isDash)
                lines << QLineF(rest.p1(), at);
            if (!ends) {
                left -= length;
                break;
            }
            rest.setP1(at);
            isDash = !isDash;
            left = isDash ? Dash - LineWidth : Space + LineWidth;
        }
    }
    return lines;
}

/// As single lines: those have a rasterizer of their own, whereas the outline of a run that zigzags over a thousand
/// points takes a second to be filled. Square ends close the corners.
void drawRun(QPainter &painter, const QColor &colour, bool isDashed, const QPolygonF &run)
{
    QPen pen(colour, LineWidth);
    if (painter.paintEngine()->type() != QPaintEngine::Raster) { // a file of shapes: one for each run
        if (isDashed)
            pen.setDashPattern({Dash / LineWidth, Space / LineWidth});
        painter.setPen(pen);
        painter.drawPolyline(run);
        return;
    }
    pen.setCapStyle(Qt::SquareCap);
    painter.setPen(pen);
    if (isDashed) {
        painter.drawLines(dashesOf(run));
        return;
    }
    QList<QLineF> lines;
    lines.reserve(run.size() - 1);
    for (qsizetype i = 1; i < run.size(); ++i)
        lines << QLineF(run[i - 1], run[i]);
    painter.drawLines(lines);
}

} // namespace

TimePlot::TimePlot(const Theme &theme, QGraphicsItem *parent) : QGraphicsItem(parent), m_theme(theme)
{
    setZValue(100);
    setAcceptedMouseButtons(Qt::NoButton);
}

void TimePlot::setSize(const QSizeF &size)
{
    prepareGeometryChange();
    m_size = size;
    layOut();
    update();
}

void TimePlot::setContent(const ChartContent &content)
{
    m_content = content;
    layOut();
    update();
}

void TimePlot::setCrosshair(std::optional<qint64> at, std::vector<ChartReading> readings)
{
    if (at == m_crosshair && readings == m_readings)
        return;
    m_crosshair = at;
    m_readings = std::move(readings);
    update();
}

void TimePlot::setBand(std::optional<std::pair<qint64, qint64>> band)
{
    m_band = band;
    update();
}

void TimePlot::setDraggedThreshold(std::optional<int> threshold)
{
    m_dragged = threshold;
    update();
}

void TimePlot::setFocusShown(bool isShown)
{
    m_hasFocus = isShown;
    update();
}

void TimePlot::layOut()
{
    const QFontMetricsF caption(m_theme.font(Theme::Text::Caption));
    const QFontMetricsF title(m_theme.font(Theme::Text::Body, true));
    // The same margins for every chart, so that one moment stands at one place in all of them.
    const double left = caption.horizontalAdvance(u"000.0 MiB"_s) + m_theme.unit(1.5);
    const double right = std::min(m_size.width() / 5, caption.horizontalAdvance(u"application-10"_s) + m_theme.unit(2));
    const double top = title.height() + m_theme.unit(2.75);
    const double bottom = caption.height() + m_theme.unit(1.6);
    m_plot = QRectF(left, top, std::max(10.0, m_size.width() - left - right),
                    std::max(10.0, m_size.height() - top - bottom));
    findValues();
}

void TimePlot::findValues()
{
    double least = 0; // all figures here begin at nothing: a chart that does not exaggerates
    double greatest = 0;
    for (const ChartLine &line : m_content.lines) {
        for (const SeriesPoint &point : line.points) {
            if (point.at < m_content.from || point.at > m_content.to)
                continue;
            least = std::min(least, point.minimum);
            greatest = std::max(greatest, point.maximum);
        }
    }
    // A threshold far above would press every line flat: then it is named in the corner.
    if (m_content.threshold && (greatest <= 0 || *m_content.threshold <= 2.5 * greatest))
        greatest = std::max(greatest, *m_content.threshold * 1.08);
    const QFontMetricsF caption(m_theme.font(Theme::Text::Caption));
    const int most = std::max(2, static_cast<int>(m_plot.height() / (caption.height() * 1.8)));
    m_ticks = trends::valueTicks(m_content.unit, least, greatest, most);
    m_low = m_ticks.front();
    m_high = m_ticks.back();
}

double TimePlot::xOf(qint64 at) const
{
    const double span = static_cast<double>(std::max<qint64>(1, m_content.to - m_content.from));
    return m_plot.left() + static_cast<double>(at - m_content.from) / span * m_plot.width();
}

double TimePlot::yOf(double value) const
{
    return m_plot.bottom() - (value - m_low) / (m_high - m_low) * m_plot.height();
}

qint64 TimePlot::timeAt(double x) const
{
    const double part = std::clamp((x - m_plot.left()) / m_plot.width(), 0.0, 1.0);
    return m_content.from + std::llround(part * static_cast<double>(m_content.to - m_content.from));
}

double TimePlot::valueAt(double y) const
{
    return m_low + (m_plot.bottom() - y) / m_plot.height() * (m_high - m_low);
}

bool TimePlot::isThresholdInSight() const
{
    const auto threshold = shownThreshold();
    return m_content.hasThreshold && threshold && *threshold >= m_low && *threshold <= m_high;
}

int TimePlot::eventAt(const QPointF &place) const
{
    const double flag = m_theme.unit(1);
    if (place.y() < m_plot.top() - flag * 1.5 || place.y() > m_plot.bottom() + flag)
        return -1;
    const bool isOnFlag = place.y() <= m_plot.top() + flag;
    int best = -1;
    double nearest = isOnFlag ? flag * 1.2 : 3;
    for (std::size_t i = 0; i < m_content.events.size(); ++i) {
        const double distance = std::abs(xOf(m_content.events[i].at) - place.x());
        if (distance <= nearest) {
            nearest = distance;
            best = static_cast<int>(i);
        }
    }
    return best;
}

void TimePlot::paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *)
{
    painter->setRenderHint(QPainter::Antialiasing);
    const Colours &colours = m_theme.colours();
    painter->setPen(QPen(colours.line, 1));
    painter->setBrush(colours.card);
    painter->drawRoundedRect(QRectF(QPointF(), m_size).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    painter->setFont(m_theme.font(Theme::Text::Body, true));
    painter->setPen(colours.text);
    const QFontMetricsF metrics(painter->font());
    const QRectF head(m_theme.unit(1), m_theme.unit(0.5), m_size.width() - m_theme.unit(2), metrics.height());
    painter->drawText(head, Qt::AlignLeft | Qt::AlignVCenter, m_content.title);
    if (m_content.hasThreshold && shownThreshold() && !isThresholdInSight()) {
        painter->setFont(m_theme.font(Theme::Text::Caption));
        painter->setPen(colours.secondary);
        painter->drawText(head, Qt::AlignRight | Qt::AlignVCenter,
                          QCoreApplication::translate("TimePlot", "Threshold %1, above what is drawn")
                              .arg(words::count(*shownThreshold())));
    }
    paintGrid(*painter);
    painter->save();
    painter->setClipRect(m_plot.adjusted(-1, -1, 1, 1));
    for (const ChartLine &line : m_content.lines)
        paintLine(*painter, line);
    painter->restore();
    paintEvents(*painter);
    paintThreshold(*painter);
    paintLabels(*painter);
    if (m_band) {
        const QRectF band(QPointF(xOf(std::min(m_band->first, m_band->second)), m_plot.top()),
                          QPointF(xOf(std::max(m_band->first, m_band->second)), m_plot.bottom()));
        painter->setPen(QPen(colours.accent, 1));
        painter->setBrush(faded(colours.accent, 0.15F));
        painter->drawRect(band);
    }
    paintCrosshair(*painter);
    if (m_hasFocus) {
        painter->setPen(QPen(colours.accent, 2));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(QRectF(QPointF(), m_size).adjusted(1, 1, -1, -1), 4, 4);
    }
}

void TimePlot::paintGrid(QPainter &painter) const
{
    const Colours &colours = m_theme.colours();
    painter.setFont(m_theme.font(Theme::Text::Caption));
    const QFontMetricsF metrics(painter.font());
    const QColor grid = faded(colours.line, colours.kind == Colours::Kind::HighContrast ? 0.25F : 0.6F);
    for (const double tick : m_ticks) {
        const double y = std::round(yOf(tick)) + 0.5;
        painter.setPen(QPen(grid, 1));
        painter.drawLine(QPointF(m_plot.left(), y), QPointF(m_plot.right(), y));
        painter.setPen(colours.secondary);
        painter.drawText(QRectF(0, y - metrics.height() / 2, m_plot.left() - m_theme.unit(0.75), metrics.height()),
                         Qt::AlignRight | Qt::AlignVCenter, trends::valueTickText(m_content.unit, tick, m_high));
    }
    const double width = metrics.horizontalAdvance(u"00 MMM 0000"_s);
    const int most = std::max(2, static_cast<int>(m_plot.width() / (width * 1.4)));
    const std::vector<qint64> times = trends::timeTicks(m_content.from, m_content.to, most);
    for (const qint64 at : times) {
        const double x = std::round(xOf(at)) + 0.5;
        painter.setPen(QPen(grid, 1));
        painter.drawLine(QPointF(x, m_plot.top()), QPointF(x, m_plot.bottom()));
        painter.setPen(colours.secondary);
        painter.drawText(QRectF(x - width, m_plot.bottom() + m_theme.unit(0.9), 2 * width, metrics.height()),
                         Qt::AlignHCenter | Qt::AlignTop, trends::tickText(at, m_content.from, m_content.to));
    }
    painter.setPen(QPen(colours.control, 1));
    painter.drawLine(QPointF(m_plot.left(), m_plot.bottom() + 0.5), QPointF(m_plot.right(), m_plot.bottom() + 0.5));
}

void TimePlot::paintLine(QPainter &painter, const ChartLine &line) const
{
    const QColor band = faded(line.colour, 0.8F);
    QPolygonF run;
    const auto flush = [&] {
        if (run.size() > 1) {
            drawRun(painter, line.colour, line.isDashed, run);
        } else if (run.size() == 1) {
            painter.setBrush(line.colour);
            painter.setPen(Qt::NoPen);
            painter.drawEllipse(run.front(), 2, 2);
        }
        run.clear();
    };
    // Those in sight, and the nearest on either side, to which a line leads.
    auto first = std::ranges::lower_bound(line.points, m_content.from, {}, &SeriesPoint::at);
    auto last = std::ranges::upper_bound(line.points, m_content.to, {}, &SeriesPoint::at);
    first -= first == line.points.begin() ? 0 : 1;
    last += last == line.points.end() ? 0 : 1;
    const std::span<const SeriesPoint> points(first, last);
    painter.setRenderHint(QPainter::Antialiasing, false); // upright bars: it would only cost
    for (const SeriesPoint &point : points) {
        if (point.maximum > point.minimum) {
            const QPointF top(xOf(point.at) - 1, yOf(point.maximum)); // whole pixels: others would be now one, now two
            painter.fillRect(QRectF(top, QSizeF(2, std::max(1.0, yOf(point.minimum) - top.y()))), band);
        }
    }
    painter.setRenderHint(QPainter::Antialiasing);
    for (const SeriesPoint &point : points) {
        const double x = xOf(point.at);
        if (point.isAfterGap || point.isAfterRestart)
            flush();
        run << QPointF(x, yOf(point.mean));
        if (point.isAfterRestart) {
            const double half = m_theme.unit(0.6);
            const QPointF foot(x, m_plot.bottom());
            painter.setPen(Qt::NoPen);
            painter.setBrush(line.colour);
            painter.drawPolygon(
                QPolygonF{{foot, foot + QPointF(-half, -1.6 * half), foot + QPointF(half, -1.6 * half)}});
        }
    }
    flush();
}

void TimePlot::paintEvents(QPainter &painter) const
{
    const Colours &colours = m_theme.colours();
    const double flag = m_theme.unit(1);
    for (const HistoryEvent &event : m_content.events) {
        const double x = std::round(xOf(event.at)) + 0.5;
        if (x < m_plot.left() || x > m_plot.right())
            continue;
        painter.setPen(QPen(faded(colours.secondary, 0.7F), 1, Qt::DotLine));
        painter.drawLine(QPointF(x, m_plot.top()), QPointF(x, m_plot.bottom()));
        // What is bad is told from what merely happened by more than its colour: its flag is full.
        const bool isIncident = event.kind == HistoryEvent::Kind::IncidentOpened;
        const QColor ink = isIncident ? colours.critical : colours.secondary;
        const double top = m_plot.top() - flag * 1.25;
        painter.setPen(QPen(ink, 1));
        painter.drawLine(QPointF(x, top), QPointF(x, m_plot.top()));
        painter.setBrush(isIncident ? ink : colours.card);
        painter.drawPolygon(
            QPolygonF{{QPointF(x, top), QPointF(x + flag, top + flag * 0.45), QPointF(x, top + flag * 0.9)}});
    }
}

void TimePlot::paintThreshold(QPainter &painter) const
{
    if (!isThresholdInSight())
        return;
    const Colours &colours = m_theme.colours();
    const double y = yOf(*shownThreshold());
    painter.setPen(QPen(colours.warning, m_dragged ? 2 : 1.25, Qt::CustomDashLine));
    QPen pen = painter.pen();
    pen.setDashPattern({6, 4});
    painter.setPen(pen);
    painter.drawLine(QPointF(m_plot.left(), y), QPointF(m_plot.right(), y));
    painter.setFont(m_theme.font(Theme::Text::Caption));
    const QFontMetricsF metrics(painter.font());
    const QString text = QCoreApplication::translate("TimePlot", "Threshold %1").arg(words::count(*shownThreshold()));
    QRectF box(m_plot.left() + m_theme.unit(0.5), y - metrics.height() - 2,
               metrics.horizontalAdvance(text) + m_theme.unit(1), metrics.height());
    if (box.top() < m_plot.top())
        box.moveTop(y + 2);
    painter.fillRect(box, faded(colours.card, 0.8F));
    painter.setPen(colours.text);
    painter.drawText(box, Qt::AlignCenter, text);
}

void TimePlot::paintLabels(QPainter &painter) const
{
    struct Label
    {
        const ChartLine *line;
        double y;
    };
    std::vector<Label> labels;
    for (const ChartLine &line : m_content.lines) {
        if (!line.points.empty())
            labels.push_back({&line, std::clamp(yOf(line.points.back().mean), m_plot.top(), m_plot.bottom())});
    }
    painter.setFont(m_theme.font(Theme::Text::Caption));
    const QFontMetricsF metrics(painter.font());
    const double height = metrics.height() * 0.95;
    // Where they do not all fit none stands: a part would look like all. The list of nodes has the colours.
    if (labels.empty() || static_cast<double>(labels.size()) * height > m_plot.height() + height)
        return;
    std::stable_sort(labels.begin(), labels.end(), [](const Label &a, const Label &b) { return a.y < b.y; });
    for (std::size_t i = 1; i < labels.size(); ++i)
        labels[i].y = std::max(labels[i].y, labels[i - 1].y + height);
    double most = m_plot.bottom();
    for (auto label = labels.rbegin(); label != labels.rend(); ++label) {
        label->y = std::min(label->y, most);
        most = label->y - height;
    }
    const double left = m_plot.right() + m_theme.unit(0.75);
    for (const Label &label : labels) {
        painter.setPen(label.line->colour);
        painter.drawText(QRectF(left, label.y - height / 2, m_size.width() - left - 2, height),
                         Qt::AlignLeft | Qt::AlignVCenter,
                         metrics.elidedText(label.line->name, Qt::ElideMiddle, m_size.width() - left - 4));
    }
}

void TimePlot::paintCrosshair(QPainter &painter) const
{
    if (!m_crosshair || *m_crosshair < m_content.from || *m_crosshair > m_content.to)
        return;
    const Colours &colours = m_theme.colours();
    const double x = std::round(xOf(*m_crosshair)) + 0.5;
    painter.setPen(QPen(colours.text, 1));
    painter.drawLine(QPointF(x, m_plot.top()), QPointF(x, m_plot.bottom()));
    for (const ChartReading &reading : m_readings) {
        painter.setPen(QPen(colours.card, 1));
        painter.setBrush(m_content.lines[reading.line].colour);
        painter.drawEllipse(QPointF(x, yOf(reading.point.mean)), 3.5, 3.5);
    }
    paintReadings(painter, x);
}

void TimePlot::paintReadings(QPainter &painter, double x) const
{
    const Colours &colours = m_theme.colours();
    painter.setFont(m_theme.font(Theme::Text::Caption));
    const QFontMetricsF metrics(painter.font());
    const double height = metrics.height();
    const double pad = m_theme.unit(0.75);
    // Highest first, like the lines stand; as many as there is room for.
    std::vector<ChartReading> readings = m_readings;
    std::stable_sort(readings.begin(), readings.end(),
                     [](const auto &a, const auto &b) { return a.point.mean > b.point.mean; });
    const auto room = static_cast<std::size_t>(std::max(1.0, (m_size.height() - 2 * pad - 4) / height - 1));
    const std::size_t left = readings.size() > room ? readings.size() - (room - 1) : 0;
    if (left > 0)
        readings.resize(room - 1);
    QString time = trends::momentText(*m_crosshair);
    double nameWidth = 0;
    double figureWidth = 0;
    std::vector<std::pair<QString, QString>> rows;
    for (const ChartReading &reading : readings) {
        const QString name = metrics.elidedText(m_content.lines[reading.line].name, Qt::ElideMiddle, m_theme.unit(18));
        QString text = trends::figure(m_content.unit, reading.point.mean);
        if (reading.point.maximum > reading.point.minimum)
            text += u"  (" % trends::figure(m_content.unit, reading.point.minimum) % u" – " %
                    trends::figure(m_content.unit, reading.point.maximum) % u')';
        nameWidth = std::max(nameWidth, metrics.horizontalAdvance(name));
        figureWidth = std::max(figureWidth, metrics.horizontalAdvance(text));
        rows.emplace_back(name, text);
    }
    if (left > 0)
        rows.emplace_back(QCoreApplication::translate("TimePlot", "and %n more", nullptr, static_cast<int>(left)),
                          QString());
    if (rows.empty())
        rows.emplace_back(QCoreApplication::translate("TimePlot", "Nothing is known of this time"), QString());
    for (const auto &row : rows) {
        if (row.second.isEmpty())
            nameWidth = std::max(nameWidth, metrics.horizontalAdvance(row.first));
    }
    const double inner =
        std::max(metrics.horizontalAdvance(time), height + nameWidth + m_theme.unit(1.5) + figureWidth);
    QRectF box(x + m_theme.unit(1), m_plot.top() + 2, inner + 2 * pad,
               height * (1 + static_cast<double>(rows.size())) + 2 * pad);
    if (box.right() > m_plot.right())
        box.moveRight(x - m_theme.unit(1));
    if (box.bottom() > m_size.height() - 2)
        box.moveBottom(m_size.height() - 2);
    if (box.top() < 2)
        box.moveTop(2);
    painter.setPen(QPen(colours.control, 1));
    painter.setBrush(colours.raised);
    painter.drawRoundedRect(box, 4, 4);
    QRectF row(box.left() + pad, box.top() + pad, inner, height);
    painter.setPen(colours.secondary);
    painter.drawText(row, Qt::AlignLeft | Qt::AlignVCenter, time);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        row.translate(0, height);
        if (i < readings.size()) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(m_content.lines[readings[i].line].colour);
            painter.drawRect(QRectF(row.left(), row.top() + height * 0.3, height * 0.4, height * 0.4));
        }
        painter.setPen(colours.text);
        painter.drawText(row.adjusted(height * 0.75, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, rows[i].first);
        painter.drawText(row, Qt::AlignRight | Qt::AlignVCenter, rows[i].second);
    }
}

} // namespace rollcall

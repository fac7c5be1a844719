// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/TimeChart.h"

#include "ui/charts/TimePlot.h"

#include <QApplication>
#include <QChart>
#include <QContextMenuEvent>
#include <QDateTimeAxis>
#include <QGraphicsLayout>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QToolTip>
#include <QValueAxis>
#include <cmath>

namespace rollcall {

using namespace Qt::StringLiterals;

TimeChart::TimeChart(const Theme &theme, QWidget *parent) : QChartView(new QChart, parent), m_theme(theme)
{
    QChart *drawn = chart();
    drawn->setAnimationOptions(QChart::NoAnimation);
    drawn->legend()->hide();
    drawn->setMargins({});
    drawn->layout()->setContentsMargins(0, 0, 0, 0);
    drawn->setBackgroundRoundness(4);
    m_times = new QDateTimeAxis(drawn);
    m_values = new QValueAxis(drawn);
    for (QAbstractAxis *axis : {static_cast<QAbstractAxis *>(m_times), static_cast<QAbstractAxis *>(m_values)}) {
        // Ticks at round moments and figures with their unit are painted by the plot.
        axis->setLabelsVisible(false);
        axis->setGridLineVisible(false);
        axis->setLineVisible(false);
    }
    drawn->addAxis(m_times, Qt::AlignBottom);
    drawn->addAxis(m_values, Qt::AlignLeft);
    m_plot = new TimePlot(theme, drawn);
    setRubberBand(QChartView::NoRubberBand);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    viewport()->setMouseTracking(true);
    connect(&theme, &Theme::changed, this, &TimeChart::restyle);
    restyle();
}

TimeChart::~TimeChart() = default;

void TimeChart::restyle()
{
    chart()->setBackgroundBrush(m_theme.colours().card);
    chart()->setBackgroundPen(QPen(m_theme.colours().line, 1));
    setBackgroundBrush(m_theme.colours().window);
    setMinimumHeight(m_theme.unit(22));
    m_plot->setSize(size());
    chart()->setPlotArea(m_plot->plot());
}

void TimeChart::setContent(const ChartContent &content)
{
    if (content == m_plot->content())
        return; // painting costs more than all else here
    m_plot->setContent(content);
    m_times->setRange(QDateTime::fromMSecsSinceEpoch(content.from), QDateTime::fromMSecsSinceEpoch(content.to));
    m_values->setRange(m_plot->low(), m_plot->high());
}

const ChartContent &TimeChart::content() const
{
    return m_plot->content();
}

void TimeChart::setCrosshair(std::optional<qint64> at, std::vector<ChartReading> readings)
{
    m_plot->setCrosshair(at, std::move(readings));
}

int TimeChart::columns() const
{
    return std::max(1, static_cast<int>(m_plot->plot().width()));
}

void TimeChart::resizeEvent(QResizeEvent *event)
{
    QChartView::resizeEvent(event);
    const int before = columns();
    m_plot->setSize(event->size());
    chart()->setPlotArea(m_plot->plot());
    if (columns() != before)
        Q_EMIT columnsChanged();
}

bool TimeChart::isOnThreshold(const QPointF &place) const
{
    return m_plot->isThresholdInSight() && !content().isThresholdFixed && place.x() >= m_plot->plot().left() &&
           place.x() <= m_plot->plot().right() && std::abs(place.y() - m_plot->yOf(*m_plot->shownThreshold())) <= 4;
}

void TimeChart::showCursor(const QPointF &place)
{
    const QRectF plot = m_plot->plot();
    Qt::CursorShape shape = Qt::ArrowCursor;
    if (isOnThreshold(place))
        shape = Qt::SizeVerCursor;
    else if (plot.contains(place))
        shape = Qt::CrossCursor;
    else if (place.y() > plot.bottom())
        shape = Qt::OpenHandCursor;
    viewport()->setCursor(shape);
}

void TimeChart::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    m_pressed = event->position();
    m_pressedAt = m_plot->timeAt(m_pressed.x());
    const QRectF plot = m_plot->plot();
    if (isOnThreshold(m_pressed))
        m_drag = Drag::Threshold;
    else if (plot.contains(m_pressed))
        m_drag = Drag::Zoom;
    else if (m_pressed.y() > plot.bottom())
        m_drag = Drag::Pan;
    else if (const int flag = m_plot->eventAt(m_pressed); flag >= 0)
        Q_EMIT crosshairWanted(content().events[static_cast<std::size_t>(flag)].at);
}

void TimeChart::mouseMoveEvent(QMouseEvent *event)
{
    const QPointF place = event->position();
    switch (m_drag) {
    case Drag::None:
        showCursor(place);
        if (m_plot->plot().contains(place))
            Q_EMIT crosshairWanted(m_plot->timeAt(place.x()));
        break;
    case Drag::Zoom:
        m_plot->setBand(std::pair(m_pressedAt, m_plot->timeAt(place.x())));
        break;
    case Drag::Pan: {
        viewport()->setCursor(Qt::ClosedHandCursor);
        const double span = static_cast<double>(content().to - content().from);
        const qint64 by = std::llround((m_pressed.x() - place.x()) / m_plot->plot().width() * span);
        m_pressed = place;
        if (by != 0)
            Q_EMIT panWanted(by);
        break;
    }
    case Drag::Threshold:
        m_plot->setDraggedThreshold(std::max(1, static_cast<int>(std::lround(m_plot->valueAt(std::clamp(
                                                    place.y(), m_plot->plot().top(), m_plot->plot().bottom()))))));
        break;
    }
}

void TimeChart::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    const Drag drag = std::exchange(m_drag, Drag::None);
    m_plot->setBand(std::nullopt);
    const QPointF place = event->position();
    showCursor(place);
    if (drag == Drag::Zoom && std::abs(place.x() - m_pressed.x()) >= QApplication::startDragDistance()) {
        const qint64 at = m_plot->timeAt(place.x());
        Q_EMIT zoomWanted(std::min(at, m_pressedAt), std::max(at, m_pressedAt));
    } else if (drag == Drag::Threshold) {
        const std::optional<int> wanted = m_plot->shownThreshold();
        // Until it holds, the line stands where it was.
        m_plot->setDraggedThreshold(std::nullopt);
        if (wanted && wanted != content().threshold)
            Q_EMIT thresholdWanted(*wanted);
    }
}

void TimeChart::mouseDoubleClickEvent(QMouseEvent *event)
{
    m_drag = Drag::None;
    if (event->button() == Qt::LeftButton)
        Q_EMIT backWanted();
}

void TimeChart::contextMenuEvent(QContextMenuEvent *event)
{
    event->accept();
    const QRectF plot = m_plot->plot();
    const bool isInPlot = event->reason() == QContextMenuEvent::Mouse && plot.contains(event->pos());
    const int value = static_cast<int>(std::lround(m_plot->valueAt(event->pos().y())));
    Q_EMIT menuWanted(event->reason() == QContextMenuEvent::Mouse ? event->globalPos()
                                                                  : viewport()->mapToGlobal(plot.center().toPoint()),
                      isInPlot && value > 0 ? std::optional(value) : std::nullopt);
}

void TimeChart::wheelEvent(QWheelEvent *event)
{
    event->ignore(); // the page scrolls
}

void TimeChart::keyPressEvent(QKeyEvent *event)
{
    event->ignore(); // keys are the page's
}

void TimeChart::focusInEvent(QFocusEvent *event)
{
    QChartView::focusInEvent(event);
    m_plot->setFocusShown(event->reason() != Qt::MouseFocusReason);
}

void TimeChart::focusOutEvent(QFocusEvent *event)
{
    QChartView::focusOutEvent(event);
    m_plot->setFocusShown(false);
}

bool TimeChart::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const int flag = m_plot->eventAt(help->pos());
        if (flag < 0) {
            QToolTip::hideText();
        } else {
            const HistoryEvent &shown = content().events[static_cast<std::size_t>(flag)];
            QToolTip::showText(help->globalPos(),
                               u"<qt>" % trends::momentText(shown.at) % u"<br>" %
                                   trends::eventText(shown).toHtmlEscaped() % u"</qt>",
                               viewport());
        }
        return true;
    }
    return QChartView::viewportEvent(event);
}

} // namespace rollcall

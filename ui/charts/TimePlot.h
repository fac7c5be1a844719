// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/ChartContent.h"
#include "ui/theme/Theme.h"

#include <QGraphicsItem>

namespace rollcall {

/// What is painted over the plot area of a chart: grid and ticks at round values, lines with the band from least to
/// greatest, flags, threshold, crosshair, labels. The series of Qt Charts join every point with the next and know one
/// value for each; here a gap is a gap, and no spike vanishes.
class TimePlot final : public QGraphicsItem
{
public:
    TimePlot(const Theme &theme, QGraphicsItem *parent);

    QRectF boundingRect() const override { return QRectF(QPointF(), m_size); }
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

    /// Of the whole chart.
    void setSize(const QSizeF &size);
    void setContent(const ChartContent &content);
    const ChartContent &content() const { return m_content; }
    void setCrosshair(std::optional<qint64> at, std::vector<ChartReading> readings);
    std::optional<qint64> crosshair() const { return m_crosshair; }
    /// The range that is being drawn for a zoom.
    void setBand(std::optional<std::pair<qint64, qint64>> band);
    /// A threshold that is being dragged; nullopt: that of the content.
    void setDraggedThreshold(std::optional<int> threshold);
    std::optional<int> shownThreshold() const { return m_dragged ? m_dragged : m_content.threshold; }
    void setFocusShown(bool isShown);

    /// Where lines are drawn.
    QRectF plot() const { return m_plot; }
    double xOf(qint64 at) const;
    double yOf(double value) const;
    qint64 timeAt(double x) const;
    double valueAt(double y) const;
    double low() const { return m_low; }
    double high() const { return m_high; }
    /// Whether the threshold is within the values that are drawn.
    bool isThresholdInSight() const;
    /// The flag under this place, or -1.
    int eventAt(const QPointF &place) const;

private:
    void layOut();
    void findValues();
    void paintGrid(QPainter &painter) const;
    void paintLine(QPainter &painter, const ChartLine &line) const;
    void paintEvents(QPainter &painter) const;
    void paintThreshold(QPainter &painter) const;
    void paintLabels(QPainter &painter) const;
    void paintCrosshair(QPainter &painter) const;
    void paintReadings(QPainter &painter, double x) const;

    const Theme &m_theme;
    QSizeF m_size;
    QRectF m_plot;
    ChartContent m_content;
    double m_low = 0;
    double m_high = 1;
    std::vector<double> m_ticks;
    std::optional<qint64> m_crosshair;
    std::vector<ChartReading> m_readings;
    std::optional<std::pair<qint64, qint64>> m_band;
    std::optional<int> m_dragged;
    bool m_hasFocus = false;
};

} // namespace rollcall

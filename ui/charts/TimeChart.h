// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/ChartContent.h"
#include "ui/theme/Theme.h"

#include <QChartView>

class QDateTimeAxis;
class QValueAxis;

namespace rollcall {

class TimePlot;

/// One figure of all nodes over time. Drag in the plot asks for a zoom, double-click for the way back, drag under it
/// pans, drag at the threshold moves that. It changes nothing by itself: who shows it does.
class TimeChart final : public QChartView
{
    Q_OBJECT

public:
    explicit TimeChart(const Theme &theme, QWidget *parent = nullptr);
    ~TimeChart() override;

    void setContent(const ChartContent &content);
    const ChartContent &content() const;
    void setCrosshair(std::optional<qint64> at, std::vector<ChartReading> readings);
    const TimePlot &plot() const { return *m_plot; }
    /// Pixels between the ends of the time axis.
    int columns() const;

Q_SIGNALS:
    void zoomWanted(qint64 from, qint64 to);
    void backWanted();
    /// By so many milliseconds; positive: towards now.
    void panWanted(qint64 by);
    void crosshairWanted(std::optional<qint64> at);
    void thresholdWanted(int threshold);
    void columnsChanged();
    /// At that place of the screen; `value` is the one under the pointer, where it was asked for there.
    void menuWanted(const QPoint &place, std::optional<int> value);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    bool viewportEvent(QEvent *event) override;

private:
    enum class Drag { None, Zoom, Pan, Threshold };
    bool isOnThreshold(const QPointF &place) const;
    void restyle();
    void showCursor(const QPointF &place);

    const Theme &m_theme;
    QDateTimeAxis *m_times = nullptr;
    QValueAxis *m_values = nullptr;
    TimePlot *m_plot = nullptr;
    Drag m_drag = Drag::None;
    QPointF m_pressed;
    qint64 m_pressedAt = 0;
};

} // namespace rollcall

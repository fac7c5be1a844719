// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/TrendCharts.h"

#include <QColor>
#include <optional>
#include <vector>

namespace rollcall {

/// One line of a chart.
struct ChartLine
{
    QString name; ///< fit to be shown
    QColor colour;
    bool isDashed = false; ///< the colours are used up: a second round
    std::vector<SeriesPoint> points;
    bool operator==(const ChartLine &) const = default;
};

/// Where the crosshair meets a line.
struct ChartReading
{
    std::size_t line = 0;
    SeriesPoint point;
    bool operator==(const ChartReading &) const = default;
};

/// Everything that one chart draws. A value.
struct ChartContent
{
    QString title;
    TrendUnit unit = TrendUnit::Count;
    qint64 from = 0; ///< UTC, milliseconds
    qint64 to = 1;
    std::vector<ChartLine> lines;
    std::vector<HistoryEvent> events;
    bool hasThreshold = false;     ///< it is drawn
    bool isThresholdFixed = false; ///< it may not be dragged
    std::optional<int> threshold;
    bool operator==(const ChartContent &) const = default;
};

} // namespace rollcall

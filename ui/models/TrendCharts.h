// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "history/Series.h"

#include <QStringList>
#include <vector>

namespace rollcall {

/// What a figure counts, and with it how it is written.
enum class TrendUnit { Count, LatencyMs, Bytes, Seconds, Score };

/// One chart: a figure of every node over time.
struct TrendChart
{
    QString id;    ///< stable, English
    QString title; ///< what is counted
    TrendUnit unit = TrendUnit::Count;
    QStringList metrics; ///< names it may go by; of each target the first that is known is drawn
    bool isShown = true;
    bool operator==(const TrendChart &) const = default;
};

namespace trends {

/// The charts that this catalogue has figures for: the well-known ones first, then every other as one that is not shown
/// unless asked for.
std::vector<TrendChart> chartsFor(const std::vector<SeriesInfo> &catalogue);
/// With its unit: `1.5 GiB`, `212 ms`.
QString figure(TrendUnit unit, double value);
/// Of a tick of an axis that ends at `highest`: all in the same unit, `0.5 GiB` beside `1 GiB`.
QString valueTickText(TrendUnit unit, double tick, double highest);
/// Round values from about `low` to at least `high`, at most `most` of them, evenly spaced.
std::vector<double> valueTicks(TrendUnit unit, double low, double high, int most);
/// Round local times within the range, at most `most` of them.
std::vector<qint64> timeTicks(qint64 from, qint64 to, int most);
/// For a tick of such a range: with seconds, minutes or the date, as its step needs.
QString tickText(qint64 at, qint64 from, qint64 to);
/// Date and time to the second, local.
QString momentText(qint64 at);
/// `app2 restarted`. Plain text.
QString eventText(const HistoryEvent &event);

} // namespace trends

} // namespace rollcall

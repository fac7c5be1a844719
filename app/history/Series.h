// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "history/HistoryEvent.h"

#include <QObject>
#include <QString>
#include <compare>
#include <functional>
#include <vector>

namespace rollcall {

/// One figure of one target over time: `app1`, `goroutines`. Metrics' names are those of Figures.h.
struct SeriesKey
{
    QString target;
    QString metric;
    bool operator==(const SeriesKey &) const = default;
    std::strong_ordering operator<=>(const SeriesKey &) const = default; ///< QString has no <=> to deduce from
};

/// One value of one series. Times are UTC in milliseconds since 1970.
struct Sample
{
    SeriesKey key;
    qint64 at = 0;
    double value = 0;
    bool operator==(const Sample &) const = default;
};

/// A raw sample, or what is known of a span of time.
struct SeriesPoint
{
    qint64 at = 0; ///< of the sample, or the begin of the span
    double minimum = 0;
    double mean = 0;
    double maximum = 0;
    quint32 count = 1;           ///< samples in it
    bool isAfterGap = false;     ///< nothing is known between the point before and this one: no line leads here
    bool isAfterRestart = false; ///< the target restarted (a counter began anew): no drop is drawn
    bool operator==(const SeriesPoint &) const = default;
};

/// How exact the points are.
enum class Tier { Raw, Minute, Hour };

struct SeriesQuery
{
    std::vector<SeriesKey> keys;
    qint64 from = 0;
    qint64 to = 0;
    /// At most so many points a series: one for each pixel, with the least and greatest value that fell into it, so
    /// that no spike vanishes. 0: every point there is.
    int columns = 0;
};

struct SeriesLine
{
    SeriesKey key;
    Tier tier = Tier::Raw; ///< the coarsest that was used
    std::vector<SeriesPoint> points;
};

struct SeriesAnswer
{
    std::vector<SeriesLine> lines;    ///< in the order of the query's keys; without points where nothing is known
    std::vector<HistoryEvent> events; ///< within the range, oldest first
};

/// What is known to exist.
struct SeriesInfo
{
    SeriesKey key;
    qint64 first = 0;
    qint64 last = 0;
};

/// Where series are read from: the store of a cluster under watch, a recording, a test's own. Answers come later, on
/// the caller's thread, exactly once, and not after `context` is gone.
class SeriesSource : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    virtual void read(SeriesQuery query, QObject *context, std::function<void(SeriesAnswer &&)> done) = 0;
    virtual void catalogue(QObject *context, std::function<void(std::vector<SeriesInfo> &&)> done) = 0;

Q_SIGNALS:
    /// There is more to read; at most once a second.
    void grown();
};

} // namespace rollcall

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "history/SampleCodec.h"

#include <span>

namespace rollcall {

constexpr qint64 MinuteMs = 60'000;
constexpr qint64 HourMs = 3'600'000;
constexpr qint64 DayMs = 86'400'000;

/// The begin of the span of that length in which `at` lies, also before 1970.
qint64 beginOf(qint64 at, qint64 length);

/// How long a point of the tier lasts; 0 for a raw one.
qint64 lengthOf(Tier tier);

/// How much time one chunk of the tier spans: of hours so much that years are few rows.
qint64 periodOf(Tier tier);

/// By time, one for each moment: of two the later one in the row.
void putInOrder(std::vector<RawSample> &samples);

std::vector<SeriesPoint> pointsOf(std::span<const RawSample> samples);

/// Marks gaps and restarts from point `begin` on, in raw points by time; those before keep theirs and say how it was
/// before. `lengthBefore`: how long the points before `begin` last. `restarts`: times, in order.
void markBreaks(std::vector<SeriesPoint> &points, std::size_t begin, qint64 lengthBefore,
                std::span<const qint64> restarts, bool isCounter);

/// The points of spans of that length, each beginning at a multiple of it.
std::vector<SeriesPoint> rolledUp(std::span<const SeriesPoint> points, qint64 length);

/// At most `columns` points: those of one column in one, beginning where the first of them does. Least and greatest
/// value, gaps and restarts between the columns survive.
std::vector<SeriesPoint> inColumns(std::vector<SeriesPoint> points, qint64 from, qint64 to, int columns);

/// As inColumns(), of spans as they lie in chunks, without a point for each: a chart of weeks is a million spans.
/// Points come by time.
class ColumnFold
{
public:
    ColumnFold(qint64 from, qint64 to, int columns);

    /// Those from `begin` on and before `end`.
    void add(const samplecodec::Spans &spans, qint64 begin, qint64 end);
    std::vector<SeriesPoint> take();

private:
    void open(const samplecodec::Spans &spans, std::size_t i);
    void close();

    qint64 m_from;
    qint64 m_width;
    qint64 m_last; ///< column
    std::vector<SeriesPoint> m_points;
    bool m_isOpen = false;
    qint64 m_begin = 0; ///< of the open column
    qint64 m_end = 0;
    double m_total = 0; ///< of its samples
    double m_count = 0;
};

/// The tier that fits a query: never coarser than its columns where finer data are cheap.
Tier tierFor(qint64 from, qint64 to, int columns);

} // namespace rollcall

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/SampleLines.h"

#include <algorithm>
#include <limits>

namespace rollcall {

namespace {

void absorb(SeriesPoint &into, const SeriesPoint &point)
{
    const double both = static_cast<double>(into.count) + point.count;
    into.mean = (into.mean * into.count + point.mean * point.count) / both;
    into.minimum = std::min(into.minimum, point.minimum);
    into.maximum = std::max(into.maximum, point.maximum);
    into.count += point.count;
    // A gap inside of a span is narrower than what is shown; a restart counts wherever it was.
    into.isAfterRestart |= point.isAfterRestart;
}

qint64 columnWidth(qint64 from, qint64 to, int columns)
{
    return std::max<qint64>(1, (to - from) / columns + 1);
}

} // namespace

qint64 beginOf(qint64 at, qint64 length)
{
    const qint64 rest = at % length;
    return at - (rest < 0 ? rest + length : rest);
}

qint64 periodOf(Tier tier)
{
    return tier == Tier::Raw ? HourMs : tier == Tier::Minute ? DayMs : 32 * DayMs;
}

qint64 lengthOf(Tier tier)
{
    return tier == Tier::Raw ? 0 : tier == Tier::Minute ? MinuteMs : HourMs;
}

void putInOrder(std::vector<RawSample> &samples)
{
    std::ranges::stable_sort(samples, {}, &RawSample::at);
    std::size_t used = 0;
    for (const RawSample &sample : samples) {
        if (used > 0 && samples[used - 1].at == sample.at)
            --used;
        samples[used++] = sample;
    }
    samples.resize(used);
}

std::vector<SeriesPoint> pointsOf(std::span<const RawSample> samples)
{
    std::vector<SeriesPoint> points;
    points.reserve(samples.size());
    for (const RawSample &sample : samples)
        points.push_back({.at = sample.at, .minimum = sample.value, .mean = sample.value, .maximum = sample.value});
    return points;
}

void markBreaks(std::vector<SeriesPoint> &points, std::size_t begin, qint64 lengthBefore,
                std::span<const qint64> restarts, bool isCounter)
{
    std::vector<qint64> steps;
    for (std::size_t i = begin + 1; i < points.size(); ++i)
        steps.push_back(points[i].at - points[i - 1].at);
    qint64 usual = 0;
    if (!steps.empty()) {
        const auto middle = steps.begin() + static_cast<std::ptrdiff_t>(steps.size() / 2);
        std::nth_element(steps.begin(), middle, steps.end());
        usual = *middle;
    }
    const qint64 gap = std::max(3 * usual, MinuteMs);
    auto restart = restarts.begin();
    for (std::size_t i = std::max<std::size_t>(begin, 1); i < points.size(); ++i) {
        const SeriesPoint &before = points[i - 1];
        SeriesPoint &point = points[i];
        const qint64 length = i == begin ? lengthBefore : 0;
        point.isAfterGap = point.at - before.at - length > gap;
        while (restart != restarts.end() && *restart <= before.at)
            ++restart;
        point.isAfterRestart =
            (restart != restarts.end() && *restart <= point.at) || (isCounter && point.mean < before.minimum);
    }
}

std::vector<SeriesPoint> rolledUp(std::span<const SeriesPoint> points, qint64 length)
{
    std::vector<SeriesPoint> spans;
    for (const SeriesPoint &point : points) {
        const qint64 at = beginOf(point.at, length);
        if (!spans.empty() && spans.back().at == at) {
            absorb(spans.back(), point);
            continue;
        }
        spans.push_back(point);
        spans.back().at = at;
    }
    return spans;
}

std::vector<SeriesPoint> inColumns(std::vector<SeriesPoint> points, qint64 from, qint64 to, int columns)
{
    if (columns <= 0 || points.size() <= static_cast<std::size_t>(columns))
        return points;
    const qint64 width = columnWidth(from, to, columns);
    std::size_t used = 0;
    qint64 column = -1;
    for (const SeriesPoint &point : points) {
        const qint64 here = std::clamp<qint64>((point.at - from) / width, 0, columns - 1);
        if (used > 0 && here == column) {
            absorb(points[used - 1], point);
            continue;
        }
        column = here;
        points[used++] = point;
    }
    points.resize(used);
    return points;
}

ColumnFold::ColumnFold(qint64 from, qint64 to, int columns)
    : m_from(from), m_width(columnWidth(from, to, columns)), m_last(columns - 1)
{}

void ColumnFold::open(const samplecodec::Spans &spans, std::size_t i)
{
    close();
    const qint64 column = std::clamp<qint64>((spans.at[i] - m_from) / m_width, 0, m_last);
    m_begin = column == 0 ? std::numeric_limits<qint64>::min() : m_from + column * m_width;
    m_end = column == m_last ? std::numeric_limits<qint64>::max() : m_from + (column + 1) * m_width;
    m_points.push_back(spans.point(i));
    m_isOpen = true;
    m_total = 0;
    m_count = 0;
}

void ColumnFold::close()
{
    if (!m_isOpen)
        return;
    m_isOpen = false;
    m_points.back().mean = m_total / m_count;
    m_points.back().count = static_cast<quint32>(std::min<double>(m_count, std::numeric_limits<quint32>::max()));
}

void ColumnFold::add(const samplecodec::Spans &spans, qint64 begin, qint64 end)
{
    const std::size_t size = spans.size();
    std::size_t i = 0;
    while (i < size) {
        if (spans.at[i] < begin || spans.at[i] >= end) {
            ++i;
            continue;
        }
        if (!m_isOpen || spans.at[i] < m_begin || spans.at[i] >= m_end)
            open(spans, i);
        // All of this chunk that falls into the open column, in the whole numbers of the chunk where it has some.
        const qint64 from = std::max(begin, m_begin);
        const qint64 until = std::min(end, m_end);
        double total = 0;
        qint64 count = 0;
        qint64 marks = 0;
        SeriesPoint &point = m_points.back();
        if (spans.isWhole) {
            qint64 low = spans.low[i];
            qint64 high = low + spans.range[i];
            for (; i < size && spans.at[i] >= from && spans.at[i] < until; ++i) {
                low = std::min(low, spans.low[i]);
                high = std::max(high, spans.low[i] + spans.range[i]);
                total += spans.total(i);
                count += spans.counts[i];
                marks |= spans.marks[i];
            }
            point.minimum = std::min(point.minimum, static_cast<double>(low) / spans.unit);
            point.maximum = std::max(point.maximum, static_cast<double>(high) / spans.unit);
        } else {
            for (; i < size && spans.at[i] >= from && spans.at[i] < until; ++i) {
                point.minimum = std::min(point.minimum, spans.minimum[i]);
                point.maximum = std::max(point.maximum, spans.maximum[i]);
                total += spans.total(i);
                count += spans.counts[i];
                marks |= spans.marks[i];
            }
        }
        point.isAfterRestart |= (marks & 2) != 0;
        m_total += total / spans.unit;
        m_count += static_cast<double>(count);
    }
}

std::vector<SeriesPoint> ColumnFold::take()
{
    close();
    return std::move(m_points);
}

Tier tierFor(qint64 from, qint64 to, int columns)
{
    if (columns <= 0)
        return Tier::Raw;
    const qint64 range = to - from;
    const qint64 width = range / columns;
    if (range <= DayMs + HourMs || (width < MinuteMs && range <= 3 * DayMs))
        return Tier::Raw;
    return range <= 60 * DayMs && width < HourMs ? Tier::Minute : Tier::Hour;
}

} // namespace rollcall

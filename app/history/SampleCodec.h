// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"
#include "history/Series.h"

#include <QByteArray>
#include <span>
#include <vector>

namespace rollcall {

/// One raw value of a series that is known from elsewhere. Milliseconds since 1970, UTC.
struct RawSample
{
    qint64 at = 0;
    double value = 0;
    bool operator==(const RawSample &) const = default;
};

/// What a sample of a batch belongs to: the number of its series in the file.
struct TailSample
{
    qint64 series = 0;
    RawSample sample = {};
    bool operator==(const TailSample &) const = default;
};

/// How samples lie in the file. Times are differences of differences; values that are decimals of up to six digits are
/// whole numbers, all others keep their bits. Nothing is lost but for a rounding in the last bits of a mean.
/// Decoding is total: any bytes give a value or an error (`history.damaged`), in bounded memory.
namespace samplecodec {

QByteArray encodeRaw(std::span<const RawSample> samples);
Result<std::vector<RawSample>> decodeRaw(QByteArrayView bytes);

/// Points of a coarser tier. The means lie apart.
QByteArray encodeSpans(std::span<const SeriesPoint> points);
Result<std::vector<SeriesPoint>> decodeSpans(QByteArrayView bytes);

/// A chunk of spans by its columns, for who makes one value of many spans: no point is built, and the room of one chunk
/// serves the next. Times and counts are as in SeriesPoint; of the others only those are filled that are named.
struct Spans
{
    /// With an error nothing in here means anything.
    Result<void> read(QByteArrayView bytes);
    std::size_t size() const { return at.size(); }
    SeriesPoint point(std::size_t i) const;
    /// Of all samples of that span, times `unit`.
    double total(std::size_t i) const;

    std::vector<qint64> at = {};
    std::vector<qint64> counts = {}; ///< from 1 on
    std::vector<qint64> marks = {};  ///< 1: after a gap; 2: after a restart
    bool isWhole = false;            ///< `low` and `range` are filled, in `unit`ths; else `minimum` and `maximum`
    bool hasSums = false;            ///< `sum` is filled: the total above count times low; else `mean`
    double unit = 1;
    std::vector<qint64> low = {};
    std::vector<qint64> range = {};
    std::vector<qint64> sum = {};
    std::vector<double> minimum = {};
    std::vector<double> maximum = {};
    std::vector<double> mean = {};
    QByteArray plain = {}; ///< unpacked bytes
    QByteArray means = {};
};

/// A batch of one target, of a size to be written often and folded soon.
QByteArray encodeTail(std::span<const TailSample> samples);
Result<std::vector<TailSample>> decodeTail(QByteArrayView bytes);

} // namespace samplecodec

} // namespace rollcall

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

/// A batch of one target, of a size to be written often and folded soon.
QByteArray encodeTail(std::span<const TailSample> samples);
Result<std::vector<TailSample>> decodeTail(QByteArrayView bytes);

} // namespace samplecodec

} // namespace rollcall

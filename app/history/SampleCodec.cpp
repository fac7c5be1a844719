// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/SampleCodec.h"

#include <array>
#include <bit>
#include <cmath>
#include <memory>
#include <zstd.h>

namespace rollcall::samplecodec {

using namespace Qt::StringLiterals;

namespace {

// Far above what a chunk holds; what claims more is damaged.
constexpr quint64 MostPoints = 1 << 20;
constexpr quint64 MostBytes = 1 << 25;
constexpr char Plain = 1;   // first byte of a block
constexpr char Packed = 2;  // compressed by zstd
constexpr quint8 Bits = 15; // instead of a scale: the bits of the doubles
constexpr std::array<double, 7> Tens = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6};
constexpr double LargestWhole = 9007199254740992.0; // 2^53: whole numbers up to it are exact in a double

quint64 zigzag(qint64 value)
{
    return (static_cast<quint64>(value) << 1) ^ static_cast<quint64>(value >> 63);
}

qint64 unzigzag(quint64 value)
{
    return static_cast<qint64>((value >> 1) ^ (~(value & 1) + 1));
}

// Of hostile bytes come any numbers: they wrap instead of overflowing.
qint64 plus(qint64 a, qint64 b)
{
    return static_cast<qint64>(static_cast<quint64>(a) + static_cast<quint64>(b));
}

qint64 minus(qint64 a, qint64 b)
{
    return static_cast<qint64>(static_cast<quint64>(a) - static_cast<quint64>(b));
}

void putNumber(QByteArray &bytes, quint64 value)
{
    while (value >= 0x80) {
        bytes.append(static_cast<char>(value | 0x80));
        value >>= 7;
    }
    bytes.append(static_cast<char>(value));
}

int lengthOf(quint64 value)
{
    return (std::bit_width(value | 1) + 6) / 7;
}

class Reader
{
public:
    explicit Reader(QByteArrayView bytes) : m_at(bytes.data()), m_end(bytes.data() + bytes.size()) {}

    bool isGood() const { return m_isGood; }
    qint64 left() const { return m_end - m_at; }

    quint8 byte()
    {
        if (m_at == m_end) {
            m_isGood = false;
            return 0;
        }
        return static_cast<quint8>(*m_at++);
    }

    quint64 number()
    {
        // Most numbers are one byte long, and a chart reads millions of them.
        if (m_at != m_end && static_cast<quint8>(*m_at) < 0x80)
            return static_cast<quint8>(*m_at++);
        quint64 value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            const quint8 part = byte();
            value |= static_cast<quint64>(part & 0x7f) << shift;
            if (part < 0x80)
                return value;
        }
        m_isGood = false;
        return 0;
    }

    QByteArrayView take(quint64 size)
    {
        if (size > static_cast<quint64>(left())) {
            m_isGood = false;
            return {};
        }
        const QByteArrayView part(m_at, static_cast<qsizetype>(size));
        m_at += size;
        return part;
    }

    /// How many points follow: never more than there are bytes for.
    std::size_t count()
    {
        const quint64 value = number();
        if (value > MostPoints || value > static_cast<quint64>(left()))
            m_isGood = false;
        return m_isGood ? static_cast<std::size_t>(value) : 0;
    }

private:
    const char *m_at;
    const char *m_end;
    bool m_isGood = true;
};

/// Whole numbers as differences of the given order: 0 of the first, 1 of the one before, 2 of the difference before.
/// The order that is the shortest is taken.
void putWhole(QByteArray &bytes, std::span<const qint64> values)
{
    std::array<qint64, 3> lengths = {};
    std::array<qint64, 3> differences = {};
    const auto advance = [&](std::size_t i) {
        const qint64 first = i == 0 ? 0 : values[0];
        const qint64 before = i == 0 ? 0 : values[i - 1];
        const qint64 step = minus(values[i], before);
        const qint64 stepBefore = i < 2 ? 0 : minus(values[i - 1], values[i - 2]);
        differences = {minus(values[i], first), step, minus(step, stepBefore)};
    };
    for (std::size_t i = 0; i < values.size(); ++i) {
        advance(i);
        for (std::size_t order = 0; order < 3; ++order)
            lengths[order] += lengthOf(zigzag(differences[order]));
    }
    std::size_t best = 0;
    for (std::size_t order = 1; order < 3; ++order)
        best = lengths[order] < lengths[best] ? order : best;
    bytes.append(static_cast<char>(best));
    for (std::size_t i = 0; i < values.size(); ++i) {
        advance(i);
        putNumber(bytes, zigzag(differences[best]));
    }
}

bool takeWhole(Reader &reader, std::size_t count, std::vector<qint64> &values)
{
    const quint8 order = reader.byte();
    if (order > 2 || static_cast<qint64>(count) > reader.left())
        return false;
    values.resize(count);
    if (order == 0) {
        for (std::size_t i = 0; i < count; ++i) {
            const qint64 difference = unzigzag(reader.number());
            values[i] = i == 0 ? difference : plus(values[0], difference);
        }
        return reader.isGood();
    }
    qint64 step = 0;
    qint64 before = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const qint64 difference = unzigzag(reader.number());
        // The first two are counted from nothing, as they were written.
        step = order == 1 || i < 2 ? difference : plus(step, difference);
        before = plus(before, step);
        values[i] = before;
    }
    return reader.isGood();
}

void putBits(QByteArray &bytes, std::span<const double> values)
{
    quint64 before = 0;
    for (const double value : values) {
        const auto bits = std::bit_cast<quint64>(value);
        putNumber(bytes, bits ^ before);
        before = bits;
    }
}

bool takeBits(Reader &reader, std::size_t count, std::vector<double> &values)
{
    if (static_cast<qint64>(count) > reader.left())
        return false;
    values.resize(count);
    quint64 before = 0;
    for (double &value : values) {
        before ^= reader.number();
        value = std::bit_cast<double>(before);
    }
    return reader.isGood();
}

bool isWholeAt(double value, std::size_t scale)
{
    const double scaled = std::round(value * Tens[scale]);
    // A negative zero would lose its sign.
    return std::abs(scaled) < LargestWhole && scaled / Tens[scale] == value && !(value == 0 && std::signbit(value));
}

/// The least number of digits behind the point with which all are exact; `Bits` when there is none.
quint8 scaleOf(std::initializer_list<std::span<const double>> columns)
{
    std::size_t scale = 0;
    for (const auto &column : columns) {
        for (const double value : column) {
            while (!isWholeAt(value, scale)) {
                if (++scale == Tens.size())
                    return Bits;
            }
        }
    }
    // Large ones that came first may have no room for the digits of those that came later.
    for (const auto &column : columns) {
        for (const double value : column) {
            if (!isWholeAt(value, scale))
                return Bits;
        }
    }
    return static_cast<quint8>(scale);
}

void putValues(QByteArray &bytes, std::span<const double> values, quint8 scale)
{
    if (scale == Bits) {
        putBits(bytes, values);
        return;
    }
    std::vector<qint64> whole;
    whole.reserve(values.size());
    for (const double value : values)
        whole.push_back(std::llround(value * Tens[scale]));
    putWhole(bytes, whole);
}

bool takeValues(Reader &reader, std::size_t count, quint8 scale, std::vector<double> &values)
{
    if (scale == Bits)
        return takeBits(reader, count, values);
    std::vector<qint64> whole;
    if (scale >= Tens.size() || !takeWhole(reader, count, whole))
        return false;
    values.resize(count);
    for (std::size_t i = 0; i < count; ++i)
        values[i] = static_cast<double>(whole[i]) / Tens[scale];
    return true;
}

struct FreeContext
{
    void operator()(ZSTD_CCtx *context) const { ZSTD_freeCCtx(context); }
    void operator()(ZSTD_DCtx *context) const { ZSTD_freeDCtx(context); }
};

/// Compressed where that is shorter.
QByteArray packed(const QByteArray &plain)
{
    // Making a context costs more than compressing a chunk.
    thread_local const std::unique_ptr<ZSTD_CCtx, FreeContext> context(ZSTD_createCCtx());
    const auto size = static_cast<std::size_t>(plain.size());
    QByteArray bytes(1, Packed);
    putNumber(bytes, size);
    const auto head = bytes.size();
    const std::size_t room = ZSTD_compressBound(size);
    bytes.resize(head + static_cast<qsizetype>(room));
    const std::size_t used =
        context ? ZSTD_compressCCtx(context.get(), bytes.data() + head, room, plain.data(), size, 3) : 0;
    if (!context || ZSTD_isError(used) || head + static_cast<qsizetype>(used) >= plain.size() + 1)
        return QByteArray(1, Plain) + plain;
    bytes.resize(head + static_cast<qsizetype>(used));
    return bytes;
}

bool unpacked(QByteArrayView bytes, QByteArray &plain)
{
    thread_local const std::unique_ptr<ZSTD_DCtx, FreeContext> context(ZSTD_createDCtx());
    Reader reader(bytes);
    const auto kind = static_cast<char>(reader.byte());
    if (kind == Plain) {
        plain = bytes.sliced(1).toByteArray();
        return true;
    }
    const quint64 size = reader.number();
    if (kind != Packed || !reader.isGood() || size > MostBytes || !context)
        return false;
    const QByteArrayView frame = reader.take(static_cast<quint64>(reader.left()));
    plain.resize(static_cast<qsizetype>(size));
    const std::size_t used = ZSTD_decompressDCtx(context.get(), plain.data(), static_cast<std::size_t>(size),
                                                 frame.data(), static_cast<std::size_t>(frame.size()));
    return !ZSTD_isError(used) && used == size;
}

Error damage()
{
    return Error{u"history.damaged"_s, u"stored samples are damaged"_s};
}

/// The sums of the spans as whole numbers above count times minimum; empty where the means do not come back from them.
std::vector<qint64> sumsOf(std::span<const SeriesPoint> points, quint8 scale)
{
    std::vector<qint64> sums;
    if (scale == Bits)
        return sums;
    for (const SeriesPoint &point : points) {
        const double sum = std::round(point.mean * point.count * Tens[scale]);
        const double base = std::round(point.minimum * Tens[scale]) * point.count;
        if (!(std::abs(sum) < LargestWhole) || !(std::abs(base) < LargestWhole) || point.count == 0 ||
            std::abs(sum / Tens[scale] / point.count - point.mean) > 1e-12 * std::abs(point.mean))
            return {};
        sums.push_back(static_cast<qint64>(sum) - static_cast<qint64>(base));
    }
    return sums;
}

} // namespace

QByteArray encodeRaw(std::span<const RawSample> samples)
{
    std::vector<qint64> times;
    std::vector<double> values;
    for (const RawSample &sample : samples) {
        times.push_back(sample.at);
        values.push_back(sample.value);
    }
    QByteArray bytes;
    putNumber(bytes, samples.size());
    putWhole(bytes, times);
    const quint8 scale = scaleOf({values});
    bytes.append(static_cast<char>(scale));
    putValues(bytes, values, scale);
    return packed(bytes);
}

Result<std::vector<RawSample>> decodeRaw(QByteArrayView bytes)
{
    QByteArray plain;
    if (bytes.isEmpty() || !unpacked(bytes, plain))
        return damage();
    Reader reader(plain);
    const std::size_t count = reader.count();
    std::vector<qint64> times;
    std::vector<double> values;
    if (!reader.isGood() || !takeWhole(reader, count, times))
        return damage();
    const quint8 scale = reader.byte();
    if (!takeValues(reader, count, scale, values))
        return damage();
    std::vector<RawSample> samples(count);
    for (std::size_t i = 0; i < count; ++i)
        samples[i] = {times[i], values[i]};
    return samples;
}

QByteArray encodeSpans(std::span<const SeriesPoint> points)
{
    std::vector<qint64> times;
    std::vector<qint64> counts;
    std::vector<qint64> marks;
    std::vector<double> lows;
    std::vector<double> highs;
    std::vector<double> means;
    for (const SeriesPoint &point : points) {
        times.push_back(point.at);
        counts.push_back(point.count);
        marks.push_back((point.isAfterGap ? 1 : 0) | (point.isAfterRestart ? 2 : 0));
        lows.push_back(point.minimum);
        highs.push_back(point.maximum);
        means.push_back(point.mean);
    }
    QByteArray bytes;
    putNumber(bytes, points.size());
    for (const auto *column : {&times, &counts, &marks})
        putWhole(bytes, *column);
    const quint8 scale = scaleOf({lows, highs});
    bytes.append(static_cast<char>(scale));
    putValues(bytes, lows, scale);
    if (scale == Bits) {
        putBits(bytes, highs);
    } else {
        std::vector<qint64> ranges;
        for (std::size_t i = 0; i < points.size(); ++i)
            ranges.push_back(std::llround(highs[i] * Tens[scale]) - std::llround(lows[i] * Tens[scale]));
        putWhole(bytes, ranges);
    }
    QByteArray mean;
    const std::vector<qint64> sums = sumsOf(points, scale);
    const bool areWhole = sums.size() == points.size();
    mean.append(static_cast<char>(areWhole ? scale : Bits));
    if (areWhole)
        putWhole(mean, sums);
    else
        putBits(mean, means);
    const QByteArray first = packed(bytes);
    QByteArray whole;
    putNumber(whole, static_cast<quint64>(first.size()));
    return whole + first + packed(mean);
}

Result<void> Spans::read(QByteArrayView bytes)
{
    Reader outer(bytes);
    const QByteArrayView first = outer.take(outer.number());
    const QByteArrayView second = outer.take(static_cast<quint64>(outer.left()));
    if (!outer.isGood() || first.isEmpty() || second.isEmpty() || !unpacked(first, plain) || !unpacked(second, means))
        return damage();
    unit = 1;
    Reader reader(plain);
    const std::size_t count = reader.count();
    if (!reader.isGood() || !takeWhole(reader, count, at) || !takeWhole(reader, count, counts) ||
        !takeWhole(reader, count, marks))
        return damage();
    const quint8 scale = reader.byte();
    isWhole = scale != Bits;
    if (isWhole) {
        if (scale >= Tens.size() || !takeWhole(reader, count, low) || !takeWhole(reader, count, range))
            return damage();
        unit = Tens[scale];
    } else if (!takeBits(reader, count, minimum) || !takeBits(reader, count, maximum)) {
        return damage();
    }
    Reader meanReader(means);
    const quint8 meanScale = meanReader.byte();
    hasSums = meanScale != Bits;
    if (hasSums && meanScale != scale)
        return damage();
    if (!(hasSums ? takeWhole(meanReader, count, sum) : takeBits(meanReader, count, mean)))
        return damage();
    // What nobody wrote would overflow where it is added up.
    constexpr auto Largest = static_cast<qint64>(LargestWhole);
    bool isSane = true;
    for (const qint64 each : counts)
        isSane &= each >= 1 && each <= std::numeric_limits<quint32>::max();
    for (std::size_t i = 0; isWhole && i < count; ++i)
        isSane &= low[i] >= -Largest && low[i] <= Largest && range[i] >= 0 && range[i] <= 2 * Largest;
    return isSane ? Result<void>() : damage();
}

double Spans::total(std::size_t i) const
{
    if (hasSums)
        return static_cast<double>(low[i]) * static_cast<double>(counts[i]) + static_cast<double>(sum[i]);
    return mean[i] * static_cast<double>(counts[i]) * unit;
}

SeriesPoint Spans::point(std::size_t i) const
{
    SeriesPoint point;
    point.at = at[i];
    point.count = static_cast<quint32>(counts[i]);
    point.isAfterGap = marks[i] & 1;
    point.isAfterRestart = marks[i] & 2;
    point.minimum = isWhole ? static_cast<double>(low[i]) / unit : minimum[i];
    point.maximum = isWhole ? static_cast<double>(low[i] + range[i]) / unit : maximum[i];
    point.mean = hasSums ? total(i) / unit / point.count : mean[i];
    return point;
}

Result<std::vector<SeriesPoint>> decodeSpans(QByteArrayView bytes)
{
    Spans spans;
    if (const auto read = spans.read(bytes); !read)
        return read.error();
    std::vector<SeriesPoint> points;
    points.reserve(spans.size());
    for (std::size_t i = 0; i < spans.size(); ++i)
        points.push_back(spans.point(i));
    return points;
}

QByteArray encodeTail(std::span<const TailSample> samples)
{
    QByteArray bytes;
    putNumber(bytes, samples.size());
    TailSample before;
    for (const TailSample &sample : samples) {
        putNumber(bytes, zigzag(minus(sample.series, before.series)));
        putNumber(bytes, zigzag(minus(sample.sample.at, before.sample.at)));
        const quint8 scale = isWholeAt(sample.sample.value, 0) ? 0 : isWholeAt(sample.sample.value, 6) ? 6 : Bits;
        bytes.append(static_cast<char>(scale));
        if (scale == Bits)
            putNumber(bytes, std::bit_cast<quint64>(sample.sample.value));
        else
            putNumber(bytes, zigzag(std::llround(sample.sample.value * Tens[scale])));
        before = sample;
    }
    return bytes;
}

Result<std::vector<TailSample>> decodeTail(QByteArrayView bytes)
{
    Reader reader(bytes);
    const std::size_t count = reader.count();
    std::vector<TailSample> samples(count);
    TailSample before;
    for (TailSample &sample : samples) {
        sample.series = plus(before.series, unzigzag(reader.number()));
        sample.sample.at = plus(before.sample.at, unzigzag(reader.number()));
        const quint8 scale = reader.byte();
        const quint64 value = reader.number();
        if (!reader.isGood() || (scale != Bits && scale >= Tens.size()))
            return damage();
        sample.sample.value =
            scale == Bits ? std::bit_cast<double>(value) : static_cast<double>(unzigzag(value)) / Tens[scale];
        before = sample;
    }
    if (!reader.isGood() || reader.left() != 0)
        return damage();
    return samples;
}

} // namespace rollcall::samplecodec

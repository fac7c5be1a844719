// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/PastText.h"

#include "history/CborMap.h"

#include <QtEndian>
#include <bit>
#include <limits>

namespace rollcall {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype ValueSize = 4;
constexpr qint64 Largest = std::numeric_limits<qint64>::max();

void write(MapWriter &out, QLatin1StringView first, QLatin1StringView values, const GoroutinePast::Row &row)
{
    QByteArray bytes(static_cast<qsizetype>(row.values.size()) * ValueSize, Qt::Uninitialized);
    char *at = bytes.data();
    for (const float value : row.values) {
        qToLittleEndian(std::bit_cast<quint32>(value), at);
        at += ValueSize;
    }
    out.number(first, row.first);
    out.bytes(values, bytes);
}

void read(MapReader &in, QLatin1StringView first, QLatin1StringView values, GoroutinePast::Row &row)
{
    const QByteArray bytes = in.bytes(values);
    row.first = in.number(first, 0, Largest);
    if (bytes.size() % ValueSize != 0)
        in.spoil();
    row.values.resize(static_cast<std::size_t>(bytes.size() / ValueSize));
    const char *at = bytes.constData();
    for (float &value : row.values) {
        value = std::bit_cast<float>(qFromLittleEndian<quint32>(at));
        at += ValueSize;
    }
}

void write(MapWriter &out, QLatin1StringView key, const std::optional<Climb> &climb)
{
    if (!climb)
        return;
    MapWriter map;
    map.map = {{u"p"_s, climb->perMinute}, {u"pe"_s, climb->slopeError}, {u"b"_s, climb->begin},
               {u"l"_s, climb->level},     {u"le"_s, climb->levelError}, {u"s"_s, climb->scatter},
               {u"sh"_s, climb->share},    {u"ws"_s, climb->wayShare}};
    map.number("w"_L1, climb->window.count());
    map.number("sc"_L1, climb->scale);
    map.number("d"_L1, climb->daysKnown);
    if (climb->aboveOwn)
        map.map.insert("ao"_L1, *climb->aboveOwn);
    if (climb->uptime)
        map.map.insert("up"_L1, static_cast<qint64>(climb->uptime->count()));
    out.map.insert(key, map.map);
}

void read(MapReader &out, QLatin1StringView key, std::optional<Climb> &climb)
{
    if (!out.has(key))
        return;
    const QCborMap map = out.map(key);
    MapReader in(map);
    climb.emplace();
    climb->perMinute = in.real("p"_L1);
    climb->slopeError = in.real("pe"_L1);
    climb->begin = in.real("b"_L1);
    climb->level = in.real("l"_L1);
    climb->levelError = in.real("le"_L1);
    climb->scatter = in.real("s"_L1);
    climb->share = in.real("sh"_L1);
    climb->wayShare = in.real("ws"_L1);
    climb->window = Milliseconds(in.number("w"_L1, 0, Largest));
    climb->scale = static_cast<int>(in.number("sc"_L1, 0, std::numeric_limits<int>::max()));
    climb->daysKnown = static_cast<int>(in.number("d"_L1, 0, std::numeric_limits<int>::max()));
    if (in.has("ao"_L1))
        climb->aboveOwn = in.real("ao"_L1);
    if (in.has("up"_L1))
        climb->uptime = Milliseconds(in.number("up"_L1, 0, Largest));
    if (!in.isGood())
        out.spoil();
}

void write(MapWriter &out, QLatin1StringView since, QLatin1StringView seenAt, const GoroutinePast::Lasting &lasting)
{
    if (lasting.since)
        out.map.insert(since, *lasting.since);
    out.number(seenAt, lasting.seenAt);
}

void read(MapReader &in, QLatin1StringView since, QLatin1StringView seenAt, GoroutinePast::Lasting &lasting)
{
    if (in.has(since))
        lasting.since = in.number(since, 0, LatestUtc);
    lasting.seenAt = in.number(seenAt, 0, LatestUtc);
}

} // namespace

QByteArray toBytes(const GoroutinePast::Memory &memory, TimePoint epoch)
{
    MapWriter out;
    write(out, "s"_L1, "sv"_L1, memory.slots);
    write(out, "h"_L1, "hv"_L1, memory.hours);
    if (memory.startTime)
        out.map.insert("st"_L1, *memory.startTime);
    if (memory.restart)
        out.map.insert("re"_L1, after(*memory.restart, epoch));
    if (memory.startedUtc)
        out.map.insert("su"_L1, *memory.startedUtc);
    out.map.insert("at"_L1, memory.slot);
    out.number("utc"_L1, memory.utc);
    write(out, "cs"_L1, memory.candidates.slow);
    write(out, "cf"_L1, memory.candidates.fast);
    write(out, "ls"_L1, "lss"_L1, memory.slowLasting);
    write(out, "lf"_L1, "lfs"_L1, memory.fastLasting);
    write(out, "slow"_L1, memory.slow);
    write(out, "told"_L1, memory.told);
    out.number("own"_L1, memory.ownAt);
    return QCborValue(out.map).toCbor();
}

Result<GoroutinePast::Memory> pastFromBytes(const QByteArray &bytes, TimePoint epoch)
{
    const Error unreadable{u"recording.damaged"_s, u"a past of the goroutines cannot be read"_s};
    const QCborValue value = wholeValue(bytes);
    if (!value.isMap())
        return unreadable;
    const QCborMap map = value.toMap();
    MapReader in(map);
    GoroutinePast::Memory memory;
    read(in, "s"_L1, "sv"_L1, memory.slots);
    read(in, "h"_L1, "hv"_L1, memory.hours);
    if (in.has("st"_L1))
        memory.startTime = in.real("st"_L1);
    if (in.has("re"_L1))
        memory.restart = pointAt(in.number("re"_L1, -LongestSpan, LongestSpan), epoch);
    if (in.has("su"_L1))
        memory.startedUtc = in.number("su"_L1, 0, LatestUtc);
    memory.slot = in.number("at"_L1, -1, Largest);
    memory.utc = in.number("utc"_L1, 0, LatestUtc);
    read(in, "cs"_L1, memory.candidates.slow);
    read(in, "cf"_L1, memory.candidates.fast);
    read(in, "ls"_L1, "lss"_L1, memory.slowLasting);
    read(in, "lf"_L1, "lfs"_L1, memory.fastLasting);
    read(in, "slow"_L1, memory.slow);
    read(in, "told"_L1, memory.told);
    memory.ownAt = in.number("own"_L1, 0, LatestUtc);
    if (!in.isGood() || !memory.isSound())
        return unreadable;
    return memory;
}

} // namespace rollcall

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Clock.h"

#include <QCborArray>
#include <QCborMap>
#include <QCborValue>
#include <QDateTime>

// What the entries of a recording have in common: maps of few letters, read without trust.

namespace rollcall {

/// Undefined where any of it is broken: what Qt makes of half a map must not be looked into (a key may be without its
/// value).
inline QCborValue wholeValue(const QByteArray &bytes)
{
    QCborParserError error;
    const QCborValue value = QCborValue::fromCbor(bytes, &error);
    return error.error == QCborError::NoError ? value : QCborValue();
}

/// Reads one map; remembers whether everything had its type.
class MapReader
{
public:
    explicit MapReader(const QCborMap &map) : m_map(map) {}

    qint64 number(QLatin1StringView key, qint64 least, qint64 most)
    {
        const QCborValue value = m_map.value(key);
        const qint64 number = value.toInteger(0);
        if ((!value.isUndefined() && !value.isInteger()) || number < least || number > most) {
            m_isGood = false;
            return least;
        }
        return number;
    }
    QString text(QLatin1StringView key) { return of(key, &QCborValue::isString).toString(); }
    double real(QLatin1StringView key) { return of(key, &QCborValue::isDouble).toDouble(); }
    QByteArray bytes(QLatin1StringView key) { return of(key, &QCborValue::isByteArray).toByteArray(); }
    bool flag(QLatin1StringView key) { return of(key, &QCborValue::isBool).toBool(); }
    QCborArray list(QLatin1StringView key) { return of(key, &QCborValue::isArray).toArray(); }
    QCborMap map(QLatin1StringView key) { return of(key, &QCborValue::isMap).toMap(); }
    bool has(QLatin1StringView key) const { return m_map.contains(key); }
    bool isGood() const { return m_isGood; }
    void spoil() { m_isGood = false; }

private:
    QCborValue of(QLatin1StringView key, bool (QCborValue::*isRight)() const)
    {
        const QCborValue value = m_map.value(key);
        if (!value.isUndefined() && !(value.*isRight)()) {
            m_isGood = false;
            return {};
        }
        return value;
    }
    const QCborMap &m_map;
    bool m_isGood = true;
};

/// Leaves out what is usual, because there are many of them.
class MapWriter
{
public:
    void number(QLatin1StringView key, qint64 value)
    {
        if (value != 0)
            map.insert(key, value);
    }
    void text(QLatin1StringView key, const QString &value)
    {
        if (!value.isEmpty())
            map.insert(key, value);
    }
    void bytes(QLatin1StringView key, const QByteArray &value)
    {
        if (!value.isEmpty())
            map.insert(key, value);
    }
    void flag(QLatin1StringView key, bool value)
    {
        if (value)
            map.insert(key, true);
    }
    QCborMap map;
};

inline constexpr qint64 LongestSpan = qint64(100) * 365 * 86400 * 1000000000; // a hundred years in nanoseconds
inline constexpr qint64 LatestUtc = qint64(4102444800) * 1000;                // 2100, in milliseconds

inline qint64 after(TimePoint at, TimePoint epoch)
{
    return std::chrono::duration_cast<std::chrono::nanoseconds>(at - epoch).count();
}

inline TimePoint pointAt(qint64 nanoseconds, TimePoint epoch)
{
    return epoch + std::chrono::nanoseconds(nanoseconds);
}

inline qint64 stamp(const QDateTime &utc)
{
    return utc.isValid() ? utc.toMSecsSinceEpoch() : 0;
}

inline QDateTime timeAt(qint64 milliseconds)
{
    return milliseconds == 0 ? QDateTime() : QDateTime::fromMSecsSinceEpoch(milliseconds, Qt::UTC);
}

} // namespace rollcall

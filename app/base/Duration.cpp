// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/Duration.h"

#include <array>
#include <cmath>

namespace rollcall {

using namespace Qt::StringLiterals;

namespace {

struct Unit
{
    QLatin1StringView name;
    qint64 milliseconds;
};

// Largest first: formatDuration() takes the first that divides evenly.
constexpr std::array Units{Unit{"y"_L1, 365LL * 24 * 3600 * 1000},
                           Unit{"d"_L1, 24LL * 3600 * 1000},
                           Unit{"h"_L1, 3600LL * 1000},
                           Unit{"m"_L1, 60LL * 1000},
                           Unit{"s"_L1, 1000},
                           Unit{"ms"_L1, 1}};

constexpr double Longest = 100.0 * 365 * 24 * 3600 * 1000;

} // namespace

Result<std::chrono::milliseconds> parseDuration(QStringView text)
{
    const Error error{u"duration.invalid"_s, u"expected a number with ms, s, m, h, d or y, such as \"15s\""_s};
    qsizetype split = 0;
    while (split < text.size() && (text[split].isDigit() || text[split] == u'.'))
        ++split;
    bool isNumber = false;
    const double number = text.left(split).toDouble(&isNumber);
    if (!isNumber)
        return error;
    const QStringView name = text.mid(split);
    for (const Unit &unit : Units) {
        if (name != unit.name)
            continue;
        const double milliseconds = number * static_cast<double>(unit.milliseconds);
        if (milliseconds > Longest)
            return Error{u"duration.too_long"_s, u"longer than 100y"_s};
        return std::chrono::milliseconds(std::llround(milliseconds));
    }
    return error;
}

QString formatDuration(std::chrono::milliseconds duration)
{
    const qint64 count = duration.count();
    if (count == 0)
        return u"0s"_s;
    for (const Unit &unit : Units) {
        if (count % unit.milliseconds == 0)
            return QString::number(count / unit.milliseconds) + unit.name;
    }
    return QString::number(count) + u"ms"_s;
}

} // namespace rollcall

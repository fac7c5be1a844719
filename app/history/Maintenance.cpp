// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/Maintenance.h"

#include <QJsonArray>

namespace rollcall {

using namespace Qt::StringLiterals;

namespace {

const QStringList &repeatNames()
{
    static const QStringList names{u"once"_s, u"daily"_s, u"weekly"_s};
    return names;
}

} // namespace

std::optional<std::pair<QDateTime, QDateTime>> MaintenanceWindow::next(const QDateTime &now) const
{
    if (!from.isValid() || !to.isValid() || to <= from)
        return std::nullopt;
    if (repeat == Repeat::Once)
        return now < to ? std::optional(std::pair(from, to)) : std::nullopt;
    const QDateTime begin = from.toLocalTime();
    const QDateTime end = to.toLocalTime();
    const int step = repeat == Repeat::Daily ? 1 : 7;
    // One step before the last that can have begun, because a window may last longer than its step.
    qint64 n = std::max<qint64>(0, begin.daysTo(now.toLocalTime()) / step - begin.daysTo(end) / step - 1);
    for (;; ++n) {
        const QDateTime last = end.addDays(n * step);
        if (now < last)
            return std::pair(begin.addDays(n * step), last);
    }
}

bool MaintenanceWindow::holds(const QDateTime &now, const QString &target) const
{
    if (!targets.isEmpty() && !targets.contains(target))
        return false;
    const auto window = next(now);
    return window && window->first <= now;
}

QJsonObject toJson(const MaintenanceWindow &window)
{
    return {{u"id"_s, window.id},
            {u"reason"_s, window.reason},
            {u"targets"_s, QJsonArray::fromStringList(window.targets)},
            {u"from"_s, window.from.toUTC().toString(Qt::ISODateWithMs)},
            {u"to"_s, window.to.toUTC().toString(Qt::ISODateWithMs)},
            {u"repeat"_s, repeatNames().at(static_cast<int>(window.repeat))}};
}

std::optional<MaintenanceWindow> maintenanceFrom(const QJsonObject &json)
{
    MaintenanceWindow window;
    window.id = json.value(u"id"_s).toString();
    window.reason = json.value(u"reason"_s).toString();
    for (const auto target : json.value(u"targets"_s).toArray())
        window.targets.append(target.toString());
    window.from = QDateTime::fromString(json.value(u"from"_s).toString(), Qt::ISODateWithMs);
    window.to = QDateTime::fromString(json.value(u"to"_s).toString(), Qt::ISODateWithMs);
    const auto repeat = repeatNames().indexOf(json.value(u"repeat"_s).toString());
    if (repeat < 0 || window.id.isEmpty() || !window.from.isValid() || !window.to.isValid() || window.to <= window.from)
        return std::nullopt;
    window.repeat = static_cast<MaintenanceWindow::Repeat>(repeat);
    return window;
}

} // namespace rollcall

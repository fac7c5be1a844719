// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QJsonObject>
#include <QString>
#include <QStringList>
#include <optional>
#include <vector>

namespace rollcall {

/// A span in which somebody works on nodes: what happens to them is kept, and nobody is told.
struct MaintenanceWindow
{
    enum class Repeat { Once, Daily, Weekly };

    QString id; ///< unique in the cluster
    QString reason;
    QStringList targets; ///< names; empty: the whole cluster
    QDateTime from;      ///< of the first one
    QDateTime to;
    Repeat repeat = Repeat::Once; ///< at the same local time each day or week, daylight saving or not

    /// Whether it is on at that moment, for one target; an empty name asks for the cluster as a whole, which a window
    /// of single nodes does not cover.
    bool holds(const QDateTime &now, const QString &target) const;
    /// The window that is on, or the next one: its begin and end. Absent: there is none any more.
    std::optional<std::pair<QDateTime, QDateTime>> next(const QDateTime &now) const;
    bool operator==(const MaintenanceWindow &) const = default;
};

QJsonObject toJson(const MaintenanceWindow &window);
std::optional<MaintenanceWindow> maintenanceFrom(const QJsonObject &json);

} // namespace rollcall

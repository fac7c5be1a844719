// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QTime>

namespace rollcall {

/// A span of each day, local time, in which only what is critical is announced (or nothing, if `isTotal`). A span that
/// ends before it begins goes over midnight.
struct QuietHours
{
    bool isOn = false;
    QTime from{22, 0};
    QTime to{7, 0};
    bool isTotal = false;

    /// Whether it is quiet at that moment.
    bool holds(const QDateTime &local) const;
    bool operator==(const QuietHours &) const = default;
};

} // namespace rollcall

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "notify/QuietHours.h"

namespace rollcall {

bool QuietHours::holds(const QDateTime &local) const
{
    if (!isOn || from == to)
        return false;
    const QTime time = local.time();
    return from < to ? time >= from && time < to : time >= from || time < to;
}

} // namespace rollcall

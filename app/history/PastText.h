// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"
#include "health/Climb.h"

#include <QDateTime>

namespace rollcall {

/// What a watch knew at one moment of what a target's goroutines had done so far, on its way into a recording and back:
/// the days before are not in the answers that a recording holds.
struct RecordedPast
{
    QString target; ///< name of the node, or `proxy`
    QDateTime utc;
    GoroutinePast::Memory memory;
};

/// As CBOR. Points of the monotonic clock are nanoseconds after `epoch`. Mostly the same bytes as ten minutes before.
QByteArray toBytes(const GoroutinePast::Memory &memory, TimePoint epoch);
/// Total: any bytes give a memory that is sound or an error.
Result<GoroutinePast::Memory> pastFromBytes(const QByteArray &bytes, TimePoint epoch);

} // namespace rollcall

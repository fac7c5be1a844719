// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"

#include <QString>
#include <atomic>

namespace rollcall {

/// How far an export is, and the way to stop it; for two threads.
struct ExportProgress
{
    std::atomic<int> percent{0};
    std::atomic<bool> isCancelled{false};
};

/// A window of time of a recording, in UTC milliseconds since 1970, as a file of its own. Only reads the recording,
/// over a connection of its own: on any thread, also while somebody writes it. What was committed before the call is in
/// it. See FlightRecorder::exportTo().
Result<void> exportRecording(const QString &recording, const QString &path, qint64 from, qint64 to,
                             ExportProgress &progress);

} // namespace rollcall

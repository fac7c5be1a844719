// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"

#include <QString>
#include <chrono>

namespace rollcall {

/// Reads a duration of the contract: a number (decimals allowed) with `ms`, `s`, `m`, `h`, `d` or `y` (365 d).
/// Negative, unit-less and out of range (over 100 y) texts are errors.
Result<std::chrono::milliseconds> parseDuration(QStringView text);

/// The shortest text that parseDuration() reads back to the same value: `15s`, `1500ms`, `2h`.
QString formatDuration(std::chrono::milliseconds duration);

} // namespace rollcall

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "health/Observation.h"
#include "history/Series.h"

#include <vector>

namespace rollcall {

/// Names of the series that mean the same for every product. Others have the name that the product shows them by.
namespace figures {
inline const QString Goroutines = QStringLiteral("goroutines");
inline const QString Threads = QStringLiteral("threads");
inline const QString Latency = QStringLiteral("latency_ms"); ///< of the exchange with the url itself
inline const QString ClockOffset = QStringLiteral("clock_offset_ms");
inline const QString HealthScore = QStringLiteral("health_score");
inline const QString Websockets = QStringLiteral("websockets");
inline const QString Delivery = QStringLiteral("delivery_ms"); ///< slowest of the canary's messages to this node
} // namespace figures

/// Every number that an observation gives of its target. Names that end in `_total` are counters, which fall only with
/// a restart.
std::vector<Sample> figuresOf(const Observation &observation, const QString &target, qint64 at);

} // namespace rollcall

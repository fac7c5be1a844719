// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "health/ClusterState.h"

#include <QJsonObject>

namespace rollcall {

/// The report of `check --json` (contract, section 3). Times aside, equal states give equal bytes.
QJsonObject toReport(const ClusterState &state);
/// A finding as it stands in reports and in the lines of `watch --json`.
QJsonObject toJson(const ClusterFile &file, const Finding &finding);
/// Exit status of monitoring plugins: 0 ok, 1 warning, 2 critical, 3 unknown.
int exitStatus(State state);

} // namespace rollcall

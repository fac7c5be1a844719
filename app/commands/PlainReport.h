// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "commands/Output.h"
#include "health/ClusterState.h"

#include <QString>

namespace rollcall {

/// What `check` prints for a person: the verdict, then a line for each node and each finding. Escapes only where
/// `output` has colour; text from nodes is made plain.
QString plainReport(const ClusterState &state, const Output &output);

} // namespace rollcall

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "history/Incident.h"

namespace rollcall {

/// Whether `cause` explains `other`: a dead node explains that its peers miss it, a dead proxy that WebSockets do not
/// pass it, an offline workstation everything. Never both ways round.
bool explains(const Incident &cause, const Incident &other);

/// Whether a code is often the consequence of another, which may take a little longer to be sure of: it waits, so that
/// nobody is told of the consequence first.
bool isOftenAConsequence(Code code);

} // namespace rollcall

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace rollcall {

/// A cell of CSV (RFC 4180) on one line, in quotes where it needs them. What a spreadsheet would take for a formula is
/// kept from being one: names and texts come from nodes.
QString spreadsheetCell(QString text);

} // namespace rollcall

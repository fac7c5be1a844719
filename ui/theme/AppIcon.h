// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>

namespace rollcall {

/// The program's icon, painted like resources/icons/rollcall.svg: reading a file and its plug-in would cost the first
/// frame.
QIcon appIcon();

} // namespace rollcall

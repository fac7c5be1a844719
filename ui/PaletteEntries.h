// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/CommandPalette.h"

class QAction;

namespace rollcall {

class MainWindow;

/// What the palette can find: every node of every open cluster, every action that is possible now, recent files.
std::vector<CommandPalette::Entry> paletteEntries(MainWindow &window, const QList<QAction *> &actions);

} // namespace rollcall

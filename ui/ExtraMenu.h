// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <functional>
#include <vector>

namespace rollcall {

/// One entry of a menu that the composition root adds to the window.
struct ExtraAction
{
    QString title;
    QString toolTip;
    bool isCheckable = false;
    bool isChecked = false;
    bool isSeparator = false;
    std::function<void()> triggered;
    std::vector<ExtraAction> children; ///< not empty: a submenu
};

/// A menu of the composition root's, such as the faults of the built-in cluster: the window shows it and knows nothing
/// else of it.
struct ExtraMenu
{
    QString title;
    /// Asked each time the menu is about to be shown. An empty answer hides nothing; the menu is then empty.
    std::function<std::vector<ExtraAction>()> actions;
    /// Whether it is shown at all just now. Empty function: always. Asked when a cluster is opened or closed.
    std::function<bool()> isVisible;
};

} // namespace rollcall

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/Page.h"

#include <QPushButton>

namespace rollcall {

QPushButton *Page::makeButton(const QString &text, const QString &name, const QString &tip)
{
    auto *button = new QPushButton(text, this);
    button->setObjectName(name);
    button->setToolTip(tip);
    button->setAutoDefault(true);
    return button;
}

} // namespace rollcall

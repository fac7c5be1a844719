// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/Page.h"

#include "ui/widgets/PageHead.h"

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

PageHead *Page::makeHead(const QString &backName, const QString &titleName)
{
    QPushButton *back = makeButton(tr("← &Board"), backName, tr("Back to the board (Escape)"));
    connect(back, &QPushButton::clicked, this, &Page::backWanted);
    auto *head = new PageHead(m_theme, back, this);
    head->setTitleName(titleName);
    return head;
}

} // namespace rollcall

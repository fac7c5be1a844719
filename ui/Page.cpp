// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/Page.h"

#include "ui/widgets/NoticeBar.h"
#include "ui/widgets/PageHead.h"

#include <QPushButton>
#include <QVBoxLayout>

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

QVBoxLayout *Page::makeBody(double spacing, double bottom)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    m_notices = new NoticeBar(m_theme, this);
    layout->addWidget(m_notices);
    auto *body = new QVBoxLayout;
    body->setContentsMargins(m_theme.unit(2), m_theme.unit(2), m_theme.unit(2), m_theme.unit(bottom));
    body->setSpacing(m_theme.unit(spacing));
    layout->addLayout(body, 1);
    return body;
}

} // namespace rollcall

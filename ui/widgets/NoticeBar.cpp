// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/NoticeBar.h"

#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

namespace rollcall {

NoticeBar::NoticeBar(const Theme &theme, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_layout(new QVBoxLayout(this))
{
    setObjectName(QStringLiteral("notices"));
    setAccessibleName(tr("Notices"));
    m_layout->setContentsMargins(theme.unit(2), theme.unit(0.75), theme.unit(2), theme.unit(0.75));
    m_layout->setSpacing(theme.unit(0.5));
    hide();
}

void NoticeBar::setNotices(const QStringList &notices)
{
    if (notices == m_notices)
        return;
    m_notices = notices;
    while (QLayoutItem *item = m_layout->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (const QString &notice : notices) {
        auto *label = new QLabel(notice, this);
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        m_layout->addWidget(label);
    }
    setVisible(!notices.isEmpty());
}

void NoticeBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.colours().accentSoft);
    painter.fillRect(QRect(0, 0, m_theme.unit(0.5), height()), m_theme.colours().accent);
    painter.fillRect(QRect(0, height() - 1, width(), 1), m_theme.colours().line);
}

} // namespace rollcall

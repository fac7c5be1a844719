// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/PageHead.h"

#include "ui/widgets/Sentence.h"
#include "ui/widgets/StateMark.h"
#include "ui/widgets/WrapLayout.h"

#include <QHBoxLayout>
#include <QPushButton>

namespace rollcall {

PageHead::PageHead(const Theme &theme, QPushButton *back, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    m_line = new WrapLayout(this);
    m_line->setContentsMargins(0, 0, 0, 0);
    m_line->setSpacing(theme.unit(1));
    back->setParent(this);
    m_line->addWidget(back);
    m_line->addGap(theme.unit(1));
    m_place = new QWidget(this);
    auto *place = new QHBoxLayout(m_place);
    place->setContentsMargins(0, 0, 0, 0);
    place->setSpacing(theme.unit(1));
    m_title = new Sentence(1, m_place);
    place->addWidget(m_title, 1);
    m_line->addWidget(m_place);
    connect(&theme, &Theme::changed, this, &PageHead::restyle);
    restyle();
}

StateMark &PageHead::mark()
{
    if (!m_mark) {
        m_mark = new StateMark(m_theme, Theme::Text::Display, m_place);
        static_cast<QHBoxLayout *>(m_place->layout())->insertWidget(0, m_mark);
    }
    return *m_mark;
}

void PageHead::setTitle(const QString &title)
{
    m_title->setSentence(title);
}

QString PageHead::title() const
{
    return m_title->text();
}

void PageHead::setTitleName(const QString &name)
{
    m_title->setObjectName(name);
}

void PageHead::addAction(QWidget *widget)
{
    m_line->addWidget(widget);
}

void PageHead::restyle()
{
    m_title->setFont(m_theme.font(Theme::Text::Display, true));
}

} // namespace rollcall

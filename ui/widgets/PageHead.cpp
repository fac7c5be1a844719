// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/PageHead.h"

#include "ui/widgets/Sentence.h"
#include "ui/widgets/StateMark.h"
#include "ui/widgets/WrapLayout.h"

#include <QHBoxLayout>
#include <QPushButton>

namespace rollcall {

namespace {

/// Asks for as much room as its title needs, so that the actions go below before it is cut; lives with less.
class TitlePlace final : public QWidget
{
public:
    using QWidget::QWidget;
    QSize sizeHint() const override
    {
        const QSize whole = QWidget::sizeHint();
        const auto *title = findChild<Sentence *>();
        if (!title)
            return whole;
        const int needed = title->fontMetrics().horizontalAdvance(title->text()) + 2;
        return {whole.width() - title->sizeHint().width() + needed, whole.height()};
    }
};

} // namespace

PageHead::PageHead(const Theme &theme, QPushButton *back, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    auto *line = new WrapLayout(this);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(theme.unit(1));
    back->setParent(this);
    line->addWidget(back);
    line->addGap(theme.unit(1));
    m_place = new TitlePlace(this);
    auto *place = new QHBoxLayout(m_place);
    place->setContentsMargins(0, 0, 0, 0);
    place->setSpacing(theme.unit(1));
    m_title = new Sentence(1, m_place);
    place->addWidget(m_title, 1);
    line->addWidget(m_place);
    auto *actions = new QWidget(this);
    m_actions = new WrapLayout(actions);
    m_actions->setContentsMargins(0, 0, 0, 0);
    m_actions->setSpacing(theme.unit(1));
    line->addWidget(actions);
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
    m_place->updateGeometry();
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
    m_actions->addWidget(widget);
}

void PageHead::restyle()
{
    m_title->setFont(m_theme.font(Theme::Text::Display, true));
    m_place->updateGeometry();
}

} // namespace rollcall

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Theme.h"

#include <QWidget>

class QPushButton;

namespace rollcall {

class Sentence;
class StateMark;
class WrapLayout;

/// The head of a page: the way back, the title, and what can be done with the page as a whole. Where it is too narrow
/// for all of it the actions stand below.
class PageHead final : public QWidget
{
    Q_OBJECT

public:
    /// `back` becomes its child.
    PageHead(const Theme &theme, QPushButton *back, QWidget *parent = nullptr);

    /// The mark of a state before the title; made when first asked for.
    StateMark &mark();
    void setTitle(const QString &title);
    QString title() const;
    /// So that it is found by that name.
    void setTitleName(const QString &name);
    /// At the right, in the order in which they are added.
    void addAction(QWidget *widget);
    using QWidget::addAction;

private:
    void restyle();

    const Theme &m_theme;
    WrapLayout *m_actions = nullptr; ///< together, and one below the other only where there is no row for them
    QWidget *m_place = nullptr;      ///< mark and title: they stay together
    StateMark *m_mark = nullptr;
    Sentence *m_title = nullptr;
};

} // namespace rollcall

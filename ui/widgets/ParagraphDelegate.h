// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Theme.h"

#include <QStyledItemDelegate>

class QListView;

namespace rollcall {

/// Items of a list as paragraphs: each as high as its text is in the width of the list, so that nothing is cut off. Of
/// an item of several lines the first one is its caption, and dimmer.
class ParagraphDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    /// Belongs to `view`, which it sets up; `theme` outlives both.
    ParagraphDelegate(const Theme &theme, QListView &view);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    QMargins margins() const;

    const Theme &m_theme;
    QListView &m_view;
};

} // namespace rollcall

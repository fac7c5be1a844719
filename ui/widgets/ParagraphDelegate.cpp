// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/ParagraphDelegate.h"

#include <QListView>
#include <QPainter>
#include <QScrollBar>
#include <QTextLayout>
#include <cmath>
#include <utility>

namespace rollcall {

namespace {

/// Caption and text; a text of one line has no caption.
std::pair<QString, QString> parts(const QModelIndex &index)
{
    const QString whole = index.data(Qt::DisplayRole).toString();
    const qsizetype end = whole.indexOf(u'\n');
    return end < 0 ? std::pair(QString(), whole) : std::pair(whole.left(end), whole.mid(end + 1));
}

/// At words, and within a word only where it alone is too long.
int layOut(const QString &text, const QFont &font, int width, QPainter *painter = nullptr, const QPoint &at = {})
{
    if (text.isEmpty())
        return 0;
    QTextLayout layout(QString(text).replace(u'\n', QChar::LineSeparator), font);
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(option);
    layout.beginLayout();
    double height = 0;
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(width);
        line.setPosition({0, height});
        height += line.height();
    }
    layout.endLayout();
    if (painter != nullptr)
        layout.draw(painter, at);
    return static_cast<int>(std::ceil(height));
}

} // namespace

ParagraphDelegate::ParagraphDelegate(const Theme &theme, QListView &view)
    : QStyledItemDelegate(&view), m_theme(theme), m_view(view)
{
    view.setItemDelegate(this);
    view.setResizeMode(QListView::Adjust);
    view.setVerticalScrollMode(QListView::ScrollPerPixel);
    view.setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    view.setMouseTracking(true);
}

QMargins ParagraphDelegate::margins() const
{
    const int high = m_theme.unit(0.5);
    return {m_theme.unit(1), high, m_theme.unit(0.5), high};
}

QSize ParagraphDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    // As narrow as with a scroll bar: whether there is one hangs on the heights that are asked for here.
    const QMargins around = margins();
    const int whole = m_view.width() - 2 * m_view.frameWidth() - m_view.verticalScrollBar()->sizeHint().width();
    const int width = std::max(1, whole - around.left() - around.right());
    const auto [caption, text] = parts(index);
    return {std::max(1, whole),
            layOut(caption, option.font, width) + layOut(text, option.font, width) + around.top() + around.bottom()};
}

void ParagraphDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Colours &colours = m_theme.colours();
    painter->save();
    if (option.state & QStyle::State_Selected) {
        painter->fillRect(option.rect, colours.accentSoft);
        if (option.state & QStyle::State_Active)
            painter->fillRect(QRect(option.rect.left(), option.rect.top(), 3, option.rect.height()), colours.accent);
    } else if (option.state & QStyle::State_MouseOver) {
        painter->fillRect(option.rect, colours.window);
    }
    painter->fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1), colours.line);
    const QRect rect = option.rect.marginsRemoved(margins());
    const auto [caption, text] = parts(index);
    painter->setPen(colours.secondary);
    const int height = layOut(caption, option.font, rect.width(), painter, rect.topLeft());
    painter->setPen(colours.text);
    layOut(text, option.font, rect.width(), painter, rect.topLeft() + QPoint(0, height));
    painter->restore();
}

} // namespace rollcall

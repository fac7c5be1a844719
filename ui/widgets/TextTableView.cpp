// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/TextTableView.h"

#include "ui/theme/StateShape.h"

#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>
#include <QStyledItemDelegate>
#include <algorithm>
#include <limits>

namespace rollcall {

namespace {

class CellDelegate final : public QStyledItemDelegate
{
public:
    CellDelegate(const TextTable &model, const Theme &theme, QObject *parent)
        : QStyledItemDelegate(parent), m_model(model), m_theme(theme)
    {}

    QString displayText(const QVariant &value, const QLocale &) const override { return value.toString(); }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Colours &colours = m_theme.colours();
        const bool isSelected = option.state & QStyle::State_Selected;
        const int unit = m_theme.unit();
        if (isSelected)
            painter->fillRect(option.rect, colours.accentSoft);
        else if (option.state & QStyle::State_MouseOver)
            painter->fillRect(option.rect, colours.window);
        painter->fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1), colours.line);
        QRect rect = option.rect.adjusted(unit, 0, -unit / 2, 0);
        const QVariant severity = index.data(TextTable::SeverityRole);
        const int shape = option.fontMetrics.height() - 2;
        if (index.column() == 0) {
            if (isSelected && (option.state & QStyle::State_Active))
                painter->fillRect(QRect(option.rect.left(), option.rect.top(), 3, option.rect.height()),
                                  colours.accent);
            if (severity.isValid()) {
                const auto value = static_cast<Severity>(severity.toInt());
                paintShape(*painter, QRectF(rect.left(), rect.center().y() - shape / 2.0 + 0.5, shape, shape),
                           shapeOf(value), colours.severity(value), colours.card);
            }
            // Room is kept on every row, so that the texts stand under each other.
            if (m_model.hasSeverities())
                rect.setLeft(rect.left() + shape + unit);
        }
        const bool isFigure = index.data(TextTable::FigureRole).toBool();
        painter->setFont(option.font);
        painter->setPen(index.data(TextTable::DimRole).toBool() ? colours.secondary : colours.text);
        const QString text = index.data(Qt::DisplayRole).toString();
        const Qt::TextElideMode elide = index.column() == 0 ? Qt::ElideRight : Qt::ElideMiddle;
        painter->drawText(rect, Qt::AlignVCenter | Qt::TextSingleLine | (isFigure ? Qt::AlignRight : Qt::AlignLeft),
                          option.fontMetrics.elidedText(text, elide, rect.width()));
    }

private:
    const TextTable &m_model;
    const Theme &m_theme;
};

} // namespace

TextTableView::TextTableView(TextTable &model, const Theme &theme, int stretched, const QList<int> &shares,
                             QWidget *parent)
    : QTableView(parent), m_model(model), m_theme(theme), m_stretched(stretched), m_shares(shares)
{
    setModel(&model);
    setItemDelegate(new CellDelegate(model, theme, this));
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setMouseTracking(true);
    setAlternatingRowColors(false);
    setHorizontalScrollMode(ScrollPerPixel);
    setVerticalScrollMode(ScrollPerPixel);
    setFrameShape(QFrame::StyledPanel);
    setCornerButtonEnabled(false);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    horizontalHeader()->setSectionResizeMode(QHeaderView::Interactive);
    horizontalHeader()->setSectionResizeMode(stretched, QHeaderView::Stretch);
    horizontalHeader()->setMinimumSectionSize(24);
    resizeColumns();
    connect(&theme, &Theme::changed, this, &TextTableView::resizeColumns);
}

void TextTableView::resizeColumns()
{
    const QFontMetrics metrics(m_theme.font(Theme::Text::Body));
    verticalHeader()->setDefaultSectionSize(metrics.height() + m_theme.unit(0.75));
    horizontalHeader()->setFixedHeight(metrics.height() + m_theme.unit());
    horizontalHeader()->setFont(m_theme.font(Theme::Text::Caption));
    for (qsizetype i = 0; i < m_shares.size(); ++i) {
        if (static_cast<int>(i) != m_stretched)
            horizontalHeader()->resizeSection(static_cast<int>(i),
                                              static_cast<int>(m_shares[i]) * metrics.averageCharWidth());
    }
    m_isNarrow = false;
    makeRoom();
}

/// Leaves the stretched column two fifths of the width where it would get less than a quarter; else a person's own
/// widths stay.
void TextTableView::makeRoom()
{
    const int character = QFontMetrics(m_theme.font(Theme::Text::Body)).averageCharWidth();
    std::vector<int> others;
    int sum = 0;
    for (qsizetype i = 0; i < m_shares.size(); ++i) {
        if (static_cast<int>(i) == m_stretched)
            continue;
        others.push_back(static_cast<int>(m_shares[i]) * character);
        sum += others.back();
    }
    const int room = viewport()->width() * 3 / 5;
    const bool isNarrow = sum > viewport()->width() * 3 / 4;
    if (!isNarrow && !m_isNarrow)
        return;
    m_isNarrow = isNarrow;
    // The widest are cut to one width, so that figures and times keep theirs.
    std::sort(others.begin(), others.end());
    int most = std::numeric_limits<int>::max();
    int left = room;
    for (std::size_t i = 0; isNarrow && i < others.size(); ++i) {
        const int even = left / static_cast<int>(others.size() - i);
        if (others[i] > even) {
            most = std::max(even, 4 * character);
            break;
        }
        left -= others[i];
    }
    for (qsizetype i = 0; i < m_shares.size(); ++i) {
        if (static_cast<int>(i) != m_stretched)
            horizontalHeader()->resizeSection(static_cast<int>(i),
                                              std::min(most, static_cast<int>(m_shares[i]) * character));
    }
}

void TextTableView::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    makeRoom();
}

int TextTableView::heightForRows(int most) const
{
    const int rows = std::clamp(m_model.rowCount(), 1, most);
    return horizontalHeader()->height() + rows * verticalHeader()->defaultSectionSize() + 4;
}

void TextTableView::copy()
{
    const QModelIndexList selected = selectionModel()->selectedRows();
    QString text;
    for (const QModelIndex &index : selected)
        text += m_model.row(index.row()).cells.join(u'\t') + u'\n';
    QApplication::clipboard()->setText(selected.isEmpty() ? m_model.toText() : text);
}

void TextTableView::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy)) {
        copy();
        return;
    }
    if (!event->text().isEmpty() && event->text().at(0).isPrint()) {
        event->ignore();
        return;
    }
    QTableView::keyPressEvent(event);
}

} // namespace rollcall

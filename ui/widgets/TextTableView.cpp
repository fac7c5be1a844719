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
#include <utility>

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
        if (isSelected && colours.kind == Colours::Kind::HighContrast) { // its soft colour is nearly the others'
            painter->fillRect(QRect(option.rect.left(), option.rect.top() - 1, option.rect.width(), 2), colours.accent);
            painter->fillRect(QRect(option.rect.left(), option.rect.bottom() - 1, option.rect.width(), 2),
                              colours.accent);
        }
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
    connect(horizontalHeader(), &QHeaderView::sectionResized, this, [this](int column, int from, int to) {
        const bool isHiding = from == 0 || to == 0;
        if (!m_isSetting && !isHiding && column != m_stretched)
            m_isOwn = true; // by hand: it stays
    });
    // Once for all that comes in one go.
    const auto later = [this] {
        if (!std::exchange(m_isMeasuring, true))
            QMetaObject::invokeMethod(
                this, [this] { measure(false); }, Qt::QueuedConnection);
    };
    connect(&model, &QAbstractItemModel::rowsInserted, this, later);
    connect(&model, &QAbstractItemModel::dataChanged, this, later);
}

void TextTableView::resizeColumns()
{
    const QFontMetrics metrics(m_theme.font(Theme::Text::Body));
    verticalHeader()->setDefaultSectionSize(metrics.height() + m_theme.unit(0.75));
    horizontalHeader()->setFixedHeight(metrics.height() + m_theme.unit());
    horizontalHeader()->setFont(m_theme.font(Theme::Text::Caption));
    horizontalHeader()->setProperty("cellMargin", m_theme.unit()); // FlatStyle puts the headings over the cells
    m_isOwn = false;
    measure(true);
}

/// Of all that is in it.
int TextTableView::neededWidth(int column) const
{
    constexpr int MostMeasured = 200;
    const QFontMetrics body(m_theme.font(Theme::Text::Body));
    const QFontMetrics caption(m_theme.font(Theme::Text::Caption));
    const int shape = column == 0 && m_model.hasSeverities() ? body.height() - 2 + m_theme.unit() : 0;
    const int margins = 2 * m_theme.unit() + shape;
    int width = 0;
    const int rows = std::min(m_model.rowCount(), MostMeasured);
    for (int row = 0; row < rows; ++row)
        width = std::max(width, body.horizontalAdvance(m_model.row(row).cells.value(column)) + margins);
    return std::max(width,
                    caption.horizontalAdvance(m_model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString()) +
                        margins);
}

/// Columns grow with what comes; they become narrower only where all is measured anew, or each tick would move them.
void TextTableView::measure(bool isAnew)
{
    m_isMeasuring = false;
    if (m_isOwn)
        return;
    if (isAnew)
        m_needed = QList<int>(m_shares.size(), 0);
    for (qsizetype i = 0; i < m_shares.size(); ++i)
        m_needed[i] = std::max(m_needed[i], neededWidth(static_cast<int>(i)));
    makeRoom();
}

/// Leaves the stretched column its least part of the width, or less where it needs less. The others get their shares,
/// and more than that of what nobody else needs.
void TextTableView::makeRoom()
{
    if (m_isOwn)
        return;
    const int letter = QFontMetrics(m_theme.font(Theme::Text::Body)).averageCharWidth();
    std::vector<std::pair<int, int>> columns; ///< with the width of each
    std::vector<int> others;
    const int width = viewport()->width();
    int spare = width - m_needed.value(m_stretched);
    for (qsizetype i = 0; i < m_needed.size(); ++i) {
        const int column = static_cast<int>(i);
        if (column == m_stretched || isColumnHidden(column))
            continue;
        const int heading = horizontalHeader()->sectionSizeHint(column);
        const int share = std::min(m_needed[i], std::max(static_cast<int>(m_shares[i]) * letter, heading));
        columns.emplace_back(column, share);
        others.push_back(share);
        spare -= share;
    }
    // The widest are cut to one width, so that figures and times keep theirs.
    std::sort(others.begin(), others.end());
    const int least = 4 * letter;
    int most = std::numeric_limits<int>::max();
    int left = width - std::min(static_cast<int>(width * m_leastPart), m_needed.value(m_stretched));
    for (std::size_t i = 0; i < others.size(); ++i) {
        const int even = left / static_cast<int>(others.size() - i);
        if (others[i] > even) {
            most = std::max(even, least);
            break;
        }
        left -= others[i];
    }
    m_isSetting = true;
    for (const auto &[column, share] : columns) {
        const int more = std::clamp(m_needed[column] - share, 0, std::max(spare, 0));
        horizontalHeader()->resizeSection(column, std::min(most, share + more));
        spare -= more;
    }
    m_isSetting = false;
}

void TextTableView::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    makeRoom();
}

void TextTableView::setLeastPart(double part)
{
    m_leastPart = part;
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

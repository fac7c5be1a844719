// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/BeliefMatrixView.h"

#include "ui/theme/StateShape.h"
#include "ui/widgets/BeliefMark.h"

#include <QHeaderView>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QToolTip>

namespace rollcall {

namespace {

/// From here on both halves of a cell can be told apart.
constexpr int SplitFrom = 18;

void showPlainTip(const QPoint &at, const QString &text, QWidget *widget, const QRect &rect)
{
    // Names are never markup: Qt would guess.
    QToolTip::showText(
        at, QStringLiteral("<div style='white-space:pre'>") + text.toHtmlEscaped() + QStringLiteral("</div>"), widget,
        rect);
}

class BeliefDelegate final : public QStyledItemDelegate
{
public:
    BeliefDelegate(const BeliefModel &model, const Theme &theme, QObject *parent)
        : QStyledItemDelegate(parent), m_model(model), m_theme(theme)
    {}

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Colours &colours = m_theme.colours();
        const BeliefMatrix &matrix = m_model.matrix();
        const int row = index.row();
        const int column = index.column();
        painter->fillRect(option.rect, colours.card);
        // The right and lower edge of each cell are the grid.
        const QRect cell = option.rect.adjusted(0, 0, -1, -1);
        if (row == column)
            paintSelf(*painter, cell, colours);
        else
            paintCell(*painter, cell, matrix, row, column);
        QColor grid = colours.line;
        if (colours.kind == Colours::Kind::HighContrast)
            grid.setAlphaF(0.35F);
        painter->fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1), grid);
        painter->fillRect(QRect(option.rect.right(), option.rect.top(), 1, option.rect.height()), grid);
        if (option.state & QStyle::State_MouseOver)
            frame(*painter, cell, colours.control, 1);
        if (option.state & QStyle::State_Selected)
            frame(*painter, cell, (option.state & QStyle::State_Active) ? colours.accent : colours.control, 2);
    }

    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                   const QModelIndex &index) override
    {
        if (event->type() != QEvent::ToolTip || !index.isValid())
            return QStyledItemDelegate::helpEvent(event, view, option, index);
        showPlainTip(event->globalPos(),
                     index.data(Qt::ToolTipRole).toString().replace(QStringLiteral("; "), QStringLiteral("\n")),
                     view->viewport(), option.rect);
        return true;
    }

private:
    static void frame(QPainter &painter, const QRect &cell, const QColor &colour, int width)
    {
        painter.setPen(QPen(colour, width, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
        painter.setBrush(Qt::NoBrush);
        const double half = width / 2.0;
        painter.drawRect(QRectF(cell).adjusted(half, half, -half, -half));
    }

    void paintCell(QPainter &painter, const QRect &cell, const BeliefMatrix &matrix, int row, int column) const
    {
        const Colours &colours = m_theme.colours();
        const bool isStranger = matrix.member(column).isStranger();
        const auto markOf = [&](BeliefSource source) {
            return BeliefMark{matrix.belief(row, column, source), matrix.isStale(row, source), isStranger};
        };
        const bool isDifferent = matrix.isDifferent(row, column);
        if (isDifferent && m_model.view() == BeliefView::Both && std::min(cell.width(), cell.height()) >= SplitFrom) {
            paintBeliefs(painter, cell, markOf(BeliefSource::Api), markOf(BeliefSource::Gossip), colours);
            return;
        }
        paintBelief(painter, cell, markOf(matrix.shownSource(row, column, m_model.view())), colours);
        if (isDifferent)
            paintDifference(painter, cell, colours);
    }

    const BeliefModel &m_model;
    const Theme &m_theme;
};

} // namespace

/// Names with the mark of their state; those at the top are written upwards where there are many.
class BeliefHeader final : public QHeaderView
{
public:
    BeliefHeader(Qt::Orientation orientation, const BeliefModel &model, const Theme &theme, QWidget *parent)
        : QHeaderView(orientation, parent), m_model(model), m_theme(theme)
    {
        setSectionsClickable(true);
        setHighlightSections(true);
        setSectionResizeMode(Fixed);
        setMinimumSectionSize(8);
        setCursor(Qt::PointingHandCursor);
        setMouseTracking(true);
    }
    void setTurned(bool isTurned)
    {
        m_isTurned = isTurned;
        viewport()->update();
    }
    void setHovered(int section)
    {
        if (section == m_hovered)
            return;
        m_hovered = section;
        viewport()->update();
    }
    void setThickness(int thickness)
    {
        orientation() == Qt::Vertical ? setFixedWidth(thickness) : setFixedHeight(thickness);
    }

    QSize sizeHint() const override
    {
        // The table view takes the thickness of its headers from here.
        return orientation() == Qt::Vertical ? QSize(minimumWidth(), 16) : QSize(16, minimumHeight());
    }

protected:
    void paintSection(QPainter *painter, const QRect &rect, int section) const override
    {
        const BeliefMatrix &matrix = m_model.matrix();
        if (section < 0 || section >= matrix.columnCount())
            return;
        const Colours &colours = m_theme.colours();
        const auto *view = qobject_cast<const QTableView *>(parent());
        const QModelIndex current = view ? view->currentIndex() : QModelIndex();
        const bool isRow = orientation() == Qt::Vertical;
        const bool isCurrent = current.isValid() && (isRow ? current.row() : current.column()) == section;
        painter->save();
        painter->fillRect(rect, isCurrent              ? colours.accentSoft
                                : section == m_hovered ? colours.raised
                                                       : colours.window);
        const BeliefMatrix::Member &member = matrix.member(section);
        QFont font = m_theme.font(Theme::Text::Caption, isCurrent || section == m_hovered);
        font.setItalic(member.isStranger());
        painter->setFont(font);
        painter->setPen(colours.text);
        isRow ? paintRow(*painter, rect, section, member) : paintColumn(*painter, rect, member);
        painter->restore();
    }

    bool viewportEvent(QEvent *event) override
    {
        if (event->type() != QEvent::ToolTip)
            return QHeaderView::viewportEvent(event);
        const auto *help = static_cast<QHelpEvent *>(event);
        const int section = logicalIndexAt(help->pos());
        if (section >= 0)
            showPlainTip(help->globalPos(), m_model.headerData(section, orientation(), Qt::ToolTipRole).toString(),
                         viewport(), {});
        return true;
    }

    void mouseMoveEvent(QMouseEvent *event) override
    {
        setHovered(logicalIndexAt(event->position().toPoint()));
        QHeaderView::mouseMoveEvent(event);
    }
    void leaveEvent(QEvent *event) override
    {
        setHovered(-1);
        QHeaderView::leaveEvent(event);
    }

private:
    void paintMark(QPainter &painter, const QRectF &box, const BeliefMatrix::Member &member) const
    {
        const Colours &colours = m_theme.colours();
        if (member.isStranger())
            paintShape(painter, box, rollcall::Shape::Diamond, colours.warning, colours.window);
        else
            paintShape(painter, box, shapeOf(member.state),
                       m_model.matrix().isGrey ? colours.unknown : colours.state(member.state), colours.window);
    }

    void paintRow(QPainter &painter, const QRect &rect, int section, const BeliefMatrix::Member &member) const
    {
        const int unit = m_theme.unit();
        const int side = std::min(painter.fontMetrics().ascent(), rect.height() - 2);
        paintMark(painter, QRectF(rect.left() + unit / 2.0, rect.center().y() - side / 2.0 + 0.5, side, side), member);
        QRect text = rect.adjusted(unit + side, 0, -unit / 2, 0);
        const QString age = m_model.staleAge(section);
        if (!m_model.isRowKnown(section))
            painter.setPen(m_theme.colours().secondary);
        if (!age.isEmpty()) {
            painter.setPen(m_theme.colours().secondary);
            painter.drawText(text, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, age);
            text.setRight(text.right() - painter.fontMetrics().horizontalAdvance(age) - unit / 2);
        }
        painter.drawText(text, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                         painter.fontMetrics().elidedText(member.name, Qt::ElideMiddle, text.width()));
    }

    void paintColumn(QPainter &painter, const QRect &rect, const BeliefMatrix::Member &member) const
    {
        const int gap = m_theme.unit(0.5);
        if (m_isTurned && rect.width() < painter.fontMetrics().height()) {
            QFont font = painter.font();
            font.setPixelSize(std::max(9, rect.width() - 2));
            painter.setFont(font);
        }
        const QFontMetrics metrics = painter.fontMetrics();
        const int side = std::min(metrics.ascent(), rect.width() - 2);
        paintMark(painter, QRectF(rect.center().x() - side / 2.0, rect.bottom() - gap - side, side, side), member);
        const QRect above = rect.adjusted(0, gap, 0, -2 * gap - side);
        if (!m_isTurned) {
            painter.drawText(above, Qt::AlignHCenter | Qt::AlignBottom | Qt::TextSingleLine,
                             metrics.elidedText(member.name, Qt::ElideMiddle, above.width() - 2));
            return;
        }
        painter.translate(above.left(), above.bottom());
        painter.rotate(-90);
        painter.drawText(QRect(0, 0, above.height(), above.width()),
                         Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                         metrics.elidedText(member.name, Qt::ElideMiddle, above.height()));
    }

    const BeliefModel &m_model;
    const Theme &m_theme;
    bool m_isTurned = false;
    int m_hovered = -1;
};

int BeliefGeometry::easyWidth(const Needs &needs)
{
    return std::min(needs.longestRow, needs.unit * 20) + needs.columns * needs.unit * 11 / 4;
}

int BeliefGeometry::narrowestCell(const Needs &needs)
{
    return std::max(needs.unit * 3 / 2, needs.line * 6 / 7);
}

int BeliefGeometry::narrowestWidth(const Needs &needs)
{
    return std::min(needs.longestRow, needs.unit * 24) + needs.columns * narrowestCell(needs);
}

BeliefGeometry BeliefGeometry::make(const Needs &needs, const QSize &room)
{
    BeliefGeometry geometry;
    const int columns = std::max(1, needs.columns);
    const int rows = std::max(1, needs.rows);
    geometry.rowHeader = std::min({needs.longestRow, needs.unit * 24, std::max(needs.unit * 8, room.width() * 2 / 5)});
    const int narrowest = narrowestCell(needs);
    // Few members get the room to write their names straight.
    const int widest = std::clamp(needs.longestName + needs.unit, needs.unit * 7, needs.unit * 10);
    geometry.cellWidth = std::clamp((room.width() - geometry.rowHeader) / columns, narrowest, widest);
    geometry.isTurned = needs.longestName + needs.unit > geometry.cellWidth;
    const int mark = needs.line + needs.unit;
    const int name = geometry.isTurned ? std::min(needs.longestName, needs.unit * 14) : needs.line;
    geometry.columnHeader = name + mark + needs.unit / 2;
    // Not higher than wide, and not so flat that a line of text does not fit.
    const int flattest = std::max(narrowest, needs.line);
    const int highest = std::max(flattest, std::min(geometry.cellWidth, needs.unit * 4));
    geometry.cellHeight = std::clamp((room.height() - geometry.columnHeader) / rows, flattest, highest);
    return geometry;
}

BeliefMatrixView::BeliefMatrixView(BeliefModel &model, const Theme &theme, QWidget *parent)
    : QTableView(parent), m_model(model), m_theme(theme)
{
    setItemDelegate(new BeliefDelegate(model, theme, this));
    m_rows = new BeliefHeader(Qt::Vertical, model, theme, this);
    m_columns = new BeliefHeader(Qt::Horizontal, model, theme, this);
    setVerticalHeader(m_rows);
    setHorizontalHeader(m_columns);
    setModel(&model);
    setSelectionMode(SingleSelection);
    setSelectionBehavior(SelectItems);
    setShowGrid(false);
    setTabKeyNavigation(false);
    setMouseTracking(true);
    setFrameShape(QFrame::NoFrame);
    setCornerButtonEnabled(false);
    setHorizontalScrollMode(ScrollPerPixel);
    setVerticalScrollMode(ScrollPerPixel);
    setEditTriggers(NoEditTriggers);
    viewport()->setAttribute(Qt::WA_Hover);

    connect(&theme, &Theme::changed, this, &BeliefMatrixView::restyle);
    restyle();
    connect(m_rows, &QHeaderView::sectionClicked, this, &BeliefMatrixView::open);
    connect(m_columns, &QHeaderView::sectionClicked, this, &BeliefMatrixView::open);
    connect(this, &QTableView::entered, this, &BeliefMatrixView::showCell);
    connect(&model, &QAbstractItemModel::dataChanged, this, [this] { showCell(currentIndex()); });
}

/// What is left beside the cells looks like the window.
void BeliefMatrixView::restyle()
{
    QPalette mine = palette();
    mine.setColor(QPalette::Base, m_theme.colours().window);
    setPalette(mine);
}

BeliefGeometry::Needs BeliefMatrixView::needs() const
{
    const BeliefMatrix &matrix = m_model.matrix();
    // The current one is bold: as wide as that.
    const QFontMetrics metrics(m_theme.font(Theme::Text::Caption, true));
    BeliefGeometry::Needs needs;
    needs.rows = matrix.rowCount();
    needs.columns = matrix.columnCount();
    needs.line = metrics.height();
    needs.unit = m_theme.unit();
    for (int i = 0; i < needs.columns; ++i) {
        const int width = metrics.horizontalAdvance(matrix.member(i).name);
        needs.longestName = std::max(needs.longestName, width);
        if (i >= needs.rows)
            continue;
        const QString age = m_model.staleAge(i);
        const int beside = age.isEmpty() ? 0 : metrics.horizontalAdvance(age) + m_theme.unit();
        needs.longestRow = std::max(needs.longestRow, width + beside);
    }
    needs.longestRow += metrics.ascent() + m_theme.unit(2);
    return needs;
}

void BeliefMatrixView::fit(const QSize &room)
{
    const BeliefGeometry::Needs wanted = needs();
    const int bar = style()->pixelMetric(QStyle::PM_ScrollBarExtent, nullptr, this);
    m_geometry = BeliefGeometry::make(wanted, room);
    QSize size = m_geometry.size(wanted.rows, wanted.columns);
    if (size.height() > room.height()) {
        // Rows have to be scrolled: the columns make room for the bar.
        m_geometry = BeliefGeometry::make(wanted, room - QSize(bar, 0));
        size = m_geometry.size(wanted.rows, wanted.columns) + QSize(bar, 0);
    }
    if (size.width() > room.width())
        size.rheight() += bar;
    m_hint = size.boundedTo(room);
    m_columns->setTurned(m_geometry.isTurned);
    m_rows->setThickness(m_geometry.rowHeader);
    m_columns->setThickness(m_geometry.columnHeader);
    m_rows->setDefaultSectionSize(m_geometry.cellHeight);
    m_columns->setDefaultSectionSize(m_geometry.cellWidth);
    updateGeometries();
    updateGeometry();
    viewport()->update();
}

void BeliefMatrixView::open(int member)
{
    const BeliefMatrix &matrix = m_model.matrix();
    if (member >= 0 && member < matrix.columnCount() && !matrix.member(member).isStranger())
        Q_EMIT nodeWanted(matrix.member(member).target);
}

void BeliefMatrixView::showCell(const QModelIndex &index)
{
    m_rows->setHovered(index.row());
    m_columns->setHovered(index.column());
    Q_EMIT cellShown(index);
}

void BeliefMatrixView::keyPressEvent(QKeyEvent *event)
{
    const QModelIndex at = currentIndex();
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && at.isValid()) {
        open(event->modifiers() & Qt::ShiftModifier ? at.column() : at.row());
        return;
    }
    if (event->matches(QKeySequence::Copy)) {
        Q_EMIT copyWanted();
        return;
    }
    // Letters belong to the window's shortcuts.
    if (!event->text().isEmpty() && event->text().at(0).isPrint()) {
        event->ignore();
        return;
    }
    QTableView::keyPressEvent(event);
}

void BeliefMatrixView::focusInEvent(QFocusEvent *event)
{
    // The table view would take the first cell: that of a node and itself tells nothing.
    if (!currentIndex().isValid() && m_model.rowCount() > 0)
        setCurrentIndex(m_model.index(0, m_model.columnCount() > 1 ? 1 : 0));
    QTableView::focusInEvent(event);
    showCell(currentIndex());
}

void BeliefMatrixView::focusOutEvent(QFocusEvent *event)
{
    QTableView::focusOutEvent(event);
    viewport()->update();
}

void BeliefMatrixView::leaveEvent(QEvent *event)
{
    QTableView::leaveEvent(event);
    showCell(currentIndex());
}

void BeliefMatrixView::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTableView::currentChanged(current, previous);
    showCell(current);
    m_rows->viewport()->update();
    m_columns->viewport()->update();
}

} // namespace rollcall

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tiles/BoardView.h"

#include <QAccessible>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>
#include <QTimer>
#include <QToolTip>

namespace rollcall {

namespace {

/// A pointer that lies on the board and does not move (a wall, a desk left alone) must not hide what became worst.
constexpr std::chrono::seconds PointerRests{60};

} // namespace

BoardView::BoardView(BoardModel &model, const Theme &theme, QWidget *parent)
    : QListView(parent), m_model(model), m_theme(theme), m_pointerRests(new QTimer(this))
{
    setObjectName(QStringLiteral("board"));
    setAccessibleName(tr("Board"));
    setAccessibleDescription(tr("The nodes of all open clusters, worst first"));
    setFrameShape(QFrame::NoFrame);
    setSelectionMode(SingleSelection);
    setEditTriggers(NoEditTriggers);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMouseTracking(true);
    setTabKeyNavigation(false);
    viewport()->setAttribute(Qt::WA_Hover);
    m_pointerRests->setSingleShot(true);
    m_pointerRests->setInterval(PointerRests);
    connect(m_pointerRests, &QTimer::timeout, this, [this] { m_model.setOrderHeld(false); });
    rebuildPainter();
    setModel(&model);
    connect(&model, &QAbstractItemModel::modelAboutToBeReset, this, [this] {
        const QModelIndex at = currentIndex();
        m_keptCluster = at.isValid() ? m_model.cluster(at.row()) : ClusterKey{};
        m_keptTarget = at.isValid() ? m_model.target(at.row()) : TargetId{};
    });
    connect(&model, &QAbstractItemModel::modelReset, this, [this] {
        const int row = m_keptTarget.isValid() ? m_model.rowOf(m_keptCluster, m_keptTarget) : -1;
        if (row >= 0)
            selectionModel()->setCurrentIndex(m_model.index(row), QItemSelectionModel::ClearAndSelect);
    });
    connect(&theme, &Theme::changed, this, [this] {
        rebuildPainter();
        relayout();
    });
}

BoardView::~BoardView() = default;

void BoardView::setDensity(Density density)
{
    if (density == m_density)
        return;
    m_density = density;
    rebuildPainter();
    relayout();
    if (currentIndex().isValid())
        scrollTo(currentIndex());
}

void BoardView::rebuildPainter()
{
    m_painter = std::make_unique<TilePainter>(m_theme, m_density);
    QPalette mine = palette();
    mine.setColor(QPalette::Base, m_theme.colours().window);
    setPalette(mine);
}

void BoardView::relayout()
{
    const std::vector<BoardModel::Section> sections = m_model.sections();
    m_withVerdicts = sections.size() > 1;
    std::vector<BoardLayout::Section> placed;
    placed.reserve(sections.size());
    for (const BoardModel::Section &section : sections)
        placed.push_back({section.row, section.tiles});
    const TileMetrics &metrics = m_painter->metrics();
    BoardLayout::Measures measures;
    measures.width = viewport()->width();
    measures.margin = 2 * metrics.unit;
    measures.gap = metrics.unit + metrics.unit / 2;
    measures.headerHeight = m_painter->headerHeight(m_withVerdicts);
    measures.narrowest = TileLayout::narrowest(m_density, metrics);
    measures.tileHeight = TileLayout::height(m_density, metrics);
    measures.isList = m_density == Density::List;
    m_layout = BoardLayout(placed, measures);
    m_hovered = -1;
    updateGeometries();
    viewport()->update();
}

void BoardView::doItemsLayout()
{
    relayout();
    QAbstractItemView::doItemsLayout();
}

void BoardView::reset()
{
    QListView::reset();
    relayout();
}

void BoardView::rowsInserted(const QModelIndex &parent, int start, int end)
{
    // The list view's own does work for each row; here only the sections have to be placed anew.
    scheduleDelayedItemsLayout();
    QAbstractItemView::rowsInserted(parent, start, end);
}

QRect BoardView::visualRect(const QModelIndex &index) const
{
    return index.isValid() ? m_layout.rect(index.row()).translated(0, -verticalOffset()) : QRect();
}

QModelIndex BoardView::indexAt(const QPoint &point) const
{
    const int row = m_layout.rowAt(point + QPoint(0, verticalOffset()));
    return row >= 0 && row < m_model.rowCount() ? m_model.index(row) : QModelIndex();
}

int BoardView::verticalOffset() const
{
    return verticalScrollBar()->value();
}

void BoardView::scrollTo(const QModelIndex &index, ScrollHint hint)
{
    if (!index.isValid())
        return;
    const QRect rect = m_layout.rect(index.row());
    const int margin = m_painter->metrics().unit;
    const int page = viewport()->height();
    // The first line of a section shows its header, too.
    const int row = index.row();
    const bool isUnderHeader = row > 0 && row - m_layout.columns() <= 0;
    const int top = isUnderHeader ? 0 : rect.top() - margin;
    int value = verticalScrollBar()->value();
    if (hint == PositionAtTop || top < value)
        value = top;
    else if (hint == PositionAtBottom || rect.bottom() + margin > value + page)
        value = rect.bottom() + margin - page;
    else if (hint == PositionAtCenter)
        value = rect.center().y() - page / 2;
    verticalScrollBar()->setValue(value);
}

void BoardView::updateGeometries()
{
    if (!m_painter) // the base class asks while this is being built
        return;
    const int page = viewport()->height();
    verticalScrollBar()->setRange(0, std::max(0, m_layout.height() - page));
    verticalScrollBar()->setPageStep(page);
    verticalScrollBar()->setSingleStep(std::max(20, m_painter->metrics().body * 2));
    horizontalScrollBar()->setRange(0, 0);
    QAbstractItemView::updateGeometries();
}

void BoardView::resizeEvent(QResizeEvent *event)
{
    QAbstractItemView::resizeEvent(event);
    relayout();
}

void BoardView::scrollContentsBy(int, int dy)
{
    // What can still be seen is moved; only the strip that came in is painted.
    viewport()->scroll(0, dy);
    setHovered(-1);
}

void BoardView::paintEvent(QPaintEvent *event)
{
    executeDelayedItemsLayout();
    QPainter painter(viewport());
    painter.fillRect(event->rect(), m_theme.colours().window);
    const int offset = verticalOffset();
    const auto [first, last] = m_layout.rowsBetween(event->rect().top() + offset, event->rect().bottom() + offset);
    const int current = currentIndex().row();
    const int rows = m_model.rowCount();
    for (int row = first; row <= last && row < rows; ++row) {
        const QRect rect = m_layout.rect(row).translated(0, -offset);
        if (!event->region().intersects(rect))
            continue;
        if (m_model.kind(row) == BoardModel::RowKind::Section) {
            m_painter->paintHeader(painter, rect, m_model.section(row), m_withVerdicts);
            continue;
        }
        m_painter->paint(painter, rect, *m_model.tile(row),
                         {.isCurrent = row == current, .isHovered = row == m_hovered, .hasFocus = hasFocus()});
    }
}

bool BoardView::viewportEvent(QEvent *event)
{
    switch (event->type()) {
    case QEvent::Enter:
    case QEvent::HoverEnter:
        holdOrder();
        break;
    case QEvent::Leave:
    case QEvent::HoverLeave:
        m_pointerRests->stop();
        setHovered(-1);
        m_model.setOrderHeld(false);
        break;
    case QEvent::ToolTip: {
        const auto *help = static_cast<QHelpEvent *>(event);
        showToolTip(help->pos(), help->globalPos());
        return true;
    }
    default: // Qt's list of events is open.
        break;
    }
    return QListView::viewportEvent(event);
}

void BoardView::holdOrder()
{
    m_model.setOrderHeld(true);
    m_pointerRests->start();
}

void BoardView::showToolTip(const QPoint &position, const QPoint &globalPosition)
{
    const QModelIndex index = indexAt(position);
    if (!index.isValid()) {
        QToolTip::hideText();
        return;
    }
    QString text;
    if (m_model.kind(index.row()) == BoardModel::RowKind::Section) {
        text = m_model.section(index.row()).verdict;
    } else {
        const TileContentPtr tile = m_model.tile(index.row());
        QStringList lines{tile->name + QStringLiteral(" – ") + tile->word, tile->product};
        if (!tile->reason.isEmpty())
            lines << tile->reason;
        if (!tile->corner.isEmpty())
            lines << tile->corner;
        if (tile->isLeader)
            lines << tr("Presumed leader: it has the lowest id of the cluster; no endpoint says who leads.");
        text = lines.join(u'\n');
    }
    // Text from a node is never markup: Qt would guess.
    QToolTip::showText(globalPosition,
                       QStringLiteral("<div style='white-space:pre'>") + text.toHtmlEscaped() +
                           QStringLiteral("</div>"),
                       viewport(), visualRect(index));
}

void BoardView::setHovered(int row)
{
    if (row == m_hovered)
        return;
    for (const int changed : {std::exchange(m_hovered, row), row}) {
        if (changed >= 0)
            viewport()->update(m_layout.rect(changed).translated(0, -verticalOffset()));
    }
}

void BoardView::mousePressEvent(QMouseEvent *event)
{
    QAbstractItemView::mousePressEvent(event);
    m_pressed = event->button() == Qt::LeftButton ? indexAt(event->position().toPoint()).row() : -1;
}

void BoardView::mouseMoveEvent(QMouseEvent *event)
{
    holdOrder();
    const QModelIndex at = indexAt(event->position().toPoint());
    const bool isTile = at.isValid() && m_model.kind(at.row()) != BoardModel::RowKind::Section;
    setHovered(isTile ? at.row() : -1);
    viewport()->setCursor(isTile ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

void BoardView::mouseReleaseEvent(QMouseEvent *event)
{
    QAbstractItemView::mouseReleaseEvent(event);
    const QModelIndex at = indexAt(event->position().toPoint());
    const int pressed = std::exchange(m_pressed, -1);
    if (event->button() == Qt::LeftButton && at.isValid() && at.row() == pressed &&
        m_model.kind(at.row()) != BoardModel::RowKind::Section)
        Q_EMIT tileOpened(m_model.cluster(at.row()), m_model.target(at.row()));
}

void BoardView::mouseDoubleClickEvent(QMouseEvent *event)
{
    // The first click has opened the tile; the second must not do it again.
    event->accept();
}

void BoardView::keyPressEvent(QKeyEvent *event)
{
    const QModelIndex at = currentIndex();
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && at.isValid() &&
        m_model.target(at.row()).isValid()) {
        Q_EMIT tileOpened(m_model.cluster(at.row()), m_model.target(at.row()));
        return;
    }
    // Letters belong to the window's shortcuts: a search by typing would take `/` and `?` from them.
    if (!event->text().isEmpty() && event->text().at(0).isPrint()) {
        event->ignore();
        return;
    }
    QListView::keyPressEvent(event);
}

void BoardView::focusInEvent(QFocusEvent *event)
{
    QAbstractItemView::focusInEvent(event);
    if (!currentIndex().isValid() || m_model.kind(currentIndex().row()) == BoardModel::RowKind::Section) {
        const int first = m_layout.moved(-1, BoardLayout::Move::First, viewport()->height());
        if (first >= 0)
            setCurrentIndex(m_model.index(first));
    }
    viewport()->update();
}

QModelIndex BoardView::moveCursor(CursorAction action, Qt::KeyboardModifiers)
{
    executeDelayedItemsLayout();
    const bool isMirrored = isRightToLeft();
    BoardLayout::Move move = BoardLayout::Move::First;
    switch (action) {
    case MoveUp:
        move = BoardLayout::Move::Up;
        break;
    case MoveDown:
        move = BoardLayout::Move::Down;
        break;
    case MoveLeft:
        move = isMirrored ? BoardLayout::Move::Right : BoardLayout::Move::Left;
        break;
    case MoveRight:
        move = isMirrored ? BoardLayout::Move::Left : BoardLayout::Move::Right;
        break;
    case MoveHome:
        move = BoardLayout::Move::First;
        break;
    case MoveEnd:
        move = BoardLayout::Move::Last;
        break;
    case MovePageUp:
        move = BoardLayout::Move::PageUp;
        break;
    case MovePageDown:
        move = BoardLayout::Move::PageDown;
        break;
    case MoveNext:
        move = BoardLayout::Move::Right;
        break;
    case MovePrevious:
        move = BoardLayout::Move::Left;
        break;
    }
    const int row = m_layout.moved(currentIndex().row(), move, viewport()->height());
    return row >= 0 && row < m_model.rowCount() ? m_model.index(row) : QModelIndex();
}

void BoardView::setSelection(const QRect &rect, QItemSelectionModel::SelectionFlags command)
{
    const QModelIndex at = indexAt(rect.topLeft());
    selectionModel()->select(at.isValid() ? QItemSelection(at, at) : QItemSelection(), command);
}

QRegion BoardView::visualRegionForSelection(const QItemSelection &selection) const
{
    QRegion region;
    for (const QModelIndex &index : selection.indexes())
        region += visualRect(index);
    return region;
}

void BoardView::dataChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight, const QList<int> &)
{
    if (!topLeft.isValid() || !bottomRight.isValid())
        return;
    const int offset = verticalOffset();
    const auto [first, last] = m_layout.rowsBetween(offset, offset + viewport()->height());
    const int from = std::max(first, topLeft.row());
    const int to = std::min(last, bottomRight.row());
    for (int row = from; row <= to; ++row)
        viewport()->update(m_layout.rect(row).translated(0, -offset));
#if QT_CONFIG(accessibility)
    if (QAccessible::isActive()) {
        QAccessibleTableModelChangeEvent event(this, QAccessibleTableModelChangeEvent::DataChanged);
        event.setFirstRow(topLeft.row());
        event.setLastRow(bottomRight.row());
        QAccessible::updateAccessibility(&event);
    }
#endif
}

} // namespace rollcall

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/BoardModel.h"
#include "ui/tiles/BoardLayout.h"
#include "ui/tiles/TilePainter.h"

#include <QListView>
#include <memory>

class QTimer;

namespace rollcall {

/// The board: a list view (so that assistive technology finds a list with items) with a layout of its own. Paints only
/// what can be seen and asks its model for nothing else.
class BoardView final : public QListView
{
    Q_OBJECT

public:
    BoardView(BoardModel &model, const Theme &theme, QWidget *parent = nullptr);
    ~BoardView() override;

    Density density() const { return m_density; }
    void setDensity(Density density);

    QRect visualRect(const QModelIndex &index) const override;
    QModelIndex indexAt(const QPoint &point) const override;
    void scrollTo(const QModelIndex &index, ScrollHint hint = EnsureVisible) override;
    void doItemsLayout() override;
    void reset() override;
    /// How high it would like to be to show everything.
    int contentHeight() const { return m_layout.height(); }

Q_SIGNALS:
    /// A tile was clicked, or Enter was pressed on it.
    void tileOpened(rollcall::ClusterKey cluster, rollcall::TargetId target);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void updateGeometries() override;
    bool viewportEvent(QEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    int horizontalOffset() const override { return 0; }
    int verticalOffset() const override;
    void setSelection(const QRect &rect, QItemSelectionModel::SelectionFlags command) override;
    QRegion visualRegionForSelection(const QItemSelection &selection) const override;
    void dataChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight, const QList<int> &roles) override;
    void rowsInserted(const QModelIndex &parent, int start, int end) override;

private:
    void rebuildPainter();
    void relayout();
    void setHovered(int row);
    void holdOrder();
    void showToolTip(const QPoint &position, const QPoint &globalPosition);

    BoardModel &m_model;
    const Theme &m_theme;
    Density m_density = Density::Desk;
    std::unique_ptr<TilePainter> m_painter;
    BoardLayout m_layout;
    bool m_withVerdicts = false;
    int m_hovered = -1;
    int m_pressed = -1;
    QTimer *m_pointerRests = nullptr;
    // Where the reader stood, to stand there again after the rows are new.
    ClusterKey m_keptCluster;
    TargetId m_keptTarget;
};

} // namespace rollcall

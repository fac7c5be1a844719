// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/BeliefModel.h"
#include "ui/theme/Theme.h"

#include <QTableView>

namespace rollcall {

class BeliefHeader;

/// Sizes of a matrix, as a plain value: from the names, the number of members and the room there is.
struct BeliefGeometry
{
    int cellWidth = 0;
    int cellHeight = 0;
    int rowHeader = 0;     ///< width of the names at the left
    int columnHeader = 0;  ///< height of the names at the top
    bool isTurned = false; ///< the names at the top are written upwards

    /// What goes into it; all in device-independent pixels.
    struct Needs
    {
        int rows = 0;
        int columns = 0;
        int longestName = 0; ///< of the column names
        int longestRow = 0;  ///< of the row names, with what stands beside them
        int line = 0;        ///< height of a line of text
        int unit = 8;        ///< of the grid
    };
    static BeliefGeometry make(const Needs &needs, const QSize &room);
    /// The narrowest in which a matrix is read with ease: below that two of them do not stand side by side.
    static int easyWidth(const Needs &needs);
    /// The narrowest in which all columns are seen at once.
    static int narrowestWidth(const Needs &needs);
    static int narrowestCell(const Needs &needs);

    QSize size(int rows, int columns) const
    {
        return {rowHeader + columns * cellWidth, columnHeader + rows * cellHeight};
    }
};

/// Who sees whom, as a table with a mark in each cell. Arrows move; Enter opens the node of the row, with Shift that of
/// the column, as a press on their names does.
class BeliefMatrixView final : public QTableView
{
    Q_OBJECT

public:
    BeliefMatrixView(BeliefModel &model, const Theme &theme, QWidget *parent = nullptr);

    BeliefModel &beliefs() const { return m_model; }
    BeliefGeometry::Needs needs() const;
    /// Takes as much of `room` as it needs.
    void fit(const QSize &room);
    const BeliefGeometry &geometryOfCells() const { return m_geometry; }
    QSize sizeHint() const override { return m_hint; }
    QSize minimumSizeHint() const override { return m_hint.boundedTo({120, 96}); }

Q_SIGNALS:
    void nodeWanted(rollcall::TargetId target);
    /// The cell that is current or under the pointer; invalid: none.
    void cellShown(const QModelIndex &index);
    void copyWanted();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;

private:
    void restyle();
    void open(int member);
    void showCell(const QModelIndex &index);

    BeliefModel &m_model;
    const Theme &m_theme;
    BeliefGeometry m_geometry;
    QSize m_hint{120, 96};
    BeliefHeader *m_rows = nullptr;
    BeliefHeader *m_columns = nullptr;
};

} // namespace rollcall

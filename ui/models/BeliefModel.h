// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/BeliefMatrix.h"

#include <QAbstractTableModel>
#include <memory>

namespace rollcall {

using BeliefMatrixPtr = std::shared_ptr<const BeliefMatrix>;

/// A belief matrix as a table: rows see columns. A new matrix of the same members changes cells in place, so that the
/// current cell and the scrolling stay.
class BeliefModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    explicit BeliefModel(BeliefView view, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    /// Display: the word. ToolTip and AccessibleText: the sentence of the cell.
    QVariant data(const QModelIndex &index, int role) const override;
    /// Display: the name. ToolTip and AccessibleText: the name, the state, and how old a row is.
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    void setMatrix(BeliefMatrixPtr matrix, TimePoint now);
    void setView(BeliefView view);
    /// Time went on: the ages in the headers are new.
    void setNow(TimePoint now);

    const BeliefMatrix &matrix() const { return *m_matrix; }
    BeliefView view() const { return m_view; }
    /// The row's list is old: its age; else empty.
    QString staleAge(int row) const;
    /// Whether there is a list of this row at all.
    bool isRowKnown(int row) const { return m_matrix->isKnown(row, m_view); }

private:
    void emitAllChanged();

    BeliefMatrixPtr m_matrix = std::make_shared<const BeliefMatrix>();
    BeliefView m_view;
    TimePoint m_now;
};

} // namespace rollcall

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/BeliefModel.h"

#include "ui/models/Words.h"

#include <algorithm>

namespace rollcall {

namespace {

bool hasSameMembers(const BeliefMatrix &a, const BeliefMatrix &b)
{
    return a.rowCount() == b.rowCount() &&
           std::equal(a.members.begin(), a.members.end(), b.members.begin(), b.members.end(),
                      [](const BeliefMatrix::Member &one, const BeliefMatrix::Member &other) {
                          return one.target == other.target && one.name == other.name && one.address == other.address;
                      });
}

} // namespace

BeliefModel::BeliefModel(BeliefView view, QObject *parent) : QAbstractTableModel(parent), m_view(view) {}

int BeliefModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_matrix->rowCount();
}

int BeliefModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_matrix->columnCount();
}

QVariant BeliefModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    switch (role) {
    case Qt::DisplayRole: {
        if (index.row() == index.column())
            return {};
        const BeliefSource source = m_matrix->shownSource(index.row(), index.column(), m_view);
        return words::wording().beliefWord(m_matrix->belief(index.row(), index.column(), source));
    }
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
        return m_matrix->cellText(index.row(), index.column(), m_view, m_now);
    default: // Qt's list of roles is open.
        return {};
    }
}

QVariant BeliefModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    const bool isRow = orientation == Qt::Vertical;
    if (section < 0 || section >= (isRow ? m_matrix->rowCount() : m_matrix->columnCount()))
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return m_matrix->member(section).name;
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
        return isRow ? m_matrix->rowText(section, m_view, m_now) : m_matrix->columnText(section);
    default: // Qt's list of roles is open.
        return {};
    }
}

void BeliefModel::setMatrix(BeliefMatrixPtr matrix, TimePoint now)
{
    m_now = now;
    if (*matrix == *m_matrix) {
        setNow(now);
        return;
    }
    if (!hasSameMembers(*matrix, *m_matrix)) {
        beginResetModel();
        m_matrix = std::move(matrix);
        endResetModel();
        return;
    }
    m_matrix = std::move(matrix);
    emitAllChanged();
}

void BeliefModel::setView(BeliefView view)
{
    if (view == m_view)
        return;
    m_view = view;
    emitAllChanged();
}

void BeliefModel::setNow(TimePoint now)
{
    m_now = now;
    for (int row = 0; row < rowCount(); ++row) {
        if (!staleAge(row).isEmpty()) {
            Q_EMIT headerDataChanged(Qt::Vertical, 0, rowCount() - 1);
            return;
        }
    }
}

void BeliefModel::emitAllChanged()
{
    if (rowCount() == 0)
        return;
    Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    Q_EMIT headerDataChanged(Qt::Vertical, 0, rowCount() - 1);
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
}

QString BeliefModel::staleAge(int row) const
{
    return m_matrix->staleAge(row, m_view, m_now);
}

} // namespace rollcall

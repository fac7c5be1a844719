// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/TextTable.h"

#include "ui/models/Words.h"

namespace rollcall {

namespace {

/// What the row says in full, and the cell where that is something else; it may be cut off in its column. As rich text,
/// so that long lines wrap, and with everything that looks like markup as it is.
QString toolTip(const QString &row, const QString &cell)
{
    QString text = cell;
    if (!row.isEmpty())
        text = cell.isEmpty() || cell.endsWith(u'…') || row.contains(cell) ? row : QString(cell + u'\n' + row);
    return text.isEmpty()
               ? text
               : QString(QStringLiteral("<qt>") + text.toHtmlEscaped().replace(u'\n', QStringLiteral("<br>")) +
                         QStringLiteral("</qt>"));
}

} // namespace

TextTable::TextTable(QStringList headers, std::vector<int> figureColumns, QObject *parent)
    : QAbstractTableModel(parent), m_headers(std::move(headers)), m_figures(std::move(figureColumns))
{}

int TextTable::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int TextTable::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_headers.size());
}

QVariant TextTable::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Row &at = row(index.row());
    const QString cell = at.cells.value(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return cell;
    case Qt::ToolTipRole:
        return toolTip(at.toolTip, cell);
    case Qt::AccessibleTextRole:
        if (cell.isEmpty())
            return {};
        if (index.column() == 0 && at.severity >= 0) // its shape is only seen
            return QString(words::severity(static_cast<Severity>(at.severity)) + QStringLiteral(": ") + cell);
        return QString(m_headers.value(index.column()) + QStringLiteral(": ") + cell);
    case SeverityRole:
        return at.severity < 0 ? QVariant() : QVariant(at.severity);
    case DimRole:
        return at.isDim;
    case FigureRole:
        return std::find(m_figures.begin(), m_figures.end(), index.column()) != m_figures.end();
    case KeyRole:
        return at.key;
    default:
        return {};
    }
}

QVariant TextTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::DisplayRole)
        return m_headers.value(section);
    const bool isFigure = std::find(m_figures.begin(), m_figures.end(), section) != m_figures.end();
    if (role == Qt::TextAlignmentRole && isFigure)
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    return {};
}

int TextTable::rowOf(const QString &key) const
{
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        if (m_rows[i].key == key)
            return static_cast<int>(i);
    }
    return -1;
}

bool TextTable::hasSeverities() const
{
    return std::any_of(m_rows.begin(), m_rows.end(), [](const Row &at) { return at.severity >= 0; });
}

QString TextTable::toText() const
{
    QString text = m_headers.join(u'\t') + u'\n';
    for (const Row &at : m_rows)
        text += at.cells.join(u'\t') + u'\n';
    return text;
}

void TextTable::setRows(std::vector<Row> rows)
{
    const bool sameKeys = std::equal(rows.begin(), rows.end(), m_rows.begin(), m_rows.end(),
                                     [](const Row &a, const Row &b) { return a.key == b.key; });
    if (!sameKeys) {
        // Removes what is gone and inserts what is new, so that the selected row stays the selected one.
        for (int i = static_cast<int>(m_rows.size()) - 1; i >= 0; --i) {
            const QString &key = row(i).key;
            if (std::none_of(rows.begin(), rows.end(), [&key](const Row &r) { return r.key == key; })) {
                beginRemoveRows({}, i, i);
                m_rows.erase(m_rows.begin() + i);
                endRemoveRows();
            }
        }
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const int old = rowOf(rows[i].key);
            const int at = static_cast<int>(i);
            if (old == at)
                continue;
            if (old < 0) {
                beginInsertRows({}, at, at);
                m_rows.insert(m_rows.begin() + at, rows[i]);
                endInsertRows();
            } else {
                beginMoveRows({}, old, old, {}, at);
                std::rotate(m_rows.begin() + at, m_rows.begin() + old, m_rows.begin() + old + 1);
                endMoveRows();
            }
        }
    }
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (m_rows[i] == rows[i])
            continue;
        m_rows[i] = std::move(rows[i]);
        const int at = static_cast<int>(i);
        Q_EMIT dataChanged(index(at, 0), index(at, columnCount() - 1));
    }
}

} // namespace rollcall

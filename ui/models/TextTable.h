// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QStringList>
#include <vector>

namespace rollcall {

/// A read-only table of rows that were made beforehand: the plumbing that the node page's tables share. Rows keep their
/// identity by `key`, so that selection and scrolling survive a new snapshot.
class TextTable : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Role {
        SeverityRole = Qt::UserRole + 1, ///< Severity as int; absent when the row has none
        DimRole,                         ///< true: old or unknown, shown greyed
        FigureRole,                      ///< true: a number, aligned to the right
        KeyRole,
    };
    struct Row
    {
        QString key;
        QStringList cells;
        QString toolTip;
        int severity = -1;
        bool isDim = false;
        bool operator==(const Row &) const = default;
    };

    TextTable(QStringList headers, std::vector<int> figureColumns, QObject *parent);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    const Row &row(int row) const { return m_rows[static_cast<std::size_t>(row)]; }
    int rowOf(const QString &key) const;
    /// Whether any row has a severity: tables without keep no room for its shape.
    bool hasSeverities() const;
    /// The table as lines of tab-separated text, for the clipboard.
    QString toText() const;

protected:
    /// Takes up new rows; what is equal is not announced.
    void setRows(std::vector<Row> rows);

private:
    QStringList m_headers;
    std::vector<int> m_figures;
    std::vector<Row> m_rows;
};

} // namespace rollcall

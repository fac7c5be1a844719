// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "history/Database.h"

#include <QSqlError>
#include <QSqlQuery>
#include <functional>

namespace rollcall {

/// The database of a store's worker, on the worker's thread: opened with the first thing it is asked for, and whatever
/// keeps it from being written is told once each time it changes.
class StoreFile
{
public:
    struct Status
    {
        StoreTrouble trouble = StoreTrouble::None;
        QString detail = {}; ///< English, with the path; empty without trouble
        QString note = {};   ///< see Database::note()
        bool operator==(const Status &) const = default;
    };
    using Report = std::function<void(const Status &)>;

    /// `report` is called on the worker's thread.
    StoreFile(QString path, const Database::Schema &schema, Report report);

    const QString &path() const { return m_path; }
    /// Null where it cannot even be read.
    Database *database();
    /// Opens it anew where another copy wrote it, or it could not be opened. True: now it can be written.
    bool takeOver();
    /// All of `work` or nothing. Nothing happens while the file is only read.
    bool transaction(const std::function<bool(QSqlQuery &query)> &work);
    /// Tells what a failed call means for the store; nothing for an error that is none.
    void check(const QSqlError &error);
    void say(StoreTrouble trouble, const QString &detail);
    void close() { m_database.reset(); }

private:
    QString m_path;
    const Database::Schema &m_schema;
    Report m_report;
    std::unique_ptr<Database> m_database;
    bool m_hasFailed = false;
    Status m_said;
};

} // namespace rollcall

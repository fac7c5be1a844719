// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"

#include <QSqlDatabase>
#include <QString>
#include <memory>
#include <vector>

class QLockFile;

namespace rollcall {

/// What keeps a store from writing. The watch goes on; what can be read is read.
enum class StoreTrouble {
    None,
    Locked,     ///< another copy of the program writes it
    ReadOnly,   ///< the file or its folder cannot be written
    Full,       ///< no room on the disk; writing is tried again later
    Damaged,    ///< not a database, or pages of it are broken; it was set aside where nothing could be saved
    TooNew,     ///< written by a newer version of the program: nothing is written to it
    Unavailable ///< it cannot be opened for another reason
};

/// What a failed call of SQLite means. `None` for one that says nothing about the store (a wrong statement).
StoreTrouble storeTroubleOf(const QSqlError &error);

/// One SQLite file of the history: opened, locked against a second copy of the program, brought to the newest schema.
/// WAL, synchronous NORMAL: what was committed survives a kill of the program. Belongs to the thread that opened it.
class Database
{
public:
    struct Schema
    {
        int applicationId = 0; ///< tells what kind of file it is
        /// The statements that lead from version n to n + 1, by n; a new file runs all of them.
        std::vector<std::vector<const char *>> steps;
        /// Files from this version on can be read as they are, without the steps; 0: those of the newest alone.
        int oldestRead = 0;
    };

    enum class Mode {
        Write,   ///< lock, create, migrate; where that cannot be had it is opened for reading, and trouble() says why
        ReadOnly ///< neither lock nor migration; a file of a schema that is older than `oldestRead` is refused
    };

    /// Never fails silently: with an error nothing is open (`history.too_new`: a newer version wrote it). The folder is
    /// made. Folder and files are for their owner alone.
    static Result<std::unique_ptr<Database>> open(const QString &path, const Schema &schema, Mode mode);
    ~Database();
    Database(const Database &) = delete;
    Database &operator=(const Database &) = delete;

    QSqlDatabase &connection() { return m_connection; }
    bool canWrite() const { return m_trouble == StoreTrouble::None; }
    /// Why it was opened for reading only.
    StoreTrouble trouble() const { return m_trouble; }
    /// English, with the path and what to do; empty without trouble.
    const QString &detail() const { return m_detail; }
    /// What a person should know though it can be written: which damaged file was set aside, and where. English.
    const QString &note() const { return m_note; }
    const QString &path() const { return m_path; }
    /// Where the damaged file is now that stood in its place; empty: there was none.
    const QString &setAsideAs() const { return m_setAsideAs; }
    /// Moves a file that is damaged out of the way, so that nothing of it is lost: to which path. Empty: that cannot be
    /// done. Nobody may have it open.
    static QString setAside(const QString &path);

private:
    Database() = default;
    QString m_path;
    QSqlDatabase m_connection;
    std::unique_ptr<QLockFile> m_lock;
    StoreTrouble m_trouble = StoreTrouble::None;
    QString m_detail;
    QString m_note;
    QString m_setAsideAs;
};

} // namespace rollcall

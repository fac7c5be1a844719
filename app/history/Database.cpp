// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/Database.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLockFile>
#include <QSqlError>
#include <QSqlQuery>
#include <QUuid>
#include <QVariant>

namespace rollcall {

using namespace Qt::StringLiterals;

namespace {

constexpr auto OwnerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;

// Primary result codes of SQLite (sqlite.org/rescode.html); extended ones carry them in the low byte.
constexpr int SqliteBusy = 5;
constexpr int SqliteLocked = 6;
constexpr int SqliteReadOnly = 8;
constexpr int SqliteIoError = 10;
constexpr int SqliteCorrupt = 11;
constexpr int SqliteFull = 13;
constexpr int SqliteCannotOpen = 14;
constexpr int SqliteNotADatabase = 26;

Error fault(const QString &path, const QString &what)
{
    return Error{u"history.unavailable"_s, u"%1: %2"_s.arg(path, what)};
}

std::optional<int> number(QSqlDatabase &connection, const QString &pragma)
{
    QSqlQuery query(connection);
    if (!query.exec(pragma) || !query.next())
        return std::nullopt;
    return query.value(0).toInt();
}

bool run(QSqlDatabase &connection, const QString &statement, QSqlError *error)
{
    QSqlQuery query(connection);
    if (query.exec(statement))
        return true;
    *error = query.lastError();
    return false;
}

bool migrate(QSqlDatabase &connection, const Database::Schema &schema, int version, QSqlError *error)
{
    for (auto step = static_cast<std::size_t>(version); step < schema.steps.size(); ++step) {
        // One transaction a step: a kill in between leaves a whole older version.
        if (!run(connection, u"BEGIN IMMEDIATE"_s, error))
            return false;
        bool isDone = true;
        for (const char *statement : schema.steps[step])
            isDone = isDone && run(connection, QString::fromLatin1(statement), error);
        isDone = isDone && run(connection, u"PRAGMA application_id = %1"_s.arg(schema.applicationId), error) &&
                 run(connection, u"PRAGMA user_version = %1"_s.arg(step + 1), error) &&
                 run(connection, u"COMMIT"_s, error);
        if (!isDone) {
            QSqlError ignored;
            run(connection, u"ROLLBACK"_s, &ignored);
            return false;
        }
    }
    return true;
}

/// Made before SQLite makes it with the umask's mode.
bool makeEmpty(QFile &file)
{
    return file.open(QIODevice::WriteOnly) && file.setPermissions(OwnerOnly);
}

/// A lock whose owner lives is left alone. Where the machine or the program ended between making the lock and signing
/// it nobody could tell that its owner is gone, and it would hold for ever.
bool take(QLockFile &lock)
{
    if (lock.tryLock(0))
        return true;
    const auto isUnsigned = [&lock] {
        qint64 pid = 0;
        QString host;
        QString program;
        return lock.error() == QLockFile::LockFailedError && !lock.getLockInfo(&pid, &host, &program);
    };
    // Another program may be about to sign it; whoever has done so far as to hold it keeps it.
    constexpr int Patience = 200; // milliseconds
    if (!isUnsigned())
        return false;
    if (lock.tryLock(Patience))
        return true;
    return isUnsigned() && lock.removeStaleLockFile() && lock.tryLock(0);
}

} // namespace

StoreTrouble storeTroubleOf(const QSqlError &error)
{
    switch (error.nativeErrorCode().toInt() & 0xff) {
    case SqliteBusy:
    case SqliteLocked:
        return StoreTrouble::Locked;
    case SqliteReadOnly:
        return StoreTrouble::ReadOnly;
    case SqliteFull:
        return StoreTrouble::Full;
    case SqliteCorrupt:
    case SqliteNotADatabase:
        return StoreTrouble::Damaged;
    case SqliteIoError: // also what a quota or a vanished disk looks like
    case SqliteCannotOpen:
        return StoreTrouble::Unavailable;
    default:
        return StoreTrouble::None;
    }
}

QString Database::setAside(const QString &path)
{
    for (int i = 1; i < 100; ++i) {
        const QString name = u"%1.damaged-%2"_s.arg(path).arg(i);
        if (QFile::exists(name))
            continue;
        for (const QString &part : {u"-wal"_s, u"-shm"_s}) {
            if (QFile::exists(path + part))
                QFile::rename(path + part, name + part);
        }
        return QFile::rename(path, name) ? name : QString();
    }
    return {};
}

Result<std::unique_ptr<Database>> Database::open(const QString &path, const Schema &schema, Mode mode)
{
    std::unique_ptr<Database> database(new Database);
    database->m_path = path;
    const auto suffer = [&](StoreTrouble trouble, const QString &detail) {
        database->m_trouble = trouble;
        database->m_detail = detail;
    };
    const QString folder = QFileInfo(path).absolutePath();
    if (mode == Mode::Write) {
        if (!QFileInfo::exists(folder) && QDir().mkpath(folder))
            QFile::setPermissions(folder, OwnerOnly | QFileDevice::ExeOwner);
        database->m_lock = std::make_unique<QLockFile>(QString(path + u".lock"_s));
        database->m_lock->setStaleLockTime(0);
        if (!take(*database->m_lock)) {
            const bool isHeld = database->m_lock->error() == QLockFile::LockFailedError;
            suffer(isHeld ? StoreTrouble::Locked : StoreTrouble::ReadOnly,
                   isHeld ? u"another copy of the program writes %1: this one only reads it"_s.arg(path)
                          : u"%1 cannot be written: make it writable, or set XDG_DATA_HOME to a folder that is"_s.arg(
                                folder));
            database->m_lock.reset();
        } else {
            QFile::setPermissions(database->m_lock->fileName(), OwnerOnly);
        }
        if (const QFileInfo file(path); database->m_lock && file.exists() && !file.isWritable()) {
            suffer(StoreTrouble::ReadOnly, u"%1 cannot be written: make it writable"_s.arg(path));
        }
    }
    const bool writes = mode == Mode::Write && database->canWrite();
    if (!writes && !QFileInfo(path).isReadable())
        return fault(path, database->m_detail.isEmpty() ? u"there is no such file, or it cannot be read"_s
                                                        : database->m_detail);
    if (writes && !QFile::exists(path)) {
        QFile file(path);
        if (!makeEmpty(file))
            return fault(path, file.errorString());
    }
    for (int attempt = 0;; ++attempt) {
        const QString name = u"history-"_s + QUuid::createUuid().toString(QUuid::Id128);
        QSqlDatabase connection = QSqlDatabase::addDatabase(u"QSQLITE"_s, name);
        if (!connection.isValid())
            return fault(path, u"the SQLite driver of Qt is missing (package libqt6sql6-sqlite)"_s);
        connection.setDatabaseName(path);
        connection.setConnectOptions(writes ? u"QSQLITE_BUSY_TIMEOUT=2000;QSQLITE_OPEN_URI"_s
                                            : u"QSQLITE_BUSY_TIMEOUT=2000;QSQLITE_OPEN_READONLY"_s);
        database->m_connection = connection;
        QSqlError error;
        std::optional<int> version;
        std::optional<int> kind;
        bool isOpen = connection.open();
        if (isOpen) {
            version = number(connection, u"PRAGMA user_version"_s);
            kind = number(connection, u"PRAGMA application_id"_s);
            isOpen = run(connection, u"SELECT count(*) FROM sqlite_master"_s, &error) && version && kind;
        } else {
            error = connection.lastError();
        }
        const auto newest = static_cast<int>(schema.steps.size());
        if (isOpen && *version > newest) {
            suffer(StoreTrouble::TooNew, u"%1 was written by a newer version of the program (schema %2; this one knows "
                                         "%3): it is left as it is"_s.arg(path)
                                             .arg(*version)
                                             .arg(newest));
            if (writes)
                database->m_lock.reset();
            return Error{u"history.too_new"_s, database->m_detail};
        }
        if (isOpen && *version > 0 && *kind != schema.applicationId)
            return fault(path, u"it is a database of another kind"_s);
        if (isOpen && !writes && *version < (schema.oldestRead > 0 ? schema.oldestRead : newest))
            return fault(path, u"its schema is of an older version (%1; this one reads %2): open it once where it can "
                               "be written"_s.arg(*version)
                                   .arg(newest));
        if (isOpen && writes) {
            isOpen = run(connection, u"PRAGMA journal_mode = WAL"_s, &error) &&
                     run(connection, u"PRAGMA synchronous = NORMAL"_s, &error) &&
                     migrate(connection, schema, *version, &error);
        }
        if (isOpen)
            return database;
        const StoreTrouble trouble = storeTroubleOf(error);
        database->m_connection = {};
        connection = {};
        QSqlDatabase::removeDatabase(name);
        if (writes && attempt == 0 && trouble == StoreTrouble::Damaged)
            database->m_setAsideAs = setAside(path);
        if (!database->m_setAsideAs.isEmpty() && attempt == 0) {
            database->m_note = u"%1 was damaged: it was set aside as %2, and a new one was begun"_s.arg(
                path, QFileInfo(database->m_setAsideAs).fileName());
            QFile file(path);
            if (!makeEmpty(file))
                return fault(path, file.errorString());
            continue;
        }
        return fault(path, error.text());
    }
}

Database::~Database()
{
    const QString name = m_connection.connectionName();
    m_connection.close();
    m_connection = {};
    if (!name.isEmpty())
        QSqlDatabase::removeDatabase(name);
}

} // namespace rollcall

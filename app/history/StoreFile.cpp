// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/StoreFile.h"

namespace rollcall {

using namespace Qt::StringLiterals;

StoreFile::StoreFile(QString path, const Database::Schema &schema, Report report)
    : m_path(std::move(path)), m_schema(schema), m_report(std::move(report))
{}

Database *StoreFile::database()
{
    if (m_database || m_hasFailed)
        return m_database.get();
    auto opened = Database::open(m_path, m_schema, Database::Mode::Write);
    if (!opened) {
        m_hasFailed = true;
        say(opened.error().code == u"history.too_new"_s ? StoreTrouble::TooNew : StoreTrouble::Unavailable,
            opened.error().message);
        return nullptr;
    }
    m_database = std::move(opened).value();
    say(m_database->trouble(), m_database->detail());
    return m_database.get();
}

bool StoreFile::takeOver()
{
    if (m_database && m_database->canWrite())
        return false;
    if (m_said.trouble != StoreTrouble::Locked && m_said.trouble != StoreTrouble::Unavailable)
        return false;
    m_database.reset();
    m_hasFailed = false;
    return database() && m_database->canWrite();
}

bool StoreFile::transaction(const std::function<bool(QSqlQuery &query)> &work)
{
    if (!database() || !m_database->canWrite())
        return false;
    QSqlQuery query(m_database->connection());
    bool isDone = query.exec(u"BEGIN IMMEDIATE"_s) && work(query);
    QSqlError error = query.lastError();
    if (isDone) {
        isDone = query.exec(u"COMMIT"_s);
        error = query.lastError();
    }
    if (isDone) {
        say(StoreTrouble::None, {});
        return true;
    }
    query.exec(u"ROLLBACK"_s);
    check(error);
    return false;
}

void StoreFile::check(const QSqlError &error)
{
    if (!error.isValid())
        return;
    const StoreTrouble trouble = storeTroubleOf(error);
    say(trouble == StoreTrouble::None ? StoreTrouble::Unavailable : trouble,
        u"%1: %2"_s.arg(m_path, error.databaseText()));
}

void StoreFile::say(StoreTrouble trouble, const QString &detail)
{
    const Status status{trouble, detail, m_database ? m_database->note() : QString()};
    if (status == m_said)
        return;
    m_said = status;
    m_report(status);
}

} // namespace rollcall

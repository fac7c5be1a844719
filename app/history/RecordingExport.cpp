// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/RecordingExport.h"

#include "history/RecordingFile.h"

#include <QFile>
#include <QFileInfo>
#include <QSqlQuery>
#include <QUrl>
#include <cstdio>

namespace rollcall {

using namespace Qt::StringLiterals;

namespace {

/// Rules remember: a second attempt, a finding that lasts, what a counter was. So much before its first moment is in
/// an export and run, but not shown, and they say from then on what they said in the watch.
constexpr qint64 LeadIn = qint64(15) * 60 * 1000;
/// An export goes by such slices, and can be stopped after each.
constexpr qint64 Slice = qint64(5) * 60 * 1000;

class RecordingExport
{
public:
    RecordingExport(const QString &recording, const QString &path) : m_recording(recording), m_path(path) {}

    /// Whether there is anything to be copied.
    Result<void> look(qint64 from, qint64 to);
    Result<void> run(qint64 from, qint64 to, ExportProgress &progress);

private:
    bool run(QSqlQuery &query, const QString &statement, const QVariantList &values = {});
    Result<void> write(const QString &part, qint64 from, qint64 to, ExportProgress &progress);
    Result<void> copyEntries(QSqlQuery &query, qint64 from, qint64 to, ExportProgress &progress);
    Error unwritable(const QString &why) const
    {
        return {u"recording.unwritable"_s, u"%1 cannot be written: %2"_s.arg(m_path, why)};
    }

    const QString &m_recording;
    const QString &m_path;
    QSqlError m_error;
};

bool RecordingExport::run(QSqlQuery &query, const QString &statement, const QVariantList &values)
{
    return runStatement(query, statement, values, m_error);
}

Result<void> RecordingExport::look(qint64 from, qint64 to)
{
    const auto opened = Database::open(m_recording, recordingSchema(), Database::Mode::ReadOnly);
    if (!opened)
        return Error{u"recording.unavailable"_s, opened.error().message};
    QSqlQuery query(opened.value()->connection());
    if (!run(query, u"SELECT 1 FROM entry WHERE kind = 1 AND utc BETWEEN ? AND ? LIMIT 1"_s, {from, to}))
        return Error{u"recording.unavailable"_s, u"%1: %2"_s.arg(m_recording, m_error.text())};
    if (query.next())
        return {};
    const auto text = [](qint64 utc) { return QDateTime::fromMSecsSinceEpoch(utc, Qt::UTC).toString(Qt::ISODate); };
    return Error{u"recording.empty"_s, u"%1 holds nothing between %2 and %3"_s.arg(m_recording, text(from), text(to))};
}

Result<void> RecordingExport::run(qint64 from, qint64 to, ExportProgress &progress)
{
    const QString part = m_path + u".part"_s;
    QFile::remove(part);
    Result<void> result = write(part, from, to, progress);
    if (result.ok() && std::rename(QFile::encodeName(part).constData(), QFile::encodeName(m_path).constData()) != 0)
        result = unwritable(u"it cannot be put in place of what is there"_s);
    for (const QString &each : {u""_s, u"-wal"_s, u"-shm"_s, u"-journal"_s})
        QFile::remove(part + each);
    return result;
}

Result<void> RecordingExport::write(const QString &part, qint64 from, qint64 to, ExportProgress &progress)
{
    // The new file takes in the other one, which is opened for reading alone, and not the other way round.
    const auto made = Database::open(part, recordingSchema(), Database::Mode::Write);
    if (!made || !made.value()->canWrite())
        return unwritable(made ? made.value()->detail() : made.error().message);
    QSqlQuery query(made.value()->connection());
    const QByteArray recording = QUrl::fromLocalFile(QFileInfo(m_recording).absoluteFilePath()).toEncoded();
    // One file, that a medium without write access may hold.
    if (!run(query, u"PRAGMA main.journal_mode = DELETE"_s) ||
        !run(query, u"ATTACH ? AS rec"_s, {QString::fromLatin1(recording + "?mode=ro")}))
        return unwritable(m_error.text());
    const Result<void> result = copyEntries(query, from, to, progress);
    query.exec(u"DETACH rec"_s);
    return result;
}

Result<void> RecordingExport::copyEntries(QSqlQuery &query, qint64 from, qint64 to, ExportProgress &progress)
{
    // No farther than there is anything: the slices of fifty years are many.
    if (!run(query, u"SELECT min(utc), max(utc) FROM rec.entry WHERE kind = 1"_s) || !query.next())
        return unwritable(m_error.text());
    from = std::max(from, query.value(0).toLongLong());
    to = std::min(to, query.value(1).toLongLong());
    query.finish();
    const qint64 lead = from - LeadIn;
    // One that another copy writes may be of a version that knows no bases: that column comes last.
    if (!run(query, u"SELECT 1 FROM pragma_table_info('body', 'rec') WHERE name = 'base'"_s))
        return unwritable(m_error.text());
    const QString columns = query.next() ? u"*"_s : u"*, NULL"_s;
    query.finish();
    const QString bodies =
        u"INSERT OR IGNORE INTO main.body SELECT %1 FROM rec.body WHERE id IN (SELECT body FROM main.entry WHERE utc "
        ">= ? AND utc < ? UNION SELECT certificate FROM main.entry WHERE utc >= ? AND utc < ?)"_s.arg(columns);
    // The last word of each probe before, so that the board is whole from the first moment. Of the same watch, also
    // under an earlier version of its file.
    bool isDone =
        run(query, u"BEGIN"_s) &&
        run(query,
            u"INSERT INTO main.entry SELECT %1 FROM rec.entry WHERE id IN (SELECT max(id) FROM rec.entry WHERE kind <> "
            "1 AND utc < ? AND session IN (SELECT id FROM rec.session WHERE utc = (SELECT session.utc FROM rec.entry "
            "JOIN rec.session ON session.id = entry.session WHERE entry.utc >= ? ORDER BY entry.utc LIMIT 1)) GROUP "
            "BY target, probe)"_s.arg(columns),
            {lead, lead}) &&
        run(query, bodies, {qint64(0), lead, qint64(0), lead});
    for (qint64 at = lead; isDone && at <= to; at += Slice) {
        if (progress.isCancelled)
            break;
        const qint64 end = std::min(at + Slice, to + 1);
        isDone =
            run(query,
                u"INSERT OR IGNORE INTO main.entry SELECT %1 FROM rec.entry WHERE utc >= ? AND utc < ?"_s.arg(columns),
                {at, end}) &&
            run(query, bodies, {at, end, at, end});
        progress.percent = static_cast<int>((end - lead) * 99 / std::max<qint64>(1, to + 1 - lead));
    }
    isDone =
        isDone && !progress.isCancelled &&
        // What all these differ from.
        run(query, u"INSERT OR IGNORE INTO main.body SELECT %1 FROM rec.body WHERE id IN (SELECT base FROM main.body "
                   "WHERE base IS NOT NULL UNION SELECT base FROM main.entry WHERE base IS NOT NULL)"_s.arg(columns)) &&
        run(query, u"UPDATE main.entry SET flags = flags | ? WHERE kind = 1 AND utc < ?"_s, {int(LeadsIn), from}) &&
        run(query, u"INSERT INTO main.change SELECT * FROM rec.change WHERE utc BETWEEN ? AND ?"_s, {from, to}) &&
        run(query, u"INSERT INTO main.session SELECT * FROM rec.session WHERE id IN (SELECT session FROM main.entry "
                   "UNION SELECT session FROM main.change)"_s) &&
        run(query, u"COMMIT"_s);
    if (isDone) {
        progress.percent = 100;
        return {};
    }
    const Error fault = unwritable(m_error.text());
    query.exec(u"ROLLBACK"_s);
    return progress.isCancelled ? Error{u"recording.cancelled"_s, u"the export was cancelled"_s} : fault;
}

} // namespace

Result<void> exportRecording(const QString &recording, const QString &path, qint64 from, qint64 to,
                             ExportProgress &progress)
{
    RecordingExport made(recording, path);
    const Result<void> found = made.look(from, to);
    return found ? made.run(from, to, progress) : found;
}

} // namespace rollcall

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/RecordingFile.h"

#include <QFile>
#include <QSqlQuery>
#include <QVariant>
#include <cstdio>

// What is read from a recording that is still being written: its changes, and a window of time as a file of its own.

namespace rollcall {

using namespace Qt::StringLiterals;

namespace {

/// Rules remember: a second attempt, a finding that lasts, what a counter was. So much before its first moment is in
/// an export and run, but not shown, and they say from then on what they said in the watch.
constexpr qint64 LeadIn = qint64(15) * 60 * 1000;
/// An export goes by such slices, and can be stopped after each.
constexpr qint64 Slice = qint64(5) * 60 * 1000;

QDateTime moment(const QVariant &utc)
{
    return utc.isNull() ? QDateTime() : QDateTime::fromMSecsSinceEpoch(utc.toLongLong(), Qt::UTC);
}

State stateOf(const QString &name)
{
    for (const State state : {State::Ok, State::Warning, State::Critical}) {
        if (stateName(state) == name)
            return state;
    }
    return State::Unknown;
}

} // namespace

RecordedSpan RecordingFile::span()
{
    if (!open())
        return {};
    QSqlQuery query(m_database->connection());
    // One by one: each is then the end of an index.
    const auto end = [&](const QString &which) {
        return run(query, u"SELECT %1(utc) FROM entry WHERE kind = 1"_s.arg(which)) && query.next()
                   ? moment(query.value(0))
                   : QDateTime();
    };
    return {.from = end(u"min"_s), .to = end(u"max"_s)};
}

std::vector<StateChange> RecordingFile::changes(qint64 from, qint64 to, int most)
{
    std::vector<StateChange> changes;
    if (!open())
        return changes;
    QSqlQuery query(m_database->connection());
    // One more than is asked for, if need be from before: what the oldest one changed.
    const QString what =
        u"SELECT change.utc, state, verdict, content, session.utc, change.id FROM change LEFT JOIN session ON "
        "session.id = change.session WHERE %1 ORDER BY change.id DESC LIMIT ?"_s;
    qint64 oldest = 0;
    OutlineReader reader;
    const auto take = [&] {
        const QByteArray packed = query.value(3).toByteArray();
        StateChange change;
        change.utc = moment(query.value(0));
        change.startedAt = moment(query.value(4));
        change.verdict = query.value(2).toString();
        reader.read(qUncompress(packed), stateOf(query.value(1).toString()), change);
        oldest = query.value(5).toLongLong();
        changes.push_back(std::move(change));
    };
    if (!run(query, what.arg(u"change.utc BETWEEN ? AND ?"_s), {from, to, most}))
        return changes;
    while (query.next())
        take();
    if (changes.empty())
        return changes;
    if (run(query, what.arg(u"change.id < ?"_s), {oldest, 1}) && query.next())
        take();
    else
        changes.emplace_back();
    for (std::size_t i = 0; i + 1 < changes.size(); ++i) {
        const StateChange &earlier = changes[i + 1];
        if (earlier.state && earlier.startedAt == changes[i].startedAt)
            changes[i].before = earlier.state->state;
    }
    changes.pop_back();
    return changes;
}

Result<void> RecordingFile::copy(const QString &path, qint64 from, qint64 to, ExportProgress &progress)
{
    if (!open())
        return Error{u"recording.unavailable"_s, m_detail};
    {
        QSqlQuery query(m_database->connection());
        if (!run(query, u"SELECT 1 FROM entry WHERE kind = 1 AND utc BETWEEN ? AND ? LIMIT 1"_s, {from, to}))
            return Error{u"recording.unavailable"_s, u"%1: %2"_s.arg(m_path, m_error.text())};
        if (!query.next())
            return Error{u"recording.empty"_s,
                         u"%1 holds nothing between %2 and %3"_s.arg(m_path, moment(from).toString(Qt::ISODate),
                                                                     moment(to).toString(Qt::ISODate))};
    }
    const QString part = path + u".part"_s;
    QFile::remove(part);
    const auto unwritable = [&path](const QString &why) {
        return Error{u"recording.unwritable"_s, u"%1 cannot be written: %2"_s.arg(path, why)};
    };
    Result<void> result;
    {
        // The new file takes in the other one, and not the other way round: that may be open for reading alone.
        auto made = Database::open(part, recordingSchema(), Database::Mode::Write);
        if (!made || !made.value()->canWrite()) {
            result = unwritable(made ? made.value()->detail() : made.error().message);
        } else {
            QSqlQuery query(made.value()->connection());
            // One file, that a medium without write access may hold.
            if (!run(query, u"PRAGMA main.journal_mode = DELETE"_s) || !run(query, u"ATTACH ? AS rec"_s, {m_path}))
                result = unwritable(m_error.text());
            else
                result = copyEntries(query, from, to, progress);
            query.exec(u"DETACH rec"_s);
            query.clear();
            if (!result && result.error().code == u"recording.unwritable"_s)
                result = unwritable(result.error().message);
        }
    }
    if (result.ok() && std::rename(QFile::encodeName(part).constData(), QFile::encodeName(path).constData()) != 0)
        result = unwritable(u"it cannot be put in place of what is there"_s);
    for (const QString &each : {u""_s, u"-wal"_s, u"-shm"_s, u"-journal"_s})
        QFile::remove(part + each);
    return result;
}

Result<void> RecordingFile::copyEntries(QSqlQuery &query, qint64 from, qint64 to, ExportProgress &progress)
{
    // No farther than there is anything: the slices of fifty years are many.
    if (!run(query, u"SELECT min(utc), max(utc) FROM rec.entry WHERE kind = 1"_s) || !query.next())
        return Error{u"recording.unwritable"_s, m_error.text()};
    from = std::max(from, query.value(0).toLongLong());
    to = std::min(to, query.value(1).toLongLong());
    query.finish();
    const qint64 lead = from - LeadIn;
    // One that another copy writes may be of a version that knows no bases: that column comes last.
    if (!run(query, u"SELECT 1 FROM pragma_table_info('body', 'rec') WHERE name = 'base'"_s))
        return Error{u"recording.unwritable"_s, m_error.text()};
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
    const QString fault = m_error.text();
    query.exec(u"ROLLBACK"_s);
    return progress.isCancelled ? Error{u"recording.cancelled"_s, u"the export was cancelled"_s}
                                : Error{u"recording.unwritable"_s, fault};
}

} // namespace rollcall

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/RecordingFile.h"

#include <QSqlQuery>
#include <QVariant>

// What is read from a recording that is still being written: its span, its changes.

namespace rollcall {

using namespace Qt::StringLiterals;

namespace {

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
    RecordedSpan span{.from = end(u"min"_s), .to = end(u"max"_s)};
    // One of an earlier version, that another copy writes, does not know it.
    if (query.exec(u"SELECT max(utc) FROM gone"_s) && query.next())
        span.changesGoneTo = moment(query.value(0));
    return span;
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

} // namespace rollcall

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/RecordingFile.h"

#include "health/Wording.h"
#include "history/PackedContent.h"

#include <QCryptographicHash>
#include <QSqlQuery>
#include <QVariant>
#include <limits>

namespace rollcall {

using namespace Qt::StringLiterals;

namespace {

constexpr int ApplicationId = 0x526C6352; // "RlcR"
constexpr qint64 PruneEvery = qint64(10) * 60 * 1000;
/// Pasts come every ten minutes; the last one before the first answer that is left stays with it.
constexpr qint64 PastStays = qint64(11) * 60 * 1000;
constexpr qint64 RetryEvery = qint64(30) * 1000;
constexpr qsizetype LargestBase = qsizetype(1024) * 1024;
constexpr qint64 MostBases = qint64(64) * 1024 * 1024; // bytes in memory

QByteArray hashOf(const QByteArray &content)
{
    return QCryptographicHash::hash(content, QCryptographicHash::Sha256);
}

/// What makes a state another one: numbers in the evidence move with every answer. By names: places move with the file.
QString outlineOf(const ClusterState &state)
{
    QString outline = QString::number(static_cast<int>(state.state));
    for (const Finding &finding : state.findings) {
        outline += u'|' + codeName(finding.code) + u':' + QString::number(static_cast<int>(finding.severity));
        for (const TargetId target : finding.targets)
            outline += u',' + state.file->targetName(target);
    }
    return outline;
}

/// The file as it is kept: reading a recording asks nobody, so ways to the nodes are left out, and a header that was
/// written with its secret in it loses it.
QByteArray plainFile(ClusterFile file)
{
    file.httpProxy = ClusterFile().httpProxy;
    file.origin = {};
    for (GenericProbe &probe : file.probes) {
        for (auto header = probe.headers.begin(); header != probe.headers.end(); ++header) {
            if (Redaction::namesSecret(header.key()) && !header->secret)
                header->text = u"hidden"_s;
        }
    }
    // By what secrets look like only: the keys name places where secrets are, and those must stay readable.
    return Redaction().text(QString::fromUtf8(file.toJson())).toUtf8();
}

} // namespace

const Database::Schema &recordingSchema()
{
    static const Database::Schema the{
        .applicationId = ApplicationId,
        .steps = {{"CREATE TABLE session(id INTEGER PRIMARY KEY, utc INTEGER NOT NULL, retries INTEGER NOT NULL, "
                   "file BLOB NOT NULL)",
                   "CREATE TABLE body(id INTEGER PRIMARY KEY, hash BLOB NOT NULL UNIQUE, content BLOB NOT NULL)",
                   "CREATE TABLE entry(id INTEGER PRIMARY KEY, session INTEGER NOT NULL, utc INTEGER NOT NULL, "
                   "kind INTEGER NOT NULL, target TEXT, probe TEXT, alternative INTEGER, content BLOB, body INTEGER, "
                   "certificate INTEGER, at INTEGER NOT NULL, flags INTEGER NOT NULL DEFAULT 0)",
                   "CREATE INDEX entry_utc ON entry(utc)", "CREATE INDEX entry_body ON entry(body)",
                   "CREATE INDEX entry_certificate ON entry(certificate)",
                   "CREATE TABLE change(id INTEGER PRIMARY KEY, session INTEGER NOT NULL, utc INTEGER NOT NULL, "
                   "state TEXT NOT NULL, verdict TEXT NOT NULL, content BLOB NOT NULL)",
                   "CREATE INDEX change_utc ON change(utc)"},
                  // Since then there are observations among the entries, moments that lead in, and whole outlines
                  // among the changes: an older program would take them for something else.
                  {"CREATE INDEX entry_moment ON entry(utc, flags) WHERE kind = 1"},
                  // Content that is packed as what differs from a row of `body`.
                  {"ALTER TABLE body ADD COLUMN base INTEGER", "ALTER TABLE entry ADD COLUMN base INTEGER",
                   "CREATE INDEX body_base ON body(base) WHERE base IS NOT NULL",
                   "CREATE INDEX entry_base ON entry(base) WHERE base IS NOT NULL", "DROP INDEX entry_body",
                   "CREATE INDEX entry_body ON entry(body) WHERE body IS NOT NULL", "DROP INDEX entry_certificate",
                   "CREATE INDEX entry_certificate ON entry(certificate) WHERE certificate IS NOT NULL"},
                  // Pasts among the entries: an older program would take them for observations. And up to when changes
                  // have gone for want of room.
                  {"CREATE TABLE gone(utc INTEGER NOT NULL)"}},
        .oldestRead = 1};
    return the;
}

QDateTime RecordedItem::utc() const
{
    return state ? state->utc : answer ? answer->answer.utc : past ? past->utc : observation->observation.outcome.utc;
}

RecordingFile::RecordingFile(QString path, Options options) : m_path(std::move(path)), m_options(options) {}

RecordingFile::~RecordingFile() = default;

bool RecordingFile::open()
{
    const bool isHopeless = m_newest < m_retryAt;
    if (m_database && (m_database->canWrite() || isHopeless))
        return true;
    if (!m_database && isHopeless)
        return false;
    m_database.reset();
    m_retryAt = m_newest + RetryEvery;
    auto opened = Database::open(m_path, recordingSchema(), Database::Mode::Write);
    if (!opened) {
        const bool isTooNew = opened.error().code == u"history.too_new"_s;
        if (isTooNew)
            m_retryAt = std::numeric_limits<qint64>::max();
        m_trouble = isTooNew ? StoreTrouble::TooNew : StoreTrouble::Unavailable;
        m_detail = opened.error().message;
        return false;
    }
    m_database = std::move(opened).value();
    m_trouble = m_database->trouble();
    m_detail = m_database->detail();
    if (!m_database->setAsideAs().isEmpty())
        begin(m_database->setAsideAs());
    return true;
}

/// A new file, in place of one that was damaged.
void RecordingFile::begin(const QString &setAsideAs)
{
    m_note = u"%1 was damaged: it was set aside as %2, and a new recording was begun"_s.arg(m_path, setAsideAs);
    m_session = 0;
    m_outline.clear();
    forgetBases();
}

void RecordingFile::close()
{
    if (m_database && m_database->canWrite()) {
        // One file, that a reader on another machine or a medium without write access can open. Refused while somebody
        // reads it: then the log stays, and the two belong together.
        QSqlQuery query(m_database->connection());
        query.exec(u"PRAGMA journal_mode = DELETE"_s);
    }
    m_database.reset();
}

bool runStatement(QSqlQuery &query, const QString &statement, const QVariantList &values, QSqlError &error)
{
    bool isDone = query.prepare(statement);
    for (const QVariant &value : values)
        query.addBindValue(value);
    isDone = isDone && query.exec();
    if (!isDone)
        error = query.lastError();
    return isDone;
}

bool RecordingFile::run(QSqlQuery &query, const QString &statement, const QVariantList &values)
{
    return runStatement(query, statement, values, m_error);
}

Result<void> RecordingFile::prepareReading()
{
    if (!open())
        return Error{u"recording.unavailable"_s, m_detail};
    return {};
}

bool RecordingFile::write(const std::vector<RecordedItem> &items)
{
    if (items.empty())
        return true;
    takeTime(
        std::ranges::max(items, {}, [](const RecordedItem &item) { return item.utc(); }).utc().toMSecsSinceEpoch());
    if (!open() || !m_database->canWrite())
        return false;
    const QString outline = m_outline;
    QSqlQuery query(m_database->connection());
    bool isDone = run(query, u"BEGIN IMMEDIATE"_s);
    for (const RecordedItem &item : items) {
        isDone = isDone && write(item);
        if (!isDone)
            break;
    }
    isDone = isDone && prune() && run(query, u"COMMIT"_s);
    if (isDone) {
        m_trouble = StoreTrouble::None;
        m_detail.clear();
        return true;
    }
    const QSqlError error = m_error;
    query.exec(u"ROLLBACK"_s);
    query.clear(); // before the file may be closed
    m_session = 0; // of what was written last nothing is there
    forgetBases();
    m_outline = outline;
    suffer(error);
    return false;
}

/// The clock may have been set, or the machine have slept. One that jumps ahead takes nothing away before it has stayed
/// there for a while; one that was set back ends no waiting for ever.
void RecordingFile::takeTime(qint64 utc)
{
    constexpr qint64 Jump = qint64(3600) * 1000;
    if (m_newest != 0 && std::abs(utc - m_newest) > Jump) {
        m_pruned = utc;
        if (m_retryAt != std::numeric_limits<qint64>::max())
            m_retryAt = std::min(m_retryAt, utc + RetryEvery);
    }
    m_newest = utc;
}

void RecordingFile::suffer(const QSqlError &error)
{
    m_trouble = storeTroubleOf(error);
    if (m_trouble == StoreTrouble::Damaged) {
        m_database.reset();
        if (const QString name = Database::setAside(m_path); !name.isEmpty()) {
            begin(name);
            m_trouble = StoreTrouble::None;
            m_detail.clear();
            return;
        }
        m_retryAt = m_newest + RetryEvery;
    }
    if (m_trouble == StoreTrouble::None)
        m_trouble = StoreTrouble::Unavailable;
    const QString what = m_trouble == StoreTrouble::Full
                             ? u"there is no room for %1: make room on its disk; it is tried again (%2)"_s
                             : u"%1 cannot be written: %2"_s;
    m_detail = what.arg(m_path, error.text());
}

bool RecordingFile::write(const RecordedItem &item)
{
    for (const Secret &secret : item.secrets)
        m_redaction.learn(secret);
    return item.state    ? writeState(*item.state)
           : item.answer ? writeAnswer(*item.answer)
           : item.past   ? writePast(*item.past)
                         : writeObservation(*item.observation);
}

void RecordingFile::forgetBases()
{
    m_bases.clear();
    m_baseBytes = 0;
}

/// From now on what comes from there is packed as what differs from this.
void RecordingFile::setBase(const QString &place, qint64 id, const QByteArray &content, qsizetype alone)
{
    if (content.size() > LargestBase)
        return;
    if (m_baseBytes + content.size() > MostBases)
        forgetBases();
    Base &base = m_bases[place];
    m_baseBytes += content.size() - base.content.size();
    base = {.id = id, .content = content, .alone = alone};
}

/// The id of the content's row; null for empty content; absent when it could not be written. `place`: where contents
/// that are alike come from; empty: nowhere.
std::optional<QVariant> RecordingFile::keep(const QByteArray &content, const QString &place)
{
    if (content.isEmpty())
        return QVariant(QMetaType::fromType<qint64>());
    const QByteArray hash = hashOf(content);
    QSqlQuery query(m_database->connection());
    if (!run(query, u"SELECT id FROM body WHERE hash = ?"_s, {hash}))
        return std::nullopt;
    if (query.next())
        return query.value(0);
    const auto [packed, base] = pack(content, place);
    if (!run(query, u"INSERT INTO body(hash, content, base) VALUES (?, ?, ?)"_s, {hash, packed, base}))
        return std::nullopt;
    const QVariant id = query.lastInsertId();
    if (!place.isEmpty() && base.isNull())
        setBase(place, id.toLongLong(), content, packed.size());
    return id;
}

/// By the base of its place where that saves at least half.
RecordingFile::Packed RecordingFile::pack(const QByteArray &content, const QString &place) const
{
    if (const auto base = m_bases.find(place); base != m_bases.end()) {
        QByteArray packed = packedcontent::packed(content, base->second.content);
        if (!packed.isEmpty() && packed.size() * 2 <= base->second.alone)
            return {std::move(packed), base->second.id};
    }
    return {packedcontent::packed(content), QVariant(QMetaType::fromType<qint64>())};
}

/// The same for what stands in the entry itself, whose base is a row of `body` that nothing else needs.
std::optional<RecordingFile::Packed> RecordingFile::packEntry(const QByteArray &content, const QString &place)
{
    Packed packed = pack(content, place);
    if (!packed.base.isNull())
        return packed;
    const std::optional<QVariant> id = keep(content, place);
    if (!id)
        return std::nullopt;
    return pack(content, place);
}

bool RecordingFile::writeAnswer(const RecordedAnswer &given)
{
    if (m_session == 0)
        return true; // before the first state nobody knows of which cluster
    RecordedAnswer recorded = given;
    QByteArray body = std::exchange(bodyOf(recorded.answer.result), {});
    if (auto *http = std::get_if<HttpResult>(&recorded.answer.result)) {
        http->head = m_redaction.head(http->head);
        http->redirectTo = m_redaction.text(http->redirectTo);
        http->detail = m_redaction.text(http->detail);
    }
    if (recorded.gossip)
        recorded.gossip->complaint = m_redaction.text(recorded.gossip->complaint);
    // What a port says has no form to look for secrets by.
    body = recorded.answer.result.index() == 1 ? m_redaction.withoutKnown(body) : m_redaction.body(body);
    const auto shared = certificateOf(recorded.answer.result);
    const QString place = recorded.target + u'\n' + recorded.probe;
    const std::optional<QVariant> bodyId = keep(body, place);
    const std::optional<QVariant> certificateId = keep(shared ? toBytes(*shared) : QByteArray(), {});
    const std::optional<Packed> head = packEntry(toBytes(recorded, m_epoch), place + u"\nhead"_s);
    if (!bodyId || !certificateId || !head)
        return false;
    QSqlQuery query(m_database->connection());
    return run(
        query,
        u"INSERT INTO entry(session, utc, kind, target, probe, alternative, content, base, body, certificate, at) "
        "VALUES (?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
        {m_session, recorded.answer.utc.toMSecsSinceEpoch(), recorded.target, recorded.probe,
         static_cast<qint64>(recorded.answer.alternative), head->content, head->base, *bodyId, *certificateId,
         nanoseconds(recorded.answer.at)});
}

bool RecordingFile::writeObservation(const RecordedObservation &given)
{
    if (m_session == 0)
        return true;
    RecordedObservation recorded = given;
    hideSecrets(recorded, m_redaction);
    const Outcome &outcome = recorded.observation.outcome;
    const std::optional<Packed> content =
        packEntry(toBytes(recorded, m_epoch), recorded.target + u'\n' + recorded.probe + u"\nseen"_s);
    if (!content)
        return false;
    QSqlQuery query(m_database->connection());
    return run(
        query,
        u"INSERT INTO entry(session, utc, kind, target, probe, content, base, at) VALUES (?, ?, 2, ?, ?, ?, ?, ?)"_s,
        {m_session, outcome.utc.toMSecsSinceEpoch(), recorded.target, recorded.probe, content->content, content->base,
         nanoseconds(outcome.at)});
}

bool RecordingFile::writePast(const RecordedPast &recorded)
{
    // One that is not sound comes from figures that no node has, and no reader would take it.
    if (m_session == 0 || !recorded.memory.isSound())
        return true;
    const std::optional<Packed> content = packEntry(toBytes(recorded.memory, m_epoch), recorded.target + u"\n\npast"_s);
    if (!content)
        return false;
    QSqlQuery query(m_database->connection());
    return run(
        query, u"INSERT INTO entry(session, utc, kind, target, content, base, at) VALUES (?, ?, 3, ?, ?, ?, ?)"_s,
        {m_session, recorded.utc.toMSecsSinceEpoch(), recorded.target, content->content, content->base, qint64(0)});
}

bool RecordingFile::writeState(const ClusterState &state)
{
    const qint64 utc = state.utc.toMSecsSinceEpoch();
    QSqlQuery query(m_database->connection());
    if (m_session == 0 || m_file != state.file) {
        if (m_epoch == TimePoint())
            m_epoch = state.at;
        if (!run(query, u"INSERT INTO session(utc, retries, file) VALUES (?, ?, ?)"_s,
                 {state.startedAt.toMSecsSinceEpoch(), m_options.retries, qCompress(plainFile(*state.file))}))
            return false;
        m_session = query.lastInsertId().toLongLong();
        m_file = state.file;
        forgetBases();
    }
    const int flags = (state.isFirstSweep ? WasFirstSweep : 0) | (state.isPaused ? WasPaused : 0);
    if (!run(query, u"INSERT INTO entry(session, utc, kind, at, flags) VALUES (?, ?, 1, ?, ?)"_s,
             {m_session, utc, nanoseconds(state.at), flags}))
        return false;
    if (state.isFirstSweep)
        return true;
    QString outline = outlineOf(state);
    if (outline == m_outline)
        return true;
    m_outline = std::move(outline);
    ++m_changesWritten;
    return run(query, u"INSERT INTO change(session, utc, state, verdict, content) VALUES (?, ?, ?, ?, ?)"_s,
               {m_session, utc, stateName(state.state), m_redaction.text(Wording().verdict(state)),
                qCompress(outlineToBytes(state, m_redaction))});
}

qint64 RecordingFile::nanoseconds(TimePoint at) const
{
    return std::chrono::duration_cast<std::chrono::nanoseconds>(at - m_epoch).count();
}

/// Without the room that was freed and will be written to again; absent when it cannot be told.
std::optional<qint64> RecordingFile::bytesInUse()
{
    QSqlQuery query(m_database->connection());
    if (!run(query, u"SELECT (page_count - freelist_count) * page_size FROM pragma_page_count, "
                    "pragma_freelist_count, pragma_page_size"_s) ||
        !query.next())
        return std::nullopt;
    return query.value(0).toLongLong();
}

bool RecordingFile::removeEntries(qint64 before)
{
    const QString unused = u"NOT EXISTS (SELECT 1 FROM entry WHERE entry.body = body.id) AND NOT EXISTS (SELECT 1 FROM "
                           "entry WHERE entry.certificate = body.id)"_s;
    QSqlQuery query(m_database->connection());
    const bool isDone =
        run(query, u"DELETE FROM entry WHERE utc < ? AND (kind <> 3 OR utc < ?)"_s, {before, before - PastStays}) &&
        // First what differs from others, then what nothing differs from any more.
        run(query, u"DELETE FROM body WHERE base IS NOT NULL AND "_s + unused) &&
        run(query, u"DELETE FROM body WHERE "_s + unused +
                       u" AND NOT EXISTS (SELECT 1 FROM entry WHERE entry.base = body.id) AND NOT EXISTS (SELECT 1 "
                       "FROM body AS other WHERE other.base = body.id)"_s);
    // An id may be given to another row.
    for (auto base = m_bases.begin(); isDone && base != m_bases.end();) {
        if (!run(query, u"SELECT 1 FROM body WHERE id = ?"_s, {base->second.id}))
            return false;
        const bool isThere = query.next();
        if (!isThere)
            m_baseBytes -= base->second.content.size();
        base = isThere ? std::next(base) : m_bases.erase(base);
    }
    return isDone &&
           // Sessions follow each other as their entries do.
           run(query,
               u"DELETE FROM session WHERE id <> ? AND id < coalesce((SELECT session FROM entry ORDER BY id LIMIT 1), "
               "?) AND id NOT IN (SELECT session FROM change)"_s,
               {m_session, m_session});
}

/// The oldest eighth of the changes up to `last`, but not the newest one, which says how it is now. `isDone`: there was
/// none of them left.
bool RecordingFile::removeChanges(qint64 last, bool &isDone)
{
    const QString old = u"FROM change WHERE utc < ? AND id < (SELECT max(id) FROM change)"_s;
    QSqlQuery query(m_database->connection());
    if (!run(query, u"SELECT count(*) "_s + old, {last}) || !query.next())
        return false;
    const qint64 count = query.value(0).toLongLong();
    isDone = count == 0;
    if (isDone)
        return true;
    if (!run(query, u"SELECT utc "_s + old + u" ORDER BY utc LIMIT 1 OFFSET ?"_s, {last, count / 8}) || !query.next())
        return false;
    const qint64 to = query.value(0).toLongLong();
    query.finish();
    return run(query, u"DELETE "_s + old + u" AND utc <= ?"_s, {last, to}) && run(query, u"DELETE FROM gone"_s) &&
           run(query, u"INSERT INTO gone VALUES (?)"_s, {to});
}

bool RecordingFile::prune()
{
    if (m_newest - m_pruned < PruneEvery)
        return true;
    m_pruned = m_newest;
    QSqlQuery query(m_database->connection());
    const qint64 oldestChange = m_newest - qint64(m_options.changes.count());
    if (!run(query, u"DELETE FROM change WHERE utc < ?"_s, {oldestChange}) ||
        !run(query, u"DELETE FROM gone WHERE utc < ?"_s, {oldestChange}))
        return false;
    qint64 oldest = m_newest - qint64(m_options.answers.count());
    if (!removeEntries(oldest))
        return false;
    std::optional<qint64> bytes = bytesInUse();
    if (!run(query, u"SELECT min(utc) FROM entry WHERE kind <> 3"_s) || !query.next())
        return false;
    oldest = query.value(0).toLongLong();
    query.finish();
    // An eighth of what there is at a time; never the last hour.
    const qint64 last = m_newest - qint64(3600) * 1000;
    while (bytes && *bytes > m_options.mostBytes && oldest < last) {
        oldest = std::min(last, oldest + std::max<qint64>((m_newest - oldest) / 8, PruneEvery));
        if (!removeEntries(oldest))
            return false;
        bytes = bytesInUse();
    }
    bool areDone = false;
    while (bytes && *bytes > m_options.mostBytes && !areDone) {
        if (!removeChanges(last, areDone))
            return false;
        bytes = bytesInUse();
    }
    return bytes.has_value();
}

} // namespace rollcall

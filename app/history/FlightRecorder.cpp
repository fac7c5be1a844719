// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/FlightRecorder.h"

#include "health/Report.h"
#include "health/Wording.h"
#include "history/AnswerText.h"
#include "history/Redaction.h"
#include "history/StoreThread.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QMutex>
#include <QSqlError>
#include <QSqlQuery>
#include <QVariant>
#include <cstdio>

namespace rollcall {

using namespace Qt::StringLiterals;

namespace {

constexpr int ApplicationId = 0x526C6352; // "RlcR"
constexpr std::size_t MostQueued = 20000;
constexpr qint64 MostQueuedBytes = qint64(128) * 1024 * 1024;
constexpr qint64 PruneEvery = qint64(10) * 60 * 1000;

QByteArray hashOf(const QByteArray &content)
{
    return QCryptographicHash::hash(content, QCryptographicHash::Sha256);
}

/// What makes a state another one: numbers in the evidence move with every answer.
QString outlineOf(const ClusterState &state)
{
    QString outline = QString::number(static_cast<int>(state.state));
    for (const Finding &finding : state.findings) {
        outline += u'|' + codeName(finding.code) + u':' + QString::number(static_cast<int>(finding.severity));
        for (const TargetId target : finding.targets)
            outline += u',' + QString::number(target.value);
    }
    return outline;
}

/// The file as it is kept: reading a recording asks nobody, so ways to the nodes are left out, and a header that was
/// written with its secret in it loses it.
QByteArray plainFile(ClusterFile file, const Redaction &redaction)
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
    return redaction.text(QString::fromUtf8(file.toJson())).toUtf8();
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
                   "CREATE INDEX change_utc ON change(utc)"}}};
    return the;
}

struct FlightRecorder::Item
{
    RecordedAnswer answer;
    ClusterStatePtr state; ///< instead
    qint64 size() const { return state ? 0 : bodyOf(answer.answer.result).size(); }
};

struct FlightRecorder::Queue
{
    QMutex mutex;
    std::vector<Item> items;
    qint64 bytes = 0;
};

/// Lives on the thread; opens the file with the first thing it is asked for.
class FlightRecorder::Worker final : public QObject
{
public:
    Worker(FlightRecorder &owner, QString path, Options options, std::shared_ptr<Queue> queue)
        : m_owner(&owner), m_path(std::move(path)), m_options(options), m_queue(std::move(queue))
    {}

    void drain()
    {
        std::vector<Item> items;
        {
            const QMutexLocker lock(&m_queue->mutex);
            items.swap(m_queue->items);
            m_queue->bytes = 0;
        }
        if (items.empty() || !open() || !m_database->canWrite())
            return;
        QSqlQuery query(m_database->connection());
        bool isDone = run(query, u"BEGIN IMMEDIATE"_s);
        for (const Item &item : items) {
            isDone = isDone && (item.state ? writeState(*item.state) : writeAnswer(item.answer));
            if (!isDone)
                break;
        }
        isDone = isDone && prune() && run(query, u"COMMIT"_s);
        if (isDone) {
            say(StoreTrouble::None, {});
            return;
        }
        const QSqlError error = m_error;
        query.exec(u"ROLLBACK"_s);
        m_session = 0; // of what was written last nothing may be there
        m_outline.clear();
        check(error);
    }

    Result<void> exportTo(const QString &path, qint64 from, qint64 to)
    {
        drain();
        if (!open())
            return Error{u"recording.unavailable"_s, u"%1 cannot be read"_s.arg(m_path)};
        const QString part = path + u".part"_s;
        QFile::remove(part);
        Result<void> result = copy(part, from, to);
        if (result.ok() && std::rename(QFile::encodeName(part).constData(), QFile::encodeName(path).constData()) != 0)
            result = Error{u"recording.unwritable"_s, u"%1 cannot be written"_s.arg(path)};
        for (const QString &each : {u""_s, u"-wal"_s, u"-shm"_s})
            QFile::remove(part + each);
        return result;
    }

    void close()
    {
        drain();
        if (m_database && m_database->canWrite()) {
            // One file, that a reader on another machine or a medium without write access can open.
            QSqlQuery query(m_database->connection());
            query.exec(u"PRAGMA journal_mode = DELETE"_s);
        }
        m_database.reset();
    }

private:
    bool open()
    {
        if (m_database || m_hasFailed)
            return m_database != nullptr;
        auto opened = Database::open(m_path, recordingSchema(), Database::Mode::Write);
        if (!opened) {
            m_hasFailed = true;
            say(StoreTrouble::Unavailable, opened.error().message);
            return false;
        }
        m_database = std::move(opened).value();
        if (!m_database->canWrite())
            say(m_database->trouble(), m_database->detail());
        return true;
    }

    bool run(QSqlQuery &query, const QString &statement, const QVariantList &values = {})
    {
        bool isDone = query.prepare(statement);
        for (const QVariant &value : values)
            query.addBindValue(value);
        isDone = isDone && query.exec();
        if (!isDone)
            m_error = query.lastError();
        return isDone;
    }

    /// The id of the content's row; null for empty content; absent when it could not be written.
    std::optional<QVariant> keep(const QByteArray &content)
    {
        if (content.isEmpty())
            return QVariant(QMetaType::fromType<qint64>());
        const QByteArray hash = hashOf(content);
        QSqlQuery query(m_database->connection());
        if (!run(query, u"SELECT id FROM body WHERE hash = ?"_s, {hash}))
            return std::nullopt;
        if (query.next())
            return query.value(0);
        if (!run(query, u"INSERT INTO body(hash, content) VALUES (?, ?)"_s, {hash, qCompress(content)}))
            return std::nullopt;
        return query.lastInsertId();
    }

    bool writeAnswer(const RecordedAnswer &given)
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
        if (recorded.answer.result.index() != 1)
            body = m_redaction.body(body);
        const auto shared = certificateOf(recorded.answer.result);
        const std::optional<QVariant> bodyId = keep(body);
        const std::optional<QVariant> certificateId = keep(shared ? toBytes(*shared) : QByteArray());
        if (!bodyId || !certificateId)
            return false;
        QSqlQuery query(m_database->connection());
        const qint64 utc = recorded.answer.utc.toMSecsSinceEpoch();
        m_newest = std::max(m_newest, utc);
        return run(query,
                   u"INSERT INTO entry(session, utc, kind, target, probe, alternative, content, body, certificate, at) "
                   "VALUES (?, ?, 0, ?, ?, ?, ?, ?, ?, ?)"_s,
                   {m_session, utc, recorded.target, recorded.probe, static_cast<qint64>(recorded.answer.alternative),
                    qCompress(toBytes(recorded, m_epoch)), *bodyId, *certificateId, nanoseconds(recorded.answer.at)});
    }

    bool writeState(const ClusterState &state)
    {
        const qint64 utc = state.utc.toMSecsSinceEpoch();
        m_newest = std::max(m_newest, utc);
        QSqlQuery query(m_database->connection());
        if (m_session == 0 || m_file != state.file) {
            if (m_epoch == TimePoint())
                m_epoch = state.at;
            if (!run(query, u"INSERT INTO session(utc, retries, file) VALUES (?, ?, ?)"_s,
                     {state.startedAt.toMSecsSinceEpoch(), m_options.retries,
                      qCompress(plainFile(*state.file, m_redaction))}))
                return false;
            m_session = query.lastInsertId().toLongLong();
            m_file = state.file;
            m_outline.clear();
        }
        const int flags = (state.isFirstSweep ? 1 : 0) | (state.isPaused ? 2 : 0);
        if (!run(query, u"INSERT INTO entry(session, utc, kind, at, flags) VALUES (?, ?, 1, ?, ?)"_s,
                 {m_session, utc, nanoseconds(state.at), flags}))
            return false;
        if (state.isFirstSweep)
            return true;
        QString outline = outlineOf(state);
        if (outline == m_outline)
            return true;
        m_outline = std::move(outline);
        QJsonArray findings;
        for (const Finding &finding : state.findings)
            findings.append(toJson(*state.file, finding));
        return run(query, u"INSERT INTO change(session, utc, state, verdict, content) VALUES (?, ?, ?, ?, ?)"_s,
                   {m_session, utc, stateName(state.state), Wording().verdict(state),
                    qCompress(m_redaction.body(QJsonDocument(findings).toJson(QJsonDocument::Compact)))});
    }

    qint64 nanoseconds(TimePoint at) const
    {
        return std::chrono::duration_cast<std::chrono::nanoseconds>(at - m_epoch).count();
    }

    bool prune()
    {
        if (m_newest - m_pruned < PruneEvery)
            return true;
        m_pruned = m_newest;
        QSqlQuery query(m_database->connection());
        return run(query, u"DELETE FROM entry WHERE utc < ?"_s, {m_newest - qint64(m_options.answers.count())}) &&
               run(query, u"DELETE FROM change WHERE utc < ?"_s, {m_newest - qint64(m_options.changes.count())}) &&
               run(query, u"DELETE FROM body WHERE NOT EXISTS (SELECT 1 FROM entry WHERE entry.body = body.id) AND "
                          "NOT EXISTS (SELECT 1 FROM entry WHERE entry.certificate = body.id)"_s) &&
               run(query,
                   u"DELETE FROM session WHERE id <> ? AND id NOT IN (SELECT session FROM entry) AND "
                   "id NOT IN (SELECT session FROM change)"_s,
                   {m_session});
    }

    Result<void> copy(const QString &part, qint64 from, qint64 to)
    {
        {
            auto made = Database::open(part, recordingSchema(), Database::Mode::Write);
            if (!made)
                return made.error();
            if (!made.value()->canWrite())
                return Error{u"recording.unwritable"_s, made.value()->detail()};
            QSqlQuery query(made.value()->connection());
            if (!query.exec(u"PRAGMA journal_mode = DELETE"_s))
                return Error{u"recording.unwritable"_s, query.lastError().databaseText()};
        }
        QSqlQuery query(m_database->connection());
        if (!run(query, u"ATTACH ? AS out"_s, {part}))
            return Error{u"recording.unwritable"_s, m_error.databaseText()};
        const bool isDone =
            run(query, u"BEGIN"_s) &&
            run(query, u"INSERT INTO out.entry SELECT * FROM main.entry WHERE utc BETWEEN ? AND ?"_s, {from, to}) &&
            // The last word of each probe before, so that the board is whole from the first moment.
            run(query,
                u"INSERT OR IGNORE INTO out.entry SELECT * FROM main.entry WHERE id IN (SELECT max(id) FROM main.entry "
                "WHERE kind = 0 AND utc < ? AND session IN (SELECT session FROM main.entry WHERE utc >= ? ORDER BY id "
                "LIMIT 1) GROUP BY target, probe)"_s,
                {from, from}) &&
            run(query, u"INSERT INTO out.change SELECT * FROM main.change WHERE utc BETWEEN ? AND ?"_s, {from, to}) &&
            run(query,
                u"INSERT INTO out.session SELECT * FROM main.session WHERE id IN (SELECT session FROM out.entry) "
                "OR id IN (SELECT session FROM out.change)"_s) &&
            run(query, u"INSERT INTO out.body SELECT * FROM main.body WHERE id IN (SELECT body FROM out.entry) OR id "
                       "IN (SELECT certificate FROM out.entry)"_s) &&
            run(query, u"COMMIT"_s);
        const QString fault = m_error.databaseText();
        query.finish();
        if (!isDone)
            query.exec(u"ROLLBACK"_s);
        query.exec(u"DETACH out"_s);
        if (!isDone)
            return Error{u"recording.unwritable"_s, u"%1: %2"_s.arg(part, fault)};
        return {};
    }

    void check(const QSqlError &error)
    {
        const StoreTrouble trouble = storeTroubleOf(error);
        say(trouble == StoreTrouble::None ? StoreTrouble::Unavailable : trouble,
            u"%1: %2"_s.arg(m_path, error.databaseText()));
    }

    void say(StoreTrouble trouble, const QString &detail)
    {
        if (trouble == m_said)
            return;
        m_said = trouble;
        // The owner joins this thread before it goes.
        QMetaObject::invokeMethod(
            m_owner, [owner = m_owner, trouble, detail] { owner->report(trouble, detail); }, Qt::QueuedConnection);
    }

    FlightRecorder *m_owner;
    QString m_path;
    Options m_options;
    std::shared_ptr<Queue> m_queue;
    Redaction m_redaction;
    std::unique_ptr<Database> m_database;
    bool m_hasFailed = false;
    StoreTrouble m_said = StoreTrouble::None;
    QSqlError m_error;
    qint64 m_session = 0;
    TimePoint m_epoch;
    std::shared_ptr<const ClusterFile> m_file;
    QString m_outline;
    qint64 m_newest = 0;
    qint64 m_pruned = 0;
};

FlightRecorder::FlightRecorder(QString path, Options options, QObject *parent)
    : QObject(parent),
      m_queue(std::make_shared<Queue>()),
      m_worker(new Worker(*this, std::move(path), options, m_queue))
{
    m_thread.setObjectName(u"recorder"_s);
    m_worker->moveToThread(&m_thread);
    // SQLite's connection goes on the thread that opened it.
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    m_thread.start();
}

FlightRecorder::~FlightRecorder()
{
    QMetaObject::invokeMethod(
        m_worker,
        [worker = m_worker, thread = &m_thread] {
            worker->close();
            thread->quit();
        },
        Qt::QueuedConnection);
    m_thread.wait();
}

Result<void> FlightRecorder::prepare(const QString &path)
{
    const QFileInfo file(path);
    const auto refused = [&path](const QString &why) {
        return Error{u"recording.refused"_s, u"%1: %2"_s.arg(path, why)};
    };
    if (file.exists() && !file.isFile())
        return refused(u"it is not a file"_s);
    if (!file.absoluteDir().exists())
        return refused(u"there is no such folder"_s);
    if (file.exists() && file.size() > 0) {
        const auto known = Database::open(path, recordingSchema(), Database::Mode::ReadOnly);
        if (!known)
            return refused(u"it is no recording that this version can go on with, and is left as it is"_s);
    }
    const auto opened = Database::open(path, recordingSchema(), Database::Mode::Write);
    if (!opened)
        return opened.error();
    if (!opened.value()->canWrite())
        return refused(opened.value()->detail());
    return {};
}

void FlightRecorder::answered(const Answer &answer, const Observation &observation, const QString &target)
{
    Item item;
    item.answer.target = target;
    item.answer.probe = answer.spec->id;
    item.answer.isAuthorized = answer.spec->isHttp() && !answer.spec->http().secretHeaders.empty();
    item.answer.answer = answer;
    item.answer.answer.spec = nullptr; // it knows secrets
    for (const Fact &fact : observation.facts) {
        if (const auto *gossip = std::get_if<GossipFact>(&fact)) {
            item.answer.gossip = *gossip;
            item.answer.isPointless = observation.isPointless;
        }
    }
    push(std::move(item));
}

void FlightRecorder::published(const ClusterStatePtr &state)
{
    Item item;
    item.state = state;
    push(std::move(item));
}

void FlightRecorder::push(Item &&item)
{
    bool wakes = false;
    {
        const QMutexLocker lock(&m_queue->mutex);
        if (m_queue->items.size() >= MostQueued || m_queue->bytes > MostQueuedBytes) {
            ++m_lost;
            return;
        }
        wakes = m_queue->items.empty();
        m_queue->bytes += item.size();
        m_queue->items.push_back(std::move(item));
    }
    if (wakes)
        QMetaObject::invokeMethod(
            m_worker, [worker = m_worker] { worker->drain(); }, Qt::QueuedConnection);
}

void FlightRecorder::exportTo(const QString &path, const QDateTime &from, const QDateTime &to, QObject *context,
                              std::function<void(Result<void>)> done)
{
    askWorker<Result<void>>(
        this, m_worker, context,
        [worker = m_worker, path, begin = from.toMSecsSinceEpoch(), end = to.toMSecsSinceEpoch()] {
            return worker->exportTo(path, begin, end);
        },
        std::move(done));
}

void FlightRecorder::report(StoreTrouble trouble, const QString &detail)
{
    m_trouble = trouble;
    m_detail = detail;
    Q_EMIT troubleChanged();
}

} // namespace rollcall

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/FlightRecorder.h"

#include "gossip/MembershipQuery.h"
#include "history/StoreThread.h"
#include "probe/Session.h"

#include <QDir>
#include <QFileInfo>
#include <QMutex>
#include <algorithm>

namespace rollcall {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t MostQueued = 20000;
/// In milliseconds.
constexpr qint64 GapIsTold = 3'600'000;
constexpr qint64 BetweenGaps = 60'000;
constexpr qint64 MostQueuedBytes = qint64(128) * 1024 * 1024;

/// What the question knew and its answer must not give away.
std::vector<Secret> secretsOf(const ProbeSpec &spec)
{
    std::vector<Secret> secrets;
    const auto add = [&secrets](const auto &request) {
        for (const auto &[name, secret] : request.secretHeaders)
            secrets.push_back(secret);
    };
    if (spec.isHttp()) {
        add(spec.http());
        if (spec.http().secretParameter)
            secrets.push_back(spec.http().secretParameter->second);
        for (const auto &other : spec.fallbacks)
            add(*other);
    } else if (spec.isWebSocket()) {
        add(*spec.webSocket().request);
    } else if (const auto *query = dynamic_cast<const gossip::MembershipQuery *>(spec.tcp().question.get())) {
        secrets = query->secrets();
    }
    if (spec.session) {
        add(*spec.session->login());
        if (const auto &token = spec.session->token())
            secrets.push_back(*token);
    }
    return secrets;
}

} // namespace

struct FlightRecorder::Queue
{
    QMutex mutex;
    std::vector<RecordedItem> items;
    qint64 bytes = 0;
};

/// Lives on the thread.
class FlightRecorder::Worker final : public QObject
{
public:
    Worker(FlightRecorder &owner, const QString &path, Options options, std::shared_ptr<Queue> queue)
        : m_owner(&owner), m_file(path, options), m_queue(std::move(queue))
    {}

    void drain()
    {
        std::vector<RecordedItem> items;
        {
            const QMutexLocker lock(&m_queue->mutex);
            items.swap(m_queue->items);
            m_queue->bytes = 0;
        }
        const bool isWritten = m_file.write(items);
        say(); // the cause before what was lost by it
        // What another copy of the program writes is not lost.
        if (!isWritten && m_file.trouble() != StoreTrouble::Locked)
            QMetaObject::invokeMethod(
                m_owner,
                [owner = m_owner, count = items.size(), utc = items.back().utc()] {
                    owner->lose(static_cast<qint64>(count), utc);
                },
                Qt::QueuedConnection);
        if (std::exchange(m_saidChanges, m_file.changesWritten()) != m_file.changesWritten())
            QMetaObject::invokeMethod(m_owner, &FlightRecorder::changed, Qt::QueuedConnection);
    }

    /// Of the file with all that was given to it.
    RecordingFile &file()
    {
        drain();
        return m_file;
    }

    void close()
    {
        drain();
        m_file.close();
    }

    /// What was learnt of the file by reading it.
    void say()
    {
        if (m_file.trouble() == m_said && m_file.detail() == m_saidDetail && m_file.note() == m_saidNote)
            return;
        m_said = m_file.trouble();
        m_saidDetail = m_file.detail();
        m_saidNote = m_file.note();
        // The owner joins this thread before it goes.
        QMetaObject::invokeMethod(
            m_owner,
            [owner = m_owner, trouble = m_said, detail = m_saidDetail, note = m_saidNote] {
                owner->report(trouble, detail, note);
            },
            Qt::QueuedConnection);
    }

private:
    FlightRecorder *m_owner;
    RecordingFile m_file;
    std::shared_ptr<Queue> m_queue;
    StoreTrouble m_said = StoreTrouble::None;
    QString m_saidDetail;
    QString m_saidNote;
    qint64 m_saidChanges = 0;
};

FlightRecorder::FlightRecorder(QString path, Options options, QObject *parent)
    : QObject(parent),
      m_path(path),
      m_queue(std::make_shared<Queue>()),
      m_worker(new Worker(*this, path, options, m_queue))
{
    m_exports.setMaxThreadCount(1);
    m_exports.setExpiryTimeout(1000);
    m_thread.setObjectName(u"recorder"_s);
    m_worker->moveToThread(&m_thread);
    // SQLite's connection goes on the thread that opened it.
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    m_thread.start();
}

FlightRecorder::~FlightRecorder()
{
    // While somebody reads the file its log cannot be taken in.
    for (const auto &each : m_exporting) {
        if (const auto progress = each.lock())
            progress->isCancelled = true;
    }
    m_exports.waitForDone();
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
    RecordedAnswer recorded{.target = target,
                            .probe = answer.spec->id,
                            .isAuthorized = answer.spec->isHttp() && !answer.spec->http().secretHeaders.empty(),
                            .answer = answer};
    recorded.answer.spec = nullptr; // a thing of the watch's thread, and it knows secrets
    for (const Fact &fact : observation.facts) {
        if (const auto *gossip = std::get_if<GossipFact>(&fact)) {
            recorded.gossip = *gossip;
            recorded.isPointless = observation.isPointless;
        }
    }
    push({.answer = std::move(recorded),
          .observation = {},
          .state = {},
          .past = {},
          .secrets = secretsOf(*answer.spec)});
}

void FlightRecorder::observed(const Observation &observation, const QDateTime &, const QString &target)
{
    push({.answer = {},
          .observation = recorded(observation, target),
          .state = {},
          .past = {},
          .secrets = secretsOf(*observation.spec)});
}

void FlightRecorder::published(const ClusterStatePtr &state)
{
    push({.answer = {}, .observation = {}, .state = state, .past = {}, .secrets = {}});
    tellGap(state->utc);
}

void FlightRecorder::remembered(const GoroutinePast &past, const QDateTime &utc, const QString &target)
{
    push({.answer = {},
          .observation = {},
          .state = {},
          .past = std::make_shared<const RecordedPast>(RecordedPast{target, utc, past.memory()}),
          .secrets = {}});
}

void FlightRecorder::push(RecordedItem &&item)
{
    bool wakes = false;
    bool isLost = false;
    QDateTime lostAt;
    {
        const QMutexLocker lock(&m_queue->mutex);
        isLost = m_queue->items.size() >= MostQueued || m_queue->bytes > MostQueuedBytes;
        wakes = !isLost && m_queue->items.empty();
        if (isLost) {
            lostAt = item.utc();
        } else {
            m_queue->bytes += item.size();
            m_queue->items.push_back(std::move(item));
        }
    }
    if (isLost)
        lose(1, lostAt);
    if (wakes)
        QMetaObject::invokeMethod(
            m_worker, [worker = m_worker] { worker->drain(); }, Qt::QueuedConnection);
}

void FlightRecorder::lose(qint64 count, const QDateTime &utc)
{
    m_lost += count;
    if (!m_gap)
        m_gap = Gap{.count = 0, .first = utc, .last = utc, .toldAt = {}, .told = 0};
    m_gap->count += count;
    m_gap->last = utc;
    tellGap(utc);
}

/// Once in a while: it may grow with every answer. And that it is over.
void FlightRecorder::tellGap(const QDateTime &now)
{
    if (!m_gap)
        return;
    // The clock may have been set back.
    const auto since = [&now](const QDateTime &utc) { return std::abs(utc.msecsTo(now)); };
    if (since(m_gap->last) >= GapIsTold) {
        m_gap.reset();
        Q_EMIT troubleChanged();
    } else if (m_gap->told != m_gap->count && (m_gap->told == 0 || since(m_gap->toldAt) >= BetweenGaps)) {
        m_gap->told = m_gap->count;
        m_gap->toldAt = now;
        Q_EMIT troubleChanged();
    }
}

QString FlightRecorder::note() const
{
    if (!m_gap)
        return m_note;
    const QString lost = u"the recording has a gap: %1 entries could not be written in time, from %2 to %3"_s.arg(
        QString::number(m_gap->count), m_gap->first.toString(Qt::ISODate), m_gap->last.toString(Qt::ISODate));
    return m_note.isEmpty() ? lost : m_note + u"; "_s + lost;
}

void FlightRecorder::exportTo(const QString &path, const QDateTime &from, const QDateTime &to, QObject *context,
                              std::function<void(Result<void>)> done, std::shared_ptr<ExportProgress> progress)
{
    if (!progress)
        progress = std::make_shared<ExportProgress>();
    // First everything that was given before is written. On the way back it is seen to that this is still there.
    askWorker<Result<void>>(
        this, m_worker, this,
        [worker = m_worker] {
            Result<void> ready = worker->file().prepareReading();
            worker->say();
            return ready;
        },
        [this, path, begin = from.toMSecsSinceEpoch(), end = to.toMSecsSinceEpoch(),
         context = QPointer<QObject>(context), done = std::move(done), progress](Result<void> &&ready) {
            if (ready)
                startExport(path, begin, end, context, done, progress);
            else if (context)
                done(std::move(ready));
        });
}

void FlightRecorder::startExport(const QString &path, qint64 from, qint64 to, const QPointer<QObject> &context,
                                 const std::function<void(Result<void>)> &done,
                                 const std::shared_ptr<ExportProgress> &progress)
{
    std::erase_if(m_exporting, [](const auto &each) { return each.expired(); });
    m_exporting.push_back(progress);
    m_exports.start([this, path, from, to, context, done, progress] {
        const auto result = std::make_shared<Result<void>>(exportRecording(m_path, path, from, to, *progress));
        // The pool is waited for before this goes, and what it posts goes with this.
        QMetaObject::invokeMethod(
            this,
            [context, done, result] {
                if (context)
                    done(std::move(*result));
            },
            Qt::QueuedConnection);
    });
}

void FlightRecorder::readChanges(qint64 from, qint64 to, int most, QObject *context,
                                 std::function<void(std::vector<StateChange> &&)> done)
{
    askWorker<std::vector<StateChange>>(
        this, m_worker, context,
        [worker = m_worker, from, to, most] {
            std::vector<StateChange> changes = worker->file().changes(from, to, most);
            worker->say();
            return changes;
        },
        std::move(done));
}

void FlightRecorder::readSpan(QObject *context, std::function<void(RecordedSpan &&)> done)
{
    askWorker<RecordedSpan>(
        this, m_worker, context,
        [worker = m_worker] {
            const RecordedSpan span = worker->file().span();
            worker->say();
            return span;
        },
        std::move(done));
}

void FlightRecorder::report(StoreTrouble trouble, const QString &detail, const QString &note)
{
    m_trouble = trouble;
    m_detail = detail;
    m_note = note;
    Q_EMIT troubleChanged();
}

} // namespace rollcall

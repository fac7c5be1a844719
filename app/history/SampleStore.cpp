// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/SampleStore.h"

#include "history/SampleFile.h"
#include "history/StoreThread.h"

#include <algorithm>

namespace rollcall {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t LargestBatch = 4000;
constexpr qint64 RetryMs = 10'000;

} // namespace

/// Owns the file on the store's thread.
class SampleStore::Worker : public QObject
{
public:
    Worker(SampleStore *store, Options options) : m_store(store), m_options(std::move(options)) {}

    void open()
    {
        m_file.reset();
        auto file = SampleFile::open(m_options.path, m_options.retention, m_options.beforeWrite);
        if (!file) {
            report(file.error().code == u"history.damaged"_s   ? StoreTrouble::Damaged
                   : file.error().code == u"history.too_new"_s ? StoreTrouble::TooNew
                                                               : StoreTrouble::Unavailable,
                   file.error().message);
            return;
        }
        m_file = std::move(file).value();
        report(m_file->database().trouble(), m_file->database().detail());
    }

    void add(std::vector<Sample> &&samples, std::vector<HistoryEvent> &&events)
    {
        // Another copy has them already: kept, they would be there twice once this one writes.
        if (m_status.trouble == StoreTrouble::Locked || m_status.trouble == StoreTrouble::TooNew)
            return;
        m_waiting.insert(m_waiting.end(), std::make_move_iterator(samples.begin()),
                         std::make_move_iterator(samples.end()));
        if (m_waiting.size() > m_options.mostWaiting)
            m_waiting.erase(m_waiting.begin(), m_waiting.end() - static_cast<std::ptrdiff_t>(m_options.mostWaiting));
        m_events.insert(m_events.end(), std::make_move_iterator(events.begin()), std::make_move_iterator(events.end()));
        if (m_events.size() > m_options.mostWaiting)
            m_events.erase(m_events.begin(), m_events.end() - static_cast<std::ptrdiff_t>(m_options.mostWaiting));
    }

    void flush(qint64 now)
    {
        if (m_status.trouble != StoreTrouble::None) {
            if (now < m_retryAt)
                return;
            m_retryAt = now + RetryMs;
            // Broken pages do not mend, and a newer file does not age.
            if (m_status.trouble == StoreTrouble::Damaged || m_status.trouble == StoreTrouble::TooNew)
                return;
            if (!m_file || !m_file->database().canWrite()) {
                open();
                if (m_status.trouble != StoreTrouble::None)
                    return;
            }
        }
        const bool hasNew = !m_waiting.empty() || !m_events.empty();
        if (hasNew && !m_file->append(m_waiting, m_events)) {
            suffer(now);
            return;
        }
        m_waiting.clear();
        m_events.clear();
        QMetaObject::invokeMethod(
            m_store,
            [store = m_store, now, hasNew] {
                Q_EMIT store->flushed(now);
                if (hasNew && std::abs(now - store->m_lastGrown) >= 1000) {
                    store->m_lastGrown = now;
                    Q_EMIT store->grown();
                }
            },
            Qt::QueuedConnection);
        m_tidyNow = now;
        if (!m_isTidying)
            tidy();
    }

    void setRetention(const Retention &retention)
    {
        m_options.retention = retention;
        if (m_file)
            m_file->setRetention(retention);
    }

    /// The last chance for what waits. Nothing is tidied: the next start does that as well.
    void finish()
    {
        if (m_file && m_file->database().canWrite() && !(m_waiting.empty() && m_events.empty()))
            m_file->append(m_waiting, m_events);
    }

    SeriesAnswer read(const SeriesQuery &query)
    {
        if (m_file)
            return m_file->read(query, m_waiting, m_events);
        SeriesAnswer answer;
        for (const SeriesKey &key : query.keys)
            answer.lines.push_back({.key = key, .tier = Tier::Raw, .points = {}});
        return answer;
    }

    std::vector<SeriesInfo> catalogue() { return m_file ? m_file->catalogue() : std::vector<SeriesInfo>(); }

private:
    /// One slice; the next one comes after all that was asked for meanwhile.
    void tidy()
    {
        m_isTidying = false;
        if (!m_file || !m_file->database().canWrite())
            return;
        const SampleFile::Tidied tidied = m_file->tidy(m_tidyNow);
        if (tidied == SampleFile::Tidied::Failed) {
            suffer(m_tidyNow);
            return;
        }
        report(StoreTrouble::None, {});
        if (tidied != SampleFile::Tidied::All) {
            m_isTidying = true;
            QMetaObject::invokeMethod(
                this, [this] { goOnTidying(); }, Qt::QueuedConnection);
            return;
        }
        QMetaObject::invokeMethod(
            m_store, [store = m_store, now = m_tidyNow] { Q_EMIT store->tidied(now); }, Qt::QueuedConnection);
    }

    void goOnTidying()
    {
        // A write that failed since the last slice: a slice that succeeds says nothing of it.
        if (m_status.trouble == StoreTrouble::None)
            tidy();
        else
            m_isTidying = false;
    }

    void suffer(qint64 now)
    {
        m_retryAt = now + RetryMs;
        StoreTrouble trouble = storeTroubleOf(m_file->error());
        if (trouble == StoreTrouble::None)
            trouble = StoreTrouble::Unavailable;
        const QString what =
            trouble == StoreTrouble::Full      ? u"there is no room for %1: make room on its disk; it is tried again"_s
            : trouble == StoreTrouble::Damaged ? u"%1 is damaged: move it away and start the program again"_s
                                               : u"%1 cannot be written"_s;
        report(trouble, what.arg(m_options.path) + u" ("_s + m_file->error().text() + u")"_s);
    }

    void report(StoreTrouble trouble, const QString &detail)
    {
        const StoreFile::Status status{trouble, detail, m_file ? m_file->database().note() : m_status.note};
        if (status == m_status)
            return;
        m_status = status;
        QMetaObject::invokeMethod(
            m_store, [store = m_store, status] { store->report(status); }, Qt::QueuedConnection);
    }

    SampleStore *m_store;
    Options m_options;
    std::unique_ptr<SampleFile> m_file;
    std::vector<Sample> m_waiting;
    std::vector<HistoryEvent> m_events;
    StoreFile::Status m_status;
    qint64 m_retryAt = 0;
    qint64 m_tidyNow = 0;
    bool m_isTidying = false; ///< a slice is on its way
};

SampleStore::SampleStore(Options options, QObject *parent)
    : SeriesSource(parent), m_worker(new Worker(this, std::move(options)))
{
    m_worker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    m_thread.setObjectName(u"history"_s);
    m_thread.start();
    post([](Worker &worker) { worker.open(); });
}

SampleStore::~SampleStore()
{
    sendBatch();
    post([thread = &m_thread](Worker &worker) {
        worker.finish();
        thread->quit();
    });
    m_thread.wait();
}

void SampleStore::post(std::function<void(Worker &)> work)
{
    QMetaObject::invokeMethod(
        m_worker, [worker = m_worker, work = std::move(work)] { work(*worker); }, Qt::QueuedConnection);
}

void SampleStore::sendBatch()
{
    if (m_batch.empty() && m_events.empty())
        return;
    const auto samples = std::make_shared<std::vector<Sample>>(std::exchange(m_batch, {}));
    const auto events = std::make_shared<std::vector<HistoryEvent>>(std::exchange(m_events, {}));
    post([samples, events](Worker &worker) { worker.add(std::move(*samples), std::move(*events)); });
}

void SampleStore::add(std::vector<Sample> samples)
{
    m_batch.insert(m_batch.end(), std::make_move_iterator(samples.begin()), std::make_move_iterator(samples.end()));
    if (m_batch.size() >= LargestBatch)
        sendBatch();
}

void SampleStore::add(HistoryEvent event)
{
    m_events.push_back(std::move(event));
}

void SampleStore::flush(qint64 nowMs)
{
    sendBatch();
    post([nowMs](Worker &worker) { worker.flush(nowMs); });
}

void SampleStore::setRetention(const Retention &retention)
{
    post([retention](Worker &worker) { worker.setRetention(retention); });
}

void SampleStore::read(SeriesQuery query, QObject *context, std::function<void(SeriesAnswer &&)> done)
{
    sendBatch(); // what was added before is seen
    askWorker<SeriesAnswer>(
        this, m_worker, context, [worker = m_worker, query = std::move(query)] { return worker->read(query); },
        std::move(done));
}

void SampleStore::catalogue(QObject *context, std::function<void(std::vector<SeriesInfo> &&)> done)
{
    sendBatch();
    askWorker<std::vector<SeriesInfo>>(
        this, m_worker, context, [worker = m_worker] { return worker->catalogue(); }, std::move(done));
}

void SampleStore::report(const StoreFile::Status &status)
{
    m_status = status;
    Q_EMIT troubleChanged();
}

} // namespace rollcall

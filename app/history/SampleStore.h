// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/ClusterFile.h"
#include "history/Series.h"
#include "history/StoreFile.h"

#include <QPointer>
#include <QThread>
#include <map>
#include <memory>

class QSqlDatabase;

namespace rollcall {

/// The samples and events of one cluster, in one file, kept as long as the retention says. Everything slow is done on a
/// thread of its own; a file that cannot be written is told by trouble(), and what can be read is read. Belongs to the
/// thread that made it; going, it writes what it has and waits for that.
class SampleStore : public SeriesSource
{
    Q_OBJECT

public:
    struct Options
    {
        QString path = {};
        Retention retention = {};
        /// On the store's thread before each transaction: a test's own faults.
        std::function<void(QSqlDatabase &)> beforeWrite = {};
        /// So many samples wait for a disk that has no room; then the oldest are dropped.
        std::size_t mostWaiting = 1'000'000;
    };

    explicit SampleStore(Options options, QObject *parent = nullptr);
    ~SampleStore() override;

    /// Gathered here until flush(), or until there are many. A series' samples come by time; a late one is found its
    /// place as long as the raw samples of its day are kept.
    void add(std::vector<Sample> samples);
    void add(HistoryEvent event);
    /// Writes what was gathered and tidies the file. To be called about each second; `nowMs`: UTC, since 1970.
    void flush(qint64 nowMs);
    /// What is older than it says goes with the next flush.
    void setRetention(const Retention &retention);

    void read(SeriesQuery query, QObject *context, std::function<void(SeriesAnswer &&)> done) override;
    void catalogue(QObject *context, std::function<void(std::vector<SeriesInfo> &&)> done) override;

    StoreTrouble trouble() const { return m_status.trouble; }
    /// English: which file, why, and what to do; empty without trouble.
    const QString &detail() const { return m_status.detail; }
    /// See Database::note().
    const QString &note() const { return m_status.note; }

Q_SIGNALS:
    void troubleChanged(); ///< also when there is a note
    /// All that was added before the flush of that moment is committed.
    void flushed(qint64 nowMs);
    /// All that is to be folded, rolled up and forgotten at that moment is.
    void tidied(qint64 nowMs);

private:
    class Worker;
    void post(std::function<void(Worker &)> work);
    void report(const StoreFile::Status &status);
    void sendBatch();

    std::vector<Sample> m_batch;
    std::vector<HistoryEvent> m_events;
    StoreFile::Status m_status;
    qint64 m_lastGrown = 0;
    QThread m_thread;
    Worker *m_worker = nullptr; ///< lives on the thread; goes with it
};

} // namespace rollcall

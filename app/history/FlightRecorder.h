// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "history/Database.h"
#include "history/HistoryInput.h"

#include <QObject>
#include <QThread>
#include <functional>

namespace rollcall {

/// The recordings' schema, shared with who reads them.
const Database::Schema &recordingSchema();
/// What a row of the table `entry` holds.
enum class RecordedKind { Answer = 0, Snapshot = 1 };
/// Points of the monotonic clock in a recording are counted from here.
inline constexpr TimePoint RecordingEpoch{std::chrono::hours(1)};

/// Keeps what goes through one watch in one file: the raw answers of the last 24 hours, with secrets taken out before
/// anything is written and equal bodies stored once; each moment at which the rules ran, so that they can be run again;
/// and every change of the state for 90 days. Works on a thread of its own behind a bounded queue. Times come from the
/// data. Where nothing can be written that is said, and the watch goes on.
class FlightRecorder final : public QObject, public HistoryInput
{
    Q_OBJECT

public:
    struct Options
    {
        std::chrono::milliseconds answers{std::chrono::hours(24)};
        std::chrono::milliseconds changes{std::chrono::hours(24 * 90)};
        bool retries = true; ///< as the watch's
    };

    FlightRecorder(QString path, Options options, QObject *parent = nullptr);
    /// After everything that was given to it is written. The file is then one file: no log stands beside it.
    ~FlightRecorder() override;

    /// Whether a recording can be written there: a new file, or one that is a recording. Touches nothing else. For
    /// commands; it opens the file, so not for a thread that may not wait.
    static Result<void> prepare(const QString &path);

    void answered(const Answer &answer, const Observation &observation, const QString &target) override;
    /// The canary's word is not raw: it is in the state changes alone.
    void observed(const Observation &, const QDateTime &, const QString &) override {}
    void published(const ClusterStatePtr &state) override;

    /// The window of time as a file of its own that another machine can open, whole from its first moment on. Replaces
    /// what is there, and only when all is written. `done` comes on this thread, unless `context` has gone.
    void exportTo(const QString &path, const QDateTime &from, const QDateTime &to, QObject *context,
                  std::function<void(Result<void>)> done);

    StoreTrouble trouble() const { return m_trouble; }
    QString detail() const { return m_detail; }
    /// Entries that were lost because the disk was slower than the watch.
    qint64 lost() const { return m_lost; }

Q_SIGNALS:
    void troubleChanged();

private:
    class Worker;
    struct Queue;
    struct Item;
    void push(Item &&item);
    void report(StoreTrouble trouble, const QString &detail);

    std::shared_ptr<Queue> m_queue;
    QThread m_thread;
    Worker *m_worker;
    StoreTrouble m_trouble = StoreTrouble::None;
    QString m_detail;
    qint64 m_lost = 0;
};

} // namespace rollcall

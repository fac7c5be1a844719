// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "history/HistoryInput.h"
#include "history/RecordingExport.h"
#include "history/RecordingFile.h"

#include <QObject>
#include <QPointer>
#include <QThread>
#include <QThreadPool>
#include <functional>

namespace rollcall {

/// Keeps what goes through one watch in one file: the raw answers of the last 24 hours, with secrets taken out before
/// anything is written and equal bodies stored once; each moment at which the rules ran, so that they can be run again;
/// and every change of the state for 90 days. Works on a thread of its own behind a bounded queue. Times come from the
/// data. Where nothing can be written that is said, and the watch goes on.
class FlightRecorder final : public QObject, public HistoryInput
{
    Q_OBJECT

public:
    using Options = RecordingFile::Options;

    FlightRecorder(QString path, Options options, QObject *parent = nullptr);
    /// After everything that was given to it is written. The file is then one file, without a log beside it, unless
    /// somebody has it open meanwhile. Exports that are not done yet are cancelled.
    ~FlightRecorder() override;

    /// Whether a recording can be written there: a new file, or one that is a recording. Touches nothing else. For
    /// commands; it opens the file, so not for a thread that may not wait.
    static Result<void> prepare(const QString &path);

    void answered(const Answer &answer, const Observation &observation, const QString &target) override;
    void observed(const Observation &observation, const QDateTime &utc, const QString &target) override;
    void published(const ClusterStatePtr &state) override;
    void remembered(const GoroutinePast &past, const QDateTime &utc, const QString &target) override;

    /// The window of time as a file of its own that another machine can open, whole from its first moment on. Replaces
    /// what is there, and only when all is written. `recording.empty`: nothing was recorded then;
    /// `recording.unwritable`, `recording.unavailable`: with the path and why; `recording.cancelled`. `done` comes on
    /// this thread, unless `context` has gone. Recording goes on meanwhile. `progress` may be looked at from here
    /// meanwhile, or be null.
    void exportTo(const QString &path, const QDateTime &from, const QDateTime &to, QObject *context,
                  std::function<void(Result<void>)> done, std::shared_ptr<ExportProgress> progress = {});
    /// The newest changes of the state in the span, at most `most`, newest first. Times are UTC in milliseconds since
    /// 1970.
    void readChanges(qint64 from, qint64 to, int most, QObject *context,
                     std::function<void(std::vector<StateChange> &&)> done);
    /// What there is to be exported.
    void readSpan(QObject *context, std::function<void(RecordedSpan &&)> done);

    StoreTrouble trouble() const { return m_trouble; }
    QString detail() const { return m_detail; }
    /// What happened to an earlier file that was damaged, and how much is missing since when: no trouble any more, but
    /// somebody should know. Of a gap it goes an hour after the last loss, by the times of the snapshots. English;
    /// empty: nothing.
    QString note() const;
    /// Entries that were lost because they could not be written, or because the disk was slower than the watch, since
    /// it was made.
    qint64 lost() const { return m_lost; }

Q_SIGNALS:
    /// Also of the note.
    void troubleChanged();
    /// There is a new change of the state to be read.
    void changed();

private:
    class Worker;
    struct Queue;
    void push(RecordedItem &&item);
    void lose(qint64 count, const QDateTime &utc);
    void tellGap(const QDateTime &now);
    void startExport(const QString &path, qint64 from, qint64 to, const QPointer<QObject> &context,
                     const std::function<void(Result<void>)> &done, const std::shared_ptr<ExportProgress> &progress);
    void report(StoreTrouble trouble, const QString &detail, const QString &note);

    const QString m_path;
    std::shared_ptr<Queue> m_queue;
    QThread m_thread;
    Worker *m_worker;
    StoreTrouble m_trouble = StoreTrouble::None;
    QString m_detail;
    QString m_note;
    qint64 m_lost = 0;
    /// What was lost lately.
    struct Gap
    {
        qint64 count = 0;
        QDateTime first;
        QDateTime last;
        QDateTime toldAt; ///< somebody was told of it, as it was then
        qint64 told = 0;  ///< of `count`
    };
    std::optional<Gap> m_gap;
    std::vector<std::weak_ptr<ExportProgress>> m_exporting;
    QThreadPool m_exports; ///< of one thread, which goes when it is not needed
};

} // namespace rollcall

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "history/Series.h"
#include "watch/Replay.h"

#include <QObject>
#include <QThread>
#include <functional>
#include <memory>
#include <vector>

namespace rollcall {

/// What can be said of a recording before it is read through.
struct RecordingOutline
{
    QDateTime begin; ///< of the first moment that can be shown, UTC
    QDateTime end;   ///< of the last
    std::vector<RecordedChange> changes;
    std::vector<RecordingGap> gaps; ///< longer than RecordingReader::ShortestGap
    ClusterStatePtr first;          ///< the board at `begin`; never null
};

/// The board at one moment of a recording.
struct RecordedMoment
{
    QDateTime utc; ///< that was asked for, within begin and end
    ClusterStatePtr state;
    TargetId target;             ///< of `answers`; invalid: nobody asked for any
    std::vector<Answer> answers; ///< see Replay::lastAnswers()
};

/// Reads a recording on a thread of its own, so that any moment of it can be shown soon: reads on by itself up to the
/// end and keeps places to begin from, so that a seek, back or forth, reads a few minutes of it at most. The memory for
/// that is bounded however long it is.
class RecordingReader final : public QObject
{
    Q_OBJECT

public:
    static constexpr std::chrono::minutes ShortestGap{2};

    explicit RecordingReader(QString path, QObject *parent = nullptr);
    /// Also while it opens.
    ~RecordingReader() override;

    /// Once, and first. An error, ready to be shown, comes from a file that cannot be read; nothing else is to be asked
    /// then. On the caller's thread, and not after `context` is gone.
    void open(QObject *context, std::function<void(Result<RecordingOutline> &&)> done);
    /// Ends with arrived(), unless another wish comes before: the newest counts. `target`: whose answers are wanted,
    /// too; may be invalid.
    void seek(const QDateTime &utc, TargetId target);
    /// Whoever keeps the figures has written them: reading on waits for that, so that they do not heap up.
    void figuresWritten();

Q_SIGNALS:
    /// What the answers say in numbers, and what happened, in their order and each once, up to that moment.
    void figures(const std::vector<rollcall::Sample> &samples, const std::vector<rollcall::HistoryEvent> &events,
                 const QDateTime &utc);
    void arrived(const rollcall::RecordedMoment &moment);
    /// So far everything was read through: what is later takes its time. At most ten times a second.
    void readTo(const QDateTime &utc);
    /// What comes after that moment cannot be read, and why. Once; from then on it is the end.
    void broken(const QDateTime &after, const QString &message);

private:
    class Worker;
    struct Wishes;

    std::shared_ptr<Wishes> m_wishes;
    QThread m_thread;
    Worker *m_worker;
};

} // namespace rollcall

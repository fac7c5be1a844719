// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Clock.h"
#include "ui/models/OpenClusters.h"
#include "watch/RecordingReader.h"

#include <QTemporaryDir>

namespace rollcall {

class SampleStore;

/// A recording as the one cluster that is open: the board as it was at the moment that was chosen. Read on a thread of
/// its own; nothing is asked of anybody. Play lets the moment go on by itself.
class RecordedCluster final : public OpenClusters
{
    Q_OBJECT

public:
    /// `clock` drives play() and outlives this.
    RecordedCluster(const QString &path, Clock &clock, QObject *parent = nullptr);
    ~RecordedCluster() override;

    /// Once, and first. An error is ready to be shown; without one the cluster is open at the recording's begin. Not
    /// after `context` is gone.
    void load(QObject *context, std::function<void(const Result<void> &)> done);
    const RecordingOutline &outline() const { return m_outline; }
    /// The recording's own file.
    const QString &file() const { return m_path; }

    /// The moment that was chosen; its board comes with the next shown().
    QDateTime moment() const { return m_moment; }
    /// The moment whose board is shown.
    QDateTime shownMoment() const { return m_shown; }
    bool isPending() const { return m_isPending; }
    /// So far it was read; later moments take their time.
    QDateTime readTo() const { return m_readTo; }
    /// The last moment that can be shown: earlier than the outline's where the file cannot be read to its end.
    QDateTime end() const { return m_end; }
    void setMoment(const QDateTime &utc);
    /// From one change of findings to another; from the first to the begin, from the last to the end.
    void toPreviousChange();
    void toNextChange();
    bool canGoBack() const { return m_moment > m_outline.begin; }
    bool canGoOn() const { return m_moment < m_end; }

    /// How many seconds of the recording pass in one.
    int speed() const { return m_speed; }
    void setSpeed(int speed);
    bool isPlaying() const { return m_isPlaying; }
    /// From the begin again where it stands at the end. Stops there by itself. Spans without anything are left out.
    void setPlaying(bool isPlaying);

    std::vector<ClusterKey> keys() const override;
    ClusterStatePtr state(ClusterKey) const override { return m_state; }
    /// None: the cluster's own file is elsewhere, and not what a recording changes.
    QString path(ClusterKey) const override { return {}; }
    QString notice(ClusterKey) const override;
    QString caption() const override;
    bool isRecorded() const override { return true; }
    QString whyNotAsked(ClusterKey) const override;
    QStringList secretErrors(ClusterKey) const override { return {}; }
    std::vector<Answer> lastAnswers(ClusterKey key, TargetId target) const override;
    void probeNow(ClusterKey, TargetId) override {}
    void setPaused(ClusterKey, bool) override {}
    Result<ClusterKey> open(const QString &path) override;
    void close(ClusterKey key) override;
    Result<void> reload(ClusterKey) override { return {}; }
    /// The recording's own figures, as far as it was read.
    SeriesSource *series(ClusterKey) const override;
    QString historyTrouble(ClusterKey) const override;
    TimePoint now() const override;

Q_SIGNALS:
    /// Another moment was chosen.
    void momentChanged();
    /// The board of the chosen moment is here.
    void shown();
    void playingChanged();
    /// readTo() or end() is another one.
    void readOn();

private:
    void ask() const;
    void arrive(const RecordedMoment &moment);
    void playOn();
    QString name() const;

    QString m_path;
    Clock &m_clock;
    std::unique_ptr<RecordingReader> m_reader;
    std::unique_ptr<Timer> m_timer;
    QTemporaryDir m_folder; ///< of the figures; goes with this
    std::unique_ptr<SampleStore> m_samples;
    RecordingOutline m_outline;
    bool m_isOpen = false;
    QDateTime m_moment;
    QDateTime m_shown;
    QDateTime m_readTo;
    QDateTime m_end;
    QString m_fault; ///< why it ends before its end
    ClusterStatePtr m_state;
    mutable bool m_isPending = false;
    mutable TargetId m_target; ///< whose answers somebody looks at
    TargetId m_answersOf;
    std::vector<Answer> m_answers;
    int m_speed = 10;
    bool m_isPlaying = false;
    TimePoint m_playedAt;
};

} // namespace rollcall

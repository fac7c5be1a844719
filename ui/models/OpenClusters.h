// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "history/Series.h"
#include "watch/Watch.h"

#include <QObject>
#include <QString>
#include <QStringList>
#include <vector>

namespace rollcall {

class ClusterHistory;

/// Names one open cluster for as long as the program runs. Unlike an index it never moves and is never used again.
struct ClusterKey
{
    int value = -1;
    bool isValid() const { return value >= 0; }
    auto operator<=>(const ClusterKey &) const = default;
};

/// The clusters that are open, as the window sees them: snapshots to show and the few things that can be asked for.
/// The seam between window and engine, so that pages and models are tested with states made by hand.
class OpenClusters : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// In the order in which they were opened.
    virtual std::vector<ClusterKey> keys() const = 0;
    bool contains(ClusterKey key) const;

    /// The newest snapshot; never null. The calls below are for a key that is open.
    virtual ClusterStatePtr state(ClusterKey key) const = 0;
    /// The cluster file; empty for a cluster that has none.
    virtual QString path(ClusterKey key) const = 0;
    /// To be said at the top of everything that shows this cluster; empty: nothing to say.
    virtual QString notice(ClusterKey key) const = 0;
    /// What a window over them says in its title before anything else; empty: nothing.
    virtual QString caption() const { return {}; }
    /// Whether they are those of a recording: time stands at the moment that was chosen, and nothing can be changed.
    virtual bool isRecorded() const { return false; }
    /// Why nothing can be asked of it, nor the asking paused, in words to be shown (a recording); empty: it can.
    virtual QString whyNotAsked(ClusterKey) const { return {}; }
    /// One line for each secret that could not be read. No values.
    virtual QStringList secretErrors(ClusterKey key) const = 0;
    /// The last whole answer of each probe of a target, newest first.
    virtual std::vector<Answer> lastAnswers(ClusterKey key, TargetId target) const = 0;

    /// What is kept of it; null where nothing is.
    virtual ClusterHistory *history(ClusterKey) const { return nullptr; }

    virtual void probeNow(ClusterKey key, TargetId target) = 0;
    virtual void setPaused(ClusterKey key, bool isPaused) = 0;
    /// Opening what is open already gives its key. The error is ready to be shown.
    virtual Result<ClusterKey> open(const QString &path) = 0;
    virtual void close(ClusterKey key) = 0;
    /// Takes up a changed file.
    virtual Result<void> reload(ClusterKey key) = 0;

    /// Where this cluster's history is read from; nullptr: none is kept. Lives as long as the cluster is open.
    virtual SeriesSource *series(ClusterKey) const { return nullptr; }
    /// Why no history can be kept, in words to be shown; empty: nothing is wrong with it.
    virtual QString historyTrouble(ClusterKey) const { return {}; }
    /// Writes the threshold into the cluster file and takes it up. The error is ready to be shown.
    virtual Result<void> setGoroutineThreshold(ClusterKey key, int threshold);

    /// The engine's time; ages on screen are counted against it.
    virtual TimePoint now() const = 0;

Q_SIGNALS:
    void opened(rollcall::ClusterKey key);
    /// When it is gone already.
    void closed(rollcall::ClusterKey key);
    void changed(rollcall::ClusterKey key);
};

} // namespace rollcall

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"
#include "health/ClusterState.h"

#include <QDateTime>
#include <functional>
#include <memory>
#include <vector>

namespace rollcall {

/// A moment at which the findings became others.
struct RecordedChange
{
    QDateTime utc;
    State state = State::Unknown; ///< of the cluster from then on
};

/// From its begin on nothing was recorded until its end.
struct RecordingGap
{
    QDateTime begin;
    QDateTime end;
};

/// A recording through the rules: the same readers and the same rules as a watch, at the recorded moments. Gives the
/// state changes that the watch gave: what the watch knew of the days before (the goroutines' past, which climbs are
/// measured by) stands among the answers; a recording of an earlier version is without. Opens the file for reading
/// only; asks nobody, needs no secret. All calls read the disk: for a thread that may wait, or in small steps.
class Replay
{
public:
    /// Where a replay stands, with all that the rules remember. Takes about as much memory as the facts of the cluster.
    struct Place;
    using PlacePtr = std::shared_ptr<const Place>;

    /// Whether it looks like one by its first bytes. Reads no more than these, and of a plain file only.
    static bool isRecording(const QString &path);

    /// Refuses what is no recording, is damaged, holds nothing, or comes from a newer version: one line that says so.
    static Result<std::unique_ptr<Replay>> open(const QString &path);
    /// Another one of the same file, before its first moment. It is not looked through for damage once more, which is
    /// most of what open() takes.
    Result<std::unique_ptr<Replay>> another() const;
    ~Replay();

    /// Told of every answer that is read from now on, and of whom it is.
    using Listener = std::function<void(const Observation &, const QString &target, const QDateTime &utc)>;
    void setListener(Listener listener);

    /// Of the first and the last moment that can be shown, UTC.
    QDateTime begin() const;
    QDateTime end() const;

    /// On to the next moment at which the watch had a new state. False: that was the last one. An error: what follows
    /// cannot be read, and state() is the last before it.
    Result<bool> next();
    /// The same, and not past a moment: false as well when the next one is after `last`.
    Result<bool> next(const QDateTime &last);
    /// As the board was at that moment: the last state not after it, or the first one. Backwards it begins anew.
    Result<void> seek(const QDateTime &utc);
    /// Null before the first next() or seek().
    ClusterStatePtr state() const;
    /// To come back to, also by another replay of the same file.
    PlacePtr place() const;
    /// Back or on to a place, at once.
    void goTo(const Place &place);
    /// The last answer of each probe of a target up to state(), newest first and cut as those of a watch.
    Result<std::vector<Answer>> lastAnswers(TargetId target) const;

    /// Within begin() and end(), oldest first.
    Result<std::vector<RecordedChange>> changes() const;
    /// Spans longer than `shortest` in which there is no moment.
    Result<std::vector<RecordingGap>> gaps(Milliseconds shortest) const;

private:
    Replay();
    Result<void> openFile(const QString &path);
    Result<void> findDamage() const;
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace rollcall

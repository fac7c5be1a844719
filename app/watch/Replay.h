// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"
#include "health/ClusterState.h"

#include <QDateTime>
#include <memory>

namespace rollcall {

/// A recording through the rules: the same readers and the same rules as a watch, at the recorded moments. Gives the
/// state changes that the watch gave. Opens the file for reading only; asks nobody, needs no secret. All calls read
/// the disk: for a thread that may wait, or in small steps.
class Replay
{
public:
    /// Refuses what is no recording, is damaged, holds nothing, or comes from a newer version: one line that says so.
    static Result<std::unique_ptr<Replay>> open(const QString &path);
    ~Replay();

    /// Of the first and the last moment that can be shown, UTC.
    QDateTime begin() const;
    QDateTime end() const;

    /// On to the next moment at which the watch had a new state. False: that was the last one. An error: what follows
    /// cannot be read, and state() is the last before it.
    Result<bool> next();
    /// As the board was at that moment: the last state not after it, or the first one. Backwards it begins anew.
    Result<void> seek(const QDateTime &utc);
    /// Null before the first next() or seek().
    ClusterStatePtr state() const;

private:
    Replay();
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace rollcall

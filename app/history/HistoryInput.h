// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "health/Climb.h"
#include "health/ClusterState.h"
#include "health/Observation.h"

namespace rollcall {

/// Who is told of everything that goes through a watch: the history. Called on the watch's thread, with nothing slow
/// allowed inside.
class HistoryInput
{
public:
    virtual ~HistoryInput() = default;
    /// One answer and what it means. The answer may be moved from afterwards: keep a copy of what is needed.
    virtual void answered(const Answer &answer, const Observation &observation, const QString &target) = 0;
    /// Something that was observed without an answer of its own (the canary).
    virtual void observed(const Observation &observation, const QDateTime &utc, const QString &target) = 0;
    /// A new snapshot.
    virtual void published(const ClusterStatePtr &state) = 0;
    /// What is known by now of what a target's goroutines did: now and then, after a snapshot. For whoever keeps it.
    virtual void remembered(const GoroutinePast &, const QDateTime &, const QString &) {}
};

} // namespace rollcall

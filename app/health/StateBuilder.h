// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "health/ClusterState.h"
#include "health/Evaluator.h"

namespace rollcall {

/// One target as the facts and the last evaluation have it. A few microseconds; makes no text.
/// `evaluation` is the newest of `evaluator`; its facts may be newer.
TargetStatePtr buildTargetState(const Evaluator &evaluator, const Evaluation &evaluation, TargetId target);

/// What is not the targets' own, for buildClusterState().
struct ClusterMoment
{
    std::shared_ptr<const ClusterFile> file;
    bool isPaused = false;
    bool isFirstSweep = false;
    TimePoint at;
    QDateTime startedAt;
    QDateTime utc;
};

/// The whole cluster. `targets` are by TargetId, one for each target of the file.
ClusterStatePtr buildClusterState(ClusterMoment moment, const Evaluation &evaluation,
                                  std::vector<TargetStatePtr> targets);

/// All of it at once, every target built anew: for one-shot commands and tests.
ClusterStatePtr buildClusterState(ClusterMoment moment, const Evaluator &evaluator, const Evaluation &evaluation);

} // namespace rollcall

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "health/ClusterState.h"
#include "health/Evaluator.h"

#include <functional>
#include <memory>
#include <vector>

namespace rollcall {

/// Turns observations into snapshots: runs the rules when they would see something new, and builds anew only those
/// targets that changed. The work can be cut into slices, so that no single event holds up the window.
class StateKeeper
{
public:
    StateKeeper(std::shared_ptr<const ClusterFile> file, Evaluator::Options options);
    /// Goes on from where the other stands; the states built so far are shared.
    StateKeeper(const StateKeeper &other);
    StateKeeper &operator=(const StateKeeper &) = delete;

    Evaluator &evaluator() { return m_evaluator; }
    const Evaluator &evaluator() const { return m_evaluator; }
    /// The facts of every target, by TargetId.
    const std::vector<const TargetFacts *> &facts() const { return m_facts; }

    void observe(const Observation &observation);
    /// Something else than an answer makes a new snapshot worth while.
    void markNews() { m_hasNews = true; }
    bool hasNews() const { return m_hasNews; }

    /// Runs the rules if they would see something new, or if that was long ago (some speak only after a time).
    /// `isSure`: in any case. Then build() until it says that it is done.
    void evaluate(TimePoint now, const QDateTime &utc, bool isSure);
    /// Builds targets until all are done (true) or `isEnough` says so (false).
    bool build(const std::function<bool()> &isEnough);
    const Evaluation &evaluation() const { return m_evaluation; }
    const std::vector<TargetStatePtr> &states() const { return m_states; }

private:
    void markChanged(std::size_t target);
    bool hasOtherFindings(std::size_t target) const;

    void pointAtFacts();

    std::shared_ptr<const ClusterFile> m_file;
    Evaluator m_evaluator;
    Evaluation m_evaluation;
    TimePoint m_evaluatedAt = TimePoint::min();
    std::vector<const TargetFacts *> m_facts;
    std::vector<TargetStatePtr> m_states;
    std::vector<bool> m_isChanged;
    std::vector<std::size_t> m_changed;
    bool m_hasNews = true;
};

} // namespace rollcall

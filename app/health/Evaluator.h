// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Clock.h"
#include "cluster/ClusterFile.h"
#include "health/Climb.h"
#include "health/Finding.h"
#include "health/MemberMatch.h"
#include "health/Spread.h"
#include "health/TargetFacts.h"

#include <memory>
#include <span>
#include <vector>

namespace rollcall {

/// What the rules say at one moment.
struct Evaluation
{
    std::vector<Finding> findings; ///< sorted, with `since`
    State state = State::Unknown;  ///< of the cluster
    std::vector<State> targetStates;
    /// For each target the indices into `findings` of those that name it, worst first.
    std::vector<std::vector<std::size_t>> findingsOf;
    bool isOffline = false; ///< this workstation has no network: everything is grey
    /// Whether anything but times and latencies changed since the evaluation before.
    bool hasChanged = true;
};

/// A question to be asked again before something may be said.
struct Recheck
{
    TargetId target;
    QString probe; ///< id
    TimePoint at;
};

/// Folds observations into facts, runs the rules over them, and keeps what only time can tell: whether a second attempt
/// failed too, whether member lists still differ when asked again, since when a finding holds. No clock and no I/O:
/// time comes in with the observations and with evaluate(). Replaying a recording gives the same findings.
class Evaluator
{
public:
    struct Options
    {
        int attempts = 2;         ///< failed ones before a target is called down
        bool confirmViews = true; ///< false with `--no-retry`: views are not asked again, and no split is said
    };

    explicit Evaluator(ClusterFile file, Options options);
    explicit Evaluator(ClusterFile file) : Evaluator(std::move(file), Options{}) {}
    /// Goes on from where the other stands, and says from there what that one says.
    Evaluator(const Evaluator &other);
    Evaluator &operator=(const Evaluator &) = delete;
    ~Evaluator();

    void observe(const Observation &observation);
    /// `now` and `utc` are the same moment on the two clocks.
    Evaluation evaluate(TimePoint now, const QDateTime &utc);
    /// What to ask again, collected since the last call: second attempts and views to confirm.
    std::vector<Recheck> takeRechecks();
    /// What the target's goroutines were before this one began to watch, from a store. What was seen since counts for
    /// more.
    void rememberGoroutines(TargetId target, std::span<const GoroutinePast::Remembered> values);
    /// What is known of the target's goroutines by now; null: nothing. Until the next call of anything.
    const GoroutinePast *goroutines(TargetId target) const;
    /// Goes on from what another one knew of the target's goroutines, as its goroutines() said; `memory` is sound.
    void takeGoroutines(TargetId target, GoroutinePast::Memory memory);
    /// After the machine slept: what failed before counts for nothing, and nothing is called down on old evidence.
    void forgetFailures();
    /// Another version of the same cluster's file: takes over what `old` knows. `origins` says, by TargetId of this
    /// one, which target of the old file it was; invalid for a new one. Before the first observe() only.
    void adopt(const Evaluator &old, const std::vector<TargetId> &origins);

    const ClusterFile &file() const;
    const TargetFacts &facts(TargetId target) const;
    const TargetSettings &settings(TargetId target) const;
    /// Whom the target lists, in terms of the file, as of the last evaluate().
    const MemberView &view(TargetId target) const;
    /// The same of what its gossip layer holds.
    const MemberView &gossipView(TargetId target) const;
    /// The row of a current member list that describes the target: of its own list, else of a live peer's. Null: no
    /// such row.
    const Member *row(TargetId target) const;
    /// The proxy: the one live node whose identity its last answer carries. Invalid: cannot be told.
    TargetId reachedByProxy() const;
    /// Whom the proxy leads to, over fresh connections.
    const Spread &spread() const;
    /// Whether rules would see something else than at the last evaluate().
    bool isDirty() const;

private:
    struct State_;
    std::unique_ptr<State_> m;
};

} // namespace rollcall

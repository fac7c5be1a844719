// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Clock.h"
#include "cluster/ClusterFile.h"
#include "health/Finding.h"
#include "health/TargetFacts.h"

#include <memory>
#include <vector>

namespace rollcall {

/// What the rules say at one moment.
struct Evaluation
{
    std::vector<Finding> findings; ///< sorted, with `since`
    State state = State::Unknown;  ///< of the cluster
    std::vector<State> targetStates;
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
    ~Evaluator();

    void observe(const Observation &observation);
    /// `now` and `utc` are the same moment on the two clocks.
    Evaluation evaluate(TimePoint now, const QDateTime &utc);
    /// What to ask again, collected since the last call: second attempts and views to confirm.
    std::vector<Recheck> takeRechecks();
    /// After the machine slept: what failed before counts for nothing, and nothing is called down on old evidence.
    void forgetFailures();

    const ClusterFile &file() const;
    const TargetFacts &facts(TargetId target) const;
    /// Whether rules would see something else than at the last evaluate().
    bool isDirty() const;

private:
    struct State_;
    std::unique_ptr<State_> m;
};

} // namespace rollcall

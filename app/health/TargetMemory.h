// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Boxed.h"
#include "cluster/ClusterFile.h"
#include "health/Climb.h"
#include "health/TargetFacts.h"

#include <optional>

namespace rollcall {

/// Over how many goroutines the node counts as ill: the lower of the file's rule and the node's own setting. Absent:
/// nobody says.
std::optional<double> goroutineThresholdOf(const TargetFacts &facts, const Rules &rules);

/// How answers are folded: the same for all targets of a cluster.
struct FoldSettings
{
    const Rules &rules;
    int attempts = 2; ///< failed ones before a target is called down
};

/// What an observation changed.
struct FoldResult
{
    bool isRelevant = false;           ///< rules may see something else now
    bool isNewList = false;            ///< the member list itself is another one
    bool isListRead = false;           ///< a list was read (or lost), the same or another one
    bool isNewAddress = false;         ///< TargetFacts::peerAddress is another one
    std::optional<TimePoint> askAgain; ///< when the failed probe is to be asked once more
};

/// API errors over a stretch of requests.
struct ErrorRate
{
    double ratio = 0; ///< errors in relation to requests
    double errors = 0;
};

/// The facts of one target and what folding needs besides: earlier counters, which attempts were counted.
class TargetMemory
{
public:
    TargetFacts facts;
    /// API errors in relation to requests: over the newest stretch that had enough requests, else since the start.
    std::optional<ErrorRate> errorRate;
    Boxed<GoroutinePast> goroutines; ///< of a node that tells them

    FoldResult fold(const Observation &observation, const TargetSettings &settings, const FoldSettings &how);
    /// Failures so far count for nothing.
    void forgetFailures();
    /// What the rules see from now on is what they have seen: later changes are measured from here.
    void markEvaluated();

private:
    void foldReach(const Observation &observation, const Outcome &outcome, const TargetSettings &settings,
                   const FoldSettings &how, FoldResult &result);
    void foldFacts(const Observation &observation, const Outcome &outcome, const TargetSettings &settings,
                   const FoldSettings &how, FoldResult &result);
    /// Whether what a failed exchange means has to wait for the second attempt, as a target's own silence does.
    bool isHeldBack(const Observation &observation, const Outcome &outcome, const TargetSettings &settings,
                    const FoldSettings &how, FoldResult &result);
    void foldDrain();
    void foldGossip(const GossipFact &gossip, const Observation &observation, TimePoint at, FoldResult &result);
    void loseGossipList(const QString &probe, FoldResult &result);
    void foldMetrics(const MetricsFact &metrics, const Outcome &outcome, const Rules &rules, FoldResult &result);
    void foldTrend(const MetricsFact &metrics, const Outcome &outcome, const Rules &rules, FoldResult &result);

    QString m_countedProbe; ///< that gave the last counted failure
    TimePoint m_countedAt;
    std::optional<TimePoint> m_askAgainAt; ///< already asked for
    /// Failures in a row of probes beside the url that mean something by failing: a port, an expectation.
    struct FailedRun
    {
        int attempts = 0;
        TimePoint first;
    };
    std::map<QString, FailedRun> m_failedRuns;
    bool m_hadFailure = false; ///< since the last contact of the primary
    // Counters at the start of the stretch that errorRate is computed over.
    std::optional<MetricsFact> m_base;
    // As of the last evaluate().
    std::optional<double> m_seenGoroutines;
    std::optional<double> m_seenRatio;
    std::optional<Milliseconds> m_seenOffset;
};

} // namespace rollcall

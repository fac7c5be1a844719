// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "health/Belief.h"
#include "health/Finding.h"
#include "health/MemberMatch.h"
#include "health/Spread.h"
#include "health/TargetMemory.h"

#include <QJsonArray>
#include <functional>
#include <map>
#include <span>
#include <vector>

namespace rollcall {

/// One target as the rules see it. Everything is borrowed and outlives the run.
struct TargetInput
{
    TargetId id;
    const TargetSettings *settings = nullptr;
    const TargetFacts *facts = nullptr;
    const MemberView *view = nullptr;   ///< the API's list; null or not known: no current one
    const MemberView *gossip = nullptr; ///< the same of the gossip layer
    const Member *row = nullptr;        ///< what a current list says of it: its own, else a live peer's
    std::optional<ErrorRate> errorRate;
    const Climb *climb = nullptr; ///< of the goroutines, where one is to be told

    bool isLive() const { return facts->reach.isLive(); }
    const MemberView *viewBy(BeliefSource source) const { return source == BeliefSource::Api ? view : gossip; }
    bool hasList(BeliefSource source = BeliefSource::Api) const
    {
        const MemberView *list = viewBy(source);
        return isLive() && list && list->isKnown;
    }
};

/// The input of all rules: the latest facts of one cluster at one moment.
struct RuleInput
{
    const ClusterFile *file = nullptr;
    std::vector<TargetInput> targets; ///< by TargetId
    /// The live nodes of each product, in the order of the file: only among these is anything compared.
    std::vector<std::vector<TargetId>> peers;
    /// Which node a cluster id belongs to, as the lists have it; invalid: none.
    std::function<TargetId(const QString &)> nodeOfId;
    const Spread *spread = nullptr; ///< whom the proxy leads to
    TimePoint now;
    QDateTime utc;
    int attempts = 2; ///< failed ones before a target is called down

    const TargetInput &target(TargetId id) const { return targets[id.index()]; }
    const Rules &rules() const { return file->rules; }
};

/// What a rule says, before time has had its say.
struct Spoken
{
    Finding finding;
    /// What tells it from another finding of the same code and targets: a component, a setting, a member.
    QString about;
    /// Whose lists must have been read again before it counts (views differ for seconds after every change). Empty:
    /// counts at once.
    std::vector<TargetId> toConfirm;
    /// Whose lists these are. What both sources say is one finding; see Evaluator.
    BeliefSource source = BeliefSource::Api;
};

/// Longer than any drain takes (GitLab: ten seconds, and the time that Puma then needs to end).
constexpr std::chrono::seconds LongestDrain{60};

/// Where rules put what they find.
class Findings
{
public:
    explicit Findings(const Rules &rules);
    void add(Code code, std::vector<TargetId> targets, QJsonObject evidence, QString about = {});
    void add(Severity severity, Code code, std::vector<TargetId> targets, QJsonObject evidence, QString about = {});
    void addToConfirm(Code code, std::vector<TargetId> targets, QJsonObject evidence, std::vector<TargetId> lists,
                      BeliefSource source, QString about = {});

    std::vector<Spoken> spoken;

private:
    /// Severities after the file's overrides; absent: the rule's own.
    std::map<Code, Severity> m_overrides;
};

/// A rule: pure, over the facts alone. No clock, no I/O.
using Rule = void (*)(const RuleInput &, Findings &);

/// Whether this workstation is what is cut off: then no rule is asked at all. `kind` receives `no route` or `silent`.
bool isOffline(const RuleInput &input, QString *kind = nullptr);

// Reach.cpp: does it answer at all
void ruleUnreachable(const RuleInput &, Findings &);
void ruleTls(const RuleInput &, Findings &);
void ruleCertificateExpires(const RuleInput &, Findings &);
void ruleProxyError(const RuleInput &, Findings &);
// Reached.cpp: whom the proxy leads to
void ruleNodeNotReached(const RuleInput &, Findings &);
// Illness.cpp: what a node says of itself
void ruleComponents(const RuleInput &, Findings &);
void ruleUnhealthy(const RuleInput &, Findings &);
void rulePhase(const RuleInput &, Findings &);
// Membership.cpp: who lists whom
void ruleMissing(const RuleInput &, Findings &);
void ruleAlone(const RuleInput &, Findings &);
void ruleSplit(const RuleInput &, Findings &);
void ruleDisabled(const RuleInput &, Findings &);
void ruleStrangers(const RuleInput &, Findings &);
// Gossip.cpp: what the gossip layer holds
void ruleGossipAccess(const RuleInput &, Findings &);
void ruleGossipStates(const RuleInput &, Findings &);
// Sameness.cpp: what must be equal on all nodes
void ruleVersion(const RuleInput &, Findings &);
void ruleConfig(const RuleInput &, Findings &);
void ruleClientConfig(const RuleInput &, Findings &);
void ruleSchema(const RuleInput &, Findings &);
void rulePlugins(const RuleInput &, Findings &);
void ruleSettings(const RuleInput &, Findings &);
// Peers.cpp: who stands out
void ruleClock(const RuleInput &, Findings &);
void ruleErrors(const RuleInput &, Findings &);
void ruleGoroutinesAbovePeers(const RuleInput &, Findings &);
void ruleGoroutinesRising(const RuleInput &, Findings &);
// Probes.cpp: what the person who wrote the file expects besides
void ruleExpectations(const RuleInput &, Findings &);
// Answers.cpp: what is wrong with single answers
void ruleAnswers(const RuleInput &, Findings &);
void ruleMetricsUnavailable(const RuleInput &, Findings &);

// Delivery.cpp: what the canary saw
void ruleDelivery(const RuleInput &, Findings &);
void ruleWebsockets(const RuleInput &, Findings &);

/// All of them, in the order of the contract's table.
std::span<const Rule> allRules();

// Shared by the rules.

/// Whether a list may be held against a node: one that was read before the node was seen to begin to answer says
/// nothing about it.
bool isEvidence(const MemberView &list, const TargetInput &node);

/// The names of targets as a JSON array.
QJsonArray namesOf(const RuleInput &input, std::span<const TargetId> targets);

/// Nodes grouped by a value that should be the same on all of them.
struct Grouping
{
    std::map<QString, std::vector<TargetId>> groups;
    std::optional<QString> majority; ///< the value of more than half of those that have one
    std::vector<TargetId> named;     ///< the odd ones out; without a majority, all

    bool differs() const { return groups.size() > 1; }
    /// `{ "key": { value: [names] }, "majority": value or null }`.
    QJsonObject evidence(const RuleInput &input, const QString &key) const;
};

/// `valueOf` gives the value of a node, or an empty text where it is not known: unknown is never a difference.
Grouping groupBy(const RuleInput &input, std::span<const TargetId> nodes,
                 const std::function<QString(const TargetInput &)> &valueOf);

/// Text of a node as it may stand in evidence.
QString fit(const QString &text);
/// One decimal, so that equal facts give equal bytes.
double rounded(double value, double step = 0.1);

} // namespace rollcall

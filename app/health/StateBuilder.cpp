// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "health/StateBuilder.h"

#include <algorithm>

namespace rollcall {

namespace {

/// What may be shown of a fact: of a target that answers, only what it says now; of one that does not, what it said
/// last (its age is told beside it).
template <class T>
const T *shown(const std::optional<Known<T>> &known, bool isLive)
{
    return known && (known->isCurrent || !isLive) ? &known->value : nullptr;
}

std::optional<QString> text(const QString &value)
{
    return value.isEmpty() ? std::nullopt : std::optional(value);
}

std::optional<QString> searchBackendOf(const TargetFacts &facts, bool isLive)
{
    const auto *plain = shown(facts.health, isLive);
    const auto *deep = shown(facts.deepHealth, isLive);
    const bool isPlainNewer = plain && deep && facts.health->at > facts.deepHealth->at;
    if (plain && plain->searchBackend && (isPlainNewer || !deep || !deep->searchBackend))
        return plain->searchBackend;
    return deep ? deep->searchBackend : std::nullopt;
}

/// The nodes that WebSockets through the proxy led to, as far as they are known by name.
std::vector<TargetId> reachedByWebsocket(const Evaluator &evaluator, const TargetFacts &facts)
{
    std::vector<TargetId> result;
    const WebsocketFact *fact = current(facts.websocket);
    if (!fact)
        return result;
    const ClusterFile &file = evaluator.file();
    for (std::size_t i = 0; i < file.nodes.size(); ++i) {
        if (std::find(fact->reached.begin(), fact->reached.end(), file.nodes[i].name) != fact->reached.end())
            result.push_back(TargetId{static_cast<int>(i)});
    }
    return result;
}

} // namespace

TargetStatePtr buildTargetState(const Evaluator &evaluator, const Evaluation &evaluation, TargetId target)
{
    auto state = std::make_shared<TargetState>();
    state->id = target;
    state->settings = evaluator.settings(target);
    state->facts = evaluator.facts(target);
    state->state = evaluation.targetStates[target.index()];
    state->findings.reserve(evaluation.findingsOf[target.index()].size());
    for (const std::size_t index : evaluation.findingsOf[target.index()])
        state->findings.push_back(evaluation.findings[index]);

    const TargetFacts &facts = state->facts;
    const Reach &reach = facts.reach;
    const bool isLive = reach.isLive();
    if (const auto *identity = shown(facts.identity, isLive)) {
        state->version = text(identity->version);
        state->build = text(identity->build);
        state->clientConfigHash = text(identity->clientConfigHash);
    }
    if (const auto *schema = shown(facts.schema, isLive))
        state->schemaVersion = text(schema->version);
    if (const Member *row = evaluator.row(target)) {
        state->configHash = text(row->configHash);
        state->hostname = text(row->hostname);
        state->clusterId = text(row->id);
        state->gossipAddress = text(row->address);
        if (!row->schemaVersion.isEmpty())
            state->schemaVersion = row->schemaVersion;
    }
    if (const auto *metrics = shown(facts.metrics, isLive)) {
        state->goroutines = metrics->goroutines;
        state->threads = metrics->threads;
    }
    state->searchBackend = searchBackendOf(facts, isLive);
    if (const auto *clock = shown(facts.clock, isLive))
        state->clockOffset = clock->offset;
    if (facts.certificate && facts.certificate->notAfter.isValid())
        state->certificateExpiresAt = facts.certificate->notAfter;
    if (state->settings.isProxy) {
        std::vector<TargetId> reached = reachedByWebsocket(evaluator, facts);
        if (const TargetId last = evaluator.reachedByProxy(); last.isValid())
            reached.push_back(last);
        std::sort(reached.begin(), reached.end());
        reached.erase(std::unique(reached.begin(), reached.end()), reached.end());
        if (!reached.empty())
            state->reaches = std::move(reached);
    } else if (const MemberView &view = evaluator.view(target); view.isKnown) {
        state->sees = view.nodes;
        state->isPresumedLeader = view.lowest == target;
    }
    state->hasAnswered = reach.lastContactUtc.isValid();
    state->updatedAt = reach.lastContact;
    if (state->hasAnswered && facts.latency.count() > 0)
        state->latencyMs = static_cast<double>(facts.latency.count()) / 1000;
    return state;
}

ClusterStatePtr buildClusterState(ClusterMoment moment, const Evaluation &evaluation,
                                  std::vector<TargetStatePtr> targets)
{
    auto state = std::make_shared<ClusterState>();
    state->file = std::move(moment.file);
    state->state = evaluation.state;
    state->isOffline = evaluation.isOffline;
    state->isPaused = moment.isPaused;
    state->isFirstSweep = moment.isFirstSweep;
    state->targets = std::move(targets);
    state->findings = evaluation.findings;
    state->at = moment.at;
    state->startedAt = moment.startedAt;
    state->utc = moment.utc;
    return state;
}

ClusterStatePtr buildClusterState(ClusterMoment moment, const Evaluator &evaluator, const Evaluation &evaluation)
{
    std::vector<TargetStatePtr> targets;
    const int count = evaluator.file().targetCount();
    targets.reserve(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i)
        targets.push_back(buildTargetState(evaluator, evaluation, TargetId{i}));
    return buildClusterState(std::move(moment), evaluation, std::move(targets));
}

} // namespace rollcall

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

Belief beliefOf(gossip::MemberState state)
{
    switch (state) {
    case gossip::MemberState::Alive:
        return Belief::Seen;
    case gossip::MemberState::Suspect:
        return Belief::Suspected;
    case gossip::MemberState::Dead:
        return Belief::Dead;
    case gossip::MemberState::Left:
        return Belief::Left;
    case gossip::MemberState::Unknown:
        return Belief::Unknown;
    }
    return Belief::Unknown;
}

std::optional<BeliefRow> listedBy(const MemberView &view, const TargetFacts &facts)
{
    if (!view.wasRead)
        return std::nullopt;
    BeliefRow row;
    row.at = view.at;
    row.isCurrent = view.isKnown;
    row.of.reserve(view.nodes.size());
    for (const TargetId node : view.nodes)
        row.of.emplace_back(node, Belief::Seen);
    for (const std::size_t index : view.strangers) {
        const Member &member = facts.membership->value.members[index];
        row.strangers.push_back({member.hostname.isEmpty() ? member.id : member.hostname, member.address});
    }
    return row;
}

std::optional<BeliefRow> heldBy(const MemberView &view, const TargetFacts &facts)
{
    if (!view.wasRead)
        return std::nullopt;
    BeliefRow row;
    row.at = view.at;
    row.isCurrent = view.isKnown;
    row.of.reserve(view.held.size());
    for (const auto &[node, state] : view.held)
        row.of.emplace_back(node, beliefOf(state));
    for (const std::size_t index : view.strangers) {
        const gossip::Member &member = facts.gossipList->value[index];
        row.strangers.push_back({member.name, member.address, beliefOf(member.state)});
    }
    return row;
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
        state->httpShare = evaluator.spread().share(SpreadFact::Over::Http);
        state->websocketShare = evaluator.spread().share(SpreadFact::Over::WebSocket);
        for (const auto *share : {&state->httpShare, &state->websocketShare}) {
            if (!*share)
                continue;
            for (const auto &[node, count] : (*share)->nodes)
                reached.push_back(node);
        }
        std::sort(reached.begin(), reached.end());
        reached.erase(std::unique(reached.begin(), reached.end()), reached.end());
        if (!reached.empty())
            state->reaches = std::move(reached);
    } else {
        const MemberView &listed = evaluator.view(target);
        const MemberView &held = evaluator.gossipView(target);
        if (listed.isKnown)
            state->sees = listed.nodes;
        else if (held.isKnown)
            state->sees = held.nodes;
        state->isPresumedLeader = listed.isKnown && listed.lowest == target;
        state->listed = listedBy(listed, facts);
        state->held = heldBy(held, facts);
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

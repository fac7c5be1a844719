// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "health/rules/Rules.h"

namespace rollcall {

using namespace Qt::StringLiterals;

namespace {

/// Who holds each node suspect or dead, by live lists. Nobody says so of itself.
using Holders = std::map<std::pair<TargetId, gossip::MemberState>, std::vector<TargetId>>;

Holders holdersOf(const RuleInput &input)
{
    Holders holders;
    for (const TargetInput &viewer : input.targets) {
        if (!viewer.hasList(BeliefSource::Gossip))
            continue;
        for (const auto &[node, state] : viewer.gossip->held) {
            const bool isIll = state == gossip::MemberState::Suspect || state == gossip::MemberState::Dead;
            if (isIll && node != viewer.id && isEvidence(*viewer.gossip, input.target(node)))
                holders[{node, state}].push_back(viewer.id);
        }
    }
    return holders;
}

} // namespace

void ruleGossipAccess(const RuleInput &input, Findings &findings)
{
    for (const TargetInput &target : input.targets) {
        // Of a node that is down the port is not said besides.
        const GossipFact *fact = target.isLive() ? current(target.facts->gossip) : nullptr;
        if (!fact)
            continue;
        switch (fact->access) {
        case GossipFact::Access::Silent: {
            const Outcome &outcome = target.facts->outcomes.at(target.facts->gossip->probe);
            const bool isAssumed = !target.settings->gossipIsWritten && !target.facts->hasGossipAnswered;
            findings.add(isAssumed ? Severity::Info : Severity::Warning, Code::GossipUnreachable, {target.id},
                         QJsonObject{{u"kind"_s, failureName(outcome.failure)},
                                     {u"port"_s, target.settings->gossip ? target.settings->gossip->port : 0}});
            break;
        }
        case GossipFact::Access::NeedsKey:
            findings.add(Severity::Info, Code::GossipEncrypted, {target.id}, QJsonObject{{u"key"_s, u"none"_s}});
            break;
        case GossipFact::Access::KeyRefused:
            findings.add(Severity::Warning, Code::GossipEncrypted, {target.id}, QJsonObject{{u"key"_s, u"refused"_s}});
            break;
        case GossipFact::Access::Read:
        case GossipFact::Access::NotEncrypted: // an answer that was not expected: see ruleAnswers()
        case GossipFact::Access::Refused:
            break;
        }
    }
}

void ruleGossipStates(const RuleInput &input, Findings &findings)
{
    for (const auto &[held, by] : holdersOf(input)) {
        const auto &[node, state] = held;
        QJsonObject evidence{{u"by"_s, namesOf(input, by)}};
        if (input.target(node).isLive())
            evidence.insert(u"answers"_s, true);
        findings.add(state == gossip::MemberState::Dead ? Code::GossipDead : Code::GossipSuspect, {node}, evidence);
    }
}

} // namespace rollcall

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "health/BeliefBlocks.h"

#include <algorithm>

namespace rollcall {

using namespace Qt::StringLiterals;

namespace {

// The ids of the probes that tell lists, as the products name them.
constexpr auto ApiProbe = "cluster.status"_L1;
constexpr auto GossipProbe = "gossip"_L1;

const Outcome *outcomeOf(const TargetFacts &facts, QLatin1StringView probe)
{
    const auto found = facts.outcomes.find(QString(probe));
    return found == facts.outcomes.end() ? nullptr : &found->second;
}

BeliefGap gapOf(const Outcome &outcome)
{
    switch (outcome.kind) {
    case Outcome::Kind::Failed:
        return BeliefGap::Silent;
    case Outcome::Kind::Rejected:
        return BeliefGap::Rejected;
    case Outcome::Kind::Forbidden:
        return BeliefGap::Forbidden;
    case Outcome::Kind::Absent:
        return BeliefGap::NotOffered;
    case Outcome::Kind::Answered:
    case Outcome::Kind::Malformed:
    case Outcome::Kind::Unexpected:
    case Outcome::Kind::TooLarge:
    case Outcome::Kind::RateLimited:
    case Outcome::Kind::NotAllowed:
        return BeliefGap::Unusable;
    }
    return BeliefGap::Unusable;
}

bool hasApiList(const TargetState &target)
{
    return target.settings.product == "mattermost"_L1 || target.facts.specs.contains(QString(ApiProbe));
}

BeliefGap apiGap(const TargetState &target)
{
    if (!hasApiList(target))
        return BeliefGap::NoSuchList;
    if (!target.settings.token)
        return BeliefGap::NoToken;
    const Outcome *outcome = outcomeOf(target.facts, ApiProbe);
    if (!target.facts.reach.isLive())
        return target.facts.reach.kind == Reach::Kind::Unknown ? BeliefGap::NotAsked : BeliefGap::Silent;
    return outcome ? gapOf(*outcome) : BeliefGap::NotAsked;
}

BeliefGap gossipGap(const TargetState &target)
{
    if (!target.settings.gossip || !target.settings.gossip->enabled)
        return hasApiList(target) ? BeliefGap::Off : BeliefGap::NoSuchList;
    if (const GossipFact *fact = current(target.facts.gossip)) {
        switch (fact->access) {
        case GossipFact::Access::Read:
        case GossipFact::Access::Silent: // the outcome says in which way
            break;
        case GossipFact::Access::NeedsKey:
            return BeliefGap::NeedsKey;
        case GossipFact::Access::KeyRefused:
            return BeliefGap::KeyRefused;
        case GossipFact::Access::NotEncrypted:
            return BeliefGap::NotEncrypted;
        case GossipFact::Access::Refused:
            return BeliefGap::Complains;
        }
    }
    const Outcome *outcome = outcomeOf(target.facts, GossipProbe);
    return outcome ? gapOf(*outcome) : BeliefGap::NotAsked;
}

} // namespace

const BeliefRow *beliefRow(const TargetState &target, BeliefSource source)
{
    const std::optional<BeliefRow> &row = source == BeliefSource::Api ? target.listed : target.held;
    return row ? &*row : nullptr;
}

std::vector<BeliefBlock> beliefBlocks(const ClusterState &state)
{
    std::vector<BeliefBlock> blocks;
    for (const TargetStatePtr &target : state.targets) {
        if (target->settings.isProxy)
            continue;
        auto block = std::find_if(blocks.begin(), blocks.end(), [&target](const BeliefBlock &each) {
            return each.product == target->settings.product;
        });
        if (block == blocks.end())
            block = blocks.insert(blocks.end(), BeliefBlock{target->settings.product, {}, false, false});
        block->nodes.push_back(target->id);
        block->hasApi = block->hasApi || target->listed;
        block->hasGossip = block->hasGossip || target->held;
    }
    std::erase_if(blocks, [](const BeliefBlock &block) { return !block.hasApi && !block.hasGossip; });
    return blocks;
}

std::vector<TargetId> listingNodes(const ClusterState &state)
{
    std::vector<TargetId> nodes;
    for (const TargetStatePtr &target : state.targets) {
        const bool hasGossip = target->settings.gossip && target->settings.gossip->enabled;
        if (!target->settings.isProxy && (hasApiList(*target) || hasGossip))
            nodes.push_back(target->id);
    }
    return nodes;
}

BeliefGap beliefGap(const TargetState &target, BeliefSource source)
{
    const BeliefRow *row = beliefRow(target, source);
    if (row && row->isCurrent)
        return BeliefGap::None;
    return source == BeliefSource::Api ? apiGap(target) : gossipGap(target);
}

bool isClosedByFile(BeliefGap gap)
{
    switch (gap) {
    case BeliefGap::NoToken:
    case BeliefGap::Rejected:
    case BeliefGap::Off:
    case BeliefGap::NeedsKey:
    case BeliefGap::KeyRefused:
    case BeliefGap::NotEncrypted:
        return true;
    case BeliefGap::None:
    case BeliefGap::NoSuchList:
    case BeliefGap::NotAsked:
    case BeliefGap::Forbidden:
    case BeliefGap::NotOffered:
    case BeliefGap::Silent:
    case BeliefGap::Unusable:
    case BeliefGap::Complains:
        return false;
    }
    return false;
}

} // namespace rollcall

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "products/mattermost/Mattermost.h"

#include <algorithm>
#include <map>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace rollcall::mattermost {

namespace {

const Outcome *lastRun(const TargetFacts &facts, const QString &probe)
{
    const auto at = facts.outcomes.find(probe);
    return at == facts.outcomes.end() ? nullptr : &at->second;
}

/// The newest moment that this target's answers tell of: wanted() has no clock, so that a replay asks the same.
TimePoint newest(const TargetFacts &facts)
{
    TimePoint at{};
    for (const auto &[id, outcome] : facts.outcomes)
        at = std::max(at, outcome.at);
    return at;
}

/// Whether the probe has not run within `rest`.
bool isRested(const TargetFacts &facts, const QString &probe, Milliseconds rest)
{
    const Outcome *last = lastRun(facts, probe);
    return last == nullptr || newest(facts) - last->at >= rest;
}

bool isMattermost(const ClusterFile &file, std::size_t target)
{
    if (target >= file.nodes.size())
        return false;
    const QString &product = file.nodes[target].product;
    return (product.isEmpty() ? file.product : product) == "mattermost"_L1;
}

/// Calls itself unhealthy, or a component of it was down when last asked.
bool isIll(const TargetFacts &facts)
{
    for (const HealthFact *health : {current(facts.health), current(facts.deepHealth)}) {
        if (health == nullptr)
            continue;
        if (health->healthy == false)
            return true;
        if (std::any_of(health->components.begin(), health->components.end(),
                        [](const Component &component) { return !component.ok; }))
            return true;
    }
    return false;
}

/// An answer of the node's API with a 5xx that is newer than its last enhanced ping.
bool hasNewError(const TargetFacts &facts, const QString &enhanced)
{
    const Outcome *last = lastRun(facts, enhanced);
    return std::any_of(facts.outcomes.begin(), facts.outcomes.end(), [&](const auto &entry) {
        const auto &[id, outcome] = entry;
        const bool isApiProbe = id != "metrics"_L1 && id != "goroutine.profile"_L1;
        return isApiProbe && outcome.status >= 500 && outcome.status != 501 &&
               (last == nullptr || outcome.at > last->at);
    });
}

bool isEnhancedPingWanted(const ProbeSpec &probe, const ClusterFile &file, const std::vector<const TargetFacts *> &all)
{
    const TargetFacts &own = *all[probe.target.index()];
    // Each one writes to the database: at most one in an interval.
    const Node &node = file.nodes[probe.target.index()];
    if (!isRested(own, probe.id, node.interval.value_or(file.interval)))
        return false;
    if (hasNewError(own, probe.id))
        return true;
    // A component is mostly shared: one node's trouble asks all. (Another node's 5xx reaches here one step later,
    // through what its own enhanced ping then says.)
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (all[i] != nullptr && isMattermost(file, i) && isIll(*all[i]))
            return true;
    }
    return false;
}

/// Whether anything known says that nodes of one version have different configurations: the hashes of a member list,
/// or those of the nodes' own answers.
bool doConfigurationsDiffer(const ClusterFile &file, const std::vector<const TargetFacts *> &all)
{
    std::map<QString, QString> clientHashes; ///< by version
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (all[i] == nullptr || !isMattermost(file, i) || !all[i]->reach.isLive())
            continue;
        if (const MembershipFact *view = current(all[i]->membership)) {
            std::map<QString, QString> hashes;
            for (const Member &member : view->members) {
                if (member.configHash.isEmpty() || member.version.isEmpty())
                    continue;
                const auto [at, isFirst] = hashes.emplace(member.version, member.configHash);
                if (!isFirst && at->second != member.configHash)
                    return true;
            }
        }
        const IdentityFact *identity = current(all[i]->identity);
        if (identity == nullptr || identity->clientConfigHash.isEmpty())
            continue;
        const auto [at, isFirst] = clientHashes.emplace(identity->version, identity->clientConfigHash);
        if (!isFirst && at->second != identity->clientConfigHash)
            return true;
    }
    return false;
}

} // namespace

bool isWanted(const ProbeSpec &probe, const ClusterFile &file, const std::vector<const TargetFacts *> &all)
{
    const std::size_t target = probe.target.index();
    if (!probe.target.isValid() || target >= all.size() || all[target] == nullptr || !isMattermost(file, target))
        return false;
    const TargetFacts &own = *all[target];
    const Milliseconds minute = std::max<Milliseconds>(1min, file.nodes[target].interval.value_or(file.interval));
    switch (static_cast<Topic>(probe.topic)) {
    case Topic::EnhancedPing:
        return isEnhancedPingWanted(probe, file, all);
    case Topic::GoroutineProfile: {
        // 404: the port is open but the licence has no metrics; profiling needs none. Refused: profiling is off too.
        const Outcome *metrics = lastRun(own, u"metrics"_s);
        return metrics != nullptr && metrics->kind == Outcome::Kind::Absent && isRested(own, probe.id, minute);
    }
    case Topic::Config: {
        // Once a minute while they differ, so that what is shown follows the repair; sooner where a newer hash has
        // outdated what was read, because the lists of the nodes change one after the other.
        const Outcome *last = lastRun(own, probe.id);
        const bool isOutdated = last != nullptr && last->answered() && own.config && !own.config->isCurrent;
        const Milliseconds rest = isOutdated ? file.nodes[target].interval.value_or(file.interval) : minute;
        return own.reach.isLive() && isRested(own, probe.id, rest) && doConfigurationsDiffer(file, all);
    }
    case Topic::ProxyPing:
    case Topic::Ping:
    case Topic::ClientConfig:
    case Topic::ClientLicense:
    case Topic::ClusterStatus:
    case Topic::SchemaVersion:
    case Topic::Plugins:
    case Topic::Metrics:
    case Topic::Gossip:
    case Topic::WebSocket:
    case Topic::Spread:
    case Topic::SpreadWebSocket:
        return false;
    }
    return false;
}

} // namespace rollcall::mattermost

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "health/rules/Rules.h"

#include <algorithm>
#include <array>

namespace rollcall {

using namespace Qt::StringLiterals;

namespace {

/// What a node said of itself lately enough to count: a single lost attempt takes nothing back.
bool speaks(const TargetInput &target)
{
    const Reach::Kind kind = target.facts->reach.kind;
    return !target.settings->isProxy && (kind == Reach::Kind::Answers || kind == Reach::Kind::Doubtful);
}

const HealthFact *healthOf(const TargetFacts &facts)
{
    const Known<HealthFact> *newest = newestHealth(facts);
    return newest ? &newest->value : nullptr;
}

/// What the node's health tells of its components: the deep answer, where it has any.
const std::vector<Component> *componentsOf(const TargetFacts &facts)
{
    if (const HealthFact *deep = current(facts.deepHealth); deep && !deep->components.empty())
        return &deep->components;
    if (const HealthFact *plain = current(facts.health); plain && !plain->components.empty())
        return &plain->components;
    return nullptr;
}

bool hasFailed(const std::vector<Component> &components)
{
    return std::any_of(components.begin(), components.end(), [](const Component &c) { return !c.ok; });
}

bool hasFailedComponent(const TargetFacts &facts)
{
    const auto *components = componentsOf(facts);
    return components && hasFailed(*components);
}

/// Components are known and every one of them is well.
bool areComponentsFine(const TargetFacts &facts)
{
    const auto *components = componentsOf(facts);
    return components && !hasFailed(*components);
}

/// Whether parts that one probe alone tells of count: a port that refuses says nothing while the node itself is in
/// doubt.
bool isHeard(const TargetInput &target, const QString &probe)
{
    if (target.isLive())
        return true;
    const auto outcome = target.facts->outcomes.find(probe);
    return outcome != target.facts->outcomes.end() && outcome->second.answered();
}

std::optional<double> goroutinesOf(const TargetFacts &facts)
{
    const MetricsFact *metrics = current(facts.metrics);
    return metrics ? metrics->goroutines : std::nullopt;
}

bool isOverThreshold(const TargetInput &target, const Rules &rules)
{
    const auto threshold = goroutineThresholdOf(*target.facts, rules);
    const auto goroutines = goroutinesOf(*target.facts);
    if (threshold && goroutines && *goroutines > *threshold)
        return true;
    // Mattermost calls itself unhealthy for its database, its file store or its goroutines, and for nothing else.
    if (target.settings->product != "mattermost"_L1)
        return false;
    const HealthFact *health = healthOf(*target.facts);
    return health && health->healthy == false && areComponentsFine(*target.facts);
}

/// The time it is granted after a start that was seen.
bool isStarting(const TargetInput &target, TimePoint now)
{
    const Reach &reach = target.facts->reach;
    return reach.beganWhileWatched && now - reach.answersSince < target.settings->startupGrace;
}

bool isStuckDraining(const TargetInput &target, TimePoint now)
{
    return target.facts->drainingSince && now - *target.facts->drainingSince > LongestDrain;
}

/// Within that time the ports of a node open one after the other.
bool isStillClosed(const TargetInput &target, const QString &probe, TimePoint now)
{
    const auto outcome = target.facts->outcomes.find(probe);
    return isStarting(target, now) && outcome != target.facts->outcomes.end() && !outcome->second.answered();
}

bool hasClosedPort(const TargetInput &target, TimePoint now)
{
    return std::any_of(target.facts->components.begin(), target.facts->components.end(), [&](const auto &entry) {
        const auto &[probe, known] = entry;
        return known.isCurrent && hasFailed(known.value.components) && isStillClosed(target, probe, now);
    });
}

/// An answer to the url that is an error of the server, and no word on its own health; null: there is none.
const Outcome *serverErrorOf(const TargetFacts &facts)
{
    TimePoint healthAt = TimePoint::min();
    for (const auto *health : {&facts.health, &facts.deepHealth}) {
        if (current(*health))
            healthAt = std::max(healthAt, (*health)->at);
    }
    for (const auto &[probe, outcome] : facts.outcomes) {
        if (outcome.kind != Outcome::Kind::Unexpected || outcome.status < 500 || outcome.at < healthAt)
            continue;
        const auto spec = facts.specs.find(probe);
        if (spec != facts.specs.end() && spec->second->isPrimary)
            return &outcome;
    }
    return nullptr;
}

} // namespace

void ruleComponents(const RuleInput &input, Findings &findings)
{
    struct Failure
    {
        std::vector<TargetId> nodes;
        QString message;
        bool isOptional = true;
    };
    // By product, component and instance: a database that all nodes share is one finding.
    std::map<std::array<QString, 3>, Failure> failures;
    const auto gather = [&failures](const TargetInput &target, const std::vector<Component> &components) {
        for (const Component &component : components) {
            if (component.ok)
                continue;
            Failure &failure = failures[{target.settings->product, fit(component.name), fit(component.instance)}];
            if (failure.nodes.empty() || failure.nodes.back() != target.id)
                failure.nodes.push_back(target.id);
            if (failure.message.isEmpty())
                failure.message = fit(component.message);
            failure.isOptional = failure.isOptional && component.isOptional;
        }
    };
    for (const TargetInput &target : input.targets) {
        if (!speaks(target))
            continue;
        if (const auto *components = componentsOf(*target.facts))
            gather(target, *components);
        for (const auto &[probe, known] : target.facts->components) {
            if (known.isCurrent && isHeard(target, probe) && !isStillClosed(target, probe, input.now))
                gather(target, known.value.components);
        }
    }
    for (const auto &[key, failure] : failures) {
        const auto &[product, name, instance] = key;
        QJsonObject evidence{{u"component"_s, name}};
        if (!instance.isEmpty())
            evidence.insert(u"instance"_s, instance);
        if (!failure.message.isEmpty())
            evidence.insert(u"message"_s, failure.message);
        findings.add(failure.isOptional ? Severity::Warning : Severity::Critical, Code::ComponentFailed, failure.nodes,
                     evidence, name + u'\n' + instance);
    }
}

void ruleUnhealthy(const RuleInput &input, Findings &findings)
{
    for (const TargetInput &target : input.targets) {
        if (!speaks(target))
            continue;
        const HealthFact *health = healthOf(*target.facts);
        const bool isUnhealthy = health && health->healthy == false;
        if (isOverThreshold(target, input.rules())) {
            QJsonObject evidence;
            if (const auto goroutines = goroutinesOf(*target.facts))
                evidence.insert(u"goroutines"_s, *goroutines);
            if (const auto threshold = goroutineThresholdOf(*target.facts, input.rules()))
                evidence.insert(u"threshold"_s, *threshold);
            findings.add(Code::NodeGoroutinesOverThreshold, {target.id}, evidence);
            continue;
        }
        const Outcome *serverError = serverErrorOf(*target.facts);
        const bool isOpening = hasClosedPort(target, input.now);
        if ((!isUnhealthy && !serverError && !isOpening) || hasFailedComponent(*target.facts))
            continue;
        const bool isServing = !health || health->phase == HealthFact::Phase::Serving;
        if (!isServing && !isStuckDraining(target, input.now))
            continue; // rulePhase names it
        if (isStarting(target, input.now)) {
            const auto grace = static_cast<qint64>(target.settings->startupGrace.count());
            findings.add(Code::NodeStarting, {target.id}, QJsonObject{{u"startupGraceMs"_s, grace}});
            continue;
        }
        QJsonObject evidence;
        if (serverError)
            evidence.insert(u"status"_s, serverError->status);
        if (health && !health->message.isEmpty())
            evidence.insert(u"message"_s, fit(health->message));
        else if (serverError && serverError->detail.contains(u' ') &&
                 serverError->detail != u"HTTP %1"_s.arg(serverError->status))
            evidence.insert(u"message"_s, fit(serverError->detail));
        findings.add(Code::NodeUnhealthy, {target.id}, evidence);
    }
}

void rulePhase(const RuleInput &input, Findings &findings)
{
    for (const TargetInput &target : input.targets) {
        if (!speaks(target))
            continue;
        const HealthFact *health = healthOf(*target.facts);
        if (!health)
            continue;
        QJsonObject said;
        if (!health->message.isEmpty())
            said.insert(u"message"_s, fit(health->message));
        switch (health->phase) {
        case HealthFact::Phase::Serving:
            break;
        case HealthFact::Phase::Starting:
            findings.add(Code::NodeStarting, {target.id}, said);
            break;
        case HealthFact::Phase::Draining:
            if (!isStuckDraining(target, input.now)) // else it is unhealthy
                findings.add(Code::NodeDraining, {target.id}, said);
            break;
        case HealthFact::Phase::Maintenance:
            findings.add(Code::NodeMaintenance, {target.id}, said);
            break;
        }
    }
}

} // namespace rollcall

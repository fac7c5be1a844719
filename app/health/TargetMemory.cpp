// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "health/TargetMemory.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace rollcall {

namespace {

/// Fewer requests than this say nothing about a rate of errors.
constexpr double fewestRequests = 20;
/// A stretch is judged once it has so many of either: one error among twenty is no rate.
constexpr double enoughRequests = 200;
constexpr double enoughErrors = 5;
constexpr std::chrono::minutes trendLength{30};
/// Noise of `Date` below which an offset counts as the same: whole seconds, so half a second either way of the truth.
/// Less would have the rules run for ever with many nodes; a clock that creeps is seen by the next evaluation all the
/// same.
constexpr Milliseconds sameOffset{1000};

/// Place of a kind of fact in Fact.
template <class T, std::size_t I = 0>
constexpr std::size_t placeOf()
{
    if constexpr (std::is_same_v<T, std::variant_alternative_t<I, Fact>>)
        return I;
    else
        return placeOf<T, I + 1>();
}
template <class T>
constexpr std::size_t kindOf = placeOf<T>();

/// Which Known<T> of the facts a fact goes to, and whether rules must look again.
template <class T>
void keep(std::optional<Known<T>> &slot, const T &value, const Observation &observation, TimePoint at, bool &isRelevant)
{
    if (slot && slot->isCurrent && slot->value == value) {
        // Said by several probes: the primary one goes on to vouch for it, so that a secondary endpoint that fails
        // takes nothing away.
        if (observation.spec->isPrimary)
            slot->probe = observation.spec->id;
        slot->at = at;
        return;
    }
    isRelevant = true;
    slot = Known<T>{value, at, observation.spec->id, true};
}

/// As keep(), for facts that each probe has of its own.
template <class T>
void keepOf(std::map<QString, Known<T>> &slots, const QString &probe, const T &value, TimePoint at, bool &isRelevant)
{
    Known<T> &slot = slots[probe];
    if (!slot.isCurrent || slot.probe.isEmpty() || slot.value != value)
        isRelevant = true;
    slot = Known<T>{value, at, probe, true};
}

template <class T>
void outdateOf(std::map<QString, Known<T>> &slots, const QString &probe, bool isSaid, bool &isRelevant)
{
    if (isSaid)
        return;
    if (const auto slot = slots.find(probe); slot != slots.end() && slot->second.isCurrent) {
        slot->second.isCurrent = false;
        isRelevant = true;
    }
}

template <class T>
void outdate(std::optional<Known<T>> &slot, const QString &probe, bool isSaid, bool &isRelevant)
{
    if (!isSaid && slot && slot->isCurrent && slot->probe == probe) {
        slot->isCurrent = false;
        isRelevant = true;
    }
}

/// Failures that are contact all the same get the kind that says so.
Outcome normalized(const Outcome &outcome)
{
    Outcome result = outcome;
    if (outcome.kind != Outcome::Kind::Failed)
        return result;
    if (outcome.failure == NetFailure::TooLarge)
        result.kind = Outcome::Kind::TooLarge;
    else if (outcome.failure == NetFailure::NotHttp)
        result.kind = Outcome::Kind::Unexpected;
    return result;
}

bool sameToRules(const Outcome &a, const Outcome &b, Milliseconds slow)
{
    return a.kind == b.kind && a.failure == b.failure && a.status == b.status && a.detail == b.detail &&
           a.permission == b.permission && a.firstBytes == b.firstBytes && (a.latency > slow) == (b.latency > slow);
}

std::optional<ErrorRate> rateOf(double errors, double requests)
{
    if (!(requests >= fewestRequests) || !(errors >= 0))
        return std::nullopt;
    return ErrorRate{errors / requests, errors};
}

std::optional<double> ratioOf(const std::optional<ErrorRate> &rate)
{
    return rate ? std::optional(rate->ratio) : std::nullopt;
}

bool differs(std::optional<double> now, std::optional<double> seen, double part)
{
    if (now.has_value() != seen.has_value())
        return true;
    return now && std::abs(*now - *seen) > part * std::max(std::abs(*now), std::abs(*seen));
}

} // namespace

std::optional<double> goroutineThresholdOf(const TargetFacts &facts, const Rules &rules)
{
    std::optional<double> lowest;
    const auto consider = [&lowest](int threshold) {
        if (threshold > 0 && (!lowest || threshold < *lowest))
            lowest = threshold;
    };
    if (rules.goroutineThreshold)
        consider(*rules.goroutineThreshold);
    for (const auto &[probe, known] : facts.settings) {
        if (known.isCurrent && known.value.goroutineThreshold)
            consider(*known.value.goroutineThreshold);
    }
    return lowest;
}

FoldResult TargetMemory::fold(const Observation &observation, const TargetSettings &settings, const FoldSettings &how)
{
    FoldResult result;
    // Called back by ourselves: says nothing about the target.
    if (observation.outcome.kind == Outcome::Kind::Failed && observation.outcome.failure == NetFailure::Cancelled)
        return result;
    const Outcome outcome = normalized(observation.outcome);
    const QString &probe = observation.spec->id;

    auto known = facts.outcomes.find(probe);
    if (known == facts.outcomes.end()) {
        facts.outcomes.emplace(probe, outcome);
        facts.specs.insert_or_assign(probe, observation.spec);
        result.isRelevant = true;
    } else {
        result.isRelevant = !sameToRules(known->second, outcome, how.rules.slow);
        known->second = outcome;
        if (auto &spec = facts.specs[probe]; spec != observation.spec)
            spec = observation.spec;
    }
    if (!observation.peerAddress.isEmpty() && observation.peerAddress != facts.peerAddress &&
        observation.spec->isPrimary) {
        facts.peerAddress = observation.peerAddress;
        result.isNewAddress = true;
    }
    if (observation.certificate && (!facts.certificate || *facts.certificate != *observation.certificate)) {
        facts.certificate = observation.certificate;
        result.isRelevant = true;
    }
    foldReach(observation, outcome, settings, how, result);
    foldFacts(observation, outcome, settings, how, result);
    foldDrain();
    if (result.isNewList || result.isNewAddress)
        result.isRelevant = true;
    return result;
}

void TargetMemory::foldReach(const Observation &observation, const Outcome &outcome, const TargetSettings &settings,
                             const FoldSettings &how, FoldResult &result)
{
    Reach &reach = facts.reach;
    const Reach::Kind before = reach.kind;
    if (outcome.isContact()) {
        // Another endpoint of the same origin may answer while the url does not: that decides nothing.
        if (observation.spec->isPrimary || !m_hadFailure) {
            reach.lastContact = std::max(reach.lastContact, outcome.at);
            reach.lastContactUtc = outcome.utc;
        }
        if (!observation.spec->isPrimary)
            return;
        if (reach.kind != Reach::Kind::Answers) {
            reach.kind = Reach::Kind::Answers;
            reach.answersSince = outcome.at;
            reach.beganWhileWatched = m_hadFailure;
        }
        m_hadFailure = false;
        reach.failure = NetFailure::None;
        reach.detail.clear();
        reach.attempts = 0;
        facts.latency = outcome.latency;
        m_askAgainAt.reset();
    } else if (observation.spec->isPrimary) {
        const bool isOtherKind = reach.kind == Reach::Kind::NoTls && !isTls(outcome.failure);
        if (!m_hadFailure || reach.attempts == 0 || isOtherKind) {
            reach.firstFailure = outcome.at;
            reach.attempts = 0;
        }
        m_hadFailure = true;
        if (reach.failure != outcome.failure || reach.detail != outcome.detail)
            result.isRelevant = true;
        reach.failure = outcome.failure;
        reach.detail = outcome.detail;
        if (isTls(outcome.failure)) {
            reach.attempts = 1;
            reach.kind = Reach::Kind::NoTls;
        } else if (reach.kind != Reach::Kind::Down) {
            // Two probes of one moment are one attempt.
            const bool isSameAttempt = reach.attempts > 0 && m_countedProbe != observation.spec->id &&
                                       outcome.at - m_countedAt < settings.retryAfter;
            if (!isSameAttempt) {
                ++reach.attempts;
                m_countedProbe = observation.spec->id;
                m_countedAt = outcome.at;
            }
            const bool isApart = outcome.at - reach.firstFailure >= settings.retryAfter;
            if (reach.attempts >= how.attempts && (isApart || how.attempts <= 1)) {
                reach.kind = Reach::Kind::Down;
            } else {
                reach.kind = Reach::Kind::Doubtful;
                if (!m_askAgainAt || *m_askAgainAt <= outcome.at) {
                    m_askAgainAt =
                        isApart ? outcome.at + settings.retryAfter : reach.firstFailure + settings.retryAfter;
                    result.askAgain = m_askAgainAt;
                }
            }
        }
    }
    if (reach.kind != before)
        result.isRelevant = true;
}

bool TargetMemory::isHeldBack(const Observation &observation, const Outcome &outcome, const TargetSettings &settings,
                              const FoldSettings &how, FoldResult &result)
{
    const QString &probe = observation.spec->id;
    // Of a WebSocket the HTTP answer that refuses it is the failure.
    const bool isRefusal = observation.spec->isWebSocket() &&
                           std::any_of(observation.facts.begin(), observation.facts.end(), [](const Fact &fact) {
                               const auto *websocket = std::get_if<WebsocketFact>(&fact);
                               return websocket && websocket->isRefused;
                           });
    if (outcome.kind != Outcome::Kind::Failed && !isRefusal) {
        m_failedRuns.erase(probe);
        return false;
    }
    // A site may do without a port that the product usually has, or not show it to this workstation.
    const bool isAssumed = std::any_of(observation.facts.begin(), observation.facts.end(), [](const Fact &fact) {
        const auto *parts = std::get_if<ComponentsFact>(&fact);
        return parts && std::all_of(parts->components.begin(), parts->components.end(),
                                    [](const Component &component) { return component.isAssumed; });
    });
    if (isAssumed && !facts.components.contains(probe))
        return true;
    const bool isMeant =
        isRefusal || std::any_of(observation.facts.begin(), observation.facts.end(), [](const Fact &fact) {
            return std::holds_alternative<ComponentsFact>(fact) || std::holds_alternative<ExpectationFact>(fact) ||
                   std::holds_alternative<GossipFact>(fact);
        });
    if (!isMeant || how.attempts <= 1)
        return false;
    FailedRun &run = m_failedRuns.try_emplace(probe, FailedRun{0, outcome.at}).first->second;
    ++run.attempts;
    if (run.attempts >= how.attempts && outcome.at - run.first >= settings.retryAfter)
        return false;
    result.askAgain = run.first + settings.retryAfter;
    return true;
}

/// Since when it drains: a drain is over in seconds, or it is none.
void TargetMemory::foldDrain()
{
    const Known<HealthFact> *newest = newestHealth(facts);
    if (!newest || newest->value.phase != HealthFact::Phase::Draining)
        facts.drainingSince.reset();
    else if (!facts.drainingSince)
        facts.drainingSince = newest->at;
}

void TargetMemory::foldFacts(const Observation &observation, const Outcome &outcome, const TargetSettings &settings,
                             const FoldSettings &how, FoldResult &result)
{
    if (isHeldBack(observation, outcome, settings, how, result))
        return;
    const TimePoint at = outcome.at;
    const QString &probe = observation.spec->id;
    const bool hadList = facts.membership && facts.membership->isCurrent && facts.membership->probe == probe;
    std::array<bool, std::variant_size_v<Fact>> isSaid{}; // by kind of fact
    bool isPlainSaid = false;
    bool isDeepSaid = false;
    for (const Fact &fact : observation.facts) {
        isSaid[fact.index()] = true;
        if (const auto *health = std::get_if<HealthFact>(&fact)) {
            (health->isDeep ? isDeepSaid : isPlainSaid) = true;
            auto &slot = health->isDeep ? facts.deepHealth : facts.health;
            // Where two probes ask alike, the one that is ill keeps the word: well on one port is not well on the
            // other.
            const bool isOthersIllness =
                slot && slot->isCurrent && slot->probe != probe && slot->value.healthy == false;
            if (!isOthersIllness || health->healthy == false)
                keep(slot, *health, observation, at, result.isRelevant);
        } else if (const auto *identity = std::get_if<IdentityFact>(&fact)) {
            // The exchange that says whether the node is up says who it is, too; the others only while it does not. A
            // slow answer of the process before a restart would else have the last word.
            const auto giver = facts.identity && facts.identity->isCurrent ? facts.specs.find(facts.identity->probe)
                                                                           : facts.specs.end();
            if (!observation.spec->isPrimary && giver != facts.specs.end() && giver->second->isPrimary)
                continue;
            keep(facts.identity, *identity, observation, at, result.isRelevant);
        } else if (const auto *list = std::get_if<MembershipFact>(&fact)) {
            keep(facts.membership, *list, observation, at, result.isNewList);
            result.isListRead = true;
        } else if (const auto *metrics = std::get_if<MetricsFact>(&fact)) {
            // A profile only stands in for metrics that are not there.
            if (metrics->isProfile && current(facts.metrics) && !facts.metrics->value.isProfile)
                continue;
            foldMetrics(*metrics, outcome, how.rules, result);
            facts.metrics = Known<MetricsFact>{*metrics, at, probe, true};
        } else if (const auto *written = std::get_if<SettingsFact>(&fact)) {
            keepOf(facts.settings, probe, *written, at, result.isRelevant);
        } else if (const auto *config = std::get_if<ConfigFact>(&fact)) {
            keep(facts.config, *config, observation, at, result.isRelevant);
        } else if (const auto *license = std::get_if<LicenseFact>(&fact)) {
            keep(facts.license, *license, observation, at, result.isRelevant);
        } else if (const auto *schema = std::get_if<SchemaFact>(&fact)) {
            keep(facts.schema, *schema, observation, at, result.isRelevant);
        } else if (const auto *plugins = std::get_if<PluginsFact>(&fact)) {
            keep(facts.plugins, *plugins, observation, at, result.isRelevant);
        } else if (const auto *clock = std::get_if<ClockFact>(&fact)) {
            bool isOther = false;
            keep(facts.clock, *clock, observation, at, isOther);
            if (!m_seenOffset || std::chrono::abs(clock->offset - *m_seenOffset) >= sameOffset)
                result.isRelevant = true;
        } else if (const auto *components = std::get_if<ComponentsFact>(&fact)) {
            keepOf(facts.components, probe, *components, at, result.isRelevant);
        } else if (const auto *expectation = std::get_if<ExpectationFact>(&fact)) {
            keepOf(facts.expectations, probe, *expectation, at, result.isRelevant);
        } else if (const auto *delivery = std::get_if<DeliveryFact>(&fact)) {
            keep(facts.delivery, *delivery, observation, at, result.isRelevant);
        } else if (const auto *websocket = std::get_if<WebsocketFact>(&fact)) {
            keep(facts.websocket, *websocket, observation, at, result.isRelevant);
        } else if (const auto *gossip = std::get_if<GossipFact>(&fact)) {
            foldGossip(*gossip, observation, at, result);
        }
    }
    // This probe ran and did not say again what it had said before.
    const auto said = [&isSaid]<class T>(const std::optional<Known<T>> &) { return isSaid[kindOf<T>]; };
    bool isListLost = false;
    bool isClockLost = false;
    outdate(facts.health, probe, isPlainSaid, result.isRelevant);
    outdate(facts.deepHealth, probe, isDeepSaid, result.isRelevant);
    outdate(facts.identity, probe, said(facts.identity), result.isRelevant);
    outdate(facts.membership, probe, said(facts.membership), isListLost);
    outdate(facts.metrics, probe, said(facts.metrics), result.isRelevant);
    outdate(facts.config, probe, said(facts.config), result.isRelevant);
    outdate(facts.license, probe, said(facts.license), result.isRelevant);
    outdate(facts.schema, probe, said(facts.schema), result.isRelevant);
    outdate(facts.plugins, probe, said(facts.plugins), result.isRelevant);
    outdate(facts.delivery, probe, said(facts.delivery), result.isRelevant);
    outdate(facts.websocket, probe, said(facts.websocket), result.isRelevant);
    outdate(facts.gossip, probe, said(facts.gossip), result.isRelevant);
    if (!facts.gossip || !facts.gossip->isCurrent)
        loseGossipList(probe, result);
    outdate(facts.clock, probe, said(facts.clock), isClockLost);
    if (isClockLost && m_seenOffset)
        result.isRelevant = true;
    if (hadList && isListLost) {
        result.isNewList = true;
        result.isListRead = true;
    }
    outdateOf(facts.settings, probe, isSaid[kindOf<SettingsFact>], result.isRelevant);
    outdateOf(facts.components, probe, isSaid[kindOf<ComponentsFact>], result.isRelevant);
    outdateOf(facts.expectations, probe, isSaid[kindOf<ExpectationFact>], result.isRelevant);
}

void TargetMemory::foldGossip(const GossipFact &gossip, const Observation &observation, TimePoint at,
                              FoldResult &result)
{
    GossipFact access = gossip;
    access.members.clear(); // kept once, in the list
    keep(facts.gossip, access, observation, at, result.isRelevant);
    facts.hasGossipAnswered = facts.hasGossipAnswered || gossip.access != GossipFact::Access::Silent;
    if (gossip.access != GossipFact::Access::Read) {
        loseGossipList(observation.spec->id, result);
        return;
    }
    keep(facts.gossipList, gossip.members, observation, at, result.isNewList);
    result.isListRead = true;
}

void TargetMemory::loseGossipList(const QString &probe, FoldResult &result)
{
    bool isLost = false;
    outdate(facts.gossipList, probe, false, isLost);
    result.isNewList = result.isNewList || isLost;
    result.isListRead = result.isListRead || isLost;
}

void TargetMemory::foldTrend(const MetricsFact &metrics, const Outcome &outcome, const Rules &rules, FoldResult &result)
{
    const std::optional<double> figure = metrics.goroutines ? metrics.goroutines : metrics.threads;
    if (!figure)
        return;
    auto &trend = facts.trend;
    trend.emplace_back(outcome.at, *figure);
    const auto firstKept = std::find_if(trend.begin(), trend.end(), [&outcome](const auto &sample) {
        return sample.first >= outcome.at - trendLength;
    });
    trend.erase(trend.begin(), firstKept);
    // Threads of a Ruby or a JVM come and go in pools: their trend is shown, and no rule is made of it.
    if (!metrics.goroutines)
        return;
    GoroutinePast &past = goroutines.made();
    const bool wasSlow = past.candidates().slow.has_value();
    const bool wasFast = past.candidates().fast.has_value();
    past.add(trend, outcome.utc.toMSecsSinceEpoch(), metrics.startTime, goroutineThresholdOf(facts, rules));
    if (past.candidates().slow.has_value() != wasSlow || past.candidates().fast.has_value() != wasFast)
        result.isRelevant = true;
}

void TargetMemory::foldMetrics(const MetricsFact &metrics, const Outcome &outcome, const Rules &rules,
                               FoldResult &result)
{
    foldTrend(metrics, outcome, rules, result);
    if (metrics.httpRequests && metrics.httpErrors) {
        const bool isContinued = m_base && m_base->startTime == metrics.startTime &&
                                 *m_base->httpRequests <= *metrics.httpRequests &&
                                 *m_base->httpErrors <= *metrics.httpErrors;
        if (!isContinued) {
            errorRate = rateOf(*metrics.httpErrors, *metrics.httpRequests);
            m_base = metrics;
        } else {
            const double errors = *metrics.httpErrors - *m_base->httpErrors;
            const double requests = *metrics.httpRequests - *m_base->httpRequests;
            // Until there are enough what was seen last holds, and the stretch grows.
            if (const auto recent = rateOf(errors, requests);
                recent && (errors >= enoughErrors || requests >= enoughRequests)) {
                errorRate = recent;
                m_base = metrics;
            }
        }
    } else {
        errorRate.reset();
        m_base.reset();
    }
    // Exact where it decides something, however small the step.
    const auto threshold = goroutineThresholdOf(facts, rules);
    const bool isCrossing = threshold && m_seenGoroutines && metrics.goroutines &&
                            (*metrics.goroutines > *threshold) != (*m_seenGoroutines > *threshold);
    if (isCrossing || !facts.metrics || !facts.metrics->isCurrent ||
        differs(metrics.goroutines, m_seenGoroutines, 0.05) || differs(ratioOf(errorRate), m_seenRatio, 0.05))
        result.isRelevant = true;
}

void TargetMemory::forgetFailures()
{
    Reach &reach = facts.reach;
    m_failedRuns.clear();
    m_askAgainAt.reset();
    reach.attempts = 0;
    reach.firstFailure = {};
    switch (reach.kind) {
    case Reach::Kind::Unknown:
    case Reach::Kind::Answers:
        break;
    case Reach::Kind::Doubtful:
    case Reach::Kind::Down:
    case Reach::Kind::NoTls:
        reach.kind = Reach::Kind::Unknown;
        reach.failure = NetFailure::None;
        reach.detail.clear();
        break;
    }
}

void TargetMemory::markEvaluated()
{
    const MetricsFact *metrics = current(facts.metrics);
    m_seenGoroutines = metrics ? metrics->goroutines : std::nullopt;
    m_seenRatio = ratioOf(errorRate);
    const ClockFact *clock = current(facts.clock);
    m_seenOffset = clock ? std::optional(clock->offset) : std::nullopt;
}

} // namespace rollcall

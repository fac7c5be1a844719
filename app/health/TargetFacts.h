// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "health/Observation.h"

#include <QString>
#include <map>
#include <optional>

namespace rollcall {

/// A fact with its age. `isCurrent` is false once the probe that gave it ran again and did not get it: such a fact is
/// shown greyed with its age, and no rule uses it.
template <class T>
struct Known
{
    T value;
    TimePoint at;
    QString probe; ///< id of the probe that gave it; only a later run of that probe can make it stale
    bool isCurrent = true;

    bool operator==(const Known &) const = default;
};

/// Whether the target's own `url` answers.
struct Reach
{
    enum class Kind {
        Unknown, ///< not asked yet
        Answers,
        Doubtful, ///< the last attempt failed, the second has not been made
        Down,     ///< two attempts failed, `retryAfter` apart (or as many as the options ask for)
        NoTls,    ///< a TLS fault stopped it before anything was sent
    };
    Kind kind = Kind::Unknown;
    NetFailure failure = NetFailure::None;
    QString detail;
    int attempts = 0; ///< failed ones in a row; stands still once it is Down
    TimePoint firstFailure;
    TimePoint lastContact;    ///< last time it said anything
    QDateTime lastContactUtc; ///< invalid: never
    TimePoint answersSince;   ///< since when it has answered without a break
    /// Whether the break before `answersSince` was seen: only then is a list older than that no evidence about it.
    bool beganWhileWatched = false;

    bool isLive() const { return kind == Kind::Answers; }
    bool operator==(const Reach &) const = default;
};

/// Everything that is known of one target: the input of the rules. Folded from observations, newest wins.
struct TargetFacts
{
    Reach reach;
    std::map<QString, Outcome> outcomes; ///< last run of each probe, by its id
    std::map<QString, ProbeSpecPtr> specs;
    std::optional<Known<HealthFact>> health;                ///< of the cheap question
    std::optional<Known<HealthFact>> deepHealth;            ///< of the one that asks the components
    std::map<QString, Known<ComponentsFact>> components;    ///< by the probe that tells of them
    std::map<QString, Known<ExpectationFact>> expectations; ///< of `probes[]`, by the probe
    std::optional<TimePoint> drainingSince;                 ///< its health says Draining without a break since
    std::optional<Known<IdentityFact>> identity;
    std::optional<Known<MembershipFact>> membership;
    std::optional<Known<GossipFact>> gossip; ///< the newest answer of the gossip port, whatever it was
    bool hasGossipAnswered = false;          ///< it ever did
    std::optional<Known<std::vector<gossip::Member>>> gossipList; ///< the newest list that it gave
    std::optional<Known<MetricsFact>> metrics;
    std::map<QString, Known<SettingsFact>> settings; ///< by the probe that gave them: several endpoints know some
    std::optional<Known<ConfigFact>> config;
    std::optional<Known<LicenseFact>> license;
    std::optional<Known<SchemaFact>> schema;
    std::optional<Known<PluginsFact>> plugins;
    std::optional<Known<ClockFact>> clock;
    std::optional<Known<DeliveryFact>> delivery; ///< with a canary only: what arrives here
    std::optional<Known<WebsocketFact>> websocket;
    std::shared_ptr<const PeerCertificate> certificate;
    QString peerAddress;
    std::chrono::microseconds latency{0}; ///< of the last answer of the primary probe
    /// Goroutines, or the threads of a product that has none, over the last 30 minutes, oldest first; for the sparkline
    /// and, of goroutines, the rule of the climb.
    std::vector<std::pair<TimePoint, double>> trend;
};

/// The value where it is current, else nullptr.
template <class T>
const T *current(const std::optional<Known<T>> &known)
{
    return known && known->isCurrent ? &known->value : nullptr;
}

/// Whether the exchanges with the url itself gave what they promise, each the last time.
inline bool isUrlWell(const TargetFacts &facts)
{
    for (const auto &[probe, outcome] : facts.outcomes) {
        if (outcome.answered())
            continue;
        const auto spec = facts.specs.find(probe);
        if (spec != facts.specs.end() && spec->second->isPrimary)
            return false;
    }
    return true;
}

/// The word on a target's health that counts: the newer of the two kinds of answers, unless the plain one only proves
/// that it answers. (Which components fail is for the deep one alone.) Null: there is none.
inline const Known<HealthFact> *newestHealth(const TargetFacts &facts)
{
    const Known<HealthFact> *plain = current(facts.health) ? &*facts.health : nullptr;
    const Known<HealthFact> *deep = current(facts.deepHealth) ? &*facts.deepHealth : nullptr;
    if (!plain || !deep)
        return plain ? plain : deep;
    return plain->value.isOnlyAlive || deep->at >= plain->at ? deep : plain;
}

} // namespace rollcall

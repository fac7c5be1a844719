// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fuzz/Fuzzing.h"

#include <vector>

/// What the fuzz targets of the products share: every reader of a product gets the same bytes, and what it makes of
/// them is bounded and no lie.
namespace rollcall::fuzz {

/// All HTTP probes of the one node of that file.
inline std::vector<ProbeSpecPtr> probesOf(const char *json)
{
    const Result<ClusterFile> parsed = ClusterFile::parse(json, QStringLiteral("cluster.json"));
    require(parsed.ok());
    Credentials credentials;
    credentials.token = Secret("abcdefghijklmnopqrstuvwxyz");
    credentials.password = Secret("abcdefghijklmnopqrstuvwxyz");
    std::vector<ProbeSpecPtr> specs;
    const Product *product = productNamed(parsed.value().product);
    for (const ProbeSpecPtr &probe : product->probes(parsed.value(), TargetId{0}, credentials)) {
        if (probe->isHttp())
            specs.push_back(probe);
    }
    require(!specs.empty());
    return specs;
}

inline Observation observe(const Product &product, const ProbeSpecPtr &spec, const HttpResult &result)
{
    Answer answer;
    answer.spec = spec;
    answer.result = result;
    Observation observation = product.read(answer);
    const Outcome &outcome = observation.outcome;
    require(outcome.kind != Outcome::Kind::Failed);
    require(outcome.firstBytes.size() <= 128);
    require(outcome.detail.size() <= 1024);
    require(outcome.permission.isEmpty() || outcome.kind == Outcome::Kind::Forbidden);
    require(outcome.retryAfter.count() >= 0 && outcome.retryAfter <= std::chrono::hours(1));
    for (const Fact &fact : observation.facts) {
        std::vector<Component> components;
        if (const auto *health = std::get_if<HealthFact>(&fact)) {
            require(outcome.answered());
            require(health->healthy.has_value());
            require(*health->healthy == false || result.status == 200);
            require(health->message.size() <= 512);
            components = health->components;
        }
        if (const auto *parts = std::get_if<ComponentsFact>(&fact))
            components = parts->components;
        require(components.size() <= 2000);
        for (const Component &component : components)
            require(component.name.size() <= 600 && component.message.size() <= 600 &&
                    component.instance.size() <= 600);
        if (const auto *identity = std::get_if<IdentityFact>(&fact))
            require(!identity->version.isEmpty() && identity->version.size() <= 256);
        if (const auto *settings = std::get_if<SettingsFact>(&fact)) {
            for (const QString &value : settings->values)
                require(value.size() <= 256);
        }
    }
    return observation;
}

inline void readAll(const char *name, const std::vector<ProbeSpecPtr> &specs, const std::uint8_t *data,
                    std::size_t size)
{
    const Product &product = *productNamed(QLatin1StringView(name));
    const HttpResult result = resultFrom(data, size);
    for (const ProbeSpecPtr &spec : specs) {
        const Observation first = observe(product, spec, result);
        const Observation second = observe(product, spec, result);
        require(first.facts == second.facts && first.outcome == second.outcome);
    }
}

} // namespace rollcall::fuzz

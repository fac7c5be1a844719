// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/JsonReading.h"
#include "products/Exchange.h"
#include "products/Questions.h"

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

// Portus, 2.3.0 to 2.4.3, and the head images of 2017. Facts: its API and its health checks. Health is slow by nature:
// each call boots a whole Rails to look for pending migrations, and takes one of sixteen places.

namespace rollcall {

namespace {

enum Topic { Ping = 1, Health, Version };

constexpr int HealthTimeoutFactor = 4; // 20 s: 6.7 s were measured on a well one
constexpr qsizetype LongestText = 256;
constexpr qsizetype MostComponents = 100;

QString messageOf(const HttpResult &http)
{
    const Result<QJsonValue> parsed = json::parse(http.body);
    if (!parsed.ok())
        return {};
    return json::text(parsed.value().toObject(), "message"_L1).value_or(QString()).left(LongestText);
}

/// `{ "database": { "msg": "…", "success": true }, … }`; parts that are not configured are not in it.
std::vector<Component> componentsOf(const QJsonObject &body)
{
    std::vector<Component> components;
    for (auto entry = body.begin(); entry != body.end() && std::ssize(components) < MostComponents; ++entry) {
        const QJsonObject row = entry->toObject();
        const std::optional<bool> success = json::boolean(row, "success"_L1);
        if (!success)
            continue;
        Component component;
        component.name = entry.key().left(LongestText);
        component.ok = *success;
        component.message = json::text(row, "msg"_L1).value_or(QString()).left(LongestText);
        // A fresh installation answers 503 until somebody sets it up: nothing is broken.
        component.isOptional = component.message == "no registry configured"_L1;
        components.push_back(std::move(component));
    }
    return components;
}

/// Nothing without a token tells a version, but nodes that share a configuration have the same parts.
SettingsFact settingsOf(const std::vector<Component> &components)
{
    QStringList names;
    for (const Component &component : components)
        names.append(component.name);
    SettingsFact settings;
    settings.values.insert(u"components"_s, exchange::asSetting(names)); // 2.3 and 2.4 have them in another order
    return settings;
}

void readPing(const HttpResult &http, Observation &observation)
{
    // Only the status counts: releases and the documentation differ in the body.
    Outcome &outcome = observation.outcome;
    if (http.status == 200) {
        HealthFact alive;
        alive.healthy = true;
        alive.isOnlyAlive = true;
        observation.facts.emplace_back(std::move(alive));
    } else if (http.status == 404) {
        exchange::complain(outcome, Outcome::Kind::Unexpected, u"HTTP 404: no health API (Portus before 2.3)"_s,
                           http.body);
    } else {
        exchange::complain(outcome, Outcome::Kind::Unexpected, u"HTTP %1"_s.arg(http.status), http.body);
    }
}

void readHealth(const HttpResult &http, Observation &observation)
{
    Outcome &outcome = observation.outcome;
    if (exchange::looksLikeHtml(http)) {
        // Without the route it is a page, whatever its status.
        if (http.status == 404) {
            outcome.kind = Outcome::Kind::Absent;
            outcome.detail = u"no health API (Portus before 2.3)"_s;
        } else {
            exchange::complain(outcome, Outcome::Kind::Unexpected, u"HTTP %1: a web page"_s.arg(http.status),
                               http.body);
        }
        return;
    }
    if (http.status == 404) {
        outcome.kind = Outcome::Kind::Absent;
        return;
    }
    const Result<QJsonValue> parsed = json::parse(http.body);
    if (!parsed.ok() || !parsed.value().isObject()) {
        const bool isBroken = http.status == 200 || http.status == 503;
        exchange::complain(outcome, isBroken ? Outcome::Kind::Malformed : Outcome::Kind::Unexpected,
                           !isBroken     ? u"HTTP %1"_s.arg(http.status)
                           : parsed.ok() ? u"not a JSON object"_s
                                         : parsed.error().message,
                           http.body);
        return;
    }
    HealthFact health;
    health.isDeep = true;
    health.components = componentsOf(parsed.value().toObject());
    const bool areAllWell = std::all_of(health.components.begin(), health.components.end(),
                                        [](const Component &component) { return component.ok; });
    health.healthy = http.status == 200 && areAllWell;
    if (health.components.empty()) {
        // 500 with a message: the check itself broke. With the database gone that is how it ends.
        health.message = http.status >= 500 ? messageOf(http) : QString();
        if (health.message.isEmpty()) {
            exchange::complain(outcome, http.status == 200 ? Outcome::Kind::Malformed : Outcome::Kind::Unexpected,
                               u"HTTP %1: no component in it"_s.arg(http.status), http.body);
            return;
        }
    } else {
        observation.facts.emplace_back(settingsOf(health.components));
        if (http.status != 200 && areAllWell)
            health.message = u"HTTP %1, though every component is well"_s.arg(http.status);
    }
    outcome.isFromNode = true;
    outcome.detail = health.message;
    observation.facts.emplace_back(std::move(health));
}

void readVersion(const HttpResult &http, Observation &observation)
{
    Outcome &outcome = observation.outcome;
    if (http.status == 401 || http.status == 403) {
        outcome.kind = http.status == 401 ? Outcome::Kind::Rejected : Outcome::Kind::Forbidden;
        outcome.detail = messageOf(http);
        return;
    }
    if (http.status == 404) {
        outcome.kind = Outcome::Kind::Absent;
        return;
    }
    const Result<QJsonValue> parsed = json::parse(http.body);
    const QJsonObject body = parsed.ok() ? parsed.value().toObject() : QJsonObject();
    IdentityFact identity;
    identity.version = json::someText(body, "version"_L1).value_or(QString()).left(LongestText);
    if (http.status != 200 || identity.version.isEmpty()) {
        exchange::complain(outcome, http.status == 200 ? Outcome::Kind::Malformed : Outcome::Kind::Unexpected,
                           u"HTTP %1: no version in it"_s.arg(http.status), http.body);
        return;
    }
    identity.currentVersion = identity.version;
    // Of a release it is null; a development build names its tag, or its branch and commit.
    const QJsonObject git = body.value("git"_L1).toObject();
    identity.build = json::text(git, "commit"_L1).value_or(json::text(git, "tag"_L1).value_or(QString()));
    identity.build.truncate(LongestText);
    if (!identity.build.isEmpty()) {
        SettingsFact settings;
        settings.values.insert(u"revision"_s, identity.build);
        observation.facts.emplace_back(std::move(settings));
    }
    observation.facts.emplace_back(std::move(identity));
}

class PortusProduct final : public Product
{
    std::vector<ProbeSpecPtr> ownProbes(const ClusterFile &file, TargetId id,
                                        const Credentials &credentials) const override
    {
        const questions::Target target{id, file.settings(id), credentials};
        const auto path = [&target](const QString &under) {
            return questions::below(target.settings.url, under, {}).path();
        };
        questions::Question ping = target.get({.id = "ping", .topic = Ping, .path = "/api/v1/_ping"});
        ping.spec->isPrimary = true;
        ping.addFallback(path(u"/_ping"_s)); // the documented one, which no release ever had
        if (target.settings.isProxy)
            return {ping.spec};
        questions::Question health = target.get({.id = "health",
                                                 .topic = Health,
                                                 .path = "/api/v1/health",
                                                 .atMostEvery = 1min,
                                                 .phase = 0.3,
                                                 .timeout = target.settings.timeout * HealthTimeoutFactor});
        health.spec->isSlowByNature = true;
        health.addFallback(path(u"/_health"_s));
        std::vector<ProbeSpecPtr> specs{ping.spec, health.spec};
        if (credentials.token || (target.settings.login && credentials.password)) {
            const questions::Question version = target.get(
                {.id = "version", .topic = Version, .path = "/api/version", .atMostEvery = 1min, .phase = 0.6});
            // Where the file has both, the cluster's token may be another product's. A password may have a colon in it.
            const bool hasLogin = target.settings.login && credentials.password;
            authorize(*version.http, target.settings,
                      hasLogin ? pairOf(*target.settings.login, *credentials.password) : *credentials.token);
            specs.push_back(version.spec);
        }
        return specs;
    }

    /// An application token belongs to a user; a token may also be written as `user:token`.
    void authorize(HttpRequest &request, const TargetSettings &settings, const Secret &token) const override
    {
        const bool isWhole = token.reveal().contains(':') || !settings.login;
        request.secretHeaders.emplace_back("Portus-Auth", isWhole ? token : pairOf(*settings.login, token));
    }

    static Secret pairOf(const Login &login, const Secret &password)
    {
        return Secret(login.user.toUtf8() + ':' + password.reveal());
    }

    Observation readOwn(const Answer &answer) const override
    {
        Observation observation = exchange::begin(answer);
        const HttpResult *http = answer.http();
        if (http == nullptr || !observation.outcome.answered() ||
            exchange::readRateLimitOrRedirect(*http, observation.outcome))
            return observation;
        switch (static_cast<Topic>(answer.spec->topic)) {
        case Ping:
            readPing(*http, observation);
            if (const std::optional<ClockFact> clock = exchange::clockOf(*http))
                observation.facts.emplace_back(*clock);
            break;
        case Health:
            readHealth(*http, observation);
            break;
        case Version:
            readVersion(*http, observation);
            break;
        }
        return observation;
    }
};

} // namespace

const Product &portusProduct()
{
    static const PortusProduct product;
    return product;
}

} // namespace rollcall

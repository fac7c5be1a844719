// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "products/Exchange.h"
#include "products/Product.h"
#include "products/Questions.h"

using namespace Qt::StringLiterals;

namespace rollcall {

namespace {

/// Any other node: one GET of its `url`, healthy on 200-399, or a TCP connect. No token goes to it: nothing says in
/// which way it would want one.
class GenericProduct final : public Product
{
private:
    std::vector<ProbeSpecPtr> ownProbes(const ClusterFile &file, TargetId target,
                                        const Credentials &credentials) const override
    {
        const questions::Target at{target, file.settings(target), credentials};
        const QUrl &url = at.settings.url;
        std::shared_ptr<ProbeSpec> spec;
        if (url.scheme() == "tcp"_L1) {
            spec = at.connect(u"tcp"_s, 0, url.port(0), 0);
        } else {
            const questions::Question question = at.get({.id = "http", .path = ""});
            question.http->url.setPath(url.path());
            question.http->url.setQuery(url.query());
            spec = question.spec;
            // Without the query: it is where other programs take secrets.
            spec->endpoint = u"GET "_s + (url.path().isEmpty() ? u"/"_s : url.path());
        }
        spec->isPrimary = true;
        return {spec};
    }

    Observation readOwn(const Answer &answer) const override
    {
        Observation observation = exchange::begin(answer);
        Outcome &outcome = observation.outcome;
        if (!outcome.answered())
            return observation;
        const HttpResult *http = answer.http();
        HealthFact health;
        if (http == nullptr) {
            health.healthy = true; // the port is open, and no more was asked
            observation.facts.emplace_back(std::move(health));
            return observation;
        }
        if (http->status == 429) {
            exchange::readRateLimitOrRedirect(*http, outcome);
            return observation;
        }
        health.healthy = http->status >= 200 && http->status <= 399;
        if (!*health.healthy)
            outcome.detail = u"HTTP %1"_s.arg(http->status);
        observation.facts.emplace_back(std::move(health));
        if (const std::optional<ClockFact> clock = exchange::clockOf(*http))
            observation.facts.emplace_back(*clock);
        return observation;
    }
};

} // namespace

const Product &genericProduct()
{
    static const GenericProduct product;
    return product;
}

} // namespace rollcall

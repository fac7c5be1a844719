// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "products/mattermost/CanaryVoice.h"

#include "products/Exchange.h"

using namespace Qt::StringLiterals;

namespace rollcall::mattermost::canary {

namespace {

QString endpointOf(const QString &probe)
{
    static const std::map<QString, QString> endpoints{
        {u"canary.account"_s, u"GET /api/v4/users/me"_s},
        {u"canary.channel"_s, u"GET /api/v4/teams/{id}/channels/name/{name}"_s},
        {u"canary.login"_s, u"POST /api/v4/users/login"_s},
        {u"canary.join"_s, u"POST /api/v4/channels/{id}/members"_s},
        {u"canary.post"_s, u"POST /api/v4/posts"_s},
        {u"canary.file"_s, u"POST /api/v4/files"_s},
        {u"canary.page"_s, u"GET /login"_s},
        {u"canary.users"_s, u"POST /api/v4/users/search"_s},
        {u"canary.channels"_s, u"POST /api/v4/teams/{id}/channels/search"_s},
        {u"canary.websocket"_s, u"GET /api/v4/websocket"_s},
        {u"canary.delivery"_s, u"GET /api/v4/websocket"_s},
    };
    const auto found = endpoints.find(probe);
    return found == endpoints.end() ? probe : found->second;
}

} // namespace

Voice::Voice(const CanaryContext &context, TargetId target) : m_context(context), m_target(target) {}

const ProbeSpecPtr &Voice::spec(const QString &probe)
{
    ProbeSpecPtr &known = m_specs[probe];
    if (!known) {
        const TargetSettings settings = m_context.file->settings(m_target);
        auto made = std::make_shared<ProbeSpec>();
        made->id = probe;
        made->target = m_target;
        made->endpoint = endpointOf(probe);
        // For its bounds alone, and for what its answer must not give away: nobody sends it.
        const Credentials &credentials = m_context.credentials[m_target.index()];
        auto request = std::make_shared<HttpRequest>(exchange::request(settings, credentials, settings.url));
        for (const std::optional<Secret> &secret : {credentials.token, credentials.password}) {
            if (secret)
                request->secretHeaders.emplace_back("Authorization", *secret);
        }
        made->request = std::move(request);
        made->interval = m_context.file->canary->interval;
        known = std::move(made);
    }
    return known;
}

void Voice::tell(const QString &probe, Outcome outcome, std::vector<Fact> facts)
{
    if (facts.empty() && outcome.answered())
        m_said.erase(probe);
    else
        m_said.insert(probe);
    Observation observation;
    observation.spec = spec(probe);
    observation.timings.total = outcome.latency;
    observation.outcome = std::move(outcome);
    observation.facts = std::move(facts);
    m_context.observed(observation);
}

void Voice::tell(const QString &probe, std::vector<Fact> facts)
{
    Outcome outcome;
    outcome.at = m_context.clock.now();
    outcome.utc = m_context.clock.utc();
    tell(probe, std::move(outcome), std::move(facts));
}

void Voice::tellExpectation(const QString &probe, const Outcome &outcome, const QString &name, const QString &expected,
                            const QString &got)
{
    if (!outcome.answered()) {
        tell(probe, outcome);
        return;
    }
    ExpectationFact fact;
    fact.name = name;
    if (!got.isEmpty()) {
        fact.level = ExpectationFact::Level::Critical;
        fact.expected = expected;
        fact.got = got;
    }
    tell(probe, outcome, {fact});
}

void Voice::withdraw()
{
    const std::set<QString> said = std::exchange(m_said, {});
    for (const QString &probe : said) {
        Observation observation;
        observation.spec = spec(probe);
        observation.outcome.kind = Outcome::Kind::Failed;
        observation.outcome.failure = NetFailure::Closed;
        observation.outcome.detail = u"the canary left the node out"_s;
        observation.outcome.at = m_context.clock.now();
        observation.outcome.utc = m_context.clock.utc();
        m_context.observed(observation);
    }
}

} // namespace rollcall::mattermost::canary

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "watch/WatchPrivate.h"

#include <algorithm>

// The part of a watch that takes in answers and decides what to ask next.

namespace rollcall {

namespace {

constexpr Milliseconds LongestSlice{3};
constexpr qsizetype LargeBody = qsizetype(128) * 1024;
constexpr std::size_t ManyTargets = 100;

/// Where nobody listens, nobody is bothered, and a return is to be seen soon.
Scheduler::Rest restAfter(const Observation &observation)
{
    if (observation.isPointless)
        return Scheduler::Rest::ForGood;
    const Outcome &outcome = observation.outcome;
    const bool isUnheard = outcome.failure == NetFailure::Refused || outcome.failure == NetFailure::NoRoute ||
                           outcome.failure == NetFailure::NameNotFound;
    return outcome.answered() || isUnheard ? Scheduler::Rest::None : Scheduler::Rest::Growing;
}

} // namespace

int Watch::Private::placeOf(const Target &target, const ProbeSpecPtr &spec) const
{
    const auto it = std::ranges::find(target.specs, spec);
    return it == target.specs.end() ? -1 : static_cast<int>(it - target.specs.begin());
}

void Watch::Private::receive(Answer &&answer)
{
    m_inbox.push_back(std::move(answer));
    if (!m_inboxTimer->isActive())
        m_inboxTimer->startAt(m_clock.now());
}

void Watch::Private::drainInbox()
{
    const TimePoint begun = m_clock.now();
    while (m_inboxBegin < m_inbox.size()) {
        read(std::move(m_inbox[m_inboxBegin++]));
        if (m_clock.now() - begun >= LongestSlice)
            break;
    }
    if (m_inboxBegin == m_inbox.size()) {
        m_inbox.clear();
        m_inboxBegin = 0;
    } else {
        m_inboxTimer->startAt(m_clock.now());
    }
    takeRechecks();
    askWanted(false);
    requestSnapshot();
    maybeFinish();
}

void Watch::Private::read(Answer &&answer)
{
    const std::size_t index = answer.spec->target.index();
    // Asked before the file changed: it may be of another target by now.
    if (m_phase != Phase::Asking || index >= m_targets.size() || placeOf(m_targets[index], answer.spec) < 0)
        return;
    if (!m_options.parsesInPlace) {
        const HttpResult *http = answer.http();
        // Behind a large one of the same probe also a small one: their order counts.
        const bool isBehind = !m_beingRead.empty() && std::ranges::find(m_beingRead, answer.spec) != m_beingRead.end();
        const TcpResult *tcp = answer.tcp();
        const bool isLarge = (http && http->body.size() > LargeBody) || (tcp && tcp->answer.size() > LargeBody);
        if (isBehind || isLarge) {
            readElsewhere(std::move(answer));
            return;
        }
    }
    const Observation observation = m_targets[index].product->read(answer);
    take(observation, std::move(answer));
}

void Watch::Private::readElsewhere(Answer &&answer)
{
    if (!m_pool) {
        m_pool = std::make_unique<QThreadPool>();
        m_pool->setMaxThreadCount(1); // one after the other: the order of answers stays
        m_pool->setExpiryTimeout(5000);
    }
    m_beingRead.push_back(answer.spec);
    const Product *product = m_targets[answer.spec->target.index()].product;
    // The pool is waited for before the watch dies, and what it posts dies with the watch.
    m_pool->start([this, product, generation = m_generation, shared = std::make_shared<Answer>(std::move(answer))] {
        auto observation = std::make_shared<Observation>(product->read(*shared));
        QMetaObject::invokeMethod(
            &m_owner,
            [this, generation, shared, observation] {
                if (generation != m_generation)
                    return;
                m_beingRead.erase(std::ranges::find(m_beingRead, shared->spec));
                if (m_phase != Phase::Asking)
                    return;
                take(*observation, std::move(*shared));
                takeRechecks();
                askWanted(false);
                requestSnapshot();
                maybeFinish();
            },
            Qt::QueuedConnection);
    });
}

void Watch::Private::take(const Observation &observation, Answer &&answer)
{
    const TargetId id = observation.spec->target;
    Target &target = m_targets[id.index()];
    const Reach::Kind before = m_keeper->facts()[id.index()]->reach.kind;
    m_keeper->observe(observation);
    const Reach::Kind after = m_keeper->facts()[id.index()]->reach.kind;

    tellHealth(observation);
    if (observation.spec->isSparing)
        m_scheduler->setRest(observation.spec, restAfter(observation));
    const bool wasAway = before != Reach::Kind::Answers && before != Reach::Kind::Unknown;
    if (wasAway && after == Reach::Kind::Answers)
        askAgainAfterReturn(target);
    if (observation.spec->isPrimary && !target.isAsked) {
        target.isAsked = true;
        --m_unasked;
    }
    const int place = placeOf(target, observation.spec);
    if (place >= 0)
        target.askedAt[static_cast<std::size_t>(place)] = answer.at;
    if (!target.isConcerned && target.hasOnDemand) {
        target.isConcerned = true;
        m_concerned.push_back(id.index());
    }
    if (m_options.history)
        m_options.history->answered(answer, observation, target.settings.name);
    target.answers.keep(std::move(answer), RecentAnswers::longestBody(m_targets.size()));
}

void Watch::Private::tellHealth(const Observation &observation)
{
    const Outcome &outcome = observation.outcome;
    const TargetId id = observation.spec->target;
    if (outcome.kind == Outcome::Kind::RateLimited) {
        const Milliseconds wait = std::max(outcome.retryAfter, m_targets[id.index()].settings.interval);
        m_scheduler->setHealth(id, true, wait);
        m_targets[id.index()].limitedUntil = m_clock.now() + wait;
    } else if (observation.spec->isPrimary) {
        const bool isIll = !outcome.isContact() || (!outcome.answered() && outcome.status >= 500);
        m_scheduler->setHealth(id, isIll, Milliseconds::zero());
    }
}

/// A target answers again: what failed while it was away is asked at once, not at its next turn.
void Watch::Private::askAgainAfterReturn(Target &target)
{
    std::vector<ProbeSpecPtr> probes;
    for (std::size_t i = 0; i < target.specs.size(); ++i) {
        const ProbeSpecPtr &spec = target.specs[i];
        if (spec->isPrimary || spec->interval == Milliseconds::zero())
            continue;
        const auto &outcomes = m_keeper->facts()[spec->target.index()]->outcomes;
        const auto last = outcomes.find(spec->id);
        if (m_options.isOneRound && last != outcomes.end() && last->second.kind != Outcome::Kind::Failed)
            continue;
        target.askedAt[i] = m_clock.now();
        probes.push_back(spec);
    }
    m_scheduler->probeNow(probes);
}

void Watch::Private::takeRechecks()
{
    for (const Recheck &recheck : m_keeper->evaluator().takeRechecks()) {
        if (!m_options.retries || m_phase != Phase::Asking || recheck.target.index() >= m_targets.size())
            continue;
        // What would come after the end of a round need not be waited for.
        if (m_options.isOneRound && recheck.at >= m_hardEnd)
            continue;
        const Target &target = m_targets[recheck.target.index()];
        const auto spec =
            std::ranges::find_if(target.specs, [&](const ProbeSpecPtr &known) { return known->id == recheck.probe; });
        if (spec != target.specs.end())
            m_scheduler->probeAt(*spec, recheck.at);
    }
}

/// Asks what the product wants to know besides, in view of what is known. A question that is wanted and stays wanted
/// (its answer does not settle it) is asked once in an interval, and once in a round.
void Watch::Private::askWanted(bool isOfAll)
{
    if (m_phase != Phase::Asking || m_isPaused)
        return;
    const TimePoint now = m_clock.now();
    std::vector<ProbeSpecPtr> probes;
    const bool isOfMany = m_targets.size() >= ManyTargets;
    const auto look = [&](Target &target) {
        target.isConcerned = false;
        if (now < target.limitedUntil || (isOfMany && !isOfAll && target.lookedAt != TimePoint::min() &&
                                          now - target.lookedAt < target.settings.interval))
            return;
        target.lookedAt = now;
        for (std::size_t i = 0; i < target.specs.size(); ++i) {
            const ProbeSpecPtr &spec = target.specs[i];
            if (!isOnDemand(*spec, target))
                continue;
            const TimePoint asked = target.askedAt[i];
            if (asked != TimePoint::min() && (m_options.isOneRound || now - asked < target.settings.interval))
                continue;
            if (target.product->wanted(*spec, *m_file, m_keeper->facts())) {
                target.askedAt[i] = now;
                probes.push_back(spec);
            }
        }
    };
    if (isOfAll) {
        for (Target &target : m_targets)
            look(target);
        m_concerned.clear();
    } else {
        // With many targets the product looks at all of them for each: once in an interval, and a slice at a time.
        while (!m_concerned.empty() && m_clock.now() - now < LongestSlice) {
            look(m_targets[m_concerned.back()]);
            m_concerned.pop_back();
        }
        if (!m_concerned.empty() && !m_inboxTimer->isActive())
            m_inboxTimer->startAt(now);
    }
    if (!probes.empty())
        m_scheduler->probeNow(probes);
}

void Watch::Private::woke()
{
    dropAnswers();
    m_keeper->evaluator().forgetFailures();
    if (m_phase == Phase::Asking)
        startCanary();
    if (m_tunnel) {
        // Its connection died in the sleep; ssh would take the better part of a minute to notice.
        m_tunnel->stop();
        m_tunnel->start();
    }
    m_keeper->markNews();
    requestSnapshot();
}

/// Anew: what it holds open may be of the time before a sleep, or lead another way.
void Watch::Private::startCanary()
{
    if (!m_file->canary || m_options.filter)
        return;
    CanaryKeeper::Setting setting;
    setting.file = m_file;
    for (std::size_t i = 0; i < m_targets.size(); ++i) {
        Credentials credentials = m_credentials->credentials(TargetId{static_cast<int>(i)});
        credentials.proxy = proxyOf(m_targets[i]);
        setting.credentials.push_back(std::move(credentials));
        const Product *product = m_targets[i].product;
        if (product && std::ranges::find(setting.products, product) == setting.products.end())
            setting.products.push_back(product);
    }
    setting.observed = [this](const Observation &observation) {
        if (m_phase != Phase::Asking)
            return;
        m_keeper->observe(observation);
        if (m_options.history)
            m_options.history->observed(observation, m_clock.utc(), m_file->targetName(observation.spec->target));
        requestSnapshot();
    };
    setting.takesPart = [this](TargetId id) { return takesPart(id); };
    setting.isOneRound = m_options.isOneRound;
    setting.retries = m_options.retries;
    setting.endBy = m_hardEnd;
    setting.finished = [this] { m_inboxTimer->startAt(m_clock.now()); };
    m_canary.start(std::move(setting));
    m_canary.setPaused(m_isPaused);
}

bool Watch::Private::takesPart(TargetId id) const
{
    const TargetFacts &facts = *m_keeper->facts()[id.index()];
    if (m_clock.now() < m_targets[id.index()].limitedUntil)
        return false;
    // One round does not wait for the first answers: who does not answer the canary is left out then.
    const bool isUnasked = m_options.isOneRound && facts.reach.kind == Reach::Kind::Unknown;
    if (!facts.reach.isLive() && !isUnasked)
        return false;
    const auto isServing = [](const std::optional<Known<HealthFact>> &health) {
        const HealthFact *fact = current(health);
        return !fact || fact->phase == HealthFact::Phase::Serving;
    };
    return isServing(facts.health) && isServing(facts.deepHealth);
}

void Watch::Private::dropAnswers()
{
    m_inbox.clear();
    m_inboxBegin = 0;
    m_beingRead.clear();
    ++m_generation;
}

} // namespace rollcall

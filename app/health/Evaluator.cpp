// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "health/Evaluator.h"

#include "health/TargetMemory.h"
#include "health/rules/Rules.h"

#include <algorithm>
#include <unordered_map>

namespace rollcall {

using namespace Qt::StringLiterals;

namespace {

/// What makes a finding the same one as before, whatever its figures.
struct FindingKey
{
    Code code;
    std::vector<TargetId> targets;
    QString about;
    bool operator==(const FindingKey &) const = default;
};

struct FindingKeyHash
{
    std::size_t operator()(const FindingKey &key) const noexcept
    {
        std::size_t hash = static_cast<std::size_t>(key.code) * 0x9E3779B97F4A7C15U;
        for (const TargetId id : key.targets)
            hash = (hash ^ id.index()) * 0x100000001B3U;
        return hash ^ qHash(key.about);
    }
};

struct Lasting
{
    QDateTime since;
    bool isSeen = false; ///< in the evaluation at hand
};

/// A finding that waits for lists to be read again.
struct Pending
{
    TimePoint firstSeen;
    bool isConfirmed = false;
    bool isSeen = false;
};

/// What both the API's lists and the gossip layer's say is one finding: the API's, with the other's evidence in it.
std::vector<Spoken> merged(std::vector<Spoken> spoken)
{
    std::vector<Spoken> result;
    result.reserve(spoken.size());
    for (Spoken &said : spoken) {
        const auto isSame = [&said](const Spoken &other) {
            // A split is of the whole product, whoever could be asked for its list.
            return other.finding.code == said.finding.code && other.about == said.about &&
                   other.source == BeliefSource::Api &&
                   (said.finding.code == Code::ClusterSplit || other.finding.targets == said.finding.targets);
        };
        const auto twin =
            said.source == BeliefSource::Gossip ? std::find_if(result.begin(), result.end(), isSame) : result.end();
        if (twin == result.end()) {
            result.push_back(std::move(said));
            continue;
        }
        QJsonObject evidence = said.finding.evidence;
        evidence.remove(u"source"_s);
        twin->finding.evidence.insert(u"gossip"_s, evidence);
        std::vector<TargetId> both;
        std::set_union(twin->finding.targets.begin(), twin->finding.targets.end(), said.finding.targets.begin(),
                       said.finding.targets.end(), std::back_inserter(both));
        twin->finding.targets = std::move(both);
    }
    return result;
}

} // namespace

struct Evaluator::State_
{
    explicit State_(ClusterFile theFile, Options theOptions);

    void resolveLists();
    void describeRows();
    void fillInput(TimePoint now, const QDateTime &utc);
    void compareGoroutines(const std::vector<TargetId> &peers);
    std::vector<Spoken> speak(bool &offline);
    bool isToldYet(const Spoken &spoken);
    std::vector<Spoken> told(const std::vector<Spoken> &spoken);
    void judge(Evaluation &evaluation) const;
    bool isChange(const Evaluation &evaluation) const;
    TargetId reachedNode() const;

    ClusterFile file;
    Options options;
    std::vector<TargetSettings> settings;
    std::vector<int> nameRanks;
    std::vector<TargetMemory> targets;
    MemberMatch match;
    Spread spread;
    std::vector<MemberView> views;
    std::vector<MemberView> gossipViews;
    std::vector<std::optional<Member>> rows; ///< copies: lists may be replaced before the next evaluate()
    std::vector<QString> rowHashes; ///< last known configuration hash of each: another one outdates what was read
    std::vector<std::pair<QString, std::vector<TargetId>>> products;
    RuleInput input;

    std::unordered_map<FindingKey, Lasting, FindingKeyHash> lasting;
    std::unordered_map<FindingKey, Pending, FindingKeyHash> pending;
    std::vector<Recheck> rechecks;
    bool isDirty = true;
    bool areListsNew = true;
    /// Something may change by time alone from here on.
    TimePoint reviewAt = TimePoint::max();
    Evaluation last;
    bool hasLast = false;
};

Evaluator::State_::State_(ClusterFile theFile, Options theOptions)
    : file(std::move(theFile)),
      options(theOptions),
      settings([this] {
          std::vector<TargetSettings> result;
          for (int i = 0; i < file.targetCount(); ++i)
              result.push_back(file.settings(TargetId{i}));
          return result;
      }()),
      nameRanks(nameRanksOf(file)),
      targets(settings.size()),
      match(settings),
      spread(settings, targets),
      views(settings.size()),
      gossipViews(settings.size()),
      rows(settings.size()),
      rowHashes(settings.size())
{
    for (std::size_t i = 0; i < settings.size(); ++i) {
        if (settings[i].isProxy)
            continue;
        const auto known = std::find_if(products.begin(), products.end(),
                                        [&](const auto &entry) { return entry.first == settings[i].product; });
        auto &members = known != products.end()
                            ? known->second
                            : products.emplace_back(settings[i].product, std::vector<TargetId>{}).second;
        members.push_back(TargetId{static_cast<int>(i)});
    }
    input.file = &file;
    input.attempts = options.attempts;
    input.spread = &spread;
    input.nodeOfId = [this](const QString &id) { return match.nodeOfId(id); };
    input.targets.resize(settings.size());
    input.peers.resize(products.size());
    for (std::size_t i = 0; i < settings.size(); ++i) {
        input.targets[i].id = TargetId{static_cast<int>(i)};
        input.targets[i].settings = &settings[i];
        input.targets[i].facts = &targets[i].facts;
        input.targets[i].view = &views[i];
        input.targets[i].gossip = &gossipViews[i];
    }
}

void Evaluator::State_::resolveLists()
{
    if (areListsNew) {
        areListsNew = false;
        std::vector<const MembershipFact *> lists;
        std::vector<const std::vector<gossip::Member> *> gossipLists;
        lists.reserve(targets.size());
        gossipLists.reserve(targets.size());
        for (const TargetMemory &target : targets) {
            // Those that are not current, too: they are still shown.
            lists.push_back(target.facts.membership ? &target.facts.membership->value : nullptr);
            gossipLists.push_back(target.facts.gossipList ? &target.facts.gossipList->value : nullptr);
        }
        match.match(lists, views); // keeps the size, so that the addresses in `input` stay
        match.matchGossip(gossipLists, gossipViews);
    }
    const auto date = []<class T>(MemberView &view, const std::optional<Known<T>> &list) {
        view.isKnown = list && list->isCurrent;
        if (list)
            view.at = list->at;
    };
    for (std::size_t i = 0; i < targets.size(); ++i) {
        date(views[i], targets[i].facts.membership);
        date(gossipViews[i], targets[i].facts.gossipList);
    }
}

void Evaluator::State_::describeRows()
{
    std::fill(rows.begin(), rows.end(), std::nullopt);
    // Its own list knows best; then its peers', the first that has something to say.
    for (const bool isOwn : {true, false}) {
        for (std::size_t viewer = 0; viewer < targets.size(); ++viewer) {
            if (!views[viewer].isKnown || !targets[viewer].facts.reach.isLive())
                continue;
            const auto &members = targets[viewer].facts.membership->value.members;
            for (const auto &[node, index] : views[viewer].rows) {
                std::optional<Member> &row = rows[node.index()];
                if ((node.index() == viewer) != isOwn || (row && !row->configHash.isEmpty()))
                    continue;
                const Reach &reach = targets[node.index()].facts.reach;
                const bool isFromBefore = reach.beganWhileWatched && views[viewer].at < reach.answersSince;
                if (!isFromBefore && (!row || !members[index].configHash.isEmpty()))
                    row = members[index];
            }
        }
    }
    for (std::size_t i = 0; i < targets.size(); ++i) {
        if (!rows[i] || rows[i]->configHash.isEmpty() || rows[i]->configHash == rowHashes[i])
            continue;
        // What was read of another configuration explains nothing of this one.
        if (!rowHashes[i].isEmpty() && targets[i].facts.config)
            targets[i].facts.config->isCurrent = false;
        rowHashes[i] = rows[i]->configHash;
    }
}

void Evaluator::State_::fillInput(TimePoint now, const QDateTime &utc)
{
    input.now = now;
    input.utc = utc;
    // Certificates run out and clocks creep without any answer being news.
    reviewAt = now + std::chrono::minutes(1);
    for (std::size_t i = 0; i < targets.size(); ++i) {
        TargetInput &target = input.targets[i];
        target.row = rows[i] ? &*rows[i] : nullptr;
        target.errorRate = targets[i].errorRate;
        const Reach &reach = targets[i].facts.reach;
        const TimePoint graceEnd = reach.answersSince + settings[i].startupGrace;
        if (reach.beganWhileWatched && graceEnd > now)
            reviewAt = std::min(reviewAt, graceEnd);
        if (const auto &since = targets[i].facts.drainingSince; since && *since + LongestDrain >= now)
            reviewAt = std::min<TimePoint>(reviewAt, *since + LongestDrain + Milliseconds(1));
    }
    for (std::size_t p = 0; p < products.size(); ++p) {
        auto &peers = input.peers[p];
        peers.clear();
        for (const TargetId id : products[p].second) {
            if (targets[id.index()].facts.reach.isLive())
                peers.push_back(id);
        }
        compareGoroutines(peers);
    }
}

void Evaluator::State_::compareGoroutines(const std::vector<TargetId> &peers)
{
    std::vector<ClimbingNode> nodes;
    for (const TargetId id : peers) {
        TargetMemory &target = targets[id.index()];
        const MetricsFact *metrics = current(target.facts.metrics);
        if (metrics && metrics->goroutines && !target.facts.trend.empty())
            nodes.push_back({&target.goroutines.made(), target.facts.trend});
    }
    tellClimbs(nodes);
    for (const TargetId id : peers) {
        const GoroutinePast *past = targets[id.index()].goroutines.get();
        input.targets[id.index()].climb = past && past->told() ? &*past->told() : nullptr;
    }
}

std::vector<Spoken> Evaluator::State_::speak(bool &offline)
{
    Findings findings(file.rules);
    QString kind;
    offline = isOffline(input, &kind);
    if (offline) {
        findings.add(Code::SelfOffline, {}, QJsonObject{{u"kind"_s, kind}});
        return std::move(findings.spoken);
    }
    for (const Rule rule : allRules())
        rule(input, findings);
    return std::move(findings.spoken);
}

/// Whether a finding counts by now: member lists differ for seconds after every change, so they are read once more.
bool Evaluator::State_::isToldYet(const Spoken &spoken)
{
    if (spoken.toConfirm.empty())
        return true;
    if (!options.confirmViews)
        return spoken.finding.code != Code::ClusterSplit;
    TimePoint newest = TimePoint::min();
    TimePoint oldest = TimePoint::max();
    const bool isGossip = spoken.source == BeliefSource::Gossip;
    for (const TargetId id : spoken.toConfirm) {
        const MemberView &view = (isGossip ? gossipViews : views)[id.index()];
        newest = std::max(newest, view.at);
        oldest = std::min(oldest, view.at);
    }
    // A split is the same one however the lists move; the others belong to a node.
    const bool isSplit = spoken.finding.code == Code::ClusterSplit;
    FindingKey key{spoken.finding.code, isSplit ? std::vector<TargetId>{} : spoken.finding.targets, {}};
    if (isSplit)
        key.about = spoken.about;
    if (isGossip)
        key.about += u" gossip"_s;
    const auto [entry, isNew] = pending.try_emplace(std::move(key), Pending{newest, false, true});
    Pending &wait = entry->second;
    wait.isSeen = true;
    const auto due = wait.firstSeen + file.retryAfter;
    if (isNew) {
        for (const TargetId id : spoken.toConfirm) {
            const TargetFacts &facts = targets[id.index()].facts;
            const Recheck again{id, isGossip ? facts.gossipList->probe : facts.membership->probe, due};
            const bool isAsked = std::any_of(rechecks.begin(), rechecks.end(), [&again](const Recheck &other) {
                return other.target == again.target && other.probe == again.probe && other.at == again.at;
            });
            if (!isAsked)
                rechecks.push_back(again);
        }
    }
    wait.isConfirmed = wait.isConfirmed || oldest >= due;
    return wait.isConfirmed;
}

/// What counts by now of all that the rules say.
std::vector<Spoken> Evaluator::State_::told(const std::vector<Spoken> &spoken)
{
    for (auto &[key, wait] : pending)
        wait.isSeen = false;
    std::vector<Spoken> result;
    result.reserve(spoken.size());
    std::copy_if(spoken.begin(), spoken.end(), std::back_inserter(result),
                 [this](const Spoken &said) { return isToldYet(said); });
    std::erase_if(pending, [](const auto &entry) { return !entry.second.isSeen; });
    return result;
}

void Evaluator::State_::judge(Evaluation &evaluation) const
{
    evaluation.targetStates.assign(targets.size(), State::Ok);
    evaluation.findingsOf.assign(targets.size(), {});
    evaluation.state = State::Ok;
    for (std::size_t f = 0; f < evaluation.findings.size(); ++f) {
        const Finding &finding = evaluation.findings[f];
        const State state = stateOf(finding.severity);
        evaluation.state = std::max(evaluation.state, state);
        for (const TargetId id : finding.targets) {
            evaluation.findingsOf[id.index()].push_back(f);
            evaluation.targetStates[id.index()] = std::max(evaluation.targetStates[id.index()], state);
        }
    }
    for (std::size_t i = 0; i < targets.size(); ++i) {
        State &state = evaluation.targetStates[i];
        const TargetFacts &facts = targets[i].facts;
        // Of the proxy an answer is enough; a node must have said that it is well (or have a finding that says more).
        const bool saidSo =
            settings[i].isProxy && std::any_of(facts.outcomes.begin(), facts.outcomes.end(), [&](const auto &entry) {
                if (!entry.second.answered())
                    return false;
                const auto spec = facts.specs.find(entry.first);
                return spec != facts.specs.end() && spec->second->isPrimary;
            });
        const HealthFact *plain = current(facts.health);
        const HealthFact *deep = current(facts.deepHealth);
        const bool isKnownWell = (plain && plain->healthy.has_value()) || (deep && deep->healthy.has_value());
        const bool isKnown = facts.reach.isLive() && (settings[i].isProxy ? saidSo : isKnownWell);
        if (evaluation.isOffline || (state == State::Ok && !isKnown))
            state = State::Unknown;
        evaluation.state = std::max(evaluation.state, state);
    }
}

bool Evaluator::State_::isChange(const Evaluation &evaluation) const
{
    return !hasLast || evaluation.state != last.state || evaluation.isOffline != last.isOffline ||
           evaluation.targetStates != last.targetStates ||
           !std::equal(evaluation.findings.begin(), evaluation.findings.end(), last.findings.begin(),
                       last.findings.end(), isSameToPeople);
}

/// The one live node that carries the identity of the proxy's last answer. Several alike: nobody can tell.
TargetId Evaluator::State_::reachedNode() const
{
    if (!file.hasProxy())
        return {};
    const TargetFacts &proxy = targets[file.proxyId().index()].facts;
    const IdentityFact *identity = current(proxy.identity);
    if (!identity || !proxy.reach.isLive())
        return {};
    TargetId found;
    for (std::size_t i = 0; i < targets.size(); ++i) {
        if (settings[i].isProxy || !targets[i].facts.reach.isLive())
            continue;
        const IdentityFact *other = current(targets[i].facts.identity);
        if (!other)
            return {}; // it could be this one
        if (other->version != identity->version || other->build != identity->build ||
            other->clientConfigHash != identity->clientConfigHash)
            continue;
        if (found.isValid())
            return {};
        found = TargetId{static_cast<int>(i)};
    }
    return found;
}

Evaluator::Evaluator(ClusterFile file, Options options) : m(std::make_unique<State_>(std::move(file), options)) {}

Evaluator::Evaluator(const Evaluator &other) : Evaluator(other.m->file, other.m->options)
{
    std::vector<TargetId> same;
    for (std::size_t i = 0; i < m->targets.size(); ++i)
        same.push_back(TargetId{static_cast<int>(i)});
    // In place, all of them: `input` and `spread` hold their addresses.
    m->targets = other.m->targets;
    m->match = other.m->match;
    m->spread.adopt(other.m->spread, same, same);
    m->views = other.m->views;
    m->gossipViews = other.m->gossipViews;
    m->rows = other.m->rows;
    m->rowHashes = other.m->rowHashes;
    m->lasting = other.m->lasting;
    m->pending = other.m->pending;
    m->rechecks = other.m->rechecks;
    m->isDirty = other.m->isDirty;
    m->areListsNew = other.m->areListsNew;
    m->reviewAt = other.m->reviewAt;
    m->last = other.m->last;
    m->hasLast = other.m->hasLast;
}

Evaluator::~Evaluator() = default;

void Evaluator::observe(const Observation &observation)
{
    const TargetId id = observation.spec->target;
    if (!id.isValid() || id.index() >= m->targets.size())
        return;
    TargetMemory &target = m->targets[id.index()];
    const FoldResult result =
        target.fold(observation, m->settings[id.index()], FoldSettings{m->file.rules, m->options.attempts});
    if (result.isNewAddress) {
        m->match.setPeerAddress(id, target.facts.peerAddress);
        m->areListsNew = true;
    }
    if (result.isNewList)
        m->areListsNew = true;
    if (result.askAgain)
        m->rechecks.push_back(Recheck{id, observation.spec->id, *result.askAgain});
    // The same list read again is news to whoever waits for it.
    const bool isAwaited = result.isListRead && !m->pending.empty();
    const bool isReviewDue = observation.outcome.at >= m->reviewAt;
    m->isDirty = m->isDirty || result.isRelevant || isAwaited || isReviewDue;
    if (!m->file.isProxy(id))
        return;
    for (const Fact &fact : observation.facts) {
        if (const auto *spread = std::get_if<SpreadFact>(&fact);
            spread && m->spread.add(*spread, observation.outcome.at))
            m->isDirty = true;
    }
}

Evaluation Evaluator::evaluate(TimePoint now, const QDateTime &utc)
{
    m->resolveLists();
    m->describeRows();
    m->spread.setHostnames(m->rows);
    m->spread.review(now, m->file.rules);
    m->fillInput(now, utc);

    Evaluation evaluation;
    const std::vector<Spoken> spoken = m->speak(evaluation.isOffline);
    for (auto &[key, entry] : m->lasting)
        entry.isSeen = false;
    evaluation.findings.reserve(spoken.size());
    for (Spoken &said : merged(m->told(spoken))) {
        FindingKey key{said.finding.code, said.finding.targets, std::move(said.about)};
        Lasting &entry = m->lasting.try_emplace(std::move(key), Lasting{utc, false}).first->second;
        entry.isSeen = true;
        said.finding.since = entry.since;
        evaluation.findings.push_back(std::move(said.finding));
    }
    std::erase_if(m->lasting, [](const auto &entry) { return !entry.second.isSeen; });
    sortFindings(evaluation.findings, m->nameRanks);
    m->judge(evaluation);
    evaluation.hasChanged = m->isChange(evaluation);

    for (TargetMemory &target : m->targets)
        target.markEvaluated();
    m->isDirty = false;
    m->last = evaluation;
    m->hasLast = true;
    return evaluation;
}

std::vector<Recheck> Evaluator::takeRechecks()
{
    return std::exchange(m->rechecks, {});
}

void Evaluator::rememberGoroutines(TargetId target, std::span<const GoroutinePast::Remembered> values)
{
    for (const GoroutinePast::Remembered &value : values)
        m->targets[target.index()].goroutines.made().remember(value);
}

const GoroutinePast *Evaluator::goroutines(TargetId target) const
{
    return m->targets[target.index()].goroutines.get();
}

void Evaluator::takeGoroutines(TargetId target, GoroutinePast::Memory memory)
{
    GoroutinePast &past = m->targets[target.index()].goroutines.made();
    // Whoever knew the same so far need not run the rules for it.
    if (memory.candidates != past.candidates() || memory.told != past.told())
        m->isDirty = true;
    past.setMemory(std::move(memory));
}

void Evaluator::forgetFailures()
{
    for (TargetMemory &target : m->targets)
        target.forgetFailures();
    m->pending.clear();
    m->rechecks.clear();
    m->isDirty = true;
}

void Evaluator::adopt(const Evaluator &old, const std::vector<TargetId> &origins)
{
    std::vector<TargetId> successors(old.m->targets.size());
    for (std::size_t i = 0; i < std::min(origins.size(), m->targets.size()); ++i) {
        const std::size_t origin = origins[i].isValid() ? origins[i].index() : successors.size();
        if (origin >= successors.size())
            continue;
        successors[origin] = TargetId{static_cast<int>(i)};
        m->targets[i] = old.m->targets[origin];
        m->rowHashes[i] = old.m->rowHashes[origin];
        if (!m->targets[i].facts.peerAddress.isEmpty())
            m->match.setPeerAddress(TargetId{static_cast<int>(i)}, m->targets[i].facts.peerAddress);
    }
    m->spread.adopt(old.m->spread, origins, successors);
    // What has lasted goes on lasting, unless it names a target that is gone.
    for (const auto &[key, entry] : old.m->lasting) {
        FindingKey moved = key;
        for (TargetId &id : moved.targets)
            id = successors[id.index()];
        if (std::all_of(moved.targets.begin(), moved.targets.end(), [](TargetId id) { return id.isValid(); }))
            m->lasting.insert_or_assign(std::move(moved), entry);
    }
    m->areListsNew = true;
    m->isDirty = true;
}

const ClusterFile &Evaluator::file() const
{
    return m->file;
}

const TargetFacts &Evaluator::facts(TargetId target) const
{
    return m->targets[target.index()].facts;
}

const TargetSettings &Evaluator::settings(TargetId target) const
{
    return m->settings[target.index()];
}

const MemberView &Evaluator::view(TargetId target) const
{
    return m->views[target.index()];
}

const MemberView &Evaluator::gossipView(TargetId target) const
{
    return m->gossipViews[target.index()];
}

const Member *Evaluator::row(TargetId target) const
{
    const auto &row = m->rows[target.index()];
    return row ? &*row : nullptr;
}

TargetId Evaluator::reachedByProxy() const
{
    return m->reachedNode();
}

const Spread &Evaluator::spread() const
{
    return m->spread;
}

bool Evaluator::isDirty() const
{
    return m->isDirty;
}

} // namespace rollcall

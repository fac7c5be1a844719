// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "health/rules/Rules.h"

#include <algorithm>
#include <set>

namespace rollcall {

using namespace Qt::StringLiterals;

namespace {

/// One way that messages go, and what became of them.
struct Pair
{
    TargetId from;
    TargetId to;
    const Delivery *delivery = nullptr;
};

/// Whether messages are to be expected from and to it. A node that is down, starts or drains is told of elsewhere.
bool takesPart(const TargetInput &target)
{
    if (target.settings->isProxy || !target.isLive())
        return false;
    const auto isServing = [](const std::optional<Known<HealthFact>> &health) {
        const HealthFact *fact = current(health);
        return !fact || fact->phase == HealthFact::Phase::Serving;
    };
    return isServing(target.facts->health) && isServing(target.facts->deepHealth);
}

/// All ways between nodes that take part, a node's way to itself included.
std::vector<Pair> pairsOf(const RuleInput &input)
{
    std::vector<Pair> pairs;
    std::map<QString, TargetId> byName;
    for (const TargetInput &target : input.targets) {
        if (takesPart(target))
            byName.emplace(target.settings->name, target.id);
    }
    for (const TargetInput &target : input.targets) {
        const DeliveryFact *fact = takesPart(target) ? current(target.facts->delivery) : nullptr;
        if (!fact)
            continue;
        for (const Delivery &delivery : fact->deliveries) {
            if (const auto from = byName.find(delivery.from); from != byName.end())
                pairs.push_back({from->second, target.id, &delivery});
        }
    }
    return pairs;
}

/// Takes out those that have most in common: one receiver, or one sender. In doubt the receiver, and the first node.
std::vector<Pair> takeGroup(std::vector<Pair> &pairs)
{
    std::map<TargetId, int> to;
    std::map<TargetId, int> from;
    for (const Pair &pair : pairs) {
        ++to[pair.to];
        if (pair.from != pair.to)
            ++from[pair.from];
    }
    const auto most = [](const std::map<TargetId, int> &counts) {
        return std::max_element(counts.begin(), counts.end(),
                                [](const auto &a, const auto &b) { return a.second < b.second; });
    };
    const auto receiver = most(to);
    const auto sender = most(from);
    const bool isBySender = sender != from.end() && sender->second > receiver->second;
    const TargetId common = isBySender ? sender->first : receiver->first;
    const auto isOfGroup = [&](const Pair &pair) {
        return isBySender ? pair.from == common && pair.to != common : pair.to == common;
    };
    std::vector<Pair> group;
    std::copy_if(pairs.begin(), pairs.end(), std::back_inserter(group), isOfGroup);
    std::erase_if(pairs, isOfGroup);
    return group;
}

void addGroup(const RuleInput &input, Code code, const std::vector<Pair> &group, Findings &findings)
{
    std::vector<TargetId> from;
    std::vector<TargetId> to;
    bool isSelf = false;
    int sent = 0;
    int lost = 0;
    std::chrono::microseconds slowest{0};
    for (const Pair &pair : group) {
        isSelf = isSelf || pair.from == pair.to;
        if (pair.from != pair.to)
            from.push_back(pair.from);
        to.push_back(pair.to);
        sent += pair.delivery->sent;
        lost += pair.delivery->lost;
        slowest = std::max(slowest, pair.delivery->latency.value_or(slowest));
    }
    const auto inOrder = [](std::vector<TargetId> ids) {
        std::sort(ids.begin(), ids.end());
        ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
        return ids;
    };
    from = inOrder(std::move(from));
    to = inOrder(std::move(to));
    // Where one node's ways to or from several are all cut, it is the one to look at, not those at their other ends.
    std::vector<TargetId> named = from;
    named.insert(named.end(), to.begin(), to.end());
    if (from.size() > 1 && to.size() == 1)
        named = to;
    else if (to.size() > 1 && from.size() == 1)
        named = from;
    named = inOrder(std::move(named));
    QJsonObject evidence{{u"from"_s, namesOf(input, from)}, {u"to"_s, namesOf(input, to)}};
    if (isSelf)
        evidence.insert(u"self"_s, true);
    if (code == Code::DeliveryFailed) {
        evidence.insert(u"sent"_s, sent);
        evidence.insert(u"lost"_s, lost);
    } else {
        evidence.insert(u"ms"_s, rounded(static_cast<double>(slowest.count()) / 1000));
        evidence.insert(u"limitMs"_s, static_cast<qint64>(input.rules().deliverySlow.count()));
    }
    const QString about = from.size() > to.size() ? u"to"_s : u"from"_s;
    findings.add(code, named, evidence, about);
}

void addAll(const RuleInput &input, Code code, std::vector<Pair> bad, std::size_t judged, Findings &findings)
{
    // Nothing works: that is one trouble, not one of each node.
    const auto between = static_cast<std::size_t>(
        std::count_if(bad.begin(), bad.end(), [](const Pair &pair) { return pair.from != pair.to; }));
    if (between == judged && between == bad.size() && judged > 2) {
        addGroup(input, code, bad, findings);
        return;
    }
    while (!bad.empty())
        addGroup(input, code, takeGroup(bad), findings);
}

} // namespace

void ruleDelivery(const RuleInput &input, Findings &findings)
{
    std::vector<Pair> failing;
    std::vector<Pair> slow;
    std::size_t judged = 0; ///< ways from one node to another
    for (const Pair &pair : pairsOf(input)) {
        if (pair.delivery->sent == 0)
            continue;
        judged += pair.from != pair.to ? 1 : 0;
        if (pair.delivery->lostInARow >= input.attempts)
            failing.push_back(pair);
        else if (pair.delivery->lostInARow == 0 && pair.delivery->latency > input.rules().deliverySlow)
            slow.push_back(pair);
    }
    addAll(input, Code::DeliveryFailed, std::move(failing), judged, findings);
    addAll(input, Code::DeliverySlow, std::move(slow), judged, findings);
}

void ruleWebsockets(const RuleInput &input, Findings &findings)
{
    std::set<int> nodesOwn;                           ///< what nodes themselves answer to the upgrade
    for (const TargetInput &target : input.targets) { // the proxy comes last
        const WebsocketFact *fact = target.isLive() ? current(target.facts->websocket) : nullptr;
        // Where the url itself is not answered as it should be, that is what there is to say.
        if (!fact || !fact->isRefused || !isUrlWell(*target.facts))
            continue;
        const Reach &reach = target.facts->reach;
        if (reach.beganWhileWatched && target.facts->websocket->at < reach.answersSince)
            continue; // it is of the time when nothing was answered
        const bool isProxy = target.settings->isProxy;
        // Passed on, a node's own refusal is none of the proxy's.
        if (isProxy && nodesOwn.contains(fact->status))
            continue;
        if (!isProxy && fact->status != 0)
            nodesOwn.insert(fact->status);
        QJsonObject evidence;
        if (fact->status != 0)
            evidence.insert(u"status"_s, fact->status);
        if (!fact->detail.isEmpty())
            evidence.insert(u"detail"_s, fit(fact->detail));
        findings.add(isProxy ? Code::ProxyWebsocketRefused : Code::NodeWebsocketRefused, {target.id}, evidence);
    }
}

} // namespace rollcall

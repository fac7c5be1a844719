// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "health/rules/Rules.h"

#include <algorithm>

namespace rollcall {

using namespace Qt::StringLiterals;

namespace {

using Over = SpreadFact::Over;

QString nameOf(Over over)
{
    return over == Over::Http ? u"http"_s : u"websocket"_s;
}

/// How the connections of one kind were shared out while a node was there to get some.
struct Tally
{
    int known = 0;
    int unknown = 0;
    std::map<TargetId, int> counts;
};

Tally tallyOf(const std::vector<Spread::Result> &results, TimePoint since)
{
    Tally tally;
    for (const Spread::Result &result : results) {
        if (result.at <= since)
            continue;
        if (result.node.isValid()) {
            ++tally.known;
            ++tally.counts[result.node];
        } else {
            ++tally.unknown;
        }
    }
    return tally;
}

/// What is missed by one node over one kind of connections.
struct Miss
{
    Over over = Over::Http;
    Tally tally;
};

/// Nodes with the same lot are told in one finding where all that was seen led to one and the same node.
struct Said
{
    std::vector<TargetId> nodes;
    std::vector<Miss> misses;
    TargetId only; ///< where all of it led; invalid: to several
};

TargetId onlyNodeOf(const std::vector<Miss> &misses)
{
    TargetId only;
    for (const Miss &miss : misses) {
        const TargetId one = miss.tally.counts.begin()->first;
        if (miss.tally.counts.size() != 1 || (only.isValid() && only != one))
            return {};
        only = one;
    }
    return only;
}

void say(const RuleInput &input, const Said &said, Findings &findings)
{
    QJsonArray over;
    QJsonObject connections;
    QJsonObject shares;
    for (const Miss &miss : said.misses) {
        QJsonObject share;
        for (const auto &[node, count] : miss.tally.counts)
            share.insert(input.target(node).settings->name, count);
        over.append(nameOf(miss.over));
        connections.insert(nameOf(miss.over), miss.tally.known);
        shares.insert(nameOf(miss.over), share);
    }
    QJsonObject evidence{{u"over"_s, over}, {u"connections"_s, connections}, {u"shares"_s, shares}};
    if (said.only.isValid())
        evidence.insert(u"only"_s, input.target(said.only).settings->name);
    std::vector<TargetId> targets = said.nodes;
    targets.push_back(input.file->proxyId());
    findings.add(Code::ProxyNodeNotReached, std::move(targets), std::move(evidence));
}

} // namespace

void ruleNodeNotReached(const RuleInput &input, Findings &findings)
{
    if (!input.spread || !input.file->hasProxy() || !input.target(input.file->proxyId()).isLive())
        return;
    std::vector<TargetId> serving;
    for (const auto &peers : input.peers) {
        std::copy_if(peers.begin(), peers.end(), std::back_inserter(serving),
                     [&](TargetId id) { return input.spread->servesSince(id).has_value(); });
    }
    // Of more nodes than this nobody can tell from as many connections as are remembered.
    if (serving.size() < 2 || connectionsToJudge(serving.size()) > static_cast<int>(Spread::Longest))
        return;
    std::map<TargetId, std::vector<Miss>> missesOf;
    for (const Over over : {Over::Http, Over::WebSocket}) {
        const std::vector<Spread::Result> results = input.spread->results(over);
        for (const TargetId node : serving) {
            Tally tally = tallyOf(results, *input.spread->servesSince(node));
            if (tally.counts.contains(node))
                continue;
            // It may also have led to some that serve no longer, or that are of another opinion about themselves.
            std::size_t nodes = serving.size();
            for (const auto &[other, count] : tally.counts)
                nodes += std::find(serving.begin(), serving.end(), other) == serving.end() ? 1 : 0;
            // One in ten may have led anywhere; more, and it could be that they led to this one.
            if (tally.known >= connectionsToJudge(nodes) && tally.unknown * 10 <= tally.known)
                missesOf[node].push_back({over, std::move(tally)});
        }
    }
    std::vector<Said> all;
    for (auto &entry : missesOf) {
        const TargetId node = entry.first;
        std::vector<Miss> &misses = entry.second;
        const TargetId only = onlyNodeOf(misses);
        const auto isAlike = [&](const Said &said) {
            return only.isValid() && said.only == only &&
                   std::equal(said.misses.begin(), said.misses.end(), misses.begin(), misses.end(),
                              [](const Miss &a, const Miss &b) { return a.over == b.over; });
        };
        if (const auto like = std::find_if(all.begin(), all.end(), isAlike); like != all.end())
            like->nodes.push_back(node);
        else
            all.push_back({{node}, std::move(misses), only});
    }
    for (const Said &said : all)
        say(input, said, findings);
}

} // namespace rollcall

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "health/rules/Rules.h"

#include <algorithm>
#include <numeric>
#include <set>

namespace rollcall {

using namespace Qt::StringLiterals;

namespace {

/// A list that was read before the node was seen to begin to answer says nothing about it.
bool isEvidenceAbout(const TargetInput &viewer, const TargetInput &node)
{
    return !node.facts->reach.beganWhileWatched || viewer.view->at >= node.facts->reach.answersSince;
}

/// Where no row of any list matches any node, addresses and names are of two different worlds (address translation, a
/// jump host): then nobody can be said to be missing.
bool canMatch(const RuleInput &input, std::span<const TargetId> peers)
{
    return std::any_of(peers.begin(), peers.end(), [&input](TargetId id) {
        const TargetInput &target = input.target(id);
        return target.hasList() && !target.view->nodes.empty();
    });
}

std::vector<TargetId> withList(const RuleInput &input, std::span<const TargetId> peers)
{
    std::vector<TargetId> result;
    for (const TargetId id : peers) {
        if (input.target(id).hasList())
            result.push_back(id);
    }
    return result;
}

/// Groups of nodes that list each other, directly or through others; by views where that leaves only one group.
std::vector<std::vector<TargetId>> islandsOf(const RuleInput &input, const std::vector<TargetId> &viewers)
{
    std::vector<std::size_t> parent(viewers.size());
    std::iota(parent.begin(), parent.end(), std::size_t{0});
    const auto root = [&parent](std::size_t i) {
        while (parent[i] != i)
            i = parent[i];
        return i;
    };
    for (std::size_t a = 0; a < viewers.size(); ++a) {
        for (std::size_t b = a + 1; b < viewers.size(); ++b) {
            if (input.target(viewers[a]).view->lists(viewers[b]) && input.target(viewers[b]).view->lists(viewers[a]))
                parent[root(b)] = root(a);
        }
    }
    std::map<std::size_t, std::vector<TargetId>> islands;
    for (std::size_t i = 0; i < viewers.size(); ++i)
        islands[root(i)].push_back(viewers[i]);
    std::vector<std::vector<TargetId>> result;
    if (islands.size() > 1) {
        for (auto &[first, members] : islands)
            result.push_back(std::move(members));
    } else {
        std::map<std::pair<std::vector<TargetId>, QStringList>, std::vector<TargetId>> byView;
        for (const TargetId id : viewers)
            byView[{input.target(id).view->nodes, input.target(id).view->strangerKeys}].push_back(id);
        for (auto &[view, members] : byView)
            result.push_back(std::move(members));
    }
    std::sort(result.begin(), result.end());
    return result;
}

QJsonObject memberEvidence(const Member &member)
{
    const auto value = [](const QString &text) { return text.isEmpty() ? QJsonValue() : QJsonValue(fit(text)); };
    return QJsonObject{
        {u"hostname"_s, value(member.hostname)}, {u"address"_s, value(member.address)}, {u"id"_s, value(member.id)}};
}

QStringList emptyFieldsOf(const Member &member)
{
    QStringList fields;
    if (member.configHash.isEmpty())
        fields.append(u"configHash"_s);
    if (member.hostname.isEmpty())
        fields.append(u"hostname"_s);
    if (member.version.isEmpty())
        fields.append(u"version"_s);
    return fields;
}

/// The same member in the lists of several nodes.
struct Seen
{
    const Member *member = nullptr;
    std::vector<TargetId> by;
    std::set<QString> empty;
};

void note(Seen &seen, const Member &member, TargetId viewer)
{
    if (!seen.member)
        seen.member = &member;
    if (seen.by.empty() || seen.by.back() != viewer)
        seen.by.push_back(viewer);
    for (const QString &field : emptyFieldsOf(member))
        seen.empty.insert(field);
}

} // namespace

void ruleMissing(const RuleInput &input, Findings &findings)
{
    for (const auto &peers : input.peers) {
        if (!canMatch(input, peers))
            continue;
        // Who lists nobody at all says nothing of the others; who lists only itself does say that it does not see them.
        std::vector<TargetId> viewers = withList(input, peers);
        std::erase_if(viewers, [&input](TargetId id) { return input.target(id).view->size == 0; });
        for (const TargetId id : peers) {
            const TargetInput &node = input.target(id);
            std::vector<TargetId> by;
            std::vector<TargetId> listedBy;
            for (const TargetId viewer : viewers) {
                if (viewer == id)
                    continue;
                if (input.target(viewer).view->lists(id))
                    listedBy.push_back(viewer);
                else if (isEvidenceAbout(input.target(viewer), node))
                    by.push_back(viewer);
            }
            if (by.empty())
                continue;
            findings.addToConfirm(Code::NodeMissingFromCluster, {id},
                                  QJsonObject{{u"by"_s, namesOf(input, by)}, {u"listedBy"_s, namesOf(input, listedBy)}},
                                  by);
        }
    }
}

void ruleAlone(const RuleInput &input, Findings &findings)
{
    for (const auto &peers : input.peers) {
        if (!canMatch(input, peers))
            continue;
        const std::vector<TargetId> viewers = withList(input, peers);
        for (const TargetId id : viewers) {
            const TargetInput &node = input.target(id);
            if (!node.view->isAlone(id))
                continue;
            std::vector<TargetId> others;
            for (const TargetId other : viewers) {
                const TargetInput &peer = input.target(other);
                // Both must be able to know of each other by the time of their lists.
                if (other != id && peer.view->size > 0 && isEvidenceAbout(node, peer))
                    others.push_back(other);
            }
            if (others.empty())
                continue;
            QJsonObject evidence{{u"lists"_s, node.view->size == 0 ? u"nobody"_s : u"itself"_s},
                                 {u"others"_s, namesOf(input, others)}};
            others.push_back(id);
            findings.addToConfirm(Code::ClusterAlone, {id}, evidence, others);
        }
    }
}

void ruleSplit(const RuleInput &input, Findings &findings)
{
    for (const auto &peers : input.peers) {
        const std::vector<TargetId> viewers = withList(input, peers);
        if (viewers.size() < 2)
            continue;
        // Whoever began to answer after one of the lists was read is left out of the comparison.
        std::set<TargetId> unsure;
        for (const TargetId id : viewers) {
            for (const TargetId viewer : viewers) {
                if (!input.target(id).facts->reach.beganWhileWatched)
                    break;
                if (!isEvidenceAbout(input.target(viewer), input.target(id)))
                    unsure.insert(id);
            }
        }
        const auto isSame = [&input, &unsure](TargetId a, TargetId b) {
            const MemberView &first = *input.target(a).view;
            const MemberView &second = *input.target(b).view;
            if (first.strangerKeys != second.strangerKeys)
                return false;
            if (unsure.empty())
                return first.nodes == second.nodes;
            const auto sure = [&unsure](const std::vector<TargetId> &nodes) {
                std::vector<TargetId> result;
                std::copy_if(nodes.begin(), nodes.end(), std::back_inserter(result),
                             [&unsure](TargetId id) { return !unsure.contains(id); });
                return result;
            };
            return sure(first.nodes) == sure(second.nodes);
        };
        const bool differ =
            std::any_of(viewers.begin() + 1, viewers.end(), [&](TargetId id) { return !isSame(viewers.front(), id); });
        if (!differ)
            continue;
        QJsonArray islands;
        for (const auto &island : islandsOf(input, viewers))
            islands.append(namesOf(input, island));
        findings.addToConfirm(Code::ClusterSplit, viewers, QJsonObject{{u"islands"_s, islands}}, viewers);
    }
}

void ruleDisabled(const RuleInput &input, Findings &findings)
{
    bool isAnyKnown = false;
    for (const auto &peers : input.peers) {
        for (const TargetId id : peers) {
            if (!input.target(id).hasList())
                continue;
            isAnyKnown = true;
            if (input.target(id).view->size > 0)
                return;
        }
    }
    if (isAnyKnown)
        findings.add(Code::ClusterDisabled, {}, {});
}

void ruleStrangers(const RuleInput &input, Findings &findings)
{
    std::map<QString, Seen> strangers;
    std::map<QString, Seen> unaskedStrangers;
    std::map<TargetId, Seen> unasked;
    for (const auto &peers : input.peers) {
        for (const TargetId id : peers) {
            const TargetInput &viewer = input.target(id);
            if (!viewer.hasList())
                continue;
            const auto &members = viewer.facts->membership->value.members;
            for (const auto &[node, row] : viewer.view->rows) {
                if (node != id && !emptyFieldsOf(members[row]).isEmpty())
                    note(unasked[node], members[row], id);
            }
            for (const std::size_t row : viewer.view->strangers) {
                const Member &member = members[row];
                // By id where there is one: host name and address may be what could not be asked.
                const QString key = member.id.isEmpty() ? QString(member.hostname % u'|' % member.address) : member.id;
                if (!member.hostname.isEmpty() || !member.address.isEmpty())
                    note(strangers[key], member, id);
                if (!emptyFieldsOf(member).isEmpty())
                    note(unaskedStrangers[key], member, id);
            }
        }
    }
    const auto unaskedEvidence = [&input](const Seen &seen) {
        return QJsonObject{{u"member"_s, memberEvidence(*seen.member)},
                           {u"by"_s, namesOf(input, seen.by)},
                           {u"empty"_s, QJsonArray::fromStringList(QStringList(seen.empty.begin(), seen.empty.end()))}};
    };
    for (const auto &[node, seen] : unasked)
        findings.add(Code::NodeUnasked, {node}, unaskedEvidence(seen));
    for (const auto &[key, seen] : unaskedStrangers)
        findings.add(Code::NodeUnasked, {}, unaskedEvidence(seen), key);
    for (const auto &[key, seen] : strangers) {
        findings.add(Code::NodeUnexpected, {},
                     QJsonObject{{u"member"_s, memberEvidence(*seen.member)}, {u"by"_s, namesOf(input, seen.by)}}, key);
    }
}

} // namespace rollcall

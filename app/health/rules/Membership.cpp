// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "health/rules/Rules.h"

#include <algorithm>
#include <array>
#include <set>

namespace rollcall {

using namespace Qt::StringLiterals;

namespace {

/// Of a large cluster that falls apart there are thousands; the islands tell of them.
constexpr std::size_t MostLinks = 256;
constexpr std::array Sources{BeliefSource::Api, BeliefSource::Gossip};

/// One source's lists of the live nodes of one product.
class Lists
{
public:
    Lists(const RuleInput &input, std::span<const TargetId> peers, BeliefSource source)
        : m_input(input), m_source(source)
    {
        for (const TargetId id : peers) {
            if (input.target(id).hasList(source))
                m_viewers.push_back(id);
        }
    }

    BeliefSource source() const { return m_source; }
    const std::vector<TargetId> &viewers() const { return m_viewers; }
    const MemberView &of(TargetId viewer) const { return *m_input.target(viewer).viewBy(m_source); }
    bool isEvidence(TargetId viewer, TargetId node) const
    {
        return rollcall::isEvidence(of(viewer), m_input.target(node));
    }
    /// Where no row of any list matches any node, addresses and names are of two different worlds (address translation,
    /// a jump host): then nobody can be said to be missing.
    bool canMatch() const
    {
        return std::any_of(m_viewers.begin(), m_viewers.end(), [this](TargetId id) { return !of(id).nodes.empty(); });
    }
    QJsonObject marked(QJsonObject evidence) const
    {
        if (m_source == BeliefSource::Gossip)
            evidence.insert(u"source"_s, u"gossip"_s);
        return evidence;
    }

private:
    const RuleInput &m_input;
    BeliefSource m_source;
    std::vector<TargetId> m_viewers;
};

/// Whether some live node's list differs from another's, apart from nodes that began to answer after it was read.
bool doDiffer(const RuleInput &input, const Lists &lists)
{
    const std::vector<TargetId> &viewers = lists.viewers();
    std::set<TargetId> unsure;
    for (const TargetId id : viewers) {
        if (!input.target(id).facts->reach.beganWhileWatched)
            continue;
        for (const TargetId viewer : viewers) {
            if (!lists.isEvidence(viewer, id))
                unsure.insert(id);
        }
    }
    const auto isSame = [&](const MemberView &first, const MemberView &second) {
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
    return std::any_of(viewers.begin() + 1, viewers.end(),
                       [&](TargetId id) { return !isSame(lists.of(viewers.front()), lists.of(id)); });
}

/// How the views fit together, in a word: what the sentence is made from.
QString kindOf(const BeliefShape &shape)
{
    if (shape.islands.size() < 2)
        return shape.isWhole() ? u"views"_s : u"oneWay"_s;
    const bool isOneAgainstAll =
        shape.islands.size() == 2 && (shape.islands.front().size() == 1) != (shape.islands.back().size() == 1);
    if (!isOneAgainstAll)
        return u"islands"_s;
    const TargetId one = (shape.islands.front().size() == 1 ? shape.islands.front() : shape.islands.back()).front();
    const bool isSeen = std::any_of(shape.oneWay.begin(), shape.oneWay.end(),
                                    [one](const MissingLink &link) { return link.from == one; });
    const bool sees = std::any_of(shape.oneWay.begin(), shape.oneWay.end(),
                                  [one](const MissingLink &link) { return link.to == one; });
    if (isSeen && sees)
        return u"islands"_s;
    return isSeen ? u"blind"_s : sees ? u"unseen"_s : u"loner"_s;
}

QJsonArray linksOf(const RuleInput &input, const std::vector<MissingLink> &links)
{
    QJsonArray result;
    for (const MissingLink &link : links.size() > MostLinks ? std::span(links).first(MostLinks) : std::span(links)) {
        result.append(QJsonObject{{u"from"_s, input.target(link.from).settings->name},
                                  {u"to"_s, input.target(link.to).settings->name}});
    }
    return result;
}

/// Where everyone sees everyone, and lists differ in others: who has the same list.
QJsonArray sameViews(const RuleInput &input, const Lists &lists)
{
    std::map<std::pair<std::vector<TargetId>, QStringList>, std::vector<TargetId>> byView;
    for (const TargetId id : lists.viewers())
        byView[{lists.of(id).nodes, lists.of(id).strangerKeys}].push_back(id);
    std::vector<std::vector<TargetId>> groups;
    for (auto &[view, members] : byView)
        groups.push_back(std::move(members));
    std::sort(groups.begin(), groups.end());
    QJsonArray result;
    for (const auto &group : groups)
        result.append(namesOf(input, group));
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

/// A member that only the gossip layer shows.
struct GossipStranger
{
    Member member;
    std::vector<TargetId> by;
};

void noteGossipStrangers(const RuleInput &input, const std::map<QString, Seen> &known,
                         std::map<QString, GossipStranger> &strangers)
{
    std::set<QString> addresses;
    for (const auto &[key, seen] : known)
        addresses.insert(seen.member->address);
    for (const auto &peers : input.peers) {
        for (const TargetId id : peers) {
            const TargetInput &viewer = input.target(id);
            if (!viewer.hasList(BeliefSource::Gossip))
                continue;
            for (const std::size_t row : viewer.gossip->strangers) {
                const gossip::Member &member = viewer.facts->gossipList->value[row];
                if (known.contains(member.name) || addresses.contains(member.address))
                    continue;
                GossipStranger &stranger = strangers[member.name];
                stranger.member.id = member.name;
                stranger.member.address = member.address;
                stranger.by.push_back(id);
            }
        }
    }
}

} // namespace

void ruleMissing(const RuleInput &input, Findings &findings)
{
    const auto missingBy = [&](const Lists &lists, std::span<const TargetId> peers) {
        for (const TargetId id : peers) {
            std::vector<TargetId> by;
            std::vector<TargetId> listedBy;
            for (const TargetId viewer : lists.viewers()) {
                // Who lists nobody at all says nothing of the others; who lists only itself does say that it does not
                // see them.
                if (viewer == id || lists.of(viewer).size == 0)
                    continue;
                if (lists.of(viewer).lists(id))
                    listedBy.push_back(viewer);
                else if (lists.isEvidence(viewer, id))
                    by.push_back(viewer);
            }
            if (by.empty())
                continue;
            const QJsonObject evidence{{u"by"_s, namesOf(input, by)}, {u"listedBy"_s, namesOf(input, listedBy)}};
            findings.addToConfirm(Code::NodeMissingFromCluster, {id}, lists.marked(evidence), by, lists.source());
        }
    };
    for (const auto &peers : input.peers) {
        for (const BeliefSource source : Sources) {
            const Lists lists(input, peers, source);
            if (lists.canMatch())
                missingBy(lists, peers);
        }
    }
}

void ruleAlone(const RuleInput &input, Findings &findings)
{
    const auto aloneIn = [&](const Lists &lists) {
        for (const TargetId id : lists.viewers()) {
            const MemberView &view = lists.of(id);
            if (!view.isAlone(id))
                continue;
            std::vector<TargetId> others;
            for (const TargetId other : lists.viewers()) {
                // Both must be able to know of each other by the time of their lists.
                if (other != id && lists.of(other).size > 0 && lists.isEvidence(id, other))
                    others.push_back(other);
            }
            if (others.empty())
                continue;
            const QJsonObject evidence{{u"lists"_s, view.size == 0 ? u"nobody"_s : u"itself"_s},
                                       {u"others"_s, namesOf(input, others)}};
            others.push_back(id);
            findings.addToConfirm(Code::ClusterAlone, {id}, lists.marked(evidence), others, lists.source());
        }
    };
    for (const auto &peers : input.peers) {
        for (const BeliefSource source : Sources) {
            const Lists lists(input, peers, source);
            if (lists.canMatch())
                aloneIn(lists);
        }
    }
}

void ruleSplit(const RuleInput &input, Findings &findings)
{
    for (const auto &peers : input.peers) {
        for (const BeliefSource source : Sources) {
            const Lists lists(input, peers, source);
            const std::vector<TargetId> &viewers = lists.viewers();
            if (viewers.size() < 2 || !doDiffer(input, lists))
                continue;
            const BeliefShape shape =
                shapeOf(viewers, [&lists](TargetId from, TargetId to) { return lists.of(from).lists(to); });
            QJsonArray islands;
            for (const auto &island : shape.islands)
                islands.append(namesOf(input, island));
            QJsonObject evidence{{u"shape"_s, kindOf(shape)},
                                 {u"islands"_s, islands},
                                 {u"missing"_s, linksOf(input, shape.missing)},
                                 {u"oneWay"_s, linksOf(input, shape.oneWay)}};
            if (shape.isWhole())
                evidence.insert(u"views"_s, sameViews(input, lists));
            findings.addToConfirm(Code::ClusterSplit, viewers, lists.marked(evidence), viewers, source,
                                  input.target(viewers.front()).settings->product);
        }
    }
}

void ruleDisabled(const RuleInput &input, Findings &findings)
{
    bool isAnyKnown = false;
    for (const auto &peers : input.peers) {
        for (const TargetId id : peers) {
            const TargetInput &target = input.target(id);
            if (target.hasList(BeliefSource::Gossip) && target.gossip->size > 1)
                return;
            if (!target.hasList())
                continue;
            isAnyKnown = true;
            if (target.view->size > 0)
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
    std::map<QString, GossipStranger> gossipStrangers;
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
    noteGossipStrangers(input, strangers, gossipStrangers);
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
    for (const auto &[key, seen] : gossipStrangers) {
        findings.add(Code::NodeUnexpected, {},
                     QJsonObject{{u"member"_s, memberEvidence(seen.member)},
                                 {u"by"_s, namesOf(input, seen.by)},
                                 {u"source"_s, u"gossip"_s}},
                     key);
    }
}

} // namespace rollcall

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "health/MemberMatch.h"

#include <QHostAddress>
#include <QUrl>
#include <algorithm>
#include <map>

namespace rollcall {

using namespace Qt::StringLiterals;

namespace {

/// One spelling for each address; empty when the text is none.
QString canonicalAddress(const QString &text)
{
    QString bare = text;
    if (bare.startsWith(u'[') && bare.endsWith(u']'))
        bare = bare.mid(1, bare.size() - 2);
    QHostAddress address;
    if (bare.isEmpty() || !address.setAddress(bare))
        return {};
    bool isV4 = false;
    const quint32 v4 = address.toIPv4Address(&isV4); // also of ::ffff:a.b.c.d
    return isV4 ? QHostAddress(v4).toString() : address.toString();
}

QString hostOfConnectTo(const QString &connectTo)
{
    const auto colon = connectTo.lastIndexOf(u':');
    return colon < 0 ? connectTo : connectTo.left(colon);
}

QString label(const QString &host)
{
    const auto dot = host.indexOf(u'.');
    return dot < 0 ? host : host.left(dot);
}

void enter(QHash<QString, TargetId> &index, const QString &key, TargetId target)
{
    if (key.isEmpty())
        return;
    const auto known = index.constFind(key);
    if (known == index.constEnd())
        index.insert(key, target);
    else if (*known != target)
        index.insert(key, TargetId{});
}

QString addressAndPort(const QString &address, int port)
{
    return address % u':' % QString::number(port);
}

QString strangerKey(const Member &member)
{
    // The id is the same in all lists, even where the other fields could not be asked.
    return member.id.isEmpty() ? QString(member.address % u'|' % member.hostname) : member.id;
}

/// Alive and suspected ones are members. So is one whose state this version does not know: nobody is accused of it.
bool isMember(gossip::MemberState state)
{
    return state != gossip::MemberState::Dead && state != gossip::MemberState::Left;
}

int lifeOf(gossip::MemberState state)
{
    switch (state) {
    case gossip::MemberState::Alive:
        return 4;
    case gossip::MemberState::Suspect:
        return 3;
    case gossip::MemberState::Unknown:
        return 2;
    case gossip::MemberState::Left:
        return 1;
    case gossip::MemberState::Dead:
        return 0;
    }
    return 0;
}

} // namespace

bool MemberView::lists(TargetId node) const
{
    return std::binary_search(nodes.begin(), nodes.end(), node);
}

bool MemberView::isAlone(TargetId self) const
{
    if (size == 0)
        return true;
    if (size == 1 && nodes.empty())
        return true;
    return strangers.empty() && nodes.size() == 1 && nodes.front() == self;
}

MemberMatch::MemberMatch(const std::vector<TargetSettings> &targets)
{
    m_names.reserve(targets.size());
    for (const TargetSettings &target : targets) {
        Names names;
        names.isProxy = target.isProxy;
        names.product = target.product;
        names.gossipPort = target.gossip && target.gossip->enabled ? target.gossip->port : 0;
        for (const QString &host : {target.url.host(), hostOfConnectTo(target.connectTo), target.name}) {
            const QString address = canonicalAddress(host);
            if (!address.isEmpty())
                names.addresses.append(address);
            else if (!host.isEmpty())
                names.hosts.append(host.toLower());
        }
        m_names.push_back(std::move(names));
    }
}

void MemberMatch::setPeerAddress(TargetId target, const QString &address)
{
    const QString canonical = canonicalAddress(address);
    if (m_names[target.index()].peerAddress == canonical)
        return;
    m_names[target.index()].peerAddress = canonical;
    m_isIndexOld = true;
}

void MemberMatch::buildIndex()
{
    m_isIndexOld = false;
    m_byAddress.clear();
    m_byHost.clear();
    m_byLabel.clear();
    m_byGossip.clear();
    for (std::size_t i = 0; i < m_names.size(); ++i) {
        const Names &names = m_names[i];
        if (names.isProxy || !m_listing.contains(names.product))
            continue;
        const TargetId target{static_cast<int>(i)};
        for (const QString &address : names.addresses)
            enter(m_byAddress, address, target);
        enter(m_byAddress, names.peerAddress, target);
        if (names.gossipPort != 0) {
            for (const QString &address : names.addresses)
                enter(m_byGossip, addressAndPort(address, names.gossipPort), target);
            if (!names.peerAddress.isEmpty())
                enter(m_byGossip, addressAndPort(names.peerAddress, names.gossipPort), target);
        }
        for (const QString &host : names.hosts) {
            enter(m_byHost, host, target);
            enter(m_byLabel, label(host), target);
        }
    }
}

TargetId MemberMatch::find(const Member &member) const
{
    const QString address = canonicalAddress(member.address);
    if (!address.isEmpty()) {
        if (const TargetId target = m_byAddress.value(address); target.isValid())
            return target;
    }
    // A node may announce its address as its host name.
    const QString asAddress = canonicalAddress(member.hostname);
    if (!asAddress.isEmpty())
        return m_byAddress.value(asAddress);
    const QString host = member.hostname.toLower();
    if (host.isEmpty())
        return {};
    if (const auto known = m_byHost.constFind(host); known != m_byHost.constEnd())
        return *known;
    return m_byLabel.value(label(host));
}

/// The gossip name is the id of the API's list, as far as is known; it may also be a host name.
TargetId MemberMatch::find(const gossip::Member &member) const
{
    const QString address = canonicalAddress(member.address);
    if (!address.isEmpty()) {
        if (const TargetId target = m_byGossip.value(addressAndPort(address, member.port)); target.isValid())
            return target;
    }
    if (const TargetId target = m_byId.value(member.name); target.isValid())
        return target;
    Member like;
    like.address = member.address;
    like.hostname = member.name;
    if (const TargetId target = find(like); target.isValid())
        return target;
    return m_byRowAddress.value(address);
}

void MemberMatch::takeInProduct(std::size_t target)
{
    if (m_listing.contains(m_names[target].product))
        return;
    m_listing.append(m_names[target].product);
    m_isIndexOld = true;
}

void MemberMatch::matchGossip(std::span<const std::vector<gossip::Member> *const> lists, std::vector<MemberView> &views)
{
    for (std::size_t i = 0; i < lists.size(); ++i) {
        if (lists[i])
            takeInProduct(i);
    }
    if (m_isIndexOld)
        buildIndex();
    views.resize(lists.size());
    for (std::size_t i = 0; i < lists.size(); ++i) {
        MemberView &view = views[i];
        view = MemberView{};
        if (!lists[i])
            continue;
        view.wasRead = true;
        std::map<TargetId, gossip::MemberState> held;
        for (std::size_t r = 0; r < lists[i]->size(); ++r) {
            const gossip::Member &member = (*lists[i])[r];
            const bool counts = isMember(member.state);
            const TargetId target = find(member);
            if (target.isValid()) {
                // A node has a new name at each start, and the old one is held dead for a while: the living one counts.
                const auto [entry, isNew] = held.try_emplace(target, member.state);
                if (!isNew && lifeOf(member.state) > lifeOf(entry->second))
                    entry->second = member.state;
                if (counts)
                    view.rows.emplace_back(target, r);
            } else if (counts) {
                view.strangers.push_back(r);
                view.strangerKeys.append(member.name);
            }
            view.size += counts ? 1 : 0;
        }
        view.held.assign(held.begin(), held.end());
        for (const auto &[target, state] : view.held) {
            if (isMember(state))
                view.nodes.push_back(target);
        }
        view.strangerKeys.sort();
    }
}

void MemberMatch::match(std::span<const MembershipFact *const> lists, std::vector<MemberView> &views)
{
    for (std::size_t i = 0; i < lists.size(); ++i) {
        if (lists[i])
            takeInProduct(i);
    }
    if (m_isIndexOld)
        buildIndex();
    m_byId.clear();
    m_byRowAddress.clear();
    views.resize(lists.size());
    std::vector<std::vector<TargetId>> found(lists.size());
    for (std::size_t i = 0; i < lists.size(); ++i) {
        if (!lists[i])
            continue;
        found[i].reserve(lists[i]->members.size());
        for (const Member &member : lists[i]->members) {
            const TargetId target = find(member);
            found[i].push_back(target);
            if (target.isValid())
                enter(m_byId, member.id, target);
            if (target.isValid())
                enter(m_byRowAddress, canonicalAddress(member.address), target);
        }
    }
    for (std::size_t i = 0; i < lists.size(); ++i) {
        MemberView &view = views[i];
        view = MemberView{};
        if (!lists[i])
            continue;
        view.wasRead = true;
        view.size = lists[i]->members.size();
        const Member *lowest = nullptr;
        for (std::size_t r = 0; r < view.size; ++r) {
            const Member &member = lists[i]->members[r];
            TargetId target = found[i][r];
            if (!target.isValid() && !member.id.isEmpty())
                target = m_byId.value(member.id);
            if (!member.id.isEmpty() && (!lowest || member.id < lowest->id)) {
                lowest = &member;
                view.lowest = target;
            }
            if (target.isValid()) {
                view.nodes.push_back(target);
                view.rows.emplace_back(target, r);
            } else {
                view.strangers.push_back(r);
                view.strangerKeys.append(strangerKey(member));
            }
        }
        std::sort(view.nodes.begin(), view.nodes.end());
        view.nodes.erase(std::unique(view.nodes.begin(), view.nodes.end()), view.nodes.end());
        view.strangerKeys.sort();
    }
}

TargetId MemberMatch::nodeOfId(const QString &id) const
{
    return m_byId.value(id);
}

} // namespace rollcall

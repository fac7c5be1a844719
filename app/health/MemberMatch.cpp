// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "health/MemberMatch.h"

#include <QHostAddress>
#include <QUrl>
#include <algorithm>

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

QString strangerKey(const Member &member)
{
    // The id is the same in all lists, even where the other fields could not be asked.
    return member.id.isEmpty() ? QString(member.address % u'|' % member.hostname) : member.id;
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
    for (std::size_t i = 0; i < m_names.size(); ++i) {
        const Names &names = m_names[i];
        if (names.isProxy || !m_listing.contains(names.product))
            continue;
        const TargetId target{static_cast<int>(i)};
        for (const QString &address : names.addresses)
            enter(m_byAddress, address, target);
        enter(m_byAddress, names.peerAddress, target);
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

void MemberMatch::match(std::span<const MembershipFact *const> lists, std::vector<MemberView> &views)
{
    for (std::size_t i = 0; i < lists.size(); ++i) {
        if (lists[i] && !m_listing.contains(m_names[i].product)) {
            m_listing.append(m_names[i].product);
            m_isIndexOld = true;
        }
    }
    if (m_isIndexOld)
        buildIndex();
    m_byId.clear();
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
        }
    }
    for (std::size_t i = 0; i < lists.size(); ++i) {
        MemberView &view = views[i];
        view = MemberView{};
        if (!lists[i])
            continue;
        view.isKnown = true;
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

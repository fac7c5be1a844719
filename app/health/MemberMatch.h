// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/ClusterFile.h"
#include "health/TargetFacts.h"

#include <QHash>
#include <span>
#include <vector>

namespace rollcall {

/// One node's member list in terms of the cluster file.
struct MemberView
{
    bool isKnown = false;                               ///< there is a current list
    bool wasRead = false;                               ///< there is one, current or not
    TimePoint at;                                       ///< when it was read
    std::size_t size = 0;                               ///< rows
    std::vector<TargetId> nodes;                        ///< those of the file that are in it, in the file's order
    std::vector<std::pair<TargetId, std::size_t>> rows; ///< the same with the row's index, in the list's order
    std::vector<std::size_t> strangers;                 ///< rows that match no node of the file
    TargetId lowest;          ///< node behind the lowest id of the list; invalid: none of the file
    QStringList strangerKeys; ///< one for each, sorted: what makes two lists differ
    /// Of a gossip list: every node of the file that is in it, and how it is held; sorted. `nodes`, `size` and the
    /// strangers are then those that count as members, alive or suspected.
    std::vector<std::pair<TargetId, gossip::MemberState>> held;

    bool lists(TargetId node) const;
    /// Nobody but itself, or nobody at all. One row that matches nothing counts as itself: a node lists itself first.
    bool isAlone(TargetId self) const;
};

/// Which node of the file a row of a member list is: by address (and gossip port, where nodes share one), by host name,
/// or by an id or an address that another row has given away. Ids are learned anew from the lists at hand each time,
/// because a node gets a new one at each start.
class MemberMatch
{
public:
    /// `targets` are by TargetId; proxies match nothing.
    explicit MemberMatch(const std::vector<TargetSettings> &targets);

    /// The address that was really connected to. Behind a jump host or a proxy it says nothing and is shared by many.
    void setPeerAddress(TargetId target, const QString &address);

    /// `lists` by TargetId, null where there is none. `views` gets everything but the times.
    void match(std::span<const MembershipFact *const> lists, std::vector<MemberView> &views);

    /// The same of the lists of the gossip layer. After match(), whose rows may have given ids and addresses away.
    void matchGossip(std::span<const std::vector<gossip::Member> *const> lists, std::vector<MemberView> &views);

    /// The node behind an id, as of the last match(). Invalid: unknown.
    TargetId nodeOfId(const QString &id) const;

private:
    TargetId find(const Member &member) const;
    TargetId find(const gossip::Member &member) const;
    void takeInProduct(std::size_t target);
    void buildIndex();

    struct Names
    {
        bool isProxy = false;
        QString product;
        QStringList addresses;
        QStringList hosts;
        QString peerAddress;
        int gossipPort = 0; ///< 0: none
    };
    std::vector<Names> m_names;
    bool m_isIndexOld = true;
    /// The products whose nodes list members: another product's node on the same machine is no member.
    QStringList m_listing;
    // An address or a name that several nodes share is kept with an invalid id: it matches none of them.
    QHash<QString, TargetId> m_byAddress;
    QHash<QString, TargetId> m_byHost;
    QHash<QString, TargetId> m_byLabel;
    QHash<QString, TargetId> m_byId;
    QHash<QString, TargetId> m_byGossip;     ///< `address:port`
    QHash<QString, TargetId> m_byRowAddress; ///< as the rows of the last match() have them
};

} // namespace rollcall

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "live/gossip/SerfCluster.h"

#include <set>

namespace rollcall::test {

/// A network that only this thread, the sockets it makes and the processes it starts are in, from the construction to
/// the destruction: with loopback and nothing else, and a firewall of its own.
class Namespace
{
public:
    Namespace();
    ~Namespace();
    Namespace(const Namespace &) = delete;
    Namespace &operator=(const Namespace &) = delete;

    /// Why the kernel does not allow such a network, or a firewall in it; empty: it does.
    const QString &refusal() const { return m_refusal; }
    /// What is missing on this machine, or went wrong; empty: nothing.
    const QString &fault() const { return m_fault; }

    /// From now on no packet goes between these agents and the others, whatever its protocol. All other processes
    /// reach all of them. The agents must run as users of their own. Returns why not.
    QString cut(const SerfCluster &cluster, const std::set<int> &island);
    /// All packets go through again.
    QString heal();

private:
    QString filter(const QByteArray &rules) const;

    int m_outside = -1; ///< the network that this thread was in
    QString m_firewall; ///< nft
    QString m_refusal;
    QString m_fault;
};

} // namespace rollcall::test

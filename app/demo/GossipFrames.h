// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gossip/Layout.h"

#include <QByteArray>
#include <vector>

/// What a server of memberlist 0.2.2 reads and writes on a TCP connection, to the byte.
namespace rollcall::demo {

/// How a cluster's gossip goes over the wire: the same for all its nodes.
struct GossipWire
{
    bool isCompressed = false; ///< what is sent
    QByteArray key;            ///< of AES: 16, 24 or 32 bytes; empty: not encrypted
};

/// One row of the list that a node holds.
struct GossipMember
{
    QByteArray name;
    quint32 address = 0; ///< IPv4
    quint16 port = 0;
    gossip::WireState state = gossip::WireState::Alive;
    quint32 incarnation = 1;
};

QByteArray ackMessage(quint32 seqNo);
/// The answer to a push/pull that does not join; without application state.
QByteArray membersMessage(const std::vector<GossipMember> &members);
QByteArray errorMessage(QByteArrayView text);
/// A message as it is sent: compressed, then sealed, where the cluster does so.
QByteArray framed(const QByteArray &message, const GossipWire &wire);

/// What came in so far.
struct GossipRequest
{
    enum class Kind {
        Partial, ///< more must come
        Ping,    ///< of `node`, or of whoever listens where that is empty
        Members, ///< a push/pull that pushes nothing
        Misfit,  ///< another mode or another key: answered with the `complaint`
        Other,   ///< anything else: no answer
    };
    Kind kind = Kind::Other;
    QByteArray node;
    quint32 seqNo = 0;
    QByteArrayView complaint;
};

/// Longer than any request that is answered.
inline constexpr qsizetype LongestGossipRequest = 4096;

/// Exactly the requests that change nothing at a real server, sealed where the cluster is.
GossipRequest readGossipRequest(const QByteArray &bytes, const GossipWire &wire);

} // namespace rollcall::demo

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gossip/Reply.h"
#include "net/TcpConnect.h"

#include <atomic>

namespace rollcall::gossip {

/// The read-only question for a node's member list, as one TCP connection: a constant request, sealed where there is a
/// key. It announces no node, pushes no state, and never uses UDP: a UDP ping takes queued messages away from the
/// members. Shared by the runs of a probe; read() may be called from another thread than message().
class MembershipQuery final : public TcpQuestion
{
public:
    /// `keys` as keysFrom() gives them; none: the request goes plain.
    explicit MembershipQuery(std::vector<Secret> keys = {}, QByteArray label = {});

    /// Empty, and nothing to send, where sealed() and labelled() are.
    QByteArray message() override;
    QString commandOptions() const override;
    /// The keys, as they seal and as they are written: what a node says must not give them away.
    std::vector<Secret> secrets() const;
    qint64 maxAnswer() const override { return Limits::Answer; }

    /// What came back. Remembers which key the node seals with: the next request is sealed with it, so that a rotation
    /// costs one complaint in the node's log and not one each time.
    Reply read(QByteArrayView answer);

private:
    std::vector<Secret> m_keys;
    QByteArray m_label;
    std::atomic<int> m_key{0}; ///< that seals
};

} // namespace rollcall::gossip

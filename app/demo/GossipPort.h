// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Clock.h"
#include "demo/GossipFrames.h"
#include "demo/TcpListener.h"

#include <vector>

namespace rollcall::demo {

/// The node behind a gossip port.
class GossipSpeaker
{
public:
    virtual ~GossipSpeaker() = default;
    /// Whether it takes connections and does nothing with them.
    virtual bool isHanging() const = 0;
    virtual QByteArray gossipName() const = 0;
    /// The list it holds, itself included.
    virtual std::vector<GossipMember> gossipMembers() = 0;
};

/// The TCP port of a node's gossip layer, as memberlist serves it: a connection carries one request and at most one
/// answer, then it is closed. Nothing that comes in changes anything. Each connection is bounded in bytes and time.
class GossipPort final : public TcpListener
{
    Q_OBJECT

public:
    /// For reading a request, and the same again for sending the answer.
    static constexpr Milliseconds Deadline{10000};

    GossipPort(Clock &clock, GossipWire wire, GossipSpeaker &speaker);
    ~GossipPort() override;

private:
    void serve(QTcpSocket &socket) override;
    void read(QTcpSocket &socket, Timer &deadline);
    QByteArray answerTo(const GossipRequest &request) const;

    Clock &m_clock;
    GossipWire m_wire;
    GossipSpeaker &m_speaker;
};

} // namespace rollcall::demo

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "commands/Command.h"
#include "gossip/MembershipQuery.h"

#include <QJsonObject>

namespace rollcall {

/// `rollcall gossip HOST[:PORT]`: the list that this node holds, by one read-only query. Ends with 0 when all members
/// are alive, 1 when one is not, 2 when the port refuses or is silent, 3 when a key is needed or does not fit, or what
/// answers is no gossip port.
class GossipCommand final : public Command
{
    Q_OBJECT

public:
    GossipCommand(Invocation invocation, Terminal terminal);
    ~GossipCommand() override;

    Result<void> start() override;
    void interrupt() override;

private:
    Result<std::vector<Secret>> keys() const;
    void take(TcpResult &&result);
    void tell(const gossip::Reply *reply, const QString &error, int status);
    QJsonObject json(const gossip::Reply *reply, const QString &error) const;
    QString plain(const gossip::Reply &reply) const;
    QString address() const;

    Invocation m_invocation;
    Terminal m_terminal;
    SystemClock m_clock;
    std::shared_ptr<gossip::MembershipQuery> m_query;
    std::unique_ptr<TcpConnect> m_connection;
    std::chrono::microseconds m_roundTrip{0};
    bool m_isFinished = false;
};

} // namespace rollcall

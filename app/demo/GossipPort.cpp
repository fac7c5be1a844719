// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/GossipPort.h"

#include <QTcpSocket>
#include <memory>

namespace rollcall::demo {

namespace {

constexpr qsizetype MostConnections = 127;

} // namespace

GossipPort::GossipPort(Clock &clock, GossipWire wire, GossipSpeaker &speaker)
    : TcpListener(MostConnections), m_clock(clock), m_wire(std::move(wire)), m_speaker(speaker)
{}

GossipPort::~GossipPort()
{
    shutDown(); // while there is something to answer with
}

void GossipPort::serve(QTcpSocket &socket)
{
    socket.setReadBufferSize(LongestGossipRequest + 1);
    // Lives in the connection below, and so as long as the socket.
    const std::shared_ptr<Timer> deadline = m_clock.makeTimer([this, &socket] {
        if (!m_speaker.isHanging())
            socket.abort();
    });
    deadline->startAt(m_clock.now() + Deadline);
    connect(&socket, &QTcpSocket::readyRead, this, [this, &socket, deadline] { read(socket, *deadline); });
}

void GossipPort::read(QTcpSocket &socket, Timer &deadline)
{
    if (m_speaker.isHanging() || socket.state() != QAbstractSocket::ConnectedState)
        return;
    const GossipRequest request = readGossipRequest(socket.peek(LongestGossipRequest + 1), m_wire);
    if (request.kind == GossipRequest::Kind::Partial)
        return;
    socket.readAll();
    socket.write(answerTo(request));
    // Now, so that a peer that has closed its side already gets it, too.
    socket.flush();
    deadline.startAt(m_clock.now() + Deadline);
    socket.disconnectFromHost();
}

QByteArray GossipPort::answerTo(const GossipRequest &request) const
{
    switch (request.kind) {
    case GossipRequest::Kind::Ping:
        if (!request.node.isEmpty() && request.node != m_speaker.gossipName())
            return {};
        return framed(ackMessage(request.seqNo), m_wire);
    case GossipRequest::Kind::Members:
        return framed(membersMessage(m_speaker.gossipMembers()), m_wire);
    case GossipRequest::Kind::Misfit:
        return framed(errorMessage(request.complaint), m_wire);
    case GossipRequest::Kind::Partial:
    case GossipRequest::Kind::Other:
        break;
    }
    return {};
}

} // namespace rollcall::demo

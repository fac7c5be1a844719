// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/TcpListener.h"

#include <QTcpSocket>

namespace rollcall::demo {

namespace {

constexpr qsizetype MaxConnections = 100;

} // namespace

TcpListener::TcpListener()
{
    connect(&m_server, &QTcpServer::newConnection, this, [this] { accept(); });
}

TcpListener::~TcpListener()
{
    shutDown();
}

bool TcpListener::listen(const QHostAddress &address, quint16 port)
{
    if (!m_server.listen(address, port))
        return false;
    m_port = m_server.serverPort();
    return true;
}

void TcpListener::shutDown()
{
    m_server.close();
    const QList<QTcpSocket *> sockets = m_server.findChildren<QTcpSocket *>(QString(), Qt::FindDirectChildrenOnly);
    for (QTcpSocket *socket : sockets) {
        socket->disconnect(this);
        socket->abort();
        delete socket;
    }
}

void TcpListener::accept()
{
    while (QTcpSocket *socket = m_server.nextPendingConnection()) {
        if (m_server.findChildren<QTcpSocket *>(QString(), Qt::FindDirectChildrenOnly).size() > MaxConnections) {
            delete socket;
            continue;
        }
        connect(socket, &QTcpSocket::readyRead, this, [socket] { socket->readAll(); });
        connect(socket, &QTcpSocket::disconnected, this, [socket] { socket->deleteLater(); });
    }
}

} // namespace rollcall::demo

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/TcpListener.h"

#include <QTcpSocket>

namespace rollcall::demo {

TcpListener::TcpListener(qsizetype most) : m_most(most)
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
        if (m_server.findChildren<QTcpSocket *>(QString(), Qt::FindDirectChildrenOnly).size() > m_most) {
            delete socket;
            continue;
        }
        connect(socket, &QTcpSocket::disconnected, this, [socket] { socket->deleteLater(); });
        serve(*socket);
    }
}

void TcpListener::serve(QTcpSocket &socket)
{
    connect(&socket, &QTcpSocket::readyRead, this, [&socket] { socket.readAll(); });
}

} // namespace rollcall::demo

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>
#include <QTcpServer>

class QTcpSocket;

namespace rollcall::demo {

/// A port that takes connections, a bounded number at a time, and says nothing, as a binary protocol does until it is
/// spoken to; what comes in is dropped. Who does more with a connection overrides serve().
class TcpListener : public QObject
{
    Q_OBJECT

public:
    /// `most` connections at a time; one that comes on top is closed.
    explicit TcpListener(qsizetype most = 100);
    ~TcpListener() override;

    /// Port 0: the system's choice, which later calls keep.
    bool listen(const QHostAddress &address, quint16 port = 0);
    /// Closes the port and every connection at once.
    void shutDown();
    bool isListening() const { return m_server.isListening(); }
    quint16 port() const { return m_port; }

protected:
    /// A connection that has just come; it is deleted once it is over.
    virtual void serve(QTcpSocket &socket);

private:
    void accept();

    qsizetype m_most;
    QTcpServer m_server;
    quint16 m_port = 0;
};

} // namespace rollcall::demo

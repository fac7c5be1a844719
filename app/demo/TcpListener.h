// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>
#include <QTcpServer>

namespace rollcall::demo {

/// A port that takes connections and says nothing, as a binary protocol does until it is spoken to. At most 100
/// connections; what comes in is dropped.
class TcpListener : public QObject
{
    Q_OBJECT

public:
    TcpListener();
    ~TcpListener() override;

    /// Port 0: the system's choice, which later calls keep.
    bool listen(const QHostAddress &address, quint16 port = 0);
    /// Closes the port and every connection at once.
    void shutDown();
    bool isListening() const { return m_server.isListening(); }
    quint16 port() const { return m_port; }

private:
    void accept();

    QTcpServer m_server;
    quint16 m_port = 0;
};

} // namespace rollcall::demo

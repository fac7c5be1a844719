// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "demo/HttpServer.h"

#include <QObject>
#include <memory>

class QTcpSocket;

namespace rollcall::demo {

/// The server's end of one WebSocket. QWebSocketServer cannot be used: it writes the answer to the upgrade itself, in
/// an order and with headers that no Mattermost has. Bound: 64 KiB a message; pings are answered.
class WebSocketPeer : public QObject
{
    Q_OBJECT

public:
    static bool isUpgrade(const HttpQuestion &question);
    /// `Sec-WebSocket-Accept` for the key of the question.
    static QByteArray acceptKey(const HttpQuestion &question);

    /// `answer` is sent as it is: the whole answer to the upgrade.
    WebSocketPeer(std::unique_ptr<QTcpSocket> socket, const QByteArray &answer, QObject *parent = nullptr);
    ~WebSocketPeer() override;

    void sendText(const QByteArray &text);
    /// Says so with a close frame. Ends with gone().
    void close(quint16 code);

Q_SIGNALS:
    void received(const QByteArray &text);
    /// Once; the object is of no use any more.
    void gone();

private:
    void read();
    bool readFrame();
    void sendFrame(int opcode, const QByteArray &payload);
    void end();

    std::unique_ptr<QTcpSocket> m_socket;
    QByteArray m_message;
    bool m_isGone = false;
};

} // namespace rollcall::demo

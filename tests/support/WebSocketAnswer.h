// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QCryptographicHash>

namespace rollcall::test {

/// The `Sec-WebSocket-Key` of a request's head; empty where the request opens no WebSocket.
inline QByteArray webSocketKey(const QByteArray &head)
{
    constexpr QByteArrayView Name("\r\nsec-websocket-key: ");
    const qsizetype at = head.toLower().indexOf(Name);
    return at < 0 ? QByteArray()
                  : head.mid(at + Name.size(), head.indexOf("\r\n", at + 2) - at - Name.size()).trimmed();
}

/// The answer of a server that takes the WebSocket asked for with that key (RFC 6455, 4.2.2).
inline QByteArray webSocketAnswer(const QByteArray &key)
{
    const QByteArray accepted = key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: " +
           QCryptographicHash::hash(accepted, QCryptographicHash::Sha1).toBase64() + "\r\n\r\n";
}

} // namespace rollcall::test

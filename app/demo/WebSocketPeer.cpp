// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/WebSocketPeer.h"

#include <QCryptographicHash>
#include <QTcpSocket>
#include <QtEndian>
#include <array>

namespace rollcall::demo {

namespace {

constexpr quint64 MaxMessage = 64ULL * 1024;

enum Opcode { Continuation = 0, Text = 1, Binary = 2, Close = 8, Ping = 9, Pong = 10 };

} // namespace

bool WebSocketPeer::isUpgrade(const HttpQuestion &question)
{
    return question.method == "GET" && question.header("Upgrade").toLower() == "websocket" &&
           question.header("Connection").toLower().contains("upgrade") &&
           !question.header("Sec-WebSocket-Key").isEmpty();
}

QByteArray WebSocketPeer::acceptKey(const HttpQuestion &question)
{
    // RFC 6455, section 1.3.
    const QByteArray text = question.header("Sec-WebSocket-Key") + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    return QCryptographicHash::hash(text, QCryptographicHash::Sha1).toBase64();
}

WebSocketPeer::WebSocketPeer(std::unique_ptr<QTcpSocket> socket, const QByteArray &answer, QObject *parent)
    : QObject(parent), m_socket(std::move(socket))
{
    connect(m_socket.get(), &QTcpSocket::disconnected, this, [this] { end(); });
    // Queued: what the client sent with the upgrade is read once the owner listens.
    connect(
        m_socket.get(), &QTcpSocket::readyRead, this, [this] { read(); }, Qt::QueuedConnection);
    m_socket->write(answer);
    QMetaObject::invokeMethod(
        this, [this] { read(); }, Qt::QueuedConnection);
}

WebSocketPeer::~WebSocketPeer()
{
    m_socket->disconnect(this);
    m_socket->abort();
    m_socket.release()->deleteLater(); // this may be inside one of its signals
}

void WebSocketPeer::sendText(const QByteArray &text)
{
    if (!m_isGone)
        sendFrame(Text, text);
}

void WebSocketPeer::close(quint16 code)
{
    if (m_isGone)
        return;
    std::array<char, 2> bytes{};
    qToBigEndian(code, bytes.data());
    sendFrame(Close, QByteArray(bytes.data(), 2));
    m_socket->disconnectFromHost();
}

void WebSocketPeer::sendFrame(int opcode, const QByteArray &payload)
{
    QByteArray head(1, static_cast<char>(0x80 | opcode));
    if (payload.size() < 126) {
        head += static_cast<char>(payload.size());
    } else {
        std::array<char, 2> length{};
        qToBigEndian(static_cast<quint16>(std::min<qsizetype>(payload.size(), 0xFFFF)), length.data());
        head += static_cast<char>(126);
        head.append(length.data(), 2);
    }
    m_socket->write(head + payload.left(0xFFFF));
}

void WebSocketPeer::read()
{
    while (!m_isGone && readFrame()) {
    }
}

bool WebSocketPeer::readFrame()
{
    const QByteArray head = m_socket->peek(14);
    if (head.size() < 2)
        return false;
    const auto first = static_cast<unsigned char>(head[0]);
    const auto second = static_cast<unsigned char>(head[1]);
    quint64 length = second & 0x7F;
    qsizetype at = 2;
    if (length == 126) {
        if (head.size() < 4)
            return false;
        length = qFromBigEndian<quint16>(head.constData() + 2);
        at = 4;
    } else if (length == 127) {
        if (head.size() < 10)
            return false;
        length = qFromBigEndian<quint64>(head.constData() + 2);
        at = 10;
    }
    // A client masks what it sends; one that does not, or sends too much, is no client of this server.
    if (!(second & 0x80) || length > MaxMessage ||
        m_message.size() + static_cast<qint64>(length) > qint64(MaxMessage)) {
        close(1009);
        return false;
    }
    const qint64 whole = at + 4 + static_cast<qint64>(length);
    if (m_socket->bytesAvailable() < whole)
        return false;
    const QByteArray frame = m_socket->read(whole);
    QByteArray payload = frame.mid(at + 4);
    for (qsizetype i = 0; i < payload.size(); ++i)
        payload[i] = static_cast<char>(payload[i] ^ frame[at + i % 4]);

    const int opcode = first & 0x0F;
    if (opcode == Ping) {
        sendFrame(Pong, payload);
    } else if (opcode == Close) {
        sendFrame(Close, payload.left(2));
        m_socket->disconnectFromHost();
        return false;
    } else if (opcode == Text || opcode == Binary || opcode == Continuation) {
        m_message += payload;
        if (first & 0x80)
            Q_EMIT received(std::exchange(m_message, {}));
    }
    return true;
}

void WebSocketPeer::end()
{
    if (std::exchange(m_isGone, true))
        return;
    Q_EMIT gone();
}

} // namespace rollcall::demo

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/WaitFor.h"

#include <QByteArray>
#include <QSslSocket>
#include <QUrl>
#include <functional>
#include <gtest/gtest.h>

namespace rollcall::test {

/// An answer as raw bytes, taken apart.
struct RawAnswer
{
    QByteArray head; ///< status line and headers, each ending in CRLF
    QByteArray body; ///< chunks joined
    bool isWhole = false;

    QByteArray statusLine() const { return head.left(head.indexOf("\r\n")); }
    QByteArray header(const QByteArray &name) const
    {
        const QByteArray key = "\r\n" + name + ": ";
        const qsizetype at = head.indexOf(key);
        return at < 0 ? QByteArray() : head.mid(at + key.size(), head.indexOf("\r\n", at + 2) - at - key.size());
    }
};

/// Takes the first whole answer off `bytes`; not whole: leaves them.
inline RawAnswer takeAnswer(QByteArray &bytes, bool isHead = false)
{
    RawAnswer answer;
    const qsizetype end = bytes.indexOf("\r\n\r\n");
    if (end < 0)
        return answer;
    answer.head = bytes.left(end + 2);
    qsizetype at = end + 4;
    if (isHead) {
        answer.isWhole = true;
    } else if (answer.header("Transfer-Encoding") == "chunked") {
        for (;;) {
            const qsizetype lineEnd = bytes.indexOf("\r\n", at);
            if (lineEnd < 0)
                return answer;
            const qsizetype size = bytes.mid(at, lineEnd - at).toLongLong(nullptr, 16);
            if (bytes.size() < lineEnd + 2 + size + 2)
                return answer;
            answer.body += bytes.mid(lineEnd + 2, size);
            at = lineEnd + 2 + size + 2;
            if (size == 0)
                break;
        }
        answer.isWhole = true;
    } else {
        const qsizetype size = answer.header("Content-Length").toLongLong();
        if (bytes.size() < at + size)
            return answer;
        answer.body = bytes.mid(at, size);
        at += size;
        answer.isWhole = true;
    }
    bytes = bytes.mid(at);
    return answer;
}

/// One kept connection, speaking raw bytes; over TLS for https, whatever the certificate.
class Client
{
public:
    explicit Client(const QUrl &url)
    {
        const auto port = static_cast<quint16>(url.port());
        const bool isTls = url.scheme() == QLatin1StringView("https");
        socket.setPeerVerifyMode(QSslSocket::VerifyNone);
        if (isTls)
            socket.connectToHostEncrypted(url.host(), port);
        else
            socket.connectToHost(url.host(), port);
        waitFor([this, isTls] {
            return socket.state() == QAbstractSocket::UnconnectedState ||
                   (socket.state() == QAbstractSocket::ConnectedState && (!isTls || socket.isEncrypted()));
        });
        QObject::connect(&socket, &QTcpSocket::readyRead, &socket, [this] { bytes += socket.readAll(); });
    }
    bool isConnected() const { return socket.state() == QAbstractSocket::ConnectedState; }

    RawAnswer ask(const QByteArray &method, const QByteArray &target, const QByteArray &headers = {},
                  const QByteArray &body = {})
    {
        socket.write(method + " " + target + " HTTP/1.1\r\nHost: demo\r\n" + headers +
                     (body.isEmpty() ? QByteArray() : "Content-Length: " + QByteArray::number(body.size()) + "\r\n") +
                     "\r\n" + body);
        RawAnswer answer;
        waitFor([&] {
            answer = takeAnswer(bytes, method == "HEAD");
            return answer.isWhole || !isConnected();
        });
        return answer;
    }
    RawAnswer get(const QByteArray &target, const QByteArray &headers = {}) { return ask("GET", target, headers); }

    QSslSocket socket;
    QByteArray bytes;
};

} // namespace rollcall::test

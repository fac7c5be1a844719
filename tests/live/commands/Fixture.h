// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/StrictMessages.h"
#include "support/WebSocketAnswer.h"

#include <QDateTime>
#include <QHostAddress>
#include <QLocale>
#include <QMap>
#include <QTcpServer>
#include <QTcpSocket>
#include <gtest/gtest.h>
#include <memory>
#include <vector>

namespace rollcall::test {

/// One address that gives recorded answers byte for byte: a target to the file that answers it. Only `Date` is made
/// new, because the recordings were not taken at one moment. What has no file gets the recorded 404.
class Fixture
{
public:
    explicit Fixture(const QString &address, QMap<QByteArray, QString> files) : m_files(std::move(files))
    {
        EXPECT_TRUE(m_server.listen(QHostAddress(address), 0));
        m_url = QStringLiteral("http://%1:%2").arg(address).arg(m_server.serverPort());
        QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this] {
            while (QTcpSocket *socket = m_server.nextPendingConnection()) {
                QObject::connect(socket, &QTcpSocket::readyRead, socket, [this, socket] { read(*socket); });
                QObject::connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
            }
        });
    }
    QString url() const { return m_url; }
    /// Nobody listens from now on.
    void close() { m_server.close(); }
    /// Request heads as they came.
    QByteArray asked;

private:
    void read(QTcpSocket &socket)
    {
        while (true) {
            const qsizetype end = socket.peek(65536).indexOf("\r\n\r\n");
            if (end < 0)
                return;
            const QByteArray head = socket.read(end + 4);
            asked += head;
            const QByteArray key = webSocketKey(head);
            socket.write(key.isEmpty() ? answer(head.split(' ').value(1))
                                       : upgraded(key, head.toLower().contains("\r\nauthorization: ")));
        }
    }
    /// Every server takes a WebSocket, and greets who says who he is.
    static QByteArray upgraded(const QByteArray &key, bool isAuthorised)
    {
        const QByteArray hello = R"({"event":"hello","data":{},"broadcast":{},"seq":0})";
        return webSocketAnswer(key) +
               (isAuthorised ? "\x81" + QByteArray(1, static_cast<char>(hello.size())) + hello : QByteArray());
    }
    QByteArray answer(const QByteArray &target) const
    {
        QString name = m_files.value(target);
        if (name.isEmpty())
            name = m_files.value(target.left(target.indexOf('?') < 0 ? target.size() : target.indexOf('?')));
        const QByteArray file =
            readData(QStringLiteral("mattermost/5.35.4/") + (name.isEmpty() ? QStringLiteral("not-found") : name) +
                     QStringLiteral(".http"));
        const qsizetype end = file.indexOf("\r\n\r\n") + 4;
        QByteArray head = file.left(end);
        const qsizetype date = head.indexOf("\r\nDate: ") + 8;
        const QString now =
            QLocale::c().toString(QDateTime::currentDateTimeUtc(), QStringLiteral("ddd, dd MMM yyyy hh:mm:ss 'GMT'"));
        head.replace(date, head.indexOf("\r\n", date) - date, now.toLatin1());
        const QByteArray body = file.mid(end);
        if (!head.contains("Transfer-Encoding: chunked"))
            return head + body;
        return head + QByteArray::number(body.size(), 16) + "\r\n" + body + "\r\n0\r\n\r\n";
    }

    QMap<QByteArray, QString> m_files;
    QString m_url;
    QTcpServer m_server;
};

} // namespace rollcall::test

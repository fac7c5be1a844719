// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHostAddress>
#include <QObject>
#include <QSslConfiguration>
#include <functional>
#include <memory>
#include <unordered_map>
#include <utility>
#include <vector>

class QTcpSocket;

namespace rollcall::demo {

using HeaderLine = std::pair<QByteArray, QByteArray>;

/// One request as it was read.
struct HttpQuestion
{
    QByteArray method;
    QByteArray target; ///< path and query, as sent
    std::vector<HeaderLine> headers;
    QByteArray body;
    bool isHttp10 = false;
    bool wantsClose = false;

    /// First header of that name, ignoring case.
    QByteArray header(QByteArrayView name) const;
    QByteArray path() const;
    /// First value of that name in the query, undecoded.
    QByteArray query(QByteArrayView name) const;
};

/// One answer as it will go out: names, spelling and order of the headers are the caller's.
struct HttpAnswer
{
    QByteArray statusLine; ///< `HTTP/1.1 200 OK`
    std::vector<HeaderLine> headers;
    QByteArray body;

    int status() const { return statusLine.mid(9, 3).toInt(); }
    QByteArray header(QByteArrayView name) const;
    /// Replaces the value in its place; a header that is not there stays absent.
    void setHeader(QByteArrayView name, const QByteArray &value);
    /// Replaces the body, and the framing as Go's server chooses it: a length up to 2048 bytes, chunks above.
    void setBody(QByteArray newBody);
};

/// HTTP/1.1 on one loopback port, small and strict. QHttpServer cannot be used: its order of headers is arbitrary, and
/// it answers HEAD with a body. Requests of one connection are answered one after the other, so that pipelined ones
/// keep their order. Bounds: 64 KiB of head, 1 MiB of body, 500 connections.
class HttpServer : public QObject
{
    Q_OBJECT

    struct Connection;
    class Listener;

public:
    /// The right to answer one request, later if need be. Dropped unanswered, it leaves the client waiting.
    class Exchange
    {
    public:
        Exchange(HttpServer *server, std::weak_ptr<Connection> connection, HttpQuestion question);
        const HttpQuestion &question() const { return m_question; }
        /// Only the first call counts. Does nothing once the client is gone.
        void answer(const HttpAnswer &answer);
        /// Hands over the connection itself, for another protocol; null once the client is gone. Nothing was answered.
        std::unique_ptr<QTcpSocket> takeSocket();

    private:
        HttpServer *m_server;
        std::weak_ptr<Connection> m_connection; ///< dies with the server too
        HttpQuestion m_question;
    };
    using Ask = std::function<void(const std::shared_ptr<Exchange> &)>;

    explicit HttpServer(Ask ask, QObject *parent = nullptr);
    ~HttpServer() override;

    /// HTTPS from the next connection on, with this certificate and key.
    void useTls(const QSslConfiguration &configuration);
    /// Port 0: the system's choice, which later calls keep.
    bool listen(const QHostAddress &address, quint16 port = 0);
    /// Closes the port and every connection at once, as the end of a process does.
    void shutDown();
    bool isListening() const;
    QHostAddress address() const { return m_address; }
    quint16 port() const { return m_port; }

private:
    void accept();
    void read(const std::shared_ptr<Connection> &connection);
    bool readOne(const std::shared_ptr<Connection> &connection);
    void refuse(Connection &connection, const QByteArray &status);
    std::unique_ptr<QTcpSocket> release(const Connection &connection);
    void write(const std::shared_ptr<Connection> &connection, const HttpQuestion &question, const HttpAnswer &answer);

    std::unique_ptr<Listener> m_server;
    QHostAddress m_address;
    quint16 m_port = 0;
    Ask m_ask;
    std::unordered_map<QTcpSocket *, std::shared_ptr<Connection>> m_connections;
};

} // namespace rollcall::demo

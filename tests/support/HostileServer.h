// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/TestCertificates.h"

#include <QByteArray>
#include <QHash>
#include <QObject>
#include <QTcpServer>
#include <QUrl>
#include <chrono>
#include <functional>
#include <memory>
#include <vector>

class QTcpSocket;

namespace rollcall::test {

/// What a client asked, as it came over the wire.
struct ServedRequest
{
    QByteArray method;
    QByteArray target;
    QByteArray head; ///< header lines, without the request line
    QByteArray body;
    QString clientName; ///< common name of the client's certificate, if it showed one
    int connection = 0; ///< counted from 1: equal numbers came over one kept connection

    /// Value of a header, ignoring case; empty when absent.
    QByteArray header(QByteArrayView name) const;
};

/// One client's connection in the hands of a behaviour. Bytes go out as they are: nothing is added or mended.
class Peer
{
public:
    virtual ~Peer() = default;
    virtual void send(const QByteArray &bytes) = 0;
    /// The same bytes again and again, until the client goes away or `total` bytes are out (-1: for ever).
    virtual void sendRepeatedly(const QByteArray &block, qint64 total) = 0;
    /// One byte each `interval`, until the client goes away.
    virtual void sendSlowly(const QByteArray &bytes, std::chrono::milliseconds interval) = 0;
    /// Once everything is out: FIN.
    virtual void close() = 0;
    /// Once everything is out: RST.
    virtual void reset() = 0;
};

/// A raw HTTP/1.1 server on loopback that answers each path as it is told, well-formed or not. It runs in the event
/// loop of the thread that made it. Paths without a behaviour of their own get 404, or the one of serveAll().
///
///     HostileServer server;
///     server.serve("/ping", HostileServer::json(R"({"status":"OK"})"));
///     fetch(server.url("/ping"));
///
/// Kinds of ill will that every reader of answers has to stand are ready-made: kinds() names them, behaviour() gives
/// one, so that a test can run through all of them.
class HostileServer : public QObject
{
public:
    using Behaviour = std::function<void(Peer &, const ServedRequest &)>;

    /// Plain HTTP, on a free port.
    HostileServer();
    /// TLS with this certificate.
    explicit HostileServer(const TestIdentity &identity);
    ~HostileServer() override;

    quint16 port() const { return m_server->serverPort(); }
    /// `http://127.0.0.1:PORT/path`, or https.
    QUrl url(const QByteArray &path = "/") const;

    void serve(const QByteArray &path, const Behaviour &behaviour);
    void serveAll(Behaviour behaviour);

    const std::vector<ServedRequest> &requests() const { return m_requests; }
    /// TCP connections accepted so far. With TLS: whose handshake was completed.
    int connections() const { return m_connections; }
    void clearRequests() { m_requests.clear(); }

    /// A whole answer with Content-Length; the connection is kept.
    static Behaviour answer(int status, const QByteArray &body, const QByteArray &head = {});
    static Behaviour json(const QByteArray &body) { return answer(200, body, "Content-Type: application/json\r\n"); }
    /// These bytes, whatever they are, then the connection is closed.
    static Behaviour raw(const QByteArray &bytes);
    static Behaviour silence();
    static Behaviour redirect(int status, const QByteArray &location);

    /// The ready-made kinds, by name: truncated-json, wrong-types, empty-body, html, huge-body, endless-headers,
    /// many-headers, endless-interim, gzip-bomb, slow, closed-mid-answer, reset-mid-answer, closed, reset, garbage,
    /// control-characters.
    static QList<QByteArray> kinds();
    static Behaviour behaviour(const QByteArray &kind);

private:
    class Connection;
    void listen();
    void accept();
    void serveRequest(Connection &connection, ServedRequest request);

    std::unique_ptr<QTcpServer> m_server;
    bool m_isTls = false;
    QHash<QByteArray, Behaviour> m_behaviours;
    Behaviour m_fallback;
    std::vector<ServedRequest> m_requests;
    int m_connections = 0;
};

/// `plain` as gzip. A gigabyte of zeros is a megabyte on the wire.
QByteArray gzip(const QByteArray &plain);

} // namespace rollcall::test

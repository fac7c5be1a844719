// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/HostileServer.h"

#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslServer>
#include <QTcpSocket>
#include <QTimer>
#include <sys/socket.h>

namespace rollcall::test {

using namespace std::chrono_literals;

namespace {

constexpr qsizetype WriteAhead = 1024LL * 1024;

quint32 crc32(const QByteArray &bytes)
{
    quint32 crc = 0xFFFFFFFFU;
    for (const char c : bytes) {
        crc ^= quint8(c);
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1) ^ ((crc & 1U) != 0 ? 0xEDB88320U : 0U);
    }
    return ~crc;
}

QByteArray littleEndian(quint32 value)
{
    QByteArray bytes;
    for (int shift = 0; shift < 32; shift += 8)
        bytes.append(char(quint8(value >> shift)));
    return bytes;
}

/// Raw deflate in a gzip frame; Qt gives it with a length before, a zlib header and a checksum behind.
QByteArray gzipFrame(const QByteArray &plain, quint32 checksum)
{
    const QByteArray deflated = qCompress(plain, 9);
    return QByteArray("\x1f\x8b\x08\0\0\0\0\0\0\x03", 10) + deflated.sliced(6).chopped(4) + littleEndian(checksum) +
           littleEndian(quint32(plain.size()));
}

} // namespace

QByteArray gzip(const QByteArray &plain)
{
    return gzipFrame(plain, crc32(plain));
}

QByteArray ServedRequest::header(QByteArrayView name) const
{
    for (const QByteArray &line : head.split('\n')) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0 && line.left(colon).compare(name, Qt::CaseInsensitive) == 0)
            return line.mid(colon + 1).trimmed();
    }
    return {};
}

/// Reads requests one after the other; what goes out is up to the behaviour.
class HostileServer::Connection final : public QObject, public Peer
{
public:
    Connection(HostileServer &server, QTcpSocket *socket, int number)
        : QObject(&server), m_server(server), m_socket(socket), m_number(number)
    {
        socket->setParent(this);
        connect(socket, &QTcpSocket::readyRead, this, [this] { read(); });
        connect(socket, &QTcpSocket::bytesWritten, this, [this] { goOn(); });
        connect(socket, &QTcpSocket::disconnected, this, &QObject::deleteLater);
        connect(&m_slowly, &QTimer::timeout, this, [this] { sendOne(); });
        read();
    }

    void send(const QByteArray &bytes) override { m_socket->write(bytes); }

    void sendRepeatedly(const QByteArray &block, qint64 total) override
    {
        m_block = block;
        m_left = total;
        goOn();
    }

    void sendSlowly(const QByteArray &bytes, std::chrono::milliseconds interval) override
    {
        m_slowBytes = bytes;
        m_slowly.start(interval);
    }

    void close() override { m_socket->disconnectFromHost(); }

    void reset() override
    {
        m_isResetting = true;
        goOn();
    }

private:
    void read()
    {
        m_buffer += m_socket->readAll();
        while (true) {
            const qsizetype end = m_buffer.indexOf("\r\n\r\n");
            if (end < 0)
                return;
            ServedRequest request;
            const qsizetype lineEnd = m_buffer.indexOf("\r\n");
            const QList<QByteArray> words = m_buffer.left(lineEnd).split(' ');
            request.method = words.value(0);
            request.target = words.value(1);
            request.head = m_buffer.mid(lineEnd + 2, end - lineEnd);
            request.connection = m_number;
            if (const auto *tls = qobject_cast<QSslSocket *>(m_socket))
                request.clientName = tls->peerCertificate().subjectInfo(QSslCertificate::CommonName).value(0);
            const qsizetype length = request.header("Content-Length").toLongLong();
            if (m_buffer.size() < end + 4 + length)
                return;
            request.body = m_buffer.mid(end + 4, length);
            m_buffer.remove(0, end + 4 + length);
            m_server.serveRequest(*this, std::move(request));
        }
    }

    void goOn()
    {
        while (!m_block.isEmpty() && m_left != 0 && m_socket->bytesToWrite() < WriteAhead) {
            const qint64 size = m_left < 0 ? m_block.size() : std::min<qint64>(m_left, m_block.size());
            if (m_socket->write(m_block.constData(), size) < 0)
                return;
            m_left -= m_left < 0 ? 0 : size;
        }
        if (m_isResetting && m_socket->bytesToWrite() == 0) {
            const linger hard{1, 0};
            ::setsockopt(int(m_socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
            m_isResetting = false;
            m_socket->abort();
        }
    }

    void sendOne()
    {
        if (m_slowBytes.isEmpty())
            return m_slowly.stop();
        m_socket->write(m_slowBytes.constData(), 1);
        m_slowBytes.remove(0, 1);
    }

    HostileServer &m_server;
    QTcpSocket *m_socket;
    int m_number;
    QByteArray m_buffer;
    QByteArray m_block;
    qint64 m_left = 0;
    QByteArray m_slowBytes;
    QTimer m_slowly;
    bool m_isResetting = false;
};

HostileServer::HostileServer() : m_server(std::make_unique<QTcpServer>())
{
    listen();
}

HostileServer::HostileServer(const TestIdentity &identity) : m_isTls(true)
{
    auto server = std::make_unique<QSslServer>();
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificateChain(QSslCertificate::fromData(identity.certificate + identity.chain));
    configuration.setPrivateKey(QSslKey(identity.key, QSsl::Ec));
    configuration.setPeerVerifyMode(QSslSocket::QueryPeer);
    server->setSslConfiguration(configuration);
    // Any client certificate will do: that it came, and with which key, is what a test looks at.
    connect(server.get(), &QSslServer::sslErrors, this,
            [](QSslSocket *socket, const QList<QSslError> &) { socket->ignoreSslErrors(); });
    m_server = std::move(server);
    listen();
}

HostileServer::~HostileServer() = default;

void HostileServer::listen()
{
    m_server->setListenBacklogSize(1024);
    m_server->listen(QHostAddress::LocalHost);
    connect(m_server.get(), &QTcpServer::pendingConnectionAvailable, this, [this] { accept(); });
}

void HostileServer::accept()
{
    while (QTcpSocket *socket = m_server->nextPendingConnection())
        new Connection(*this, socket, ++m_connections); // NOLINT: its parent is this server
}

QUrl HostileServer::url(const QByteArray &path) const
{
    return QUrl::fromEncoded((m_isTls ? "https://127.0.0.1:" : "http://127.0.0.1:") + QByteArray::number(port()) +
                             path);
}

void HostileServer::serve(const QByteArray &path, const Behaviour &behaviour)
{
    m_behaviours.insert(path, behaviour);
}

void HostileServer::serveAll(Behaviour behaviour)
{
    m_fallback = std::move(behaviour);
}

void HostileServer::serveRequest(Connection &connection, ServedRequest request)
{
    const QByteArray path = request.target.left(request.target.indexOf('?'));
    m_requests.push_back(std::move(request));
    const Behaviour fallback = m_fallback ? m_fallback : answer(404, "not found\n", "Content-Type: text/plain\r\n");
    const Behaviour behaviour = m_behaviours.value(m_requests.back().target, m_behaviours.value(path, fallback));
    behaviour(connection, m_requests.back());
}

HostileServer::Behaviour HostileServer::answer(int status, const QByteArray &body, const QByteArray &head)
{
    return [=](Peer &peer, const ServedRequest &request) {
        const QByteArray sent = request.method == "HEAD" ? QByteArray() : body;
        peer.send("HTTP/1.1 " + QByteArray::number(status) + " Said\r\n" + head +
                  "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + sent);
    };
}

HostileServer::Behaviour HostileServer::raw(const QByteArray &bytes)
{
    return [=](Peer &peer, const ServedRequest &) {
        peer.send(bytes);
        peer.close();
    };
}

HostileServer::Behaviour HostileServer::silence()
{
    return [](Peer &, const ServedRequest &) {};
}

HostileServer::Behaviour HostileServer::redirect(int status, const QByteArray &location)
{
    return answer(status, {}, "Location: " + location + "\r\n");
}

namespace {

using Behaviour = HostileServer::Behaviour;

const QList<std::pair<QByteArray, std::function<Behaviour()>>> &catalogue()
{
    static const QList<std::pair<QByteArray, std::function<Behaviour()>>> all = {
        {"truncated-json", [] { return HostileServer::json(R"({"status":"OK","AndroidLatestVersion":")"); }},
        {"wrong-types", [] { return HostileServer::json(R"({"status":42,"ActiveSearchBackend":[],"node_id":{}})"); }},
        {"empty-body", [] { return HostileServer::json(""); }},
        {"html",
         [] {
             return HostileServer::answer(200, "<!DOCTYPE html><html><body><b>Sign in</b></body></html>",
                                          "Content-Type: text/html\r\n");
         }},
        {"huge-body",
         []() -> Behaviour {
             return [](Peer &peer, const ServedRequest &) {
                 peer.send("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 104857600\r\n\r\n");
                 peer.sendRepeatedly(QByteArray(64LL * 1024, ' '), 104857600);
             };
         }},
        {"endless-headers",
         []() -> Behaviour {
             return [](Peer &peer, const ServedRequest &) {
                 peer.send("HTTP/1.1 200 OK\r\n");
                 peer.sendRepeatedly("X-Filler: " + QByteArray(4000, 'x') + "\r\n", -1);
             };
         }},
        {"many-headers",
         []() -> Behaviour {
             return [](Peer &peer, const ServedRequest &) {
                 peer.send("HTTP/1.1 200 OK\r\n");
                 peer.sendRepeatedly("X: 1\r\n", -1);
             };
         }},
        {"endless-interim",
         []() -> Behaviour {
             return [](Peer &peer, const ServedRequest &) {
                 peer.sendRepeatedly("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n", -1);
             };
         }},
        {"gzip-bomb",
         [] {
             // The checksum is wrong, but nobody who stops in time sees it.
             static const QByteArray bomb = gzipFrame(QByteArray(128LL * 1024 * 1024, ' '), 0);
             return HostileServer::answer(200, bomb, "Content-Type: application/json\r\nContent-Encoding: gzip\r\n");
         }},
        {"slow",
         []() -> Behaviour {
             return [](Peer &peer, const ServedRequest &) {
                 peer.sendSlowly("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n" + QByteArray(1000, ' '), 1s);
             };
         }},
        {"closed-mid-answer",
         [] { return HostileServer::raw("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"status\":"); }},
        {"reset-mid-answer",
         []() -> Behaviour {
             return [](Peer &peer, const ServedRequest &) {
                 peer.send("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"status\":");
                 peer.reset();
             };
         }},
        {"closed", [] { return HostileServer::raw({}); }},
        {"reset", []() -> Behaviour { return [](Peer &peer, const ServedRequest &) { peer.reset(); }; }},
        {"garbage",
         [] { return HostileServer::raw(QByteArray("\x16\x03\x01\x00\xa5 SSH-2.0 \r\n\0\xff\r\n\r\n", 22)); }},
        {"control-characters",
         [] {
             return HostileServer::json(QByteArray("{\"status\":\"OK\0\x01\x1b[31m\",\"node_id\":\"\xe2\x80\xae"
                                                   "evil\xe2\x81\xa6\"}",
                                                   45));
         }},
    };
    return all;
}

} // namespace

QList<QByteArray> HostileServer::kinds()
{
    QList<QByteArray> names;
    for (const auto &[name, make] : catalogue())
        names.append(name);
    return names;
}

HostileServer::Behaviour HostileServer::behaviour(const QByteArray &kind)
{
    for (const auto &[name, make] : catalogue()) {
        if (name == kind)
            return make();
    }
    qFatal("no such kind of hostile answer: %s", kind.constData());
}

} // namespace rollcall::test

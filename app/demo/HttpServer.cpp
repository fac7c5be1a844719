// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/HttpServer.h"

#include <QSslSocket>
#include <QTcpServer>
#include <optional>

namespace rollcall::demo {

namespace {

constexpr qint64 MaxHead = 64LL * 1024;
constexpr qint64 MaxBody = 1024LL * 1024;
constexpr qint64 MaxUnsent = 4LL * 1024 * 1024;
constexpr std::size_t MaxConnections = 500;
constexpr qsizetype GoBuffer = 2048; // net/http: an answer that fits is sent with its length

bool isName(QByteArrayView name, QByteArrayView wanted)
{
    return name.compare(wanted, Qt::CaseInsensitive) == 0;
}

QByteArray find(const std::vector<HeaderLine> &headers, QByteArrayView name)
{
    for (const HeaderLine &line : headers) {
        if (isName(line.first, name))
            return line.second;
    }
    return {};
}

QByteArray chunked(const QByteArray &body)
{
    QByteArray out;
    for (qsizetype at = 0; at < body.size(); at += GoBuffer) {
        const QByteArrayView part = QByteArrayView(body).sliced(at, std::min(GoBuffer, body.size() - at));
        out += QByteArray::number(part.size(), 16) + "\r\n";
        out += part;
        out += "\r\n";
    }
    return out + "0\r\n\r\n";
}

} // namespace

QByteArray HttpQuestion::header(QByteArrayView name) const
{
    return find(headers, name);
}

QByteArray HttpQuestion::path() const
{
    const qsizetype mark = target.indexOf('?');
    return mark < 0 ? target : target.left(mark);
}

QByteArray HttpQuestion::query(QByteArrayView name) const
{
    const qsizetype mark = target.indexOf('?');
    if (mark < 0)
        return {};
    const QList<QByteArray> pairs = target.mid(mark + 1).split('&');
    for (const QByteArray &pair : pairs) {
        const qsizetype equals = pair.indexOf('=');
        if (QByteArrayView(pair).first(equals < 0 ? pair.size() : equals) == name)
            return equals < 0 ? QByteArray() : pair.mid(equals + 1);
    }
    return {};
}

QByteArray HttpAnswer::header(QByteArrayView name) const
{
    return find(headers, name);
}

void HttpAnswer::setHeader(QByteArrayView name, const QByteArray &value)
{
    for (HeaderLine &line : headers) {
        if (isName(line.first, name))
            line.second = value;
    }
}

void HttpAnswer::setBody(QByteArray newBody)
{
    body = std::move(newBody);
    for (HeaderLine &line : headers) {
        if (!isName(line.first, "Content-Length") && !isName(line.first, "Transfer-Encoding"))
            continue;
        if (body.size() > GoBuffer)
            line = {"Transfer-Encoding", "chunked"};
        else
            line = {"Content-Length", QByteArray::number(body.size())};
    }
}

struct HttpServer::Connection
{
    QTcpSocket *socket = nullptr;
    bool isAnswering = false; ///< a request is with its answerer: the next one waits
    bool isReading = false;
    bool isClosing = false;
};

/// QSslServer would give a connection only after its handshake: one that never shakes hands would escape the bound on
/// connections, and the end of the process.
class HttpServer::Listener final : public QTcpServer
{
public:
    std::optional<QSslConfiguration> tls;

protected:
    void incomingConnection(qintptr handle) override
    {
        if (!tls) {
            QTcpServer::incomingConnection(handle);
            return;
        }
        auto socket = std::make_unique<QSslSocket>(this);
        if (!socket->setSocketDescriptor(handle))
            return;
        socket->setSslConfiguration(*tls);
        socket->startServerEncryption();
        addPendingConnection(socket.release());
    }
};

HttpServer::Exchange::Exchange(HttpServer *server, std::weak_ptr<Connection> connection, HttpQuestion question)
    : m_server(server), m_connection(std::move(connection)), m_question(std::move(question))
{}

void HttpServer::Exchange::answer(const HttpAnswer &answer)
{
    const std::shared_ptr<Connection> connection = m_connection.lock();
    m_connection.reset();
    if (connection)
        m_server->write(connection, m_question, answer);
}

std::unique_ptr<QTcpSocket> HttpServer::Exchange::takeSocket()
{
    const std::shared_ptr<Connection> connection = m_connection.lock();
    m_connection.reset();
    return connection ? m_server->release(*connection) : nullptr;
}

std::unique_ptr<QTcpSocket> HttpServer::release(const Connection &connection)
{
    QTcpSocket *socket = connection.socket;
    m_connections.erase(socket);
    socket->disconnect(this);
    socket->setParent(nullptr);
    return std::unique_ptr<QTcpSocket>(socket);
}

HttpServer::HttpServer(Ask ask, QObject *parent)
    : QObject(parent), m_server(std::make_unique<Listener>()), m_ask(std::move(ask))
{
    connect(m_server.get(), &QTcpServer::newConnection, this, [this] { accept(); });
}

HttpServer::~HttpServer()
{
    shutDown();
}

void HttpServer::useTls(const QSslConfiguration &configuration)
{
    m_server->tls = configuration;
}

bool HttpServer::isListening() const
{
    return m_server->isListening();
}

bool HttpServer::listen(const QHostAddress &address, quint16 port)
{
    if (!m_server->listen(address, port))
        return false;
    m_address = address;
    m_port = m_server->serverPort();
    return true;
}

void HttpServer::shutDown()
{
    m_server->close();
    // The entries go first: disconnected() comes from inside abort() and would take them out under the loop.
    const auto connections = std::exchange(m_connections, {});
    for (const auto &[socket, connection] : connections) {
        socket->disconnect(this);
        socket->abort();
        socket->deleteLater();
    }
}

void HttpServer::accept()
{
    while (QTcpSocket *socket = m_server->nextPendingConnection()) {
        if (m_connections.size() >= MaxConnections) {
            socket->abort();
            socket->deleteLater();
            continue;
        }
        const auto connection = std::make_shared<Connection>();
        connection->socket = socket;
        m_connections.emplace(socket, connection);
        socket->setReadBufferSize(MaxHead + MaxBody);
        socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        const std::weak_ptr<Connection> weak = connection;
        const auto readOn = [this, weak] {
            if (const auto strong = weak.lock())
                read(strong);
        };
        connect(socket, &QTcpSocket::readyRead, this, readOn);
        connect(socket, &QTcpSocket::bytesWritten, this, readOn);
        connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
            m_connections.erase(socket);
            socket->deleteLater();
        });
        read(connection);
    }
}

void HttpServer::read(const std::shared_ptr<Connection> &connection)
{
    // An answer given at once comes back here from inside readOne(); the loop below already goes on.
    if (connection->isReading)
        return;
    connection->isReading = true;
    while (!connection->isAnswering && !connection->isClosing && m_connections.contains(connection->socket) &&
           connection->socket->bytesToWrite() < MaxUnsent && readOne(connection)) {
    }
    connection->isReading = false;
}

bool HttpServer::readOne(const std::shared_ptr<Connection> &connection)
{
    QTcpSocket &socket = *connection->socket;
    const QByteArray head = socket.peek(MaxHead);
    const qsizetype end = head.indexOf("\r\n\r\n");
    if (end < 0) {
        if (head.size() >= MaxHead)
            refuse(*connection, "431 Request Header Fields Too Large");
        return false;
    }

    HttpQuestion question;
    QList<QByteArray> lines = head.left(end).split('\n');
    const QList<QByteArray> first = lines.takeFirst().trimmed().split(' ');
    if (first.size() != 3 || !first[1].startsWith('/') || !first[2].startsWith("HTTP/1.")) {
        refuse(*connection, "400 Bad Request");
        return false;
    }
    question.method = first[0];
    question.target = first[1];
    question.isHttp10 = first[2] == "HTTP/1.0";
    for (const QByteArray &line : std::as_const(lines)) {
        const qsizetype colon = line.indexOf(':');
        if (colon <= 0) {
            refuse(*connection, "400 Bad Request");
            return false;
        }
        question.headers.emplace_back(line.left(colon), line.mid(colon + 1).trimmed());
    }
    const QByteArray asked = question.header("Connection").toLower();
    question.wantsClose = asked == "close" || (question.isHttp10 && asked != "keep-alive");

    qint64 length = 0;
    if (!question.header("Transfer-Encoding").isEmpty()) {
        refuse(*connection, "411 Length Required");
        return false;
    }
    if (const QByteArray text = question.header("Content-Length"); !text.isEmpty()) {
        bool isNumber = false;
        length = text.toLongLong(&isNumber);
        if (!isNumber || length < 0) {
            refuse(*connection, "400 Bad Request");
            return false;
        }
        if (length > MaxBody - 4) {
            refuse(*connection, "413 Request Entity Too Large");
            return false;
        }
    }
    if (socket.bytesAvailable() < end + 4 + length)
        return false;
    socket.skip(end + 4);
    question.body = socket.read(length);

    connection->isAnswering = true;
    m_ask(std::make_shared<Exchange>(this, connection, std::move(question)));
    return true;
}

void HttpServer::refuse(Connection &connection, const QByteArray &status)
{
    connection.isClosing = true;
    // As Go's server refuses what it cannot read.
    connection.socket->write("HTTP/1.1 " + status +
                             "\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\n" + status);
    connection.socket->disconnectFromHost();
}

void HttpServer::write(const std::shared_ptr<Connection> &connection, const HttpQuestion &question,
                       const HttpAnswer &answer)
{
    const bool isChunked = answer.header("Transfer-Encoding") == "chunked";
    // HTTP/1.0 has no chunks: the end of the connection is the end of the body.
    const bool closes = question.wantsClose || (isChunked && question.isHttp10);
    QByteArray out = answer.statusLine + "\r\n";
    bool saysClose = !closes;
    const auto close = [&out, &saysClose] {
        if (!saysClose)
            out += "Connection: close\r\n";
        saysClose = true;
    };
    for (const HeaderLine &line : answer.headers) {
        if (closes && isName(line.first, "Connection")) {
            close();
            continue;
        }
        if (isName(line.first, "Transfer-Encoding")) {
            close(); // Go's order
            if (question.isHttp10)
                continue;
        }
        out += line.first + ": " + line.second + "\r\n";
    }
    close();
    out += "\r\n";
    if (question.method != "HEAD")
        out += isChunked && !question.isHttp10 ? chunked(answer.body) : answer.body;

    connection->isAnswering = false;
    connection->isClosing = closes;
    connection->socket->write(out);
    if (closes)
        connection->socket->disconnectFromHost();
    else
        read(connection);
}

} // namespace rollcall::demo

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/TcpConnect.h"

#include <QCoreApplication>
#include <QHostAddress>
#include <QNetworkProxy>
#include <QTcpSocket>
#include <QTimer>
#include <QUrl>
#include <sys/socket.h>

namespace rollcall {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// How long a connection that is done waits for the peer's own close. Closing a socket with unread bytes in it sends a
/// reset, which the peer would log as an error.
constexpr Milliseconds Linger = 1s;
constexpr qint64 ReadBuffer = qint64{256} * 1024;

/// Says that nothing more will be written, and closes once the peer has closed too. The socket outlives the call.
void closeCleanly(std::unique_ptr<QTcpSocket> owned, Milliseconds linger = Linger)
{
    QTcpSocket *socket = owned.release();
    socket->disconnect();
    if (socket->state() == QAbstractSocket::UnconnectedState) {
        socket->deleteLater(); // the peer was first
        return;
    }
    socket->setParent(QCoreApplication::instance()); // ends with the program at the latest
    ::shutdown(int(socket->socketDescriptor()), SHUT_WR);
    QObject::connect(socket, &QTcpSocket::readyRead, socket, [socket] { socket->skip(socket->bytesAvailable()); });
    QObject::connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    QObject::connect(socket, &QTcpSocket::errorOccurred, socket, &QObject::deleteLater);
    QTimer::singleShot(linger, socket, &QObject::deleteLater);
    socket->skip(socket->bytesAvailable());
}

QNetworkProxy proxyFrom(const QString &proxy)
{
    if (proxy.isEmpty())
        return QNetworkProxy::NoProxy;
    const QUrl url(proxy);
    const bool isSocks = url.scheme().startsWith("socks5"_L1);
    QNetworkProxy made(isSocks ? QNetworkProxy::Socks5Proxy : QNetworkProxy::HttpProxy, url.host(),
                       static_cast<quint16>(url.port(isSocks ? 1080 : 8080)), url.userName(), url.password());
    // The name is for the proxy to look up: this machine may not know it.
    made.setCapabilities(made.capabilities() | QNetworkProxy::HostNameLookupCapability);
    return made;
}

class SocketConnect final : public TcpConnect
{
public:
    SocketConnect(Clock &clock, const TcpRequest &request, Finished finished)
        : m_clock(clock),
          m_where(u"%1:%2"_s.arg(request.host).arg(request.port)),
          m_question(request.question),
          m_finished(std::move(finished)),
          m_socket(std::make_unique<QTcpSocket>()),
          m_deadline(clock.makeTimer([this] { deadlineReached(); }))
    {
        m_result.sentAt = clock.now();
        m_result.sentUtc = clock.utc();
        m_timeout = std::max(request.timeout, 1ms);
        m_deadline->startAt(m_result.sentAt + m_timeout);
        if (request.host.isEmpty() || request.port == 0) {
            end(NetFailure::BadRequest, u"there is no host and port to connect to"_s);
            return;
        }
        m_socket->setProxy(proxyFrom(request.proxy));
        // Bounded by Qt, too, so that a peer that sends without end fills no memory between two events.
        if (m_question)
            m_socket->setReadBufferSize(ReadBuffer);
        // Queued, because a numeric address can fail inside connectToHost() itself.
        QObject::connect(
            m_socket.get(), &QTcpSocket::connected, m_socket.get(), [this] { connected(); }, Qt::QueuedConnection);
        QObject::connect(
            m_socket.get(), &QTcpSocket::errorOccurred, m_socket.get(),
            [this](QAbstractSocket::SocketError error) { failed(error); }, Qt::QueuedConnection);
        QObject::connect(
            m_socket.get(), &QTcpSocket::readyRead, m_socket.get(), [this] { read(); }, Qt::QueuedConnection);
        m_socket->connectToHost(request.host, request.port);
    }

    ~SocketConnect() override { leave(); }

    void cancel() override { end(NetFailure::Cancelled, u"cancelled"_s); }

private:
    void connected()
    {
        if (m_isEnding)
            return;
        m_result.peerAddress = m_socket->peerAddress().toString();
        m_result.connect = elapsed();
        m_result.total = m_result.connect;
        if (!m_question) {
            deliver();
            return;
        }
        const QByteArray message = m_question->message();
        if (message.isEmpty()) {
            set(NetFailure::BadRequest, u"the message could not be made"_s);
            deliver();
            return;
        }
        m_hasAsked = true;
        m_socket->write(message);
        m_socket->flush();
        read(); // a peer that speaks first, and may have closed already
    }

    void read()
    {
        if (m_isEnding || !m_hasAsked || !m_socket)
            return;
        const qint64 most = m_question->maxAnswer() - m_result.answer.size();
        m_result.answer += m_socket->read(most + 1);
        m_result.total = elapsed();
        m_result.answerSize = m_result.answer.size();
        if (m_result.answer.size() <= m_question->maxAnswer()) {
            if (m_isClosed)
                answered();
            return;
        }
        m_result.answer.truncate(m_question->maxAnswer());
        set(NetFailure::TooLarge, u"%1 sent more than %2 bytes"_s.arg(m_where).arg(m_question->maxAnswer()));
        deliver();
    }

    /// The peer has closed, and everything is read.
    void answered()
    {
        if (m_result.answer.isEmpty())
            set(NetFailure::Closed, u"%1 closed the connection without an answer"_s.arg(m_where));
        deliver();
    }

    void failed(QAbstractSocket::SocketError error)
    {
        if (m_isEnding)
            return;
        if (m_hasAsked && error == QAbstractSocket::RemoteHostClosedError) {
            // How every answer ends. (A reset looks the same here; what it cuts off is missed by whoever reads.)
            m_isClosed = true;
            read();
            return;
        }
        m_result.total = elapsed();
        switch (error) {
        case QAbstractSocket::ConnectionRefusedError:
            set(NetFailure::Refused, u"%1 refuses the connection"_s.arg(m_where));
            break;
        case QAbstractSocket::HostNotFoundError:
            set(NetFailure::NameNotFound, u"the name of %1 does not resolve"_s.arg(m_where));
            break;
        case QAbstractSocket::SocketTimeoutError:
            set(NetFailure::Timeout, u"%1 did not answer within %2 ms"_s.arg(m_where).arg(m_timeout.count()));
            break;
        case QAbstractSocket::RemoteHostClosedError:
            set(NetFailure::Closed, u"%1 closed the connection"_s.arg(m_where));
            break;
        case QAbstractSocket::ProxyAuthenticationRequiredError:
        case QAbstractSocket::ProxyConnectionRefusedError:
        case QAbstractSocket::ProxyConnectionClosedError:
        case QAbstractSocket::ProxyConnectionTimeoutError:
        case QAbstractSocket::ProxyNotFoundError:
        case QAbstractSocket::ProxyProtocolError:
            set(NetFailure::ProxyFailed, u"the way to %1 failed: %2"_s.arg(m_where, m_socket->errorString()));
            break;
        default: // of Qt's many kinds only these can come from a plain connect; the rest is the way there
            set(NetFailure::NoRoute, u"no route to %1"_s.arg(m_where));
            break;
        }
        deliver();
    }

    void deadlineReached()
    {
        if (!m_isEnding) {
            m_result.total = elapsed();
            set(NetFailure::Timeout, u"%1 did not answer within %2 ms"_s.arg(m_where).arg(m_timeout.count()));
        }
        deliver();
    }

    /// Ends it from the event loop: the clock's timer is at hand and never fires inside startAt().
    void end(NetFailure failure, const QString &detail)
    {
        if (m_isEnding || !m_finished)
            return;
        m_isEnding = true;
        m_result.total = elapsed();
        set(failure, detail);
        leave();
        m_deadline->startAt(m_clock.now());
    }

    /// Nobody waits any more.
    void leave()
    {
        if (!m_socket)
            return;
        m_socket->disconnect();
        if (m_hasAsked && m_result.failure != NetFailure::Timeout && m_result.failure != NetFailure::TooLarge) {
            closeCleanly(std::move(m_socket), m_timeout);
            return;
        }
        m_socket->abort();
        m_socket.release()->deleteLater(); // the owner may be called from an event of this very socket
    }

    void set(NetFailure failure, const QString &detail)
    {
        m_result.failure = failure;
        m_result.detail = detail;
    }

    std::chrono::microseconds elapsed() const
    {
        return std::chrono::duration_cast<std::chrono::microseconds>(m_clock.now() - m_result.sentAt);
    }

    void deliver()
    {
        m_deadline->stop();
        if (m_result.failure == NetFailure::None)
            closeCleanly(std::move(m_socket));
        else if (m_socket)
            m_socket->disconnect(); // nothing of it is wanted any more; it may still be inside its own signal
        const Finished finished = std::exchange(m_finished, nullptr);
        if (!finished)
            return;
        TcpResult result = std::move(m_result);
        m_isEnding = true;
        finished(std::move(result)); // the owner may destroy this from inside
    }

    Clock &m_clock;
    QString m_where;
    std::shared_ptr<TcpQuestion> m_question;
    Finished m_finished;
    std::unique_ptr<QTcpSocket> m_socket;
    std::unique_ptr<Timer> m_deadline;
    TcpResult m_result;
    Milliseconds m_timeout{0};
    bool m_isEnding = false;
    bool m_hasAsked = false;
    bool m_isClosed = false; ///< by the peer, after the question
};

} // namespace

std::unique_ptr<TcpConnect> TcpConnect::start(Clock &clock, const TcpRequest &request, Finished finished)
{
    return std::make_unique<SocketConnect>(clock, request, std::move(finished));
}

} // namespace rollcall

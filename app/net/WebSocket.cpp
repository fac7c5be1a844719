// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/WebSocket.h"

#include "net/Certificates.h"

#include <QNetworkProxy>
#include <QNetworkRequest>
#include <QRegularExpression>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslSocket>
#include <QWebSocket>
#include <openssl/x509.h>

namespace rollcall {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

std::shared_ptr<const PeerCertificate> readPeer(const QSslCertificate &certificate)
{
    const QByteArray der = certificate.toDer();
    const auto *bytes = reinterpret_cast<const unsigned char *>(der.constData());
    X509 *leaf = der.isEmpty() ? nullptr : d2i_X509(nullptr, &bytes, static_cast<long>(der.size()));
    if (!leaf)
        return {};
    auto read = std::make_shared<const PeerCertificate>(readCertificate(leaf, nullptr));
    X509_free(leaf);
    return read;
}

/// As HttpClient orders several faults at once: what a stranger's certificate says of its dates means nothing.
NetFailure failureOf(const QList<QSslError> &errors)
{
    NetFailure worst = NetFailure::None;
    for (const QSslError &error : errors) {
        if (error.error() == QSslError::HostNameMismatch) {
            if (worst == NetFailure::None)
                worst = NetFailure::TlsName;
        } else if (error.error() == QSslError::CertificateExpired ||
                   error.error() == QSslError::CertificateNotYetValid) {
            worst = NetFailure::TlsExpired;
        } else if (error.error() != QSslError::NoError) {
            return NetFailure::TlsUntrusted;
        }
    }
    return worst;
}

/// The status in Qt's complaint about an answer that is not 101. There is no other way to it. (The program translates
/// none of that module's texts.)
int statusIn(const QString &text)
{
    if (text.contains("Unknown error condition"_L1)) // what it says of this one status
        return 400;
    static const QRegularExpression pattern(u"http status code: ([1-5][0-9]{2}) "_s);
    return pattern.match(text).captured(1).toInt();
}

QNetworkProxy proxyOf(const QString &text)
{
    if (text.isEmpty())
        return QNetworkProxy(QNetworkProxy::NoProxy);
    const QUrl url(text);
    const bool isSocks = url.scheme().startsWith("socks5"_L1);
    return QNetworkProxy(isSocks ? QNetworkProxy::Socks5Proxy : QNetworkProxy::HttpProxy, url.host(),
                         static_cast<quint16>(url.port(isSocks ? 1080 : 8080)), url.userName(), url.password());
}

/// One socket of Qt's. Its signals are taken from the event loop, so that none comes from inside a call.
class QtWebSocket final : public WebSocket
{
public:
    QtWebSocket(Clock &clock, std::shared_ptr<const WebSocketRequest> request, Events events)
        : m_clock(clock),
          m_request(std::move(request)),
          m_events(std::move(events)),
          m_socket(std::make_unique<QWebSocket>(QString(), QWebSocketProtocol::VersionLatest)),
          m_timer(clock.makeTimer([this] { timerFired(); }))
    {
        m_timer->startAt(clock.now() + std::max(m_request->timeout, 1ms));
        start();
    }

    ~QtWebSocket() override { drop(); }

    bool isOpen() const override { return m_isOpen && !m_isEnding; }

    void send(const QByteArray &text) override
    {
        if (isOpen())
            m_socket->sendTextMessage(QString::fromUtf8(text));
    }

    void close() override
    {
        if (m_isEnding)
            return;
        WebSocketEnd end;
        end.failure = NetFailure::Cancelled;
        end.detail = u"closed from this side"_s;
        endLater(std::move(end));
    }

private:
    void start()
    {
        QUrl url = m_request->url;
        url.setUserInfo({});
        url.setFragment({});
        const bool isTls = url.scheme() == "https"_L1 || url.scheme() == "wss"_L1;
        m_where = url.host() + u':' + QString::number(url.port(isTls ? 443 : 80));
        const QString name = url.host();
        url.setScheme(isTls ? u"wss"_s : u"ws"_s);
        if (!m_request->connectTo.isEmpty()) {
            const QUrl place(u"ws://"_s + m_request->connectTo);
            if (place.host().isEmpty() || place.port() <= 0) {
                fail(NetFailure::BadRequest, u"connectTo is not HOST:PORT"_s);
                return;
            }
            url.setHost(place.host());
            url.setPort(place.port());
        }
        if (name.isEmpty() || !url.isValid()) {
            fail(NetFailure::BadRequest, u"the URL is not usable"_s);
            return;
        }
        QNetworkRequest request(url);
        for (const HttpHeader &header : m_request->headers)
            request.setRawHeader(header.name, header.value);
        for (const auto &[header, value] : m_request->secretHeaders)
            request.setRawHeader(header, value.reveal());
        m_socket->setProxy(proxyOf(m_request->proxy));
        m_socket->setMaxAllowedIncomingFrameSize(MaxMessage);
        m_socket->setMaxAllowedIncomingMessageSize(MaxMessage);
        if (isTls && !prepareTls())
            return;
        listen();
        m_socket->open(request);
        if (isTls)
            guardTls(name);
    }

    /// Everything through the event loop. What is still on its way when this ends goes nowhere.
    void listen()
    {
        QWebSocket *socket = m_socket.get();
        const std::weak_ptr<QtWebSocket *> weak = m_self;
        QObject::connect(
            socket, &QWebSocket::connected, socket,
            [weak] {
                if (const auto self = weak.lock())
                    (*self)->opened();
            },
            Qt::QueuedConnection);
        QObject::connect(
            socket, &QWebSocket::textMessageReceived, socket,
            [weak](const QString &text) {
                if (const auto self = weak.lock())
                    (*self)->received(text.toUtf8());
            },
            Qt::QueuedConnection);
        QObject::connect(
            socket, &QWebSocket::disconnected, socket,
            [weak] {
                if (const auto self = weak.lock())
                    (*self)->closed();
            },
            Qt::QueuedConnection);
        QObject::connect(
            socket, qOverload<QAbstractSocket::SocketError>(&QWebSocket::error), socket,
            [weak](QAbstractSocket::SocketError error) {
                if (const auto self = weak.lock())
                    (*self)->failed(error);
            },
            Qt::QueuedConnection);
    }

    bool prepareTls()
    {
        const TlsTrust *trust = m_request->tls.get();
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        if (trust && !trust->pin.isEmpty()) {
            // With no root at all each chain is at fault, so that guardTls() is asked before anything is sent.
            configuration.setCaCertificates({});
        } else if (trust && !trust->caFile.isEmpty() && !configuration.addCaCertificates(trust->caFile)) {
            fail(NetFailure::BadRequest, u"the CA file %1 cannot be read or holds no certificate"_s.arg(trust->caFile));
            return false;
        }
        if (trust && !trust->clientCertificate.isEmpty()) {
            const QList<QSslCertificate> own = QSslCertificate::fromPath(trust->clientCertificate);
            QSslKey key(trust->clientKey.reveal(), QSsl::Rsa);
            if (key.isNull())
                key = QSslKey(trust->clientKey.reveal(), QSsl::Ec);
            if (own.isEmpty() || key.isNull()) {
                fail(NetFailure::BadRequest,
                     u"the client certificate %1 and its key cannot be used: are they PEM, is the key unencrypted?"_s
                         .arg(trust->clientCertificate));
                return false;
            }
            configuration.setLocalCertificateChain(own);
            configuration.setPrivateKey(key);
        }
        m_socket->setSslConfiguration(configuration);
        return true;
    }

    /// Qt's WebSocket shows neither the peer's certificate nor whom it belongs to; its socket does.
    void guardTls(const QString &name)
    {
        auto *tls = m_socket->findChild<QSslSocket *>();
        if (!tls) {
            // Not the Qt that this was written for: rather nothing than a connection whose peer nobody checked.
            fail(NetFailure::BadRequest, u"this Qt offers no way to check the peer's certificate"_s);
            return;
        }
        tls->setPeerVerifyName(name);
        tls->setPeerVerifyMode(QSslSocket::VerifyPeer);
        const QString pin = m_request->tls ? m_request->tls->pin : QString();
        QObject::connect(tls, &QSslSocket::sslErrors, m_socket.get(),
                         [this, tls, pin](const QList<QSslError> &errors) { judge(*tls, pin, errors); });
    }

    void judge(QSslSocket &tls, const QString &pin, const QList<QSslError> &errors)
    {
        m_certificate = readPeer(tls.peerCertificate());
        if (pin.isEmpty()) {
            m_tlsFailure = failureOf(errors);
            return;
        }
        if (m_certificate && m_certificate->pin == pin)
            tls.ignoreSslErrors(); // the pinned key stands in for chain and name
        else
            m_tlsFailure = NetFailure::TlsPinChanged;
    }

    void opened()
    {
        if (m_isEnding)
            return;
        m_isOpen = true;
        m_timer->stop();
        const auto tell = m_events.opened; // the owner may destroy this from inside
        if (tell)
            tell();
    }

    void received(const QByteArray &text)
    {
        if (!isOpen())
            return;
        const auto tell = m_events.received;
        if (tell)
            tell(text);
    }

    void failed(QAbstractSocket::SocketError error)
    {
        if (m_isEnding)
            return;
        WebSocketEnd end;
        const QString text = m_socket->errorString();
        const int status = m_isOpen ? 0 : statusIn(text);
        if (status != 0) {
            end.failure = NetFailure::None;
            end.status = status;
            end.detail = u"%1 answers the upgrade with HTTP %2"_s.arg(m_where, QString::number(status));
        } else if (m_tlsFailure != NetFailure::None) {
            end.failure = m_tlsFailure;
            end.detail = u"the certificate of %1 is not the one that is trusted"_s.arg(m_where);
        } else {
            explain(error, end);
        }
        finish(std::move(end));
    }

    void explain(QAbstractSocket::SocketError error, WebSocketEnd &end) const
    {
        switch (error) { // NOLINT: of Qt's many kinds the rest cannot come from here; they share the last line
        case QAbstractSocket::ConnectionRefusedError:
            // Also Qt's word for an answer that is no upgrade.
            end.failure = m_socket->isValid() || m_socket->peerPort() != 0 ? NetFailure::NotHttp : NetFailure::Refused;
            end.detail = end.failure == NetFailure::Refused
                             ? u"%1 refuses the connection"_s.arg(m_where)
                             : u"what %1 answers to the upgrade is no WebSocket"_s.arg(m_where);
            return;
        case QAbstractSocket::HostNotFoundError:
            end.failure = NetFailure::NameNotFound;
            end.detail = u"the name of %1 does not resolve"_s.arg(m_where);
            return;
        case QAbstractSocket::SocketTimeoutError:
            end.failure = NetFailure::Timeout;
            end.detail = u"%1 did not answer"_s.arg(m_where);
            return;
        case QAbstractSocket::RemoteHostClosedError:
            end.failure = NetFailure::Closed;
            end.detail = u"%1 closed the connection"_s.arg(m_where);
            return;
        case QAbstractSocket::SslHandshakeFailedError:
        case QAbstractSocket::SslInternalError:
        case QAbstractSocket::SslInvalidUserDataError:
            end.failure = NetFailure::TlsFailed;
            end.detail = u"the TLS handshake with %1 failed"_s.arg(m_where);
            return;
        case QAbstractSocket::ProxyAuthenticationRequiredError:
        case QAbstractSocket::ProxyConnectionRefusedError:
        case QAbstractSocket::ProxyConnectionClosedError:
        case QAbstractSocket::ProxyConnectionTimeoutError:
        case QAbstractSocket::ProxyNotFoundError:
        case QAbstractSocket::ProxyProtocolError:
            end.failure = NetFailure::ProxyFailed;
            end.detail = u"the way to %1 through the proxy failed"_s.arg(m_where);
            return;
        default:
            end.failure = NetFailure::NoRoute;
            end.detail = u"this machine cannot connect to %1"_s.arg(m_where);
            return;
        }
    }

    void closed()
    {
        if (m_isEnding)
            return;
        WebSocketEnd end;
        const int code = static_cast<int>(m_socket->closeCode());
        // A connection that never came about says so only afterwards.
        if (!m_isOpen && m_tlsFailure == NetFailure::None && m_socket->error() != QAbstractSocket::UnknownSocketError) {
            failed(m_socket->error());
            return;
        }
        if (m_tlsFailure != NetFailure::None) {
            end.failure = m_tlsFailure;
            end.detail = u"the certificate of %1 is not the one that is trusted"_s.arg(m_where);
        } else if (code == QWebSocketProtocol::CloseCodeTooMuchData) {
            end.failure = NetFailure::TooLarge;
            end.closeCode = code;
            end.detail = u"a message of %1 is larger than %2 bytes"_s.arg(m_where, QString::number(MaxMessage));
        } else {
            end.closeCode = m_isOpen && code != QWebSocketProtocol::CloseCodeAbnormalDisconnection ? code : 0;
            end.detail = u"%1 closed the WebSocket"_s.arg(m_where);
        }
        finish(std::move(end));
    }

    void timerFired()
    {
        if (m_pending) {
            deliver(std::move(*std::exchange(m_pending, nullptr)));
            return;
        }
        WebSocketEnd end;
        end.failure = NetFailure::Timeout;
        end.detail =
            u"%1 did not answer the upgrade within %2 ms"_s.arg(m_where, QString::number(m_request->timeout.count()));
        finish(std::move(end));
    }

    void fail(NetFailure failure, const QString &detail)
    {
        WebSocketEnd end;
        end.failure = failure;
        end.detail = detail;
        endLater(std::move(end));
    }

    /// The clock's timer is at hand and never fires inside startAt().
    void endLater(WebSocketEnd &&end)
    {
        m_isEnding = true;
        end.wasOpen = m_isOpen;
        m_pending = std::make_unique<WebSocketEnd>(std::move(end));
        drop();
        m_timer->startAt(m_clock.now());
    }

    void finish(WebSocketEnd &&end)
    {
        m_isEnding = true;
        end.wasOpen = m_isOpen;
        end.certificate = m_certificate;
        drop();
        deliver(std::move(end));
    }

    void deliver(WebSocketEnd &&end)
    {
        m_timer->stop();
        const auto tell = std::exchange(m_events.closed, nullptr);
        if (tell)
            tell(std::move(end)); // the owner may destroy this from inside
    }

    void drop()
    {
        m_self.reset();
        if (!m_socket)
            return;
        m_socket->disconnect();
        if (m_isOpen)
            m_socket->close(QWebSocketProtocol::CloseCodeGoingAway);
        else
            m_socket->abort();
        m_socket.release()->deleteLater(); // this may be inside one of its own signals
    }

    Clock &m_clock;
    std::shared_ptr<const WebSocketRequest> m_request;
    Events m_events;
    QString m_where;
    std::shared_ptr<QtWebSocket *> m_self = std::make_shared<QtWebSocket *>(this);
    std::unique_ptr<QWebSocket> m_socket;
    std::unique_ptr<Timer> m_timer;
    std::unique_ptr<WebSocketEnd> m_pending;
    std::shared_ptr<const PeerCertificate> m_certificate;
    NetFailure m_tlsFailure = NetFailure::None;
    bool m_isOpen = false;
    bool m_isEnding = false;
};

class QtWebSocketClient final : public WebSocketClient
{
public:
    explicit QtWebSocketClient(Clock &clock) : m_clock(clock) {}

    std::unique_ptr<WebSocket> open(std::shared_ptr<const WebSocketRequest> request, WebSocket::Events events) override
    {
        return std::make_unique<QtWebSocket>(m_clock, std::move(request), std::move(events));
    }

private:
    Clock &m_clock;
};

} // namespace

std::unique_ptr<WebSocketClient> WebSocketClient::make(Clock &clock)
{
    return std::make_unique<QtWebSocketClient>(clock);
}

} // namespace rollcall

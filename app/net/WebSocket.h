// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Clock.h"
#include "net/HttpClient.h"

#include <functional>
#include <memory>

namespace rollcall {

/// Where a WebSocket leads, and how it is to be trusted. Plain data; the same meaning as in HttpRequest.
struct WebSocketRequest
{
    QUrl url; ///< `ws`, `wss`, or the `http` and `https` that stand for them
    std::vector<HttpHeader> headers;
    /// Complete values, such as `Bearer …`; sent with the upgrade, to this URL's own origin only.
    std::vector<std::pair<QByteArray, Secret>> secretHeaders;
    /// `host:port`: connect there; the URL's name stays in SNI and in the certificate check. (`Host` then names the
    /// place that is connected to: Qt's client writes that line itself.)
    QString connectTo;
    QString proxy; ///< URL of the proxy (`http://`, `socks5h://`), or empty for none
    std::shared_ptr<const TlsTrust> tls;
    Milliseconds timeout{5000}; ///< from open() to the upgrade's answer
};

/// How a WebSocket ended.
struct WebSocketEnd
{
    bool wasOpen = false;                    ///< the upgrade had gone through
    NetFailure failure = NetFailure::Closed; ///< None: refused by an HTTP answer, see `status`
    int status = 0;                          ///< of an HTTP answer other than 101
    int closeCode = 0;                       ///< of the peer's close frame; 0: none came
    QString detail;                          ///< English, for the node page and logs; no secret in it
    std::shared_ptr<const PeerCertificate> certificate;
};

/// One WebSocket. Owned by whoever opened it: destroying it closes it silently.
class WebSocket
{
public:
    struct Events
    {
        std::function<void()> opened;                         ///< the upgrade went through
        std::function<void(const QByteArray &text)> received; ///< one text message, at most 1 MiB of UTF-8
        std::function<void(WebSocketEnd &&)> closed;          ///< exactly once, and nothing after it
    };
    /// Of a message; a longer one ends the socket with NetFailure::TooLarge.
    static constexpr qint64 MaxMessage = qint64{1024} * 1024;

    virtual ~WebSocket() = default;
    virtual bool isOpen() const = 0;
    /// A text message. Does nothing unless isOpen().
    virtual void send(const QByteArray &text) = 0;
    /// Says goodbye; closed() follows from the event loop, never from inside this call.
    virtual void close() = 0;
};

/// Opens WebSockets. Pings of the peer are answered, no Origin is sent, certificates are checked as HttpClient does,
/// and nothing is sent before they are.
class WebSocketClient
{
public:
    virtual ~WebSocketClient() = default;
    /// No event comes from inside this call. The owner may destroy the socket from inside any of them.
    [[nodiscard]] virtual std::unique_ptr<WebSocket> open(std::shared_ptr<const WebSocketRequest> request,
                                                          WebSocket::Events events) = 0;

    static std::unique_ptr<WebSocketClient> make(Clock &clock);
};

} // namespace rollcall

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/WebSocket.h"

#include <algorithm>
#include <functional>
#include <map>
#include <set>

namespace rollcall::test {

/// WebSockets without a network: opened by the clock, fed by the test. May be destroyed from inside their events, as
/// the real ones.
class FakeSockets final : public WebSocketClient
{
public:
    explicit FakeSockets(Clock &clock) : m_clock(clock) {}

    struct Wish
    {
        int refusal = 0;       ///< HTTP status instead of the upgrade
        bool greets = true;    ///< with `hello`
        QString hostname = {}; ///< in it
        bool isUnreachable = false;
        NetFailure failure = NetFailure::Refused; ///< of one that is unreachable
        Milliseconds after{0};                    ///< to the answer of the upgrade
        QByteArray version = {};                  ///< `server_version` in the hello
    };
    std::map<QString, Wish> wishes; ///< by host
    /// Instead of those: asked at each opening.
    std::function<Wish(const WebSocketRequest &)> wishFor;
    std::vector<std::shared_ptr<const WebSocketRequest>> requests;

    std::unique_ptr<WebSocket> open(std::shared_ptr<const WebSocketRequest> request, WebSocket::Events events) override;
    /// A frame to all that are open at that host.
    void say(const QString &host, const QByteArray &text);
    /// The server goes away.
    void breakAll(const QString &host);
    int openAt(const QString &host) const;
    int openNow() const { return static_cast<int>(m_sockets.size()); }

private:
    class Socket;
    Clock &m_clock;
    std::set<Socket *> m_sockets;
};

class FakeSockets::Socket final : public WebSocket
{
public:
    Socket(FakeSockets &owner, QString host, Wish wish, Events events)
        : m_owner(owner),
          m_host(std::move(host)),
          m_wish(std::move(wish)),
          m_events(std::move(events)),
          m_timer(owner.m_clock.makeTimer([this] { begin(); }))
    {
        m_owner.m_sockets.insert(this);
        m_timer->startAt(m_owner.m_clock.now() + m_wish.after);
    }
    ~Socket() override { m_owner.m_sockets.erase(this); }
    bool isOpen() const override { return m_isOpen; }
    void send(const QByteArray &) override {}
    void close() override {}
    const QString &host() const { return m_host; }
    void receive(const QByteArray &text)
    {
        const auto tell = m_events.received;
        tell(text);
    }
    void end(WebSocketEnd end)
    {
        end.wasOpen = std::exchange(m_isOpen, false);
        const auto tell = m_events.closed;
        tell(std::move(end));
    }

private:
    void begin()
    {
        if (m_wish.isUnreachable || m_wish.refusal) {
            WebSocketEnd refused;
            refused.failure = m_wish.refusal ? NetFailure::None : m_wish.failure;
            refused.status = m_wish.refusal;
            refused.detail = QStringLiteral("refused");
            end(std::move(refused));
            return;
        }
        m_isOpen = true;
        FakeSockets &owner = m_owner;
        const auto tell = m_events.opened;
        tell();
        if (owner.m_sockets.contains(this) && m_wish.greets)
            receive("{\"event\":\"hello\",\"data\":{\"server_hostname\":\"" + m_wish.hostname.toUtf8() +
                    "\",\"server_version\":\"" + m_wish.version + "\"}}");
    }
    FakeSockets &m_owner;
    QString m_host;
    Wish m_wish;
    Events m_events;
    bool m_isOpen = false;
    std::unique_ptr<Timer> m_timer;
};

inline std::unique_ptr<WebSocket> FakeSockets::open(std::shared_ptr<const WebSocketRequest> request,
                                                    WebSocket::Events events)
{
    requests.push_back(request);
    const QString host = request->url.host();
    return std::make_unique<Socket>(*this, host, wishFor ? wishFor(*request) : wishes[host], std::move(events));
}

inline void FakeSockets::say(const QString &host, const QByteArray &text)
{
    const std::set<Socket *> all = m_sockets;
    for (Socket *socket : all) {
        if (m_sockets.contains(socket) && socket->host() == host && socket->isOpen())
            socket->receive(text);
    }
}

inline void FakeSockets::breakAll(const QString &host)
{
    const std::set<Socket *> all = m_sockets;
    for (Socket *socket : all) {
        if (m_sockets.contains(socket) && socket->host() == host)
            socket->end({});
    }
}

inline int FakeSockets::openAt(const QString &host) const
{
    return static_cast<int>(
        std::count_if(m_sockets.begin(), m_sockets.end(), [&host](const Socket *s) { return s->host() == host; }));
}

} // namespace rollcall::test

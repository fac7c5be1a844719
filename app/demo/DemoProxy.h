// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "demo/HttpServer.h"
#include "demo/Later.h"

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <vector>

namespace rollcall::demo {

/// A node as the load balancer sees it.
class Backend
{
public:
    using Done = std::function<void(const HttpAnswer &)>;

    virtual ~Backend() = default;
    /// Whether its port takes connections.
    virtual bool isUp() const = 0;
    /// Whether the balancer's configuration has it.
    virtual bool isInRotation() const { return true; }
    /// `host:port`, as nginx knows it; empty: it is not told.
    virtual QByteArray place() const { return {}; }
    /// Its answer, now or later, or never.
    virtual void ask(const HttpQuestion &question, const Done &done) = 0;
    /// A WebSocket through the proxy: the node takes over the connection, or refuses.
    virtual void upgrade(const std::shared_ptr<HttpServer::Exchange> &exchange);
};

/// The load balancer: nginx in front of the nodes, in turn. A node that refuses or takes over a second is left out for
/// ten seconds and the next one is asked, as with `proxy_next_upstream error timeout http_429`. What it passes on says
/// where it comes from, as with `add_header X-Upstream $upstream_addr always`.
class DemoProxy
{
public:
    static constexpr Milliseconds ReadTimeout{1000};
    static constexpr Milliseconds FailTimeout{10000};

    explicit DemoProxy(Clock &clock);

    /// Once, before it listens. At least one; they outlive the proxy.
    void setBackends(std::vector<Backend *> backends) { m_backends = std::move(backends); }
    /// The statuses that send a question on to the next node; 429 alone unless set.
    void setPassedOver(std::set<int> statuses) { m_passedOver = std::move(statuses); }
    bool listen();
    QByteArray url() const;
    void setBroken(bool isBroken) { m_isBroken = isBroken; }
    bool isBroken() const { return m_isBroken; }
    /// Forgets who failed, so that what was mended is reached again at once.
    void forget() { m_failedAt.clear(); }

private:
    struct Attempt;
    void tryNext(const std::shared_ptr<Attempt> &attempt);
    void passOn(const std::shared_ptr<Attempt> &attempt);

    Clock &m_clock;
    std::vector<Backend *> m_backends;
    std::set<int> m_passedOver{429};
    bool m_isBroken = false;
    std::size_t m_next = 0;
    std::map<std::size_t, TimePoint> m_failedAt;
    Later m_later;
    HttpServer m_server;
};

} // namespace rollcall::demo

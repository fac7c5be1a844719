// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "products/mattermost/CanaryNode.h"

#include <deque>

namespace rollcall::mattermost::canary {

/// A fresh WebSocket through the proxy now and then: whether the upgrade passes, and which node it leads to.
class ProxyWay
{
public:
    /// Which node is called so; empty: none that is known.
    using NameOf = std::function<QString(const QString &hostname)>;

    ProxyWay(const CanaryContext &context, NameOf nameOf, std::function<void()> done);

    /// Opens one unless one is on its way, with this token.
    void tryOnce(const Secret &token);
    bool isTrying() const { return m_socket != nullptr; }
    void leave();

private:
    void greeted(const Event &hello);
    void closed(WebSocketEnd &&end);
    void helloMissing();
    void over();

    /// So many of the last ones are remembered.
    static constexpr std::size_t Window = 20;

    const CanaryContext &m_context;
    TargetSettings m_settings;
    Voice m_voice;
    NameOf m_nameOf;
    std::function<void()> m_done;
    std::unique_ptr<WebSocket> m_socket;
    std::unique_ptr<Timer> m_timer;
    std::deque<QString> m_reached;
};

} // namespace rollcall::mattermost::canary

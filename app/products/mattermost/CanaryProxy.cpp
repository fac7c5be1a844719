// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "products/mattermost/CanaryProxy.h"

#include "products/Exchange.h"
#include "products/Questions.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rollcall::mattermost::canary {

ProxyWay::ProxyWay(const CanaryContext &context, NameOf nameOf, std::function<void()> done)
    : m_context(context),
      m_settings(context.file->settings(context.file->proxyId())),
      m_voice(context, context.file->proxyId()),
      m_nameOf(std::move(nameOf)),
      m_done(std::move(done)),
      m_timer(context.clock.makeTimer([this] { helloMissing(); }))
{}

void ProxyWay::tryOnce(const Secret &token)
{
    if (m_socket)
        return;
    HttpRequest like = exchange::request(m_settings, m_context.credentials[m_context.file->proxyId().index()],
                                         questions::below(m_settings.url, u"/api/v4/websocket"_s, QString()));
    like.secretHeaders.emplace_back("Authorization", Secret("Bearer " + token.reveal()));
    m_socket = m_context.sockets.open(
        exchange::upgrade(like),
        {.opened =
             [this] { m_timer->startAt(m_context.clock.now() + std::min(Footing::LongestHello, m_settings.timeout)); },
         .received =
             [this](const QByteArray &text) {
                 const Event event = readEvent(text);
                 if (event.kind == Event::Kind::Hello)
                     greeted(event);
             },
         .closed = [this](WebSocketEnd &&end) { closed(std::move(end)); }});
}

void ProxyWay::greeted(const Event &hello)
{
    const QString name = hello.hostname.isEmpty() ? QString() : m_nameOf(hello.hostname);
    if (!name.isEmpty())
        m_reached.push_back(name);
    if (m_reached.size() > Window)
        m_reached.pop_front();
    WebsocketFact fact;
    for (const QString &each : m_reached) {
        if (std::find(fact.reached.begin(), fact.reached.end(), each) == fact.reached.end())
            fact.reached.push_back(each);
    }
    std::sort(fact.reached.begin(), fact.reached.end());
    m_voice.tell(u"canary.websocket"_s, {fact});
    over();
}

void ProxyWay::closed(WebSocketEnd &&end)
{
    // Without the hello this is no word on the upgrade: the nodes' own WebSockets tell of the token.
    if (!end.wasOpen && end.status != 401 && end.status != 429)
        m_voice.tell(u"canary.websocket"_s, {WebsocketFact{true, end.status, end.detail, {}}});
    over();
}

void ProxyWay::helloMissing()
{
    over();
}

void ProxyWay::over()
{
    m_timer->stop();
    m_socket.reset();
    m_done();
}

void ProxyWay::leave()
{
    m_timer->stop();
    m_socket.reset();
    m_voice.withdraw();
}

} // namespace rollcall::mattermost::canary

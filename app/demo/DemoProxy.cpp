// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/DemoProxy.h"

#include "demo/Answers.h"
#include "demo/WebSocketPeer.h"

namespace rollcall::demo {

/// One request on its way through the nodes.
struct DemoProxy::Attempt
{
    std::shared_ptr<HttpServer::Exchange> exchange;
    std::vector<std::size_t> order; ///< nodes still to be asked, the next one last
    QByteArrayList places;          ///< of those that were asked
    bool hasTimedOut = false;
    int run = 0; ///< tells the answer of a node that was given up from the one that is waited for
    bool isDone = false;
};

void Backend::upgrade(const std::shared_ptr<HttpServer::Exchange> &exchange)
{
    // What knows no WebSockets answers as to any other question.
    ask(exchange->question(), [exchange](const HttpAnswer &answer) { exchange->answer(throughNginx(answer)); });
}

DemoProxy::DemoProxy(Clock &clock)
    : m_clock(clock), m_later(clock), m_server([this](const std::shared_ptr<HttpServer::Exchange> &exchange) {
          const auto attempt = std::make_shared<Attempt>();
          attempt->exchange = exchange;
          const std::size_t count = m_backends.size();
          const std::size_t first = m_next++ % count;
          for (std::size_t i = count; i-- > 0;) {
              const std::size_t index = (first + i) % count;
              const auto failed = m_failedAt.find(index);
              if (!m_backends[index]->isInRotation())
                  continue;
              if (failed == m_failedAt.end() || m_clock.now() - failed->second >= FailTimeout)
                  attempt->order.push_back(index);
          }
          if (WebSocketPeer::isUpgrade(exchange->question()))
              passOn(attempt);
          else
              tryNext(attempt);
      })
{}

bool DemoProxy::listen()
{
    return m_server.listen(QHostAddress(QHostAddress::LocalHost));
}

QByteArray DemoProxy::url() const
{
    return "http://127.0.0.1:" + QByteArray::number(m_server.port());
}

/// The next node that is up. As nginx does it with the two headers of the upgrade passed on; there is no second try
/// once a node has the connection.
void DemoProxy::passOn(const std::shared_ptr<Attempt> &attempt)
{
    for (auto index = attempt->order.rbegin(); !m_isBroken && index != attempt->order.rend(); ++index) {
        if (m_backends[*index]->isUp()) {
            m_backends[*index]->upgrade(attempt->exchange);
            return;
        }
    }
    HttpAnswer answer = nginxError("502 Bad Gateway");
    answer.setHeader("Date", httpDate(m_clock.utc()));
    attempt->exchange->answer(answer);
}

void DemoProxy::tryNext(const std::shared_ptr<Attempt> &attempt)
{
    while (!m_isBroken && !attempt->order.empty()) {
        const std::size_t index = attempt->order.back();
        attempt->order.pop_back();
        Backend &node = *m_backends[index];
        if (const QByteArray place = node.place(); !place.isEmpty())
            attempt->places.append(place);
        if (!node.isUp()) {
            m_failedAt[index] = m_clock.now();
            continue;
        }
        const int run = ++attempt->run;
        m_later.after(ReadTimeout, [this, attempt, run, index] {
            if (attempt->isDone || attempt->run != run)
                return;
            m_failedAt[index] = m_clock.now();
            attempt->hasTimedOut = true;
            tryNext(attempt);
        });
        node.ask(attempt->exchange->question(), [this, attempt, run](const HttpAnswer &answer) {
            if (attempt->isDone || attempt->run != run)
                return;
            if (m_passedOver.contains(answer.status()) && !attempt->order.empty()) {
                tryNext(attempt);
                return;
            }
            attempt->isDone = true;
            HttpAnswer passed = throughNginx(answer);
            if (!attempt->places.isEmpty())
                passed.headers.emplace_back("X-Upstream", attempt->places.join(", "));
            attempt->exchange->answer(passed);
        });
        return;
    }
    attempt->isDone = true;
    const bool isTimeout = attempt->hasTimedOut && !m_isBroken;
    HttpAnswer answer = nginxError(isTimeout ? "504 Gateway Time-out" : "502 Bad Gateway");
    answer.setHeader("Date", httpDate(m_clock.utc()));
    attempt->exchange->answer(answer);
}

} // namespace rollcall::demo

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probe/WebSocketExchange.h"

namespace rollcall {

using namespace Qt::StringLiterals;

namespace {

constexpr int SwitchingProtocols = 101;

class Exchange final : public WebSocketExchange
{
public:
    Exchange(Clock &clock, WebSocketClient &sockets, const WebSocketQuestion &question, Finished finished)
        : m_clock(clock),
          m_question(question),
          m_finished(std::move(finished)),
          m_timer(clock.makeTimer([this] { messageMissing(); }))
    {
        m_result.sentAt = clock.now();
        m_result.sentUtc = clock.utc();
        m_socket = sockets.open(question.request, {.opened = [this] { opened(); },
                                                   .received = [this](const QByteArray &text) { received(text); },
                                                   .closed = [this](WebSocketEnd &&end) { closed(std::move(end)); }});
    }

private:
    std::chrono::microseconds elapsed() const
    {
        return std::chrono::duration_cast<std::chrono::microseconds>(m_clock.now() - m_result.sentAt);
    }

    void opened()
    {
        m_result.status = SwitchingProtocols;
        m_result.opened = elapsed();
        if (m_question.waitsForMessage)
            m_timer->startAt(m_result.sentAt + m_question.request->timeout);
        else
            finish();
    }

    void received(const QByteArray &text)
    {
        m_result.message = text;
        finish();
    }

    void messageMissing()
    {
        m_result.failure = NetFailure::Timeout;
        m_result.detail = u"no message came within %1 ms"_s.arg(QString::number(m_question.request->timeout.count()));
        finish();
    }

    void closed(WebSocketEnd &&end)
    {
        // A goodbye before the message that was waited for is no answer.
        const bool isTooEarly = end.wasOpen && m_question.waitsForMessage && end.failure == NetFailure::None;
        m_result.failure = isTooEarly ? NetFailure::Closed : end.failure;
        m_result.detail = end.detail;
        m_result.certificate = std::move(end.certificate);
        if (!end.wasOpen) {
            m_result.status = end.status;
            m_result.opened = elapsed();
        }
        finish();
    }

    /// Destroying an open socket says goodbye.
    void finish()
    {
        m_timer->stop();
        m_socket.reset();
        m_result.total = elapsed();
        const Finished finished = std::exchange(m_finished, nullptr);
        WebSocketResult result = std::move(m_result);
        finished(std::move(result)); // may destroy this
    }

    Clock &m_clock;
    WebSocketQuestion m_question;
    Finished m_finished;
    WebSocketResult m_result;
    std::unique_ptr<WebSocket> m_socket;
    std::unique_ptr<Timer> m_timer;
};

} // namespace

std::unique_ptr<WebSocketExchange> WebSocketExchange::start(Clock &clock, WebSocketClient &sockets,
                                                            const WebSocketQuestion &question, Finished finished)
{
    return std::make_unique<Exchange>(clock, sockets, question, std::move(finished));
}

} // namespace rollcall

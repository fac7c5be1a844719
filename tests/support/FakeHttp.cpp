// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/FakeHttp.h"

namespace rollcall::test {

class FakeHttp::Call final : public HttpCall
{
public:
    Call(FakeHttp &client, std::shared_ptr<const HttpRequest> request, Reply reply, Finished finished)
        : m_client(client),
          m_request(std::move(request)),
          m_reply(std::move(reply)),
          m_finished(std::move(finished)),
          m_timer(client.m_clock.makeTimer([this] { deliver(); }))
    {
        m_client.mostInFlight = std::max(m_client.mostInFlight, ++m_client.inFlight);
        m_reply.result.sentAt = m_client.m_clock.now();
        m_reply.result.sentUtc = m_client.m_clock.utc();
        if (m_reply.hangs || m_reply.after > m_request->timeout) {
            m_reply.result = {};
            m_reply.result.failure = NetFailure::Timeout;
            m_reply.after = m_request->timeout;
        }
        m_reply.result.timings.total = m_reply.after;
        m_timer->startAt(m_client.m_clock.now() + m_reply.after);
    }
    ~Call() override
    {
        if (m_finished)
            --m_client.inFlight;
    }
    void cancel() override
    {
        m_reply.result = {};
        m_reply.result.failure = NetFailure::Cancelled;
        m_timer->startAt(m_client.m_clock.now());
    }

private:
    void deliver()
    {
        --m_client.inFlight;
        // The owner may destroy this call from inside the callback.
        const Finished finished = std::exchange(m_finished, nullptr);
        HttpResult result = std::move(m_reply.result);
        finished(std::move(result));
    }

    FakeHttp &m_client;
    std::shared_ptr<const HttpRequest> m_request;
    Reply m_reply;
    Finished m_finished;
    std::unique_ptr<Timer> m_timer;
};

std::unique_ptr<HttpCall> FakeHttp::start(std::shared_ptr<const HttpRequest> request, Finished finished)
{
    requests.push_back(request);
    Reply reply = m_handler(*request);
    return std::make_unique<Call>(*this, std::move(request), std::move(reply), std::move(finished));
}

FakeHttp::Reply FakeHttp::answer(int status, QByteArray body, QByteArray head)
{
    Reply reply;
    reply.result.status = status;
    reply.result.head = std::move(head);
    reply.result.body = std::move(body);
    reply.result.peerAddress = QStringLiteral("127.0.0.1");
    reply.result.httpVersion = 11;
    return reply;
}

FakeHttp::Reply FakeHttp::failure(NetFailure failure)
{
    Reply reply;
    reply.result.failure = failure;
    return reply;
}

FakeHttp::Reply FakeHttp::hang()
{
    Reply reply;
    reply.hangs = true;
    return reply;
}

FakeHttp::Reply FakeHttp::recorded(const QByteArray &file)
{
    const qsizetype statusEnd = file.indexOf("\r\n");
    const qsizetype headEnd = file.indexOf("\r\n\r\n");
    const int status = file.left(statusEnd).split(' ').value(1).toInt();
    return answer(status, file.mid(headEnd + 4), file.mid(statusEnd + 2, headEnd - statusEnd));
}

} // namespace rollcall::test

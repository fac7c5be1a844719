// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/HttpClient.h"

#include <deque>
#include <functional>
#include <map>

namespace rollcall::test {

/// An HttpClient without a network: a test says what each URL answers, fails with, or that it hangs. Results are
/// delivered by the clock it is given, so that no event loop is needed. Behaves like the real one on cancel and on
/// destruction.
class FakeHttp final : public HttpClient
{
public:
    struct Reply
    {
        HttpResult result;
        Milliseconds after{1};
        bool hangs = false; ///< ends with Timeout at the request's deadline
    };
    using Handler = std::function<Reply(const HttpRequest &)>;

    explicit FakeHttp(Clock &clock, Handler handler) : m_clock(clock), m_handler(std::move(handler)) {}
    std::unique_ptr<HttpCall> start(std::shared_ptr<const HttpRequest> request, Finished finished) override;
    void closeConnections() override { ++closedConnections; }

    /// All requests started so far, in order.
    std::vector<std::shared_ptr<const HttpRequest>> requests;
    int closedConnections = 0;
    int inFlight = 0;
    int mostInFlight = 0;

    /// A whole answer.
    static Reply answer(int status, QByteArray body, QByteArray head = "Content-Type: application/json\r\n");
    static Reply failure(NetFailure failure);
    static Reply hang();
    /// A recorded answer: status line, headers, empty line, body, byte for byte (chunked bodies as stored, already
    /// whole).
    static Reply recorded(const QByteArray &file);

private:
    class Call;
    Clock &m_clock;
    Handler m_handler;
};

} // namespace rollcall::test

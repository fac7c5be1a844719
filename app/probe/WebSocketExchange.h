// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/WebSocket.h"

namespace rollcall {

/// What a WebSocket is opened for: to see that it opens, and what the peer says first.
struct WebSocketQuestion
{
    std::shared_ptr<const WebSocketRequest> request; ///< its timeout covers all of it, the message included
    bool waitsForMessage = false;                    ///< the first text message (a greeting) is part of the answer
};

struct WebSocketResult
{
    /// None: it opened (and the message came, where one was waited for), or an HTTP answer refused it. With a status of
    /// 101 it opened, and the message did not come.
    NetFailure failure = NetFailure::None;
    int status = 0;     ///< 101: it opened; else that of the HTTP answer that refused it; 0: none came
    QString detail;     ///< English, for the node page and logs; no secret in it
    QByteArray message; ///< the first one, where it was waited for
    std::shared_ptr<const PeerCertificate> certificate;
    std::chrono::microseconds opened{0}; ///< from the start to the upgrade's answer
    std::chrono::microseconds total{0};
    TimePoint sentAt;
    QDateTime sentUtc;

    bool hasOpened() const { return status == 101; }
};

/// One WebSocket from its opening to the goodbye, which follows at once. Same ownership and delivery rules as HttpCall.
class WebSocketExchange
{
public:
    using Finished = std::function<void(WebSocketResult &&)>;
    virtual ~WebSocketExchange() = default;

    [[nodiscard]] static std::unique_ptr<WebSocketExchange> start(Clock &clock, WebSocketClient &sockets,
                                                                  const WebSocketQuestion &question, Finished finished);
};

} // namespace rollcall

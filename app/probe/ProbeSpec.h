// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Ids.h"
#include "cluster/ClusterFile.h"
#include "net/HttpClient.h"
#include "net/TcpConnect.h"
#include "probe/WebSocketExchange.h"

#include <QString>
#include <chrono>
#include <memory>
#include <variant>

namespace rollcall {

class Session;

/// One probe of one target: what to ask, how often, and what it is for. Made once by the product; immutable.
struct ProbeSpec
{
    /// Stable within its target: `ping`, `ping.enhanced`, `cluster.status`, … For reports, the node page and the
    /// recorder.
    QString id;
    TargetId target;
    /// As a person would say it: `GET /api/v4/system/ping`.
    QString endpoint;
    /// An HTTP exchange, a TCP connect, or the opening of a WebSocket.
    std::variant<std::shared_ptr<const HttpRequest>, TcpRequest, WebSocketQuestion> request;
    /// Asked instead, one after the other, as long as the answer is 404: other versions have it elsewhere. What
    /// answered last is asked first the next time.
    std::vector<std::shared_ptr<const HttpRequest>> fallbacks;
    /// How many exchanges one run makes, one after the other; each gives an Answer of its own. How many between the two
    /// is left to chance, so that runs do not keep step with whoever takes its nodes in turn. A run ends early when
    /// there is no answer, or one that refuses the credentials or limits the rate, and when it has lasted for twice the
    /// timeout: others of its kind wait for it.
    struct Repeats
    {
        int least = 1;
        int most = 1;
    };
    Repeats repeats;
    /// Where a login comes before the question. Shared by the probes of a target, and keeps the token between runs.
    std::shared_ptr<Session> session;
    /// The entry of `probes[]` that this is; null for the product's own.
    std::shared_ptr<const GenericProbe> expectation;
    /// The exchange with the node's own `url` that decides whether the node can be reached at all. One question for
    /// each target; a product with a cheap and a thorough form of it marks both.
    bool isPrimary = false;
    /// Between two runs. Zero: only on demand (the product says when; see Product::wanted()).
    Milliseconds interval{0};
    /// Where in the interval it runs, 0 to 1, so that a node's probes do not all start at once and a dead node is
    /// noticed before its next ping.
    double phase = 0;
    /// Left out of the first sweep of a watch and of `check` where a better form of it exists there (the plain ping,
    /// when the enhanced one is asked).
    bool isReplacedInCheck = false;
    /// It takes seconds when all is well, and has a timeout of its own: nobody is told that it is slow.
    bool isSlowByNature = false;
    /// Its answer says nothing about the target that carries it, whose trouble does not make it rarer either.
    bool isIndependent = false;
    /// A question that fails leaves an error in the peer's log. After such a failure it is asked less and less often,
    /// by nobody more than once in an interval (second attempts aside), and not again where the same question is
    /// pointless.
    bool isSparing = false;
    /// The product's own mark of what this probe reads.
    int topic = 0;

    bool isHttp() const { return request.index() == 0; }
    const HttpRequest &http() const { return **std::get_if<0>(&request); }
    bool isTcp() const { return request.index() == 1; }
    const TcpRequest &tcp() const { return *std::get_if<1>(&request); }
    bool isWebSocket() const { return request.index() == 2; }
    const WebSocketQuestion &webSocket() const { return *std::get_if<2>(&request); }
    Milliseconds timeout() const
    {
        return isHttp() ? http().timeout : isTcp() ? tcp().timeout : webSocket().request->timeout;
    }
};

using ProbeSpecPtr = std::shared_ptr<const ProbeSpec>;

using ProbeResult = std::variant<HttpResult, TcpResult, WebSocketResult>;

/// What came over the wire for one run of a probe: raw, nothing judged.
struct Answer
{
    ProbeSpecPtr spec;
    TimePoint at;  ///< when it was complete, monotonic
    QDateTime utc; ///< the same, wall clock
    ProbeResult result;
    std::size_t alternative = 0; ///< which question it answers: 0 the request, n the n-th of the fallbacks

    const HttpResult *http() const { return std::get_if<0>(&result); }
    const TcpResult *tcp() const { return std::get_if<1>(&result); }
    const WebSocketResult *webSocket() const { return std::get_if<2>(&result); }
};

} // namespace rollcall

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Ids.h"
#include "cluster/ClusterFile.h"
#include "net/HttpClient.h"
#include "net/TcpConnect.h"

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
    /// An HTTP exchange, or a TCP connect.
    std::variant<std::shared_ptr<const HttpRequest>, TcpRequest> request;
    /// Asked instead, one after the other, as long as the answer is 404: other versions have it elsewhere. What
    /// answered last is asked first the next time.
    std::vector<std::shared_ptr<const HttpRequest>> fallbacks;
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
    /// The product's own mark of what this probe reads.
    int topic = 0;

    bool isHttp() const { return request.index() == 0; }
    const HttpRequest &http() const { return **std::get_if<0>(&request); }
    const TcpRequest &tcp() const { return *std::get_if<1>(&request); }
    Milliseconds timeout() const { return isHttp() ? http().timeout : tcp().timeout; }
};

using ProbeSpecPtr = std::shared_ptr<const ProbeSpec>;

/// What came over the wire for one run of a probe: raw, nothing judged.
struct Answer
{
    ProbeSpecPtr spec;
    TimePoint at;  ///< when it was complete, monotonic
    QDateTime utc; ///< the same, wall clock
    std::variant<HttpResult, TcpResult> result;
    std::size_t alternative = 0; ///< which question it answers: 0 the request, n the n-th of the fallbacks

    const HttpResult *http() const { return std::get_if<0>(&result); }
    const TcpResult *tcp() const { return std::get_if<1>(&result); }
};

} // namespace rollcall

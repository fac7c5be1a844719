// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/HttpClient.h"

namespace rollcall {

struct TcpRequest
{
    QString host;
    quint16 port = 0;
    Milliseconds timeout{5000};
};

struct TcpResult
{
    NetFailure failure = NetFailure::None;
    QString detail;
    std::chrono::microseconds total{0};
    QString peerAddress;
    TimePoint sentAt;
    QDateTime sentUtc;
};

/// One TCP connect: nothing is written, and an open connection is closed cleanly (FIN, not RST). Same ownership and
/// delivery rules as HttpCall.
class TcpConnect
{
public:
    using Finished = std::function<void(TcpResult &&)>;
    virtual ~TcpConnect() = default;
    virtual void cancel() = 0;

    [[nodiscard]] static std::unique_ptr<TcpConnect> start(Clock &clock, const TcpRequest &request, Finished finished);
};

} // namespace rollcall

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/HttpClient.h"

namespace rollcall {

/// What is said on a connection once it is open. Shared by the runs of a probe.
class TcpQuestion
{
public:
    virtual ~TcpQuestion() = default;
    /// The bytes, made anew for each connection: a sealed message needs a fresh nonce.
    virtual QByteArray message() = 0;
    /// What `rollcall gossip` needs besides the place to put the same question; no secret in it.
    virtual QString commandOptions() const { return {}; }
    /// So many bytes are read and no more.
    virtual qint64 maxAnswer() const = 0;
};

struct TcpRequest
{
    QString host;
    quint16 port = 0;
    Milliseconds timeout{5000}; ///< from the connect to the last byte
    QString proxy = {};         ///< URL of the proxy (`http://`, `socks5h://`), or empty for none
    /// Said once connected; the answer is all that comes until the peer closes. Null: nothing, only the connect.
    std::shared_ptr<TcpQuestion> question = nullptr;
};

struct TcpResult
{
    NetFailure failure = NetFailure::None;
    QString detail;
    QByteArray answer;     ///< with a question only: what was read so far, also where it failed
    qint64 answerSize = 0; ///< bytes that came; `answer` may be cut shorter by whoever keeps it
    std::chrono::microseconds connect{0};
    std::chrono::microseconds total{0};
    QString peerAddress;
    TimePoint sentAt;
    QDateTime sentUtc;
};

/// One TCP connect, or one question and its answer. An open connection is closed cleanly (FIN, not RST), and one that
/// was asked something is read to its end even when nobody waits for the answer any more: only when the time is up it
/// is cut. Same ownership and delivery rules as HttpCall.
class TcpConnect
{
public:
    using Finished = std::function<void(TcpResult &&)>;
    virtual ~TcpConnect() = default;
    virtual void cancel() = 0;

    [[nodiscard]] static std::unique_ptr<TcpConnect> start(Clock &clock, const TcpRequest &request, Finished finished);
};

} // namespace rollcall

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Clock.h"
#include "base/Secret.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QString>
#include <QStringList>
#include <QUrl>
#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace rollcall {

/// Why an exchange gave no complete answer. Each can be told from the others.
enum class NetFailure {
    None,          ///< there is a complete answer
    Refused,       ///< the port is closed
    Timeout,       ///< not complete within the deadline
    NameNotFound,  ///< the host name does not resolve
    Reset,         ///< the peer reset the connection
    Closed,        ///< the peer closed before the answer was complete
    NoRoute,       ///< this machine has no route to the address
    TlsUntrusted,  ///< the chain does not lead to a trusted root
    TlsName,       ///< the certificate is for another name
    TlsExpired,    ///< the certificate (or one of its chain) is expired or not yet valid
    TlsPinChanged, ///< the public key is not the pinned one
    TlsFailed,     ///< any other failure of the handshake
    TooLarge,      ///< a bound on body, header or decompressed size was hit
    NotHttp,       ///< what came is not HTTP
    ProxyFailed,   ///< the workstation's own HTTP or SOCKS proxy, or the jump host, failed
    BadRequest,    ///< the request itself cannot be sent (an unusable URL or CA file); `detail` says what to mend
    Cancelled,     ///< cancel() was called
};

/// English word for logs and JSON: `refused`, `timeout`, `dns`, `reset`, `closed`, … The first five are the contract's.
QString failureName(NetFailure failure);
/// Whether the handshake stopped it, before anything was sent.
bool isTls(NetFailure failure);

struct HttpHeader
{
    QByteArray name;
    QByteArray value;
    bool operator==(const HttpHeader &) const = default;
};

/// Phases of one exchange, each measured from its start. Zero where a phase did not happen (a kept connection).
struct HttpTimings
{
    std::chrono::microseconds nameLookup{0};
    std::chrono::microseconds connect{0};
    std::chrono::microseconds tls{0};
    std::chrono::microseconds firstByte{0};
    std::chrono::microseconds total{0};
    bool operator==(const HttpTimings &) const = default;
};

/// The peer's certificate, also when it was refused.
struct PeerCertificate
{
    QString subject;
    QString issuer;
    QStringList names; ///< subject alternative names: DNS and IP
    QDateTime notBefore;
    QDateTime notAfter;
    QString pin;         ///< `sha256//BASE64` of the public key, ready for the cluster file
    QString fingerprint; ///< SHA-256 of the certificate, hex with colons
    QStringList chain;   ///< subjects, from the leaf to the last one sent
    bool operator==(const PeerCertificate &) const = default;
};

/// How a peer is to be trusted. Shared by all requests to a target.
struct TlsTrust
{
    QString caFile;            ///< besides the system's roots
    QString pin;               ///< replaces chain and name checks; expiry is then left to the caller
    QString clientCertificate; ///< PEM file
    Secret clientKey;          ///< PEM text
};

/// What to ask, and its bounds. Plain data; shared between the runs of a probe.
struct HttpRequest
{
    QUrl url;
    QByteArray method = "GET";
    std::vector<HttpHeader> headers;
    /// Headers whose value is secret, as a complete value (`Bearer …`). Sent to the URL's own origin only.
    std::vector<std::pair<QByteArray, Secret>> secretHeaders;
    /// A secret that the server wants as a parameter of the URL: appended to the query when it is sent, so that the URL
    /// that is shown never holds it.
    std::optional<std::pair<QByteArray, Secret>> secretParameter;
    QByteArray body;
    QString
        connectTo; ///< `host:port`: connect there, keep the URL's name in SNI, Host, authority and certificate check
    QString proxy; ///< URL of the proxy (`http://`, `socks5h://`), or empty for none
    std::shared_ptr<const TlsTrust> tls;
    Milliseconds timeout{5000};               ///< one whole exchange, from the connect to the last byte
    qint64 maxBody = qint64{8} * 1024 * 1024; ///< after decompression
    int maxRedirects = 0;                     ///< only to the same origin; one to another origin is not followed
    bool freshConnection = false;             ///< do not reuse a kept connection, and do not keep this one
};

/// What came back, whole or not. `status` 0 means that no status line was read.
struct HttpResult
{
    NetFailure failure = NetFailure::None;
    QString detail; ///< English, for the node page and logs; no secret in it
    int status = 0;
    QByteArray head; ///< the header lines as received, without the status line, each ending in CRLF
    QByteArray body; ///< at most HttpRequest::maxBody; what was read so far when the exchange failed
    HttpTimings timings;
    std::shared_ptr<const PeerCertificate> certificate;
    QString peerAddress; ///< address that was connected to, numeric
    QString redirectTo;  ///< the Location of a redirect that was not followed
    int httpVersion = 0; ///< 10, 11, 20
    TimePoint sentAt;    ///< monotonic, when start() was called
    QDateTime sentUtc;   ///< wall clock of this machine at the same moment

    bool answered() const { return failure == NetFailure::None; }
    /// First header of that name, ignoring case; empty when absent.
    QByteArray header(QByteArrayView name) const;
    /// All headers, in their order. Made anew at each call: probing reads one or two, only the node page reads all.
    std::vector<HttpHeader> headers() const;
};

class HttpClient;

/// One exchange in flight. Owned by whoever started it: destroying it cancels silently (no result is delivered).
class HttpCall
{
public:
    virtual ~HttpCall() = default;
    /// Ends it with NetFailure::Cancelled. The result comes later from the event loop, never from inside this call.
    virtual void cancel() = 0;
};

/// HTTP on libcurl's multi interface inside the Qt event loop. Connections are kept; hosts are spread over several
/// multi handles, because libcurl scans its connection cache. Bounds: headers 256 KiB in all and 300 lines; see
/// HttpRequest. No cookies, no netrc, no environment proxies, no redirect to another origin, no certificate check that
/// can be turned off.
class HttpClient
{
public:
    using Finished = std::function<void(HttpResult &&)>;

    virtual ~HttpClient() = default;
    /// `finished` runs exactly once from the event loop, never from inside start(), unless the call is destroyed first.
    [[nodiscard]] virtual std::unique_ptr<HttpCall> start(std::shared_ptr<const HttpRequest> request,
                                                          Finished finished) = 0;
    /// There will be so many targets at least: spreads the hosts over more handles, if need be. Best before they are
    /// asked, because a host that moves to another handle is connected to anew.
    virtual void expectTargets(int) {}
    /// Drops kept connections, for instance after the machine slept.
    virtual void closeConnections() = 0;

    /// `expectedTargets` decides over how many multi handles the hosts are spread.
    static std::unique_ptr<HttpClient> make(Clock &clock, int expectedTargets = 8);
};

} // namespace rollcall

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/Certificates.h"
#include "net/HttpClient.h"

#include <curl/curl.h>

namespace rollcall {

class SocketPoll;

/// One curl easy handle, its options and its callbacks; private to HttpClient. Options are set once for a request and
/// stay: the next run of the same probe only starts it again.
class CurlExchange
{
public:
    enum class State { Idle, Queued, Running, Done };

    explicit CurlExchange(SocketPoll &sockets);
    ~CurlExchange();
    CurlExchange(const CurlExchange &) = delete;
    CurlExchange &operator=(const CurlExchange &) = delete;

    CURL *easy() const { return m_easy; }
    const std::shared_ptr<const HttpRequest> &request() const { return m_request; }
    /// Where it connects to, for spreading hosts over multi handles: the same for all requests to one address.
    std::size_t place() const { return m_place; }

    /// Sets every option for `request`. Returns what is wrong with it, for the person; empty when it can be sent.
    QString setUp(std::shared_ptr<const HttpRequest> request);
    /// Forgets the request, its secrets included, and every option.
    void clear();
    /// Before each run.
    void begin();
    /// The transfer ended with `code`.
    void end(CURLcode code);
    /// It ended without curl.
    void fail(NetFailure failure, const QString &detail);
    /// After end() or fail(), once.
    HttpResult takeResult() { return std::move(m_result); }
    const HttpResult &result() const { return m_result; }

    // What the client keeps about it.
    State state = State::Idle;
    std::size_t slot = 0;
    void *multi = nullptr;
    void *call = nullptr;

private:
    class List
    {
    public:
        List() = default;
        ~List() { clear(); }
        List(const List &) = delete;
        List &operator=(const List &) = delete;
        void add(const QByteArray &text);
        void clear(); ///< overwrites first: a token may be in it
        curl_slist *get() const { return m_first; }

    private:
        curl_slist *m_first = nullptr;
    };
    enum class Reading { StatusLine, Headers, InterimHeaders, Body };

    static size_t onHeader(char *bytes, size_t size, size_t count, void *self);
    static size_t onBody(char *bytes, size_t size, size_t count, void *self);
    static CURLcode onTlsContext(CURL *easy, void *context, void *self);
    static int onReadyToSend(void *self, char *peer, char *local, int peerPort, int localPort);

    void setFixedOptions();
    QString setTarget(const HttpRequest &request);
    QString setHeaders(const HttpRequest &request);
    QString setTls(const TlsTrust &trust);
    bool readHeader(QByteArrayView line);
    bool readBody(QByteArrayView bytes);
    void readTimings();
    void explain(CURLcode code);
    void explainTls(CURLcode code);
    void explainTransport(CURLcode code);
    void explainProxy();
    long osError() const;
    QString curlText() const;

    SocketPoll &m_sockets;
    CURL *m_easy;
    std::shared_ptr<const HttpRequest> m_request;
    std::size_t m_place = 0;
    List m_headers;
    List m_connectTo;
    QByteArray m_url;
    QString m_where; ///< `host:port`, for messages
    QString m_lastPeerAddress;
    bool m_isTls = false;
    std::array<char, CURL_ERROR_SIZE> m_errorText{};

    HttpResult m_result;
    Reading m_reading = Reading::StatusLine;
    qint64 m_headerBytes = 0;
    int m_headerLines = 0;
    qsizetype m_lastBodySize = 0;
    bool m_isHeaderTooLarge = false;
    bool m_isBodyTooLarge = false;
    std::shared_ptr<const TlsPeer> m_peer;
};

} // namespace rollcall

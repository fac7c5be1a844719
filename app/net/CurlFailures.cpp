// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What curl's codes mean for the person: which of the contract's kinds, and what to mend. curl's own words are only
// repeated where they come from a library or a proxy and cannot hold anything of the request.
#include "net/CurlExchange.h"

#include <cerrno>

namespace rollcall {

using namespace Qt::StringLiterals;

long CurlExchange::osError() const
{
    long error = 0;
    curl_easy_getinfo(m_easy, CURLINFO_OS_ERRNO, &error);
    return error;
}

QString CurlExchange::curlText() const
{
    return QString::fromUtf8(m_errorText.data()).trimmed();
}

void CurlExchange::explain(CURLcode code)
{
    if (m_isHeaderTooLarge || (code == CURLE_OUT_OF_MEMORY && m_reading != Reading::Body)) {
        fail(NetFailure::TooLarge, u"the header is larger than 256 KiB or 300 lines"_s);
        return;
    }
    if (m_isBodyTooLarge) {
        fail(NetFailure::TooLarge, u"the body is larger than %1 bytes"_s.arg(m_request->maxBody));
        return;
    }
    switch (code) { // NOLINT: most of curl's codes cannot come from an HTTP exchange; they share the last line
    case CURLE_OPERATION_TIMEDOUT:
        fail(NetFailure::Timeout, u"no complete answer within %1 ms"_s.arg(m_request->timeout.count()));
        return;
    case CURLE_COULDNT_RESOLVE_HOST:
        fail(NetFailure::NameNotFound, u"the name of %1 does not resolve"_s.arg(m_where));
        return;
    case CURLE_PROXY:
    case CURLE_COULDNT_RESOLVE_PROXY:
        explainProxy();
        return;
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_PINNEDPUBKEYNOTMATCH:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_CIPHER:
        explainTls(code);
        return;
    case CURLE_URL_MALFORMAT:
        fail(NetFailure::BadRequest, u"the URL is not usable"_s);
        return;
    case CURLE_UNSUPPORTED_PROTOCOL: // curl's code for an answer without a status line
    case CURLE_WEIRD_SERVER_REPLY:
        fail(NetFailure::NotHttp, u"what %1 answers is not HTTP"_s.arg(m_where));
        return;
    case CURLE_BAD_CONTENT_ENCODING:
        fail(NetFailure::NotHttp, u"the compression of the answer is broken"_s);
        return;
    case CURLE_HTTP2:
        fail(NetFailure::NotHttp, u"what %1 answers is not HTTP/2"_s.arg(m_where));
        return;
    case CURLE_HTTP2_STREAM:
        fail(NetFailure::Reset, u"%1 reset the HTTP/2 stream"_s.arg(m_where));
        return;
    case CURLE_GOT_NOTHING:
        fail(NetFailure::Closed, u"%1 closed the connection without an answer"_s.arg(m_where));
        return;
    case CURLE_PARTIAL_FILE:
        fail(NetFailure::Closed, u"%1 closed the connection before the answer was complete"_s.arg(m_where));
        return;
    default:
        explainTransport(code);
        return;
    }
}

void CurlExchange::explainTransport(CURLcode code)
{
    long connectStatus = 0;
    curl_easy_getinfo(m_easy, CURLINFO_HTTP_CONNECTCODE, &connectStatus);
    const bool isProxied = !m_request->proxy.isEmpty();
    if (isProxied && (code == CURLE_COULDNT_CONNECT || (connectStatus != 0 && connectStatus / 100 != 2))) {
        explainProxy();
        return;
    }
    switch (osError()) {
    case ECONNREFUSED:
        fail(NetFailure::Refused, u"%1 refuses the connection"_s.arg(m_where));
        return;
    case ECONNRESET:
    case EPIPE:
    case ECONNABORTED:
        fail(NetFailure::Reset, u"%1 reset the connection"_s.arg(m_where));
        return;
    case ENETUNREACH:
    case EHOSTUNREACH:
    case ENETDOWN:
    case EHOSTDOWN:
    case EADDRNOTAVAIL:
    case EACCES:
    case EPERM:
        fail(NetFailure::NoRoute, u"this machine has no route to %1"_s.arg(m_where));
        return;
    case ETIMEDOUT:
        fail(NetFailure::Timeout, u"%1 does not answer"_s.arg(m_where));
        return;
    case EMFILE:
    case ENFILE:
        fail(NetFailure::BadRequest, u"this program has no file descriptors left: raise the limit (ulimit -n)"_s);
        return;
    default:
        break;
    }
    if (code == CURLE_COULDNT_CONNECT)
        fail(NetFailure::NoRoute, u"this machine cannot connect to %1"_s.arg(m_where));
    else if (curlText().contains("chunk"_L1, Qt::CaseInsensitive))
        fail(NetFailure::NotHttp, u"the chunks of the answer are broken"_s);
    else
        fail(NetFailure::Closed, u"%1 closed the connection before the answer was complete"_s.arg(m_where));
}

void CurlExchange::explainProxy()
{
    QUrl proxy(m_request->proxy);
    proxy.setUserInfo({});
    // What a SOCKS proxy says of the far end is about the node, not about the proxy.
    long reply = CURLPX_OK;
    curl_easy_getinfo(m_easy, CURLINFO_PROXY_ERROR, &reply);
    switch (reply) {
    case CURLPX_REPLY_CONNECTION_REFUSED:
        fail(NetFailure::Refused, u"%1 refuses the connection from the proxy %2"_s.arg(m_where, proxy.toString()));
        return;
    case CURLPX_REPLY_HOST_UNREACHABLE:
    case CURLPX_REPLY_NETWORK_UNREACHABLE:
        fail(NetFailure::NoRoute, u"the proxy %2 has no route to %1"_s.arg(m_where, proxy.toString()));
        return;
    case CURLPX_REPLY_TTL_EXPIRED:
        fail(NetFailure::Timeout, u"%1 does not answer the proxy %2"_s.arg(m_where, proxy.toString()));
        return;
    case CURLPX_CLOSED: // all that ssh has to say about a node that it cannot connect to
        fail(NetFailure::Closed, u"the proxy %2 closed the connection instead of connecting to %1: it is refused, "
                                 "unreachable or unknown there"_s.arg(m_where, proxy.toString()));
        return;
    default:
        fail(NetFailure::ProxyFailed, u"the proxy %1 failed: %2"_s.arg(proxy.toString(), curlText()));
        return;
    }
}

void CurlExchange::explainTls(CURLcode code)
{
    const PeerCertificate *certificate = m_peer ? m_peer->certificate.get() : nullptr;
    const auto &trust = m_request->tls;
    if (code == CURLE_SSL_CACERT_BADFILE) {
        fail(NetFailure::BadRequest, u"the CA file %1 cannot be read or holds no certificate"_s.arg(trust->caFile));
        return;
    }
    if (code == CURLE_SSL_CERTPROBLEM) {
        fail(NetFailure::BadRequest, u"the client certificate %1 and its key cannot be used: are they PEM, do they "
                                     "belong together, is the key unencrypted?"_s.arg(trust->clientCertificate));
        return;
    }
    const NetFailure found = m_peer ? m_peer->failure : NetFailure::None;
    if (certificate && (found == NetFailure::TlsPinChanged || code == CURLE_SSL_PINNEDPUBKEYNOTMATCH)) {
        fail(NetFailure::TlsPinChanged, u"%1 shows another key than the pinned one: pinned %2, shown %3"_s.arg(
                                            m_where, trust->pin, certificate->pin));
    } else if (certificate && found == NetFailure::TlsExpired) {
        fail(NetFailure::TlsExpired, u"the certificate of %1 is not valid now: %2"_s.arg(m_where, m_peer->reason));
    } else if (certificate && found == NetFailure::TlsUntrusted) {
        fail(NetFailure::TlsUntrusted,
             u"the certificate of %1 is not trusted (%2). If it is the right one, name its CA in tls.caFile or "
             "put \"%3\" in tls.pin. SHA-256 fingerprint: %4"_s.arg(m_where, m_peer->reason, certificate->pin,
                                                                    certificate->fingerprint));
    } else if (certificate && code == CURLE_PEER_FAILED_VERIFICATION) {
        fail(NetFailure::TlsName,
             u"the certificate of %1 is for %2, not for %3"_s.arg(
                 m_where, certificate->names.isEmpty() ? certificate->subject : certificate->names.join(u", "_s),
                 m_request->url.host()));
    } else if (osError() == ECONNRESET) {
        fail(NetFailure::Reset, u"%1 reset the connection during the TLS handshake"_s.arg(m_where));
    } else if (curlText().contains("SSL_ERROR_SYSCALL"_L1) || curlText().contains("unexpected eof"_L1)) {
        fail(NetFailure::Closed, u"%1 closed the connection during the TLS handshake"_s.arg(m_where));
    } else {
        fail(NetFailure::TlsFailed, u"the TLS handshake with %1 failed: %2"_s.arg(m_where, curlText()));
    }
}

} // namespace rollcall

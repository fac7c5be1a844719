// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/CurlExchange.h"

#include "net/SocketPoll.h"

#include <QHash>
#include <cerrno>
#include <cstring>
#include <openssl/crypto.h>

namespace rollcall {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 MostHeaderBytes = 256LL * 1024;
constexpr int MostHeaderLines = 300;
/// Most answers are a ping's few hundred bytes, and each cached handle keeps its buffer: 16 KiB each would be 160 MB at
/// 10,000 hosts. Who allows a large body (metrics) gets the larger one.
constexpr long SmallBuffer = 4L * 1024;
constexpr long LargeBuffer = 16L * 1024;
constexpr qint64 LargeBody = 8LL * 1024 * 1024;

/// A character that a header name or a method may have (RFC 9110, token).
bool isToken(QByteArrayView text)
{
    constexpr QByteArrayView others = "!#$%&'*+-.^_`|~";
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [&](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || others.contains(c);
    });
}

bool isHeaderValue(QByteArrayView text)
{
    return std::none_of(text.begin(), text.end(), [](char c) { return c == '\r' || c == '\n' || c == '\0'; });
}

/// Splits `host:port` or `[v6]:port`; the port is 0 when it is not one.
std::pair<QString, int> splitHostPort(const QString &text)
{
    const qsizetype colon = text.lastIndexOf(u':');
    const QString host = text.left(colon);
    if (colon <= 0 || (host.contains(u':') && !(host.startsWith(u'[') && host.endsWith(u']'))))
        return {};
    bool isNumber = false;
    const int port = text.mid(colon + 1).toInt(&isNumber);
    return {host, isNumber && port > 0 && port <= 65535 ? port : 0};
}

curl_socket_t openSocket(void *sockets, curlsocktype, curl_sockaddr *address)
{
    return static_cast<SocketPoll *>(sockets)->open(address->family, address->socktype, address->protocol);
}

int closeSocket(void *sockets, curl_socket_t socket)
{
    static_cast<SocketPoll *>(sockets)->close(socket);
    return 0;
}

} // namespace

void CurlExchange::List::add(const QByteArray &text)
{
    m_first = curl_slist_append(m_first, text.constData());
}

void CurlExchange::List::clear()
{
    for (curl_slist *item = m_first; item; item = item->next)
        OPENSSL_cleanse(item->data, std::strlen(item->data));
    curl_slist_free_all(std::exchange(m_first, nullptr));
}

CurlExchange::CurlExchange(SocketPoll &sockets) : m_sockets(sockets), m_easy(curl_easy_init())
{
    setFixedOptions();
}

CurlExchange::~CurlExchange()
{
    curl_easy_cleanup(m_easy);
}

void CurlExchange::clear()
{
    curl_easy_reset(m_easy);
    m_headers.clear();
    m_connectTo.clear();
    m_request.reset();
    m_peer.reset();
    m_lastBodySize = 0;
    setFixedOptions();
}

void CurlExchange::setFixedOptions()
{
    const auto set = [this](CURLoption option, auto value) { curl_easy_setopt(m_easy, option, value); };
    set(CURLOPT_PRIVATE, static_cast<void *>(this));
    set(CURLOPT_ERRORBUFFER, m_errorText.data());
    set(CURLOPT_HEADERFUNCTION, &CurlExchange::onHeader);
    set(CURLOPT_HEADERDATA, static_cast<void *>(this));
    set(CURLOPT_WRITEFUNCTION, &CurlExchange::onBody);
    set(CURLOPT_WRITEDATA, static_cast<void *>(this));
    set(CURLOPT_OPENSOCKETFUNCTION, &openSocket);
    set(CURLOPT_OPENSOCKETDATA, static_cast<void *>(&m_sockets));
    set(CURLOPT_CLOSESOCKETFUNCTION, &closeSocket);
    set(CURLOPT_CLOSESOCKETDATA, static_cast<void *>(&m_sockets));
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_PROTOCOLS_STR, "http,https");
    set(CURLOPT_FOLLOWLOCATION, 0L);
    set(CURLOPT_HTTP09_ALLOWED, 0L);
    set(CURLOPT_HTTP_VERSION, long(CURL_HTTP_VERSION_2TLS));
    set(CURLOPT_PIPEWAIT, 0L);
    set(CURLOPT_PATH_AS_IS, 1L);
    set(CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
    set(CURLOPT_NETRC, long(CURL_NETRC_IGNORED));
    set(CURLOPT_NOPROXY, "");
    set(CURLOPT_HEADEROPT, long(CURLHEADER_SEPARATE));
    set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    set(CURLOPT_ACCEPT_ENCODING, "");
    set(CURLOPT_USERAGENT, "rollcall/" ROLLCALL_VERSION);
    // At the end of each exchange curl walks through all names that it remembers, which at 300 hosts costs more than
    // the exchange. Kept connections need no names, and a new connection to an address of long ago would be wrong
    // anyway.
    set(CURLOPT_DNS_CACHE_TIMEOUT, 1L);
    // Without it curl waits for a name lookup that hangs before it lets go of a request, and the main thread with it.
    set(CURLOPT_QUICK_EXIT, 1L);
    set(CURLOPT_SSL_CTX_FUNCTION, &CurlExchange::onTlsContext);
    set(CURLOPT_SSL_CTX_DATA, static_cast<void *>(this));
    // A resumed session shows no chain: what is judged must have been shown.
    set(CURLOPT_SSL_SESSIONID_CACHE, 0L);
    set(CURLOPT_CAINFO, static_cast<char *>(nullptr)); // the system's roots come from watchHandshake()
    set(CURLOPT_CAPATH, static_cast<char *>(nullptr));
    set(CURLOPT_CA_CACHE_TIMEOUT, 3600L);
    // An encrypted key must fail; without this OpenSSL asks for its passphrase on the terminal.
    set(CURLOPT_KEYPASSWD, "");
}

QString CurlExchange::setUp(std::shared_ptr<const HttpRequest> request)
{
    m_request = std::move(request);
    const HttpRequest &asked = *m_request;
    if (QString problem = setTarget(asked); !problem.isEmpty())
        return problem;
    if (QString problem = setHeaders(asked); !problem.isEmpty())
        return problem;
    if (m_isTls) {
        static const TlsTrust systemTrust;
        if (QString problem = setTls(asked.tls ? *asked.tls : systemTrust); !problem.isEmpty())
            return problem;
    }
    return {};
}

QString CurlExchange::setTarget(const HttpRequest &request)
{
    const auto set = [this](CURLoption option, auto value) { curl_easy_setopt(m_easy, option, value); };
    const QUrl &url = request.url;
    const QString scheme = url.scheme();
    m_isTls = scheme == "https"_L1;
    if (!url.isValid() || url.host().isEmpty() || (!m_isTls && scheme != "http"_L1))
        return u"the URL is not an http:// or https:// URL with a host"_s;
    if (!url.userInfo().isEmpty())
        return u"the URL holds a user or a password; give them by reference instead"_s;
    m_url = url.toEncoded(QUrl::FullyEncoded | QUrl::RemoveFragment);
    if (const auto &secret = request.secretParameter) {
        m_url += (url.hasQuery() ? '&' : '?') + secret->first.toPercentEncoding() + '=' +
                 secret->second.reveal().toPercentEncoding();
    }
    set(CURLOPT_URL, m_url.constData());

    m_where = url.host() + u':' + QString::number(url.port(m_isTls ? 443 : 80));
    if (!request.connectTo.isEmpty()) {
        const auto [host, port] = splitHostPort(request.connectTo);
        if (host.isEmpty() || port == 0)
            return u"connectTo is not host:port"_s;
        m_where = request.connectTo;
        m_connectTo.add("::" + host.toUtf8() + ':' + QByteArray::number(port));
        set(CURLOPT_CONNECT_TO, m_connectTo.get());
    }
    m_place = qHash(m_where, 0);

    if (!request.proxy.isEmpty()) {
        const QString proxyScheme = QUrl(request.proxy).scheme();
        if (proxyScheme != "http"_L1 && proxyScheme != "socks5h"_L1 && proxyScheme != "socks5"_L1)
            return u"the proxy is not an http:// or socks5h:// URL"_s;
    }
    set(CURLOPT_PROXY, request.proxy.toUtf8().constData()); // empty: none, whatever the environment says

    if (!isToken(request.method))
        return u"the method is not one word"_s;
    if (request.method == "HEAD") {
        set(CURLOPT_NOBODY, 1L);
    } else if (!request.body.isEmpty() || request.method == "POST") {
        set(CURLOPT_POSTFIELDS, request.body.constData());
        set(CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(request.body.size()));
        set(CURLOPT_CUSTOMREQUEST, request.method.constData());
    } else if (request.method != "GET") {
        set(CURLOPT_CUSTOMREQUEST, request.method.constData());
    }
    set(CURLOPT_TIMEOUT_MS, long(std::clamp<qint64>(request.timeout.count(), 1, 24LL * 3600 * 1000)));
    set(CURLOPT_BUFFERSIZE, request.maxBody > LargeBody ? LargeBuffer : SmallBuffer);
    if (request.freshConnection) {
        set(CURLOPT_FRESH_CONNECT, 1L);
        set(CURLOPT_FORBID_REUSE, 1L);
    }
    return {};
}

QString CurlExchange::setHeaders(const HttpRequest &request)
{
    bool hasContentType = false;
    const auto add = [&](const QByteArray &name, const QByteArray &value) {
        if (!isToken(name) || !isHeaderValue(value))
            return false;
        hasContentType = hasContentType || name.compare("Content-Type", Qt::CaseInsensitive) == 0;
        QByteArray line = name + (value.isEmpty() ? ";" : ": ") + value; // curl's form for an empty value
        m_headers.add(line);
        OPENSSL_cleanse(line.data(), size_t(line.size()));
        return true;
    };
    for (const HttpHeader &header : request.headers) {
        if (!add(header.name, header.value))
            return u"a header has characters that a header cannot have"_s;
    }
    for (const auto &[name, secret] : request.secretHeaders) {
        if (!add(name, secret.reveal()))
            return u"a secret header has characters that a header cannot have: is there a line break in the secret?"_s;
    }
    if (!request.body.isEmpty()) {
        m_headers.add("Expect:"); // no second round trip before the body
        if (!hasContentType)
            m_headers.add("Content-Type:"); // rather none than curl's form type
    }
    if (m_headers.get())
        curl_easy_setopt(m_easy, CURLOPT_HTTPHEADER, m_headers.get());
    return {};
}

QString CurlExchange::setTls(const TlsTrust &trust)
{
    const auto set = [this](CURLoption option, auto value) { curl_easy_setopt(m_easy, option, value); };
    set(CURLOPT_SSL_VERIFYPEER, 1L); // asks verify() of Certificates.cpp, which knows about the pin
    set(CURLOPT_SSL_VERIFYHOST, trust.pin.isEmpty() ? 2L : 0L);
    set(CURLOPT_PREREQFUNCTION, &CurlExchange::onReadyToSend);
    set(CURLOPT_PREREQDATA, static_cast<void *>(this));
    if (!trust.pin.isEmpty()) {
        if (!isKeyPin(trust.pin))
            return u"the pin is not sha256// and 44 characters of base64"_s;
        // Besides our own check: a kept connection is only shared with requests of the same pin.
        set(CURLOPT_PINNEDPUBLICKEY, trust.pin.toLatin1().constData());
    } else if (!trust.caFile.isEmpty()) {
        set(CURLOPT_CAINFO, trust.caFile.toLocal8Bit().constData());
    }
    if (!trust.clientCertificate.isEmpty())
        set(CURLOPT_SSLCERT, trust.clientCertificate.toLocal8Bit().constData());
    if (!trust.clientKey.isEmpty()) {
        const QByteArray &key = trust.clientKey.reveal();
        curl_blob blob{};
        blob.data = const_cast<char *>(key.constData()); // NOLINT: only read; the request keeps it alive
        blob.len = size_t(key.size());
        blob.flags = CURL_BLOB_NOCOPY;
        curl_easy_setopt(m_easy, CURLOPT_SSLKEY_BLOB, &blob);
    }
    return {};
}

void CurlExchange::begin()
{
    m_result = {};
    m_reading = Reading::StatusLine;
    m_headerBytes = 0;
    m_headerLines = 0;
    m_isHeaderTooLarge = false;
    m_isBodyTooLarge = false;
    m_errorText.front() = '\0';
    m_peer.reset();
}

size_t CurlExchange::onHeader(char *bytes, size_t size, size_t count, void *self)
{
    const size_t length = size * count;
    return static_cast<CurlExchange *>(self)->readHeader({bytes, qsizetype(length)}) ? length : 0;
}

size_t CurlExchange::onBody(char *bytes, size_t size, size_t count, void *self)
{
    const size_t length = size * count;
    return static_cast<CurlExchange *>(self)->readBody({bytes, qsizetype(length)}) ? length : 0;
}

CURLcode CurlExchange::onTlsContext(CURL *, void *context, void *self)
{
    auto *exchange = static_cast<CurlExchange *>(self);
    const auto &trust = exchange->m_request->tls;
    exchange->m_peer = watchHandshake(static_cast<SSL_CTX *>(context), trust ? trust->pin : QString());
    return CURLE_OK;
}

int CurlExchange::onReadyToSend(void *self, char *, char *, int, int)
{
    auto *exchange = static_cast<CurlExchange *>(self);
    curl_tlssessioninfo *session = nullptr;
    if (curl_easy_getinfo(exchange->m_easy, CURLINFO_TLS_SSL_PTR, &session) == CURLE_OK && session &&
        session->backend == CURLSSLBACKEND_OPENSSL && session->internals)
        exchange->m_peer = peerOf(static_cast<SSL *>(session->internals));
    return CURL_PREREQFUNC_OK;
}

bool CurlExchange::readHeader(QByteArrayView line)
{
    m_headerBytes += line.size();
    if (m_headerBytes > MostHeaderBytes || ++m_headerLines > MostHeaderLines) {
        m_isHeaderTooLarge = true;
        return false;
    }
    switch (m_reading) {
    case Reading::StatusLine: {
        // Interim answers (1xx) come before the real one; what they say is not the answer's.
        const qsizetype space = line.indexOf(' ');
        m_reading = space > 0 && line.sliced(space + 1).startsWith('1') ? Reading::InterimHeaders : Reading::Headers;
        m_result.head.reserve(512);
        return true;
    }
    case Reading::InterimHeaders:
        if (line == "\r\n" || line == "\n")
            m_reading = Reading::StatusLine;
        return true;
    case Reading::Headers:
        if (line == "\r\n" || line == "\n")
            m_reading = Reading::Body;
        else
            m_result.head.append(line);
        return true;
    case Reading::Body:
        return true; // trailers: counted, but a header that comes after the body is none
    }
    Q_UNREACHABLE();
}

bool CurlExchange::readBody(QByteArrayView bytes)
{
    QByteArray &body = m_result.body;
    if (body.isEmpty())
        body.reserve(std::max<qsizetype>(m_lastBodySize, bytes.size()));
    const qint64 room = m_request->maxBody - body.size();
    if (bytes.size() > room) {
        body.append(bytes.first(qsizetype(std::max<qint64>(room, 0))));
        m_isBodyTooLarge = true;
        return false;
    }
    body.append(bytes);
    return true;
}

void CurlExchange::readTimings()
{
    const auto time = [this](CURLINFO which) {
        curl_off_t value = 0;
        curl_easy_getinfo(m_easy, which, &value);
        return std::chrono::microseconds(value);
    };
    long connects = 0;
    curl_easy_getinfo(m_easy, CURLINFO_NUM_CONNECTS, &connects);
    if (connects > 0) { // otherwise the phases did not happen: the connection was kept
        m_result.timings.nameLookup = time(CURLINFO_NAMELOOKUP_TIME_T);
        m_result.timings.connect = time(CURLINFO_CONNECT_TIME_T);
        m_result.timings.tls = time(CURLINFO_APPCONNECT_TIME_T);
    }
    m_result.timings.firstByte = time(CURLINFO_STARTTRANSFER_TIME_T);
    m_result.timings.total = time(CURLINFO_TOTAL_TIME_T);
}

void CurlExchange::end(CURLcode code)
{
    readTimings();
    long value = 0;
    curl_easy_getinfo(m_easy, CURLINFO_RESPONSE_CODE, &value);
    m_result.status = int(value);
    value = 0;
    curl_easy_getinfo(m_easy, CURLINFO_HTTP_VERSION, &value);
    m_result.httpVersion = value == CURL_HTTP_VERSION_1_0   ? 10
                           : value == CURL_HTTP_VERSION_1_1 ? 11
                           : value == CURL_HTTP_VERSION_2_0 ? 20
                                                            : 0;
    char *peer = nullptr;
    curl_easy_getinfo(m_easy, CURLINFO_PRIMARY_IP, &peer);
    if (peer && *peer) {
        if (m_lastPeerAddress != QLatin1StringView(peer))
            m_lastPeerAddress = QString::fromLatin1(peer);
        m_result.peerAddress = m_lastPeerAddress;
    }
    if (m_peer)
        m_result.certificate = m_peer->certificate;
    m_lastBodySize = std::min<qsizetype>(m_result.body.size(), 256LL * 1024);
    if (m_result.status >= 300 && m_result.status < 400)
        m_result.redirectTo = QString::fromUtf8(m_result.header("Location")).left(4096);
    if (code != CURLE_OK)
        explain(code);
    else if (m_reading != Reading::Body) // curl takes a header that just stops for a whole one
        fail(NetFailure::Closed, u"%1 closed the connection before the header was complete"_s.arg(m_where));
    else if (m_result.status == 407 && !m_request->proxy.isEmpty())
        fail(NetFailure::ProxyFailed, u"the proxy wants a user and a password"_s);
}

void CurlExchange::fail(NetFailure failure, const QString &detail)
{
    m_result.failure = failure;
    m_result.detail = detail;
}

} // namespace rollcall

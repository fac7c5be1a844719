// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/HttpClient.h"

namespace rollcall {

using namespace Qt::StringLiterals;

QString failureName(NetFailure failure)
{
    switch (failure) {
    case NetFailure::None:
        return u"none"_s;
    case NetFailure::Refused:
        return u"refused"_s;
    case NetFailure::Timeout:
        return u"timeout"_s;
    case NetFailure::NameNotFound:
        return u"dns"_s;
    case NetFailure::Reset:
        return u"reset"_s;
    case NetFailure::Closed:
        return u"closed"_s;
    case NetFailure::NoRoute:
        return u"no_route"_s;
    case NetFailure::TlsUntrusted:
        return u"tls_untrusted"_s;
    case NetFailure::TlsName:
        return u"tls_name"_s;
    case NetFailure::TlsExpired:
        return u"tls_expired"_s;
    case NetFailure::TlsPinChanged:
        return u"tls_pin_changed"_s;
    case NetFailure::TlsFailed:
        return u"tls_failed"_s;
    case NetFailure::TooLarge:
        return u"too_large"_s;
    case NetFailure::NotHttp:
        return u"not_http"_s;
    case NetFailure::ProxyFailed:
        return u"proxy_failed"_s;
    case NetFailure::BadRequest:
        return u"bad_request"_s;
    case NetFailure::Cancelled:
        return u"cancelled"_s;
    }
    Q_UNREACHABLE();
}

namespace {

/// Calls `visit(name, value)` for each header line, until it returns true. Total: a line without a colon is passed
/// over.
template <class Visit>
void visitHeaders(QByteArrayView head, Visit visit)
{
    while (!head.isEmpty()) {
        const qsizetype end = head.indexOf('\n');
        QByteArrayView line = end < 0 ? head : head.first(end);
        head = end < 0 ? QByteArrayView() : head.sliced(end + 1);
        if (line.endsWith('\r'))
            line.chop(1);
        const qsizetype colon = line.indexOf(':');
        if (colon > 0 && visit(line.first(colon), line.sliced(colon + 1).trimmed()))
            return;
    }
}

} // namespace

QByteArray HttpResult::header(QByteArrayView name) const
{
    QByteArray found;
    visitHeaders(head, [&](QByteArrayView candidate, QByteArrayView value) {
        if (candidate.size() != name.size() || qstrnicmp(candidate.data(), name.data(), size_t(name.size())) != 0)
            return false;
        found = value.toByteArray();
        return true;
    });
    return found;
}

std::vector<HttpHeader> HttpResult::headers() const
{
    std::vector<HttpHeader> all;
    visitHeaders(head, [&](QByteArrayView name, QByteArrayView value) {
        all.push_back({name.toByteArray(), value.toByteArray()});
        return false;
    });
    return all;
}

bool isTls(NetFailure failure)
{
    switch (failure) {
    case NetFailure::TlsUntrusted:
    case NetFailure::TlsName:
    case NetFailure::TlsExpired:
    case NetFailure::TlsPinChanged:
    case NetFailure::TlsFailed:
        return true;
    case NetFailure::None:
    case NetFailure::Refused:
    case NetFailure::Timeout:
    case NetFailure::NameNotFound:
    case NetFailure::Reset:
    case NetFailure::Closed:
    case NetFailure::NoRoute:
    case NetFailure::TooLarge:
    case NetFailure::NotHttp:
    case NetFailure::ProxyFailed:
    case NetFailure::BadRequest:
    case NetFailure::Cancelled:
        return false;
    }
    return false;
}

} // namespace rollcall

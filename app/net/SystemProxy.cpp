// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/SystemProxy.h"

#include <QHostAddress>
#include <QNetworkProxyFactory>

namespace rollcall {

using namespace Qt::StringLiterals;

namespace {

QString urlOf(const QNetworkProxy &proxy)
{
    QUrl url;
    switch (proxy.type()) {
    case QNetworkProxy::HttpProxy:
    case QNetworkProxy::HttpCachingProxy:
        url.setScheme(u"http"_s);
        break;
    case QNetworkProxy::Socks5Proxy:
        // Names are resolved behind the proxy: this machine may not know them.
        url.setScheme(u"socks5h"_s);
        break;
    case QNetworkProxy::DefaultProxy:
    case QNetworkProxy::NoProxy:
    case QNetworkProxy::FtpCachingProxy:
        return {};
    }
    url.setHost(proxy.hostName());
    url.setPort(proxy.port());
    if (!proxy.user().isEmpty()) {
        url.setUserName(proxy.user());
        url.setPassword(proxy.password());
    }
    return QString::fromLatin1(url.toEncoded());
}

} // namespace

bool isLoopback(const QUrl &url)
{
    const QString host = url.host();
    if (host.compare("localhost"_L1, Qt::CaseInsensitive) == 0 || host.endsWith(".localhost"_L1, Qt::CaseInsensitive))
        return true;
    const QHostAddress address(host);
    return !address.isNull() && address.isLoopback();
}

QString proxyFor(const QUrl &url, const QString &httpProxy)
{
    if (httpProxy.isEmpty() || httpProxy == "none"_L1 || isLoopback(url))
        return {};
    if (httpProxy != "system"_L1)
        return httpProxy;
    // The factory answers by preference; the first that can be spoken to counts, and "no proxy" ends the search.
    for (const QNetworkProxy &proxy : QNetworkProxyFactory::systemProxyForQuery(QNetworkProxyQuery(url))) {
        if (proxy.type() == QNetworkProxy::NoProxy)
            return {};
        if (QString found = urlOf(proxy); !found.isEmpty())
            return found;
    }
    return {};
}

} // namespace rollcall

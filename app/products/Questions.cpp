// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "products/Questions.h"

#include "products/Exchange.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rollcall::questions {

namespace {

/// Host and port of `connectTo`; the port is 0 when it is not one.
std::pair<QString, int> splitConnectTo(const QString &connectTo)
{
    const qsizetype colon = connectTo.lastIndexOf(u':');
    return {connectTo.left(std::max<qsizetype>(colon, 0)), colon < 0 ? 0 : connectTo.mid(colon + 1).toInt()};
}

/// Another port of the machine that `connectTo` names.
QString elsewhere(const QString &connectTo, int port)
{
    return connectTo.isEmpty() ? QString() : splitConnectTo(connectTo).first + u':' + QString::number(port);
}

QString withoutBrackets(QString host)
{
    if (host.startsWith(u'[') && host.endsWith(u']'))
        host = host.mid(1, host.size() - 2);
    return host;
}

} // namespace

QUrl below(const QUrl &base, const QString &path, const QString &query)
{
    QUrl url = base;
    QString prefix = base.path(QUrl::FullyEncoded);
    while (prefix.endsWith(u'/'))
        prefix.chop(1);
    url.setPath(prefix + path);
    url.setQuery(query.isEmpty() ? QString() : query);
    return url;
}

HttpRequest &Question::addFallback(const QString &path)
{
    HttpRequest request = *http;
    request.url.setPath(path);
    return addFallback(std::move(request));
}

HttpRequest &Question::addFallback(HttpRequest request)
{
    fallbacks.push_back(std::make_shared<HttpRequest>(std::move(request)));
    spec->fallbacks.emplace_back(fallbacks.back());
    return *fallbacks.back();
}

Question Target::get(const Row &row) const
{
    QUrl url = settings.url;
    const QString path = QString::fromLatin1(row.path);
    const QString query = QString::fromLatin1(row.query);
    QString connectTo = settings.connectTo;
    if (row.port == 0) {
        url = below(settings.url, path, query);
    } else {
        url = QUrl();
        url.setScheme(*row.scheme ? QString::fromLatin1(row.scheme) : settings.url.scheme());
        url.setHost(settings.url.host());
        url.setPort(row.port);
        url.setPath(path);
        if (!query.isEmpty())
            url.setQuery(query);
        if (row.port != settings.url.port())
            connectTo = elsewhere(connectTo, row.port);
    }
    Question question;
    question.http = std::make_shared<HttpRequest>(exchange::request(settings, credentials, url));
    question.http->connectTo = connectTo;
    if (url.scheme() == "http"_L1)
        question.http->tls.reset();
    // A load balancer that works by connection keeps a kept one on the same node.
    question.http->freshConnection = settings.isProxy;
    if (row.timeout > Milliseconds::zero())
        question.http->timeout = row.timeout;
    if (row.maxBody > 0)
        question.http->maxBody = row.maxBody;

    question.spec = std::make_shared<ProbeSpec>();
    question.spec->id = QLatin1StringView(row.id);
    question.spec->target = id;
    question.spec->topic = row.topic;
    question.spec->endpoint = u"GET "_s + (row.port == 0 ? QString() : u":%1"_s.arg(row.port)) + path +
                              (query.isEmpty() ? QString() : u'?' + query);
    question.spec->request = std::shared_ptr<const HttpRequest>(question.http);
    question.spec->interval = row.isOnDemand ? Milliseconds::zero() : std::max(settings.interval, row.atMostEvery);
    question.spec->phase = row.phase;
    return question;
}

std::optional<Question> Target::metrics(const ClusterFile &file, Row row) const
{
    const std::optional<MetricsSettings> &own = file.nodes[id.index()].metrics;
    // What the cluster says of metrics is about its own product.
    const bool inherits = !own && settings.product == file.product;
    if (const auto &written = inherits ? file.metrics : own; written && !written->enabled)
        return {};
    if (!settings.metrics)
        return get(row);
    const QByteArray path = settings.metrics->path.toUtf8();
    row.port = settings.metrics->port;
    row.scheme = "http";
    row.path = path.constData();
    return get(row);
}

std::shared_ptr<ProbeSpec> Target::connect(const QString &probe, int topic, int port, double phase) const
{
    TcpRequest request;
    request.host =
        withoutBrackets(settings.connectTo.isEmpty() ? settings.url.host() : splitConnectTo(settings.connectTo).first);
    request.port = static_cast<quint16>(port);
    request.timeout = settings.timeout;
    // Only of the url's own port it says which other one is meant.
    if (const int given = splitConnectTo(settings.connectTo).second; given > 0 && port == settings.url.port())
        request.port = static_cast<quint16>(given);

    auto spec = std::make_shared<ProbeSpec>();
    spec->id = probe;
    spec->target = id;
    spec->topic = topic;
    spec->endpoint = u"connect %1:%2"_s.arg(settings.url.host()).arg(port);
    spec->request = request;
    spec->interval = settings.interval;
    spec->phase = phase;
    return spec;
}

void addLogin(HttpRequest &request, const Target &target)
{
    if (!target.settings.login || !target.credentials.password)
        return;
    const QByteArray pair = target.settings.login->user.toUtf8() + ':' + target.credentials.password->reveal();
    request.secretHeaders.emplace_back("Authorization", Secret("Basic " + pair.toBase64()));
}

} // namespace rollcall::questions

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/CopyText.h"

#include "ui/models/FindingsModel.h"
#include "ui/models/Words.h"

#include <QCoreApplication>

namespace rollcall::copy_text {

namespace {

struct CopyText
{
    Q_DECLARE_TR_FUNCTIONS(CopyText)
};

constexpr qsizetype LongestBody = qsizetype{256} * 1024;

QString quoted(QString text)
{
    text.replace(u'\'', QStringLiteral("'\\''"));
    return u'\'' % text % u'\'';
}

/// A header whose value is secret, for the shell: the scheme stays readable, the rest is the variable.
QString secretHeader(const QByteArray &name, const Secret &value)
{
    QString scheme;
    for (const char *known : {"Bearer ", "Basic "}) {
        if (value.reveal().startsWith(known))
            scheme = QString::fromLatin1(known);
    }
    return u'"' % QString::fromLatin1(name) % QStringLiteral(": ") % scheme % QStringLiteral("$ROLLCALL_TOKEN\"");
}

} // namespace

QString escaped(QString text)
{
    static const QString special = QStringLiteral("\\`*_{}[]<>()#+!|~");
    QString out;
    for (const QChar c : std::as_const(text)) {
        if (special.contains(c))
            out += u'\\';
        out += c == u'\n' ? QChar(u' ') : c;
    }
    return out;
}

namespace {

/// Sixteen bytes a line, with what is readable of them beside.
QString hexLines(const QByteArray &bytes)
{
    constexpr qsizetype Width = 16;
    QString text;
    for (qsizetype at = 0; at < bytes.size(); at += Width) {
        const QByteArray line = bytes.mid(at, Width);
        QString readable;
        for (const char c : line)
            readable += c >= ' ' && c < 127 ? QChar::fromLatin1(c) : QChar(u'.');
        text += QStringLiteral("%1  %2  %3\n")
                    .arg(at, 4, 16, QChar(u'0'))
                    .arg(QString::fromLatin1(line.toHex(' ')).leftJustified(Width * 3 - 1), readable);
    }
    return text;
}

QString seconds(Milliseconds timeout)
{
    return QString::number(static_cast<double>(timeout.count()) / 1000);
}

/// What a request to a URL has in common, whatever comes over the connection then.
template <class Request>
void addWay(QStringList &parts, const Request &request)
{
    for (const HttpHeader &header : request.headers)
        parts << QStringLiteral("-H ") +
                     quoted(QString::fromUtf8(header.name) + QStringLiteral(": ") + QString::fromUtf8(header.value));
    for (const auto &[name, value] : request.secretHeaders)
        parts << QStringLiteral("-H ") + secretHeader(name, value);
    if constexpr (std::is_same_v<Request, HttpRequest>) {
        if (!request.body.isEmpty())
            parts << QStringLiteral("--data-binary ") + quoted(QString::fromUtf8(request.body));
    }
    if (!request.connectTo.isEmpty())
        parts << QStringLiteral("--connect-to ") + quoted(QStringLiteral("::") + request.connectTo);
    if (!request.proxy.isEmpty())
        parts << QStringLiteral("--proxy ") + quoted(QUrl(request.proxy).toString(QUrl::RemoveUserInfo));
    if (request.tls) {
        if (!request.tls->caFile.isEmpty())
            parts << QStringLiteral("--cacert ") + quoted(request.tls->caFile);
        // As here: a pin takes the place of chain and name.
        if (!request.tls->pin.isEmpty())
            parts << QStringLiteral("--insecure --pinnedpubkey ") + quoted(request.tls->pin);
        if (!request.tls->clientCertificate.isEmpty())
            parts << QStringLiteral("--cert ") + quoted(request.tls->clientCertificate) +
                         QStringLiteral(" --key \"$ROLLCALL_KEY_FILE\"");
    }
    parts << quoted(request.url.toString(QUrl::FullyEncoded | QUrl::RemoveUserInfo));
}

QString curlUpgrade(const WebSocketRequest &request)
{
    QStringList parts{QStringLiteral("curl -sS -i -N --http1.1"),
                      QStringLiteral("--max-time ") + seconds(request.timeout),
                      QStringLiteral("-H 'Connection: Upgrade' -H 'Upgrade: websocket' -H 'Sec-WebSocket-Version: 13'"),
                      QStringLiteral("-H \"Sec-WebSocket-Key: $(head -c 16 /dev/urandom | base64)\"")};
    addWay(parts, request);
    return parts.join(QStringLiteral(" \\\n  "));
}

} // namespace

QString curl(const ProbeSpec &probe)
{
    if (probe.isTcp()) {
        const TcpRequest &tcp = probe.tcp();
        const QString place = tcp.host.contains(u':') ? QStringLiteral("[%1]:%2") : QStringLiteral("%1:%2");
        // A question has bytes that no shell should have to make; curl would connect and stay silent.
        if (tcp.question)
            return QStringLiteral("rollcall gossip ") + quoted(place.arg(tcp.host).arg(tcp.port)) +
                   tcp.question->commandOptions() +
                   (tcp.proxy.isEmpty() ? QString() : QStringLiteral(" # from where the node can be reached directly"));
        return QStringLiteral("curl -v --connect-timeout %1 %2")
            .arg(seconds(tcp.timeout), quoted(QStringLiteral("telnet://%1:%2").arg(tcp.host).arg(tcp.port)));
    }
    if (probe.isWebSocket())
        return curlUpgrade(*probe.webSocket().request);
    const HttpRequest &request = probe.http();
    QStringList parts{QStringLiteral("curl -sS -i"), QStringLiteral("--max-time ") + seconds(request.timeout)};
    if (request.method == "HEAD")
        parts << QStringLiteral("--head");
    else if (request.method != "GET")
        parts << QStringLiteral("-X ") + quoted(QString::fromLatin1(request.method));
    addWay(parts, request);
    return parts.join(QStringLiteral(" \\\n  "));
}

QString markdown(const ClusterState &cluster, const TargetState &target, TimePoint now)
{
    QStringList lines;
    lines << QStringLiteral("## %1 / %2: %3")
                 .arg(escaped(Wording::plain(cluster.file->name)), escaped(Wording::plain(target.settings.name)),
                      words::stateWord(target.state));
    lines << QString();
    lines << QStringLiteral("- %1: %2").arg(CopyText::tr("At"), cluster.utc.toString(Qt::ISODate));
    lines << QStringLiteral("- URL: %1").arg(escaped(target.settings.url.toString(QUrl::RemoveUserInfo)));
    if (target.version)
        lines << QStringLiteral("- %1: %2").arg(CopyText::tr("Version"), escaped(Wording::plain(*target.version)));
    if (target.latencyMs)
        lines << QStringLiteral("- %1: %2").arg(CopyText::tr("Latency"), words::latency(*target.latencyMs));
    if (const QString load = words::load(target); !load.isEmpty())
        lines << QStringLiteral("- %1").arg(load);
    lines << QString();
    for (const Finding &finding : target.findings) {
        lines << QStringLiteral("- **%1** `%2`: %3 (%4)")
                     .arg(words::severity(finding.severity), codeName(finding.code),
                          escaped(words::wording().message(*cluster.file, finding)),
                          finding.since.toUTC().toString(Qt::ISODate));
        const QString evidence = FindingsModel::evidence(finding.evidence);
        if (!evidence.isEmpty())
            lines << QStringLiteral("  - %1").arg(escaped(evidence));
    }
    if (target.findings.empty())
        lines << CopyText::tr("No rule has anything to say of it.");
    lines << QString()
          << QStringLiteral("| %1 | %2 | %3 | %4 | %5 |")
                 .arg(CopyText::tr("Probe"), CopyText::tr("Outcome"), CopyText::tr("Status"), CopyText::tr("Latency"),
                      CopyText::tr("Age"))
          << QStringLiteral("|---|---|---:|---:|---:|");
    for (const auto &[id, outcome] : target.facts.outcomes) {
        const auto spec = target.facts.specs.find(id);
        const QString endpoint = spec == target.facts.specs.end() ? id : spec->second->endpoint;
        lines << QStringLiteral("| %1 | %2 | %3 | %4 | %5 |")
                     .arg(escaped(Wording::plain(endpoint)), words::outcome(outcome),
                          outcome.status > 0 ? QString::number(outcome.status) : QStringLiteral("–"),
                          words::latency(outcome.latency),
                          words::age(std::chrono::duration_cast<Milliseconds>(now - outcome.at)));
    }
    return lines.join(u'\n') + u'\n';
}

QString answer(const Answer &answer)
{
    if (const TcpResult *tcp = answer.tcp()) {
        if (tcp->failure != NetFailure::None)
            return failureName(tcp->failure) + QStringLiteral(": ") + words::visible(tcp->detail);
        QString text = CopyText::tr("Connected to %1 in %2.").arg(tcp->peerAddress, words::latency(tcp->connect));
        if (answer.spec->tcp().question)
            text += u'\n' + CopyText::tr("The answer has %1 bytes:").arg(words::count(double(tcp->answerSize))) +
                    u'\n' + hexLines(tcp->answer);
        return text;
    }
    if (const WebSocketResult *socket = answer.webSocket()) {
        QString text = socket->hasOpened() ? CopyText::tr("It opened in %1.").arg(words::latency(socket->opened))
                       : socket->failure == NetFailure::None
                           ? QString()
                           : CopyText::tr("No complete answer: %1").arg(failureName(socket->failure));
        for (const QString &more : {socket->detail, QString::fromUtf8(socket->message)}) {
            if (!more.isEmpty())
                text += (text.isEmpty() ? QString() : QStringLiteral("\n")) + words::visible(more);
        }
        return text;
    }
    const HttpResult *http = answer.http();
    QString text;
    if (!http->answered())
        text += CopyText::tr("No complete answer: %1").arg(failureName(http->failure)) +
                (http->detail.isEmpty() ? QString() : QString(u" (" % words::visible(http->detail) % u')')) + u'\n';
    if (http->status > 0) {
        const QString version = http->httpVersion >= 20 ? QString::number(http->httpVersion / 10)
                                : http->httpVersion > 0 ? QString::number(http->httpVersion / 10.0, 'f', 1)
                                                        : QStringLiteral("1.1");
        text += QStringLiteral("HTTP/%1 %2\n").arg(version).arg(http->status);
        text += words::visible(http->head) + u'\n';
    }
    text += words::visible(http->body.left(LongestBody));
    if (http->body.size() > LongestBody)
        text += u'\n' + CopyText::tr("… cut here; the whole body has %1 bytes")
                            .arg(words::count(static_cast<double>(http->body.size())));
    return text;
}

} // namespace rollcall::copy_text

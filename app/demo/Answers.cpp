// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/Answers.h"

#include <QFile>
#include <QLocale>
#include <cmath>

// Outside every namespace, because the macro declares a function: a static library's resources are not registered by
// themselves.
static void registerAnswers()
{
    Q_INIT_RESOURCE(answers);
}

namespace rollcall::demo {

using namespace Qt::StringLiterals;

HttpAnswer recorded(QByteArrayView name)
{
    static const bool isRegistered = [] {
        registerAnswers();
        return true;
    }();
    Q_UNUSED(isRegistered)
    QFile file(u":/demo/answers/"_s + QString::fromLatin1(name) + u".http"_s);
    if (!file.open(QFile::ReadOnly))
        qFatal("no recorded answer of this name");
    const QByteArray bytes = file.readAll();
    const qsizetype end = bytes.indexOf("\r\n\r\n");
    QList<QByteArray> lines = bytes.left(end).split('\n');
    HttpAnswer answer;
    answer.statusLine = lines.takeFirst().trimmed();
    for (const QByteArray &line : std::as_const(lines)) {
        const qsizetype colon = line.indexOf(':');
        answer.headers.emplace_back(line.left(colon), line.mid(colon + 1).trimmed());
    }
    answer.body = bytes.mid(end + 4);
    return answer;
}

void stamp(HttpAnswer &answer, const Stamp &stamp)
{
    if (const QByteArray old = answer.header("X-Request-Id"); !old.isEmpty() && answer.status() >= 400)
        answer.body.replace(old, stamp.requestId);
    answer.setHeader("X-Request-Id", stamp.requestId);
    answer.setHeader("X-Version-Id", stamp.versionId);
    answer.setHeader("Date", httpDate(stamp.utc));
}

HttpAnswer apiError(const QByteArray &status, const QByteArray &id, const QByteArray &message)
{
    HttpAnswer answer = recorded("cluster-status-forbidden");
    answer.statusLine = "HTTP/1.1 " + status;
    answer.setBody("{\"id\":\"" + id + "\",\"message\":\"" + message + "\",\"detailed_error\":\"\",\"request_id\":\"" +
                   answer.header("X-Request-Id") + "\",\"status_code\":" + status.left(3) + "}");
    return answer;
}

HttpAnswer notFound(const HttpQuestion &question)
{
    HttpAnswer answer = recorded("not-found");
    QByteArray path = question.path();
    path.replace('\\', "\\\\").replace('"', "\\\"");
    QByteArray body = answer.body;
    answer.setBody(body.replace("/api/v4/nope", path));
    return answer;
}

HttpAnswer nginxError(const QByteArray &status)
{
    HttpAnswer answer = recorded("lb-ping-all-down");
    answer.statusLine = "HTTP/1.1 " + status;
    QByteArray body = answer.body;
    answer.setBody(body.replace("502 Bad Gateway", status));
    return answer;
}

HttpAnswer throughNginx(const HttpAnswer &answer)
{
    HttpAnswer out;
    out.statusLine = answer.statusLine;
    out.body = answer.body;
    out.headers.emplace_back("Server", "nginx/1.22.1");
    for (const char *name : {"Date", "Content-Type", "Content-Length", "Transfer-Encoding"}) {
        if (const QByteArray value = answer.header(name); !value.isEmpty())
            out.headers.emplace_back(name, value);
    }
    out.headers.emplace_back("Connection", "keep-alive");
    for (const HeaderLine &line : answer.headers) {
        if (out.header(line.first).isEmpty() && line.first != "Connection")
            out.headers.push_back(line);
    }
    return out;
}

QByteArray newId(Random &random)
{
    static constexpr QByteArrayView Alphabet = "ybndrfg8ejkmcpqxot1uwisza345h769";
    QByteArray id(26, '\0');
    for (char &c : id)
        c = Alphabet[static_cast<qsizetype>(random() % 32)];
    return id;
}

QByteArray newUuid(Random &random)
{
    QByteArray text;
    for (int i = 0; i < 4; ++i)
        text += QByteArray::number(static_cast<quint32>(random()), 16).rightJustified(8, '0');
    for (const int at : {8, 13, 18, 23})
        text.insert(at, '-');
    return text;
}

QByteArray httpDate(const QDateTime &utc)
{
    return QLocale::c().toString(utc.toUTC(), u"ddd, dd MMM yyyy hh:mm:ss 'GMT'"_s).toLatin1();
}

QByteArray goNumber(double value)
{
    if (std::isnan(value))
        return "NaN";
    // strconv's shortest form takes the exponent from six digits before the point on.
    const double size = std::abs(value);
    const bool isPlain = size == 0 || (size >= 1e-4 && size < 1e6);
    return QByteArray::number(value, isPlain ? 'f' : 'e', QLocale::FloatingPointShortest);
}

} // namespace rollcall::demo

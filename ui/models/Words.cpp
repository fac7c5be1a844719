// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/Words.h"

#include <QCoreApplication>
#include <QLocale>

namespace rollcall::words {

namespace {

// The context of every text here; a struct so that lupdate finds the calls.
struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Words)
};

bool isInvisible(char32_t c)
{
    if (c == U'\n' || c == U'\t')
        return false;
    if (c < 0x20 || (c >= 0x7f && c < 0xa0))
        return true;
    // Direction marks, embeddings, overrides, isolates; zero-width and line separators; the byte order mark.
    return c == 0x061c || (c >= 0x200b && c <= 0x200f) || (c >= 0x2028 && c <= 0x202e) ||
           (c >= 0x2060 && c <= 0x206f) || c == 0xfeff || (c >= 0xfff9 && c <= 0xfffb) ||
           (c >= 0xe0000 && c <= 0xe007f);
}

} // namespace

const Wording &wording()
{
    // Stateless: translator and locale are asked anew at each call, so a change of language needs nothing here.
    static const Wording instance(
        {[](const char *source, int n) { return QCoreApplication::translate("Wording", source, nullptr, n); },
         [](double value, int decimals) { return QLocale().toString(value, 'f', decimals); }});
    return instance;
}

QString latency(double milliseconds)
{
    const QLocale locale;
    if (milliseconds < 0)
        milliseconds = 0;
    if (milliseconds < 9.95)
        return Words::tr("%1 ms").arg(locale.toString(milliseconds, 'f', 1));
    if (milliseconds < 999.5)
        return Words::tr("%1 ms").arg(locale.toString(milliseconds, 'f', 0));
    return Words::tr("%1 s").arg(locale.toString(milliseconds / 1000, 'f', 1));
}

QString latency(std::chrono::microseconds duration)
{
    return latency(static_cast<double>(duration.count()) / 1000);
}

QString count(double value)
{
    return QLocale().toString(value, 'f', 0);
}

QString age(std::chrono::milliseconds age)
{
    const auto seconds = std::max<qint64>(0, std::chrono::duration_cast<std::chrono::seconds>(age).count());
    if (seconds < 100)
        return Words::tr("%1 s").arg(seconds);
    if (seconds < qint64{100} * 60)
        return Words::tr("%1 min").arg(seconds / 60);
    if (seconds < qint64{48} * 3600)
        return Words::tr("%1 h").arg(seconds / 3600);
    return Words::tr("%1 d").arg(seconds / 86400);
}

QString offset(std::chrono::milliseconds offset)
{
    const double seconds = static_cast<double>(offset.count()) / 1000;
    const QString number = QLocale().toString(std::abs(seconds), 'f', 1);
    const QString sign = std::abs(seconds) < 0.05 ? QStringLiteral("±") : QString(seconds < 0 ? u'−' : u'+');
    return Words::tr("%1 s").arg(sign + number);
}

QString moment(const QDateTime &utc, const QDate &today)
{
    if (!utc.isValid())
        return {};
    const QDateTime local = utc.toLocalTime();
    const QString time = local.time().toString(QStringLiteral("HH:mm:ss"));
    return local.date() == today ? time : local.date().toString(Qt::ISODate) + u' ' + time;
}

QString fullMoment(const QDateTime &utc)
{
    if (!utc.isValid())
        return {};
    const QDateTime local = utc.toLocalTime();
    return QLocale().toString(local.date(), QLocale::LongFormat) + u", " +
           local.time().toString(QStringLiteral("HH:mm:ss")) + u' ' + local.timeZoneAbbreviation();
}

QString capital(QString text)
{
    if (!text.isEmpty())
        text[0] = text[0].toUpper();
    return text;
}

QString stateWord(State state)
{
    return capital(wording().stateWord(state));
}

QString product(const QString &name)
{
    if (name == u"mattermost")
        return QStringLiteral("Mattermost");
    if (name == u"gitlab")
        return QStringLiteral("GitLab");
    if (name == u"portus")
        return QStringLiteral("Portus");
    if (name == u"wso2-apim")
        return QStringLiteral("WSO2 API Manager");
    if (name == u"wso2-mi")
        return QStringLiteral("WSO2 Micro Integrator");
    if (name == u"generic")
        return Words::tr("Generic");
    return name;
}

QString role(const QString &name)
{
    if (name == u"gateway")
        return Words::tr("Gateway");
    if (name == u"traffic-manager")
        return Words::tr("Traffic Manager");
    if (name == u"key-manager")
        return Words::tr("Key Manager");
    if (name == u"control-plane")
        return Words::tr("Control Plane");
    if (name == u"all-in-one")
        return Words::tr("All-in-one");
    return Wording::plain(name, 40);
}

QString load(const TargetState &target)
{
    if (target.goroutines)
        return Words::tr("%1 goroutines").arg(count(*target.goroutines));
    if (target.threads)
        return Words::tr("%1 threads").arg(count(*target.threads));
    return {};
}

QString environment(ClusterFile::Environment environment)
{
    switch (environment) {
    case ClusterFile::Environment::Production:
        return Words::tr("Production");
    case ClusterFile::Environment::Staging:
        return Words::tr("Staging");
    case ClusterFile::Environment::Test:
        return Words::tr("Test");
    }
    return {};
}

QString severity(Severity severity)
{
    switch (severity) {
    case Severity::Info:
        return Words::tr("Note");
    case Severity::Unknown:
        return Words::tr("Unknown");
    case Severity::Warning:
        return Words::tr("Warning");
    case Severity::Critical:
        return Words::tr("Critical");
    }
    return {};
}

namespace {

QString failure(NetFailure failure)
{
    switch (failure) {
    case NetFailure::None:
        return {};
    case NetFailure::Refused:
        return Words::tr("Refused");
    case NetFailure::Timeout:
        return Words::tr("Timed out");
    case NetFailure::NameNotFound:
        return Words::tr("Name not found");
    case NetFailure::Reset:
        return Words::tr("Reset");
    case NetFailure::Closed:
        return Words::tr("Closed too early");
    case NetFailure::NoRoute:
        return Words::tr("No route");
    case NetFailure::TlsUntrusted:
        return Words::tr("Certificate not trusted");
    case NetFailure::TlsName:
        return Words::tr("Certificate for another name");
    case NetFailure::TlsExpired:
        return Words::tr("Certificate expired");
    case NetFailure::TlsPinChanged:
        return Words::tr("Key is not the pinned one");
    case NetFailure::TlsFailed:
        return Words::tr("TLS failed");
    case NetFailure::TooLarge:
        return Words::tr("Too large");
    case NetFailure::NotHttp:
        return Words::tr("Not HTTP");
    case NetFailure::ProxyFailed:
        return Words::tr("Workstation's proxy failed");
    case NetFailure::BadRequest:
        return Words::tr("Cannot be sent");
    case NetFailure::Cancelled:
        return Words::tr("Cancelled");
    }
    return {};
}

} // namespace

QString outcome(const Outcome &outcome)
{
    switch (outcome.kind) {
    case Outcome::Kind::Answered:
        return Words::tr("Answered");
    case Outcome::Kind::Failed: {
        const QString word = failure(outcome.failure);
        return word.isEmpty() ? Words::tr("Failed") : word;
    }
    case Outcome::Kind::Malformed:
        return Words::tr("Not readable");
    case Outcome::Kind::Unexpected:
        return Words::tr("Unexpected answer");
    case Outcome::Kind::TooLarge:
        return Words::tr("Too large");
    case Outcome::Kind::RateLimited:
        return Words::tr("Rate limited");
    case Outcome::Kind::Rejected:
        return Words::tr("Token rejected");
    case Outcome::Kind::Forbidden:
        return Words::tr("Forbidden");
    case Outcome::Kind::NotAllowed:
        return Words::tr("Address not allowed");
    case Outcome::Kind::Absent:
        return Words::tr("Not offered");
    }
    return {};
}

QString reach(const Reach &reach)
{
    switch (reach.kind) {
    case Reach::Kind::Unknown:
        return Words::tr("not asked yet");
    case Reach::Kind::Answers:
        return Words::tr("answers");
    case Reach::Kind::Doubtful:
        return Words::tr("the last attempt failed, a second one follows");
    case Reach::Kind::Down:
        return Words::tr("does not answer (%n attempt(s))", nullptr, reach.attempts);
    case Reach::Kind::NoTls:
        return Words::tr("stopped at TLS, nothing was sent");
    }
    return {};
}

QString visible(QStringView text)
{
    QString out;
    out.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        char32_t c = text[i].unicode();
        if (text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate())
            c = QChar::surrogateToUcs4(text[i], text[i + 1]), ++i;
        if (c == U'\r' && (i + 1 == text.size() || text[i + 1] == u'\n'))
            continue;
        if (isInvisible(c) || QChar::isSurrogate(c))
            out += u"\u27e8U+" % QString::number(c, 16).toUpper().rightJustified(4, u'0') % u"\u27e9";
        else
            out += QStringView(QChar::fromUcs4(c));
    }
    return out;
}

QString visible(const QByteArray &bytes)
{
    return visible(QStringView(QString::fromUtf8(bytes)));
}

} // namespace rollcall::words

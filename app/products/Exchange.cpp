// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "products/Exchange.h"

#include <QCryptographicHash>
#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace rollcall::exchange {

namespace {

constexpr qsizetype FirstBytes = 128;
/// A setting is cut at 160 characters where it is compared.
constexpr qsizetype LongestSetting = 150;
/// Nobody may tell the poller to stay away for longer than this.
constexpr Milliseconds LongestRetryAfter = 1h;
/// Beyond this nobody knows when within the exchange the date was written.
constexpr auto SlowestForClock = 2s;

std::optional<int> digits(QByteArrayView text)
{
    int value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9')
            return {};
        value = value * 10 + (c - '0');
    }
    return value;
}

/// Days since 1970-01-01 of a date of the Gregorian calendar (Howard Hinnant's days_from_civil). QDateTime would do,
/// but this runs once for every ping.
qint64 daysSince1970(int year, int month, int day)
{
    const int y = month <= 2 ? year - 1 : year;
    const int era = y / 400;
    const int yearOfEra = y - era * 400;
    const int dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    const int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return qint64{era} * 146097 + dayOfEra - 719468;
}

Milliseconds retryAfter(const HttpResult &http)
{
    const QByteArray text = http.header("Retry-After").trimmed();
    if (text.isEmpty() || text.size() > 40)
        return {};
    if (text.size() <= 9) {
        if (const std::optional<int> seconds = digits(text))
            return std::min<Milliseconds>(std::chrono::seconds(*seconds), LongestRetryAfter);
        return {};
    }
    const std::optional<qint64> until = parseHttpDate(text);
    const std::optional<qint64> from = parseHttpDate(http.header("Date"));
    if (!until || !from || *until <= *from)
        return {};
    return std::min<Milliseconds>(std::chrono::seconds(*until - *from), LongestRetryAfter);
}

} // namespace

HttpRequest request(const TargetSettings &settings, const Credentials &credentials, const QUrl &url)
{
    HttpRequest request;
    request.url = url;
    request.url.setUserInfo({});
    request.url.setFragment({});
    request.headers.push_back({"User-Agent", "Rollcall/" ROLLCALL_VERSION});
    request.connectTo = settings.connectTo;
    request.proxy = credentials.proxy;
    request.tls = credentials.tls;
    request.timeout = settings.timeout;
    return request;
}

std::shared_ptr<WebSocketRequest> upgrade(const HttpRequest &like)
{
    auto request = std::make_shared<WebSocketRequest>();
    request->url = like.url;
    request->headers = like.headers;
    request->secretHeaders = like.secretHeaders;
    request->connectTo = like.connectTo;
    request->proxy = like.proxy;
    request->tls = like.tls;
    request->timeout = like.timeout;
    return request;
}

Observation begin(const Answer &answer)
{
    Observation observation;
    observation.spec = answer.spec;
    Outcome &outcome = observation.outcome;
    outcome.at = answer.at;
    outcome.utc = answer.utc;
    if (const TcpResult *tcp = answer.tcp()) {
        outcome.failure = tcp->failure;
        outcome.detail = tcp->detail;
        outcome.latency = tcp->total;
        outcome.kind = tcp->failure == NetFailure::None ? Outcome::Kind::Answered : Outcome::Kind::Failed;
        observation.peerAddress = tcp->peerAddress;
        observation.timings.total = tcp->total;
        return observation;
    }
    if (const WebSocketResult *socket = answer.webSocket()) {
        outcome.failure = socket->failure;
        outcome.status = socket->status;
        outcome.detail = socket->detail;
        outcome.latency = socket->opened;
        outcome.kind = socket->failure == NetFailure::None ? Outcome::Kind::Answered : Outcome::Kind::Failed;
        observation.certificate = socket->certificate;
        observation.timings.total = socket->total;
        return observation;
    }
    const HttpResult &http = *answer.http();
    observation.certificate = http.certificate;
    observation.peerAddress = http.peerAddress;
    observation.timings = http.timings;
    outcome.status = http.status;
    outcome.latency = http.timings.total;
    outcome.failure = http.failure;
    if (http.failure == NetFailure::None)
        return observation;
    outcome.detail = http.detail;
    if (http.failure == NetFailure::TooLarge)
        outcome.kind = Outcome::Kind::TooLarge;
    else if (http.failure == NetFailure::NotHttp)
        complain(outcome, Outcome::Kind::Unexpected, http.detail.isEmpty() ? u"not HTTP"_s : http.detail, http.body);
    else
        outcome.kind = Outcome::Kind::Failed;
    return observation;
}

QString failureWords(NetFailure failure)
{
    if (failure == NetFailure::Refused)
        return u"connection refused"_s;
    if (failure == NetFailure::Timeout)
        return u"no answer in time"_s;
    return failureName(failure);
}

void complain(Outcome &outcome, Outcome::Kind kind, const QString &detail, const QByteArray &body)
{
    outcome.kind = kind;
    outcome.detail = detail;
    outcome.firstBytes = body.left(FirstBytes);
}

bool readRateLimitOrRedirect(const HttpResult &http, Outcome &outcome)
{
    if (http.status == 429) {
        outcome.kind = Outcome::Kind::RateLimited;
        outcome.detail = u"HTTP 429"_s;
        outcome.retryAfter = retryAfter(http);
        return true;
    }
    if (http.status >= 300 && http.status <= 399) {
        QString target = http.redirectTo;
        if (target.isEmpty())
            target = QString::fromUtf8(http.header("Location"));
        const QString origin = originText(target);
        complain(outcome, Outcome::Kind::Unexpected,
                 origin.isEmpty() ? u"HTTP %1: a redirect"_s.arg(http.status)
                                  : u"HTTP %1: a redirect to %2"_s.arg(QString::number(http.status), origin),
                 http.body);
        return true;
    }
    return false;
}

bool looksLikeHtml(const HttpResult &http)
{
    for (const char c : http.body) {
        if (c == ' ' || c == '\t' || c == '\r' || c == '\n')
            continue;
        if (c == '<')
            return true;
        break;
    }
    return http.header("Content-Type").toLower().startsWith("text/html");
}

std::optional<qint64> parseHttpDate(QByteArrayView text)
{
    // Fri, 20 Nov 2026 20:24:19 GMT
    static constexpr std::array<const char *, 12> Months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                            "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    text = text.trimmed();
    if (text.size() != 29 || text.sliced(3, 2) != QByteArrayView(", ") || text[7] != ' ' || text[11] != ' ' ||
        text[16] != ' ' || text[19] != ':' || text[22] != ':' || text.sliced(25) != QByteArrayView(" GMT"))
        return {};
    const auto month = std::find(Months.begin(), Months.end(), text.sliced(8, 3));
    const std::optional<int> day = digits(text.sliced(5, 2));
    const std::optional<int> year = digits(text.sliced(12, 4));
    const std::optional<int> hour = digits(text.sliced(17, 2));
    const std::optional<int> minute = digits(text.sliced(20, 2));
    const std::optional<int> second = digits(text.sliced(23, 2));
    if (month == Months.end() || !day || !year || !hour || !minute || !second)
        return {};
    // 60 is a leap second. A year before 1970 is no clock's time; a node that lost its clock says 1970.
    if (*day < 1 || *day > 31 || *year < 1970 || *hour > 23 || *minute > 59 || *second > 60)
        return {};
    const qint64 days = daysSince1970(*year, static_cast<int>(month - Months.begin()) + 1, *day);
    return days * 86400 + qint64{*hour} * 3600 + qint64{*minute} * 60 + *second;
}

std::optional<ClockFact> clockOf(const HttpResult &http)
{
    if (!http.sentUtc.isValid() || http.timings.total > SlowestForClock)
        return {};
    const std::optional<qint64> date = parseHttpDate(http.header("Date"));
    if (!date)
        return {};
    // The date has whole seconds, cut off: its middle is half a second later. It was written somewhere between the
    // request and the first byte.
    const auto window = http.timings.firstByte.count() > 0 ? http.timings.firstByte : http.timings.total;
    const auto middle = std::chrono::duration_cast<Milliseconds>(window / 2);
    const qint64 local = http.sentUtc.toMSecsSinceEpoch() + middle.count();
    return ClockFact{Milliseconds(*date * 1000 + 500 - local)};
}

QString asSetting(QStringList names)
{
    names.sort();
    QString all = names.join(u", "_s);
    if (all.size() <= LongestSetting)
        return all;
    const QByteArray digest = QCryptographicHash::hash(all.toUtf8(), QCryptographicHash::Sha256).toHex();
    const QString whole = u"%1 (%2): %3"_s.arg(QString::number(names.size()), QLatin1StringView(digest.left(8)), all);
    return whole.left(LongestSetting - 1) + u'…';
}

QString originText(const QString &url)
{
    if (url.isEmpty() || url.size() > 2048)
        return {};
    const QUrl parsed(url, QUrl::StrictMode);
    if (!parsed.isValid() || parsed.host().isEmpty())
        return {};
    QString text = parsed.scheme() + u"://"_s + parsed.host(QUrl::FullyEncoded);
    if (parsed.port() >= 0)
        text += u':' + QString::number(parsed.port());
    return text;
}

} // namespace rollcall::exchange

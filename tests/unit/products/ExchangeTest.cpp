// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "products/Exchange.h"
#include "unit/products/Asking.h"

using namespace rollcall;
using namespace rollcall::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = Outcome::Kind;

TEST(HttpDate, ReadsTheOneForm)
{
    EXPECT_EQ(exchange::parseHttpDate("Thu, 01 Jan 1970 00:00:00 GMT"), 0);
    EXPECT_EQ(exchange::parseHttpDate("Sun, 06 Nov 1994 08:49:37 GMT"), 784111777);
    EXPECT_EQ(exchange::parseHttpDate("Thu, 29 Feb 2024 23:59:59 GMT"), 1709251199);
    EXPECT_EQ(exchange::parseHttpDate(" Fri, 20 Nov 2026 20:24:19 GMT "), 1795206259);
    EXPECT_EQ(exchange::parseHttpDate("Fri, 31 Dec 9999 23:59:59 GMT"), 253402300799);
}

TEST(HttpDate, RefusesNonsense)
{
    for (const QByteArray &text :
         {QByteArray(), QByteArray("now"), QByteArray("Fri, 20 Nov 2026 20:24:19 CET"),
          QByteArray("Fri, 20 Foo 2026 20:24:19 GMT"), QByteArray("Fri, 00 Nov 2026 20:24:19 GMT"),
          QByteArray("Fri, 20 Nov 1969 20:24:19 GMT"), QByteArray("Fri, 20 Nov 2026 24:24:19 GMT"),
          QByteArray("Fri, 20 Nov 2026 20:60:19 GMT"), QByteArray("Fri, 20 Nov 2026 20-24-19 GMT"),
          QByteArray("Friday, 20-Nov-26 20:24:19 GMT"), QByteArray("Fri, 2x Nov 2026 20:24:19 GMT"),
          QByteArray("Fri, 20 Nov 2026 20:24:19 GMT!")})
        EXPECT_EQ(exchange::parseHttpDate(text), std::nullopt) << text.toStdString();
}

namespace {

HttpResult dated(const QByteArray &date, const QTime &sent, Milliseconds firstByte, Milliseconds total)
{
    HttpResult result;
    result.status = 200;
    result.head = "Date: " + date + "\r\n";
    result.sentUtc = QDateTime(QDate(2026, 11, 20), sent, Qt::UTC);
    result.timings.firstByte = firstByte;
    result.timings.total = total;
    return result;
}

const QByteArray At2419 = "Fri, 20 Nov 2026 20:24:19 GMT";

} // namespace

TEST(ClockOf, TakesTheMiddleOfTheSecondAgainstTheMiddleOfTheExchange)
{
    EXPECT_EQ(exchange::clockOf(dated(At2419, QTime(20, 24, 19, 500), 0ms, 0ms))->offset, 0ms);
    EXPECT_EQ(exchange::clockOf(dated(At2419, QTime(20, 24, 19, 400), 200ms, 900ms))->offset, 0ms);
    EXPECT_EQ(exchange::clockOf(dated(At2419, QTime(20, 24, 9, 500), 0ms, 0ms))->offset, 10s);
    EXPECT_EQ(exchange::clockOf(dated(At2419, QTime(20, 24, 29, 500), 0ms, 0ms))->offset, -10s);
    EXPECT_EQ(exchange::clockOf(dated("Thu, 01 Jan 1970 00:00:00 GMT", QTime(20, 24, 19, 500), 0ms, 0ms))->offset,
              -1795206259s);
}

TEST(ClockOf, SaysNothingWhenUnsure)
{
    EXPECT_TRUE(exchange::clockOf(dated(At2419, QTime(20, 24, 19), 1ms, 2s)).has_value());
    EXPECT_FALSE(exchange::clockOf(dated(At2419, QTime(20, 24, 19), 1ms, 2001ms)).has_value());
    EXPECT_FALSE(exchange::clockOf(dated("yesterday", QTime(20, 24, 19), 1ms, 1ms)).has_value());
    HttpResult unsent = dated(At2419, QTime(20, 24, 19), 1ms, 1ms);
    unsent.sentUtc = {};
    EXPECT_FALSE(exchange::clockOf(unsent).has_value());
}

TEST(ClockOf, EveryPingOfANodeTellsIt)
{
    HttpResult result = FakeHttp::recorded(readData(u"mattermost/5.35.4/ping-healthy.http"_s)).result;
    result.sentUtc = QDateTime(QDate(2026, 11, 20), QTime(20, 24, 16, 500), Qt::UTC);
    EXPECT_EQ(factOf<ClockFact>(readAs(u"ping"_s, result))->offset, 3s);
    // The same body again: remembered, but the clock is read anew.
    result.sentUtc = result.sentUtc.addSecs(2);
    EXPECT_EQ(factOf<ClockFact>(readAs(u"ping"_s, result))->offset, 1s);
    EXPECT_EQ(factOf<ClockFact>(readAs(u"ping.enhanced"_s, result))->offset, 1s);
    // Through the proxy it is anybody's clock.
    EXPECT_EQ(factOf<ClockFact>(readAs(u"ping"_s, result, TargetId{3})), nullptr);
}

TEST(RateLimit, SaysWhenToComeBack)
{
    const auto after = [](const QByteArray &head) {
        const Observation observation = readBodyAs(u"ping"_s, "limit exceeded", 429, head);
        EXPECT_EQ(observation.outcome.kind, Kind::RateLimited);
        return observation.outcome.retryAfter;
    };
    EXPECT_EQ(after("Retry-After: 7\r\n"), 7s);
    EXPECT_EQ(after("retry-after:  0 \r\n"), 0s);
    EXPECT_EQ(after("Retry-After: 999999999\r\n"), 1h);
    EXPECT_EQ(after("Date: " + At2419 + "\r\nRetry-After: Fri, 20 Nov 2026 20:25:00 GMT\r\n"), 41s);
    EXPECT_EQ(after("Date: " + At2419 + "\r\nRetry-After: Fri, 20 Nov 2026 20:24:00 GMT\r\n"), 0s);
    EXPECT_EQ(after("Retry-After: Fri, 20 Nov 2026 20:25:00 GMT\r\n"), 0s);
    EXPECT_EQ(after("Retry-After: -5\r\n"), 0s);
    EXPECT_EQ(after("Retry-After: soon\r\n"), 0s);
    EXPECT_EQ(after("Retry-After: 99999999999999999999\r\n"), 0s);
    EXPECT_EQ(after(""), 0s);
}

TEST(Redirect, IsNotFollowedAndNamesOnlyTheOrigin)
{
    const Observation observation =
        readBodyAs(u"ping"_s, "", 301, "Location: https://user:secret@other.example.com:8443/login?token=secret#x\r\n");
    EXPECT_EQ(observation.outcome.kind, Kind::Unexpected);
    EXPECT_EQ(observation.outcome.status, 301);
    EXPECT_EQ(observation.outcome.detail, u"HTTP 301: a redirect to https://other.example.com:8443"_s);
    EXPECT_EQ(readBodyAs(u"ping"_s, "", 302, "Location: /login\r\n").outcome.detail, u"HTTP 302: a redirect"_s);
    EXPECT_EQ(readBodyAs(u"ping"_s, "", 304, "").outcome.detail, u"HTTP 304: a redirect"_s);

    HttpResult result = FakeHttp::answer(307, "").result;
    result.redirectTo = u"http://elsewhere.example.com/"_s;
    EXPECT_EQ(readAs(u"cluster.status"_s, result).outcome.detail,
              u"HTTP 307: a redirect to http://elsewhere.example.com"_s);
}

TEST(Failures, KeepTheirKind)
{
    for (const NetFailure failure :
         {NetFailure::Refused, NetFailure::Timeout, NetFailure::NameNotFound, NetFailure::Reset, NetFailure::Closed,
          NetFailure::NoRoute, NetFailure::TlsUntrusted, NetFailure::TlsName, NetFailure::TlsExpired,
          NetFailure::TlsPinChanged, NetFailure::TlsFailed, NetFailure::ProxyFailed, NetFailure::BadRequest,
          NetFailure::Cancelled}) {
        HttpResult result;
        result.failure = failure;
        result.detail = u"why"_s;
        // What was read before it failed proves nothing.
        result.status = 200;
        result.body = "{\"status\":\"OK\"}";
        const Observation observation = readAs(u"ping"_s, result);
        EXPECT_EQ(observation.outcome.kind, Kind::Failed);
        EXPECT_EQ(observation.outcome.failure, failure);
        EXPECT_EQ(observation.outcome.detail, u"why"_s);
        EXPECT_TRUE(observation.facts.empty());
    }
}

TEST(Failures, TooMuchAndNotHttpAreAnswers)
{
    HttpResult large;
    large.failure = NetFailure::TooLarge;
    large.status = 200;
    large.body = QByteArray(1000, 'x');
    EXPECT_EQ(readAs(u"ping"_s, large).outcome.kind, Kind::TooLarge);
    EXPECT_TRUE(readAs(u"ping"_s, large).outcome.isContact());

    HttpResult other;
    other.failure = NetFailure::NotHttp;
    other.body = "SSH-2.0-OpenSSH_9.2";
    const Observation observation = readAs(u"ping"_s, other);
    EXPECT_EQ(observation.outcome.kind, Kind::Unexpected);
    EXPECT_EQ(observation.outcome.detail, u"not HTTP"_s);
    EXPECT_EQ(observation.outcome.firstBytes, "SSH-2.0-OpenSSH_9.2");
}

TEST(Observation, KeepsTimesPeerAndCertificate)
{
    HttpResult result = FakeHttp::answer(200, "{\"status\":\"OK\"}").result;
    result.timings.total = 3100us;
    result.timings.firstByte = 2000us;
    auto certificate = std::make_shared<PeerCertificate>();
    certificate->subject = u"CN=app1"_s;
    result.certificate = certificate;
    const Observation observation = readAs(u"ping"_s, result);
    EXPECT_EQ(observation.spec->id, u"ping"_s);
    EXPECT_EQ(observation.outcome.at, TimePoint(1h));
    EXPECT_EQ(observation.outcome.utc, QDateTime(QDate(2026, 11, 20), QTime(20, 24, 20), Qt::UTC));
    EXPECT_EQ(observation.outcome.latency, 3100us);
    EXPECT_EQ(observation.timings.firstByte, 2000us);
    EXPECT_EQ(observation.peerAddress, u"127.0.0.1"_s);
    EXPECT_EQ(observation.certificate, certificate);
}

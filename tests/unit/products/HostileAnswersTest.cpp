// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "unit/products/Asking.h"

using namespace rollcall;
using namespace rollcall::test;
using namespace Qt::StringLiterals;
using Kind = Outcome::Kind;

namespace {

const std::vector<QString> JsonProbes = {
    u"ping"_s,           u"ping.enhanced"_s,  u"config.client"_s,    u"license.client"_s,
    u"cluster.status"_s, u"schema.version"_s, u"plugins.statuses"_s, u"config"_s};
const std::vector<QString> TextProbes = {u"metrics"_s, u"goroutine.profile"_s};
const std::vector<QString> AllProbes = [] {
    std::vector<QString> all = JsonProbes;
    all.insert(all.end(), TextProbes.begin(), TextProbes.end());
    return all;
}();

/// The page, whatever it is called.
const QByteArray Page = "\r\n <!DOCTYPE html><html><body>Sign in</body></html>";

} // namespace

TEST(Hostile, AnEmptyBodyIsMalformed)
{
    for (const QString &probe : AllProbes) {
        for (const QByteArray &body : {QByteArray(), QByteArray(" \r\n\t")}) {
            const Observation observation = readBodyAs(probe, body);
            EXPECT_EQ(observation.outcome.kind, Kind::Malformed) << probe.toStdString();
            EXPECT_EQ(observation.outcome.detail, u"empty"_s);
            EXPECT_TRUE(observation.facts.empty());
        }
    }
}

TEST(Hostile, AWebPageIsUnexpected)
{
    for (const QString &probe : AllProbes) {
        const Observation observation = readBodyAs(probe, Page, 200, "Content-Type: text/html; charset=utf-8\r\n");
        EXPECT_EQ(observation.outcome.kind, Kind::Unexpected) << probe.toStdString();
        EXPECT_EQ(observation.outcome.detail, u"HTTP 200: a web page"_s);
        EXPECT_EQ(observation.outcome.firstBytes, Page.left(128));
        EXPECT_TRUE(observation.facts.empty());
        // Also where it calls itself JSON.
        EXPECT_EQ(readBodyAs(probe, Page).outcome.kind, Kind::Unexpected);
    }
}

TEST(Hostile, TruncatedJsonIsMalformedAtEveryByte)
{
    const std::vector<std::pair<QString, QString>> files = {
        {u"ping.enhanced"_s, u"ping-server-status-healthy.http"_s},
        {u"cluster.status"_s, u"cluster-status-healthy.http"_s},
        {u"license.client"_s, u"license-client-anonymous.http"_s},
    };
    for (const auto &[probe, file] : files) {
        const HttpResult whole = FakeHttp::recorded(readData(u"mattermost/5.35.4/"_s + file)).result;
        for (qsizetype length = 0; length < whole.body.size(); ++length) {
            HttpResult cut = whole;
            cut.body.truncate(length);
            const Observation observation = readAs(probe, cut);
            EXPECT_EQ(observation.outcome.kind, Kind::Malformed) << probe.toStdString() << " cut at " << length;
            EXPECT_EQ(observation.outcome.firstBytes, cut.body.left(128));
            EXPECT_EQ(factOf<HealthFact>(observation), nullptr);
            EXPECT_EQ(factOf<MembershipFact>(observation), nullptr);
            // The header came whole: who answered is known.
            EXPECT_NE(factOf<IdentityFact>(observation), nullptr);
        }
        EXPECT_EQ(readAs(probe, whole).outcome.kind, Kind::Answered);
    }
}

TEST(Hostile, TheWrongTopLevelIsMalformed)
{
    for (const QString &probe : {u"ping"_s, u"config.client"_s, u"license.client"_s, u"config"_s}) {
        for (const QByteArray body : {"[]", "null", "1", "\"OK\"", "true"}) {
            EXPECT_EQ(readBodyAs(probe, body).outcome.kind, Kind::Malformed)
                << probe.toStdString() << ' ' << body.toStdString();
        }
    }
    for (const QString &probe : {u"cluster.status"_s, u"schema.version"_s, u"plugins.statuses"_s}) {
        for (const QByteArray body : {"{}", "null", "1", "\"OK\"", "true"}) {
            EXPECT_EQ(readBodyAs(probe, body).outcome.kind, Kind::Malformed)
                << probe.toStdString() << ' ' << body.toStdString();
        }
    }
    for (const QByteArray body : {R"([1])", R"([[]])", R"([{"id":"a"},null])"}) {
        EXPECT_EQ(readBodyAs(u"cluster.status"_s, body).outcome.kind, Kind::Malformed);
        EXPECT_EQ(readBodyAs(u"plugins.statuses"_s, body).outcome.kind, Kind::Malformed);
    }
}

TEST(Hostile, APingWithoutAWordOfItsHealthIsMalformed)
{
    for (const QByteArray body : {R"({})", R"({"status":null})", R"({"status":true})", R"({"status":["OK"]})",
                                  R"({"status":200})", R"({"Status":"OK"})", R"({"status":""})", R"({"status":"ok"})",
                                  R"({"status":"FINE"})", "{\"status\":\"OK\\u0000\"}"}) {
        const Observation observation = readBodyAs(u"ping"_s, body);
        EXPECT_EQ(observation.outcome.kind, Kind::Malformed) << body.toStdString();
        EXPECT_TRUE(observation.facts.empty());
    }
}

TEST(Hostile, APingThatContradictsItsStatusIsUnexpected)
{
    const Observation observation = readBodyAs(u"ping"_s, R"({"status":"OK"})", 500);
    EXPECT_EQ(observation.outcome.kind, Kind::Unexpected);
    EXPECT_TRUE(observation.facts.empty());
}

TEST(Hostile, OtherStatusesOfThePingAreUnexpected)
{
    for (const int status : {0, 100, 201, 204, 206, 400, 404, 405, 410, 418, 501, 502, 503, 504, 520, 599, 999}) {
        const Observation observation = readBodyAs(u"ping"_s, R"({"status":"OK"})", status);
        EXPECT_EQ(observation.outcome.kind, Kind::Unexpected) << status;
        EXPECT_EQ(observation.outcome.status, status);
        EXPECT_TRUE(observation.facts.empty());
    }
    EXPECT_EQ(readBodyAs(u"ping"_s, "", 401).outcome.kind, Kind::Rejected);
    EXPECT_EQ(readBodyAs(u"ping"_s, "", 403).outcome.kind, Kind::Forbidden);
}

TEST(Hostile, NothingAtAllIsNotTakenForSomethingRemembered)
{
    EXPECT_EQ(readBodyAs(u"ping"_s, "", 0, "").outcome.kind, Kind::Unexpected);
}

TEST(Hostile, AnErrorOfTheServerOnThePingIsNotItsHealth)
{
    const Observation error =
        readBodyAs(u"ping"_s, R"({"id":"app.session.get.app_error","message":"x","status_code":500})", 500,
                   "X-Version-Id: 5.35.4.5.35.4.06a8638b0b68f072c13f9867479dd147.false\r\n");
    EXPECT_EQ(error.outcome.kind, Kind::Unexpected);
    EXPECT_EQ(error.outcome.detail, u"HTTP 500: app.session.get.app_error"_s);
    EXPECT_EQ(factOf<HealthFact>(error), nullptr);
    EXPECT_NE(factOf<IdentityFact>(error), nullptr);
    EXPECT_EQ(readBodyAs(u"ping"_s, "oops", 500, "").outcome.detail, u"HTTP 500, not made by a Mattermost node"_s);
}

TEST(Hostile, IdsThatAreNoneAreNotRepeated)
{
    for (const QByteArray &id :
         {QByteArray("<b>x</b>"), QByteArray("a b"), QByteArray("\\u202e"), QByteArray(200, 'a')}) {
        const Observation observation = readBodyAs(u"cluster.status"_s, "{\"id\":\"" + id + "\"}", 401);
        EXPECT_EQ(observation.outcome.kind, Kind::Rejected);
        EXPECT_EQ(observation.outcome.detail, u"HTTP 401"_s);
    }
}

TEST(Hostile, ControlAndBidirectionalTextIsKeptAsText)
{
    const Observation observation =
        readBodyAs(u"cluster.status"_s, "[{\"id\":\"a\\u0000b\",\"hostname\":\"\\u202e<b>evil</b>\",\"ipaddress\":\"" +
                                            QByteArray(5000, 'x') + "\"}]");
    EXPECT_EQ(observation.outcome.kind, Kind::Answered);
    const Member &member = factOf<MembershipFact>(observation)->members.at(0);
    EXPECT_EQ(member.id, QString::fromUtf8("a\0b", 3));
    EXPECT_EQ(member.hostname, u"\u202e<b>evil</b>"_s);
    EXPECT_EQ(member.address.size(), 256);
    // Raw, they are no JSON.
    EXPECT_EQ(readBodyAs(u"ping"_s, QByteArray("{\"status\":\"OK\"\0}", 16)).outcome.kind, Kind::Malformed);
    EXPECT_EQ(readBodyAs(u"ping"_s, "{\"status\":\"\xff\xfe\"}").outcome.kind, Kind::Malformed);
}

TEST(Hostile, DeepNestingEnds)
{
    for (const QString &probe : JsonProbes) {
        EXPECT_EQ(readBodyAs(probe, QByteArray(100000, '[')).outcome.kind, Kind::Malformed);
        EXPECT_EQ(readBodyAs(probe, QByteArray("{\"a\":").repeated(100000)).outcome.kind, Kind::Malformed);
    }
    const QByteArray deep = QByteArray("{\"a\":").repeated(900) + "1" + QByteArray(900, '}');
    const Observation observation = readBodyAs(u"config"_s, deep);
    EXPECT_EQ(observation.outcome.kind, Kind::Answered);
    ASSERT_EQ(factOf<ConfigFact>(observation)->digests.size(), 1);
    EXPECT_LT(factOf<ConfigFact>(observation)->digests.firstKey().size(), 100);
}

TEST(Hostile, MoreThanAnyClusterHasIsMalformed)
{
    QByteArray rows = "[";
    for (int i = 0; i < 5000; ++i)
        rows += "{},";
    rows += "{}]";
    EXPECT_EQ(readBodyAs(u"cluster.status"_s, rows).outcome.kind, Kind::Malformed);
    EXPECT_EQ(readBodyAs(u"cluster.status"_s, rows).outcome.detail, u"5001 members, more than any cluster has"_s);
    EXPECT_EQ(readBodyAs(u"config"_s, "{\"a\":[1" + QByteArray(",1").repeated(60000) + "]}").outcome.kind,
              Kind::Malformed);
}

TEST(Hostile, MetricsThatAreNone)
{
    EXPECT_EQ(readBodyAs(u"metrics"_s, "hello\n").outcome.kind, Kind::Malformed);
    EXPECT_EQ(readBodyAs(u"metrics"_s, R"({"go_goroutines":5})").outcome.kind, Kind::Malformed);
    EXPECT_EQ(readBodyAs(u"metrics"_s, "# only a comment\n").outcome.kind, Kind::Malformed);
    // A broken line among good ones costs itself alone.
    const Observation observation = readBodyAs(u"metrics"_s, "go_goroutines many\ngo_threads 11\n");
    EXPECT_EQ(observation.outcome.kind, Kind::Answered);
    EXPECT_EQ(observation.outcome.detail, u"1 lines could not be read"_s);
    EXPECT_EQ(factOf<MetricsFact>(observation)->goroutines, std::nullopt);
    EXPECT_EQ(factOf<MetricsFact>(observation)->series.value(u"go_threads"_s), 11);
}

TEST(Hostile, ProfilesThatAreNone)
{
    for (const QByteArray &body :
         {QByteArray("goroutine profile: total "), QByteArray("goroutine profile: total many\n"),
          QByteArray("goroutine profile: total -1\n"), QByteArray("goroutine profile: total 99999999999999999999\n"),
          QByteArray("goroutine profile: total 5x\n"), QByteArray("heap profile: 1: 2\n")})
        EXPECT_EQ(readBodyAs(u"goroutine.profile"_s, body).outcome.kind, Kind::Malformed) << body.toStdString();
    EXPECT_EQ(factOf<MetricsFact>(readBodyAs(u"goroutine.profile"_s, "goroutine profile: total 5"))->goroutines, 5);
}

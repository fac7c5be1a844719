// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "products/Expectations.h"

#include "Asking.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace rollcall::test {
namespace {

using namespace Qt::StringLiterals;
using Level = ExpectationFact::Level;

/// A file of three nodes with one probe of app1, and what that probe makes of answers.
class ExpectationTest : public testing::Test
{
protected:
    ExpectationTest()
    {
        probe.name = u"status"_s;
        probe.node = u"app1"_s;
        probe.path = u"/status"_s;
    }

    ProbeSpecPtr spec(int target = 0, const Credentials &credentials = withToken())
    {
        ClusterFile withProbe = file;
        withProbe.probes = {probe};
        for (const ProbeSpecPtr &made : productNamed(file.product)->probes(withProbe, TargetId{target}, credentials)) {
            if (made->expectation)
                return made;
        }
        return nullptr;
    }
    Observation read(HttpResult result)
    {
        return productNamed(file.product)->read(answerTo(spec(), std::move(result)));
    }
    ExpectationFact judge(int status, const QByteArray &body,
                          const QByteArray &head = "Content-Type: application/json\r\n")
    {
        const Observation observation = read(FakeHttp::answer(status, body, head).result);
        const ExpectationFact *fact = factOf<ExpectationFact>(observation);
        return fact ? *fact : ExpectationFact{Level::Warning, u"no fact"_s, {}, {}, false, {}};
    }

    ClusterFile file = threeNodes();
    GenericProbe probe;
};

TEST_F(ExpectationTest, AsksTheNodeItNames)
{
    probe.port = 9100;
    probe.path = u"/status?full=1"_s;
    probe.fallback = {u"/old"_s};
    probe.method = u"HEAD"_s;
    probe.headers.insert(u"X-Team"_s, HeaderValue{u"ops"_s, {}});
    const SecretReference key{SecretReference::Kind::Environment, u"KEY"_s};
    probe.headers.insert(u"X-Key"_s, HeaderValue{{}, key});
    Credentials credentials = withToken();
    credentials.headers.emplace(key, Secret("s3cret"));
    const ProbeSpecPtr made = spec(0, credentials);
    ASSERT_NE(made, nullptr);
    EXPECT_EQ(made->id, u"probe:status"_s);
    EXPECT_FALSE(made->isPrimary);
    EXPECT_FALSE(made->isIndependent);
    EXPECT_EQ(made->http().url, QUrl(u"http://10.10.10.1:9100/status?full=1"_s));
    EXPECT_EQ(made->http().method, "HEAD");
    EXPECT_EQ(made->endpoint, u"HEAD :9100/status"_s);
    ASSERT_EQ(made->fallbacks.size(), 1U);
    EXPECT_EQ(made->fallbacks[0]->url, QUrl(u"http://10.10.10.1:9100/old"_s));
    ASSERT_EQ(made->http().secretHeaders.size(), 1U) << "no token unless the probe asks for it";
    EXPECT_EQ(made->http().secretHeaders[0].second.reveal(), "s3cret");
    EXPECT_EQ(spec(1), nullptr);
    EXPECT_EQ(spec(3), nullptr) << "the proxy";
}

TEST_F(ExpectationTest, CredentialsOnlyWhereItAsksForThem)
{
    probe.auth = GenericProbe::Auth::Token;
    EXPECT_EQ(spec()->http().secretHeaders.at(0).second.reveal(), "Bearer abcdefghijklmnopqrstuvwxyz");
    probe.auth = GenericProbe::Auth::Login;
    file.login = Login{u"ops"_s, {}};
    Credentials credentials;
    credentials.password = Secret("pw");
    EXPECT_EQ(spec(0, credentials)->http().secretHeaders.at(0).second.reveal(), "Basic b3BzOnB3");
}

TEST_F(ExpectationTest, AUrlOfItsOwnIsCarriedByWhoeverHasItsHost)
{
    probe.node.clear();
    probe.path.clear();
    probe.url = QUrl(u"http://10.10.10.2:9200/_cluster/health"_s);
    EXPECT_EQ(spec(0), nullptr);
    ASSERT_NE(spec(1), nullptr);
    EXPECT_TRUE(spec(1)->isIndependent);
    EXPECT_EQ(spec(1)->http().url, probe.url);
    probe.url = QUrl(u"https://elsewhere.example.com/?key=s3cret"_s);
    ASSERT_NE(spec(0), nullptr);
    EXPECT_EQ(spec(0)->endpoint, u"GET https://elsewhere.example.com/"_s) << "a query may hold a secret";
    EXPECT_EQ(spec(1), nullptr);
    EXPECT_TRUE(judge(500, "").isOfCluster);
}

TEST_F(ExpectationTest, Status)
{
    EXPECT_EQ(judge(204, "").level, Level::Holds);
    EXPECT_EQ(judge(302, "").level, Level::Holds);
    EXPECT_EQ(judge(404, "").expected, u"status 200-399"_s);
    // Vault: 429 is a standby, not a limit of the rate.
    probe.expectStatus = {{200, 200}, {429, 429}, {472, 473}};
    EXPECT_EQ(judge(429, "").level, Level::Holds);
    EXPECT_EQ(judge(473, "").level, Level::Holds);
    const ExpectationFact sealed = judge(503, "");
    EXPECT_EQ(sealed.level, Level::Critical);
    EXPECT_EQ(sealed.name, u"status"_s);
    EXPECT_EQ(sealed.expected, u"status 200, 429, 472-473"_s);
    EXPECT_EQ(sealed.got, u"HTTP 503"_s);
}

TEST_F(ExpectationTest, TooManyRequestsSayNothingOfTheExpectation)
{
    const Observation observation = read(FakeHttp::answer(429, "", "Retry-After: 7\r\n").result);
    EXPECT_EQ(observation.outcome.kind, Outcome::Kind::RateLimited);
    EXPECT_EQ(observation.outcome.retryAfter, std::chrono::seconds(7));
    EXPECT_TRUE(observation.facts.empty());
}

TEST_F(ExpectationTest, TypeAndBody)
{
    probe.expectType = u"application/json"_s;
    EXPECT_EQ(judge(200, "{}", "Content-Type: application/JSON; charset=utf-8\r\n").level, Level::Holds);
    EXPECT_EQ(judge(200, "<html>", "Content-Type: text/html\r\n").got, u"type text/html"_s);
    EXPECT_EQ(judge(200, "{}", "").got, u"no type"_s);
    probe.expectType = u"text/*"_s;
    EXPECT_EQ(judge(200, "", "Content-Type: text/plain\r\n").level, Level::Holds);
    probe.expectType.clear();
    probe.expectBody = u"GitLab OK"_s;
    EXPECT_EQ(judge(200, "GitLab OK").level, Level::Holds);
    EXPECT_EQ(judge(200, "GitLab KO").got, u"another body (9 bytes)"_s);
}

TEST_F(ExpectationTest, Json)
{
    probe.expectJson = {{u"$.status"_s, u"ok"_s}, {u"$[\"WSO2 Micro Integrator\"]"_s, u"4.2.0"_s}};
    EXPECT_EQ(judge(200, R"({"status":"ok","WSO2 Micro Integrator":"4.2.0"})").level, Level::Holds);
    const ExpectationFact other = judge(200, R"({"status":"failed","WSO2 Micro Integrator":"4.2.0"})");
    EXPECT_EQ(other.expected, u"$.status = \"ok\""_s);
    EXPECT_EQ(other.got, u"\"failed\""_s);
    EXPECT_EQ(judge(200, R"({"status":200,"WSO2 Micro Integrator":"4.2.0"})").got, u"200"_s)
        << "an integer is never the text";
    EXPECT_EQ(judge(200, R"({"status":"ok"})").got, u"nothing there"_s);
    EXPECT_EQ(judge(200, "{").expected, u"JSON"_s);
    // Every value that the path points at counts: one ill shard of several is ill.
    probe.expectJson = {{u"$.gitaly_check[*].status"_s, u"ok"_s}};
    EXPECT_EQ(judge(200, R"({"gitaly_check":[{"status":"ok"},{"status":"failed"}]})").level, Level::Critical);
}

TEST_F(ExpectationTest, RowsAreReadWhateverTheStatus)
{
    probe.components = u"$"_s;
    const Observation observation = read(
        FakeHttp::answer(503, R"({"database":{"msg":"fine","success":true},"clair":{"msg":"gone","success":false}})")
            .result);
    EXPECT_EQ(factOf<ExpectationFact>(observation)->got, u"HTTP 503"_s);
    const ComponentsFact *rows = factOf<ComponentsFact>(observation);
    ASSERT_NE(rows, nullptr);
    EXPECT_THAT(rows->components, testing::ElementsAre(Component{u"clair"_s, false, u"gone"_s},
                                                       Component{u"database"_s, true, u"fine"_s}));
}

TEST_F(ExpectationTest, Metric)
{
    probe.kind = GenericProbe::Kind::Prometheus;
    probe.path.clear();
    probe.metric = u"queue{shard=\"a\"}"_s;
    probe.warn = 10;
    probe.critical = 20;
    EXPECT_EQ(spec()->http().url.path(), u"/metrics"_s);
    const auto queue = [this](const QByteArray &values) { return judge(200, values, "Content-Type: text/plain\r\n"); };
    EXPECT_EQ(queue("queue{shard=\"a\"} 10\nqueue{shard=\"b\"} 99\n").level, Level::Holds);
    EXPECT_EQ(queue("queue{shard=\"a\"} 10.5\n").level, Level::Warning);
    const ExpectationFact high = queue("queue{shard=\"a\"} 5\nqueue{node=\"1\", shard=\"a\"} 21\n");
    EXPECT_EQ(high.level, Level::Critical);
    EXPECT_EQ(high.value, 21);
    EXPECT_EQ(high.expected, u"at most 20"_s);
    EXPECT_EQ(high.got, u"queue{shard=\"a\"} = 21"_s);
    EXPECT_EQ(queue("other 1\n").got, u"no such sample"_s);
    EXPECT_EQ(queue("queue{shard=\"a\"} NaN\n").got, u"no such sample"_s);
    EXPECT_EQ(queue("# Metrics are disabled, see: /help\n").got, u"not a single sample"_s);
}

TEST_F(ExpectationTest, LittleIsBadWhereTheCriticalValueIsTheLowerOne)
{
    probe.kind = GenericProbe::Kind::Prometheus;
    probe.metric = u"free"_s;
    probe.warn = 20;
    probe.critical = 10;
    EXPECT_EQ(judge(200, "free 20\n").level, Level::Holds);
    EXPECT_EQ(judge(200, "free 19\n").level, Level::Warning);
    EXPECT_EQ(judge(200, "free 50\nfree 9\n").expected, u"at least 10"_s);
}

TEST_F(ExpectationTest, NoAnswerAtAll)
{
    const Observation refused = read(FakeHttp::failure(NetFailure::Refused).result);
    EXPECT_EQ(refused.outcome.kind, Outcome::Kind::Failed);
    EXPECT_EQ(factOf<ExpectationFact>(refused)->got, u"connection refused"_s);
    EXPECT_EQ(factOf<ExpectationFact>(read(FakeHttp::failure(NetFailure::Timeout).result))->got,
              u"no answer in time"_s);
    EXPECT_EQ(factOf<ExpectationFact>(read(FakeHttp::failure(NetFailure::TooLarge).result))->level, Level::Critical);
}

TEST_F(ExpectationTest, APort)
{
    probe.kind = GenericProbe::Kind::Tcp;
    probe.path.clear();
    probe.port = 5432;
    const ProbeSpecPtr made = spec();
    ASSERT_FALSE(made->isHttp());
    EXPECT_EQ(made->tcp().host, u"10.10.10.1"_s);
    EXPECT_EQ(made->tcp().port, 5432);
    Answer answer;
    answer.spec = made;
    answer.result = TcpResult{};
    EXPECT_EQ(factOf<ExpectationFact>(productNamed(file.product)->read(answer))->level, Level::Holds);
    TcpResult closed;
    closed.failure = NetFailure::Refused;
    answer.result = closed;
    EXPECT_EQ(factOf<ExpectationFact>(productNamed(file.product)->read(answer))->got, u"connection refused"_s);
}

std::vector<Component> rows(const QByteArray &json)
{
    const QJsonDocument document = QJsonDocument::fromJson(json);
    return expectations::componentsOf(
        {document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object())});
}

TEST(ComponentRows, EveryShapeOfTheField)
{
    EXPECT_THAT(
        rows(R"([{"name":"core","status":"healthy"},{"name":"redis","status":"unhealthy","error":"dial tcp"}])"),
        testing::ElementsAre(Component{u"core"_s, true, {}}, Component{u"redis"_s, false, u"dial tcp"_s}))
        << "Harbor";
    EXPECT_THAT(rows(R"([{"name":"Database","status":"DOWN"}])"),
                testing::ElementsAre(Component{u"Database"_s, false, u"DOWN"_s}))
        << "Keycloak";
    const QByteArray gitlab = "{\"db_check\":[{\"status\":\"ok\"}],\"gitaly_check\":["
                              "{\"status\":\"ok\",\"labels\":{\"shard\":\"default\"}},"
                              "{\"status\":\"failed\",\"message\":\"Connection refused\","
                              "\"labels\":{\"shard\":\"b\"}}],\"status\":\"ok\"}";
    EXPECT_THAT(rows(gitlab), testing::ElementsAre(Component{u"db_check"_s, true, {}},
                                                   Component{u"gitaly_check"_s, true, {}, u"default"_s},
                                                   Component{u"gitaly_check"_s, false, u"Connection refused"_s, u"b"_s},
                                                   Component{u"status"_s, true, {}}))
        << "GitLab";
    EXPECT_THAT(rows(R"(["a.car","b.car"])"),
                testing::ElementsAre(Component{u"a.car"_s, false, {}}, Component{u"b.car"_s, false, {}}))
        << "Micro Integrator";
    EXPECT_THAT(rows(R"-({"puma_readiness":{"healthy":false,"last_error":"no puma workers are booted (0/2)"}})-"),
                testing::ElementsAre(Component{u"puma_readiness"_s, false, u"no puma workers are booted (0/2)"_s}))
        << "Workhorse";
}

TEST(ComponentRows, WhatCannotBeToldIsLeftOut)
{
    EXPECT_TRUE(rows(R"({"a":1,"b":null,"c":{},"d":{"status":3},"e":{"status":""}})").empty());
    EXPECT_TRUE(rows(R"([1,{"status":"ok"},[],null])").empty()) << "rows without a name";
    EXPECT_TRUE(rows("[]").empty());
}

} // namespace
} // namespace rollcall::test

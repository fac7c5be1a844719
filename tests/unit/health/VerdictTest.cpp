// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Bench.h"

#include <QRegularExpression>

namespace rollcall {
namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using test::Bench;
using test::lines;

HealthFact deep(bool healthy, std::vector<Component> components)
{
    HealthFact fact;
    fact.healthy = healthy;
    fact.isDeep = true;
    fact.components = std::move(components);
    return fact;
}

TEST(Verdict, NothingKnownYet)
{
    Bench bench(3);
    EXPECT_EQ(bench.verdict(), u"Nothing is known yet: no target has answered."_s);
    bench.ping(1);
    EXPECT_EQ(bench.verdict(), u"Nothing is known yet of app2 and app3; app1 is healthy on 10.11.2."_s);
}

TEST(Verdict, AllHealthy)
{
    Bench bench(3);
    bench.pingAll();
    EXPECT_EQ(bench.verdict(), u"All 3 nodes are healthy on 10.11.2."_s);
    Bench one(1);
    one.pingAll();
    EXPECT_EQ(one.verdict(), u"app1 is healthy on 10.11.2."_s);
}

TEST(Verdict, AllHealthyWithoutAToken)
{
    Bench bench(2);
    bench.file.token.reset();
    bench.pingAll();
    EXPECT_EQ(bench.verdict(),
              u"All 2 nodes are healthy on 10.11.2; without a token their member lists, configurations "
              "and plugins cannot be compared."_s);
}

TEST(Verdict, OfNodesWithoutVersions)
{
    Bench bench(2);
    bench.file.product = u"generic"_s;
    for (const int node : {1, 2}) {
        HealthFact health;
        health.healthy = true;
        bench.answer(node, u"ping"_s, {health});
    }
    EXPECT_EQ(bench.verdict(), u"All 2 nodes are healthy."_s);
}

TEST(Verdict, ANodeDown)
{
    Bench bench(3);
    bench.pingAll();
    bench.fail(3, NetFailure::Refused);
    EXPECT_EQ(bench.verdict(),
              u"app3 did not answer and is being asked again; app1 and app2 are healthy on 10.11.2."_s);
    bench.at(15);
    bench.fail(3, NetFailure::Refused);
    EXPECT_EQ(bench.verdict(),
              u"app3 is down: connection refused, twice in 15 s; app1 and app2 are healthy on 10.11.2."_s);
}

TEST(Verdict, DownInOtherWays)
{
    const std::pair<NetFailure, QString> table[] = {
        {NetFailure::Timeout, u"app1 is down: no answer within 5 s; app2 is healthy on 10.11.2."_s},
        {NetFailure::NameNotFound, u"app1 is down: its name does not resolve; app2 is healthy on 10.11.2."_s},
        {NetFailure::Reset, u"app1 is down: connection reset; app2 is healthy on 10.11.2."_s},
        {NetFailure::Closed,
         u"app1 is down: connection closed before the answer was complete; app2 is healthy on 10.11.2."_s},
        {NetFailure::NoRoute, u"app1 is down: no route to host; app2 is healthy on 10.11.2."_s},
    };
    for (const auto &[failure, expected] : table) {
        Bench bench(2);
        bench.options.attempts = 1;
        bench.ping(2);
        bench.fail(1, failure);
        EXPECT_EQ(bench.verdict(), expected);
    }
}

TEST(Verdict, DownByTimeoutTwice)
{
    Bench bench(2);
    bench.pingAll();
    bench.down(1, NetFailure::Timeout);
    bench.ping(2);
    EXPECT_EQ(bench.verdict(), u"app1 is down: no answer within 5 s, twice; app2 is healthy on 10.11.2."_s);
}

TEST(Verdict, ManyDownAreFiveNames)
{
    Bench bench(9);
    bench.options.attempts = 1;
    bench.ping(9);
    for (int i = 1; i <= 8; ++i)
        bench.fail(i, NetFailure::Refused);
    EXPECT_EQ(bench.verdict(), u"app1, app2, app3, app4, app5 and 3 more are down: connection refused; app9 is healthy "
                               "on 10.11.2."_s);
}

TEST(Verdict, AllDown)
{
    Bench bench(2);
    bench.options.attempts = 1;
    for (const int i : {1, 2})
        bench.fail(i, NetFailure::Refused);
    EXPECT_EQ(bench.verdict(), u"app1 and app2 are down: connection refused, so no node is left to serve."_s);
}

TEST(Verdict, NoMoreThanFiveCriticalNodesInAll)
{
    Bench bench(8);
    bench.options.attempts = 1;
    for (int i = 1; i <= 4; ++i)
        bench.fail(i, NetFailure::Refused);
    bench.fail(5, NetFailure::Timeout);
    for (int i = 6; i <= 7; ++i) {
        HealthFact health;
        health.healthy = false;
        bench.answer(i, u"ping"_s, {health});
    }
    bench.ping(8);
    EXPECT_EQ(bench.verdict(),
              u"app1, app2, app3 and app4 are down: connection refused; app5 is down: no answer within "
              "5 s; 2 more are critical; app8 is healthy on 10.11.2."_s);
}

TEST(Verdict, OddVersion)
{
    Bench bench(5);
    bench.pingAll();
    bench.ping(4, u"10.10.1"_s);
    EXPECT_EQ(bench.verdict(), u"app4 runs 10.10.1, the other four 10.11.2."_s);
    bench.ping(5, u"10.10.2"_s);
    EXPECT_EQ(bench.verdict(), u"app4 runs 10.10.1, app5 10.10.2, the other three 10.11.2."_s);
}

TEST(Verdict, OddVersionBesideADeadNode)
{
    Bench bench(4);
    bench.pingAll();
    bench.ping(2, u"10.10.1"_s);
    bench.down(1, NetFailure::Refused);
    EXPECT_EQ(bench.verdict(),
              u"app1 is down: connection refused, twice in 15 s; app2 runs 10.10.1, two others 10.11.2."_s);
}

TEST(Verdict, VersionsWithoutAMajority)
{
    Bench bench(4);
    bench.pingAll();
    bench.ping(1, u"10.10.1"_s);
    bench.ping(3, u"10.10.1"_s);
    EXPECT_EQ(bench.verdict(), u"app1 and app3 run 10.10.1, app2 and app4 10.11.2."_s);
}

TEST(Verdict, OddVersionThatFailsRequestsIsOneClause)
{
    Bench bench(3);
    bench.pingAll();
    bench.ping(3, u"10.10.1"_s);
    bench.requests(1, 1000, 0);
    bench.requests(2, 1000, 0);
    bench.requests(3, 1000, 340);
    EXPECT_EQ(bench.findings(), lines("critical version.mismatch app3", "warning errors.above_peers app3"));
    EXPECT_EQ(bench.verdict(), u"app3 runs 10.10.1, the other two 10.11.2, and it answers 34 % of its API requests "
                               "with an error (the others 0 %), so requests fail seemingly at random."_s);
}

TEST(Verdict, OddVersionWithGoroutinesIsOneClause)
{
    Bench bench(3);
    bench.pingAll();
    bench.ping(3, u"10.10.1"_s);
    bench.goroutines(1, 400);
    bench.goroutines(2, 400);
    bench.goroutines(3, 1900);
    EXPECT_EQ(bench.verdict(), u"app3 runs 10.10.1, the other two 10.11.2, and it has 1900 goroutines (the others "
                               "about 400), so requests fail seemingly at random."_s);
}

TEST(Verdict, SharedDatabase)
{
    Bench bench(2);
    bench.pingAll();
    for (const int node : {1, 2})
        bench.answer(node, u"ping.enhanced"_s, {deep(false, {{u"database"_s, false, {}}})});
    EXPECT_EQ(bench.verdict(), u"The database fails on app1 and app2."_s);
}

TEST(Verdict, UnhealthyAndThreshold)
{
    Bench bench(3);
    bench.file.rules.goroutineThreshold = 500;
    bench.pingAll();
    bench.goroutines(1, 900);
    HealthFact health;
    health.healthy = false;
    bench.answer(2, u"ping"_s, {health});
    EXPECT_EQ(bench.verdict(), u"app1 has 900 goroutines, over the threshold of 500; app2 calls itself unhealthy; app3 "
                               "is healthy on 10.11.2."_s);
}

TEST(Verdict, Configurations)
{
    Bench bench(3);
    bench.pingAll();
    for (const int node : {1, 2, 3})
        bench.list(node, {bench.member(1), bench.member(2), bench.member(3, u"odd"_s)});
    EXPECT_EQ(bench.verdict(),
              u"app3 has another configuration than the other two; app1 and app2 are healthy on 10.11.2."_s);
    ConfigFact config;
    config.digests.insert(u"SqlSettings.MaxIdleConns"_s, "1");
    bench.answer(1, u"config"_s, {config});
    config.digests[u"SqlSettings.MaxIdleConns"_s] = "2";
    bench.answer(3, u"config"_s, {config});
    EXPECT_EQ(bench.verdict(),
              u"app3 has another configuration than the other two (SqlSettings.MaxIdleConns); app1 and "
              "app2 are healthy on 10.11.2."_s);
    config.digests[u"SqlSettings.MaxIdleConns"_s] = "1";
    bench.answer(3, u"config"_s, {config});
    EXPECT_EQ(bench.verdict(),
              u"app3 has another configuration than the other two (in a value that is masked); app1 and "
              "app2 are healthy on 10.11.2."_s);
}

TEST(Verdict, Membership)
{
    Bench bench(3);
    bench.options.confirmViews = false;
    bench.pingAll();
    bench.listNodes(1, {1, 2});
    bench.listNodes(2, {1, 2});
    bench.listNodes(3, {3});
    EXPECT_EQ(bench.verdict(), u"app3 is missing from the cluster: app1 and app2 do not list it; app1 and app2 are "
                               "not listed by app3."_s);

    Bench split(3);
    split.file.retryAfter = 0s;
    split.pingAll();
    split.listNodes(1, {1, 2});
    split.listNodes(2, {1, 2});
    split.listNodes(3, {3});
    EXPECT_EQ(split.verdict(), u"app3 is split off from app1 and app2: it sees nobody, nobody sees it, and it elects "
                               "itself leader and runs the scheduled jobs a second time."_s);
}

TEST(Verdict, Proxy)
{
    Bench bench(2, true);
    bench.pingAll();
    bench.down(0, NetFailure::Refused);
    EXPECT_EQ(bench.verdict(),
              u"The proxy is down: connection refused, twice in 15 s; all 2 nodes are healthy on 10.11.2."_s);
    Bench error(2, true);
    error.pingAll();
    error.observe(0, u"ping"_s, error.outcome(Outcome::Kind::Unexpected, 502));
    EXPECT_EQ(error.verdict(),
              u"The proxy answers HTTP 502, and no node made that answer; all 2 nodes are healthy on 10.11.2."_s);
}

TEST(Verdict, Certificates)
{
    Bench bench(2);
    bench.ping(2);
    bench.fail(1, NetFailure::TlsUntrusted);
    EXPECT_EQ(bench.verdict(), u"The certificate of app1 is not trusted; app2 is healthy on 10.11.2."_s);
}

TEST(Verdict, WarningsWhenNothingIsCritical)
{
    Bench bench(3);
    bench.pingAll();
    for (const int node : {1, 2, 3})
        bench.observe(node, u"cluster.status"_s, bench.outcome(Outcome::Kind::Rejected, 401));
    EXPECT_EQ(bench.verdict(), u"app1, app2 and app3 reject the credentials, so the member list is unknown."_s);
}

TEST(Verdict, ManySlowNodesAreOneClause)
{
    Bench bench(3);
    bench.pingAll();
    for (const int node : {1, 2}) {
        Outcome slow = bench.outcome();
        slow.latency = node * 2500ms;
        bench.observe(node, u"cluster.status"_s, slow);
    }
    EXPECT_EQ(bench.verdict(),
              u"app1 and app2 answer slowly (5 s for GET /cluster.status); app3 is healthy on 10.11.2."_s);
}

TEST(Verdict, CriticalGoesBeforeWarning)
{
    Bench bench(3);
    bench.pingAll();
    bench.observe(1, u"cluster.status"_s, bench.outcome(Outcome::Kind::RateLimited, 429));
    bench.down(3, NetFailure::Refused);
    EXPECT_EQ(bench.verdict(), u"app3 is down: connection refused, twice in 15 s; app2 is healthy on 10.11.2."_s);
}

TEST(Verdict, NotAllowedIsUnknown)
{
    Bench bench(2);
    bench.pingAll();
    bench.at(1);
    bench.observe(1, u"ping"_s, bench.outcome(Outcome::Kind::NotAllowed, 404));
    EXPECT_EQ(bench.verdict(), u"app1 does not allow this address to ask; app2 is healthy on 10.11.2."_s);
}

TEST(Verdict, StrangerHasNoNode)
{
    Bench bench(2);
    bench.pingAll();
    for (const int node : {1, 2})
        bench.listNodes(node, {1, 2, 9});
    EXPECT_EQ(bench.verdict(),
              u"The cluster lists app9, which is no node of the file; all 2 nodes are healthy on 10.11.2."_s);
}

TEST(Verdict, Offline)
{
    Bench bench(3);
    for (const int node : {1, 2, 3})
        bench.fail(node, NetFailure::NoRoute);
    EXPECT_EQ(bench.verdict(), u"This workstation has no network: nothing can be said of the 3 nodes."_s);
}

TEST(Verdict, HostileVersionsStayText)
{
    Bench bench(3);
    bench.pingAll();
    bench.ping(3, u"<b>\u202E%1\n10"_s);
    EXPECT_EQ(bench.verdict(), u"app3 runs <b><U+202E>%1<U+000A>10, the other two 10.11.2."_s);
}

TEST(Verdict, IsTranslatable)
{
    Bench bench(3);
    bench.pingAll();
    bench.down(3, NetFailure::Refused);
    const auto state = bench.state();
    const Wording german({[](const char *source, int n) {
        static const QMap<QByteArray, QString> words{
            {"%1 is down: %2", u"%1 ist ausgefallen: %2"_s},
            {"connection refused", u"Verbindung abgelehnt"_s},
            {"%1, twice in %2", u"%1, zweimal in %2"_s},
            {"%1 are healthy on %2", u"%1 sind gesund mit %2"_s},
            {"%1 and %2", u"%1 und %2"_s},
        };
        return words.value(source, QString::fromUtf8(source)).replace(u"%n"_s, QString::number(n));
    }});
    EXPECT_EQ(german.verdict(*state),
              u"app3 ist ausgefallen: Verbindung abgelehnt, zweimal in 15 s; app1 und app2 sind gesund mit 10.11.2."_s);
}

TEST(Wording, PlainMakesTextSafe)
{
    EXPECT_EQ(Wording::plain(u"10.11.2"_s), u"10.11.2"_s);
    EXPECT_EQ(Wording::plain(u"Zürich 日本 😀"_s), u"Zürich 日本 😀"_s);
    EXPECT_EQ(Wording::plain(u"a\tb\r\n"_s), u"a<U+0009>b<U+000D><U+000A>"_s);
    EXPECT_EQ(Wording::plain(u"\u202Eabc\u202C\u2066\u200B\uFEFF"_s), u"<U+202E>abc<U+202C><U+2066><U+200B><U+FEFF>"_s);
    EXPECT_EQ(Wording::plain(QString(QString(QChar(0xD800)) + u'x')), u"<U+D800>x"_s);
    EXPECT_EQ(Wording::plain(u"\U000E0041"_s), u"<U+E0041>"_s);
    EXPECT_EQ(Wording::plain(QString(200, u'a')).size(), 160);
    EXPECT_EQ(Wording::plain(QString(200, u'a')).back(), QChar(u'…'));
    EXPECT_EQ(Wording::plain(QString(160, u'a')), QString(160, u'a'));
    EXPECT_EQ(Wording::plain(QString(160, u'ä')), QString(160, u'ä'));
    EXPECT_EQ(Wording::plain(u"abcdef"_s, 4), u"abc…"_s);
}

TEST(Wording, EveryCodeHasAMessageAndAShortReason)
{
    Bench bench(3, true);
    const QRegularExpression gap(u"%[0-9n]"_s); // a place that nothing was put in
    for (const Code code : allCodes()) {
        Finding finding;
        finding.code = code;
        finding.targets = {TargetId{0}};
        const QString message = Wording().message(bench.file, finding);
        EXPECT_TRUE(message.endsWith(u'.')) << codeName(code).toStdString();
        EXPECT_FALSE(message.contains(gap)) << message.toStdString();
        EXPECT_NE(message, codeName(code) + u'.');
        const QString reason = Wording().shortReason(finding);
        EXPECT_FALSE(reason.isEmpty() || reason.contains(gap) || reason == codeName(code)) << reason.toStdString();
        EXPECT_LE(reason.size(), 50);
    }
}

TEST(Wording, FiguresAreWrittenAsTheReadersDo)
{
    Bench bench(2);
    const QLocale german(QLocale::German);
    const Wording wording(
        {[](const char *source, int n) { return QString::fromUtf8(source).replace(u"%n"_s, QString::number(n)); },
         [german](double value, int decimals) { return german.toString(value, 'f', decimals); }});
    const auto both = [&](Code code, const QJsonObject &evidence) {
        const Finding finding{code, Severity::Warning, {TargetId{0}}, evidence, {}};
        return QStringList{Wording().message(bench.file, finding), wording.message(bench.file, finding)};
    };
    EXPECT_EQ(both(Code::NodeGoroutinesOverThreshold, {{u"goroutines"_s, 12345}, {u"threshold"_s, 10000}}),
              (QStringList{u"app1 has 12345 goroutines, over the threshold of 10000."_s,
                           u"app1 has 12.345 goroutines, over the threshold of 10.000."_s}));
    EXPECT_EQ(both(Code::ErrorsAbovePeers, {{u"ratio"_s, 0.0624}, {u"median"_s, 0.31}}),
              (QStringList{u"app1 answers 6.2 % of its API requests with an error (the others 31 %)."_s,
                           u"app1 answers 6,2 % of its API requests with an error (the others 31 %)."_s}));
    EXPECT_EQ(both(Code::ClockSkew, {{u"offsetsMs"_s, QJsonObject{{u"app1"_s, -4540}}}}),
              (QStringList{u"The clock of app1 is off by 4.5 s."_s, u"The clock of app1 is off by 4,5 s."_s}));
    EXPECT_EQ(
        both(Code::GoroutinesRising, {{u"perMinute"_s, 2600},
                                      {u"timeToThreshold"_s, 12},
                                      {u"earliestSeconds"_s, 10.5},
                                      {u"latestSeconds"_s, 9e6}}),
        (QStringList{u"The goroutines of app1 rise by 2600 a minute and reach the threshold in about 12 s (between "
                     "10.5 s and 2500 h)."_s,
                     u"The goroutines of app1 rise by 2.600 a minute and reach the threshold in about 12 s (between "
                     "10,5 s and 2.500 h)."_s}));
    EXPECT_EQ(both(Code::TlsExpires, {{u"daysLeft"_s, 1234}}),
              (QStringList{u"The certificate of app1 expires in 1234 days."_s,
                           u"The certificate of app1 expires in 1.234 days."_s}));
    // What only looks like a number stays: a status, a version.
    EXPECT_EQ(both(Code::ProxyError, {{u"status"_s, 1502}})[1],
              u"The proxy answers HTTP 1502, and no node made that answer."_s);
    const Finding rising{Code::GoroutinesAbovePeers,
                         Severity::Warning,
                         {TargetId{0}},
                         {{u"goroutines"_s, 12345}, {u"median"_s, 1100}},
                         {}};
    EXPECT_EQ(Wording().shortReason(rising), u"12345 goroutines, peers 1100"_s);
    EXPECT_EQ(wording.shortReason(rising), u"12.345 goroutines, peers 1.100"_s);
}

TEST(Wording, MessageNamesThePermission)
{
    Bench bench(1);
    bench.pingAll();
    Outcome forbidden = bench.outcome(Outcome::Kind::Forbidden, 403);
    forbidden.permission = u"sysconsole_read_plugins"_s;
    bench.observe(1, u"plugins.statuses"_s, forbidden);
    bench.evaluate();
    EXPECT_EQ(
        Wording().message(bench.file, *bench.find(Code::AuthForbidden)),
        u"app1 forbids these credentials a part of the questions, so the state of the plugins is unknown (missing "
        "permission: sysconsole_read_plugins)."_s);
}

TEST(Wording, MessageShowsThePins)
{
    Bench bench(1);
    Finding finding;
    finding.targets = {TargetId{0}};
    finding.code = Code::TlsUntrusted;
    finding.evidence = {{u"pin"_s, u"sha256//AAAA"_s}};
    EXPECT_EQ(
        Wording().message(bench.file, finding),
        u"The certificate of app1 is not trusted (its key, to be pinned if it is the right one: sha256//AAAA)."_s);
    finding.code = Code::TlsPinChanged;
    finding.evidence = {{u"oldPin"_s, u"sha256//AAAA"_s}, {u"newPin"_s, u"sha256//BBBB"_s}};
    EXPECT_EQ(Wording().message(bench.file, finding),
              u"The public key of app1 is not the pinned one (pinned: sha256//AAAA, now: sha256//BBBB)."_s);
}

TEST(Wording, ShortReasons)
{
    Bench bench(3);
    bench.pingAll();
    bench.ping(3, u"10.10.1"_s);
    bench.down(2, NetFailure::Refused);
    bench.ping(1);
    bench.evaluate();
    EXPECT_EQ(Wording().shortReason(*bench.find(Code::NodeUnreachable)), u"connection refused"_s);
    EXPECT_EQ(Wording().shortReason(*bench.find(Code::VersionMismatch)), u"versions differ"_s);
    Bench odd(3);
    odd.pingAll();
    odd.ping(3, u"10.10.1"_s);
    odd.evaluate();
    EXPECT_EQ(Wording().shortReason(*odd.find(Code::VersionMismatch)), u"10.10.1 instead of 10.11.2"_s);
}

TEST(Wording, Unknowns)
{
    Bench bench(2);
    bench.file.token.reset();
    EXPECT_EQ(Wording().unknowns(*bench.state(), bench.id(1)),
              QStringList{u"It has not answered yet: nothing is known of it."_s});
    bench.ping(1);
    bench.observe(1, u"schema.version"_s, bench.outcome(Outcome::Kind::Absent, 404));
    EXPECT_EQ(
        Wording().unknowns(*bench.state(), bench.id(1)),
        (QStringList{u"Without a token the member list, the configuration hash, the schema version and the plugins "
                     "are unknown."_s,
                     u"GET /schema.version is not offered by this version or edition."_s}));
}

} // namespace
} // namespace rollcall

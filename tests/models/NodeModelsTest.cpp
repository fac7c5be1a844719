// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/FixtureClusters.h"
#include "support/PrintTo.h"
#include "ui/models/CopyText.h"
#include "ui/models/FactsModel.h"
#include "ui/models/FindingsModel.h"
#include "ui/models/ProbeTableModel.h"
#include "ui/models/Words.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <gmock/gmock.h>

using namespace rollcall;
using namespace rollcall::test;
using namespace Qt::StringLiterals;

namespace {

class NodeModelsTest : public testing::Test
{
protected:
    FakeClock clock;
    ClusterFixture fixture{u"production"_s, 3, clock};

    QStringList row(const TextTable &model, const QString &key) const
    {
        const int at = model.rowOf(key);
        return at < 0 ? QStringList() : model.row(at).cells;
    }
};

TEST_F(NodeModelsTest, ShowsEveryProbeThePrimaryFirst)
{
    ProbeTableModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.setTarget(*fixture.state()->targets[0], fixture.answers(0), clock.now());
    ASSERT_EQ(model.rowCount(), 9);
    EXPECT_EQ(model.row(0).cells, QStringList({u"ping"_s, u"GET /api/v4/system/ping"_s, u"Answered"_s, u"200"_s,
                                               u"2.4 ms"_s, u"connect 0.3, first byte 1.9, body 0.2"_s, u"3 s"_s}));
    EXPECT_EQ(row(model, u"plugins.statuses"_s)[ProbeTableModel::OutcomeColumn], u"Not offered"_s);
    EXPECT_EQ(row(model, u"config"_s),
              QStringList({u"config"_s, u"GET /api/v4/config"_s, u"On demand"_s, u""_s, u""_s, u""_s, u""_s}));
    EXPECT_FALSE(model.hasSeverities());
}

TEST_F(NodeModelsTest, AFailedProbeSaysHow)
{
    fixture.breakDown(0);
    ProbeTableModel model;
    model.setTarget(*fixture.state()->targets[0], fixture.answers(0), clock.now());
    EXPECT_EQ(row(model, u"ping"_s)[ProbeTableModel::OutcomeColumn], u"Refused"_s);
    EXPECT_EQ(row(model, u"ping"_s)[ProbeTableModel::Status], u""_s);
    EXPECT_EQ(model.row(0).severity, static_cast<int>(Severity::Critical));
    EXPECT_EQ(model.row(0).toolTip, u"Failed to connect to 10.10.10.2 port 8065: Connection refused"_s);
}

TEST_F(NodeModelsTest, RowsThatStayAreChangedInPlace)
{
    ProbeTableModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.setTarget(*fixture.state()->targets[0], {}, clock.now());
    const QPersistentModelIndex metrics = model.index(model.rowOf(u"metrics"_s), 0);
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    TargetState &node = fixture.target(0);
    node.facts.specs.erase(u"config"_s);
    node.facts.outcomes.at(u"ping"_s).status = 503;
    model.setTarget(node, {}, clock.now());
    EXPECT_EQ(reset.size(), 0);
    EXPECT_EQ(changed.size(), 1);
    EXPECT_EQ(model.rowCount(), 8);
    EXPECT_EQ(metrics.data().toString(), u"metrics"_s);
}

TEST_F(NodeModelsTest, FactsNameTheirSourceAndAge)
{
    FactsModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    const ClusterStatePtr state = fixture.state();
    model.setTarget(*state, *state->targets[0], clock.now());
    EXPECT_EQ(row(model, u"version/ping"_s), QStringList({u"Version"_s, u"10.11.2"_s, u"ping"_s, u"3 s"_s}));
    EXPECT_EQ(row(model, u"sees/"_s)[1], u"app1, app2, app3"_s);
    EXPECT_EQ(row(model, u"threshold/config.client"_s)[1], u"1,500"_s);
    EXPECT_EQ(row(model, u"component.database/ping.enhanced"_s)[1], u"ok"_s);
}

TEST_F(NodeModelsTest, AnOldFactIsDimAndAnIllOneMarked)
{
    fixture.forbiddenToken().unhealthyDatabase(0);
    const ClusterStatePtr state = fixture.state();
    FactsModel model;
    model.setTarget(*state, *state->targets[0], clock.now());
    EXPECT_TRUE(model.row(model.rowOf(u"members/cluster.status"_s)).isDim);
    EXPECT_FALSE(model.row(model.rowOf(u"version/ping"_s)).isDim);
    EXPECT_EQ(model.row(model.rowOf(u"component.database/ping.enhanced"_s)).severity,
              static_cast<int>(Severity::Critical));
    EXPECT_EQ(model.rowOf(u"sees/"_s), -1);
}

TEST_F(NodeModelsTest, TheCertificateIsAmongTheFacts)
{
    const ClusterStatePtr state = fixture.state();
    FactsModel model;
    model.setTarget(*state, *state->targets[3], clock.now());
    EXPECT_EQ(row(model, u"cert.subject/"_s)[1], u"CN=chat.example.com"_s);
    EXPECT_EQ(row(model, u"cert.until/"_s)[1], u"2027-01-09T20:00:00Z"_s);
    EXPECT_EQ(row(model, u"reaches/"_s)[1], u"app1, app2, app3"_s);
    EXPECT_EQ(row(model, u"share.http/"_s)[1], u"app1 8, app2 8, app3 8 (of 24)"_s);
    EXPECT_EQ(row(model, u"share.websocket/"_s)[1], u"app1 8, app2 8, app3 8, cannot be told: 2 (of 26)"_s);
}

TEST_F(NodeModelsTest, FindingsSayWhatWhySinceWhen)
{
    fixture.clockSkew(1).breakDown(1);
    const ClusterStatePtr state = fixture.state();
    FindingsModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.setTarget(*state, *state->targets[1]);
    ASSERT_EQ(model.rowCount(), 2);
    EXPECT_EQ(model.row(0).cells[FindingsModel::CodeColumn], u"node.unreachable"_s);
    EXPECT_EQ(model.row(0).cells[FindingsModel::Evidence], u"attempts: 2 · kind: refused · retryAfterMs: 15000"_s);
    EXPECT_THAT(model.row(0).cells[FindingsModel::Reason].toStdString(), testing::HasSubstr("app2"));
    EXPECT_EQ(model.row(1).severity, static_cast<int>(Severity::Warning));
}

TEST_F(NodeModelsTest, CurlHasTheTokenAsAVariable)
{
    const QString text = copy_text::curl(*fixture.state()->targets[0]->facts.specs.at(u"ping.enhanced"_s));
    EXPECT_EQ(text, u"curl -sS -i \\\n  --max-time 5 \\\n  -H 'Accept: application/json' \\\n  "
                    "-H \"Authorization: Bearer $ROLLCALL_TOKEN\" \\\n  "
                    "'http://10.10.10.2:8065/api/v4/system/ping?get_server_status=true'"_s);
    EXPECT_FALSE(text.contains(QString::fromUtf8(ClusterFixture::secretToken())));
}

TEST_F(NodeModelsTest, CurlOfAWebSocketIsItsUpgrade)
{
    auto request = std::make_shared<WebSocketRequest>();
    request->url = QUrl(u"https://chat.example.com/api/v4/websocket"_s);
    request->secretHeaders.emplace_back("Authorization", Secret("Bearer abcdefghijklmnopqrstuvwxyz"));
    ProbeSpec spec;
    spec.request = WebSocketQuestion{std::move(request), true};
    const QString text = copy_text::curl(spec);
    EXPECT_TRUE(text.contains(u"Upgrade: websocket"_s));
    EXPECT_TRUE(text.contains(u"$ROLLCALL_TOKEN"_s));
    EXPECT_FALSE(text.contains(u"abcdef"_s));
    EXPECT_TRUE(text.endsWith(u"'https://chat.example.com/api/v4/websocket'"_s));

    Answer answer;
    WebSocketResult result;
    result.status = 101;
    result.opened = std::chrono::milliseconds(3);
    result.message = "{\"event\":\"hello\"}\x1b";
    answer.result = result;
    EXPECT_TRUE(copy_text::answer(answer).startsWith(u"It opened in "_s));
    EXPECT_TRUE(copy_text::answer(answer).contains(u"hello"_s));
    EXPECT_FALSE(copy_text::answer(answer).contains(QChar(0x1b)));
    result = {};
    result.status = 400;
    result.detail = u"answers the upgrade with HTTP 400"_s;
    answer.result = result;
    EXPECT_EQ(copy_text::answer(answer), result.detail);
    result.status = 0;
    result.failure = NetFailure::Reset;
    answer.result = result;
    EXPECT_EQ(copy_text::answer(answer), u"No complete answer: reset\n"_s + result.detail);
}

TEST_F(NodeModelsTest, CurlSaysAllThatMatters)
{
    auto tls = std::make_shared<TlsTrust>();
    tls->caFile = u"/etc/ssl/it's ours.pem"_s;
    tls->pin = u"sha256//abc="_s;
    auto request = std::make_shared<HttpRequest>();
    request->url = QUrl(u"https://user:hidden@chat.example.com/x?a='b'"_s);
    request->method = "POST";
    request->body = "{\"a\":1}";
    request->secretHeaders.emplace_back("PRIVATE-TOKEN", Secret("plain-secret"));
    request->connectTo = u"10.10.10.2:443"_s;
    request->proxy = u"socks5h://me:hidden@127.0.0.1:1080"_s;
    request->tls = tls;
    request->timeout = Milliseconds(2500);
    ProbeSpec spec;
    spec.request = std::shared_ptr<const HttpRequest>(request);
    EXPECT_EQ(copy_text::curl(spec),
              u"curl -sS -i \\\n  --max-time 2.5 \\\n  -X 'POST' \\\n  -H \"PRIVATE-TOKEN: $ROLLCALL_TOKEN\" \\\n  "
              "--data-binary '{\"a\":1}' \\\n  --connect-to '::10.10.10.2:443' \\\n  "
              "--proxy 'socks5h://127.0.0.1:1080' \\\n  --cacert '/etc/ssl/it'\\''s ours.pem' \\\n  "
              "--insecure --pinnedpubkey 'sha256//abc=' \\\n  'https://chat.example.com/x?a='\\''b'\\'''"_s);
}

TEST_F(NodeModelsTest, MarkdownIsNotOpenToMarkup)
{
    fixture.hostile(0).breakDown(1);
    const ClusterStatePtr state = fixture.state();
    const QString ill = copy_text::markdown(*state, *state->targets[1], clock.now());
    EXPECT_THAT(ill.toStdString(),
                testing::StartsWith("## production / app2: Critical\n\n- At: 2026-11-20T20:00:00Z\n"));
    EXPECT_THAT(ill.toStdString(), testing::HasSubstr("**Critical** `node.unreachable`: app2 is down"));
    EXPECT_THAT(ill.toStdString(), testing::HasSubstr("| GET /api/v4/system/ping | Refused | – | 0.4 ms |"));
    const QString hostile = copy_text::markdown(*state, *state->targets[0], clock.now());
    EXPECT_FALSE(QString(hostile).remove(u"\\<"_s).contains(u'<'));
    EXPECT_TRUE(hostile.contains(u"\\<b onclick"_s));
    EXPECT_FALSE(hostile.contains(QChar(0x202e)));
    EXPECT_FALSE(hostile.contains(QString::fromUtf8(ClusterFixture::secretToken())));
}

TEST_F(NodeModelsTest, ARawAnswerIsPlainTextWithItsInvisibleCharactersShown)
{
    HttpResult result;
    result.status = 200;
    result.httpVersion = 20;
    result.head = "Content-Type: text/html\r\n";
    result.body = "<script>x</script>\n\ta\x01"
                  "b\xE2\x80\xAE"
                  "c\xFF"
                  "d\r\nend";
    Answer answer;
    answer.result = result;
    EXPECT_EQ(copy_text::answer(answer),
              u"HTTP/2 200\nContent-Type: text/html\n\n<script>x</script>\n\ta⟨U+0001⟩b⟨U+202E⟩c\uFFFDd\nend"_s);
    result.body = QByteArray(300 * 1024, 'x');
    answer.result = result;
    EXPECT_THAT(copy_text::answer(answer).toStdString(), testing::EndsWith("the whole body has 307,200 bytes"));
    result = HttpResult();
    result.failure = NetFailure::Timeout;
    result.detail = u"nothing within 5 s"_s;
    answer.result = result;
    EXPECT_EQ(copy_text::answer(answer), u"No complete answer: timeout (nothing within 5 s)\n"_s);
}

TEST(WordsTest, FiguresHaveUnits)
{
    EXPECT_EQ(words::latency(3.14159), u"3.1 ms"_s);
    EXPECT_EQ(words::latency(9.96), u"10 ms"_s);
    EXPECT_EQ(words::latency(840.4), u"840 ms"_s);
    EXPECT_EQ(words::latency(1240), u"1.2 s"_s);
    EXPECT_EQ(words::latency(-1), u"0.0 ms"_s);
    EXPECT_EQ(words::age(std::chrono::seconds(12)), u"12 s"_s);
    EXPECT_EQ(words::age(std::chrono::minutes(3)), u"3 min"_s);
    EXPECT_EQ(words::age(std::chrono::hours(5)), u"5 h"_s);
    EXPECT_EQ(words::age(std::chrono::hours(80)), u"3 d"_s);
    EXPECT_EQ(words::age(std::chrono::seconds(-4)), u"0 s"_s);
    EXPECT_EQ(words::offset(Milliseconds(-4500)), u"−4.5 s"_s);
    EXPECT_EQ(words::offset(Milliseconds(20)), u"±0.0 s"_s);
}

TEST(WordsTest, EveryOutcomeAndFailureHasAWord)
{
    for (int kind = 0; kind <= static_cast<int>(Outcome::Kind::Absent); ++kind) {
        Outcome outcome;
        outcome.kind = static_cast<Outcome::Kind>(kind);
        EXPECT_FALSE(words::outcome(outcome).isEmpty()) << kind;
    }
    for (int failure = 1; failure <= static_cast<int>(NetFailure::Cancelled); ++failure) {
        Outcome outcome;
        outcome.kind = Outcome::Kind::Failed;
        outcome.failure = static_cast<NetFailure>(failure);
        EXPECT_NE(words::outcome(outcome), u"Failed"_s) << failure;
    }
}

TEST(WordsTest, LoneSurrogatesAreShown)
{
    EXPECT_EQ(words::visible(QString(QChar(0xd800))), u"⟨U+D800⟩"_s);
    EXPECT_EQ(words::visible(u"😀 中 é"_s), u"😀 中 é"_s);
}

} // namespace

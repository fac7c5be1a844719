// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What answers to the canary mean, recorded and hostile.
#include "products/mattermost/CanaryAnswers.h"
#include "products/mattermost/CanaryLedger.h"

#include "support/FakeClock.h"
#include "support/FakeHttp.h"
#include "support/PrintTo.h"
#include "support/StrictMessages.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <gmock/gmock.h>

using namespace rollcall;
using namespace rollcall::test;
using namespace rollcall::mattermost;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

HttpResult recorded(const QString &name)
{
    return FakeHttp::recorded(readData(u"mattermost/5.35.4/%1.http"_s.arg(name))).result;
}

QList<QByteArray> frames(const QString &name)
{
    QList<QByteArray> lines = readData(u"mattermost/5.35.4/%1.txt"_s.arg(name)).split('\n');
    return lines.mid(lines.indexOf("") + 1);
}

const QString User = u"nhkoxdwfxtg1uptt97zj9tjt8r"_s;
const QString ChannelId = u"epx4cth8zfdfjm9wty7npqibre"_s;

QByteArray posted(const QJsonObject &post)
{
    const QString text = QString::fromUtf8(QJsonDocument(post).toJson(QJsonDocument::Compact));
    return QJsonDocument(QJsonObject{{u"event"_s, u"posted"_s}, {u"data"_s, QJsonObject{{u"post"_s, text}}}})
        .toJson(QJsonDocument::Compact);
}

} // namespace

TEST(CanaryAnswers, ReadsWhatARealServerAnswers)
{
    EXPECT_EQ(canary::readAccount(recorded(u"users-me"_s).body), (canary::Account{User, u"admin"_s}));
    EXPECT_EQ(canary::readTeamId(recorded(u"teams-mine"_s).body, u"lab"_s), u"waepbkmbu3rdjgb5n1tggujdka"_s);
    EXPECT_EQ(canary::readTeamId(recorded(u"teams-mine"_s).body, u"Lab"_s), std::nullopt);
    EXPECT_EQ(canary::readId(recorded(u"post-created"_s).body), u"zhudtp9x1tbfipsnrurqhu7uso"_s);
    EXPECT_EQ(canary::countHits(recorded(u"users-search"_s).body), 1);
    EXPECT_EQ(canary::countHits(recorded(u"channels-search"_s).body), 1);
    const auto token = canary::readToken(recorded(u"login-ok"_s));
    ASSERT_TRUE(token);
    EXPECT_EQ(token->reveal(), "7pd3wofqcjnw3qaohhoae7jg4a");
    EXPECT_FALSE(canary::readToken(recorded(u"login-bad-password"_s)));
}

TEST(CanaryAnswers, ReadsTheRecordedFrames)
{
    const QList<QByteArray> hello = frames(u"websocket-hello"_s);
    EXPECT_EQ(canary::readEvent(hello.value(0)).kind, canary::Event::Kind::Hello);
    EXPECT_EQ(canary::readEvent(hello.value(0)).hostname, QString());
    EXPECT_EQ(canary::readEvent(hello.value(1)), canary::Event{});
    const QList<QByteArray> all = frames(u"websocket-posted-on-other-node"_s);
    ASSERT_TRUE(all.value(2).contains("rollcall probe"));
    // Somebody else's post, as far as the canary is concerned.
    EXPECT_EQ(canary::readEvent(all.value(2)), canary::Event{});
    QByteArray own = all.value(2);
    own.replace("rollcall probe", "rollcall canary 1");
    const canary::Event event = canary::readEvent(own);
    EXPECT_EQ(event, (canary::Event{canary::Event::Kind::Posted,
                                    {},
                                    u"zhudtp9x1tbfipsnrurqhu7uso"_s,
                                    ChannelId,
                                    User,
                                    u"rollcall canary 1"_s}));
    EXPECT_EQ(canary::readEvent(R"({"event":"hello","data":{"server_hostname":"mm-2"}})").hostname, u"mm-2"_s);
}

TEST(CanaryAnswers, HostileFramesAreNoEvents)
{
    const QByteArray post = posted({{u"id"_s, u"../../users/me"_s}, {u"message"_s, u"rollcall canary x"_s}});
    EXPECT_EQ(canary::readEvent(post).kind, canary::Event::Kind::Posted);
    EXPECT_EQ(canary::readEvent(post).postId, QString()) << "an id that is none";
    for (const QByteArray &frame : {QByteArray(), QByteArray("{"), QByteArray("[\"hello\"]"), QByteArray("\"hello\""),
                                    QByteArray(R"({"event":"hello"})"), QByteArray(R"({"event":"hello","data":[]})"),
                                    QByteArray(R"({"event":["hello"],"data":{}})"),
                                    QByteArray(R"({"event":"posted","data":{"post":7,"x":"rollcall canary "}})"),
                                    QByteArray(R"({"event":"posted","data":{"post":"rollcall canary {"}})"),
                                    QByteArray(R"({"event":"posted","data":{"post":"[\"rollcall canary \"]"}})"),
                                    QByteArray(100000, '['), QByteArray("\xff\xfe\"hello\"")})
        EXPECT_EQ(canary::readEvent(frame).kind, canary::Event::Kind::Other) << frame.left(60).toStdString();
}

TEST(CanaryAnswers, OnlyWhatLooksLikeAnIdIsOne)
{
    EXPECT_TRUE(canary::isId(User));
    for (const QString &text : {QString(), u"short"_s, QString(27, u'a'), u"Nhkoxdwfxtg1uptt97zj9tjt8r"_s,
                                u"nhkoxdwfxtg1uptt97zj9tj/.."_s, QString(26, u'é')})
        EXPECT_FALSE(canary::isId(text)) << text.toStdString();
    for (const QByteArray &body : {QByteArray(), QByteArray("[]"), QByteArray("{}"), QByteArray(R"({"id":5})"),
                                   QByteArray(R"({"id":"../../../etc/passwd"})"), QByteArray("nonsense")}) {
        EXPECT_FALSE(canary::readId(body));
        EXPECT_FALSE(canary::readAccount(body));
        EXPECT_FALSE(canary::readTeamId(body, u"lab"_s));
        EXPECT_FALSE(canary::readFileId(body));
        EXPECT_TRUE(canary::readLeftovers(body, User, QDateTime::currentDateTimeUtc(), 1min).empty());
    }
    EXPECT_EQ(canary::countHits("{}"), std::nullopt);
    EXPECT_EQ(canary::readFileId(R"({"file_infos":[{"id":"nhkoxdwfxtg1uptt97zj9tjt8r"}]})"), User);
    EXPECT_EQ(canary::readFileId(R"({"file_infos":[]})"), std::nullopt);
}

TEST(CanaryAnswers, OnlyOldPostsOfItsOwnAreLeftovers)
{
    const QDateTime now = QDateTime::fromMSecsSinceEpoch(1'000'000, Qt::UTC);
    QJsonObject posts;
    const auto add = [&posts](QChar id, const QString &user, const QString &message, qint64 at) {
        const QString whole(26, id);
        posts.insert(
            whole, QJsonObject{{u"id"_s, whole}, {u"user_id"_s, user}, {u"message"_s, message}, {u"create_at"_s, at}});
    };
    add(u'a', User, u"rollcall canary 1"_s, 900'000);
    add(u'b', User, u"rollcall canary 2"_s, 990'000); // may be of another one that is at work
    add(u'c', User, u"about the rollcall canary "_s, 900'000);
    add(u'd', QString(26, u'z'), u"rollcall canary 3"_s, 900'000);
    add(u'e', User, u"rollcall canary 4"_s, 940'000);
    const QByteArray body = QJsonDocument(QJsonObject{{u"posts"_s, posts}}).toJson();
    EXPECT_EQ(canary::readLeftovers(body, User, now, 1min),
              (std::vector<QString>{QString(26, u'a'), QString(26, u'e')}));
}

TEST(CanaryAnswers, RefusalsNameThePermission)
{
    FakeClock clock;
    const Outcome forbidden = canary::judge(recorded(u"cluster-status-forbidden"_s), clock, u"create_post"_s);
    EXPECT_EQ(forbidden.kind, Outcome::Kind::Forbidden);
    EXPECT_EQ(forbidden.permission, u"create_post"_s);
    EXPECT_EQ(canary::judge(recorded(u"login-bad-password"_s), clock, {}).kind, Outcome::Kind::Rejected);
    EXPECT_EQ(canary::judge(recorded(u"login-bad-password"_s), clock, {}).detail,
              u"api.user.login.invalid_credentials_email_username"_s);
    const HttpResult join = recorded(u"channel-join"_s);
    EXPECT_EQ(canary::judge(join, clock, {}).kind, Outcome::Kind::Answered);
    EXPECT_EQ(canary::statusText(join), u"HTTP 404: app.team.get_member.missing.app_error"_s);
    HttpResult silent;
    silent.failure = NetFailure::Timeout;
    EXPECT_EQ(canary::judge(silent, clock, {}).kind, Outcome::Kind::Failed);
    HttpResult limited;
    limited.status = 429;
    EXPECT_EQ(canary::judge(limited, clock, {}).kind, Outcome::Kind::RateLimited);
    limited.status = 200;
    limited.head = "Token: \x01\r\n";
    EXPECT_FALSE(canary::readToken(limited));
}

namespace {

struct CanaryLedger : testing::Test
{
    CanaryLedger()
    {
        auto made = std::make_shared<ClusterFile>();
        for (const QString &name : {u"app1"_s, u"app2"_s, u"app3"_s}) {
            Node node;
            node.name = name;
            made->nodes.push_back(node);
        }
        file = made;
    }
    std::shared_ptr<const ClusterFile> file;
    TargetId a{0};
    TargetId b{1};
    TargetId c{2};
};

} // namespace

TEST_F(CanaryLedger, CountsTheLastMessagesOfEachPair)
{
    canary::Ledger ledger(file);
    ledger.record(a, b, 10ms);
    ledger.record(a, b, std::nullopt);
    ledger.record(a, b, std::nullopt);
    ledger.record(c, b, 5ms);
    EXPECT_EQ(ledger.lostInARow(a, b), 2);
    EXPECT_EQ(ledger.arrivedAt(b), (DeliveryFact{{{u"app1"_s, 10ms, 3, 2, 2}, {u"app3"_s, 5ms, 1, 0, 0}}}));
    EXPECT_EQ(ledger.arrivedAt(a), DeliveryFact{});
    for (std::size_t i = 0; i < canary::Ledger::Window; ++i)
        ledger.record(a, b, 7ms);
    EXPECT_EQ(ledger.arrivedAt(b).deliveries.front(), (Delivery{u"app1"_s, 7ms, 20, 0, 0}));
    ledger.record(a, b, std::nullopt);
    ledger.forgetStreaks(b);
    EXPECT_EQ(ledger.lostInARow(a, b), 0);
}

TEST_F(CanaryLedger, WhoCannotReadIsAtFaultUnlessNobodyCan)
{
    canary::Ledger ledger(file);
    const auto message = [&](TargetId node) { return ledger.fileStoreOf(node).components.front().message; };
    ledger.recordFile(a, a, {});
    ledger.recordFile(a, b, u"HTTP 404"_s);
    ledger.recordFile(a, c, {});
    EXPECT_EQ(message(b), u"a file uploaded on app1 cannot be read here: HTTP 404"_s);
    EXPECT_TRUE(ledger.fileStoreOf(a).components.front().ok);
    EXPECT_TRUE(ledger.fileStoreOf(c).components.front().ok);

    ledger.recordFile(a, c, u"other content"_s);
    EXPECT_EQ(message(a), u"a file uploaded here cannot be read on app2: HTTP 404"_s);
    EXPECT_TRUE(ledger.fileStoreOf(b).components.front().ok);
    EXPECT_TRUE(ledger.fileStoreOf(c).components.front().ok);

    ledger.recordFile(a, b, {});
    ledger.recordFile(a, c, {});
    EXPECT_TRUE(ledger.fileStoreOf(a).components.front().ok);
    ledger.recordFile(c, c, u"HTTP 500"_s);
    EXPECT_EQ(message(c), u"a file cannot be stored here: HTTP 500"_s);
}

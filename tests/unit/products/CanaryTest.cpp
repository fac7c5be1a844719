// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "CanaryCluster.h"

using namespace rollcall;
using namespace rollcall::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

TEST_F(CanaryTest, InOneRoundEachPostsOnceAndAllHear)
{
    EXPECT_LT(runRound(), 1s);
    EXPECT_EQ(posts, 3);
    for (int node = 1; node <= 3; ++node)
        EXPECT_EQ(arrivedAt(node), u"app1: 1/0 app2: 1/0 app3: 1/0"_s);
    const auto delivery = fact<DeliveryFact>(u"app2 canary.delivery"_s);
    EXPECT_EQ(delivery->deliveries.front().latency, 12ms);
    EXPECT_TRUE(messages.empty()) << "something was left behind";
    for (const QString &probe :
         {u"account"_s, u"channel"_s, u"join"_s, u"post"_s, u"users"_s, u"channels"_s, u"page"_s})
        EXPECT_EQ(complaint(u"app3 canary."_s + probe), QString()) << probe.toStdString();
    EXPECT_TRUE(fact<ComponentsFact>(u"app1 canary.file"_s)->components.front().ok);
    EXPECT_EQ(asked("GET", u"/api/v4/files/"_s), 6);
    EXPECT_EQ(files.begin()->second.first.size(), 1024);
    EXPECT_EQ(fact<WebsocketFact>(u"app1 canary.websocket"_s), WebsocketFact{});
    EXPECT_EQ(asked("POST", u"/api/v4/users/login"_s), 0);
}

TEST_F(CanaryTest, TheTokenGoesWithEverythingButThePage)
{
    runRound();
    for (const auto &request : http.requests) {
        const bool isPage = request->url.path() == u"/login"_s;
        ASSERT_EQ(request->secretHeaders.size(), isPage ? 0U : 1U) << request->url.path().toStdString();
        EXPECT_FALSE(request->body.contains("t0ken"));
        for (const HttpHeader &header : request->headers)
            EXPECT_NE(header.name.toLower(), "x-requested-with");
    }
    ASSERT_EQ(sockets.requests.size(), 3U);
    EXPECT_EQ(sockets.requests[0]->secretHeaders[0].second, Secret("Bearer t0ken"));
    EXPECT_EQ(sockets.requests[0]->url, QUrl(u"http://127.0.0.2:8065/api/v4/websocket"_s));
}

TEST_F(CanaryTest, ALossIsConfirmedOverANewWebSocket)
{
    broken = {{1, 2}, {3, 2}};
    const Milliseconds took = runRound();
    EXPECT_EQ(posts, 5) << "the two senders that were not heard post once more";
    EXPECT_EQ(arrivedAt(2), u"app1: 2/2 app2: 1/0 app3: 2/2"_s);
    EXPECT_EQ(arrivedAt(3), u"app1: 2/0 app2: 1/0 app3: 2/0"_s);
    EXPECT_EQ(fact<DeliveryFact>(u"app2 canary.delivery"_s)->deliveries.front().lostInARow, 2);
    EXPECT_EQ(sockets.requests.size(), 4U) << "only the deaf node's WebSocket is a new one";
    EXPECT_GT(took, 10s);
    EXPECT_LT(took, 10500ms);
    EXPECT_TRUE(messages.empty());
}

TEST_F(CanaryTest, ALossThatDoesNotComeBackIsNoFailure)
{
    broken = {{1, 2}};
    onPost = [this] {
        if (posts == 3)
            timers.push_back(clock.makeTimer([this] { broken.clear(); }));
        if (posts == 3)
            timers.back()->startAt(clock.now() + 1s);
    };
    runRound();
    EXPECT_EQ(arrivedAt(2), u"app1: 2/1 app2: 1/0 app3: 1/0"_s);
    EXPECT_EQ(fact<DeliveryFact>(u"app2 canary.delivery"_s)->deliveries.front().lostInARow, 0);
}

TEST_F(CanaryTest, WithoutRetriesOnePostSuffices)
{
    broken = {{1, 2}};
    EXPECT_LT(runRound(false), 5500ms);
    EXPECT_EQ(posts, 3);
    EXPECT_EQ(arrivedAt(2), u"app1: 1/1 app2: 1/0 app3: 1/0"_s);
}

TEST_F(CanaryTest, SlowIsMeasuredAndLateIsLost)
{
    delays[{1, 2}] = 3200ms;
    delays[{1, 3}] = 5001ms;
    runRound(false);
    const auto at2 = fact<DeliveryFact>(u"app2 canary.delivery"_s);
    EXPECT_EQ(at2->deliveries.front(), (Delivery{u"app1"_s, 3200ms, 1, 0, 0}));
    const auto at3 = fact<DeliveryFact>(u"app3 canary.delivery"_s);
    EXPECT_EQ(at3->deliveries.front(), (Delivery{u"app1"_s, {}, 1, 1, 1}));
}

TEST_F(CanaryTest, EventsThatComeTwiceCountOnce)
{
    copies = 3;
    runRound();
    EXPECT_EQ(arrivedAt(1), u"app1: 1/0 app2: 1/0 app3: 1/0"_s);
}

TEST_F(CanaryTest, ForeignAndHostileFramesChangeNothing)
{
    broken = {{1, 2}};
    onPost = [this] {
        Message foreign = messages.back();
        foreign.text = "rollcall canary of somebody else";
        const QByteArray frame = event(foreign);
        QByteArray otherChannel = event(messages.back());
        otherChannel.replace("epx4cth8zfdfjm9wty7npqibre", "aaaaaaaaaaaaaaaaaaaaaaaaaa");
        QByteArray otherUser = event(messages.back());
        otherUser.replace("nhkoxdwfxtg1uptt97zj9tjt8r", "aaaaaaaaaaaaaaaaaaaaaaaaaa");
        for (const QByteArray &each : {frame, otherChannel, otherUser, QByteArray("{\"event\":\"posted\""),
                                       QByteArray(), QByteArray("rollcall canary ")})
            sockets.say(host(2), each);
    };
    runRound(false);
    EXPECT_EQ(arrivedAt(2), u"app1: 1/1 app2: 1/0 app3: 1/0"_s);
}

TEST_F(CanaryTest, ADeadSocketIsNotADeadLink)
{
    onPost = [this] {
        if (posts == 3)
            sockets.breakAll(host(2));
    };
    runRound(false);
    EXPECT_EQ(arrivedAt(2), QString()) << "nobody knows what would have arrived";
    EXPECT_EQ(arrivedAt(3), u"app1: 1/0 app2: 1/0 app3: 1/0"_s);
}

TEST_F(CanaryTest, ANodeThatIsAwayIsLeftOut)
{
    away = {2};
    runRound();
    EXPECT_EQ(posts, 2);
    EXPECT_EQ(arrivedAt(1), u"app1: 1/0 app3: 1/0"_s);
    EXPECT_FALSE(last.contains(u"app2 canary.delivery"_s));
    EXPECT_EQ(asked("GET", u"/api/v4/users/me"_s), 4); // with the teams
}

TEST_F(CanaryTest, ANodeThatDoesNotAnswerSaysNothingOfPairs)
{
    replies[u"GET 127.0.0.3 "_s] = FakeHttp::failure(NetFailure::Refused);
    sockets.wishes[host(2)].isUnreachable = true;
    runRound();
    EXPECT_EQ(outcome(u"app2 canary.account"_s).kind, Outcome::Kind::Failed);
    EXPECT_FALSE(fact<ExpectationFact>(u"app2 canary.account"_s));
    EXPECT_EQ(arrivedAt(1), u"app1: 1/0 app3: 1/0"_s);
}

TEST_F(CanaryTest, RefusedWebSocketsAndMissingGreetings)
{
    sockets.wishes[host(1)].refusal = 400;
    sockets.wishes[host(2)].greets = false;
    sockets.wishes[host(3)].refusal = 401;
    const Milliseconds took = runRound();
    EXPECT_EQ(fact<WebsocketFact>(u"app1 canary.websocket"_s), (WebsocketFact{true, 400, u"refused"_s, {}}));
    EXPECT_EQ(outcome(u"app2 canary.websocket"_s).kind, Outcome::Kind::Rejected);
    EXPECT_EQ(outcome(u"app2 canary.websocket"_s).detail, u"no hello came over the WebSocket: the token is refused"_s);
    EXPECT_EQ(outcome(u"app3 canary.websocket"_s).kind, Outcome::Kind::Rejected);
    EXPECT_GE(took, 5s);
    EXPECT_EQ(posts, 3) << "they can post all the same";
    EXPECT_EQ(arrivedAt(1), QString());
    EXPECT_TRUE(messages.empty());
}

TEST_F(CanaryTest, ThePostIsDeletedAlsoWhenItsNodeIsGoneByThen)
{
    away = {2, 3};
    onPost = [this] { replies[u"DELETE 127.0.0.2 "_s] = FakeHttp::failure(NetFailure::Refused); };
    away.erase(2);
    start(true);
    while (!finishedAt && clock.advanceToNext()) {
    }
    EXPECT_TRUE(messages.empty());
    EXPECT_GE(asked("DELETE", u"/api/v4/posts/"_s), 3);
}

TEST_F(CanaryTest, APostWhoseAnswerNeverCameIsDeletedToo)
{
    away = {2, 3};
    losesAnswers = true;
    EXPECT_GE(runRound(), 5s);
    EXPECT_EQ(posts, 1);
    EXPECT_EQ(outcome(u"app1 canary.post"_s).kind, Outcome::Kind::Failed);
    EXPECT_TRUE(messages.empty());
}

TEST_F(CanaryTest, LeftoversOfAnInterruptedRunAreCleared)
{
    start();
    while (posts == 0 && clock.advanceToNext()) {
    }
    ASSERT_EQ(messages.size(), 1U);
    patrol.reset(); // the program ends here
    messages.push_back({QString(26, u'm'), "an ordinary message", {}, 1});
    start(true);
    while (!finishedAt && clock.advanceToNext()) {
    }
    ASSERT_EQ(messages.size(), 1U);
    EXPECT_EQ(messages.front().text, "an ordinary message");
}

TEST_F(CanaryTest, RefusalsNameThePermission)
{
    const QByteArray forbidden = readData(u"mattermost/5.35.4/cluster-status-forbidden.http"_s);
    replies[u"POST 127.0.0.2 /api/v4/posts"_s] = FakeHttp::recorded(forbidden);
    replies[u"POST 127.0.0.3 /api/v4/files"_s] = FakeHttp::recorded(forbidden);
    replies[u"POST 127.0.0.4 /api/v4/channels/"_s] = FakeHttp::recorded(forbidden);
    runRound();
    EXPECT_EQ(outcome(u"app1 canary.post"_s).kind, Outcome::Kind::Forbidden);
    EXPECT_EQ(outcome(u"app1 canary.post"_s).permission, u"create_post"_s);
    EXPECT_EQ(outcome(u"app3 canary.join"_s).permission, u"join_public_channels"_s);
    EXPECT_EQ(arrivedAt(2), u"app2: 1/0 app3: 1/0"_s);
    EXPECT_TRUE(messages.empty());
}

TEST_F(CanaryTest, WhatItExpectsAndWhatItGot)
{
    replies[u"POST 127.0.0.2 /api/v4/users/search"_s] = FakeHttp::answer(200, "[]");
    replies[u"POST 127.0.0.3 /api/v4/teams/"_s] = FakeHttp::answer(500, R"({"id":"app.channel.search.app_error"})");
    replies[u"GET 127.0.0.2 /login"_s] = FakeHttp::answer(503, "maintenance");
    replies[u"GET 127.0.0.3 /login"_s] = FakeHttp::recorded(readData(u"mattermost/5.35.4/login-page.http"_s));
    replies[u"POST 127.0.0.4 /api/v4/channels/"_s] =
        FakeHttp::recorded(readData(u"mattermost/5.35.4/channel-join.http"_s));
    runRound();
    EXPECT_EQ(complaint(u"app1 canary.users"_s), u"user search: 0 found"_s);
    EXPECT_EQ(complaint(u"app2 canary.channels"_s), u"channel search: HTTP 500: app.channel.search.app_error"_s);
    EXPECT_EQ(complaint(u"app1 canary.page"_s), u"page: HTTP 503"_s);
    EXPECT_EQ(outcome(u"app2 canary.page"_s).kind, Outcome::Kind::Absent);
    EXPECT_EQ(complaint(u"app3 canary.join"_s), u"channel join: HTTP 404: app.team.get_member.missing.app_error"_s);
    EXPECT_EQ(complaint(u"app3 canary.page"_s), QString());
}

TEST_F(CanaryTest, TermsAndMinimumsAreTheFiles)
{
    file->canary->users = {u"anna"_s, 2};
    file->canary->channels.minimum = 1;
    runRound();
    EXPECT_EQ(complaint(u"app1 canary.users"_s), u"user search: 1 found"_s);
    const auto search = std::find_if(http.requests.begin(), http.requests.end(), [](const auto &request) {
        return request->url.path() == u"/api/v4/users/search"_s;
    });
    EXPECT_EQ((*search)->body, R"({"term":"anna"})");
}

TEST_F(CanaryTest, AnUnknownTeamOrChannelIsSaid)
{
    replies[u"GET 127.0.0.2 /api/v4/users/me/teams"_s] = FakeHttp::answer(200, "[]");
    replies[u"GET 127.0.0.3 /api/v4/teams/"_s] = FakeHttp::answer(404, R"({"id":"app.channel.missing"})");
    replies[u"GET 127.0.0.4 /api/v4/teams/"_s] = FakeHttp::answer(200, R"({"id":"../../posts"})");
    runRound();
    EXPECT_EQ(complaint(u"app1 canary.channel"_s), u"channel: the account is in no team of that name"_s);
    EXPECT_EQ(complaint(u"app2 canary.channel"_s), u"channel: HTTP 404: app.channel.missing"_s);
    EXPECT_EQ(complaint(u"app3 canary.channel"_s), u"channel: HTTP 200"_s);
    EXPECT_EQ(posts, 0);
}

TEST_F(CanaryTest, ARejectedTokenIsSaidOnceAndNothingIsPosted)
{
    replies[u"GET /api/v4/users/me"_s] = FakeHttp::answer(401, R"({"id":"api.context.session_expired.app_error"})");
    runRound();
    EXPECT_EQ(outcome(u"app1 canary.account"_s).kind, Outcome::Kind::Rejected);
    EXPECT_EQ(posts, 0);
    EXPECT_TRUE(sockets.requests.empty());
}

TEST_F(CanaryTest, FilesThatOthersCannotRead)
{
    replies[u"GET 127.0.0.4 /api/v4/files/"_s] = FakeHttp::answer(404, "{}");
    replies[u"GET 127.0.0.3 /api/v4/files/"_s] = FakeHttp::answer(200, "something else");
    runRound();
    const auto store = [this](int node) {
        return fact<ComponentsFact>(u"app%1 canary.file"_s.arg(node))->components.front();
    };
    // app1's files are read by nobody; app2 and app3 fail to read each other's.
    EXPECT_EQ(store(1).message, u"a file uploaded here cannot be read on app2: other content"_s);
    EXPECT_EQ(store(3).message, u"a file uploaded on app2 cannot be read here: HTTP 404"_s);
    EXPECT_FALSE(store(2).ok);
}

TEST_F(CanaryTest, UploadsThatAreSwitchedOffAreNoFault)
{
    replies[u"POST /api/v4/files"_s] = FakeHttp::answer(501, R"({"id":"api.file.attachments.disabled.app_error"})");
    runRound();
    EXPECT_FALSE(last.contains(u"app1 canary.file"_s));
    EXPECT_EQ(arrivedAt(2), u"app1: 1/0 app2: 1/0 app3: 1/0"_s);
}

TEST_F(CanaryTest, WithALoginAloneASessionIsMadeAndEnded)
{
    hasToken = false;
    hasPassword = true;
    file->token.reset();
    file->login = Login{u"anna"_s, {SecretReference::Kind::Environment, u"PASSWORD"_s}};
    runRound();
    EXPECT_EQ(asked("POST", u"/api/v4/users/login"_s), 3);
    EXPECT_EQ(asked("POST", u"/api/v4/users/logout"_s), 3);
    EXPECT_EQ(complaint(u"app1 canary.login"_s), QString());
    const auto me = std::find_if(http.requests.begin(), http.requests.end(),
                                 [](const auto &request) { return request->url.path() == u"/api/v4/users/me"_s; });
    EXPECT_EQ((*me)->secretHeaders[0].second, Secret("Bearer 7pd3wofqcjnw3qaohhoae7jg4a"));
    EXPECT_EQ(arrivedAt(2), u"app1: 1/0 app2: 1/0 app3: 1/0"_s);
}

TEST_F(CanaryTest, ALoginBesideATokenIsLoggedOutAtOnceAndRare)
{
    hasPassword = true;
    file->login = Login{u"anna"_s, {SecretReference::Kind::Environment, u"PASSWORD"_s}};
    start();
    clock.advance(1s);
    EXPECT_EQ(asked("POST", u"/api/v4/users/login"_s), 3);
    EXPECT_EQ(asked("POST", u"/api/v4/users/logout"_s), 3);
    clock.advance(4min);
    EXPECT_EQ(asked("POST", u"/api/v4/users/login"_s), 3);
    clock.advance(2min);
    EXPECT_EQ(asked("POST", u"/api/v4/users/login"_s), 6);
}

TEST_F(CanaryTest, ABadPasswordIsRejected)
{
    hasToken = false;
    hasPassword = true;
    file->token.reset();
    file->login = Login{u"anna"_s, {SecretReference::Kind::Environment, u"PASSWORD"_s}};
    replies[u"POST /api/v4/users/login"_s] =
        FakeHttp::recorded(readData(u"mattermost/5.35.4/login-bad-password.http"_s));
    runRound();
    EXPECT_EQ(outcome(u"app2 canary.login"_s).kind, Outcome::Kind::Rejected);
    EXPECT_EQ(posts, 0);
}

TEST_F(CanaryTest, WatchingOneNodePostsInEachInterval)
{
    start();
    clock.advance(59s);
    EXPECT_EQ(posts, 1);
    EXPECT_EQ(arrivedAt(2), u"app1: 1/0"_s);
    clock.advance(60s);
    EXPECT_EQ(posts, 2);
    EXPECT_EQ(arrivedAt(1), u"app1: 1/0 app2: 1/0"_s);
    clock.advance(2min);
    EXPECT_EQ(posts, 4);
    EXPECT_EQ(arrivedAt(3), u"app1: 2/0 app2: 1/0 app3: 1/0"_s);
    EXPECT_TRUE(messages.empty());
    EXPECT_EQ(sockets.requests.size(), 3U) << "the WebSockets stay open";
    EXPECT_EQ(asked("GET", u"/api/v4/users/me"_s), 6);
}

TEST_F(CanaryTest, WatchingALossIsPostedAgainSoon)
{
    broken = {{1, 3}};
    start();
    clock.advance(10s);
    EXPECT_EQ(posts, 1);
    EXPECT_EQ(arrivedAt(3), u"app1: 1/1"_s);
    clock.advance(16s);
    EXPECT_EQ(posts, 2) << "retryAfter later, not at its next turn";
    EXPECT_EQ(sockets.requests.size(), 4U);
    EXPECT_EQ(fact<DeliveryFact>(u"app3 canary.delivery"_s)->deliveries.front().lostInARow, 2);
    clock.advance(60s);
    EXPECT_EQ(arrivedAt(3), u"app1: 2/2 app2: 1/0"_s);
}

TEST_F(CanaryTest, ANodeThatReturnsBeginsAnew)
{
    broken = {{1, 3}};
    start();
    clock.advance(10s);
    ASSERT_EQ(fact<DeliveryFact>(u"app3 canary.delivery"_s)->deliveries.front().lostInARow, 1);
    away = {3};
    clock.advance(30s);
    EXPECT_EQ(outcome(u"app3 canary.delivery"_s).kind, Outcome::Kind::Failed) << "what was said is taken back";
    EXPECT_EQ(sockets.openAt(host(3)), 0);
    away.clear();
    broken.clear();
    clock.advance(4min);
    const auto arrived = fact<DeliveryFact>(u"app3 canary.delivery"_s);
    ASSERT_TRUE(arrived);
    for (const Delivery &delivery : arrived->deliveries)
        EXPECT_EQ(delivery.lostInARow, 0);
}

TEST_F(CanaryTest, PausedItBeginsNothing)
{
    start();
    clock.advance(10s);
    patrol->setPaused(true);
    clock.advance(10min);
    EXPECT_EQ(posts, 1);
    EXPECT_TRUE(messages.empty());
    patrol->setPaused(false);
    clock.advance(1s);
    EXPECT_EQ(posts, 2);
}

TEST_F(CanaryTest, ThroughTheProxyItIsSeenWhereWebSocketsLead)
{
    file->publicUrl = QUrl(u"http://127.0.0.9"_s);
    for (int node = 1; node <= 3; ++node)
        sockets.wishes[host(node)].hostname = u"mm-%1"_s.arg(node);
    sockets.wishes[u"127.0.0.9"_s].hostname = u"mm-2"_s;
    runRound();
    EXPECT_EQ(fact<WebsocketFact>(u"proxy canary.websocket"_s)->reached, std::vector<QString>{u"app2"_s});

    sockets.wishes[u"127.0.0.9"_s].refusal = 400;
    finishedAt.reset();
    runRound();
    EXPECT_EQ(fact<WebsocketFact>(u"proxy canary.websocket"_s), (WebsocketFact{true, 400, u"refused"_s, {}}));
}

TEST_F(CanaryTest, NothingIsMadeWithoutACanaryOrCredentials)
{
    const auto make = [this] {
        CanaryContext context{.file = file,
                              .clock = clock,
                              .http = http,
                              .sockets = sockets,
                              .credentials = credentials(),
                              .observed = [](const Observation &) {},
                              .takesPart = [](TargetId) { return true; }};
        return productNamed(u"mattermost"_s)->canary(std::move(context));
    };
    EXPECT_TRUE(make());
    hasToken = false;
    EXPECT_FALSE(make());
    hasToken = true;
    file->canary.reset();
    EXPECT_FALSE(make());
}

TEST_F(CanaryTest, ThePersonIsToldOfTheLoad)
{
    EXPECT_THAT(remarks(*file),
                testing::Contains(
                    u"canary: 1 message and 1 file of 1 KiB every 60 s, deleted afterwards, in channel probe; a bot "
                    "account is recommended; it needs create_post, upload_file, delete_post, read_channel, "
                    "join_public_channels"_s));
    file->token.reset();
    EXPECT_THAT(remarks(*file), testing::Contains(u"canary: it needs a token or a login; nothing is posted"_s));
    file->product = u"generic"_s;
    EXPECT_THAT(remarks(*file), testing::Contains(u"canary: no node of this file passes messages"_s));
}

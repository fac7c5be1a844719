// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Cluster.h"

#include <QCoreApplication>
#include <QEvent>

namespace rollcall::test {

namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::Ge;
using testing::IsEmpty;
using testing::Le;
using testing::Not;
using testing::SizeIs;

TEST_F(WatchTest, BeforeTheFirstAnswerEverythingIsUnknown)
{
    const Watch &watch = make(makeFile());
    ASSERT_NE(watch.state(), nullptr);
    EXPECT_EQ(watch.state()->state, State::Unknown);
    EXPECT_TRUE(watch.state()->isFirstSweep);
    ASSERT_THAT(watch.state()->targets, SizeIs(3));
    EXPECT_EQ(stateOfNode(0), State::Unknown);
    EXPECT_EQ(watch.state()->target(TargetId{2}).settings.name, u"app3"_s);
    m_clock.advance(60s);
    EXPECT_THAT(m_http.requests, IsEmpty()); // not started
}

TEST_F(WatchTest, TheFirstSweepSaysThatAllIsWell)
{
    make(makeFile()).start();
    m_clock.advance(1200ms);
    EXPECT_EQ(m_watch->state()->state, State::Ok);
    EXPECT_FALSE(m_watch->state()->isFirstSweep);
    EXPECT_EQ(m_watch->state()->target(TargetId{0}).version, u"5.35.4"_s);
    EXPECT_EQ(asked(0, Enhanced), 1);
    EXPECT_THAT(m_watch->problems(), IsEmpty());
}

TEST_F(WatchTest, SnapshotsComeAtMostTenTimesASecond)
{
    make(makeFile(150)).start();
    m_clock.advance(3s);
    ASSERT_GE(m_snapshots.size(), 5U);
    for (std::size_t i = 1; i < m_snapshots.size(); ++i)
        EXPECT_GE(m_snapshots[i] - m_snapshots[i - 1], 100ms);
}

TEST_F(WatchTest, NothingNewNoSnapshot)
{
    make(makeFile(1)).start();
    m_clock.advance(100s);
    const auto before = m_snapshots.size();
    const auto asked = m_http.requests.size() + m_sockets.requests.size();
    m_clock.advance(100s);
    EXPECT_LE(m_snapshots.size() - before, m_http.requests.size() + m_sockets.requests.size() - asked);
}

TEST_F(WatchTest, AnUnchangedTargetKeepsItsState)
{
    ClusterFile file = makeFile();
    file.metrics = MetricsSettings{.enabled = false};
    make(file).start();
    m_clock.advance(100s);
    const ClusterStatePtr before = m_watch->state();
    m_watch->probeNow(TargetId{1});
    m_clock.advance(10ms);
    m_clock.advance(90ms);
    const ClusterStatePtr after = m_watch->state();
    ASSERT_NE(before, after);
    EXPECT_NE(before->targets[1], after->targets[1]);
    EXPECT_TRUE(before->targets[0] == after->targets[0] || before->targets[2] == after->targets[2]);
}

TEST_F(WatchTest, ANodeThatStopsAnsweringIsDownAfterTheSecondAttemptAndBackWithinAnInterval)
{
    make(makeFile()).start();
    m_clock.advance(60s);
    ASSERT_EQ(m_watch->state()->state, State::Ok);
    m_replies[hostOf(1)] = FakeHttp::failure(NetFailure::Refused);
    EXPECT_LE(waitUntilDoubtful(1), 16700ms); // one interval with its jitter, and a snapshot
    EXPECT_FALSE(has(Code::NodeUnreachable));
    m_clock.advance(14800ms);
    EXPECT_FALSE(has(Code::NodeUnreachable));
    m_clock.advance(400ms);
    EXPECT_TRUE(has(Code::NodeUnreachable));
    EXPECT_EQ(stateOfNode(1), State::Critical);
    EXPECT_EQ(stateOfNode(0), State::Ok);

    m_clock.advance(300s); // long enough to be asked less often
    const int statusBefore = asked(1, u"/api/v4/config/client?"_s);
    m_replies.clear();
    m_clock.advance(17s);
    EXPECT_EQ(stateOfNode(1), State::Ok);
    EXPECT_GT(asked(1, u"/api/v4/config/client?"_s), statusBefore); // and what it missed is asked at once
}

TEST_F(WatchTest, ARateLimitIsHonoured)
{
    make(makeFile()).start();
    m_clock.advance(20s);
    m_replies[hostOf(0)] = FakeHttp::answer(429, "{}", "Content-Type: application/json\r\nRetry-After: 60\r\n");
    m_clock.advance(17s);
    EXPECT_TRUE(has(Code::AnswerRateLimited));
    const int limited = asked(0, Ping);
    const int others = asked(1, Ping);
    m_clock.advance(40s);
    EXPECT_EQ(asked(0, Ping), limited);
    EXPECT_GE(asked(1, Ping), others + 2);
    m_replies.clear();
    m_clock.advance(60s);
    EXPECT_EQ(stateOfNode(0), State::Ok);
}

TEST_F(WatchTest, PausedItAsksNothingAndSaysSo)
{
    make(makeFile()).start();
    m_clock.advance(20s);
    m_watch->setPaused(true);
    EXPECT_TRUE(m_watch->isPaused());
    m_clock.advance(1s);
    EXPECT_TRUE(m_watch->state()->isPaused);
    EXPECT_EQ(m_watch->state()->state, State::Ok);
    const auto asked = m_http.requests.size();
    m_clock.advance(600s);
    EXPECT_EQ(m_http.requests.size(), asked);
    m_watch->setPaused(false);
    m_clock.advance(1100ms);
    EXPECT_GE(m_http.requests.size(), asked + 9);
    EXPECT_FALSE(m_watch->state()->isPaused);
}

TEST_F(WatchTest, PausedBeforeTheSecretsCameItStaysPaused)
{
    ClusterFile file = makeFile();
    file.token = SecretReference{SecretReference::Kind::Environment, u"TOKEN"_s};
    m_environment.after = 500ms;
    make(file).start();
    m_watch->setPaused(true);
    m_clock.advance(60s);
    EXPECT_THAT(m_http.requests, IsEmpty());
    m_watch->setPaused(false);
    m_clock.advance(1100ms);
    EXPECT_THAT(m_http.requests, Not(IsEmpty()));
}

TEST_F(WatchTest, ProbeNowAsksEverythingOfOneNode)
{
    ClusterFile file = makeFile();
    file.token = SecretReference{SecretReference::Kind::Environment, u"TOKEN"_s};
    m_environment.secrets[u"TOKEN"_s] = "abc";
    make(file).start();
    m_clock.advance(3s);
    const auto before = m_asked;
    m_watch->probeNow(TargetId{0});
    m_clock.advance(10ms);
    for (const QString &path : {Ping, Enhanced, Status, u"/api/v4/config"_s, u"/metrics"_s})
        EXPECT_EQ(m_asked[hostOf(0) + path], (before.contains(hostOf(0) + path) ? before.at(hostOf(0) + path) : 0) + 1);
    EXPECT_EQ(asked(1, Enhanced), 1);
}

TEST_F(WatchTest, TheTokenIsReadOnceAndSentToEveryNode)
{
    ClusterFile file = makeFile();
    file.token = SecretReference{SecretReference::Kind::Environment, u"TOKEN"_s};
    m_environment.secrets[u"TOKEN"_s] = "abc";
    make(file).start();
    m_clock.advance(2s);
    EXPECT_EQ(m_environment.reads, QStringList{u"TOKEN"_s});
    int withToken = 0;
    for (const auto &request : m_http.requests) {
        if (request->url.path() == Status) {
            ASSERT_THAT(request->secretHeaders, SizeIs(1));
            EXPECT_EQ(request->secretHeaders[0].second.reveal(), QByteArray("Bearer abc"));
            ++withToken;
        }
    }
    EXPECT_EQ(withToken, 3);
    EXPECT_THAT(m_watch->problems(), IsEmpty());
}

TEST_F(WatchTest, WithoutTheTokenItWatchesOnAndSaysSo)
{
    ClusterFile file = makeFile();
    file.token = SecretReference{SecretReference::Kind::Environment, u"TOKEN"_s};
    make(file).start();
    m_clock.advance(2s);
    EXPECT_EQ(m_watch->problems(), QStringList{u"TOKEN is not set"_s});
    EXPECT_EQ(m_watch->state()->state, State::Ok);
    EXPECT_EQ(asked(0, Status), 0);
}

TEST_F(WatchTest, AStoreThatIsMissingIsSaidNotFatal)
{
    ClusterFile file = makeFile();
    file.token = SecretReference{SecretReference::Kind::Keychain, u"chat"_s};
    make(file).start();
    m_clock.advance(2s);
    ASSERT_THAT(m_watch->problems(), SizeIs(1));
    EXPECT_TRUE(m_watch->problems()[0].contains(u"keychain entry \"chat\""_s));
    EXPECT_EQ(m_watch->state()->state, State::Ok);
}

TEST_F(WatchTest, ASlowStoreHoldsNothingUpAndIsTakenUpLater)
{
    ClusterFile file = makeFile();
    file.token = SecretReference{SecretReference::Kind::Environment, u"TOKEN"_s};
    m_environment.secrets[u"TOKEN"_s] = "abc";
    m_environment.after = 20s;
    make(file).start();
    m_clock.advance(1900ms);
    EXPECT_THAT(m_http.requests, IsEmpty());
    m_clock.advance(1300ms);
    EXPECT_EQ(m_watch->state()->state, State::Ok);
    ASSERT_THAT(m_watch->problems(), SizeIs(1));
    EXPECT_TRUE(m_watch->problems()[0].contains(u"TOKEN"_s));
    EXPECT_EQ(asked(0, Status), 0);
    m_clock.advance(18s);
    EXPECT_EQ(asked(0, Status), 1);
    EXPECT_THAT(m_watch->problems(), IsEmpty());
}

TEST_F(WatchTest, AProductThatIsNotWatchedStaysUnknown)
{
    ClusterFile file = makeFile();
    file.nodes[1].product = u"nobody's"_s; // no file that was read has it
    make(file).start();
    m_clock.advance(60s);
    EXPECT_EQ(stateOfNode(1), State::Unknown);
    EXPECT_EQ(stateOfNode(0), State::Ok);
    EXPECT_FALSE(m_watch->state()->isFirstSweep);
    ASSERT_THAT(m_watch->problems(), SizeIs(1));
    EXPECT_TRUE(m_watch->problems()[0].contains(u"nobody's"_s));
}

TEST_F(WatchTest, AnotherFileKeepsWhatIsKnownOfTheNodesThatStay)
{
    make(makeFile()).start();
    m_clock.advance(60s);
    m_replies[hostOf(2)] = FakeHttp::failure(NetFailure::Refused);
    m_clock.advance(60s);
    ASSERT_TRUE(has(Code::NodeUnreachable));
    const QDateTime since = m_watch->state()->findings.front().since;

    ClusterFile file = makeFile(4);
    file.nodes.erase(file.nodes.begin()); // all move up by one
    m_watch->setFile(file);
    ASSERT_THAT(m_watch->state()->targets, SizeIs(3));
    EXPECT_EQ(m_watch->state()->target(TargetId{0}).settings.name, u"app2"_s);
    EXPECT_EQ(stateOfNode(0), State::Ok);
    EXPECT_EQ(stateOfNode(1), State::Critical);
    EXPECT_EQ(m_watch->state()->findings.front().since, since);
    EXPECT_EQ(m_watch->state()->findings.front().targets, std::vector{TargetId{1}});
    EXPECT_EQ(stateOfNode(2), State::Unknown); // app4 is new
    EXPECT_TRUE(m_watch->state()->isFirstSweep);
    EXPECT_THAT(m_watch->lastAnswers(TargetId{0}), Not(IsEmpty()));

    m_clock.advance(1200ms);
    EXPECT_EQ(stateOfNode(2), State::Ok);
    EXPECT_FALSE(m_watch->state()->isFirstSweep);
    m_replies.clear();
    m_clock.advance(17s);
    EXPECT_EQ(stateOfNode(1), State::Ok);
    const int gone = asked(0, Ping);
    m_clock.advance(60s);
    EXPECT_EQ(asked(0, Ping), gone);
}

TEST_F(WatchTest, AnAnswerToTheOldFileIsNotTakenForAnother)
{
    m_replies[hostOf(0)] = FakeHttp::failure(NetFailure::Refused);
    m_replies[hostOf(0)].after = 800ms;
    make(makeFile()).start();
    m_clock.advance(1100ms); // in flight
    ClusterFile file = makeFile();
    file.nodes.erase(file.nodes.begin());
    m_watch->setFile(file);
    m_clock.advance(60s);
    EXPECT_EQ(m_watch->state()->state, State::Ok);
}

TEST_F(WatchTest, AfterSleepNothingIsCalledDownOnOldEvidence)
{
    make(makeFile()).start();
    m_clock.advance(60s);
    m_replies[hostOf(1)] = FakeHttp::failure(NetFailure::Refused);
    waitUntilDoubtful(1);
    m_clock.sleep(std::chrono::hours(8));
    const auto asked = m_http.requests.size();
    m_clock.advance(2s);
    EXPECT_EQ(m_http.closedConnections, 1);
    EXPECT_GE(m_http.requests.size(), asked + 3);
    m_clock.advance(12s);
    EXPECT_FALSE(has(Code::NodeUnreachable)); // that was the first failure of this day
    m_clock.advance(4s);
    EXPECT_TRUE(has(Code::NodeUnreachable));
}

TEST_F(WatchTest, TheLastAnswersAreKeptNewestFirstAndCut)
{
    m_replies[hostOf(0) + u"/metrics"_s] =
        FakeHttp::answer(200, QByteArray(100 * 1024, '#'), "Content-Type: text/plain\r\n");
    make(makeFile()).start();
    m_clock.advance(60s);
    const std::vector<Answer> answers = m_watch->lastAnswers(TargetId{0});
    ASSERT_GE(answers.size(), 4U);
    bool hasMetrics = false;
    for (std::size_t i = 0; i < answers.size(); ++i) {
        EXPECT_GE(answers[i > 0 ? i - 1 : 0].at, answers[i].at);
        if (answers[i].spec->id == u"metrics"_s) {
            hasMetrics = true;
            EXPECT_EQ(answers[i].http()->body.size(), 64 * 1024);
            EXPECT_EQ(answers[i].http()->detail, u"the first 65536 of 102400 bytes are kept"_s);
        }
    }
    EXPECT_TRUE(hasMetrics);
    EXPECT_THAT(m_watch->lastAnswers(TargetId{7}), IsEmpty());
    EXPECT_THAT(m_watch->lastAnswers(TargetId{}), IsEmpty());
}

TEST_F(WatchTest, DestroyedInFlightNothingComesAfter)
{
    make(makeFile()).start();
    m_clock.advance(500ms);
    m_replies[u"/api/v4/system/ping"_s] = FakeHttp::hang();
    m_clock.advance(600ms);
    m_watch.reset();
    EXPECT_EQ(m_http.inFlight, 0);
    m_clock.advance(60s);
}

TEST_F(WatchTest, MayBeDestroyedByItsReceiver)
{
    make(makeFile()).start();
    m_onState = [this] {
        m_onState = nullptr;
        m_watch.release()->deleteLater();
    };
    m_clock.advance(200ms);
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    m_clock.advance(60s);
    EXPECT_EQ(m_http.inFlight, 0);
}

TEST_F(WatchTest, ADifferingConfigurationIsComparedKeyByKey)
{
    ClusterFile file = makeFile();
    file.token = SecretReference{SecretReference::Kind::Environment, u"TOKEN"_s};
    m_environment.secrets[u"TOKEN"_s] = "abc";
    make(file).start();
    m_clock.advance(20s);
    EXPECT_EQ(asked(0, u"/api/v4/config"_s), 0);
    m_recorded[Status] = u"cluster-status-config-mismatch"_s;
    m_clock.advance(40s);
    // Once, and once more where a list that came later had outdated what was read; not again within the minute.
    for (const int node : {0, 1, 2}) {
        EXPECT_GE(asked(node, u"/api/v4/config"_s), 1) << node;
        EXPECT_LE(asked(node, u"/api/v4/config"_s), 2) << node;
    }
    EXPECT_TRUE(has(Code::ConfigMismatch));
}

} // namespace

} // namespace rollcall::test

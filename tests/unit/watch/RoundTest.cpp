// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Cluster.h"

// One round for `check`: what is asked, and how long it may take.

namespace rollcall::test {

namespace {

using testing::Ge;
using testing::IsEmpty;
using testing::Le;

const Milliseconds Bound = 2 * 5000ms + 15000ms + 1000ms;

TEST_F(WatchTest, ARoundOverAHealthyClusterAsksEachQuestionOnce)
{
    ClusterFile file = makeFile();
    file.token = SecretReference{SecretReference::Kind::Environment, u"TOKEN"_s};
    m_environment.secrets[u"TOKEN"_s] = "abc";
    m_replies[hostOf(2) + Ping] = healthyPing();
    m_replies[hostOf(2) + Ping].after = 60ms;
    EXPECT_THAT(runRound(file), testing::AllOf(Ge(60ms), Le(63ms)));
    EXPECT_EQ(m_watch->state()->state, State::Ok);
    for (const int node : {0, 1, 2}) {
        EXPECT_EQ(asked(node, Enhanced), 1);
        EXPECT_EQ(asked(node, Ping), 0);
        EXPECT_EQ(asked(node, Status), 1);
        EXPECT_EQ(asked(node, u"/metrics"_s), 1);
        EXPECT_EQ(asked(node, u"/api/v4/config"_s), 0);
    }
    const auto requests = m_http.requests.size();
    m_clock.advance(600s);
    EXPECT_EQ(m_http.requests.size(), requests);
    EXPECT_FALSE(m_watch->state()->isFirstSweep);
}

TEST_F(WatchTest, ARoundTriesARefusedNodeTwice)
{
    m_replies[hostOf(1)] = FakeHttp::failure(NetFailure::Refused);
    const Milliseconds took = runRound(makeFile());
    EXPECT_THAT(took, testing::AllOf(Ge(15000ms), Le(15100ms)));
    EXPECT_EQ(asked(1, Enhanced), 2);
    EXPECT_EQ(asked(1, u"/api/v4/config/client?"_s), 1);
    EXPECT_EQ(asked(0, Enhanced), 1);
    EXPECT_TRUE(has(Code::NodeUnreachable));
    EXPECT_EQ(m_watch->state()->findings.front().evidence[u"attempts"_s].toInt(), 2);
    EXPECT_EQ(m_watch->state()->findings.front().evidence[u"kind"_s].toString(), u"refused"_s);
}

TEST_F(WatchTest, ARoundWithoutRetryEndsAtOnce)
{
    m_replies[hostOf(1)] = FakeHttp::failure(NetFailure::Refused);
    const Milliseconds took = runRound(makeFile(), false);
    EXPECT_LE(took, 100ms);
    EXPECT_TRUE(has(Code::NodeUnreachable));
    EXPECT_EQ(m_watch->state()->findings.front().evidence[u"attempts"_s].toInt(), 1);
}

TEST_F(WatchTest, ARoundOverAHangingNodeStaysWithinTheBound)
{
    m_replies[hostOf(1)] = FakeHttp::hang();
    const Milliseconds took = runRound(makeFile());
    EXPECT_THAT(took, testing::AllOf(Ge(25000ms), Le(Bound)));
    EXPECT_TRUE(has(Code::NodeUnreachable));
    EXPECT_EQ(stateOfNode(1), State::Critical);
    EXPECT_EQ(stateOfNode(0), State::Ok);
}

TEST_F(WatchTest, ARoundWithEverythingHangingStaysWithinTheBound)
{
    for (const int node : {0, 1, 2})
        m_replies[hostOf(node)] = FakeHttp::hang();
    EXPECT_LE(runRound(makeFile()), Bound);
    EXPECT_NE(m_watch->state()->state, State::Ok);
}

TEST_F(WatchTest, ARoundAsksTheRestAgainWhenTheSecondAttemptSucceeds)
{
    m_replies[hostOf(1)] = FakeHttp::failure(NetFailure::Reset);
    make(makeFile(), {.isOneRound = true});
    m_watch->start();
    m_clock.advance(5s);
    EXPECT_FALSE(m_finishedAt);
    m_replies.clear();
    while (!m_finishedAt && m_clock.advanceToNext()) {
    }
    EXPECT_LE(*m_finishedAt - m_begin, 15100ms);
    EXPECT_EQ(asked(1, Enhanced), 2);
    EXPECT_EQ(asked(1, u"/api/v4/config/client?"_s), 2);
    EXPECT_EQ(asked(1, u"/metrics"_s), 2);
    EXPECT_EQ(asked(0, u"/api/v4/config/client?"_s), 1);
    EXPECT_EQ(m_watch->state()->state, State::Ok);
}

TEST_F(WatchTest, ARoundAsksForDifferingViewsAgain)
{
    ClusterFile file = makeFile();
    file.token = SecretReference{SecretReference::Kind::Environment, u"TOKEN"_s};
    m_environment.secrets[u"TOKEN"_s] = "abc";
    // The first node still lists only itself and one other; a moment later it lists all.
    QByteArray status = readData(u"mattermost/5.35.4/cluster-status-healthy.http"_s);
    const qsizetype second = status.indexOf(",{");
    QByteArray shorter = status.left(second) + status.mid(status.indexOf(",{", second + 2));
    m_replies[hostOf(1) + Status] = FakeHttp::recorded(shorter);
    make(file, {.isOneRound = true});
    m_watch->start();
    m_clock.advance(5s);
    EXPECT_FALSE(m_finishedAt);
    m_replies.clear();
    while (!m_finishedAt && m_clock.advanceToNext()) {
    }
    EXPECT_THAT(std::chrono::duration_cast<Milliseconds>(*m_finishedAt - m_begin),
                testing::AllOf(Ge(15000ms), Le(15100ms)));
    EXPECT_GE(asked(1, Status), 2);
    EXPECT_FALSE(has(Code::ClusterSplit));
}

TEST_F(WatchTest, ARoundComparesConfigurationsThatDiffer)
{
    ClusterFile file = makeFile();
    file.token = SecretReference{SecretReference::Kind::Environment, u"TOKEN"_s};
    m_environment.secrets[u"TOKEN"_s] = "abc";
    m_recorded[Status] = u"cluster-status-config-mismatch"_s;
    EXPECT_LE(runRound(file), 100ms);
    for (const int node : {0, 1, 2})
        EXPECT_EQ(asked(node, u"/api/v4/config"_s), 1) << node;
    EXPECT_TRUE(has(Code::ConfigMismatch));
}

TEST_F(WatchTest, ARoundDoesNotWaitForAStoreForEver)
{
    ClusterFile file = makeFile();
    file.token = SecretReference{SecretReference::Kind::Environment, u"TOKEN"_s};
    m_environment.after = std::chrono::minutes(1);
    EXPECT_LE(runRound(file), 2200ms);
    EXPECT_EQ(m_watch->state()->state, State::Ok);
    EXPECT_EQ(m_watch->problems().size(), 1);
}

TEST_F(WatchTest, ARoundWithNothingToAskEnds)
{
    ClusterFile file = makeFile();
    file.product = u"nobody's"_s; // no file that was read has it
    EXPECT_LE(runRound(file), 10ms);
    EXPECT_EQ(m_watch->state()->state, State::Unknown);
    EXPECT_THAT(m_http.requests, IsEmpty());
}

TEST_F(WatchTest, ARoundOverGenericTargets)
{
    ClusterFile file = makeFile(2);
    file.product = u"generic"_s;
    file.nodes[0].url = QUrl(u"http://127.0.0.2/health"_s);
    file.nodes[1].url = QUrl(u"http://127.0.0.3/health"_s);
    m_replies[hostOf(0)] = FakeHttp::answer(204, "");
    m_replies[hostOf(1)] = FakeHttp::answer(503, "no");
    EXPECT_LE(runRound(file), 100ms);
    EXPECT_EQ(stateOfNode(0), State::Ok);
    EXPECT_EQ(stateOfNode(1), State::Critical);
}

TEST_F(WatchTest, ManyNodesAreAllAskedAtTheSameTime)
{
    for (int i = 0; i < 100; ++i) {
        m_replies[hostOf(i) + Ping] = healthyPing();
        m_replies[hostOf(i) + Ping].after = 1000ms;
    }
    EXPECT_LE(runRound(makeFile(100), false), 1100ms);
    EXPECT_FALSE(has(Code::NodeUnreachable));
}

} // namespace

} // namespace rollcall::test

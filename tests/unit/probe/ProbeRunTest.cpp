// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "SchedulerBench.h"

namespace rollcall::test {

namespace {

ProbeSpecPtr socketProbe(bool waitsForMessage = false, ProbeSpec::Repeats repeats = {})
{
    auto request = std::make_shared<WebSocketRequest>();
    request->url = QUrl(u"http://node0.test/websocket"_s);
    request->timeout = 3s;
    ProbeSpec spec;
    spec.id = u"websocket"_s;
    spec.target = TargetId{0};
    spec.request = WebSocketQuestion{std::move(request), waitsForMessage};
    spec.repeats = repeats;
    return std::make_shared<const ProbeSpec>(std::move(spec));
}

ProbeSpecPtr repeated(ProbeSpec::Repeats repeats)
{
    ProbeSpec spec = *makeProbe(0, u"ping"_s);
    spec.interval = 0ms;
    spec.repeats = repeats;
    return std::make_shared<const ProbeSpec>(std::move(spec));
}

class ProbeRunTest : public SchedulerTest
{
protected:
    /// Asks it once, now.
    void ask(const ProbeSpecPtr &probe)
    {
        if (!m_scheduler)
            make();
        m_scheduler->setProbes({probe});
        m_scheduler->probeNow(std::span(&probe, 1));
    }
    const WebSocketResult &socketAnswer(std::size_t at = 0) const
    {
        static const WebSocketResult none;
        EXPECT_GT(m_answers.size(), at);
        return m_answers.size() > at && m_answers[at].webSocket() ? *m_answers[at].webSocket() : none;
    }
};

TEST_F(ProbeRunTest, AWebSocketThatOpensIsClosedAtOnce)
{
    m_sockets.wishes[u"node0.test"_s].after = 40ms;
    ask(socketProbe());
    m_clock.advance(39ms);
    EXPECT_THAT(m_answers, IsEmpty());
    EXPECT_EQ(m_scheduler->inFlight(), 1);
    m_clock.advance(1ms);
    ASSERT_THAT(m_answers, SizeIs(1));
    EXPECT_TRUE(socketAnswer().hasOpened());
    EXPECT_EQ(socketAnswer().failure, NetFailure::None);
    EXPECT_EQ(socketAnswer().opened, 40ms);
    EXPECT_EQ(socketAnswer().total, 40ms);
    EXPECT_EQ(socketAnswer().message, ""); // it was not waited for
    EXPECT_EQ(m_sockets.openNow(), 0);
    EXPECT_TRUE(m_scheduler->isIdle());
}

TEST_F(ProbeRunTest, TheGreetingBelongsToTheAnswerWhereItIsWaitedFor)
{
    m_sockets.wishes[u"node0.test"_s].hostname = u"app1"_s;
    ask(socketProbe(true));
    m_clock.advance(1ms);
    ASSERT_THAT(m_answers, SizeIs(1));
    EXPECT_TRUE(socketAnswer().message.contains("\"app1\""));
    EXPECT_EQ(m_sockets.openNow(), 0);
}

TEST_F(ProbeRunTest, AGreetingThatDoesNotComeEndsWithTheTimeout)
{
    m_sockets.wishes[u"node0.test"_s] = {.greets = false, .after = 1s};
    ask(socketProbe(true));
    m_clock.advance(2999ms);
    EXPECT_THAT(m_answers, IsEmpty());
    m_clock.advance(1ms); // from the start, not from the upgrade
    ASSERT_THAT(m_answers, SizeIs(1));
    EXPECT_EQ(socketAnswer().failure, NetFailure::Timeout);
    EXPECT_EQ(socketAnswer().status, 101);
    EXPECT_EQ(m_sockets.openNow(), 0);
}

TEST_F(ProbeRunTest, APeerThatClosesWithoutAGreeting)
{
    m_sockets.wishes[u"node0.test"_s] = {.greets = false};
    ask(socketProbe(true));
    m_clock.advance(100ms);
    m_sockets.breakAll(u"node0.test"_s);
    ASSERT_THAT(m_answers, SizeIs(1));
    EXPECT_EQ(socketAnswer().failure, NetFailure::Closed);
    EXPECT_EQ(socketAnswer().status, 101);
}

TEST_F(ProbeRunTest, ARefusalHasItsStatusAndASilenceItsFailure)
{
    m_sockets.wishes[u"node0.test"_s].refusal = 400;
    ask(socketProbe());
    m_clock.advance(1ms);
    ASSERT_THAT(m_answers, SizeIs(1));
    EXPECT_EQ(socketAnswer().status, 400);
    EXPECT_EQ(socketAnswer().failure, NetFailure::None);
    EXPECT_FALSE(socketAnswer().hasOpened());

    m_sockets.wishes[u"node0.test"_s] = {.isUnreachable = true, .failure = NetFailure::Reset};
    ask(socketProbe());
    m_clock.advance(1ms);
    ASSERT_THAT(m_answers, SizeIs(2));
    EXPECT_EQ(socketAnswer(1).status, 0);
    EXPECT_EQ(socketAnswer(1).failure, NetFailure::Reset);
}

TEST_F(ProbeRunTest, WhatIsDroppedGivesNoAnswerAndLeavesNoSocket)
{
    m_sockets.wishes[u"node0.test"_s].after = 1s;
    ask(socketProbe());
    m_clock.advance(500ms);
    EXPECT_EQ(m_sockets.openNow(), 1);
    m_scheduler->pause();
    EXPECT_EQ(m_sockets.openNow(), 0);
    m_clock.advance(10s);
    EXPECT_THAT(m_answers, IsEmpty());
}

TEST_F(ProbeRunTest, ARunOfSeveralGivesAnAnswerForEachAndPausesByChance)
{
    ask(repeated({5, 5}));
    m_clock.advance(1s);
    ASSERT_THAT(m_answers, SizeIs(5));
    EXPECT_TRUE(m_scheduler->isIdle());
    EXPECT_EQ(m_http.mostInFlight, 1) << "one after the other";
    const std::vector<Milliseconds> times = starts(0, u"ping"_s);
    std::set<Milliseconds> gaps;
    for (std::size_t i = 1; i < times.size(); ++i) {
        EXPECT_THAT(times[i] - times[i - 1], testing::AllOf(Ge(1ms), Le(21ms)));
        gaps.insert(times[i] - times[i - 1]);
    }
    EXPECT_GT(gaps.size(), 1U);
}

TEST_F(ProbeRunTest, HowManyIsLeftToChanceBetweenTheTwo)
{
    std::set<std::size_t> counts;
    const ProbeSpecPtr probe = repeated({2, 4});
    for (int run = 0; run < 40; ++run) {
        m_answers.clear();
        ask(probe);
        m_clock.advance(1s);
        counts.insert(m_answers.size());
    }
    EXPECT_THAT(counts, ElementsAre(2U, 3U, 4U));
}

TEST_F(ProbeRunTest, ARunEndsWhereNobodyAnswersOrTheRateIsLimited)
{
    for (const auto &reply : {FakeHttp::hang(), FakeHttp::answer(429, "{}")}) {
        m_answers.clear();
        m_replies[url(0, u"ping"_s)] = reply;
        ask(repeated({20, 20}));
        m_clock.advance(60s);
        EXPECT_THAT(m_answers, SizeIs(1));
        EXPECT_TRUE(m_scheduler->isIdle());
    }
    m_replies[url(0, u"ping"_s)] = FakeHttp::answer(502, "");
    m_answers.clear();
    ask(repeated({20, 20}));
    m_clock.advance(60s);
    EXPECT_THAT(m_answers, SizeIs(20)) << "one node that is down does not hide the others";

    for (const auto &[refusal, answers] : {std::pair(400, 20U), std::pair(401, 1U)}) {
        m_answers.clear();
        m_sockets.wishes[u"node0.test"_s].refusal = refusal;
        ask(socketProbe(true, {20, 20}));
        m_clock.advance(60s);
        EXPECT_THAT(m_answers, SizeIs(answers)) << refusal;
    }
}

TEST_F(ProbeRunTest, ASlowRunHoldsUpNobodyElse)
{
    make();
    FakeHttp::Reply slow = FakeHttp::answer(200, "{}");
    slow.after = 2s;
    m_replies[url(0, u"ping"_s)] = slow;
    const ProbeSpecPtr burst = repeated({20, 20});
    const ProbeSpecPtr other = makeProbe(0, u"other"_s);
    m_scheduler->setProbes({burst, other, makeProbe(1, u"ping"_s)});
    m_scheduler->start();
    m_scheduler->probeNow(std::span(&burst, 1));
    m_clock.advance(30s);
    EXPECT_GE(starts(0, u"other"_s).size(), 3U);
    EXPECT_GE(starts(1, u"ping"_s).size(), 3U);
    EXPECT_THAT(starts(0, u"ping"_s), SizeIs(5)) << "as far as it got within twice the timeout";
    EXPECT_EQ(m_scheduler->inFlight(), 0);
}

TEST_F(ProbeRunTest, RunsOfSeveralGoOneAfterTheOther)
{
    make();
    ProbeSpec spec = *repeated({10, 10});
    std::vector<ProbeSpecPtr> probes;
    for (const QString &id : {u"a"_s, u"b"_s, u"c"_s}) {
        spec.id = id;
        probes.push_back(std::make_shared<const ProbeSpec>(spec));
    }
    const ProbeSpecPtr elsewhere = makeProbe(1, u"ping"_s);
    const ProbeSpecPtr single = makeProbe(0, u"single"_s);
    std::vector<ProbeSpecPtr> all = probes;
    all.push_back(elsewhere);
    all.push_back(single);
    m_scheduler->setProbes(all);
    m_scheduler->probeNow(all);
    m_clock.advance(2ms);
    EXPECT_THAT(starts(1, u"ping"_s), SizeIs(1));
    EXPECT_THAT(starts(0, u"single"_s), SizeIs(1)) << "nobody else waits";
    EXPECT_FALSE(m_scheduler->isIdle());
    m_clock.advance(10s);
    EXPECT_TRUE(m_scheduler->isIdle());
    QString order;
    for (const Answer &answer : m_answers) {
        if (answer.spec->id.size() == 1)
            order += answer.spec->id;
    }
    EXPECT_EQ(order.size(), 30);
    for (qsizetype i = 0; i < order.size(); ++i)
        EXPECT_EQ(order[i], order[i - i % 10]) << order.toStdString();

    // Also where the one in flight goes away.
    m_answers.clear();
    m_scheduler->probeNow(probes);
    m_clock.advance(2ms);
    m_scheduler->setProbes({probes[1], probes[2]});
    m_clock.advance(10s);
    EXPECT_TRUE(m_scheduler->isIdle());
    EXPECT_THAT(m_answers, SizeIs(21));
    m_scheduler->probeNow(probes);
    m_clock.advance(2ms);
    m_scheduler->pause();
    m_scheduler->resume();
    m_answers.clear();
    m_scheduler->probeNow(std::span(&probes[2], 1));
    m_clock.advance(10s);
    EXPECT_THAT(m_answers, SizeIs(10));
}

TEST_F(ProbeRunTest, TheReceiverMayEndItAllInTheMiddleOfARun)
{
    ask(repeated({20, 20}));
    m_onAnswer = [this] {
        if (m_answers.size() == 3)
            m_scheduler->setProbes({});
    };
    m_clock.advance(10s);
    EXPECT_THAT(m_answers, SizeIs(3));
    EXPECT_TRUE(m_scheduler->isIdle());

    ask(socketProbe(true, {20, 20}));
    m_onAnswer = [this] {
        if (m_answers.size() == 5)
            m_scheduler.reset();
    };
    m_clock.advance(10s);
    EXPECT_THAT(m_answers, SizeIs(5));
    EXPECT_EQ(m_sockets.openNow(), 0);
}

TEST_F(ProbeRunTest, PausingEndsARunBetweenTwoExchanges)
{
    ask(repeated({20, 20}));
    m_clock.advance(2ms); // its first answer came after 1 ms
    ASSERT_THAT(m_answers, SizeIs(1));
    m_scheduler->pause();
    m_clock.advance(10s);
    EXPECT_THAT(m_answers, SizeIs(1));
    EXPECT_EQ(m_scheduler->inFlight(), 0);
}

} // namespace

} // namespace rollcall::test

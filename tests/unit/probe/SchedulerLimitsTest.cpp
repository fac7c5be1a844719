// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "SchedulerBench.h"

namespace rollcall::test {

namespace {

TEST_F(SchedulerTest, ARepeatedLimitSlowsDownUpToTheBound)
{
    make({.jitter = 0});
    m_scheduler->setProbes({makeProbe(0, u"ping"_s)});
    m_onAnswer = [this] { m_scheduler->setHealth(TargetId{0}, true, 1s); };
    m_scheduler->start();
    m_clock.advance(1500s);
    const std::vector<Milliseconds> ping = starts(0, u"ping"_s);
    ASSERT_GE(ping.size(), 6U);
    EXPECT_EQ(ping.back() - ping[ping.size() - 2], 120s);
    EXPECT_LT(ping.size(), 20U);
}

TEST_F(SchedulerTest, ASparingProbeRestsLongerAfterEachFailureAndComesBack)
{
    make({.jitter = 0});
    const ProbeSpecPtr probe = makeProbe(0, u"gossip"_s, {.isPrimary = false, .isSparing = true});
    m_scheduler->setProbes({probe});
    bool isFailing = true;
    m_onAnswer = [&] { m_scheduler->setRest(probe, isFailing ? Scheduler::Rest::Growing : Scheduler::Rest::None); };
    m_scheduler->start();
    m_clock.advance(2000s);
    std::vector<Milliseconds> asked = starts(0, u"gossip"_s);
    ASSERT_GE(asked.size(), 7U);
    EXPECT_EQ(asked[3] - asked[2], 80s);
    EXPECT_EQ(asked.back() - asked[asked.size() - 2], 300s) << "five minutes at the most";
    isFailing = false;
    m_clock.advance(400s);
    const auto before = starts(0, u"gossip"_s).size();
    m_clock.advance(100s);
    EXPECT_EQ(starts(0, u"gossip"_s).size(), before + 10);
}

TEST_F(SchedulerTest, AQuestionThatIsPointlessIsNotAskedAgainUntilItIsAnotherOne)
{
    make();
    const ProbeSpecPtr probe = makeProbe(0, u"gossip"_s, {.isPrimary = false, .isSparing = true});
    m_scheduler->setProbes({probe});
    m_onAnswer = [&] { m_scheduler->setRest(probe, Scheduler::Rest::ForGood); };
    m_scheduler->start();
    m_clock.advance(3600s);
    EXPECT_THAT(starts(0, u"gossip"_s), SizeIs(1));
    m_scheduler->probeNow(std::vector{probe});
    m_clock.advance(3600s);
    EXPECT_THAT(starts(0, u"gossip"_s), SizeIs(2)) << "a person may ask";
    m_onAnswer = nullptr;
    m_scheduler->setProbes({makeProbe(0, u"gossip"_s, {.isPrimary = false, .isSparing = true})});
    m_clock.advance(100s);
    EXPECT_GE(starts(0, u"gossip"_s).size(), 11U);
}

TEST_F(SchedulerTest, AnAnswerToAPersonsQuestionBringsTheRhythmBackAndWakingDoesNot)
{
    make();
    const ProbeSpecPtr probe = makeProbe(0, u"gossip"_s, {.isPrimary = false, .isSparing = true});
    m_scheduler->setProbes({probe});
    bool isPointless = true;
    m_onAnswer = [&] { m_scheduler->setRest(probe, isPointless ? Scheduler::Rest::ForGood : Scheduler::Rest::None); };
    m_scheduler->start();
    m_clock.advance(100s);
    m_scheduler->pause();
    m_scheduler->resume();
    m_scheduler->setHealth(TargetId{0}, true, 0s);
    m_scheduler->setHealth(TargetId{0}, false, 0s);
    m_clock.advance(100s);
    EXPECT_THAT(starts(0, u"gossip"_s), SizeIs(1));
    isPointless = false;
    m_scheduler->probeNow(std::vector{probe});
    m_clock.advance(100s);
    EXPECT_GE(starts(0, u"gossip"_s).size(), 10U);
}

TEST_F(SchedulerTest, NobodyAsksASparingProbeMoreThanOnceInAnInterval)
{
    make({.jitter = 0});
    const ProbeSpecPtr sparing = makeProbe(0, u"gossip"_s, {.isPrimary = false, .isSparing = true});
    const ProbeSpecPtr other = makeProbe(0, u"ping"_s);
    m_scheduler->setProbes({sparing, other});
    m_scheduler->probeNow(std::vector{sparing, other});
    m_clock.advance(1s);
    m_scheduler->probeNow(std::vector{sparing, other});
    m_clock.advance(8s);
    EXPECT_THAT(starts(0, u"gossip"_s), SizeIs(1));
    EXPECT_THAT(starts(0, u"ping"_s), SizeIs(2));
    m_clock.advance(1s);
    m_scheduler->probeNow(std::vector{sparing});
    m_clock.advance(1s);
    EXPECT_THAT(starts(0, u"gossip"_s), SizeIs(2));
    m_scheduler->probeAt(sparing, m_clock.now() + 2s);
    m_clock.advance(3s);
    EXPECT_THAT(starts(0, u"gossip"_s), SizeIs(3)) << "the second attempt has its time";
}

TEST_F(SchedulerTest, AnAbsurdRetryAfterIsBounded)
{
    make();
    m_scheduler->setProbes({makeProbe(0, u"ping"_s)});
    m_scheduler->start();
    m_clock.advance(2s);
    m_scheduler->setHealth(TargetId{0}, true, std::chrono::hours(1000));
    const auto before = starts(0, u"ping"_s).size();
    m_clock.advance(122s);
    EXPECT_EQ(starts(0, u"ping"_s).size(), before + 1);
}

TEST_F(SchedulerTest, PauseDropsAndResumeSweepsAtOnce)
{
    make();
    m_replies[url(0, u"ping"_s)] = FakeHttp::hang();
    const std::vector<ProbeSpecPtr> probes{makeProbe(0, u"ping"_s), makeProbe(1, u"ping"_s)};
    m_scheduler->setProbes(probes);
    m_scheduler->start();
    m_clock.advance(1s);
    EXPECT_EQ(m_scheduler->inFlight(), 1);
    m_scheduler->pause();
    EXPECT_TRUE(m_scheduler->isPaused());
    EXPECT_EQ(m_scheduler->inFlight(), 0);
    EXPECT_EQ(m_http.inFlight, 0);
    const auto answers = m_answers.size();
    const auto asked = m_http.requests.size();
    m_scheduler->probeNow(probes);
    m_clock.advance(60s);
    EXPECT_EQ(m_answers.size(), answers);
    EXPECT_EQ(m_http.requests.size(), asked);
    m_scheduler->resume();
    m_clock.advance(1s);
    EXPECT_EQ(m_http.requests.size(), asked + 2);
    EXPECT_EQ(m_woke, 0);
}

TEST_F(SchedulerTest, WithinTwoSecondsOfWakingEverythingIsAskedOnFreshConnections)
{
    make();
    std::vector<ProbeSpecPtr> probes;
    for (int i = 0; i < 20; ++i)
        probes.push_back(makeProbe(i, u"ping"_s));
    m_replies[url(3, u"ping"_s)] = FakeHttp::hang();
    m_scheduler->setProbes(probes);
    m_scheduler->start();
    m_clock.advance(2s);
    EXPECT_EQ(m_scheduler->inFlight(), 1);
    const auto asked = m_http.requests.size();
    m_clock.sleep(std::chrono::hours(8));
    m_clock.advance(2s);
    EXPECT_EQ(m_http.closedConnections, 1);
    EXPECT_EQ(m_woke, 1);
    EXPECT_GE(m_http.requests.size(), asked + 20);
    for (const Answer &answer : m_answers)
        EXPECT_TRUE(answer.http()->answered());
}

TEST_F(SchedulerTest, ATrembleOfTheClocksIsNoSleep)
{
    make();
    m_scheduler->setProbes({makeProbe(0, u"ping"_s)});
    m_scheduler->start();
    for (int i = 0; i < 30; ++i) {
        m_clock.sleep(1ms);
        m_clock.advance(1s);
    }
    EXPECT_EQ(m_http.closedConnections, 0);
}

TEST_F(SchedulerTest, ASleepWhilePausedClosesConnectionsWhenResumed)
{
    make();
    m_scheduler->setProbes({makeProbe(0, u"ping"_s)});
    m_scheduler->start();
    m_clock.advance(2s);
    m_scheduler->pause();
    m_clock.sleep(1h);
    m_clock.advance(10s);
    EXPECT_EQ(m_http.closedConnections, 0);
    m_scheduler->resume();
    EXPECT_EQ(m_http.closedConnections, 1);
    EXPECT_EQ(m_woke, 1);
}

TEST_F(SchedulerTest, TheFormThatIsReplacedIsLeftOutOfTheSweep)
{
    make({.jitter = 0});
    m_scheduler->setProbes({makeProbe(0, u"ping"_s, {.isReplacedInCheck = true})});
    m_scheduler->start();
    m_clock.advance(10s);
    EXPECT_THAT(starts(0, u"ping"_s), SizeIs(1));
}

TEST_F(SchedulerTest, KnownProbesKeepTheirRhythmAndGoneOnesAreDropped)
{
    make({.jitter = 0});
    m_replies[url(1, u"ping"_s)] = FakeHttp::hang();
    m_scheduler->setProbes({makeProbe(0, u"ping"_s), makeProbe(1, u"ping"_s, {.timeout = 60s})});
    m_scheduler->start();
    m_clock.advance(25s);
    const Milliseconds last = starts(0, u"ping"_s).back();
    EXPECT_EQ(m_scheduler->inFlight(), 1);
    m_scheduler->setProbes({makeProbe(0, u"ping"_s), makeProbe(0, u"new"_s)});
    EXPECT_EQ(m_scheduler->inFlight(), 0);
    EXPECT_EQ(m_http.inFlight, 0);
    m_clock.advance(10s);
    EXPECT_EQ(starts(0, u"ping"_s).back(), last + 10s);
    ASSERT_THAT(starts(0, u"new"_s), testing::Not(IsEmpty()));
    EXPECT_LE(starts(0, u"new"_s).front(), 26s);
    for (const Answer &answer : m_answers)
        EXPECT_EQ(answer.spec->target, TargetId{0});
}

TEST_F(SchedulerTest, AChangedSpecInFlightIsAskedAnew)
{
    make();
    m_replies[url(0, u"ping"_s)] = FakeHttp::hang();
    const ProbeSpecPtr old = makeProbe(0, u"ping"_s);
    m_scheduler->setProbes({old});
    m_scheduler->probeNow(std::vector{old});
    m_clock.advance(1s);
    m_replies.clear();
    const ProbeSpecPtr changed = makeProbe(0, u"ping"_s);
    m_scheduler->setProbes({changed});
    m_clock.advance(1s);
    ASSERT_THAT(m_answers, SizeIs(1));
    EXPECT_EQ(m_answers[0].spec, changed);
    EXPECT_TRUE(m_answers[0].http()->answered());
    EXPECT_TRUE(m_scheduler->isIdle());
}

TEST_F(SchedulerTest, AnAnswerCarriesItsTimeAndWhatWasAsked)
{
    make();
    m_replies[url(0, u"ping"_s)] = FakeHttp::failure(NetFailure::Refused);
    m_replies[url(0, u"ping"_s)].after = 7ms;
    const ProbeSpecPtr probe = makeProbe(0, u"ping"_s);
    m_scheduler->setProbes({probe});
    m_scheduler->probeNow(std::vector{probe});
    m_clock.advance(1s);
    ASSERT_THAT(m_answers, SizeIs(1));
    EXPECT_EQ(m_answers[0].spec, probe);
    EXPECT_EQ(m_answers[0].at, m_begin + 7ms);
    EXPECT_EQ(m_answers[0].http()->failure, NetFailure::Refused);
}

TEST_F(SchedulerTest, TcpProbesAreConnected)
{
    class Call final : public TcpConnect
    {
    public:
        void cancel() override {}
        std::unique_ptr<Timer> timer;
    };
    std::vector<TcpRequest> requests;
    Scheduler::Options options;
    options.connect = [&](const TcpRequest &request, TcpConnect::Finished finished) {
        requests.push_back(request);
        auto call = std::make_unique<Call>();
        call->timer = m_clock.makeTimer([finished] {
            TcpResult result;
            result.failure = NetFailure::Refused;
            finished(std::move(result));
        });
        call->timer->startAt(m_clock.now() + 2ms);
        return call;
    };
    make(options);
    ProbeSpec spec;
    spec.id = u"port"_s;
    spec.target = TargetId{0};
    spec.request = TcpRequest{.host = u"127.0.0.9"_s, .port = 6379};
    const auto probe = std::make_shared<const ProbeSpec>(std::move(spec));
    m_scheduler->setProbes({probe});
    m_scheduler->probeNow(std::vector{ProbeSpecPtr(probe)});
    m_clock.advance(1s);
    ASSERT_THAT(requests, SizeIs(1));
    EXPECT_EQ(requests[0].port, 6379);
    ASSERT_THAT(m_answers, SizeIs(1));
    ASSERT_NE(m_answers[0].tcp(), nullptr);
    EXPECT_EQ(m_answers[0].tcp()->failure, NetFailure::Refused);
    EXPECT_EQ(m_answers[0].http(), nullptr);
}

TEST_F(SchedulerTest, DestroyedInFlightNothingIsDelivered)
{
    make();
    const std::vector<ProbeSpecPtr> probes{makeProbe(0, u"ping"_s), makeProbe(1, u"ping"_s)};
    m_scheduler->setProbes(probes);
    m_scheduler->probeNow(probes);
    m_clock.advance(0ms);
    EXPECT_EQ(m_http.inFlight, 2);
    m_scheduler.reset();
    EXPECT_EQ(m_http.inFlight, 0);
    m_clock.advance(60s);
    EXPECT_THAT(m_answers, IsEmpty());
}

TEST_F(SchedulerTest, MayBeDestroyedByItsReceiver)
{
    make();
    const std::vector<ProbeSpecPtr> probes{makeProbe(0, u"ping"_s), makeProbe(1, u"ping"_s)};
    m_scheduler->setProbes(probes);
    m_onAnswer = [this] { m_scheduler.reset(); };
    m_scheduler->probeNow(probes);
    m_clock.advance(60s);
    EXPECT_THAT(m_answers, SizeIs(1));
}

TEST_F(SchedulerTest, IdleItTurnsOnceASecondAndNoMore)
{
    make();
    m_scheduler->setProbes({makeProbe(0, u"ping"_s, {.interval = 1h})});
    m_scheduler->start();
    m_clock.advance(2s);
    int fired = 0;
    const TimePoint end = m_clock.now() + 60s;
    while (m_clock.now() < end && m_clock.advanceToNext())
        ++fired;
    EXPECT_LE(fired, 64);
}

TEST_F(SchedulerTest, LatenessIsCountedOnlyWhenAskedFor)
{
    make();
    m_scheduler->setProbes({makeProbe(0, u"ping"_s)});
    m_scheduler->start();
    m_clock.advance(60s);
    EXPECT_THAT(m_scheduler->takeLateness(), IsEmpty());

    make({.maxInFlight = 1, .recordsLateness = true});
    m_replies[url(0, u"a"_s)] = FakeHttp::answer(200, "{}");
    m_replies[url(0, u"a"_s)].after = 300ms;
    const std::vector<ProbeSpecPtr> probes{makeProbe(0, u"a"_s), makeProbe(0, u"b"_s)};
    m_scheduler->setProbes(probes);
    m_scheduler->probeNow(probes);
    m_clock.advance(1s);
    EXPECT_THAT(m_scheduler->takeLateness(), testing::UnorderedElementsAre(0ms, 300ms));
    EXPECT_THAT(m_scheduler->takeLateness(), IsEmpty());
}

} // namespace

} // namespace rollcall::test

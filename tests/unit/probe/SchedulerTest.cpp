// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "SchedulerBench.h"

namespace rollcall::test {

namespace {

TEST_F(SchedulerTest, BeforeTheStartNothingRunsByItself)
{
    make();
    m_scheduler->setProbes({makeProbe(0, u"ping"_s)});
    m_clock.advance(60s);
    EXPECT_THAT(m_http.requests, IsEmpty());
    EXPECT_TRUE(m_scheduler->isIdle());
}

TEST_F(SchedulerTest, TheFirstSweepIsSpreadOverOneSecond)
{
    make();
    std::vector<ProbeSpecPtr> probes;
    for (int i = 0; i < 200; ++i)
        probes.push_back(makeProbe(i, u"ping"_s));
    m_scheduler->setProbes(probes);
    m_scheduler->start();
    m_clock.advance(500ms);
    EXPECT_GT(m_http.requests.size(), 60U);
    EXPECT_LT(m_http.requests.size(), 150U);
    m_clock.advance(501ms);
    for (int i = 0; i < 200; ++i)
        EXPECT_THAT(starts(i, u"ping"_s), testing::Not(IsEmpty())) << i;
}

TEST_F(SchedulerTest, AShortIntervalHasAShorterSweep)
{
    make();
    std::vector<ProbeSpecPtr> probes;
    for (int i = 0; i < 50; ++i)
        probes.push_back(makeProbe(i, u"ping"_s, {.interval = 200ms}));
    m_scheduler->setProbes(probes);
    m_scheduler->start();
    m_clock.advance(200ms);
    for (int i = 0; i < 50; ++i)
        EXPECT_THAT(starts(i, u"ping"_s), testing::Not(IsEmpty())) << i;
}

TEST_F(SchedulerTest, KeepsTheIntervalWithinTheJitter)
{
    make();
    m_scheduler->setProbes({makeProbe(0, u"ping"_s), makeProbe(1, u"ping"_s)});
    m_scheduler->start();
    m_clock.advance(1000s);
    for (const int target : {0, 1}) {
        const std::vector<Milliseconds> times = starts(target, u"ping"_s);
        ASSERT_THAT(times, SizeIs(testing::AllOf(Ge(99U), Le(102U))));
        bool isJittered = false;
        for (std::size_t i = 2; i < times.size(); ++i) {
            EXPECT_THAT(times[i] - times[i - 1], testing::AllOf(Ge(8999ms), Le(11001ms))) << i;
            isJittered |= times[i] - times[i - 1] != 10000ms;
        }
        EXPECT_TRUE(isJittered);
        EXPECT_LE(times[1] - times[0], 11001ms); // from the sweep into the rhythm: never longer than that
    }
}

TEST_F(SchedulerTest, WithoutJitterTheRhythmIsExact)
{
    make({.jitter = 0});
    m_scheduler->setProbes({makeProbe(0, u"ping"_s)});
    m_scheduler->start();
    m_clock.advance(100s);
    const std::vector<Milliseconds> times = starts(0, u"ping"_s);
    ASSERT_GE(times.size(), 10U);
    for (std::size_t i = 2; i < times.size(); ++i)
        EXPECT_EQ(times[i] - times[i - 1], 10000ms);
}

TEST_F(SchedulerTest, PhaseKeepsTheProbesOfANodeApart)
{
    make({.jitter = 0});
    m_scheduler->setProbes({makeProbe(0, u"ping"_s), makeProbe(0, u"half"_s, {.phase = 0.5, .isPrimary = false})});
    m_scheduler->start();
    m_clock.advance(100s);
    const Milliseconds ping = starts(0, u"ping"_s).at(3);
    const Milliseconds half = starts(0, u"half"_s).at(3);
    const auto apart = (half - ping + 100s) % 10000ms;
    EXPECT_NEAR(double(apart.count()), 5000, 1);
}

TEST_F(SchedulerTest, TheRhythmOfManyTargetsIsSpreadEvenly)
{
    make();
    std::vector<ProbeSpecPtr> probes;
    for (int i = 0; i < 1000; ++i)
        probes.push_back(makeProbe(i, u"ping"_s));
    m_scheduler->setProbes(probes);
    m_scheduler->start();
    m_clock.advance(30s);
    std::map<std::int64_t, int> perSecond;
    for (const auto &[url, times] : m_starts) {
        for (const TimePoint time : times)
            ++perSecond[std::chrono::duration_cast<std::chrono::seconds>(time - m_begin).count()];
    }
    for (int second = 12; second < 29; ++second)
        EXPECT_THAT(perSecond[second], testing::AllOf(Ge(70), Le(130))) << second;
}

TEST_F(SchedulerTest, ASlowTargetDelaysNobodyAndIsSkippedNotQueued)
{
    make({.jitter = 0});
    m_replies[url(0, u"ping"_s)] = FakeHttp::hang();
    m_scheduler->setProbes({makeProbe(0, u"ping"_s, {.interval = 1s, .timeout = 3500ms}),
                            makeProbe(1, u"ping"_s, {.interval = 1s, .timeout = 3500ms})});
    m_scheduler->start();
    m_clock.advance(20s);
    EXPECT_THAT(starts(1, u"ping"_s), SizeIs(testing::AllOf(Ge(19U), Le(21U))));
    const std::vector<Milliseconds> slow = starts(0, u"ping"_s);
    EXPECT_THAT(slow, SizeIs(testing::AllOf(Ge(5U), Le(6U))));
    for (std::size_t i = 2; i < slow.size(); ++i)
        EXPECT_EQ(slow[i] - slow[i - 1], 4000ms);
}

TEST_F(SchedulerTest, AFullTargetDoesNotBlockAnother)
{
    make({.maxInFlightPerTarget = 2});
    std::vector<ProbeSpecPtr> all;
    for (int i = 0; i < 6; ++i) {
        const QString id = u"p%1"_s.arg(i);
        m_replies[url(0, id)] = FakeHttp::hang();
        all.push_back(makeProbe(0, id, {.timeout = 1000ms}));
    }
    all.push_back(makeProbe(1, u"ping"_s));
    m_scheduler->setProbes(all);
    m_scheduler->probeNow(all);
    m_clock.advance(10ms);
    EXPECT_EQ(m_scheduler->inFlight(), 2);
    EXPECT_THAT(starts(1, u"ping"_s), ElementsAre(0ms));
    EXPECT_FALSE(m_scheduler->isIdle());
    m_clock.advance(3100ms);
    EXPECT_TRUE(m_scheduler->isIdle());
    // Two at a time, each pair a deadline later.
    EXPECT_THAT(starts(0, u"p5"_s), SizeIs(1));
    EXPECT_EQ(m_http.requests.size(), 7U);
    EXPECT_THAT(m_answers, SizeIs(7));
    EXPECT_EQ(m_http.mostInFlight, 3);
}

TEST_F(SchedulerTest, TheBoundOverAllHoldsAndStartsInTheOrderOfBeingDue)
{
    make({.maxInFlight = 3});
    std::vector<ProbeSpecPtr> probes;
    for (int i = 0; i < 9; ++i) {
        m_replies[url(i, u"ping"_s)] = FakeHttp::answer(200, "{}");
        m_replies[url(i, u"ping"_s)].after = 100ms;
        probes.push_back(makeProbe(i, u"ping"_s));
    }
    m_scheduler->setProbes(probes);
    for (int i = 0; i < 9; ++i)
        m_scheduler->probeAt(probes[std::size_t(i)], m_begin + 10ms + Milliseconds(8 - i));
    m_clock.advance(1s);
    EXPECT_EQ(m_http.mostInFlight, 3);
    ASSERT_THAT(m_http.requests, SizeIs(9));
    for (std::size_t i = 0; i < 9; ++i)
        EXPECT_EQ(m_http.requests[i]->url.host(), u"node%1.test"_s.arg(8 - i));
}

TEST_F(SchedulerTest, OneEventStartsABoundedNumber)
{
    make({.maxInFlight = 10000});
    std::vector<ProbeSpecPtr> probes;
    for (int i = 0; i < 1000; ++i)
        probes.push_back(makeProbe(i, u"ping"_s));
    m_scheduler->setProbes(probes);
    m_scheduler->probeNow(probes);
    ASSERT_TRUE(m_clock.advanceToNext());
    EXPECT_THAT(m_http.requests, SizeIs(64));
    m_clock.advance(0ms);
    EXPECT_THAT(m_http.requests, SizeIs(1000));
}

TEST_F(SchedulerTest, ProbeNowDoesNotStartOneInFlightTwice)
{
    make();
    m_replies[url(0, u"ping"_s)] = FakeHttp::hang();
    const std::vector<ProbeSpecPtr> probes{makeProbe(0, u"ping"_s)};
    m_scheduler->setProbes(probes);
    m_scheduler->probeNow(probes);
    m_scheduler->probeNow(probes);
    m_clock.advance(1s);
    m_scheduler->probeNow(probes);
    m_clock.advance(10s);
    EXPECT_THAT(starts(0, u"ping"_s), ElementsAre(0ms));
    EXPECT_TRUE(m_scheduler->isIdle());
}

TEST_F(SchedulerTest, ProbeNowLeavesTheRhythmAlone)
{
    make({.jitter = 0});
    const std::vector<ProbeSpecPtr> probes{makeProbe(0, u"ping"_s)};
    m_scheduler->setProbes(probes);
    m_scheduler->start();
    m_clock.advance(35s);
    const Milliseconds third = starts(0, u"ping"_s).back();
    m_scheduler->probeNow(probes);
    m_clock.advance(0ms);
    EXPECT_EQ(starts(0, u"ping"_s).back(), 35000ms);
    m_clock.advance(10s);
    EXPECT_EQ(starts(0, u"ping"_s).back(), third + 10s);
}

TEST_F(SchedulerTest, AQuestionAskedAgainRunsAtItsTimeOnce)
{
    make();
    const ProbeSpecPtr probe = makeProbe(0, u"ping"_s, {.interval = 0ms});
    m_scheduler->setProbes({probe});
    m_scheduler->start();
    m_scheduler->probeAt(probe, m_begin + 15s);
    m_scheduler->probeAt(probe, m_begin + 15s);
    EXPECT_FALSE(m_scheduler->isIdle());
    m_clock.advance(60s);
    EXPECT_THAT(starts(0, u"ping"_s), ElementsAre(15000ms));
    EXPECT_TRUE(m_scheduler->isIdle());
}

TEST_F(SchedulerTest, AQuestionThatComesWhileInFlightRunsAfterwards)
{
    make();
    m_replies[url(0, u"ping"_s)] = FakeHttp::hang();
    const ProbeSpecPtr probe = makeProbe(0, u"ping"_s, {.interval = 0ms});
    m_scheduler->setProbes({probe});
    m_scheduler->probeNow(std::vector{probe});
    m_scheduler->probeAt(probe, m_begin + 2s);
    m_clock.advance(4s);
    EXPECT_FALSE(m_scheduler->isIdle());
    m_clock.advance(60s);
    EXPECT_THAT(starts(0, u"ping"_s), ElementsAre(0ms, 5000ms));
    EXPECT_TRUE(m_scheduler->isIdle());
}

TEST_F(SchedulerTest, AnIllTargetKeepsItsPrimaryProbeAndIsAskedTheRestLessAndLess)
{
    make({.jitter = 0});
    m_scheduler->setProbes({makeProbe(0, u"ping"_s), makeProbe(0, u"rest"_s, {.isPrimary = false})});
    m_onAnswer = [this] {
        if (m_answers.back().spec->isPrimary)
            m_scheduler->setHealth(TargetId{0}, true, 0ms);
    };
    m_scheduler->start();
    m_clock.advance(1000s);
    const std::vector<Milliseconds> ping = starts(0, u"ping"_s);
    const std::vector<Milliseconds> rest = starts(0, u"rest"_s);
    for (std::size_t i = 2; i < ping.size(); ++i)
        EXPECT_EQ(ping[i] - ping[i - 1], 10s);
    ASSERT_GE(rest.size(), 5U);
    for (std::size_t i = 3; i < rest.size(); ++i)
        EXPECT_GE(rest[i] - rest[i - 1], rest[i - 1] - rest[i - 2]);
    EXPECT_EQ(rest.back() - rest[rest.size() - 2], 120s); // the bound

    // It is well again: the rest comes within one interval.
    m_onAnswer = nullptr;
    const auto before = rest.size();
    m_scheduler->setHealth(TargetId{0}, false, 0ms);
    m_clock.advance(10s);
    EXPECT_EQ(starts(0, u"rest"_s).size(), before + 1);
    m_clock.advance(100s);
    EXPECT_EQ(starts(0, u"rest"_s).size(), before + 11);
}

TEST_F(SchedulerTest, RetryAfterIsHonouredByThePrimaryProbeToo)
{
    make({.jitter = 0});
    m_scheduler->setProbes({makeProbe(0, u"ping"_s), makeProbe(1, u"ping"_s)});
    m_scheduler->start();
    m_clock.advance(12s);
    const auto before = starts(0, u"ping"_s).size();
    const Milliseconds limited = 12s;
    m_scheduler->setHealth(TargetId{0}, true, 47s);
    m_clock.advance(46s);
    EXPECT_EQ(starts(0, u"ping"_s).size(), before);
    EXPECT_GE(starts(1, u"ping"_s).size(), before + 4);
    m_clock.advance(2s);
    ASSERT_EQ(starts(0, u"ping"_s).size(), before + 1);
    EXPECT_GE(starts(0, u"ping"_s).back(), limited + 47s);
    // Once it answers again, the rhythm is back.
    m_scheduler->setHealth(TargetId{0}, false, 0ms);
    m_clock.advance(30s);
    EXPECT_EQ(starts(0, u"ping"_s).size(), before + 4);
}

} // namespace

} // namespace rollcall::test

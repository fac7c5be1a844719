// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "watch/OwnPast.h"

#include "Cluster.h"
#include "history/Figures.h"
#include "support/SyntheticSeries.h"
#include "support/WaitFor.h"

namespace rollcall::test {

namespace {

class OwnPastTest : public WatchTest
{
protected:
    /// Ten minutes in which the goroutines of a node that is alone triple. Whether that is told.
    bool isClimbTold()
    {
        for (int i = 0; i < 40; ++i) {
            m_replies[u"/metrics"_s] = FakeHttp::answer(
                200, "# TYPE go_goroutines gauge\ngo_goroutines " + QByteArray::number(400 + 20 * i) + "\n",
                "Content-Type: text/plain; version=0.0.4\r\n");
            m_clock.advance(15s);
        }
        const auto &findings = m_watch->state()->findings;
        return std::ranges::any_of(findings,
                                   [](const Finding &finding) { return finding.code == Code::GoroutinesRising; });
    }

    void waitForAnswers()
    {
        bool isAnswered = false;
        m_series.read({}, m_watch.get(), [&](SeriesAnswer &&) { isAnswered = true; });
        ASSERT_TRUE(waitFor([&] { return isAnswered; }));
    }

    SyntheticSeries m_series;
};

TEST_F(OwnPastTest, AsksForEightDaysInBatches)
{
    make(makeFile(45));
    rememberOwnPast(m_series, {}, *m_watch);
    ASSERT_TRUE(waitFor([&] { return m_series.queries.size() == 3; }));
    const SeriesQuery &last = m_series.queries.back();
    EXPECT_EQ(last.keys.size(), 5U);
    EXPECT_EQ(last.keys.back(), (SeriesKey{u"app45"_s, figures::Goroutines}));
    EXPECT_EQ(last.to, m_clock.utc().toMSecsSinceEpoch());
    EXPECT_EQ(last.to - last.from, 8LL * 24 * 3'600'000);
}

TEST_F(OwnPastTest, WhatWasSoBeforeIsNoClimb)
{
    make(makeFile(1)).start();
    EXPECT_TRUE(isClimbTold()) << "nothing is known of before";

    const qint64 now = m_clock.utc().toMSecsSinceEpoch();
    for (qint64 at = now - 3LL * 24 * 3'600'000; at < now; at += 300'000)
        m_series.add(u"app1"_s, figures::Goroutines, at, 5000);
    make(makeFile(1));
    rememberOwnPast(m_series, {}, *m_watch);
    waitForAnswers();
    m_watch->start();
    EXPECT_FALSE(isClimbTold()) << "it was far higher at this hour of the days before";
}

TEST_F(OwnPastTest, WhatWasToldAsAClimbIsNoMeasure)
{
    make(makeFile(1));
    const qint64 now = m_clock.utc().toMSecsSinceEpoch();
    for (qint64 at = now - 3LL * 24 * 3'600'000; at < now; at += 300'000)
        m_series.add(u"app1"_s, figures::Goroutines, at, 5000);
    Incident leak;
    leak.code = Code::GoroutinesRising;
    leak.targets = {u"app1"_s};
    leak.openedAt = QDateTime::fromMSecsSinceEpoch(now - 4LL * 24 * 3'600'000, Qt::UTC);
    leak.closedAt = QDateTime::fromMSecsSinceEpoch(now - 600'000, Qt::UTC);
    Incident other = leak;
    other.targets = {u"app2"_s};
    rememberOwnPast(m_series, {other}, *m_watch);
    waitForAnswers();
    m_watch->start();
    EXPECT_FALSE(isClimbTold()) << "it was another node's";

    make(makeFile(1));
    rememberOwnPast(m_series, {leak}, *m_watch);
    waitForAnswers();
    m_watch->start();
    EXPECT_TRUE(isClimbTold());
}

TEST_F(OwnPastTest, AWatchThatIsGoneIsNotTold)
{
    m_series.isHeld = true;
    make(makeFile(1));
    rememberOwnPast(m_series, {}, *m_watch);
    m_watch.reset();
    m_series.release();
    EXPECT_EQ(m_series.queries.size(), 1U);
}

} // namespace

} // namespace rollcall::test

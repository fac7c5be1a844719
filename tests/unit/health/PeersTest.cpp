// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Bench.h"

#include "health/TargetMemory.h"

#include <cmath>

namespace rollcall {
namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using test::Bench;
using test::bytes;
using test::lines;

TEST(Clock, OffTheMedian)
{
    Bench bench(3);
    bench.pingAll();
    bench.clock(1, 100);
    bench.clock(2, 2100);
    bench.clock(3, 0);
    EXPECT_EQ(bench.findings(), lines()) << "exactly the limit";
    bench.clock(2, 2101);
    EXPECT_EQ(bench.findings(), lines("warning clock.skew app2"));
    EXPECT_EQ(bytes(bench.evidence(Code::ClockSkew)), R"({"limitMs":2000,"offsetsMs":{"app2":2001}})");
}

TEST(Clock, OfTwoBothAreNamed)
{
    Bench bench(2);
    bench.pingAll();
    bench.clock(1, -3000);
    bench.clock(2, 3000);
    EXPECT_EQ(bench.findings(), lines("warning clock.skew app1,app2"));
    EXPECT_EQ(bytes(bench.evidence(Code::ClockSkew)), R"({"limitMs":2000,"offsetsMs":{"app1":-3000,"app2":3000}})");
    bench.clock(1, 0);
    EXPECT_EQ(bench.findings(), lines()) << "each is 1.5 s off the median";
}

TEST(Clock, OfOneNobodyKnows)
{
    Bench bench(2);
    bench.pingAll();
    bench.clock(1, 60000);
    EXPECT_EQ(bench.findings(), lines());
}

TEST(Clock, NoiseIsNoNews)
{
    Bench bench(2);
    bench.pingAll();
    bench.clock(1, 0);
    bench.clock(2, 0);
    bench.evaluate();
    bench.clock(1, 999);
    EXPECT_FALSE(bench.evaluator().isDirty());
    bench.clock(1, 1000);
    EXPECT_TRUE(bench.evaluator().isDirty());
}

TEST(Errors, AboveTheOthersMedian)
{
    Bench bench(3);
    bench.pingAll();
    bench.requests(1, 1000, 10);
    bench.requests(2, 1000, 10);
    bench.requests(3, 1000, 30);
    EXPECT_EQ(bench.findings(), lines()) << "exactly three times";
    bench.at(15);
    bench.requests(3, 2000, 61); // 31 of 1000 since
    EXPECT_EQ(bench.findings(), lines("warning errors.above_peers app3"));
    EXPECT_EQ(bytes(bench.evidence(Code::ErrorsAbovePeers)), R"({"factor":3,"median":0.01,"ratio":0.031})");
}

TEST(Errors, WhereTheOthersHaveNoneOnePercentCounts)
{
    Bench bench(2);
    bench.pingAll();
    bench.requests(1, 1000, 0);
    bench.requests(2, 1000, 9);
    EXPECT_EQ(bench.findings(), lines());
    bench.at(15);
    bench.requests(2, 2000, 19);
    EXPECT_EQ(bench.findings(), lines("warning errors.above_peers app2"));
}

TEST(Errors, FewRequestsOrNoPeerSayNothing)
{
    Bench bench(2);
    bench.pingAll();
    bench.requests(1, 1000, 500);
    EXPECT_EQ(bench.findings(), lines()) << "no peer";
    bench.requests(2, 19, 0);
    EXPECT_EQ(bench.findings(), lines()) << "of 19 requests nothing follows";
}

TEST(Errors, AFewThatFailedAreNoRate)
{
    Bench bench(2);
    bench.pingAll();
    bench.requests(1, 1000, 0);
    bench.requests(2, 1000, 0);
    bench.at(15);
    bench.requests(2, 1050, 4); // 8 %, but of fifty
    EXPECT_EQ(bench.findings(), lines());
    bench.at(30);
    bench.requests(2, 1100, 8); // the stretch grew instead of ending
    EXPECT_EQ(bench.findings(), lines("warning errors.above_peers app2"));
    EXPECT_EQ(bytes(bench.evidence(Code::ErrorsAbovePeers)), R"({"factor":3,"median":0,"ratio":0.08})");
}

TEST(Errors, ARestartBeginsAnew)
{
    Bench bench(2);
    bench.pingAll();
    bench.requests(1, 1000, 0);
    bench.requests(2, 100000, 50000);
    EXPECT_EQ(bench.findings(), lines("warning errors.above_peers app2"));
    bench.at(15);
    bench.requests(2, 100, 0);
    EXPECT_EQ(bench.findings(), lines());
}

TEST(Errors, WithoutNewRequestsTheLastRatioHolds)
{
    Bench bench(2);
    bench.pingAll();
    bench.requests(1, 1000, 0);
    bench.requests(2, 1000, 500);
    bench.evaluate();
    bench.at(15);
    bench.requests(2, 1000, 500);
    EXPECT_EQ(bench.findings(), lines("warning errors.above_peers app2"));
}

TEST(Goroutines, AboveThePeers)
{
    Bench bench(3);
    bench.pingAll();
    bench.goroutines(1, 400);
    EXPECT_EQ(bench.findings(), lines()) << "no peer";
    bench.goroutines(2, 100);
    bench.goroutines(3, 300);
    EXPECT_EQ(bench.findings(), lines()) << "twice the median of 200";
    bench.goroutines(1, 601);
    EXPECT_EQ(bench.findings(), lines("warning goroutines.above_peers app1"));
    EXPECT_EQ(bytes(bench.evidence(Code::GoroutinesAbovePeers)), R"({"factor":3,"goroutines":601,"median":200})");
    bench.goroutines(1, 600);
    EXPECT_EQ(bench.findings(), lines());
}

TEST(Goroutines, RisingWithTheTimeToTheThreshold)
{
    Bench bench(1);
    bench.file.rules.goroutineThreshold = 2000;
    for (int i = 0; i < 40; ++i) {
        bench.at(15 * i);
        bench.ping(1);
        bench.goroutines(1, 400 + 20 * i);
    }
    EXPECT_EQ(bench.findings(), lines("warning goroutines.rising app1"));
    const QJsonObject evidence = bench.evidence(Code::GoroutinesRising);
    EXPECT_EQ(evidence.value("perMinute"_L1).toDouble(), 80);
    EXPECT_EQ(evidence.value("goroutines"_L1).toDouble(), 1180);
    EXPECT_EQ(evidence.value("timeToThreshold"_L1).toDouble(), 615);
}

TEST(Goroutines, TrendIsKeptForHalfAnHour)
{
    Bench bench(1);
    for (int i = 0; i <= 200; ++i) {
        bench.at(15 * i);
        bench.goroutines(1, 400);
    }
    const auto &kept = bench.evaluator().facts(bench.id(1)).trend;
    EXPECT_EQ(kept.size(), 121U);
    EXPECT_EQ(kept.back().first - kept.front().first, 30min);
}

} // namespace
} // namespace rollcall

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "health/Climb.h"

#include "health/LineFit.h"
#include "support/ClimbWatch.h"
#include "support/GoroutineSeries.h"

#include <cmath>
#include <gtest/gtest.h>
#include <numbers>

namespace rollcall {
namespace {

using namespace std::chrono_literals;
using test::ClimbWatch;
using test::GoroutineSeries;

constexpr double minute = 60;
constexpr double hour = 3600;
constexpr double day = 24 * hour;
/// 0:00 UTC of some day.
constexpr double midnight = 20'000 * day;

/// Looks every 15 seconds, and says when node 0 was told first, in seconds since midnight; -1: never.
double firstTold(ClimbWatch &watch, double from, double to, const std::function<double(int, double)> &value)
{
    double first = -1;
    for (double time = from; time <= to; time += 15) {
        watch.value = [&](int node) { return std::optional(value(node, time)); };
        watch.look(midnight + time);
        if (first < 0 && watch.told(0))
            first = time;
    }
    return first;
}

double firstTold(double length, const std::function<double(double)> &value)
{
    ClimbWatch watch(1);
    return firstTold(watch, 0, length, [&](int, double time) { return value(time); });
}

/// A wave that is 400 in the night and 1600 by day.
double wave(double time)
{
    return 1000 - 600 * std::cos(2 * std::numbers::pi * (time / day - 0.1));
}

TEST(LineFit, IsExactOnALineAndDoesNotMindSpikes)
{
    std::vector<std::pair<double, double>> points;
    for (int i = 0; i < 40; ++i)
        points.emplace_back(i, i % 9 == 4 ? 9000 : 100 + 3 * i);
    const auto fit = fitLine(points);
    ASSERT_TRUE(fit.has_value());
    EXPECT_NEAR(fit->slope, 3, 0.2);
    EXPECT_NEAR(fit->end, 217, 6);
    EXPECT_FALSE(fitLine(std::span(points).first(7)).has_value());
    EXPECT_FALSE(fitLine(std::vector<std::pair<double, double>>(20, {1, 5})).has_value()) << "all at one time";
}

TEST(LineFit, KnowsLessWhereNeighboursResembleEachOther)
{
    std::vector<std::pair<double, double>> white;
    std::vector<std::pair<double, double>> slow;
    for (int i = 0; i < 30; ++i) {
        white.emplace_back(i, 100 + 2 * i + (i % 2 == 0 ? 5 : -5));
        slow.emplace_back(i, 100 + 2 * i + (i / 5 % 2 == 0 ? 5 : -5));
    }
    EXPECT_GT(fitLine(slow)->slopeError, 2 * fitLine(white)->slopeError);
}

TEST(Climb, AStraightOneHasItsSlope)
{
    ClimbWatch watch(1);
    const double told = firstTold(watch, 0, 15 * minute, [](int, double time) { return 400 + time * 40 / 60; });
    EXPECT_GT(told, 2 * minute);
    ASSERT_TRUE(watch.told(0));
    EXPECT_NEAR(watch.told(0)->perMinute, 40, 0.001);
    EXPECT_EQ(watch.told(0)->window, 15min);
    EXPECT_NEAR(watch.told(0)->level, 1000, 1);
}

TEST(Climb, WhatIsNone)
{
    EXPECT_LT(firstTold(3 * hour, [](double) { return 400.0; }), 0) << "level";
    EXPECT_LT(firstTold(3 * hour, [](double time) { return 400 + 60 * std::sin(time / 40); }), 0) << "breathing";
    EXPECT_LT(firstTold(3 * hour, [](double time) { return 4000 + time / 15; }), 0) << "a hundredth in ten minutes";
    EXPECT_LT(firstTold(40 * minute, [](double time) { return 20 + time / 60; }), 0) << "forty in all";
    EXPECT_LT(firstTold(hour, [](double time) { return 9000 - time; }), 0) << "falling";
    EXPECT_LT(firstTold(hour, [](double time) { return time < 900 ? 400.0 : 1300.0; }), 0) << "a step";
    EXPECT_LT(firstTold(hour, [](double time) { return 400.0 * (1 + std::floor(time / 1200)); }), 0) << "a staircase";
    EXPECT_LT(firstTold(hour, [](double time) { return std::fmod(time, 600) == 0 ? 3000.0 : 400.0; }), 0) << "spikes";
}

TEST(Climb, WhoHasJustStartedWarmsUp)
{
    ClimbWatch watch(1);
    watch.started = [](int) { return midnight; };
    EXPECT_LT(firstTold(watch, 0, hour, [](int, double time) { return time < 180 ? 20 + 2.6 * time : 500.0; }), 0);
}

TEST(Climb, ARecentOneIsSeenAfterALevelHour)
{
    ClimbWatch watch(1);
    const double told =
        firstTold(watch, 0, 70 * minute, [](int, double time) { return 400 + std::max(0.0, time - hour) * 80 / 60; });
    EXPECT_GT(told, hour + 2 * minute);
    EXPECT_LT(told, hour + 9 * minute);
    ASSERT_TRUE(watch.told(0));
    EXPECT_NEAR(watch.told(0)->perMinute, 80, 4);
}

TEST(Climb, WhatAllDoIsLoadAndWhatOneDoesIsNot)
{
    ClimbWatch together(3);
    EXPECT_LT(firstTold(together, 0, 2 * hour, [](int node, double time) { return 300 + 50 * node + time / 6; }), 0);
    ClimbWatch alone(3);
    EXPECT_GT(firstTold(alone, 0, 2 * hour, [](int node, double time) { return 300 + (node == 0 ? time / 6 : 0); }), 0);
    EXPECT_FALSE(alone.told(1));
}

TEST(Climb, ThatOneIsDownIsNoLoadOfTheOthers)
{
    ClimbWatch watch(3);
    for (double time = 0; time < 2 * hour; time += 15) {
        watch.value = [&](int node) {
            return node == 2 && time > hour ? std::nullopt : std::optional(300 + (node == 0 ? time / 6 : 0));
        };
        watch.look(midnight + time);
    }
    EXPECT_TRUE(watch.told(0));
    EXPECT_FALSE(watch.told(2)) << "nobody knows what it does";
}

TEST(Climb, ADailyWaveIsKnownOnTheSecondDayAndALeakInItIsNot)
{
    ClimbWatch calm(1);
    firstTold(calm, 0, day, [](int, double time) { return wave(time); });
    EXPECT_LT(firstTold(calm, day + 15, 2 * day, [](int, double time) { return wave(time); }), 0);
    // By night, from far below what it is by day.
    ClimbWatch leaking(1);
    firstTold(leaking, 0, day, [](int, double time) { return wave(time); });
    const double told = firstTold(leaking, day + 15, day + 4 * hour, [](int, double time) {
        return wave(time) + std::max(0.0, time - day - hour) * 10 / 60;
    });
    EXPECT_GT(told, day + hour);
    EXPECT_LT(wave(told) + (told - day - hour) * 10 / 60, 1600) << "before it is higher than by day";
}

TEST(Climb, AfterARestartItFillsUpToWhereItWas)
{
    const auto filling = [](double time, double to) {
        return time < 12 * hour ? 1000.0 : 200 + (to - 200) * (1 - std::exp(-(time - 12 * hour) / (1.5 * hour)));
    };
    for (const double to : {1000.0, 6000.0}) {
        ClimbWatch watch(1);
        double time = 0;
        watch.started = [&time](int) { return midnight + (time < 12 * hour ? -hour : 12 * hour); };
        double told = -1;
        for (; time < 16 * hour; time += 15) {
            watch.value = [&](int) { return std::optional(filling(time, to)); };
            watch.look(midnight + time);
            if (told < 0 && watch.told(0))
                told = time;
        }
        EXPECT_EQ(told > 0, to > 1000) << to;
    }
}

TEST(Climb, ASlowOneIsSeenInHours)
{
    ClimbWatch watch(2);
    const double told = firstTold(watch, 0, 12 * hour, [](int node, double time) {
        return 1000 + 20 * std::sin(time / 200 + node) + (node == 0 ? time * 100 / hour : 0);
    });
    EXPECT_GT(told, hour);
    EXPECT_LT(told, 8 * hour);
    EXPECT_NEAR(watch.told(0)->perMinute, 100 / 60.0, 0.2);
    EXPECT_GE(watch.told(0)->window, 2h);
}

TEST(Climb, GoesOnThroughAPauseAndEndsWithARestart)
{
    ClimbWatch watch(2);
    const auto leak = [](int node, double time) {
        return node == 1 ? 400.0 : 400 + 1.5 * (std::min(time, 20 * minute) + std::max(0.0, time - 21 * minute));
    };
    EXPECT_GT(firstTold(watch, 0, 20 * minute, leak), 0);
    for (double time = 20 * minute + 15; time < 30 * minute; time += 15) {
        watch.value = [&](int node) { return std::optional(leak(node, time)); };
        watch.look(midnight + time);
        EXPECT_TRUE(watch.told(0)) << time;
    }
    firstTold(watch, 30 * minute + 15, 31 * minute, [](int, double) { return 400.0; });
    EXPECT_FALSE(watch.told(0));
}

TEST(Climb, OneThatHasFoundItsLevelIsOver)
{
    ClimbWatch watch(2);
    const auto leak = [](int node, double time) { return node == 1 ? 400.0 : 400 + 1.5 * std::min(time, 20 * minute); };
    EXPECT_GT(firstTold(watch, 0, 20 * minute, leak), 0);
    firstTold(watch, 20 * minute + 15, 80 * minute, leak);
    EXPECT_FALSE(watch.told(0));
}

TEST(Climb, WhatIsRememberedIsTheOwnPast)
{
    // Three days of mornings, told by a store to a program that has just started.
    const auto morning = [](int, double time) { return wave(time); };
    ClimbWatch fresh(1);
    ClimbWatch knowing(1);
    for (double time = -3 * day; time < 0; time += 10 * minute)
        knowing.past(0).remember({static_cast<qint64>((midnight + time) * 1000), wave(time)});
    const double from = 5 * hour;
    const auto leak = [&](int, double time) { return wave(time) + (time - from) * 6 / 60; };
    EXPECT_LT(firstTold(knowing, from, 9 * hour, morning), 0);
    ClimbWatch knowingLeak(1);
    for (double time = -3 * day; time < 0; time += 10 * minute)
        knowingLeak.past(0).remember({static_cast<qint64>((midnight + time) * 1000), wave(time)});
    const double withPast = firstTold(knowingLeak, from, 12 * hour, leak);
    const double withoutPast = firstTold(fresh, from, 12 * hour, leak);
    EXPECT_GT(withPast, 0);
    EXPECT_TRUE(withoutPast < 0 || withPast < withoutPast) << withPast << " and " << withoutPast;
}

TEST(Climb, ManyValuesALookAndAGapOfDaysAreNoTrouble)
{
    ClimbWatch watch(1);
    watch.value = [](int) { return std::optional(400.0); };
    for (double time = 0; time < hour; time += 1)
        watch.look(midnight + time);
    for (double time = 30 * day; time < 30 * day + hour; time += 15)
        watch.look(midnight + time);
    // A clock that was set back.
    for (double time = 20 * day; time < 20 * day + hour; time += 15) {
        ClimbWatch copy = watch;
        copy.look(midnight + time + 15 * day);
    }
    EXPECT_FALSE(watch.told(0));
}

TEST(Crossing, OfAStraightLineIsExactAndNoneWhereItIsOver)
{
    Climb climb;
    climb.perMinute = 80;
    climb.begin = 400;
    climb.level = 1180;
    const auto crossing = crossingOf(climb, 2000);
    ASSERT_TRUE(crossing.has_value());
    EXPECT_EQ(crossing->expected, 615s);
    EXPECT_LT(crossing->earliest, 615s);
    EXPECT_GT(crossing->latest, 615s);
    EXPECT_FALSE(crossingOf(climb, 1180).has_value());
    climb.slopeError = 80;
    EXPECT_FALSE(crossingOf(climb, 2000)->latest.has_value()) << "it may as well not climb at all";
}

/// Samples of the benchmark `leaks`, which holds the bounds.
ClimbWatch watchOf(const GoroutineSeries &series)
{
    ClimbWatch watch(series.nodes());
    watch.threshold = series.threshold();
    watch.value = [&series](int node) { return series.value(node); };
    watch.started = [&series](int node) { return series.beginsAt() + series.startedAt(node); };
    return watch;
}

TEST(Climb, HealthyClustersAreSilent)
{
    int alarms = 0;
    for (std::uint64_t seed = 1; seed <= 12; ++seed) {
        GoroutineSeries series(seed, false);
        ClimbWatch watch = watchOf(series);
        for (double time = 0; time < day; time += 30) {
            series.step(30);
            watch.look(series.beginsAt() + time);
            for (int node = 0; node < series.nodes(); ++node)
                alarms += watch.told(node) ? 1 : 0;
        }
    }
    EXPECT_EQ(alarms, 0);
}

TEST(Climb, LeaksAreAnnouncedBeforeTheyAreThere)
{
    int announced = 0;
    int held = 0;
    for (std::uint64_t seed = 1; seed <= 12; ++seed) {
        GoroutineSeries series(seed, true);
        ClimbWatch watch = watchOf(series);
        double saidAt = -1;
        std::optional<Crossing> said;
        int over = 0;
        for (double time = 0; time < 3 * day && over < 4; time += 30) {
            series.step(30);
            watch.look(series.beginsAt() + time);
            over = series.value(0).value_or(0) > *series.threshold() ? over + 1 : 0;
            if (!said && time > series.leak()->after && watch.told(0)) {
                said = crossingOf(*watch.told(0), *series.threshold());
                saidAt = time;
            }
            if (over == 4 && said) {
                const Milliseconds left(static_cast<qint64>((time - 90 - saidAt) * 1000));
                ++announced;
                held += left >= said->earliest && (!said->latest || left <= *said->latest) ? 1 : 0;
            }
        }
        EXPECT_EQ(over, 4) << seed;
    }
    EXPECT_GE(announced, 11);
    EXPECT_GE(held, 9);
}

} // namespace
} // namespace rollcall

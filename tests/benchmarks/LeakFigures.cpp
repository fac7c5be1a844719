// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Figures.h"

#include "support/ClimbWatch.h"
#include "support/GoroutineSeries.h"

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <thread>

namespace rollcall::bench {

namespace {

using namespace Qt::StringLiterals;
using test::ClimbWatch;
using test::GoroutineSeries;

constexpr double step = 15; // seconds
constexpr double day = 86'400;
constexpr int healthySeries = 9000;
constexpr int leakingSeries = 1000;
constexpr double healthyDays = 2;
constexpr double longestLeak = 4 * day;

/// How often the interval that was named held the truth.
struct Coverage
{
    int held = 0;
    int tooLate = 0;  ///< it was there before the earliest
    int tooEarly = 0; ///< it was there after the latest

    void count(const Crossing &said, double secondsLeft)
    {
        const double left = secondsLeft * 1000;
        if (left < static_cast<double>(said.earliest.count()))
            ++tooLate;
        else if (said.latest && left > static_cast<double>(said.latest->count()))
            ++tooEarly;
        else
            ++held;
    }
    void add(const Coverage &other)
    {
        held += other.held;
        tooLate += other.tooLate;
        tooEarly += other.tooEarly;
    }
    double percent() const { return 100.0 * held / std::max(1, held + tooLate + tooEarly); }
    QString note() const
    {
        return u"%1 % of %2; there before the earliest %3, after the latest %4"_s.arg(percent(), 0, 'f', 1)
            .arg(held + tooLate + tooEarly)
            .arg(tooLate)
            .arg(tooEarly);
    }
};

struct Tally
{
    double nodeDays = 0;
    int alarms = 0;
    int leaks = 0;
    int announced = 0;
    Coverage first; ///< of the first word
    Coverage later; ///< of a word half-way to the threshold

    void add(const Tally &other)
    {
        nodeDays += other.nodeDays;
        alarms += other.alarms;
        leaks += other.leaks;
        announced += other.announced;
        first.add(other.first);
        later.add(other.later);
    }
};

ClimbWatch watchOf(const GoroutineSeries &series)
{
    ClimbWatch watch(series.nodes());
    watch.threshold = series.threshold();
    watch.value = [&series](int node) { return series.value(node); };
    watch.started = [&series](int node) { return series.beginsAt() + series.startedAt(node); };
    return watch;
}

void watchHealthy(std::uint64_t seed, Tally &tally)
{
    GoroutineSeries series(seed, false);
    ClimbWatch watch = watchOf(series);
    std::vector<bool> was(static_cast<std::size_t>(series.nodes()), false);
    const bool isTraced = std::getenv("ROLLCALL_TRACE") != nullptr;
    for (double time = 0; time < healthyDays * day; time += step) {
        series.step(step);
        watch.look(series.beginsAt() + time);
        for (int node = 0; node < series.nodes(); ++node) {
            const Climb *told = watch.told(node);
            if (told && !was[static_cast<std::size_t>(node)]) {
                ++tally.alarms;
                if (isTraced)
                    std::printf("alarm: seed %lu node %d of %d after %.2f h, %.0f to %.0f within %ld s\n", seed, node,
                                series.nodes(), time / 3600, told->begin, told->level, told->window.count() / 1000);
            }
            was[static_cast<std::size_t>(node)] = told != nullptr;
        }
    }
    tally.nodeDays += healthyDays * series.nodes();
}

void watchLeak(std::uint64_t seed, Tally &tally)
{
    GoroutineSeries series(seed, true);
    ClimbWatch watch = watchOf(series);
    struct Word
    {
        double at;
        Crossing crossing;
    };
    std::vector<Word> words;
    int over = 0;
    for (double time = 0; time < longestLeak; time += step) {
        series.step(step);
        watch.look(series.beginsAt() + time);
        const Climb *told = watch.told(0);
        if (told && time > series.leak()->after) {
            if (const auto crossing = crossingOf(*told, *series.threshold()))
                words.push_back({time, *crossing});
        }
        // A spike over the line is not the leak's arrival.
        over = series.value(0).value_or(0) > *series.threshold() ? over + 1 : 0;
        if (over < 4)
            continue;
        const double arrival = time - 3 * step;
        if (arrival < series.leak()->after)
            return; // no leak took it there
        ++tally.leaks;
        std::erase_if(words, [arrival](const Word &word) { return word.at >= arrival; });
        if (words.empty())
            return;
        ++tally.announced;
        tally.first.count(words.front().crossing, arrival - words.front().at);
        const Word &middle = words[words.size() / 2];
        tally.later.count(middle.crossing, arrival - middle.at);
        return;
    }
}

} // namespace

std::vector<Figure> leakFigures()
{
    // Seeds follow one another, split over the processors: the same figures on every machine.
    constexpr int workers = 2;
    std::vector<Tally> tallies(workers);
    std::vector<std::thread> threads;
    for (int worker = 0; worker < workers; ++worker) {
        threads.emplace_back([worker, &tally = tallies[static_cast<std::size_t>(worker)]] {
            const auto first = static_cast<std::uint64_t>(worker);
            for (std::uint64_t seed = 1 + first; tally.nodeDays < healthyDays * healthySeries / workers;
                 seed += workers)
                watchHealthy(seed, tally);
            for (std::uint64_t seed = 1'000'001 + first; tally.leaks < leakingSeries / workers; seed += workers)
                watchLeak(seed, tally);
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    Tally all;
    for (const Tally &tally : tallies)
        all.add(tally);
    const QString series = u"%1 healthy series of 2 days, %2 leaking ones"_s.arg(healthySeries).arg(all.leaks);
    return {{u"leaks: false alarms in 1,000 node-days"_s, 1000.0 * all.alarms / all.nodeDays, u""_s, 1,
             u"%1 in %2; %3"_s.arg(all.alarms).arg(all.nodeDays, 0, 'f', 0).arg(series)},
            {u"leaks: not announced before the threshold"_s, 100.0 * (all.leaks - all.announced) / all.leaks, u"%"_s, 3,
             u"%1 of %2"_s.arg(all.leaks - all.announced).arg(all.leaks)},
            {u"leaks: interval of the first word, off 90 % by"_s, std::abs(all.first.percent() - 90), u"%"_s, 3,
             all.first.note()},
            {u"leaks: interval half-way to the threshold, off 90 % by"_s, std::abs(all.later.percent() - 90), u"%"_s, 3,
             all.later.note()}};
}

} // namespace rollcall::bench

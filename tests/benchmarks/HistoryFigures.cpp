// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Figures.h"
#include "history/SampleFile.h"
#include "history/SampleLines.h"

#include <QFileInfo>
#include <QTemporaryDir>
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <random>

// The samples of a large cluster by virtual time: how large the file becomes, and how long its thread takes.

namespace rollcall::bench {

using namespace Qt::StringLiterals;

namespace {

constexpr int Nodes = 20;
constexpr int SeriesOfNode = 40;
constexpr int Days = 14;
constexpr qint64 IntervalMs = 15'000;
constexpr qint64 Begin = 1'700'006'400'000 / DayMs * DayMs;

double timeOf(const std::function<void()> &work)
{
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

/// As figures of a node look: counts that wander, latencies in microseconds, bytes, seconds of a processor, totals.
class Values
{
public:
    double next(int node, int series, qint64 sweep)
    {
        double &value = m_values[static_cast<std::size_t>(node * SeriesOfNode + series)];
        switch (series % 5) {
        case 0: // goroutines
            value = sweep == 0 ? 300 : std::max(10.0, value + std::round(m_normal(m_random) * 4));
            return value;
        case 1: // a latency
            return std::round(4000 * std::exp(m_normal(m_random) * 0.3)) / 1e6;
        case 2: // memory, in pages
            value = sweep == 0 ? 100'000 : std::max(1000.0, value + std::round(m_normal(m_random) * 40));
            return value * 4096;
        case 3: // seconds of a processor
            value += std::round(30 + m_normal(m_random) * 8);
            return value / 100;
        default: // requests
            value += std::max(0.0, std::round(200 + m_normal(m_random) * 30));
            return value;
        }
    }
    qint64 jitter() { return std::llround(std::abs(m_normal(m_random)) * 4); }

private:
    std::mt19937_64 m_random{1};
    std::normal_distribution<double> m_normal;
    std::vector<double> m_values = std::vector<double>(std::size_t{Nodes * SeriesOfNode});
};

SeriesKey keyOf(int node, int series)
{
    return {u"app%1"_s.arg(node), u"figure%1"_s.arg(series)};
}

} // namespace

std::vector<Figure> historyFigures()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"samples.sqlite"_s);
    const auto open = [&] { return SampleFile::open(path, {}, {}); };
    auto file = open();
    if (!file) {
        std::fprintf(stderr, "benchmarks: %s\n", qPrintable(file.error().message));
        return {};
    }
    Values values;
    std::vector<double> sweeps;
    std::vector<SeriesKey> keys;
    for (int i = 0; i < Nodes * SeriesOfNode; ++i)
        keys.push_back(keyOf(i / SeriesOfNode, i % SeriesOfNode));
    qint64 at = Begin;
    qint64 count = 0;
    bool isGood = true;
    for (qint64 sweep = 0; at < Begin + Days * DayMs + 90 * MinuteMs; ++sweep, at += IntervalMs) {
        std::vector<Sample> samples;
        for (int node = 0; node < Nodes; ++node) {
            const qint64 moment = at + values.jitter();
            for (int series = 0; series < SeriesOfNode; ++series)
                samples.push_back({keys[static_cast<std::size_t>(node * SeriesOfNode + series)], moment,
                                   values.next(node, series, sweep)});
        }
        count += static_cast<qint64>(samples.size());
        sweeps.push_back(
            timeOf([&] { isGood = isGood && file.value()->append(samples, {}) && file.value()->tidy(at); }));
    }
    if (!isGood) {
        std::fprintf(stderr, "benchmarks: %s\n", qPrintable(file.value()->error().text()));
        return {};
    }
    std::ranges::sort(sweeps);
    file = Error{};
    const double opening = timeOf([&] { file = open(); });
    std::vector<Figure> figures{
        {u"bytes on disk for a raw sample"_s, static_cast<double>(QFileInfo(path).size()) / static_cast<double>(count),
         u"bytes"_s, 4, u"%1 nodes x %2 series, %3 days, all tiers"_s.arg(Nodes).arg(SeriesOfNode).arg(Days)},
        {u"write a sweep of 20 nodes, on the store's thread"_s, sweeps[sweeps.size() / 2], u"ms"_s, 5,
         u"median; 99 of 100: %1, worst (a day rolled up): %2"_s.arg(sweeps[sweeps.size() * 99 / 100])
             .arg(sweeps.back())},
        {u"open the file"_s, opening, u"ms"_s, 200, {}},
    };
    std::vector<SeriesKey> shown;
    for (int node = 0; node < Nodes; ++node)
        shown.push_back(keyOf(node, node % 5));
    for (const auto &[name, range] :
         {std::pair{"15 minutes", 15 * MinuteMs}, std::pair{"1 day", DayMs}, std::pair{"14 days", 14 * DayMs},
          std::pair{"40 days", 40 * DayMs}, std::pair{"2 years", 730 * DayMs}}) {
        std::size_t points = 0;
        const double time = timeOf([&] {
            const auto answer =
                file.value()->read({.keys = shown, .from = at - range, .to = at, .columns = 1200}, {}, {});
            for (const SeriesLine &line : answer.lines)
                points += line.points.size();
        });
        figures.push_back({u"read a chart of 20 series, "_s + QString::fromLatin1(name), points > 0 ? time : 1e9,
                           u"ms"_s, 100,
                           // A longer range finds no more than there is: it measures its tier, not its length.
                           u"%1 points; the file holds %2 days"_s.arg(points).arg(Days)});
    }
    return figures;
}

} // namespace rollcall::bench

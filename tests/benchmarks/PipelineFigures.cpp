// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "BareCurlLoop.h"
#include "Bench.h"
#include "Figures.h"

#include <algorithm>
#include <cstdio>

// What a probe costs from its turn to the snapshot, against libcurl alone.

namespace rollcall::bench {

using namespace Qt::StringLiterals;

namespace {

constexpr Milliseconds MeasuredTime{8000};
// Both sizes at the same rate of 10,000 probes a second, so that they differ in the nodes alone.
constexpr int Few = 1000;
constexpr int Many = 10000;
constexpr Milliseconds FewInterval{100};
constexpr Milliseconds ManyInterval{1000};

struct Cost
{
    double micros = 0;
    std::size_t probes = 0;
};

Cost costOf(const Nginx &nginx, int nodes, Milliseconds interval)
{
    PingedCluster cluster(nginx, nodes, interval);
    if (!cluster.waitUntilAllAre(State::Ok)) {
        std::fprintf(stderr, "benchmarks: only %d of %d nodes are ok\n", cluster.count(State::Ok), nodes);
        return {1e9, 0};
    }
    runFor(2 * interval);
    cluster.watch().takeLateness();
    const auto before = processorTime();
    runFor(MeasuredTime);
    const auto spent = processorTime() - before;
    const std::size_t probes = cluster.watch().takeLateness().size();
    if (probes == 0 || cluster.count(State::Ok) != nodes)
        return {1e9, probes};
    return {double(spent.count()) / 1000 / double(probes), probes};
}

double bareCostOf(const Nginx &nginx)
{
    std::vector<std::string> urls;
    for (int i = 0; i < Few; ++i)
        urls.push_back(QString(nginx.urlOf(i) + u"/api/v4/system/ping"_s).toStdString());
    const BareRun run = runBareCurlLoop(urls, 30, 256);
    return run.failures == 0 ? run.cpuMicrosPerRequest() : 0;
}

} // namespace

std::vector<Figure> pipelineFigures()
{
    Nginx nginx;
    if (!nginx.start())
        return {};
    const double bare = bareCostOf(nginx);
    const Cost few = costOf(nginx, Few, FewInterval);
    const Cost many = costOf(nginx, Many, ManyInterval);
    const double bareAfter = bareCostOf(nginx);
    const double yardstick = (bare + bareAfter) / 2;
    return {
        {u"CPU per probe, whole pipeline / bare libcurl, 1,000 nodes"_s, few.micros / yardstick, u"times"_s, 1.5,
         u"%1 us over %2 probes; bare %3 us"_s.arg(few.micros, 0, 'f', 1).arg(few.probes).arg(yardstick, 0, 'f', 1)},
        {u"CPU per probe at 10,000 nodes / at 1,000"_s, many.micros / few.micros, u"times"_s, 1.6,
         u"%1 us over %2 probes"_s.arg(many.micros, 0, 'f', 1).arg(many.probes)},
    };
}

} // namespace rollcall::bench

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Bench.h"
#include "Figures.h"

#include <algorithm>

// 10,000 nodes at the usual rhythm on one core: nobody waits, and it fits into memory.

namespace rollcall::bench {

using namespace Qt::StringLiterals;

std::vector<Figure> latenessFigures()
{
    Nginx nginx;
    if (!nginx.start())
        return {};
    PingedCluster cluster(nginx, 10000, std::chrono::seconds(15));
    runFor(std::chrono::seconds(47)); // three intervals, the connecting included
    std::vector<Milliseconds> lateness = cluster.watch().takeLateness();
    if (lateness.size() < 29000 || cluster.count(State::Ok) != 10000)
        return {};
    std::ranges::sort(lateness);
    const Milliseconds p99 = lateness[lateness.size() * 99 / 100];
    return {
        {u"lateness, 99th percentile, 10,000 nodes every 15 s"_s, double(p99.count()), u"ms"_s, 250,
         u"%1 probes, the latest %2 ms"_s.arg(lateness.size()).arg(lateness.back().count())},
        {u"memory, 10,000 nodes every 15 s"_s, highestMemory(), u"MB"_s, 300, {}},
    };
}

} // namespace rollcall::bench

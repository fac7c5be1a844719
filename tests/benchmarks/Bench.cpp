// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Bench.h"

#include "Figures.h"

namespace rollcall::bench {

using namespace Qt::StringLiterals;

PingedCluster::PingedCluster(const Nginx &nginx, int nodes, Milliseconds interval) : m_http(HttpClient::make(m_clock))
{
    ClusterFile file;
    file.name = u"benchmark"_s;
    file.interval = interval;
    file.retryAfter = std::min(Milliseconds(1000), interval);
    file.metrics = MetricsSettings{.enabled = false};
    file.nodes.resize(static_cast<std::size_t>(nodes));
    for (int i = 0; i < nodes; ++i) {
        Node &node = file.nodes[static_cast<std::size_t>(i)];
        node.name = u"app%1"_s.arg(i + 1);
        node.url = QUrl(nginx.urlOf(i));
    }
    Watch::Options options;
    options.filter = [](const ProbeSpec &spec) { return spec.id == "ping"_L1; };
    options.recordsLateness = true;
    options.seed = 1;
    m_watch = std::make_unique<Watch>(std::move(file), m_clock, *m_http, SecretStores{}, options);
    m_watch->start();
}

int PingedCluster::count(State state) const
{
    const ClusterStatePtr snapshot = m_watch->state();
    return static_cast<int>(std::count_if(snapshot->targets.begin(), snapshot->targets.end(),
                                          [state](const TargetStatePtr &target) { return target->state == state; }));
}

bool PingedCluster::waitUntilAllAre(State state)
{
    const int all = m_watch->file().targetCount();
    const TimePoint end = m_clock.now() + std::chrono::minutes(2);
    while (count(state) < all && m_clock.now() < end)
        runFor(std::chrono::milliseconds(50));
    return count(state) == all;
}

} // namespace rollcall::bench

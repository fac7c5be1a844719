// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Bench.h"
#include "EventTimes.h"
#include "Figures.h"

#include <algorithm>

// No event holds up the window, even when 1,000 nodes change their state at once.

namespace rollcall::bench {

using namespace Qt::StringLiterals;

namespace {

struct Longest
{
    double ms = 1e9;
    QString of;
};

/// The longest event from `change` until all nodes are in that state and a moment longer.
template <class Change>
Longest longestUntil(PingedCluster &cluster, State state, Change change)
{
    change();
    EventTimes::self().reset();
    if (!cluster.waitUntilAllAre(state))
        return {1e9, u"not all nodes changed"_s};
    runFor(std::chrono::milliseconds(500));
    return {double(EventTimes::self().longest().count()) / 1e6, EventTimes::self().longestOf()};
}

} // namespace

std::vector<Figure> eventFigures()
{
    Nginx nginx;
    if (!nginx.start())
        return {};
    PingedCluster cluster(nginx, 1000, std::chrono::seconds(1));
    if (!cluster.waitUntilAllAre(State::Ok))
        return {};
    runFor(std::chrono::seconds(2));
    // Three times: another process on the same core can lengthen an event, but hardly the same one each time.
    Longest unhealthy;
    Longest recovered;
    Longest down;
    Longest returned;
    const auto keepShorter = [](Longest &kept, Longest found) {
        if (found.ms < kept.ms)
            kept = std::move(found);
    };
    for (int i = 0; i < 3; ++i) {
        keepShorter(unhealthy, longestUntil(cluster, State::Critical, [&] { nginx.setHealthy(false); }));
        keepShorter(recovered, longestUntil(cluster, State::Ok, [&] { nginx.setHealthy(true); }));
        keepShorter(down, longestUntil(cluster, State::Critical, [&] { nginx.stop(); }));
        keepShorter(returned, longestUntil(cluster, State::Ok, [&] { nginx.start(); }));
    }
    return {
        {u"longest event, 1,000 nodes become unhealthy at once"_s, unhealthy.ms, u"ms"_s, 8, unhealthy.of},
        {u"longest event, they recover"_s, recovered.ms, u"ms"_s, 8, recovered.of},
        {u"longest event, 1,000 nodes refuse at once"_s, down.ms, u"ms"_s, 8, down.of},
        {u"longest event, they return"_s, returned.ms, u"ms"_s, 8, returned.of},
    };
}

} // namespace rollcall::bench

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "Nginx.h"
#include "watch/Watch.h"

#include <memory>

namespace rollcall::bench {

/// Mattermost nodes on the hosts of a local nginx, each asked the plain ping alone, and the whole engine over them.
class PingedCluster
{
public:
    PingedCluster(const Nginx &nginx, int nodes, Milliseconds interval);

    Watch &watch() { return *m_watch; }
    Clock &clock() { return m_clock; }
    /// How many nodes are in that state by the newest snapshot.
    int count(State state) const;
    /// Turns the event loop until all nodes are in that state; false after two minutes.
    bool waitUntilAllAre(State state);

private:
    SystemClock m_clock;
    std::unique_ptr<HttpClient> m_http;
    std::unique_ptr<Watch> m_watch;
};

} // namespace rollcall::bench

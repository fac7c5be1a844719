// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "health/Observation.h"
#include "net/WebSocket.h"
#include "products/Product.h"

#include <functional>
#include <memory>
#include <vector>

namespace rollcall {

/// What a canary works with. Everything that is borrowed outlives it.
struct CanaryContext
{
    std::shared_ptr<const ClusterFile> file;
    Clock &clock;
    HttpClient &http;
    WebSocketClient &sockets;
    std::vector<Credentials> credentials; ///< by TargetId
    /// Takes what was seen. Never called from inside start(), and may not destroy the canary.
    std::function<void(const Observation &)> observed;
    /// Whether the target answers, neither starts nor drains: only then it is posted on and listened at.
    std::function<bool(TargetId)> takesPart;
    bool isOneRound = false; ///< every node posts once, all at the same time, then finished()
    bool retries = true;     ///< one round: what was lost is posted once more before it counts
    TimePoint endBy = {};    ///< one round: by then all must be over
    std::function<void()> finished = {};
};

/// Posts messages on one node after the other and sees whether they arrive at all others. Made by a product for all its
/// nodes of a cluster. Destroying it leaves what it posted last, which the next start clears away.
class CanaryPatrol
{
public:
    virtual ~CanaryPatrol() = default;
    virtual void start() = 0;
    /// Lets what it does at the moment come to its end, and begins nothing new.
    virtual void setPaused(bool isPaused) = 0;
    /// Whether nothing of it is on its way.
    virtual bool isIdle() const = 0;
};

} // namespace rollcall

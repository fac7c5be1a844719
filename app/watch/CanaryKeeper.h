// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "products/Canary.h"

#include <memory>

namespace rollcall {

/// The canary of a watch, where its file asks for one: made by the product.
class CanaryKeeper
{
public:
    CanaryKeeper(Clock &clock, HttpClient &http, WebSocketClient &sockets);
    ~CanaryKeeper();
    CanaryKeeper(const CanaryKeeper &) = delete;
    CanaryKeeper &operator=(const CanaryKeeper &) = delete;

    struct Setting
    {
        std::shared_ptr<const ClusterFile> file;
        std::vector<const Product *> products; ///< of the targets, each once
        std::vector<Credentials> credentials;  ///< by TargetId
        std::function<void(const Observation &)> observed;
        std::function<bool(TargetId)> takesPart;
        bool isOneRound = false;
        bool retries = true;
        TimePoint endBy = {};
        std::function<void()> finished;
    };
    /// Begins, instead of what was before. Nothing happens where no product makes one.
    void start(Setting setting);
    void stop();
    void setPaused(bool isPaused);
    /// One round: whether it is still at it.
    bool isBusy() const { return m_isBusy; }

private:
    Clock &m_clock;
    HttpClient &m_http;
    WebSocketClient &m_sockets;
    std::unique_ptr<CanaryPatrol> m_patrol;
    bool m_isBusy = false;
};

} // namespace rollcall

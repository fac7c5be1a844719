// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "products/mattermost/CanaryLedger.h"
#include "products/mattermost/CanaryTurn.h"

#include <set>

namespace rollcall::mattermost::canary {

class ProxyWay;

/// The canary of a Mattermost cluster. Watching: one node posts in each interval, in turn; a sender whose post was lost
/// somewhere posts once more after `retryAfter`, over new WebSockets there, so that a dead socket is no dead link. One
/// round: all post at once.
class Rounds final : public CanaryPatrol
{
public:
    explicit Rounds(CanaryContext context);
    ~Rounds() override;

    void start() override;
    void setPaused(bool isPaused) override;
    bool isIdle() const override;
    /// Whether there is a node that it may post on.
    bool isNeeded() const { return !m_nodes.empty(); }

private:
    enum class Stage { Resting, Preparing, Posting, Confirming, LoggingOut };

    void tick();
    void prepareAll();
    void prepared();
    void clearLeftovers();
    void post(const std::vector<Footing *> &senders, bool isWhole);
    void turnOver(Turn &turn);
    void judge(const Turn &turn);
    void turnsOver();
    void logOutAll();
    void end();
    void endIfOver();
    void heard(TargetId at, const Event &event);
    Milliseconds waitFor() const;
    Footing *nextSender();

    CanaryContext m_context;
    std::vector<std::unique_ptr<Footing>> m_nodes;
    std::unique_ptr<ProxyWay> m_proxy;
    Ledger m_ledger;
    Calls m_calls;
    Stage m_stage = Stage::Resting;
    bool m_isPaused = false;
    bool m_hasCleared = false;
    int m_preparing = 0;
    std::set<TargetId> m_present; ///< took part at the last look
    TargetId m_lastSender;
    std::vector<Footing *> m_doubtful; ///< senders whose post was lost once
    std::vector<std::unique_ptr<Turn>> m_turns;
    std::vector<std::unique_ptr<Turn>> m_overTurns;
    TimePoint m_beganAt;
    std::unique_ptr<Timer> m_timer;
    std::unique_ptr<Timer> m_turnsTimer;
};

} // namespace rollcall::mattermost::canary

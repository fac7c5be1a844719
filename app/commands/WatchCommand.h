// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "commands/Command.h"
#include "commands/Engine.h"

#include <QJsonObject>
#include <optional>
#include <vector>

namespace rollcall {

/// What is new and what has gone between two snapshots. Numbers in the evidence alone are no change: they move with
/// every answer.
struct Change
{
    std::vector<Finding> changed;
    std::vector<Finding> resolved;
    bool isEmpty() const { return changed.empty() && resolved.empty(); }
};
Change changeBetween(const std::vector<Finding> &before, const std::vector<Finding> &now);

/// `rollcall watch`: a line for each change, until interrupted. Ends with the last state's status.
class WatchCommand final : public Command
{
    Q_OBJECT

public:
    WatchCommand(Invocation invocation, Terminal terminal);

    Result<void> start() override;
    void interrupt() override;

private:
    void look();
    bool say(const ClusterState &state, const Change &change);
    void finish();

    Invocation m_invocation;
    Terminal m_terminal;
    std::unique_ptr<Engine> m_engine;
    QStringList m_problems;        ///< already said
    std::vector<Finding> m_said;   ///< of the last line
    std::optional<State> m_saidAs; ///< of the last line; absent: none yet
    bool m_isFinished = false;
};

} // namespace rollcall

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "commands/Command.h"
#include "commands/Engine.h"

#include <QTimer>

namespace rollcall {

/// `rollcall check`: one round, then the verdict. Ends with the cluster's state as exit status.
class CheckCommand final : public Command
{
    Q_OBJECT

public:
    CheckCommand(Invocation invocation, Terminal terminal);

    Result<void> start() override;
    void interrupt() override;

private:
    void finish();

    Invocation m_invocation;
    Terminal m_terminal;
    std::unique_ptr<Engine> m_engine;
    QTimer m_limit;
    bool m_isFinished = false;
};

} // namespace rollcall

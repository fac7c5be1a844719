// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "commands/ChangeLines.h"
#include "commands/Command.h"
#include "watch/Replay.h"

namespace rollcall {

/// `rollcall replay FILE`: a recording through the rules; the lines of `watch` with the recorded times. Ends with the
/// last state's status. Nothing is printed of a recording that cannot be read to its end.
class ReplayCommand final : public Command
{
    Q_OBJECT

public:
    ReplayCommand(Invocation invocation, Terminal terminal);

    Result<void> start() override;
    void interrupt() override;

private:
    void go();
    void finish(int status);

    Invocation m_invocation;
    Terminal m_terminal;
    ChangeLines m_lines;
    std::unique_ptr<Replay> m_replay;
    QStringList m_pending; ///< lines, until the end of the file shows that it is whole
    bool m_isFinished = false;
};

} // namespace rollcall

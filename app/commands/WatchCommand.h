// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "commands/ChangeLines.h"
#include "commands/Command.h"
#include "commands/Engine.h"

namespace rollcall {

class FlightRecorder;

/// `rollcall watch`: a line for each change, until interrupted. Ends with the last state's status.
class WatchCommand final : public Command
{
    Q_OBJECT

public:
    WatchCommand(Invocation invocation, Terminal terminal);
    /// After the recording, where there is one, is whole on the disk.
    ~WatchCommand() override;

    Result<void> start() override;
    void interrupt() override;

private:
    void look();
    void finish();

    Invocation m_invocation;
    Terminal m_terminal;
    std::unique_ptr<FlightRecorder> m_recorder; ///< before the watch, which tells it everything; null: none
    std::unique_ptr<Engine> m_engine;
    QStringList m_problems; ///< already said
    QString m_trouble;      ///< of the recording, as it was last
    ChangeLines m_lines;
    bool m_isFinished = false;
};

} // namespace rollcall

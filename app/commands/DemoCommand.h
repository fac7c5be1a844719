// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "commands/Command.h"
#include "demo/DemoCluster.h"

class QSocketNotifier;

namespace rollcall {

/// `rollcall demo`: serves the built-in cluster until it is interrupted. Its cluster file goes to standard output,
/// faults are put on and mended by commands on standard input, answers go to standard error.
class DemoCommand final : public Command
{
    Q_OBJECT

public:
    /// `input` is read line by line; its end changes nothing.
    DemoCommand(Invocation invocation, Terminal terminal, int input = 0);

    Result<void> start() override;
    void interrupt() override;

    /// One line of input; the answer is one line or more, empty for an empty line.
    QString obey(const QString &line);

private:
    void readInput();

    Invocation m_invocation;
    Terminal m_terminal;
    DemoCluster m_cluster;
    int m_input;
    QSocketNotifier *m_notifier = nullptr;
    QByteArray m_pending; ///< of a line that is not complete
};

} // namespace rollcall

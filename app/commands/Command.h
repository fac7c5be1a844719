// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "commands/CommandLine.h"
#include "commands/Output.h"

#include <QObject>
#include <memory>

namespace rollcall {

/// Exit status of what could not be judged: refused files and usage, an interrupted check.
constexpr int ExitUnknown = 3;

/// One command of the program, from start() to finished(). Works on the running event loop and blocks nothing.
class Command : public QObject
{
    Q_OBJECT

public:
    /// Begins. An error ends the command: it is printed as one line on standard error, and the status is ExitUnknown.
    virtual Result<void> start() = 0;
    /// SIGINT, SIGTERM: what is to be said is said at once, then finished().
    virtual void interrupt() = 0;

Q_SIGNALS:
    /// Once, with the exit status; never from inside start().
    void finished(int status);
};

/// Where a command writes.
struct Terminal
{
    Output &out;
    Output &errors;
};

/// The command that the invocation asks for; its `kind` is one of a command.
std::unique_ptr<Command> makeCommand(const Invocation &invocation, Terminal terminal);

/// Runs the whole of it: event loop, signals, output. Returns the exit status. Needs no display.
int runCommand(int argc, char **argv, const Invocation &invocation);

/// QLoggingCategory's rules for `--log-level`.
QString logRules(const QString &level);

/// One line on standard error.
void complain(Output &errors, const QString &message);

} // namespace rollcall

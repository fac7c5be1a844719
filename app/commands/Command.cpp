// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/Command.h"

#include "commands/CheckCommand.h"
#include "commands/DemoCommand.h"
#include "commands/GossipCommand.h"
#include "commands/Interrupt.h"
#include "commands/ReplayCommand.h"
#include "commands/WatchCommand.h"
#include "health/Wording.h"

#include <QCoreApplication>
#include <QLoggingCategory>
#include <QTimer>
#include <unistd.h>

namespace rollcall {

using namespace Qt::StringLiterals;

std::unique_ptr<Command> makeCommand(const Invocation &invocation, Terminal terminal)
{
    switch (invocation.kind) {
    case Invocation::Kind::Check:
        return std::make_unique<CheckCommand>(invocation, terminal);
    case Invocation::Kind::Watch:
        return std::make_unique<WatchCommand>(invocation, terminal);
    case Invocation::Kind::Gossip:
        return std::make_unique<GossipCommand>(invocation, terminal);
    case Invocation::Kind::Demo:
        return std::make_unique<DemoCommand>(invocation, terminal);
    case Invocation::Kind::Replay:
        return std::make_unique<ReplayCommand>(invocation, terminal);
    case Invocation::Kind::Window:
    case Invocation::Kind::Help:
    case Invocation::Kind::Version:
        break;
    }
    Q_UNREACHABLE();
}

void complain(Output &errors, const QString &message)
{
    // One line, whatever is in it: a path may hold a line break.
    errors.write(u"rollcall: "_s + Wording::plain(message, 2000) + u'\n');
}

QString logRules(const QString &level)
{
    QString rules;
    bool isOn = level == u"debug";
    for (const QString &each : {u"debug"_s, u"info"_s, u"warning"_s, u"critical"_s}) {
        isOn = isOn || each == level;
        rules += u"*."_s + each + (isOn ? u"=true\n"_s : u"=false\n"_s);
    }
    return rules;
}

int runCommand(int argc, char **argv, const Invocation &invocation)
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"rollcall"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(ROLLCALL_VERSION));
    QLoggingCategory::setFilterRules(logRules(invocation.logLevel));
    Interrupt interrupt;
    Output out(STDOUT_FILENO, &interrupt);
    Output errors(STDERR_FILENO, &interrupt);

    const std::unique_ptr<Command> command = makeCommand(invocation, {out, errors});
    QObject::connect(command.get(), &Command::finished, &application,
                     [](int status) { QCoreApplication::exit(status); });
    QObject::connect(&interrupt, &Interrupt::raised, command.get(), &Command::interrupt);
    const Result<void> started = command->start();
    if (!started.ok()) {
        complain(errors, started.error().message);
        return ExitUnknown;
    }
    return QCoreApplication::exec();
}

} // namespace rollcall

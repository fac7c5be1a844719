// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Application.h"
#include "commands/Command.h"

#include <fcntl.h>
#include <unistd.h>

using namespace rollcall;

namespace {

/// A closed standard stream would be taken by the next file or socket that is opened, and written to.
void occupyStandardStreams()
{
    for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        if (fcntl(descriptor, F_GETFD) == -1)
            open("/dev/null", O_RDWR); // the lowest free number: this one
    }
}

} // namespace

int main(int argc, char **argv)
{
    occupyStandardStreams();
    QStringList arguments;
    for (int i = 1; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    const Result<Invocation> invocation = readCommandLine(arguments);
    Output out(STDOUT_FILENO);
    if (!invocation.ok()) {
        Output errors(STDERR_FILENO);
        complain(errors, invocation.error().message);
        return ExitUnknown;
    }
    switch (invocation.value().kind) {
    case Invocation::Kind::Help:
        out.write(helpText(invocation.value().helpTopic));
        return 0;
    case Invocation::Kind::Version:
        out.write(QString(versionText() + u'\n'));
        return 0;
    case Invocation::Kind::Check:
    case Invocation::Kind::Watch:
    case Invocation::Kind::Gossip:
    case Invocation::Kind::Demo:
    case Invocation::Kind::Replay:
        return runCommand(argc, argv, invocation.value());
    case Invocation::Kind::Window:
        return Application::run(argc, argv, invocation.value());
    }
    Q_UNREACHABLE();
}

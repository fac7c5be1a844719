// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/Interrupt.h"

#include <QSocketNotifier>
#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace rollcall {

namespace {

std::array<int, 2> g_pipe{-1, -1};
volatile std::sig_atomic_t g_isRaised = 0;

extern "C" void onSignal(int)
{
    const int before = errno;
    g_isRaised = 1;
    const char byte = 1;
    [[maybe_unused]] const ssize_t written = write(g_pipe[1], &byte, 1); // full: it has been said already
    errno = before;
}

void install(int number, void (*action)(int))
{
    struct sigaction wanted = {};
    wanted.sa_handler = action;
    sigemptyset(&wanted.sa_mask);
    sigaction(number, &wanted, nullptr); // without SA_RESTART: a blocked call comes back
}

} // namespace

Interrupt::Interrupt(QObject *parent) : QObject(parent)
{
    if (pipe2(g_pipe.data(), O_CLOEXEC | O_NONBLOCK) != 0)
        qFatal("no pipe for signals");
    g_isRaised = 0;
    install(SIGPIPE, SIG_IGN);
    install(SIGINT, onSignal);
    install(SIGTERM, onSignal);
    // Under nohup it is ignored, and stays so.
    struct sigaction old = {};
    sigaction(SIGHUP, nullptr, &old);
    if (old.sa_handler != SIG_IGN)
        install(SIGHUP, onSignal);

    auto *notifier = new QSocketNotifier(g_pipe[0], QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, [this, notifier] {
        notifier->setEnabled(false); // the byte stays in the pipe, for poll()
        Q_EMIT raised();
    });
}

Interrupt::~Interrupt()
{
    for (const int number : {SIGINT, SIGTERM, SIGHUP})
        install(number, SIG_DFL);
    for (int &end : g_pipe) {
        close(end);
        end = -1;
    }
}

int Interrupt::descriptor() const
{
    return g_pipe[0];
}

bool Interrupt::isRaised() const
{
    return g_isRaised != 0;
}

} // namespace rollcall

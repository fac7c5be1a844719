// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QEventLoop>
#include <QTimer>
#include <chrono>

namespace rollcall::test {

/// Runs the event loop until `isDone()`; false when that takes longer than `most`. For tests with real sockets or
/// processes, where no signal says it all. The patience is for machines that are slow and busy and no bound on
/// anything.
template <class Done>
bool waitFor(Done isDone, std::chrono::milliseconds most = std::chrono::seconds(60))
{
    const QDeadlineTimer deadline(most);
    QTimer wakeUp; // events that other threads or processes cause would else come after a long sleep
    wakeUp.start(std::chrono::milliseconds(5));
    while (!isDone()) {
        if (deadline.hasExpired())
            return false;
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }
    return true;
}

} // namespace rollcall::test

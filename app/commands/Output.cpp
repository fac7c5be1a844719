// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/Output.h"

#include "commands/Interrupt.h"

#include <QDeadlineTimer>
#include <algorithm>
#include <array>
#include <cerrno>
#include <poll.h>
#include <unistd.h>

namespace rollcall {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// A pipe that polls as writable takes this much without blocking (PIPE_BUF).
constexpr qsizetype Piece = 4096;

} // namespace

Output::Output(int descriptor, const Interrupt *interrupt) : m_descriptor(descriptor), m_interrupt(interrupt)
{
    m_hasColour =
        isatty(descriptor) == 1 && qEnvironmentVariableIsEmpty("NO_COLOR") && qgetenv("TERM") != QByteArrayView("dumb");
}

bool Output::write(const QByteArray &bytes)
{
    qsizetype done = 0;
    QDeadlineTimer patience(QDeadlineTimer::Forever);
    while (!m_isLost && done < bytes.size()) {
        if (m_interrupt && m_interrupt->isRaised() && patience.isForever())
            patience.setRemainingTime(500ms); // a started line is finished if the reader is there at all
        if (patience.hasExpired()) {
            m_isLost = true;
            break;
        }
        std::array<pollfd, 2> waits{pollfd{m_descriptor, POLLOUT, 0},
                                    pollfd{m_interrupt ? m_interrupt->descriptor() : -1, POLLIN, 0}};
        // Once interrupted its pipe is always readable and would make this loop spin.
        const bool watchesInterrupt = m_interrupt && patience.isForever();
        const int timeout = patience.isForever() ? -1 : static_cast<int>(patience.remainingTime());
        if (poll(waits.data(), watchesInterrupt ? 2 : 1, timeout) < 0 && errno != EINTR) {
            m_isLost = true;
            break;
        }
        if (waits[0].revents == 0)
            continue;
        const ssize_t written = ::write(m_descriptor, bytes.constData() + done,
                                        static_cast<std::size_t>(std::min(Piece, bytes.size() - done)));
        if (written >= 0)
            done += written;
        else if (errno != EINTR && errno != EAGAIN)
            m_isLost = true;
    }
    return !m_isLost;
}

bool Output::hasLostReader()
{
    pollfd wait{m_descriptor, 0, 0};
    if (poll(&wait, 1, 0) > 0 && (wait.revents & (POLLERR | POLLHUP | POLLNVAL)) != 0)
        m_isLost = true;
    return m_isLost;
}

QString Output::coloured(State state, const QString &text) const
{
    if (!m_hasColour)
        return text;
    const auto code = [state] {
        switch (state) {
        case State::Ok:
            return "32"_L1;
        case State::Unknown:
            return "90"_L1;
        case State::Warning:
            return "33"_L1;
        case State::Critical:
            return "1;31"_L1;
        }
        Q_UNREACHABLE();
    }();
    return u"\x1b["_s + code + u'm' + text + u"\x1b[0m"_s;
}

} // namespace rollcall

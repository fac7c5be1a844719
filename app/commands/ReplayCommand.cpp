// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/ReplayCommand.h"

#include "health/Report.h"

namespace rollcall {

using namespace Qt::StringLiterals;

namespace {

// An interrupt is heard between two slices.
constexpr Milliseconds Slice{20};

} // namespace

ReplayCommand::ReplayCommand(Invocation invocation, Terminal terminal)
    : m_invocation(std::move(invocation)), m_terminal(terminal), m_lines(m_invocation)
{}

Result<void> ReplayCommand::start()
{
    Result<std::unique_ptr<Replay>> opened = Replay::open(m_invocation.file);
    if (!opened)
        return opened.error();
    m_replay = std::move(opened).value();
    QMetaObject::invokeMethod(this, &ReplayCommand::go, Qt::QueuedConnection);
    return {};
}

void ReplayCommand::go()
{
    const SystemClock clock;
    const TimePoint begun = clock.now();
    while (!m_isFinished) {
        const Result<bool> went = m_replay->next();
        if (!went) {
            complain(m_terminal.errors, went.error().message);
            finish(ExitUnknown);
            return;
        }
        if (!went.value()) {
            for (const QString &line : m_pending) {
                if (!m_terminal.out.write(line))
                    break;
            }
            finish(m_lines.hasSpoken() ? exitStatus(m_replay->state()->state) : ExitUnknown);
            return;
        }
        if (std::optional<QString> line = m_lines.lineFor(*m_replay->state(), m_terminal.out))
            m_pending.append(*std::move(line));
        if (clock.now() - begun >= Slice) {
            QMetaObject::invokeMethod(this, &ReplayCommand::go, Qt::QueuedConnection);
            return;
        }
    }
}

void ReplayCommand::interrupt()
{
    finish(ExitUnknown);
}

void ReplayCommand::finish(int status)
{
    if (!std::exchange(m_isFinished, true))
        Q_EMIT finished(status);
}

} // namespace rollcall

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/CheckCommand.h"

#include "commands/PlainReport.h"
#include "health/Report.h"

#include <QJsonDocument>

namespace rollcall {

using namespace Qt::StringLiterals;

CheckCommand::CheckCommand(Invocation invocation, Terminal terminal)
    : m_invocation(std::move(invocation)), m_terminal(terminal)
{}

Result<void> CheckCommand::start()
{
    Watch::Options options;
    options.isOneRound = true;
    Result<std::unique_ptr<Engine>> engine = Engine::make(m_invocation, options);
    if (!engine.ok())
        return engine.error();
    m_engine = std::move(engine).value();
    connect(&m_engine->watch(), &Watch::finished, this, &CheckCommand::finish);
    // The promise of the contract, kept whatever happens below: what is known by then is said.
    m_limit.setSingleShot(true);
    m_limit.setTimerType(Qt::PreciseTimer); // a coarse one may come first by a twentieth, before anything is published
    connect(&m_limit, &QTimer::timeout, this, &CheckCommand::finish);
    // A little later than the round's own end, which publishes what was found by then.
    m_limit.start(m_engine->longestRound() + std::chrono::milliseconds(100));
    m_engine->watch().start();
    return {};
}

void CheckCommand::interrupt()
{
    if (std::exchange(m_isFinished, true))
        return;
    complain(m_terminal.errors, u"interrupted before the round was complete"_s);
    Q_EMIT finished(ExitUnknown);
}

void CheckCommand::finish()
{
    if (std::exchange(m_isFinished, true))
        return;
    m_limit.stop();
    const ClusterStatePtr state = m_engine->watch().state();
    if (!m_invocation.isQuiet) {
        for (const QString &problem : m_engine->watch().problems())
            complain(m_terminal.errors, problem);
    }
    if (m_invocation.isJson)
        m_terminal.out.write(QJsonDocument(toReport(*state)).toJson(QJsonDocument::Indented));
    else if (!m_invocation.isQuiet)
        m_terminal.out.write(plainReport(*state, m_terminal.out));
    Q_EMIT finished(exitStatus(state->state));
}

} // namespace rollcall

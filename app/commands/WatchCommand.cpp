// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/WatchCommand.h"

#include "health/Report.h"
#include "history/FlightRecorder.h"

namespace rollcall {

using namespace Qt::StringLiterals;

WatchCommand::WatchCommand(Invocation invocation, Terminal terminal)
    : m_invocation(std::move(invocation)), m_terminal(terminal), m_lines(m_invocation)
{}

WatchCommand::~WatchCommand() = default;

Result<void> WatchCommand::start()
{
    Watch::Options options;
    if (!m_invocation.recording.isEmpty()) {
        const Result<void> prepared = FlightRecorder::prepare(m_invocation.recording);
        if (!prepared)
            return prepared.error();
        m_recorder = std::make_unique<FlightRecorder>(m_invocation.recording,
                                                      FlightRecorder::Options{.retries = m_invocation.retries});
        connect(m_recorder.get(), &FlightRecorder::troubleChanged, this, [this] {
            // Told again as more is lost: each trouble is said once.
            const bool isNew = std::exchange(m_trouble, m_recorder->detail()) != m_recorder->detail();
            if (isNew && m_recorder->trouble() != StoreTrouble::None)
                complain(m_terminal.errors, m_recorder->detail());
        });
        options.history = m_recorder.get();
    }
    Result<std::unique_ptr<Engine>> engine = Engine::make(m_invocation, options);
    if (!engine.ok())
        return engine.error();
    m_engine = std::move(engine).value();
    connect(&m_engine->watch(), &Watch::stateChanged, this, &WatchCommand::look);
    m_engine->watch().start();
    return {};
}

void WatchCommand::look()
{
    if (m_isFinished)
        return;
    if (!m_invocation.isQuiet) {
        for (const QString &problem : m_engine->watch().problems()) {
            if (!m_problems.contains(problem))
                complain(m_terminal.errors, problem);
        }
        m_problems = m_engine->watch().problems();
    }
    const ClusterStatePtr state = m_engine->watch().state();
    if (const std::optional<QString> line = m_lines.lineFor(*state, m_terminal.out)) {
        if (!m_terminal.out.write(*line))
            finish();
    } else if (!state->isFirstSweep && m_terminal.out.hasLostReader()) {
        finish();
    }
}

void WatchCommand::interrupt()
{
    finish();
}

void WatchCommand::finish()
{
    if (std::exchange(m_isFinished, true))
        return;
    Q_EMIT finished(m_lines.hasSpoken() ? exitStatus(m_engine->watch().state()->state) : ExitUnknown);
}

} // namespace rollcall

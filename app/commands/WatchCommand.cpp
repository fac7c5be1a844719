// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/WatchCommand.h"

#include "health/Report.h"
#include "health/Wording.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace rollcall {

using namespace Qt::StringLiterals;

namespace {

QJsonValue withoutNumbers(const QJsonValue &value)
{
    if (value.isDouble())
        return QJsonValue::Null;
    if (value.isArray()) {
        const QJsonArray in = value.toArray();
        QJsonArray out;
        for (const auto each : in)
            out.append(withoutNumbers(each));
        return out;
    }
    if (value.isObject()) {
        const QJsonObject in = value.toObject();
        QJsonObject out;
        for (auto it = in.begin(); it != in.end(); ++it)
            out.insert(it.key(), withoutNumbers(it.value()));
        return out;
    }
    return value;
}

bool isSameSubject(const Finding &a, const Finding &b)
{
    return a.code == b.code && a.targets == b.targets;
}

bool isSame(const Finding &a, const Finding &b)
{
    return isSameSubject(a, b) && a.severity == b.severity && withoutNumbers(a.evidence) == withoutNumbers(b.evidence);
}

template <class Same>
std::vector<Finding> missing(const std::vector<Finding> &from, const std::vector<Finding> &in, Same same)
{
    std::vector<Finding> out;
    for (const Finding &finding : from) {
        const bool isThere =
            std::any_of(in.begin(), in.end(), [&](const Finding &other) { return same(finding, other); });
        if (!isThere)
            out.push_back(finding);
    }
    return out;
}

QJsonArray toArray(const ClusterFile &file, const std::vector<Finding> &findings)
{
    QJsonArray array;
    for (const Finding &finding : findings)
        array.append(toJson(file, finding));
    return array;
}

} // namespace

Change changeBetween(const std::vector<Finding> &before, const std::vector<Finding> &now)
{
    return {.changed = missing(now, before, isSame), .resolved = missing(before, now, isSameSubject)};
}

WatchCommand::WatchCommand(Invocation invocation, Terminal terminal)
    : m_invocation(std::move(invocation)), m_terminal(terminal)
{}

Result<void> WatchCommand::start()
{
    Result<std::unique_ptr<Engine>> engine = Engine::make(m_invocation, {});
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
    if (state->isFirstSweep)
        return;
    const Change change = changeBetween(m_said, state->findings);
    const bool isNews = !m_saidAs || *m_saidAs != state->state || (!m_invocation.isQuiet && !change.isEmpty());
    if (isNews) {
        m_said = state->findings;
        m_saidAs = state->state;
        if (!say(*state, change))
            finish();
    } else if (m_terminal.out.hasLostReader()) {
        finish();
    }
}

bool WatchCommand::say(const ClusterState &state, const Change &change)
{
    const QString verdict = Wording().verdict(state);
    const QString at = state.utc.toUTC().toString(m_invocation.isJson ? Qt::ISODateWithMs : Qt::ISODate);
    if (m_invocation.isJson) {
        const QJsonObject line{{u"at"_s, at},
                               {u"cluster"_s, state.file->name},
                               {u"state"_s, stateName(state.state)},
                               {u"verdict"_s, verdict},
                               {u"changed"_s, toArray(*state.file, change.changed)},
                               {u"resolved"_s, toArray(*state.file, change.resolved)}};
        return m_terminal.out.write(QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n');
    }
    return m_terminal.out.write(at + u"  "_s +
                                m_terminal.out.coloured(state.state, stateName(state.state).leftJustified(10)) +
                                Wording::plain(verdict, 2000) + u'\n');
}

void WatchCommand::interrupt()
{
    finish();
}

void WatchCommand::finish()
{
    if (std::exchange(m_isFinished, true))
        return;
    Q_EMIT finished(m_saidAs ? exitStatus(m_engine->watch().state()->state) : ExitUnknown);
}

} // namespace rollcall

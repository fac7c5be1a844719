// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/PlainReport.h"

#include "health/Wording.h"

namespace rollcall {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype StateWidth = 10; // "critical" and two spaces

QString targetLine(const ClusterState &state, const TargetState &target, qsizetype nameWidth, const Output &output,
                   const Wording &wording)
{
    const QString name = Wording::plain(state.file->targetName(target.id));
    QString line = u"  "_s + output.coloured(target.state, stateName(target.state).leftJustified(StateWidth)) +
                   name.leftJustified(nameWidth + 2);
    QStringList parts;
    if (target.version)
        parts.append(Wording::plain(*target.version));
    if (target.latencyMs)
        parts.append(QString::number(*target.latencyMs, 'f', *target.latencyMs < 10 ? 1 : 0) + u" ms"_s);
    if (target.goroutines)
        parts.append(QString::number(*target.goroutines, 'f', 0) + u" goroutines"_s);
    if (!target.findings.empty() && target.state != State::Ok)
        parts.append(wording.shortReason(target.findings.front()));
    line += parts.join(u", "_s);
    while (line.endsWith(u' '))
        line.chop(1);
    return line + u'\n';
}

} // namespace

QString plainReport(const ClusterState &state, const Output &output)
{
    const Wording wording;
    QString text = output.coloured(state.state, stateName(state.state).toUpper()) + u": "_s +
                   Wording::plain(wording.verdict(state), 2000) + u'\n';
    if (!state.targets.empty())
        text += u'\n';
    qsizetype nameWidth = 0;
    for (const TargetStatePtr &target : state.targets)
        nameWidth = std::max(nameWidth, Wording::plain(state.file->targetName(target->id)).size());
    for (const TargetStatePtr &target : state.targets)
        text += targetLine(state, *target, nameWidth, output, wording);
    if (!state.findings.empty())
        text += u'\n';
    for (const Finding &finding : state.findings) {
        const State as = stateOf(finding.severity);
        text += u"  "_s + output.coloured(as, severityName(finding.severity).leftJustified(StateWidth)) +
                codeName(finding.code) + u": "_s + wording.message(*state.file, finding) + u'\n';
    }
    return text;
}

} // namespace rollcall

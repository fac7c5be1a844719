// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/ChangesModel.h"

#include "ui/models/Words.h"

#include <algorithm>

namespace rollcall {

using namespace Qt::StringLiterals;

namespace {

Severity severityOf(State state)
{
    switch (state) {
    case State::Critical:
        return Severity::Critical;
    case State::Warning:
        return Severity::Warning;
    case State::Unknown:
        return Severity::Unknown;
    case State::Ok:
        break;
    }
    return Severity::Info;
}

/// A finding is the same one as long as it says the same of the same nodes; places move with the file.
QString identityOf(const StateChange &change, const Finding &finding)
{
    QString text = codeName(finding.code);
    for (const TargetId target : finding.targets)
        text += u' ' + change.state->file->targetName(target);
    return text;
}

bool isIn(const StateChange &change, const QString &identity)
{
    return std::any_of(change.state->findings.begin(), change.state->findings.end(),
                       [&](const Finding &finding) { return identityOf(change, finding) == identity; });
}

} // namespace

ChangesModel::ChangesModel(QObject *parent)
    : TextTable({tr("What was said"), tr("At"), tr("State"), tr("Not well")}, {NotWell}, parent)
{}

QString ChangesModel::sentence(const StateChange &change)
{
    return change.isWhole ? words::wording().verdict(*change.state) : Wording::plain(change.verdict, 2000);
}

const StateChange *ChangesModel::change(int row) const
{
    return row >= 0 && static_cast<std::size_t>(row) < m_changes.size() ? &m_changes[static_cast<std::size_t>(row)]
                                                                        : nullptr;
}

void ChangesModel::setChanges(std::vector<StateChange> changes, const QDateTime &now)
{
    const QDate today = now.toLocalTime().date();
    std::vector<Row> rows;
    rows.reserve(changes.size());
    for (const StateChange &change : changes) {
        const rollcall::State is = change.state->state;
        Row row;
        row.key = QString::number(change.utc.toMSecsSinceEpoch());
        // Of the same moment there may be one before and one after the cluster file changed.
        if (!rows.empty() && rows.back().key.startsWith(row.key))
            row.key = rows.back().key + u'+';
        row.severity = is == rollcall::State::Ok ? -1 : static_cast<int>(severityOf(is));
        row.isDim = is == rollcall::State::Ok;
        const QString word = words::stateWord(is);
        const int all = static_cast<int>(change.state->file->nodes.size());
        row.cells = {sentence(change), words::moment(change.utc, today),
                     !change.before         ? tr("%1 (watch began)").arg(word)
                     : *change.before == is ? word
                                            : tr("%1 → %2").arg(words::stateWord(*change.before), word),
                     change.isWhole ? tr("%1 of %2").arg(all - change.nodesIn(rollcall::State::Ok)).arg(all) : u"–"_s};
        row.toolTip = row.cells.front();
        rows.push_back(std::move(row));
    }
    m_changes = std::move(changes);
    setRows(std::move(rows));
}

QString ChangesModel::details(int row, const QDateTime &now) const
{
    const StateChange *is = change(row);
    if (!is)
        return {};
    const StateChange *was = is->before ? change(row + 1) : nullptr;
    QStringList lines{sentence(*is), words::moment(is->utc, now.toLocalTime().date()) + u"  ·  " +
                                         data(index(row, State), Qt::DisplayRole).toString()};
    for (const Finding &finding : is->state->findings) {
        const QString text = words::wording().message(*is->state->file, finding);
        lines << (was && isIn(*was, identityOf(*is, finding)) ? tr("Still: %1").arg(text) : tr("New: %1").arg(text));
    }
    if (was) {
        for (const Finding &finding : was->state->findings) {
            if (!isIn(*is, identityOf(*was, finding)))
                lines << tr("Over: %1").arg(words::wording().message(*was->state->file, finding));
        }
    }
    return lines.join(u'\n');
}

} // namespace rollcall

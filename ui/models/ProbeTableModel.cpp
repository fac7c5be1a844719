// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/ProbeTableModel.h"

#include "ui/models/Words.h"

#include <QLocale>

namespace rollcall {

ProbeTableModel::ProbeTableModel(QObject *parent)
    : TextTable({tr("Probe"), tr("Endpoint"), tr("Outcome"), tr("Status"), tr("Latency"), tr("Phases (ms)"), tr("Age")},
                {Status, Latency, LastAnswer}, parent)
{}

QString ProbeTableModel::phases(const HttpTimings &timings)
{
    // Each is measured from the start; a phase that did not happen is zero and adds nothing.
    std::chrono::microseconds from{0};
    QStringList parts;
    const auto add = [&from, &parts](const QString &name, std::chrono::microseconds until) {
        if (until <= from)
            return;
        parts << name + u' ' + QLocale().toString(static_cast<double>((until - from).count()) / 1000, 'f', 1);
        from = until;
    };
    add(tr("name"), timings.nameLookup);
    add(tr("connect"), timings.connect);
    add(tr("TLS"), timings.tls);
    add(tr("first byte"), timings.firstByte);
    add(tr("body"), timings.total);
    return parts.join(QStringLiteral(", "));
}

void ProbeTableModel::setTarget(const TargetState &target, const std::vector<Answer> &answers, TimePoint now)
{
    std::vector<Row> rows;
    for (const auto &[id, spec] : target.facts.specs) {
        Row row;
        row.key = id;
        const auto outcome = target.facts.outcomes.find(id);
        const bool hasRun = outcome != target.facts.outcomes.end();
        QString status, latency, timings, age;
        if (hasRun) {
            const Outcome &last = outcome->second;
            status = last.status > 0 ? QString::number(last.status) : QString();
            latency = words::latency(last.latency);
            age = words::age(std::chrono::duration_cast<Milliseconds>(now - last.at));
            row.toolTip = Wording::plain(last.detail, 400);
            for (const Answer &answer : answers) {
                if (answer.spec && answer.spec->id == id && answer.http())
                    timings = phases(answer.http()->timings);
            }
            switch (last.kind) {
            case Outcome::Kind::Answered:
            case Outcome::Kind::Absent:
                break;
            case Outcome::Kind::Failed:
                row.severity = static_cast<int>(spec->isPrimary ? Severity::Critical : Severity::Warning);
                break;
            case Outcome::Kind::Malformed:
            case Outcome::Kind::Unexpected:
            case Outcome::Kind::TooLarge:
            case Outcome::Kind::RateLimited:
            case Outcome::Kind::Rejected:
            case Outcome::Kind::Forbidden:
                row.severity = static_cast<int>(Severity::Warning);
                break;
            case Outcome::Kind::NotAllowed:
                row.severity = static_cast<int>(Severity::Unknown);
                break;
            }
        }
        row.isDim = !hasRun || outcome->second.kind == Outcome::Kind::Absent;
        QString word = hasRun ? words::outcome(outcome->second) : QString();
        if (!hasRun)
            word = spec->interval.count() > 0 ? tr("Not asked yet") : tr("On demand");
        row.cells = {id, Wording::plain(spec->endpoint), word, status, latency, timings, age};
        rows.push_back(std::move(row));
    }
    // The one that decides comes first; the rest stays in the order of the ids.
    std::stable_sort(rows.begin(), rows.end(), [&target](const Row &a, const Row &b) {
        return target.facts.specs.at(a.key)->isPrimary > target.facts.specs.at(b.key)->isPrimary;
    });
    setRows(std::move(rows));
}

} // namespace rollcall

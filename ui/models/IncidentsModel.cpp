// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/IncidentsModel.h"

#include "ui/models/FindingsModel.h"
#include "ui/models/IncidentCourse.h"
#include "ui/models/Words.h"

#include <algorithm>

namespace rollcall {

using namespace Qt::StringLiterals;

namespace {

QString lasted(const Incident &incident, const QDateTime &now)
{
    const QDateTime end = incident.isOpen() ? now : incident.closedAt;
    return words::age(Milliseconds(std::max<qint64>(0, incident.openedAt.msecsTo(end))));
}

/// Open ones first, worst first, then by age; of the others the newest first.
bool isBefore(const Incident &a, const Incident &b)
{
    if (a.isOpen() != b.isOpen())
        return a.isOpen();
    if (a.isOpen() && a.severity != b.severity)
        return a.severity > b.severity;
    return a.id > b.id;
}

} // namespace

IncidentsModel::IncidentsModel(QObject *parent)
    : TextTable({tr("What happened"), tr("Since"), tr("Lasted"), tr("Times"), tr("Standing")}, {Lasted, Times}, parent)
{}

QString IncidentsModel::sentence(const Incident &incident)
{
    // The wording knows targets by their place in a file: here is one that has just these.
    ClusterFile file;
    Finding finding;
    finding.code = incident.code;
    finding.severity = incident.severity;
    finding.evidence = incident.evidence;
    const bool hasProxy = incident.targets.contains(u"proxy"_s);
    if (hasProxy)
        file.publicUrl = QUrl(u"http://proxy"_s);
    for (const QString &name : incident.targets) {
        if (name == u"proxy"_s)
            continue;
        Node node;
        node.name = name;
        finding.targets.push_back(TargetId{static_cast<int>(file.nodes.size())});
        file.nodes.push_back(std::move(node));
    }
    if (hasProxy)
        finding.targets.push_back(file.proxyId());
    return words::wording().message(file, finding);
}

QString IncidentsModel::standing(const Incident &incident, const QDateTime &now)
{
    QStringList parts;
    if (incident.isOpen() && incident.isAcknowledged(now)) {
        const Acknowledgement &known = *incident.acknowledgement;
        const QString reason = Wording::plain(known.reason, 80);
        parts
            << (known.until.isValid()
                    ? tr("acknowledged until %1: %2").arg(words::moment(known.until, now.toLocalTime().date()), reason)
                    : tr("acknowledged: %1").arg(reason));
    }
    if (incident.isOpen() && incident.isInMaintenance)
        parts << tr("in maintenance");
    if (incident.isFlapping)
        parts << tr("comes and goes");
    if (!incident.isOpen())
        parts << tr("over");
    return words::capital(parts.join(u", "));
}

QString IncidentsModel::details(const Incident &incident, const std::vector<Incident> &all, const QDateTime &now)
{
    const QDate today = now.toLocalTime().date();
    QStringList lines{sentence(incident)};
    QString when = tr("Since %1").arg(words::moment(incident.openedAt, today));
    if (!incident.isOpen())
        when =
            tr("From %1 to %2").arg(words::moment(incident.openedAt, today), words::moment(incident.closedAt, today));
    when += u" ("_s + lasted(incident, now) + u')';
    lines << when + u"  ·  " + codeName(incident.code) + u"  ·  " + words::severity(incident.severity);
    if (const IncidentCourse course = IncidentCourse::make(incident, now); course.isWorthAStrip())
        lines << course.text;
    if (const auto &known = incident.acknowledgement)
        lines << tr("Acknowledged by %1 at %2: %3")
                     .arg(Wording::plain(known->by, 60), words::moment(known->at, today),
                          Wording::plain(known->reason, 400));
    const auto cause =
        std::find_if(all.begin(), all.end(), [&incident](const Incident &other) { return other.id == incident.cause; });
    if (cause != all.end())
        lines << tr("Explained by: %1").arg(sentence(*cause));
    for (const Incident &other : all) {
        if (other.cause == incident.id)
            lines << tr("Explains: %1").arg(sentence(other));
    }
    if (const QString evidence = FindingsModel::evidence(incident.evidence, 2000); !evidence.isEmpty())
        lines << evidence;
    return lines.join(u'\n');
}

QString IncidentsModel::window(const MaintenanceWindow &window, const QDateTime &now)
{
    const auto next = window.next(now);
    const QString who =
        window.targets.isEmpty() ? tr("the whole cluster") : Wording::plain(window.targets.join(u", "), 80);
    if (!next)
        return tr("%1, over: %2").arg(who, Wording::plain(window.reason, 80));
    const QDate today = now.toLocalTime().date();
    // The day of the end only where it is another than that of the begin.
    QString when =
        tr("%1 to %2")
            .arg(words::moment(next->first, today), words::moment(next->second, next->first.toLocalTime().date()));
    switch (window.repeat) {
    case MaintenanceWindow::Repeat::Once:
        break;
    case MaintenanceWindow::Repeat::Daily:
        when = tr("every day, next %1").arg(when);
        break;
    case MaintenanceWindow::Repeat::Weekly:
        when = tr("every week, next %1").arg(when);
        break;
    }
    const QString line = tr("%1, %2: %3").arg(who, when, Wording::plain(window.reason, 80));
    return next->first <= now ? tr("Now: %1").arg(line) : line;
}

const Incident *IncidentsModel::incident(int row) const
{
    return row >= 0 && static_cast<std::size_t>(row) < m_incidents.size() ? &m_incidents[static_cast<std::size_t>(row)]
                                                                          : nullptr;
}

void IncidentsModel::setIncidents(std::vector<Incident> incidents, const QDateTime &now)
{
    std::sort(incidents.begin(), incidents.end(), isBefore);
    std::vector<Incident> ordered;
    ordered.reserve(incidents.size());
    const auto isShown = [&incidents](qint64 id) {
        return std::any_of(incidents.begin(), incidents.end(), [id](const Incident &other) { return other.id == id; });
    };
    for (const Incident &incident : incidents) {
        if (!incident.isRoot() && isShown(incident.cause))
            continue;
        ordered.push_back(incident);
        for (const Incident &child : incidents) {
            if (child.cause == incident.id)
                ordered.push_back(child);
        }
    }
    // An explanation may itself be explained: nothing is left out for that.
    for (const Incident &incident : incidents) {
        if (std::none_of(ordered.begin(), ordered.end(),
                         [&incident](const Incident &other) { return other.id == incident.id; }))
            ordered.push_back(incident);
    }
    const QDate today = now.toLocalTime().date();
    std::vector<Row> rows;
    rows.reserve(ordered.size());
    for (const Incident &incident : ordered) {
        Row row;
        row.key = QString::number(incident.id);
        row.severity = static_cast<int>(incident.severity);
        row.isDim = !incident.isOpen() || incident.isAcknowledged(now) || incident.isInMaintenance;
        const QString text = sentence(incident);
        row.cells = {incident.isRoot() ? text : QString(u"↳ " + text), words::moment(incident.openedAt, today),
                     lasted(incident, now), QString::number(incident.times), standing(incident, now)};
        row.toolTip = text;
        rows.push_back(std::move(row));
    }
    m_incidents = std::move(ordered);
    setRows(std::move(rows));
}

} // namespace rollcall

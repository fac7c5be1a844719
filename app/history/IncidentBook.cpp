// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/IncidentBook.h"

#include "health/Wording.h"
#include "history/IncidentCauses.h"

#include <algorithm>
#include <set>

namespace rollcall {

using namespace Qt::StringLiterals;

namespace {

using std::chrono::milliseconds;

/// One trouble of the cluster, whichever nodes are named from one moment to the next: islands move, nodes are upgraded
/// one by one.
bool isOfCluster(Code code)
{
    switch (code) {
    case Code::SelfOffline:
    case Code::ClusterSplit:
    case Code::VersionMismatch:
    case Code::ConfigMismatch:
    case Code::ConfigClientMismatch:
    case Code::SchemaMismatch:
    case Code::PluginMismatch:
    case Code::SettingMismatch:
    case Code::ClockSkew:
        return true;
    default:
        return false;
    }
}

/// Findings that their rule makes only after two attempts, or of a value that does not come and go.
bool isSureAtOnce(Code code)
{
    switch (code) {
    case Code::SelfOffline:
    case Code::NodeUnreachable:
    case Code::ProxyUnreachable:
    case Code::TlsExpires:
    case Code::TlsUntrusted:
    case Code::TlsName:
    case Code::TlsPinChanged:
    case Code::ProbeFailed:
    case Code::GoroutinesRising:
        return true;
    default:
        return false;
    }
}

/// How long a finding must have been true before it is an incident.
milliseconds holdOf(Code code, const ClusterFile &file)
{
    if (isSureAtOnce(code))
        return milliseconds::zero();
    // Longer than a dead node needs to be called down.
    if (isOftenAConsequence(code))
        return file.retryAfter + 2 * file.interval;
    return file.retryAfter;
}

/// How long it must be away before it is over.
milliseconds calmOf(const ClusterFile &file)
{
    return std::max<milliseconds>(2 * file.interval, milliseconds(30000));
}

QStringList namesOf(const ClusterFile &file, const Finding &finding)
{
    QStringList names;
    for (const TargetId id : finding.targets)
        names.append(file.targetName(id));
    return names;
}

/// What tells two findings of one code about the same nodes apart.
QString aboutOf(const QJsonObject &evidence)
{
    QStringList parts;
    for (const QString &key : {u"component"_s, u"instance"_s, u"probe"_s, u"member"_s, u"plugin"_s, u"setting"_s,
                               u"from"_s, u"to"_s, u"endpoint"_s, u"port"_s}) {
        const QJsonValue value = evidence.value(key);
        if (value.isString() || value.isDouble())
            parts.append(key + u'=' + value.toVariant().toString());
    }
    return parts.join(u' ');
}

void note(std::vector<IncidentChange> &changes, IncidentChange::Kind kind, const Incident &incident)
{
    changes.push_back({kind, incident});
}

} // namespace

auto IncidentBook::Key::operator<=>(const Key &other) const
{
    if (const auto order = code <=> other.code; order != 0)
        return order;
    if (const int order = QString::compare(about, other.about); order != 0)
        return order <=> 0;
    const QString mine = targets.join(u'\0');
    return QString::compare(mine, other.targets.join(u'\0')) <=> 0;
}

IncidentBook::Key IncidentBook::keyOf(const Finding &finding, const QStringList &targets)
{
    return {finding.code, isOfCluster(finding.code) ? QStringList{} : targets, aboutOf(finding.evidence)};
}

void IncidentBook::restore(std::vector<Incident> open, qint64 nextId)
{
    m_nextId = std::max(m_nextId, nextId);
    std::map<qint64, qint64> renamed;
    std::set<const Track *> restored;
    for (Incident &incident : open) {
        m_nextId = std::max(m_nextId, incident.id + 1);
        if (incident.course.empty()) // of an earlier version
            incident.turn(incident.openedAt, incident.severity);
        Key key{incident.code, isOfCluster(incident.code) ? QStringList{} : incident.targets,
                aboutOf(incident.evidence)};
        Track &track = m_tracks[std::move(key)];
        if (track.incident)
            renamed[track.incident->id] = incident.id;
        track.since = incident.openedAt;
        track.incident = std::move(incident);
        restored.insert(&track);
    }
    std::vector<Incident *> own;
    for (auto &[key, track] : m_tracks) {
        if (track.incident && !restored.contains(&track))
            own.push_back(&*track.incident);
    }
    std::sort(own.begin(), own.end(), [](const Incident *a, const Incident *b) { return a->id < b->id; });
    for (Incident *incident : own) {
        renamed[incident->id] = m_nextId;
        incident->id = m_nextId++;
    }
    for (Incident *incident : own) {
        if (const auto cause = renamed.find(incident->cause); cause != renamed.end())
            incident->cause = cause->second;
    }
}

bool IncidentBook::isMaintained(const Incident &incident, const QDateTime &now) const
{
    const auto isCovered = [&](const QString &target) {
        return std::any_of(m_windows.begin(), m_windows.end(),
                           [&](const MaintenanceWindow &window) { return window.holds(now, target); });
    };
    if (incident.targets.isEmpty())
        return isCovered({});
    return std::all_of(incident.targets.begin(), incident.targets.end(), isCovered);
}

void IncidentBook::sample(const ClusterState &state, Track &track, bool isThere, std::vector<IncidentChange> &changes)
{
    if (track.sampledAt.isValid() && track.sampledAt.msecsTo(state.utc) < state.file->interval.count())
        return;
    track.sampledAt = state.utc;
    const bool was = track.flapping.isFlapping();
    track.flapping.add(isThere);
    if (!track.incident || was == track.flapping.isFlapping())
        return;
    track.incident->isFlapping = track.flapping.isFlapping();
    note(changes, was ? IncidentChange::Kind::FlappingEnded : IncidentChange::Kind::FlappingBegan, *track.incident);
}

void IncidentBook::see(const ClusterState &state, const Finding &finding, std::vector<IncidentChange> &changes)
{
    const QStringList targets = namesOf(*state.file, finding);
    const auto [entry, isNew] = m_tracks.try_emplace(keyOf(finding, targets));
    Track &track = entry->second;
    if (isNew || (track.absentSince.isValid() && !track.incident))
        track.since = finding.since.isValid() ? finding.since : state.utc;
    if (track.absentSince.isValid() && track.incident)
        ++track.incident->times;
    track.absentSince = {};
    sample(state, track, true, changes);

    static const Wording english;
    if (!track.incident) {
        if (track.since.msecsTo(state.utc) < holdOf(finding.code, *state.file).count())
            return;
        Incident incident;
        incident.id = m_nextId++;
        incident.code = finding.code;
        incident.severity = finding.severity;
        incident.targets = targets;
        incident.evidence = finding.evidence;
        incident.message = english.message(*state.file, finding);
        incident.openedAt = track.since;
        incident.turn(track.since, finding.severity);
        incident.isFlapping = track.flapping.isFlapping();
        incident.isInMaintenance = isMaintained(incident, state.utc);
        track.incident = std::move(incident);
        note(changes, IncidentChange::Kind::Opened, *track.incident);
        return;
    }
    Incident &incident = *track.incident;
    const bool isWorse = finding.severity > incident.severity;
    const bool isOfOthers = incident.targets != targets;
    incident.severity = std::max(incident.severity, finding.severity);
    incident.turn(state.utc, finding.severity);
    incident.targets = targets;
    if (incident.evidence != finding.evidence) {
        incident.evidence = finding.evidence;
        incident.message = english.message(*state.file, finding);
    }
    const bool isMaintenanceOver = incident.isInMaintenance;
    incident.isInMaintenance = isMaintained(incident, state.utc);
    if (isWorse) {
        // Whoever knew of it knew of less.
        incident.acknowledgement.reset();
        note(changes, IncidentChange::Kind::Worsened, incident);
    } else if (isMaintenanceOver && !incident.isInMaintenance) {
        // The work is done and it is still there: news.
        note(changes, IncidentChange::Kind::Opened, incident);
    } else if (isOfOthers) {
        note(changes, IncidentChange::Kind::Changed, incident);
    }
}

void IncidentBook::miss(const ClusterState &state, Track &track, std::vector<IncidentChange> &changes)
{
    sample(state, track, false, changes);
    if (!track.absentSince.isValid())
        track.absentSince = state.utc;
    if (track.incident)
        track.incident->turn(track.absentSince, {});
    if (!track.incident || track.flapping.isFlapping() ||
        track.absentSince.msecsTo(state.utc) < calmOf(*state.file).count())
        return;
    track.incident->closedAt = track.absentSince;
    note(changes, IncidentChange::Kind::Closed, *track.incident);
    track.incident.reset();
}

std::vector<IncidentChange> IncidentBook::take(const ClusterState &state)
{
    std::vector<IncidentChange> changes;
    if (state.isPaused || state.isFirstSweep)
        return changes;
    std::set<const Track *> seen;
    for (const Finding &finding : state.findings) {
        if (finding.severity == Severity::Info)
            continue;
        see(state, finding, changes);
        seen.insert(&m_tracks.at(keyOf(finding, namesOf(*state.file, finding))));
    }
    for (auto it = m_tracks.begin(); it != m_tracks.end();) {
        Track &track = it->second;
        if (!seen.contains(&track)) {
            if (state.isOffline)
                track.absentSince = {}; // not away: unknown
            else
                miss(state, track, changes);
        }
        const bool isDone = !track.incident && track.absentSince.isValid() && track.flapping.isForgotten();
        it = isDone ? m_tracks.erase(it) : std::next(it);
    }
    fold(changes);
    return changes;
}

void IncidentBook::fold(std::vector<IncidentChange> &changes)
{
    std::vector<Incident *> open;
    for (auto &[key, track] : m_tracks) {
        if (track.incident)
            open.push_back(&*track.incident);
    }
    // Oldest first, so that who stands for the others does not depend on the order of the codes.
    std::sort(open.begin(), open.end(), [](const Incident *a, const Incident *b) { return a->id < b->id; });
    for (Incident *incident : open) {
        const auto cause =
            std::find_if(open.begin(), open.end(), [&](const Incident *other) { return explains(*other, *incident); });
        const qint64 id = cause == open.end() ? 0 : (*cause)->id;
        if (incident->cause == id)
            continue;
        const bool wasRoot = incident->isRoot();
        incident->cause = id;
        const auto opened = std::find_if(changes.begin(), changes.end(), [&](const IncidentChange &change) {
            return change.kind == IncidentChange::Kind::Opened && change.incident.id == incident->id;
        });
        if (opened != changes.end())
            opened->incident.cause = id;
        else if (id == 0)
            note(changes, IncidentChange::Kind::Opened, *incident); // what explained it is over, and it is not
        else if (wasRoot)
            note(changes, IncidentChange::Kind::Folded, *incident);
    }
}

IncidentBook::Track *IncidentBook::trackOf(qint64 id)
{
    const auto it = std::find_if(m_tracks.begin(), m_tracks.end(), [id](const auto &entry) {
        return entry.second.incident && entry.second.incident->id == id;
    });
    return it == m_tracks.end() ? nullptr : &it->second;
}

std::vector<IncidentChange> IncidentBook::acknowledge(qint64 id, const Acknowledgement &acknowledgement)
{
    std::vector<IncidentChange> changes;
    Track *track = trackOf(id);
    if (!track || acknowledgement.reason.trimmed().isEmpty())
        return changes;
    track->incident->acknowledgement = acknowledgement;
    note(changes, IncidentChange::Kind::Acknowledged, *track->incident);
    return changes;
}

std::vector<IncidentChange> IncidentBook::withdrawAcknowledgement(qint64 id)
{
    std::vector<IncidentChange> changes;
    Track *track = trackOf(id);
    if (!track || !track->incident->acknowledgement)
        return changes;
    track->incident->acknowledgement.reset();
    note(changes, IncidentChange::Kind::Changed, *track->incident);
    return changes;
}

std::vector<Incident> IncidentBook::open() const
{
    std::vector<Incident> incidents;
    for (const auto &[key, track] : m_tracks) {
        if (track.incident)
            incidents.push_back(*track.incident);
    }
    std::sort(incidents.begin(), incidents.end(), [](const Incident &a, const Incident &b) { return a.id < b.id; });
    return incidents;
}

} // namespace rollcall

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/ClusterHistory.h"

#include "history/Figures.h"
#include "history/FlightRecorder.h"
#include "history/SampleStore.h"

#include <QDir>

namespace rollcall {

using namespace Qt::StringLiterals;

namespace {

/// Findings that go on are looked at so often: holds and calms are counted in tens of seconds.
constexpr int LookEveryMs = 1000;
constexpr int ForgetEverySeconds = 3600;
constexpr int TakeOverEveryMs = 10000;

} // namespace

ClusterHistory::ClusterHistory(const QString &folder, const ClusterFile &file, const Clock &clock, QObject *parent)
    : QObject(parent),
      m_clock(clock),
      m_retention(file.retention),
      m_incidents(QDir(folder).filePath(u"incidents.sqlite"_s)),
      m_samples(std::make_unique<SampleStore>(
          SampleStore::Options{.path = QDir(folder).filePath(u"samples.sqlite"_s), .retention = file.retention})),
      m_recorder(
          std::make_unique<FlightRecorder>(QDir(folder).filePath(u"recording.sqlite"_s), FlightRecorder::Options{}))
{
    connect(&m_incidents, &IncidentStore::troubleChanged, this, &ClusterHistory::troublesChanged);
    connect(m_samples.get(), &SampleStore::troubleChanged, this, &ClusterHistory::troublesChanged);
    connect(m_recorder.get(), &FlightRecorder::troubleChanged, this, &ClusterHistory::troublesChanged);
    m_samples->add(HistoryEvent{m_clock.utc().toMSecsSinceEpoch(), HistoryEvent::Kind::WatchStarted, {}, {}});
    m_incidents.load(this, [this](IncidentStore::Content &&content) {
        m_book.restore(std::move(content.open), content.nextId);
        m_book.setMaintenance(std::move(content.maintenance));
        m_isLoaded = true;
        Q_EMIT incidentsChanged({});
        Q_EMIT maintenanceChanged();
    });
}

ClusterHistory::~ClusterHistory()
{
    m_samples->flush(m_clock.utc().toMSecsSinceEpoch());
}

void ClusterHistory::setFile(const ClusterFile &file)
{
    m_retention = file.retention;
    m_forgottenAt = {};
    m_samples->setRetention(m_retention);
}

SeriesSource &ClusterHistory::series() const
{
    return *m_samples;
}

FlightRecorder &ClusterHistory::recorder() const
{
    return *m_recorder;
}

void ClusterHistory::readIncidents(qint64 from, qint64 to, int most, QObject *context,
                                   std::function<void(std::vector<Incident> &&)> done)
{
    m_incidents.read(from, to, most, context, std::move(done));
}

void ClusterHistory::answered(const Answer &answer, const Observation &observation, const QString &target)
{
    m_recorder->answered(answer, observation, target);
    addFigures(observation, answer.utc, target);
}

void ClusterHistory::observed(const Observation &observation, const QDateTime &utc, const QString &target)
{
    m_recorder->observed(observation, utc, target);
    addFigures(observation, utc, target);
}

void ClusterHistory::remembered(const GoroutinePast &past, const QDateTime &utc, const QString &target)
{
    m_recorder->remembered(past, utc, target);
}

void ClusterHistory::addFigures(const Observation &observation, const QDateTime &utc, const QString &target)
{
    m_samples->add(figuresOf(observation, target, utc.toMSecsSinceEpoch()));
}

void ClusterHistory::published(const ClusterStatePtr &state)
{
    m_recorder->published(state);
    // Whether anything can have changed is cheap to see; the rest need not be done ten times a second.
    const bool isNews = state->state != m_takenState || state->findings.size() != m_takenFindings;
    if (!isNews && m_takenAt.isValid() && m_takenAt.msecsTo(state->utc) < LookEveryMs)
        return;
    for (const HistoryEvent &event : m_events.take(*state))
        m_samples->add(event);
    m_samples->flush(state->utc.toMSecsSinceEpoch());
    if (!m_isLoaded)
        return;
    takeOver(state->utc);
    if (m_isTakingOver)
        return; // the ids of what comes now are not known yet
    m_takenAt = state->utc;
    m_takenState = state->state;
    m_takenFindings = state->findings.size();
    apply(m_book.take(*state));
    if (!m_forgottenAt.isValid() || m_forgottenAt.secsTo(state->utc) >= ForgetEverySeconds) {
        m_forgottenAt = state->utc;
        m_incidents.forget(state->utc.toMSecsSinceEpoch() - m_retention.hour.count());
    }
}

/// Another copy of the program writes the incidents. When it has ended this one goes on with what that one left.
void ClusterHistory::takeOver(const QDateTime &now)
{
    const StoreTrouble trouble = m_incidents.trouble();
    if (m_isTakingOver || (trouble != StoreTrouble::Locked && trouble != StoreTrouble::Unavailable))
        return;
    if (m_triedAt.isValid() && m_triedAt.msecsTo(now) < TakeOverEveryMs)
        return;
    m_triedAt = now;
    m_isTakingOver = true;
    m_incidents.takeOver(this, [this](std::optional<IncidentStore::Content> &&content) {
        m_isTakingOver = false;
        if (!content)
            return;
        m_book.restore(std::move(content->open), content->nextId);
        m_incidents.write(m_book.open());
        if (std::exchange(m_hasUnsavedMaintenance, false))
            m_incidents.writeMaintenance(m_book.maintenance());
        else
            m_book.setMaintenance(std::move(content->maintenance));
        Q_EMIT incidentsChanged({});
        Q_EMIT maintenanceChanged();
    });
}

void ClusterHistory::apply(const std::vector<IncidentChange> &changes)
{
    if (changes.empty())
        return;
    std::vector<Incident> incidents;
    for (const IncidentChange &change : changes) {
        incidents.push_back(change.incident);
        const Incident &incident = change.incident;
        if (!incident.isRoot())
            continue;
        const bool isOpened = change.kind == IncidentChange::Kind::Opened;
        if (!isOpened && change.kind != IncidentChange::Kind::Closed)
            continue;
        QJsonObject facts{{u"code"_s, codeName(incident.code)},
                          {u"severity"_s, severityName(incident.severity)},
                          {u"evidence"_s, incident.evidence}};
        m_samples->add(HistoryEvent{(isOpened ? incident.openedAt : incident.closedAt).toMSecsSinceEpoch(),
                                    isOpened ? HistoryEvent::Kind::IncidentOpened : HistoryEvent::Kind::IncidentClosed,
                                    incident.targets.size() == 1 ? incident.targets.front() : QString(), facts});
    }
    if (!m_isTakingOver) // then all are written
        m_incidents.write(std::move(incidents));
    Q_EMIT incidentsChanged(changes);
}

void ClusterHistory::acknowledge(qint64 id, const Acknowledgement &acknowledgement)
{
    apply(m_book.acknowledge(id, acknowledgement));
}

void ClusterHistory::withdrawAcknowledgement(qint64 id)
{
    apply(m_book.withdrawAcknowledgement(id));
}

void ClusterHistory::setMaintenance(std::vector<MaintenanceWindow> windows)
{
    if (m_isTakingOver || m_incidents.trouble() != StoreTrouble::None)
        m_hasUnsavedMaintenance = true;
    m_incidents.writeMaintenance(windows);
    m_book.setMaintenance(std::move(windows));
    Q_EMIT maintenanceChanged();
}

QStringList ClusterHistory::troubles() const
{
    QStringList lines{m_incidents.detail(), m_incidents.note(),   m_samples->detail(),
                      m_samples->note(),    m_recorder->detail(), m_recorder->note()};
    lines.removeAll(QString());
    return lines;
}

} // namespace rollcall

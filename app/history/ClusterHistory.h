// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Clock.h"
#include "history/EventFinder.h"
#include "history/HistoryInput.h"
#include "history/IncidentBook.h"
#include "history/IncidentStore.h"
#include "history/Series.h"

#include <QObject>

namespace rollcall {

class FlightRecorder;
class SampleStore;

/// All that is kept of one cluster: its figures, what happened, its incidents, its raw answers of the last day. Told of
/// everything by the watch; what is slow happens on threads of the stores. Where nothing can be kept the incidents
/// still live in memory.
class ClusterHistory final : public QObject, public HistoryInput
{
    Q_OBJECT

public:
    /// `folder` is made; it is the cluster's own. Nothing is shared with other clusters.
    ClusterHistory(const QString &folder, const ClusterFile &file, const Clock &clock, QObject *parent = nullptr);
    ~ClusterHistory() override;

    /// The cluster's file changed: how long things are kept.
    void setFile(const ClusterFile &file);

    SeriesSource &series() const;
    /// Its raw answers of the last 24 hours and the changes of its state for 90 days.
    FlightRecorder &recorder() const;
    /// Those that last, oldest first.
    std::vector<Incident> openIncidents() const { return m_book.open(); }
    /// See IncidentStore::read().
    void readIncidents(qint64 from, qint64 to, int most, QObject *context,
                       std::function<void(std::vector<Incident> &&)> done);
    void acknowledge(qint64 id, const Acknowledgement &acknowledgement);
    void withdrawAcknowledgement(qint64 id);
    const std::vector<MaintenanceWindow> &maintenance() const { return m_book.maintenance(); }
    void setMaintenance(std::vector<MaintenanceWindow> windows);
    QDateTime utc() const { return m_clock.utc(); }
    /// What keeps it from being kept, and what was set aside because it was damaged, one English line each; empty when
    /// all is well.
    QStringList troubles() const;

    void answered(const Answer &answer, const Observation &observation, const QString &target) override;
    void observed(const Observation &observation, const QDateTime &utc, const QString &target) override;
    void published(const ClusterStatePtr &state) override;
    void remembered(const GoroutinePast &past, const QDateTime &utc, const QString &target) override;

Q_SIGNALS:
    /// What a snapshot, or a person, changed; after it has been written down.
    void incidentsChanged(const std::vector<rollcall::IncidentChange> &changes);
    void maintenanceChanged();
    void troublesChanged();

private:
    void addFigures(const Observation &observation, const QDateTime &utc, const QString &target);
    void takeOver(const QDateTime &now);
    void apply(const std::vector<IncidentChange> &changes);

    const Clock &m_clock;
    Retention m_retention;
    IncidentBook m_book;
    EventFinder m_events;
    IncidentStore m_incidents;
    std::unique_ptr<SampleStore> m_samples;
    std::unique_ptr<FlightRecorder> m_recorder;
    bool m_isLoaded = false;
    bool m_isTakingOver = false; ///< it is being found out whether the other copy has ended
    bool m_hasUnsavedMaintenance = false;
    QDateTime m_triedAt; ///< to take over
    QDateTime m_takenAt; ///< of the last snapshot that the book has seen
    State m_takenState = State::Ok;
    std::size_t m_takenFindings = 0;
    QDateTime m_forgottenAt; ///< when old incidents were last let go
};

} // namespace rollcall

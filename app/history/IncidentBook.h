// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "health/ClusterState.h"
#include "history/Flapping.h"
#include "history/Incident.h"
#include "history/Maintenance.h"

#include <map>
#include <vector>

namespace rollcall {

/// Makes incidents of findings: opened when a finding has lasted, closed when it has been away for a while, recognised
/// as flapping, folded under what explains them. Pure: time comes with the snapshots, and the same snapshots give the
/// same incidents. While the workstation is offline, or the watch is paused, nothing is known and nothing ends.
class IncidentBook
{
public:
    /// What was open when the program ended goes on where it is still true. Where this book has taken snapshots
    /// already, the same trouble keeps the id and the acknowledgement that are given, and its other incidents get new
    /// ids.
    void restore(std::vector<Incident> open, qint64 nextId);

    /// A new snapshot; what it changes, oldest first. Once every interval is enough.
    std::vector<IncidentChange> take(const ClusterState &state);

    /// Nothing happens for an id that is not open, or a reason that is empty.
    std::vector<IncidentChange> acknowledge(qint64 id, const Acknowledgement &acknowledgement);
    std::vector<IncidentChange> withdrawAcknowledgement(qint64 id);
    void setMaintenance(std::vector<MaintenanceWindow> windows) { m_windows = std::move(windows); }
    const std::vector<MaintenanceWindow> &maintenance() const { return m_windows; }

    /// Those that last, oldest first.
    std::vector<Incident> open() const;
    qint64 nextId() const { return m_nextId; }

private:
    struct Key
    {
        Code code;
        QStringList targets; ///< empty for codes that are one trouble of the cluster, whoever is named just now
        QString about;
        auto operator<=>(const Key &other) const;
        bool operator==(const Key &) const = default;
    };
    struct Track
    {
        std::optional<Incident> incident; ///< absent: has not lasted yet
        QDateTime since;
        QDateTime absentSince; ///< invalid: it is there
        QDateTime sampledAt;
        Flapping flapping;
    };

    static Key keyOf(const Finding &finding, const QStringList &targets);
    void see(const ClusterState &state, const Finding &finding, std::vector<IncidentChange> &changes);
    void miss(const ClusterState &state, Track &track, std::vector<IncidentChange> &changes);
    void sample(const ClusterState &state, Track &track, bool isThere, std::vector<IncidentChange> &changes);
    void fold(std::vector<IncidentChange> &changes);
    bool isMaintained(const Incident &incident, const QDateTime &now) const;
    Track *trackOf(qint64 id);

    std::map<Key, Track> m_tracks;
    std::vector<MaintenanceWindow> m_windows;
    qint64 m_nextId = 1;
};

} // namespace rollcall

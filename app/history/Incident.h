// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "health/Finding.h"

#include <QDateTime>
#include <QString>
#include <QStringList>
#include <optional>
#include <vector>

namespace rollcall {

/// Somebody knows of it: no reminder until `until`. Ends by itself when the incident does.
struct Acknowledgement
{
    QString by;
    QString reason;
    QDateTime at;
    QDateTime until; ///< invalid: as long as it lasts
    bool operator==(const Acknowledgement &) const = default;
};

/// What an incident was from one moment on.
struct IncidentTurn
{
    QDateTime at;
    std::optional<Severity> severity; ///< absent: it was away
    bool operator==(const IncidentTurn &) const = default;
};

/// A finding that lasted, with a start and an end. A value; IncidentBook makes and changes them.
struct Incident
{
    /// Unique in the cluster, growing with time.
    qint64 id = 0;
    Code code = Code::NodeUnreachable;
    Severity severity = Severity::Critical; ///< the worst that it had
    QStringList targets;                    ///< names, in the order of the file
    QJsonObject evidence;                   ///< of the last time it was seen
    QString message;                        ///< English, as it was said last
    QDateTime openedAt; ///< since when the finding was true; it became an incident when that had lasted
    QDateTime closedAt; ///< invalid: it lasts
    /// The incident that explains this one (a dead node explains that its peers miss it); 0: it stands for itself. Only
    /// those that stand for themselves are announced.
    qint64 cause = 0;
    bool isFlapping = false;      ///< comes and goes; announced once
    int times = 1;                ///< how often it came, flapping included
    bool isInMaintenance = false; ///< a maintenance window holds for all its targets: nobody is told
    std::optional<Acknowledgement> acknowledgement;
    /// How it came and went, oldest first: the newest MostTurns. While nothing could be known nothing turned.
    std::vector<IncidentTurn> course;

    static constexpr std::size_t MostTurns = 100;

    /// It is that from now on; nothing where it was that already.
    void turn(const QDateTime &now, std::optional<Severity> to)
    {
        if (!course.empty() && course.back().severity == to)
            return;
        if (course.size() == MostTurns)
            course.erase(course.begin());
        course.push_back({now, to});
    }
    bool isOpen() const { return !closedAt.isValid(); }
    bool isRoot() const { return cause == 0; }
    bool isAcknowledged(const QDateTime &now) const
    {
        return acknowledgement && (!acknowledgement->until.isValid() || now < acknowledgement->until);
    }
    bool operator==(const Incident &) const = default;
};

/// One step in the life of an incident, for notifications, the page and the store.
struct IncidentChange
{
    enum class Kind { Opened, Worsened, Changed, Folded, FlappingBegan, FlappingEnded, Acknowledged, Closed };
    Kind kind = Kind::Opened;
    Incident incident; ///< as it is now
};

} // namespace rollcall

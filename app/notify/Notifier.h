// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Clock.h"
#include "health/Wording.h"
#include "history/Incident.h"
#include "notify/Notice.h"
#include "notify/QuietHours.h"

#include <QCoreApplication>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <vector>

namespace rollcall {

/// Decides what a person is told of, when, and how often. Told are roots (not what another incident explains) that
/// warn or are critical, that no maintenance window covers and nobody has acknowledged; and once that this machine has
/// no network. What begins together is one notice, with the verdict as its title. Asks nobody but the clock, shows
/// nothing itself.
class Notifier final
{
    Q_DECLARE_TR_FUNCTIONS(Notifier)

public:
    struct Options
    {
        bool isOn = true;
        QuietHours quiet = {};
        /// Until the first reminder; each next takes twice as long, a day at most. 0: none.
        Milliseconds firstReminder = std::chrono::minutes(30);
    };

    /// What begins within this time of each other is told at once.
    static constexpr Milliseconds Gathering = std::chrono::seconds(3);
    static constexpr Milliseconds LongestReminder = std::chrono::hours(24);
    static constexpr std::size_t MostCauses = 5;

    /// Clock and sink outlive it.
    Notifier(Clock &clock, NoticeSink &sink, Wording wording = {});
    ~Notifier();
    Notifier(const Notifier &) = delete;
    Notifier &operator=(const Notifier &) = delete;

    /// Takes effect at once: what was held back for quiet hours that are over is told.
    void setOptions(const Options &options);
    const Options &options() const { return m_options; }
    /// What happened in a cluster (its name stands for it), and how it is now. Without changes: just the newest
    /// verdict.
    void take(const QString &cluster, const QString &verdict, const ClusterStatePtr &state,
              const std::vector<IncidentChange> &changes);
    /// It is watched no longer: its notices go.
    void forget(const QString &cluster);
    /// Those that last and that a person was told of, not acknowledged.
    QList<qint64> unacknowledged(const QString &cluster) const;

private:
    /// Causes that were told in one notice.
    struct Batch
    {
        QString group;
        std::set<qint64> lasting;
        std::vector<Incident> over;
    };
    struct Cluster
    {
        QString verdict;
        ClusterStatePtr state;
        std::map<qint64, Incident> known; ///< those that last and would be told
        std::set<qint64> pending;         ///< not told yet
        std::set<qint64> flapping;        ///< told that they come and go
        std::vector<Batch> batches;
        std::vector<Incident> heldOver; ///< ended while it was quiet
        std::set<qint64> held;          ///< began while it was quiet
        std::optional<TimePoint> gatherAt;
        std::optional<TimePoint> remindAt;
        Milliseconds interval{0};
        bool isReminderUp = false;
    };

    void takeChange(const QString &name, Cluster &cluster, const IncidentChange &change);
    void takeOpen(const QString &name, Cluster &cluster, const Incident &incident);
    void takeClosed(const QString &name, Cluster &cluster, const Incident &incident);
    /// It is no longer to be told, and not because it ended.
    void drop(const QString &name, Cluster &cluster, qint64 id);
    void tellFlapping(const QString &name, Cluster &cluster, const Incident &incident);
    void announce(const QString &name, Cluster &cluster);
    void endBatch(const QString &name, Cluster &cluster, const Batch &batch);
    void updateBatch(const QString &name, Cluster &cluster, const Batch &batch);
    void summarise(const QString &name, Cluster &cluster);
    void remind(const QString &name, Cluster &cluster);
    void planReminder(Cluster &cluster);
    /// A reminder that is on the screen says what holds, or goes.
    void correctReminder(const QString &name, Cluster &cluster);
    void turn();
    void plan();

    bool wouldBeTold(const Incident &incident) const;
    bool passesNow(Notice::Urgency urgency) const;
    QList<qint64> unacknowledged(const Cluster &cluster) const;
    Notice notice(const QString &name, const Cluster &cluster, const QString &group, const QList<qint64> &ids) const;
    QString sentence(const Cluster &cluster, const Incident &incident) const;
    QString after(const Incident &incident) const;
    /// The body of a notice with one cause: what its title does not say.
    QString about(const Cluster &cluster, const Incident &incident) const;
    QString causes(const Cluster &cluster, const std::vector<const Incident *> &incidents) const;

    Clock &m_clock;
    NoticeSink &m_sink;
    Wording m_wording;
    Options m_options;
    std::map<QString, Cluster> m_clusters;
    std::unique_ptr<Timer> m_timer;
};

} // namespace rollcall

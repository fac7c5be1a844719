// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "notify/Notifier.h"

#include "notify/NoticeBody.h"

#include <algorithm>

namespace rollcall {

using namespace Qt::StringLiterals;

namespace {

/// Of a single notice about what began and ended while it was quiet, and of reminders.
QString quietGroup(const QString &cluster)
{
    return cluster + u"/quiet"_s;
}
QString reminderGroup(const QString &cluster)
{
    return cluster + u"/reminder"_s;
}

Notice::Urgency urgencyOf(const Incident &incident)
{
    if (incident.code == Code::SelfOffline)
        return Notice::Urgency::Low;
    return incident.severity == Severity::Critical ? Notice::Urgency::Critical : Notice::Urgency::Normal;
}

QList<qint64> listOf(const std::set<qint64> &ids)
{
    return {ids.begin(), ids.end()};
}

/// The wall clock can be set and the machine can sleep: what waits long looks again at least this often.
constexpr Milliseconds longestWait = std::chrono::minutes(5);

} // namespace

Notifier::Notifier(Clock &clock, NoticeSink &sink, Wording wording)
    : m_clock(clock), m_sink(sink), m_wording(std::move(wording)), m_timer(clock.makeTimer([this] { turn(); }))
{}

Notifier::~Notifier() = default;

void Notifier::setOptions(const Options &options)
{
    const bool isOtherPace = options.firstReminder != m_options.firstReminder;
    const bool isSwitchedOff = m_options.isOn && !options.isOn;
    m_options = options;
    for (auto &[name, cluster] : m_clusters) {
        if (isSwitchedOff) {
            for (const Batch &batch : cluster.batches)
                m_sink.withdraw(batch.group);
            m_sink.withdraw(quietGroup(name));
            m_sink.withdraw(reminderGroup(name));
        }
        if (!isOtherPace)
            continue;
        cluster.interval = options.firstReminder;
        planReminder(cluster);
    }
    turn();
}

void Notifier::take(const QString &cluster, const QString &verdict, const ClusterStatePtr &state,
                    const std::vector<IncidentChange> &changes)
{
    Cluster &known = m_clusters[cluster];
    known.verdict = verdict;
    known.state = state;
    for (const IncidentChange &change : changes)
        takeChange(cluster, known, change);
    turn();
}

void Notifier::forget(const QString &cluster)
{
    const auto found = m_clusters.find(cluster);
    if (found == m_clusters.end())
        return;
    for (const Batch &batch : found->second.batches)
        m_sink.withdraw(batch.group);
    m_sink.withdraw(quietGroup(cluster));
    m_sink.withdraw(reminderGroup(cluster));
    m_clusters.erase(found);
    plan();
}

bool Notifier::wouldBeTold(const Incident &incident) const
{
    const bool isBad = incident.severity >= Severity::Warning || incident.code == Code::SelfOffline;
    return isBad && incident.isRoot() && !incident.isInMaintenance && !incident.isAcknowledged(m_clock.utc());
}

void Notifier::takeChange(const QString &name, Cluster &cluster, const IncidentChange &change)
{
    const Incident &incident = change.incident;
    if (!incident.isOpen() || change.kind == IncidentChange::Kind::Closed)
        takeClosed(name, cluster, incident);
    else
        takeOpen(name, cluster, incident);
}

void Notifier::takeOpen(const QString &name, Cluster &cluster, const Incident &incident)
{
    const auto before = cluster.known.find(incident.id);
    const bool isKnown = before != cluster.known.end();
    if (!wouldBeTold(incident)) {
        // What was told and then acknowledged is kept: that it is over is told, and when the acknowledgement ends it
        // is reminded of.
        const bool wasTold = isKnown && !cluster.pending.contains(incident.id) && !cluster.held.contains(incident.id);
        if (!wasTold || !incident.isRoot() || incident.isInMaintenance) {
            drop(name, cluster, incident.id);
            return;
        }
        before->second = incident;
        for (const Batch &batch : cluster.batches) {
            if (batch.lasting.contains(incident.id))
                updateBatch(name, cluster, batch);
        }
        correctReminder(name, cluster);
        return;
    }
    const bool isWorse = isKnown && urgencyOf(incident) > urgencyOf(before->second);
    cluster.known[incident.id] = incident;
    if (incident.isFlapping) {
        tellFlapping(name, cluster, incident);
        return;
    }
    cluster.flapping.erase(incident.id);
    if (isKnown && !isWorse) {
        if (!cluster.remindAt) // an acknowledgement was taken back
            planReminder(cluster);
        return;
    }
    if (isWorse) {
        drop(name, cluster, incident.id);
        cluster.known[incident.id] = incident;
    }
    cluster.pending.insert(incident.id);
    if (!cluster.gatherAt)
        cluster.gatherAt = m_clock.now() + Gathering;
}

void Notifier::takeClosed(const QString &name, Cluster &cluster, const Incident &incident)
{
    if (cluster.known.erase(incident.id) == 0)
        return;
    cluster.flapping.erase(incident.id);
    if (cluster.pending.erase(incident.id) > 0) // nobody was told that it began
        return;
    if (cluster.held.erase(incident.id) > 0) {
        cluster.heldOver.push_back(incident);
        return;
    }
    for (auto batch = cluster.batches.begin(); batch != cluster.batches.end(); ++batch) {
        if (batch->lasting.erase(incident.id) == 0)
            continue;
        batch->over.push_back(incident);
        if (batch->lasting.empty()) {
            const Batch ended = std::move(*batch);
            cluster.batches.erase(batch);
            endBatch(name, cluster, ended);
        } else {
            updateBatch(name, cluster, *batch);
        }
        break;
    }
    correctReminder(name, cluster);
}

void Notifier::drop(const QString &name, Cluster &cluster, qint64 id)
{
    cluster.known.erase(id);
    cluster.pending.erase(id);
    cluster.held.erase(id);
    for (auto batch = cluster.batches.begin(); batch != cluster.batches.end(); ++batch) {
        if (batch->lasting.erase(id) == 0)
            continue;
        if (batch->lasting.empty()) {
            m_sink.withdraw(batch->group);
            cluster.batches.erase(batch);
        } else {
            updateBatch(name, cluster, *batch);
        }
        break;
    }
    correctReminder(name, cluster);
}

/// Once, in the place of the notice that told of it; from then on it is silent until it has ended for good.
void Notifier::tellFlapping(const QString &name, Cluster &cluster, const Incident &incident)
{
    if (!cluster.flapping.insert(incident.id).second)
        return;
    // Still to be told: it will be said with the rest.
    if (cluster.pending.contains(incident.id) || cluster.held.contains(incident.id))
        return;
    const auto isIn = [&incident](const Batch &batch) { return batch.lasting.contains(incident.id); };
    const auto found = std::find_if(cluster.batches.begin(), cluster.batches.end(), isIn);
    if (found == cluster.batches.end()) {
        cluster.pending.insert(incident.id);
        if (!cluster.gatherAt)
            cluster.gatherAt = m_clock.now() + Gathering;
        return;
    }
    if (!m_options.isOn || !passesNow(urgencyOf(incident)))
        return;
    Notice news = notice(name, cluster, found->group, listOf(found->lasting));
    news.kind = Notice::Kind::Again;
    m_sink.show(news);
    cluster.interval = m_options.firstReminder;
    planReminder(cluster);
}

bool Notifier::passesNow(Notice::Urgency urgency) const
{
    if (!m_options.quiet.holds(m_clock.utc().toLocalTime()))
        return true;
    return urgency == Notice::Urgency::Critical && !m_options.quiet.isTotal;
}

QString Notifier::sentence(const Cluster &cluster, const Incident &incident) const
{
    QString text = Wording::plain(incident.message);
    if (cluster.state && cluster.state->file) {
        const ClusterFile &file = *cluster.state->file;
        Finding finding{incident.code, incident.severity, {}, incident.evidence, incident.openedAt};
        for (const QString &target : incident.targets) {
            for (const TargetStatePtr &known : cluster.state->targets) {
                if (known->settings.name == target)
                    finding.targets.push_back(known->id);
            }
        }
        // Of a node that is no longer in the file there is only what was said then.
        if (finding.targets.size() == static_cast<std::size_t>(incident.targets.size()))
            text = m_wording.message(file, finding);
    }
    return incident.isFlapping ? tr("Comes and goes: %1").arg(text) : text;
}

QString Notifier::after(const Incident &incident) const
{
    const Milliseconds length(std::max<qint64>(0, incident.openedAt.msecsTo(incident.closedAt)));
    return m_wording.duration(length);
}

QString Notifier::causes(const Cluster &cluster, const std::vector<const Incident *> &incidents) const
{
    QStringList lines;
    for (const Incident *incident : incidents) {
        if (lines.size() == static_cast<qsizetype>(MostCauses)) {
            lines << tr("and %n more", nullptr, static_cast<int>(incidents.size() - MostCauses));
            break;
        }
        lines << sentence(cluster, *incident);
    }
    return lines.join(u'\n');
}

QString Notifier::about(const Cluster &cluster, const Incident &incident) const
{
    Incident steady = incident;
    steady.isFlapping = false;
    const bool isSaid = NoticeBody::isSaid(cluster.verdict, sentence(cluster, steady));
    QStringList lines;
    if (!isSaid)
        lines << sentence(cluster, incident);
    else if (incident.isFlapping)
        lines << tr("It comes and goes: %n time(s) until now", nullptr, incident.times);
    lines << NoticeBody::whatToDo(incident) << NoticeBody::footing(incident, cluster.state, m_clock.utc());
    lines.removeAll(QString());
    return lines.join(u'\n');
}

Notice Notifier::notice(const QString &name, const Cluster &cluster, const QString &group,
                        const QList<qint64> &ids) const
{
    std::vector<const Incident *> incidents;
    for (const qint64 id : ids) {
        const auto found = cluster.known.find(id);
        if (found != cluster.known.end())
            incidents.push_back(&found->second);
    }
    std::stable_sort(incidents.begin(), incidents.end(),
                     [](const Incident *first, const Incident *second) { return first->severity > second->severity; });
    Notice result;
    result.cluster = name;
    result.group = group;
    result.urgency = Notice::Urgency::Low;
    for (const Incident *incident : incidents)
        result.urgency = std::max(result.urgency, urgencyOf(*incident));
    result.title = tr("%1: %2").arg(Wording::plain(name), cluster.verdict);
    result.body = incidents.size() == 1 ? about(cluster, *incidents.front()) : causes(cluster, incidents);
    result.incidents = ids;
    return result;
}

void Notifier::announce(const QString &name, Cluster &cluster)
{
    cluster.gatherAt.reset();
    std::set<qint64> now;
    for (const qint64 id : std::exchange(cluster.pending, {})) {
        // In the quiet only what is critical passes, and what is not does not come along with it.
        if (m_options.isOn && !passesNow(urgencyOf(cluster.known.at(id))))
            cluster.held.insert(id);
        else
            now.insert(id);
    }
    if (now.empty())
        return;
    const Batch batch{name + u'/' + QString::number(*now.begin()), now, {}};
    cluster.batches.push_back(batch);
    if (m_options.isOn)
        m_sink.show(notice(name, cluster, batch.group, listOf(now)));
    cluster.interval = m_options.firstReminder;
    planReminder(cluster);
}

void Notifier::updateBatch(const QString &name, Cluster &cluster, const Batch &batch)
{
    QList<qint64> ids = listOf(batch.lasting);
    ids.removeIf([&](qint64 id) { return !wouldBeTold(cluster.known.at(id)); });
    if (ids.isEmpty()) {
        m_sink.withdraw(batch.group);
    } else if (m_options.isOn) {
        Notice news = notice(name, cluster, batch.group, ids);
        news.kind = Notice::Kind::Update;
        m_sink.show(news);
    }
}

void Notifier::endBatch(const QString &name, Cluster &cluster, const Batch &batch)
{
    if (!m_options.isOn)
        return;
    Notice news;
    news.cluster = name;
    news.group = batch.group;
    news.urgency = Notice::Urgency::Low;
    if (!passesNow(news.urgency)) {
        m_sink.withdraw(batch.group);
        cluster.heldOver.insert(cluster.heldOver.end(), batch.over.begin(), batch.over.end());
        return;
    }
    news.kind = Notice::Kind::Ended;
    const QString who = Wording::plain(name);
    if (batch.over.size() > 1) {
        news.title = tr("%1: %n problems are over", nullptr, static_cast<int>(batch.over.size())).arg(who);
    } else {
        const Incident &incident = batch.over.front();
        if (incident.code == Code::SelfOffline)
            news.title = tr("%1: the network here is back after %2").arg(who, after(incident));
        else if (incident.code == Code::NodeUnreachable && incident.targets.size() == 1)
            news.title =
                tr("%1: %2 is back after %3").arg(who, Wording::plain(incident.targets.front()), after(incident));
        else
            news.title = tr("%1: over after %2").arg(who, after(incident));
    }
    std::vector<const Incident *> over;
    for (const Incident &incident : batch.over)
        over.push_back(&incident);
    news.body = causes(cluster, over) + u'\n' + cluster.verdict;
    m_sink.show(news);
}

/// One notice for all that was held back.
void Notifier::summarise(const QString &name, Cluster &cluster)
{
    const std::set<qint64> lasting = std::exchange(cluster.held, {});
    const std::vector<Incident> over = std::exchange(cluster.heldOver, {});
    if (lasting.empty() && over.empty())
        return;
    const QString group = quietGroup(name) + (lasting.empty() ? QString() : u'/' + QString::number(*lasting.begin()));
    Notice news = notice(name, cluster, group, listOf(lasting));
    const QString who = Wording::plain(name);
    const int total = static_cast<int>(lasting.size() + over.size());
    if (lasting.empty())
        news.title = tr("%1: %n problems came and went while it was quiet", nullptr, total).arg(who);
    else
        news.title = tr("%1, since it was quiet: %2").arg(who, cluster.verdict);
    if (!over.empty()) {
        std::vector<const Incident *> ended;
        for (const Incident &incident : over)
            ended.push_back(&incident);
        if (!news.body.isEmpty())
            news.body += u'\n' + tr("Over again:") + u'\n';
        news.body += causes(cluster, ended);
    }
    if (!lasting.empty()) {
        cluster.batches.push_back({group, lasting, {}});
        cluster.interval = m_options.firstReminder;
        planReminder(cluster);
    }
    if (m_options.isOn)
        m_sink.show(news);
}

QList<qint64> Notifier::unacknowledged(const Cluster &cluster) const
{
    QList<qint64> ids;
    for (const auto &[id, incident] : cluster.known) {
        const bool isTold = !cluster.pending.contains(id) && !cluster.held.contains(id);
        if (isTold && incident.code != Code::SelfOffline && wouldBeTold(incident))
            ids << id;
    }
    return ids;
}

QList<qint64> Notifier::unacknowledged(const QString &cluster) const
{
    const auto found = m_clusters.find(cluster);
    return found == m_clusters.end() ? QList<qint64>() : unacknowledged(found->second);
}

void Notifier::planReminder(Cluster &cluster)
{
    cluster.remindAt.reset();
    if (cluster.interval.count() <= 0)
        return;
    if (!unacknowledged(cluster).isEmpty()) {
        cluster.remindAt = m_clock.now() + cluster.interval;
        return;
    }
    // Acknowledged for a time only: after it.
    for (const auto &[id, incident] : cluster.known) {
        if (!incident.acknowledgement || !incident.acknowledgement->until.isValid())
            continue;
        const TimePoint then = m_clock.now() + Milliseconds(m_clock.utc().msecsTo(incident.acknowledgement->until) + 1);
        cluster.remindAt = cluster.remindAt ? std::min(*cluster.remindAt, then) : then;
    }
}

void Notifier::remind(const QString &name, Cluster &cluster)
{
    const QList<qint64> ids = unacknowledged(cluster);
    if (ids.isEmpty()) {
        planReminder(cluster);
        return;
    }
    Notice news = notice(name, cluster, reminderGroup(name), ids);
    if (!passesNow(news.urgency))
        return; // stays due, and comes when it is no longer quiet
    news.kind = Notice::Kind::Again;
    news.title = tr("Still %1").arg(news.title);
    if (m_options.isOn) {
        // It says all that the others say.
        for (const Batch &batch : cluster.batches)
            m_sink.withdraw(batch.group);
        m_sink.show(news);
        cluster.isReminderUp = true;
    }
    cluster.interval = std::min(std::max(cluster.interval, m_options.firstReminder) * 2, LongestReminder);
    planReminder(cluster);
}

void Notifier::correctReminder(const QString &name, Cluster &cluster)
{
    const QList<qint64> ids = unacknowledged(cluster);
    if (ids.isEmpty()) {
        if (std::exchange(cluster.isReminderUp, false))
            m_sink.withdraw(reminderGroup(name));
        planReminder(cluster);
    } else if (m_options.isOn && cluster.isReminderUp) {
        Notice news = notice(name, cluster, reminderGroup(name), ids);
        news.title = tr("Still %1").arg(news.title);
        news.kind = Notice::Kind::Update;
        m_sink.show(news);
    }
}

void Notifier::turn()
{
    const bool isQuiet = m_options.quiet.holds(m_clock.utc().toLocalTime());
    for (auto &[name, cluster] : m_clusters) {
        if (cluster.gatherAt && *cluster.gatherAt <= m_clock.now())
            announce(name, cluster);
        if (!isQuiet || !m_options.isOn)
            summarise(name, cluster);
        if (cluster.remindAt && *cluster.remindAt <= m_clock.now())
            remind(name, cluster);
    }
    plan();
}

void Notifier::plan()
{
    std::optional<TimePoint> next;
    const auto consider = [&next](TimePoint when) { next = next ? std::min(*next, when) : when; };
    const QDateTime local = m_clock.utc().toLocalTime();
    const bool isQuiet = m_options.quiet.holds(local);
    for (const auto &[name, cluster] : m_clusters) {
        if (cluster.gatherAt)
            consider(*cluster.gatherAt);
        const bool isWaiting = !cluster.held.empty() || !cluster.heldOver.empty();
        const bool isOverdue = cluster.remindAt && *cluster.remindAt <= m_clock.now();
        if (isQuiet && (isWaiting || isOverdue)) {
            qint64 left = local.time().msecsTo(m_options.quiet.to);
            if (left <= 0)
                left += Milliseconds(std::chrono::hours(24)).count();
            consider(m_clock.now() + std::min(Milliseconds(left), longestWait));
        } else if (cluster.remindAt) {
            consider(std::max(*cluster.remindAt, m_clock.now() + Milliseconds(1)));
        }
        if (isQuiet && cluster.remindAt && !isOverdue)
            consider(*cluster.remindAt);
    }
    if (next)
        m_timer->startAt(*next);
    else
        m_timer->stop();
}

} // namespace rollcall

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/NotificationLink.h"

#include "history/ClusterHistory.h"
#include "ui/MainWindow.h"
#include "ui/pages/IncidentsPage.h"

namespace rollcall {

using namespace Qt::StringLiterals;

NotificationLink::NotificationLink(OpenClusters &clusters, Notifications &notifications, MainWindow &window,
                                   QObject *parent)
    : QObject(parent), m_clusters(clusters), m_notifications(notifications), m_window(window)
{
    for (const ClusterKey key : clusters.keys())
        follow(key);
    connect(&clusters, &OpenClusters::opened, this, &NotificationLink::follow);
    connect(&clusters, &OpenClusters::changed, this, [this](ClusterKey key) { tell(key, {}); });
    connect(&clusters, &OpenClusters::closed, this, &NotificationLink::keepOpenOnes);
    connect(&notifications, &Notifications::showWanted, this, &NotificationLink::show);
    connect(&notifications, &Notifications::acknowledgeWanted, this, &NotificationLink::acknowledge);
    connect(&notifications, &Notifications::pauseWanted, this, [this](bool isPaused) {
        for (const ClusterKey key : m_clusters.keys())
            m_clusters.setPaused(key, isPaused);
    });
    connect(&notifications, &Notifications::commandFailed, this, [](const QString &cluster, const QString &reason) {
        qWarning().noquote() << "the command on a change of state failed for" << cluster + u':' << reason;
    });
}

QString NotificationLink::nameOf(ClusterKey key) const
{
    return m_clusters.state(key)->file->name;
}

ClusterKey NotificationLink::named(const QString &cluster) const
{
    for (const ClusterKey key : m_clusters.keys()) {
        if (nameOf(key) == cluster)
            return key;
    }
    return {};
}

void NotificationLink::follow(ClusterKey key)
{
    if (const ClusterHistory *history = m_clusters.history(key))
        connect(history, &ClusterHistory::incidentsChanged, this,
                [this, key](const std::vector<IncidentChange> &changes) { tell(key, changes); });
}

void NotificationLink::tell(ClusterKey key, const std::vector<IncidentChange> &changes)
{
    // A history may live a moment longer than its cluster is open.
    if (m_clusters.contains(key))
        m_notifications.clusterChanged(nameOf(key), m_clusters.state(key), changes);
}

void NotificationLink::keepOpenOnes()
{
    // The name of the one that is gone went with it: the others are those that are left.
    QStringList open;
    for (const ClusterKey key : m_clusters.keys())
        open.append(nameOf(key));
    m_notifications.keepOnly(open);
}

void NotificationLink::show(const QString &cluster, const QList<qint64> &incidents)
{
    // What was maximised stays so: only from being minimised is it brought back.
    m_window.setWindowState(m_window.windowState() & ~Qt::WindowMinimized);
    m_window.show();
    m_window.raise();
    m_window.activateWindow();
    const ClusterKey key = named(cluster);
    if (!key.isValid())
        return;
    m_window.showPage(u"incidents"_s);
    auto *page = m_window.findChild<IncidentsPage *>();
    page->showCluster(key);
    if (!incidents.isEmpty())
        page->select(incidents.front());
}

void NotificationLink::acknowledge(const QString &cluster, const QList<qint64> &incidents)
{
    const ClusterKey key = named(cluster);
    ClusterHistory *history = key.isValid() ? m_clusters.history(key) : nullptr;
    if (!history)
        return;
    const QString by = qEnvironmentVariable("USER", u"somebody"_s);
    for (const qint64 id : incidents)
        history->acknowledge(id, {by, tr("acknowledged in its notification"), history->utc(), {}});
}

} // namespace rollcall

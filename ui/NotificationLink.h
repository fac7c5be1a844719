// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/Notifications.h"
#include "ui/models/OpenClusters.h"

namespace rollcall {

class MainWindow;

/// What happens to the clusters is told outside the window, and what a person answers there (show, acknowledge, pause)
/// is done. Every cluster that is open, or will be, takes part. All three outlive it.
class NotificationLink final : public QObject
{
    Q_OBJECT

public:
    NotificationLink(OpenClusters &clusters, Notifications &notifications, MainWindow &window,
                     QObject *parent = nullptr);

    /// Brings the window up, and in it the first of these incidents of that cluster; without a cluster just the window.
    void show(const QString &cluster, const QList<qint64> &incidents);
    /// In the name of the person at this machine.
    void acknowledge(const QString &cluster, const QList<qint64> &incidents);

private:
    void follow(ClusterKey key);
    void tell(ClusterKey key, const std::vector<IncidentChange> &changes);
    void keepOpenOnes();
    /// The open one of that name; invalid: there is none.
    ClusterKey named(const QString &cluster) const;
    QString nameOf(ClusterKey key) const;

    OpenClusters &m_clusters;
    Notifications &m_notifications;
    MainWindow &m_window;
};

} // namespace rollcall

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "health/ClusterState.h"
#include "ui/theme/Theme.h"

#include <QIcon>
#include <QObject>
#include <QString>
#include <map>
#include <memory>

class QAction;
class QMenu;
class QSystemTrayIcon;
class QTimer;

namespace rollcall {

/// The icon in the desktop's tray: the worst state as its shape, and how many targets are in it. Nothing depends on
/// it; where there is no tray there is no icon.
class Tray final : public QObject
{
    Q_OBJECT

public:
    explicit Tray(const Theme &theme, QObject *parent = nullptr);
    ~Tray() override;

    /// Looks for a tray, and again now and then.
    void start();
    bool isAvailable() const { return m_isAvailable; }
    void setCluster(const QString &cluster, const ClusterStatePtr &state, const QString &verdict);
    void removeCluster(const QString &cluster);

    State worst() const;
    /// How many targets warn, or are critical, if that is the worst state; else 0.
    int count() const;
    /// One line for each cluster, five at most.
    QString toolTip() const;
    QIcon icon() const;

Q_SIGNALS:
    void showWanted();
    /// Of every cluster.
    void pauseWanted(bool isPaused);
    void acknowledgeWanted();
    void quitWanted();
    void availabilityChanged(bool isAvailable);

private:
    struct Cluster
    {
        ClusterStatePtr state;
        QString verdict;
    };
    void look();
    void refresh();

    const Theme &m_theme;
    std::map<QString, Cluster> m_clusters;
    std::unique_ptr<QMenu> m_menu;
    std::unique_ptr<QSystemTrayIcon> m_icon;
    QAction *m_pause = nullptr;
    QAction *m_acknowledge = nullptr;
    QTimer *m_timer = nullptr;
    bool m_isAvailable = false;
};

} // namespace rollcall

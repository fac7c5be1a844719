// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "notify/DesktopNotices.h"
#include "notify/Notifier.h"
#include "notify/NotifySettings.h"
#include "notify/StateCommand.h"
#include "ui/Tray.h"

#include <QObject>
#include <map>

class QSettings;

namespace rollcall {

/// Everything that tells a person outside the window: notices, the tray, the command. Made by the composition root:
///
///     Notifications notifications(clock, settings, theme);
///     notifications.start(); // after the window is shown
///     notifications.clusterChanged(name, state, changes); // at each snapshot
class Notifications final : public QObject
{
    Q_OBJECT

public:
    /// All outlive it.
    Notifications(Clock &clock, QSettings &settings, const Theme &theme,
                  const QDBusConnection &bus = QDBusConnection::sessionBus(), QObject *parent = nullptr);
    ~Notifications() override;

    void start();
    /// `changes` is what happened to incidents since the last call; most often nothing. The cluster's name stands for
    /// it.
    void clusterChanged(const QString &cluster, const ClusterStatePtr &state,
                        const std::vector<IncidentChange> &changes);
    void clusterClosed(const QString &cluster);
    /// Those are all that are open still.
    void keepOnly(const QStringList &open);

    const NotifySettings &choices() const { return m_choices; }
    /// Takes effect at once and is kept.
    void setChoices(const NotifySettings &choices);
    DesktopNotices &desktop() { return m_desktop; }
    Tray &tray() { return m_tray; }
    /// A notice to try the desktop out; testFate() tells what became of it.
    void sendTest();

Q_SIGNALS:
    /// Bring the window up; with what, unless that is empty.
    void showWanted(const QString &cluster, const QList<qint64> &incidents);
    void acknowledgeWanted(const QString &cluster, const QList<qint64> &incidents);
    void pauseWanted(bool isPaused);
    void quitWanted();
    void testFate(rollcall::DesktopNotices::Fate fate, const QString &detail);
    /// The command of that cluster failed: one English line.
    void commandFailed(const QString &cluster, const QString &reason);

private:
    void apply();
    void applyTray();

    QSettings &m_settings;
    NotifySettings m_choices;
    DesktopNotices m_desktop;
    Notifier m_notifier;
    StateCommand m_command;
    Tray m_tray;
    std::map<QString, ClusterStatePtr> m_states;
};

} // namespace rollcall

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "history/ClusterHistory.h"
#include "support/DesktopScene.h"
#include "support/FixtureClusters.h"
#include "support/ScriptedPrompts.h"
#include "ui/MainWindow.h"
#include "ui/NotificationLink.h"
#include "ui/pages/IncidentsPage.h"

#include <QSettings>
#include <QTemporaryDir>

namespace rollcall::test {

/// The window of one cluster with everything that tells of it outside, on the desktop of the scene.
class Desk
{
public:
    Desk();
    ~Desk();
    Desk(const Desk &) = delete;
    Desk &operator=(const Desk &) = delete;

    /// These nodes are down, the others well; 20 s after what was before.
    void breakDown(const std::vector<int> &nodes);
    /// So long later; what was gathered until then is told.
    void wait(std::chrono::milliseconds time) { clock.advance(time); }
    /// The incidents that last, as the next start of the program would find them.
    std::vector<Incident> stored() const;

    // The order of the members is the order of life: the files go last.
    QTemporaryDir scratch;
    FakeClock clock;
    FixtureClusters clusters{clock};
    ClusterKey key;
    std::unique_ptr<ClusterHistory> history;
    ScriptedPrompts prompts;
    QSettings settings{scratch.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat};
    Theme theme;
    Notifications notifications;
    std::unique_ptr<MainWindow> window;
    std::unique_ptr<NotificationLink> link;
    int quits = 0; ///< how often it was told to end
};

/// A tray as most desktops have it, over the bus.
class TrayHost
{
public:
    TrayHost();
    ~TrayHost();
    TrayHost(const TrayHost &) = delete;
    TrayHost &operator=(const TrayHost &) = delete;

    /// One of the commands of trayhost.py; its answer.
    QString ask(const QString &command);

private:
    QProcess m_host;
};

/// A tray of the old kind, a small window on the X server's screen into which icons are embedded.
class OldTray
{
public:
    OldTray();
    ~OldTray();
    OldTray(const OldTray &) = delete;
    OldTray &operator=(const OldTray &) = delete;

private:
    QProcess m_tray;
};

/// Raises windows and gives them the focus when they ask for it.
class WindowManager
{
public:
    WindowManager();
    ~WindowManager();
    WindowManager(const WindowManager &) = delete;
    WindowManager &operator=(const WindowManager &) = delete;

private:
    QProcess m_manager;
};

} // namespace rollcall::test

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/ExtraMenu.h"
#include "ui/Page.h"
#include "ui/Prompts.h"
#include "ui/models/OpenClusters.h"
#include "ui/theme/Theme.h"

#include <QMainWindow>
#include <QSettings>
#include <functional>
#include <memory>
#include <vector>

class QStackedWidget;
class QLabel;
class QTimer;

namespace rollcall {

class Announcer;
class BoardPage;
class NodePage;
class Notifications;
class ProductionFrame;
class WindowActions;

/// The window: menus, pages, recent clusters. Built by the composition root:
///
///     WatchedClusters clusters(watches);
///     Theme theme(application, settings);
///     DialogPrompts prompts;
///     MainWindow window({clusters, theme, prompts, settings, extraMenus, tryBuiltIn});
///     window.show();
class MainWindow final : public QMainWindow
{
    Q_OBJECT

public:
    struct Parts
    {
        OpenClusters &clusters;
        Theme &theme;
        Prompts &prompts;
        QSettings &settings;
        std::vector<ExtraMenu> extraMenus;
        /// Opens the built-in cluster; empty: it is not offered.
        std::function<void()> tryBuiltIn;
        /// Null: there are none to be set up.
        Notifications *notifications = nullptr;
        /// Opens a recording in a window of its own, or says why not, to that window; empty: none can be opened.
        std::function<void(const QString &path, MainWindow *asker)> openRecording = {};
        /// Clusters can be opened, changed and closed in it; false: it shows the one thing it was made for.
        bool opensClusters = true;
        /// Where it stood last.
        QString geometryKey = QStringLiteral("window/geometry");
    };

    explicit MainWindow(Parts parts, QWidget *parent = nullptr);
    ~MainWindow() override;

    /// Opens a cluster file and remembers it among the recent ones; a refused file is shown with all its faults. A
    /// recording gets a window of its own.
    void openFile(const QString &path);
    void openRecording(const QString &path);
    /// The paths of the recent clusters that can still be read, newest first.
    QStringList recentFiles() const;

    /// Adds a page; the first one added is where "back" leads.
    void addPage(Page *page);
    void showPage(const QString &id);
    void showNode(ClusterKey cluster, TargetId target);
    Page *currentPage() const;

    void askOpenFile();
    void askOpenRecording();
    void newCluster();
    void editCluster(ClusterKey cluster);
    /// The cluster that "close", "edit" and "pause" mean: the page's, else the only or first one.
    ClusterKey currentCluster() const;
    void closeCluster();
    void probeNow();
    void setPaused(bool isPaused);
    void setWall(bool isWall);
    void showPalette();
    void showKeys();
    const Parts &parts() const { return m_parts; }
    WindowActions &actions() { return *m_actions; }

protected:
    void closeEvent(QCloseEvent *event) override;
    /// Files can be dropped on it instead of being opened by the menu.
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void goBack();
    void remember(const QString &path);
    void showEditor(const QString &path, const QByteArray &json);
    void refreshWindow();

    Parts m_parts;
    QStackedWidget *m_stack = nullptr;
    ProductionFrame *m_frame = nullptr;
    BoardPage *m_board = nullptr;
    NodePage *m_node = nullptr;
    Announcer *m_announcer = nullptr;
    QTimer *m_tick = nullptr;
    std::vector<Page *> m_pages;
    std::unique_ptr<WindowActions> m_actions;
    bool m_wasMaximized = false;
};

} // namespace rollcall

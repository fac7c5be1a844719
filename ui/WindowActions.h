// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/ExtraMenu.h"
#include "ui/theme/Theme.h"
#include "ui/tiles/TileLayout.h"

#include <QList>
#include <QObject>
#include <vector>

class QAction;
class QActionGroup;
class QMenu;

namespace rollcall {

class GossipPage;
class MainWindow;
class TrendsPage;

/// The menus of the window and the keys behind them. What they do is the window's.
class WindowActions final : public QObject
{
    Q_OBJECT

public:
    WindowActions(MainWindow &window, std::vector<ExtraMenu> extraMenus);

    /// Every action with a key, in the order of the menus: for the list of keys and the palette.
    const QList<QAction *> &all() const { return m_all; }
    /// Enabled and checked as the window is now.
    void refresh();
    void setDensity(Density density);
    /// A menu before "Help" of actions that are another's; their keys are listed with the window's own.
    void addMenu(const QString &title, const QList<QAction *> &actions);
    /// What the gossip page asks for is the window's to do.
    GossipPage *connectGossip(GossipPage *page);
    TrendsPage *connectTrends(TrendsPage *page);

    QAction *back = nullptr;
    QAction *filter = nullptr;
    QAction *pause = nullptr;
    QAction *wall = nullptr;
    QAction *tiles = nullptr;
    QAction *list = nullptr;

private:
    QAction *add(QMenu *menu, const QString &name, const QString &text, const QList<QKeySequence> &keys);
    void makeFile();
    void makeView();
    void makeWatch();
    void makeHelp();
    void makeExtra(const ExtraMenu &extra);
    void fillExtra(QMenu *menu, const std::vector<ExtraAction> &actions);
    void fillRecent();
    void showAbout();
    void exportRecording();

    MainWindow &m_window;
    std::vector<ExtraMenu> m_extraMenus;
    std::vector<QMenu *> m_extra;
    QList<QAction *> m_all;
    QMenu *m_recent = nullptr; ///< the same
    QAction *m_edit = nullptr; ///< null where no cluster is opened
    QAction *m_close = nullptr;
    QAction *m_exportRecording = nullptr;
    QAction *m_probe = nullptr;
    QAction *m_incidents = nullptr;
    QAction *m_help = nullptr; ///< of the menu
    QActionGroup *m_themes = nullptr;
};

} // namespace rollcall

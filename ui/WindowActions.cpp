// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/WindowActions.h"

#include "ui/MainWindow.h"
#include "ui/dialogs/NotificationSettings.h"
#include "ui/dialogs/RecordingDialog.h"
#include "ui/models/Words.h"
#include "ui/pages/GossipPage.h"
#include "ui/pages/IncidentsPage.h"
#include "ui/pages/TrendsPage.h"

#include <QActionGroup>
#include <QApplication>
#include <QFileInfo>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>

namespace rollcall {

using namespace Qt::StringLiterals;

WindowActions::WindowActions(MainWindow &window, std::vector<ExtraMenu> extraMenus)
    : QObject(&window), m_window(window), m_extraMenus(std::move(extraMenus))
{
    makeFile();
    makeView();
    makeWatch();
    for (const ExtraMenu &extra : m_extraMenus)
        makeExtra(extra);
    makeHelp();
}

QAction *WindowActions::add(QMenu *menu, const QString &name, const QString &text, const QList<QKeySequence> &keys)
{
    QAction *action = menu->addAction(text);
    action->setObjectName(name);
    action->setShortcuts(keys);
    // On the window, too: on the wall there is no menu bar, and the keys still work.
    m_window.addAction(action);
    m_all << action;
    return action;
}

void WindowActions::makeFile()
{
    QMenu *menu = m_window.menuBar()->addMenu(tr("&File"));
    const bool opensClusters = m_window.parts().opensClusters;
    if (opensClusters) {
        connect(add(menu, u"new"_s, tr("&New Cluster…"), {QKeySequence::New}), &QAction::triggered, &m_window,
                &MainWindow::newCluster);
        connect(add(menu, u"open"_s, tr("&Open…"), {QKeySequence::Open}), &QAction::triggered, &m_window,
                &MainWindow::askOpenFile);
    }
    if (m_window.parts().openRecording) {
        connect(add(menu, u"openRecording"_s, tr("Open Recor&ding…"), {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_O)}),
                &QAction::triggered, &m_window, &MainWindow::askOpenRecording);
    }
    if (opensClusters) {
        m_recent = menu->addMenu(tr("Open &Recent"));
        connect(m_recent, &QMenu::aboutToShow, this, &WindowActions::fillRecent);
        menu->addSeparator();
        m_edit = add(menu, u"edit"_s, tr("&Edit Cluster File…"), {QKeySequence(Qt::CTRL | Qt::Key_E)});
        connect(m_edit, &QAction::triggered, &m_window, [this] { m_window.editCluster(m_window.currentCluster()); });
        m_exportRecording = add(menu, u"exportRecordingOf"_s, tr("E&xport Recording…"),
                                {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_E)});
        connect(m_exportRecording, &QAction::triggered, this, &WindowActions::exportRecording);
    }
    m_close = add(menu, u"close"_s, opensClusters ? tr("&Close Cluster") : tr("&Close Recording"),
                  {QKeySequence(Qt::CTRL | Qt::Key_W)});
    connect(m_close, &QAction::triggered, &m_window, &MainWindow::closeCluster);
    menu->addSeparator();
    connect(add(menu, u"quit"_s, tr("&Quit"), {QKeySequence(Qt::CTRL | Qt::Key_Q)}), &QAction::triggered, &m_window,
            [this] {
                QApplication::closeAllWindows();
                // Where closing only leaves it in the tray, quitting still quits.
                if (!QApplication::quitOnLastWindowClosed())
                    QCoreApplication::quit();
            });
}

void WindowActions::makeView()
{
    QMenu *menu = m_window.menuBar()->addMenu(tr("&View"));
    menu->setToolTipsVisible(true);
    back = add(menu, u"back"_s, tr("&Back"), {QKeySequence(Qt::Key_Escape), QKeySequence(Qt::ALT | Qt::Key_Left)});
    connect(add(menu, u"find"_s, tr("&Find…"), {QKeySequence(Qt::CTRL | Qt::Key_K)}), &QAction::triggered, &m_window,
            &MainWindow::showPalette);
    filter = add(menu, u"filter"_s, tr("Fi&lter"), {QKeySequence(Qt::Key_Slash)});
    menu->addSeparator();
    auto *densities = new QActionGroup(this);
    tiles = add(menu, u"tiles"_s, tr("&Tiles"), {QKeySequence(Qt::CTRL | Qt::Key_1)});
    list = add(menu, u"list"_s, tr("L&ist"), {QKeySequence(Qt::CTRL | Qt::Key_2)});
    for (QAction *action : {tiles, list}) {
        action->setCheckable(true);
        densities->addAction(action);
    }
    connect(add(menu, u"gossip"_s, tr("&Gossip"), {QKeySequence(Qt::CTRL | Qt::Key_G)}), &QAction::triggered, &m_window,
            [this] { m_window.showPage(u"gossip"_s); });
    m_incidents = add(menu, u"incidents"_s, tr("I&ncidents"), {QKeySequence(Qt::CTRL | Qt::Key_I)});
    connect(m_incidents, &QAction::triggered, &m_window, [this] { m_window.showPage(u"incidents"_s); });
    connect(add(menu, u"trends"_s, tr("Tr&ends"), {QKeySequence(Qt::CTRL | Qt::Key_T)}), &QAction::triggered, &m_window,
            [this] { m_window.showPage(u"trends"_s); });
    wall = add(menu, u"wall"_s, tr("&Wall (Full Screen)"), {QKeySequence(Qt::Key_F11)});
    wall->setCheckable(true);
    connect(wall, &QAction::toggled, &m_window, &MainWindow::setWall);
    menu->addSeparator();

    Theme &theme = m_window.parts().theme;
    QMenu *themes = menu->addMenu(tr("T&heme"));
    m_themes = new QActionGroup(this);
    const auto addTheme = [&](Theme::Choice choice, const QString &text) {
        QAction *action = themes->addAction(text);
        action->setCheckable(true);
        action->setData(static_cast<int>(choice));
        m_themes->addAction(action);
        connect(action, &QAction::triggered, &theme, [&theme, choice] { theme.setChoice(choice); });
    };
    addTheme(Theme::Choice::System, tr("Like the &Desktop"));
    addTheme(Theme::Choice::Light, tr("&Light"));
    addTheme(Theme::Choice::Dark, tr("&Dark"));
    addTheme(Theme::Choice::HighContrast, tr("&High Contrast"));
    const auto zoom = [&](const QString &name, const QString &text, const QList<QKeySequence> &keys, double step) {
        connect(add(menu, name, text, keys), &QAction::triggered, &theme, [&theme, step] {
            theme.setTextScale(step == 0 ? 1 : theme.textScale() + step); // NOLINT: zero is "as it was"
        });
    };
    zoom(u"larger"_s, tr("&Larger Text"),
         {QKeySequence(Qt::CTRL | Qt::Key_Plus), QKeySequence(Qt::CTRL | Qt::Key_Equal)}, 0.1);
    zoom(u"smaller"_s, tr("&Smaller Text"), {QKeySequence(Qt::CTRL | Qt::Key_Minus)}, -0.1);
    zoom(u"normal"_s, tr("&Normal Text"), {QKeySequence(Qt::CTRL | Qt::Key_0)}, 0);
}

void WindowActions::makeWatch()
{
    QMenu *menu = m_window.menuBar()->addMenu(tr("&Watch"));
    menu->setToolTipsVisible(true);
    m_probe = add(menu, u"probe"_s, tr("&Probe Now"), {QKeySequence(Qt::Key_F5)});
    connect(m_probe, &QAction::triggered, &m_window, &MainWindow::probeNow);
    pause = add(menu, u"pause"_s, tr("P&ause"), {QKeySequence(Qt::CTRL | Qt::Key_P)});
    pause->setCheckable(true);
    connect(pause, &QAction::triggered, &m_window, &MainWindow::setPaused);
    Notifications *notifications = m_window.parts().notifications;
    if (notifications == nullptr)
        return;
    menu->addSeparator();
    connect(add(menu, u"notifications"_s, tr("&Notifications…"), {}), &QAction::triggered, this, [this, notifications] {
        (new NotificationSettings(m_window.parts().theme, *notifications, &m_window))->open();
    });
}

void WindowActions::makeHelp()
{
    QMenu *menu = m_window.menuBar()->addMenu(tr("&Help"));
    m_help = menu->menuAction();
    connect(add(menu, u"keys"_s, tr("&Keys"), {QKeySequence(Qt::Key_Question), QKeySequence(Qt::Key_F1)}),
            &QAction::triggered, &m_window, &MainWindow::showKeys);
    connect(menu->addAction(tr("&About Rollcall")), &QAction::triggered, this, &WindowActions::showAbout);
}

void WindowActions::showAbout()
{
    auto *box = new QMessageBox(QMessageBox::NoIcon, tr("About Rollcall"),
                                tr("Rollcall %1").arg(QStringLiteral(ROLLCALL_VERSION)), QMessageBox::Close, &m_window);
    box->setInformativeText(tr("Watches the nodes of self-hosted clusters one by one and says what is wrong.\n\n"
                               "Free software: GNU General Public License, version 3 or later. No account, no "
                               "telemetry, no calls to anything but the clusters you open."));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

void WindowActions::exportRecording()
{
    const MainWindow::Parts &parts = m_window.parts();
    const ClusterKey cluster = m_window.currentCluster();
    if (!cluster.isValid() || parts.clusters.history(cluster) == nullptr)
        return;
    const auto *incidents = qobject_cast<const IncidentsPage *>(m_window.currentPage());
    (new RecordingDialog(parts.theme, parts.prompts, parts.clusters, cluster,
                         incidents ? incidents->aroundChosen() : std::nullopt, &m_window))
        ->open();
}

GossipPage *WindowActions::connectGossip(GossipPage *page)
{
    connect(page, &GossipPage::probeWanted, &m_window, &MainWindow::probeNow);
    connect(page, &GossipPage::openWanted, &m_window, &MainWindow::askOpenFile);
    connect(page, &GossipPage::editWanted, &m_window, &MainWindow::editCluster);
    return page;
}

TrendsPage *WindowActions::connectTrends(TrendsPage *page)
{
    connect(page, &TrendsPage::openWanted, &m_window, &MainWindow::askOpenFile);
    return page;
}

void WindowActions::makeExtra(const ExtraMenu &extra)
{
    QMenu *menu = m_window.menuBar()->addMenu(extra.title);
    menu->setToolTipsVisible(true);
    m_extra.push_back(menu);
    const auto actions = extra.actions;
    connect(menu, &QMenu::aboutToShow, this, [this, menu, actions] {
        menu->clear();
        fillExtra(menu, actions());
    });
}

void WindowActions::addMenu(const QString &title, const QList<QAction *> &actions)
{
    auto *menu = new QMenu(title, &m_window);
    for (QAction *action : actions) {
        menu->addAction(action);
        m_window.addAction(action);
        m_all << action;
    }
    m_window.menuBar()->insertMenu(m_help, menu);
}

void WindowActions::fillExtra(QMenu *menu, const std::vector<ExtraAction> &actions)
{
    for (const ExtraAction &extra : actions) {
        if (extra.isSeparator) {
            menu->addSeparator();
            continue;
        }
        if (!extra.children.empty()) {
            QMenu *inner = menu->addMenu(extra.title);
            inner->setToolTipsVisible(true);
            inner->menuAction()->setToolTip(extra.toolTip);
            // A fault that is in force somewhere shows without opening its menu.
            const bool isOn = std::any_of(extra.children.begin(), extra.children.end(),
                                          [](const ExtraAction &child) { return child.isChecked; });
            inner->menuAction()->setCheckable(isOn);
            inner->menuAction()->setChecked(isOn);
            fillExtra(inner, extra.children);
            continue;
        }
        QAction *action = menu->addAction(extra.title);
        action->setToolTip(extra.toolTip);
        action->setCheckable(extra.isCheckable);
        action->setChecked(extra.isChecked);
        const auto triggered = extra.triggered;
        connect(action, &QAction::triggered, this, [triggered] {
            if (triggered)
                triggered();
        });
    }
}

void WindowActions::fillRecent()
{
    m_recent->clear();
    const QStringList paths = m_window.recentFiles();
    for (const QString &path : paths) {
        QAction *action = m_recent->addAction(QFileInfo(path).fileName() + u"  –  " + QFileInfo(path).path());
        connect(action, &QAction::triggered, &m_window, [this, path] { m_window.openFile(path); });
    }
    if (paths.isEmpty())
        m_recent->addAction(tr("Nothing was open yet"))->setEnabled(false);
}

void WindowActions::setDensity(Density density)
{
    tiles->setChecked(density == Density::Desk);
    list->setChecked(density == Density::List);
}

void WindowActions::refresh()
{
    OpenClusters &clusters = m_window.parts().clusters;
    const ClusterKey current = m_window.currentCluster();
    const bool isOpen = current.isValid() && clusters.contains(current);
    if (m_edit != nullptr) {
        m_edit->setEnabled(isOpen && !clusters.path(current).isEmpty());
        m_exportRecording->setEnabled(isOpen && clusters.history(current) != nullptr);
    }
    m_close->setEnabled(isOpen);
    const QString whyNot = isOpen ? clusters.whyNotAsked(current) : QString();
    for (QAction *action : {m_probe, pause}) {
        action->setEnabled(isOpen && whyNot.isEmpty());
        action->setToolTip(whyNot);
    }
    m_incidents->setEnabled(whyNot.isEmpty() || clusters.history(current) != nullptr);
    m_incidents->setToolTip(
        m_incidents->isEnabled()
            ? QString()
            : tr("This is a recording: no incidents are kept of it. Its line of time shows the changes."));
    pause->setChecked(isOpen && clusters.state(current)->isPaused);
    for (std::size_t i = 0; i < m_extra.size(); ++i)
        m_extra[i]->menuAction()->setVisible(!m_extraMenus[i].isVisible || m_extraMenus[i].isVisible());
    for (QAction *action : m_themes->actions())
        action->setChecked(action->data().toInt() == static_cast<int>(m_window.parts().theme.choice()));
}

} // namespace rollcall

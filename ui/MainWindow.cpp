// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/MainWindow.h"

#include "ui/PaletteEntries.h"
#include "ui/WindowActions.h"
#include "ui/dialogs/ClusterEditor.h"
#include "ui/dialogs/KeysDialog.h"
#include "ui/models/Words.h"
#include "ui/pages/BoardPage.h"
#include "ui/pages/GossipPage.h"
#include "ui/pages/IncidentsPage.h"
#include "ui/pages/NodePage.h"
#include "ui/pages/TrendsPage.h"
#include "ui/theme/AppIcon.h"
#include "ui/tiles/BoardView.h"
#include "ui/widgets/Announcer.h"
#include "ui/widgets/ProductionFrame.h"

#include <QAction>
#include <QCloseEvent>
#include <QFile>
#include <QMenuBar>
#include <QStackedWidget>
#include <QStatusBar>
#include <QTimer>

namespace rollcall {

using namespace Qt::StringLiterals;

MainWindow::MainWindow(Parts parts, QWidget *parent) : QMainWindow(parent), m_parts(std::move(parts))
{
    setObjectName(u"window"_s);
    m_stack = new QStackedWidget(this);
    m_frame = new ProductionFrame(m_parts.theme, m_stack, this);
    setCentralWidget(m_frame);
    m_actions = std::make_unique<WindowActions>(*this, m_parts.extraMenus);
    m_announcer = new Announcer(m_parts.clusters, this);
    statusBar()->addWidget(m_announcer, 1);
    statusBar()->setSizeGripEnabled(false);

    const PageContext context{m_parts.clusters, m_parts.theme, m_parts.prompts};
    m_board = new BoardPage(context, m_parts.settings, this);
    m_node = new NodePage(context, this);
    addPage(m_board);
    addPage(m_node);
    addPage(m_actions->connectGossip(new GossipPage(context, this)));
    addPage(new IncidentsPage(context, this));
    addPage(m_actions->connectTrends(new TrendsPage(context, this)));

    connect(m_node, &NodePage::probeWanted, this, &MainWindow::probeNow);
    connect(&m_board->model(), &BoardModel::statesChanged, m_announcer, &Announcer::sayChanges);
    connect(&m_board->model(), &BoardModel::summaryChanged, this, &MainWindow::refreshWindow);
    connect(m_board, &BoardPage::densityChanged, m_actions.get(), &WindowActions::setDensity);
    connect(m_actions->tiles, &QAction::triggered, m_board, [this] { m_board->setDensity(Density::Desk); });
    connect(m_actions->list, &QAction::triggered, m_board, [this] { m_board->setDensity(Density::List); });
    m_actions->setDensity(m_board->density());
    EmptyBoard &empty = m_board->emptyBoard();
    empty.setBuiltInOffered(static_cast<bool>(m_parts.tryBuiltIn));
    connect(&empty, &EmptyBoard::builtInWanted, this, [this] { m_parts.tryBuiltIn(); });
    connect(&empty, &EmptyBoard::openWanted, this, &MainWindow::askOpenFile);
    connect(&empty, &EmptyBoard::newWanted, this, &MainWindow::newCluster);
    connect(m_actions->back, &QAction::triggered, this, &MainWindow::goBack);
    connect(m_actions->filter, &QAction::triggered, this, [this] {
        showPage(m_board->id());
        if (QWidget *field = m_board->filterField())
            field->setFocus(Qt::ShortcutFocusReason);
    });
    connect(&m_parts.theme, &Theme::changed, this, &MainWindow::refreshWindow);
    connect(&m_parts.clusters, &OpenClusters::opened, this, &MainWindow::refreshWindow);

    m_tick = new QTimer(this);
    m_tick->setInterval(std::chrono::seconds(1));
    m_tick->setTimerType(Qt::CoarseTimer);
    connect(m_tick, &QTimer::timeout, this, [this] {
        if (isVisible() && !isMinimized())
            currentPage()->tick();
    });
    m_tick->start();
    setWindowIcon(appIcon());
    resize(1280, 800);
    restoreGeometry(m_parts.settings.value(m_parts.geometryKey).toByteArray());
    setAcceptDrops(true);
    m_board->entered();
    refreshWindow();
}

MainWindow::~MainWindow() = default;

void MainWindow::addPage(Page *page)
{
    page->setObjectName(page->id());
    m_stack->addWidget(page);
    m_pages.push_back(page);
    connect(page, &Page::nodeWanted, this, &MainWindow::showNode);
    connect(page, &Page::backWanted, this, &MainWindow::goBack);
    connect(page, &Page::announced, m_announcer, &Announcer::say);
}

Page *MainWindow::currentPage() const
{
    return m_pages[static_cast<std::size_t>(m_stack->currentIndex())];
}

void MainWindow::showPage(const QString &id)
{
    for (Page *page : m_pages) {
        if (page->id() != id || page == currentPage())
            continue;
        page->showCluster(currentCluster());
        m_stack->setCurrentWidget(page);
        page->entered();
        refreshWindow();
    }
}

void MainWindow::showNode(ClusterKey cluster, TargetId target)
{
    m_node->showNode(cluster, target);
    showPage(m_node->id());
    refreshWindow();
}

void MainWindow::goBack()
{
    if (currentPage()->takeEscape())
        return;
    if (currentPage() != m_pages.front())
        showPage(m_pages.front()->id());
    else
        m_actions->wall->setChecked(false);
}

ClusterKey MainWindow::currentCluster() const
{
    const ClusterKey shown = currentPage()->cluster();
    if (shown.isValid() && m_parts.clusters.contains(shown))
        return shown;
    const std::vector<ClusterKey> keys = m_parts.clusters.keys();
    return keys.empty() ? ClusterKey{} : keys.front();
}

void MainWindow::newCluster()
{
    showEditor({}, {});
}

void MainWindow::editCluster(ClusterKey cluster)
{
    const QString path = m_parts.clusters.path(cluster);
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        m_parts.prompts.showError(this, tr("Cannot read the cluster file"), tr("%1: %2").arg(path, file.errorString()),
                                  QString());
        return;
    }
    showEditor(path, file.readAll());
}

void MainWindow::showEditor(const QString &path, const QByteArray &json)
{
    auto *editor = new ClusterEditor(m_parts.theme, m_parts.prompts, path, json, this);
    editor->setAttribute(Qt::WA_DeleteOnClose);
    connect(editor, &ClusterEditor::saved, this, [this](const QString &saved) {
        for (const ClusterKey key : m_parts.clusters.keys()) {
            if (m_parts.clusters.path(key) != saved)
                continue;
            const Result<void> done = m_parts.clusters.reload(key);
            if (!done)
                m_parts.prompts.showError(this, tr("Cannot take up the cluster file"), done.error().message, QString());
            return;
        }
        openFile(saved);
    });
    editor->open();
}

void MainWindow::closeCluster()
{
    const ClusterKey key = currentCluster();
    if (key.isValid())
        m_parts.clusters.close(key);
}

void MainWindow::probeNow()
{
    const ClusterKey key = currentCluster();
    if (!key.isValid())
        return;
    // On the board everything is asked, on a node's page that node.
    const TargetId target = currentPage() == m_node ? m_node->target() : TargetId{};
    if (target.isValid()) {
        m_parts.clusters.probeNow(key, target);
    } else {
        for (const ClusterKey each : m_parts.clusters.keys())
            m_parts.clusters.probeNow(each, {});
    }
    m_announcer->say(tr("Asking now"));
}

void MainWindow::setPaused(bool isPaused)
{
    const ClusterKey key = currentCluster();
    if (key.isValid())
        m_parts.clusters.setPaused(key, isPaused);
    refreshWindow();
}

void MainWindow::setWall(bool isWall)
{
    if (isWall) {
        m_wasMaximized = isMaximized();
        showPage(m_board->id());
        showFullScreen();
    } else if (isFullScreen()) {
        m_wasMaximized ? showMaximized() : showNormal();
    }
    menuBar()->setVisible(!isWall);
    statusBar()->setVisible(!isWall);
    for (Page *page : m_pages)
        page->setWall(isWall);
}

void MainWindow::showPalette()
{
    (new CommandPalette(m_parts.theme, paletteEntries(*this, m_actions->all()), this))->open();
}

void MainWindow::showKeys()
{
    (new KeysDialog(m_parts.theme, m_actions->all(), this))->open();
}

void MainWindow::refreshWindow()
{
    bool isProduction = false;
    for (const ClusterKey key : m_parts.clusters.keys()) {
        if (currentPage()->id() == m_board->id() || key == currentPage()->cluster())
            isProduction =
                isProduction || m_parts.clusters.state(key)->file->environment == ClusterFile::Environment::Production;
    }
    // The frame warns before what cannot be undone; to what was recorded nothing can be done.
    const QString caption = m_parts.clusters.caption();
    m_frame->setProduction(isProduction && caption.isEmpty());
    const int critical = m_board->model().counts().of(State::Critical);
    const QString page = currentPage()->title();
    const QString title = caption.isEmpty() ? page : QString(caption + u" – " + page);
    setWindowTitle(critical > 0 ? tr("%1 – %n critical", nullptr, critical).arg(title) : title);
    m_actions->refresh();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (!isFullScreen())
        m_parts.settings.setValue(m_parts.geometryKey, saveGeometry());
    QMainWindow::closeEvent(event);
}

} // namespace rollcall

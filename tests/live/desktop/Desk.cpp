// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Desk.h"

#include "support/WaitFor.h"

#include <QApplication>
#include <QSystemTrayIcon>

namespace rollcall::test {

using namespace Qt::StringLiterals;

namespace {

void end(QProcess &process)
{
    process.closeWriteChannel();
    process.terminate();
    EXPECT_TRUE(waitFor([&process] { return process.state() == QProcess::NotRunning; }));
}

} // namespace

Desk::Desk() : theme(*qApp, settings), notifications(clock, settings, theme)
{
    key = clusters.add(ClusterFixture(u"production"_s, 5, clock));
    history = std::make_unique<ClusterHistory>(scratch.filePath(u"history"_s), *clusters.state(key)->file, clock);
    bool isLoaded = false;
    QObject loading;
    QObject::connect(history.get(), &ClusterHistory::maintenanceChanged, &loading, [&isLoaded] { isLoaded = true; });
    EXPECT_TRUE(waitFor([&isLoaded] { return isLoaded; }));
    clusters.keptHistory = history.get();
    window =
        std::make_unique<MainWindow>(MainWindow::Parts{clusters, theme, prompts, settings, {}, {}, &notifications});
    link = std::make_unique<NotificationLink>(clusters, notifications, *window);
    QObject::connect(&notifications, &Notifications::quitWanted, link.get(), [this] { ++quits; });
    window->show();
    notifications.start();
}

Desk::~Desk() = default;

void Desk::breakDown(const std::vector<int> &nodes)
{
    clock.advance(std::chrono::seconds(20));
    ClusterFixture &fixture = clusters.fixture(key);
    fixture = ClusterFixture(u"production"_s, 5, clock);
    for (const int node : nodes)
        fixture.breakDown(node);
    for (Finding &finding : fixture.findings)
        finding.since = clock.utc();
    // As the engine does: the history first, then whoever looks at the snapshot.
    const ClusterStatePtr state = fixture.state();
    history->published(state);
    clusters.publish(key, state);
}

std::vector<Incident> Desk::stored() const
{
    std::vector<Incident> found;
    bool isRead = false;
    history->readIncidents(0, clock.utc().toMSecsSinceEpoch(), 100, history.get(),
                           [&](std::vector<Incident> &&incidents) {
                               found = std::move(incidents);
                               isRead = true;
                           });
    EXPECT_TRUE(waitFor([&isRead] { return isRead; }));
    return found;
}

TrayHost::TrayHost()
{
    m_host.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_host.start(u"/usr/bin/python3"_s, {QStringLiteral(ROLLCALL_SOURCE_DIR "/tests/live/desktop/trayhost.py")});
    EXPECT_TRUE(waitFor([] { return isOnBus(u"org.kde.StatusNotifierWatcher"_s); }));
}

TrayHost::~TrayHost()
{
    end(m_host);
}

QString TrayHost::ask(const QString &command)
{
    m_host.write(command.toUtf8() + '\n');
    QByteArray answer;
    // From a turning event loop: the host asks this process while it answers.
    EXPECT_TRUE(waitFor([&] {
        answer += m_host.readAllStandardOutput();
        return answer.endsWith('\n');
    })) << command.toStdString();
    return QString::fromUtf8(answer).trimmed();
}

OldTray::OldTray()
{
    m_tray.start(u"trayer"_s, {u"--edge"_s, u"bottom"_s, u"--align"_s, u"right"_s, u"--widthtype"_s, u"request"_s,
                               u"--height"_s, u"32"_s, u"--SetDockType"_s, u"true"_s});
    EXPECT_TRUE(waitFor([] { return QSystemTrayIcon::isSystemTrayAvailable(); }));
}

OldTray::~OldTray()
{
    end(m_tray);
}

WindowManager::WindowManager()
{
    m_manager.start(u"openbox"_s, {u"--sm-disable"_s});
    const auto isThere = [] {
        QProcess ask;
        ask.start(u"xprop"_s, {u"-root"_s, u"_NET_SUPPORTING_WM_CHECK"_s});
        return ask.waitForFinished() && ask.readAllStandardOutput().contains("window id");
    };
    EXPECT_TRUE(waitFor(isThere)) << m_manager.readAllStandardError().toStdString();
}

WindowManager::~WindowManager()
{
    end(m_manager);
}

} // namespace rollcall::test

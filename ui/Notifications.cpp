// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/Notifications.h"

#include "ui/models/Words.h"

#include <QCoreApplication>
#include <QGuiApplication>

namespace rollcall {

using namespace Qt::StringLiterals;

namespace {

const QString TestGroup = u"test"_s;

bool isSame(const ClusterState &first, const ClusterState &second)
{
    return first.file == second.file && first.state == second.state && first.isOffline == second.isOffline &&
           first.isPaused == second.isPaused && first.isFirstSweep == second.isFirstSweep &&
           first.findings == second.findings;
}

} // namespace

Notifications::Notifications(Clock &clock, QSettings &settings, const Theme &theme, const QDBusConnection &bus,
                             QObject *parent)
    : QObject(parent),
      m_settings(settings),
      m_choices(NotifySettings::load(settings)),
      m_desktop(bus),
      m_notifier(clock, m_desktop, words::wording()),
      m_command(clock),
      m_tray(theme)
{
    connect(&m_desktop, &DesktopNotices::showWanted, this, &Notifications::showWanted);
    connect(&m_desktop, &DesktopNotices::acknowledgeWanted, this, &Notifications::acknowledgeWanted);
    connect(&m_desktop, &DesktopNotices::fateOf, this,
            [this](const QString &group, DesktopNotices::Fate fate, const QString &detail) {
                if (group == TestGroup)
                    Q_EMIT testFate(fate, detail);
            });
    connect(&m_command, &StateCommand::failed, this, &Notifications::commandFailed);
    connect(&m_tray, &Tray::showWanted, this, [this] { Q_EMIT showWanted({}, {}); });
    connect(&m_tray, &Tray::pauseWanted, this, &Notifications::pauseWanted);
    connect(&m_tray, &Tray::quitWanted, this, &Notifications::quitWanted);
    connect(&m_tray, &Tray::acknowledgeWanted, this, [this] {
        for (const auto &[name, state] : m_states) {
            const QList<qint64> ids = m_notifier.unacknowledged(name);
            if (!ids.isEmpty())
                Q_EMIT acknowledgeWanted(name, ids);
        }
    });
    connect(&m_tray, &Tray::availabilityChanged, this, [this](bool isAvailable) {
        applyTray();
        // A window that hides in a tray that is gone could not be had back.
        if (!isAvailable && m_choices.keepsInTray)
            Q_EMIT showWanted({}, {});
    });
    apply();
}

Notifications::~Notifications() = default;

void Notifications::start()
{
    m_desktop.start();
    m_tray.start();
}

void Notifications::clusterChanged(const QString &cluster, const ClusterStatePtr &state,
                                   const std::vector<IncidentChange> &changes)
{
    ClusterStatePtr &last = m_states[cluster];
    // Snapshots come up to ten times a second, and mostly say the same.
    const bool isNew = !last || !isSame(*last, *state);
    last = state;
    if (!isNew && changes.empty())
        return;
    const QString verdict = words::wording().verdict(*state);
    m_tray.setCluster(cluster, state, verdict);
    m_notifier.take(cluster, verdict, state, changes);
    m_command.take(state);
}

void Notifications::clusterClosed(const QString &cluster)
{
    m_states.erase(cluster);
    m_tray.removeCluster(cluster);
    m_notifier.forget(cluster);
    m_command.forget(cluster);
}

void Notifications::keepOnly(const QStringList &open)
{
    QStringList gone;
    for (const auto &known : m_states) {
        if (!open.contains(known.first))
            gone.append(known.first);
    }
    for (const QString &cluster : gone)
        clusterClosed(cluster);
}

void Notifications::setChoices(const NotifySettings &choices)
{
    m_choices = choices;
    m_choices.save(m_settings);
    apply();
}

void Notifications::apply()
{
    m_notifier.setOptions(m_choices.notices);
    m_command.setCommand(m_choices.commandList());
    applyTray();
}

void Notifications::applyTray()
{
    QGuiApplication::setQuitOnLastWindowClosed(!(m_choices.keepsInTray && m_tray.isAvailable()));
}

void Notifications::sendTest()
{
    Notice notice;
    notice.group = TestGroup;
    notice.kind = Notice::Kind::Again;
    notice.title = tr("Rollcall: a test");
    notice.body = tr("This is how Rollcall tells of a change. Click it to see that clicks arrive.");
    m_desktop.show(notice);
}

} // namespace rollcall

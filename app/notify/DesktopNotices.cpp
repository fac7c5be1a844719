// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "notify/DesktopNotices.h"

#include <QDBusError>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusServiceWatcher>
#include <QVariantMap>
#include <utility>

namespace rollcall {

using namespace Qt::StringLiterals;

namespace {

QString service()
{
    return u"org.freedesktop.Notifications"_s;
}
QString objectPath()
{
    return u"/org/freedesktop/Notifications"_s;
}
QString interfaceName()
{
    return service();
}

QDBusMessage method(const QString &name)
{
    return QDBusMessage::createMethodCall(service(), objectPath(), interfaceName(), name);
}

/// Groups that wait for a daemon: who comes back after a week wants no flood.
constexpr std::size_t mostWaiting = 20;
/// A daemon that hangs must not keep what comes after waiting for the bus's own 25 s.
constexpr int answerTimeout = 10000;

uchar urgencyByte(Notice::Urgency urgency)
{
    switch (urgency) {
    case Notice::Urgency::Low:
        return 0;
    case Notice::Urgency::Normal:
        return 1;
    case Notice::Urgency::Critical:
        return 2;
    }
    return 1;
}

} // namespace

DesktopNotices::DesktopNotices(const QDBusConnection &bus, QObject *parent) : QObject(parent), m_dbus(bus) {}

DesktopNotices::~DesktopNotices() = default;

void DesktopNotices::start()
{
    if (!m_isListening && m_dbus.isConnected()) {
        m_isListening = true;
        m_dbus.connect(service(), objectPath(), interfaceName(), u"ActionInvoked"_s, this,
                       SLOT(onActionInvoked(uint, QString))); // of QDBus
        m_dbus.connect(service(), objectPath(), interfaceName(), u"NotificationClosed"_s, this,
                       SLOT(onClosed(uint, uint))); // of QDBus
        auto *watcher = new QDBusServiceWatcher(service(), m_dbus, QDBusServiceWatcher::WatchForOwnerChange, this);
        connect(watcher, &QDBusServiceWatcher::serviceOwnerChanged, this,
                [this](const QString &, const QString &, const QString &owner) { onOwner(!owner.isEmpty()); });
    }
    askCapabilities();
}

void DesktopNotices::askCapabilities()
{
    if (m_isAsking)
        return;
    if (!m_dbus.isConnected()) {
        lose(u"there is no session bus"_s);
        return;
    }
    m_isAsking = true;
    auto *watcher = new QDBusPendingCallWatcher(m_dbus.asyncCall(method(u"GetCapabilities"_s), answerTimeout), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, generation = m_generation] {
        watcher->deleteLater();
        if (generation == m_generation) // else another daemon has been asked since
            onCapabilities(*watcher);
    });
}

void DesktopNotices::onCapabilities(QDBusPendingCallWatcher &answer)
{
    m_isAsking = false;
    const QDBusPendingReply<QStringList> reply = answer;
    if (reply.isError()) {
        lose(reply.error().message());
        return;
    }
    m_trouble.clear();
    m_capabilities = reply.value();
    Q_EMIT availabilityChanged(true);
    for (const auto &[group, notice] : std::exchange(m_waiting, {}))
        show(notice);
}

void DesktopNotices::lose(const QString &reason)
{
    m_capabilities.reset();
    m_trouble = reason;
    // The next daemon does not know of them.
    m_shown.clear();
    Q_EMIT availabilityChanged(false);
}

void DesktopNotices::onOwner(bool isThere)
{
    ++m_generation;
    m_isAsking = false;
    m_shown.clear();
    if (isThere)
        askCapabilities();
    else
        lose(u"the notification service has left the bus"_s);
}

void DesktopNotices::show(const Notice &notice)
{
    if (!m_capabilities) {
        const bool wasWaiting = m_waiting.erase(notice.group) > 0;
        // What began and ended without anybody to show it is past.
        const bool isNews = notice.kind == Notice::Kind::New || notice.kind == Notice::Kind::Again ||
                            (notice.kind == Notice::Kind::Update && wasWaiting);
        if (isNews) {
            if (m_waiting.size() >= mostWaiting)
                m_waiting.erase(m_waiting.begin());
            m_waiting.emplace(notice.group, notice);
        }
        // One that the bus starts on demand may have gone for lack of work.
        if (m_isListening)
            askCapabilities();
        return;
    }
    const auto shown = m_shown.find(notice.group);
    if (shown == m_shown.end()) {
        if (notice.kind != Notice::Kind::Update)
            send(notice);
        return;
    }
    if (shown->second.isSending) {
        shown->second.isUnwanted = false;
        shown->second.next = notice;
        return;
    }
    if (notice.kind == Notice::Kind::Again) {
        // Replaced in place it might go unseen.
        close(shown->second.id);
        m_shown.erase(shown);
    }
    send(notice);
}

void DesktopNotices::send(const Notice &notice)
{
    Shown &shown = m_shown[notice.group];
    shown.notice = notice;
    shown.isSending = true;
    QVariantMap hints{{u"urgency"_s, QVariant::fromValue(urgencyByte(notice.urgency))},
                      {u"desktop-entry"_s, u"rollcall"_s},
                      {u"category"_s, u"network"_s},
                      {u"suppress-sound"_s, true}};
    // Critical stays until it is seen; the daemon knows what is usual for the rest.
    const int expires = notice.urgency == Notice::Urgency::Critical ? 0 : -1;
    QDBusMessage message = method(u"Notify"_s);
    message << u"Rollcall"_s << shown.id << u"rollcall"_s << notice.title << body(notice.body) << actions(notice)
            << hints << expires;
    auto *watcher = new QDBusPendingCallWatcher(m_dbus.asyncCall(message, answerTimeout), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this,
            [this, watcher, group = notice.group, generation = m_generation] {
                watcher->deleteLater();
                if (generation == m_generation)
                    onSent(group, *watcher);
            });
}

void DesktopNotices::onSent(const QString &group, QDBusPendingCallWatcher &answer)
{
    const auto found = m_shown.find(group);
    if (found == m_shown.end())
        return;
    Shown &shown = found->second;
    shown.isSending = false;
    const QDBusPendingReply<uint> reply = answer;
    if (reply.isError()) {
        m_shown.erase(found);
        Q_EMIT fateOf(group, Fate::Refused, reply.error().message());
        return;
    }
    shown.id = reply.value();
    if (shown.isUnwanted) {
        close(shown.id);
        m_shown.erase(found);
        return;
    }
    const std::optional<Notice> next = std::exchange(shown.next, std::nullopt);
    if (next)
        show(*next);
    Q_EMIT fateOf(group, Fate::Accepted, {});
}

void DesktopNotices::withdraw(const QString &group)
{
    m_waiting.erase(group);
    const auto found = m_shown.find(group);
    if (found == m_shown.end())
        return;
    if (found->second.isSending) {
        found->second.isUnwanted = true;
        found->second.next.reset();
        return;
    }
    close(found->second.id);
    m_shown.erase(found);
}

void DesktopNotices::close(uint id)
{
    m_dbus.asyncCall(method(u"CloseNotification"_s) << id, answerTimeout);
}

QString DesktopNotices::groupOf(uint id) const
{
    for (const auto &[group, shown] : m_shown) {
        if (shown.id == id)
            return group;
    }
    return {};
}

void DesktopNotices::onActionInvoked(uint id, const QString &action)
{
    const QString group = id == 0 ? QString() : groupOf(id);
    if (group.isEmpty()) // the signal goes to every program
        return;
    const Notice notice = m_shown.at(group).notice;
    Q_EMIT fateOf(group, Fate::Clicked, action);
    if (action == u"acknowledge")
        Q_EMIT acknowledgeWanted(notice.cluster, notice.incidents);
    else
        Q_EMIT showWanted(notice.cluster, notice.incidents);
}

void DesktopNotices::onClosed(uint id, uint reason)
{
    const QString group = id == 0 ? QString() : groupOf(id);
    if (group.isEmpty())
        return;
    if (!m_shown.at(group).isSending) // else it is on its way again already
        m_shown.erase(group);
    constexpr uint Expired = 1;
    Q_EMIT fateOf(group, reason == Expired ? Fate::Expired : Fate::Dismissed, {});
}

QString DesktopNotices::body(const QString &plain) const
{
    if (!m_capabilities->contains(u"body"_s))
        return {};
    return m_capabilities->contains(u"body-markup"_s) ? plain.toHtmlEscaped() : plain;
}

QStringList DesktopNotices::actions(const Notice &notice) const
{
    if (!m_capabilities->contains(u"actions"_s))
        return {};
    // The first is a click on the notice itself, where a daemon has no button for it.
    QStringList result{u"default"_s, tr("Show")};
    if (!notice.incidents.isEmpty())
        result << u"show"_s << tr("Show") << u"acknowledge"_s << tr("Acknowledge");
    return result;
}

} // namespace rollcall

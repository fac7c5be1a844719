// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/SystemScheme.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>

namespace rollcall {

using namespace Qt::StringLiterals;

namespace {

const QString &service()
{
    static const QString name = u"org.freedesktop.portal.Desktop"_s;
    return name;
}
const QString &objectPath()
{
    static const QString path = u"/org/freedesktop/portal/desktop"_s;
    return path;
}
const QString &interfaceName()
{
    static const QString name = u"org.freedesktop.portal.Settings"_s;
    return name;
}

/// The portal answers a variant inside a variant, its signal one less.
QVariant flat(QVariant value)
{
    while (value.metaType() == QMetaType::fromType<QDBusVariant>())
        value = value.value<QDBusVariant>().variant();
    return value;
}

} // namespace

void SystemScheme::follow()
{
    if (m_isFollowing)
        return;
    m_isFollowing = true;
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    bus.connect(service(), objectPath(), interfaceName(), u"SettingChanged"_s, this,
                SLOT(onSettingChanged(QDBusMessage)));
    ask(u"color-scheme"_s);
    ask(u"contrast"_s);
}

void SystemScheme::ask(const QString &key)
{
    QDBusMessage message = QDBusMessage::createMethodCall(service(), objectPath(), interfaceName(), u"Read"_s);
    message << u"org.freedesktop.appearance"_s << key;
    auto *watcher = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(message, 5000), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, key] {
        watcher->deleteLater();
        const QDBusMessage reply = watcher->reply();
        if (reply.type() == QDBusMessage::ReplyMessage)
            take(key, flat(reply.arguments().value(0)));
    });
}

void SystemScheme::onSettingChanged(const QDBusMessage &message)
{
    const QList<QVariant> arguments = message.arguments();
    if (arguments.value(0).toString() == u"org.freedesktop.appearance")
        take(arguments.value(1).toString(), flat(arguments.value(2)));
}

void SystemScheme::take(const QString &key, const QVariant &value)
{
    bool &mine = key == u"contrast" ? m_isHighContrast : m_isDark;
    if (key != u"contrast" && key != u"color-scheme")
        return;
    // 1 is dark, and 1 is higher contrast.
    const bool next = value.toUInt() == 1;
    if (mine == next)
        return;
    mine = next;
    Q_EMIT changed();
}

} // namespace rollcall

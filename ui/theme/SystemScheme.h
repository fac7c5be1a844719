// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QDBusMessage;
class QDBusPendingCallWatcher;

namespace rollcall {

/// What the desktop asks programs to look like, by the xdg portal. Everything is asynchronous; without a portal nothing
/// ever comes, and the light theme stays.
class SystemScheme final : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;
    void follow();
    bool isDark() const { return m_isDark; }
    bool isHighContrast() const { return m_isHighContrast; }

Q_SIGNALS:
    void changed();

private Q_SLOTS:
    void onSettingChanged(const QDBusMessage &message);

private:
    void ask(const QString &key);
    void take(const QString &key, const QVariant &value);

    bool m_isDark = false;
    bool m_isHighContrast = false;
    bool m_isFollowing = false;
};

} // namespace rollcall

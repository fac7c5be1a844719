// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "notify/Notice.h"

#include <QDBusConnection>
#include <QHash>
#include <QObject>
#include <QStringList>
#include <map>
#include <optional>

class QDBusPendingCallWatcher;

namespace rollcall {

/// Notices on the desktop: org.freedesktop.Notifications over the session's bus, nothing waits for an answer. Without a
/// daemon the newest notices wait for one to appear.
class DesktopNotices final : public QObject, public NoticeSink
{
    Q_OBJECT

public:
    /// What became of one notice, for the self-test.
    enum class Fate { Accepted, Refused, Clicked, Dismissed, Expired };
    Q_ENUM(Fate)

    explicit DesktopNotices(const QDBusConnection &bus, QObject *parent = nullptr);
    ~DesktopNotices() override;

    /// Asks the daemon what it can; availabilityChanged() tells. Starts one that the bus can start. What is shown
    /// before waits. Called again it asks again.
    void start();
    void show(const Notice &notice) override;
    void withdraw(const QString &group) override;

    bool isAvailable() const { return m_capabilities.has_value(); }
    /// As the daemon names them (`actions`, `body-markup`, …); empty without one.
    QStringList capabilities() const { return m_capabilities.value_or(QStringList()); }
    /// Why there is none, English; empty while there is.
    QString trouble() const { return m_trouble; }

Q_SIGNALS:
    void showWanted(const QString &cluster, const QList<qint64> &incidents);
    void acknowledgeWanted(const QString &cluster, const QList<qint64> &incidents);
    /// Also when only the reason or what the daemon can is another one.
    void availabilityChanged(bool isAvailable);
    /// `detail`: why it was refused.
    void fateOf(const QString &group, rollcall::DesktopNotices::Fate fate, const QString &detail);

private Q_SLOTS:
    void onActionInvoked(uint id, const QString &action);
    void onClosed(uint id, uint reason);

private:
    struct Shown
    {
        Notice notice;
        uint id = 0;             ///< 0: the daemon has not answered yet
        bool isUnwanted = false; ///< withdrawn before it answered
        bool isSending = false;
        std::optional<Notice> next; ///< came before it answered
    };

    void askCapabilities();
    void onCapabilities(QDBusPendingCallWatcher &answer);
    void onOwner(bool isThere);
    void lose(const QString &reason);
    void send(const Notice &notice);
    void onSent(const QString &group, QDBusPendingCallWatcher &answer);
    void close(uint id);
    QString groupOf(uint id) const;
    QString body(const QString &plain) const;
    QStringList actions(const Notice &notice) const;

    QDBusConnection m_dbus;
    std::optional<QStringList> m_capabilities;
    bool m_isListening = false;
    bool m_isAsking = false;
    QString m_trouble;
    std::map<QString, Shown> m_shown;
    std::map<QString, Notice> m_waiting; ///< for a daemon
    int m_generation = 0;                ///< of the daemon: an answer of the one before means nothing
};

} // namespace rollcall

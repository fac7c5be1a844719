// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "notify/DesktopNotices.h"
#include "notify/NotifySettings.h"
#include "ui/theme/Theme.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QTimeEdit;

namespace rollcall {

class Notifications;

/// What a person chooses of notifications, command and tray; what the desktop can; and a notice to try it out.
class NotificationSettings final : public QDialog
{
    Q_OBJECT

public:
    NotificationSettings(const Theme &theme, Notifications &notifications, QWidget *parent = nullptr);

private:
    void addNotices(QFormLayout *form);
    void addCommandAndTray(QFormLayout *form);
    QLabel *addHint(QFormLayout *form, const QString &name);
    void fill(const NotifySettings &choices);
    NotifySettings chosen() const;
    void refresh();
    void test();
    void onTestFate(DesktopNotices::Fate fate, const QString &detail);

    const Theme &m_theme;
    Notifications &m_notifications;
    QCheckBox *m_on = nullptr;
    QLabel *m_service = nullptr;
    QComboBox *m_reminder = nullptr;
    QCheckBox *m_quiet = nullptr;
    QTimeEdit *m_from = nullptr;
    QTimeEdit *m_to = nullptr;
    QCheckBox *m_total = nullptr;
    QCheckBox *m_commandOn = nullptr;
    QLineEdit *m_command = nullptr;
    QCheckBox *m_tray = nullptr;
    QLabel *m_trayHint = nullptr;
    QLabel *m_result = nullptr;
};

} // namespace rollcall

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/NotificationSettings.h"

#include "ui/Notifications.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTimeEdit>
#include <QVBoxLayout>

namespace rollcall {

using namespace Qt::StringLiterals;

NotificationSettings::NotificationSettings(const Theme &theme, Notifications &notifications, QWidget *parent)
    : QDialog(parent), m_theme(theme), m_notifications(notifications)
{
    setObjectName(u"notifications"_s);
    setWindowTitle(tr("Notifications"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(theme.unit(3), theme.unit(2), theme.unit(3), theme.unit(2));
    layout->setSpacing(theme.unit(2));
    auto *form = new QFormLayout;
    form->setHorizontalSpacing(theme.unit(2));
    form->setVerticalSpacing(theme.unit());
    addNotices(form);
    addCommandAndTray(form);
    layout->addLayout(form);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        m_notifications.setChoices(chosen());
        accept();
    });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout->addWidget(buttons);
    fill(notifications.choices());
    for (QCheckBox *box : {m_on, m_quiet, m_commandOn})
        connect(box, &QCheckBox::toggled, this, &NotificationSettings::refresh);
    connect(&notifications.desktop(), &DesktopNotices::availabilityChanged, this, &NotificationSettings::refresh);
    connect(&notifications.tray(), &Tray::availabilityChanged, this, &NotificationSettings::refresh);
    connect(&notifications, &Notifications::testFate, this, &NotificationSettings::onTestFate);
    refresh();
}

QLabel *NotificationSettings::addHint(QFormLayout *form, const QString &name)
{
    auto *label = new QLabel(this);
    label->setObjectName(name);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setFont(m_theme.font(Theme::Text::Caption));
    label->setMinimumWidth(m_theme.unit(48));
    form->addRow(QString(), label);
    return label;
}

void NotificationSettings::addNotices(QFormLayout *form)
{
    m_on = new QCheckBox(tr("Tell of what lasts by &notifications of the desktop"), this);
    m_on->setObjectName(u"on"_s);
    form->addRow(tr("Notifications:"), m_on);
    m_service = addHint(form, u"service"_s);
    auto *button = new QPushButton(tr("Send a &Test Notification"), this);
    button->setObjectName(u"test"_s);
    button->setAutoDefault(false);
    connect(button, &QPushButton::clicked, this, &NotificationSettings::test);
    form->addRow(QString(), button);
    m_result = addHint(form, u"result"_s);

    m_reminder = new QComboBox(this);
    m_reminder->setObjectName(u"reminder"_s);
    m_reminder->addItem(tr("Never"), 0);
    for (const int minutes : {15, 30, 60, 120, 240})
        m_reminder->addItem(minutes < 60 ? tr("After %n minutes, then ever later", nullptr, minutes)
                                         : tr("After %n hours, then ever later", nullptr, minutes / 60),
                            minutes);
    form->addRow(tr("&Remind:"), m_reminder);

    m_quiet = new QCheckBox(tr("&Quiet from"), this);
    m_quiet->setObjectName(u"quiet"_s);
    auto *hours = new QHBoxLayout;
    hours->setSpacing(m_theme.unit());
    hours->addWidget(m_quiet);
    m_from = new QTimeEdit(this);
    m_from->setAccessibleName(tr("Begin of the quiet hours"));
    hours->addWidget(m_from);
    hours->addWidget(new QLabel(tr("to"), this));
    m_to = new QTimeEdit(this);
    m_to->setAccessibleName(tr("End of the quiet hours"));
    hours->addWidget(m_to);
    hours->addStretch();
    for (QTimeEdit *edit : {m_from, m_to})
        edit->setDisplayFormat(QLocale().timeFormat(QLocale::ShortFormat));
    form->addRow(tr("Quiet hours:"), hours);
    m_total = new QCheckBox(tr("Not even what is &critical; all is told afterwards"), this);
    m_total->setObjectName(u"total"_s);
    form->addRow(QString(), m_total);
}

void NotificationSettings::addCommandAndTray(QFormLayout *form)
{
    m_commandOn = new QCheckBox(tr("Run it when the &state of a cluster changes"), this);
    m_commandOn->setObjectName(u"commandOn"_s);
    form->addRow(tr("Command:"), m_commandOn);
    m_command = new QLineEdit(this);
    m_command->setObjectName(u"command"_s);
    m_command->setAccessibleName(tr("Program and its arguments"));
    m_command->setPlaceholderText(uR"(/usr/local/bin/page --to "on call")"_s);
    form->addRow(QString(), m_command);
    addHint(form, u"commandHint"_s)
        ->setText(tr("Started without a shell; the report, as JSON, is on its standard input."));
    m_tray = new QCheckBox(tr("&Keep watching in the tray when the window is closed"), this);
    m_tray->setObjectName(u"tray"_s);
    form->addRow(tr("Tray:"), m_tray);
    m_trayHint = addHint(form, u"trayHint"_s);
    m_trayHint->setText(tr("This desktop shows no tray: closing the window ends the watch."));
}

void NotificationSettings::fill(const NotifySettings &choices)
{
    m_on->setChecked(choices.notices.isOn);
    const int minutes =
        static_cast<int>(std::chrono::duration_cast<std::chrono::minutes>(choices.notices.firstReminder).count());
    int row = m_reminder->findData(minutes);
    if (row < 0) { // set by hand in the file: kept
        m_reminder->addItem(tr("After %n minutes, then ever later", nullptr, minutes), minutes);
        row = m_reminder->count() - 1;
    }
    m_reminder->setCurrentIndex(row);
    m_quiet->setChecked(choices.notices.quiet.isOn);
    m_from->setTime(choices.notices.quiet.from);
    m_to->setTime(choices.notices.quiet.to);
    m_total->setChecked(choices.notices.quiet.isTotal);
    m_commandOn->setChecked(choices.isCommandOn);
    m_command->setText(choices.command);
    m_tray->setChecked(choices.keepsInTray);
}

NotifySettings NotificationSettings::chosen() const
{
    NotifySettings result;
    result.notices.isOn = m_on->isChecked();
    result.notices.quiet = {m_quiet->isChecked(), m_from->time(), m_to->time(), m_total->isChecked()};
    result.notices.firstReminder = std::chrono::minutes(m_reminder->currentData().toInt());
    result.isCommandOn = m_commandOn->isChecked() && !m_command->text().trimmed().isEmpty();
    result.command = m_command->text().trimmed();
    result.keepsInTray = m_tray->isChecked();
    return result;
}

void NotificationSettings::refresh()
{
    const DesktopNotices &desktop = m_notifications.desktop();
    if (!desktop.isAvailable())
        m_service->setText(tr("No notification service answers on this desktop. Rollcall tells in its window, and "
                              "by notifications as soon as a service appears."));
    else if (desktop.capabilities().contains(u"actions"_s))
        m_service->setText(tr("The desktop's notification service answers, and can show buttons."));
    else
        m_service->setText(tr("The desktop's notification service answers. It cannot show buttons: acknowledge in the "
                              "window."));
    m_service->setToolTip(desktop.trouble());
    m_reminder->setEnabled(m_on->isChecked());
    m_quiet->setEnabled(m_on->isChecked());
    const bool isQuiet = m_on->isChecked() && m_quiet->isChecked();
    for (QWidget *widget : std::initializer_list<QWidget *>{m_from, m_to, m_total})
        widget->setEnabled(isQuiet);
    m_command->setEnabled(m_commandOn->isChecked());
    m_tray->setEnabled(m_notifications.tray().isAvailable());
    m_trayHint->setVisible(!m_notifications.tray().isAvailable());
}

void NotificationSettings::test()
{
    m_result->setText(m_notifications.desktop().isAvailable()
                          ? tr("Sent…")
                          : tr("There is nobody to show it now: it waits for a notification service."));
    m_notifications.sendTest();
}

void NotificationSettings::onTestFate(DesktopNotices::Fate fate, const QString &detail)
{
    switch (fate) {
    case DesktopNotices::Fate::Accepted:
        m_result->setText(tr("The notification service has accepted it. If you do not see it, look whether "
                             "notifications are switched off on this desktop."));
        break;
    case DesktopNotices::Fate::Refused:
        m_result->setText(tr("The notification service has refused it: %1").arg(detail));
        break;
    case DesktopNotices::Fate::Clicked:
        m_result->setText(tr("It was shown and clicked: everything works."));
        break;
    case DesktopNotices::Fate::Dismissed:
        m_result->setText(tr("It was shown and closed."));
        break;
    case DesktopNotices::Fate::Expired:
        m_result->setText(tr("It was shown, and has vanished by itself."));
        break;
    }
}

} // namespace rollcall

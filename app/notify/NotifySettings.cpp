// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "notify/NotifySettings.h"

#include <QProcess>
#include <QSettings>

namespace rollcall {

using namespace Qt::StringLiterals;

namespace {

const QString OnKey = u"notify/on"_s;
const QString QuietKey = u"notify/quiet"_s;
const QString QuietFromKey = u"notify/quietFrom"_s;
const QString QuietToKey = u"notify/quietTo"_s;
const QString QuietTotalKey = u"notify/quietTotal"_s;
const QString ReminderKey = u"notify/reminderMinutes"_s;
const QString CommandOnKey = u"notify/commandOn"_s;
const QString CommandKey = u"notify/command"_s;
const QString TrayKey = u"notify/keepInTray"_s;

QTime timeOf(const QVariant &value, QTime otherwise)
{
    const QTime time = QTime::fromString(value.toString(), u"HH:mm"_s);
    return time.isValid() ? time : otherwise;
}

} // namespace

NotifySettings NotifySettings::load(const QSettings &settings)
{
    NotifySettings result;
    QuietHours &quiet = result.notices.quiet;
    result.notices.isOn = settings.value(OnKey, result.notices.isOn).toBool();
    quiet.isOn = settings.value(QuietKey, quiet.isOn).toBool();
    quiet.from = timeOf(settings.value(QuietFromKey), quiet.from);
    quiet.to = timeOf(settings.value(QuietToKey), quiet.to);
    quiet.isTotal = settings.value(QuietTotalKey, quiet.isTotal).toBool();
    bool isNumber = false;
    const std::chrono::minutes reminder(settings.value(ReminderKey).toInt(&isNumber));
    if (isNumber && reminder.count() >= 0 && reminder <= Notifier::LongestReminder)
        result.notices.firstReminder = reminder;
    result.isCommandOn = settings.value(CommandOnKey, false).toBool();
    result.command = settings.value(CommandKey).toString();
    result.keepsInTray = settings.value(TrayKey, false).toBool();
    return result;
}

void NotifySettings::save(QSettings &settings) const
{
    settings.setValue(OnKey, notices.isOn);
    settings.setValue(QuietKey, notices.quiet.isOn);
    settings.setValue(QuietFromKey, notices.quiet.from.toString(u"HH:mm"_s));
    settings.setValue(QuietToKey, notices.quiet.to.toString(u"HH:mm"_s));
    settings.setValue(QuietTotalKey, notices.quiet.isTotal);
    settings.setValue(
        ReminderKey, static_cast<int>(std::chrono::duration_cast<std::chrono::minutes>(notices.firstReminder).count()));
    settings.setValue(CommandOnKey, isCommandOn);
    settings.setValue(CommandKey, command);
    settings.setValue(TrayKey, keepsInTray);
}

QStringList NotifySettings::commandList() const
{
    return isCommandOn ? QProcess::splitCommand(command) : QStringList();
}

} // namespace rollcall

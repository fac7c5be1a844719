// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "notify/Notifier.h"

#include <QString>
#include <QStringList>

class QSettings;

namespace rollcall {

/// What a person chose of notifications, command and tray.
struct NotifySettings
{
    Notifier::Options notices = {};
    bool isCommandOn = false;
    QString command; ///< as it was typed: a program and its arguments, quoted with double quotes where they hold spaces
    bool keepsInTray = false; ///< closing the window leaves the watch running, where there is a tray

    /// What is absent or cannot be understood is as if never set.
    static NotifySettings load(const QSettings &settings);
    void save(QSettings &settings) const;
    /// Program and arguments; empty when it is off.
    QStringList commandList() const;
};

} // namespace rollcall

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "notify/NotifySettings.h"

#include "support/PrintTo.h"

#include <QSettings>
#include <QTemporaryDir>
#include <gtest/gtest.h>

namespace rollcall {
namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class NotifySettingsTest : public testing::Test
{
protected:
    QTemporaryDir folder;
    QSettings settings{folder.filePath(u"settings.ini"_s), QSettings::IniFormat};
};

TEST_F(NotifySettingsTest, FirstIsOnWithoutQuietHoursCommandOrTray)
{
    const NotifySettings fresh = NotifySettings::load(settings);
    EXPECT_TRUE(fresh.notices.isOn);
    EXPECT_FALSE(fresh.notices.quiet.isOn);
    EXPECT_EQ(fresh.notices.firstReminder, 30min);
    EXPECT_FALSE(fresh.isCommandOn);
    EXPECT_TRUE(fresh.commandList().isEmpty());
    EXPECT_FALSE(fresh.keepsInTray);
}

TEST_F(NotifySettingsTest, ComesBackAsItWasSaved)
{
    NotifySettings chosen;
    chosen.notices = {false, {true, QTime(21, 30), QTime(6, 15), true}, 2h};
    chosen.isCommandOn = true;
    chosen.command = uR"(/usr/bin/page --to "on call" $HOME)"_s;
    chosen.keepsInTray = true;
    chosen.save(settings);
    settings.sync();
    const NotifySettings read = NotifySettings::load(settings);
    EXPECT_FALSE(read.notices.isOn);
    EXPECT_EQ(read.notices.quiet, chosen.notices.quiet);
    EXPECT_EQ(read.notices.firstReminder, 2h);
    EXPECT_TRUE(read.keepsInTray);
    EXPECT_EQ(read.commandList(), (QStringList{u"/usr/bin/page"_s, u"--to"_s, u"on call"_s, u"$HOME"_s}));
}

TEST_F(NotifySettingsTest, WhatCannotBeUnderstoodIsAsIfNeverSet)
{
    settings.setValue(u"notify/reminderMinutes"_s, -5);
    settings.setValue(u"notify/quietFrom"_s, u"soon"_s);
    EXPECT_EQ(NotifySettings::load(settings).notices.firstReminder, 30min);
    EXPECT_EQ(NotifySettings::load(settings).notices.quiet.from, QTime(22, 0));
    settings.setValue(u"notify/reminderMinutes"_s, 0);
    EXPECT_EQ(NotifySettings::load(settings).notices.firstReminder, 0min);
}

} // namespace
} // namespace rollcall

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/Duration.h"

#include <gtest/gtest.h>

using namespace rollcall;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

TEST(Duration, ReadsEveryUnit)
{
    EXPECT_EQ(parseDuration(u"250ms").value(), 250ms);
    EXPECT_EQ(parseDuration(u"15s").value(), 15s);
    EXPECT_EQ(parseDuration(u"1.5s").value(), 1500ms);
    EXPECT_EQ(parseDuration(u"2m").value(), 2min);
    EXPECT_EQ(parseDuration(u"2h").value(), 2h);
    EXPECT_EQ(parseDuration(u"14d").value(), 24h * 14);
    EXPECT_EQ(parseDuration(u"2y").value(), 24h * 730);
}

TEST(Duration, RefusesWhatHasNoUnitOrNoNumber)
{
    for (const auto &text :
         {u""_s, u"15"_s, u"s"_s, u"-1s"_s, u"15 s"_s, u"1e9s"_s, u"15S"_s, u"1..5s"_s, u"101y"_s, u"١s"_s})
        EXPECT_FALSE(parseDuration(text).ok()) << text.toStdString();
}

TEST(Duration, WritesWhatItReadsBack)
{
    for (const auto &text : {u"250ms"_s, u"15s"_s, u"90s"_s, u"2h"_s, u"14d"_s, u"2y"_s, u"0s"_s})
        EXPECT_EQ(formatDuration(parseDuration(text).value()), text);
}

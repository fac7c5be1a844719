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

TEST(Duration, BoundsAndFractions)
{
    EXPECT_EQ(parseDuration(u"0s").value(), 0ms);
    EXPECT_EQ(parseDuration(u"0ms").value(), 0ms);
    EXPECT_EQ(parseDuration(u"0.25m").value(), 15s);
    EXPECT_EQ(parseDuration(u"0.4ms").value(), 0ms); // rounded to whole milliseconds
    EXPECT_EQ(parseDuration(u"0.5ms").value(), 1ms);
    EXPECT_EQ(parseDuration(u"007s").value(), 7s);
    EXPECT_EQ(parseDuration(u"100y").value(), 24h * 36500);
    EXPECT_EQ(parseDuration(u"876000h").value(), 24h * 36500);
    EXPECT_EQ(parseDuration(u"876001h").error().code, u"duration.too_long"_s);
    EXPECT_EQ(parseDuration(u"100.001y").error().message, u"longer than 100y"_s);
    EXPECT_EQ(parseDuration(u"99999999999999999999999999s").error().code, u"duration.too_long"_s);
    EXPECT_EQ(parseDuration(QString(QString(500, u'9') + u's')).error().code,
              u"duration.invalid"_s); // beyond any double
}

TEST(Duration, RefusesWhatOnlyLooksLikeOne)
{
    for (const auto &text :
         {u"."_s, u".s"_s, u"+1s"_s, u" 1s"_s, u"1s "_s, u"1s\n"_s, u"1,5s"_s, u"0x1s"_s, u"infs"_s, u"nans"_s,
          u"1min"_s, u"1 s"_s, u"1sec"_s, u"1m30s"_s, u"1w"_s, u"s1"_s, u"ms"_s, u"1MS"_s, u"1\u00b5s"_s})
        EXPECT_EQ(parseDuration(text).error().code, u"duration.invalid"_s) << text.toStdString();
    EXPECT_EQ(parseDuration(u"15").error().message, u"expected a number with ms, s, m, h, d or y, such as \"15s\""_s);
}

TEST(Duration, WritesTheLargestUnitThatDividesEvenly)
{
    EXPECT_EQ(formatDuration(60s), u"1m"_s);
    EXPECT_EQ(formatDuration(61s), u"61s"_s);
    EXPECT_EQ(formatDuration(1001ms), u"1001ms"_s);
    EXPECT_EQ(formatDuration(24h), u"1d"_s);
    EXPECT_EQ(formatDuration(24h * 365), u"1y"_s);
    EXPECT_EQ(formatDuration(24h * 366), u"366d"_s);
    for (const auto duration : {std::chrono::milliseconds(1), std::chrono::milliseconds(123456789),
                                std::chrono::milliseconds(24h * 36500), std::chrono::milliseconds(24h * 36500) - 1ms})
        EXPECT_EQ(parseDuration(formatDuration(duration)).value(), duration);
}

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/Answers.h"

#include <gtest/gtest.h>

using namespace rollcall::demo;

TEST(Answers, WritesNumbersAsGoDoes)
{
    // Left: as found in the recorded metrics.
    EXPECT_EQ(goNumber(1.4952e-05), "1.4952e-05");
    EXPECT_EQ(goNumber(0.000802201), "0.000802201");
    EXPECT_EQ(goNumber(55), "55");
    EXPECT_EQ(goNumber(1.1), "1.1");
    EXPECT_EQ(goNumber(791886), "791886");
    EXPECT_EQ(goNumber(1.260077e+06), "1.260077e+06");
    EXPECT_EQ(goNumber(1.79520615449e+09), "1.79520615449e+09");
    EXPECT_EQ(goNumber(0), "0");
}

TEST(Answers, WritesDatesAsHttpDoes)
{
    EXPECT_EQ(httpDate(QDateTime(QDate(2026, 11, 20), QTime(20, 24, 19), Qt::UTC)), "Fri, 20 Nov 2026 20:24:19 GMT");
    EXPECT_EQ(httpDate(QDateTime(QDate(2026, 1, 2), QTime(3, 4, 5), Qt::UTC)), "Fri, 02 Jan 2026 03:04:05 GMT");
}

TEST(Answers, MakesIdsOfMattermostsAlphabet)
{
    Random random(7);
    const QByteArray id = newId(random);
    EXPECT_EQ(id.size(), 26);
    for (const char c : id)
        EXPECT_TRUE(QByteArray("ybndrfg8ejkmcpqxot1uwisza345h769").contains(c)) << c;
    EXPECT_NE(id, newId(random));
}

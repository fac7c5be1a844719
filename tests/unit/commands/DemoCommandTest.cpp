// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/DemoCommand.h"

#include "support/PrintTo.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace rollcall;
using namespace Qt::StringLiterals;

TEST(DemoCommand, ObeysLinesOfInput)
{
    Output nowhere(-1);
    DemoCommand command({}, {nowhere, nowhere});
    EXPECT_EQ(command.obey(u""_s), u""_s);
    EXPECT_EQ(command.obey(u"status"_s), u"no faults"_s);
    EXPECT_EQ(command.obey(u"fault slow:node2"_s), u"faults: slow:node2"_s);
    EXPECT_EQ(command.obey(u"  fault  proxy-502 "_s), u"faults: slow:node2, proxy-502:proxy"_s);
    EXPECT_EQ(command.obey(u"mend slow:node2"_s), u"faults: proxy-502:proxy"_s);
    EXPECT_EQ(command.obey(u"mend"_s), u"no faults"_s);
    EXPECT_THAT(command.obey(u"faults"_s).toStdString(), testing::HasSubstr("gossip-split"));
}

TEST(DemoCommand, AnswersWrongInput)
{
    Output nowhere(-1);
    DemoCommand command({}, {nowhere, nowhere});
    for (const QString &line :
         {u"fault"_s, u"fault nope"_s, u"fault slow:node9"_s, u"mend nope"_s, u"fly"_s, u"fault a b"_s})
        EXPECT_TRUE(command.obey(line).startsWith(u"error: "_s)) << line.toStdString();
}

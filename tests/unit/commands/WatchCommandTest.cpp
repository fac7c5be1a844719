// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/WatchCommand.h"

#include <QJsonArray>
#include <gtest/gtest.h>

using namespace rollcall;
using namespace Qt::StringLiterals;

namespace {

Finding finding(Code code, int target, const QJsonObject &evidence = {}, Severity severity = Severity::Warning)
{
    Finding made;
    made.code = code;
    made.severity = severity;
    made.targets = {TargetId{target}};
    made.evidence = evidence;
    return made;
}

} // namespace

TEST(ChangeBetween, TellsNewResolvedAndUntouched)
{
    const Finding stays = finding(Code::ClockSkew, 0);
    const Finding goes = finding(Code::AnswerSlow, 1);
    const Finding comes = finding(Code::AnswerSlow, 2);
    const Change change = changeBetween({stays, goes}, {comes, stays});
    EXPECT_EQ(change.changed, std::vector<Finding>{comes});
    EXPECT_EQ(change.resolved, std::vector<Finding>{goes});
    EXPECT_TRUE(changeBetween({stays, goes}, {goes, stays}).isEmpty());
}

TEST(ChangeBetween, NumbersAndTimesAloneAreNoChange)
{
    Finding later = finding(Code::GoroutinesRising, 0, {{u"slope"_s, 4.5}, {u"list"_s, QJsonArray{1, u"a"_s}}});
    later.since = QDateTime(QDate(2026, 1, 1), QTime(0, 0), Qt::UTC);
    const Finding before = finding(Code::GoroutinesRising, 0, {{u"slope"_s, 3}, {u"list"_s, QJsonArray{2, u"a"_s}}});
    EXPECT_TRUE(changeBetween({before}, {later}).isEmpty());
}

TEST(ChangeBetween, OtherWordsOrAnotherSeverityAreAChangeAndNotResolved)
{
    const Finding before = finding(Code::ConfigMismatch, 0);
    const Finding withKeys = finding(Code::ConfigMismatch, 0, {{u"keys"_s, QJsonArray{u"A.B"_s}}});
    EXPECT_EQ(changeBetween({before}, {withKeys}).changed, std::vector<Finding>{withKeys});
    EXPECT_TRUE(changeBetween({before}, {withKeys}).resolved.empty());
    const Finding worse = finding(Code::ConfigMismatch, 0, {}, Severity::Critical);
    EXPECT_EQ(changeBetween({before}, {worse}).changed, std::vector<Finding>{worse});
}

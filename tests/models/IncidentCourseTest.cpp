// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/IncidentCourse.h"

#include "support/PrintTo.h"
#include "ui/models/IncidentsModel.h"
#include "ui/models/Words.h"

#include <gmock/gmock.h>

using namespace rollcall;
using namespace Qt::StringLiterals;

namespace {

class IncidentCourseTest : public testing::Test
{
protected:
    QDateTime start{QDate(2026, 3, 1), QTime(14, 0), Qt::UTC};
    Incident incident;

    IncidentCourseTest()
    {
        incident.id = 1;
        incident.openedAt = start;
    }
    QString local(int seconds) const { return words::moment(start.addSecs(seconds), start.toLocalTime().date()); }
};

TEST_F(IncidentCourseTest, SpansFollowEachOtherUpToNow)
{
    incident.course = {{start, Severity::Warning},
                       {start.addSecs(60), Severity::Critical},
                       {start.addSecs(120), {}},
                       {start.addSecs(540), Severity::Critical}};
    const IncidentCourse course = IncidentCourse::make(incident, start.addSecs(600));
    ASSERT_EQ(course.spans.size(), 4U);
    EXPECT_DOUBLE_EQ(course.spans[0].from, 0);
    EXPECT_DOUBLE_EQ(course.spans[1].to, 0.2);
    EXPECT_DOUBLE_EQ(course.spans[2].to, 0.9);
    EXPECT_DOUBLE_EQ(course.spans[3].to, 1);
    EXPECT_EQ(course.spans[0].text, u"Warning from %1 to %2 (60 s)"_s.arg(local(0), local(60)));
    EXPECT_EQ(course.spans[2].text, u"Away from %1 to %2 (7 min)"_s.arg(local(120), local(540)));
    EXPECT_EQ(course.spans[3].text, u"Critical from %1 to now (60 s)"_s.arg(local(540)));
    // From bad to worse is one time.
    EXPECT_EQ(course.text, u"There 2 time(s) since %1, away for 7 min of 10 min"_s.arg(local(0)));
    EXPECT_EQ(course.end, u"now"_s);
    EXPECT_TRUE(course.isWorthAStrip());
    EXPECT_EQ(course.at(0.5), &course.spans[2]);
    EXPECT_EQ(course.at(1), &course.spans[3]);
    EXPECT_EQ(course.at(-0.1), nullptr);
    EXPECT_EQ(course.at(1.1), nullptr);
    EXPECT_THAT(IncidentsModel::details(incident, {incident}, start.addSecs(600)).toStdString(),
                testing::HasSubstr(course.text.toStdString()));
}

TEST_F(IncidentCourseTest, EndsWhereTheIncidentDid)
{
    incident.course = {{start, Severity::Critical},
                       {start.addSecs(60), {}},
                       {start.addSecs(90), Severity::Critical},
                       {start.addSecs(120), {}}};
    incident.closedAt = start.addSecs(120);
    const IncidentCourse course = IncidentCourse::make(incident, start.addDays(3));
    ASSERT_EQ(course.spans.size(), 3U) << "that it is over is no span";
    EXPECT_DOUBLE_EQ(course.spans[2].to, 1);
    EXPECT_EQ(course.end, words::moment(incident.closedAt, start.addDays(3).toLocalTime().date()));
    EXPECT_FALSE(course.spans[2].text.contains(u"now"_s));
}

TEST_F(IncidentCourseTest, WhatWasThereAllTheTimeNeedsNoStrip)
{
    EXPECT_FALSE(IncidentCourse::make(incident, start.addSecs(60)).isWorthAStrip());
    EXPECT_TRUE(IncidentCourse::make(incident, start.addSecs(60)).text.isEmpty());
    incident.course = {{start, Severity::Critical}};
    const IncidentCourse course = IncidentCourse::make(incident, start.addSecs(60));
    EXPECT_FALSE(course.isWorthAStrip());
    EXPECT_EQ(course.text, u"There all the time: 60 s"_s);
    // A clock that was set back.
    EXPECT_TRUE(IncidentCourse::make(incident, start.addSecs(-60)).spans.empty());
}

} // namespace

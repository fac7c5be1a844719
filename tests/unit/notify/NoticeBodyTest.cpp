// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "notify/NoticeBody.h"

#include "support/PrintTo.h"

#include <gtest/gtest.h>

namespace rollcall {
namespace {

using namespace Qt::StringLiterals;

TEST(NoticeBody, SaysWhatToLookAtByWhatWasSeen)
{
    Incident incident;
    incident.code = Code::NodeUnreachable;
    QStringList all;
    for (const QString &kind : {u"refused"_s, u"timeout"_s, u"dns"_s}) {
        incident.evidence = {{u"kind"_s, kind}};
        all << NoticeBody::whatToDo(incident);
        EXPECT_FALSE(all.back().isEmpty()) << kind.toStdString();
    }
    EXPECT_EQ(all.removeDuplicates(), 0);
    incident.evidence = {{u"kind"_s, u"reset"_s}};
    EXPECT_TRUE(NoticeBody::whatToDo(incident).isEmpty()) << "nothing that holds for most is better than a guess";
}

TEST(NoticeBody, TheDateIsSaidOfWhatBeganOnAnotherDay)
{
    const QDateTime now = QDateTime(QDate(2026, 3, 2), QTime(9, 0));
    Incident incident;
    incident.targets = {u"app1"_s};
    incident.openedAt = QDateTime(QDate(2026, 3, 2), QTime(8, 5));
    EXPECT_EQ(NoticeBody::footing(incident, nullptr, now), u"Since 08:05"_s);
    incident.openedAt = QDateTime(QDate(2026, 3, 1), QTime(23, 5));
    EXPECT_EQ(NoticeBody::footing(incident, nullptr, now), u"Since 2026-03-01 23:05"_s);
}

TEST(NoticeBody, CountsTheNodesAndNotTheProxy)
{
    ClusterFile file;
    for (const QString &name : {u"app1"_s, u"app2"_s}) {
        Node node;
        node.name = name;
        file.nodes.push_back(node);
    }
    auto state = std::make_shared<ClusterState>();
    state->file = std::make_shared<const ClusterFile>(file);
    const QDateTime now = QDateTime(QDate(2026, 3, 2), QTime(9, 0));
    Incident incident;
    incident.openedAt = now;
    incident.targets = {u"app2"_s, u"app1"_s};
    EXPECT_EQ(NoticeBody::footing(incident, state, now), u"Since 09:00 · 2 of 2 nodes"_s);
    incident.targets = {u"proxy"_s};
    EXPECT_EQ(NoticeBody::footing(incident, state, now), u"Since 09:00"_s);
}

TEST(NoticeBody, KnowsASentenceInAVerdict)
{
    EXPECT_TRUE(NoticeBody::isSaid(u"The clock of app2 is off; app1 is healthy."_s, u"the clock of app2 is off."_s));
    EXPECT_FALSE(NoticeBody::isSaid(u"app1 is down."_s, u"app2 is down."_s));
    EXPECT_FALSE(NoticeBody::isSaid(u"app1 is down."_s, {}));
}

} // namespace
} // namespace rollcall

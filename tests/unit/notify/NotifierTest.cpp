// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "notify/Notifier.h"

#include "support/FakeClock.h"
#include "support/PrintTo.h"

#include <gtest/gtest.h>

namespace rollcall {
namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = IncidentChange::Kind;
using Urgency = Notice::Urgency;

const QString Cluster = u"production"_s;

class ListSink final : public NoticeSink
{
public:
    void show(const Notice &notice) override { shown.push_back(notice); }
    void withdraw(const QString &group) override { withdrawn << group; }
    std::vector<Notice> shown;
    QStringList withdrawn;
    void clear()
    {
        shown.clear();
        withdrawn.clear();
    }
};

class NotifierTest : public testing::Test
{
protected:
    NotifierTest()
    {
        ClusterFile file;
        file.name = Cluster;
        m_state->file = std::make_shared<const ClusterFile>(file);
    }

    Incident incident(qint64 id, Severity severity = Severity::Critical, Code code = Code::NodeUnreachable) const
    {
        Incident made;
        made.id = id;
        made.code = code;
        made.severity = severity;
        made.targets = {u"app%1"_s.arg(id)};
        made.message = u"app%1 is down."_s.arg(id);
        made.openedAt = clock.utc();
        return made;
    }
    void take(Kind kind, const Incident &incident) { take({{kind, incident}}); }
    void take(const std::vector<IncidentChange> &changes) { notifier.take(Cluster, verdict, m_state, changes); }
    void close(Incident incident)
    {
        incident.closedAt = clock.utc();
        take(Kind::Closed, incident);
    }
    QString since(const Incident &incident) const
    {
        const QDateTime at = incident.openedAt.toLocalTime();
        const bool isToday = at.date() == clock.utc().toLocalTime().date();
        return u"Since "_s + at.toString(isToday ? u"HH:mm"_s : u"yyyy-MM-dd HH:mm"_s);
    }
    /// Told, and off the list.
    Incident told(qint64 id, Severity severity = Severity::Critical)
    {
        const Incident made = incident(id, severity);
        take(Kind::Opened, made);
        clock.advance(3s);
        sink.clear();
        return made;
    }
    void setQuiet(std::chrono::seconds length, bool isTotal = false)
    {
        const QTime now = clock.utc().toLocalTime().time();
        auto options = notifier.options();
        options.quiet = {true, now, now.addSecs(static_cast<int>(length.count())), isTotal};
        notifier.setOptions(options);
    }

    test::FakeClock clock;
    ListSink sink;
    Notifier notifier{clock, sink};
    QString verdict = u"app3 is down"_s;

    std::shared_ptr<ClusterState> m_state = std::make_shared<ClusterState>();
};

TEST_F(NotifierTest, WhatBeginsTogetherIsOneNoticeWithTheVerdict)
{
    take(Kind::Opened, incident(1, Severity::Warning));
    clock.advance(1s);
    take(Kind::Opened, incident(2));
    EXPECT_TRUE(sink.shown.empty());
    clock.advance(2s);
    ASSERT_EQ(sink.shown.size(), 1U);
    const Notice &notice = sink.shown.front();
    EXPECT_EQ(notice.title, u"production: app3 is down"_s);
    EXPECT_EQ(notice.body, u"app2 is down.\napp1 is down."_s); // worst first
    EXPECT_EQ(notice.urgency, Urgency::Critical);
    EXPECT_EQ(notice.kind, Notice::Kind::New);
    EXPECT_EQ(notice.incidents, (QList<qint64>{1, 2}));
    EXPECT_EQ(notice.group, u"production/1"_s);
}

TEST_F(NotifierTest, ASingleCauseThatTheTitleSaysIsNotSaidAgain)
{
    ClusterFile file;
    file.name = Cluster;
    for (const QString &name : {u"app1"_s, u"app2"_s, u"app3"_s}) {
        Node node;
        node.name = name;
        file.nodes.push_back(node);
    }
    m_state->file = std::make_shared<const ClusterFile>(file);
    Incident down = incident(3);
    down.evidence = {{u"kind"_s, u"refused"_s}};
    verdict = u"App3 is down; 2 other nodes are healthy."_s;
    take(Kind::Opened, down);
    clock.advance(3s);
    ASSERT_EQ(sink.shown.size(), 1U);
    EXPECT_EQ(sink.shown.front().body, u"Its machine answers and nothing listens: is the service running?\n"_s +
                                           since(down) + u" · 1 of 3 nodes"_s);

    down.isFlapping = true;
    down.times = 4;
    take(Kind::FlappingBegan, down);
    EXPECT_TRUE(sink.shown.back().body.startsWith(u"It comes and goes: 4 time(s) until now\n"_s))
        << sink.shown.back().body.toStdString();

    take(Kind::Opened, incident(2));
    clock.advance(40min);
    ASSERT_EQ(sink.shown.back().kind, Notice::Kind::Again);
    EXPECT_EQ(sink.shown.back().body, u"app2 is down.\nComes and goes: app3 is down."_s)
        << "of several each is named, whatever the title says";
}

TEST_F(NotifierTest, TheTitleIsTheVerdictOfTheMomentItIsShown)
{
    take(Kind::Opened, incident(1));
    clock.advance(1s);
    verdict = u"app1 and app2 are down"_s;
    take(std::vector<IncidentChange>{});
    clock.advance(2s);
    ASSERT_EQ(sink.shown.size(), 1U);
    EXPECT_EQ(sink.shown.front().title, u"production: app1 and app2 are down"_s);
}

TEST_F(NotifierTest, AWarningAloneIsNoEmergency)
{
    take(Kind::Opened, incident(1, Severity::Warning));
    clock.advance(3s);
    ASSERT_EQ(sink.shown.size(), 1U);
    EXPECT_EQ(sink.shown.front().urgency, Urgency::Normal);
}

TEST_F(NotifierTest, AtMostFiveCausesAreNamed)
{
    for (qint64 id = 1; id <= 8; ++id)
        take(Kind::Opened, incident(id));
    clock.advance(3s);
    ASSERT_EQ(sink.shown.size(), 1U);
    EXPECT_EQ(sink.shown.front().body.count(u'\n'), 5);
    EXPECT_TRUE(sink.shown.front().body.endsWith(u"\nand 3 more"_s)) << sink.shown.front().body.toStdString();
    EXPECT_EQ(sink.shown.front().incidents.size(), 8);
}

TEST_F(NotifierTest, NotesUnknownsConsequencesMaintenanceAndTheAcknowledgedAreNotTold)
{
    take(Kind::Opened, incident(1, Severity::Info));
    take(Kind::Opened, incident(2, Severity::Unknown));
    Incident folded = incident(3);
    folded.cause = 9;
    take(Kind::Opened, folded);
    Incident planned = incident(4);
    planned.isInMaintenance = true;
    take(Kind::Opened, planned);
    Incident known = incident(5);
    known.acknowledgement = Acknowledgement{u"ada"_s, {}, clock.utc(), {}};
    take(Kind::Opened, known);
    clock.advance(1h);
    EXPECT_TRUE(sink.shown.empty());
    // It goes on after the maintenance window.
    planned.isInMaintenance = false;
    take(Kind::Changed, planned);
    clock.advance(3s);
    ASSERT_EQ(sink.shown.size(), 1U);
    EXPECT_EQ(sink.shown.front().incidents, QList<qint64>{4});
}

TEST_F(NotifierTest, NoNetworkHereIsSaidOnceAndQuietly)
{
    const Incident offline = incident(1, Severity::Unknown, Code::SelfOffline);
    take(Kind::Opened, offline);
    clock.advance(12h);
    ASSERT_EQ(sink.shown.size(), 1U);
    EXPECT_EQ(sink.shown.front().urgency, Urgency::Low);
    close(offline);
    ASSERT_EQ(sink.shown.size(), 2U);
    EXPECT_EQ(sink.shown.back().title, u"production: the network here is back after 12 h"_s);
}

TEST_F(NotifierTest, WhatEndsBeforeItIsToldIsNotTold)
{
    const Incident brief = incident(1);
    take(Kind::Opened, brief);
    clock.advance(2s);
    close(brief);
    clock.advance(1h);
    EXPECT_TRUE(sink.shown.empty());
}

TEST_F(NotifierTest, RecoveryTakesThePlaceOfTheNotice)
{
    const Incident down = told(3);
    clock.advance(12min);
    sink.clear();
    verdict = u"All three nodes are healthy"_s;
    close(down);
    ASSERT_EQ(sink.shown.size(), 1U);
    const Notice &notice = sink.shown.front();
    EXPECT_EQ(notice.title, u"production: app3 is back after 12 min"_s);
    EXPECT_EQ(notice.body, u"app3 is down.\nAll three nodes are healthy"_s);
    EXPECT_EQ(notice.group, u"production/3"_s);
    EXPECT_EQ(notice.kind, Notice::Kind::Ended);
    EXPECT_EQ(notice.urgency, Urgency::Low);
    EXPECT_TRUE(notice.incidents.isEmpty());
    clock.advance(48h);
    EXPECT_EQ(sink.shown.size(), 1U); // and no reminder of it
}

TEST_F(NotifierTest, OneOfSeveralThatEndsCorrectsTheNoticeTheLastEndsIt)
{
    const Incident first = incident(1);
    const Incident second = incident(2);
    take({{Kind::Opened, first}, {Kind::Opened, second}});
    clock.advance(3s);
    close(first);
    ASSERT_EQ(sink.shown.size(), 2U);
    EXPECT_EQ(sink.shown.back().kind, Notice::Kind::Update);
    EXPECT_EQ(sink.shown.back().incidents, QList<qint64>{2});
    close(second);
    ASSERT_EQ(sink.shown.size(), 3U);
    EXPECT_EQ(sink.shown.back().kind, Notice::Kind::Ended);
    EXPECT_EQ(sink.shown.back().title, u"production: 2 problems are over"_s);
}

TEST_F(NotifierTest, AnotherCauseLaterIsAnotherNotice)
{
    told(1);
    take(Kind::Opened, incident(2));
    clock.advance(3s);
    ASSERT_EQ(sink.shown.size(), 1U);
    EXPECT_EQ(sink.shown.front().group, u"production/2"_s);
    EXPECT_EQ(sink.shown.front().incidents, QList<qint64>{2});
}

TEST_F(NotifierTest, WhatGetsWorseIsToldAnew)
{
    Incident sick = told(1, Severity::Warning);
    sick.severity = Severity::Critical;
    take(Kind::Worsened, sick);
    clock.advance(3s);
    ASSERT_EQ(sink.shown.size(), 1U);
    EXPECT_EQ(sink.shown.front().urgency, Urgency::Critical);
}

TEST_F(NotifierTest, WhatTurnsOutToBeAConsequenceGoesQuietly)
{
    Incident missing = told(1);
    missing.cause = 2;
    take(Kind::Folded, missing);
    EXPECT_TRUE(sink.shown.empty());
    EXPECT_EQ(sink.withdrawn, QStringList{u"production/1"_s});
    close(missing);
    clock.advance(48h);
    EXPECT_TRUE(sink.shown.empty());
}

TEST_F(NotifierTest, RemindersComeEachTwiceAsLateAsTheLast)
{
    told(1);
    clock.advance(30min - 1s);
    EXPECT_TRUE(sink.shown.empty());
    clock.advance(1s);
    ASSERT_EQ(sink.shown.size(), 1U);
    EXPECT_EQ(sink.shown.front().kind, Notice::Kind::Again);
    EXPECT_EQ(sink.shown.front().title, u"Still production: app3 is down"_s);
    EXPECT_EQ(sink.withdrawn, QStringList{u"production/1"_s});
    clock.advance(1h);
    EXPECT_EQ(sink.shown.size(), 2U);
    clock.advance(2h - 1s);
    EXPECT_EQ(sink.shown.size(), 2U);
    clock.advance(1s);
    EXPECT_EQ(sink.shown.size(), 3U);
    clock.advance(4h + 8h + 16h + 24h + 24h);
    EXPECT_EQ(sink.shown.size(), 8U);
}

TEST_F(NotifierTest, RemindersCanBeOff)
{
    notifier.setOptions({.firstReminder = 0ms});
    told(1);
    clock.advance(1000h);
    EXPECT_TRUE(sink.shown.empty());
}

TEST_F(NotifierTest, TheReminderGoesWithWhatItRemindsOf)
{
    const Incident down = told(1);
    clock.advance(30min);
    sink.clear();
    close(down);
    EXPECT_EQ(sink.withdrawn, QStringList{u"production/reminder"_s});
    ASSERT_EQ(sink.shown.size(), 1U);
    EXPECT_EQ(sink.shown.front().kind, Notice::Kind::Ended);
}

TEST_F(NotifierTest, NoReminderOfWhatIsAcknowledgedUntilThatEnds)
{
    Incident down = told(1);
    EXPECT_EQ(notifier.unacknowledged(Cluster), QList<qint64>{1});
    down.acknowledgement = Acknowledgement{u"ada"_s, u"disk is on its way"_s, clock.utc(), clock.utc().addSecs(36000)};
    take(Kind::Acknowledged, down);
    EXPECT_EQ(sink.withdrawn, QStringList{u"production/1"_s});
    EXPECT_TRUE(notifier.unacknowledged(Cluster).isEmpty());
    clock.advance(10h - 1s);
    EXPECT_TRUE(sink.shown.empty());
    clock.advance(2s);
    ASSERT_EQ(sink.shown.size(), 1U);
    EXPECT_EQ(sink.shown.front().kind, Notice::Kind::Again);
}

TEST_F(NotifierTest, ThatTheAcknowledgedIsOverIsTold)
{
    Incident down = told(1);
    down.acknowledgement = Acknowledgement{u"ada"_s, {}, clock.utc(), {}};
    take(Kind::Acknowledged, down);
    clock.advance(100h);
    EXPECT_TRUE(sink.shown.empty());
    close(down);
    ASSERT_EQ(sink.shown.size(), 1U);
    EXPECT_EQ(sink.shown.front().kind, Notice::Kind::Ended);
}

TEST_F(NotifierTest, WhatComesAndGoesIsSaidOnce)
{
    Incident down = told(1);
    down.isFlapping = true;
    down.times = 4;
    take(Kind::FlappingBegan, down);
    ASSERT_EQ(sink.shown.size(), 1U);
    EXPECT_EQ(sink.shown.front().body, u"Comes and goes: app1 is down.\n"_s + since(down));
    for (int i = 0; i < 20; ++i) {
        ++down.times;
        take(Kind::Changed, down);
        clock.advance(30s);
    }
    EXPECT_EQ(sink.shown.size(), 1U);
    down.isFlapping = false;
    take(Kind::FlappingEnded, down);
    EXPECT_EQ(sink.shown.size(), 1U);
    close(down);
    EXPECT_EQ(sink.shown.size(), 2U);
}

TEST_F(NotifierTest, QuietHoursLetOnlyTheCriticalPassAndTellTheRestAfterwards)
{
    setQuiet(9h);
    const Incident over = incident(1, Severity::Warning);
    const Incident lasting = incident(2, Severity::Warning);
    take({{Kind::Opened, over}, {Kind::Opened, lasting}, {Kind::Opened, incident(3)}});
    clock.advance(3s);
    ASSERT_EQ(sink.shown.size(), 1U);
    EXPECT_EQ(sink.shown.front().incidents, QList<qint64>{3});
    clock.advance(10min);
    close(over);
    sink.clear();
    auto options = notifier.options();
    options.firstReminder = 0ms;
    notifier.setOptions(options);
    clock.advance(8h);
    EXPECT_TRUE(sink.shown.empty());
    clock.advance(1h);
    ASSERT_EQ(sink.shown.size(), 1U);
    EXPECT_EQ(sink.shown.front().title, u"production, since it was quiet: app3 is down"_s);
    EXPECT_EQ(sink.shown.front().body, u"app2 is down.\n"_s + since(lasting) + u"\nOver again:\napp1 is down."_s);
    EXPECT_EQ(sink.shown.front().incidents, QList<qint64>{2});
    EXPECT_EQ(sink.shown.front().urgency, Urgency::Normal);
    close(lasting);
    ASSERT_EQ(sink.shown.size(), 2U);
    EXPECT_EQ(sink.shown.back().group, sink.shown.front().group);
}

TEST_F(NotifierTest, InTotalQuietNothingPasses)
{
    setQuiet(9h, true);
    const Incident down = incident(1);
    take(Kind::Opened, down);
    clock.advance(4h);
    close(down);
    EXPECT_TRUE(sink.shown.empty());
    clock.advance(5h);
    ASSERT_EQ(sink.shown.size(), 1U);
    EXPECT_EQ(sink.shown.front().title, u"production: 1 problems came and went while it was quiet"_s);
    EXPECT_EQ(sink.shown.front().urgency, Urgency::Low);
}

TEST_F(NotifierTest, RecoveryInTheQuietTakesTheNoticeAwayAndIsToldLater)
{
    const Incident down = told(1);
    setQuiet(9h);
    close(down);
    EXPECT_TRUE(sink.shown.empty());
    EXPECT_EQ(sink.withdrawn, QStringList{u"production/1"_s});
    clock.advance(9h);
    ASSERT_EQ(sink.shown.size(), 1U);
    EXPECT_EQ(sink.shown.front().body, u"app1 is down."_s);
}

TEST_F(NotifierTest, AReminderWaitsForTheEndOfTheQuiet)
{
    told(1, Severity::Warning);
    setQuiet(9h);
    clock.advance(9h - 1s);
    EXPECT_TRUE(sink.shown.empty());
    clock.advance(1s);
    EXPECT_EQ(sink.shown.size(), 1U);
}

TEST_F(NotifierTest, ASleepOfTheMachineDoesNotMoveTheEndOfTheQuiet)
{
    setQuiet(9h);
    take(Kind::Opened, incident(1, Severity::Warning));
    clock.advance(3s);
    clock.sleep(9h);
    clock.advance(5min);
    EXPECT_EQ(sink.shown.size(), 1U);
}

TEST_F(NotifierTest, OffSaysNothing)
{
    notifier.setOptions({.isOn = false});
    const Incident down = incident(1);
    take(Kind::Opened, down);
    clock.advance(100h);
    close(down);
    EXPECT_TRUE(sink.shown.empty());
}

TEST_F(NotifierTest, SwitchedOffItTakesItsNoticesAlongAndWhatItHeldBack)
{
    told(1);
    setQuiet(9h);
    take(Kind::Opened, incident(2, Severity::Warning));
    clock.advance(3s);
    notifier.setOptions({.isOn = false});
    EXPECT_TRUE(sink.withdrawn.contains(u"production/1"_s));
    clock.advance(100h);
    EXPECT_TRUE(sink.shown.empty());
}

TEST_F(NotifierTest, AClosedClusterTakesItsNoticesAlong)
{
    told(1);
    notifier.forget(Cluster);
    EXPECT_TRUE(sink.withdrawn.contains(u"production/1"_s));
    clock.advance(100h);
    EXPECT_TRUE(sink.shown.empty());
}

TEST_F(NotifierTest, ClustersAreToldApart)
{
    take(Kind::Opened, incident(1));
    notifier.take(u"staging"_s, u"app9 is down"_s, nullptr, {{Kind::Opened, incident(1)}});
    clock.advance(3s);
    ASSERT_EQ(sink.shown.size(), 2U);
    EXPECT_EQ(sink.shown.back().title, u"staging: app9 is down"_s);
    EXPECT_NE(sink.shown.front().group, sink.shown.back().group);
}

} // namespace
} // namespace rollcall

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/IncidentBook.h"

#include "cluster/ClusterFile.h"
#include "history/IncidentJson.h"

#include <QJsonArray>
#include <gtest/gtest.h>

namespace rollcall {
namespace {

using namespace Qt::StringLiterals;
using Kind = IncidentChange::Kind;

class IncidentBookTest : public testing::Test
{
protected:
    IncidentBookTest()
    {
        ClusterFile cluster;
        cluster.name = u"production"_s;
        cluster.publicUrl = QUrl(u"http://127.0.0.1:80"_s);
        for (const QString &name : {u"app1"_s, u"app2"_s, u"app3"_s}) {
            Node node;
            node.name = name;
            cluster.nodes.push_back(node);
        }
        file = std::make_shared<const ClusterFile>(cluster);
    }

    static Finding finding(Code code, std::vector<int> targets, const QJsonObject &evidence = {})
    {
        Finding made;
        made.code = code;
        made.severity = defaultSeverity(code);
        made.evidence = evidence;
        for (const int target : targets)
            made.targets.push_back(TargetId{target});
        return made;
    }

    std::vector<IncidentChange> at(int seconds, std::vector<Finding> findings, bool isOffline = false)
    {
        ClusterState state;
        state.file = file;
        state.isFirstSweep = false;
        state.isOffline = isOffline;
        state.utc = start.addSecs(seconds);
        for (Finding &each : findings) {
            const QString key = codeName(each.code);
            if (!since.contains(key))
                since[key] = state.utc;
            each.since = since[key];
        }
        for (const QString &key : since.keys()) {
            if (std::none_of(findings.begin(), findings.end(),
                             [&key](const Finding &each) { return codeName(each.code) == key; }))
                since.remove(key);
        }
        state.findings = std::move(findings);
        std::vector<IncidentChange> changes = book.take(state);
        all.insert(all.end(), changes.begin(), changes.end());
        return changes;
    }

    static std::vector<Kind> kinds(const std::vector<IncidentChange> &changes)
    {
        std::vector<Kind> result;
        for (const IncidentChange &change : changes)
            result.push_back(change.kind);
        return result;
    }

    std::shared_ptr<const ClusterFile> file;
    QDateTime start = QDateTime(QDate(2026, 3, 1), QTime(2, 0), Qt::UTC);
    QMap<QString, QDateTime> since;
    IncidentBook book;
    std::vector<IncidentChange> all;
};

TEST_F(IncidentBookTest, OpensAtOnceWhatItsRuleHasTriedTwiceAndClosesItAfterACalm)
{
    EXPECT_EQ(kinds(at(0, {finding(Code::NodeUnreachable, {2})})), std::vector{Kind::Opened});
    EXPECT_TRUE(at(15, {finding(Code::NodeUnreachable, {2})}).empty());
    EXPECT_TRUE(at(30, {}).empty());
    EXPECT_TRUE(at(45, {}).empty()) << "15 s are no calm";
    const auto closed = at(60, {});
    ASSERT_EQ(kinds(closed), std::vector{Kind::Closed});
    EXPECT_EQ(closed[0].incident.closedAt, start.addSecs(30)) << "it was over when it was first away";
    EXPECT_EQ(closed[0].incident.targets, QStringList{u"app3"_s});
    EXPECT_TRUE(book.open().empty());
}

TEST_F(IncidentBookTest, WhatComesBackWithinTheCalmIsTheSameIncident)
{
    at(0, {finding(Code::NodeUnreachable, {2})});
    at(15, {});
    EXPECT_TRUE(at(30, {finding(Code::NodeUnreachable, {2})}).empty());
    ASSERT_EQ(book.open().size(), 1U);
    EXPECT_EQ(book.open()[0].times, 2);
}

TEST_F(IncidentBookTest, AFindingThatDoesNotLastIsNoIncident)
{
    EXPECT_TRUE(at(0, {finding(Code::ClockSkew, {1})}).empty());
    EXPECT_TRUE(at(10, {}).empty());
    EXPECT_TRUE(at(12, {finding(Code::ClockSkew, {1})}).empty());
    EXPECT_EQ(kinds(at(27, {finding(Code::ClockSkew, {1})})), std::vector{Kind::Opened});
}

TEST_F(IncidentBookTest, InfoIsNoIncident)
{
    at(0, {finding(Code::MetricsUnavailable, {0})});
    EXPECT_TRUE(at(600, {finding(Code::MetricsUnavailable, {0})}).empty());
}

TEST_F(IncidentBookTest, ADeadNodeExplainsWhatItsPeersSayOfIt)
{
    const std::vector<Finding> findings{finding(Code::GossipDead, {2}), finding(Code::NodeMissingFromCluster, {2})};
    at(0, findings);
    std::vector<Finding> more = findings;
    more.push_back(finding(Code::NodeUnreachable, {2}));
    const auto opened = at(15, more);
    ASSERT_EQ(kinds(opened), std::vector{Kind::Opened});
    at(60, more);
    const std::vector<Incident> open = book.open();
    ASSERT_EQ(open.size(), 3U);
    EXPECT_TRUE(open[0].isRoot());
    EXPECT_EQ(open[0].code, Code::NodeUnreachable);
    EXPECT_EQ(open[1].cause, open[0].id);
    EXPECT_EQ(open[2].cause, open[0].id);
    EXPECT_EQ(std::count_if(all.begin(), all.end(),
                            [](const IncidentChange &c) { return c.kind == Kind::Opened && c.incident.isRoot(); }),
              1);
}

TEST_F(IncidentBookTest, WhatOutlivesItsCauseIsToldOfThen)
{
    const Finding dead = finding(Code::NodeUnreachable, {2});
    const Finding missing = finding(Code::NodeMissingFromCluster, {2});
    for (int s = 0; s <= 60; s += 15)
        at(s, {dead, missing});
    for (int s = 75; s < 105; s += 15)
        EXPECT_TRUE(at(s, {missing}).empty());
    const auto changes = at(105, {missing});
    ASSERT_EQ(kinds(changes), (std::vector{Kind::Closed, Kind::Opened}));
    EXPECT_TRUE(changes[1].incident.isRoot());
    EXPECT_EQ(changes[1].incident.code, Code::NodeMissingFromCluster);
}

TEST_F(IncidentBookTest, ADeadProxyIsOneIncident)
{
    for (int s = 0; s <= 90; s += 15)
        at(s, {finding(Code::ProxyUnreachable, {3}), finding(Code::ProxyWebsocketRefused, {3}),
               finding(Code::ProxyNodeNotReached, {0})});
    const auto open = book.open();
    ASSERT_EQ(open.size(), 3U);
    EXPECT_EQ(std::count_if(open.begin(), open.end(), [](const Incident &each) { return each.isRoot(); }), 1);
}

TEST_F(IncidentBookTest, NothingEndsWhileTheWorkstationIsOffline)
{
    at(0, {finding(Code::NodeUnreachable, {2})});
    for (int s = 15; s <= 600; s += 15)
        at(s, {finding(Code::SelfOffline, {})}, true);
    EXPECT_EQ(book.open().size(), 2U);
    EXPECT_EQ(std::count_if(all.begin(), all.end(), [](const auto &c) { return c.kind == Kind::Closed; }), 0);
    EXPECT_EQ(book.open()[0].cause, book.open()[1].id) << "folded under what keeps anybody from knowing";
}

TEST_F(IncidentBookTest, WhatComesAndGoesFlapsAndIsToldOnce)
{
    for (int i = 0; i < 40; ++i) {
        std::vector<Finding> findings;
        if (i % 4 < 2)
            findings.push_back(finding(Code::NodeUnreachable, {1}));
        at(i * 15, findings);
    }
    const auto count = [this](Kind kind) {
        return std::count_if(all.begin(), all.end(), [kind](const auto &change) { return change.kind == kind; });
    };
    EXPECT_EQ(count(Kind::FlappingBegan), 1);
    EXPECT_LE(count(Kind::Opened), 3);
    ASSERT_EQ(book.open().size(), 1U);
    EXPECT_TRUE(book.open()[0].isFlapping);
    for (int i = 40; i < 80; ++i)
        at(i * 15, {});
    EXPECT_EQ(count(Kind::FlappingEnded), 1);
    EXPECT_TRUE(book.open().empty());
}

TEST_F(IncidentBookTest, AnAcknowledgementNeedsAReasonHasAnEndAndFallsWhenItGetsWorse)
{
    Finding certificate = finding(Code::TlsExpires, {0});
    certificate.severity = Severity::Warning;
    at(0, {certificate});
    const qint64 id = book.open()[0].id;
    EXPECT_TRUE(book.acknowledge(id, {u"me"_s, u"  "_s, start, {}}).empty());
    const auto changes = book.acknowledge(id, {u"me"_s, u"renewal ordered"_s, start, start.addSecs(3600)});
    ASSERT_EQ(kinds(changes), std::vector{Kind::Acknowledged});
    EXPECT_TRUE(changes[0].incident.isAcknowledged(start.addSecs(3599)));
    EXPECT_FALSE(changes[0].incident.isAcknowledged(start.addSecs(3600)));
    certificate.severity = Severity::Critical;
    ASSERT_EQ(kinds(at(15, {certificate})), std::vector{Kind::Worsened});
    EXPECT_FALSE(book.open()[0].acknowledgement.has_value());
}

TEST_F(IncidentBookTest, MaintenanceKeepsItQuietAndTellsWhatIsLeftAfterwards)
{
    MaintenanceWindow window;
    window.id = u"1"_s;
    window.targets = {u"app3"_s};
    window.from = start.addSecs(-60);
    window.to = start.addSecs(100);
    book.setMaintenance({window});
    const auto opened = at(0, {finding(Code::NodeUnreachable, {2})});
    ASSERT_EQ(kinds(opened), std::vector{Kind::Opened});
    EXPECT_TRUE(opened[0].incident.isInMaintenance);
    EXPECT_FALSE(
        at(1, {finding(Code::NodeUnreachable, {2}), finding(Code::ProxyUnreachable, {3})})[0].incident.isInMaintenance);
    const auto left = at(120, {finding(Code::NodeUnreachable, {2}), finding(Code::ProxyUnreachable, {3})});
    ASSERT_EQ(kinds(left), std::vector{Kind::Opened});
    EXPECT_FALSE(left[0].incident.isInMaintenance);
}

TEST_F(IncidentBookTest, GoesOnWithWhatWasOpenBefore)
{
    at(0, {finding(Code::NodeUnreachable, {2})});
    const std::vector<Incident> before = book.open();
    IncidentBook next;
    next.restore(before, book.nextId());
    std::swap(book, next);
    EXPECT_TRUE(at(300, {finding(Code::NodeUnreachable, {2})}).empty());
    EXPECT_EQ(book.open()[0].openedAt, start);
    at(315, {});
    EXPECT_EQ(kinds(at(345, {})), std::vector{Kind::Closed});
}

TEST_F(IncidentBookTest, GoesOnWithWhatAnotherCopyWrote)
{
    at(0, {finding(Code::NodeUnreachable, {1}), finding(Code::NodeUnreachable, {2})});
    ASSERT_EQ(book.open().size(), 2U);
    Incident same = book.open()[1]; // the same trouble under the other's id, acknowledged there
    same.id = 7;
    same.acknowledgement = Acknowledgement{u"me"_s, u"known"_s, start, start.addSecs(60)};
    Incident other = same; // and one that is over here
    other.id = 1;
    other.targets = {u"elsewhere"_s};
    other.acknowledgement.reset();
    book.restore({other, same}, 9);
    const std::vector<Incident> open = book.open();
    ASSERT_EQ(open.size(), 3U);
    EXPECT_EQ(open[0].id, 1);
    EXPECT_EQ(open[1], same);
    EXPECT_EQ(open[2].id, 9) << "the other's 1 is another one";
    EXPECT_EQ(book.nextId(), 10);
    EXPECT_TRUE(at(15, {finding(Code::NodeUnreachable, {1}), finding(Code::NodeUnreachable, {2})}).empty());
    EXPECT_EQ(kinds(at(45, {finding(Code::NodeUnreachable, {1}), finding(Code::NodeUnreachable, {2})})),
              std::vector{Kind::Closed});
}

TEST_F(IncidentBookTest, KeepsHowItCameAndWent)
{
    Finding worse = finding(Code::NodeUnreachable, {2});
    Finding mild = worse;
    mild.severity = Severity::Warning;
    at(0, {mild});
    at(10, {mild});
    at(20, {worse});
    at(30, {}, true); // offline: nothing is known, so nothing turned
    at(40, {});
    at(50, {});
    at(60, {worse});
    at(70, {});
    const std::vector<IncidentTurn> course{{start, Severity::Warning},
                                           {start.addSecs(20), Severity::Critical},
                                           {start.addSecs(40), {}},
                                           {start.addSecs(60), Severity::Critical},
                                           {start.addSecs(70), {}}};
    EXPECT_EQ(book.open().at(0).course, course);
    at(300, {});
    ASSERT_EQ(all.back().kind, Kind::Closed);
    EXPECT_EQ(all.back().incident.course, course) << "its end is its last turn";
}

TEST_F(IncidentBookTest, KeepsTheNewestTurnsAlone)
{
    for (int i = 0; i < 500; ++i)
        at(i * 5, i % 2 == 0 ? std::vector<Finding>{finding(Code::NodeUnreachable, {2})} : std::vector<Finding>{});
    const Incident incident = book.open().at(0);
    EXPECT_EQ(incident.course.size(), Incident::MostTurns);
    EXPECT_EQ(incident.course.back().at, start.addSecs(499 * 5));
    EXPECT_EQ(incidentFrom(toJson(incident)), incident);
}

TEST_F(IncidentBookTest, AnIncidentOfAnEarlierVersionHasItsBeginForACourse)
{
    at(0, {finding(Code::NodeUnreachable, {2})});
    QJsonObject json = toJson(book.open().at(0));
    json.remove(u"course"_s);
    Incident old = incidentFrom(json).value_or(Incident{});
    EXPECT_TRUE(old.course.empty());
    IncidentBook next;
    next.restore({old}, 2);
    EXPECT_EQ(next.open().at(0).course, (std::vector<IncidentTurn>{{start, Severity::Critical}}));
}

TEST_F(IncidentBookTest, WhatCannotBeReadOfACourseIsLeftOut)
{
    at(0, {finding(Code::NodeUnreachable, {2})});
    QJsonObject json = toJson(book.open().at(0));
    json[u"course"_s] = QJsonArray{QJsonArray{u"2026-03-01T02:00:00.000Z"_s, u"critical"_s},
                                   QJsonArray{u"2026-03-01T01:00:00.000Z"_s, QJsonValue()}, // runs backwards
                                   QJsonArray{u"never"_s, u"critical"_s},
                                   QJsonArray{u"2026-03-01T02:00:10.000Z"_s, u"dreadful"_s},
                                   u"nothing"_s,
                                   QJsonArray{u"2026-03-01T02:00:20.000Z"_s, QJsonValue()}};
    EXPECT_EQ(incidentFrom(json).value_or(Incident{}).course,
              (std::vector<IncidentTurn>{{start, Severity::Critical}, {start.addSecs(20), {}}}));
}

TEST_F(IncidentBookTest, GoesThroughItsTextUnharmed)
{
    at(0, {finding(Code::NodeUnreachable, {2}, {{u"kind"_s, u"refused"_s}})});
    book.acknowledge(1, {u"me"_s, u"=cmd|x \"y\""_s, start, start.addSecs(60)});
    const Incident incident = book.open()[0];
    const auto again = incidentFrom(toJson(incident));
    ASSERT_TRUE(again.has_value());
    EXPECT_EQ(*again, incident);
    EXPECT_FALSE(incidentFrom({{u"id"_s, 1}}).has_value());
    EXPECT_TRUE(toCsv({incident}).contains("\"'=cmd|x \"\"y\"\"\""));
    EXPECT_TRUE(toMarkdown({incident}, u"a|b"_s).contains(u"a\\|b"_s));
}

TEST(Maintenance, AWeeklyWindowHoldsAtTheSameLocalTimeEachWeek)
{
    MaintenanceWindow window;
    window.id = u"w"_s;
    window.from = QDateTime(QDate(2026, 3, 3), QTime(23, 0));
    window.to = QDateTime(QDate(2026, 3, 4), QTime(1, 0));
    window.repeat = MaintenanceWindow::Repeat::Weekly;
    EXPECT_TRUE(window.holds(QDateTime(QDate(2026, 3, 4), QTime(0, 30)), u"app1"_s));
    EXPECT_FALSE(window.holds(QDateTime(QDate(2026, 3, 5), QTime(0, 30)), u"app1"_s));
    // Weeks later, with another offset of local time in between.
    EXPECT_TRUE(window.holds(QDateTime(QDate(2026, 6, 2), QTime(23, 0)), u"app1"_s));
    EXPECT_FALSE(window.holds(QDateTime(QDate(2026, 6, 3), QTime(1, 0)), u"app1"_s)) << "the end is over";
    EXPECT_FALSE(window.holds(QDateTime(QDate(2026, 3, 3), QTime(22, 59)), u"app1"_s));
    window.targets = {u"app2"_s};
    EXPECT_FALSE(window.holds(QDateTime(QDate(2026, 3, 4), QTime(0, 30)), u"app1"_s));
    EXPECT_FALSE(window.holds(QDateTime(QDate(2026, 3, 4), QTime(0, 30)), {}));
    EXPECT_EQ(maintenanceFrom(toJson(window)).value_or(MaintenanceWindow{}).targets, window.targets);
}

TEST(Flapping, FollowsTheWeightedWindow)
{
    Flapping steady;
    for (int i = 0; i < 40; ++i)
        steady.add(true);
    EXPECT_EQ(steady.share(), 0);
    Flapping wild;
    for (int i = 0; i < 20; ++i)
        wild.add(i % 2 == 0);
    EXPECT_NEAR(wild.share(), 0.95, 0.01) << "19 changes of 20 states, with weights around 1";
    EXPECT_TRUE(wild.isFlapping());
    int calm = 0;
    while (wild.isFlapping() && calm < 30) {
        wild.add(true);
        ++calm;
    }
    EXPECT_GT(calm, 10);
    EXPECT_LT(calm, 20);
}

} // namespace
} // namespace rollcall

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/ClusterHistory.h"

#include "history/Figures.h"
#include "history/FlightRecorder.h"
#include "history/HistoryFolders.h"
#include "probe/ProbeSpec.h"
#include "support/FakeClock.h"
#include "support/WaitFor.h"

#include <QDir>
#include <QTemporaryDir>
#include <cmath>
#include <gtest/gtest.h>

namespace rollcall {
namespace {

using namespace Qt::StringLiterals;
using test::waitFor;

Observation observation(double goroutines)
{
    auto spec = std::make_shared<ProbeSpec>();
    spec->isPrimary = true;
    spec->request = std::make_shared<const HttpRequest>();
    MetricsFact metrics;
    metrics.goroutines = goroutines;
    metrics.series = {{u"go_goroutines"_s, goroutines}, {u"db_master_connections_total"_s, 7}, {u"post_total"_s, 3}};
    Observation made;
    made.spec = spec;
    made.outcome.latency = std::chrono::microseconds(1500);
    made.facts = {metrics, ClockFact{Milliseconds(-500)}};
    return made;
}

double valueOf(const std::vector<Sample> &samples, const QString &metric)
{
    const auto found =
        std::find_if(samples.begin(), samples.end(), [&](const Sample &each) { return each.key.metric == metric; });
    return found == samples.end() ? std::nan("") : found->value;
}

TEST(Figures, AreEachNumberOnceUnderItsOwnName)
{
    const std::vector<Sample> samples = figuresOf(observation(412), u"app1"_s, 1000);
    EXPECT_EQ(samples.size(), 5U);
    EXPECT_EQ(valueOf(samples, u"goroutines"_s), 412);
    EXPECT_EQ(valueOf(samples, u"latency_ms"_s), 1.5);
    EXPECT_EQ(valueOf(samples, u"clock_offset_ms"_s), -500);
    EXPECT_EQ(valueOf(samples, u"post_total"_s), 3);
    EXPECT_EQ(valueOf(samples, u"db_master_connections"_s), 7) << "open just now, not a counter";
    Observation failed = observation(1);
    failed.outcome.kind = Outcome::Kind::Failed;
    failed.facts = {};
    EXPECT_TRUE(figuresOf(failed, u"app1"_s, 1000).empty()) << "no answer has no latency";
}

class ClusterHistoryTest : public testing::Test
{
protected:
    ClusterHistoryTest()
    {
        file.name = u"production"_s;
        Node node;
        node.name = u"app1"_s;
        file.nodes = {node};
        history = std::make_unique<ClusterHistory>(folder.filePath(u"h"_s), file, clock);
        QObject::connect(history.get(), &ClusterHistory::maintenanceChanged, history.get(),
                         [this] { isLoaded = true; });
        EXPECT_TRUE(waitFor([this] { return isLoaded; }));
    }

    void publish(const QString &version, double startTime, std::vector<Finding> findings = {})
    {
        clock.advance(std::chrono::seconds(20));
        auto target = std::make_shared<TargetState>();
        target->id = TargetId{0};
        target->settings.name = u"app1"_s;
        target->version = version;
        MetricsFact metrics;
        metrics.startTime = startTime;
        target->facts.metrics = Known<MetricsFact>{metrics, clock.now(), u"metrics"_s, true};
        auto state = std::make_shared<ClusterState>();
        state->file = std::make_shared<const ClusterFile>(file);
        state->isFirstSweep = false;
        state->targets = {target};
        state->utc = clock.utc();
        state->findings = std::move(findings);
        history->published(state);
    }

    SeriesAnswer read()
    {
        std::optional<SeriesAnswer> answer;
        const qint64 now = clock.utc().toMSecsSinceEpoch();
        history->series().read({.keys = {{u"app1"_s, u"goroutines"_s}}, .from = now - 3600000, .to = now, .columns = 0},
                               history.get(), [&](SeriesAnswer &&given) { answer = std::move(given); });
        EXPECT_TRUE(waitFor([&] { return answer.has_value(); }));
        return answer.value_or(SeriesAnswer{});
    }

    QTemporaryDir folder;
    test::FakeClock clock;
    ClusterFile file;
    bool isLoaded = false;
    std::unique_ptr<ClusterHistory> history;
};

TEST_F(ClusterHistoryTest, KeepsFiguresAndWhatHappened)
{
    history->observed(observation(412), clock.utc(), u"app1"_s);
    publish(u"10.11.2"_s, 1000);
    publish(u"10.11.2"_s, 1000);
    publish(u"10.12.0"_s, 5000);
    Finding dead{Code::NodeUnreachable, Severity::Critical, {TargetId{0}}, {}, clock.utc()};
    publish(u"10.12.0"_s, 5000, {dead});
    const SeriesAnswer answer = read();
    ASSERT_EQ(answer.lines.at(0).points.size(), 1U);
    EXPECT_EQ(answer.lines[0].points[0].mean, 412);
    std::vector<HistoryEvent::Kind> kinds;
    for (const HistoryEvent &event : answer.events)
        kinds.push_back(event.kind);
    using Kind = HistoryEvent::Kind;
    EXPECT_EQ(kinds, (std::vector{Kind::WatchStarted, Kind::Restart, Kind::VersionChange, Kind::IncidentOpened}));
    EXPECT_EQ(answer.events.at(2).facts.value(u"to"_s).toString(), u"10.12.0"_s);
    EXPECT_EQ(history->openIncidents().size(), 1U);
}

TEST_F(ClusterHistoryTest, SaysWhatWasSetAsideBecauseItWasDamaged)
{
    history.reset();
    EXPECT_TRUE(QDir(folder.filePath(u"h"_s)).exists());
    for (const QString &name : {u"samples.sqlite"_s, u"incidents.sqlite"_s}) {
        QFile spoilt(folder.filePath(u"h/"_s + name));
        ASSERT_TRUE(spoilt.open(QIODevice::WriteOnly));
        spoilt.write(QByteArray(8192, 'x'));
    }
    history = std::make_unique<ClusterHistory>(folder.filePath(u"h"_s), file, clock);
    ASSERT_TRUE(waitFor([this] { return history->troubles().size() == 2; }));
    const QString all = history->troubles().join(u'\n');
    EXPECT_TRUE(all.contains(u"set aside as samples.sqlite.damaged-1"_s)) << all.toStdString();
    EXPECT_TRUE(all.contains(u"set aside as incidents.sqlite.damaged-1"_s)) << all.toStdString();
    // It is said, and the new file is written.
    history->observed(observation(412), clock.utc(), u"app1"_s);
    publish(u"10.11.2"_s, 1000);
    EXPECT_EQ(read().lines.at(0).points.size(), 1U);
    EXPECT_EQ(history->troubles().size(), 2);
}

TEST_F(ClusterHistoryTest, GoesOnWithTheIncidentsOfACopyThatEnded)
{
    const Finding dead{Code::NodeUnreachable, Severity::Critical, {TargetId{0}}, {}, clock.utc()};
    publish(u"10.11.2"_s, 1000, {dead});
    bool isWritten = false;
    history->readIncidents(0, clock.utc().toMSecsSinceEpoch(), 1, history.get(),
                           [&](std::vector<Incident> &&incidents) { isWritten = incidents.size() == 1; });
    ASSERT_TRUE(waitFor([&] { return isWritten; }));
    auto first = std::move(history);
    history = std::make_unique<ClusterHistory>(folder.filePath(u"h"_s), file, clock);
    ASSERT_TRUE(waitFor([this] { return history->openIncidents().size() == 1 && !history->troubles().isEmpty(); }));
    first->acknowledge(1, {u"me"_s, u"known"_s, clock.utc(), clock.utc().addSecs(600)});
    publish(u"10.11.2"_s, 1000, {dead});
    EXPECT_FALSE(history->openIncidents().at(0).acknowledgement);
    MaintenanceWindow window;
    window.id = u"w"_s;
    window.from = clock.utc();
    window.to = clock.utc().addSecs(60);
    history->setMaintenance({window});
    first.reset();
    ASSERT_TRUE(waitFor([&] {
        publish(u"10.11.2"_s, 1000, {dead});
        QStringList troubles = history->troubles();
        // Snapshots come here far faster than seconds: the recorder's queue may run over, and say so.
        if (history->recorder().lost() > 0)
            troubles.removeAll(history->recorder().note());
        return troubles.isEmpty();
    })) << history->troubles().join(u'\n').toStdString();
    EXPECT_TRUE(waitFor([&] { return history->openIncidents().at(0).acknowledgement.has_value(); }));
    history->acknowledge(1, {u"you"_s, u"known better"_s, clock.utc(), clock.utc().addSecs(600)});
    history.reset();
    history = std::make_unique<ClusterHistory>(folder.filePath(u"h"_s), file, clock);
    ASSERT_TRUE(waitFor([this] { return !history->maintenance().empty(); }));
    ASSERT_EQ(history->openIncidents().size(), 1U);
    EXPECT_EQ(history->openIncidents()[0].acknowledgement->reason, u"known better"_s);
}

TEST_F(ClusterHistoryTest, IsForItsOwnerAlone)
{
    history->observed(observation(412), clock.utc(), u"app1"_s);
    publish(u"10.11.2"_s, 1000);
    read();
    const QDir place(folder.filePath(u"h"_s));
    constexpr auto owners = QFile::ReadOwner | QFile::WriteOwner | QFile::ReadUser | QFile::WriteUser;
    const auto notOwnersAlone = [&place, owners] {
        QStringList names;
        for (const QFileInfo &each : place.entryInfoList(QDir::Files | QDir::Hidden)) {
            if (each.permissions() & ~owners)
                names.append(each.fileName());
        }
        return names;
    };
    // Each store opens its files on a thread of its own: three databases and their locks.
    EXPECT_TRUE(test::waitFor([&] {
        return place.entryInfoList(QDir::Files | QDir::Hidden).size() >= 6 && notOwnersAlone().isEmpty();
    })) << notOwnersAlone().join(u' ').toStdString();
    EXPECT_EQ(QFileInfo(place.path()).permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
}

TEST(HistoryFolders, AreOneForEachName)
{
    const QString one = historyfolders::ofName(u"/r"_s, u"../a b"_s);
    EXPECT_TRUE(one.startsWith(u"/r/---a-b-"_s)) << one.toStdString();
    EXPECT_NE(one, historyfolders::ofName(u"/r"_s, u"../a_b"_s));
}

TEST(HistoryFolders, AreOneForEachFileAndAreFoundAgain)
{
    const QTemporaryDir scratch;
    const QString root = scratch.filePath(u"history"_s);
    const auto make = [&scratch](const QString &name) {
        QFile file(scratch.filePath(name));
        EXPECT_TRUE(file.open(QIODevice::WriteOnly));
        return file.fileName();
    };
    const QString a = make(u"a.json"_s);
    const QString b = make(u"b.json"_s);
    // A folder from before the notes goes to the first that comes.
    const QString usual = historyfolders::ofName(root, u"production"_s);
    ASSERT_TRUE(QDir().mkpath(usual));
    const QString ofA = historyfolders::ofFile(root, u"production"_s, a);
    const QString ofB = historyfolders::ofFile(root, u"production"_s, b);
    EXPECT_EQ(ofA, usual);
    EXPECT_NE(ofB, ofA);
    EXPECT_TRUE(ofB.startsWith(usual)) << ofB.toStdString();
    EXPECT_EQ(historyfolders::ofFile(root, u"production"_s, b), ofB);
    EXPECT_EQ(historyfolders::ofFile(root, u"production"_s, a), ofA);
    EXPECT_EQ(historyfolders::ofFile(root, u"another name"_s, b), ofB) << "renamed";
    const QString moved = scratch.filePath(u"moved.json"_s);
    ASSERT_TRUE(QFile::rename(a, moved));
    EXPECT_EQ(historyfolders::ofFile(root, u"production"_s, moved), ofA) << "moved";
    EXPECT_EQ(historyfolders::ofFile(root, u"production"_s, moved), ofA);
}

} // namespace
} // namespace rollcall

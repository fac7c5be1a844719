// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Cluster.h"

#include "watch/Watches.h"

#include "support/WaitFor.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>

namespace rollcall::test {

namespace {

class WatchesTest : public testing::Test
{
protected:
    QString write(const QString &name, const QByteArray &text)
    {
        const QString path = m_folder.filePath(name);
        QFile file(path);
        EXPECT_TRUE(file.open(QFile::WriteOnly));
        file.write(text);
        return path;
    }
    static QByteArray textOf(const QByteArray &name, int nodes)
    {
        QByteArray text = R"({ "schema": 1, "name": ")" + name + R"(", "product": "generic", "nodes": [)";
        for (int i = 0; i < nodes; ++i)
            text += (i ? "," : "") + QByteArray(R"({ "name": "n)") + QByteArray::number(i) +
                    R"(", "url": "http://127.0.0.)" + QByteArray::number(i + 2) + R"(/" })";
        return text + "] }";
    }

    FakeClock m_clock;
    FakeHttp m_http{m_clock, [](const HttpRequest &) { return FakeHttp::answer(200, "ok"); }};
    QTemporaryDir m_folder;
    Watches m_watches{m_clock, m_http, {}};
};

TEST_F(WatchesTest, KeepsAHistoryWhereThereIsAPlaceForIt)
{
    Watches watches(m_clock, m_http, {}, m_folder.filePath(u"history"_s));
    ASSERT_TRUE(watches.open(write(u"a.json"_s, textOf("a", 1))).ok());
    ASSERT_NE(watches.at(0).history, nullptr);
    EXPECT_TRUE(m_watches.open(write(u"b.json"_s, textOf("b", 1))).ok());
    EXPECT_EQ(m_watches.at(0).history, nullptr) << "no place, none kept";
}

TEST_F(WatchesTest, TwoClustersOfOneNameHaveAHistoryEach)
{
    Watches watches(m_clock, m_http, {}, m_folder.filePath(u"history"_s));
    ASSERT_TRUE(watches.open(write(u"a.json"_s, textOf("production", 1))).ok());
    ASSERT_TRUE(watches.open(write(u"b.json"_s, textOf("production", 1))).ok());
    const QDir root(m_folder.filePath(u"history"_s));
    EXPECT_EQ(root.entryList(QDir::Dirs | QDir::NoDotAndDotDot).size(), 2);
    m_clock.advance(std::chrono::minutes(1));
    for (int i = 0; i < 2; ++i) {
        std::optional<std::vector<SeriesInfo>> known;
        watches.at(i).history->series().catalogue(
            &watches, [&known](std::vector<SeriesInfo> &&infos) { known = std::move(infos); });
        ASSERT_TRUE(waitFor([&known] { return known.has_value(); }));
        EXPECT_FALSE(known->empty()) << i;
        EXPECT_EQ(watches.at(i).history->troubles(), QStringList()) << i;
    }
}

TEST_F(WatchesTest, TakesUpHowLongThingsAreKeptAndTheHistoryOfARenamedCluster)
{
    Watches watches(m_clock, m_http, {}, m_folder.filePath(u"history"_s));
    const QString path = write(u"a.json"_s, textOf("before", 1));
    ASSERT_TRUE(watches.open(path).ok());
    SeriesSource &series = watches.at(0).history->series();
    const auto read = [&](qint64 from, qint64 to) {
        std::optional<std::size_t> count;
        series.read({.keys = {{u"n0"_s, u"latency_ms"_s}}, .from = from, .to = to}, &watches,
                    [&count](SeriesAnswer &&answer) { count = answer.lines.at(0).points.size(); });
        EXPECT_TRUE(waitFor([&count] { return count.has_value(); }));
        return count.value_or(0);
    };
    const qint64 begin = m_clock.utc().toMSecsSinceEpoch();
    m_clock.advance(std::chrono::minutes(5));
    const qint64 end = m_clock.utc().toMSecsSinceEpoch();
    EXPECT_GT(read(begin, end), 5U);
    // What was renamed on the disk, and keeps less, is the same cluster with the same history.
    QByteArray text = textOf("after", 1);
    text.replace(R"("schema": 1,)", R"("schema": 1, "retention": { "raw": "1h", "minute": "1h", "hour": "1h" },)");
    write(u"a.json"_s, text);
    const Result<void> reloaded = watches.reload(0);
    ASSERT_TRUE(reloaded.ok()) << reloaded.error().message.toStdString();
    EXPECT_GT(read(begin, end), 5U);
    watches.at(0).watch->setPaused(true);
    m_clock.advance(std::chrono::hours(60));
    watches.at(0).watch->setPaused(false);
    EXPECT_TRUE(waitFor([&] {
        m_clock.advance(std::chrono::seconds(2));
        return read(begin, end) == 1; // its hour goes with the month that it is stored with
    })) << read(begin, end);
    EXPECT_EQ(QDir(m_folder.filePath(u"history"_s)).entryList(QDir::Dirs | QDir::NoDotAndDotDot).size(), 1);
}

TEST_F(WatchesTest, WritesAThresholdIntoTheFileAsItIsNow)
{
    const QString path = write(u"a.json"_s, textOf("a", 1));
    ASSERT_TRUE(m_watches.open(path).ok());
    write(u"a.json"_s, textOf("a", 2)); // somebody added a node meanwhile
    ASSERT_TRUE(m_watches.setGoroutineThreshold(0, 900).ok());
    const Result<ClusterFile> stored = ClusterFile::load(path);
    ASSERT_TRUE(stored.ok());
    EXPECT_EQ(stored.value().rules.goroutineThreshold, 900);
    EXPECT_EQ(stored.value().nodes.size(), 2U);
    EXPECT_EQ(m_watches.at(0).watch->file().rules.goroutineThreshold, 900);
    write(u"a.json"_s, "broken");
    EXPECT_FALSE(m_watches.setGoroutineThreshold(0, 1).ok());
    EXPECT_EQ(m_watches.at(0).watch->file().rules.goroutineThreshold, 900);
}

TEST_F(WatchesTest, OpensAFileOnceAndWatchesIt)
{
    std::vector<int> opened;
    QObject::connect(&m_watches, &Watches::opened, &m_watches, [&](int index) {
        opened.push_back(index);
        EXPECT_FALSE(m_watches.at(index).path.isEmpty());
    });
    const QString path = write(u"a.json"_s, textOf("a", 2));
    const Result<int> first = m_watches.open(path);
    ASSERT_TRUE(first.ok());
    EXPECT_EQ(first.value(), 0);
    const Result<int> again = m_watches.open(m_folder.path() + u"/./a.json"_s);
    ASSERT_TRUE(again.ok());
    EXPECT_EQ(again.value(), 0);
    EXPECT_EQ(m_watches.count(), 1);
    EXPECT_THAT(opened, testing::ElementsAre(0));
    int changes = 0;
    QObject::connect(&m_watches, &Watches::changed, &m_watches, [&](int index) {
        EXPECT_EQ(index, 0);
        ++changes;
    });
    m_clock.advance(std::chrono::seconds(2));
    EXPECT_GT(changes, 0);
    EXPECT_EQ(m_watches.at(0).watch->state()->state, State::Ok);
}

TEST_F(WatchesTest, ARefusedFileIsAnError)
{
    const Result<int> result = m_watches.open(write(u"bad.json"_s, "{"));
    ASSERT_FALSE(result.ok());
    EXPECT_TRUE(result.error().message.contains(u"bad.json"_s));
    EXPECT_EQ(m_watches.count(), 0);
    EXPECT_FALSE(m_watches.open(m_folder.filePath(u"none.json"_s)).ok());
}

TEST_F(WatchesTest, ClosingMovesTheRestUp)
{
    ASSERT_TRUE(m_watches.open(write(u"a.json"_s, textOf("a", 1))).ok());
    const QString b = write(u"b.json"_s, textOf("b", 1));
    ASSERT_TRUE(m_watches.open(b).ok());
    m_watches.add(ClusterFile(), u"a demonstration"_s);
    EXPECT_EQ(m_watches.at(2).notice, u"a demonstration"_s);
    m_watches.close(0);
    EXPECT_EQ(m_watches.count(), 2);
    EXPECT_EQ(m_watches.indexOf(b), 0);
    EXPECT_EQ(m_watches.indexOf(u""_s), -1);
    std::vector<int> changed;
    QObject::connect(&m_watches, &Watches::changed, &m_watches, [&](int index) { changed.push_back(index); });
    m_clock.advance(std::chrono::seconds(20));
    EXPECT_THAT(changed, testing::Contains(0));
    for (const int index : changed)
        EXPECT_LT(index, 2);
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
}

TEST_F(WatchesTest, MayBeClosedFromItsOwnSignal)
{
    ASSERT_TRUE(m_watches.open(write(u"a.json"_s, textOf("a", 1))).ok());
    QObject::connect(&m_watches, &Watches::changed, &m_watches, [&](int index) {
        if (m_watches.count() > 0)
            m_watches.close(index);
    });
    m_clock.advance(std::chrono::seconds(2));
    EXPECT_EQ(m_watches.count(), 0);
    const auto requests = m_http.requests.size();
    m_clock.advance(std::chrono::seconds(60));
    EXPECT_EQ(m_http.requests.size(), requests);
}

TEST_F(WatchesTest, ReloadTakesUpTheChangedFile)
{
    const QString path = write(u"a.json"_s, textOf("a", 1));
    ASSERT_TRUE(m_watches.open(path).ok());
    m_clock.advance(std::chrono::seconds(2));
    write(u"a.json"_s, textOf("renamed", 2));
    ASSERT_TRUE(m_watches.reload(0).ok());
    EXPECT_EQ(m_watches.at(0).watch->file().name, u"renamed"_s);
    EXPECT_EQ(m_watches.at(0).watch->state()->targets.size(), 2U);
    EXPECT_EQ(m_watches.at(0).watch->state()->target(TargetId{0}).state, State::Ok);
    write(u"a.json"_s, "{");
    EXPECT_FALSE(m_watches.reload(0).ok());
    EXPECT_EQ(m_watches.at(0).watch->file().name, u"renamed"_s);
    const int other = m_watches.add(ClusterFile(), {});
    EXPECT_FALSE(m_watches.reload(other).ok());
}

} // namespace

} // namespace rollcall::test

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/SampleStore.h"

#include "history/SampleFile.h"
#include "history/SampleLines.h"
#include "support/WaitFor.h"

#include <QFile>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QVariant>
#include <algorithm>
#include <atomic>
#include <gtest/gtest.h>
#include <random>

namespace rollcall {
namespace {

using namespace Qt::StringLiterals;
using test::waitFor;

constexpr qint64 Begin = 1'700'006'400'000 / DayMs * DayMs;
const SeriesKey Goroutines{u"app1"_s, u"goroutines"_s};

class SampleStoreTest : public testing::Test
{
protected:
    QString path() const { return m_folder.filePath(u"samples.sqlite"_s); }

    std::unique_ptr<SampleStore> open(SampleStore::Options options = {})
    {
        options.path = path();
        return std::make_unique<SampleStore>(std::move(options));
    }

    /// Until the store is through with all that was asked of it.
    static SeriesAnswer read(SampleStore &store, const SeriesQuery &query)
    {
        SeriesAnswer result;
        bool isDone = false;
        store.read(query, &store, [&](SeriesAnswer &&answer) {
            result = std::move(answer);
            isDone = true;
        });
        EXPECT_TRUE(waitFor([&] { return isDone; }, std::chrono::seconds(120)));
        return result;
    }

    /// Flushes, and waits until all slices of the tidying are done, or something is wrong with the file.
    static void settle(SampleStore &store, qint64 now)
    {
        bool isDone = false;
        const auto connection =
            QObject::connect(&store, &SampleStore::tidied, &store, [&](qint64 at) { isDone = isDone || at == now; });
        store.flush(now);
        EXPECT_TRUE(
            waitFor([&] { return isDone || store.trouble() != StoreTrouble::None; }, std::chrono::seconds(120)));
        QObject::disconnect(connection);
    }

    static std::vector<SeriesPoint> points(SampleStore &store, qint64 from, qint64 to, int columns = 0)
    {
        return read(store, {.keys = {Goroutines}, .from = from, .to = to, .columns = columns}).lines.at(0).points;
    }

    static void sample(SampleStore &store, qint64 at, double value, const SeriesKey &key = Goroutines)
    {
        store.add(std::vector<Sample>{{key, at, value}});
    }

    /// One sample every 15 s, flushed each hour.
    template <class Value>
    static void fill(SampleStore &store, qint64 from, qint64 to, Value valueAt)
    {
        for (qint64 at = from; at < to; at += 15'000) {
            sample(store, at, valueAt(at));
            if ((at - from) % HourMs == 0)
                store.flush(at);
        }
        settle(store, to);
    }

    QTemporaryDir m_folder;
};

TEST_F(SampleStoreTest, ShowsWhatItWasGivenBeforeAndAfterItIsFoldedAndAfterReopening)
{
    auto store = open();
    for (int i = 0; i < 1000; ++i)
        sample(*store, Begin + i * 15'000, i);
    EXPECT_EQ(points(*store, Begin, Begin + DayMs).size(), 1000U) << "not flushed";
    settle(*store, Begin + HourMs);
    EXPECT_EQ(points(*store, Begin, Begin + DayMs).size(), 1000U) << "in the tail";
    store = open();
    EXPECT_EQ(points(*store, Begin, Begin + DayMs).size(), 1000U) << "in the tail, reopened";
    settle(*store, Begin + 4 * HourMs);
    EXPECT_EQ(points(*store, Begin, Begin + DayMs).size(), 1000U) << "partly folded";
    store = open();
    EXPECT_EQ(points(*store, Begin, Begin + DayMs).size(), 1000U) << "partly folded, reopened";
    settle(*store, Begin + 26 * HourMs);
    const auto all = points(*store, Begin, Begin + DayMs);
    ASSERT_EQ(all.size(), 1000U) << "rolled up";
    for (std::size_t i = 0; i < all.size(); ++i)
        EXPECT_EQ(all[i].mean, static_cast<double>(i));
    store = open();
    EXPECT_EQ(points(*store, Begin, Begin + DayMs), all) << "rolled up, reopened";
}

TEST_F(SampleStoreTest, MarksGapsAndRestartsInEveryTier)
{
    auto store = open();
    const SeriesKey counter{u"app1"_s, u"requests_total"_s};
    for (qint64 at = Begin; at < Begin + DayMs; at += 15'000) {
        const bool isDown = at >= Begin + 5 * HourMs && at < Begin + 7 * HourMs;
        if (isDown)
            continue;
        sample(*store, at, 5);
        sample(*store, at, static_cast<double>(at < Begin + 10 * HourMs ? at - Begin : at - Begin - 10 * HourMs),
               counter);
    }
    store->add({.at = Begin + 3 * HourMs + 1, .kind = HistoryEvent::Kind::Restart, .target = u"app1"_s, .facts = {}});
    const auto check = [&](const char *when, int columns, qint64 range) {
        SCOPED_TRACE(when);
        const SeriesAnswer answer =
            read(*store, {.keys = {Goroutines, counter}, .from = Begin, .to = Begin + range, .columns = columns});
        ASSERT_EQ(answer.events.size(), 1U);
        for (const SeriesLine &line : answer.lines) {
            EXPECT_EQ(std::ranges::count_if(line.points, &SeriesPoint::isAfterGap), 1);
            EXPECT_EQ(std::ranges::count_if(line.points, &SeriesPoint::isAfterRestart), line.key == counter ? 2 : 1);
        }
    };
    check("waiting", 0, DayMs);
    settle(*store, Begin + DayMs);
    check("tail", 0, DayMs);
    settle(*store, Begin + DayMs + 2 * HourMs);
    check("raw chunks", 0, DayMs);
    check("columns", 100, DayMs);
    check("minutes", 1000, 10 * DayMs);
    check("hours", 500, 100 * DayMs);
}

TEST_F(SampleStoreTest, ASpikeOfOneSampleIsStillThereInFourteenDays)
{
    auto store = open();
    fill(*store, Begin, Begin + 14 * DayMs, [](qint64 at) { return at == Begin + 3 * DayMs + 15'000 ? 999.0 : 10.0; });
    for (const qint64 days : {14, 40, 700}) {
        const auto all = points(*store, Begin, Begin + days * DayMs, 1000);
        EXPECT_LE(all.size(), 1000U);
        EXPECT_EQ(std::ranges::max(all, {}, &SeriesPoint::maximum).maximum, 999) << days;
        quint64 count = 0;
        for (const SeriesPoint &point : all)
            count += point.count;
        EXPECT_EQ(count, 14U * 5760) << days;
    }
}

TEST_F(SampleStoreTest, TiersSayWhatTheRawSamplesSay)
{
    auto store = open();
    std::mt19937 random(3);
    std::vector<SeriesPoint> raw;
    for (qint64 at = Begin; at < Begin + 2 * DayMs; at += 15'000) {
        const double value = static_cast<double>(random() % 100'000) / 1000;
        raw.push_back({.at = at, .minimum = value, .mean = value, .maximum = value});
        sample(*store, at, value);
    }
    settle(*store, Begin + 2 * DayMs + 3 * HourMs);
    for (const Tier tier : {Tier::Minute, Tier::Hour}) {
        const qint64 range = tier == Tier::Minute ? 3 * DayMs : 90 * DayMs;
        const SeriesAnswer answer =
            read(*store, {.keys = {Goroutines}, .from = Begin, .to = Begin + range, .columns = 4000});
        const auto expected = rolledUp(raw, lengthOf(tier));
        const auto &line = answer.lines.at(0);
        if (tier == Tier::Minute && line.tier == Tier::Raw)
            continue;
        EXPECT_EQ(line.tier, tier);
        ASSERT_EQ(line.points.size(), expected.size());
        for (std::size_t i = 0; i < expected.size(); ++i) {
            EXPECT_EQ(line.points[i].at, expected[i].at);
            EXPECT_EQ(line.points[i].minimum, expected[i].minimum);
            EXPECT_EQ(line.points[i].maximum, expected[i].maximum);
            EXPECT_EQ(line.points[i].count, expected[i].count);
            EXPECT_NEAR(line.points[i].mean, expected[i].mean, 1e-9);
        }
    }
}

TEST_F(SampleStoreTest, ForgetsWhatIsOlderThanItsTierIsKept)
{
    auto store = open({.retention = {.raw = std::chrono::hours(48),
                                     .minute = std::chrono::hours(96),
                                     .hour = std::chrono::hours(24 * 365)}});
    fill(*store, Begin, Begin + 10 * DayMs, [](qint64) { return 1.0; });
    settle(*store, Begin + 10 * DayMs + 2 * HourMs);
    const auto all = points(*store, Begin, Begin + 11 * DayMs);
    const auto countIn = [&](int day) {
        return std::ranges::count_if(all, [day](const SeriesPoint &point) {
            return point.at >= Begin + day * DayMs && point.at < Begin + (day + 1) * DayMs;
        });
    };
    EXPECT_EQ(countIn(0), 24);
    EXPECT_EQ(countIn(7), 1440);
    EXPECT_EQ(countIn(9), 5760);
    EXPECT_EQ(std::ranges::count_if(all, &SeriesPoint::isAfterGap), 0);
}

TEST_F(SampleStoreTest, ForgetsWhatANodeLeftThatIsWatchedNoMore)
{
    const Retention retention{
        .raw = std::chrono::hours(48), .minute = std::chrono::hours(96), .hour = std::chrono::hours(240)};
    {
        auto store = open({.retention = retention});
        fill(*store, Begin, Begin + DayMs, [](qint64) { return 1.0; });
        settle(*store, Begin + DayMs + 3 * HourMs);
    }
    // Weeks later, and nothing of it has come since: no tail would ever be folded.
    auto store = open({.retention = retention});
    settle(*store, Begin + 60 * DayMs);
    EXPECT_TRUE(points(*store, Begin, Begin + DayMs).empty());
}

TEST_F(SampleStoreTest, ALateSampleTakesNothingFromADayWhoseRawSamplesAreGone)
{
    auto store = open();
    fill(*store, Begin, Begin + DayMs, [](qint64) { return 10.0; });
    for (const int day : {1, 16, 17})
        settle(*store, Begin + day * DayMs + 3 * HourMs);
    sample(*store, Begin + 16 * DayMs, 10);
    settle(*store, Begin + 17 * DayMs + 5 * HourMs);
    sample(*store, Begin + 2 * HourMs, 99); // a clock that was set back
    settle(*store, Begin + 18 * DayMs + 5 * HourMs);
    quint64 count = 0;
    for (const SeriesPoint &point : points(*store, Begin, Begin + DayMs - 1))
        count += point.count;
    EXPECT_GE(count, 5760U);
}

TEST_F(SampleStoreTest, AnEndBetweenTwoSlicesOfTheTidyingChangesNothing)
{
    const auto open = [this] {
        auto file = SampleFile::open(path(), {}, {});
        EXPECT_TRUE(file.ok());
        return std::move(file).value();
    };
    std::vector<SeriesKey> keys;
    for (int i = 0; i < 3; ++i)
        keys.push_back({u"app1"_s, u"figure%1"_s.arg(i)});
    constexpr qint64 Now = Begin + 26 * HourMs;
    const QString original = path() + u".original"_s;
    auto file = open();
    for (qint64 at = Begin; at < Begin + 25 * HourMs; at += MinuteMs) {
        std::vector<Sample> samples;
        for (std::size_t i = 0; i < keys.size(); ++i)
            samples.push_back({keys[i], at, static_cast<double>((at / MinuteMs * 7 + qint64(i)) % 101)});
        ASSERT_TRUE(file->append(samples, {}));
    }
    const auto linesOf = [&](Tier tier) {
        const qint64 range = tier == Tier::Raw ? DayMs : tier == Tier::Minute ? 4 * DayMs : 100 * DayMs;
        return file->read({.keys = keys, .from = Begin, .to = Begin + range, .columns = 100'000}, {}, {}).lines;
    };
    const auto raw = linesOf(Tier::Raw);
    ASSERT_EQ(raw[2].points.size(), 1441U);
    file.reset();
    ASSERT_TRUE(QFile::rename(path(), original));

    // One piece a slice: each place where it can end is one where the program ended.
    bool isAll = false;
    int end = 0;
    for (; !isAll; ++end) {
        SCOPED_TRACE(end);
        ASSERT_LT(end, 1000);
        ASSERT_TRUE(QFile::copy(original, path()));
        file = open();
        for (int slice = 0; slice < end && !isAll; ++slice) {
            const auto tidied = file->tidy(Now, {});
            ASSERT_NE(tidied, SampleFile::Tidied::Failed);
            isAll = tidied == SampleFile::Tidied::All;
        }
        file.reset();
        file = open();
        const auto lines = linesOf(Tier::Raw);
        for (std::size_t i = 0; i < keys.size(); ++i)
            ASSERT_EQ(lines[i].points, raw[i].points) << i;
        for (auto tidied = SampleFile::Tidied::Part; tidied != SampleFile::Tidied::All; tidied = file->tidy(Now))
            ASSERT_NE(tidied, SampleFile::Tidied::Failed);
        for (const Tier tier : {Tier::Minute, Tier::Hour}) {
            const auto coarse = linesOf(tier);
            for (std::size_t i = 0; i < keys.size(); ++i) {
                ASSERT_EQ(coarse[i].tier, tier);
                quint64 count = 0;
                for (const SeriesPoint &point : coarse[i].points)
                    count += point.count;
                ASSERT_EQ(count, 25U * 60) << i;
            }
        }
        file.reset();
        ASSERT_TRUE(QFile::remove(path()));
        QFile::remove(path() + u"-wal"_s);
        QFile::remove(path() + u"-shm"_s);
    }
    EXPECT_GT(end, 20);
}

TEST_F(SampleStoreTest, AWriteThatFailsWhileItIsTidiedStaysSaid)
{
    std::atomic<bool> isRefused = false;
    std::atomic<int> transactions = 0;
    auto store = open({.beforeWrite = [&](QSqlDatabase &database) {
        ++transactions;
        // Samples that come are refused; what the tidying writes is not.
        QSqlQuery(database).exec(isRefused ? u"CREATE TEMP TRIGGER IF NOT EXISTS refusal BEFORE INSERT ON tail "
                                             "BEGIN SELECT RAISE(ABORT, 'refused'); END"_s
                                           : u"DROP TRIGGER IF EXISTS refusal"_s);
    }});
    // A day of many figures: it is tidied in many slices.
    for (qint64 at = Begin; at < Begin + DayMs; at += MinuteMs) {
        for (int i = 0; i < 40; ++i)
            sample(*store, at, i, {u"app1"_s, u"figure%1"_s.arg(i)});
    }
    const qint64 now = Begin + DayMs + 2 * HourMs;
    store->flush(now);
    ASSERT_TRUE(waitFor([&] { return transactions > 2; }));
    isRefused = true;
    sample(*store, now, 7);
    store->flush(now + 1000);
    EXPECT_TRUE(waitFor([&] { return store->trouble() == StoreTrouble::Unavailable; }));
    // Until the store is through with the slice that was on its way.
    EXPECT_TRUE(points(*store, Begin, Begin + 1).empty());
    EXPECT_TRUE(points(*store, Begin, Begin + 1).empty());
    EXPECT_EQ(store->trouble(), StoreTrouble::Unavailable);
    isRefused = false;
    store->flush(now + HourMs);
    EXPECT_TRUE(waitFor([&] { return store->trouble() == StoreTrouble::None; }));
    EXPECT_EQ(points(*store, now, now + 1000).size(), 1U);
}

TEST_F(SampleStoreTest, ForgetsMoreWhenLessIsToBeKept)
{
    auto store = open();
    fill(*store, Begin, Begin + 5 * DayMs, [](qint64) { return 1.0; });
    settle(*store, Begin + 5 * DayMs + 2 * HourMs);
    EXPECT_EQ(points(*store, Begin, Begin + DayMs - 1).size(), 5760U);
    store->setRetention(
        {.raw = std::chrono::hours(48), .minute = std::chrono::hours(72), .hour = std::chrono::hours(24 * 365)});
    settle(*store, Begin + 5 * DayMs + 2 * HourMs + 1000);
    EXPECT_EQ(points(*store, Begin, Begin + DayMs - 1).size(), 24U);
}

TEST_F(SampleStoreTest, ASecondCopyReadsWhatTheFirstWrites)
{
    auto first = open();
    sample(*first, Begin, 1);
    first->flush(Begin);
    EXPECT_EQ(points(*first, Begin, Begin + 1).size(), 1U);
    auto second = open();
    EXPECT_EQ(points(*second, Begin, Begin + DayMs).size(), 1U);
    EXPECT_TRUE(waitFor([&] { return second->trouble() == StoreTrouble::Locked; }));
    EXPECT_FALSE(second->detail().isEmpty());
    sample(*first, Begin + 15'000, 2);
    first->flush(Begin + 15'000);
    EXPECT_EQ(points(*first, Begin, Begin + DayMs).size(), 2U);
    EXPECT_EQ(points(*second, Begin, Begin + DayMs).size(), 2U);
    first.reset();
    second->flush(Begin + MinuteMs);
    EXPECT_TRUE(waitFor([&] { return second->trouble() == StoreTrouble::None; })) << "it takes over";
}

TEST_F(SampleStoreTest, AFullDiskIsSaidAndLaterMadeGood)
{
    std::atomic<int> pages = 0;
    auto store = open({.beforeWrite = [&pages](QSqlDatabase &database) {
        QSqlQuery(database).exec(u"PRAGMA max_page_count = %1"_s.arg(pages == 0 ? 1'000'000 : pages.load()));
    }});
    sample(*store, Begin, 1);
    store->flush(Begin);
    EXPECT_EQ(points(*store, Begin, Begin + 1).size(), 1U);
    EXPECT_EQ(store->trouble(), StoreTrouble::None);
    pages = 1;
    for (int i = 1; i < 3000; ++i)
        sample(*store, Begin + i * 1000, i / 3.0);
    store->flush(Begin + HourMs);
    EXPECT_TRUE(waitFor([&] { return store->trouble() == StoreTrouble::Full; }));
    EXPECT_EQ(points(*store, Begin, Begin + DayMs).size(), 3000U) << "what waits is shown";
    pages = 0;
    store->flush(Begin + HourMs + MinuteMs);
    EXPECT_TRUE(waitFor([&] { return store->trouble() == StoreTrouble::None; }));
    store = open();
    EXPECT_EQ(points(*store, Begin, Begin + DayMs).size(), 3000U);
}

TEST_F(SampleStoreTest, ADamagedFileStopsNothing)
{
    auto store = open();
    fill(*store, Begin, Begin + 2 * DayMs, [](qint64 at) { return static_cast<double>(at % 977) / 3; });
    store->flush(Begin + 2 * DayMs + HourMs);
    points(*store, Begin, Begin + 1);
    store.reset();
    const auto spoil = [this](qint64 first, qint64 step) {
        QFile file(path());
        ASSERT_TRUE(file.open(QIODevice::ReadWrite));
        for (qint64 at = first * 4096; at < file.size(); at += step * 4096) {
            file.seek(at);
            file.write(QByteArray(4096, '\x55'));
        }
    };
    spoil(8, 3);
    store = open();
    points(*store, Begin, Begin + 3 * DayMs, 500);
    fill(*store, Begin + 2 * DayMs + HourMs, Begin + 3 * DayMs, [](qint64) { return 1.0; });
    points(*store, Begin, Begin + 3 * DayMs, 500);
    store.reset();
    spoil(1, 1);
    store = open();
    sample(*store, Begin + 4 * DayMs, 1);
    store->flush(Begin + 4 * DayMs);
    EXPECT_TRUE(waitFor([&] { return store->trouble() == StoreTrouble::Damaged; })) << store->detail().toStdString();
    EXPECT_TRUE(points(*store, Begin, Begin + 3 * DayMs).empty());
}

TEST_F(SampleStoreTest, IsReadWhileItIsWritten)
{
    auto store = open();
    std::size_t before = 0;
    int reads = 0;
    for (int hour = 0; hour < 30; ++hour) {
        fill(*store, Begin + hour * HourMs, Begin + (hour + 1) * HourMs, [](qint64) { return 2.0; });
        store->read({.keys = {Goroutines}, .from = Begin, .to = Begin + 3 * DayMs}, store.get(),
                    [&](SeriesAnswer &&answer) {
                        EXPECT_GT(answer.lines.at(0).points.size(), before);
                        before = answer.lines.at(0).points.size();
                        ++reads;
                    });
    }
    EXPECT_TRUE(waitFor([&] { return reads == 30; }, std::chrono::seconds(60)));
    EXPECT_EQ(before, 30U * 240);
}

TEST_F(SampleStoreTest, KnowsWhatThereIs)
{
    auto store = open();
    fill(*store, Begin, Begin + 3 * HourMs, [](qint64) { return 2.0; });
    std::vector<SeriesInfo> all;
    store->catalogue(store.get(), [&](std::vector<SeriesInfo> &&infos) { all = std::move(infos); });
    EXPECT_TRUE(waitFor([&] { return !all.empty(); }));
    ASSERT_EQ(all.size(), 1U);
    EXPECT_EQ(all[0].first, Begin);
    EXPECT_EQ(all[0].last, Begin + 3 * HourMs - 15'000);
}

} // namespace
} // namespace rollcall

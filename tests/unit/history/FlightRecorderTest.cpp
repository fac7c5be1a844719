// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/FlightRecorder.h"

#include "history/ClusterHistory.h"
#include "support/FakeClock.h"
#include "support/WaitFor.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <gtest/gtest.h>

namespace rollcall {
namespace {

using namespace Qt::StringLiterals;
using test::waitFor;

class FlightRecorderTest : public testing::Test
{
protected:
    ClusterStatePtr state()
    {
        clock.advance(std::chrono::seconds(60));
        auto made = std::make_shared<ClusterState>();
        made->file = file;
        made->isFirstSweep = false;
        made->state = State::Unknown;
        made->at = clock.now();
        made->utc = clock.utc();
        made->startedAt = startedAt;
        return made;
    }
    std::unique_ptr<FlightRecorder> recorder()
    {
        return std::make_unique<FlightRecorder>(path, FlightRecorder::Options{});
    }
    static void breakFile(const QString &path, qint64 from)
    {
        QFile broken(path);
        ASSERT_TRUE(broken.open(QIODevice::ReadWrite));
        ASSERT_TRUE(broken.seek(from));
        broken.write(QByteArray(8192, 'x'));
    }
    /// Moments that can be shown.
    RecordedSpan span(FlightRecorder &of)
    {
        std::optional<RecordedSpan> found;
        of.readSpan(&context, [&](RecordedSpan &&given) { found = given; });
        EXPECT_TRUE(waitFor([&] { return found.has_value(); }));
        return found.value_or(RecordedSpan{});
    }

    QTemporaryDir folder;
    QString path = folder.filePath(u"recording.sqlite"_s);
    test::FakeClock clock;
    QDateTime startedAt = clock.utc();
    std::shared_ptr<const ClusterFile> file = std::make_shared<const ClusterFile>();
    QObject context;
};

TEST_F(FlightRecorderTest, SetsADamagedFileAsideAndSaysSo)
{
    {
        QFile garbage(path);
        ASSERT_TRUE(garbage.open(QIODevice::WriteOnly));
        garbage.write(QByteArray(8192, 'x'));
    }
    const auto one = recorder();
    const ClusterStatePtr given = state();
    one->published(given);
    ASSERT_TRUE(waitFor([&] { return !one->note().isEmpty(); }));
    EXPECT_TRUE(one->note().contains(path + u".damaged-1"_s)) << one->note().toStdString();
    EXPECT_EQ(one->trouble(), StoreTrouble::None);
    EXPECT_TRUE(QFile::exists(path + u".damaged-1"_s));
    EXPECT_EQ(span(*one).from, given->utc) << "the new one holds it";
}

TEST_F(FlightRecorderTest, BeginsAnewWhereDamageShowsWhileItWrites)
{
    {
        const auto one = recorder();
        for (int i = 0; i < 2000; ++i)
            one->published(state());
    }
    breakFile(path, 8192); // within its tables: it opens, and shows when it is written to
    const auto one = recorder();
    bool isNoted = false;
    for (int i = 0; i < 50 && !isNoted; ++i) {
        clock.advance(std::chrono::hours(1)); // what is old is removed, all over the file
        one->published(state());
        span(*one);
        isNoted = !one->note().isEmpty();
    }
    ASSERT_TRUE(isNoted) << one->detail().toStdString();
    EXPECT_TRUE(QFile::exists(path + u".damaged-1"_s));
    const ClusterStatePtr last = state();
    one->published(last);
    EXPECT_EQ(span(*one).to, last->utc);
    EXPECT_EQ(one->trouble(), StoreTrouble::None);
}

TEST_F(FlightRecorderTest, WaitsForAnotherCopyToEnd)
{
    auto first = recorder();
    first->published(state());
    const QDateTime begin = span(*first).from;
    const auto second = recorder();
    second->published(state());
    ASSERT_TRUE(waitFor([&] { return second->trouble() == StoreTrouble::Locked; }));
    EXPECT_TRUE(second->detail().contains(path));
    EXPECT_EQ(span(*second).to, begin) << "what the other wrote can be read, and exported";
    std::optional<Result<void>> result;
    const QString copy = folder.filePath(u"copy"_s);
    second->exportTo(copy, begin, begin, &context, [&](Result<void> done) { result = std::move(done); });
    ASSERT_TRUE(waitFor([&] { return result.has_value(); }));
    EXPECT_TRUE(result->ok()) << result->error().message.toStdString();
    first.reset();
    const ClusterStatePtr last = state();
    second->published(last);
    ASSERT_TRUE(waitFor([&] { return second->trouble() == StoreTrouble::None; }));
    EXPECT_EQ(span(*second).to, last->utc);
}

TEST_F(FlightRecorderTest, TroubleIsToldWithTheOthersAndTheWatchGoesOn)
{
    // A folder stands where the file should be.
    ASSERT_TRUE(QDir(folder.path()).mkpath(u"h/recording.sqlite"_s));
    ClusterHistory history(folder.filePath(u"h"_s), *file, clock);
    history.published(state());
    ASSERT_TRUE(waitFor([&] { return !history.troubles().isEmpty(); }));
    EXPECT_TRUE(history.troubles().join(u'\n').contains(u"recording.sqlite"_s));
    history.published(state());
    EXPECT_TRUE(history.openIncidents().empty());
}

TEST_F(FlightRecorderTest, AJumpOfTheClockTakesNothingAwayAndStopsNothing)
{
    const auto one = std::make_unique<FlightRecorder>(path, FlightRecorder::Options{.answers = std::chrono::hours(2)});
    const ClusterStatePtr first = state();
    one->published(first);
    EXPECT_EQ(span(*one).from, first->utc);
    // For one snapshot the clock is three days ahead, and is set right again.
    auto ahead = std::make_shared<ClusterState>(*state());
    ahead->utc = ahead->utc.addDays(3);
    one->published(ahead);
    EXPECT_EQ(span(*one).from, first->utc) << "nothing has gone by that clock";
    one->published(state());
    EXPECT_EQ(span(*one).from, first->utc);
    // And what grows old goes all the same: three hours later by the right one.
    for (int i = 0; i < 180; ++i) {
        one->published(state());
        if (i % 20 == 0)
            span(*one);
    }
    EXPECT_GT(span(*one).from, first->utc);
}

TEST_F(FlightRecorderTest, AnExportCanBeStopped)
{
    const auto one = recorder();
    one->published(state());
    const auto progress = std::make_shared<ExportProgress>();
    progress->isCancelled = true;
    std::optional<Result<void>> result;
    const QString copy = folder.filePath(u"copy"_s);
    one->exportTo(
        copy, startedAt, clock.utc(), &context, [&](Result<void> done) { result = std::move(done); }, progress);
    ASSERT_TRUE(waitFor([&] { return result.has_value(); }));
    ASSERT_FALSE(result->ok());
    EXPECT_EQ(result->error().code, u"recording.cancelled"_s);
    EXPECT_FALSE(QFile::exists(copy));
    EXPECT_FALSE(QFile::exists(copy + u".part"_s));
}

TEST_F(FlightRecorderTest, ChangesGoWhereAnswersAloneDoNotMakeRoom)
{
    constexpr int Minutes = 3000;
    struct Kept
    {
        std::vector<StateChange> changes; // newest first
        RecordedSpan span;
    };
    const auto kept = [&](qint64 mostBytes) {
        const QString name = folder.filePath(QString::number(mostBytes));
        Kept found;
        {
            FlightRecorder one(name, {.mostBytes = mostBytes});
            for (int i = 0; i < Minutes; ++i) {
                auto given = std::make_shared<ClusterState>(*state());
                given->state = i % 2 == 0 ? State::Warning : State::Ok;
                one.published(given);
                if (i % 20 == 0)
                    span(one); // longer without a word would look like a clock that was set
            }
            found.span = span(one);
            bool isRead = false;
            one.readChanges(0, clock.utc().toMSecsSinceEpoch(), 2 * Minutes, &context,
                            [&](std::vector<StateChange> &&given) {
                                found.changes = std::move(given);
                                isRead = true;
                            });
            EXPECT_TRUE(waitFor([&] { return isRead; }));
            EXPECT_EQ(one.lost(), 0);
        }
        FlightRecorder again(name, {.mostBytes = mostBytes});
        EXPECT_EQ(span(again).changesGoneTo, found.span.changesGoneTo) << "and it is known later as well";
        return found;
    };
    const Kept all = kept(qint64(1) << 30);
    EXPECT_EQ(all.changes.size(), std::size_t(Minutes));
    EXPECT_FALSE(all.span.changesGoneTo.isValid());
    EXPECT_GT(all.span.from.secsTo(all.span.to), 23 * 3600);
    // With its empty tables it takes some 80 KB.
    const Kept some = kept(200 * 1024);
    EXPECT_LT(some.changes.size(), std::size_t(Minutes));
    EXPECT_GT(some.changes.size(), 200U) << "no more than must";
    EXPECT_LE(some.span.from.secsTo(some.span.to), 3 * 3600) << "answers go first";
    ASSERT_TRUE(some.span.changesGoneTo.isValid());
    EXPECT_LT(some.span.changesGoneTo, some.changes.back().utc);
    EXPECT_LE(some.span.changesGoneTo.secsTo(some.changes.back().utc), 60) << "nothing between the two";
    const Kept few = kept(1);
    EXPECT_GE(few.changes.size(), 60U) << "the last hour stays";
    EXPECT_LE(few.changes.size(), 75U);
    ASSERT_TRUE(few.span.changesGoneTo.isValid());
}

TEST_F(FlightRecorderTest, TheLastChangeStaysHoweverOld)
{
    FlightRecorder one(path, {.mostBytes = 1});
    const ClusterStatePtr first = state();
    for (int i = 0; i < 180; ++i) {
        one.published(i == 0 ? first : state());
        if (i % 20 == 0)
            span(one);
    }
    EXPECT_FALSE(span(one).changesGoneTo.isValid());
    std::vector<StateChange> changes;
    one.readChanges(0, clock.utc().toMSecsSinceEpoch(), 10, &context,
                    [&](std::vector<StateChange> &&given) { changes = std::move(given); });
    ASSERT_TRUE(waitFor([&] { return !changes.empty(); }));
    EXPECT_EQ(changes.back().utc, first->utc);
}

/// A recording over so long a time that it takes a while to be gone through.
class LongExportTest : public FlightRecorderTest
{
protected:
    LongExportTest()
    {
        options.answers = std::chrono::hours(24 * 20'000);
        one = std::make_unique<FlightRecorder>(path, options);
        one->published(state());
        clock.advance(std::chrono::hours(24 * 3000));
        one->published(state());
        one->exportTo(
            copy, startedAt, clock.utc(), &context, [&](Result<void> done) { result = std::move(done); }, progress);
        EXPECT_TRUE(waitFor([&] { return QFile::exists(copy + u".part"_s) || result; }));
    }

    FlightRecorder::Options options;
    std::unique_ptr<FlightRecorder> one;
    QString copy = folder.filePath(u"a copy? 50% #1"_s);
    std::shared_ptr<ExportProgress> progress = std::make_shared<ExportProgress>();
    std::optional<Result<void>> result;
};

TEST_F(LongExportTest, HoldsUpNothing)
{
    for (int i = 0; i < 3; ++i) {
        const ClusterStatePtr given = state();
        one->published(given);
        EXPECT_EQ(span(*one).to, given->utc) << "written and read while the export goes on";
    }
    ASSERT_FALSE(result.has_value()) << "it was over before anything could be held up";
    progress->isCancelled = true;
    ASSERT_TRUE(waitFor([&] { return result.has_value(); }));
    ASSERT_FALSE(*result);
    EXPECT_EQ(result->error().code, u"recording.cancelled"_s);
    EXPECT_EQ(QDir(folder.path()).entryList({u"a copy*"_s}, QDir::Files), QStringList());
    EXPECT_EQ(one->lost(), 0);
}

TEST_F(LongExportTest, EndsWithItsRecorder)
{
    one.reset();
    EXPECT_TRUE(progress->isCancelled);
    EXPECT_FALSE(result.has_value()) << "who asked may be gone as well";
    EXPECT_EQ(QDir(folder.path()).entryList({u"a copy*"_s}, QDir::Files), QStringList());
    EXPECT_FALSE(QFile::exists(path + u"-wal"_s)) << "nobody reads it any more: it is one file";
}

TEST_F(FlightRecorderTest, AnExportHoldsTheNewest)
{
    path = folder.filePath(u"a recording? 50% #1"_s);
    const auto one = recorder();
    ClusterStatePtr last;
    for (int i = 0; i < 500; ++i) {
        last = state();
        one->published(last);
    }
    // None of these need be written yet.
    std::optional<Result<void>> result;
    const QString copy = folder.filePath(u"copy"_s);
    one->exportTo(copy, startedAt, clock.utc(), &context, [&](Result<void> done) { result = std::move(done); });
    ASSERT_TRUE(waitFor([&] { return result.has_value(); }));
    ASSERT_TRUE(result->ok()) << result->error().message.toStdString();
    FlightRecorder again(copy, {});
    EXPECT_EQ(span(again).to, last->utc);
}

TEST_F(FlightRecorderTest, AGapIsToldWithItsTimeAndForAnHour)
{
    // A folder stands where the file should be.
    ASSERT_TRUE(QDir().mkpath(path));
    const auto one = recorder();
    int told = 0;
    QObject::connect(one.get(), &FlightRecorder::troubleChanged, &context, [&] { ++told; });
    const ClusterStatePtr first = state();
    one->published(first);
    ASSERT_TRUE(waitFor([&] { return one->lost() == 1; }));
    const ClusterStatePtr last = state();
    one->published(last);
    ASSERT_TRUE(waitFor([&] { return one->lost() == 2; }));
    EXPECT_EQ(one->note(), u"the recording has a gap: 2 entries could not be written in time, from %1 to %2"_s.arg(
                               first->utc.toString(Qt::ISODate), last->utc.toString(Qt::ISODate)));
    // It can be written again.
    ASSERT_TRUE(QDir().rmdir(path));
    while (last->utc.secsTo(clock.utc()) < 3480) {
        one->published(state());
        ASSERT_TRUE(span(*one).to.isValid());
    }
    EXPECT_EQ(one->trouble(), StoreTrouble::None);
    EXPECT_FALSE(one->note().isEmpty());
    const int before = told;
    one->published(state());
    one->published(state());
    EXPECT_TRUE(one->note().isEmpty()) << one->note().toStdString();
    EXPECT_EQ(told, before + 1);
    EXPECT_EQ(one->lost(), 2);
}

} // namespace
} // namespace rollcall

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/SampleStore.h"
#include "support/WaitFor.h"

#include <QCoreApplication>
#include <QProcess>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTimer>
#include <QVariant>
#include <cstdio>
#include <gtest/gtest.h>
#include <random>

// A program that writes its history is killed again and again: what it said was written is there.

namespace rollcall {
namespace {

using namespace Qt::StringLiterals;

constexpr qint64 Begin = 1'700'006'400'000;
constexpr qint64 StepMs = 15'000;
constexpr const char *PathVariable = "ROLLCALL_KILL_PATH";
constexpr const char *FirstVariable = "ROLLCALL_KILL_FIRST";
const SeriesKey Counted{u"app1"_s, u"counted"_s};

qint64 timeOf(qint64 number)
{
    return Begin + number * StepMs;
}

/// The child: writes numbered samples for ever, and says after each batch up to which one all is committed. Virtual
/// time runs so fast that hours are folded and days rolled up all the time.
TEST(KillChild, DISABLED_Writes)
{
    SampleStore store({.path = qEnvironmentVariable(PathVariable)});
    qint64 next = qEnvironmentVariable(FirstVariable).toLongLong();
    const auto write = [&] {
        for (int i = 0; i < 40; ++i, ++next) {
            store.add(std::vector<Sample>{{Counted, timeOf(next), static_cast<double>(next)},
                                          {{u"app2"_s, u"other"_s}, timeOf(next), static_cast<double>(next % 7)}});
        }
        store.flush(timeOf(next));
    };
    QObject::connect(&store, &SampleStore::flushed, &store, [&](qint64 now) {
        std::printf("%lld\n", static_cast<long long>((now - Begin) / StepMs));
        std::fflush(stdout);
        write();
    });
    write();
    QCoreApplication::exec();
}

TEST(Kill, LosesNothingThatWasCommitted)
{
    const bool isLong = qEnvironmentVariableIntValue("ROLLCALL_LONG") != 0;
    const int kills = isLong ? 500 : 60;
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"samples.sqlite"_s);
    std::mt19937 random(11);
    qint64 first = 0;
    qint64 beginOfFile = 0;
    for (int kill = 0; kill < kills; ++kill) {
        QProcess child;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QString::fromLatin1(PathVariable), path);
        environment.insert(QString::fromLatin1(FirstVariable), QString::number(first));
        child.setProcessEnvironment(environment);
        child.start(QCoreApplication::applicationFilePath(),
                    {u"--gtest_also_run_disabled_tests"_s, u"--gtest_filter=KillChild.*"_s});
        QByteArray said;
        const auto isTold = [&] {
            said += child.readAllStandardOutput();
            return said.count('\n') > 6; // past what the test runner says
        };
        ASSERT_TRUE(test::waitFor(isTold, std::chrono::seconds(30))) << said.constData();
        bool isTime = false;
        QTimer::singleShot(std::chrono::milliseconds(random() % 120), &child, [&] { isTime = true; });
        ASSERT_TRUE(test::waitFor([&] { return isTime; }));
        child.kill();
        ASSERT_TRUE(test::waitFor([&] { return child.state() == QProcess::NotRunning; }));
        said += child.readAllStandardOutput();
        qint64 committed = first;
        for (const QByteArray &line : said.left(said.lastIndexOf('\n')).split('\n')) {
            bool isNumber = false;
            const qint64 number = line.toLongLong(&isNumber);
            if (isNumber)
                committed = std::max(committed, number);
        }
        {
            QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"kill"_s);
            database.setDatabaseName(path);
            ASSERT_TRUE(database.open());
            QSqlQuery query(database);
            ASSERT_TRUE(query.exec(u"PRAGMA integrity_check"_s) && query.next());
            ASSERT_EQ(query.value(0).toString(), u"ok"_s);
        }
        QSqlDatabase::removeDatabase(u"kill"_s);
        SampleStore store({.path = path});
        // Not all from the begin each time: raw samples are kept for 14 days of the virtual time.
        beginOfFile = std::max<qint64>(0, committed - 13 * 5760);
        std::vector<SeriesPoint> points;
        bool isRead = false;
        store.read({.keys = {Counted}, .from = timeOf(beginOfFile), .to = timeOf(committed + 1'000'000)}, &store,
                   [&](SeriesAnswer &&answer) {
                       points = std::move(answer.lines.at(0).points);
                       isRead = true;
                   });
        ASSERT_TRUE(test::waitFor([&] { return isRead; }, std::chrono::seconds(60)));
        ASSERT_EQ(store.trouble(), StoreTrouble::None) << store.detail().toStdString();
        ASSERT_GE(static_cast<qint64>(points.size()), committed - beginOfFile) << "after " << kill << " kills";
        for (std::size_t i = 0; i < points.size(); ++i) {
            ASSERT_EQ(points[i].at, timeOf(beginOfFile + static_cast<qint64>(i)));
            ASSERT_EQ(points[i].mean, static_cast<double>(beginOfFile + static_cast<qint64>(i)));
        }
        first = beginOfFile + static_cast<qint64>(points.size());
    }
    EXPECT_GT(first, kills * 40);
}

} // namespace
} // namespace rollcall

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/SampleStore.h"
#include "support/WaitFor.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QProcess>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QThread>
#include <QVariant>
#include <cstdio>
#include <gtest/gtest.h>
#include <random>

// Programs that write their histories are killed again and again: what they said was written is there. The next program
// on the same file looks through it before it writes on, as a start after a power cut; several files have their turns
// at once, so that five hundred kills take no longer than a test may.

namespace rollcall {
namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

constexpr qint64 Begin = 1'700'006'400'000;
constexpr qint64 StepMs = 15'000;
constexpr qint64 Day = 24 * 3'600'000 / StepMs; ///< in samples
constexpr const char *PathVariable = "ROLLCALL_KILL_PATH";
constexpr const char *CommittedVariable = "ROLLCALL_KILL_COMMITTED";
constexpr const char *DaysVariable = "ROLLCALL_KILL_DAYS";

struct Written
{
    SeriesKey key;
    double (*valueOf)(qint64 number);
};
const Written All[] = {{{u"app1"_s, u"counted"_s}, [](qint64 number) { return static_cast<double>(number); }},
                       {{u"app2"_s, u"other"_s}, [](qint64 number) { return static_cast<double>(number % 7); }}};

qint64 timeOf(qint64 number)
{
    return Begin + number * StepMs;
}

void say(const QString &line)
{
    std::printf("%s\n", qPrintable(line));
    std::fflush(stdout);
}

/// What is wrong with the file itself; empty: nothing.
QString damageOf(const QString &path)
{
    QString found = u"it cannot be opened"_s;
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"kill"_s);
        database.setDatabaseName(path);
        QSqlQuery query(database);
        if (database.open() && query.exec(u"PRAGMA integrity_check"_s) && query.next())
            found = query.value(0).toString();
    }
    QSqlDatabase::removeDatabase(u"kill"_s);
    return found == u"ok" ? QString() : found;
}

struct Found
{
    qint64 next = 0; ///< the first number that is not there
    QString fault;   ///< empty: all that was committed is there once, in its order and with its value
};

/// Looks through the last `days` before `committed`, and what came after.
Found lookThrough(SampleStore &store, qint64 committed, qint64 days)
{
    const qint64 first = std::max<qint64>(0, committed - days * Day);
    std::optional<SeriesAnswer> answer;
    store.read({.keys = {All[0].key, All[1].key}, .from = timeOf(first), .to = timeOf(committed + 1'000'000)}, &store,
               [&](SeriesAnswer &&given) { answer = std::move(given); });
    if (!test::waitFor([&] { return answer.has_value(); }, 60s))
        return {.fault = u"it is not read"_s};
    if (store.trouble() != StoreTrouble::None)
        return {.fault = store.detail()};
    Found found;
    for (std::size_t line = 0; line < std::size(All); ++line) {
        const std::vector<SeriesPoint> &points = answer->lines.at(line).points;
        qint64 number = first;
        for (const SeriesPoint &point : points) {
            if (point.at != timeOf(number) || point.mean != All[line].valueOf(number))
                return {.fault = u"%1 of %2: %3 at %4"_s.arg(number)
                                     .arg(All[line].key.target)
                                     .arg(point.mean)
                                     .arg((point.at - Begin) / StepMs)};
            ++number;
        }
        if (number < committed)
            return {
                .fault =
                    u"%1 of %2 is gone, and %3 were committed"_s.arg(number).arg(All[line].key.target).arg(committed)};
        if (line > 0 && number != found.next)
            return {.fault = u"half a batch is there"_s};
        found.next = number;
    }
    return found;
}

/// The child: says what it found, then writes numbered samples for ever, and says after each batch up to which one all
/// is committed. Virtual time runs so fast that hours are folded and days rolled up all the time.
TEST(KillChild, DISABLED_Writes)
{
    const QString path = qEnvironmentVariable(PathVariable);
    const qint64 committed = qEnvironmentVariable(CommittedVariable).toLongLong();
    say(u"opens"_s);
    SampleStore store({.path = path});
    const Found found = lookThrough(store, committed, qEnvironmentVariable(DaysVariable).toLongLong());
    const QString damage = damageOf(path);
    ASSERT_EQ(QString(found.fault + damage).toStdString(), "");
    qint64 next = found.next;
    say(u"found %1"_s.arg(next));
    const auto write = [&] {
        for (int i = 0; i < 40; ++i, ++next) {
            for (const Written &each : All)
                store.add(std::vector<Sample>{{each.key, timeOf(next), each.valueOf(next)}});
        }
        store.flush(timeOf(next));
    };
    QObject::connect(&store, &SampleStore::flushed, &store, [&](qint64 now) {
        say(u"wrote %1"_s.arg((now - Begin) / StepMs));
        write();
    });
    write();
    QCoreApplication::exec();
}

/// One file and its writers, one after the other.
class Lane
{
public:
    explicit Lane(unsigned seed) : m_random(seed) {}

    QString path() const { return m_folder.filePath(u"samples.sqlite"_s); }
    qint64 committed() const { return m_committed; }
    bool isAtWork() const { return m_process != nullptr; }
    /// What a writer did wrong.
    QByteArray fault() const { return m_fault; }

    void start()
    {
        // Raw samples are kept for 14 days of the virtual time. What is lost stays lost, so that the whole is looked
        // through often enough before it is too old; what the last writer had in its hands, each time.
        const bool isAll = m_kills % 8 == 7;
        // Now and then while it opens, else while it writes.
        m_mark = m_kills % 5 == 4 ? "\nopens\n" : "\nwrote ";
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QString::fromLatin1(PathVariable), path());
        environment.insert(QString::fromLatin1(CommittedVariable), QString::number(m_committed));
        environment.insert(QString::fromLatin1(DaysVariable), isAll ? u"13"_s : u"2"_s);
        environment.remove(u"GTEST_OUTPUT"_s); // this program's own
        m_said.clear();
        m_delay.reset();
        m_isKilled = false;
        m_process = std::make_unique<QProcess>();
        m_process->setProcessEnvironment(environment);
        m_process->setProcessChannelMode(QProcess::MergedChannels);
        m_process->start(QCoreApplication::applicationFilePath(),
                         {u"--gtest_also_run_disabled_tests"_s, u"--gtest_filter=KillChild.*"_s});
    }

    /// Kills it when its time has come; true when it has ended of that.
    bool look()
    {
        m_said += m_process->readAll();
        if (m_process->state() == QProcess::NotRunning) {
            m_said += m_process->readAll();
            if (!m_isKilled)
                m_fault = m_said + m_process->errorString().toUtf8();
            for (const QByteArray &line : m_said.left(m_said.lastIndexOf('\n')).split('\n')) {
                if (line.startsWith("wrote "))
                    m_committed = std::max(m_committed, line.mid(6).toLongLong());
            }
            m_process.reset();
            ++m_kills;
            return true;
        }
        if (!m_delay && m_said.contains(m_mark)) {
            m_delay = std::chrono::milliseconds(m_random() % 120);
            m_since.start();
        }
        if (m_delay && !m_isKilled && m_since.elapsed() >= m_delay->count()) {
            m_isKilled = true;
            m_process->kill();
        }
        return false;
    }

private:
    QTemporaryDir m_folder;
    std::mt19937 m_random;
    std::unique_ptr<QProcess> m_process;
    QByteArray m_said;
    QByteArray m_mark; ///< what it says when the time begins that is left to it
    QByteArray m_fault;
    std::optional<std::chrono::milliseconds> m_delay;
    QElapsedTimer m_since;
    qint64 m_committed = 0;
    int m_kills = 0;
    bool m_isKilled = false;
};

TEST(Kill, LosesNothingThatWasCommitted)
{
    constexpr int Kills = 500;
    std::vector<std::unique_ptr<Lane>> lanes;
    for (int i = 0; i <= QThread::idealThreadCount(); ++i)
        lanes.push_back(std::make_unique<Lane>(11 + lanes.size()));
    int started = 0;
    int done = 0;
    const auto isOver = [&] {
        for (const auto &lane : lanes) {
            if (lane->isAtWork() && lane->look()) {
                ++done;
                EXPECT_EQ(lane->fault().toStdString(), "") << "after " << done << " kills";
            }
            if (!lane->isAtWork() && started < Kills && !testing::Test::HasFailure()) {
                ++started;
                lane->start();
            }
        }
        return done == started;
    };
    ASSERT_TRUE(test::waitFor(isOver, 9min)) << "after " << done << " kills";
    EXPECT_TRUE(testing::Test::HasFailure() || done == Kills) << done;
    qint64 written = 0;
    for (const auto &lane : lanes) {
        EXPECT_EQ(damageOf(lane->path()).toStdString(), "");
        SampleStore store({.path = lane->path()});
        EXPECT_EQ(lookThrough(store, lane->committed(), 13).fault.toStdString(), "");
        written += lane->committed();
    }
    RecordProperty("samplesOfASeries", static_cast<int>(written));
    EXPECT_GT(written, done * 40);
}

} // namespace
} // namespace rollcall

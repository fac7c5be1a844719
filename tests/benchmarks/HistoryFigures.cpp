// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Figures.h"
#include "history/SampleFile.h"
#include "history/SampleLines.h"
#include "history/SampleStore.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QVariant>
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <random>

// The samples of a large cluster by virtual time: how large the file becomes, and how long its thread takes.

namespace rollcall::bench {

using namespace Qt::StringLiterals;

namespace {

constexpr int Nodes = 20;
constexpr int SeriesOfNode = 40;
constexpr int Days = 14; // raw
constexpr int RunDays = 30;
constexpr int MinuteDays = 90;
constexpr int HourDays = 730;
constexpr qint64 IntervalMs = 15'000;
constexpr qint64 Begin = 1'700'006'400'000 / DayMs * DayMs;

/// Milliseconds by the clock on the wall, and of the processor in this thread: what else runs on the machine, and a
/// disk that lets one wait, are in the first alone.
struct Took
{
    double wall = 0;
    double thread = 0;
};

double threadTime()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

Took timeOf(const std::function<void()> &work)
{
    const auto start = std::chrono::steady_clock::now();
    const double before = threadTime();
    work();
    return {std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count(),
            threadTime() - before};
}

/// Of many like things.
struct Times
{
    std::vector<double> wall;
    std::vector<double> thread;

    void add(const Took &took)
    {
        wall.push_back(took.wall);
        thread.push_back(took.thread);
    }
    static double at(const std::vector<double> &sorted, double share)
    {
        return sorted.empty() ? 0 : sorted[static_cast<std::size_t>(static_cast<double>(sorted.size() - 1) * share)];
    }
    /// 999 of 1,000 by processor time, with what there is to know of the others: on a machine that does other things
    /// too the worst of many thousands is that of the machine.
    Figure figure(const QString &name, double bound = 5)
    {
        std::ranges::sort(wall);
        std::ranges::sort(thread);
        const auto text = [](const std::vector<double> &sorted) {
            return u"median %1, 99 of 100 %2, 999 of 1,000 %3, worst %4"_s.arg(at(sorted, 0.5), 0, 'f', 2)
                .arg(at(sorted, 0.99), 0, 'f', 2)
                .arg(at(sorted, 0.999), 0, 'f', 2)
                .arg(at(sorted, 1), 0, 'f', 2);
        };
        return {name, at(thread, 0.999), u"ms"_s, bound,
                u"999 of 1,000 of %1; processor: %2; wall: %3"_s.arg(wall.size()).arg(text(thread), text(wall))};
    }
};

/// As figures of a node look: counts that wander, latencies in microseconds, bytes, seconds of a processor, totals.
class Values
{
public:
    double next(int node, int series, qint64 sweep)
    {
        double &value = m_values[static_cast<std::size_t>(node * SeriesOfNode + series)];
        switch (series % 5) {
        case 0: // goroutines
            value = sweep == 0 ? 300 : std::max(10.0, value + std::round(m_normal(m_random) * 4));
            return value;
        case 1: // a latency
            return std::round(4000 * std::exp(m_normal(m_random) * 0.3)) / 1e6;
        case 2: // memory, in pages
            value = sweep == 0 ? 100'000 : std::max(1000.0, value + std::round(m_normal(m_random) * 40));
            return value * 4096;
        case 3: // seconds of a processor
            value += std::round(30 + m_normal(m_random) * 8);
            return value / 100;
        default: // requests
            value += std::max(0.0, std::round(200 + m_normal(m_random) * 30));
            return value;
        }
    }
    qint64 jitter() { return std::llround(std::abs(m_normal(m_random)) * 4); }

private:
    std::mt19937_64 m_random{1};
    std::normal_distribution<double> m_normal;
    std::vector<double> m_values = std::vector<double>(std::size_t{Nodes * SeriesOfNode});
};

SeriesKey keyOf(int node, int series)
{
    return {u"app%1"_s.arg(node), u"figure%1"_s.arg(series)};
}

/// What came before the raw samples, written as the roll-up would have: doing all of it would take a quarter of an
/// hour.
bool fillOlder(const QString &path)
{
    bool isGood = true;
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"older"_s);
        database.setDatabaseName(path);
        isGood = database.open();
        QSqlQuery query(database);
        isGood = isGood && query.exec(u"PRAGMA journal_mode = WAL"_s) && query.exec(u"PRAGMA synchronous = OFF"_s);
        QSqlQuery insert(database);
        isGood =
            isGood && insert.prepare(u"INSERT OR REPLACE INTO chunk(tier, series, period, body) VALUES (?, ?, ?, ?)"_s);
        std::mt19937_64 random(2);
        std::normal_distribution<double> normal;
        const auto write = [&](Tier tier, int series, qint64 period, const std::vector<SeriesPoint> &points) {
            insert.bindValue(0, static_cast<int>(tier));
            insert.bindValue(1, series);
            insert.bindValue(2, period);
            insert.bindValue(3, samplecodec::encodeSpans(points));
            isGood = isGood && insert.exec();
        };
        const auto spansOf = [&](double base, qint64 from, qint64 to, qint64 length) {
            std::vector<SeriesPoint> points;
            const auto count = static_cast<quint32>(length / IntervalMs);
            for (qint64 at = from; at < to; at += length) {
                const double low = std::round(base * std::exp(normal(random) * 0.1));
                const double range = std::round(std::abs(normal(random)) * base * 0.1);
                points.push_back({.at = at,
                                  .minimum = low / 1e6,
                                  .mean = (low * count + std::round(range * count * 0.4)) / 1e6 / count,
                                  .maximum = (low + range) / 1e6,
                                  .count = count});
            }
            return points;
        };
        for (int series = 1; series <= Nodes * SeriesOfNode; ++series) {
            isGood = isGood && query.exec(u"BEGIN"_s);
            const double base = 1000.0 * (1 + series % 7);
            for (qint64 day = Begin - (MinuteDays - RunDays) * DayMs; day < Begin; day += DayMs)
                write(Tier::Minute, series, day, spansOf(base, day, day + DayMs, MinuteMs));
            const qint64 month = periodOf(Tier::Hour);
            for (qint64 period = beginOf(Begin - (HourDays - RunDays) * DayMs, month); period < Begin;
                 period += month) {
                auto points = spansOf(base, period, std::min(period + month, Begin), HourMs);
                // The month in which the raw samples begin is there in part.
                if (period + month > Begin &&
                    query.exec(u"SELECT body FROM chunk WHERE tier = 2 AND series = %1 AND "
                               "period = %2"_s.arg(series)
                                   .arg(period)) &&
                    query.next()) {
                    const auto rest = samplecodec::decodeSpans(query.value(0).toByteArray());
                    isGood = isGood && rest.ok();
                    if (isGood)
                        points.insert(points.end(), rest.value().begin(), rest.value().end());
                }
                write(Tier::Hour, series, period, points);
            }
            isGood = isGood && query.exec(u"COMMIT"_s);
        }
        if (!isGood)
            std::fprintf(stderr, "benchmarks: %s %s\n", qPrintable(query.lastError().text()),
                         qPrintable(insert.lastError().text()));
    }
    QSqlDatabase::removeDatabase(u"older"_s);
    return isGood;
}

/// What the thread that watches spends on a sweep: it hands the samples over, the disk is another thread's.
Figure handOverFigure(Values &values, const std::vector<SeriesKey> &keys)
{
    const QTemporaryDir folder;
    SampleStore store({.path = folder.filePath(u"samples.sqlite"_s)});
    Times times;
    constexpr int Sweeps = 2000;
    for (int sweep = 0; sweep < Sweeps; ++sweep) {
        const qint64 at = Begin + sweep * IntervalMs;
        std::vector<std::vector<Sample>> ofNodes(Nodes);
        for (int node = 0; node < Nodes; ++node)
            for (int series = 0; series < SeriesOfNode; ++series)
                ofNodes[static_cast<std::size_t>(node)].push_back(
                    {keys[static_cast<std::size_t>(node * SeriesOfNode + series)], at,
                     values.next(node, series, sweep)});
        times.add(timeOf([&] {
            for (auto &samples : ofNodes)
                store.add(std::move(samples));
            store.flush(at);
        }));
        // What comes back is taken as an event loop would, and no queue grows that the store could not follow.
        QCoreApplication::processEvents();
        if (sweep % 20 == 19) {
            bool isDone = false;
            store.catalogue(&store, [&isDone](auto &&) { isDone = true; });
            while (!isDone)
                QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        }
    }
    return times.figure(u"hand a sweep of 20 nodes over, on the main thread"_s, 0.5);
}

} // namespace

std::vector<Figure> historyFigures()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"samples.sqlite"_s);
    const auto open = [&] { return SampleFile::open(path, {}, {}); };
    auto file = open();
    if (!file) {
        std::fprintf(stderr, "benchmarks: %s\n", qPrintable(file.error().message));
        return {};
    }
    Values values;
    Times sweeps;
    Times slices; ///< of the tidying, between sweeps
    Times checkpoints;
    std::vector<SeriesKey> keys;
    for (int i = 0; i < Nodes * SeriesOfNode; ++i)
        keys.push_back(keyOf(i / SeriesOfNode, i % SeriesOfNode));
    qint64 at = Begin;
    qint64 count = 0;
    bool isGood = true;
    double bytes = 0; ///< of a sample, after two weeks
    const auto start = std::chrono::steady_clock::now();
    for (qint64 sweep = 0; at < Begin + RunDays * DayMs + 90 * MinuteMs; ++sweep, at += IntervalMs) {
        if (bytes == 0 && at >= Begin + Days * DayMs + 90 * MinuteMs)
            bytes = static_cast<double>(QFileInfo(path).size()) / static_cast<double>(count);
        std::vector<Sample> samples;
        for (int node = 0; node < Nodes; ++node) {
            const qint64 moment = at + values.jitter();
            for (int series = 0; series < SeriesOfNode; ++series)
                samples.push_back({keys[static_cast<std::size_t>(node * SeriesOfNode + series)], moment,
                                   values.next(node, series, sweep)});
        }
        count += static_cast<qint64>(samples.size());
        sweeps.add(timeOf([&] { isGood = isGood && file.value()->append(samples, {}); }));
        for (auto tidied = SampleFile::Tidied::Part; isGood && tidied != SampleFile::Tidied::All;) {
            const Took took = timeOf([&] { tidied = file.value()->tidy(at); });
            isGood = tidied != SampleFile::Tidied::Failed;
            if (tidied == SampleFile::Tidied::Part)
                slices.add(took);
            else if (tidied == SampleFile::Tidied::Checkpoint)
                checkpoints.add(took);
        }
    }
    if (!isGood) {
        std::fprintf(stderr, "benchmarks: %s\n", qPrintable(file.value()->error().text()));
        return {};
    }
    file = Error{};
    const double run = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    if (!fillOlder(path))
        return {};
    const double opening = timeOf([&] { file = open(); }).wall;
    std::vector<Figure> figures{
        {u"bytes on disk for a raw sample"_s, bytes, u"bytes"_s, 4,
         u"%1 nodes x %2 series, %3 days, all tiers"_s.arg(Nodes).arg(SeriesOfNode).arg(Days)},
        {u"30 virtual days of 20 nodes"_s, run, u"s"_s, 300,
         u"%1 million samples, 15 s apart, with the making of their values"_s.arg(count / 1'000'000)},
        sweeps.figure(u"write a sweep of 20 nodes, on the store's thread"_s),
        handOverFigure(values, keys),
        slices.figure(u"fold, roll up and forget: a slice between sweeps"_s),
        checkpoints.figure(u"bring the log into the file, between sweeps"_s, 10),
        {u"open the file"_s, opening, u"ms"_s, 200,
         u"%1 days raw, %2 of minutes, %3 of hours; %4 MB"_s.arg(Days)
             .arg(MinuteDays)
             .arg(HourDays)
             .arg(QFileInfo(path).size() / 1'000'000)},
    };
    std::vector<SeriesKey> shown;
    for (int node = 0; node < Nodes; ++node)
        shown.push_back(keyOf(node, node % 5));
    for (const auto &[name, range] :
         {std::pair{"15 minutes", 15 * MinuteMs}, std::pair{"1 day", DayMs}, std::pair{"14 days", 14 * DayMs},
          std::pair{"40 days", 40 * DayMs}, std::pair{"2 years", 730 * DayMs}}) {
        std::size_t points = 0;
        Times times;
        for (int again = 0; again < 7; ++again) {
            points = 0;
            times.add(timeOf([&] {
                const auto answer =
                    file.value()->read({.keys = shown, .from = at - range, .to = at, .columns = 1200}, {}, {});
                for (const SeriesLine &line : answer.lines)
                    points += line.points.size();
            }));
        }
        std::ranges::sort(times.wall);
        const double time = Times::at(times.wall, 0.5);
        figures.push_back({u"read a chart of 20 series, "_s + QString::fromLatin1(name), points > 0 ? time : 1e9,
                           u"ms"_s, 100, u"median of %1; %2 points"_s.arg(times.wall.size()).arg(points)});
    }
    return figures;
}

} // namespace rollcall::bench

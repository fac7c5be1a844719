// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Cluster.h"

#include "history/ClusterHistory.h"
#include "history/FlightRecorder.h"
#include "history/SampleStore.h"
#include "support/WaitFor.h"

#include <QDir>
#include <QElapsedTimer>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QVariant>
#include <ctime>
#include <random>

// Five virtual days of 20 nodes (in the short run three days of five; the benchmark has a month): an hour of the real
// watch, with all that a history is told in it, is told again and again with other figures and later times. One day the
// machine is switched off; a node restarts.

namespace rollcall::test {
namespace {

constexpr qint64 HourMs = 3'600'000;
constexpr qint64 DayMs = 24 * HourMs;
constexpr qint64 BatchMs = 60'000;

/// Keeps what a watch tells.
class Listener final : public HistoryInput
{
public:
    struct Told
    {
        qint64 at = 0;
        Observation observation;
        QString target;
    };
    void answered(const Answer &answer, const Observation &observation, const QString &target) override
    {
        observed(observation, answer.utc, target);
    }
    void observed(const Observation &observation, const QDateTime &utc, const QString &target) override
    {
        told.push_back({utc.toMSecsSinceEpoch(), observation, target});
    }
    void published(const ClusterStatePtr &state) override { last = state; }

    std::vector<Told> told;
    ClusterStatePtr last;
};

class MonthTest : public WatchTest
{
protected:
    /// An hour of it, once all is known.
    void listen()
    {
        m_file = makeFile(m_isLong ? 20 : 5);
        Watch &watch = make(m_file, {.history = &m_listener});
        watch.start();
        m_clock.advance(std::chrono::minutes(5));
        m_listener.told.clear();
        m_hour = m_clock.utc().toMSecsSinceEpoch();
        m_clock.advance(std::chrono::hours(1));
        watch.setPaused(true);
        std::erase_if(m_listener.told,
                      [this](const auto &told) { return told.at < m_hour || told.at >= m_hour + HourMs; });
    }

    void openHistory()
    {
        m_history = std::make_unique<ClusterHistory>(m_folder.filePath(u"h"_s), m_file, m_clock);
        bool isLoaded = false;
        QObject::connect(m_history.get(), &ClusterHistory::maintenanceChanged, m_history.get(),
                         [&isLoaded] { isLoaded = true; });
        EXPECT_TRUE(waitFor([&isLoaded] { return isLoaded; }, 60s));
    }

    /// Other figures each time: counts wander, totals grow.
    Observation varied(Observation observation)
    {
        observation.outcome.latency = std::chrono::microseconds(1000 + m_random() % 4000);
        for (Fact &fact : observation.facts) {
            auto *metrics = std::get_if<MetricsFact>(&fact);
            if (!metrics)
                continue;
            if (metrics->goroutines)
                *metrics->goroutines += static_cast<double>(m_random() % 64);
            for (auto it = metrics->series.begin(); it != metrics->series.end(); ++it)
                it.value() = std::round(it.value()) + static_cast<double>(m_random() % 64);
        }
        return observation;
    }

    void publish(qint64 at)
    {
        auto state = std::make_shared<ClusterState>(*m_listener.last);
        state->utc = QDateTime::fromMSecsSinceEpoch(at, Qt::UTC);
        m_history->published(state);
    }

    /// What was told in the hour, from `at` on.
    void tell(qint64 at)
    {
        qint64 batch = at + BatchMs;
        for (const Listener::Told &told : m_listener.told) {
            const qint64 when = told.at - m_hour + at;
            for (; when >= batch; batch += BatchMs)
                publish(batch);
            m_history->observed(varied(told.observation), QDateTime::fromMSecsSinceEpoch(when, Qt::UTC), told.target);
        }
        publish(at + HourMs);
    }

    template <class Answer, class Ask>
    Answer wait(Ask ask)
    {
        std::optional<Answer> answer;
        ask([&answer](Answer &&given) { answer = std::move(given); });
        EXPECT_TRUE(waitFor([&answer] { return answer.has_value(); }, 300s));
        return std::move(answer).value_or(Answer{});
    }
    SeriesAnswer read(SeriesQuery query)
    {
        return wait<SeriesAnswer>(
            [&](auto done) { m_history->series().read(std::move(query), m_history.get(), std::move(done)); });
    }
    std::vector<SeriesInfo> catalogue()
    {
        return wait<std::vector<SeriesInfo>>(
            [&](auto done) { m_history->series().catalogue(m_history.get(), std::move(done)); });
    }

    /// Until it is through with all that is to be folded: days are told faster than a slice at a time can follow.
    void settle(qint64 at)
    {
        auto &store = dynamic_cast<SampleStore &>(m_history->series());
        bool isDone = false;
        const auto connection =
            QObject::connect(&store, &SampleStore::tidied, &store, [&](qint64 now) { isDone = isDone || now >= at; });
        store.flush(at);
        EXPECT_TRUE(waitFor([&isDone] { return isDone; }, 300s));
        QObject::disconnect(connection);
    }

    /// Of the chunks of these tiers.
    double bytesOf(int firstTier, int lastTier) const
    {
        double bytes = 0;
        {
            QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"month"_s);
            database.setDatabaseName(QDir(m_folder.path()).filePath(u"h/samples.sqlite"_s));
            database.setConnectOptions(u"QSQLITE_OPEN_READONLY"_s);
            EXPECT_TRUE(database.open());
            QSqlQuery query(database);
            EXPECT_TRUE(
                query.exec(u"SELECT sum(length(body)) FROM chunk WHERE tier BETWEEN %1 AND %2"_s.arg(firstTier).arg(
                    lastTier)) &&
                query.next());
            bytes = query.value(0).toDouble();
        }
        QSqlDatabase::removeDatabase(u"month"_s);
        return bytes;
    }

    const bool m_isLong = qEnvironmentVariableIntValue("ROLLCALL_LONG") != 0;
    QTemporaryDir m_folder;
    Listener m_listener;
    qint64 m_hour = 0; ///< when the hour began that is told again
    std::unique_ptr<ClusterHistory> m_history;
    std::mt19937 m_random{7};
};

TEST_F(MonthTest, IsKeptWithinItsSizeWithItsGapsAndOpensAgain)
{
    const int days = m_isLong ? 5 : 3;
    const int offDay = 1;
    listen();
    ASSERT_FALSE(m_listener.told.empty());
    const qint64 begin = (m_hour / DayMs + 1) * DayMs;
    const qint64 end = begin + days * DayMs;
    const SeriesKey key{u"app1"_s, u"latency_ms"_s};
    const auto each = static_cast<quint64>(std::ranges::count_if(m_listener.told, [&key](const Listener::Told &told) {
        return told.target == key.target && told.observation.spec && told.observation.spec->isPrimary &&
               told.observation.outcome.answered();
    }));
    ASSERT_GT(each, 100U);
    QElapsedTimer timer;
    timer.start();
    openHistory();
    for (qint64 at = begin; at < end; at += HourMs) {
        if (at == begin + offDay * DayMs) {
            m_history.reset(); // the machine is switched off, and a day later the program starts again
            at += DayMs;
            openHistory();
        }
        tell(at);
        settle(at + HourMs);
    }
    // What is due for folding is folded by the hour after.
    settle(end + HourMs);
    const double seconds = static_cast<double>(timer.elapsed()) / 1000;
    // Raw answers come hours in a second here: more than the recorder's queue holds, which says so.
    QStringList troubles = m_history->troubles();
    if (m_history->recorder().lost() > 0)
        troubles.removeAll(m_history->recorder().note());
    EXPECT_EQ(troubles, QStringList());
    m_history.reset();

    // Opened anew it is all there; how fast is the benchmark's.
    const std::clock_t before = std::clock(); // of the processor: other tests run beside this one
    openHistory();
    const std::vector<SeriesInfo> known = catalogue();
    const auto opening = static_cast<double>(std::clock() - before) * 1000 / CLOCKS_PER_SEC;
    EXPECT_GT(known.size(), 10 * m_file.nodes.size());

    quint64 samples = 0; ///< that are kept raw
    std::vector<SeriesKey> keys;
    for (const SeriesInfo &info : known)
        keys.push_back(info.key);
    const qint64 rawFrom = std::max(begin, end - 14 * DayMs);
    for (const SeriesLine &line : read({.keys = keys, .from = rawFrom, .to = end, .columns = 0}).lines) {
        for (const SeriesPoint &point : line.points)
            samples += point.count;
    }
    // Raw samples are kept two weeks, so of the coarser tiers two weeks count. Pages that are not full are the
    // benchmark's: in a file this small they would say nothing.
    const double kept = std::min(1.0, 14.0 / days);
    const double bytes = (bytesOf(0, 0) + kept * bytesOf(1, 2)) / static_cast<double>(samples);
    EXPECT_LT(bytes, 4);
    std::printf("%d days: %.1f s, %zu series, %llu raw samples, %.2f bytes each, opened in %.0f ms\n", days, seconds,
                known.size(), static_cast<unsigned long long>(samples), bytes, opening);

    // In every tier nothing is missing, and the day off is a gap.
    const qint64 offBegin = begin + offDay * DayMs;
    const qint64 offEnd = offBegin + DayMs;
    for (const int columns : {0, 2000, 300}) {
        SCOPED_TRACE(columns);
        const SeriesAnswer answer =
            read({.keys = {key}, .from = begin, .to = columns == 300 ? begin + 400 * DayMs : end, .columns = columns});
        quint64 count = 0;
        int gaps = 0;
        for (const SeriesPoint &point : answer.lines.at(0).points) {
            count += point.count;
            // A column or an hour may begin in the day off only where something of it lies after it.
            EXPECT_FALSE(point.at >= offBegin && point.at < offEnd - 2 * HourMs) << point.at;
            gaps += point.isAfterGap ? 1 : 0;
        }
        EXPECT_EQ(count, each * 24 * static_cast<quint64>(days - 1));
        EXPECT_EQ(gaps, 1);
    }
}

} // namespace
} // namespace rollcall::test

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/ClusterFile.h"
#include "history/Database.h"
#include "history/SampleCodec.h"

#include <QSqlError>
#include <QVariantList>
#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <unordered_map>

class QSqlQuery;

namespace rollcall {

/// The file of a SampleStore, on the store's thread: every call may take its time. Samples lie in a tail, one row for
/// each target and batch, until their hour is over; then in one chunk for each series and hour; once their day is over
/// also in chunks of the coarser tiers. What a call writes, it writes in one transaction; where it fails, nothing has
/// changed and error() says why.
class SampleFile
{
public:
    /// Called before each transaction: a test's own faults.
    using Hook = std::function<void(QSqlDatabase &)>;

    static Result<std::unique_ptr<SampleFile>> open(const QString &path, const Retention &retention, Hook hook);
    ~SampleFile();
    SampleFile(const SampleFile &) = delete;
    SampleFile &operator=(const SampleFile &) = delete;

    const Database &database() const { return *m_database; }
    const QSqlError &error() const { return m_error; }

    bool append(std::span<const Sample> samples, std::span<const HistoryEvent> events);

    /// The largest pieces take about as long again.
    static constexpr std::chrono::microseconds SliceTime{1000};
    enum class Tidied {
        All,        ///< nothing was left to do
        Part,       ///< one slice
        Checkpoint, ///< the log was brought into the file instead: waits for the disk
        Failed
    };
    /// Folds the tails whose hour is over, rolls up days that are and forgets what is too old; each target at a moment
    /// of the hour of its own. One slice of a few milliseconds a call, so that a sweep never waits for a day's roll-up;
    /// after a kill between two slices the same is done again and comes to the same.
    /// `slice`: it ends with the piece that reaches this time; none: after each piece.
    Tidied tidy(qint64 now, std::chrono::microseconds slice = SliceTime);
    /// From the next slices on.
    void setRetention(const Retention &retention);

    /// `waiting`, `events`: what could not be written yet.
    SeriesAnswer read(const SeriesQuery &query, std::span<const Sample> waiting, std::span<const HistoryEvent> events);
    std::vector<SeriesInfo> catalogue();

private:
    struct Series
    {
        SeriesKey key = {};
        std::vector<RawSample> tail = {}; ///< by time
    };
    struct Row ///< of the tail
    {
        qint64 id = 0;
        qint64 newest = 0; ///< sample in it
    };
    struct Target
    {
        std::vector<qint64> series = {};
        std::vector<Row> rows = {};
        qint64 oldest = 0; ///< sample of the tail; 0: there is none
        qint64 newest = 0;
        qint64 rolledUntil = 0; ///< the coarser tiers know all that is older; 0: nothing yet
        bool forgets = false;   ///< what is kept became less
        qint64 forgottenAt = 0; ///< when what is too old was last let go; 0: not by this process
    };
    /// What one target's tidying has come to.
    struct Job
    {
        enum class Step { Fold, Roll, Mark, Drop, Forget, ForgetEvents, Over };
        QString target = {};
        qint64 now = 0;
        qint64 until = 0;   ///< all that is older is folded
        qint64 lastRow = 0; ///< of the tail when it began
        std::vector<qint64> series = {};
        Step step = Step::Fold;
        std::size_t next = 0; ///< in `series`, or in the rows of the tail
        qint64 day = 0;       ///< to be rolled up next
        qint64 end = 0;       ///< days before it are over
        bool hasNewDay = false;
        std::optional<std::vector<qint64>> restarts = {}; ///< of `day`
        // Of the open transaction: takes hold when that is committed.
        std::vector<qint64> folded = {};
        std::vector<qint64> dropped = {}; ///< rows, by id
    };

    SampleFile(std::unique_ptr<Database> database, const Retention &retention, Hook hook);
    bool load();
    bool run(const char *statement, const QVariantList &values = {}, std::unique_ptr<QSqlQuery> *result = nullptr);
    bool begin();
    bool finish(bool isGood);
    std::optional<qint64> seriesOf(const SeriesKey &key);
    void remember(qint64 series, const RawSample &sample);
    std::optional<Job> nextJob(qint64 now) const;
    bool advance(Job &job);
    bool foldNext(Job &job);
    bool rollNext(Job &job);
    bool dropNext(Job &job);
    bool forgetNext(Job &job);
    void takeHold(Job &job);
    bool writeTail(const QString &target, std::span<const TailSample> samples, qint64 *row);
    bool mergeHour(qint64 series, qint64 hour, std::span<const RawSample> samples);
    bool rollUp(qint64 series, qint64 day, std::span<const qint64> restarts);
    /// Some of them; whether there may be more is `isAll`.
    bool forgetSome(const char *statement, const QVariantList &values, bool *isAll);
    /// The last that the coarser tiers know before the day, `at` its end.
    std::optional<SeriesPoint> lastBefore(qint64 series, qint64 day);
    bool mergeSpans(qint64 series, Tier tier, qint64 period, qint64 begin, qint64 end,
                    std::span<const SeriesPoint> points);
    bool writeChunk(Tier tier, qint64 series, qint64 period, const QByteArray &body);
    std::vector<RawSample> rawOf(qint64 series, qint64 from, qint64 to);
    std::vector<SeriesPoint> spansOf(Tier tier, qint64 series, qint64 from, qint64 to);
    template <class Take>
    void eachChunk(Tier tier, qint64 series, qint64 from, qint64 to, Take take);
    std::optional<qint64> firstPeriod(Tier tier, qint64 series);
    std::vector<HistoryEvent> eventsOf(qint64 from, qint64 to);
    static std::map<QString, std::vector<qint64>> restartsIn(std::span<const HistoryEvent> events);
    SeriesLine lineOf(const SeriesKey &key, const SeriesQuery &query, std::span<const Sample> waiting,
                      const std::map<QString, std::vector<qint64>> &restarts);

    std::unique_ptr<Database> m_database;
    Retention m_retention;
    Hook m_hook;
    QSqlError m_error;
    std::unordered_map<const char *, std::unique_ptr<QSqlQuery>> m_prepared;
    std::map<SeriesKey, qint64> m_ids;
    std::unordered_map<qint64, Series> m_series;
    std::map<QString, Target> m_targets;
    std::vector<SeriesKey> m_newKeys; ///< of the open transaction
    std::optional<Job> m_job;
    int m_commits = 0;          ///< since the last checkpoint
    samplecodec::Spans m_spans; ///< its room is used again and again
};

} // namespace rollcall

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/SampleFile.h"
#include "history/SampleLines.h"

#include <QSqlQuery>
#include <QVariant>
#include <algorithm>

// How a SampleFile is tidied: hours become chunks, days minutes and hours, and what is too old goes. In slices; the
// rows of the tail go last, so that after a kill all of it is done again from them.

namespace rollcall {

using namespace Qt::StringLiterals;

namespace {

using SteadyClock = std::chrono::steady_clock;

/// Then what was committed is brought from the log into the file; a slice writes as much as some sweeps.
constexpr int CommitsBetweenCheckpoints = 64;
constexpr int CommitsOfSlice = 4;
constexpr std::size_t RowsAtOnce = 64;

constexpr const char *ForgetChunks =
    "DELETE FROM chunk WHERE id IN (SELECT id FROM chunk WHERE series = ? AND tier = ? AND period <= ? LIMIT 64)";
constexpr const char *ForgetEvents = "DELETE FROM event WHERE id IN (SELECT id FROM event WHERE at < ? LIMIT 64)";

/// A moment of the hour for each target, so that not all are folded at once.
qint64 staggerOf(const QString &target)
{
    return static_cast<qint64>(qHash(target, 0) % 3000) * 1000;
}

bool isEarlier(const RawSample &a, const RawSample &b)
{
    return a.at < b.at;
}

} // namespace

void SampleFile::setRetention(const Retention &retention)
{
    if (retention == m_retention)
        return;
    m_retention = retention;
    for (auto &[name, target] : m_targets)
        target.forgets = true;
}

std::optional<SampleFile::Job> SampleFile::nextJob(qint64 now) const
{
    for (const auto &[name, target] : m_targets) {
        const bool isDue = target.oldest != 0 && now >= beginOf(target.oldest, HourMs) + HourMs + staggerOf(name);
        // A node that has left folds nothing any more; what it left grows old all the same.
        const bool isLeft = target.oldest == 0 && !target.series.empty() && now - target.forgottenAt >= DayMs;
        if (!isDue && !target.forgets && !isLeft)
            continue;
        Job job{.target = name, .now = now, .series = target.series};
        if (!isDue) {
            job.step = Job::Step::Forget;
            return job;
        }
        job.until = beginOf(now, HourMs);
        job.lastRow = target.rows.empty() ? 0 : target.rows.back().id;
        job.day = beginOf(target.oldest, DayMs);
        job.end = beginOf(job.until, DayMs);
        job.hasNewDay = target.rolledUntil < job.end;
        return job;
    }
    return std::nullopt;
}

SampleFile::Tidied SampleFile::tidy(qint64 now, std::chrono::microseconds slice)
{
    if (m_commits >= CommitsBetweenCheckpoints) {
        m_commits = 0;
        std::unique_ptr<QSqlQuery> result;
        if (!run("PRAGMA wal_checkpoint(PASSIVE)", {}, &result))
            return Tidied::Failed;
        return Tidied::Checkpoint;
    }
    if (!m_job)
        m_job = nextJob(now);
    if (!m_job)
        return Tidied::All;
    const auto end = SteadyClock::now() + slice;
    bool isGood = begin();
    if (isGood) {
        do
            isGood = advance(*m_job);
        while (isGood && m_job->step != Job::Step::Over && SteadyClock::now() < end);
        isGood = finish(isGood);
    }
    if (!isGood) {
        m_job.reset(); // from the begin, when there is room again
        return Tidied::Failed;
    }
    m_commits += CommitsOfSlice - 1;
    takeHold(*m_job);
    if (m_job->step == Job::Step::Over)
        m_job.reset();
    return Tidied::Part;
}

void SampleFile::takeHold(Job &job)
{
    Target &target = m_targets[job.target];
    for (const qint64 id : job.folded) {
        auto &tail = m_series[id].tail;
        tail.erase(tail.begin(), std::lower_bound(tail.begin(), tail.end(), RawSample{job.until, 0}, isEarlier));
    }
    job.folded.clear();
    if (!job.dropped.empty()) {
        const auto gone = std::erase_if(
            target.rows, [&job](const Row &row) { return std::ranges::binary_search(job.dropped, row.id); });
        if (job.step == Job::Step::Drop)
            job.next -= gone;
        job.dropped.clear();
    }
    // Before the first raw samples are forgotten: a chart drawn between two slices finds them in the coarser tiers.
    const bool isMarked = job.until != 0 && job.step > Job::Step::Mark;
    if (isMarked)
        target.rolledUntil = std::max(target.rolledUntil, job.end);
    if (job.step != Job::Step::Over)
        return;
    target.forgets = false;
    if (job.hasNewDay || !isMarked)
        target.forgottenAt = job.now;
    if (!isMarked)
        return;
    target.oldest = 0;
    for (const qint64 id : target.series) {
        const auto &tail = m_series[id].tail;
        if (!tail.empty())
            target.oldest = target.oldest == 0 ? tail.front().at : std::min(target.oldest, tail.front().at);
    }
}

bool SampleFile::advance(Job &job)
{
    switch (job.step) {
    case Job::Step::Fold:
        return foldNext(job);
    case Job::Step::Roll:
        return rollNext(job);
    case Job::Step::Mark:
        // Before the tail goes: without it a later start has no reason to come back here.
        job.step = Job::Step::Drop;
        return !job.hasNewDay ||
               run("INSERT OR REPLACE INTO rolled(target, until) VALUES (?, ?)", {job.target, job.end});
    case Job::Step::Drop:
        return dropNext(job);
    case Job::Step::Forget:
        return forgetNext(job);
    case Job::Step::ForgetEvents: {
        bool isAll = false;
        const bool isGood = forgetSome(ForgetEvents, {job.now - qint64(m_retention.hour.count())}, &isAll);
        if (isAll)
            job.step = Job::Step::Over;
        return isGood;
    }
    case Job::Step::Over:
        return true;
    }
    return true;
}

bool SampleFile::foldNext(Job &job)
{
    if (job.next == job.series.size()) {
        job.next = 0;
        job.step = Job::Step::Roll;
        return true;
    }
    const qint64 id = job.series[job.next++];
    const auto &tail = m_series[id].tail;
    auto at = tail.begin();
    while (at != tail.end() && at->at < job.until) {
        const qint64 hour = beginOf(at->at, HourMs);
        const auto end = std::lower_bound(at, tail.end(), RawSample{hour + HourMs, 0}, isEarlier);
        if (!mergeHour(id, hour, {at, end}))
            return false;
        at = end;
    }
    job.folded.push_back(id);
    return true;
}

bool SampleFile::rollNext(Job &job)
{
    const Target &target = m_targets[job.target];
    // Days that are over, and those that got a late sample. Of a day that was rolled up and whose raw samples are
    // going, less is left than the coarser tiers know.
    const bool isWhole = job.day >= job.now - qint64(m_retention.raw.count());
    const bool isWanted = isWhole || job.day >= target.rolledUntil;
    if (job.day >= job.end || job.day > target.newest) {
        job.next = 0;
        job.step = Job::Step::Mark;
        return true;
    }
    if (!isWanted || job.next == job.series.size()) {
        job.next = 0;
        job.restarts.reset();
        job.day += DayMs;
        return true;
    }
    if (!job.restarts)
        job.restarts = restartsIn(eventsOf(job.day - HourMs, job.day + DayMs))[job.target];
    return rollUp(job.series[job.next++], job.day, *job.restarts);
}

bool SampleFile::dropNext(Job &job)
{
    const std::vector<Row> &rows = m_targets[job.target].rows;
    // One that reaches into the hour that goes on stays until that is over: what of it is folded already is folded
    // again then. What came late, while this went on, is in rows that came later.
    for (std::size_t left = RowsAtOnce; left > 0; --left) {
        if (job.next == rows.size() || rows[job.next].id > job.lastRow) {
            job.next = 0;
            job.step = job.hasNewDay ? Job::Step::Forget : Job::Step::Over;
            return true;
        }
        const Row &row = rows[job.next++];
        if (row.newest >= job.until)
            continue;
        if (!run("DELETE FROM tail WHERE id = ?", {row.id}))
            return false;
        job.dropped.push_back(row.id);
    }
    return true;
}

bool SampleFile::forgetSome(const char *statement, const QVariantList &values, bool *isAll)
{
    if (!run(statement, values))
        return false;
    *isAll = m_prepared.at(statement)->numRowsAffected() < static_cast<int>(RowsAtOnce);
    return true;
}

bool SampleFile::forgetNext(Job &job)
{
    constexpr std::size_t Tiers = 3;
    if (job.next == job.series.size() * Tiers) {
        job.step = Job::Step::ForgetEvents;
        return true;
    }
    const auto tier = static_cast<Tier>(job.next % Tiers);
    const qint64 kept = (tier == Tier::Raw      ? m_retention.raw
                         : tier == Tier::Minute ? m_retention.minute
                                                : m_retention.hour)
                            .count();
    bool isAll = false;
    const bool isGood = forgetSome(
        ForgetChunks, {job.series[job.next / Tiers], static_cast<int>(tier), job.now - kept - periodOf(tier)}, &isAll);
    if (isAll)
        ++job.next;
    return isGood;
}

bool SampleFile::writeChunk(Tier tier, qint64 series, qint64 period, const QByteArray &body)
{
    return run("INSERT OR REPLACE INTO chunk(tier, series, period, body) VALUES (?, ?, ?, ?)",
               {static_cast<int>(tier), series, period, body});
}

bool SampleFile::mergeHour(qint64 series, qint64 hour, std::span<const RawSample> samples)
{
    std::vector<RawSample> all = rawOf(series, hour, hour + HourMs - 1);
    if (all.empty())
        return writeChunk(Tier::Raw, series, hour, samplecodec::encodeRaw(samples));
    all.insert(all.end(), samples.begin(), samples.end());
    putInOrder(all);
    return writeChunk(Tier::Raw, series, hour, samplecodec::encodeRaw(all));
}

bool SampleFile::rollUp(qint64 series, qint64 day, std::span<const qint64> restarts)
{
    const qint64 begin = day - HourMs; // what came before tells gaps and restarts at the begin of the day
    const std::vector<RawSample> samples = rawOf(series, begin, day + DayMs - 1);
    const auto isOfDay = [day](const SeriesPoint &point) { return point.at >= day; };
    std::vector<SeriesPoint> points = pointsOf(samples);
    std::size_t first = 0;
    if (!points.empty() && !isOfDay(points.front())) {
        first = 1;
    } else if (const auto older = lastBefore(series, day)) {
        points.insert(points.begin(), *older);
        first = 1;
    }
    markBreaks(points, first, 0, restarts, m_series[series].key.metric.endsWith(u"_total"_s));
    points.erase(points.begin(), std::ranges::find_if(points, isOfDay));
    if (points.empty())
        return true;
    const auto hours = rolledUp(points, HourMs);
    return writeChunk(Tier::Minute, series, day, samplecodec::encodeSpans(rolledUp(points, MinuteMs))) &&
           mergeSpans(series, Tier::Hour, beginOf(day, periodOf(Tier::Hour)), day, day + DayMs, hours);
}

std::optional<SeriesPoint> SampleFile::lastBefore(qint64 series, qint64 day)
{
    for (const Tier tier : {Tier::Minute, Tier::Hour}) {
        // However long ago that is: the machine may have been off for weeks.
        std::unique_ptr<QSqlQuery> row;
        if (!run("SELECT max(period) FROM chunk WHERE series = ? AND tier = ? AND period < ?",
                 {series, static_cast<int>(tier), day}, &row) ||
            !row->next() || row->value(0).isNull())
            continue;
        const auto spans = spansOf(tier, series, row->value(0).toLongLong(), day - 1);
        if (spans.empty())
            continue;
        SeriesPoint last = spans.back();
        last.at += lengthOf(tier); // known until then
        return last;
    }
    return std::nullopt;
}

bool SampleFile::mergeSpans(qint64 series, Tier tier, qint64 period, qint64 begin, qint64 end,
                            std::span<const SeriesPoint> points)
{
    std::vector<SeriesPoint> all = spansOf(tier, series, period, period + periodOf(tier) - 1);
    std::erase_if(all, [&](const SeriesPoint &point) { return point.at >= begin && point.at < end; });
    all.insert(all.end(), points.begin(), points.end());
    std::ranges::stable_sort(all, {}, &SeriesPoint::at);
    return writeChunk(tier, series, period, samplecodec::encodeSpans(all));
}

} // namespace rollcall

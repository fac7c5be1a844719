// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/SampleFile.h"

#include "history/SampleLines.h"

#include <QJsonDocument>
#include <QSqlQuery>
#include <QVariant>
#include <algorithm>

namespace rollcall {

using namespace Qt::StringLiterals;

namespace {

Database::Schema sampleSchema()
{
    return {.applicationId = 0x52434c53,
            .steps = {{"CREATE TABLE series(id INTEGER PRIMARY KEY, target TEXT NOT NULL, metric TEXT NOT NULL, "
                       "UNIQUE(target, metric))",
                       "CREATE TABLE tail(id INTEGER PRIMARY KEY, target TEXT NOT NULL, body BLOB NOT NULL)",
                       // By a number that grows, so that a chunk is appended; found by the index.
                       "CREATE TABLE chunk(id INTEGER PRIMARY KEY, tier INTEGER NOT NULL, series INTEGER NOT NULL, "
                       "period INTEGER NOT NULL, body BLOB NOT NULL)",
                       "CREATE UNIQUE INDEX chunk_place ON chunk(series, tier, period)",
                       "CREATE TABLE rolled(target TEXT PRIMARY KEY, until INTEGER NOT NULL) WITHOUT ROWID",
                       "CREATE TABLE event(id INTEGER PRIMARY KEY, at INTEGER NOT NULL, kind INTEGER NOT NULL, "
                       "target TEXT NOT NULL, facts TEXT NOT NULL)",
                       "CREATE INDEX event_at ON event(at)"}}};
}

/// A moment of the hour for each target, so that not all are folded at once.
qint64 staggerOf(const QString &target)
{
    return static_cast<qint64>(qHash(target, 0) % 3000) * 1000;
}

bool isEarlier(const RawSample &a, const RawSample &b)
{
    return a.at < b.at;
}

/// By time, one for each moment: of two the later one in the row.
void putInOrder(std::vector<RawSample> &samples)
{
    std::ranges::stable_sort(samples, isEarlier);
    std::size_t used = 0;
    for (const RawSample &sample : samples) {
        if (used > 0 && samples[used - 1].at == sample.at)
            --used;
        samples[used++] = sample;
    }
    samples.resize(used);
}

} // namespace

Result<std::unique_ptr<SampleFile>> SampleFile::open(const QString &path, const Retention &retention, Hook hook)
{
    auto database = Database::open(path, sampleSchema(), Database::Mode::Write);
    if (!database)
        return database.error();
    std::unique_ptr<SampleFile> file(new SampleFile(std::move(database).value(), retention, std::move(hook)));
    if (!file->load())
        return Error{storeTroubleOf(file->m_error) == StoreTrouble::Damaged ? u"history.damaged"_s
                                                                            : u"history.unavailable"_s,
                     u"%1: %2"_s.arg(path, file->m_error.text())};
    return file;
}

SampleFile::SampleFile(std::unique_ptr<Database> database, const Retention &retention, Hook hook)
    : m_database(std::move(database)), m_retention(retention), m_hook(std::move(hook))
{}

SampleFile::~SampleFile() = default;

bool SampleFile::run(const char *statement, const QVariantList &values, std::unique_ptr<QSqlQuery> *result)
{
    std::unique_ptr<QSqlQuery> own;
    QSqlQuery *query = nullptr;
    // A result is stepped through while others run: it has a statement of its own.
    std::unique_ptr<QSqlQuery> &kept = result ? own : m_prepared[statement];
    if (!kept) {
        kept = std::make_unique<QSqlQuery>(m_database->connection());
        kept->setForwardOnly(true);
        if (!kept->prepare(QString::fromLatin1(statement))) {
            m_error = kept->lastError();
            kept.reset();
            return false;
        }
    }
    query = kept.get();
    for (int i = 0; i < values.size(); ++i)
        query->bindValue(i, values[i]);
    if (!query->exec()) {
        m_error = query->lastError();
        query->finish();
        return false;
    }
    if (result)
        *result = std::move(own);
    return true;
}

bool SampleFile::begin()
{
    m_newKeys.clear();
    if (m_hook)
        m_hook(m_database->connection());
    return run("BEGIN IMMEDIATE");
}

bool SampleFile::finish(bool isGood)
{
    if (isGood && run("COMMIT"))
        return true;
    const QSqlError why = m_error;
    run("ROLLBACK"); // SQLite may have done so already
    m_error = why;
    for (const SeriesKey &key : m_newKeys) {
        const auto found = m_ids.find(key);
        if (found == m_ids.end())
            continue;
        std::erase(m_targets[key.target].series, found->second);
        m_series.erase(found->second);
        m_ids.erase(found);
    }
    return false;
}

bool SampleFile::load()
{
    m_ids.clear();
    m_series.clear();
    m_targets.clear();
    std::unique_ptr<QSqlQuery> rows;
    if (!run("SELECT id, target, metric FROM series", {}, &rows))
        return false;
    while (rows->next()) {
        const qint64 id = rows->value(0).toLongLong();
        const SeriesKey key{rows->value(1).toString(), rows->value(2).toString()};
        m_ids[key] = id;
        m_series[id].key = key;
        m_targets[key.target].series.push_back(id);
    }
    if (!run("SELECT target, until FROM rolled", {}, &rows))
        return false;
    while (rows->next())
        m_targets[rows->value(0).toString()].rolledUntil = rows->value(1).toLongLong();
    if (!run("SELECT id, target, body FROM tail ORDER BY id", {}, &rows))
        return false;
    while (rows->next()) {
        const auto samples = samplecodec::decodeTail(rows->value(2).toByteArray());
        // A damaged batch is passed over: all others are good.
        if (!samples)
            continue;
        for (const TailSample &sample : samples.value())
            remember(sample.series, sample.sample);
        m_targets[rows->value(1).toString()].rows.push_back(rows->value(0).toLongLong());
    }
    return true;
}

void SampleFile::remember(qint64 series, const RawSample &sample)
{
    const auto found = m_series.find(series);
    if (found == m_series.end())
        return;
    auto &tail = found->second.tail;
    if (!tail.empty() && sample.at <= tail.back().at) {
        tail.push_back(sample);
        putInOrder(tail);
    } else {
        tail.push_back(sample);
    }
    Target &target = m_targets[found->second.key.target];
    target.oldest = target.oldest == 0 ? sample.at : std::min(target.oldest, sample.at);
    target.newest = std::max(target.newest, sample.at);
}

std::optional<qint64> SampleFile::seriesOf(const SeriesKey &key)
{
    if (const auto found = m_ids.find(key); found != m_ids.end())
        return found->second;
    if (!run("INSERT INTO series(target, metric) VALUES (?, ?)", {key.target, key.metric}))
        return std::nullopt;
    std::unique_ptr<QSqlQuery> row;
    if (!run("SELECT id FROM series WHERE target = ? AND metric = ?", {key.target, key.metric}, &row) || !row->next())
        return std::nullopt;
    const qint64 id = row->value(0).toLongLong();
    m_ids[key] = id;
    m_series[id].key = key;
    m_targets[key.target].series.push_back(id);
    m_newKeys.push_back(key);
    return id;
}

bool SampleFile::writeTail(const QString &target, std::span<const TailSample> samples, qint64 *row)
{
    if (!run("INSERT INTO tail(target, body) VALUES (?, ?)", {target, samplecodec::encodeTail(samples)}))
        return false;
    *row = m_prepared.at("INSERT INTO tail(target, body) VALUES (?, ?)")->lastInsertId().toLongLong();
    return true;
}

bool SampleFile::append(std::span<const Sample> samples, std::span<const HistoryEvent> events)
{
    if (!begin())
        return false;
    bool isGood = true;
    std::map<QString, std::vector<TailSample>> batches;
    for (const Sample &sample : samples) {
        const auto series = isGood ? seriesOf(sample.key) : std::nullopt;
        isGood = series.has_value();
        if (isGood)
            batches[sample.key.target].push_back({*series, {sample.at, sample.value}});
    }
    std::map<QString, qint64> rows;
    for (const auto &[target, batch] : batches)
        isGood = isGood && writeTail(target, batch, &rows[target]);
    for (const HistoryEvent &event : events) {
        const QByteArray facts = QJsonDocument(event.facts).toJson(QJsonDocument::Compact);
        isGood = isGood && run("INSERT INTO event(at, kind, target, facts) VALUES (?, ?, ?, ?)",
                               {event.at, static_cast<int>(event.kind), event.target.isNull() ? u""_s : event.target,
                                QString::fromUtf8(facts)});
    }
    if (!finish(isGood))
        return false;
    for (const auto &[target, batch] : batches) {
        m_targets[target].rows.push_back(rows[target]);
        for (const TailSample &sample : batch)
            remember(sample.series, sample.sample);
    }
    return true;
}

bool SampleFile::tidy(qint64 now)
{
    for (auto &[name, target] : m_targets) {
        if (target.rows.empty())
            continue;
        const qint64 due = beginOf(target.oldest, HourMs) + HourMs;
        if (now < due + staggerOf(name))
            continue;
        const qint64 until = beginOf(now, HourMs);
        if (!fold(name, target, until, now))
            return false;
    }
    return true;
}

bool SampleFile::fold(const QString &name, Target &target, qint64 until, qint64 now)
{
    if (!begin())
        return false;
    bool isGood = true;
    std::vector<TailSample> left;
    qint64 oldest = 0;
    for (const qint64 id : target.series) {
        const auto &tail = m_series[id].tail;
        auto at = tail.begin();
        while (isGood && at != tail.end() && at->at < until) {
            const qint64 hour = beginOf(at->at, HourMs);
            const auto end = std::lower_bound(at, tail.end(), RawSample{hour + HourMs, 0}, isEarlier);
            isGood = mergeHour(id, hour, {at, end});
            at = end;
        }
        if (at != tail.end())
            oldest = oldest == 0 ? at->at : std::min(oldest, at->at);
        for (; at != tail.end(); ++at)
            left.push_back({id, *at});
    }
    for (const qint64 row : target.rows)
        isGood = isGood && run("DELETE FROM tail WHERE id = ?", {row});
    std::vector<qint64> rows;
    if (!left.empty()) {
        rows.push_back(0);
        isGood = isGood && writeTail(name, left, &rows.back());
    }
    // Days that are over, and those that got a late sample.
    const qint64 end = beginOf(until, DayMs);
    const qint64 first = beginOf(target.oldest, DayMs);
    for (qint64 day = first; isGood && day < end && day <= target.newest; day += DayMs) {
        // Of a day that was rolled up and whose raw samples are going, less is left than the coarser tiers know.
        const bool isWhole = day >= now - qint64(m_retention.raw.count());
        if (isWhole || day >= target.rolledUntil)
            isGood = rollUp(name, target, day);
    }
    if (isGood && target.rolledUntil < end) {
        isGood = run("INSERT OR REPLACE INTO rolled(target, until) VALUES (?, ?)", {name, end});
        for (const qint64 id : target.series) {
            for (const Tier tier : {Tier::Raw, Tier::Minute, Tier::Hour}) {
                const qint64 kept = (tier == Tier::Raw      ? m_retention.raw
                                     : tier == Tier::Minute ? m_retention.minute
                                                            : m_retention.hour)
                                        .count();
                isGood = isGood && run("DELETE FROM chunk WHERE series = ? AND tier = ? AND period <= ?",
                                       {id, static_cast<int>(tier), now - kept - periodOf(tier)});
            }
        }
        isGood = isGood && run("DELETE FROM event WHERE at < ?", {now - qint64(m_retention.hour.count())});
    }
    if (!finish(isGood))
        return false;
    for (const qint64 id : target.series) {
        auto &tail = m_series[id].tail;
        tail.erase(tail.begin(), std::lower_bound(tail.begin(), tail.end(), RawSample{until, 0}, isEarlier));
    }
    target.rows = std::move(rows);
    target.oldest = oldest;
    target.rolledUntil = std::max(target.rolledUntil, end);
    return true;
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

bool SampleFile::rollUp(const QString &name, const Target &target, qint64 day)
{
    const qint64 begin = day - HourMs; // what came before tells gaps and restarts at the begin of the day
    const auto restarts = restartsIn(eventsOf(begin, day + DayMs));
    const auto own = restarts.find(name);
    for (const qint64 id : target.series) {
        std::vector<RawSample> samples = rawOf(id, begin, day + DayMs - 1);
        const auto isOfDay = [day](const SeriesPoint &point) { return point.at >= day; };
        std::vector<SeriesPoint> points = pointsOf(samples);
        std::size_t first = 0;
        if (!points.empty() && !isOfDay(points.front())) {
            first = 1;
        } else if (const auto older = spansOf(Tier::Minute, id, day - DayMs, day - 1); !older.empty()) {
            points.insert(points.begin(), older.back());
            points.front().at += MinuteMs;
            first = 1;
        }
        markBreaks(points, first, 0, own == restarts.end() ? std::span<const qint64>() : std::span(own->second),
                   m_series[id].key.metric.endsWith(u"_total"_s));
        points.erase(points.begin(), std::ranges::find_if(points, isOfDay));
        if (points.empty())
            continue;
        const auto hours = rolledUp(points, HourMs);
        if (!writeChunk(Tier::Minute, id, day, samplecodec::encodeSpans(rolledUp(points, MinuteMs))) ||
            !mergeSpans(id, Tier::Hour, beginOf(day, periodOf(Tier::Hour)), day, day + DayMs, hours))
            return false;
    }
    return true;
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

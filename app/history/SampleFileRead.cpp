// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/SampleFile.h"
#include "history/SampleLines.h"

#include <QJsonDocument>
#include <QSqlQuery>
#include <QVariant>
#include <algorithm>

// How a SampleFile is read: the tier that fits, the coarser ones where it is gone, the finer ones where it is not yet.

namespace rollcall {

using namespace Qt::StringLiterals;

namespace {

constexpr const char *SelectChunks =
    "SELECT body FROM chunk WHERE series = ? AND tier = ? AND period > ? AND period <= ? ORDER BY period";

} // namespace

std::vector<RawSample> SampleFile::rawOf(qint64 series, qint64 from, qint64 to)
{
    std::vector<RawSample> all;
    std::unique_ptr<QSqlQuery> rows;
    if (!run(SelectChunks, {series, static_cast<int>(Tier::Raw), from - periodOf(Tier::Raw), to}, &rows))
        return all;
    while (rows->next()) {
        // A damaged chunk is a gap: what is left of the file is shown.
        const auto samples = samplecodec::decodeRaw(rows->value(0).toByteArray());
        if (!samples)
            continue;
        for (const RawSample &sample : samples.value()) {
            if (sample.at >= from && sample.at <= to)
                all.push_back(sample);
        }
    }
    return all;
}

template <class Take>
void SampleFile::eachChunk(Tier tier, qint64 series, qint64 from, qint64 to, Take take)
{
    std::unique_ptr<QSqlQuery> rows;
    if (!run(SelectChunks, {series, static_cast<int>(tier), from - periodOf(tier), to}, &rows))
        return;
    while (rows->next()) {
        if (m_spans.read(rows->value(0).toByteArray()).ok())
            take(m_spans);
    }
}

std::vector<SeriesPoint> SampleFile::spansOf(Tier tier, qint64 series, qint64 from, qint64 to)
{
    std::vector<SeriesPoint> all;
    eachChunk(tier, series, from, to, [&](const samplecodec::Spans &spans) {
        for (std::size_t i = 0; i < spans.size(); ++i) {
            if (spans.at[i] >= from && spans.at[i] <= to)
                all.push_back(spans.point(i));
        }
    });
    return all;
}

std::optional<qint64> SampleFile::firstPeriod(Tier tier, qint64 series)
{
    std::unique_ptr<QSqlQuery> row;
    if (!run("SELECT min(period) FROM chunk WHERE series = ? AND tier = ?", {series, static_cast<int>(tier)}, &row) ||
        !row->next() || row->value(0).isNull())
        return std::nullopt;
    return row->value(0).toLongLong();
}

std::vector<HistoryEvent> SampleFile::eventsOf(qint64 from, qint64 to)
{
    std::vector<HistoryEvent> events;
    std::unique_ptr<QSqlQuery> rows;
    if (!run("SELECT at, kind, target, facts FROM event WHERE at >= ? AND at <= ? ORDER BY at, id", {from, to}, &rows))
        return events;
    while (rows->next()) {
        const int kind = rows->value(1).toInt();
        if (kind < 0 || kind > static_cast<int>(HistoryEvent::Kind::WatchStarted))
            continue;
        events.push_back({.at = rows->value(0).toLongLong(),
                          .kind = static_cast<HistoryEvent::Kind>(kind),
                          .target = rows->value(2).toString(),
                          .facts = QJsonDocument::fromJson(rows->value(3).toString().toUtf8()).object()});
    }
    return events;
}

std::map<QString, std::vector<qint64>> SampleFile::restartsIn(std::span<const HistoryEvent> events)
{
    std::map<QString, std::vector<qint64>> restarts;
    for (const HistoryEvent &event : events) {
        if (event.kind == HistoryEvent::Kind::Restart)
            restarts[event.target].push_back(event.at);
    }
    return restarts;
}

SeriesAnswer SampleFile::read(const SeriesQuery &query, std::span<const Sample> waiting,
                              std::span<const HistoryEvent> events)
{
    // The other copy of the program writes: its newest is in the file alone.
    if (!m_database->canWrite())
        load();
    SeriesAnswer answer;
    answer.events = eventsOf(query.from, query.to);
    std::ranges::copy_if(events, std::back_inserter(answer.events), [&query](const HistoryEvent &event) {
        return event.at >= query.from && event.at <= query.to;
    });
    std::ranges::stable_sort(answer.events, {}, &HistoryEvent::at);
    const auto restarts = restartsIn(answer.events);
    for (const SeriesKey &key : query.keys)
        answer.lines.push_back(lineOf(key, query, waiting, restarts));
    return answer;
}

SeriesLine SampleFile::lineOf(const SeriesKey &key, const SeriesQuery &query, std::span<const Sample> waiting,
                              const std::map<QString, std::vector<qint64>> &restarts)
{
    SeriesLine line{.key = key, .tier = Tier::Raw, .points = {}};
    const qint64 from = query.from;
    const qint64 to = query.to;
    std::vector<RawSample> raw;
    const auto id = m_ids.find(key);
    if (id != m_ids.end()) {
        const qint64 series = id->second;
        const Tier wanted = tierFor(from, to, query.columns);
        const qint64 rolled = m_targets[key.target].rolledUntil;
        // Where each tier begins to be used; what is not rolled up is read raw.
        const auto rawBegin = firstPeriod(Tier::Raw, series);
        const auto minuteBegin = firstPeriod(Tier::Minute, series);
        qint64 rawFrom = wanted == Tier::Raw ? rawBegin.value_or(rolled) : rolled;
        rawFrom = std::min(rawFrom, rolled == 0 ? rawFrom : rolled);
        const qint64 minuteFrom = wanted == Tier::Hour ? rawFrom : std::min(minuteBegin.value_or(rawFrom), rawFrom);
        const auto take = [&](Tier tier, qint64 begin, qint64 end) {
            begin = std::max(begin, beginOf(from, lengthOf(tier)));
            end = std::min(end, to + 1);
            if (begin >= end)
                return;
            std::vector<SeriesPoint> points;
            if (query.columns > 0 && (end - begin) / lengthOf(tier) > query.columns) {
                ColumnFold fold(from, to, query.columns);
                eachChunk(tier, series, begin, end - 1,
                          [&](const samplecodec::Spans &spans) { fold.add(spans, begin, end); });
                points = fold.take();
            } else {
                points = spansOf(tier, series, begin, end - 1);
            }
            if (!points.empty())
                line.tier = std::max(line.tier, tier);
            line.points.insert(line.points.end(), points.begin(), points.end());
        };
        take(Tier::Hour, std::numeric_limits<qint64>::min(), minuteFrom);
        take(Tier::Minute, minuteFrom, rawFrom);
        if (to >= rawFrom)
            raw = rawOf(series, std::max(from, rawFrom), to);
        for (const RawSample &sample : m_series[series].tail) {
            if (sample.at >= from && sample.at <= to)
                raw.push_back(sample);
        }
    }
    for (const Sample &sample : waiting) {
        if (sample.at >= from && sample.at <= to && sample.key == key)
            raw.push_back({sample.at, sample.value});
    }
    // What is being folded may lie in a chunk and in the tail at once.
    putInOrder(raw);
    const std::size_t begin = line.points.size();
    const auto points = pointsOf(raw);
    line.points.insert(line.points.end(), points.begin(), points.end());
    const auto own = restarts.find(key.target);
    markBreaks(line.points, begin, lengthOf(line.tier),
               own == restarts.end() ? std::span<const qint64>() : std::span(own->second),
               key.metric.endsWith(u"_total"_s));
    line.points = inColumns(std::move(line.points), from, to, query.columns);
    return line;
}

std::vector<SeriesInfo> SampleFile::catalogue()
{
    if (!m_database->canWrite())
        load();
    std::vector<SeriesInfo> all;
    for (const auto &[key, id] : m_ids) {
        SeriesInfo info{.key = key};
        const auto &tail = m_series[id].tail;
        info.first = tail.empty() ? std::numeric_limits<qint64>::max() : tail.front().at;
        info.last = tail.empty() ? std::numeric_limits<qint64>::min() : tail.back().at;
        const auto widen = [&info](qint64 first, qint64 last) {
            info.first = std::min(info.first, first);
            info.last = std::max(info.last, last);
        };
        for (const Tier tier : {Tier::Raw, Tier::Minute, Tier::Hour}) {
            const auto period = firstPeriod(tier, id);
            if (!period)
                continue;
            // One chunk for the begin; the end is the tail's, or the last raw chunk's.
            if (tier == Tier::Raw) {
                const auto samples = rawOf(id, *period, *period + HourMs - 1);
                if (!samples.empty())
                    widen(samples.front().at, samples.back().at);
                std::unique_ptr<QSqlQuery> row;
                if (tail.empty() && run("SELECT max(period) FROM chunk WHERE series = ? AND tier = 0", {id}, &row) &&
                    row->next()) {
                    const qint64 hour = row->value(0).toLongLong();
                    if (const auto last = rawOf(id, hour, hour + HourMs - 1); !last.empty())
                        widen(last.front().at, last.back().at);
                }
            } else if (*period < info.first || info.last < info.first) {
                const qint64 length = periodOf(tier);
                const auto points = spansOf(tier, id, *period, *period + length - 1);
                if (!points.empty())
                    widen(points.front().at, points.back().at);
            }
        }
        if (info.first <= info.last)
            all.push_back(info);
    }
    return all;
}

} // namespace rollcall

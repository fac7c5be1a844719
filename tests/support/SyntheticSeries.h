// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "history/Series.h"

#include <QPointer>
#include <QTimer>
#include <map>

namespace rollcall::test {

/// A history made by hand. It answers as the real one: later, and folded to the columns that were asked for.
class SyntheticSeries final : public SeriesSource
{
public:
    std::map<std::pair<QString, QString>, std::vector<SeriesPoint>> series; ///< by target and metric
    std::vector<HistoryEvent> events;
    std::vector<SeriesQuery> queries;
    /// Answers wait until release().
    bool isHeld = false;

    void add(const QString &target, const QString &metric, qint64 at, double value, bool isAfterGap = false,
             bool isAfterRestart = false)
    {
        series[{target, metric}].push_back({at, value, value, value, 1, isAfterGap, isAfterRestart});
    }
    void read(SeriesQuery query, QObject *context, std::function<void(SeriesAnswer &&)> done) override
    {
        queries.push_back(query);
        later(context, [this, query, done] { done(answer(query)); });
    }
    void catalogue(QObject *context, std::function<void(std::vector<SeriesInfo> &&)> done) override
    {
        later(context, [this, done] {
            std::vector<SeriesInfo> all;
            for (const auto &[key, points] : series)
                all.push_back({{key.first, key.second}, points.front().at, points.back().at});
            done(std::move(all));
        });
    }
    /// The held answers, the newest first where `isReversed`: as a store with several readers might.
    void release(bool isReversed = false)
    {
        auto all = std::move(m_held);
        m_held.clear();
        if (isReversed)
            std::reverse(all.begin(), all.end());
        for (const Held &held : all) {
            if (held.context)
                held.call();
        }
    }
    void grow() { Q_EMIT grown(); }

private:
    struct Held
    {
        QPointer<QObject> context;
        std::function<void()> call;
    };

    void later(QObject *context, std::function<void()> call)
    {
        if (isHeld)
            m_held.push_back({context, std::move(call)});
        else
            QTimer::singleShot(0, context, std::move(call));
    }
    SeriesAnswer answer(const SeriesQuery &query) const
    {
        SeriesAnswer result;
        for (const SeriesKey &key : query.keys) {
            SeriesLine line{key, Tier::Raw, {}};
            const auto found = series.find({key.target, key.metric});
            if (found != series.end())
                line.points = folded(found->second, query);
            result.lines.push_back(std::move(line));
        }
        for (const HistoryEvent &event : events) {
            if (event.at >= query.from && event.at <= query.to)
                result.events.push_back(event);
        }
        return result;
    }
    static std::vector<SeriesPoint> folded(const std::vector<SeriesPoint> &points, const SeriesQuery &query)
    {
        std::vector<SeriesPoint> out;
        qint64 last = -1;
        for (const SeriesPoint &point : points) {
            if (point.at < query.from || point.at > query.to)
                continue;
            const qint64 column =
                query.columns > 0 ? (point.at - query.from) * query.columns / (query.to - query.from) : point.at;
            if (out.empty() || column != last || point.isAfterGap || point.isAfterRestart) {
                out.push_back(point);
                last = column;
                continue;
            }
            SeriesPoint &into = out.back();
            into.minimum = std::min(into.minimum, point.minimum);
            into.maximum = std::max(into.maximum, point.maximum);
            into.mean = (into.mean * into.count + point.mean * point.count) / (into.count + point.count);
            into.count += point.count;
        }
        return out;
    }

    std::vector<Held> m_held;
};

} // namespace rollcall::test

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "watch/OwnPast.h"

#include "history/Figures.h"
#include "history/Series.h"
#include "watch/Watch.h"

namespace rollcall {

namespace {

// What the rule looks back to, in steps of the length that it keeps; see GoroutinePast.
constexpr qint64 step = 600'000;
constexpr qint64 reach = 8LL * 24 * 3'600'000;
// Between two batches the store can write.
constexpr std::size_t batch = 20;

void rememberBatch(SeriesSource &series, Watch &watch, std::vector<SeriesKey> all, std::size_t from, qint64 utc)
{
    if (from >= all.size())
        return;
    const auto first = all.begin() + static_cast<std::ptrdiff_t>(from);
    const std::size_t count = std::min(batch, all.size() - from);
    SeriesQuery query{
        {first, first + static_cast<std::ptrdiff_t>(count)}, utc - reach, utc, static_cast<int>(reach / step)};
    series.read(std::move(query), &watch, [&series, &watch, all = std::move(all), from, utc](SeriesAnswer &&answer) {
        std::vector<std::pair<qint64, double>> values;
        for (const SeriesLine &line : answer.lines) {
            values.clear();
            for (const SeriesPoint &point : line.points)
                values.emplace_back(point.at, point.mean);
            watch.rememberGoroutines(line.key.target, values);
        }
        rememberBatch(series, watch, all, from + batch, utc);
    });
}

} // namespace

void rememberOwnPast(SeriesSource &series, Watch &watch)
{
    std::vector<SeriesKey> keys;
    for (const Node &node : watch.file().nodes)
        keys.push_back({node.name, figures::Goroutines});
    rememberBatch(series, watch, std::move(keys), 0, watch.state()->utc.toMSecsSinceEpoch());
}

} // namespace rollcall

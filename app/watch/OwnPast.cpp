// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "watch/OwnPast.h"

#include "history/ClusterHistory.h"
#include "history/Figures.h"
#include "history/Series.h"
#include "watch/Watch.h"

#include <algorithm>
#include <memory>

namespace rollcall {

namespace {

// What the rule looks back to, in steps of the length that it keeps; see GoroutinePast.
constexpr qint64 step = 600'000;
constexpr qint64 reach = 8LL * 24 * 3'600'000;
// Between two batches the store can write.
constexpr std::size_t batch = 20;

// More than that there are in eight days only where everything flaps.
constexpr int mostIncidents = 10'000;

/// When a node's goroutines were told as climbing, in milliseconds since 1970.
struct ToldClimb
{
    QString node;
    qint64 from = 0;
    qint64 to = 0;
};

std::vector<ToldClimb> toldClimbsOf(const std::vector<Incident> &incidents, qint64 utc)
{
    std::vector<ToldClimb> all;
    for (const Incident &incident : incidents) {
        if (incident.code != Code::GoroutinesRising)
            continue;
        const qint64 to = incident.isOpen() ? utc : incident.closedAt.toMSecsSinceEpoch();
        for (const QString &node : incident.targets)
            all.push_back({node, incident.openedAt.toMSecsSinceEpoch(), to});
    }
    return all;
}

/// What is read batch by batch.
struct Reading
{
    SeriesSource &series;
    Watch &watch;
    std::vector<SeriesKey> keys;
    std::vector<ToldClimb> told;
    qint64 utc = 0;
};

bool isUsual(const std::vector<ToldClimb> &told, const QString &node, qint64 at)
{
    // The point is the middle of what it stands for, more or less.
    return std::ranges::none_of(told, [&](const ToldClimb &climb) {
        return climb.node == node && at + step > climb.from && at < climb.to + step;
    });
}

void rememberBatch(const std::shared_ptr<const Reading> &reading, std::size_t from)
{
    const std::vector<SeriesKey> &keys = reading->keys;
    if (from >= keys.size())
        return;
    const auto first = keys.begin() + static_cast<std::ptrdiff_t>(from);
    const std::size_t count = std::min(batch, keys.size() - from);
    SeriesQuery query{{first, first + static_cast<std::ptrdiff_t>(count)},
                      reading->utc - reach,
                      reading->utc,
                      static_cast<int>(reach / step)};
    reading->series.read(std::move(query), &reading->watch, [reading, from](SeriesAnswer &&answer) {
        std::vector<GoroutinePast::Remembered> values;
        for (const SeriesLine &line : answer.lines) {
            const QString &node = line.key.target;
            values.clear();
            for (const SeriesPoint &point : line.points)
                values.push_back({point.at, point.mean, isUsual(reading->told, node, point.at)});
            reading->watch.rememberGoroutines(node, values);
        }
        rememberBatch(reading, from + batch);
    });
}

qint64 utcOf(const Watch &watch)
{
    return watch.state()->utc.toMSecsSinceEpoch();
}

} // namespace

void rememberOwnPast(SeriesSource &series, const std::vector<Incident> &incidents, Watch &watch)
{
    std::vector<SeriesKey> keys;
    for (const Node &node : watch.file().nodes)
        keys.push_back({node.name, figures::Goroutines});
    const qint64 utc = utcOf(watch);
    rememberBatch(
        std::make_shared<const Reading>(Reading{series, watch, std::move(keys), toldClimbsOf(incidents, utc), utc}), 0);
}

void rememberOwnPast(ClusterHistory &history, Watch &watch)
{
    const qint64 utc = utcOf(watch);
    history.readIncidents(
        utc - reach, utc, mostIncidents, &watch,
        [&history, &watch](std::vector<Incident> &&incidents) { rememberOwnPast(history.series(), incidents, watch); });
}

} // namespace rollcall

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/StoredTrends.h"

#include "history/Figures.h"

namespace rollcall {

StoredTrends::StoredTrends(const OpenClusters &clusters, QObject *parent) : QObject(parent), m_clusters(clusters) {}

void StoredTrends::read(ClusterKey key)
{
    SeriesSource *source = m_clusters.series(key);
    const ClusterStatePtr state = m_clusters.state(key);
    if (!source || !state->utc.isValid())
        return;
    SeriesQuery query;
    query.to = state->utc.toMSecsSinceEpoch();
    query.from = query.to - Milliseconds(Length).count();
    query.columns = Points;
    query.keys.reserve(2 * state->targets.size());
    for (const TargetStatePtr &target : state->targets) {
        // Which of the two it has is not known before it has answered.
        query.keys.push_back({target->settings.name, figures::Goroutines});
        query.keys.push_back({target->settings.name, figures::Threads});
    }
    source->read(std::move(query), this,
                 [this, key, at = state->at](SeriesAnswer &&answer) { take(key, at, std::move(answer)); });
}

void StoredTrends::take(ClusterKey key, TimePoint readAt, SeriesAnswer &&answer)
{
    if (!m_clusters.contains(key))
        return;
    Kept kept{.lines = {}, .readAt = readAt};
    // Goroutines come before threads, and where there are any they are what is shown.
    for (SeriesLine &line : answer.lines) {
        if (!line.points.empty())
            kept.lines.try_emplace(line.key.target, std::move(line.points));
    }
    m_kept.erase(key);
    if (kept.lines.empty())
        return;
    m_kept.emplace(key, std::move(kept));
    Q_EMIT arrived(key);
}

void StoredTrends::forget(ClusterKey key)
{
    m_kept.erase(key);
}

void StoredTrends::expire()
{
    const TimePoint now = m_clusters.now();
    std::erase_if(m_kept, [now](const auto &each) { return now - each.second.readAt > Length; });
}

std::span<const SeriesPoint> StoredTrends::of(ClusterKey key, const QString &target) const
{
    const auto kept = m_kept.find(key);
    if (kept == m_kept.end())
        return {};
    const auto line = kept->second.lines.find(target);
    return line == kept->second.lines.end() ? std::span<const SeriesPoint>() : std::span(line->second);
}

} // namespace rollcall

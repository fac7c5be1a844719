// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/WatchedClusters.h"

namespace rollcall {

WatchedClusters::WatchedClusters(Watches &watches, QObject *parent) : OpenClusters(parent), m_watches(watches)
{
    for (int i = 0; i < watches.count(); ++i)
        m_keys.push_back({m_next++});
    connect(&watches, &Watches::opened, this, [this](int index) {
        m_keys.insert(m_keys.begin() + index, ClusterKey{m_next++});
        Q_EMIT opened(keyAt(index));
    });
    connect(&watches, &Watches::closed, this, [this](int index) {
        const ClusterKey gone = keyAt(index);
        m_keys.erase(m_keys.begin() + index);
        Q_EMIT closed(gone);
    });
    connect(&watches, &Watches::changed, this, [this](int index) {
        if (index >= 0 && static_cast<std::size_t>(index) < m_keys.size())
            Q_EMIT changed(keyAt(index));
    });
}

int WatchedClusters::indexOf(ClusterKey key) const
{
    return static_cast<int>(std::find(m_keys.begin(), m_keys.end(), key) - m_keys.begin());
}

ClusterStatePtr WatchedClusters::state(ClusterKey key) const
{
    return entry(key).watch->state();
}

QString WatchedClusters::path(ClusterKey key) const
{
    return entry(key).path;
}

QString WatchedClusters::notice(ClusterKey key) const
{
    return entry(key).notice;
}

QStringList WatchedClusters::secretErrors(ClusterKey key) const
{
    return entry(key).watch->problems();
}

std::vector<Answer> WatchedClusters::lastAnswers(ClusterKey key, TargetId target) const
{
    return entry(key).watch->lastAnswers(target);
}

ClusterHistory *WatchedClusters::history(ClusterKey key) const
{
    return entry(key).history.get();
}

SeriesSource *WatchedClusters::series(ClusterKey key) const
{
    const ClusterHistory *kept = history(key);
    return kept ? &kept->series() : nullptr;
}

QString WatchedClusters::historyTrouble(ClusterKey key) const
{
    const ClusterHistory *kept = history(key);
    return kept ? kept->troubles().join(u'\n') : QString();
}

Result<void> WatchedClusters::setGoroutineThreshold(ClusterKey key, int threshold)
{
    return m_watches.setGoroutineThreshold(indexOf(key), threshold);
}

void WatchedClusters::probeNow(ClusterKey key, TargetId target)
{
    entry(key).watch->probeNow(target);
}

void WatchedClusters::setPaused(ClusterKey key, bool isPaused)
{
    entry(key).watch->setPaused(isPaused);
}

Result<ClusterKey> WatchedClusters::open(const QString &path)
{
    const Result<int> index = m_watches.open(path);
    if (!index)
        return index.error();
    return keyAt(index.value());
}

void WatchedClusters::close(ClusterKey key)
{
    m_watches.close(indexOf(key));
}

Result<void> WatchedClusters::reload(ClusterKey key)
{
    return m_watches.reload(indexOf(key));
}

TimePoint WatchedClusters::now() const
{
    return m_watches.clock().now();
}

} // namespace rollcall

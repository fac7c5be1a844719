// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/OpenClusters.h"
#include "watch/Watches.h"

namespace rollcall {

/// OpenClusters over the real engine. Gives each entry of Watches a key that stays when others are closed.
class WatchedClusters final : public OpenClusters
{
    Q_OBJECT

public:
    /// `watches` outlives this.
    explicit WatchedClusters(Watches &watches, QObject *parent = nullptr);

    std::vector<ClusterKey> keys() const override { return m_keys; }
    ClusterStatePtr state(ClusterKey key) const override;
    QString path(ClusterKey key) const override;
    QString notice(ClusterKey key) const override;
    QStringList secretErrors(ClusterKey key) const override;
    std::vector<Answer> lastAnswers(ClusterKey key, TargetId target) const override;
    ClusterHistory *history(ClusterKey key) const override;
    SeriesSource *series(ClusterKey key) const override;
    QString historyTrouble(ClusterKey key) const override;
    Result<void> setGoroutineThreshold(ClusterKey key, int threshold) override;
    void probeNow(ClusterKey key, TargetId target) override;
    void setPaused(ClusterKey key, bool isPaused) override;
    Result<ClusterKey> open(const QString &path) override;
    void close(ClusterKey key) override;
    Result<void> reload(ClusterKey key) override;
    TimePoint now() const override;

private:
    int indexOf(ClusterKey key) const;
    const Watches::Entry &entry(ClusterKey key) const { return m_watches.at(indexOf(key)); }
    ClusterKey keyAt(int index) const { return m_keys[static_cast<std::size_t>(index)]; }

    Watches &m_watches;
    std::vector<ClusterKey> m_keys; ///< parallel to the entries of m_watches
    int m_next = 0;
};

} // namespace rollcall

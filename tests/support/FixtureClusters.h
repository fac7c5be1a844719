// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/StateFixtures.h"
#include "ui/models/OpenClusters.h"

#include <functional>
#include <memory>

namespace rollcall::test {

/// The open clusters of a test: fixtures instead of an engine, and a record of what was asked for.
class FixtureClusters final : public OpenClusters
{
    Q_OBJECT

public:
    explicit FixtureClusters(const FakeClock &clock) : m_clock(clock) {}

    ClusterKey add(ClusterFixture fixture, const QString &path = {}, const QString &notice = {});
    ClusterFixture &fixture(ClusterKey key) { return entry(key).fixture; }
    /// The fixture was changed: a new snapshot.
    void publish(ClusterKey key);
    /// One that was made before.
    void publish(ClusterKey key, ClusterStatePtr state);

    std::vector<ClusterKey> keys() const override;
    ClusterStatePtr state(ClusterKey key) const override { return entry(key).state; }
    QString path(ClusterKey key) const override { return entry(key).path; }
    QString notice(ClusterKey key) const override { return entry(key).notice; }
    QStringList secretErrors(ClusterKey) const override { return secretErrorLines; }
    std::vector<Answer> lastAnswers(ClusterKey key, TargetId target) const override;
    void probeNow(ClusterKey key, TargetId target) override { probed.emplace_back(key, target); }
    void setPaused(ClusterKey key, bool isPaused) override;
    Result<ClusterKey> open(const QString &path) override;
    void close(ClusterKey key) override;
    Result<void> reload(ClusterKey key) override;
    ClusterHistory *history(ClusterKey) const override { return keptHistory; }
    TimePoint now() const override { return m_clock.now(); }
    SeriesSource *series(ClusterKey) const override { return seriesOfAll; }
    QString historyTrouble(ClusterKey) const override { return trouble; }
    Result<void> setGoroutineThreshold(ClusterKey key, int threshold) override;

    std::vector<std::pair<ClusterKey, TargetId>> probed;
    std::vector<ClusterKey> reloaded;
    QStringList secretErrorLines;
    ClusterHistory *keptHistory = nullptr; ///< of every cluster
    SeriesSource *seriesOfAll = nullptr;   ///< of every cluster; not owned
    QString trouble;                       ///< why there is none
    std::vector<int> thresholds;           ///< that were set
    QString thresholdError;                ///< not empty: the next ones are refused

private:
    struct Entry
    {
        ClusterKey key;
        QString path;
        QString notice;
        ClusterFixture fixture;
        ClusterStatePtr state;
    };
    Entry &entry(ClusterKey key) const;

    const FakeClock &m_clock;
    std::vector<std::unique_ptr<Entry>> m_entries;
    int m_next = 0;
};

} // namespace rollcall::test

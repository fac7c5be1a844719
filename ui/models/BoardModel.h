// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/OpenClusters.h"
#include "ui/models/StoredTrends.h"
#include "ui/models/TileContent.h"

#include <QAbstractListModel>
#include <QStringList>
#include <array>

namespace rollcall {

/// All targets of all open clusters as one list: for each cluster a section row, then its tiles, worst first and
/// otherwise in the order of the file. Content is made when it is asked for, so that a thousand changed targets cost
/// what the visible ones cost.
class BoardModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    enum class RowKind { Section, Node, Proxy };
    enum Role {
        KindRole = Qt::UserRole + 1, ///< RowKind as int
        StateRole,                   ///< State as int
        ClusterRole,                 ///< ClusterKey::value
        TargetRole,                  ///< TargetId::value; -1 for a section
        WordRole,
    };
    /// A target's state is another one than before.
    struct Change
    {
        ClusterKey cluster;
        TargetId target;
        State from = State::Unknown;
        State to = State::Unknown;
        bool isFirstAnswer = false; ///< nothing was known of it before: that it is well is no news
    };
    /// One section: its header's row and the number of tiles after it.
    struct Section
    {
        int row = 0;
        int tiles = 0;
        bool operator==(const Section &) const = default;
    };

    /// `clusters` outlives the model.
    explicit BoardModel(const OpenClusters &clusters, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

    RowKind kind(int row) const;
    ClusterKey cluster(int row) const;
    TargetId target(int row) const; ///< invalid for a section
    TileContentPtr tile(int row) const;
    SectionContent section(int row) const;
    std::vector<Section> sections() const;
    /// -1 when it is not shown.
    int rowOf(ClusterKey cluster, TargetId target) const;
    /// Of all targets, whether they pass the filter or not.
    StateCounts counts() const;
    /// How many tiles pass the filter.
    int tileCount() const;

    /// Words that must all be found in name, product, version, state, reason, code or cluster; `!` before a word
    /// inverts it.
    void setFilter(const QString &text);
    QString filter() const { return m_filterText; }
    /// Shows only targets in these states; empty: all.
    void setShownStates(const std::vector<State> &states);
    const std::vector<State> &shownStates() const { return m_shownStates; }
    bool isFiltered() const { return !m_terms.isEmpty() || !m_shownStates.empty(); }

    /// While held no tile moves, appears or vanishes, because the pointer is over them; what they say is still new.
    void setOrderHeld(bool isHeld);
    /// Time went on: marks what became stale and writes its age anew.
    void tick();

Q_SIGNALS:
    /// Counts, verdicts or the set of clusters are new.
    void summaryChanged();
    void statesChanged(const std::vector<rollcall::BoardModel::Change> &changes);

private:
    struct Slot
    {
        TargetStatePtr state;
        mutable TileContentPtr content; ///< made when asked for
        bool isStale = false;
    };
    struct Cluster
    {
        ClusterKey key;
        ClusterStatePtr state;
        std::vector<Slot> targets; ///< by TargetId
        std::vector<int> order;    ///< target ids as shown
        StateCounts counts;
        bool isOrderOld = false; ///< a change was held back
        mutable std::optional<QString> verdict;
    };
    struct Row
    {
        int cluster = 0; ///< index into m_clusters
        int target = -1;
    };

    void add(ClusterKey key);
    void remove(ClusterKey key);
    void update(ClusterKey key);
    void load(Cluster &cluster, ClusterStatePtr state);
    std::vector<int> wantedOrder(const Cluster &cluster) const;
    void applyOrder(int clusterIndex);
    void removeRowsNotIn(int clusterIndex, const std::vector<int> &wanted);
    TileContentPtr contentOf(const Cluster &cluster, const Slot &slot) const;
    void takeStoredTrends(ClusterKey key);
    void retire(TargetStatePtr state);
    void releaseRetired();
    void emitChanged(const std::vector<int> &rows);
    bool passes(const Cluster &cluster, const Slot &slot) const;
    bool isStale(const TargetState &target, const ClusterState &cluster) const;
    int clusterIndex(ClusterKey key) const;
    int headerRow(int clusterIndex) const;
    void rebuildRows();
    void refilter();
    const Row &row(int row) const { return m_rows[static_cast<std::size_t>(row)]; }
    const Cluster &clusterOf(int index) const { return m_clusters[static_cast<std::size_t>(row(index).cluster)]; }

    const OpenClusters &m_source;
    StoredTrends m_trends{m_source};
    std::vector<Cluster> m_clusters;
    std::vector<Row> m_rows;
    QString m_filterText;
    QStringList m_terms;
    std::vector<State> m_shownStates;
    bool m_isHeld = false;
    /// Old states, let go a few at a time: a thousand of them freed at once would hold up the window.
    std::vector<TargetStatePtr> m_retired;
};

} // namespace rollcall

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/BoardModel.h"

#include "ui/models/Words.h"

#include <QTimer>
#include <numeric>

namespace rollcall {

BoardModel::BoardModel(const OpenClusters &clusters, QObject *parent) : QAbstractListModel(parent), m_source(clusters)
{
    for (const ClusterKey key : clusters.keys())
        add(key);
    connect(&clusters, &OpenClusters::opened, this, [this](ClusterKey key) {
        add(key);
        Q_EMIT summaryChanged();
    });
    connect(&clusters, &OpenClusters::closed, this, &BoardModel::remove);
    connect(&clusters, &OpenClusters::changed, this, &BoardModel::update);
    connect(&m_trends, &StoredTrends::arrived, this, &BoardModel::takeStoredTrends);
}

int BoardModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant BoardModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const int at = index.row();
    const RowKind rowKind = kind(at);
    switch (role) {
    case KindRole:
        return static_cast<int>(rowKind);
    case ClusterRole:
        return clusterOf(at).key.value;
    case TargetRole:
        return row(at).target;
    default:
        break;
    }
    if (rowKind == RowKind::Section) {
        const SectionContent content = section(at);
        if (role == Qt::DisplayRole)
            return content.name;
        if (role == StateRole)
            return static_cast<int>(content.state);
        if (role == Qt::AccessibleTextRole)
            return QString(content.name + QStringLiteral(", ") + content.environment + QStringLiteral(", ") +
                           content.verdict);
        return {};
    }
    if (role == StateRole)
        return static_cast<int>(tile(at)->state);
    if (role == Qt::DisplayRole)
        return tile(at)->name;
    if (role == WordRole)
        return tile(at)->word;
    if (role == Qt::AccessibleTextRole)
        return tile(at)->accessible;
    return {};
}

Qt::ItemFlags BoardModel::flags(const QModelIndex &index) const
{
    // A header can be read but not stood on: arrows go from tile to tile.
    if (!index.isValid())
        return Qt::NoItemFlags;
    return kind(index.row()) == RowKind::Section ? Qt::ItemIsEnabled | Qt::ItemNeverHasChildren
                                                 : Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
}

BoardModel::RowKind BoardModel::kind(int index) const
{
    const Row &at = row(index);
    if (at.target < 0)
        return RowKind::Section;
    return clusterOf(index).targets[static_cast<std::size_t>(at.target)].state->settings.isProxy ? RowKind::Proxy
                                                                                                 : RowKind::Node;
}

ClusterKey BoardModel::cluster(int index) const
{
    return clusterOf(index).key;
}

TargetId BoardModel::target(int index) const
{
    return {row(index).target};
}

TileContentPtr BoardModel::tile(int index) const
{
    const Cluster &cluster = clusterOf(index);
    const Slot &slot = cluster.targets[static_cast<std::size_t>(row(index).target)];
    return contentOf(cluster, slot);
}

TileContentPtr BoardModel::contentOf(const Cluster &cluster, const Slot &slot) const
{
    if (!slot.content)
        slot.content = std::make_shared<const TileContent>(
            TileContent::make(*cluster.state, *slot.state, slot.isStale, m_source.now(),
                              m_trends.of(cluster.key, slot.state->settings.name)));
    return slot.content;
}

SectionContent BoardModel::section(int index) const
{
    const Cluster &cluster = clusterOf(index);
    const ClusterFile &file = *cluster.state->file;
    SectionContent content;
    content.name = Wording::plain(file.name, 120);
    content.environment = words::environment(file.environment);
    content.isProduction = file.environment == ClusterFile::Environment::Production;
    if (!cluster.verdict)
        cluster.verdict = words::wording().verdict(*cluster.state);
    content.verdict = *cluster.verdict;
    content.state = cluster.state->state;
    content.summary =
        tr("%n node(s), asked every %1", nullptr, static_cast<int>(file.nodes.size())).arg(words::age(file.interval));
    content.counts = cluster.counts;
    content.isOffline = cluster.state->isOffline;
    content.isPaused = cluster.state->isPaused;
    content.shown = static_cast<int>(cluster.order.size());
    return content;
}

std::vector<BoardModel::Section> BoardModel::sections() const
{
    std::vector<Section> all;
    int at = 0;
    for (const Cluster &cluster : m_clusters) {
        all.push_back({at, static_cast<int>(cluster.order.size())});
        at += 1 + static_cast<int>(cluster.order.size());
    }
    return all;
}

int BoardModel::rowOf(ClusterKey key, TargetId target) const
{
    const int index = clusterIndex(key);
    if (index < 0)
        return -1;
    const std::vector<int> &order = m_clusters[static_cast<std::size_t>(index)].order;
    const auto found = std::find(order.begin(), order.end(), target.value);
    return found == order.end() ? -1 : headerRow(index) + 1 + static_cast<int>(found - order.begin());
}

StateCounts BoardModel::counts() const
{
    StateCounts sum;
    for (const Cluster &cluster : m_clusters) {
        for (std::size_t i = 0; i < sum.counts.size(); ++i)
            sum.counts[i] += cluster.counts.counts[i];
    }
    return sum;
}

int BoardModel::tileCount() const
{
    return static_cast<int>(m_rows.size() - m_clusters.size());
}

void BoardModel::setFilter(const QString &text)
{
    if (text == m_filterText)
        return;
    m_filterText = text;
    const QStringList terms = text.toCaseFolded().split(u' ', Qt::SkipEmptyParts);
    if (terms == m_terms)
        return;
    m_terms = terms;
    refilter();
}

void BoardModel::setShownStates(const std::vector<State> &states)
{
    if (states == m_shownStates)
        return;
    m_shownStates = states;
    refilter();
}

void BoardModel::refilter()
{
    beginResetModel();
    for (Cluster &cluster : m_clusters) {
        cluster.order = wantedOrder(cluster);
        cluster.isOrderOld = false;
    }
    rebuildRows();
    endResetModel();
    Q_EMIT summaryChanged();
}

void BoardModel::setOrderHeld(bool isHeld)
{
    if (isHeld == m_isHeld)
        return;
    m_isHeld = isHeld;
    if (isHeld)
        return;
    for (std::size_t i = 0; i < m_clusters.size(); ++i) {
        if (std::exchange(m_clusters[i].isOrderOld, false))
            applyOrder(static_cast<int>(i));
    }
}

void BoardModel::tick()
{
    m_trends.expire();
    std::vector<int> changed;
    int header = 0;
    for (Cluster &cluster : m_clusters) {
        for (std::size_t i = 0; i < cluster.order.size(); ++i) {
            Slot &slot = cluster.targets[static_cast<std::size_t>(cluster.order[i])];
            const bool stale = isStale(*slot.state, *cluster.state);
            if (!stale && !slot.isStale)
                continue;
            slot.isStale = stale;
            slot.content.reset();
            changed.push_back(header + 1 + static_cast<int>(i));
        }
        header += 1 + static_cast<int>(cluster.order.size());
    }
    emitChanged(changed);
}

void BoardModel::add(ClusterKey key)
{
    Cluster cluster;
    cluster.key = key;
    load(cluster, m_source.state(key));
    cluster.order = wantedOrder(cluster);
    const int first = static_cast<int>(m_rows.size());
    beginInsertRows({}, first, first + static_cast<int>(cluster.order.size()));
    m_clusters.push_back(std::move(cluster));
    rebuildRows();
    endInsertRows();
    m_trends.read(key);
}

void BoardModel::takeStoredTrends(ClusterKey key)
{
    const int index = clusterIndex(key);
    if (index < 0)
        return;
    Cluster &cluster = m_clusters[static_cast<std::size_t>(index)];
    for (Slot &slot : cluster.targets)
        slot.content.reset();
    if (!cluster.order.empty()) {
        const int first = headerRow(index) + 1;
        Q_EMIT dataChanged(this->index(first), this->index(first + static_cast<int>(cluster.order.size()) - 1));
    }
}

void BoardModel::remove(ClusterKey key)
{
    m_trends.forget(key);
    const int index = clusterIndex(key);
    if (index < 0)
        return;
    const int first = headerRow(index);
    beginRemoveRows({}, first, first + static_cast<int>(m_clusters[static_cast<std::size_t>(index)].order.size()));
    m_clusters.erase(m_clusters.begin() + index);
    rebuildRows();
    endRemoveRows();
    Q_EMIT summaryChanged();
}

void BoardModel::load(Cluster &cluster, ClusterStatePtr state)
{
    cluster.state = std::move(state);
    cluster.verdict.reset();
    cluster.counts = {};
    cluster.targets.resize(cluster.state->targets.size());
    for (std::size_t i = 0; i < cluster.targets.size(); ++i) {
        cluster.targets[i].state = cluster.state->targets[i];
        cluster.targets[i].isStale = isStale(*cluster.targets[i].state, *cluster.state);
        cluster.targets[i].content.reset();
        cluster.counts.add(cluster.targets[i].state->state);
    }
}

void BoardModel::update(ClusterKey key)
{
    const int index = clusterIndex(key);
    if (index < 0)
        return;
    Cluster &cluster = m_clusters[static_cast<std::size_t>(index)];
    const ClusterStatePtr next = m_source.state(key);
    const ClusterStatePtr before = cluster.state;
    const auto sameTarget = [](const TargetStatePtr &a, const TargetStatePtr &b) {
        return a == b || (a->settings.name == b->settings.name && a->settings.isProxy == b->settings.isProxy);
    };
    if (!std::equal(before->targets.begin(), before->targets.end(), next->targets.begin(), next->targets.end(),
                    sameTarget)) {
        // Another file: other nodes. Nothing of the old rows can be kept by position.
        beginResetModel();
        load(cluster, next);
        cluster.order = wantedOrder(cluster);
        rebuildRows();
        endResetModel();
        m_trends.read(key);
        Q_EMIT summaryChanged();
        return;
    }

    const bool allChanged = before->isOffline != next->isOffline || before->isPaused != next->isPaused;
    std::vector<Change> changes;
    std::vector<bool> isChanged(next->targets.size(), allChanged);
    bool isAnyChanged = allChanged;
    for (std::size_t i = 0; i < next->targets.size(); ++i) {
        Slot &slot = cluster.targets[i];
        if (!allChanged && slot.state == next->targets[i])
            continue;
        const State from = slot.state->state;
        const bool isFirstAnswer = !slot.state->hasAnswered;
        retire(std::exchange(slot.state, next->targets[i]));
        slot.content.reset();
        slot.isStale = isStale(*slot.state, *next);
        isChanged[i] = true;
        isAnyChanged = true;
        if (from != slot.state->state) {
            changes.push_back({key, {static_cast<int>(i)}, from, slot.state->state, isFirstAnswer});
            --cluster.counts.counts[static_cast<std::size_t>(from)];
            cluster.counts.add(slot.state->state);
        }
    }
    cluster.state = next;
    cluster.verdict.reset();

    const bool mayMove = !changes.empty() || (isAnyChanged && isFiltered());
    if (mayMove && m_isHeld)
        cluster.isOrderOld = true;
    else if (mayMove)
        applyOrder(index);

    std::vector<int> rows{headerRow(index)};
    for (std::size_t i = 0; i < cluster.order.size(); ++i) {
        if (isChanged[static_cast<std::size_t>(cluster.order[i])])
            rows.push_back(rows.front() + 1 + static_cast<int>(i));
    }
    emitChanged(rows);
    if (!changes.empty())
        Q_EMIT statesChanged(changes);
    Q_EMIT summaryChanged();
}

void BoardModel::retire(TargetStatePtr state)
{
    m_retired.push_back(std::move(state));
    if (m_retired.size() == 1)
        QTimer::singleShot(0, this, &BoardModel::releaseRetired);
}

void BoardModel::releaseRetired()
{
    constexpr std::size_t AtOnce = 64;
    m_retired.resize(m_retired.size() - std::min(AtOnce, m_retired.size()));
    if (!m_retired.empty())
        QTimer::singleShot(0, this, &BoardModel::releaseRetired);
}

std::vector<int> BoardModel::wantedOrder(const Cluster &cluster) const
{
    std::vector<int> order;
    order.reserve(cluster.targets.size());
    for (std::size_t i = 0; i < cluster.targets.size(); ++i) {
        if (passes(cluster, cluster.targets[i]))
            order.push_back(static_cast<int>(i));
    }
    std::stable_sort(order.begin(), order.end(), [&cluster](int a, int b) {
        return cluster.targets[static_cast<std::size_t>(a)].state->state >
               cluster.targets[static_cast<std::size_t>(b)].state->state;
    });
    return order;
}

void BoardModel::applyOrder(int index)
{
    Cluster &cluster = m_clusters[static_cast<std::size_t>(index)];
    const std::vector<int> wanted = wantedOrder(cluster);
    if (wanted == cluster.order)
        return;
    if (cluster.order.size() > wanted.size() + 256) {
        // So many vanish at once that a new list is cheaper than telling each; nobody can follow them anyway.
        beginResetModel();
        cluster.order = wanted;
        rebuildRows();
        endResetModel();
        return;
    }
    removeRowsNotIn(index, wanted);

    std::vector<bool> isShown(cluster.targets.size(), false);
    for (const int target : cluster.order)
        isShown[static_cast<std::size_t>(target)] = true;
    std::vector<int> added;
    for (const int target : wanted) {
        if (!isShown[static_cast<std::size_t>(target)])
            added.push_back(target);
    }
    const int first = headerRow(index) + 1;
    if (!added.empty()) {
        const int at = first + static_cast<int>(cluster.order.size());
        beginInsertRows({}, at, at + static_cast<int>(added.size()) - 1);
        cluster.order.insert(cluster.order.end(), added.begin(), added.end());
        rebuildRows();
        endInsertRows();
    }
    if (cluster.order == wanted)
        return;

    Q_EMIT layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
    std::vector<int> rowOfTarget(cluster.targets.size(), -1);
    for (std::size_t i = 0; i < wanted.size(); ++i)
        rowOfTarget[static_cast<std::size_t>(wanted[i])] = first + static_cast<int>(i);
    const QModelIndexList from = persistentIndexList();
    QModelIndexList to;
    for (const QModelIndex &old : from) {
        const Row &at = row(old.row());
        const bool isMoved = at.cluster == index && at.target >= 0;
        to << (isMoved ? this->index(rowOfTarget[static_cast<std::size_t>(at.target)]) : old);
    }
    cluster.order = wanted;
    rebuildRows();
    changePersistentIndexList(from, to);
    Q_EMIT layoutChanged({}, QAbstractItemModel::VerticalSortHint);
}

void BoardModel::removeRowsNotIn(int index, const std::vector<int> &wanted)
{
    Cluster &cluster = m_clusters[static_cast<std::size_t>(index)];
    std::vector<bool> isWanted(cluster.targets.size(), false);
    for (const int target : wanted)
        isWanted[static_cast<std::size_t>(target)] = true;
    const int first = headerRow(index) + 1;
    int end = static_cast<int>(cluster.order.size());
    while (end > 0) {
        if (isWanted[static_cast<std::size_t>(cluster.order[static_cast<std::size_t>(end - 1)])]) {
            --end;
            continue;
        }
        int begin = end - 1;
        while (begin > 0 && !isWanted[static_cast<std::size_t>(cluster.order[static_cast<std::size_t>(begin - 1)])])
            --begin;
        beginRemoveRows({}, first + begin, first + end - 1);
        cluster.order.erase(cluster.order.begin() + begin, cluster.order.begin() + end);
        rebuildRows();
        endRemoveRows();
        end = begin;
    }
}

void BoardModel::emitChanged(const std::vector<int> &rows)
{
    for (std::size_t begin = 0; begin < rows.size();) {
        std::size_t end = begin + 1;
        while (end < rows.size() && rows[end] == rows[end - 1] + 1)
            ++end;
        Q_EMIT dataChanged(index(rows[begin]), index(rows[end - 1]));
        begin = end;
    }
}

bool BoardModel::passes(const Cluster &cluster, const Slot &slot) const
{
    if (!m_shownStates.empty() &&
        std::find(m_shownStates.begin(), m_shownStates.end(), slot.state->state) == m_shownStates.end())
        return false;
    if (m_terms.isEmpty())
        return true;
    const TileContent &tile = *contentOf(cluster, slot);
    QString text = tile.name % u'\n' % tile.word % u'\n' % tile.product % u'\n' % tile.reason % u'\n' %
                   cluster.state->file->name % u'\n' % slot.state->settings.url.host();
    for (const Finding &finding : slot.state->findings)
        text += u'\n' % codeName(finding.code);
    if (tile.isLeader)
        text += u'\n' % tr("presumed leader");
    const QString folded = text.toCaseFolded();
    return std::all_of(m_terms.begin(), m_terms.end(), [&folded](const QString &term) {
        const bool isInverted = term.startsWith(u'!') && term.size() > 1;
        return term == u"!" || folded.contains(isInverted ? QStringView(term).mid(1) : QStringView(term)) != isInverted;
    });
}

bool BoardModel::isStale(const TargetState &target, const ClusterState &cluster) const
{
    if (!target.hasAnswered)
        return false;
    // A workstation that cannot ask, or may not, has old values for a reason that the board says once, above.
    if (cluster.isPaused || cluster.isOffline)
        return m_source.now() - target.updatedAt > std::chrono::minutes(1);
    return m_source.now() - target.updatedAt > 2 * target.settings.interval + target.settings.timeout;
}

int BoardModel::clusterIndex(ClusterKey key) const
{
    for (std::size_t i = 0; i < m_clusters.size(); ++i) {
        if (m_clusters[i].key == key)
            return static_cast<int>(i);
    }
    return -1;
}

int BoardModel::headerRow(int index) const
{
    int at = 0;
    for (int i = 0; i < index; ++i)
        at += 1 + static_cast<int>(m_clusters[static_cast<std::size_t>(i)].order.size());
    return at;
}

void BoardModel::rebuildRows()
{
    m_rows.clear();
    for (std::size_t i = 0; i < m_clusters.size(); ++i) {
        m_rows.push_back({static_cast<int>(i), -1});
        for (const int target : m_clusters[i].order)
            m_rows.push_back({static_cast<int>(i), target});
    }
}

} // namespace rollcall

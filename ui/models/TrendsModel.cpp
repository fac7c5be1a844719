// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/TrendsModel.h"

#include "base/Spreadsheet.h"
#include "ui/models/Words.h"

#include <QCoreApplication>
#include <cmath>

namespace rollcall {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 Second = 1000;
constexpr qint64 Minute = 60 * Second;
constexpr qint64 Hour = 60 * Minute;
constexpr qint64 Day = 24 * Hour;
constexpr qint64 ShortestRange = 2 * Second;

QLatin1StringView unitName(TrendUnit unit)
{
    switch (unit) {
    case TrendUnit::Count:
        return "count"_L1;
    case TrendUnit::LatencyMs:
        return "ms"_L1;
    case TrendUnit::Bytes:
        return "bytes"_L1;
    case TrendUnit::Seconds:
        return "s"_L1;
    case TrendUnit::Score:
        return "score"_L1;
    }
    return {};
}

} // namespace

const std::vector<qint64> &TrendsModel::spans()
{
    static const std::vector<qint64> All{15 * Minute, Hour,     6 * Hour, 24 * Hour,
                                         7 * Day,     30 * Day, 90 * Day, 730 * Day};
    return All;
}

QString TrendsModel::spanText(qint64 span)
{
    if (span < Hour)
        return tr("%1 min").arg(span / Minute);
    if (span < 2 * Day)
        return tr("%1 h").arg(span / Hour);
    if (span < 365 * Day)
        return tr("%1 d").arg(span / Day);
    return tr("%1 y").arg(span / (365 * Day));
}

TrendsModel::TrendsModel(OpenClusters &clusters, QObject *parent)
    : QObject(parent), m_clusters(clusters), m_span(spans()[1])
{}

qint64 TrendsModel::utcNow() const
{
    if (!m_cluster.isValid() || !m_clusters.contains(m_cluster))
        return m_range.to;
    // A snapshot may be old; the engine's clock says by how much.
    const ClusterStatePtr state = m_clusters.state(m_cluster);
    const auto since = std::chrono::duration_cast<std::chrono::milliseconds>(m_clusters.now() - state->at);
    return state->utc.toMSecsSinceEpoch() + std::max<qint64>(0, since.count());
}

void TrendsModel::setCluster(ClusterKey cluster)
{
    if (cluster.isValid() && !m_clusters.contains(cluster))
        cluster = {};
    SeriesSource *source = cluster.isValid() ? m_clusters.series(cluster) : nullptr;
    if (cluster == m_cluster && source == m_source) {
        refresh();
        return;
    }
    const bool isOther = cluster != m_cluster;
    if (m_source)
        m_source->disconnect(this);
    m_cluster = cluster;
    m_source = source;
    ++m_generation;
    ++m_catalogueGeneration;
    m_isReading = false;
    m_lines.clear();
    m_events.clear();
    m_due.clear();
    m_known.clear();
    m_charts.clear();
    m_hasCatalogue = false;
    if (isOther) {
        m_hidden.clear();
        m_isolated.clear();
        m_zooms.clear();
        m_crosshair.reset();
        m_follows = true;
        if (m_span == 0)
            m_span = spans()[1];
    }
    if (m_source)
        connect(m_source, &SeriesSource::grown, this, &TrendsModel::grown);
    if (m_follows)
        m_range = {utcNow() - m_span, utcNow()};
    refresh();
    Q_EMIT chartsChanged();
    Q_EMIT rangeChanged();
    Q_EMIT changed();
    readCatalogue();
}

void TrendsModel::refresh()
{
    QStringList targets;
    if (m_cluster.isValid() && m_clusters.contains(m_cluster)) {
        for (const TargetStatePtr &target : m_clusters.state(m_cluster)->targets)
            targets << target->settings.name;
    }
    if (targets == m_targets)
        return;
    m_targets = targets;
    if (!m_targets.contains(m_isolated))
        m_isolated.clear();
    Q_EMIT targetsChanged();
    read();
}

void TrendsModel::tick()
{
    if (!m_follows || !m_cluster.isValid())
        return;
    const qint64 now = utcNow();
    // Less than a pixel is not seen.
    if (now - m_range.to >= std::max<qint64>(Second, m_range.span() / std::max(1, m_columns)))
        setRange({now - m_range.span(), now});
}

TrendsModel::Stage TrendsModel::stage() const
{
    if (!m_cluster.isValid())
        return Stage::NoCluster;
    if (!m_source)
        return Stage::NoStore;
    if (!m_hasCatalogue)
        return Stage::Waiting;
    return m_known.isEmpty() ? Stage::NoHistory : Stage::Data;
}

QString TrendsModel::trouble() const
{
    return m_cluster.isValid() && m_clusters.contains(m_cluster) ? m_clusters.historyTrouble(m_cluster) : QString();
}

bool TrendsModel::isVisible(const QString &target) const
{
    return m_isolated.isEmpty() ? !m_hidden.contains(target) : target == m_isolated;
}

void TrendsModel::toggle(const QString &target)
{
    if (!m_isolated.isEmpty()) {
        // From one alone to one more: what is seen is what changes.
        for (const QString &each : m_targets) {
            if (each != m_isolated)
                m_hidden.insert(each);
        }
        m_isolated.clear();
    }
    if (!m_hidden.remove(target))
        m_hidden.insert(target);
    Q_EMIT changed();
}

void TrendsModel::isolate(const QString &target)
{
    m_hidden.clear();
    m_isolated = m_isolated == target ? QString() : target;
    Q_EMIT changed();
}

void TrendsModel::showAll()
{
    m_hidden.clear();
    m_isolated.clear();
    Q_EMIT changed();
}

void TrendsModel::setChartShown(const QString &id, bool isShown)
{
    for (TrendChart &chart : m_charts) {
        if (chart.id != id || chart.isShown == isShown)
            continue;
        chart.isShown = isShown;
        (isShown ? m_put : m_asked).remove(id);
        (isShown ? m_asked : m_put).insert(id);
        Q_EMIT chartsChanged();
        read();
        return;
    }
}

void TrendsModel::setSpan(qint64 span)
{
    m_zooms.clear();
    m_span = span;
    m_follows = true;
    setRange({utcNow() - span, utcNow()});
}

void TrendsModel::zoom(TrendRange range)
{
    if (range.from > range.to)
        std::swap(range.from, range.to);
    if (range.span() < ShortestRange || range == m_range)
        return;
    m_zooms.push_back({m_range, m_span, m_follows});
    m_span = 0;
    m_follows = false;
    setRange(range);
}

bool TrendsModel::zoomBack()
{
    if (m_zooms.empty())
        return false;
    const Zoom back = m_zooms.back();
    m_zooms.pop_back();
    m_span = back.span;
    m_follows = back.follows;
    const qint64 now = utcNow();
    setRange(back.follows ? TrendRange{now - back.range.span(), now} : back.range);
    return true;
}

void TrendsModel::zoomIn()
{
    const qint64 quarter = m_range.span() / 4;
    qint64 middle = m_crosshair.value_or(m_range.from + 2 * quarter);
    middle = std::clamp(middle, m_range.from + quarter, m_range.to - quarter);
    zoom({middle - quarter, middle + quarter});
}

void TrendsModel::pan(qint64 by)
{
    const qint64 now = utcNow();
    const qint64 span = m_range.span();
    const qint64 to = std::min(m_range.to + by, std::max(now, m_range.to));
    m_follows = by > 0 && to >= now;
    setRange({to - span, to});
}

void TrendsModel::setColumns(int columns)
{
    columns = std::max(1, columns);
    if (columns == m_columns)
        return;
    m_columns = columns;
    read();
}

void TrendsModel::setRange(TrendRange range)
{
    m_range = range;
    if (m_crosshair && (*m_crosshair < range.from || *m_crosshair > range.to))
        setCrosshair(std::nullopt);
    Q_EMIT rangeChanged();
    read();
}

std::optional<QString> TrendsModel::metricOf(const TrendChart &chart, const QString &target) const
{
    for (const QString &metric : chart.metrics) {
        if (m_known.contains({target, metric}))
            return metric;
    }
    return std::nullopt;
}

void TrendsModel::readCatalogue()
{
    if (!m_source)
        return;
    m_catalogueAt = utcNow();
    const int generation = ++m_catalogueGeneration;
    m_source->catalogue(this, [this, generation](std::vector<SeriesInfo> &&catalogue) {
        if (generation == m_catalogueGeneration)
            takeCatalogue(std::move(catalogue));
    });
}

void TrendsModel::takeCatalogue(std::vector<SeriesInfo> &&catalogue)
{
    m_hasCatalogue = true;
    m_known.clear();
    for (const SeriesInfo &info : catalogue)
        m_known.insert({info.key.target, info.key.metric});
    std::vector<TrendChart> charts = trends::chartsFor(catalogue);
    for (TrendChart &chart : charts)
        chart.isShown = (chart.isShown && !m_put.contains(chart.id)) || m_asked.contains(chart.id);
    if (charts != m_charts) {
        m_charts = std::move(charts);
        Q_EMIT chartsChanged();
    }
    Q_EMIT changed();
    read();
}

void TrendsModel::grown()
{
    // What nodes tell changes rarely; while nothing is known each growth may bring the first.
    if (!m_hasCatalogue || m_known.isEmpty() || utcNow() - m_catalogueAt >= Minute)
        readCatalogue();
    else if (m_isReading)
        m_isStale = true;
    else if (m_range.to >= m_catalogueAt - Minute)
        read();
}

void TrendsModel::read()
{
    if (!m_source || m_known.isEmpty() || m_range.span() <= 0)
        return;
    m_due.clear();
    for (const TrendChart &chart : m_charts) {
        if (chart.isShown)
            m_due.insert(m_due.begin(), chart);
    }
    m_lines.removeIf([this](const auto &kept) {
        return std::ranges::none_of(m_due, [&kept](const TrendChart &chart) { return chart.id == kept.key(); });
    });
    ++m_generation;
    m_isReading = true;
    m_isStale = false;
    readNext();
}

/// Each when the one before is there: what a new range makes pointless is not asked for, and one is drawn while the
/// next is read.
void TrendsModel::readNext()
{
    SeriesQuery query{.keys = {}, .from = m_range.from, .to = m_range.to, .columns = m_columns};
    QString id;
    if (!m_due.empty()) { // else for the events
        const TrendChart &chart = m_due.back();
        id = chart.id;
        for (const QString &target : m_targets) {
            if (const auto metric = metricOf(chart, target))
                query.keys.push_back({target, *metric});
        }
        m_due.pop_back();
    }
    m_source->read(std::move(query), this, [this, id, generation = m_generation](SeriesAnswer &&answer) {
        if (generation != m_generation)
            return;
        m_events = std::move(answer.events);
        if (!id.isEmpty())
            m_lines[id] = std::move(answer.lines);
        m_isReading = !m_due.empty();
        if (m_isReading)
            readNext();
        else if (m_isStale)
            read();
        Q_EMIT changed();
    });
}

const SeriesLine *TrendsModel::line(const TrendChart &chart, const QString &target) const
{
    const auto metric = metricOf(chart, target);
    const auto known = m_lines.constFind(chart.id);
    if (!metric || known == m_lines.cend())
        return nullptr;
    const auto found = std::ranges::find_if(
        *known, [&](const SeriesLine &line) { return line.key.target == target && line.key.metric == *metric; });
    return found == known->end() ? nullptr : &*found;
}

std::optional<SeriesPoint> TrendsModel::pointAt(const TrendChart &chart, const QString &target, qint64 at) const
{
    const SeriesLine *found = line(chart, target);
    if (found == nullptr || found->points.empty())
        return std::nullopt;
    const std::vector<SeriesPoint> &points = found->points;
    const auto after = std::upper_bound(points.begin(), points.end(), at,
                                        [](qint64 time, const SeriesPoint &point) { return time < point.at; });
    // At the edges of what is known a point speaks for a little more than its pixel.
    const qint64 near = std::max<qint64>(Minute / 2, 2 * m_range.span() / std::max(1, m_columns));
    if (after == points.begin())
        return after->at - at <= near ? std::optional(*after) : std::nullopt;
    const SeriesPoint &before = *(after - 1);
    if (after == points.end() || after->isAfterGap) {
        if (at - before.at <= near)
            return before;
        if (after != points.end() && after->at - at <= near)
            return *after;
        return std::nullopt;
    }
    return at - before.at <= after->at - at ? before : *after;
}

void TrendsModel::setCrosshair(std::optional<qint64> at)
{
    if (at)
        at = std::clamp(*at, m_range.from, m_range.to);
    if (at == m_crosshair)
        return;
    m_crosshair = at;
    Q_EMIT crosshairChanged();
}

void TrendsModel::moveCrosshair(int columns)
{
    const double step = static_cast<double>(m_range.span()) / std::max(1, m_columns);
    setCrosshair(m_crosshair.value_or(m_range.to) + static_cast<qint64>(std::llround(columns * step)));
}

std::optional<HistoryEvent> TrendsModel::jump(int direction)
{
    const std::vector<HistoryEvent> &all = m_events;
    std::optional<HistoryEvent> found;
    const qint64 from = m_crosshair.value_or(direction > 0 ? m_range.from - 1 : m_range.to + 1);
    if (direction > 0) {
        const auto next = std::find_if(all.begin(), all.end(), [&](const auto &event) { return event.at > from; });
        if (next != all.end())
            found = *next;
    } else {
        const auto next = std::find_if(all.rbegin(), all.rend(), [&](const auto &event) { return event.at < from; });
        if (next != all.rend())
            found = *next;
    }
    if (found)
        setCrosshair(found->at);
    return found;
}

QString TrendsModel::readOut(qint64 at) const
{
    QStringList parts{trends::momentText(at)};
    for (const TrendChart &chart : m_charts) {
        if (!chart.isShown)
            continue;
        QStringList figures;
        for (const QString &target : m_targets) {
            if (!isVisible(target))
                continue;
            if (const auto point = pointAt(chart, target, at))
                figures << Wording::plain(target, 40) + u' ' + trends::figure(chart.unit, point->mean);
        }
        if (!figures.isEmpty())
            parts << chart.title + u": " + figures.join(u", "_s);
    }
    return parts.join(u"; "_s);
}

std::optional<int> TrendsModel::threshold() const
{
    if (!m_cluster.isValid() || !m_clusters.contains(m_cluster))
        return std::nullopt;
    return m_clusters.state(m_cluster)->file->rules.goroutineThreshold;
}

QString TrendsModel::csv() const
{
    QString text = u"time,node,metric,unit,minimum,mean,maximum,samples,after_gap,after_restart\n"_s;
    const auto number = [](double value) { return QString::number(value, 'g', 12); };
    for (const TrendChart &chart : m_charts) {
        if (!chart.isShown)
            continue;
        for (const QString &target : m_targets) {
            const SeriesLine *found = isVisible(target) ? line(chart, target) : nullptr;
            if (found == nullptr)
                continue;
            for (const SeriesPoint &point : found->points) {
                if (point.at < m_range.from || point.at > m_range.to)
                    continue;
                const QString time = QDateTime::fromMSecsSinceEpoch(point.at, Qt::UTC).toString(Qt::ISODateWithMs);
                text += QStringList{time,
                                    spreadsheetCell(target),
                                    spreadsheetCell(found->key.metric),
                                    unitName(chart.unit),
                                    number(point.minimum),
                                    number(point.mean),
                                    number(point.maximum),
                                    QString::number(point.count),
                                    point.isAfterGap ? u"1"_s : u"0"_s,
                                    point.isAfterRestart ? u"1"_s : u"0"_s}
                            .join(u',') +
                        u'\n';
            }
        }
    }
    return text;
}

} // namespace rollcall

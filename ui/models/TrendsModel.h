// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/OpenClusters.h"
#include "ui/models/TrendCharts.h"

#include <QHash>
#include <QPointer>
#include <QSet>
#include <optional>

namespace rollcall {

/// From when to when, UTC in milliseconds since 1970.
struct TrendRange
{
    qint64 from = 0;
    qint64 to = 0;
    qint64 span() const { return to - from; }
    bool operator==(const TrendRange &) const = default;
};

/// What the trends page shows of one cluster: which time, which nodes, which charts, and what is known of them. It asks
/// the cluster's history one chart after the other, so that the first stands soon, and keeps the newest answer alone.
class TrendsModel final : public QObject
{
    Q_OBJECT

public:
    enum class Stage {
        NoCluster,
        NoStore,   ///< no history is kept; trouble() may say why
        Waiting,   ///< the history was not read yet
        NoHistory, ///< nothing was stored so far
        Data,
    };
    /// The lengths that can be chosen, in milliseconds: 15 min to 2 years.
    static const std::vector<qint64> &spans();
    static QString spanText(qint64 span);

    /// `clusters` outlives this.
    explicit TrendsModel(OpenClusters &clusters, QObject *parent = nullptr);

    void setCluster(ClusterKey cluster);
    ClusterKey cluster() const { return m_cluster; }
    /// The cluster has a new snapshot: its nodes or its threshold may be others.
    void refresh();
    /// Time went by: a range that follows now moves on.
    void tick();
    Stage stage() const;
    QString trouble() const;

    /// The nodes and the proxy, in the order of the file: their place is their colour.
    const QStringList &targets() const { return m_targets; }
    bool isVisible(const QString &target) const;
    void toggle(const QString &target);
    /// Shows it alone; once more: all.
    void isolate(const QString &target);
    const QString &isolated() const { return m_isolated; }
    void showAll();
    bool showsAll() const { return m_hidden.isEmpty() && m_isolated.isEmpty(); }

    const std::vector<TrendChart> &charts() const { return m_charts; }
    void setChartShown(const QString &id, bool isShown);

    const TrendRange &range() const { return m_range; }
    bool followsNow() const { return m_follows; }
    /// The chosen length; 0 after a zoom.
    qint64 span() const { return m_span; }
    /// The last `span` milliseconds, following now. Forgets the zooms.
    void setSpan(qint64 span);
    /// Ranges shorter than two seconds are not taken.
    void zoom(TrendRange range);
    /// Back to the range before the last zoom; false: there is none.
    bool zoomBack();
    bool canZoomBack() const { return !m_zooms.empty(); }
    /// Halves the range around the crosshair, or its middle.
    void zoomIn();
    /// Moves the range by so many milliseconds, not beyond now; there it follows again.
    void pan(qint64 by);
    /// Pixels of a chart's width: how exact answers have to be.
    void setColumns(int columns);

    /// Of that target, by the first of the chart's metrics that is known of it; nullptr: none.
    const SeriesLine *line(const TrendChart &chart, const QString &target) const;
    /// Within the range, oldest first.
    const std::vector<HistoryEvent> &events() const { return m_events; }
    /// The point that speaks for that time; nothing inside a gap.
    std::optional<SeriesPoint> pointAt(const TrendChart &chart, const QString &target, qint64 at) const;

    std::optional<qint64> crosshair() const { return m_crosshair; }
    void setCrosshair(std::optional<qint64> at);
    /// By so many pixels; from the end of the range where it was not yet.
    void moveCrosshair(int columns);
    /// To the next (1) or previous (-1) event seen from the crosshair.
    std::optional<HistoryEvent> jump(int direction);
    /// Every figure at that time in words, for those who do not see the chart.
    QString readOut(qint64 at) const;

    std::optional<int> threshold() const;
    /// What is seen, as CSV with a header: visible nodes, shown charts, the range.
    QString csv() const;
    qint64 utcNow() const;

Q_SIGNALS:
    /// An answer came, the range or what is visible is another.
    void changed();
    void chartsChanged();
    void targetsChanged();
    void rangeChanged();
    void crosshairChanged();

private:
    void readCatalogue();
    void takeCatalogue(std::vector<SeriesInfo> &&catalogue);
    void grown();
    void read();
    void readNext();
    void setRange(TrendRange range);
    std::optional<QString> metricOf(const TrendChart &chart, const QString &target) const;

    OpenClusters &m_clusters;
    ClusterKey m_cluster;
    QPointer<SeriesSource> m_source;
    QStringList m_targets;
    QSet<QString> m_hidden;
    QString m_isolated;
    std::vector<TrendChart> m_charts;
    QSet<QString> m_asked;                 ///< charts that are shown though they are not by themselves
    QSet<QString> m_put;                   ///< charts that were put away
    QSet<QPair<QString, QString>> m_known; ///< target and metric
    qint64 m_catalogueAt = 0;
    bool m_hasCatalogue = false;
    TrendRange m_range;
    qint64 m_span = 0;
    bool m_follows = true;
    struct Zoom
    {
        TrendRange range;
        qint64 span = 0;
        bool follows = false;
    };
    std::vector<Zoom> m_zooms;
    int m_columns = 800;
    QHash<QString, std::vector<SeriesLine>> m_lines; ///< by chart; of what is shown
    std::vector<HistoryEvent> m_events;
    std::vector<TrendChart> m_due; ///< not asked for yet since the last read(), the first one last
    int m_generation = 0;
    int m_catalogueGeneration = 0;
    bool m_isReading = false;
    bool m_isStale = false;
    std::optional<qint64> m_crosshair;
};

} // namespace rollcall

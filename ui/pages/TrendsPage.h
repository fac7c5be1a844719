// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/Page.h"
#include "ui/models/TrendsModel.h"

class QButtonGroup;
class QComboBox;
class QLabel;
class QListWidget;
class QMenu;
class QPushButton;
class QScrollArea;
class QSpinBox;
class QStackedLayout;
class QToolButton;
class QVBoxLayout;

namespace rollcall {

class Sentence;
class TimeChart;

/// The history of one cluster: charts over each other that share range, crosshair and colours.
class TrendsPage final : public Page
{
    Q_OBJECT

public:
    explicit TrendsPage(const PageContext &context, QWidget *parent = nullptr);

    QString id() const override { return QStringLiteral("trends"); }
    QString title() const override { return tr("Trends"); }
    ClusterKey cluster() const override { return m_cluster; }
    void showCluster(ClusterKey cluster) override;
    void entered() override;
    void tick() override;

    TrendsModel &model() { return m_model; }
    const std::vector<TimeChart *> &charts() const { return m_charts; }

Q_SIGNALS:
    void openWanted();
    /// The person moved it, and in production confirmed it; the cluster was asked to take it up.
    void thresholdMoved(rollcall::ClusterKey cluster, int threshold);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    enum class Format { Png, Svg, Csv };
    QWidget *makeHeader();
    QWidget *makeRanges();
    QWidget *makeTools();
    QWidget *makeSide();
    QWidget *makeEmpty();
    QWidget *makeHint();
    void showHint();
    /// What the mouse can do with a chart, and where the rest is.
    static QString gestures();
    /// Everything that can be done with the chart, as a menu.
    void showMenu(const QPoint &place, const TimeChart &chart, std::optional<int> value);
    void refresh();
    void showStage();
    void showNodes();
    void showCharts();
    void showContents();
    void showRange();
    void showEvents();
    void showCrosshair();
    void fillChartMenu();
    void orderTabs();
    void restyle();
    bool takeKey(QKeyEvent *event);
    void jump(int direction);
    void moveCrosshair(int columns);
    void askThreshold(int threshold);
    void askExport(Format format);
    void writeExport(Format format, const QString &path);
    void paintCharts(QPainter &painter) const;
    QSize chartsSize() const;
    TimeChart *makeChart();

    ClusterKey m_cluster;
    TrendsModel m_model;
    std::vector<TimeChart *> m_charts;
    std::vector<TrendChart> m_shown; ///< parallel to m_charts
    std::vector<QToolButton *> m_nodes;

    PageHead *m_head = nullptr;
    QComboBox *m_choice = nullptr;
    QWidget *m_ranges = nullptr;
    QWidget *m_tools = nullptr;
    QButtonGroup *m_spans = nullptr;
    QPushButton *m_back = nullptr;
    QPushButton *m_now = nullptr;
    Sentence *m_when = nullptr;
    QMenu *m_chartMenu = nullptr;
    QMenu *m_exportMenu = nullptr;
    QWidget *m_thresholdBox = nullptr;
    QSpinBox *m_threshold = nullptr;
    Sentence *m_hint = nullptr;
    QStackedLayout *m_stack = nullptr;
    QScrollArea *m_scroll = nullptr;
    QWidget *m_content = nullptr;
    QVBoxLayout *m_column = nullptr;
    QWidget *m_nodeBox = nullptr;
    QVBoxLayout *m_nodeColumn = nullptr;
    QLabel *m_nodesTitle = nullptr;
    QLabel *m_eventsTitle = nullptr;
    QListWidget *m_events = nullptr;
    QLabel *m_emptyTitle = nullptr;
    QLabel *m_emptyText = nullptr;
    QPushButton *m_emptyAction = nullptr;
};

} // namespace rollcall

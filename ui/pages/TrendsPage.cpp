// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/TrendsPage.h"

#include "ui/charts/TimeChart.h"
#include "ui/models/Words.h"
#include "ui/widgets/NoticeBar.h"
#include "ui/widgets/PageHead.h"
#include "ui/widgets/Sentence.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QKeyEvent>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QScrollArea>
#include <QSpinBox>
#include <QStackedLayout>
#include <QToolButton>
#include <QVBoxLayout>

namespace rollcall {

using namespace Qt::StringLiterals;

TrendsPage::TrendsPage(const PageContext &context, QWidget *parent) : Page(context, parent), m_model(m_clusters)
{
    QVBoxLayout *body = makeBody(1, 1);
    body->addWidget(makeHeader());
    body->addWidget(makeRanges());
    body->addWidget(makeTools());

    auto *stage = new QWidget(this);
    m_stack = new QStackedLayout(stage);
    m_stack->addWidget(makeEmpty());
    auto *split = new QWidget(stage);
    auto *line = new QHBoxLayout(split);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(m_theme.unit(1.5));
    m_scroll = new QScrollArea(split);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_content = new QWidget(m_scroll);
    m_column = new QVBoxLayout(m_content);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(m_theme.unit(1));
    m_scroll->setWidget(m_content);
    m_scroll->viewport()->setAutoFillBackground(false);
    m_content->setAutoFillBackground(false);
    line->addWidget(makeSide());
    line->addWidget(m_scroll, 1);
    m_stack->addWidget(split);
    body->addWidget(stage, 1);
    body->addWidget(makeHint());

    connect(&m_model, &TrendsModel::changed, this, &TrendsPage::showContents);
    connect(&m_model, &TrendsModel::chartsChanged, this, &TrendsPage::showCharts);
    connect(&m_model, &TrendsModel::targetsChanged, this, &TrendsPage::showNodes);
    connect(&m_model, &TrendsModel::rangeChanged, this, &TrendsPage::showRange);
    connect(&m_model, &TrendsModel::crosshairChanged, this, &TrendsPage::showCrosshair);
    connect(&m_clusters, &OpenClusters::changed, this, [this](ClusterKey key) {
        if (key == m_cluster && isVisible())
            refresh();
    });
    // Also while another page is shown: the model must not keep the history of a cluster that is gone.
    for (const auto signal : {&OpenClusters::opened, &OpenClusters::closed})
        connect(&m_clusters, signal, this, [this] {
            if (isVisible() || !m_clusters.contains(m_cluster))
                refresh();
        });
    connect(&m_theme, &Theme::changed, this, &TrendsPage::restyle);
    restyle();
    showRange();
}

void TrendsPage::showCluster(ClusterKey cluster)
{
    m_cluster = cluster;
}

void TrendsPage::entered()
{
    refresh();
    if (m_charts.empty())
        m_emptyAction->setFocus();
    else
        m_charts.front()->setFocus(Qt::TabFocusReason);
}

void TrendsPage::tick()
{
    m_model.tick();
}

void TrendsPage::refresh()
{
    const std::vector<ClusterKey> keys = m_clusters.keys();
    if (!m_clusters.contains(m_cluster))
        m_cluster = keys.empty() ? ClusterKey{} : keys.front();
    m_choice->setVisible(keys.size() > 1);
    m_choice->clear();
    for (const ClusterKey key : keys)
        m_choice->addItem(Wording::plain(m_clusters.state(key)->file->name, 40), key.value);
    m_choice->setCurrentIndex(m_choice->findData(m_cluster.value));
    m_head->setTitle(m_cluster.isValid()
                         ? tr("Trends – %1").arg(Wording::plain(m_clusters.state(m_cluster)->file->name, 60))
                         : tr("Trends"));
    m_model.setCluster(m_cluster);
    showContents();
}

void TrendsPage::showStage()
{
    const TrendsModel::Stage stage = m_model.stage();
    const bool hasData = stage == TrendsModel::Stage::Data;
    QStringList notices;
    if (m_cluster.isValid() && m_clusters.contains(m_cluster)) {
        if (!m_clusters.notice(m_cluster).isEmpty())
            notices << m_clusters.notice(m_cluster);
        if (hasData && !m_model.trouble().isEmpty())
            notices << m_model.trouble();
    }
    m_notices->setNotices(notices);
    m_ranges->setVisible(hasData);
    m_tools->setVisible(hasData);
    showHint();
    const bool hadFocus = m_emptyAction->hasFocus();
    m_stack->setCurrentIndex(hasData ? 1 : 0);
    if (hasData && hadFocus && !m_charts.empty())
        m_charts.front()->setFocus(Qt::OtherFocusReason);
    QString title;
    QString text;
    switch (stage) {
    case TrendsModel::Stage::NoCluster:
        title = tr("No cluster is open");
        text = tr("Here stand goroutines, latency and memory of a cluster's nodes over time.");
        break;
    case TrendsModel::Stage::NoStore:
        title = tr("No history is kept");
        text = m_model.trouble().isEmpty() ? tr("Nothing is stored of this cluster.") : m_model.trouble();
        break;
    case TrendsModel::Stage::Waiting:
        title = tr("Reading the history…");
        break;
    case TrendsModel::Stage::NoHistory:
        title = tr("History is being gathered");
        text = m_model.trouble().isEmpty() ? tr("First samples appear within a minute.") : m_model.trouble();
        break;
    case TrendsModel::Stage::Data:
        break;
    }
    m_emptyTitle->setText(title);
    m_emptyText->setText(text);
    m_emptyText->setMinimumHeight(text.isEmpty() ? 0 : m_emptyText->heightForWidth(m_emptyText->width()));
    m_emptyAction->setText(stage == TrendsModel::Stage::NoCluster ? tr("&Open a cluster file…")
                                                                  : tr("&Back to the board"));
}

void TrendsPage::showNodes()
{
    for (QToolButton *button : m_nodes)
        button->deleteLater();
    m_nodes.clear();
    const QStringList &targets = m_model.targets();
    for (qsizetype i = 0; i < targets.size(); ++i) {
        auto *button = new QToolButton(m_nodeBox);
        const QString name = targets[i];
        const QString shown = Wording::plain(name, 60);
        button->setObjectName(u"trendNode%1"_s.arg(i + 1));
        button->setText(
            u' ' + button->fontMetrics().elidedText(shown, Qt::ElideMiddle, m_theme.unit(14)).replace(u'&', u"&&"_s));
        button->setAccessibleName(tr("Show %1").arg(shown));
        const QString keys = i < 9 ? tr("Show or hide: click or %1. Alone: double-click or Alt+%1.").arg(i + 1)
                                   : tr("Show or hide: click. Alone: double-click.");
        button->setToolTip(u"<qt><b>" % shown.toHtmlEscaped() % u"</b><br>" % keys % u"</qt>");
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setCheckable(true);
        button->setFocusPolicy(Qt::StrongFocus);
        button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        button->installEventFilter(this);
        connect(button, &QToolButton::clicked, this, [this, name] { m_model.toggle(name); });
        m_nodeColumn->insertWidget(static_cast<int>(i), button);
        button->show();
        m_nodes.push_back(button);
    }
    orderTabs();
    restyle();
    showContents();
}

TimeChart *TrendsPage::makeChart()
{
    auto *chart = new TimeChart(m_theme, m_content);
    chart->installEventFilter(this);
    connect(chart, &TimeChart::zoomWanted, this, [this](qint64 from, qint64 to) { m_model.zoom({from, to}); });
    connect(chart, &TimeChart::backWanted, &m_model, &TrendsModel::zoomBack);
    connect(chart, &TimeChart::panWanted, &m_model, &TrendsModel::pan);
    connect(chart, &TimeChart::crosshairWanted, &m_model, &TrendsModel::setCrosshair);
    connect(chart, &TimeChart::thresholdWanted, this, &TrendsPage::askThreshold);
    connect(chart, &TimeChart::menuWanted, this,
            [this, chart](const QPoint &place, std::optional<int> value) { showMenu(place, *chart, value); });
    chart->setAccessibleDescription(gestures());
    connect(chart, &TimeChart::columnsChanged, this, [this, chart] { m_model.setColumns(chart->columns()); });
    m_column->addWidget(chart, 1);
    chart->show();
    return chart;
}

void TrendsPage::showCharts()
{
    m_shown.clear();
    for (const TrendChart &chart : m_model.charts()) {
        if (chart.isShown)
            m_shown.push_back(chart);
    }
    while (m_charts.size() > m_shown.size()) {
        delete m_charts.back();
        m_charts.pop_back();
    }
    while (m_charts.size() < m_shown.size())
        m_charts.push_back(makeChart());
    for (std::size_t i = 0; i < m_shown.size(); ++i) {
        m_charts[i]->setObjectName(u"trend_"_s + m_shown[i].id);
        m_charts[i]->setAccessibleName(tr("%1 over time").arg(m_shown[i].title));
    }
    orderTabs();
    fillChartMenu();
    showContents();
}

void TrendsPage::showContents()
{
    showStage();
    const QStringList &targets = m_model.targets();
    for (std::size_t i = 0; i < m_nodes.size() && static_cast<qsizetype>(i) < targets.size(); ++i)
        m_nodes[i]->setChecked(m_model.isVisible(targets[static_cast<qsizetype>(i)]));
    bool hasThreshold = false;
    for (std::size_t i = 0; i < m_charts.size() && i < m_shown.size(); ++i) {
        ChartContent content;
        content.title = m_shown[i].title;
        content.unit = m_shown[i].unit;
        content.from = m_model.range().from;
        content.to = std::max(m_model.range().to, content.from + 1);
        content.events = m_model.events();
        if (m_shown[i].id == u"goroutines") {
            content.hasThreshold = hasThreshold = true;
            content.isThresholdFixed = m_clusters.isRecorded();
            content.threshold = m_model.threshold();
        }
        for (qsizetype target = 0; target < targets.size(); ++target) {
            const SeriesLine *line =
                m_model.isVisible(targets[target]) ? m_model.line(m_shown[i], targets[target]) : nullptr;
            if (line == nullptr || line->points.empty())
                continue;
            const int place = static_cast<int>(target);
            content.lines.push_back({Wording::plain(targets[target], 60), m_theme.colours().chartLine(place),
                                     place >= Colours::LineColours, line->points});
        }
        m_charts[i]->setContent(content);
    }
    m_thresholdBox->setVisible(hasThreshold);
    if (!m_threshold->hasFocus())
        m_threshold->setValue(m_model.threshold().value_or(0));
    showEvents();
    showCrosshair();
}

void TrendsPage::showRange()
{
    const TrendRange &range = m_model.range();
    for (QAbstractButton *button : m_spans->buttons()) {
        // A group that is exclusive leaves one checked; after a zoom none is meant.
        m_spans->setExclusive(false);
        button->setChecked(m_model.span() == TrendsModel::spans()[static_cast<std::size_t>(m_spans->id(button))]);
    }
    m_spans->setExclusive(m_model.span() != 0);
    m_back->setEnabled(m_model.canZoomBack());
    m_now->setEnabled(!m_model.followsNow());
    const bool isToNow = m_model.followsNow() && !m_clusters.isRecorded();
    m_when->setSentence(
        range.span() > 0
            ? tr("%1 to %2").arg(trends::momentText(range.from), isToNow ? tr("now") : trends::momentText(range.to))
            : QString());
    showContents();
}

void TrendsPage::showEvents()
{
    const std::vector<HistoryEvent> &events = m_model.events();
    const QDate today = QDateTime::fromMSecsSinceEpoch(m_model.utcNow()).date();
    QStringList texts;
    for (const HistoryEvent &event : events)
        texts << words::moment(QDateTime::fromMSecsSinceEpoch(event.at), today) + u'\n' + trends::eventText(event);
    bool isSame = texts.size() == m_events->count();
    for (int i = 0; isSame && i < m_events->count(); ++i)
        isSame = m_events->item(i)->text() == texts[i];
    if (isSame)
        return;
    m_events->clear();
    m_events->addItems(texts);
    for (int i = 0; i < m_events->count(); ++i)
        m_events->item(i)->setToolTip(
            u"<qt>" % words::fullMoment(QDateTime::fromMSecsSinceEpoch(events[static_cast<std::size_t>(i)].at)) %
            u"<br>" % trends::eventText(events[static_cast<std::size_t>(i)]).toHtmlEscaped() % u"</qt>");
    m_eventsTitle->setText(texts.isEmpty() ? tr("No events") : tr("%n event(s)", nullptr, m_events->count()));
}

void TrendsPage::showCrosshair()
{
    const std::optional<qint64> at = m_model.crosshair();
    for (std::size_t i = 0; i < m_charts.size() && i < m_shown.size(); ++i) {
        std::vector<ChartReading> readings;
        const QStringList &targets = m_model.targets();
        std::size_t line = 0;
        for (const QString &target : targets) {
            const SeriesLine *known = m_model.isVisible(target) ? m_model.line(m_shown[i], target) : nullptr;
            if (known == nullptr || known->points.empty())
                continue;
            if (const auto point = at ? m_model.pointAt(m_shown[i], target, *at) : std::nullopt)
                readings.push_back({line, *point});
            ++line;
        }
        m_charts[i]->setCrosshair(at, std::move(readings));
    }
}

bool TrendsPage::eventFilter(QObject *watched, QEvent *event)
{
    // Arrows would scroll or leave a button before the page heard of them.
    if (event->type() == QEvent::KeyPress && qobject_cast<TimeChart *>(watched) != nullptr)
        return takeKey(static_cast<QKeyEvent *>(event));
    const auto *button = qobject_cast<QToolButton *>(watched);
    const auto found = std::find(m_nodes.begin(), m_nodes.end(), button);
    if (button == nullptr || found == m_nodes.end())
        return Page::eventFilter(watched, event);
    const QString target = m_model.targets()[found - m_nodes.begin()];
    const bool isShiftClick = event->type() == QEvent::MouseButtonPress &&
                              static_cast<QMouseEvent *>(event)->modifiers().testFlag(Qt::ShiftModifier);
    if (event->type() == QEvent::MouseButtonDblClick || isShiftClick) {
        m_model.isolate(target);
        return true;
    }
    return false;
}

void TrendsPage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    showHint();
}

void TrendsPage::keyPressEvent(QKeyEvent *event)
{
    if (!takeKey(event))
        Page::keyPressEvent(event);
}

bool TrendsPage::takeKey(QKeyEvent *event)
{
    if (m_model.stage() != TrendsModel::Stage::Data)
        return false;
    const int key = event->key();
    const Qt::KeyboardModifiers modifiers = event->modifiers() & ~Qt::KeypadModifier;
    const bool isPlain = modifiers == Qt::NoModifier;
    const bool isShift = modifiers == Qt::ShiftModifier;
    if (key >= Qt::Key_1 && key <= Qt::Key_9 && (isPlain || modifiers == Qt::AltModifier)) {
        const int place = key - Qt::Key_1;
        if (place >= m_model.targets().size())
            return false;
        const QString target = m_model.targets()[place];
        isPlain ? m_model.toggle(target) : m_model.isolate(target);
        Q_EMIT announced(m_model.isVisible(target) ? tr("%1 is shown").arg(Wording::plain(target, 60))
                                                   : tr("%1 is hidden").arg(Wording::plain(target, 60)));
        return true;
    }
    if (!isPlain && !isShift)
        return false;
    switch (key) {
    case Qt::Key_Left:
    case Qt::Key_Right: {
        const int direction = key == Qt::Key_Left ? -1 : 1;
        if (isShift)
            m_model.pan(direction * m_model.range().span() / 4);
        else
            moveCrosshair(direction * 4);
        return true;
    }
    case Qt::Key_Backspace:
    case Qt::Key_Minus:
        m_model.zoomBack();
        return true;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        m_model.zoomIn();
        return true;
    case Qt::Key_BracketLeft:
    case Qt::Key_P:
        jump(-1);
        return true;
    case Qt::Key_BracketRight:
    case Qt::Key_N:
        jump(1);
        return true;
    default:
        return false;
    }
}

void TrendsPage::moveCrosshair(int columns)
{
    m_model.moveCrosshair(columns);
    if (m_model.crosshair())
        Q_EMIT announced(m_model.readOut(*m_model.crosshair()));
}

void TrendsPage::jump(int direction)
{
    const std::optional<HistoryEvent> event = m_model.jump(direction);
    if (!event) {
        Q_EMIT announced(direction > 0 ? tr("No later event in this range") : tr("No earlier event in this range"));
        return;
    }
    const auto &all = m_model.events();
    const auto place = std::find(all.begin(), all.end(), *event) - all.begin();
    m_events->setCurrentRow(static_cast<int>(place));
    Q_EMIT announced(trends::momentText(event->at) + u": " + trends::eventText(*event));
}

void TrendsPage::askThreshold(int threshold)
{
    if (!m_clusters.contains(m_cluster) || threshold < 1 || threshold == m_model.threshold())
        return;
    const ClusterKey cluster = m_cluster;
    const auto set = [this, cluster, threshold] {
        if (!m_clusters.contains(cluster))
            return;
        const Result<void> done = m_clusters.setGoroutineThreshold(cluster, threshold);
        if (!done)
            m_prompts.showError(this, tr("The threshold stays as it was"), done.error().message, QString());
        else
            Q_EMIT thresholdMoved(cluster, threshold);
        refresh();
    };
    const ClusterStatePtr state = m_clusters.state(cluster);
    // The line and the field say what holds until it is confirmed.
    m_threshold->setValue(m_model.threshold().value_or(0));
    if (state->file->environment != ClusterFile::Environment::Production)
        return set();
    Prompts::Confirmation question;
    question.title = tr("Move the threshold");
    question.text = tr("%1 is a production cluster. From %2 goroutines on a node will be reported.")
                        .arg(Wording::plain(state->file->name, 60), words::count(threshold));
    question.confirm = tr("Set to %1").arg(words::count(threshold));
    m_prompts.confirm(this, question, set);
}

} // namespace rollcall

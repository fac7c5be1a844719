// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The controls of the trends page and what it exports.
#include "ui/charts/TimeChart.h"
#include "ui/models/Words.h"
#include "ui/pages/TrendsPage.h"
#include "ui/widgets/PageHead.h"
#include "ui/widgets/ParagraphDelegate.h"
#include "ui/widgets/Sentence.h"
#include "ui/widgets/WrapLayout.h"

#include <QBuffer>
#include <QButtonGroup>
#include <QComboBox>
#include <QLabel>
#include <QListWidget>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QSaveFile>
#include <QScrollArea>
#include <QSpinBox>
#include <QSvgGenerator>
#include <QToolButton>
#include <QVBoxLayout>

namespace rollcall {

using namespace Qt::StringLiterals;

QWidget *TrendsPage::makeHeader()
{
    m_head = makeHead(u"trendsBoard"_s, u"trendsHeading"_s);
    m_choice = new QComboBox(m_head);
    m_choice->setObjectName(u"trendsCluster"_s);
    m_choice->setAccessibleName(tr("Cluster"));
    m_choice->setToolTip(tr("Which of the open clusters"));
    m_choice->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    connect(m_choice, &QComboBox::activated, this, [this](int index) {
        m_cluster = {m_choice->itemData(index).toInt()};
        refresh();
    });
    m_head->addAction(m_choice);
    return m_head;
}

QWidget *TrendsPage::makeRanges()
{
    m_ranges = new QWidget(this);
    auto *line = new WrapLayout(m_ranges);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(m_theme.unit(1));
    auto *spans = new QWidget(m_ranges);
    auto *box = new QHBoxLayout(spans);
    box->setContentsMargins(0, 0, 0, 0);
    box->setSpacing(0);
    m_spans = new QButtonGroup(this);
    for (std::size_t i = 0; i < TrendsModel::spans().size(); ++i) {
        auto *button = new QToolButton(spans);
        button->setText(TrendsModel::spanText(TrendsModel::spans()[i]));
        button->setObjectName(u"trendSpan%1"_s.arg(i));
        button->setAccessibleName(tr("Last %1").arg(button->text()));
        button->setToolTip(button->accessibleName());
        button->setCheckable(true);
        button->setFocusPolicy(Qt::StrongFocus);
        m_spans->addButton(button, static_cast<int>(i));
        box->addWidget(button);
    }
    connect(m_spans, &QButtonGroup::idClicked, this,
            [this](int id) { m_model.setSpan(TrendsModel::spans()[static_cast<std::size_t>(id)]); });
    m_back =
        makeButton(tr("&Zoom back"), u"trendsZoomBack"_s, tr("Back to the range before (Backspace, double-click)"));
    connect(m_back, &QPushButton::clicked, &m_model, &TrendsModel::zoomBack);
    m_now = m_clusters.isRecorded() ? makeButton(tr("&Follow the moment"), u"trendsNow"_s,
                                                 tr("Move to the chosen moment of the recording and stay there"))
                                    : makeButton(tr("&Follow now"), u"trendsNow"_s, tr("Move to now and stay there"));
    connect(m_now, &QPushButton::clicked, this, [this] {
        // As long as what is seen, or the last length that was chosen.
        m_model.setSpan(m_model.span() != 0 ? m_model.span() : m_model.range().span());
    });
    line->addWidget(spans);
    line->addWidget(m_back);
    line->addWidget(m_now);
    return m_ranges;
}

QWidget *TrendsPage::makeTools()
{
    m_tools = new QWidget(this);
    auto *line = new WrapLayout(m_tools);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(m_theme.unit(1));
    m_when = new Sentence(1, m_tools);
    m_when->setObjectName(u"trendsWhen"_s);
    m_when->setMinimumWidth(m_theme.unit(10));
    line->addWidget(m_when);

    m_thresholdBox = new QWidget(m_tools);
    auto *box = new QHBoxLayout(m_thresholdBox);
    box->setContentsMargins(0, 0, 0, 0);
    box->setSpacing(m_theme.unit(0.5));
    m_threshold = new QSpinBox(m_thresholdBox);
    m_threshold->setObjectName(u"trendsThreshold"_s);
    m_threshold->setRange(0, 10'000'000);
    m_threshold->setSingleStep(50);
    m_threshold->setGroupSeparatorShown(true);
    m_threshold->setSpecialValueText(tr("none"));
    m_threshold->setKeyboardTracking(false);
    m_threshold->setAccessibleName(tr("Threshold of goroutines"));
    m_threshold->setToolTip(tr("From so many goroutines on a node is reported. Enter sets it."));
    auto *label = new QLabel(tr("T&hreshold"), m_thresholdBox);
    label->setBuddy(m_threshold);
    auto *set = makeButton(tr("Set"), u"trendsSetThreshold"_s, tr("Set this threshold"));
    connect(set, &QPushButton::clicked, this, [this] { askThreshold(m_threshold->value()); });
    connect(m_threshold, &QSpinBox::editingFinished, this, [this] {
        // Enter sets; leaving the field does not.
        if (m_threshold->hasFocus())
            askThreshold(m_threshold->value());
    });
    for (QWidget *widget : {static_cast<QWidget *>(m_threshold), static_cast<QWidget *>(set)}) {
        if (m_clusters.isRecorded()) {
            widget->setEnabled(false);
            widget->setToolTip(tr("This is a recording: its threshold stays as it was."));
        }
    }
    box->addWidget(label);
    box->addWidget(m_threshold);
    box->addWidget(set);
    line->addWidget(m_thresholdBox);

    const auto menuButton = [this, line](const QString &text, const QString &name, const QString &tip) {
        QPushButton *button = makeButton(text, name, tip);
        button->setMenu(new QMenu(text, button)); // titled for where it is a menu's own
        line->addWidget(button);
        return button->menu();
    };
    m_chartMenu = menuButton(tr("&Charts"), u"trendsCharts"_s, tr("Which figures are drawn"));
    m_exportMenu = menuButton(tr("E&xport"), u"trendsExport"_s, tr("Save what is seen"));
    const auto add = [this](Format format, const QString &text, const QString &name) {
        QAction *action = m_exportMenu->addAction(text);
        action->setObjectName(name);
        connect(action, &QAction::triggered, this, [this, format] { askExport(format); });
    };
    add(Format::Png, tr("As &PNG…"), u"trendsPng"_s);
    add(Format::Svg, tr("As &SVG…"), u"trendsSvg"_s);
    add(Format::Csv, tr("As &CSV…"), u"trendsCsv"_s);
    return m_tools;
}

QWidget *TrendsPage::makeSide()
{
    auto *side = new QWidget(this);
    side->setObjectName(u"trendsSide"_s);
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(m_theme.unit(0.5));
    m_nodesTitle = new QLabel(tr("Nodes"), side);
    auto *scroll = new QScrollArea(side);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_nodeBox = new QWidget(scroll);
    m_nodeBox->setAutoFillBackground(false);
    m_nodeColumn = new QVBoxLayout(m_nodeBox);
    m_nodeColumn->setContentsMargins(0, 0, 0, 0);
    m_nodeColumn->setSpacing(2);
    m_nodeColumn->addStretch(1);
    scroll->setWidget(m_nodeBox);
    scroll->viewport()->setAutoFillBackground(false);
    m_nodeBox->setAutoFillBackground(false);
    auto *head = new QWidget(side);
    auto *line = new QHBoxLayout(head);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(2);
    m_eventsTitle = new QLabel(tr("No events"), head);
    line->addWidget(m_eventsTitle, 1);
    const auto step = [this, line, head](Qt::ArrowType arrow, const QString &name, const QString &tip, int direction) {
        auto *button = new QToolButton(head);
        button->setArrowType(arrow);
        button->setObjectName(name);
        button->setAccessibleName(tip);
        button->setToolTip(tip);
        button->setFocusPolicy(Qt::StrongFocus);
        connect(button, &QToolButton::clicked, this, [this, direction] { jump(direction); });
        line->addWidget(button);
    };
    step(Qt::LeftArrow, u"trendsPrevious"_s, tr("Previous event ([ or P)"), -1);
    step(Qt::RightArrow, u"trendsNext"_s, tr("Next event (] or N)"), 1);
    m_events = new QListWidget(side);
    m_events->setObjectName(u"trendsEvents"_s);
    m_events->setAccessibleName(tr("Events in this range"));
    new ParagraphDelegate(m_theme, *m_events); // it is the list's
    const auto show = [this](QListWidgetItem *item) {
        const auto row = static_cast<std::size_t>(m_events->row(item));
        if (row < m_model.events().size())
            m_model.setCrosshair(m_model.events()[row].at);
    };
    connect(m_events, &QListWidget::itemClicked, this, show);
    connect(m_events, &QListWidget::itemActivated, this, show);
    column->addWidget(m_nodesTitle);
    column->addWidget(scroll, 3);
    column->addWidget(head);
    column->addWidget(m_events, 2);
    return side;
}

QString TrendsPage::gestures()
{
    return tr("Drag: zoom. Double-click: zoom back. Drag below a chart: move in time. Arrow keys: crosshair. "
              "Right-click or Menu key: everything else.");
}

QWidget *TrendsPage::makeHint()
{
    m_hint = new Sentence(1, this);
    m_hint->setObjectName(u"trendsHint"_s);
    m_hint->setMinimumWidth(m_theme.unit(10));
    m_hint->setSentence(gestures());
    return m_hint;
}

/// Not where it would take room from the charts.
void TrendsPage::showHint()
{
    m_hint->setVisible(m_model.stage() == TrendsModel::Stage::Data && height() >= m_theme.unit(80));
}

QWidget *TrendsPage::makeEmpty()
{
    auto *empty = new QWidget(this);
    auto *outer = new QVBoxLayout(empty);
    auto *column = new QVBoxLayout;
    column->setSpacing(m_theme.unit(1.5));
    m_emptyTitle = new QLabel(empty);
    m_emptyTitle->setObjectName(u"trendsEmptyTitle"_s);
    m_emptyTitle->setAlignment(Qt::AlignHCenter);
    m_emptyText = new QLabel(empty);
    m_emptyText->setObjectName(u"trendsEmptyText"_s);
    m_emptyText->setTextFormat(Qt::PlainText);
    m_emptyText->setWordWrap(true);
    m_emptyText->setAlignment(Qt::AlignHCenter);
    m_emptyAction = makeButton({}, u"trendsEmptyAction"_s, {});
    connect(m_emptyAction, &QPushButton::clicked, this, [this] {
        if (m_model.stage() == TrendsModel::Stage::NoCluster)
            Q_EMIT openWanted();
        else
            Q_EMIT backWanted();
    });
    column->addWidget(m_emptyTitle);
    column->addWidget(m_emptyText, 0, Qt::AlignHCenter);
    column->addWidget(m_emptyAction, 0, Qt::AlignHCenter);
    outer->addStretch(2);
    outer->addLayout(column);
    outer->addStretch(3);
    return empty;
}

/// Nodes and charts come later than the rest: Tab goes as the page is read all the same.
void TrendsPage::orderTabs()
{
    QWidget *last = findChild<QPushButton *>(u"trendsExport"_s);
    const auto follow = [&last](QWidget *next) {
        setTabOrder(last, next);
        last = next;
    };
    for (QToolButton *node : m_nodes)
        follow(node);
    follow(findChild<QToolButton *>(u"trendsPrevious"_s));
    follow(findChild<QToolButton *>(u"trendsNext"_s));
    follow(m_events);
    for (TimeChart *chart : m_charts)
        follow(chart);
}

void TrendsPage::fillChartMenu()
{
    m_chartMenu->clear();
    for (const TrendChart &chart : m_model.charts()) {
        QAction *action = m_chartMenu->addAction(QString(chart.title).replace(u'&', u"&&"_s));
        action->setCheckable(true);
        action->setChecked(chart.isShown);
        const QString id = chart.id;
        // Later: the menu is filled anew by what it sets off, and this action is a part of it.
        connect(
            action, &QAction::triggered, this, [this, id](bool isShown) { m_model.setChartShown(id, isShown); },
            Qt::QueuedConnection);
    }
}

void TrendsPage::restyle()
{
    m_emptyTitle->setFont(m_theme.font(Theme::Text::Display, true));
    m_emptyText->setFixedWidth(m_theme.unit(60));
    m_emptyAction->setMinimumHeight(m_theme.unit(4.5));
    m_emptyAction->setMinimumWidth(m_theme.unit(22));
    m_events->setFont(m_theme.font(Theme::Text::Caption));
    for (QLabel *title : {m_nodesTitle, m_eventsTitle})
        title->setFont(m_theme.font(Theme::Text::Body, true));
    findChild<QWidget *>(u"trendsSide"_s)->setFixedWidth(m_theme.unit(22));
    QPalette faint = palette();
    faint.setColor(QPalette::WindowText, m_theme.colours().secondary);
    m_when->setPalette(faint);
    m_hint->setPalette(faint);
    m_hint->setFont(m_theme.font(Theme::Text::Caption));
    m_hint->updateGeometry();
    m_emptyText->setPalette(faint);
    const int size = m_theme.unit(1.5);
    for (std::size_t i = 0; i < m_nodes.size(); ++i) {
        QPixmap chip(QSize(size, size) * devicePixelRatioF());
        chip.setDevicePixelRatio(devicePixelRatioF());
        chip.fill(m_theme.colours().chartLine(static_cast<int>(i)));
        m_nodes[i]->setIcon(chip);
        m_nodes[i]->setIconSize(QSize(size, size));
    }
    showContents();
}

void TrendsPage::askExport(Format format)
{
    if (m_model.stage() != TrendsModel::Stage::Data)
        return;
    QString name = m_clusters.state(m_cluster)->file->name;
    for (QChar &c : name) {
        if (!c.isLetterOrNumber() && c != u'-')
            c = u'_';
    }
    const QString suffix = format == Format::Png ? u"png"_s : format == Format::Svg ? u"svg"_s : u"csv"_s;
    const QString day = QDateTime::fromMSecsSinceEpoch(m_model.range().to).toString(u"yyyy-MM-dd-HHmm"_s);
    m_prompts.askSaveFile(this, tr("Save what is seen"), u"%1-%2.%3"_s.arg(name, day, suffix),
                          [this, format](const QString &path) {
                              if (!path.isEmpty())
                                  writeExport(format, path);
                          });
}

QSize TrendsPage::chartsSize() const
{
    QSize size;
    for (const TimeChart *chart : m_charts)
        size = QSize(std::max(size.width(), chart->width()), size.height() + chart->height());
    return size;
}

void TrendsPage::paintCharts(QPainter &painter) const
{
    int top = 0;
    for (TimeChart *chart : m_charts) {
        chart->render(&painter, QRectF(QPointF(0, top), QSizeF(chart->size())), chart->viewport()->rect());
        top += chart->height();
    }
}

void TrendsPage::writeExport(Format format, const QString &path)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    if (format == Format::Csv) {
        buffer.write(m_model.csv().toUtf8());
    } else if (format == Format::Png) {
        // Twice as fine as on screen: it will be looked at elsewhere.
        QImage image(chartsSize() * 2, QImage::Format_RGB32);
        image.setDevicePixelRatio(2);
        image.fill(m_theme.colours().card);
        QPainter painter(&image);
        paintCharts(painter);
        painter.end();
        image.save(&buffer, "PNG");
    } else {
        QSvgGenerator svg;
        svg.setOutputDevice(&buffer);
        svg.setSize(chartsSize());
        svg.setViewBox(QRect(QPoint(), chartsSize()));
        svg.setTitle(m_head->title());
        QPainter painter(&svg);
        paintCharts(painter);
        painter.end();
    }
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit()) {
        m_prompts.showError(this, tr("Cannot save"), tr("%1: %2").arg(path, file.errorString()), QString());
        return;
    }
    Q_EMIT announced(tr("Saved to %1").arg(path));
}

} // namespace rollcall

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/BoardPage.h"

#include "ui/models/Words.h"
#include "ui/tiles/BoardView.h"
#include "ui/widgets/CountButton.h"
#include "ui/widgets/NoticeBar.h"
#include "ui/widgets/Sentence.h"
#include "ui/widgets/StateMark.h"
#include "ui/widgets/WrapLayout.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QStackedLayout>
#include <QToolButton>
#include <QVBoxLayout>

namespace rollcall {

using namespace Qt::StringLiterals;

namespace {

constexpr auto DensityKey = "look/density";

int clampedDensity(const QVariant &value)
{
    const int density = value.toInt();
    return density == static_cast<int>(Density::List) ? density : static_cast<int>(Density::Desk);
}

} // namespace

BoardPage::BoardPage(const PageContext &context, QSettings &settings, QWidget *parent)
    : Page(context, parent), m_model(context.clusters), m_settings(settings)
{
    m_stack = new QStackedLayout(this);
    m_empty = new EmptyBoard(m_theme, this);
    m_board = new QWidget(this);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_board);

    auto *layout = new QVBoxLayout(m_board);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    m_notices = new NoticeBar(m_theme, m_board);
    layout->addWidget(m_notices);

    auto *head = new QHBoxLayout;
    head->setContentsMargins(m_theme.unit(2), m_theme.unit(2), m_theme.unit(2), m_theme.unit(1.5));
    head->setSpacing(m_theme.unit(1.5));
    m_mark = new StateMark(m_theme, Theme::Text::Display, m_board);
    m_verdict = new Sentence(3, m_board);
    m_verdict->setObjectName(u"verdict"_s);
    head->addWidget(m_mark, 0, Qt::AlignTop);
    head->addWidget(m_verdict, 1);
    layout->addLayout(head);
    layout->addWidget(makeTools());

    m_view = new BoardView(m_model, m_theme, m_board);
    layout->addWidget(m_view, 1);
    m_nothingFound = new QLabel(m_board);
    m_nothingFound->setAlignment(Qt::AlignCenter);
    m_nothingFound->setTextFormat(Qt::PlainText);
    m_nothingFound->setMargin(m_theme.unit(2));
    layout->addWidget(m_nothingFound);
    setFocusProxy(m_view);
    setTabOrder(m_view, m_counts.front());

    connect(m_view, &BoardView::tileOpened, this, &Page::nodeWanted);
    connect(&m_model, &BoardModel::summaryChanged, this, &BoardPage::refresh);
    connect(&m_clusters, &OpenClusters::opened, this, [this] {
        refresh();
        m_view->setFocus();
    });
    connect(&m_theme, &Theme::changed, this, &BoardPage::restyle);
    setDensity(static_cast<Density>(clampedDensity(m_settings.value(QLatin1StringView(DensityKey)))));
    restyle();
    refresh();
}

QWidget *BoardPage::makeTools()
{
    auto *tools = new QWidget(m_board);
    auto *layout = new WrapLayout(tools);
    layout->setContentsMargins(m_theme.unit(2), 0, m_theme.unit(2), m_theme.unit(1));
    layout->setSpacing(m_theme.unit(1));
    for (const State state : {State::Critical, State::Warning, State::Unknown, State::Ok}) {
        auto *button = new CountButton(m_theme, state, tools);
        connect(button, &CountButton::toggled, this, &BoardPage::showCounts);
        m_counts << button;
        layout->addWidget(button);
    }
    layout->addStretch();

    m_filter = new QLineEdit(tools);
    m_filter->setObjectName(u"filter"_s);
    m_filter->setAccessibleName(tr("Filter"));
    m_filter->setPlaceholderText(tr("Filter ( / )   !word inverts"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setMinimumWidth(m_theme.unit(28));
    m_filter->setMaximumWidth(m_theme.unit(40));
    connect(m_filter, &QLineEdit::textChanged, &m_model, &BoardModel::setFilter);
    connect(m_filter, &QLineEdit::returnPressed, this, [this] { m_view->setFocus(); });
    layout->addWidget(m_filter);

    m_densityBox = new QWidget(tools);
    auto *box = new QHBoxLayout(m_densityBox);
    box->setContentsMargins(0, 0, 0, 0);
    box->setSpacing(0);
    m_densities = new QButtonGroup(this);
    const auto add = [this, box](Density density, const QString &text, const QString &tip) {
        auto *button = new QToolButton(m_densityBox);
        button->setText(text);
        button->setToolTip(tip);
        button->setAccessibleName(tip);
        button->setCheckable(true);
        button->setFocusPolicy(Qt::StrongFocus);
        m_densities->addButton(button, static_cast<int>(density));
        box->addWidget(button);
    };
    add(Density::Desk, tr("Tiles"), tr("Show tiles"));
    add(Density::List, tr("List"), tr("Show a list"));
    connect(m_densities, &QButtonGroup::idClicked, this, [this](int id) { setDensity(static_cast<Density>(id)); });
    layout->addWidget(m_densityBox);
    return tools;
}

ClusterKey BoardPage::cluster() const
{
    const QModelIndex at = m_view->currentIndex();
    return at.isValid() ? m_model.cluster(at.row()) : ClusterKey{};
}

TargetId BoardPage::target() const
{
    const QModelIndex at = m_view->currentIndex();
    return at.isValid() ? m_model.target(at.row()) : TargetId{};
}

void BoardPage::entered()
{
    m_view->setFocus();
}

void BoardPage::tick()
{
    m_model.tick();
}

bool BoardPage::takeEscape()
{
    if (m_filter->text().isEmpty() && m_model.shownStates().empty())
        return false;
    m_filter->clear();
    for (CountButton *button : std::as_const(m_counts))
        button->setChecked(false);
    m_view->setFocus();
    return true;
}

QWidget *BoardPage::filterField()
{
    return m_board->isVisible() ? m_filter : nullptr;
}

void BoardPage::setWall(bool isWall)
{
    if (isWall == m_isWall)
        return;
    m_isWall = isWall;
    m_filter->setVisible(!isWall);
    m_densityBox->setVisible(!isWall);
    if (isWall) {
        m_densityBeforeWall = density();
        m_view->setDensity(Density::Wall);
    } else {
        m_view->setDensity(m_densityBeforeWall);
    }
    restyle();
}

Density BoardPage::density() const
{
    return m_view->density();
}

void BoardPage::setDensity(Density density)
{
    m_view->setDensity(density);
    if (QAbstractButton *button = m_densities->button(static_cast<int>(density)))
        button->setChecked(true);
    m_settings.setValue(QLatin1StringView(DensityKey), static_cast<int>(density));
    Q_EMIT densityChanged(density);
}

void BoardPage::showCounts()
{
    std::vector<State> shown;
    for (const CountButton *button : std::as_const(m_counts)) {
        if (button->isChecked())
            shown.push_back(button->state());
    }
    m_model.setShownStates(shown);
}

void BoardPage::restyle()
{
    const double scale = m_isWall ? 1.6 : 1;
    m_verdict->setFont(m_theme.font(Theme::Text::Display, true, scale));
    m_verdict->updateGeometry();
    m_mark->setScale(scale);
    for (CountButton *button : std::as_const(m_counts))
        button->setScale(scale);
    QPalette faint = palette();
    faint.setColor(QPalette::WindowText, m_theme.colours().secondary);
    m_nothingFound->setPalette(faint);
}

void BoardPage::refresh()
{
    const std::vector<ClusterKey> keys = m_clusters.keys();
    m_stack->setCurrentWidget(keys.empty() ? static_cast<QWidget *>(m_empty) : m_board);
    setFocusProxy(keys.empty() ? nullptr : static_cast<QWidget *>(m_view));
    if (keys.empty())
        return;

    // Of several clusters the worst one speaks; each says its own on its header.
    ClusterStatePtr worst;
    QStringList notices;
    for (const ClusterKey key : keys) {
        const ClusterStatePtr state = m_clusters.state(key);
        if (!worst || state->state > worst->state)
            worst = state;
        const QString prefix = keys.size() > 1 ? QString(Wording::plain(state->file->name, 60) + u": ") : QString();
        const QString notice = m_clusters.notice(key);
        if (!notice.isEmpty())
            notices << prefix + notice;
        for (const QString &error : m_clusters.secretErrors(key))
            notices << prefix + error;
        // A probe with a url of its own is of no node: no tile could show it.
        for (const Finding &finding : state->findings) {
            if (finding.code == Code::ProbeFailed && finding.targets.empty())
                notices << prefix + words::wording().message(*state->file, finding);
        }
    }
    m_notices->setNotices(notices);
    QString verdict = words::wording().verdict(*worst);
    if (keys.size() > 1 && worst->state != State::Ok)
        verdict.prepend(Wording::plain(worst->file->name, 60) + QStringLiteral(": "));
    m_verdict->setSentence(verdict);
    m_verdict->setAccessibleName(verdict);
    m_mark->setState(worst->isOffline ? State::Unknown : worst->state, worst->isOffline || worst->isPaused);

    const StateCounts counts = m_model.counts();
    for (CountButton *button : std::as_const(m_counts))
        button->setCount(counts.of(button->state()));
    const bool isNothing = m_model.isFiltered() && m_model.tileCount() == 0;
    m_nothingFound->setVisible(isNothing);
    if (isNothing)
        m_nothingFound->setText(tr("No node passes the filter. Escape shows all %n again.", nullptr, counts.total()));
}

EmptyBoard::EmptyBoard(const Theme &theme, QWidget *parent) : QWidget(parent)
{
    auto *outer = new QVBoxLayout(this);
    auto *layout = new QVBoxLayout;
    layout->setSpacing(theme.unit(1.5));
    auto *title = new QLabel(tr("No cluster is open"), this);
    title->setAlignment(Qt::AlignHCenter);
    auto *text = new QLabel(tr("Each node of an open cluster stands here as a tile that says how it is, and one "
                               "sentence above says what is wrong."),
                            this);
    text->setWordWrap(true);
    text->setAlignment(Qt::AlignHCenter);
    const auto button = [this](const QString &label, const QString &name, const QString &tip) {
        auto *made = new QPushButton(label, this);
        made->setObjectName(name);
        made->setToolTip(tip);
        made->setAutoDefault(true);
        return made;
    };
    m_builtIn = button(tr("&Try the built-in cluster"), u"tryBuiltIn"_s,
                       tr("A cluster that runs inside this program, with faults to try out"));
    m_builtIn->setDefault(true);
    QPushButton *open = button(tr("&Open a cluster file…"), u"openFile"_s, tr("A JSON file that describes a cluster"));
    QPushButton *create = button(tr("&New cluster…"), u"newCluster"_s, tr("Describe a cluster in a form"));
    auto *row = new QHBoxLayout;
    row->setSpacing(theme.unit(1));
    row->addStretch();
    for (QPushButton *each : {m_builtIn, open, create}) {
        each->setMinimumHeight(theme.unit(4.5));
        each->setMinimumWidth(theme.unit(22));
        row->addWidget(each);
    }
    row->addStretch();
    layout->addWidget(title);
    layout->addWidget(text, 0, Qt::AlignHCenter);
    layout->addSpacing(theme.unit(1));
    layout->addLayout(row);
    outer->addStretch(2);
    outer->addLayout(layout);
    outer->addStretch(3);
    const auto restyle = [this, &theme, title, text] {
        title->setFont(theme.font(Theme::Text::Display, true));
        QPalette faint = palette();
        faint.setColor(QPalette::WindowText, theme.colours().secondary);
        text->setPalette(faint);
        text->setFixedWidth(theme.unit(60));
        text->setMinimumHeight(text->heightForWidth(text->width()));
    };
    connect(&theme, &Theme::changed, this, restyle);
    restyle();
    connect(m_builtIn, &QPushButton::clicked, this, &EmptyBoard::builtInWanted);
    connect(open, &QPushButton::clicked, this, &EmptyBoard::openWanted);
    connect(create, &QPushButton::clicked, this, &EmptyBoard::newWanted);
}

void EmptyBoard::setBuiltInOffered(bool isOffered)
{
    m_builtIn->setVisible(isOffered);
}

} // namespace rollcall

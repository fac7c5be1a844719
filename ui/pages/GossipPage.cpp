// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/GossipPage.h"

#include "ui/models/CopyText.h"
#include "ui/models/Words.h"
#include "ui/widgets/BeliefMatrixView.h"
#include "ui/widgets/BeliefPanel.h"
#include "ui/widgets/NoticeBar.h"
#include "ui/widgets/PageHead.h"
#include "ui/widgets/Sentence.h"
#include "ui/widgets/StateLines.h"
#include "ui/widgets/StateMark.h"
#include "ui/widgets/WrapLayout.h"

#include <QApplication>
#include <QButtonGroup>
#include <QClipboard>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedLayout>
#include <QToolButton>
#include <QVBoxLayout>

namespace rollcall {

using namespace Qt::StringLiterals;

GossipPage::GossipPage(const PageContext &context, QWidget *parent) : Page(context, parent)
{
    QVBoxLayout *body = makeBody(1.5, 1);
    body->addWidget(makeHeader());
    body->addWidget(makeTools());

    auto *stage = new QWidget(this);
    m_stack = new QStackedLayout(stage);
    m_empty = new EmptyGossip(m_theme, stage);
    auto *scroll = new QScrollArea(stage);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    m_content = new QWidget(scroll);
    m_blocks = new QVBoxLayout(m_content);
    m_blocks->setContentsMargins(0, 0, 0, 0);
    m_blocks->setSpacing(m_theme.unit(3));
    scroll->setWidget(m_content);
    scroll->viewport()->setAutoFillBackground(false);
    m_content->setAutoFillBackground(false);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(scroll);
    body->addWidget(stage, 1);

    connect(m_empty, &EmptyGossip::wanted, this, [this](EmptyGossip::Action action) {
        switch (action) {
        case EmptyGossip::Action::Open:
            Q_EMIT openWanted();
            break;
        case EmptyGossip::Action::Edit:
            Q_EMIT editWanted(m_cluster);
            break;
        case EmptyGossip::Action::Probe:
            Q_EMIT probeWanted();
            break;
        case EmptyGossip::Action::Back:
            Q_EMIT backWanted();
            break;
        }
    });
    connect(&m_clusters, &OpenClusters::changed, this, [this](ClusterKey key) {
        if (key == m_cluster && isVisible())
            refresh();
    });
    for (const auto signal : {&OpenClusters::opened, &OpenClusters::closed})
        connect(&m_clusters, signal, this, [this] {
            if (isVisible())
                refresh();
        });
    connect(&m_theme, &Theme::changed, this, &GossipPage::restyle);
    restyle();
}

QWidget *GossipPage::makeHeader()
{
    m_head = makeHead(u"gossipBack"_s, u"gossipHeading"_s);
    m_mark = &m_head->mark();
    m_probe = makeButton(tr("&Probe now"), u"gossipProbe"_s, {});
    m_head->addAction(m_probe);
    connect(m_probe, &QPushButton::clicked, this, &GossipPage::probeWanted);
    return m_head;
}

QWidget *GossipPage::makeTools()
{
    m_tools = new QWidget(this);
    auto *line = new WrapLayout(m_tools);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(m_theme.unit(1.5));
    m_choice = new QComboBox(m_tools);
    m_choice->setObjectName(u"gossipCluster"_s);
    m_choice->setAccessibleName(tr("Cluster"));
    m_choice->setToolTip(tr("Which of the open clusters"));
    m_choice->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_viewBox = new QWidget(m_tools);
    auto *box = new QHBoxLayout(m_viewBox);
    box->setContentsMargins(0, 0, 0, 0);
    box->setSpacing(0);
    m_viewButtons = new QButtonGroup(this);
    const auto add = [this, box](BeliefView view, const QString &text, const QString &tip) {
        auto *button = new QToolButton(m_viewBox);
        button->setText(text);
        button->setToolTip(tip);
        button->setAccessibleName(tip);
        button->setCheckable(true);
        button->setChecked(view == m_view);
        button->setFocusPolicy(Qt::StrongFocus);
        m_viewButtons->addButton(button, static_cast<int>(view));
        box->addWidget(button);
    };
    add(BeliefView::Both, tr("Both"), tr("Show what the API and what gossip says"));
    add(BeliefView::Api, tr("API"), tr("Show whom each node lists in its API"));
    add(BeliefView::Gossip, tr("Gossip"), tr("Show whom the gossip of each node holds, and how"));
    m_summary = new Sentence(1, m_tools);
    m_summary->setObjectName(u"gossipSummary"_s);
    line->addWidget(m_choice);
    line->addWidget(m_viewBox);
    line->addWidget(m_summary);
    m_copyText = makeButton(tr("Copy as &text"), u"gossipCopyText"_s, tr("Copy sentences and matrices (Ctrl+C)"));
    m_copyMarkdown =
        makeButton(tr("Copy as &Markdown"), u"gossipCopyMarkdown"_s, tr("Copy sentences and matrices for a ticket"));
    line->addWidget(m_copyText);
    line->addWidget(m_copyMarkdown);
    connect(m_copyText, &QPushButton::clicked, this, [this] { copy(plainText(), tr("Copied the matrix as text.")); });
    connect(m_copyMarkdown, &QPushButton::clicked, this,
            [this] { copy(markdownText(), tr("Copied the matrix as Markdown.")); });
    connect(m_viewButtons, &QButtonGroup::idClicked, this, [this](int id) { setView(static_cast<BeliefView>(id)); });
    connect(m_choice, &QComboBox::activated, this, [this](int index) {
        m_cluster = {m_choice->itemData(index).toInt()};
        m_announced.clear();
        refresh();
    });
    return m_tools;
}

void GossipPage::showCluster(ClusterKey cluster)
{
    if (cluster == m_cluster)
        return;
    m_cluster = cluster;
    m_announced.clear();
}

void GossipPage::entered()
{
    m_announced.clear();
    refresh();
    if (m_panels.empty())
        m_empty->setFocus();
    else
        m_panels.front()->firstView().setFocus();
}

void GossipPage::tick()
{
    for (BeliefPanel *panel : m_panels)
        panel->setNow(m_clusters.now());
}

void GossipPage::setView(BeliefView view)
{
    m_view = view;
    if (QAbstractButton *button = m_viewButtons->button(static_cast<int>(view)))
        button->setChecked(true);
    for (BeliefPanel *panel : m_panels)
        panel->setView(view);
}

void GossipPage::refresh()
{
    const std::vector<ClusterKey> keys = m_clusters.keys();
    if (!m_clusters.contains(m_cluster))
        m_cluster = keys.empty() ? ClusterKey{} : keys.front();
    const bool isOpen = m_cluster.isValid();
    const ClusterStatePtr state = isOpen ? m_clusters.state(m_cluster) : nullptr;
    const std::vector<BeliefBlock> blocks = isOpen ? beliefBlocks(*state) : std::vector<BeliefBlock>{};
    const bool hasMatrix = !blocks.empty();
    for (QWidget *each : {static_cast<QWidget *>(m_copyText), static_cast<QWidget *>(m_copyMarkdown)})
        each->setVisible(hasMatrix);
    m_probe->setVisible(isOpen);
    const QString whyNot = isOpen ? m_clusters.whyNotAsked(m_cluster) : QString();
    m_probe->setEnabled(whyNot.isEmpty());
    m_probe->setToolTip(whyNot.isEmpty() ? tr("Ask every node for its lists now (F5)") : whyNot);
    m_stack->setCurrentIndex(hasMatrix ? 1 : 0);
    QStringList notices;
    if (isOpen && !m_clusters.notice(m_cluster).isEmpty())
        notices << m_clusters.notice(m_cluster);
    if (isOpen && state->isOffline)
        notices << words::wording().verdict(*state);
    m_notices->setNotices(notices);
    if (!isOpen) {
        m_tools->hide();
        m_mark->setState(State::Unknown, true);
        m_head->setTitle(tr("Who sees whom"));
        m_empty->show(tr("No cluster is open"),
                      tr("Here stands who of a cluster's nodes sees whom, and in words who is cut off."), {},
                      EmptyGossip::Action::Open);
        return;
    }
    m_head->setTitle(tr("Who sees whom – %1").arg(Wording::plain(state->file->name, 60)));
    showTools(*state, blocks);
    showMatrices(*state, blocks);
    if (hasMatrix)
        return;

    const std::vector<TargetId> nodes = listingNodes(*state);
    m_mark->setState(State::Unknown, true);
    const QString what = tr("Here stands who of these nodes sees whom, and in words who is cut off.");
    if (nodes.empty()) {
        m_empty->show(tr("These nodes keep no list of each other"),
                      tr("Nothing that this cluster's products tell says which node sees which. A product that uses "
                         "memberlist can be asked for it: give its nodes a gossip port in the cluster file."),
                      {}, m_clusters.path(m_cluster).isEmpty() ? EmptyGossip::Action::Back : EmptyGossip::Action::Edit);
        return;
    }
    const bool isMendable = std::any_of(nodes.begin(), nodes.end(), [&](TargetId node) {
        return isClosedByFile(beliefGap(state->target(node), BeliefSource::Api)) ||
               isClosedByFile(beliefGap(state->target(node), BeliefSource::Gossip));
    });
    // What was not asked yet may still come by itself.
    const bool isAsked = std::none_of(nodes.begin(), nodes.end(), [&](TargetId node) {
        return beliefGap(state->target(node), BeliefSource::Api) == BeliefGap::NotAsked;
    });
    const bool canEdit = isMendable && isAsked && !m_clusters.path(m_cluster).isEmpty();
    m_empty->show(tr("No list is known"), what, words::wording().beliefGaps(*state, nodes),
                  canEdit            ? EmptyGossip::Action::Edit
                  : whyNot.isEmpty() ? EmptyGossip::Action::Probe
                                     : EmptyGossip::Action::Back);
}

void GossipPage::showTools(const ClusterState &state, const std::vector<BeliefBlock> &blocks)
{
    const std::vector<ClusterKey> keys = m_clusters.keys();
    m_choice->setVisible(keys.size() > 1);
    QStringList names;
    for (const ClusterKey key : keys)
        names << Wording::plain(m_clusters.state(key)->file->name, 40);
    QStringList shown;
    for (int i = 0; i < m_choice->count(); ++i)
        shown << m_choice->itemText(i);
    bool isSame = names == shown;
    for (int i = 0; isSame && i < m_choice->count(); ++i)
        isSame = m_choice->itemData(i).toInt() == keys[static_cast<std::size_t>(i)].value;
    if (!isSame) {
        m_choice->clear();
        for (qsizetype i = 0; i < names.size(); ++i)
            m_choice->addItem(names[i], keys[static_cast<std::size_t>(i)].value);
    }
    m_choice->setCurrentIndex(m_choice->findData(m_cluster.value));
    const bool hasBoth = std::any_of(blocks.begin(), blocks.end(),
                                     [](const BeliefBlock &block) { return block.hasApi && block.hasGossip; });
    m_viewBox->setVisible(hasBoth);

    QStringList parts;
    int nodes = 0;
    int api = 0;
    int gossip = 0;
    for (const BeliefBlock &block : blocks) {
        nodes += static_cast<int>(block.nodes.size());
        for (const TargetId node : block.nodes) {
            api += beliefGap(state.target(node), BeliefSource::Api) == BeliefGap::None ? 1 : 0;
            gossip += beliefGap(state.target(node), BeliefSource::Gossip) == BeliefGap::None ? 1 : 0;
        }
    }
    if (!blocks.empty()) {
        parts << tr("%n node(s)", nullptr, nodes) << tr("lists known: %1 by API, %2 by gossip").arg(api).arg(gossip);
        if (const int others = static_cast<int>(state.file->nodes.size()) - nodes; others > 0)
            parts << tr("%n node(s) of products without lists", nullptr, others);
    }
    if (state.isPaused)
        parts << tr("paused");
    m_summary->setSentence(parts.join(u"  ·  "));
    m_tools->setVisible(!blocks.empty() || keys.size() > 1);
}

void GossipPage::showMatrices(const ClusterState &state, const std::vector<BeliefBlock> &blocks)
{
    while (m_panels.size() > blocks.size()) {
        delete m_panels.back();
        m_panels.pop_back();
    }
    while (m_panels.size() < blocks.size()) {
        auto *panel = new BeliefPanel(m_theme, m_content);
        panel->setView(m_view);
        connect(panel, &BeliefPanel::nodeWanted, this,
                [this](TargetId target) { Q_EMIT nodeWanted(m_cluster, target); });
        connect(panel, &BeliefPanel::copyWanted, m_copyText, &QPushButton::click);
        connect(panel, &BeliefPanel::editWanted, this, [this] { Q_EMIT editWanted(m_cluster); });
        m_blocks->addWidget(panel, 1);
        panel->show();
        m_panels.push_back(panel);
    }
    State worst = State::Ok;
    QString sentence;
    const bool canEdit = !m_clusters.path(m_cluster).isEmpty();
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        const QString title = blocks.size() > 1 ? words::product(blocks[i].product) : QString();
        m_panels[i]->setBlock(state, blocks[i], title, i + 1 == blocks.size(), canEdit, m_clusters.now());
        m_panels[i]->setMinimumHeight(blocks.size() > 1 ? m_panels[i]->wantedHeight() : 0);
        if (m_panels[i]->lines().empty())
            continue;
        const BeliefLine &first = m_panels[i]->lines().front();
        if (sentence.isEmpty() || first.state > worst)
            sentence = first.text;
        worst = std::max(worst, first.state);
    }
    if (blocks.empty())
        return;
    m_mark->setState(state.isOffline ? State::Unknown : worst, state.isOffline || state.isPaused);
    announce(state.isOffline ? words::wording().verdict(state) : sentence);
}

/// The first sentence on this page is read with it; a later one that differs is news.
void GossipPage::announce(const QString &sentence)
{
    if (!m_announced.isEmpty() && m_announced != sentence)
        Q_EMIT announced(sentence);
    m_announced = sentence;
}

void GossipPage::restyle()
{
    QPalette faint = palette();
    faint.setColor(QPalette::WindowText, m_theme.colours().secondary);
    m_summary->setPalette(faint);
}

void GossipPage::copy(const QString &text, const QString &what)
{
    QApplication::clipboard()->setText(text);
    Q_EMIT announced(what);
}

QString GossipPage::plainText() const
{
    QString text = m_head->title() + u'\n';
    for (const BeliefPanel *panel : m_panels)
        text += u'\n' + panel->toText();
    return text;
}

QString GossipPage::markdownText() const
{
    QString text = u"## " % copy_text::escaped(m_head->title()) % u'\n';
    if (m_clusters.contains(m_cluster))
        text += u"\n" % m_clusters.state(m_cluster)->utc.toString(Qt::ISODate) % u'\n';
    for (const BeliefPanel *panel : m_panels)
        text += u'\n' + panel->toMarkdown();
    return text;
}

EmptyGossip::EmptyGossip(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    auto *outer = new QVBoxLayout(this);
    auto *layout = new QVBoxLayout;
    layout->setSpacing(theme.unit(1.5));
    m_title = new QLabel(this);
    m_title->setObjectName(u"emptyTitle"_s);
    m_title->setAlignment(Qt::AlignHCenter);
    m_text = new QLabel(this);
    m_text->setWordWrap(true);
    m_text->setAlignment(Qt::AlignHCenter);
    m_reasons = new StateLines(theme, this);
    m_reasons->setAccessibleName(tr("Why"));
    m_button = new QPushButton(this);
    m_button->setObjectName(u"emptyAction"_s);
    m_button->setAutoDefault(true);
    m_button->setMinimumHeight(theme.unit(4.5));
    m_button->setMinimumWidth(theme.unit(22));
    setFocusProxy(m_button);
    layout->addWidget(m_title);
    layout->addWidget(m_text, 0, Qt::AlignHCenter);
    layout->addWidget(m_reasons, 0, Qt::AlignHCenter);
    layout->addWidget(m_button, 0, Qt::AlignHCenter);
    outer->addStretch(2);
    outer->addLayout(layout);
    outer->addStretch(3);
    const auto restyle = [this] {
        m_title->setFont(m_theme.font(Theme::Text::Display, true));
        QPalette faint = palette();
        faint.setColor(QPalette::WindowText, m_theme.colours().secondary);
        m_text->setPalette(faint);
        m_text->setFixedWidth(m_theme.unit(60));
        m_reasons->setFixedWidth(m_theme.unit(60));
    };
    connect(&theme, &Theme::changed, this, restyle);
    restyle();
    connect(m_button, &QPushButton::clicked, this, [this] { Q_EMIT wanted(m_action); });
}

void EmptyGossip::show(const QString &title, const QString &text, const std::vector<BeliefLine> &reasons, Action action)
{
    m_action = action;
    m_title->setText(title);
    m_text->setText(text);
    m_text->setMinimumHeight(m_text->heightForWidth(m_text->width()));
    m_reasons->setLines(reasons, {}, false);
    m_reasons->setVisible(!reasons.empty());
    m_reasons->setFixedHeight(m_reasons->heightOfLines(m_theme.unit(60)));
    switch (action) {
    case Action::Open:
        m_button->setText(tr("&Open a cluster file…"));
        break;
    case Action::Edit:
        m_button->setText(tr("&Edit the cluster…"));
        break;
    case Action::Probe:
        m_button->setText(tr("&Probe now"));
        break;
    case Action::Back:
        m_button->setText(tr("&Back to the board"));
        break;
    }
}

} // namespace rollcall

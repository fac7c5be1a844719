// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/NodePage.h"

#include "ui/models/CopyText.h"
#include "ui/models/Words.h"
#include "ui/widgets/NoticeBar.h"
#include "ui/widgets/PageHead.h"
#include "ui/widgets/Sentence.h"
#include "ui/widgets/StateMark.h"
#include "ui/widgets/TextTableView.h"

#include <QApplication>
#include <QClipboard>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSplitter>
#include <QTabWidget>
#include <QVBoxLayout>

namespace rollcall {

using namespace Qt::StringLiterals;

NodePage::NodePage(const PageContext &context, QWidget *parent) : Page(context, parent)
{
    QVBoxLayout *body = makeBody(1.5, 2);
    body->addWidget(makeHeader());
    body->addWidget(makeReasons());
    body->addWidget(makeLower(), 1);

    connect(&m_clusters, &OpenClusters::changed, this, [this](ClusterKey key) {
        if (key == m_cluster && isVisible())
            refresh();
    });
    connect(&m_clusters, &OpenClusters::closed, this, [this](ClusterKey key) {
        if (key == m_cluster) {
            m_cluster = {};
            Q_EMIT backWanted();
        }
    });
    connect(&m_theme, &Theme::changed, this, &NodePage::restyle);
    restyle();
}

QWidget *NodePage::makeHeader()
{
    auto *header = new QWidget(this);
    auto *layout = new QVBoxLayout(header);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(m_theme.unit(0.5));

    m_head = makeHead(u"back"_s, u"nodeName"_s);
    m_mark = &m_head->mark();
    m_probe = makeButton(tr("&Probe now"), u"probeNow"_s, {});
    QPushButton *curl = makeButton(tr("Copy as &curl"), u"copyCurl"_s,
                                   tr("Copy the selected probe as a command; the token stays a variable"));
    QPushButton *markdown =
        makeButton(tr("Copy as &Markdown"), u"copyMarkdown"_s, tr("Copy this node's state and reasons for a ticket"));
    for (QPushButton *button : {m_probe, curl, markdown})
        m_head->addAction(button);
    layout->addWidget(m_head);

    m_subtitle = new Sentence(1, header);
    layout->addWidget(m_subtitle);
    m_verdict = new Sentence(3, header);
    m_verdict->setObjectName(u"nodeVerdict"_s);
    layout->addSpacing(m_theme.unit(0.5));
    layout->addWidget(m_verdict);

    connect(m_probe, &QPushButton::clicked, this, &NodePage::probeWanted);
    connect(curl, &QPushButton::clicked, this, [this] { copy(curlText(), tr("Copied the probe as a curl command.")); });
    connect(markdown, &QPushButton::clicked, this,
            [this] { copy(markdownText(), tr("Copied this node as Markdown.")); });
    return header;
}

QWidget *NodePage::makeReasons()
{
    auto *box = new QWidget(this);
    auto *layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    m_reasonsView = new TextTableView(m_findings, m_theme, FindingsModel::Reason, {0, 26, 11, 52}, box);
    m_reasonsView->setObjectName(u"reasons"_s);
    m_reasonsView->setAccessibleName(tr("Reasons"));
    m_nothing = new QLabel(tr("No rule has anything to say of this node."), box);
    layout->addWidget(m_reasonsView);
    layout->addWidget(m_nothing);
    return box;
}

QWidget *NodePage::makeLower()
{
    auto *splitter = new QSplitter(Qt::Horizontal, this);
    splitter->setChildrenCollapsible(false);
    m_probesView = new TextTableView(m_probes, m_theme, ProbeTableModel::Endpoint, {20, 0, 16, 8, 10, 0, 8}, splitter);
    m_probesView->setObjectName(u"probes"_s);
    m_probesView->setAccessibleName(tr("Probes"));
    m_probesView->setColumnHidden(ProbeTableModel::Phases, true);

    m_tabs = new QTabWidget(splitter);
    m_tabs->setDocumentMode(true);
    auto *answer = new QWidget(m_tabs);
    auto *layout = new QVBoxLayout(answer);
    layout->setContentsMargins(0, m_theme.unit(1), 0, 0);
    layout->setSpacing(m_theme.unit(1));
    m_answerTitle = new QLabel(answer);
    m_answerTitle->setTextFormat(Qt::PlainText);
    m_answerTitle->setWordWrap(true);
    m_answer = new QPlainTextEdit(answer);
    m_answer->setObjectName(u"answer"_s);
    m_answer->setAccessibleName(tr("Raw answer"));
    m_answer->setReadOnly(true);
    m_answer->setUndoRedoEnabled(false);
    layout->addWidget(m_answerTitle);
    layout->addWidget(m_answer, 1);
    m_factsView = new TextTableView(m_facts, m_theme, FactsModel::Value, {34, 0, 18, 8}, m_tabs);
    m_factsView->setObjectName(u"facts"_s);
    m_factsView->setAccessibleName(tr("Facts"));
    m_unknowns = new QPlainTextEdit(m_tabs);
    m_unknowns->setObjectName(u"unknowns"_s);
    m_unknowns->setAccessibleName(tr("What is unknown and why"));
    m_unknowns->setReadOnly(true);
    m_tabs->addTab(answer, tr("&Answer"));
    m_tabs->addTab(m_factsView, tr("&Facts"));
    m_tabs->addTab(m_unknowns, tr("&Unknown"));

    splitter->addWidget(m_probesView);
    splitter->addWidget(m_tabs);
    splitter->setStretchFactor(0, 5);
    splitter->setStretchFactor(1, 5);
    splitter->setSizes({600, 600});
    connect(m_probesView->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &NodePage::showAnswer);
    return splitter;
}

bool NodePage::isThere() const
{
    if (!m_cluster.isValid() || !m_clusters.contains(m_cluster))
        return false;
    const ClusterStatePtr state = m_clusters.state(m_cluster);
    return m_target.index() < state->targets.size() && state->target(m_target).settings.name == m_targetName;
}

QString NodePage::title() const
{
    return m_target.isValid() ? Wording::plain(m_targetName, 80) : tr("Node");
}

void NodePage::showNode(ClusterKey cluster, TargetId target)
{
    m_cluster = cluster;
    m_target = target;
    m_targetName = m_clusters.state(cluster)->target(target).settings.name;
    m_shownProbe.clear();
    m_shownAt = {};
    refresh();
    m_probesView->setCurrentIndex(m_probes.index(0, 0));
    m_tabs->setCurrentIndex(0);
}

void NodePage::entered()
{
    m_probesView->setFocus();
}

void NodePage::tick()
{
    refresh();
}

void NodePage::refresh()
{
    if (!isThere()) {
        // A new file without this node, or the cluster is closed.
        if (m_cluster.isValid())
            Q_EMIT backWanted();
        return;
    }
    const ClusterStatePtr state = m_clusters.state(m_cluster);
    const TargetState &target = state->target(m_target);
    m_answers = m_clusters.lastAnswers(m_cluster, m_target);
    const TimePoint now = m_clusters.now();

    m_notices->setNotices(m_clusters.notice(m_cluster).isEmpty() ? QStringList()
                                                                 : QStringList{m_clusters.notice(m_cluster)});
    const QString whyNot = m_clusters.whyNotAsked(m_cluster);
    m_probe->setEnabled(whyNot.isEmpty());
    m_probe->setToolTip(whyNot.isEmpty() ? tr("Ask every probe of this node now (F5)") : whyNot);
    m_mark->setState(target.state, state->isOffline || state->isPaused);
    const QString name = target.settings.isProxy ? tr("Proxy") : Wording::plain(m_targetName, 120);
    const QString word = words::stateWord(target.state);
    m_head->setTitle(name + u" – " + word);
    QStringList subtitle{words::product(target.settings.product) +
                         (target.version ? QString(u' ' + Wording::plain(*target.version, 60)) : QString())};
    if (!target.settings.role.isEmpty())
        subtitle << words::role(target.settings.role);
    subtitle << Wording::plain(target.settings.url.toString(QUrl::RemoveUserInfo), 100)
             << tr("cluster %1 (%2)")
                    .arg(Wording::plain(state->file->name, 60), words::environment(state->file->environment));
    const QDate today = state->utc.toLocalTime().date();
    if (target.latencyMs)
        subtitle << words::latency(*target.latencyMs);
    if (const QString load = words::load(target); !load.isEmpty())
        subtitle << load;
    if (target.isPresumedLeader)
        subtitle << tr("presumed leader");
    if (target.facts.reach.kind == Reach::Kind::Down)
        subtitle << (target.facts.reach.lastContactUtc.isValid()
                         ? tr("last seen %1").arg(words::moment(target.facts.reach.lastContactUtc, today))
                         : tr("never seen"));
    else if (target.hasAnswered)
        subtitle << tr("last answer %1 ago")
                        .arg(words::age(std::chrono::duration_cast<Milliseconds>(now - target.updatedAt)));
    if (state->isPaused)
        subtitle << tr("paused");
    m_subtitle->setSentence(subtitle.join(u"  ·  "));

    QString sentence;
    if (state->isOffline)
        sentence = words::wording().verdict(*state);
    else if (!target.findings.empty() && target.findings.front().severity != Severity::Info)
        sentence = words::wording().message(*state->file, target.findings.front());
    else if (!target.hasAnswered)
        sentence = tr("It has not been asked yet.");
    else
        sentence = tr("Nothing speaks against it.");
    m_verdict->setSentence(sentence);

    m_findings.setTarget(*state, target);
    m_reasonsView->setVisible(m_findings.rowCount() > 0);
    m_nothing->setVisible(m_findings.rowCount() == 0);
    m_reasonsView->setFixedHeight(m_reasonsView->heightForRows(5));
    m_probes.setTarget(target, m_answers, now);
    m_facts.setTarget(*state, target, now);
    if (!m_probesView->currentIndex().isValid() && m_probes.rowCount() > 0)
        m_probesView->setCurrentIndex(m_probes.index(0, 0));
    showUnknowns(*state);
    showAnswer();
}

void NodePage::showUnknowns(const ClusterState &state)
{
    const QStringList unknowns = words::wording().unknowns(state, m_target);
    const QString text = unknowns.isEmpty() ? tr("Nothing that this program asks for is unknown of this node.")
                                            : QString(u"• " + unknowns.join(u"\n• "));
    if (text != m_unknowns->toPlainText())
        m_unknowns->setPlainText(text);
    m_tabs->setTabText(2, unknowns.isEmpty() ? tr("&Unknown") : tr("&Unknown (%1)").arg(unknowns.size()));
}

const ProbeSpec *NodePage::selectedProbe() const
{
    const QModelIndex at = m_probesView->currentIndex();
    if (!at.isValid() || !isThere())
        return nullptr;
    const auto &specs = m_clusters.state(m_cluster)->target(m_target).facts.specs;
    const auto found = specs.find(m_probes.row(at.row()).key);
    return found == specs.end() ? nullptr : found->second.get();
}

void NodePage::showAnswer()
{
    const ProbeSpec *probe = selectedProbe();
    const QString id = probe != nullptr ? probe->id : QString();
    const auto found = std::find_if(m_answers.begin(), m_answers.end(),
                                    [&id](const Answer &answer) { return answer.spec && answer.spec->id == id; });
    const bool isNew = found == m_answers.end() || found->utc != m_shownAt || m_shownProbe != id;
    if (!isNew)
        return;
    const bool isOther = m_shownProbe != id;
    m_shownProbe = id;
    if (found == m_answers.end()) {
        m_shownAt = {};
        m_answerTitle->setText(probe != nullptr ? Wording::plain(probe->endpoint) : QString());
        m_answer->setPlainText(tr("There is no answer of this probe yet."));
        return;
    }
    m_shownAt = found->utc;
    QString title = Wording::plain(probe->endpoint) + u", " +
                    words::moment(found->utc, m_clusters.state(m_cluster)->utc.toLocalTime().date());
    if (const HttpResult *http = found->http()) {
        const QString phases = ProbeTableModel::phases(http->timings);
        if (!phases.isEmpty())
            title += u'\n' + tr("%1 in all: %2").arg(words::latency(http->timings.total), tr("%1 ms").arg(phases));
    }
    m_answerTitle->setText(title);
    const int scrolled = m_answer->verticalScrollBar()->value();
    m_answer->setPlainText(copy_text::answer(*found));
    if (!isOther)
        m_answer->verticalScrollBar()->setValue(scrolled);
}

QString NodePage::curlText() const
{
    const ProbeSpec *probe = selectedProbe();
    return probe != nullptr ? copy_text::curl(*probe) : QString();
}

QString NodePage::markdownText() const
{
    if (!isThere())
        return {};
    const ClusterStatePtr state = m_clusters.state(m_cluster);
    return copy_text::markdown(*state, state->target(m_target), m_clusters.now());
}

void NodePage::copy(const QString &text, const QString &what)
{
    if (text.isEmpty())
        return;
    QApplication::clipboard()->setText(text);
    Q_EMIT announced(what);
}

void NodePage::restyle()
{
    m_verdict->setFont(m_theme.font(Theme::Text::Title));
    QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    fixed.setPointSizeF(m_theme.font(Theme::Text::Caption).pointSizeF());
    m_answer->setFont(fixed);
    QPalette faint = palette();
    faint.setColor(QPalette::WindowText, m_theme.colours().secondary);
    for (QLabel *label : {static_cast<QLabel *>(m_subtitle), m_answerTitle, m_nothing})
        label->setPalette(faint);
    m_reasonsView->setFixedHeight(m_reasonsView->heightForRows(5));
}

} // namespace rollcall

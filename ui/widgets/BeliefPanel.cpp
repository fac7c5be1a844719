// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/BeliefPanel.h"

#include "ui/models/CopyText.h"
#include "ui/models/Words.h"
#include "ui/widgets/BeliefLegend.h"
#include "ui/widgets/BeliefMatrixView.h"
#include "ui/widgets/Sentence.h"
#include "ui/widgets/StateLines.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollBar>
#include <QVBoxLayout>

namespace rollcall {

using namespace Qt::StringLiterals;

BeliefPanel::BeliefPanel(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    m_layout = new QBoxLayout(QBoxLayout::LeftToRight, this);
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(theme.unit(2));
    m_left = new QWidget(this);
    auto *left = new QVBoxLayout(m_left);
    left->setContentsMargins(0, 0, 0, 0);
    left->setSpacing(theme.unit(1));
    m_title = new QLabel(m_left);
    m_title->setTextFormat(Qt::PlainText);
    left->addWidget(m_title);

    auto *pair = new QHBoxLayout;
    pair->setSpacing(theme.unit(3));
    for (std::size_t i = 0; i < m_views.size(); ++i) {
        auto *box = new QWidget(m_left);
        auto *column = new QVBoxLayout(box);
        column->setContentsMargins(0, 0, 0, 0);
        column->setSpacing(theme.unit(0.5));
        m_captions[i] = new QLabel(box);
        m_captions[i]->setTextFormat(Qt::PlainText);
        m_captions[i]->setMinimumWidth(1);
        m_matrices[i] = new BeliefModel(i == 0 ? BeliefView::Both : BeliefView::Gossip, this);
        m_views[i] = new BeliefMatrixView(*m_matrices[i], theme, box);
        m_views[i]->setObjectName(i == 0 ? u"beliefs"_s : u"beliefsOfGossip"_s);
        column->addWidget(m_captions[i]);
        column->addWidget(m_views[i], 0, Qt::AlignLeft);
        column->addStretch(1);
        pair->addWidget(box);
        if (i == 1)
            m_second = box;
        connect(m_views[i], &BeliefMatrixView::nodeWanted, this, &BeliefPanel::nodeWanted);
        connect(m_views[i], &BeliefMatrixView::copyWanted, this, &BeliefPanel::copyWanted);
    }
    pair->addStretch(1);
    left->addLayout(pair);
    m_cell = new Sentence(2, m_left);
    m_cell->setObjectName(u"cell"_s);
    left->addWidget(m_cell);
    m_legend = new BeliefLegend(theme, m_left);
    left->addWidget(m_legend);
    left->addStretch(1);

    m_sentences = new StateLines(theme, this);
    m_sentences->setAccessibleName(tr("What the lists say"));
    m_edit = new QPushButton(tr("&Edit the cluster…"), this);
    m_edit->setObjectName(u"editForGossip"_s);
    m_edit->setToolTip(tr("Token, gossip port and gossip key stand in the cluster file"));
    m_edit->setAutoDefault(true);
    m_sentences->addBelow(m_edit);
    m_layout->addWidget(m_left, 1);
    m_layout->addWidget(m_sentences);

    connect(m_edit, &QPushButton::clicked, this, &BeliefPanel::editWanted);
    for (const auto &[from, to] : {std::pair(0, 1), std::pair(1, 0)}) {
        connect(m_views[static_cast<std::size_t>(from)], &BeliefMatrixView::cellShown, this, &BeliefPanel::showCell);
        connect(m_views[static_cast<std::size_t>(from)]->selectionModel(), &QItemSelectionModel::currentChanged, this,
                [this, from = from, to = to] { follow(from, to); });
        connect(m_views[static_cast<std::size_t>(from)]->verticalScrollBar(), &QScrollBar::valueChanged,
                m_views[static_cast<std::size_t>(to)]->verticalScrollBar(), &QScrollBar::setValue);
        connect(m_views[static_cast<std::size_t>(from)]->horizontalScrollBar(), &QScrollBar::valueChanged,
                m_views[static_cast<std::size_t>(to)]->horizontalScrollBar(), &QScrollBar::setValue);
    }
    connect(&theme, &Theme::changed, this, [this] {
        restyle();
        refit();
    });
    restyle();
}

/// The same cell is current in both matrices.
void BeliefPanel::follow(int from, int to)
{
    if (m_isFollowing)
        return;
    m_isFollowing = true;
    BeliefMatrixView &source = *m_views[static_cast<std::size_t>(from)];
    BeliefMatrixView &other = *m_views[static_cast<std::size_t>(to)];
    const QModelIndex at = source.currentIndex();
    other.setCurrentIndex(at.isValid() ? other.model()->index(at.row(), at.column()) : QModelIndex());
    showCell(at);
    m_isFollowing = false;
}

/// What both sources say of it, also where only one of them stands in that matrix.
void BeliefPanel::showCell(const QModelIndex &index)
{
    m_shown = index;
    m_cell->setSentence(index.isValid() ? matrix().cellText(index.row(), index.column(), view(), m_now) : QString());
}

QString BeliefPanel::caption(BeliefView view) const
{
    switch (view) {
    case BeliefView::Api:
        return tr("API: the row lists the column");
    case BeliefView::Gossip:
        return tr("Gossip: how the row holds the column");
    case BeliefView::Both:
        return tr("API and gossip: the row sees the column");
    }
    return {};
}

void BeliefPanel::setBlock(const ClusterState &state, const BeliefBlock &block, const QString &title, bool withNote,
                           bool canEdit, TimePoint now)
{
    m_now = now;
    const auto matrix = std::make_shared<const BeliefMatrix>(BeliefMatrix::make(state, block));
    for (BeliefModel *model : m_matrices)
        model->setMatrix(matrix, now);
    m_title->setText(title);
    m_title->setVisible(!title.isEmpty());
    m_lines = words::wording().beliefs(state, block);
    bool isMendable = false;
    for (const TargetId node : block.nodes) {
        for (const BeliefSource source : {BeliefSource::Api, BeliefSource::Gossip})
            isMendable = isMendable || isClosedByFile(beliefGap(state.target(node), source));
    }
    for (BeliefLine &line : words::wording().beliefGaps(state, block.nodes))
        m_lines.push_back(std::move(line));
    m_sentences->setLines(m_lines, withNote ? words::wording().beliefNote() : QString(), matrix->isGrey);
    m_edit->setVisible(isMendable && canEdit);
    refit();
    showCell(m_shown);
}

void BeliefPanel::setView(BeliefView view)
{
    m_wanted = view;
    refit();
}

void BeliefPanel::setNow(TimePoint now)
{
    for (BeliefModel *model : m_matrices)
        model->setNow(now);
    m_now = now;
    showCell(m_shown);
}

void BeliefPanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    refit();
}

void BeliefPanel::refit()
{
    if (matrix().rowCount() == 0)
        return;
    const BeliefGeometry::Needs needs = m_views[0]->needs();
    // The sentences give way to a large matrix, but not for ever.
    const int bar = style()->pixelMetric(QStyle::PM_ScrollBarExtent, nullptr, this);
    const int left = width() - m_layout->spacing() - BeliefGeometry::narrowestWidth(needs) - bar;
    const int aside = std::clamp(std::min(width() * 3 / 10, left), m_theme.unit(32), m_theme.unit(48));
    const bool isBeside = width() - aside >= m_theme.unit(50);
    m_layout->setDirection(isBeside ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_layout->setStretchFactor(m_left, isBeside ? 1 : 3);
    m_layout->setStretchFactor(m_sentences, isBeside ? 0 : 2);
    m_sentences->setMaximumWidth(isBeside ? aside : QWIDGETSIZE_MAX);
    m_sentences->setMinimumWidth(isBeside ? aside : m_theme.unit(20));

    const BeliefView shown = view();
    m_legend->setSources(shown != BeliefView::Api, shown == BeliefView::Both);
    const int spacing = m_theme.unit(1);
    const int across = isBeside ? width() - aside - m_layout->spacing() : width();
    const int title = m_title->isVisibleTo(this) ? m_title->sizeHint().height() + spacing : 0;
    const int below = 2 * m_cell->fontMetrics().lineSpacing() + m_legend->heightForWidth(across) + 2 * spacing;
    const int caption = m_captions[0]->sizeHint().height() + m_theme.unit(0.5);
    const int down = (isBeside ? height() : height() * 3 / 5) - title - below - caption;
    const int gap = m_theme.unit(3);
    m_isSideBySide = shown == BeliefView::Both && 2 * BeliefGeometry::easyWidth(needs) + gap <= across;
    m_matrices[0]->setView(m_isSideBySide ? BeliefView::Api : shown);
    for (std::size_t i = 0; i < m_views.size(); ++i) {
        m_captions[i]->setText(this->caption(m_matrices[i]->view()));
        m_views[i]->setAccessibleName(m_captions[i]->text());
        m_views[i]->fit({m_isSideBySide ? (across - gap) / 2 : across, down});
    }
    m_second->setVisible(m_isSideBySide);
}

int BeliefPanel::wantedHeight() const
{
    const int rows = std::min(m_views[0]->needs().rows, 24);
    return m_theme.unit(24) + rows * m_theme.unit(3);
}

void BeliefPanel::restyle()
{
    m_title->setFont(m_theme.font(Theme::Text::Title, true));
    QPalette faint = palette();
    faint.setColor(QPalette::WindowText, m_theme.colours().secondary);
    for (QLabel *each : m_captions) {
        each->setFont(m_theme.font(Theme::Text::Caption));
        each->setPalette(faint);
    }
    m_cell->setFont(m_theme.font(Theme::Text::Body));
}

QString BeliefPanel::toText() const
{
    const auto part = [this](BeliefView which) -> QString { return caption(which) + u'\n' + matrix().toText(which); };
    QString text = m_title->text().isEmpty() ? QString() : QString(m_title->text() + u'\n');
    for (const BeliefLine &line : m_lines)
        text += line.text + u'\n';
    if (view() != BeliefView::Both)
        return text + u'\n' + part(view());
    return text + u'\n' + part(BeliefView::Api) + u'\n' + part(BeliefView::Gossip);
}

QString BeliefPanel::toMarkdown() const
{
    const auto part = [this](BeliefView which) -> QString {
        return u"\n**" % caption(which) % u"**\n\n" % matrix().toMarkdown(which);
    };
    QString text =
        m_title->text().isEmpty() ? QString() : QString(u"### " % copy_text::escaped(m_title->text()) % u"\n\n");
    for (const BeliefLine &line : m_lines)
        text += u"- " % copy_text::escaped(line.text) % u'\n';
    if (view() != BeliefView::Both)
        return text + part(view());
    return text + part(BeliefView::Api) + part(BeliefView::Gossip);
}

} // namespace rollcall

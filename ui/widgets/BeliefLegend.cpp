// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/BeliefLegend.h"

#include "ui/models/Words.h"
#include "ui/widgets/BeliefMark.h"

#include <QPainter>

namespace rollcall {

BeliefLegend::BeliefLegend(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    setObjectName(QStringLiteral("legend"));
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setSources(true, true);
}

void BeliefLegend::setSources(bool hasGossip, bool hasBoth)
{
    std::vector<Entry> entries{Entry::Seen, Entry::NotSeen, Entry::Unknown};
    if (hasGossip)
        entries = {Entry::Seen, Entry::Suspected, Entry::Dead, Entry::NotSeen, Entry::Left, Entry::Unknown};
    if (hasBoth)
        entries.push_back(Entry::Differs);
    if (entries == m_entries)
        return;
    m_entries = std::move(entries);
    QStringList words;
    for (const Entry entry : m_entries)
        words << word(entry);
    setAccessibleName(tr("Marks: %1").arg(words.join(QStringLiteral(", "))));
    updateGeometry();
    update();
}

QString BeliefLegend::word(Entry entry) const
{
    switch (entry) {
    case Entry::Seen:
        return words::wording().beliefWord(Belief::Seen);
    case Entry::Suspected:
        return words::wording().beliefWord(Belief::Suspected);
    case Entry::Dead:
        return words::wording().beliefWord(Belief::Dead);
    case Entry::NotSeen:
        return words::wording().beliefWord(Belief::NotSeen);
    case Entry::Left:
        return words::wording().beliefWord(Belief::Left);
    case Entry::Unknown:
        return words::wording().beliefWord(Belief::Unknown);
    case Entry::Differs:
        break;
    }
    return tr("API and gossip differ");
}

int BeliefLegend::side() const
{
    return m_theme.unit(2);
}

int BeliefLegend::lineHeight() const
{
    return std::max(side(), QFontMetrics(m_theme.font(Theme::Text::Caption)).height()) + m_theme.unit(0.5);
}

std::vector<BeliefLegend::Place> BeliefLegend::places(int width) const
{
    const QFontMetrics metrics(m_theme.font(Theme::Text::Caption));
    std::vector<Place> result;
    QPoint at;
    for (const Entry entry : m_entries) {
        const int needed = side() + m_theme.unit(0.75) + metrics.horizontalAdvance(word(entry));
        if (at.x() > 0 && at.x() + needed > width)
            at = QPoint(0, at.y() + lineHeight());
        result.push_back({entry, at});
        at.rx() += needed + m_theme.unit(2);
    }
    return result;
}

int BeliefLegend::heightForWidth(int width) const
{
    return places(width).back().at.y() + lineHeight();
}

QSize BeliefLegend::sizeHint() const
{
    return {m_theme.unit(40), heightForWidth(std::max(width(), m_theme.unit(20)))};
}

void BeliefLegend::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    updateGeometry();
}

void BeliefLegend::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Colours &colours = m_theme.colours();
    painter.setFont(m_theme.font(Theme::Text::Caption));
    for (const Place &place : places(width())) {
        const QRect box(place.at.x(), place.at.y() + (lineHeight() - side()) / 2, side(), side());
        painter.fillRect(box, colours.card);
        BeliefMark mark;
        switch (place.entry) {
        case Entry::Seen:
        case Entry::Differs:
            mark.belief = Belief::Seen;
            break;
        case Entry::Suspected:
            mark.belief = Belief::Suspected;
            break;
        case Entry::Dead:
            mark.belief = Belief::Dead;
            break;
        case Entry::NotSeen:
            mark.belief = Belief::NotSeen;
            break;
        case Entry::Left:
            mark.belief = Belief::Left;
            break;
        case Entry::Unknown:
            break;
        }
        paintBelief(painter, box, mark, colours);
        if (place.entry == Entry::Differs)
            paintDifference(painter, box, colours);
        painter.setPen(colours.secondary);
        painter.drawText(QRect(box.right() + m_theme.unit(0.75), place.at.y(), width(), lineHeight()),
                         Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, word(place.entry));
    }
}

} // namespace rollcall

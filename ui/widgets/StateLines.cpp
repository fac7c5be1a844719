// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/StateLines.h"

#include "ui/widgets/StateMark.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

namespace rollcall {

StateLines::StateLines(const Theme &theme, QWidget *parent) : QScrollArea(parent), m_theme(theme)
{
    setObjectName(QStringLiteral("sentences"));
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::StrongFocus);
    auto *content = new QWidget(this);
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(theme.unit(1), theme.unit(0.5), theme.unit(1), theme.unit(0.5));
    layout->setSpacing(theme.unit(1));
    m_sentences = new QVBoxLayout;
    m_sentences->setSpacing(theme.unit(1));
    layout->addLayout(m_sentences);
    m_below = new QVBoxLayout;
    layout->addLayout(m_below);
    m_note = new QLabel(content);
    m_note->setObjectName(QStringLiteral("note"));
    m_note->setTextFormat(Qt::PlainText);
    m_note->setWordWrap(true);
    layout->addSpacing(theme.unit(0.5));
    layout->addWidget(m_note);
    layout->addStretch(1);
    setWidget(content);
    connect(&theme, &Theme::changed, this, &StateLines::restyle);
    restyle();
}

void StateLines::setLines(const std::vector<BeliefLine> &lines, const QString &note, bool isGrey)
{
    if (lines == m_lines && note == m_note->text() && isGrey == m_isGrey)
        return;
    m_lines = lines;
    m_isGrey = isGrey;
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
    // Rows are kept: a selection in one of them survives a new state.
    while (m_rows.size() > lines.size()) {
        delete m_rows.back().row;
        m_rows.pop_back();
    }
    while (m_rows.size() < lines.size()) {
        Line line;
        line.row = new QWidget(widget());
        auto *layout = new QHBoxLayout(line.row);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->setSpacing(m_theme.unit(1));
        line.mark = new StateMark(m_theme, m_rows.empty() ? Theme::Text::Title : Theme::Text::Body, line.row);
        line.text = new QLabel(line.row);
        line.text->setTextFormat(Qt::PlainText);
        line.text->setWordWrap(true);
        line.text->setTextInteractionFlags(Qt::TextSelectableByMouse);
        layout->addWidget(line.mark, 0, Qt::AlignTop);
        layout->addWidget(line.text, 1);
        m_sentences->addWidget(line.row);
        m_rows.push_back(line);
    }
    QStringList all;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        m_rows[i].mark->setState(lines[i].state, isGrey);
        if (m_rows[i].text->text() != lines[i].text)
            m_rows[i].text->setText(lines[i].text);
        all << lines[i].text;
    }
    setAccessibleDescription(all.join(u' '));
    restyle();
}

void StateLines::addBelow(QWidget *widget)
{
    m_below->addWidget(widget, 0, Qt::AlignLeft);
}

void StateLines::restyle()
{
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        m_rows[i].text->setFont(m_theme.font(i == 0 ? Theme::Text::Title : Theme::Text::Body, i == 0));
        // The first mark is larger; the texts stand under each other.
        const int smaller = m_rows.front().mark->sizeHint().width() - m_rows[i].mark->sizeHint().width();
        m_rows[i].row->layout()->setContentsMargins(smaller / 2, 0, 0, 0);
        m_rows[i].row->layout()->setSpacing(m_theme.unit(1) + smaller - smaller / 2);
    }
    m_note->setFont(m_theme.font(Theme::Text::Caption));
    QPalette faint = palette();
    faint.setColor(QPalette::WindowText, m_theme.colours().secondary);
    m_note->setPalette(faint);
    // A scroll area paints the base colour; these sentences stand on the window.
    viewport()->setAutoFillBackground(false);
    widget()->setAutoFillBackground(false);
}

int StateLines::heightOfLines(int width) const
{
    // Asked of the labels: a layout does not yet know of those that were never shown.
    int height = m_theme.unit(3);
    for (const Line &line : m_rows) {
        const int beside = line.mark->sizeHint().width() + m_theme.unit(3);
        height += std::max(line.text->heightForWidth(width - beside), line.mark->sizeHint().height()) + m_theme.unit(1);
    }
    return height;
}

QSize StateLines::sizeHint() const
{
    return {m_theme.unit(40), m_theme.unit(24)};
}

QSize StateLines::minimumSizeHint() const
{
    return {m_theme.unit(20), m_theme.unit(8)};
}

void StateLines::focusInEvent(QFocusEvent *event)
{
    QScrollArea::focusInEvent(event);
    viewport()->update();
}

void StateLines::focusOutEvent(QFocusEvent *event)
{
    QScrollArea::focusOutEvent(event);
    viewport()->update();
}

void StateLines::paintEvent(QPaintEvent *event)
{
    QScrollArea::paintEvent(event);
    if (!hasFocus())
        return;
    QPainter painter(viewport());
    painter.setPen(QPen(m_theme.colours().accent, 2));
    painter.drawRoundedRect(QRectF(viewport()->rect()).adjusted(1, 1, -1, -1), 4, 4);
}

} // namespace rollcall

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/Sentence.h"

#include <QPainter>
#include <QTextLayout>

namespace rollcall {

Sentence::Sentence(int mostLines, QWidget *parent) : QLabel(parent), m_mostLines(mostLines)
{
    setTextFormat(Qt::PlainText);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void Sentence::setSentence(const QString &sentence)
{
    if (sentence == text())
        return;
    setText(sentence);
    setMinimumHeight(heightForWidth(width())); // the one before may have been longer
    updateGeometry();
}

QStringList Sentence::lines(int width) const
{
    QStringList result;
    const QString whole = text();
    QTextLayout layout(whole, font());
    layout.beginLayout();
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(std::max(1, width));
        if (result.size() + 1 == m_mostLines) {
            result << whole.mid(line.textStart());
            break;
        }
        result << whole.mid(line.textStart(), line.textLength());
    }
    layout.endLayout();
    return result;
}

int Sentence::heightForWidth(int width) const
{
    return std::max<int>(1, static_cast<int>(lines(width).size())) * fontMetrics().lineSpacing();
}

QSize Sentence::sizeHint() const
{
    return QSize(320, fontMetrics().lineSpacing());
}

QSize Sentence::minimumSizeHint() const
{
    return QSize(80, fontMetrics().lineSpacing());
}

void Sentence::resizeEvent(QResizeEvent *event)
{
    QLabel::resizeEvent(event);
    // Layouts inside scroll areas and stacks ask for the height before they know the width.
    setMinimumHeight(heightForWidth(width()));
}

void Sentence::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(palette().color(foregroundRole()));
    painter.setFont(font());
    const QStringList all = lines(width());
    int y = std::max(0, (height() - static_cast<int>(all.size()) * fontMetrics().lineSpacing()) / 2);
    bool isCut = false;
    for (const QString &line : all) {
        const QString shown = fontMetrics().elidedText(line.trimmed(), Qt::ElideRight, width() + 1);
        isCut = isCut || shown != line.trimmed();
        painter.drawText(QRect(0, y, width(), fontMetrics().lineSpacing()),
                         Qt::AlignVCenter | Qt::TextSingleLine | (isRightToLeft() ? Qt::AlignRight : Qt::AlignLeft),
                         shown);
        y += fontMetrics().lineSpacing();
    }
    const QString tip =
        isCut ? QString(QStringLiteral("<div>") + text().toHtmlEscaped() + QStringLiteral("</div>")) : QString();
    if (tip != toolTip())
        setToolTip(tip);
}

} // namespace rollcall

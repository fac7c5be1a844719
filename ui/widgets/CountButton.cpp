// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/CountButton.h"

#include "ui/models/Words.h"
#include "ui/theme/StateShape.h"

#include <QFontMetrics>
#include <QPainter>

namespace rollcall {

CountButton::CountButton(const Theme &theme, State state, QWidget *parent)
    : QAbstractButton(parent), m_theme(theme), m_state(state)
{
    setObjectName(QStringLiteral("count.") + stateName(state));
    setCheckable(true);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setCount(0);
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

QString CountButton::label() const
{
    return words::stateWord(m_state);
}

void CountButton::setCount(int count)
{
    if (count == m_count)
        return;
    m_count = count;
    setAccessibleName(tr("%1: %2").arg(label(), QString::number(count)));
    setToolTip(tr("Show only the nodes in this state (%1)").arg(label()));
    updateGeometry();
    update();
}

void CountButton::setScale(double scale)
{
    m_scale = scale;
    updateGeometry();
    update();
}

QSize CountButton::sizeHint() const
{
    const QFontMetrics figure(m_theme.font(Theme::Text::Title, true, m_scale));
    const QFontMetrics word(m_theme.font(Theme::Text::Body, false, m_scale));
    const int unit = m_theme.unit(m_scale);
    const int width = unit * 3 / 2 + word.height() + unit + figure.horizontalAdvance(QString::number(m_count)) +
                      unit * 3 / 4 + word.horizontalAdvance(label()) + unit * 3 / 2;
    return QSize(width, figure.height() + unit * 3 / 2);
}

void CountButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Colours &colours = m_theme.colours();
    const bool isActive = m_count > 0;
    const int unit = m_theme.unit(m_scale);
    painter.setPen(QPen(hasFocus() || isChecked() ? colours.accent : colours.line, hasFocus() ? 2 : 1));
    painter.setBrush(isChecked() || (underMouse() && isEnabled()) ? colours.accentSoft : colours.card);
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 4, 4);

    const QFont figureFont = m_theme.font(Theme::Text::Title, true, m_scale);
    const QFont wordFont = m_theme.font(Theme::Text::Body, false, m_scale);
    const int shape = QFontMetrics(wordFont).height();
    int x = unit * 3 / 2;
    paintShape(painter, QRectF(x, (height() - shape) / 2.0, shape, shape), shapeOf(m_state),
               isActive ? colours.state(m_state) : colours.control, colours.card);
    x += shape + unit;
    const QColor ink = isActive ? colours.text : colours.secondary;
    painter.setPen(ink);
    painter.setFont(figureFont);
    const QString figure = QString::number(m_count);
    const int width = QFontMetrics(figureFont).horizontalAdvance(figure);
    painter.drawText(QRect(x, 0, width + 2, this->height()), Qt::AlignVCenter, figure);
    x += width + unit * 3 / 4;
    painter.setFont(wordFont);
    painter.drawText(QRect(x, 0, this->width() - x, this->height()), Qt::AlignVCenter, label());
}

void CountButton::enterEvent(QEnterEvent *event)
{
    QAbstractButton::enterEvent(event);
    update();
}

void CountButton::leaveEvent(QEvent *event)
{
    QAbstractButton::leaveEvent(event);
    update();
}

} // namespace rollcall

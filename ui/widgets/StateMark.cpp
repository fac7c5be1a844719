// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/StateMark.h"

#include "ui/theme/StateShape.h"

#include <QFontMetrics>
#include <QPainter>

namespace rollcall {

StateMark::StateMark(const Theme &theme, Theme::Text size, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_size(size)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void StateMark::setState(State state, bool isGrey)
{
    if (state == m_state && isGrey == m_isGrey)
        return;
    m_state = state;
    m_isGrey = isGrey;
    update();
}

void StateMark::setScale(double scale)
{
    m_scale = scale;
    updateGeometry();
    update();
}

QSize StateMark::sizeHint() const
{
    const int side = QFontMetrics(m_theme.font(m_size, true, m_scale)).height();
    return QSize(side, side);
}

void StateMark::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Colours &colours = m_theme.colours();
    const double inset = width() * 0.06;
    paintShape(painter, QRectF(rect()).adjusted(inset, inset, -inset, -inset), shapeOf(m_state),
               m_isGrey ? colours.unknown : colours.state(m_state), colours.window);
}

} // namespace rollcall

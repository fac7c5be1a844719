// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/ProductionFrame.h"

#include <QPainter>
#include <QVBoxLayout>

namespace rollcall {

namespace {

constexpr int Width = 4;

} // namespace

ProductionFrame::ProductionFrame(const Theme &theme, QWidget *content, QWidget *parent)
    : QWidget(parent), m_theme(theme)
{
    setObjectName(QStringLiteral("productionFrame"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(Width, Width, Width, Width);
    layout->addWidget(content);
}

void ProductionFrame::setProduction(bool isProduction)
{
    if (isProduction == m_isProduction)
        return;
    m_isProduction = isProduction;
    setAccessibleDescription(isProduction ? tr("Production") : QString());
    update();
}

void ProductionFrame::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_isProduction ? m_theme.colours().production : m_theme.colours().window);
    painter.fillRect(rect().adjusted(Width, Width, -Width, -Width), m_theme.colours().window);
}

} // namespace rollcall

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/CourseStrip.h"

#include "ui/theme/StateShape.h"

#include <QFontMetrics>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace rollcall {

using namespace Qt::StringLiterals;

namespace {

/// How much of the band's height says how bad it was: not by its colour alone.
double heightOf(Severity severity)
{
    switch (severity) {
    case Severity::Critical:
        return 1;
    case Severity::Warning:
        return 0.7;
    case Severity::Unknown:
    case Severity::Info:
        return 0.4;
    }
    return 1;
}

} // namespace

CourseStrip::CourseStrip(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void CourseStrip::setCourse(IncidentCourse course)
{
    m_course = std::move(course);
    setAccessibleName(m_course.text);
    update();
}

QSize CourseStrip::sizeHint() const
{
    return QSize(m_theme.unit(40), minimumSizeHint().height());
}

QSize CourseStrip::minimumSizeHint() const
{
    return QSize(m_theme.unit(10), m_theme.unit(3) + QFontMetrics(m_theme.font(Theme::Text::Caption)).height());
}

QRectF CourseStrip::band() const
{
    return QRectF(0, 0, width(), m_theme.unit(2.5));
}

bool CourseStrip::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const IncidentCourse::Span *span = m_course.at(static_cast<double>(help->x()) / std::max(1, width()));
    QToolTip::showText(help->globalPos(), span ? span->text : m_course.text, this);
    return true;
}

void CourseStrip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Colours &colours = m_theme.colours();
    const QRectF all = band();
    const double thin = std::max(2.0, all.height() / 8);
    for (const IncidentCourse::Span &span : m_course.spans) {
        // What was there is never too short to be seen.
        const double left = all.left() + span.from * all.width();
        const double wide = std::max(span.severity ? 2.0 : 0.0, (span.to - span.from) * all.width());
        if (!span.severity) {
            painter.fillRect(QRectF(left, all.bottom() - thin, wide, thin), colours.ok);
            continue;
        }
        const double high = heightOf(*span.severity) * all.height();
        const QRectF block(left, all.bottom() - high, wide, high);
        painter.fillRect(block, colours.severity(*span.severity));
        const double side = high * 0.75;
        if (wide >= side * 1.5)
            paintShape(painter, QRectF(block.center().x() - side / 2, block.center().y() - side / 2, side, side),
                       shapeOf(*span.severity), colours.window, colours.severity(*span.severity));
    }
    painter.setFont(m_theme.font(Theme::Text::Caption));
    painter.setPen(colours.secondary);
    const QRectF line(0, all.bottom() + m_theme.unit(0.5), width(), height() - all.bottom() - m_theme.unit(0.5));
    painter.drawText(line, Qt::AlignLeft | Qt::AlignTop | Qt::TextSingleLine, m_course.begin);
    painter.drawText(line, Qt::AlignRight | Qt::AlignTop | Qt::TextSingleLine, m_course.end);
}

} // namespace rollcall

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/TimeSlider.h"

#include "ui/models/Words.h"
#include "ui/theme/StateShape.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <QWheelEvent>
#include <algorithm>
#include <array>

namespace rollcall {

namespace {

constexpr qint64 Second = 1000;
constexpr qint64 Minute = 60 * Second;
constexpr qint64 Hour = 60 * Minute;
constexpr qint64 Day = 24 * Hour;
/// Between two labels of the hours; the first that leaves them room is taken.
constexpr std::array Steps{10 * Second, 30 * Second, Minute,  2 * Minute, 5 * Minute, 10 * Minute,
                           15 * Minute, 30 * Minute, Hour,    2 * Hour,   3 * Hour,   6 * Hour,
                           12 * Hour,   Day,         2 * Day, 7 * Day,    14 * Day,   28 * Day};

} // namespace

TimeSlider::TimeSlider(const Theme &theme, QWidget *parent) : QSlider(Qt::Horizontal, parent), m_theme(theme)
{
    setObjectName(QStringLiteral("timeSlider"));
    setAccessibleName(tr("Moment of the recording"));
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setCursor(Qt::PointingHandCursor);
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
    // Keys change the value; a moment that is set from outside is no wish.
    connect(this, &QSlider::actionTriggered, this, [this] {
        const QDateTime wanted = m_outline.begin.addSecs(sliderPosition());
        // The last second is not a whole one.
        Q_EMIT momentWanted(sliderPosition() == maximum() ? m_outline.end : wanted);
    });
}

void TimeSlider::setOutline(const RecordingOutline &outline)
{
    m_outline = outline;
    const qint64 length = outline.begin.msecsTo(outline.end);
    const qint64 seconds = std::clamp<qint64>((length + Second - 1) / Second, 1, std::numeric_limits<int>::max());
    setRange(0, static_cast<int>(seconds));
    // A key moves by about one round of questions, a page by about a screen's hundredth of what there is.
    setSingleStep(static_cast<int>(std::clamp<qint64>(seconds / 60, 1, 15)));
    setPageStep(static_cast<int>(std::clamp<qint64>(seconds / 24, 1, 3600)));
    setMoment(outline.begin);
}

void TimeSlider::setReadTo(const QDateTime &utc, bool isWhole)
{
    if (utc == m_readTo && isWhole == m_isWhole)
        return;
    m_readTo = utc;
    m_isWhole = isWhole;
    update();
}

void TimeSlider::setMoment(const QDateTime &utc)
{
    m_moment = utc;
    setAccessibleDescription(tr("%1, %2").arg(words::fullMoment(utc), words::stateWord(stateAt(utc))));
    setValue(static_cast<int>(m_outline.begin.secsTo(utc)));
    update();
}

State TimeSlider::stateAt(const QDateTime &utc) const
{
    const auto after = std::ranges::upper_bound(m_outline.changes, utc, {}, &RecordedChange::utc);
    if (after != m_outline.changes.begin())
        return std::prev(after)->state;
    return m_outline.first ? m_outline.first->state : State::Unknown;
}

QSize TimeSlider::sizeHint() const
{
    const int label = QFontMetrics(m_theme.font(Theme::Text::Caption)).height();
    return {m_theme.unit(40), m_theme.unit(4.5) + label};
}

QSize TimeSlider::minimumSizeHint() const
{
    return {m_theme.unit(16), sizeHint().height()};
}

QRect TimeSlider::line() const
{
    const int margin = m_theme.unit(2);
    return rect().adjusted(margin, 0, -margin, 0);
}

QRect TimeSlider::band() const
{
    return {line().left(), m_theme.unit(2), line().width(), m_theme.unit(1.25)};
}

int TimeSlider::placeOf(const QDateTime &utc) const
{
    const qint64 length = std::max<qint64>(1, m_outline.begin.msecsTo(m_outline.end));
    const double part =
        std::clamp(static_cast<double>(m_outline.begin.msecsTo(utc)) / static_cast<double>(length), 0.0, 1.0);
    const QRect along = line();
    const int place = static_cast<int>(part * (along.width() - 1));
    return layoutDirection() == Qt::RightToLeft ? along.right() - place : along.left() + place;
}

QDateTime TimeSlider::momentAt(int x) const
{
    const QRect along = line();
    const int place = layoutDirection() == Qt::RightToLeft ? along.right() - x : x - along.left();
    const double part = std::clamp(static_cast<double>(place) / std::max(1, along.width() - 1), 0.0, 1.0);
    return m_outline.begin.addMSecs(
        static_cast<qint64>(part * static_cast<double>(m_outline.begin.msecsTo(m_outline.end))));
}

void TimeSlider::paintEvent(QPaintEvent *)
{
    if (!m_outline.begin.isValid())
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintStates(painter);
    paintGaps(painter);
    paintChanges(painter);
    paintHours(painter);
    paintHandle(painter);
}

void TimeSlider::paintStates(QPainter &painter) const
{
    const QRect at = band();
    const Colours &colours = m_theme.colours();
    const auto paint = [&](const QDateTime &from, const QDateTime &to, State state) {
        const int a = placeOf(from);
        const int b = placeOf(to);
        painter.fillRect(QRect(QPoint(std::min(a, b), at.top()), QPoint(std::max(a, b), at.bottom())),
                         colours.state(state));
    };
    QDateTime from = m_outline.begin;
    State state = m_outline.first ? m_outline.first->state : State::Unknown;
    for (const RecordedChange &change : m_outline.changes) {
        if (change.state == state)
            continue;
        paint(from, change.utc, state);
        from = change.utc;
        state = change.state;
    }
    paint(from, m_outline.end, state);
    if (m_isWhole || !m_readTo.isValid())
        return;
    // How far it was read: a line of its own, so that the colours stay those of the states.
    const int a = placeOf(m_outline.begin);
    const int b = placeOf(m_readTo);
    painter.fillRect(QRect(QPoint(std::min(a, b), at.bottom() + 2), QPoint(std::max(a, b), at.bottom() + 3)),
                     colours.accent);
}

void TimeSlider::paintGaps(QPainter &painter) const
{
    const QRect at = band();
    const Colours &colours = m_theme.colours();
    for (const RecordingGap &gap : m_outline.gaps) {
        const int a = placeOf(gap.begin);
        const int b = placeOf(gap.end);
        const QRect box(QPoint(std::min(a, b), at.top()), QPoint(std::max(a, b), at.bottom()));
        if (box.width() < 2)
            continue;
        painter.fillRect(box, colours.card);
        painter.fillRect(box, QBrush(colours.control, Qt::BDiagPattern));
    }
}

void TimeSlider::paintChanges(QPainter &painter) const
{
    const QRect at = band();
    const Colours &colours = m_theme.colours();
    const int size = m_theme.unit(1.5);
    const int lift = m_theme.unit(0.5);
    const std::vector<RecordedChange> &changes = m_outline.changes;
    // The shapes say what the colours say. Where they would stand on each other, one does: the worst.
    for (auto change = changes.begin(); change != changes.end();) {
        const RecordedChange *worst = &*change;
        const int from = placeOf(change->utc);
        for (; change != changes.end() && std::abs(placeOf(change->utc) - from) < size + 2; ++change) {
            painter.fillRect(QRect(placeOf(change->utc), at.top() - lift, 1, at.height() + lift), colours.text);
            if (change->state > worst->state)
                worst = &*change;
        }
        const double left = placeOf(worst->utc) - size / 2.0;
        paintShape(painter, QRectF(left, at.top() - lift - size, size, size), shapeOf(worst->state),
                   colours.state(worst->state), colours.card);
    }
}

void TimeSlider::paintHours(QPainter &painter) const
{
    const QFont font = m_theme.font(Theme::Text::Caption);
    const QFontMetrics metrics(font);
    const qint64 length = std::max<qint64>(1, m_outline.begin.msecsTo(m_outline.end));
    const auto isOfDays = [](qint64 step) { return step >= Day; };
    const auto widthOf = [&](qint64 step) {
        return metrics.horizontalAdvance(isOfDays(step)   ? QStringLiteral("0000-00-00")
                                         : step >= Minute ? QStringLiteral("00:00")
                                                          : QStringLiteral("00:00:00"));
    };
    const auto fits = std::ranges::find_if(Steps, [&](qint64 step) {
        return static_cast<double>(step) / static_cast<double>(length) * line().width() > 2.0 * widthOf(step);
    });
    const qint64 step = fits == Steps.end() ? Steps.back() : *fits;
    painter.setFont(font);
    const int top = band().bottom() + m_theme.unit(0.75);
    // Whole hours of this place's own time, whatever its distance from UTC.
    const qint64 offset = qint64(m_outline.begin.toLocalTime().offsetFromUtc()) * Second;
    const qint64 first = (m_outline.begin.toMSecsSinceEpoch() + offset + step - 1) / step * step - offset;
    for (qint64 moment = first; moment <= m_outline.end.toMSecsSinceEpoch(); moment += step) {
        const QDateTime utc = QDateTime::fromMSecsSinceEpoch(moment, Qt::UTC);
        const QDateTime local = utc.toLocalTime();
        const QString text = isOfDays(step)   ? local.date().toString(Qt::ISODate)
                             : step >= Minute ? local.time().toString(QStringLiteral("HH:mm"))
                                              : local.time().toString(QStringLiteral("HH:mm:ss"));
        const int x = placeOf(utc);
        const int half = metrics.horizontalAdvance(text) / 2;
        painter.fillRect(QRect(x, band().bottom() + 1, 1, m_theme.unit(0.5)), m_theme.colours().control);
        if (x - half < 0 || x + half > width())
            continue;
        painter.setPen(m_theme.colours().secondary);
        painter.drawText(QRect(x - half - 1, top, 2 * half + 4, metrics.height()), Qt::AlignHCenter, text);
    }
}

void TimeSlider::paintHandle(QPainter &painter) const
{
    const Colours &colours = m_theme.colours();
    const QRect at = band();
    const double x = placeOf(m_moment) + 0.5;
    const double radius = m_theme.unit(1);
    const QPointF centre(x, at.center().y() + 0.5);
    painter.setPen(QPen(colours.card, 2));
    painter.setBrush(colours.accent);
    painter.drawEllipse(centre, radius, radius);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colours.card);
    painter.drawEllipse(centre, radius * 0.35, radius * 0.35);
    if (!hasFocus())
        return;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colours.accent, 2));
    painter.drawEllipse(centre, radius + 3, radius + 3);
}

void TimeSlider::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton) {
        event->ignore();
        return;
    }
    setSliderDown(true);
    Q_EMIT momentWanted(momentAt(event->position().toPoint().x()));
}

void TimeSlider::mouseMoveEvent(QMouseEvent *event)
{
    if (isSliderDown())
        Q_EMIT momentWanted(momentAt(event->position().toPoint().x()));
}

void TimeSlider::mouseReleaseEvent(QMouseEvent *event)
{
    Q_UNUSED(event)
    setSliderDown(false);
}

void TimeSlider::keyPressEvent(QKeyEvent *event)
{
    QSlider::keyPressEvent(event);
    // Escape and the like are the window's.
    if (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down)
        event->accept();
}

void TimeSlider::wheelEvent(QWheelEvent *event)
{
    // Scrolling past it is no wish to be elsewhere.
    if (hasFocus())
        QSlider::wheelEvent(event);
    else
        event->ignore();
}

bool TimeSlider::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip && m_outline.begin.isValid()) {
        const auto *help = static_cast<QHelpEvent *>(event); // NOLINT: its type says so
        const QDateTime utc = momentAt(help->pos().x());
        QToolTip::showText(help->globalPos(), tr("%1, %2").arg(words::fullMoment(utc), words::stateWord(stateAt(utc))),
                           this);
        return true;
    }
    return QSlider::event(event);
}

} // namespace rollcall

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/TimeBar.h"

#include "ui/models/Words.h"
#include "ui/widgets/Sentence.h"
#include "ui/widgets/TimeSlider.h"

#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QToolButton>
#include <QVBoxLayout>

namespace rollcall {

using namespace Qt::StringLiterals;

namespace {

enum class Sign { Back, Play, Pause, On };

/// Painted, as the shapes of the states are: sharp at every size, in the colour of the text.
QIcon iconOf(Sign sign, const QColor &colour, int size, double ratio)
{
    QPixmap pixmap(QSize(size, size) * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    const double u = size / 16.0;
    switch (sign) {
    case Sign::Play:
        painter.drawPolygon(QPolygonF{{4 * u, 2 * u}, {14 * u, 8 * u}, {4 * u, 14 * u}});
        break;
    case Sign::Pause:
        painter.drawRect(QRectF(3 * u, 2 * u, 4 * u, 12 * u));
        painter.drawRect(QRectF(9 * u, 2 * u, 4 * u, 12 * u));
        break;
    case Sign::On:
        painter.drawPolygon(QPolygonF{{2 * u, 3 * u}, {10 * u, 8 * u}, {2 * u, 13 * u}});
        painter.drawRect(QRectF(11 * u, 3 * u, 2.5 * u, 10 * u));
        break;
    case Sign::Back:
        painter.drawPolygon(QPolygonF{{14 * u, 3 * u}, {6 * u, 8 * u}, {14 * u, 13 * u}});
        painter.drawRect(QRectF(2.5 * u, 3 * u, 2.5 * u, 10 * u));
        break;
    }
    return QIcon(pixmap);
}

} // namespace

TimeBar::TimeBar(RecordedCluster &recording, const Theme &theme, QWidget *parent)
    : QWidget(parent), m_recording(recording), m_theme(theme)
{
    setObjectName(u"timeBar"_s);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(theme.unit(0.5), theme.unit(1), theme.unit(0.5), theme.unit(1));
    layout->setSpacing(theme.unit(0.5));
    m_slider = new TimeSlider(theme, this);
    m_slider->setOutline(recording.outline());
    layout->addWidget(m_slider);

    auto *row = new QHBoxLayout;
    row->setContentsMargins(theme.unit(2), 0, theme.unit(2), 0);
    row->setSpacing(theme.unit(1));
    makeActions();
    for (QAction *action : {m_previous, m_play, m_next})
        row->addWidget(addButton(action));
    m_speed = new QComboBox(this);
    m_speed->setObjectName(u"playSpeed"_s);
    m_speed->setAccessibleName(tr("Speed"));
    m_speed->setToolTip(tr("How many seconds of the recording pass in one"));
    for (const int speed : {1, 10, 60, 600})
        m_speed->addItem(tr("%1 ×").arg(speed), speed);
    m_speed->setCurrentIndex(m_speed->findData(recording.speed()));
    row->addWidget(m_speed);
    row->addSpacing(theme.unit(1));
    m_moment = new Sentence(2, this);
    m_moment->setObjectName(u"shownMoment"_s);
    row->addWidget(m_moment, 1);
    m_progress = new QLabel(this);
    m_progress->setObjectName(u"readProgress"_s);
    m_progress->setTextFormat(Qt::PlainText);
    row->addWidget(m_progress);
    layout->addLayout(row);
    setFocusProxy(m_slider);

    connect(m_slider, &TimeSlider::momentWanted, &recording, &RecordedCluster::setMoment);
    connect(m_speed, &QComboBox::currentIndexChanged, this,
            [this] { m_recording.setSpeed(m_speed->currentData().toInt()); });
    connect(&recording, &RecordedCluster::momentChanged, this, &TimeBar::refresh);
    connect(&recording, &RecordedCluster::shown, this, &TimeBar::refresh);
    connect(&recording, &RecordedCluster::readOn, this, &TimeBar::refresh);
    connect(&recording, &RecordedCluster::playingChanged, this, &TimeBar::restyle);
    connect(&theme, &Theme::changed, this, &TimeBar::restyle);
    restyle();
    refresh();
}

QAction *TimeBar::addAction(const QString &name, const QString &text, const QList<QKeySequence> &keys)
{
    auto *action = new QAction(text, this);
    action->setObjectName(name);
    action->setShortcuts(keys);
    m_actions << action;
    return action;
}

QToolButton *TimeBar::addButton(QAction *action)
{
    auto *button = new QToolButton(this);
    button->setObjectName(action->objectName() + u"Button");
    button->setDefaultAction(action);
    button->setFocusPolicy(Qt::StrongFocus);
    m_buttons << button;
    return button;
}

void TimeBar::makeActions()
{
    m_play = addAction(u"play"_s, tr("&Play"), {QKeySequence(Qt::CTRL | Qt::Key_Space)});
    m_previous = addAction(u"previousChange"_s, tr("P&revious Change"), {QKeySequence(Qt::Key_Comma)});
    m_next = addAction(u"nextChange"_s, tr("&Next Change"), {QKeySequence(Qt::Key_Period)});
    m_first = addAction(u"toBegin"_s, tr("To the &Begin"), {});
    m_last = addAction(u"toEnd"_s, tr("To the &End"), {});
    connect(m_play, &QAction::triggered, this, [this] { m_recording.setPlaying(!m_recording.isPlaying()); });
    const auto step = [this](QAction *action, auto go) {
        connect(action, &QAction::triggered, this, [this, go] {
            m_recording.setPlaying(false);
            go();
            Q_EMIT announced(words::fullMoment(m_recording.moment()));
        });
    };
    step(m_previous, [this] { m_recording.toPreviousChange(); });
    step(m_next, [this] { m_recording.toNextChange(); });
    step(m_first, [this] { m_recording.setMoment(m_recording.outline().begin); });
    step(m_last, [this] { m_recording.setMoment(m_recording.end()); });
}

void TimeBar::refresh()
{
    m_slider->setMoment(m_recording.moment());
    const bool isWhole = m_recording.readTo() >= m_recording.end();
    m_slider->setReadTo(m_recording.readTo(), isWhole);
    m_moment->setSentence(words::fullMoment(m_recording.moment()));
    for (QAction *action : {m_previous, m_first})
        action->setEnabled(m_recording.canGoBack());
    for (QAction *action : {m_next, m_last})
        action->setEnabled(m_recording.canGoOn());
    const RecordingOutline &outline = m_recording.outline();
    const qint64 length = std::max<qint64>(1, outline.begin.msecsTo(m_recording.end()));
    const int percent = static_cast<int>(outline.begin.msecsTo(m_recording.readTo()) * 100 / length);
    // A moment that is not read yet is waited for: what is seen is still the one before.
    const bool isWaiting = m_recording.isPending() && m_recording.moment() > m_recording.readTo();
    m_progress->setVisible(!isWhole);
    m_progress->setText(isWaiting ? tr("Reading up to this moment: %1 %").arg(percent) : tr("Read: %1 %").arg(percent));
}

void TimeBar::restyle()
{
    const bool isPlaying = m_recording.isPlaying();
    m_play->setText(isPlaying ? tr("&Pause") : tr("&Play"));
    const QColor ink = m_theme.colours().text;
    const int size = m_theme.unit(2);
    const double ratio = devicePixelRatioF();
    const bool isMirrored = layoutDirection() == Qt::RightToLeft;
    m_play->setIcon(iconOf(isPlaying ? Sign::Pause : Sign::Play, ink, size, ratio));
    m_previous->setIcon(iconOf(isMirrored ? Sign::On : Sign::Back, ink, size, ratio));
    m_next->setIcon(iconOf(isMirrored ? Sign::Back : Sign::On, ink, size, ratio));
    for (QAction *action : {m_play, m_previous, m_next}) {
        const QString text = QString(action->text()).remove(u'&');
        action->setToolTip(tr("%1 (%2)").arg(text, action->shortcut().toString(QKeySequence::NativeText)));
    }
    for (QToolButton *button : std::as_const(m_buttons)) {
        button->setIconSize(QSize(size, size));
        button->setAccessibleName(QString(button->defaultAction()->text()).remove(u'&'));
    }
    m_moment->setFont(m_theme.font(Theme::Text::Title, true));
    m_moment->updateGeometry();
    QPalette faint = palette();
    faint.setColor(QPalette::WindowText, m_theme.colours().secondary);
    m_progress->setPalette(faint);
    m_progress->setFont(m_theme.font(Theme::Text::Caption));
    update();
}

void TimeBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.colours().card);
    painter.fillRect(QRect(0, 0, width(), 1), m_theme.colours().line);
}

} // namespace rollcall

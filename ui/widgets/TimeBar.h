// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/RecordedCluster.h"
#include "ui/theme/Theme.h"

#include <QList>
#include <QWidget>

class QAction;
class QComboBox;
class QLabel;
class QToolButton;

namespace rollcall {

class Sentence;
class TimeSlider;

/// What moves through a recording: the slider, the moment in words, play and its speed, from change to change.
class TimeBar final : public QWidget
{
    Q_OBJECT

public:
    /// `recording` is loaded, and outlives this, as `theme` does.
    TimeBar(RecordedCluster &recording, const Theme &theme, QWidget *parent = nullptr);

    /// With their keys, for a menu of the window.
    const QList<QAction *> &timeActions() const { return m_actions; }
    TimeSlider &slider() { return *m_slider; }

Q_SIGNALS:
    /// To be said to assistive technology: the moment that is shown now, after a step.
    void announced(const QString &text);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QAction *addAction(const QString &name, const QString &text, const QList<QKeySequence> &keys);
    QToolButton *addButton(QAction *action);
    void makeActions();
    void refresh();
    void restyle();

    RecordedCluster &m_recording;
    const Theme &m_theme;
    QList<QAction *> m_actions;
    QList<QToolButton *> m_buttons;
    QAction *m_play = nullptr;
    QAction *m_previous = nullptr;
    QAction *m_next = nullptr;
    QAction *m_first = nullptr;
    QAction *m_last = nullptr;
    TimeSlider *m_slider = nullptr;
    Sentence *m_moment = nullptr;
    QLabel *m_progress = nullptr;
    QComboBox *m_speed = nullptr;
};

} // namespace rollcall

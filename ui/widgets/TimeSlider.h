// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Theme.h"
#include "watch/RecordingReader.h"

#include <QSlider>

namespace rollcall {

/// The time of a recording as a line: in which state the cluster was, where that changed, where nothing was recorded,
/// how far it was read, and the moment that is shown. Its value is in seconds after the begin; a slider to assistive
/// technology, with the moment in words.
class TimeSlider final : public QSlider
{
    Q_OBJECT

public:
    explicit TimeSlider(const Theme &theme, QWidget *parent = nullptr);

    void setOutline(const RecordingOutline &outline);
    /// `isWhole`: nothing is left to be read.
    void setReadTo(const QDateTime &utc, bool isWhole);
    void setMoment(const QDateTime &utc);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    /// Where a moment stands, in pixels from the left.
    int placeOf(const QDateTime &utc) const;

Q_SIGNALS:
    /// A person chose another one.
    void momentWanted(const QDateTime &utc);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    bool event(QEvent *event) override;

private:
    QDateTime momentAt(int x) const;
    State stateAt(const QDateTime &utc) const;
    /// Left to right, of the line itself.
    QRect line() const;
    QRect band() const;
    void paintStates(QPainter &painter) const;
    void paintGaps(QPainter &painter) const;
    void paintChanges(QPainter &painter) const;
    void paintHours(QPainter &painter) const;
    void paintHandle(QPainter &painter) const;

    const Theme &m_theme;
    RecordingOutline m_outline;
    QDateTime m_readTo;
    bool m_isWhole = false;
    QDateTime m_moment;
};

} // namespace rollcall

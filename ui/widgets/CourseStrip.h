// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/IncidentCourse.h"
#include "ui/theme/Theme.h"

#include <QWidget>

namespace rollcall {

/// How an incident came and went: a block as high as it is bad while it was there, with the shape of its severity where
/// there is room, a thin line while it was away. Hovering tells of one span; to assistive technology it is one
/// sentence.
class CourseStrip final : public QWidget
{
    Q_OBJECT

public:
    explicit CourseStrip(const Theme &theme, QWidget *parent = nullptr);
    void setCourse(IncidentCourse course);
    const IncidentCourse &course() const { return m_course; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    /// Where the spans are; the captions stand below.
    QRectF band() const;

    const Theme &m_theme;
    IncidentCourse m_course;
};

} // namespace rollcall

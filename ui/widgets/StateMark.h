// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Theme.h"

#include <QWidget>

namespace rollcall {

/// The shape of a state, as large as a line of text.
class StateMark final : public QWidget
{
    Q_OBJECT

public:
    StateMark(const Theme &theme, Theme::Text size, QWidget *parent = nullptr);
    void setState(State state, bool isGrey);
    void setScale(double scale);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    Theme::Text m_size;
    double m_scale = 1;
    State m_state = State::Unknown;
    bool m_isGrey = false;
};

} // namespace rollcall

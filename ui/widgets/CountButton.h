// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Theme.h"

#include <QAbstractButton>

namespace rollcall {

/// How many targets are in one state; pressed, the board shows only those.
class CountButton final : public QAbstractButton
{
    Q_OBJECT

public:
    CountButton(const Theme &theme, State state, QWidget *parent = nullptr);
    State state() const { return m_state; }
    void setCount(int count);
    void setScale(double scale);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    QString label() const;

    const Theme &m_theme;
    State m_state;
    int m_count = -1; ///< none said yet
    double m_scale = 1;
};

} // namespace rollcall

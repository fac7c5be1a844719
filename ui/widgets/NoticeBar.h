// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Theme.h"

#include <QStringList>
#include <QWidget>

class QVBoxLayout;

namespace rollcall {

/// Lines that have to be said at the top: a demonstration, a secret that could not be read. Empty: not there.
class NoticeBar final : public QWidget
{
    Q_OBJECT

public:
    explicit NoticeBar(const Theme &theme, QWidget *parent = nullptr);
    void setNotices(const QStringList &notices);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    QStringList m_notices;
    QVBoxLayout *m_layout;
};

} // namespace rollcall

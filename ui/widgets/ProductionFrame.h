// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Theme.h"

#include <QWidget>

namespace rollcall {

/// Around every page: coloured while a production cluster is shown, so that it looks different from all others.
class ProductionFrame final : public QWidget
{
    Q_OBJECT

public:
    explicit ProductionFrame(const Theme &theme, QWidget *content, QWidget *parent = nullptr);
    void setProduction(bool isProduction);
    bool isProduction() const { return m_isProduction; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    bool m_isProduction = false;
};

} // namespace rollcall

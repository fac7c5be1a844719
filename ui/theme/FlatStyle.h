// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProxyStyle>

namespace rollcall {

/// Fusion with flat surfaces: no gradients, one outline, four pixels of rounding. Everything follows the palette.
class FlatStyle final : public QProxyStyle
{
    Q_OBJECT

public:
    FlatStyle();
    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget) const override;
    void drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                     const QWidget *widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                            const QWidget *widget) const override;
    int styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                  QStyleHintReturn *data) const override;
    QSize sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                           const QWidget *widget) const override;
    QRect subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const override;
    int pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const override;

private:
    void paintSpinBox(const QStyleOptionSpinBox &option, QPainter *painter, const QWidget *widget) const;
    void paintScrollBar(const QStyleOptionComplex &option, QPainter *painter, const QWidget *widget) const;
};

} // namespace rollcall

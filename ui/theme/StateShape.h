// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Colours.h"

#include <QPixmap>
#include <QRectF>

class QPainter;

namespace rollcall {

/// Each state has a shape of its own besides its colour, and a letter: a disc is ok, a triangle warns, an octagon is
/// critical, a ring is unknown, a diamond is a note or planned work.
enum class Shape { Disc, Triangle, Octagon, Ring, Diamond };

Shape shapeOf(State state);
Shape shapeOf(Severity severity);
/// `O`, `W`, `C`, `?`, `i`: inside the shape where there is room for it.
QChar letterOf(Shape shape);

/// Painted, not loaded: a shape costs no file at start and is sharp at every scale. `hole` is the colour of the letter.
void paintShape(QPainter &painter, const QRectF &box, Shape shape, const QColor &colour, const QColor &hole);

/// For tables and menus; `size` in device-independent pixels.
QPixmap shapePixmap(Shape shape, const QColor &colour, const QColor &hole, int size, double devicePixelRatio);

} // namespace rollcall

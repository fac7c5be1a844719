// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "health/Finding.h"

#include <QColor>
#include <QPalette>

namespace rollcall {

/// The colours of one theme, by what they mean. State colours are for states alone; their lightness differs too, so
/// that they can be told apart without seeing their hue.
struct Colours
{
    enum class Kind { Light, Dark, HighContrast };
    Kind kind = Kind::Light;

    QColor window;
    QColor card;
    QColor raised;
    QColor line;    ///< hair lines between surfaces
    QColor control; ///< outline of what can be pressed or typed into
    QColor text;
    QColor secondary;  ///< captions
    QColor accent;     ///< what can be pressed
    QColor accentText; ///< on the accent
    QColor accentSoft; ///< a selected row
    QColor production; ///< the frame of a production cluster
    QColor productionText;

    QColor ok;
    QColor unknown;
    QColor warning;
    QColor critical;
    QColor info;        ///< of findings that change no state, and of planned work
    QColor warningSoft; ///< behind the text of a tile
    QColor criticalSoft;

    const QColor &state(State state) const;
    const QColor &severity(Severity severity) const;
    /// Behind a tile in that state.
    const QColor &surface(State state) const;
    /// Of a line in a chart, by its place; begins again after LineColours. Told apart by those who see no red or green,
    /// too.
    QColor chartLine(int index) const;
    QPalette palette() const;

    static constexpr int LineColours = 8;
    static Colours make(Kind kind);
    bool operator==(const Colours &) const = default;
};

/// Contrast of two opaque colours as WCAG counts it: 1 to 21.
double contrast(const QColor &first, const QColor &second);

} // namespace rollcall

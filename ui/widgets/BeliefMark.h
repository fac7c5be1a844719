// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "health/Belief.h"
#include "ui/theme/Colours.h"

#include <QRectF>

class QPainter;

namespace rollcall {

/// What a belief looks like: each has a shape of its own besides its colour, painted and not written, so that no font
/// can lack it. A tick is seen, a triangle suspected, a cross on a full field dead, a bar in a frame not seen, an arrow
/// left, a hatch unknown.
struct BeliefMark
{
    Belief belief = Belief::Unknown;
    bool isStale = false;    ///< greyed
    bool isStranger = false; ///< of a member that is no node: that it is not seen is how it should be
};

/// Fills the box and paints the mark in its middle.
void paintBelief(QPainter &painter, const QRectF &box, const BeliefMark &mark, const Colours &colours);
/// Both halves of a cell in which API and gossip disagree: the API above, gossip below the diagonal.
void paintBeliefs(QPainter &painter, const QRectF &box, const BeliefMark &api, const BeliefMark &gossip,
                  const Colours &colours);
/// A node and itself.
void paintSelf(QPainter &painter, const QRectF &box, const Colours &colours);
/// The corner of a cell that the other source contradicts.
void paintDifference(QPainter &painter, const QRectF &box, const Colours &colours);

} // namespace rollcall

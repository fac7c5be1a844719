// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>
#include <utility>

namespace rollcall {

/// A straight line through what a figure did, from the medians of pairs (Theil-Sen), so that a fifth of the points may
/// be anything, and how well it is known.
struct LineFit
{
    double slope = 0;      ///< by unit of x
    double slopeError = 0; ///< its standard error, with the points' dependence on their neighbours in it
    double begin = 0;      ///< the line at the first point
    double end = 0;        ///< the line at the last point
    double endError = 0;   ///< standard error of `end`
    double scatter = 0;    ///< of the points about the line: a standard deviation, from the median
    double rising = 0;     ///< part of the pairs that rise, 0 to 1
    double recent = 0;     ///< slope of the later half alone
    double span = 0;       ///< in x
};

/// The most points that fitLine() takes one by one; more are folded to so many medians.
inline constexpr std::size_t MostFitted = 30;

/// Points are x and y, x ascending. Fewer than 8, or all at one x: none.
std::optional<LineFit> fitLine(std::span<const std::pair<double, double>> points);

} // namespace rollcall

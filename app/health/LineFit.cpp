// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "health/LineFit.h"

#include "health/Median.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>
#include <vector>

namespace rollcall {

namespace {

using Point = std::pair<double, double>;

/// Standard deviation of a normal distribution whose absolute values have the median 1.
constexpr double fromMedian = 1.4826;

/// Small arrays on the stack: this runs for every figure that might climb.
class Points
{
public:
    void add(Point point) { m_points[m_count++] = point; }
    std::span<const Point> all() const { return {m_points.data(), m_count}; }

private:
    std::array<Point, MostFitted> m_points{};
    std::size_t m_count = 0;
};

/// Neighbours folded to their median: single spikes are gone.
Points folded(std::span<const Point> points)
{
    Points result;
    const std::size_t bins = std::min(points.size(), MostFitted);
    std::vector<double> values;
    for (std::size_t bin = 0; bin < bins; ++bin) {
        const std::size_t from = bin * points.size() / bins;
        const std::size_t to = (bin + 1) * points.size() / bins;
        values.clear();
        double x = 0;
        for (std::size_t i = from; i < to; ++i) {
            x += points[i].first;
            values.push_back(points[i].second);
        }
        result.add({x / static_cast<double>(to - from), medianOf(values)});
    }
    return result;
}

/// The median of the slopes of all pairs, and which part of them rises.
std::pair<double, double> slopeOf(std::span<const Point> points)
{
    std::array<double, MostFitted *(MostFitted - 1) / 2> slopes;
    std::size_t count = 0;
    std::size_t rising = 0;
    for (std::size_t a = 0; a < points.size(); ++a) {
        for (std::size_t b = a + 1; b < points.size(); ++b) {
            const double dx = points[b].first - points[a].first;
            if (!(dx > 0))
                continue;
            slopes[count] = (points[b].second - points[a].second) / dx;
            rising += slopes[count] > 0 ? 1 : 0;
            ++count;
        }
    }
    if (count == 0)
        return {0, 0};
    return {medianOf(std::span(slopes.data(), count)), static_cast<double>(rising) / static_cast<double>(count)};
}

/// How many independent points these are worth: neighbours that resemble each other tell less.
double independent(std::span<const double> residuals)
{
    double same = 0;
    double all = 0;
    for (std::size_t i = 0; i < residuals.size(); ++i) {
        all += residuals[i] * residuals[i];
        if (i > 0)
            same += residuals[i] * residuals[i - 1];
    }
    const auto count = static_cast<double>(residuals.size());
    const double measured = all > 0 ? same / all : 0;
    // Of few points the estimate is too low by about this much (Kendall).
    const double likeness = std::clamp(measured + (1 + 4 * measured) / count, 0.0, 0.9);
    return std::max(2.0, count * (1 - likeness) / (1 + likeness));
}

} // namespace

std::optional<LineFit> fitLine(std::span<const Point> given)
{
    if (given.size() < 8 || !(given.back().first > given.front().first))
        return std::nullopt;
    const Points kept = folded(given);
    const std::span<const Point> points = kept.all();
    const std::size_t count = points.size();
    LineFit fit;
    std::tie(fit.slope, fit.rising) = slopeOf(points);
    fit.recent = slopeOf(points.subspan(count / 2)).first;

    std::array<double, MostFitted> residuals{};
    double centre = 0;
    for (std::size_t i = 0; i < count; ++i) {
        residuals[i] = points[i].second - fit.slope * points[i].first;
        centre += points[i].first / static_cast<double>(count);
    }
    std::array<double, MostFitted> sorted = residuals;
    const double base = medianOf(std::span(sorted.data(), count));
    double spread = 0;
    for (std::size_t i = 0; i < count; ++i) {
        residuals[i] -= base;
        sorted[i] = std::abs(residuals[i]);
        spread += (points[i].first - centre) * (points[i].first - centre);
    }
    const double worth = independent(std::span(residuals.data(), count));
    // Two parameters were taken from the points.
    fit.scatter = fromMedian * medianOf(std::span(sorted.data(), count)) *
                  std::sqrt(static_cast<double>(count) / static_cast<double>(count - 2));
    const double variance = spread / static_cast<double>(count);
    const double first = given.front().first;
    const double last = given.back().first;
    fit.span = last - first;
    fit.begin = base + fit.slope * first;
    fit.end = base + fit.slope * last;
    if (!(variance > 0))
        return std::nullopt;
    fit.slopeError = fit.scatter / std::sqrt(worth * variance);
    fit.endError = fit.scatter * std::sqrt((1 + (last - centre) * (last - centre) / variance) / worth);
    return fit;
}

} // namespace rollcall

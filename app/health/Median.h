// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <optional>
#include <span>
#include <vector>

namespace rollcall {

/// The median; puts `values` into another order. There must be one.
inline double medianOf(std::span<double> values)
{
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    if (values.size() % 2 == 1)
        return *middle;
    return (*middle + *std::max_element(values.begin(), middle)) / 2;
}

/// The median of all but one, for each: sorted once, so that a thousand nodes cost no thousand sortings.
class MedianOfOthers
{
public:
    MedianOfOthers() = default;
    /// Those that are not known count for nothing.
    explicit MedianOfOthers(const std::vector<std::optional<double>> &values)
    {
        m_sorted.reserve(values.size());
        for (const std::optional<double> &value : values) {
            if (value)
                m_sorted.push_back(*value);
        }
        std::sort(m_sorted.begin(), m_sorted.end());
    }

    /// `value` is one of those given, or not known. Absent: there is no other.
    std::optional<double> without(std::optional<double> value) const
    {
        const std::size_t left =
            value ? static_cast<std::size_t>(std::lower_bound(m_sorted.begin(), m_sorted.end(), *value) -
                                             m_sorted.begin())
                  : m_sorted.size();
        const std::size_t others = m_sorted.size() - (value ? 1 : 0);
        if (others == 0)
            return std::nullopt;
        const auto at = [this, left](std::size_t i) { return m_sorted[i < left ? i : i + 1]; };
        return others % 2 == 1 ? at(others / 2) : (at(others / 2 - 1) + at(others / 2)) / 2;
    }

private:
    std::vector<double> m_sorted;
};

} // namespace rollcall

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// First: moc of Qt 6.4 cannot parse <compare> before any header of Qt.
#include <QtGlobal>

#include <compare>
#include <cstddef>
#include <functional>

namespace rollcall {

/// One target of one cluster: the nodes first, in the order of the cluster file, then the proxy (if there is one).
struct TargetId
{
    int value = -1;

    constexpr bool isValid() const { return value >= 0; }
    constexpr std::size_t index() const { return static_cast<std::size_t>(value); }
    auto operator<=>(const TargetId &) const = default;
};

} // namespace rollcall

template <>
struct std::hash<rollcall::TargetId>
{
    std::size_t operator()(rollcall::TargetId id) const noexcept { return std::hash<int>{}(id.value); }
};

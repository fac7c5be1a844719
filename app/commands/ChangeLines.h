// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "commands/CommandLine.h"
#include "commands/Output.h"
#include "health/ClusterState.h"

#include <optional>
#include <vector>

namespace rollcall {

/// What is new and what has gone between two snapshots. Numbers in the evidence alone are no change: they move with
/// every answer.
struct Change
{
    std::vector<Finding> changed;
    std::vector<Finding> resolved;
    bool isEmpty() const { return changed.empty() && resolved.empty(); }
};
Change changeBetween(const std::vector<Finding> &before, const std::vector<Finding> &now);

/// The lines of `watch` and `replay`: one for each change of the state, and of the findings unless quiet.
class ChangeLines
{
public:
    explicit ChangeLines(const Invocation &invocation) : m_isJson(invocation.isJson), m_isQuiet(invocation.isQuiet) {}

    /// The line, ending in a line break, if the state is news. `out` decides about colours. Nothing during the first
    /// sweep.
    std::optional<QString> lineFor(const ClusterState &state, const Output &out);
    /// Whether there was one.
    bool hasSpoken() const { return m_saidAs.has_value(); }

private:
    QString line(const ClusterState &state, const Change &change, const Output &out) const;

    bool m_isJson;
    bool m_isQuiet;
    std::vector<Finding> m_said;   ///< of the last line
    std::optional<State> m_saidAs; ///< of the last line; absent: none yet
};

} // namespace rollcall

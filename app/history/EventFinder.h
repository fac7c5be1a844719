// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "health/ClusterState.h"
#include "history/HistoryEvent.h"

#include <map>
#include <vector>

namespace rollcall {

/// Sees what happened to targets between two snapshots: restarts, other versions, other configurations. Pure.
class EventFinder
{
public:
    std::vector<HistoryEvent> take(const ClusterState &state);

private:
    struct Last
    {
        std::optional<double> startTime; ///< seconds since 1970
        std::optional<QString> version;
        std::optional<QString> configHash;
    };
    std::map<QString, Last> m_last; ///< by the target's name
};

} // namespace rollcall

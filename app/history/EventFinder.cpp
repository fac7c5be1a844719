// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/EventFinder.h"

#include <cmath>

namespace rollcall {

using namespace Qt::StringLiterals;

namespace {

/// Start times are written as text of few digits; a restart takes longer than this.
constexpr double SameStart = 2;

QJsonObject fromTo(const QString &from, const QString &to)
{
    return {{u"from"_s, from}, {u"to"_s, to}};
}

} // namespace

std::vector<HistoryEvent> EventFinder::take(const ClusterState &state)
{
    std::vector<HistoryEvent> events;
    const qint64 at = state.utc.toMSecsSinceEpoch();
    for (const TargetStatePtr &target : state.targets) {
        const QString &name = target->settings.name;
        Last &last = m_last[name];
        if (const MetricsFact *metrics = current(target->facts.metrics); metrics && metrics->startTime) {
            if (last.startTime && std::abs(*last.startTime - *metrics->startTime) > SameStart)
                events.push_back({at, HistoryEvent::Kind::Restart, name, {}});
            last.startTime = metrics->startTime;
        }
        // Values that are unknown for a while are no change.
        if (target->version) {
            if (last.version && *last.version != *target->version)
                events.push_back(
                    {at, HistoryEvent::Kind::VersionChange, name, fromTo(*last.version, *target->version)});
            last.version = target->version;
        }
        if (target->configHash) {
            if (last.configHash && *last.configHash != *target->configHash)
                events.push_back(
                    {at, HistoryEvent::Kind::ConfigChange, name, fromTo(*last.configHash, *target->configHash)});
            last.configHash = target->configHash;
        }
    }
    return events;
}

} // namespace rollcall

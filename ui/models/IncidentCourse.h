// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "history/Incident.h"

#include <QString>
#include <optional>
#include <vector>

namespace rollcall {

/// How an incident came and went, from its begin to its end or to now, for a strip: semantic, no colours, no sizes.
struct IncidentCourse
{
    struct Span
    {
        double from = 0;                  ///< 0: the strip's begin
        double to = 0;                    ///< 1: its end
        std::optional<Severity> severity; ///< absent: it was away
        QString text;                     ///< which of the two, from when to when, and how long
        bool operator==(const Span &) const = default;
    };
    std::vector<Span> spans; ///< one after the other, without holes
    QString begin;           ///< when the strip begins; later than the incident where only the newest turns are kept
    QString end;             ///< when it ended, or "now"
    QString text;            ///< all of it as one sentence; empty without spans

    /// Whether there is more to see than that it was there all the time.
    bool isWorthAStrip() const { return spans.size() > 1; }
    /// The span at that place, 0 to 1; nullptr: none.
    const Span *at(double place) const;

    static IncidentCourse make(const Incident &incident, const QDateTime &now);
};

} // namespace rollcall

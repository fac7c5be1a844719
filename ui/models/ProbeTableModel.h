// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/TextTable.h"
#include "watch/Watch.h"

namespace rollcall {

/// Every probe of one target with its last answer: outcome, status, timings, age.
class ProbeTableModel final : public TextTable
{
    Q_OBJECT

public:
    enum Column { Probe, Endpoint, OutcomeColumn, Status, Latency, Phases, LastAnswer };

    explicit ProbeTableModel(QObject *parent = nullptr);
    /// `answers` are the last whole answers; ages are counted up to `now`.
    void setTarget(const TargetState &target, const std::vector<Answer> &answers, TimePoint now);

    /// The phases of one exchange, each by itself: `name 0.4, connect 0.2, TLS 3.1, first byte 1.9, body 0.3 ms`.
    static QString phases(const HttpTimings &timings);
};

} // namespace rollcall

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Clock.h"
#include "ui/models/TextTable.h"

namespace rollcall {

struct ClusterState;
struct TargetState;

/// Everything that was read from a target's answers, each with the probe that told it and its age.
class FactsModel final : public TextTable
{
    Q_OBJECT

public:
    enum Column { Fact, Value, Source, Age };

    explicit FactsModel(QObject *parent = nullptr);
    void setTarget(const ClusterState &cluster, const TargetState &target, TimePoint now);
};

} // namespace rollcall

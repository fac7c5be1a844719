// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/TextTable.h"

#include <QJsonObject>

namespace rollcall {

struct ClusterState;
struct TargetState;

/// Which rule said what of one target, and why: the sentence, the code, since when, the evidence.
class FindingsModel final : public TextTable
{
    Q_OBJECT

public:
    enum Column { Reason, CodeColumn, Since, Evidence };

    explicit FindingsModel(QObject *parent = nullptr);
    void setTarget(const ClusterState &cluster, const TargetState &target);

    /// Evidence as `key value, key value`: plain text, cut where it is long.
    static QString evidence(const QJsonObject &evidence, qsizetype longest = 300);
};

} // namespace rollcall

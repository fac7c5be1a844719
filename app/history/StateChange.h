// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "health/ClusterState.h"

namespace rollcall {

class Redaction;

/// One change of a cluster's state, as a recording keeps it for 90 days: as much of the snapshot as its words need, so
/// that they can be made again in whatever language.
struct StateChange
{
    QDateTime utc;
    QDateTime startedAt;         ///< of the watch that saw it
    std::optional<State> before; ///< absent: the first that this watch saw
    /// Never null. Its file knows the nodes by name and nothing else.
    ClusterStatePtr state;
    QString verdict; ///< the sentence in English, as it was said then
    /// Whether the verdict can be made anew from `state`: one of an older recording has no more than its findings.
    bool isWhole = true;

    /// How many nodes were in that state, the proxy aside.
    int nodesIn(State state) const;
};

/// The snapshot as it is kept; no secret is left in its texts.
QByteArray outlineToBytes(const ClusterState &state, const Redaction &redaction);
/// Reads what outlineToBytes() wrote, one change after the other. From one to the next most targets are the same, and
/// those share one object: a thousand changes of a thousand nodes would else be gigabytes.
class OutlineReader
{
public:
    /// Total: what is not understood is left out. `state` and `isWhole` are filled.
    void read(const QByteArray &json, State state, StateChange &change);

private:
    std::vector<std::map<QByteArray, TargetStatePtr>> m_known; ///< by place, then by what is said of it
};

/// One line for each change, for a spreadsheet, and as JSON: as codes and English, like all that is exported.
QByteArray toCsv(const std::vector<StateChange> &changes);
QByteArray toJson(const std::vector<StateChange> &changes, const QString &cluster);

} // namespace rollcall

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Ids.h"
#include "cluster/ClusterFile.h"

#include <QDateTime>
#include <QJsonObject>
#include <QString>
#include <optional>
#include <vector>

namespace rollcall {

/// Worst last, so that the worst of two is std::max.
enum class State { Ok, Unknown, Warning, Critical };
QString stateName(State state); ///< `ok`, `unknown`, `warning`, `critical`

/// What a finding does to the state it belongs to. Info never changes it.
enum class Severity { Info, Unknown, Warning, Critical };
QString severityName(Severity severity);
std::optional<Severity> severityFromName(const QString &name);
State stateOf(Severity severity);

/// Every code of the contract, section 4, in its order.
enum class Code {
    SelfOffline,
    NodeUnreachable,
    NodeStarting,
    NodeDraining,
    NodeMaintenance,
    NodeUnhealthy,
    NodeGoroutinesOverThreshold,
    ComponentFailed,
    NodeMissingFromCluster,
    NodeUnasked,
    NodeUnexpected,
    ClusterSplit,
    ClusterAlone,
    ClusterDisabled,
    VersionMismatch,
    ConfigMismatch,
    ConfigClientMismatch,
    SchemaMismatch,
    PluginMismatch,
    UpgradeMixedVersions,
    GossipUnreachable,
    GossipEncrypted,
    GossipSuspect,
    GossipDead,
    ProxyUnreachable,
    ProxyError,
    ProxyNodeNotReached,
    ProxyWebsocketRefused,
    NodeWebsocketRefused,
    ClockSkew,
    TlsExpires,
    TlsUntrusted,
    TlsName,
    TlsPinChanged,
    AuthRejected,
    AuthForbidden,
    AccessNotAllowed,
    AnswerMalformed,
    AnswerTooLarge,
    AnswerUnexpected,
    AnswerRateLimited,
    AnswerSlow,
    ErrorsAbovePeers,
    SettingMismatch,
    GoroutinesRising,
    GoroutinesAbovePeers,
    MetricsUnavailable,
    DeliveryFailed,
    DeliverySlow,
    ProbeFailed,
};

QString codeName(Code code); ///< `node.unreachable`, …
std::optional<Code> codeFromName(const QString &name);
const std::vector<Code> &allCodes();
Severity defaultSeverity(Code code);

/// A rule's output. Meaning only: the sentence is made from it by Wording, in whatever language.
struct Finding
{
    Code code = Code::NodeUnreachable;
    Severity severity = Severity::Critical;
    /// Whom it names, in the order of the file; empty for the cluster as a whole. The proxy's own findings name the
    /// proxy.
    std::vector<TargetId> targets;
    /// What was seen: English keys, values that are fit to be shown. Also the arguments of the sentence.
    QJsonObject evidence;
    /// Since when it has been so without a break.
    QDateTime since;

    bool operator==(const Finding &) const = default;
};

/// Whether nothing has happened between the two: they differ at most in figures that move by themselves.
bool isSameToPeople(const Finding &a, const Finding &b);

/// Worst first, then by code as text, then by the targets in the order of the file, then by the evidence: the same
/// facts give the same order.
void sortFindings(std::vector<Finding> &findings);
/// The same, but targets by name as the contract has it. `nameRanks` comes from nameRanksOf().
void sortFindings(std::vector<Finding> &findings, const std::vector<int> &nameRanks);
/// Place of each node among the names in text order, by TargetId. The proxy has none: it is in no list of nodes.
std::vector<int> nameRanksOf(const ClusterFile &file);

} // namespace rollcall

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/IncidentCauses.h"

#include <algorithm>

namespace rollcall {

using namespace Qt::StringLiterals;

namespace {

bool isCovered(const QStringList &targets, const QStringList &by)
{
    return !targets.isEmpty() &&
           std::all_of(targets.begin(), targets.end(), [&by](const QString &name) { return by.contains(name); });
}

bool isAway(Code code)
{
    switch (code) {
    case Code::NodeUnreachable:
    case Code::ProxyUnreachable:
    case Code::TlsUntrusted:
    case Code::TlsName:
    case Code::TlsPinChanged:
        return true;
    default:
        return false;
    }
}

bool isOfProxy(Code code)
{
    switch (code) {
    case Code::ProxyError:
    case Code::ProxyNodeNotReached:
    case Code::ProxyWebsocketRefused:
        return true;
    default:
        return false;
    }
}

/// How deep down the cause of things a code lies: only a deeper one explains.
int depth(Code code)
{
    switch (code) {
    case Code::SelfOffline:
        return 9;
    case Code::NodeUnreachable:
    case Code::ProxyUnreachable:
    case Code::TlsUntrusted:
    case Code::TlsName:
    case Code::TlsPinChanged:
        return 8;
    case Code::NodeMaintenance:
    case Code::NodeDraining:
    case Code::NodeStarting:
        return 7;
    case Code::ComponentFailed:
        return 6;
    case Code::ClusterSplit:
    case Code::ClusterAlone:
    case Code::VersionMismatch:
    case Code::NodeGoroutinesOverThreshold:
        return 5;
    case Code::GossipDead:
    case Code::GossipSuspect:
    case Code::NodeUnhealthy:
    case Code::GoroutinesRising:
        return 4;
    default:
        return 1;
    }
}

bool isOfMembership(Code code)
{
    switch (code) {
    case Code::ClusterAlone:
    case Code::NodeMissingFromCluster:
    case Code::NodeUnasked:
    case Code::GossipDead:
    case Code::GossipSuspect:
    case Code::DeliveryFailed:
    case Code::DeliverySlow:
        return true;
    default:
        return false;
    }
}

bool isOfVersions(Code code)
{
    switch (code) {
    case Code::ConfigMismatch:
    case Code::ConfigClientMismatch:
    case Code::SchemaMismatch:
    case Code::PluginMismatch:
    case Code::SettingMismatch:
    case Code::ErrorsAbovePeers:
    case Code::NodeUnasked:
        return true;
    default:
        return false;
    }
}

/// The same trouble on several targets: the one that came first stands for all.
bool isSameTrouble(const Incident &cause, const Incident &other)
{
    if (cause.id >= other.id || cause.code != other.code)
        return false;
    if (cause.code == Code::ComponentFailed)
        return cause.evidence.value(u"component"_s) == other.evidence.value(u"component"_s);
    // What lies between this workstation and the nodes: its own proxy or the jump host.
    return cause.code == Code::NodeUnreachable && cause.evidence.value(u"kind"_s) == u"proxy"_s &&
           other.evidence.value(u"kind"_s) == u"proxy"_s;
}

} // namespace

bool explains(const Incident &cause, const Incident &other)
{
    if (cause.id == other.id)
        return false;
    if (isSameTrouble(cause, other))
        return true;
    if (depth(cause.code) <= depth(other.code))
        return false;
    if (cause.code == Code::SelfOffline)
        return true;
    if (cause.code == Code::ProxyUnreachable && isOfProxy(other.code))
        return true;
    if (cause.code == Code::ClusterSplit)
        return isOfMembership(other.code);
    if (cause.code == Code::VersionMismatch)
        return isOfVersions(other.code);
    // Certificates run out whether or not the node is there.
    if (other.code == Code::TlsExpires || !isCovered(other.targets, cause.targets))
        return false;
    if (isAway(cause.code))
        return true;
    switch (cause.code) {
    case Code::NodeMaintenance:
    case Code::NodeDraining:
    case Code::NodeStarting:
        return true;
    case Code::ComponentFailed:
        return other.code == Code::NodeUnhealthy || other.code == Code::AnswerSlow ||
               other.code == Code::ErrorsAbovePeers || other.code == Code::AnswerUnexpected;
    case Code::ClusterAlone:
        return isOfMembership(other.code);
    case Code::GossipDead:
    case Code::GossipSuspect:
        return other.code == Code::NodeMissingFromCluster || other.code == Code::NodeUnasked;
    case Code::NodeGoroutinesOverThreshold:
        return other.code == Code::NodeUnhealthy || other.code == Code::GoroutinesRising ||
               other.code == Code::GoroutinesAbovePeers;
    case Code::GoroutinesRising:
        return other.code == Code::GoroutinesAbovePeers;
    default:
        return false;
    }
}

bool isOftenAConsequence(Code code)
{
    return isOfMembership(code) || isOfVersions(code) || code == Code::GossipUnreachable || code == Code::AnswerSlow ||
           code == Code::ProxyNodeNotReached || code == Code::NodeWebsocketRefused || code == Code::ClusterSplit;
}

} // namespace rollcall

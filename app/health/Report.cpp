// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "health/Report.h"

#include "health/Wording.h"

#include <QJsonArray>
#include <cmath>
#include <map>

namespace rollcall {

using namespace Qt::StringLiterals;

namespace {

QJsonValue time(const QDateTime &time)
{
    return time.isValid() ? QJsonValue(time.toUTC().toString(Qt::ISODateWithMs)) : QJsonValue();
}

QJsonValue text(const std::optional<QString> &value)
{
    return value ? QJsonValue(Wording::plain(*value)) : QJsonValue();
}

/// The text of the file; a password in it would be the person's own mistake, and is not repeated.
QString urlOf(const QUrl &url)
{
    return url.toString(QUrl::RemoveUserInfo | QUrl::FullyEncoded);
}

QJsonArray names(const ClusterFile &file, const std::vector<TargetId> &targets)
{
    QJsonArray result;
    for (const TargetId id : targets) {
        if (!file.isProxy(id))
            result.append(file.targetName(id));
    }
    return result;
}

QJsonValue namesOrNull(const ClusterFile &file, const std::optional<std::vector<TargetId>> &targets)
{
    return targets ? QJsonValue(names(file, *targets)) : QJsonValue();
}

/// How the node's gossip layer holds each node of the file; those it does not hold are left out.
QJsonValue holdsOf(const ClusterFile &file, const TargetState &node)
{
    if (!node.held || !node.held->isCurrent)
        return {};
    QJsonObject held;
    for (const auto &[other, belief] : node.held->of)
        held.insert(file.targetName(other), beliefName(belief));
    return held;
}

QJsonArray findingsOf(const ClusterFile &file, const std::vector<Finding> &findings)
{
    QJsonArray result;
    for (const Finding &finding : findings)
        result.append(toJson(file, finding));
    return result;
}

QJsonObject nodeJson(const ClusterState &cluster, const TargetState &node)
{
    QJsonValue age;
    if (node.hasAnswered)
        age = static_cast<qint64>(std::chrono::duration_cast<Milliseconds>(cluster.at - node.updatedAt).count());
    return QJsonObject{
        {u"name"_s, node.settings.name},
        {u"product"_s, node.settings.product},
        {u"url"_s, urlOf(node.settings.url)},
        {u"state"_s, stateName(node.state)},
        {u"version"_s, text(node.version)},
        {u"build"_s, text(node.build)},
        {u"configHash"_s, text(node.configHash)},
        {u"clientConfigHash"_s, text(node.clientConfigHash)},
        {u"schemaVersion"_s, text(node.schemaVersion)},
        {u"hostname"_s, text(node.hostname)},
        {u"clusterId"_s, text(node.clusterId)},
        {u"gossipAddress"_s, text(node.gossipAddress)},
        {u"goroutines"_s, node.goroutines ? QJsonValue(*node.goroutines) : QJsonValue()},
        {u"searchBackend"_s, text(node.searchBackend)},
        {u"latencyMs"_s, node.latencyMs ? QJsonValue(std::round(*node.latencyMs * 10) / 10) : QJsonValue()},
        {u"clockOffsetMs"_s,
         node.clockOffset ? QJsonValue(static_cast<qint64>(node.clockOffset->count())) : QJsonValue()},
        {u"ageMs"_s, age},
        {u"certificateExpiresAt"_s, node.certificateExpiresAt ? time(*node.certificateExpiresAt) : QJsonValue()},
        {u"sees"_s, namesOrNull(*cluster.file, node.sees)},
        {u"holds"_s, holdsOf(*cluster.file, node)},
        {u"findings"_s, findingsOf(*cluster.file, node.findings)}};
}

/// `null` where there were no connections of this kind.
QJsonValue shareJson(const ClusterFile &file, const std::optional<ProxyShare> &share)
{
    if (!share)
        return {};
    QJsonObject nodes;
    for (const auto &[node, count] : share->nodes)
        nodes.insert(file.targetName(node), count);
    return QJsonObject{{u"connections"_s, share->connections}, {u"nodes"_s, nodes}, {u"unknown"_s, share->unknown}};
}

QJsonObject proxyJson(const ClusterState &cluster, const TargetState &proxy)
{
    return QJsonObject{{u"url"_s, urlOf(proxy.settings.url)},
                       {u"state"_s, stateName(proxy.state)},
                       {u"reaches"_s, namesOrNull(*cluster.file, proxy.reaches)},
                       {u"share"_s, QJsonObject{{u"http"_s, shareJson(*cluster.file, proxy.httpShare)},
                                                {u"websocket"_s, shareJson(*cluster.file, proxy.websocketShare)}}},
                       {u"findings"_s, findingsOf(*cluster.file, proxy.findings)}};
}

} // namespace

QJsonObject toJson(const ClusterFile &file, const Finding &finding)
{
    return QJsonObject{{u"code"_s, codeName(finding.code)},        {u"severity"_s, severityName(finding.severity)},
                       {u"nodes"_s, names(file, finding.targets)}, {u"message"_s, Wording().message(file, finding)},
                       {u"evidence"_s, finding.evidence},          {u"since"_s, time(finding.since)}};
}

namespace {

/// Between live nodes, by the sender and then the receiver as text. Of pairs that were not tried there is nothing.
QJsonArray deliveries(const ClusterState &state)
{
    std::map<std::pair<QString, QString>, const Delivery *> rows;
    QStringList live;
    for (const TargetStatePtr &target : state.targets) {
        if (!target->settings.isProxy && target->facts.reach.isLive())
            live.append(target->settings.name);
    }
    for (const TargetStatePtr &target : state.targets) {
        const QString &to = target->settings.name;
        const DeliveryFact *fact = current(target->facts.delivery);
        if (!fact || target->settings.isProxy || !live.contains(to))
            continue;
        for (const Delivery &delivery : fact->deliveries) {
            if (delivery.from != to && delivery.sent > 0 && live.contains(delivery.from))
                rows.insert_or_assign({delivery.from, to}, &delivery);
        }
    }
    QJsonArray result;
    for (const auto &[names, delivery] : rows) {
        QJsonValue latency;
        if (delivery->latency)
            latency = std::round(static_cast<double>(delivery->latency->count()) / 100) / 10;
        result.append(QJsonObject{{u"from"_s, names.first},
                                  {u"to"_s, names.second},
                                  {u"latencyMs"_s, latency},
                                  {u"sent"_s, delivery->sent},
                                  {u"lost"_s, delivery->lost}});
    }
    return result;
}

} // namespace

QJsonObject toReport(const ClusterState &state)
{
    QJsonArray nodes;
    QJsonValue proxy;
    for (const TargetStatePtr &target : state.targets) {
        if (target->settings.isProxy)
            proxy = proxyJson(state, *target);
        else
            nodes.append(nodeJson(state, *target));
    }
    QJsonObject report{{u"schema"_s, 1},
                       {u"rollcall"_s, QStringLiteral(ROLLCALL_VERSION)},
                       {u"cluster"_s, state.file->name},
                       {u"startedAt"_s, time(state.startedAt)},
                       {u"finishedAt"_s, time(state.utc)},
                       {u"state"_s, stateName(state.state)},
                       {u"verdict"_s, Wording().verdict(state)},
                       {u"nodes"_s, nodes},
                       {u"proxy"_s, proxy},
                       {u"findings"_s, findingsOf(*state.file, state.findings)}};
    if (state.file->canary)
        report.insert(u"delivery"_s, deliveries(state));
    return report;
}

int exitStatus(State state)
{
    switch (state) {
    case State::Ok:
        return 0;
    case State::Warning:
        return 1;
    case State::Critical:
        return 2;
    case State::Unknown:
        return 3;
    }
    return 3;
}

} // namespace rollcall

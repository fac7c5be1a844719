// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "health/Finding.h"

#include <QJsonDocument>
#include <QSet>
#include <algorithm>
#include <array>
#include <numeric>
#include <tuple>

namespace rollcall {

using namespace Qt::StringLiterals;

namespace {

struct CodeRow
{
    Code code;
    const char16_t *name;
    Severity severity;
};

// The contract's table, row by row.
constexpr std::array<CodeRow, 50> codeRows{{
    {Code::SelfOffline, u"self.offline", Severity::Unknown},
    {Code::NodeUnreachable, u"node.unreachable", Severity::Critical},
    {Code::NodeStarting, u"node.starting", Severity::Warning},
    {Code::NodeDraining, u"node.draining", Severity::Warning},
    {Code::NodeMaintenance, u"node.maintenance", Severity::Warning},
    {Code::NodeUnhealthy, u"node.unhealthy", Severity::Critical},
    {Code::NodeGoroutinesOverThreshold, u"node.goroutines_over_threshold", Severity::Critical},
    {Code::ComponentFailed, u"component.failed", Severity::Critical},
    {Code::NodeMissingFromCluster, u"node.missing_from_cluster", Severity::Critical},
    {Code::NodeUnasked, u"node.unasked", Severity::Warning},
    {Code::NodeUnexpected, u"node.unexpected", Severity::Warning},
    {Code::ClusterSplit, u"cluster.split", Severity::Critical},
    {Code::ClusterAlone, u"cluster.alone", Severity::Critical},
    {Code::ClusterDisabled, u"cluster.disabled", Severity::Info},
    {Code::VersionMismatch, u"version.mismatch", Severity::Critical},
    {Code::ConfigMismatch, u"config.mismatch", Severity::Critical},
    {Code::ConfigClientMismatch, u"config.client_mismatch", Severity::Warning},
    {Code::SchemaMismatch, u"schema.mismatch", Severity::Warning},
    {Code::PluginMismatch, u"plugin.mismatch", Severity::Warning},
    {Code::UpgradeMixedVersions, u"upgrade.mixed_versions", Severity::Info},
    {Code::GossipUnreachable, u"gossip.unreachable", Severity::Warning},
    {Code::GossipEncrypted, u"gossip.encrypted", Severity::Info},
    {Code::GossipSuspect, u"gossip.suspect", Severity::Warning},
    {Code::GossipDead, u"gossip.dead", Severity::Critical},
    {Code::ProxyUnreachable, u"proxy.unreachable", Severity::Critical},
    {Code::ProxyError, u"proxy.error", Severity::Critical},
    {Code::ProxyNodeNotReached, u"proxy.node_not_reached", Severity::Warning},
    {Code::ProxyWebsocketRefused, u"proxy.websocket_refused", Severity::Warning},
    {Code::NodeWebsocketRefused, u"node.websocket_refused", Severity::Warning},
    {Code::ClockSkew, u"clock.skew", Severity::Warning},
    {Code::TlsExpires, u"tls.expires", Severity::Warning},
    {Code::TlsUntrusted, u"tls.untrusted", Severity::Critical},
    {Code::TlsName, u"tls.name", Severity::Critical},
    {Code::TlsPinChanged, u"tls.pin_changed", Severity::Critical},
    {Code::AuthRejected, u"auth.rejected", Severity::Warning},
    {Code::AuthForbidden, u"auth.forbidden", Severity::Warning},
    {Code::AccessNotAllowed, u"access.not_allowed", Severity::Unknown},
    {Code::AnswerMalformed, u"answer.malformed", Severity::Warning},
    {Code::AnswerTooLarge, u"answer.too_large", Severity::Warning},
    {Code::AnswerUnexpected, u"answer.unexpected", Severity::Warning},
    {Code::AnswerRateLimited, u"answer.rate_limited", Severity::Warning},
    {Code::AnswerSlow, u"answer.slow", Severity::Warning},
    {Code::ErrorsAbovePeers, u"errors.above_peers", Severity::Warning},
    {Code::SettingMismatch, u"setting.mismatch", Severity::Warning},
    {Code::GoroutinesRising, u"goroutines.rising", Severity::Warning},
    {Code::GoroutinesAbovePeers, u"goroutines.above_peers", Severity::Warning},
    {Code::MetricsUnavailable, u"metrics.unavailable", Severity::Info},
    {Code::DeliveryFailed, u"delivery.failed", Severity::Critical},
    {Code::DeliverySlow, u"delivery.slow", Severity::Warning},
    {Code::ProbeFailed, u"probe.failed", Severity::Critical},
}};

constexpr bool rowsFollowTheEnum()
{
    for (std::size_t i = 0; i < codeRows.size(); ++i) {
        if (static_cast<std::size_t>(codeRows[i].code) != i)
            return false;
    }
    return true;
}
static_assert(rowsFollowTheEnum(), "codeRows is indexed by Code");

const CodeRow &row(Code code)
{
    return codeRows[static_cast<std::size_t>(code)];
}

/// Place of each code among the names in text order, so that sorting compares numbers.
const std::array<int, codeRows.size()> &codeRanks()
{
    static const std::array<int, codeRows.size()> ranks = [] {
        std::array<std::size_t, codeRows.size()> order{};
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::sort(order.begin(), order.end(), [](std::size_t a, std::size_t b) {
            return QStringView(codeRows[a].name) < QStringView(codeRows[b].name);
        });
        std::array<int, codeRows.size()> result{};
        for (std::size_t i = 0; i < order.size(); ++i)
            result[order[i]] = static_cast<int>(i);
        return result;
    }();
    return ranks;
}

/// Ties (two components of one node, two strangers) are broken by the evidence itself.
bool evidenceLess(const Finding &a, const Finding &b)
{
    return QJsonDocument(a.evidence).toJson(QJsonDocument::Compact) <
           QJsonDocument(b.evidence).toJson(QJsonDocument::Compact);
}

template <class TargetsLess>
void sortWith(std::vector<Finding> &findings, TargetsLess targetsOrder)
{
    const auto &ranks = codeRanks();
    const auto rank = [&ranks](const Finding &finding) { return ranks[static_cast<std::size_t>(finding.code)]; };
    std::sort(findings.begin(), findings.end(), [&](const Finding &a, const Finding &b) {
        if (a.severity != b.severity)
            return a.severity > b.severity;
        if (a.code != b.code)
            return rank(a) < rank(b);
        if (const int order = targetsOrder(a.targets, b.targets))
            return order < 0;
        return evidenceLess(a, b);
    });
}

/// Figures that move without anything having happened.
const QSet<QString> &movingFigures()
{
    static const QSet<QString> keys{u"ms"_s,
                                    u"offsetsMs"_s,
                                    u"goroutines"_s,
                                    u"median"_s,
                                    u"ratio"_s,
                                    u"daysLeft"_s,
                                    u"perMinute"_s,
                                    u"timeToThreshold"_s,
                                    u"attempts"_s,
                                    u"growthPercent"_s,
                                    u"windowSeconds"_s,
                                    u"value"_s,
                                    u"sent"_s,
                                    u"lost"_s,
                                    u"connections"_s,
                                    u"shares"_s,
                                    u"earliestSeconds"_s,
                                    u"latestSeconds"_s};
    return keys;
}

} // namespace

QString stateName(State state)
{
    switch (state) {
    case State::Ok:
        return u"ok"_s;
    case State::Unknown:
        return u"unknown"_s;
    case State::Warning:
        return u"warning"_s;
    case State::Critical:
        return u"critical"_s;
    }
    return u"unknown"_s;
}

QString severityName(Severity severity)
{
    switch (severity) {
    case Severity::Info:
        return u"info"_s;
    case Severity::Unknown:
        return u"unknown"_s;
    case Severity::Warning:
        return u"warning"_s;
    case Severity::Critical:
        return u"critical"_s;
    }
    return u"unknown"_s;
}

std::optional<Severity> severityFromName(const QString &name)
{
    for (const Severity severity : {Severity::Info, Severity::Unknown, Severity::Warning, Severity::Critical}) {
        if (severityName(severity) == name)
            return severity;
    }
    return std::nullopt;
}

State stateOf(Severity severity)
{
    switch (severity) {
    case Severity::Info:
        return State::Ok;
    case Severity::Unknown:
        return State::Unknown;
    case Severity::Warning:
        return State::Warning;
    case Severity::Critical:
        return State::Critical;
    }
    return State::Unknown;
}

QString codeName(Code code)
{
    return QString::fromUtf16(row(code).name);
}

std::optional<Code> codeFromName(const QString &name)
{
    for (const CodeRow &candidate : codeRows) {
        if (name == QStringView(candidate.name))
            return candidate.code;
    }
    return std::nullopt;
}

const std::vector<Code> &allCodes()
{
    static const std::vector<Code> codes = [] {
        std::vector<Code> result;
        result.reserve(codeRows.size());
        for (const CodeRow &candidate : codeRows)
            result.push_back(candidate.code);
        return result;
    }();
    return codes;
}

Severity defaultSeverity(Code code)
{
    return row(code).severity;
}

bool isSameToPeople(const Finding &a, const Finding &b)
{
    if (a.code != b.code || a.severity != b.severity || a.targets != b.targets)
        return false;
    if (a.evidence == b.evidence)
        return true;
    if (a.evidence.size() != b.evidence.size())
        return false;
    for (auto entry = a.evidence.begin(); entry != a.evidence.end(); ++entry) {
        const auto other = b.evidence.find(entry.key());
        if (other == b.evidence.end() ||
            (QJsonValue(*other) != QJsonValue(*entry) && !movingFigures().contains(entry.key())))
            return false;
    }
    return true;
}

void sortFindings(std::vector<Finding> &findings)
{
    sortWith(findings, [](const std::vector<TargetId> &a, const std::vector<TargetId> &b) {
        return a < b ? -1 : (b < a ? 1 : 0);
    });
}

void sortFindings(std::vector<Finding> &findings, const std::vector<int> &nameRanks)
{
    // The proxy has no place in `nodes`, so it has none here either.
    const auto rank = [&nameRanks](TargetId id) { return id.index() < nameRanks.size() ? nameRanks[id.index()] : -1; };
    sortWith(findings, [&rank](const std::vector<TargetId> &a, const std::vector<TargetId> &b) {
        for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
            if (const int difference = rank(a[i]) - rank(b[i]))
                return difference;
        }
        return static_cast<int>(a.size()) - static_cast<int>(b.size());
    });
}

std::vector<int> nameRanksOf(const ClusterFile &file)
{
    std::vector<std::size_t> order(file.nodes.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(),
              [&file](std::size_t a, std::size_t b) { return file.nodes[a].name < file.nodes[b].name; });
    std::vector<int> ranks(order.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        ranks[order[i]] = static_cast<int>(i);
    return ranks;
}

} // namespace rollcall

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "health/rules/Rules.h"

#include "health/Wording.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace rollcall {

using namespace Qt::StringLiterals;

Findings::Findings(const Rules &rules)
{
    for (auto entry = rules.severity.begin(); entry != rules.severity.end(); ++entry) {
        const auto code = codeFromName(entry.key());
        const auto severity = severityFromName(entry.value());
        if (code && severity)
            m_overrides.emplace(*code, *severity);
    }
}

void Findings::add(Code code, std::vector<TargetId> targets, QJsonObject evidence, QString about)
{
    add(defaultSeverity(code), code, std::move(targets), std::move(evidence), std::move(about));
}

void Findings::add(Severity severity, Code code, std::vector<TargetId> targets, QJsonObject evidence, QString about)
{
    if (!m_overrides.empty()) {
        if (const auto known = m_overrides.find(code); known != m_overrides.end())
            severity = known->second;
    }
    spoken.push_back(
        Spoken{Finding{code, severity, std::move(targets), std::move(evidence), {}}, std::move(about), {}, {}});
}

void Findings::addToConfirm(Code code, std::vector<TargetId> targets, QJsonObject evidence, std::vector<TargetId> lists,
                            BeliefSource source, QString about)
{
    add(code, std::move(targets), std::move(evidence), std::move(about));
    spoken.back().toConfirm = std::move(lists);
    spoken.back().source = source;
}

std::span<const Rule> allRules()
{
    static constexpr std::array<Rule, 30> rules{
        ruleUnreachable,
        rulePhase,
        ruleUnhealthy,
        ruleComponents,
        ruleMissing,
        ruleStrangers,
        ruleSplit,
        ruleAlone,
        ruleDisabled,
        ruleGossipAccess,
        ruleGossipStates,
        ruleVersion,
        ruleConfig,
        ruleClientConfig,
        ruleSchema,
        rulePlugins,
        ruleProxyError,
        ruleNodeNotReached,
        ruleClock,
        ruleCertificateExpires,
        ruleTls,
        ruleAnswers,
        ruleErrors,
        ruleSettings,
        ruleGoroutinesRising,
        ruleGoroutinesAbovePeers,
        ruleMetricsUnavailable,
        ruleDelivery,
        ruleWebsockets,
        ruleExpectations,
    };
    return rules;
}

bool isEvidence(const MemberView &list, const TargetInput &node)
{
    const Reach &reach = node.facts->reach;
    return !reach.beganWhileWatched || list.at >= reach.answersSince;
}

QJsonArray namesOf(const RuleInput &input, std::span<const TargetId> targets)
{
    QJsonArray names;
    for (const TargetId id : targets)
        names.append(input.target(id).settings->name);
    return names;
}

QJsonObject Grouping::evidence(const RuleInput &input, const QString &key) const
{
    QJsonObject values;
    for (const auto &[value, nodes] : groups)
        values.insert(value, namesOf(input, nodes));
    return QJsonObject{{key, values}, {u"majority"_s, majority ? QJsonValue(*majority) : QJsonValue()}};
}

Grouping groupBy(const RuleInput &input, std::span<const TargetId> nodes,
                 const std::function<QString(const TargetInput &)> &valueOf)
{
    Grouping result;
    std::size_t known = 0;
    auto last = result.groups.end(); // equal values come in runs: mostly all are the same
    for (const TargetId id : nodes) {
        const QString value = valueOf(input.target(id));
        if (value.isEmpty())
            continue;
        ++known;
        if (last == result.groups.end() || last->first != value)
            last = result.groups.try_emplace(value).first;
        last->second.push_back(id);
    }
    for (const auto &[value, members] : result.groups) {
        if (members.size() * 2 > known)
            result.majority = value;
    }
    if (!result.differs())
        return result;
    for (const auto &[value, members] : result.groups) {
        if (value != result.majority)
            result.named.insert(result.named.end(), members.begin(), members.end());
    }
    std::sort(result.named.begin(), result.named.end());
    return result;
}

QString fit(const QString &text)
{
    return Wording::plain(text);
}

double rounded(double value, double step)
{
    // Divides by the inverse: 0.3 instead of 0.30000000000000004.
    const double inverse = std::round(1 / step);
    return std::round(value * inverse) / inverse;
}

} // namespace rollcall

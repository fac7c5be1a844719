// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "health/rules/Rules.h"

#include "health/Wording.h"

#include <algorithm>
#include <set>

namespace rollcall {

using namespace Qt::StringLiterals;

namespace {

/// The product's metrics are its extra: where they are missing, that is said as such and as nothing else.
bool isMetrics(const QString &probe)
{
    return probe == "metrics"_L1;
}

/// Whose silence has a code of its own, which is no word on how fast the node is.
bool isSilenceToldElsewhere(const QString &probe)
{
    return isMetrics(probe) || probe == "gossip"_L1;
}

/// Which code an answer that is no answer belongs to; absent: none.
std::optional<Code> codeOf(const QString &probe, const Outcome &outcome)
{
    switch (outcome.kind) {
    case Outcome::Kind::Answered:
    case Outcome::Kind::Absent:
        return std::nullopt;
    case Outcome::Kind::Failed:
        // An endpoint beside the url that breaks off in the middle of its answer. (One that does not answer in time is
        // slow; any other failure says nothing that the url does not say better.)
        if (!isMetrics(probe) && outcome.status != 0 &&
            (outcome.failure == NetFailure::Closed || outcome.failure == NetFailure::Reset))
            return Code::AnswerUnexpected;
        return std::nullopt;
    case Outcome::Kind::Malformed:
        return Code::AnswerMalformed;
    case Outcome::Kind::Unexpected:
        return Code::AnswerUnexpected;
    case Outcome::Kind::TooLarge:
        return Code::AnswerTooLarge;
    case Outcome::Kind::RateLimited:
        return Code::AnswerRateLimited;
    case Outcome::Kind::Rejected:
        return Code::AuthRejected;
    case Outcome::Kind::Forbidden:
        return Code::AuthForbidden;
    case Outcome::Kind::NotAllowed:
        return Code::AccessNotAllowed;
    }
    return std::nullopt;
}

/// What one code has to say of one target.
struct Gathered
{
    std::set<QString> endpoints;
    std::set<QString> probes;
    std::set<QString> permissions;
    QString detail;
    QByteArray firstBytes;
    int status = 0;
    Milliseconds retryAfter{0};
    bool operator==(const Gathered &) const = default;
};

void gather(Gathered &gathered, const QString &probe, const ProbeSpec &spec, const Outcome &outcome)
{
    gathered.endpoints.insert(spec.endpoint);
    gathered.probes.insert(probe);
    if (!outcome.permission.isEmpty())
        gathered.permissions.insert(fit(outcome.permission));
    if (gathered.detail.isEmpty())
        gathered.detail = outcome.detail;
    if (gathered.firstBytes.isEmpty())
        gathered.firstBytes = outcome.firstBytes;
    if (!gathered.status)
        gathered.status = outcome.status;
    gathered.retryAfter = std::max(gathered.retryAfter, outcome.retryAfter);
}

QJsonArray toArray(const std::set<QString> &texts)
{
    return QJsonArray::fromStringList(QStringList(texts.begin(), texts.end()));
}

QJsonObject evidenceOf(const Gathered &gathered)
{
    QJsonObject evidence{{u"endpoints"_s, toArray(gathered.endpoints)}, {u"probes"_s, toArray(gathered.probes)}};
    if (!gathered.permissions.empty())
        evidence.insert(u"permissions"_s, toArray(gathered.permissions));
    if (!gathered.detail.isEmpty())
        evidence.insert(u"detail"_s, fit(gathered.detail));
    if (!gathered.firstBytes.isEmpty())
        evidence.insert(u"firstBytes"_s, fit(QString::fromUtf8(gathered.firstBytes)));
    if (gathered.status)
        evidence.insert(u"status"_s, gathered.status);
    if (gathered.retryAfter.count() > 0)
        evidence.insert(u"retryAfterMs"_s, static_cast<qint64>(gathered.retryAfter.count()));
    return evidence;
}

/// The slowest answer, or a secondary endpoint that gave none in time.
struct Slowest
{
    std::chrono::microseconds latency{0};
    QString endpoint;
    bool isTimeout = false;
};

} // namespace

void ruleAnswers(const RuleInput &input, Findings &findings)
{
    std::map<Code, Gathered> byCode;
    // When many answer alike, their evidence is made once and shared.
    std::map<Code, std::pair<Gathered, QJsonObject>> last;
    for (const TargetInput &target : input.targets) {
        if (!target.isLive())
            continue;
        byCode.clear();
        std::optional<Slowest> slowest;
        for (const auto &[probe, outcome] : target.facts->outcomes) {
            const bool isTimeout = outcome.kind == Outcome::Kind::Failed && outcome.failure == NetFailure::Timeout;
            // A proxy without a product is never ill, but what it answers to its url may be another thing than asked.
            const bool isWrongUrl = target.settings->isProxy && outcome.answered() && !outcome.isFromNode &&
                                    outcome.status >= 400 && outcome.status < 500;
            bool isSlow = (outcome.isContact() && outcome.latency > input.rules().slow) ||
                          (isTimeout && !isSilenceToldElsewhere(probe));
            const auto code = isWrongUrl ? std::optional(Code::AnswerUnexpected) : codeOf(probe, outcome);
            if (!isSlow && !code)
                continue;
            const auto found = target.facts->specs.find(probe);
            if (found == target.facts->specs.end())
                continue;
            const ProbeSpec &spec = *found->second;
            // What a person wrote into the file has an expectation of its own, and says it. Of a WebSocket there is
            // but one thing to say, and that has a code of its own.
            if (spec.expectation || (spec.isWebSocket() && code != Code::AnswerRateLimited))
                continue;
            isSlow = isSlow && (!spec.isSlowByNature || isTimeout);
            // The url of a live target: an attempt that failed is older than its answer.
            if (spec.isPrimary && outcome.kind == Outcome::Kind::Failed)
                continue;
            if (isSlow) {
                const auto latency =
                    isTimeout ? std::max(outcome.latency, std::chrono::microseconds(spec.timeout())) : outcome.latency;
                if (!slowest || latency > slowest->latency)
                    slowest = Slowest{latency, spec.endpoint, isTimeout};
            }
            // A proxy's own 5xx has a code of its own.
            const bool isProxyError = target.settings->isProxy && spec.isPrimary && outcome.status >= 500;
            if (code && !isProxyError)
                gather(byCode[*code], probe, spec, outcome);
        }
        for (auto &[code, gathered] : byCode) {
            auto &[like, evidence] = last[code];
            if (evidence.isEmpty() || like != gathered)
                evidence = evidenceOf(gathered);
            findings.add(code, {target.id}, evidence);
            like = std::move(gathered);
        }
        if (slowest) {
            QJsonObject evidence{{u"ms"_s, rounded(static_cast<double>(slowest->latency.count()) / 1000)},
                                 {u"endpoint"_s, slowest->endpoint},
                                 {u"limitMs"_s, static_cast<qint64>(input.rules().slow.count())}};
            if (slowest->isTimeout)
                evidence.insert(u"timeout"_s, true);
            findings.add(Code::AnswerSlow, {target.id}, evidence);
        }
    }
}

void ruleMetricsUnavailable(const RuleInput &input, Findings &findings)
{
    static const QString probe = u"metrics"_s;
    for (const auto &peers : input.peers) {
        for (const TargetId id : peers) {
            // A product that asks of its own accord promises nobody an answer.
            if (!input.target(id).settings->metrics)
                continue;
            const TargetFacts &facts = *input.target(id).facts;
            const auto found = facts.outcomes.find(probe);
            if (found == facts.outcomes.end())
                continue;
            const Outcome &outcome = found->second;
            const bool isMissing = outcome.kind == Outcome::Kind::Failed || outcome.kind == Outcome::Kind::Absent;
            if (!isMissing)
                continue;
            QJsonObject evidence{
                {u"kind"_s, outcome.kind == Outcome::Kind::Absent ? u"absent"_s : failureName(outcome.failure)}};
            if (const auto spec = facts.specs.find(probe); spec != facts.specs.end())
                evidence.insert(u"endpoint"_s, spec->second->endpoint);
            findings.add(Code::MetricsUnavailable, {id}, evidence);
        }
    }
}

} // namespace rollcall

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "health/rules/Rules.h"
#include "net/SystemProxy.h"

#include <algorithm>
#include <map>
#include <set>

namespace rollcall {

using namespace Qt::StringLiterals;

namespace {

/// The five kinds of the contract; what has no kind of its own gets the nearest, and `detail` says what it was.
QString kindOf(NetFailure failure)
{
    switch (failure) {
    case NetFailure::Refused:
        return u"refused"_s;
    case NetFailure::Timeout:
    case NetFailure::NoRoute:
        return u"timeout"_s;
    case NetFailure::NameNotFound:
        return u"dns"_s;
    case NetFailure::Reset:
        return u"reset"_s;
    case NetFailure::None:
    case NetFailure::Closed:
    case NetFailure::TlsUntrusted:
    case NetFailure::TlsName:
    case NetFailure::TlsExpired:
    case NetFailure::TlsPinChanged:
    case NetFailure::TlsFailed:
    case NetFailure::TooLarge:
    case NetFailure::NotHttp:
    case NetFailure::ProxyFailed:
    case NetFailure::BadRequest:
    case NetFailure::Cancelled:
        return u"closed"_s;
    }
    return u"closed"_s;
}

/// Whether the failure is mere silence, as a workstation without a network sees it.
bool isSilence(NetFailure failure)
{
    return failure == NetFailure::Timeout || failure == NetFailure::NoRoute || failure == NetFailure::NameNotFound;
}

bool isFailing(const Reach &reach)
{
    return reach.kind == Reach::Kind::Doubtful || reach.kind == Reach::Kind::Down;
}

/// Nothing has a route, and nothing ever answered otherwise.
bool hasNoRouteToAny(const RuleInput &input)
{
    bool isProven = false;
    std::set<QString> names;
    for (const TargetInput &target : input.targets) {
        const Reach &reach = target.facts->reach;
        if (!isFailing(reach))
            return false;
        if (reach.failure == NetFailure::NoRoute) {
            isProven = true;
        } else if (reach.failure == NetFailure::NameNotFound) {
            // One name that never resolved may be a typing error; several at once, or one that did before, are not.
            names.insert(target.settings->url.host().toLower());
            isProven = isProven || names.size() > 1 || reach.lastContactUtc.isValid();
        } else {
            return false;
        }
    }
    return isProven;
}

/// All that answered until now went silent within one interval. What was down before must be silent, too.
bool wentSilentAtOnce(const RuleInput &input)
{
    TimePoint latest = TimePoint::min();
    Milliseconds window{0};
    for (const TargetInput &target : input.targets) {
        const Reach &reach = target.facts->reach;
        if (!isFailing(reach) || !isSilence(reach.failure))
            return false;
        if (reach.lastContactUtc.isValid())
            latest = std::max(latest, reach.firstFailure);
        window = std::max(window, target.settings->interval + target.settings->timeout);
    }
    int together = 0;
    for (const TargetInput &target : input.targets) {
        const Reach &reach = target.facts->reach;
        if (reach.lastContactUtc.isValid() && reach.firstFailure >= latest - window)
            ++together;
    }
    // One alone that falls silent is a node that hangs.
    return together > 1;
}

/// Other ports of a node that is down which have answered since: its process lives, and the url's port may only be
/// closed to this workstation (of a Micro Integrator in a container, the probes' port is not published).
QStringList otherAnswers(const TargetInput &target)
{
    QStringList endpoints;
    for (const auto &[probe, outcome] : target.facts->outcomes) {
        // Asked at the same time as the url, it may have answered a moment before the url was found closed.
        if (!outcome.answered() || outcome.at + target.settings->timeout < target.facts->reach.firstFailure)
            continue;
        const auto spec = target.facts->specs.find(probe);
        if (spec != target.facts->specs.end() && !spec->second->isPrimary && !spec->second->isIndependent)
            endpoints.append(spec->second->endpoint);
    }
    return endpoints;
}

QJsonObject failureEvidence(const TargetInput &target)
{
    const Reach &reach = target.facts->reach;
    QJsonObject evidence{{u"kind"_s, kindOf(reach.failure)}, {u"attempts"_s, reach.attempts}};
    switch (reach.failure) {
    case NetFailure::NoRoute:
        evidence.insert(u"detail"_s, u"no route to host"_s);
        break;
    case NetFailure::ProxyFailed:
    case NetFailure::BadRequest:
        evidence.insert(u"detail"_s, reach.detail.isEmpty() ? failureName(reach.failure) : fit(reach.detail));
        break;
    case NetFailure::Timeout:
        evidence.insert(u"timeoutMs"_s, static_cast<qint64>(target.settings->timeout.count()));
        break;
    case NetFailure::None:
    case NetFailure::Refused:
    case NetFailure::NameNotFound:
    case NetFailure::Reset:
    case NetFailure::Closed:
    case NetFailure::TlsUntrusted:
    case NetFailure::TlsName:
    case NetFailure::TlsExpired:
    case NetFailure::TlsPinChanged:
    case NetFailure::TlsFailed:
    case NetFailure::TooLarge:
    case NetFailure::NotHttp:
    case NetFailure::Cancelled:
        break;
    }
    if (reach.attempts > 1)
        evidence.insert(u"retryAfterMs"_s, static_cast<qint64>(target.settings->retryAfter.count()));
    if (const QStringList others = otherAnswers(target); !others.isEmpty())
        evidence.insert(u"answersOn"_s, QJsonArray::fromStringList(others));
    return evidence;
}

QString iso(const QDateTime &time)
{
    return time.toUTC().toString(Qt::ISODateWithMs);
}

/// `endpoints`: those beside the url that are meant; empty for the url itself.
void sayTls(const TargetInput &target, NetFailure failure, const QString &detail, const QStringList &endpoints,
            Findings &findings)
{
    const PeerCertificate *certificate = target.facts->certificate.get();
    QJsonObject evidence;
    if (!endpoints.isEmpty())
        evidence.insert(u"endpoints"_s, QJsonArray::fromStringList(endpoints));
    if (!detail.isEmpty())
        evidence.insert(u"detail"_s, fit(detail));
    if (certificate) {
        evidence.insert(u"subject"_s, fit(certificate->subject));
        evidence.insert(u"issuer"_s, fit(certificate->issuer));
        evidence.insert(u"fingerprint"_s, certificate->fingerprint);
        evidence.insert(u"pin"_s, certificate->pin);
    }
    if (failure == NetFailure::TlsName) {
        QJsonArray names;
        if (certificate) {
            for (const QString &name : certificate->names)
                names.append(fit(name));
        }
        evidence.insert(u"expected"_s, target.settings->url.host());
        evidence.insert(u"names"_s, names);
        findings.add(Code::TlsName, {target.id}, evidence);
    } else if (failure == NetFailure::TlsPinChanged) {
        evidence.insert(u"oldPin"_s, target.settings->tls.pin);
        evidence.insert(u"newPin"_s, certificate ? QJsonValue(certificate->pin) : QJsonValue());
        evidence.remove(u"pin"_s);
        findings.add(Code::TlsPinChanged, {target.id}, evidence);
    } else if (failure != NetFailure::TlsExpired || !endpoints.isEmpty()) { // of the url, that is tls.expires alone
        findings.add(Code::TlsUntrusted, {target.id}, evidence);
    }
}

} // namespace

bool isOffline(const RuleInput &input, QString *kind)
{
    if (input.targets.empty())
        return false;
    for (const TargetInput &target : input.targets) {
        if (!isFailing(target.facts->reach)) // the cheap way out of the usual case
            return false;
    }
    for (const TargetInput &target : input.targets) {
        if (isLoopback(target.settings->url))
            return false;
    }
    const bool noRoute = hasNoRouteToAny(input);
    if (!noRoute && !wentSilentAtOnce(input))
        return false;
    if (kind)
        *kind = noRoute ? u"no route"_s : u"silent"_s;
    return true;
}

void ruleUnreachable(const RuleInput &input, Findings &findings)
{
    // When many go at once they go alike: their evidence is made once and shared.
    const TargetInput *last = nullptr;
    QJsonObject evidence;
    const auto isLike = [](const TargetInput &a, const TargetInput &b) {
        return a.facts->reach.failure == b.facts->reach.failure && a.facts->reach.attempts == b.facts->reach.attempts &&
               a.facts->reach.detail == b.facts->reach.detail && a.settings->timeout == b.settings->timeout &&
               a.settings->retryAfter == b.settings->retryAfter && otherAnswers(a) == otherAnswers(b);
    };
    for (const TargetInput &target : input.targets) {
        if (target.facts->reach.kind != Reach::Kind::Down)
            continue;
        if (!last || !isLike(*last, target))
            evidence = failureEvidence(target);
        last = &target;
        findings.add(target.settings->isProxy ? Code::ProxyUnreachable : Code::NodeUnreachable, {target.id}, evidence);
    }
}

void ruleTls(const RuleInput &input, Findings &findings)
{
    for (const TargetInput &target : input.targets) {
        const Reach &reach = target.facts->reach;
        if (reach.kind == Reach::Kind::NoTls)
            sayTls(target, reach.failure, reach.detail, {}, findings);
        if (!target.isLive())
            continue;
        // The url answers, and another port of the node does not get as far: what it would tell is unknown.
        std::map<NetFailure, std::pair<QString, QStringList>> others;
        for (const auto &[probe, outcome] : target.facts->outcomes) {
            if (outcome.kind != Outcome::Kind::Failed || !isTls(outcome.failure))
                continue;
            const auto spec = target.facts->specs.find(probe);
            if (spec == target.facts->specs.end() || spec->second->isPrimary || spec->second->expectation)
                continue;
            auto &[detail, endpoints] = others[outcome.failure];
            detail = outcome.detail;
            endpoints.append(spec->second->endpoint);
        }
        for (const auto &[failure, what] : others)
            sayTls(target, failure, what.first, what.second, findings);
    }
}

void ruleCertificateExpires(const RuleInput &input, Findings &findings)
{
    for (const TargetInput &target : input.targets) {
        const Reach &reach = target.facts->reach;
        const PeerCertificate *certificate = target.facts->certificate.get();
        const bool wasRefused = reach.kind == Reach::Kind::NoTls && reach.failure == NetFailure::TlsExpired;
        // Of a target that does not answer now, nobody knows which certificate it has.
        const bool isCurrent = certificate && (reach.isLive() || reach.kind == Reach::Kind::NoTls);
        if (!wasRefused && !isCurrent)
            continue;
        QJsonObject evidence;
        bool isCritical = wasRefused;
        bool isNear = wasRefused;
        if (certificate && certificate->notAfter.isValid()) {
            const Milliseconds left{input.utc.msecsTo(certificate->notAfter)};
            isCritical = isCritical || left < input.rules().tlsCritical;
            isNear = isNear || isCritical || left < input.rules().tlsWarning;
            const auto days = std::chrono::floor<std::chrono::duration<qint64, std::ratio<86400>>>(left).count();
            evidence.insert(u"expiresAt"_s, iso(certificate->notAfter));
            evidence.insert(u"daysLeft"_s, days);
        }
        if (!isNear)
            continue;
        if (wasRefused && !reach.detail.isEmpty())
            evidence.insert(u"detail"_s, fit(reach.detail));
        if (certificate)
            evidence.insert(u"subject"_s, fit(certificate->subject));
        findings.add(isCritical ? Severity::Critical : Severity::Warning, Code::TlsExpires, {target.id}, evidence);
    }
}

void ruleProxyError(const RuleInput &input, Findings &findings)
{
    if (!input.file->hasProxy())
        return;
    const TargetInput &proxy = input.target(input.file->proxyId());
    if (!proxy.isLive())
        return;
    for (const auto &[probe, outcome] : proxy.facts->outcomes) {
        // A node's own 5xx (it calls itself unhealthy) carries the node's identity.
        const auto &identity = proxy.facts->identity;
        const bool isNodes = outcome.isFromNode || (identity && identity->isCurrent && identity->at == outcome.at);
        if (outcome.status < 500 || !outcome.isContact() || isNodes)
            continue;
        const auto spec = proxy.facts->specs.find(probe);
        if (spec == proxy.facts->specs.end() || !spec->second->isPrimary)
            continue;
        findings.add(Code::ProxyError, {proxy.id},
                     QJsonObject{{u"status"_s, outcome.status}, {u"endpoint"_s, spec->second->endpoint}});
        return;
    }
}

} // namespace rollcall

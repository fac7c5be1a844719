// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "health/Wording.h"

#include "health/Phrases.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace rollcall {

using namespace Qt::StringLiterals;

namespace {

/// Characters that move, hide or reorder text instead of being it.
bool isUnsafe(char32_t c)
{
    return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x00AD || c == 0x061C || c == 0x115F || c == 0x1160 ||
           c == 0x180E || (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) ||
           (c >= 0x2060 && c <= 0x206F) || c == 0x3164 || (c >= 0xD800 && c <= 0xDFFF) ||
           (c >= 0xFE00 && c <= 0xFE0F) || c == 0xFEFF || c == 0xFFA0 || (c >= 0xFFF0 && c <= 0xFFFB) ||
           (c >= 0xE0000 && c <= 0xE0FFF);
}

QString english(const char *source, int n)
{
    QString text = QString::fromUtf8(source);
    if (n >= 0)
        text.replace("%n"_L1, QString::number(n));
    return text;
}

/// The odd value against the majority's, where there is one of each.
QString oddValue(const Phrases &phrases, const QJsonObject &evidence, const QString &key)
{
    const QJsonObject groups = evidence.value(key).toObject();
    const QJsonValue majority = evidence.value("majority"_L1);
    if (!majority.isString() || groups.size() != 2)
        return {};
    const QStringList values = groups.keys();
    const QString odd = values.front() == majority.toString() ? values.back() : values.front();
    return phrases.text(QT_TRANSLATE_NOOP("Wording", "%1 instead of %2")).arg(odd, majority.toString());
}

QString orElse(const QString &text, const QString &otherwise)
{
    return text.isEmpty() ? otherwise : text;
}

} // namespace

Wording::Wording() : m_language{english} {}

Wording::Wording(Language language) : m_language(std::move(language)) {}

QString Wording::bare(double value, int decimals)
{
    return QString::number(value, 'f', decimals);
}

QString Wording::plain(QStringView text, qsizetype longest)
{
    // Most text is harmless and short: then it is returned as it is.
    bool isHarmless = text.size() <= longest;
    for (const QChar c : text) {
        if (!isHarmless)
            break;
        isHarmless = c.unicode() >= 0x20 && c.unicode() < 0x7F;
    }
    if (isHarmless)
        return text.toString();

    QString result;
    qsizetype i = 0;
    while (i < text.size()) {
        char32_t c = text[i].unicode();
        qsizetype length = 1;
        if (text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate()) {
            c = QChar::surrogateToUcs4(text[i], text[i + 1]);
            length = 2;
        }
        const QString piece = isUnsafe(c) ? u"<U+%1>"_s.arg(QString::number(c, 16).toUpper().rightJustified(4, u'0'))
                                          : text.mid(i, length).toString();
        const bool isLast = i + length >= text.size();
        if (result.size() + piece.size() > longest - (isLast ? 0 : 1))
            return result + u'…';
        result += piece;
        i += length;
    }
    return result;
}

QString Wording::message(const ClusterFile &file, const Finding &finding) const
{
    const Phrases phrases(m_language, &file);
    QString clause = phrases.clause(finding, finding.targets);
    QStringList permissions;
    for (const auto &permission : finding.evidence.value("permissions"_L1).toArray())
        permissions.append(permission.toString());
    if (!permissions.isEmpty())
        clause = phrases.text(QT_TRANSLATE_NOOP("Wording", "%1 (missing permission: %2)"))
                     .arg(clause, phrases.list(permissions));
    const QString pin = finding.evidence.value("pin"_L1).toString();
    if (finding.code == Code::TlsUntrusted && !pin.isEmpty())
        clause = phrases.text(QT_TRANSLATE_NOOP("Wording", "%1 (its key, to be pinned if it is the right one: %2)"))
                     .arg(clause, pin);
    if (finding.code == Code::TlsPinChanged)
        clause = phrases.text(QT_TRANSLATE_NOOP("Wording", "%1 (pinned: %2, now: %3)"))
                     .arg(clause, finding.evidence.value("oldPin"_L1).toString(),
                          finding.evidence.value("newPin"_L1).toString());
    if (finding.code == Code::SelfOffline)
        clause = phrases.text(QT_TRANSLATE_NOOP("Wording", "%1: no target answers in any way")).arg(clause);
    return phrases.text(QT_TRANSLATE_NOOP("Wording", "%1.")).arg(phrases.sentence(clause));
}

QString Wording::shortReason(const Finding &finding) const
{
    static const ClusterFile none;
    const Phrases phrases(m_language, &none);
    const QJsonObject &evidence = finding.evidence;
    const auto figure = [&](const QString &key) { return phrases.figure(evidence.value(key).toDouble()); };
    switch (finding.code) {
    case Code::SelfOffline:
        return phrases.text(QT_TRANSLATE_NOOP("Wording", "no network here"));
    case Code::NodeUnreachable:
    case Code::ProxyUnreachable:
        return phrases.failure(finding);
    case Code::NodeStarting:
        return phrases.text(QT_TRANSLATE_NOOP("Wording", "starting"));
    case Code::NodeDraining:
        return phrases.text(QT_TRANSLATE_NOOP("Wording", "draining"));
    case Code::NodeMaintenance:
        return phrases.text(QT_TRANSLATE_NOOP("Wording", "in maintenance"));
    case Code::NodeUnhealthy:
        return evidence.contains("status"_L1)
                   ? phrases.text(QT_TRANSLATE_NOOP("Wording", "HTTP %1")).arg(evidence.value("status"_L1).toInt())
                   : phrases.text(QT_TRANSLATE_NOOP("Wording", "calls itself unhealthy"));
    case Code::NodeGoroutinesOverThreshold:
        return evidence.contains("goroutines"_L1)
                   ? phrases.text(QT_TRANSLATE_NOOP("Wording", "%1 goroutines, over the threshold"))
                         .arg(figure(u"goroutines"_s))
                   : phrases.text(QT_TRANSLATE_NOOP("Wording", "over the goroutine threshold"));
    case Code::ComponentFailed:
        return phrases.text(QT_TRANSLATE_NOOP("Wording", "%1 failed"))
            .arg(plain(evidence.value("component"_L1).toString(), 40));
    case Code::NodeMissingFromCluster:
        return phrases.text(QT_TRANSLATE_NOOP("Wording", "missing from the cluster"));
    case Code::NodeUnasked:
        return phrases.text(QT_TRANSLATE_NOOP("Wording", "could not be asked by its peers"));
    case Code::NodeUnexpected:
        return phrases.text(QT_TRANSLATE_NOOP("Wording", "a member that is no node of the file"));
    case Code::ClusterSplit:
        return phrases.text(QT_TRANSLATE_NOOP("Wording", "the cluster is split"));
    case Code::ClusterAlone:
        return phrases.text(QT_TRANSLATE_NOOP("Wording", "alone in its cluster"));
    case Code::ClusterDisabled:
        return phrases.text(QT_TRANSLATE_NOOP("Wording", "not clustered"));
    case Code::VersionMismatch:
        return orElse(oddValue(phrases, evidence, u"versions"_s),
                      phrases.text(QT_TRANSLATE_NOOP("Wording", "versions differ")));
    case Code::ConfigMismatch:
        return phrases.text(QT_TRANSLATE_NOOP("Wording", "another configuration"));
    case Code::ConfigClientMismatch:
        return phrases.text(QT_TRANSLATE_NOOP("Wording", "another client configuration"));
    case Code::SchemaMismatch:
        return phrases.text(QT_TRANSLATE_NOOP("Wording", "another schema version"));
    case Code::PluginMismatch:
        return phrases.text(QT_TRANSLATE_NOOP("Wording", "plugin %1 differs"))
            .arg(plain(evidence.value("plugin"_L1).toString(), 40));
    case Code::UpgradeMixedVersions:
        return phrases.text(QT_TRANSLATE_NOOP("Wording", "upgrade in progress"));
    case Code::GossipUnreachable:
        return phrases.text(QT_TRANSLATE_NOOP("Wording", "gossip does not answer"));
    case Code::GossipEncrypted:
        return phrases.text(QT_TRANSLATE_NOOP("Wording", "gossip is encrypted"));
    case Code::GossipSuspect:
        return phrases.text(QT_TRANSLATE_NOOP("Wording", "suspected by its peers"));
    case Code::GossipDead:
        return phrases.text(QT_TRANSLATE_NOOP("Wording", "dead to its peers"));
    case Code::ProxyError:
        return phrases.text(QT_TRANSLATE_NOOP("Wording", "HTTP %1")).arg(evidence.value("status"_L1).toInt());
    case Code::ProxyNodeNotReached:
        return phrases.text(QT_TRANSLATE_NOOP("Wording", "the proxy leaves a node out"));
    case Code::ProxyWebsocketRefused:
    case Code::NodeWebsocketRefused:
        return phrases.text(QT_TRANSLATE_NOOP("Wording", "WebSockets refused"));
    case Code::ClockSkew:
        return phrases.text(QT_TRANSLATE_NOOP("Wording", "clock is off"));
    case Code::TlsExpires: {
        const int days = evidence.value("daysLeft"_L1).toInt(-1);
        return days < 0 ? phrases.text(QT_TRANSLATE_NOOP("Wording", "certificate not valid now"))
                        : phrases.text(QT_TRANSLATE_N_NOOP("Wording", "certificate expires in %n day"),
                                       QT_TRANSLATE_N_NOOP("Wording", "certificate expires in %n days"), days);
    }
    case Code::TlsUntrusted:
        return phrases.text(QT_TRANSLATE_NOOP("Wording", "certificate not trusted"));
    case Code::TlsName:
        return phrases.text(QT_TRANSLATE_NOOP("Wording", "certificate for another name"));
    case Code::TlsPinChanged:
        return phrases.text(QT_TRANSLATE_NOOP("Wording", "public key changed"));
    case Code::AuthRejected:
        return phrases.text(QT_TRANSLATE_NOOP("Wording", "credentials rejected"));
    case Code::AuthForbidden:
        return phrases.text(QT_TRANSLATE_NOOP("Wording", "permission missing"));
    case Code::AccessNotAllowed:
        return phrases.text(QT_TRANSLATE_NOOP("Wording", "this address is not allowed"));
    case Code::AnswerMalformed:
        return phrases.text(QT_TRANSLATE_NOOP("Wording", "unreadable answer"));
    case Code::AnswerTooLarge:
        return phrases.text(QT_TRANSLATE_NOOP("Wording", "answer too large"));
    case Code::AnswerUnexpected:
        return phrases.text(QT_TRANSLATE_NOOP("Wording", "unexpected answer"));
    case Code::AnswerRateLimited:
        return phrases.text(QT_TRANSLATE_NOOP("Wording", "rate limited"));
    case Code::AnswerSlow:
        return phrases.text(QT_TRANSLATE_NOOP("Wording", "slow"));
    case Code::ErrorsAbovePeers:
        return phrases.text(QT_TRANSLATE_NOOP("Wording", "more API errors than its peers"));
    case Code::SettingMismatch:
        return phrases.text(QT_TRANSLATE_NOOP("Wording", "%1 differs"))
            .arg(plain(evidence.value("setting"_L1).toString(), 40));
    case Code::GoroutinesRising:
        return phrases.text(QT_TRANSLATE_NOOP("Wording", "goroutines rise by %1 a minute")).arg(figure(u"perMinute"_s));
    case Code::GoroutinesAbovePeers:
        return phrases.text(QT_TRANSLATE_NOOP("Wording", "%1 goroutines, peers %2"))
            .arg(figure(u"goroutines"_s), figure(u"median"_s));
    case Code::MetricsUnavailable:
        return phrases.text(QT_TRANSLATE_NOOP("Wording", "no metrics"));
    case Code::DeliveryFailed:
        return phrases.text(QT_TRANSLATE_NOOP("Wording", "posts do not arrive"));
    case Code::DeliverySlow:
        return phrases.text(QT_TRANSLATE_NOOP("Wording", "posts arrive slowly"));
    case Code::ProbeFailed:
        return phrases.text(QT_TRANSLATE_NOOP("Wording", "probe %1 failed"))
            .arg(plain(evidence.value("probe"_L1).toString(), 40));
    }
    return codeName(finding.code);
}

/// What stays unknown of a node that is asked without credentials; null where they are there, or none are wanted.
static const char *unknownWithoutCredentials(const TargetSettings &settings)
{
    if (settings.product == "mattermost"_L1 && !settings.token)
        return QT_TRANSLATE_NOOP("Wording", "Without a token the member list, the configuration hash, the schema "
                                            "version and the plugins are unknown.");
    if (settings.product == "gitlab"_L1 && !settings.token)
        return QT_TRANSLATE_NOOP("Wording", "Without a token the version is unknown.");
    if (settings.product == "portus"_L1 && !settings.token && !settings.login)
        return QT_TRANSLATE_NOOP("Wording", "Without a login the version is unknown.");
    if (settings.product == "wso2-mi"_L1 && !settings.login)
        return QT_TRANSLATE_NOOP("Wording", "Without a login the set of CApps is unknown.");
    return nullptr;
}

QStringList Wording::unknowns(const ClusterState &state, TargetId target) const
{
    const Phrases phrases(m_language, state.file.get());
    const TargetState &node = state.target(target);
    const TargetFacts &facts = node.facts;
    QStringList result;
    if (node.settings.isProxy)
        return result;
    if (!facts.reach.isLive()) {
        result.append(phrases.text(
            node.hasAnswered ? QT_TRANSLATE_NOOP("Wording", "It does not answer: what is shown is what it said last.")
                             : QT_TRANSLATE_NOOP("Wording", "It has not answered yet: nothing is known of it.")));
        return result;
    }
    if (const char *sentence = unknownWithoutCredentials(node.settings))
        result.append(phrases.text(sentence));
    for (const auto &[probe, outcome] : facts.outcomes) {
        const auto spec = facts.specs.find(probe);
        if (spec == facts.specs.end())
            continue;
        const QString &endpoint = spec->second->endpoint;
        switch (outcome.kind) {
        case Outcome::Kind::Answered:
            break;
        case Outcome::Kind::Absent:
            result.append(phrases.text(QT_TRANSLATE_NOOP("Wording", "%1 is not offered by this version or edition."))
                              .arg(endpoint));
            break;
        case Outcome::Kind::Rejected:
            result.append(phrases.text(QT_TRANSLATE_NOOP("Wording", "%1 rejects the credentials.")).arg(endpoint));
            break;
        case Outcome::Kind::Forbidden:
            result.append(
                outcome.permission.isEmpty()
                    ? phrases.text(QT_TRANSLATE_NOOP("Wording", "%1 is forbidden to this token.")).arg(endpoint)
                    : phrases.text(QT_TRANSLATE_NOOP("Wording", "%1 needs the permission %2."))
                          .arg(endpoint, plain(outcome.permission, 80)));
            break;
        case Outcome::Kind::Failed:
        case Outcome::Kind::Malformed:
        case Outcome::Kind::Unexpected:
        case Outcome::Kind::TooLarge:
        case Outcome::Kind::RateLimited:
        case Outcome::Kind::NotAllowed:
            result.append(phrases.text(QT_TRANSLATE_NOOP("Wording", "%1 gave no usable answer.")).arg(endpoint));
            break;
        }
    }
    return result;
}

QString Wording::duration(Milliseconds duration) const
{
    return Phrases(m_language, nullptr).duration(duration);
}

QString Wording::stateWord(State state) const
{
    const Phrases phrases(m_language, nullptr);
    switch (state) {
    case State::Ok:
        return phrases.text(QT_TRANSLATE_NOOP("Wording", "ok"));
    case State::Unknown:
        return phrases.text(QT_TRANSLATE_NOOP("Wording", "unknown"));
    case State::Warning:
        return phrases.text(QT_TRANSLATE_NOOP("Wording", "warning"));
    case State::Critical:
        return phrases.text(QT_TRANSLATE_NOOP("Wording", "critical"));
    }
    return phrases.text(QT_TRANSLATE_NOOP("Wording", "unknown"));
}

} // namespace rollcall

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "health/Phrases.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <algorithm>
#include <array>
#include <cmath>

namespace rollcall {

using namespace Qt::StringLiterals;

namespace {

QString percent(const Phrases &phrases, double part)
{
    const double value = part * 100;
    return phrases.figure(value, value < 10 && value != std::round(value) ? 1 : 0);
}

} // namespace

QString Phrases::text(const char *source, int n) const
{
    QString text = m_language.translate(source, n);
    // Translators put a number in bare. It has more digits than anything else in a text, so that it can be found.
    if (n >= 1000)
        text.replace(QString::number(n), figure(n));
    return text;
}

QString Phrases::text(const char *one, const char *many, int n) const
{
    return n == 1 ? text(one, 1) : text(many, n);
}

QString Phrases::list(const QStringList &names, qsizetype longest) const
{
    if (names.isEmpty())
        return {};
    if (names.size() == 1)
        return names.front();
    if (names.size() > longest) {
        const QString first = names.mid(0, longest).join(text(QT_TRANSLATE_NOOP("Wording", ", ")));
        return text(QT_TRANSLATE_N_NOOP("Wording", "%1 and %n more"), static_cast<int>(names.size() - longest))
            .arg(first);
    }
    return text(QT_TRANSLATE_NOOP("Wording", "%1 and %2"))
        .arg(names.mid(0, names.size() - 1).join(text(QT_TRANSLATE_NOOP("Wording", ", "))), names.back());
}

QString Phrases::names(const std::vector<TargetId> &targets, qsizetype longest) const
{
    QStringList result;
    for (const TargetId id : targets)
        result.append(m_file->isProxy(id) ? text(QT_TRANSLATE_NOOP("Wording", "the proxy"))
                                          : Wording::plain(m_file->targetName(id), 64));
    return list(result, longest);
}

QString Phrases::figure(double value, int decimals) const
{
    return m_language.figure(value, decimals);
}

QString Phrases::number(int n) const
{
    static constexpr std::array<const char *, 11> words{"",
                                                        "",
                                                        QT_TRANSLATE_NOOP("Wording", "two"),
                                                        QT_TRANSLATE_NOOP("Wording", "three"),
                                                        QT_TRANSLATE_NOOP("Wording", "four"),
                                                        QT_TRANSLATE_NOOP("Wording", "five"),
                                                        QT_TRANSLATE_NOOP("Wording", "six"),
                                                        QT_TRANSLATE_NOOP("Wording", "seven"),
                                                        QT_TRANSLATE_NOOP("Wording", "eight"),
                                                        QT_TRANSLATE_NOOP("Wording", "nine"),
                                                        QT_TRANSLATE_NOOP("Wording", "ten")};
    return n >= 2 && n <= 10 ? text(words[static_cast<std::size_t>(n)]) : figure(n);
}

QString Phrases::duration(Milliseconds duration) const
{
    const auto ms = duration.count();
    if (ms < 1000)
        return text(QT_TRANSLATE_NOOP("Wording", "%1 ms")).arg(ms);
    if (ms < 120000) {
        const double seconds = std::round(static_cast<double>(ms) / 100) / 10;
        return text(QT_TRANSLATE_NOOP("Wording", "%1 s")).arg(figure(seconds, seconds == std::floor(seconds) ? 0 : 1));
    }
    return ms < 7200000 ? text(QT_TRANSLATE_NOOP("Wording", "%1 min")).arg(ms / 60000)
                        : text(QT_TRANSLATE_NOOP("Wording", "%1 h")).arg(figure(static_cast<double>(ms / 3600000)));
}

QString Phrases::sentence(const QString &clause) const
{
    if (clause.isEmpty())
        return clause;
    for (const Node &node : m_file->nodes) {
        if (clause.startsWith(Wording::plain(node.name, 64)))
            return clause;
    }
    return clause.left(1).toUpper() + clause.mid(1);
}

QString Phrases::failure(const Finding &finding) const
{
    const QJsonObject &evidence = finding.evidence;
    const QString kind = evidence.value("kind"_L1).toString();
    const QString detail = evidence.value("detail"_L1).toString();
    if (detail == "no route to host"_L1)
        return text(QT_TRANSLATE_NOOP("Wording", "no route to host"));
    if (!detail.isEmpty())
        return Wording::plain(detail, 120);
    if (kind == "refused"_L1)
        return text(QT_TRANSLATE_NOOP("Wording", "connection refused"));
    if (kind == "timeout"_L1)
        return text(QT_TRANSLATE_NOOP("Wording", "no answer within %1"))
            .arg(duration(Milliseconds(evidence.value("timeoutMs"_L1).toInteger())));
    if (kind == "dns"_L1)
        return text(QT_TRANSLATE_NOOP("Wording", "its name does not resolve"));
    if (kind == "reset"_L1)
        return text(QT_TRANSLATE_NOOP("Wording", "connection reset"));
    return text(QT_TRANSLATE_NOOP("Wording", "connection closed before the answer was complete"));
}

QString Phrases::unreachable(const Finding &finding, const QString &who, int n) const
{
    QString reason = failure(finding);
    const int attempts = finding.evidence.value("attempts"_L1).toInt();
    const Milliseconds apart(finding.evidence.value("retryAfterMs"_L1).toInteger());
    const bool isTimeout = finding.evidence.contains("timeoutMs"_L1);
    if (attempts == 2 && isTimeout) // the wait itself may be longer than the pause between
        reason = text(QT_TRANSLATE_NOOP("Wording", "%1, twice")).arg(reason);
    else if (attempts == 2 && apart.count() > 0)
        reason = text(QT_TRANSLATE_NOOP("Wording", "%1, twice in %2")).arg(reason, duration(apart));
    else if (attempts > 2)
        reason = text(QT_TRANSLATE_N_NOOP("Wording", "%1, %n times in a row"), attempts).arg(reason);
    QString down =
        text(QT_TRANSLATE_NOOP("Wording", "%1 is down: %2"), QT_TRANSLATE_N_NOOP("Wording", "%1 are down: %2"), n)
            .arg(who, reason);
    const QStringList others = namesIn(finding.evidence.value("answersOn"_L1));
    if (others.isEmpty())
        return down;
    return text(QT_TRANSLATE_NOOP("Wording", "%1, though it answers to %2"),
                QT_TRANSLATE_N_NOOP("Wording", "%1, though they answer to %2"), n)
        .arg(down, list(others, 2));
}

QString Phrases::others(const QJsonObject &groups, const QString &majority) const
{
    const int n = static_cast<int>(groups.value(majority).toArray().size());
    const qsizetype all = [&groups] {
        qsizetype count = 0;
        for (const auto &names : groups)
            count += names.toArray().size();
        return count;
    }();
    if (n == 1)
        return list(namesIn(groups.value(majority)));
    // "The other four" only where there is nobody else.
    if (all == static_cast<qsizetype>(m_file->nodes.size()))
        return text(QT_TRANSLATE_NOOP("Wording", "the other %1")).arg(number(n));
    return text(QT_TRANSLATE_NOOP("Wording", "%1 others")).arg(number(n));
}

QString Phrases::groups(const Finding &finding, const QString &key, const char *one, const char *many) const
{
    const QJsonObject groups = finding.evidence.value(key).toObject();
    const QJsonValue majority = finding.evidence.value("majority"_L1);
    // In the order of the file, by the first name of each.
    QList<QPair<int, QString>> order;
    for (auto entry = groups.begin(); entry != groups.end(); ++entry) {
        if (entry.key() == majority.toString() && majority.isString())
            continue;
        const QString first = entry.value().toArray().first().toString();
        int place = 0;
        for (const Node &node : m_file->nodes) {
            if (node.name == first)
                break;
            ++place;
        }
        order.append({place, entry.key()});
    }
    std::sort(order.begin(), order.end());
    constexpr qsizetype mostGroups = 5;
    QStringList parts;
    for (const auto &[place, value] : order) {
        const QStringList nodes = namesIn(groups.value(value));
        if (parts.isEmpty())
            parts.append(text(one, many, static_cast<int>(nodes.size())).arg(list(nodes), value));
        else if (parts.size() < mostGroups)
            parts.append(text(QT_TRANSLATE_NOOP("Wording", "%1 %2")).arg(list(nodes), value));
    }
    if (majority.isString())
        parts.append(
            text(QT_TRANSLATE_NOOP("Wording", "%1 %2")).arg(others(groups, majority.toString()), majority.toString()));
    return parts.join(text(QT_TRANSLATE_NOOP("Wording", ", ")));
}

QString Phrases::versions(const Finding &finding) const
{
    return groups(finding, u"versions"_s, QT_TRANSLATE_NOOP("Wording", "%1 runs %2"),
                  QT_TRANSLATE_N_NOOP("Wording", "%1 run %2"));
}

QString Phrases::membership(const Finding &finding, const QString &who, int n) const
{
    const QJsonObject &evidence = finding.evidence;
    const QStringList by = namesIn(evidence.value("by"_L1));
    const QJsonObject member = evidence.value("member"_L1).toObject();
    QString shown = member.value("hostname"_L1).toString();
    if (shown.isEmpty())
        shown = member.value("address"_L1).toString();
    if (shown.isEmpty())
        shown = member.value("id"_L1).toString();
    if (finding.code == Code::NodeMissingFromCluster) {
        const bool isGossip = evidence.value("source"_L1) == "gossip"_L1;
        const int count = static_cast<int>(by.size());
        const QString reason = isGossip ? text(QT_TRANSLATE_NOOP("Wording", "the gossip of %1 does not hold it"))
                                        : text(QT_TRANSLATE_NOOP("Wording", "%1 does not list it"),
                                               QT_TRANSLATE_N_NOOP("Wording", "%1 do not list it"), count);
        return text(QT_TRANSLATE_NOOP("Wording", "%1 is missing from the cluster: %2"),
                    QT_TRANSLATE_N_NOOP("Wording", "%1 are missing from the cluster: %2"), n)
            .arg(who, reason.arg(list(by)));
    }
    if (finding.code == Code::ClusterAlone) {
        const bool isEmpty = evidence.value("lists"_L1).toString() == "nobody"_L1;
        return isEmpty ? text(QT_TRANSLATE_NOOP("Wording", "%1 is alone: it lists no member"),
                              QT_TRANSLATE_N_NOOP("Wording", "%1 are alone: they list no member"), n)
                             .arg(who)
                       : text(QT_TRANSLATE_NOOP("Wording", "%1 is alone: it lists only itself"),
                              QT_TRANSLATE_N_NOOP("Wording", "%1 are alone: each lists only itself"), n)
                             .arg(who);
    }
    if (finding.code == Code::NodeUnasked) {
        if (n > 0)
            return text(QT_TRANSLATE_NOOP("Wording", "%1 could not be asked over the cluster by its peers")).arg(who);
        return text(QT_TRANSLATE_NOOP("Wording", "a member %1 that could not be asked is listed by %2"))
            .arg(shown, list(by));
    }
    if (finding.code == Code::NodeUnexpected)
        return text(QT_TRANSLATE_NOOP("Wording", "the cluster lists %1, which is no node of the file")).arg(shown);
    return split(finding);
}

QString Phrases::config(const Finding &finding, const QString &who, int n) const
{
    const QJsonObject &evidence = finding.evidence;
    const QJsonValue majority = evidence.value("majority"_L1);
    const bool isClient = finding.code == Code::ConfigClientMismatch;
    QString what;
    if (majority.isString()) {
        const QString rest = others(evidence.value("hashes"_L1).toObject(), majority.toString());
        what = isClient ? text(QT_TRANSLATE_NOOP("Wording", "%1 has another client configuration than %2"),
                               QT_TRANSLATE_N_NOOP("Wording", "%1 have another client configuration than %2"), n)
                              .arg(who, rest)
                        : text(QT_TRANSLATE_NOOP("Wording", "%1 has another configuration than %2"),
                               QT_TRANSLATE_N_NOOP("Wording", "%1 have another configuration than %2"), n)
                              .arg(who, rest);
    } else {
        what = isClient ? text(QT_TRANSLATE_NOOP("Wording", "%1 have different client configurations")).arg(who)
                        : text(QT_TRANSLATE_NOOP("Wording", "%1 have different configurations")).arg(who);
    }
    if (isClient)
        return text(QT_TRANSLATE_NOOP("Wording", "%1, so browsers reload again and again")).arg(what);
    const QStringList keys = namesIn(evidence.value("keys"_L1));
    if (evidence.value("maskedOnly"_L1).toBool())
        return text(QT_TRANSLATE_NOOP("Wording", "%1 (in a value that is masked)")).arg(what);
    if (!keys.isEmpty())
        return text(QT_TRANSLATE_NOOP("Wording", "%1 (%2)")).arg(what, list(keys, 3));
    return what;
}

QString Phrases::plugin(const Finding &finding, const QString &who) const
{
    const QString name = Wording::plain(finding.evidence.value("plugin"_L1).toString(), 64);
    const bool isVersion = finding.evidence.contains("versions"_L1);
    if (finding.targets.empty())
        return isVersion
                   ? text(QT_TRANSLATE_NOOP("Wording", "plugin %1 has different versions on different nodes")).arg(name)
                   : text(QT_TRANSLATE_NOOP("Wording", "plugin %1 is in different states on different nodes"))
                         .arg(name);
    if (finding.evidence.value("majority"_L1).isString())
        return isVersion ? text(QT_TRANSLATE_NOOP("Wording", "plugin %1 has another version on %2 than on the others"))
                               .arg(name, who)
                         : text(QT_TRANSLATE_NOOP("Wording", "plugin %1 is in another state on %2 than on the others"))
                               .arg(name, who);
    return isVersion ? text(QT_TRANSLATE_NOOP("Wording", "plugin %1 has different versions on %2")).arg(name, who)
                     : text(QT_TRANSLATE_NOOP("Wording", "plugin %1 is in different states on %2")).arg(name, who);
}

QString Phrases::certificate(const Finding &finding, const QString &who) const
{
    const QJsonObject &evidence = finding.evidence;
    if (finding.code == Code::TlsName)
        return text(QT_TRANSLATE_NOOP("Wording", "the certificate of %1 is for another name than %2"))
            .arg(who, evidence.value("expected"_L1).toString());
    if (finding.code == Code::TlsPinChanged)
        return text(QT_TRANSLATE_NOOP("Wording", "the public key of %1 is not the pinned one")).arg(who);
    if (finding.code == Code::TlsUntrusted) // on another port than the url's that port is said
        return withMessage(text(QT_TRANSLATE_NOOP("Wording", "the certificate of %1 is not trusted")).arg(who),
                           list(namesIn(evidence.value("endpoints"_L1)), 3));
    const QJsonValue days = evidence.value("daysLeft"_L1);
    if (!days.isDouble() || days.toInt() < 0)
        return text(QT_TRANSLATE_NOOP("Wording", "the certificate of %1 is expired or not yet valid")).arg(who);
    const int n = days.toInt();
    if (n == 0)
        return text(QT_TRANSLATE_NOOP("Wording", "the certificate of %1 expires within a day")).arg(who);
    return text(QT_TRANSLATE_N_NOOP("Wording", "the certificate of %1 expires in %n day"),
                QT_TRANSLATE_N_NOOP("Wording", "the certificate of %1 expires in %n days"), n)
        .arg(who);
}

QString Phrases::answer(const Finding &finding, const QString &who, int n) const
{
    const QJsonObject &evidence = finding.evidence;
    QString endpoints = list(namesIn(evidence.value("endpoints"_L1)), 3);
    // The reader's own words are a sentence for people; a bare status or the id of an error is not.
    const QString detail = evidence.value("detail"_L1).toString();
    const bool isTelling = detail.count(u' ') > 1;
    if (isTelling && finding.code == Code::AnswerUnexpected)
        endpoints += u": "_s + Wording::plain(detail, 100);
    const QStringList unknown = unknownWithout(*this, namesIn(evidence.value("probes"_L1)));
    const bool isSlow = finding.code == Code::AnswerSlow;
    if (isSlow && evidence.value("timeout"_L1).toBool())
        return text(QT_TRANSLATE_NOOP("Wording", "%1 does not answer %2 in time"),
                    QT_TRANSLATE_N_NOOP("Wording", "%1 do not answer %2 in time"), n)
            .arg(who, evidence.value("endpoint"_L1).toString());
    if (isSlow) {
        const Milliseconds took(static_cast<qint64>(evidence.value("ms"_L1).toDouble()));
        return text(QT_TRANSLATE_NOOP("Wording", "%1 answers slowly (%2 for %3)"),
                    QT_TRANSLATE_N_NOOP("Wording", "%1 answer slowly (%2 for %3)"), n)
            .arg(who, duration(took), evidence.value("endpoint"_L1).toString());
    }
    QString result;
    if (finding.code == Code::AuthRejected)
        result = withMessage(text(QT_TRANSLATE_NOOP("Wording", "%1 rejects the credentials"),
                                  QT_TRANSLATE_N_NOOP("Wording", "%1 reject the credentials"), n)
                                 .arg(who),
                             isTelling ? detail : QString());
    else if (finding.code == Code::AuthForbidden)
        result = text(QT_TRANSLATE_NOOP("Wording", "%1 forbids these credentials a part of the questions"),
                      QT_TRANSLATE_N_NOOP("Wording", "%1 forbid these credentials a part of the questions"), n)
                     .arg(who);
    else if (finding.code == Code::AnswerMalformed)
        return text(QT_TRANSLATE_NOOP("Wording", "%1 gives an answer that cannot be read (%2)"),
                    QT_TRANSLATE_N_NOOP("Wording", "%1 give an answer that cannot be read (%2)"), n)
            .arg(who, endpoints);
    else if (finding.code == Code::AnswerTooLarge)
        return text(QT_TRANSLATE_NOOP("Wording", "%1 gives an answer that is too large (%2)"),
                    QT_TRANSLATE_N_NOOP("Wording", "%1 give an answer that is too large (%2)"), n)
            .arg(who, endpoints);
    else if (finding.code == Code::AnswerUnexpected)
        return text(QT_TRANSLATE_NOOP("Wording", "%1 gives another answer than expected (%2)"),
                    QT_TRANSLATE_N_NOOP("Wording", "%1 give another answer than expected (%2)"), n)
            .arg(who, endpoints);
    else if (finding.code == Code::AnswerRateLimited)
        return text(QT_TRANSLATE_NOOP("Wording", "%1 limits the rate of requests"),
                    QT_TRANSLATE_N_NOOP("Wording", "%1 limit the rate of requests"), n)
            .arg(who);
    else
        return withMessage(text(QT_TRANSLATE_NOOP("Wording", "%1 does not allow this address to ask"),
                                QT_TRANSLATE_N_NOOP("Wording", "%1 do not allow this address to ask"), n)
                               .arg(who),
                           detail);
    if (unknown.isEmpty())
        return result;
    return text(QT_TRANSLATE_NOOP("Wording", "%1, so %2 is unknown"),
                QT_TRANSLATE_N_NOOP("Wording", "%1, so %2 are unknown"), static_cast<int>(unknown.size()))
        .arg(result, list(unknown));
}

QString Phrases::figures(const Finding &finding, const QString &who, int n) const
{
    const QJsonObject &evidence = finding.evidence;
    const QString goroutines = figure(evidence.value("goroutines"_L1).toDouble());
    const QString median = figure(evidence.value("median"_L1).toDouble());
    if (finding.code == Code::NodeGoroutinesOverThreshold) {
        if (evidence.contains("goroutines"_L1) && evidence.contains("threshold"_L1))
            return text(QT_TRANSLATE_NOOP("Wording", "%1 has %2 goroutines, over the threshold of %3"),
                        QT_TRANSLATE_N_NOOP("Wording", "%1 have %2 goroutines, over the threshold of %3"), n)
                .arg(who, goroutines, figure(evidence.value("threshold"_L1).toDouble()));
        return text(QT_TRANSLATE_NOOP("Wording", "%1 is over its goroutine threshold"),
                    QT_TRANSLATE_N_NOOP("Wording", "%1 are over their goroutine threshold"), n)
            .arg(who);
    }
    if (finding.code == Code::ErrorsAbovePeers)
        return text(QT_TRANSLATE_NOOP("Wording", "%1 answers %2 % of its API requests with an error (the others %3 %)"))
            .arg(who, percent(*this, evidence.value("ratio"_L1).toDouble()),
                 percent(*this, evidence.value("median"_L1).toDouble()));
    if (finding.code == Code::GoroutinesAbovePeers)
        return text(QT_TRANSLATE_NOOP("Wording", "%1 has %2 goroutines (the others about %3)"))
            .arg(who, goroutines, median);
    if (finding.code == Code::GoroutinesRising) {
        const QString rate = figure(evidence.value("perMinute"_L1).toDouble());
        QString rising = text(QT_TRANSLATE_NOOP("Wording", "the goroutines of %1 rise by %2 a minute")).arg(who, rate);
        const QJsonValue left = evidence.value("timeToThreshold"_L1);
        if (!left.isDouble())
            return rising;
        const auto inWords = [this](const QJsonValue &seconds) {
            return duration(Milliseconds(static_cast<qint64>(seconds.toDouble() * 1000)));
        };
        const QString earliest = inWords(evidence.value("earliestSeconds"_L1));
        const QJsonValue latest = evidence.value("latestSeconds"_L1);
        if (!latest.isDouble())
            return text(QT_TRANSLATE_NOOP("Wording", "%1 and reach the threshold in about %2 (not before %3)"))
                .arg(rising, inWords(left), earliest);
        return text(QT_TRANSLATE_NOOP("Wording", "%1 and reach the threshold in about %2 (between %3 and %4)"))
            .arg(rising, inWords(left), earliest, inWords(latest));
    }
    // clock.skew
    qint64 largest = 0;
    const QJsonObject offsets = evidence.value("offsetsMs"_L1).toObject();
    for (const auto &offset : offsets)
        largest = std::max<qint64>(largest, std::abs(offset.toInteger()));
    return text(QT_TRANSLATE_NOOP("Wording", "the clock of %1 is off by %2"),
                QT_TRANSLATE_N_NOOP("Wording", "the clocks of %1 are off by up to %2"), n)
        .arg(who, duration(Milliseconds(largest)));
}

QString Phrases::effect(const Finding &finding, bool isIt) const
{
    return figures(finding, isIt ? text(QT_TRANSLATE_NOOP("Wording", "it")) : names(finding.targets), 1);
}

QString Phrases::clause(const Finding &finding, const std::vector<TargetId> &targets, qsizetype longest) const
{
    const QString who = names(targets, longest);
    const int n = static_cast<int>(targets.size());
    const QJsonObject &evidence = finding.evidence;
    switch (finding.code) {
    case Code::SelfOffline:
        return text(QT_TRANSLATE_NOOP("Wording", "this workstation has no network"));
    case Code::NodeUnreachable:
    case Code::ProxyUnreachable:
        return unreachable(finding, who, n);
    case Code::NodeStarting:
    case Code::NodeDraining:
    case Code::NodeMaintenance:
    case Code::NodeUnhealthy:
    case Code::ComponentFailed:
    case Code::ProbeFailed:
        return illness(finding, who, n);
    case Code::NodeMissingFromCluster:
    case Code::NodeUnasked:
    case Code::NodeUnexpected:
    case Code::ClusterSplit:
    case Code::ClusterAlone:
        return membership(finding, who, n);
    case Code::ClusterDisabled:
        return text(QT_TRANSLATE_NOOP("Wording", "the nodes list nobody: not clustered, as far as can be told"));
    case Code::VersionMismatch:
        return versions(finding);
    case Code::ConfigMismatch:
    case Code::ConfigClientMismatch:
        return config(finding, who, n);
    case Code::SchemaMismatch:
        return groups(finding, u"versions"_s, QT_TRANSLATE_NOOP("Wording", "%1 has schema %2"),
                      QT_TRANSLATE_N_NOOP("Wording", "%1 have schema %2"));
    case Code::PluginMismatch:
        return plugin(finding, who);
    case Code::SettingMismatch: {
        const QString values = groups(finding, u"values"_s, QT_TRANSLATE_NOOP("Wording", "%1 has %2"),
                                      QT_TRANSLATE_N_NOOP("Wording", "%1 have %2"));
        return text(QT_TRANSLATE_NOOP("Wording", "%1 differs: %2"))
            .arg(evidence.value("setting"_L1).toString(), values);
    }
    case Code::UpgradeMixedVersions:
        return text(QT_TRANSLATE_NOOP("Wording", "the nodes run the two versions of the upgrade in progress"));
    case Code::GossipUnreachable:
    case Code::GossipEncrypted:
    case Code::GossipSuspect:
    case Code::GossipDead:
        return gossip(finding, who, n);
    case Code::ProxyError:
        return text(QT_TRANSLATE_NOOP("Wording", "the proxy answers HTTP %1, and no node made that answer"))
            .arg(QString::number(evidence.value("status"_L1).toInt()));
    case Code::ProxyNodeNotReached:
        return notReached(finding, targets, longest);
    case Code::ProxyWebsocketRefused:
        return text(QT_TRANSLATE_NOOP("Wording", "WebSockets do not pass the proxy"));
    case Code::NodeWebsocketRefused:
        return text(QT_TRANSLATE_NOOP("Wording", "%1 refuses WebSockets"),
                    QT_TRANSLATE_N_NOOP("Wording", "%1 refuse WebSockets"), n)
            .arg(who);
    case Code::TlsExpires:
    case Code::TlsUntrusted:
    case Code::TlsName:
    case Code::TlsPinChanged:
        return certificate(finding, who);
    case Code::AuthRejected:
    case Code::AuthForbidden:
    case Code::AccessNotAllowed:
    case Code::AnswerMalformed:
    case Code::AnswerTooLarge:
    case Code::AnswerUnexpected:
    case Code::AnswerRateLimited:
    case Code::AnswerSlow:
        return answer(finding, who, n);
    case Code::NodeGoroutinesOverThreshold:
    case Code::ClockSkew:
    case Code::ErrorsAbovePeers:
    case Code::GoroutinesRising:
    case Code::GoroutinesAbovePeers:
        return figures(finding, who, n);
    case Code::MetricsUnavailable:
        return text(QT_TRANSLATE_NOOP("Wording", "%1 offers no metrics, so there is no trend"),
                    QT_TRANSLATE_N_NOOP("Wording", "%1 offer no metrics, so there is no trend"), n)
            .arg(who);
    case Code::DeliveryFailed:
    case Code::DeliverySlow:
        return delivery(finding);
    }
    return codeName(finding.code);
}

QStringList namesIn(const QJsonValue &array)
{
    QStringList names;
    for (const auto &name : array.toArray())
        names.append(name.toString());
    return names;
}

QStringList unknownWithout(const Phrases &phrases, const QStringList &probes)
{
    struct Row
    {
        QLatin1StringView probe;
        const char *what;
    };
    static constexpr std::array<Row, 8> rows{{
        {"applications"_L1, QT_TRANSLATE_NOOP("Wording", "the set of CApps")},
        {"cluster.status"_L1, QT_TRANSLATE_NOOP("Wording", "the member list")},
        {"config"_L1, QT_TRANSLATE_NOOP("Wording", "which settings differ")},
        {"config.client"_L1, QT_TRANSLATE_NOOP("Wording", "the client settings")},
        {"license.client"_L1, QT_TRANSLATE_NOOP("Wording", "the licence")},
        {"plugins.statuses"_L1, QT_TRANSLATE_NOOP("Wording", "the state of the plugins")},
        {"schema.version"_L1, QT_TRANSLATE_NOOP("Wording", "the schema version")},
        {"startup"_L1, QT_TRANSLATE_NOOP("Wording", "whether the APIs are deployed")},
    }};
    QStringList result;
    for (const Row &row : rows) {
        if (probes.contains(row.probe))
            result.append(phrases.text(row.what));
    }
    return result;
}

} // namespace rollcall

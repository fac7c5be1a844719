// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "health/Phrases.h"
#include "health/Wording.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <algorithm>
#include <set>

namespace rollcall {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t mostNames = 5;
constexpr std::size_t mostClauses = 3; ///< unless somebody would go unnamed

/// What is nearer to the cause is said first.
int causeRank(Code code)
{
    switch (code) {
    case Code::NodeUnreachable:
        return 0;
    case Code::TlsUntrusted:
    case Code::TlsName:
    case Code::TlsPinChanged:
    case Code::TlsExpires:
        return 1;
    case Code::ComponentFailed:
        return 2;
    case Code::NodeGoroutinesOverThreshold:
        return 3;
    case Code::NodeUnhealthy:
        return 4;
    case Code::VersionMismatch:
        return 5;
    case Code::ConfigMismatch:
        return 6;
    case Code::ClusterSplit:
        return 7;
    case Code::NodeMissingFromCluster:
        return 8;
    case Code::ClusterAlone:
    case Code::GossipDead:
        return 9;
    case Code::ProxyUnreachable:
    case Code::ProxyError:
        return 10;
    case Code::SelfOffline:
    case Code::NodeStarting:
    case Code::NodeDraining:
    case Code::NodeMaintenance:
    case Code::NodeUnasked:
    case Code::NodeUnexpected:
    case Code::ClusterDisabled:
    case Code::ConfigClientMismatch:
    case Code::SchemaMismatch:
    case Code::PluginMismatch:
    case Code::UpgradeMixedVersions:
    case Code::GossipUnreachable:
    case Code::GossipEncrypted:
    case Code::GossipSuspect:
    case Code::ProxyNodeNotReached:
    case Code::ProxyWebsocketRefused:
    case Code::NodeWebsocketRefused:
    case Code::ClockSkew:
    case Code::AuthRejected:
    case Code::AuthForbidden:
    case Code::AccessNotAllowed:
    case Code::AnswerMalformed:
    case Code::AnswerTooLarge:
    case Code::AnswerUnexpected:
    case Code::AnswerRateLimited:
    case Code::AnswerSlow:
    case Code::ErrorsAbovePeers:
    case Code::SettingMismatch:
    case Code::GoroutinesRising:
    case Code::GoroutinesAbovePeers:
    case Code::MetricsUnavailable:
    case Code::DeliveryFailed:
    case Code::DeliverySlow:
    case Code::ProbeFailed:
        return 20;
    }
    return 20;
}

/// Findings that are said in one clause.
struct Group
{
    Finding finding; ///< stands for all
    std::vector<TargetId> targets;
};

/// One sentence in the making.
class Verdict
{
public:
    Verdict(const ClusterState &state, const Phrases &phrases) : m_state(state), m_phrases(phrases) {}
    QString text();

private:
    std::vector<Group> groupsOf(Severity severity) const;
    void sayFindings(Severity severity);
    void say(const Group &group, qsizetype longest);
    QString versionClause(const Finding &finding) const;
    void sayUnanswered();
    void sayRest();
    QString allHealthy() const;
    QString healthy(const std::vector<TargetId> &nodes) const;
    QString offline() const;
    bool areAllNodes(const std::vector<TargetId> &targets) const;
    bool isLonersView(const Finding &finding) const;
    std::optional<QString> commonVersion(const std::vector<TargetId> &nodes) const;

    const ClusterState &m_state;
    const Phrases &m_phrases;
    QStringList m_clauses;
    std::set<TargetId> m_named;
    std::set<TargetId> m_described; ///< well, and told already: the majority of a version
    std::size_t m_namedByFindings = 0;
};

bool Verdict::areAllNodes(const std::vector<TargetId> &targets) const
{
    return !targets.empty() && targets.size() == m_state.file->nodes.size();
}

/// Whom only loners do not list is no culprit: the loner comes first.
bool Verdict::isLonersView(const Finding &finding) const
{
    const QJsonArray by = finding.evidence.value("by"_L1).toArray();
    return finding.code == Code::NodeMissingFromCluster &&
           std::all_of(by.begin(), by.end(), [this](const QJsonValue &name) {
               return std::any_of(m_state.findings.begin(), m_state.findings.end(), [&](const Finding &other) {
                   return other.code == Code::ClusterAlone &&
                          m_state.target(other.targets.front()).settings.name == name.toString();
               });
           });
}

std::vector<Group> Verdict::groupsOf(Severity severity) const
{
    std::vector<Group> groups;
    QStringList keys;
    std::set<TargetId> splitNodes;
    std::set<TargetId> missingNodes;
    std::set<TargetId> deadNodes;
    std::set<TargetId> downNodes;
    for (const Finding &finding : m_state.findings) {
        if (finding.code == Code::ClusterSplit)
            splitNodes.insert(finding.targets.begin(), finding.targets.end());
        if (finding.code == Code::NodeMissingFromCluster)
            missingNodes.insert(finding.targets.begin(), finding.targets.end());
        if (finding.code == Code::GossipDead)
            deadNodes.insert(finding.targets.begin(), finding.targets.end());
        if (finding.code == Code::NodeUnreachable)
            downNodes.insert(finding.targets.begin(), finding.targets.end());
    }
    for (const Finding &finding : m_state.findings) {
        if (finding.severity != severity)
            continue;
        // One trouble with the member lists, told by its widest name.
        const auto isIn = [&finding](const std::set<TargetId> &nodes) {
            return !finding.targets.empty() && std::all_of(finding.targets.begin(), finding.targets.end(),
                                                           [&nodes](TargetId id) { return nodes.contains(id); });
        };
        if (finding.code == Code::NodeMissingFromCluster && isIn(splitNodes))
            continue;
        if (finding.code == Code::ClusterAlone && (isIn(splitNodes) || isIn(missingNodes)))
            continue;
        // What the gossip holds of a node that is down, or cut off, is told by that.
        const bool isHeld = finding.code == Code::GossipDead || finding.code == Code::GossipSuspect;
        if (isHeld && (isIn(downNodes) || isIn(splitNodes)))
            continue;
        if (finding.code == Code::NodeMissingFromCluster && finding.evidence.value("source"_L1) == "gossip"_L1 &&
            isIn(deadNodes))
            continue;
        // An odd version says it with them: see versionClause().
        const bool isEffect = finding.code == Code::ErrorsAbovePeers || finding.code == Code::GoroutinesAbovePeers;
        if (isEffect && std::any_of(m_state.findings.begin(), m_state.findings.end(), [&](const Finding &other) {
                return other.code == Code::VersionMismatch && other.severity == severity &&
                       std::find(other.targets.begin(), other.targets.end(), finding.targets.front()) !=
                           other.targets.end();
            }))
            continue;
        const bool isByCode = finding.code == Code::AnswerSlow || finding.code == Code::NodeGoroutinesOverThreshold;
        const QString key = codeName(finding.code) % u' ' % (isByCode ? QString() : m_phrases.clause(finding, {}));
        const auto known = keys.indexOf(key);
        if (known < 0) {
            keys.append(key);
            groups.push_back({finding, finding.targets});
            continue;
        }
        Group &group = groups[static_cast<std::size_t>(known)];
        group.targets.insert(group.targets.end(), finding.targets.begin(), finding.targets.end());
        if (finding.code == Code::AnswerSlow &&
            finding.evidence.value("ms"_L1).toDouble() > group.finding.evidence.value("ms"_L1).toDouble())
            group.finding = finding; // the slowest stands for all
        if (finding.code == Code::NodeGoroutinesOverThreshold)
            group.finding.evidence = {}; // each has a figure of its own
    }
    for (Group &group : groups) {
        std::sort(group.targets.begin(), group.targets.end());
        group.targets.erase(std::unique(group.targets.begin(), group.targets.end()), group.targets.end());
    }
    const auto rank = [this](const Group &group) {
        return causeRank(isLonersView(group.finding) ? Code::ClusterAlone : group.finding.code);
    };
    std::stable_sort(groups.begin(), groups.end(),
                     [&rank](const Group &a, const Group &b) { return rank(a) < rank(b); });
    return groups;
}

/// An odd version, and what users notice of it where its figures show that they do.
QString Verdict::versionClause(const Finding &finding) const
{
    QStringList effects;
    for (const Code code : {Code::ErrorsAbovePeers, Code::GoroutinesAbovePeers}) {
        for (const Finding &other : m_state.findings) {
            const bool isOfOddOne = other.code == code && other.severity != Severity::Info &&
                                    std::find(finding.targets.begin(), finding.targets.end(), other.targets.front()) !=
                                        finding.targets.end();
            if (isOfOddOne && effects.size() < 2)
                effects.append(m_phrases.effect(other, finding.targets.size() == 1));
        }
    }
    const QString versions = m_phrases.versions(finding);
    if (effects.isEmpty())
        return versions;
    return m_phrases.text(QT_TRANSLATE_NOOP("Wording", "%1, and %2, so requests fail seemingly at random"))
        .arg(versions, effects.join(m_phrases.text(QT_TRANSLATE_NOOP("Wording", " and "))));
}

void Verdict::say(const Group &group, qsizetype longest)
{
    const Finding &finding = group.finding;
    QString clause = finding.code == Code::VersionMismatch ? versionClause(finding)
                                                           : m_phrases.clause(finding, group.targets, longest);
    if (isLonersView(finding)) {
        clause =
            m_phrases
                .text(QT_TRANSLATE_NOOP("Wording", "%1 is not listed by %2"),
                      QT_TRANSLATE_N_NOOP("Wording", "%1 are not listed by %2"), static_cast<int>(group.targets.size()))
                .arg(m_phrases.names(group.targets, longest),
                     m_phrases.list(finding.evidence.value("by"_L1).toVariant().toStringList()));
    }
    if (finding.code == Code::NodeUnreachable && areAllNodes(group.targets))
        clause = m_phrases.text(QT_TRANSLATE_NOOP("Wording", "%1, so no node is left to serve")).arg(clause);
    m_clauses.append(clause);
    m_named.insert(group.targets.begin(), group.targets.end());
    if (finding.code == Code::VersionMismatch && finding.evidence.value("majority"_L1).isString()) {
        const QJsonArray rest = finding.evidence.value("versions"_L1)
                                    .toObject()
                                    .value(finding.evidence.value("majority"_L1).toString())
                                    .toArray();
        for (std::size_t i = 0; i < m_state.file->nodes.size(); ++i) {
            if (rest.contains(m_state.file->nodes[i].name))
                m_described.insert(TargetId{static_cast<int>(i)});
        }
    }
}

void Verdict::sayFindings(Severity severity)
{
    std::size_t said = 0;
    std::set<TargetId> unnamed;
    for (const Group &group : groupsOf(severity)) {
        std::size_t isNew = 0;
        for (const TargetId id : group.targets)
            isNew += m_named.contains(id) ? 0 : 1;
        if (isNew == 0 && said >= mostClauses)
            continue;
        const std::size_t room = mostNames - std::min(mostNames, m_namedByFindings);
        if (isNew > 0 && room == 0) {
            unnamed.insert(group.targets.begin(), group.targets.end());
            continue;
        }
        say(group, static_cast<qsizetype>(std::max<std::size_t>(isNew > 0 ? room : mostNames, 1)));
        m_namedByFindings += isNew;
        ++said;
    }
    std::erase_if(unnamed, [this](TargetId id) { return m_named.contains(id); });
    if (unnamed.empty())
        return;
    m_named.insert(unnamed.begin(), unnamed.end());
    const int n = static_cast<int>(unnamed.size());
    m_clauses.append(severity == Severity::Critical
                         ? m_phrases.text(QT_TRANSLATE_N_NOOP("Wording", "%n more is critical"),
                                          QT_TRANSLATE_N_NOOP("Wording", "%n more are critical"), n)
                         : m_phrases.text(QT_TRANSLATE_N_NOOP("Wording", "%n more has a warning"),
                                          QT_TRANSLATE_N_NOOP("Wording", "%n more have a warning"), n));
}

/// Nodes of which nothing is known now, with no finding that would say why.
void Verdict::sayUnanswered()
{
    std::vector<TargetId> doubtful;
    std::vector<TargetId> unknown;
    for (const TargetStatePtr &target : m_state.targets) {
        if (target->state != State::Unknown || m_named.contains(target->id))
            continue;
        (target->facts.reach.kind == Reach::Kind::Doubtful ? doubtful : unknown).push_back(target->id);
    }
    if (!doubtful.empty()) {
        const int n = static_cast<int>(doubtful.size());
        m_clauses.append(m_phrases
                             .text(QT_TRANSLATE_NOOP("Wording", "%1 did not answer and is being asked again"),
                                   QT_TRANSLATE_N_NOOP("Wording", "%1 did not answer and are being asked again"), n)
                             .arg(m_phrases.names(doubtful)));
    }
    if (!unknown.empty()) {
        m_clauses.append(
            unknown.size() == m_state.targets.size()
                ? m_phrases.text(QT_TRANSLATE_NOOP("Wording", "nothing is known yet: no target has answered"))
                : m_phrases.text(QT_TRANSLATE_NOOP("Wording", "nothing is known yet of %1"))
                      .arg(m_phrases.names(unknown)));
    }
    m_named.insert(doubtful.begin(), doubtful.end());
    m_named.insert(unknown.begin(), unknown.end());
}

std::optional<QString> Verdict::commonVersion(const std::vector<TargetId> &nodes) const
{
    std::optional<QString> common;
    for (const TargetId id : nodes) {
        const auto &version = m_state.target(id).version;
        if (!version || (common && *common != *version))
            return std::nullopt;
        common = version;
    }
    return common ? std::optional(Wording::plain(*common, 40)) : std::nullopt;
}

QString Verdict::healthy(const std::vector<TargetId> &nodes) const
{
    const int n = static_cast<int>(nodes.size());
    const auto version = commonVersion(nodes);
    const bool isAll = areAllNodes(nodes) && n > 1;
    if (!isAll && nodes.size() <= mostNames) {
        return version ? m_phrases
                             .text(QT_TRANSLATE_NOOP("Wording", "%1 is healthy on %2"),
                                   QT_TRANSLATE_N_NOOP("Wording", "%1 are healthy on %2"), n)
                             .arg(m_phrases.names(nodes), *version)
                       : m_phrases
                             .text(QT_TRANSLATE_NOOP("Wording", "%1 is healthy"),
                                   QT_TRANSLATE_N_NOOP("Wording", "%1 are healthy"), n)
                             .arg(m_phrases.names(nodes));
    }
    if (isAll)
        return version
                   ? m_phrases.text(QT_TRANSLATE_N_NOOP("Wording", "all %n nodes are healthy on %1"), n).arg(*version)
                   : m_phrases.text(QT_TRANSLATE_N_NOOP("Wording", "all %n nodes are healthy"), n);
    return version ? m_phrases.text(QT_TRANSLATE_N_NOOP("Wording", "%n other nodes are healthy on %1"), n).arg(*version)
                   : m_phrases.text(QT_TRANSLATE_N_NOOP("Wording", "%n other nodes are healthy"), n);
}

void Verdict::sayRest()
{
    std::vector<TargetId> well;
    for (const TargetStatePtr &target : m_state.targets) {
        if (target->settings.isProxy || target->state != State::Ok)
            continue;
        if (!m_named.contains(target->id) && !m_described.contains(target->id))
            well.push_back(target->id);
    }
    if (!well.empty())
        m_clauses.append(healthy(well));
}

QString Verdict::allHealthy() const
{
    std::vector<TargetId> nodes;
    bool isTokenMissing = false;
    bool areListsKnown = true; // without a token by the gossip layer
    for (const TargetStatePtr &target : m_state.targets) {
        if (target->settings.isProxy)
            continue;
        nodes.push_back(target->id);
        isTokenMissing = isTokenMissing || (target->settings.product == "mattermost"_L1 && !target->settings.token);
        areListsKnown = areListsKnown && target->held && target->held->isCurrent;
    }
    const QString healthyNodes = healthy(nodes);
    if (!isTokenMissing || nodes.size() < 2)
        return healthyNodes;
    return m_phrases
        .text(areListsKnown
                  ? QT_TRANSLATE_NOOP("Wording",
                                      "%1; without a token their configurations and plugins cannot be compared")
                  : QT_TRANSLATE_NOOP(
                        "Wording",
                        "%1; without a token their member lists, configurations and plugins cannot be compared"))
        .arg(healthyNodes);
}

QString Verdict::offline() const
{
    std::vector<TargetId> nodes;
    for (const TargetStatePtr &target : m_state.targets)
        nodes.push_back(target->id);
    const int n = static_cast<int>(m_state.file->nodes.size());
    return n == 1
               ? m_phrases
                     .text(QT_TRANSLATE_NOOP("Wording", "this workstation has no network: nothing can be said of %1"))
                     .arg(Wording::plain(m_state.file->nodes.front().name, 64))
               : m_phrases.text(QT_TRANSLATE_N_NOOP(
                                    "Wording", "this workstation has no network: nothing can be said of the %n nodes"),
                                n);
}

QString Verdict::text()
{
    const auto finish = [this](const QString &sentence) {
        return m_phrases.text(QT_TRANSLATE_NOOP("Wording", "%1.")).arg(m_phrases.sentence(sentence));
    };
    if (m_state.isOffline)
        return finish(offline());
    if (m_state.state == State::Ok)
        return finish(allHealthy());
    switch (m_state.state) {
    case State::Critical:
        sayFindings(Severity::Critical);
        break;
    case State::Warning:
        sayFindings(Severity::Warning);
        break;
    case State::Unknown:
        sayFindings(Severity::Unknown);
        break;
    case State::Ok:
        break;
    }
    sayUnanswered();
    sayRest();
    return finish(m_clauses.join(m_phrases.text(QT_TRANSLATE_NOOP("Wording", "; "))));
}

} // namespace

QString Wording::verdict(const ClusterState &state) const
{
    const Phrases phrases(m_language, state.file.get());
    return Verdict(state, phrases).text();
}

} // namespace rollcall

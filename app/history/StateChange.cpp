// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/StateChange.h"

#include "base/Spreadsheet.h"
#include "health/Report.h"
#include "history/IncidentJson.h"
#include "history/Redaction.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>

namespace rollcall {

using namespace Qt::StringLiterals;

namespace {

std::optional<State> stateFromName(const QString &name)
{
    for (const State state : {State::Ok, State::Unknown, State::Warning, State::Critical}) {
        if (stateName(state) == name)
            return state;
    }
    return std::nullopt;
}

/// Each text by itself: what a finding says is meant to be shown, and its keys name no secrets (`key`: a gossip key is
/// refused).
QJsonValue withoutSecrets(const QJsonValue &value, const Redaction &redaction)
{
    if (value.isString())
        return redaction.text(value.toString());
    if (value.isArray()) {
        QJsonArray out;
        for (const auto each : value.toArray())
            out.append(withoutSecrets(each, redaction));
        return out;
    }
    if (value.isObject()) {
        const QJsonObject in = value.toObject();
        QJsonObject out;
        for (auto it = in.begin(); it != in.end(); ++it)
            out.insert(it.key(), withoutSecrets(it.value(), redaction));
        return out;
    }
    return value;
}

/// What a sentence about the cluster says of a target.
QJsonObject targetOutline(const TargetState &target)
{
    QJsonObject out{{u"name"_s, target.settings.name}, {u"state"_s, stateName(target.state)}};
    const auto mark = [&out](const QString &key, bool isSet) {
        if (isSet)
            out.insert(key, true);
    };
    mark(u"proxy"_s, target.settings.isProxy);
    mark(u"token"_s, target.settings.token.has_value());
    mark(u"doubtful"_s, target.facts.reach.kind == Reach::Kind::Doubtful);
    mark(u"held"_s, target.held && target.held->isCurrent);
    if (target.version)
        out.insert(u"version"_s, *target.version);
    out.insert(u"product"_s, target.settings.product);
    return out;
}

TargetStatePtr targetFrom(const QJsonObject &json, TargetId id)
{
    auto target = std::make_shared<TargetState>();
    target->id = id;
    target->settings.name = json.value("name"_L1).toString();
    target->settings.product = json.value("product"_L1).toString();
    target->settings.isProxy = json.value("proxy"_L1).toBool();
    if (json.value("token"_L1).toBool())
        target->settings.token = SecretReference{};
    target->state = stateFromName(json.value("state"_L1).toString()).value_or(State::Unknown);
    if (json.value("doubtful"_L1).toBool())
        target->facts.reach.kind = Reach::Kind::Doubtful;
    if (json.value("held"_L1).toBool())
        target->held = BeliefRow{};
    if (json.contains("version"_L1))
        target->version = json.value("version"_L1).toString();
    return target;
}

std::vector<Finding> findingsFrom(const QJsonArray &array, ClusterFile &file, bool knowsNodes)
{
    std::vector<Finding> findings;
    for (const auto each : array) {
        const QJsonObject json = each.toObject();
        const std::optional<Code> code = codeFromName(json.value("code"_L1).toString());
        const std::optional<Severity> severity = severityFromName(json.value("severity"_L1).toString());
        if (!code || !severity)
            continue; // of another version
        Finding finding;
        finding.code = *code;
        finding.severity = *severity;
        finding.evidence = json.value("evidence"_L1).toObject();
        finding.since = QDateTime::fromString(json.value("since"_L1).toString(), Qt::ISODateWithMs);
        for (const auto given : json.value("nodes"_L1).toArray()) {
            const QString name = given.toString();
            const auto known =
                std::find_if(file.nodes.begin(), file.nodes.end(), [&](const Node &n) { return n.name == name; });
            if (known != file.nodes.end()) {
                finding.targets.push_back(TargetId{static_cast<int>(known - file.nodes.begin())});
            } else if (file.hasProxy() && name == "proxy"_L1) {
                finding.targets.push_back(file.proxyId());
            } else if (!knowsNodes) {
                finding.targets.push_back(TargetId{static_cast<int>(file.nodes.size())});
                file.nodes.emplace_back().name = name;
            }
        }
        findings.push_back(std::move(finding));
    }
    return findings;
}

} // namespace

int StateChange::nodesIn(State of) const
{
    return static_cast<int>(
        std::count_if(state->targets.begin(), state->targets.end(),
                      [of](const TargetStatePtr &target) { return !target->settings.isProxy && target->state == of; }));
}

QByteArray outlineToBytes(const ClusterState &state, const Redaction &redaction)
{
    QJsonArray findings;
    for (const Finding &finding : state.findings)
        findings.append(toJson(*state.file, finding));
    QJsonArray targets;
    for (const TargetStatePtr &target : state.targets)
        targets.append(targetOutline(*target));
    const QJsonObject json{{u"offline"_s, state.isOffline}, {u"targets"_s, targets}, {u"findings"_s, findings}};
    return QJsonDocument(withoutSecrets(json, redaction).toObject()).toJson(QJsonDocument::Compact);
}

void OutlineReader::read(const QByteArray &json, State state, StateChange &change)
{
    const QJsonDocument document = QJsonDocument::fromJson(json);
    auto made = std::make_shared<ClusterState>();
    auto file = std::make_shared<ClusterFile>();
    made->state = state;
    made->isFirstSweep = false;
    made->utc = change.utc;
    made->startedAt = change.startedAt;
    change.isWhole = document.isObject();
    QJsonArray findings = document.array(); // of the first version: nothing but the findings
    if (change.isWhole) {
        const QJsonObject outline = document.object();
        made->isOffline = outline.value("offline"_L1).toBool();
        findings = outline.value("findings"_L1).toArray();
        const QJsonArray targets = outline.value("targets"_L1).toArray();
        for (const auto each : targets) {
            const std::size_t place = made->targets.size();
            const QJsonObject target = each.toObject();
            if (m_known.size() <= place)
                m_known.resize(place + 1);
            TargetStatePtr &known = m_known[place][QJsonDocument(target).toJson(QJsonDocument::Compact)];
            if (!known)
                known = targetFrom(target, TargetId{static_cast<int>(place)});
            made->targets.push_back(known);
            if (made->targets.back()->settings.isProxy) {
                file->publicUrl = QUrl(u"http://proxy"_s);
                break; // it is the last
            }
            file->nodes.emplace_back().name = made->targets.back()->settings.name;
        }
    } else {
        for (const auto each : findings) {
            if (each.toObject().value("nodes"_L1).toArray().contains(u"proxy"_s))
                file->publicUrl = QUrl(u"http://proxy"_s);
        }
    }
    made->findings = findingsFrom(findings, *file, change.isWhole);
    made->file = std::move(file);
    change.state = std::move(made);
}

QByteArray toCsv(const std::vector<StateChange> &changes)
{
    QString text = u"at,from,to,critical,warning,unknown,ok,findings,verdict\r\n"_s;
    for (const StateChange &change : changes) {
        QStringList codes;
        for (const Finding &finding : change.state->findings)
            codes.append(codeName(finding.code));
        codes.removeDuplicates();
        QStringList cells{change.utc.toUTC().toString(Qt::ISODate),
                          change.before ? stateName(*change.before) : QString(), stateName(change.state->state)};
        for (const State state : {State::Critical, State::Warning, State::Unknown, State::Ok})
            cells.append(change.isWhole ? QString::number(change.nodesIn(state)) : QString());
        cells << spreadsheetCell(codes.join(u' ')) << spreadsheetCell(change.verdict);
        text += cells.join(u',') + u"\r\n"_s;
    }
    return text.toUtf8();
}

QByteArray toJson(const std::vector<StateChange> &changes, const QString &cluster)
{
    QJsonArray array;
    for (const StateChange &change : changes) {
        QJsonArray findings;
        for (const Finding &finding : change.state->findings)
            findings.append(toJson(*change.state->file, finding));
        array.append(QJsonObject{{u"at"_s, change.utc.toUTC().toString(Qt::ISODateWithMs)},
                                 {u"before"_s, change.before ? QJsonValue(stateName(*change.before)) : QJsonValue()},
                                 {u"state"_s, stateName(change.state->state)},
                                 {u"verdict"_s, change.verdict},
                                 {u"findings"_s, findings}});
    }
    return QJsonDocument(QJsonObject{{u"cluster"_s, cluster}, {u"changes"_s, array}}).toJson();
}

} // namespace rollcall

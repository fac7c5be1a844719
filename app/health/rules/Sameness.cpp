// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "health/rules/Rules.h"

#include <algorithm>
#include <set>

namespace rollcall {

using namespace Qt::StringLiterals;

namespace {

QString versionOf(const TargetInput &target)
{
    const IdentityFact *identity = current(target.facts->identity);
    return identity ? identity->version : QString();
}

/// The peers of each version: hashes differ between versions by themselves (new keys, the version inside the hash).
/// Nodes whose version is not known are compared with none.
std::map<QString, std::vector<TargetId>> byVersion(const RuleInput &input, std::span<const TargetId> peers)
{
    std::map<QString, std::vector<TargetId>> result;
    for (const TargetId id : peers) {
        const QString version = versionOf(input.target(id));
        if (!version.isEmpty())
            result[version].push_back(id);
    }
    return result;
}

/// Adds the keys that only one of two configurations has, or that have another value in it.
void addDiffering(const ConfigFact &first, const ConfigFact &second, std::set<QString> &keys)
{
    auto left = first.digests.begin();
    auto right = second.digests.begin();
    while (left != first.digests.end() || right != second.digests.end()) {
        if (right == second.digests.end() || (left != first.digests.end() && left.key() < right.key())) {
            keys.insert(left.key());
            ++left;
        } else if (left == first.digests.end() || right.key() < left.key()) {
            keys.insert(right.key());
            ++right;
        } else {
            if (left.value() != right.value())
                keys.insert(left.key());
            ++left;
            ++right;
        }
    }
}

/// The keys whose values differ between groups of nodes with the same hash; absent where one group's configuration is
/// not at hand. What differs within a group, too (each node's own addresses and paths), is not what the hash is about.
std::optional<QStringList> differingKeys(const RuleInput &input, const Grouping &grouping)
{
    const ConfigFact *first = nullptr;
    std::set<QString> keys;
    std::set<QString> own;
    for (const auto &[hash, nodes] : grouping.groups) {
        const ConfigFact *known = nullptr;
        for (const TargetId id : nodes) {
            const ConfigFact *config = current(input.target(id).facts->config);
            if (config && known)
                addDiffering(*known, *config, own);
            else if (config)
                known = config;
        }
        if (!known)
            return std::nullopt;
        if (first)
            addDiffering(*first, *known, keys);
        else
            first = known;
    }
    QStringList list;
    for (const QString &key : keys) {
        if (!own.contains(key))
            list.append(fit(key));
    }
    return list;
}

/// One dimension of a plugin: by node, its version or its state.
struct PluginSpread
{
    std::map<QString, std::vector<TargetId>> nodes;
    void note(const QString &value, TargetId node)
    {
        auto &list = nodes[value];
        if (std::find(list.begin(), list.end(), node) == list.end())
            list.push_back(node);
    }
};

} // namespace

void ruleVersion(const RuleInput &input, Findings &findings)
{
    for (const auto &peers : input.peers) {
        const Grouping grouping = groupBy(input, peers, [](const TargetInput &t) { return fit(versionOf(t)); });
        if (grouping.differs())
            findings.add(Code::VersionMismatch, grouping.named, grouping.evidence(input, u"versions"_s));
    }
}

void ruleConfig(const RuleInput &input, Findings &findings)
{
    // The row and the node's own word for its version come from two answers: one that was restarted on another version
    // is for a moment of two. Only rows of one version are compared, whatever their nodes say.
    std::map<QString, std::vector<TargetId>> byRow;
    for (const auto &peers : input.peers) {
        for (const auto &[version, nodes] : byVersion(input, peers)) {
            byRow.clear();
            for (const TargetId id : nodes) {
                if (const Member *row = input.target(id).row)
                    byRow[row->version].push_back(id);
            }
            for (const auto &[rowVersion, same] : byRow) {
                const Grouping grouping =
                    groupBy(input, same, [](const TargetInput &t) { return fit(t.row->configHash); });
                if (!grouping.differs())
                    continue;
                QJsonObject evidence = grouping.evidence(input, u"hashes"_s);
                evidence.insert(u"version"_s, fit(version));
                if (const auto keys = differingKeys(input, grouping)) {
                    evidence.insert(u"keys"_s, QJsonArray::fromStringList(*keys));
                    evidence.insert(u"maskedOnly"_s, keys->isEmpty());
                }
                findings.add(Code::ConfigMismatch, grouping.named, evidence, version);
            }
        }
    }
}

void ruleClientConfig(const RuleInput &input, Findings &findings)
{
    for (const auto &peers : input.peers) {
        for (const auto &[version, nodes] : byVersion(input, peers)) {
            const Grouping grouping = groupBy(input, nodes, [](const TargetInput &t) {
                const IdentityFact *identity = current(t.facts->identity);
                return identity ? fit(identity->clientConfigHash) : QString();
            });
            if (!grouping.differs())
                continue;
            QJsonObject evidence = grouping.evidence(input, u"hashes"_s);
            evidence.insert(u"version"_s, fit(version));
            findings.add(Code::ConfigClientMismatch, grouping.named, evidence, version);
        }
    }
}

void ruleSchema(const RuleInput &input, Findings &findings)
{
    for (const auto &peers : input.peers) {
        // Like with like: what the member list says of the nodes' programs, else what each says of its database.
        Grouping grouping =
            groupBy(input, peers, [](const TargetInput &t) { return t.row ? fit(t.row->schemaVersion) : QString(); });
        if (!grouping.differs()) {
            grouping = groupBy(input, peers, [](const TargetInput &t) {
                const SchemaFact *schema = current(t.facts->schema);
                return schema ? fit(schema->version) : QString();
            });
        }
        if (grouping.differs())
            findings.add(Code::SchemaMismatch, grouping.named, grouping.evidence(input, u"versions"_s));
    }
}

void rulePlugins(const RuleInput &input, Findings &findings)
{
    for (const auto &peers : input.peers) {
        // Every node lists those of all; what a node says of itself goes before what others say of it.
        std::map<QString, std::map<TargetId, const PluginState *>> byPlugin;
        std::map<QString, std::map<QString, const PluginState *>> nameless; // where ids lead to no node
        for (const TargetId id : peers) {
            const PluginsFact *fact = current(input.target(id).facts->plugins);
            if (!fact)
                continue;
            for (const PluginState &plugin : fact->plugins) {
                const TargetId node = input.nodeOfId(plugin.clusterId);
                if (node.isValid()) {
                    auto &slot = byPlugin[plugin.id][node];
                    if (!slot || node == id)
                        slot = &plugin;
                } else {
                    nameless[plugin.id][plugin.clusterId] = &plugin;
                }
            }
        }
        const bool canName = !byPlugin.empty();
        if (canName) {
            for (const auto &[plugin, states] : byPlugin) {
                std::vector<TargetId> nodes;
                for (const auto &[node, state] : states) {
                    if (input.target(node).isLive())
                        nodes.push_back(node);
                }
                const auto stateOfNode = [&states = states](const TargetInput &t) { return states.find(t.id)->second; };
                const Grouping versions =
                    groupBy(input, nodes, [&](const TargetInput &t) { return fit(stateOfNode(t)->version); });
                const Grouping running =
                    groupBy(input, nodes, [&](const TargetInput &t) { return QString::number(stateOfNode(t)->state); });
                if (!versions.differs() && !running.differs())
                    continue;
                QJsonObject evidence{{u"plugin"_s, fit(plugin)}};
                const Grouping &first = versions.differs() ? versions : running;
                if (running.differs())
                    evidence.insert(u"states"_s, running.evidence(input, u"states"_s).value("states"_L1));
                if (versions.differs())
                    evidence.insert(u"versions"_s, versions.evidence(input, u"versions"_s).value("versions"_L1));
                evidence.insert(u"majority"_s, first.majority ? QJsonValue(*first.majority) : QJsonValue());
                std::set<TargetId> named(first.named.begin(), first.named.end());
                if (running.differs())
                    named.insert(running.named.begin(), running.named.end());
                findings.add(Code::PluginMismatch, {named.begin(), named.end()}, evidence, plugin);
            }
            continue;
        }
        // Without member lists only the differing itself can be told.
        for (const auto &[plugin, states] : nameless) {
            std::map<QString, QJsonArray> versions;
            std::map<QString, QJsonArray> running;
            for (const auto &[clusterId, state] : states) {
                versions[fit(state->version)].append(fit(clusterId));
                running[QString::number(state->state)].append(fit(clusterId));
            }
            if (versions.size() < 2 && running.size() < 2)
                continue;
            QJsonObject evidence{{u"plugin"_s, fit(plugin)}};
            const auto insert = [&evidence](const QString &key, const std::map<QString, QJsonArray> &values) {
                QJsonObject object;
                for (const auto &[value, ids] : values)
                    object.insert(value, ids);
                if (values.size() > 1)
                    evidence.insert(key, object);
            };
            insert(u"versions"_s, versions);
            insert(u"states"_s, running);
            findings.add(Code::PluginMismatch, {}, evidence, plugin);
        }
    }
}

void ruleSettings(const RuleInput &input, Findings &findings)
{
    for (const auto &peers : input.peers) {
        // By key and node: the newest of the answers that know it.
        struct Value
        {
            QString text;
            TimePoint at;
        };
        std::map<QString, std::map<TargetId, Value>> values;
        const auto note = [&values](const QString &key, TargetId id, const QString &text, TimePoint at) {
            if (text.isEmpty())
                return;
            const auto [slot, isNew] = values[key].try_emplace(id, Value{text, at});
            if (!isNew && slot->second.at < at)
                slot->second = Value{text, at};
        };
        if (peers.size() < 2)
            continue;
        for (const TargetId id : peers) {
            const TargetFacts &facts = *input.target(id).facts;
            for (const auto *health : {&facts.health, &facts.deepHealth}) {
                if (current(*health) && (*health)->value.searchBackend)
                    note(u"searchBackend"_s, id, *(*health)->value.searchBackend, (*health)->at);
            }
            for (const auto &[probe, known] : facts.settings) {
                if (!known.isCurrent)
                    continue;
                for (auto entry = known.value.values.begin(); entry != known.value.values.end(); ++entry)
                    note(entry.key(), id, entry.value(), known.at);
            }
        }
        for (const auto &[key, byNode] : values) {
            const Grouping grouping = groupBy(input, peers, [&byNode = byNode](const TargetInput &t) {
                const auto known = byNode.find(t.id);
                return known == byNode.end() ? QString() : fit(known->second.text);
            });
            if (!grouping.differs())
                continue;
            QJsonObject evidence = grouping.evidence(input, u"values"_s);
            evidence.insert(u"setting"_s, fit(key));
            findings.add(Code::SettingMismatch, grouping.named, evidence, key);
        }
    }
}

} // namespace rollcall

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/JsonReading.h"
#include "products/mattermost/Mattermost.h"
#include "products/mattermost/VersionId.h"

#include <QCryptographicHash>
#include <array>

using namespace Qt::StringLiterals;

namespace rollcall::mattermost {

namespace {

/// No cluster comes near these; they bound what an answer of 8 MiB can make of memory.
constexpr qsizetype MostMembers = 4096;
constexpr qsizetype MostPlugins = 65536;
/// Of any text that is kept from an answer.
constexpr qsizetype LongestText = 256;

QString field(const QJsonObject &row, QLatin1StringView key)
{
    return row.value(key).toString().left(LongestText);
}

std::optional<Component> component(const QJsonObject &ping, QLatin1StringView key, const QString &name)
{
    const std::optional<QString> state = json::text(ping, key);
    if (state == "OK"_L1)
        return Component{name, true, {}};
    if (state == "UNHEALTHY"_L1)
        return Component{name, false, {}};
    return {};
}

struct EqualKey
{
    QLatin1StringView key;     ///< in the client configuration
    QLatin1StringView setting; ///< as the configuration calls it
};

/// What the client configuration tells of settings that must be equal on all nodes. Only a session sees all but the
/// signing key.
constexpr std::array EqualKeys = {
    EqualKey{"SQLDriverName"_L1, "SqlSettings.DriverName"_L1},
    EqualKey{"SiteURL"_L1, "ServiceSettings.SiteURL"_L1},
    EqualKey{"RunJobs"_L1, "JobSettings.RunJobs"_L1},
    // Under its own name: it is false without a licence whatever ClusterSettings.Enable says, so the two are never
    // compared with each other.
    EqualKey{"EnableCluster"_L1, "EnableCluster"_L1},
};

/// Made once and kept in the database: two nodes with different keys do not share one. Public, but long, so it is shown
/// by its digest.
constexpr EqualKey SigningKey = {"AsymmetricSigningPublicKey"_L1, "AsymmetricSigningPublicKey"_L1};

Result<QJsonObject> parseObject(const QByteArray &body)
{
    const Result<QJsonValue> parsed = json::parse(body);
    if (!parsed)
        return parsed.error();
    if (!parsed.value().isObject())
        return Error{u"json.type"_s, u"not an object"_s};
    return parsed.value().toObject();
}

Result<QJsonArray> parseArray(const QByteArray &body)
{
    const Result<QJsonValue> parsed = json::parse(body);
    if (!parsed)
        return parsed.error();
    if (!parsed.value().isArray())
        return Error{u"json.type"_s, u"not an array"_s};
    return parsed.value().toArray();
}

} // namespace

Reading readPing(const QByteArray &body, int status)
{
    const Result<QJsonObject> parsed = parseObject(body);
    if (!parsed)
        return Reading::malformed(parsed.error().message);
    const QJsonObject &ping = parsed.value();
    const std::optional<QString> word = json::text(ping, "status"_L1);
    if (!word)
        return Reading::malformed(u"`status` is not there or no text"_s);

    HealthFact health;
    if (*word == "OK"_L1)
        health.healthy = true;
    else if (*word == "UNHEALTHY"_L1)
        health.healthy = false;
    else
        return Reading::malformed(u"`status` is neither OK nor UNHEALTHY"_s);
    // An unhealthy node answers 500, or 200 when asked for REST semantics. No node says OK with a 500.
    if (*health.healthy && status != 200)
        return {Outcome::Kind::Unexpected, u"HTTP %1 with `status` OK"_s.arg(status), {}};

    if (const auto database = component(ping, "database_status"_L1, u"database"_s))
        health.components.push_back(*database);
    if (const auto filestore = component(ping, "filestore_status"_L1, u"filestore"_s))
        health.components.push_back(*filestore);
    // Servers older than 5.20 do not know the question and answer the plain one: then nothing was asked.
    health.isDeep = !health.components.empty();
    if (const std::optional<QString> backend = json::someText(ping, "ActiveSearchBackend"_L1))
        health.searchBackend = backend->left(LongestText);

    Reading reading;
    reading.facts.emplace_back(std::move(health));
    return reading;
}

Reading readClientConfig(const QByteArray &body)
{
    const Result<QJsonObject> parsed = parseObject(body);
    if (!parsed)
        return Reading::malformed(parsed.error().message);
    const QJsonObject &config = parsed.value();
    const QString version = field(config, "Version"_L1);
    const QString build = field(config, "BuildNumber"_L1);
    // Both stand in the limited map of every version: a document without them is another one.
    if (version.isEmpty() && build.isEmpty())
        return Reading::malformed(u"`Version` and `BuildNumber` are not there or no texts"_s);

    SettingsFact settings;
    for (const EqualKey &equal : EqualKeys) {
        if (const std::optional<QString> value = json::text(config, equal.key))
            settings.values.insert(equal.setting, value->left(LongestText));
    }
    if (const std::optional<QString> key = json::someText(config, SigningKey.key)) {
        const QByteArray digest = QCryptographicHash::hash(key->toUtf8(), QCryptographicHash::Sha256);
        settings.values.insert(SigningKey.setting, u"sha256:"_s + QString::fromLatin1(digest.left(8).toHex()));
    }
    settings.clusterEnabled = json::booleanText(config, "EnableCluster"_L1);

    Reading reading;
    // The header says more; this is for nodes whose header a proxy took away.
    IdentityFact identity;
    identity.currentVersion = version;
    identity.build = build;
    identity.version = comparedVersion(version, build);
    reading.facts.emplace_back(std::move(identity));
    reading.facts.emplace_back(std::move(settings));
    bool isNumber = false;
    const int schema = field(config, "SchemaVersion"_L1).toInt(&isNumber); // with a session, since 6.6
    if (isNumber && schema >= 0)
        reading.facts.emplace_back(SchemaFact{QString::number(schema)});
    return reading;
}

Reading readClientLicense(const QByteArray &body)
{
    const Result<QJsonObject> parsed = parseObject(body);
    if (!parsed)
        return Reading::malformed(parsed.error().message);
    const QJsonObject &map = parsed.value();
    const std::optional<bool> isLicensed = json::booleanText(map, "IsLicensed"_L1);
    if (!isLicensed)
        return Reading::malformed(u"`IsLicensed` is neither true nor false"_s);
    LicenseFact license;
    license.isLicensed = *isLicensed;
    license.cluster = json::booleanText(map, "Cluster"_L1);
    license.metrics = json::booleanText(map, "Metrics"_L1);
    license.sku = field(map, "SkuShortName"_L1);
    Reading reading;
    reading.facts.emplace_back(std::move(license));
    return reading;
}

Reading readClusterStatus(const QByteArray &body)
{
    const Result<QJsonArray> parsed = parseArray(body);
    if (!parsed)
        return Reading::malformed(parsed.error().message);
    const QJsonArray &rows = parsed.value();
    if (rows.size() > MostMembers)
        return Reading::malformed(u"%1 members, more than any cluster has"_s.arg(rows.size()));
    MembershipFact membership;
    membership.members.reserve(static_cast<std::size_t>(rows.size()));
    for (const auto &value : rows) {
        // A list with a row missing would be a lie about who is in the cluster, so all of it counts for nothing.
        if (!value.isObject())
            return Reading::malformed(u"a member is not an object"_s);
        const QJsonObject row = value.toObject();
        Member member;
        member.id = field(row, "id"_L1);
        member.hostname = field(row, "hostname"_L1);
        member.address = field(row, "ipaddress"_L1);
        member.version = field(row, "version"_L1);
        member.configHash = field(row, "config_hash"_L1);
        member.schemaVersion = field(row, "schema_version"_L1);
        membership.members.push_back(std::move(member));
    }
    Reading reading;
    reading.facts.emplace_back(std::move(membership));
    return reading;
}

Reading readSchemaVersion(const QByteArray &body)
{
    const Result<QJsonArray> parsed = parseArray(body);
    if (!parsed)
        return Reading::malformed(parsed.error().message);
    std::optional<qint64> newest;
    for (const auto &value : parsed.value()) {
        if (!value.isObject())
            continue;
        const std::optional<qint64> version = json::integer(value.toObject(), "version"_L1);
        if (version && *version >= 0 && (!newest || *version > *newest))
            newest = version;
    }
    if (!newest && !parsed.value().isEmpty())
        return Reading::malformed(u"no migration has a `version`"_s);
    Reading reading;
    if (newest)
        reading.facts.emplace_back(SchemaFact{QString::number(*newest)});
    return reading;
}

Reading readPlugins(const QByteArray &body)
{
    const Result<QJsonArray> parsed = parseArray(body);
    if (!parsed)
        return Reading::malformed(parsed.error().message);
    const QJsonArray &rows = parsed.value();
    if (rows.size() > MostPlugins)
        return Reading::malformed(u"%1 plugins, more than any cluster has"_s.arg(rows.size()));
    PluginsFact plugins;
    for (const auto &value : rows) {
        if (!value.isObject())
            return Reading::malformed(u"a plugin is not an object"_s);
        const QJsonObject row = value.toObject();
        const std::optional<qint64> state = json::integer(row, "state"_L1);
        PluginState plugin;
        plugin.id = field(row, "plugin_id"_L1);
        plugin.clusterId = field(row, "cluster_id"_L1);
        plugin.version = field(row, "version"_L1);
        // Without a name or a state there is nothing to compare.
        if (plugin.id.isEmpty() || !state || *state < 0 || *state > 1000)
            continue;
        plugin.state = static_cast<int>(*state);
        plugins.plugins.push_back(std::move(plugin));
    }
    Reading reading;
    reading.facts.emplace_back(std::move(plugins));
    return reading;
}

} // namespace rollcall::mattermost

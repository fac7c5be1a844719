// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/JsonReading.h"
#include "products/mattermost/Mattermost.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <array>

using namespace Qt::StringLiterals;

namespace rollcall::mattermost {

namespace {

/// A real configuration has some 500 to 1,500 values, four levels deep. Beyond these bounds a part is one value.
constexpr int Deepest = 24;
constexpr qsizetype LongestPath = 512;
constexpr int MostValues = 50000;
constexpr qsizetype DigestBytes = 16;

/// `config_hash` leaves this section out (it holds each node's own name and addresses), so it cannot explain one.
constexpr auto ExcludedSection = "ClusterSettings"_L1;

/// Settings that the product's documents or their meaning ask to be the same on every node, besides what the hash says:
/// the drivers decide where data goes, the rest with whom and how a node talks. Those of the cluster are in a section
/// that the hash leaves out. Compression is not here: a node reads both kinds. None can hold a secret.
constexpr std::array EqualSettings = {
    "SqlSettings.DriverName"_L1,
    "FileSettings.DriverName"_L1,
    "FileSettings.AmazonS3Bucket"_L1,
    "FileSettings.AmazonS3Endpoint"_L1,
    "CacheSettings.CacheType"_L1,
    "ElasticsearchSettings.EnableIndexing"_L1,
    "ElasticsearchSettings.EnableSearching"_L1,
    "ElasticsearchSettings.EnableAutocomplete"_L1,
    "ServiceSettings.SiteURL"_L1,
    "JobSettings.RunJobs"_L1,
    "JobSettings.RunScheduler"_L1,
    "PluginSettings.Enable"_L1,
    "ClusterSettings.Enable"_L1,
    "ClusterSettings.ClusterName"_L1,
    "ClusterSettings.EnableGossipEncryption"_L1,
    "ClusterSettings.EnableExperimentalGossipEncryption"_L1,
};

QByteArray digestOf(const QByteArray &text)
{
    return QCryptographicHash::hash(text, QCryptographicHash::Sha256).left(DigestBytes);
}

/// The value alone, written the same way wherever it stands. An array around it, because a document is no scalar.
QByteArray digestOf(const QJsonValue &value)
{
    return digestOf(QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact));
}

class Flattener
{
public:
    explicit Flattener(QMap<QString, QByteArray> &digests) : m_digests(digests) {}

    /// False once there are too many values.
    bool add(const QString &path, const QJsonValue &value, int depth)
    {
        const bool isLeaf = depth >= Deepest || path.size() > LongestPath;
        if (!isLeaf && value.isObject() && !value.toObject().isEmpty()) {
            const QJsonObject object = value.toObject();
            for (auto it = object.begin(); it != object.end(); ++it) {
                if (!add(path + u'.' + it.key().left(LongestPath), it.value(), depth + 1))
                    return false;
            }
            return true;
        }
        if (!isLeaf && value.isArray() && !value.toArray().isEmpty()) {
            const QJsonArray array = value.toArray();
            for (qsizetype i = 0; i < array.size(); ++i) {
                if (!add(path + u'.' + QString::number(i), array.at(i), depth + 1))
                    return false;
            }
            return true;
        }
        if (m_digests.size() >= MostValues)
            return false;
        m_digests.insert(path, digestOf(value));
        return true;
    }

private:
    QMap<QString, QByteArray> &m_digests;
};

/// Text of a setting that may be shown; absent where it is filtered out (null) or of another type.
std::optional<QString> shown(const QJsonValue &value)
{
    constexpr qsizetype Longest = 256;
    if (value.isString())
        return value.toString().left(Longest);
    if (value.isBool())
        return value.toBool() ? u"true"_s : u"false"_s;
    if (const std::optional<qint64> number = json::integer(value))
        return QString::number(*number);
    return {};
}

} // namespace

Reading readConfig(const QByteArray &body)
{
    const Result<QJsonValue> parsed = json::parse(body);
    if (!parsed)
        return Reading::malformed(parsed.error().message);
    if (!parsed.value().isObject())
        return Reading::malformed(u"not an object"_s);
    const QJsonObject root = parsed.value().toObject();

    ConfigFact config;
    Flattener flattener(config.digests);
    for (auto it = root.begin(); it != root.end(); ++it) {
        if (it.key() == ExcludedSection)
            continue;
        // A masked secret is 32 asterisks on every node, so it compares equal: that it may differ underneath is known
        // from the hash alone.
        if (!flattener.add(it.key().left(LongestPath), it.value(), 1))
            return Reading::malformed(u"more than %1 settings"_s.arg(MostValues));
    }

    SettingsFact settings;
    for (const QLatin1StringView path : EqualSettings) {
        const qsizetype dot = path.indexOf('.'_L1);
        const std::optional<QJsonObject> section = json::object(root, path.first(dot));
        if (!section)
            continue;
        if (const std::optional<QString> value = shown(section->value(path.sliced(dot + 1))))
            settings.values.insert(path, *value);
    }
    if (const std::optional<QJsonObject> cluster = json::object(root, ExcludedSection))
        settings.clusterEnabled = json::boolean(*cluster, "Enable"_L1);
    if (const std::optional<QJsonObject> service = json::object(root, "ServiceSettings"_L1)) {
        // 0 and below switch the check off: then there is no threshold.
        const std::optional<qint64> threshold = json::integer(*service, "GoroutineHealthThreshold"_L1);
        if (threshold && *threshold > 0 && *threshold <= std::numeric_limits<int>::max())
            settings.goroutineThreshold = static_cast<int>(*threshold);
    }

    Reading reading;
    reading.facts.emplace_back(std::move(config));
    reading.facts.emplace_back(std::move(settings));
    return reading;
}

} // namespace rollcall::mattermost

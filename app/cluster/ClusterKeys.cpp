// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/ClusterKeys.h"

#include "cluster/ClusterFile.h"

#include <array>
#include <vector>

namespace rollcall {

using namespace Qt::StringLiterals;

const QStringList &ClusterFile::products()
{
    static const QStringList words{u"mattermost"_s, u"gitlab"_s,  u"portus"_s,
                                   u"wso2-apim"_s,  u"wso2-mi"_s, u"generic"_s};
    return words;
}

const QStringList &knownKeys(FileSection section)
{
    static const QStringList cluster{
        u"schema"_s,     u"name"_s,         u"environment"_s, u"product"_s, u"publicUrl"_s, u"interval"_s, u"timeout"_s,
        u"retryAfter"_s, u"token"_s,        u"login"_s,       u"tls"_s,     u"httpProxy"_s, u"jumpHost"_s, u"metrics"_s,
        u"gossip"_s,     u"startupGrace"_s, u"retention"_s,   u"rules"_s,   u"canary"_s,    u"nodes"_s,    u"probes"_s};
    static const QStringList login{u"user"_s, u"password"_s};
    static const QStringList tls{u"caFile"_s, u"pin"_s, u"clientCertificate"_s, u"clientKey"_s};
    static const QStringList metrics{u"port"_s, u"path"_s};
    static const QStringList gossip{u"port"_s, u"key"_s, u"label"_s};
    static const QStringList retention{u"raw"_s, u"minute"_s, u"hour"_s};
    static const QStringList rules{u"clockSkew"_s,    u"slow"_s,       u"goroutineThreshold"_s, u"peerFactor"_s,
                                   u"errorFactor"_s,  u"tlsWarning"_s, u"tlsCritical"_s,        u"deliverySlow"_s,
                                   u"upgradeLimit"_s, u"severity"_s};
    static const QStringList canary{u"team"_s, u"channel"_s, u"interval"_s, u"users"_s, u"channels"_s};
    static const QStringList canarySearch{u"term"_s, u"minimum"_s};
    static const QStringList node{u"name"_s,      u"url"_s,    u"product"_s,     u"role"_s,    u"portOffset"_s,
                                  u"connectTo"_s, u"token"_s,  u"healthToken"_s, u"login"_s,   u"tls"_s,
                                  u"metrics"_s,   u"gossip"_s, u"interval"_s,    u"timeout"_s, u"startupGrace"_s};
    static const QStringList probe{
        u"name"_s,       u"node"_s,       u"url"_s,        u"kind"_s,   u"port"_s,         u"method"_s,
        u"path"_s,       u"fallback"_s,   u"headers"_s,    u"auth"_s,   u"expectStatus"_s, u"expectType"_s,
        u"expectBody"_s, u"expectJson"_s, u"components"_s, u"metric"_s, u"warn"_s,         u"critical"_s};
    static const QStringList reference{u"keychain"_s, u"env"_s, u"file"_s};
    switch (section) {
    case FileSection::Cluster:
        return cluster;
    case FileSection::Login:
        return login;
    case FileSection::Tls:
        return tls;
    case FileSection::Metrics:
        return metrics;
    case FileSection::Gossip:
        return gossip;
    case FileSection::Retention:
        return retention;
    case FileSection::Rules:
        return rules;
    case FileSection::Canary:
        return canary;
    case FileSection::CanarySearch:
        return canarySearch;
    case FileSection::Node:
        return node;
    case FileSection::Probe:
        return probe;
    case FileSection::SecretReference:
        return reference;
    }
    return cluster;
}

QStringList requiredKeys(FileSection section)
{
    switch (section) {
    case FileSection::Cluster:
        return {u"schema"_s, u"name"_s, u"nodes"_s};
    case FileSection::Login:
        return {u"user"_s, u"password"_s};
    case FileSection::Canary:
        return {u"team"_s, u"channel"_s};
    case FileSection::Node:
        return {u"name"_s, u"url"_s};
    case FileSection::Probe:
        return {u"name"_s};
    case FileSection::Tls:
    case FileSection::Metrics:
    case FileSection::Gossip:
    case FileSection::Retention:
    case FileSection::Rules:
    case FileSection::CanarySearch:
    case FileSection::SecretReference:
        return {};
    }
    return {};
}

const QStringList &environmentWords()
{
    static const QStringList words{u"production"_s, u"staging"_s, u"test"_s};
    return words;
}

const QStringList &roleWords()
{
    static const QStringList words{u"gateway"_s, u"traffic-manager"_s, u"key-manager"_s, u"control-plane"_s,
                                   u"all-in-one"_s};
    return words;
}

const QStringList &probeKindWords()
{
    static const QStringList words{u"http"_s, u"tcp"_s, u"prometheus"_s};
    return words;
}

const QStringList &probeAuthWords()
{
    static const QStringList words{u"none"_s, u"token"_s, u"login"_s};
    return words;
}

const QStringList &probeMethodWords()
{
    static const QStringList words{u"GET"_s, u"HEAD"_s, u"POST"_s, u"OPTIONS"_s};
    return words;
}

const QStringList &severityWords()
{
    static const QStringList words{u"info"_s, u"warning"_s, u"critical"_s};
    return words;
}

namespace {

/// Letters to insert, remove, replace or swap with their neighbour to get from one text to the other.
int editDistance(const QString &a, const QString &b)
{
    const auto columns = static_cast<std::size_t>(b.size()) + 1;
    std::array<std::vector<int>, 3> rows;
    for (auto &row : rows)
        row.resize(columns);
    for (std::size_t j = 0; j < columns; ++j)
        rows[1][j] = static_cast<int>(j);
    for (qsizetype i = 1; i <= a.size(); ++i) {
        rows[2][0] = static_cast<int>(i);
        for (qsizetype j = 1; j <= b.size(); ++j) {
            const auto at = static_cast<std::size_t>(j);
            const bool isSame = a[i - 1] == b[j - 1];
            int best = std::min({rows[1][at] + 1, rows[2][at - 1] + 1, rows[1][at - 1] + (isSame ? 0 : 1)});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                best = std::min(best, rows[0][at - 2] + 1);
            rows[2][at] = best;
        }
        std::rotate(rows.begin(), rows.begin() + 1, rows.end());
    }
    return rows[1][columns - 1];
}

} // namespace

QString nearestWord(const QString &text, const QStringList &candidates)
{
    QString nearest;
    if (text.size() > 64)
        return nearest;
    int least = std::max(1, static_cast<int>(text.size()) / 3) + 1;
    for (const QString &candidate : candidates) {
        const int distance = editDistance(text.toLower(), candidate.toLower());
        if (distance < least && distance < candidate.size()) {
            least = distance;
            nearest = candidate;
        }
    }
    return nearest;
}

} // namespace rollcall

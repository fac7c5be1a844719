// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Ids.h"
#include "base/Result.h"

#include <QByteArray>
#include <QJsonObject>
#include <QMap>
#include <QString>
#include <QStringList>
#include <QUrl>
#include <chrono>
#include <compare>
#include <optional>
#include <vector>

namespace rollcall {

/// Where a secret is kept. The file holds this and never the secret itself.
struct SecretReference
{
    enum class Kind { Keychain, Environment, File };
    Kind kind = Kind::Environment;
    QString name; ///< keychain entry, variable or path, by kind

    std::strong_ordering operator<=>(const SecretReference &) const = default; ///< QString has no <=> to deduce from
    bool operator==(const SecretReference &) const = default;
};

struct Login
{
    QString user;
    SecretReference password;
    bool operator==(const Login &) const = default;
};

struct TlsSettings
{
    QString caFile;
    QString pin; ///< `sha256//BASE64` of the public key, or empty
    QString clientCertificate;
    std::optional<SecretReference> clientKey;
    bool operator==(const TlsSettings &) const = default;
};

/// `metrics`: Prometheus text on a port of its own. Absent in the file: by product.
struct MetricsSettings
{
    bool enabled = true;
    int port = 8067;
    QString path = QStringLiteral("/metrics");
    bool operator==(const MetricsSettings &) const = default;
};

/// `gossip`: the read-only membership query. Absent in the file: by product.
struct GossipSettings
{
    bool enabled = true;
    int port = 8074;
    std::optional<SecretReference> key = {};
    QString label = {}; ///< of newer memberlist versions, where the cluster has one; mostly empty
    bool operator==(const GossipSettings &) const = default;
};

struct Retention
{
    std::chrono::milliseconds raw{std::chrono::hours(24 * 14)};
    std::chrono::milliseconds minute{std::chrono::hours(24 * 90)};
    std::chrono::milliseconds hour{std::chrono::hours(24 * 365 * 2)};
    bool operator==(const Retention &) const = default;
};

struct Rules
{
    std::chrono::milliseconds clockSkew{2000};
    std::chrono::milliseconds slow{2000};
    std::optional<int> goroutineThreshold;
    double peerFactor = 3;
    double errorFactor = 3;
    std::chrono::milliseconds tlsWarning{std::chrono::hours(24 * 30)};
    std::chrono::milliseconds tlsCritical{std::chrono::hours(24 * 7)};
    std::chrono::milliseconds deliverySlow{2000};
    std::chrono::milliseconds upgradeLimit{std::chrono::hours(2)};
    QMap<QString, QString> severity; ///< code to `info`, `warning` or `critical`
    bool operator==(const Rules &) const = default;
};

/// What the canary searches for besides, and how many hits are the least.
struct CanarySearch
{
    QString term; ///< empty: its own user name, or the channel's name
    int minimum = 1;
    bool operator==(const CanarySearch &) const = default;
};

struct Canary
{
    QString team;                              ///< name as in URLs
    QString channel;                           ///< name as in URLs
    std::chrono::milliseconds interval{60000}; ///< one node posts in each
    CanarySearch users = {};
    CanarySearch channels = {};
    bool operator==(const Canary &) const = default;
};

/// A value of a header: text, or a secret by reference.
struct HeaderValue
{
    QString text;
    std::optional<SecretReference> secret;
    bool operator==(const HeaderValue &) const = default;
};

struct StatusRange
{
    int first = 200;
    int last = 299;
    bool operator==(const StatusRange &) const = default;
};

/// An entry of `probes[]`. Which keys it may carry together is checked when the file is read.
struct GenericProbe
{
    enum class Kind { Http, Tcp, Prometheus };
    enum class Auth { None, Token, Login };
    QString name;
    QString node; ///< name of a node, or empty when `url` is given
    QUrl url;
    Kind kind = Kind::Http;
    std::optional<int> port;
    QString method = QStringLiteral("GET");
    QString path;
    QStringList fallback;
    QMap<QString, HeaderValue> headers;
    Auth auth = Auth::None;
    std::vector<StatusRange> expectStatus;
    QString expectType;
    QString expectBody;
    QJsonObject expectJson; ///< JSON path to the expected value
    QString components;     ///< JSON path to rows of name, state and message
    QString metric;
    std::optional<double> warn;
    std::optional<double> critical;
    bool operator==(const GenericProbe &) const = default;
};

/// A node as written: what is absent here comes from the cluster or the product. Ask ClusterFile::settings() for what
/// holds.
struct Node
{
    QString name;
    QUrl url;
    QString product; ///< empty: the cluster's
    QString role;
    std::optional<int> portOffset;
    QString connectTo; ///< `host:port`, or empty
    std::optional<SecretReference> token;
    std::optional<SecretReference> healthToken;
    std::optional<Login> login;
    std::optional<TlsSettings> tls;
    std::optional<MetricsSettings> metrics;
    std::optional<GossipSettings> gossip;
    std::optional<std::chrono::milliseconds> interval;
    std::optional<std::chrono::milliseconds> timeout;
    std::optional<std::chrono::milliseconds> startupGrace;
    bool operator==(const Node &) const = default;
};

/// What holds for one target once cluster, node and product defaults are folded together: the node's own value, else
/// the cluster's, else the product's default. `tls` is folded key by key. The cluster's `metrics` and `gossip` hold for
/// the nodes of the cluster's own product only; the proxy has neither.
struct TargetSettings
{
    QString name; ///< the node's; `proxy` for the proxy
    QUrl url;
    QString product;
    QString role;
    bool isProxy = false;
    int portOffset = 0;
    QString connectTo;
    std::optional<SecretReference> token;
    std::optional<SecretReference> healthToken;
    std::optional<Login> login;
    TlsSettings tls;
    std::optional<MetricsSettings> metrics; ///< absent: off
    std::optional<GossipSettings> gossip;   ///< absent: off
    bool gossipIsWritten = false;           ///< whether the file asks for it, rather than the product's default
    std::chrono::milliseconds interval{15000};
    std::chrono::milliseconds timeout{5000};
    std::chrono::milliseconds retryAfter{15000};
    std::chrono::milliseconds startupGrace{0};
};

/// Where a file was loaded from. In the values of a loaded file every path is absolute; this keeps how they were
/// written, so that saving it beside its old place changes none of them.
struct FileOrigin
{
    QString folder;               ///< absolute; empty for a file that was not loaded
    QMap<QString, QString> paths; ///< absolute to as written
    bool operator==(const FileOrigin &) const = default;
};

/// One fault of a refused file. The refused value is never in it: it could be a secret.
struct FileFault
{
    int line = 0;    ///< 1-based; 0 when the whole file is meant
    int column = 0;  ///< 1-based, in characters
    QString path;    ///< of the key, such as `nodes[1].url`
    QString message; ///< what was expected; for an unknown key the nearest known one

    bool operator==(const FileFault &) const = default;
};

/// One cluster as its file describes it (contract, section 1). A value: reading, checking and writing, nothing else.
class ClusterFile
{
public:
    enum class Environment { Production, Staging, Test };
    static constexpr int Schema = 1;

    QString name;
    Environment environment = Environment::Production;
    QString product = QStringLiteral("mattermost");
    QUrl publicUrl;
    std::chrono::milliseconds interval{15000};
    std::chrono::milliseconds timeout{5000};
    std::chrono::milliseconds retryAfter{15000};
    std::optional<SecretReference> token;
    std::optional<Login> login;
    TlsSettings tls;
    QString httpProxy = QStringLiteral("system");
    QString jumpHost;
    std::optional<MetricsSettings> metrics;
    std::optional<GossipSettings> gossip;
    std::optional<std::chrono::milliseconds> startupGrace;
    Retention retention;
    Rules rules;
    std::optional<Canary> canary;
    std::vector<Node> nodes;
    std::vector<GenericProbe> probes;
    FileOrigin origin;

    bool operator==(const ClusterFile &) const = default;

    /// The products of the contract, in its order.
    static const QStringList &products();

    /// Reads and checks the whole text. `fileName` only names the file in messages. When refused, the error's message
    /// is one line for each fault (`file:line:column: path: message`) in the order of the text, at most 20 and then how
    /// many more; `faults`, if given, receives those 20 as values. Paths in the file stay as they are written.
    static Result<ClusterFile> parse(const QByteArray &json, const QString &fileName,
                                     std::vector<FileFault> *faults = nullptr);
    /// As parse(), from a regular file of at most 8 MiB. Relative paths inside the file (CA, client certificate,
    /// secrets in files) are relative to the file's folder and become absolute here; `origin` remembers how they were
    /// written.
    static Result<ClusterFile> load(const QString &path, std::vector<FileFault> *faults = nullptr);

    /// The file's text: sorted like the contract's table, defaults left out, paths as they were written, ending in a
    /// newline. Of a value that parse() gave, parse() gives it back equal.
    QByteArray toJson() const;
    /// Writes toJson() atomically: the old file stays whole if anything fails. Into another folder, relative paths are
    /// written as absolute ones, so that they still mean the same files. What load() would refuse is not written.
    Result<void> save(const QString &path) const;

    /// The nodes, then the proxy if `publicUrl` is given.
    int targetCount() const { return static_cast<int>(nodes.size()) + (hasProxy() ? 1 : 0); }
    bool hasProxy() const { return !publicUrl.isEmpty(); }
    TargetId proxyId() const { return hasProxy() ? TargetId{static_cast<int>(nodes.size())} : TargetId{}; }
    bool isProxy(TargetId id) const { return hasProxy() && id == proxyId(); }
    /// The node's name, or `proxy`.
    QString targetName(TargetId id) const;
    TargetSettings settings(TargetId id) const;
};

} // namespace rollcall

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Clock.h"
#include "base/Ids.h"
#include "gossip/Reply.h"
#include "net/HttpClient.h"
#include "probe/ProbeSpec.h"

#include <QMap>
#include <QString>
#include <optional>
#include <variant>
#include <vector>

namespace rollcall {

/// How one run of a probe ended, in words that hold for every product. Who reads an answer decides this.
struct Outcome
{
    enum class Kind {
        Answered,    ///< it said what it promises, whether good or bad news
        Failed,      ///< no complete answer; see `failure`
        Malformed,   ///< the right kind of answer, but not readable: broken JSON, empty, a field that must be there is
                     ///< not
        Unexpected,  ///< another kind of answer: HTML, a redirect, a status that this endpoint does not give
        TooLarge,    ///< a bound was hit
        RateLimited, ///< 429
        Rejected,    ///< 401
        Forbidden,   ///< 403
        NotAllowed,  ///< this address is not on the node's allow list
        Absent,      ///< 404 or 501: this version or edition lacks the endpoint; no fault
    };
    Kind kind = Kind::Answered;
    NetFailure failure = NetFailure::None;
    int status = 0;             ///< HTTP
    QString detail;             ///< English: the error id of the product, the parser's complaint, curl's words
    QString permission;         ///< Forbidden: the permission that is missing, where the product knows it
    QByteArray firstBytes;      ///< Malformed, Unexpected: at most 128 bytes of the body
    Milliseconds retryAfter{0}; ///< RateLimited
    std::chrono::microseconds latency{0};
    TimePoint at;
    QDateTime utc;
    bool isFromNode = false; ///< the product itself made this answer, not what stands in front of it

    bool answered() const { return kind == Kind::Answered; }
    /// The peer said something, even if it was nonsense or a refusal at HTTP level.
    bool isContact() const { return kind != Kind::Failed; }
    bool operator==(const Outcome &) const = default;
};

/// A part that a node reports on: database, filestore, redis, a CApp, a port that it serves.
struct Component
{
    QString name;
    bool ok = true;
    QString message;
    QString instance = {};   ///< which of several of that name: the storage of Gitaly, the use of Redis
    bool isOptional = false; ///< the node serves without it: worth a warning, not an alarm
    bool isAssumed = false;  ///< nobody promised it: while it never answered, nobody misses it
    bool operator==(const Component &) const = default;
};

// The facts. Each is what one kind of answer can tell; a probe's reading holds any number of them. A field that was not
// in the answer, or had the wrong type, is absent: unknown, never a default.

/// What the node says of its own health.
struct HealthFact
{
    enum class Phase { Serving, Starting, Draining, Maintenance };
    std::optional<bool> healthy;
    Phase phase = Phase::Serving;
    bool isOnlyAlive = false; ///< it answers, and no more was asked: any other word on its health counts for more
    bool isDeep = false;      ///< whether the components were really asked (Mattermost's enhanced ping)
    QString message;          ///< what it says of itself where no component says it; fit to be shown
    std::vector<Component> components;
    std::optional<QString> searchBackend;
    bool operator==(const HealthFact &) const = default;
};

/// Parts that one probe alone tells of: a port, the rows of a generic probe. Told apart by probe, so that one probe's
/// silence takes nothing from another's word.
struct ComponentsFact
{
    std::vector<Component> components;
    bool operator==(const ComponentsFact &) const = default;
};

/// Whether the expectation of an entry of `probes[]` holds.
struct ExpectationFact
{
    enum class Level { Holds, Warning, Critical };
    Level level = Level::Holds;
    QString name;                ///< of the probe in the file
    QString expected;            ///< English, as short as `status 200-299`; empty while it holds
    QString got;                 ///< English, fit to be shown
    bool isOfCluster = false;    ///< a probe with a url of its own: no node is to blame
    std::optional<double> value; ///< of the metric
    bool operator==(const ExpectationFact &) const = default;
};

/// What the node is.
struct IdentityFact
{
    QString version;        ///< the one that is compared
    QString currentVersion; ///< Mattermost: first entry of the version list compiled in
    QString build;
    QString clientConfigHash;
    std::optional<bool> licensed;
    bool operator==(const IdentityFact &) const = default;
};

/// One row of a node's member list. An empty field is unknown.
struct Member
{
    QString id;
    QString hostname;
    QString address;
    QString version;
    QString configHash;
    QString schemaVersion;
    bool operator==(const Member &) const = default;
};

/// Whom the node lists.
struct MembershipFact
{
    std::vector<Member> members;
    bool operator==(const MembershipFact &) const = default;
};

/// What the node's gossip layer answered to the read-only membership query.
struct GossipFact
{
    enum class Access {
        Read,         ///< `members` is its list
        NeedsKey,     ///< it is encrypted, and no key is given
        KeyRefused,   ///< it is encrypted, and no given key fits
        NotEncrypted, ///< a key is given, and it is not encrypted: nothing of its answer is believed
        Refused,      ///< it complains of something else, in `complaint`
        Silent,       ///< the port refuses, or nothing came; the outcome says which
    };
    Access access = Access::Read;
    std::vector<gossip::Member> members = {}; ///< itself included, sorted by name
    bool isSealed = false;
    bool isCompressed = false;
    QString complaint = {}; ///< the node's own words, fit to be shown
    bool operator==(const GossipFact &) const = default;
};

/// Numbers of the node: goroutines, requests, memory. The well-known ones are fields, so that rules need no strings.
struct MetricsFact
{
    std::optional<double> goroutines;
    std::optional<double> threads;      ///< of a product without goroutines: the Ruby's or the JVM's; a trend, no rule
    std::optional<double> httpRequests; ///< counter since start
    std::optional<double> httpErrors;   ///< counter since start
    std::optional<double> startTime;    ///< seconds since 1970
    std::optional<double> clusterHealthScore;
    std::optional<double> websockets;
    QMap<QString, double> series; ///< all that are shown, by name (`cpu_seconds_total`, `resident_memory_bytes`, …)
    bool isProfile = false;       ///< from the goroutine profile, because there are no metrics
    bool operator==(const MetricsFact &) const = default;
};

/// Settings that must be equal on all nodes, by dotted key, as text fit to be shown (never a secret).
struct SettingsFact
{
    QMap<QString, QString> values;
    std::optional<bool> clusterEnabled;
    std::optional<int> goroutineThreshold;
    bool operator==(const SettingsFact &) const = default;
};

/// The whole configuration as paths and digests: enough to say which keys differ without keeping a single value.
struct ConfigFact
{
    QMap<QString, QByteArray> digests; ///< dotted path to a digest of the value
    bool operator==(const ConfigFact &) const = default;
};

struct LicenseFact
{
    bool isLicensed = false;
    std::optional<bool> cluster;
    std::optional<bool> metrics;
    QString sku;
    bool operator==(const LicenseFact &) const = default;
};

struct SchemaFact
{
    QString version;
    bool operator==(const SchemaFact &) const = default;
};

/// One plugin on one node. Every node lists those of all nodes, told apart by the cluster id.
struct PluginState
{
    QString id;
    QString clusterId;
    QString version;
    int state = 0;
    bool operator==(const PluginState &) const = default;
};

struct PluginsFact
{
    std::vector<PluginState> plugins;
    bool operator==(const PluginsFact &) const = default;
};

/// The node's clock against this workstation's: what `Date` said, exact to half a second.
struct ClockFact
{
    Milliseconds offset{0};
    bool operator==(const ClockFact &) const = default;
};

/// What became of the messages from one node to another, over the last ones that were sent.
struct Delivery
{
    QString from;                                     ///< name of the node that was posted on
    std::optional<std::chrono::microseconds> latency; ///< of the last one that arrived in time
    int sent = 0;
    int lost = 0;       ///< of those: not there within the timeout
    int lostInARow = 0; ///< the newest ones
    bool operator==(const Delivery &) const = default;
};

/// What reached this node's own WebSocket of the messages posted on each node, itself included.
struct DeliveryFact
{
    std::vector<Delivery> deliveries; ///< in the order of the file
    bool operator==(const DeliveryFact &) const = default;
};

/// How a WebSocket to this target went.
struct WebsocketFact
{
    bool isRefused = false;
    int status = 0; ///< of the HTTP answer that came instead of the upgrade; 0: none
    QString detail; ///< English; empty while it opens
    /// Through the proxy: the nodes that it led to lately, by name.
    std::vector<QString> reached;
    bool operator==(const WebsocketFact &) const = default;
};

/// What tells which node one exchange over a fresh connection through the proxy led to.
struct SpreadFact
{
    enum class Over { Http, WebSocket };
    Over over = Over::Http;
    QStringList hints; ///< texts that may name it, the most telling first: `host:port`, an address, a name
    std::optional<IdentityFact> identity;
    bool operator==(const SpreadFact &) const = default;
};

using Fact = std::variant<HealthFact, IdentityFact, MembershipFact, MetricsFact, SettingsFact, ConfigFact, LicenseFact,
                          SchemaFact, PluginsFact, ClockFact, ComponentsFact, ExpectationFact, DeliveryFact,
                          WebsocketFact, GossipFact, SpreadFact>;

/// What one run of a probe means. Immutable, with a time.
struct Observation
{
    ProbeSpecPtr spec;
    Outcome outcome;
    std::vector<Fact> facts;
    std::shared_ptr<const PeerCertificate> certificate;
    QString peerAddress;
    HttpTimings timings;
    bool isPointless = false; ///< the same question gets the same answer until a person changes something
};

} // namespace rollcall

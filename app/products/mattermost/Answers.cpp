// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/JsonReading.h"
#include "products/Exchange.h"
#include "products/mattermost/Mattermost.h"
#include "products/mattermost/VersionId.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace rollcall::mattermost {

namespace {

bool isPing(Topic topic)
{
    return topic == Topic::Ping || topic == Topic::EnhancedPing || topic == Topic::ProxyPing;
}

/// The permission that the endpoint's code asks for.
QString permissionFor(Topic topic)
{
    switch (topic) {
    case Topic::ClusterStatus:
        return u"sysconsole_read_environment_high_availability"_s;
    case Topic::SchemaVersion:
    case Topic::Config:
        return u"any sysconsole_read permission"_s;
    case Topic::Plugins:
        return u"sysconsole_read_plugins"_s;
    case Topic::ProxyPing:
    case Topic::Ping:
    case Topic::EnhancedPing:
    case Topic::ClientConfig:
    case Topic::ClientLicense:
    case Topic::Metrics:
    case Topic::GoroutineProfile:
    case Topic::Gossip:
    case Topic::WebSocket:
    case Topic::Spread:
    case Topic::SpreadWebSocket:
        return {};
    }
    return {};
}

/// Judges an answer by its status alone. True when there is a body to be read as what was asked for.
bool isReadable(const HttpResult &http, Topic topic, bool isFromNode, Outcome &outcome)
{
    if (http.status == 200 || (http.status == 500 && isPing(topic)))
        return true;
    if (exchange::readRateLimitOrRedirect(http, outcome))
        return false;
    const QString id = errorId(http.body);
    const QString status = u"HTTP %1"_s.arg(http.status);
    const QString idOrStatus = id.isEmpty() ? status : id;
    if (http.status == 401) {
        outcome.kind = Outcome::Kind::Rejected;
        outcome.detail = idOrStatus;
        return false;
    }
    if (http.status == 403) {
        outcome.kind = Outcome::Kind::Forbidden;
        outcome.detail = idOrStatus;
        // Another refusal (multi-factor authentication demanded, a proxy's own rule) is not about a permission.
        if (id == "api.context.permissions.app_error"_L1)
            outcome.permission = permissionFor(topic);
        return false;
    }
    // Every version has the ping: without it this is another server.
    if ((http.status == 404 || http.status == 501) && !isPing(topic)) {
        outcome.kind = Outcome::Kind::Absent;
        outcome.detail = idOrStatus;
        return false;
    }
    QString detail = id.isEmpty() ? status : status + u": "_s + id;
    if (http.status >= 500 && isApi(topic) && !isFromNode)
        detail += u", not made by a Mattermost node"_s;
    exchange::complain(outcome, Outcome::Kind::Unexpected, detail, http.body);
    return false;
}

Reading readBody(Topic topic, const HttpResult &http)
{
    switch (topic) {
    case Topic::ProxyPing:
    case Topic::Ping:
    case Topic::EnhancedPing:
        return readPing(http.body, http.status);
    case Topic::ClientConfig:
        return readClientConfig(http.body);
    case Topic::ClientLicense:
        return readClientLicense(http.body);
    case Topic::ClusterStatus:
        return readClusterStatus(http.body);
    case Topic::SchemaVersion:
        return readSchemaVersion(http.body);
    case Topic::Plugins:
        return readPlugins(http.body);
    case Topic::Metrics:
        return readMetrics(http.body);
    case Topic::GoroutineProfile:
        return readGoroutineProfile(http.body);
    case Topic::Config:
        return readConfig(http.body);
    case Topic::Gossip:
    case Topic::WebSocket:
    case Topic::Spread:
    case Topic::SpreadWebSocket:
        break; // have readers of their own
    }
    return Reading::malformed(u"no reader for it"_s);
}

/// A body that is not what was asked for: a web page, an error of the node, or broken.
void complainOfBody(const HttpResult &http, Topic topic, bool isFromNode, const Reading &reading, Outcome &outcome)
{
    QString detail = reading.detail;
    Outcome::Kind kind = reading.kind;
    if (exchange::looksLikeHtml(http)) {
        kind = Outcome::Kind::Unexpected;
        detail = u"HTTP %1: a web page"_s.arg(http.status);
    } else if (http.status >= 500) {
        const QString id = errorId(http.body);
        if (!id.isEmpty() || !isFromNode) {
            kind = Outcome::Kind::Unexpected;
            detail = u"HTTP %1"_s.arg(http.status) + (id.isEmpty() ? QString() : u": "_s + id);
        }
    }
    if (http.status >= 500 && isApi(topic) && !isFromNode)
        detail += u", not made by a Mattermost node"_s;
    exchange::complain(outcome, kind, detail, http.body);
}

/// Nearly every ping of a healthy cluster is the same to the byte, so the last few that were read are kept. One memo
/// for each thread: big bodies are read on another one.
class PingMemo
{
public:
    const std::vector<Fact> *find(const HttpResult &http, const QByteArray &version) const
    {
        for (const Entry &entry : m_entries) {
            // Of an entry that was never filled the status is 0.
            if (entry.status != 0 && entry.status == http.status && entry.version == version && entry.body == http.body)
                return &entry.facts;
        }
        return nullptr;
    }

    void keep(const HttpResult &http, const QByteArray &version, const std::vector<Fact> &facts)
    {
        if (http.body.size() > LongestBody)
            return;
        m_entries[m_next] = {http.status, version, http.body, facts};
        m_next = (m_next + 1) % m_entries.size();
    }

private:
    static constexpr qsizetype LongestBody = 2048;
    struct Entry
    {
        int status = 0;
        QByteArray version;
        QByteArray body;
        std::vector<Fact> facts;
    };
    std::array<Entry, 8> m_entries;
    std::size_t m_next = 0;
};

/// What is of this one exchange alone, however alike the answers are.
void addOwn(const HttpResult &http, Topic topic, Observation &observation)
{
    if (topic == Topic::ProxyPing) {
        // Through the proxy it would be the proxy's clock, or anybody's.
        if (std::optional<SpreadFact> spread = spreadOf(http))
            observation.facts.emplace_back(std::move(*spread));
        return;
    }
    if (const std::optional<ClockFact> clock = exchange::clockOf(http))
        observation.facts.emplace_back(*clock);
}

} // namespace

QString errorId(const QByteArray &body)
{
    constexpr qsizetype LargestError = 65536;
    constexpr qsizetype LongestId = 128;
    if (body.size() > LargestError)
        return {};
    const Result<QJsonValue> parsed = json::parse(body);
    if (!parsed || !parsed.value().isObject())
        return {};
    const QString id = json::text(parsed.value().toObject(), "id"_L1).value_or(QString());
    const bool isId = id.size() <= LongestId && std::all_of(id.begin(), id.end(), [](QChar c) {
                          return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') ||
                                 c == u'.' || c == u'_' || c == u'-';
                      });
    return isId ? id : QString();
}

Observation readAnswer(const Answer &answer)
{
    const Topic topic = static_cast<Topic>(answer.spec->topic);
    if (topic == Topic::Gossip)
        return readGossip(answer);
    if (topic == Topic::WebSocket)
        return readWebSocket(answer);
    if (topic == Topic::Spread || topic == Topic::SpreadWebSocket)
        return readSpread(answer);
    Observation observation = exchange::begin(answer);
    const HttpResult *http = answer.http();
    if (http == nullptr || !http->answered())
        return observation;
    Outcome &outcome = observation.outcome;
    const QByteArray version = isApi(topic) ? http->header(VersionHeader) : QByteArray();

    thread_local PingMemo memo;
    if (isPing(topic)) {
        if (const std::vector<Fact> *facts = memo.find(*http, version)) {
            observation.facts.reserve(facts->size() + 1);
            observation.facts = *facts;
            addOwn(*http, topic, observation);
            return observation;
        }
    }

    // Present: a Mattermost process really answered, whatever it said. So it tells who, even in an error.
    std::optional<IdentityFact> identity = parseVersionId(version);
    const bool isFromNode = !version.isEmpty();
    const bool hasIdentity = identity.has_value();
    if (identity)
        observation.facts.emplace_back(std::move(*identity));
    if (!isReadable(*http, topic, isFromNode, outcome))
        return observation;
    Reading reading = readBody(topic, *http);
    if (reading.kind != Outcome::Kind::Answered) {
        complainOfBody(*http, topic, isFromNode, reading, outcome);
        return observation;
    }
    outcome.detail = reading.detail;
    for (Fact &fact : reading.facts) {
        if (!hasIdentity || !std::holds_alternative<IdentityFact>(fact))
            observation.facts.push_back(std::move(fact));
    }
    if (isPing(topic)) {
        memo.keep(*http, version, observation.facts);
        addOwn(*http, topic, observation);
    }
    return observation;
}

} // namespace rollcall::mattermost

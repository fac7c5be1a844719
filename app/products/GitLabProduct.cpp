// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/JsonReading.h"
#include "products/Exchange.h"
#include "products/Figures.h"
#include "products/Questions.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

// GitLab, from 8.8 on. Facts: its health controller, checks and middleware, Workhorse, and the package's nginx
// templates. Redirects are never followed: they end at the sign-in page with 200.

namespace rollcall {

namespace {

enum Topic { ProxyReadiness = 1, Readiness, ReadinessAll, Health, Liveness, Version, Metrics };

// The checks behind `all=1` have timeouts of ten seconds of their own.
constexpr int AllTimeoutFactor = 12;
constexpr int AllTimeoutDivisor = 5;
constexpr qint64 MetricsBound = qint64{32} * 1024 * 1024;
constexpr qsizetype LongestText = 256;
constexpr qsizetype MostShards = 1000;
constexpr auto CustomError = "X-GitLab-Custom-Error";

constexpr std::array Families = {
    prometheus::Family{"puma_workers", "puma_workers", prometheus::Fold::Last},
    prometheus::Family{"puma_running_workers", "puma_running_workers", prometheus::Fold::Last},
    prometheus::Family{"puma_stale_workers", "puma_stale_workers", prometheus::Fold::Last},
    prometheus::Family{"puma_running", "puma_running", prometheus::Fold::Sum},
    prometheus::Family{"puma_max_threads", "puma_max_threads", prometheus::Fold::Sum},
    prometheus::Family{"puma_active_connections", "puma_active_connections", prometheus::Fold::Sum},
    prometheus::Family{"puma_idle_threads", "puma_idle_threads", prometheus::Fold::Sum},
    prometheus::Family{"puma_pool_capacity", "puma_pool_capacity", prometheus::Fold::Sum},
    prometheus::Family{"puma_queued_connections", "puma_queued_connections", prometheus::Fold::Sum},
    prometheus::Family{"ruby_process_resident_memory_bytes", "resident_memory_bytes", prometheus::Fold::Sum},
    prometheus::Family{"ruby_process_unique_memory_bytes", "unique_memory_bytes", prometheus::Fold::Sum},
    prometheus::Family{"ruby_file_descriptors", "open_fds", prometheus::Fold::Sum},
    prometheus::Family{"ruby_process_max_fds", "max_fds", prometheus::Fold::Largest},
    prometheus::Family{"ruby_process_cpu_seconds_total", "cpu_seconds_total", prometheus::Fold::Sum},
    prometheus::Family{"ruby_process_start_time_seconds", "start_time_seconds", prometheus::Fold::Largest},
    prometheus::Family{"gitlab_ruby_threads_running_threads", "ruby_threads", prometheus::Fold::Sum},
    prometheus::Family{"gitlab_ruby_threads_max_expected_threads", "ruby_threads_expected", prometheus::Fold::Sum},
    prometheus::Family{"gitlab_rails_boot_time_seconds", "boot_time_seconds", prometheus::Fold::Largest},
    prometheus::Family{"gitlab_database_connection_pool_busy", "db_connections_busy", prometheus::Fold::Sum},
    prometheus::Family{"gitlab_database_connection_pool_waiting", "db_connections_waiting", prometheus::Fold::Sum},
    prometheus::Family{"gitlab_database_connection_pool_size", "db_connections_max", prometheus::Fold::Sum},
    prometheus::Family{"gitlab_maintenance_mode", "maintenance_mode", prometheus::Fold::Largest},
    prometheus::Family{"db_load_balancing_hosts", "db_load_balancing_hosts", prometheus::Fold::Largest},
    prometheus::Family{"unicorn_workers", "unicorn_workers", prometheus::Fold::Last}, // before 14.0
    prometheus::Family{"unicorn_active_connections", "unicorn_active_connections", prometheus::Fold::Sum},
    prometheus::Family{"unicorn_queued_connections", "unicorn_queued_connections", prometheus::Fold::Sum},
};

/// The Redis checks are made from the list of Redis uses, which changes from version to version.
constexpr std::array RedisUses = {
    "cache"_L1,
    "queues"_L1,
    "queues_metadata"_L1,
    "shared_state"_L1,
    "cluster_shared_state"_L1,
    "cluster_cache"_L1,
    "trace_chunks"_L1,
    "rate_limiting"_L1,
    "cluster_rate_limiting"_L1,
    "sessions"_L1,
    "cluster_sessions"_L1,
    "repository_cache"_L1,
    "cluster_repository_cache"_L1,
    "feature_flag"_L1,
    "cluster_feature_flag"_L1,
    "db_load_balancing"_L1,
    "cluster_db_load_balancing"_L1,
    "pubsub"_L1,
    "chat"_L1,
    "workhorse"_L1,
    "buffered_counter"_L1,
    "redis"_L1,
};

struct Check
{
    QString component;
    QString instance;
};

/// `db_check` is the database, `cache_check` Redis as a cache; a check that nobody knows keeps its name.
Check checkOf(const QString &key)
{
    const QString name = key.chopped(6); // "_check"
    if (name == "db"_L1)
        return {u"database"_s, {}};
    if (name == "fs_shards"_L1)
        return {u"filestore"_s, {}};
    if (name == "redis"_L1)
        return {u"redis"_s, {}};
    if (std::find(RedisUses.begin(), RedisUses.end(), name) != RedisUses.end())
        return {u"redis"_s, name};
    return {name, {}};
}

Component componentOf(const QString &key, const QJsonObject &row)
{
    const Check check = checkOf(key);
    Component component;
    component.name = check.component.left(LongestText);
    component.instance = check.instance;
    const QString shard =
        json::text(row.value("labels"_L1).toObject(), "shard"_L1).value_or(QString()).left(LongestText);
    if (!shard.isEmpty())
        component.instance = shard;
    component.ok = json::text(row, "status"_L1) == "ok"_L1;
    component.message = json::text(row, "message"_L1).value_or(QString()).left(LongestText);
    return component;
}

/// Every element of every check. GitLab itself calls a check well when one of its elements is: with two Gitaly storages
/// of three down, it says ok.
std::vector<Component> componentsOf(const QJsonObject &body)
{
    std::vector<Component> components;
    for (auto entry = body.begin(); entry != body.end() && components.size() < MostShards; ++entry) {
        if (!entry.key().endsWith("_check"_L1))
            continue;
        if (entry->isObject()) // before 12.4
            components.push_back(componentOf(entry.key(), entry->toObject()));
        for (const QJsonValue row : entry->toArray()) {
            if (row.isObject() && components.size() < MostShards)
                components.push_back(componentOf(entry.key(), row.toObject()));
        }
    }
    return components;
}

bool isMaster(const Component &component)
{
    return component.name == "master"_L1;
}

bool isFailed(const Component &component)
{
    return !component.ok;
}

/// For ten seconds before Puma ends, readiness fails by the master check alone.
bool isDraining(const std::vector<Component> &components)
{
    return std::any_of(components.begin(), components.end(), isFailed) &&
           std::all_of(components.begin(), components.end(),
                       [](const Component &component) { return component.ok || isMaster(component); });
}

/// `PG::ConnectionBad : could not connect to server`: a check raised an exception, and its class names the part.
void blame(HealthFact &health, const QString &message)
{
    struct Row
    {
        QLatin1StringView prefix;
        QLatin1StringView component;
    };
    static constexpr std::array rows{Row{"PG::"_L1, "database"_L1},        Row{"ActiveRecord::"_L1, "database"_L1},
                                     Row{"Redis::"_L1, "redis"_L1},        Row{"RedisClient::"_L1, "redis"_L1},
                                     Row{"Gitlab::Git::"_L1, "gitaly"_L1}, Row{"GRPC::"_L1, "gitaly"_L1}};
    for (const Row &row : rows) {
        if (message.startsWith(row.prefix)) {
            health.components.push_back({row.component, false, message});
            return;
        }
    }
    health.message = message;
}

/// What the settings of all nodes must share: their checks and their storages.
SettingsFact settingsOf(const std::vector<Component> &components, const QJsonObject &body)
{
    QStringList checks;
    for (const QString &key : body.keys()) {
        if (key.endsWith("_check"_L1))
            checks.append(key.chopped(6));
    }
    QStringList shards;
    for (const Component &component : components) {
        if (component.name == "gitaly"_L1 && !component.instance.isEmpty())
            shards.append(component.instance);
    }
    SettingsFact settings;
    settings.values.insert(u"checks"_s, exchange::asSetting(checks));
    if (!shards.isEmpty())
        settings.values.insert(u"Gitaly storages"_s, exchange::asSetting(shards));
    return settings;
}

/// What stands in front of Rails answered: nginx or Workhorse. Their JSON has an integer `status`, Rails' a text.
QString wordsOfTheFront(const HttpResult &http)
{
    QString words = QString::fromUtf8(http.body.left(LongestText)).simplified();
    if (const Result<QJsonValue> parsed = json::parse(http.body); parsed.ok())
        words = json::text(parsed.value().toObject(), "error"_L1).value_or(QString()).left(LongestText);
    QString detail = u"HTTP %1"_s.arg(http.status);
    if (!words.isEmpty() && !exchange::looksLikeHtml(http))
        detail += u": "_s + words;
    if (words.contains("communicating with gitlab-workhorse"_L1))
        detail += u" (Workhorse does not answer)"_s;
    else if (http.status == 502 && words == "Bad Gateway"_L1)
        detail += u" (Puma does not answer)"_s;
    else if (http.status == 400 && words.contains("Host"_L1))
        detail += u" (give the node the public name as its url, and its address as connectTo)"_s;
    return detail;
}

/// With the deploy page up Workhorse answers every path with it; readiness says so, and nothing else need.
bool isDeployPage(const HttpResult &http)
{
    return http.status == 200 && exchange::looksLikeHtml(http);
}

void readReadiness(const HttpResult &http, bool isAll, Observation &observation)
{
    Outcome &outcome = observation.outcome;
    HealthFact health;
    health.isDeep = isAll;
    const auto say = [&] { observation.facts.emplace_back(std::move(health)); };
    const QByteArray text = http.body.trimmed();
    if (http.status == 200 && (text == "GitLab OK" || text == "GitLab is alive" || text == "success")) {
        health.healthy = true; // 8.8 to 12.3, and releases in between
        return say();
    }
    if (isDeployPage(http)) {
        health.healthy = false;
        health.phase = HealthFact::Phase::Maintenance;
        health.message = u"its deploy page answers"_s;
        return say();
    }
    if (http.status == 503 && text.startsWith("Service Unavailable")) {
        health.healthy = false;
        health.message = u"Workhorse sheds load: "_s + QString::fromUtf8(text.left(LongestText));
        return say();
    }
    const Result<QJsonValue> parsed = json::parse(http.body);
    const QJsonObject body = parsed.ok() ? parsed.value().toObject() : QJsonObject();
    if (!parsed.ok() || !parsed.value().isObject()) {
        if (http.status == 200)
            exchange::complain(outcome, Outcome::Kind::Malformed,
                               parsed.ok() ? u"not a JSON object"_s : parsed.error().message, http.body);
        else
            exchange::complain(outcome, Outcome::Kind::Unexpected, wordsOfTheFront(http), http.body);
        return;
    }
    std::vector<Component> components = componentsOf(body);
    const std::optional<QString> status = json::text(body, "status"_L1);
    const std::optional<bool> healthy = json::boolean(body, "healthy"_L1); // /health_check, 8.8 on
    if (!status && !healthy && components.empty()) {
        exchange::complain(outcome, Outcome::Kind::Unexpected, wordsOfTheFront(http), http.body);
        return;
    }
    outcome.isFromNode = true;
    const bool saysWell = http.status == 200 && status.value_or(u"ok"_s) == "ok"_L1 && healthy.value_or(true);
    const QString message = json::text(body, "message"_L1).value_or(QString()).left(LongestText);
    if (status && isAll && !components.empty())
        observation.facts.emplace_back(settingsOf(components, body));
    if (!saysWell && isDraining(components)) {
        health.phase = HealthFact::Phase::Draining;
        health.message = std::find_if(components.begin(), components.end(), isMaster)->message;
        std::erase_if(components, isMaster);
    } else if (!saysWell && !message.isEmpty()) {
        blame(health, message);
    } else if (!saysWell && std::none_of(components.begin(), components.end(), isFailed)) {
        // Before 12.4 the checks of several storages shared one name, and the last of them was shown.
        health.message = u"HTTP %1, though every check that is shown is well"_s.arg(http.status);
    }
    health.healthy = saysWell && std::none_of(components.begin(), components.end(), isFailed);
    health.components.insert(health.components.end(), components.begin(), components.end());
    outcome.detail = health.message;
    say();
}

void readVersion(const HttpResult &http, Observation &observation)
{
    Outcome &outcome = observation.outcome;
    if (http.status == 401 || http.status == 403) {
        outcome.kind = http.status == 401 ? Outcome::Kind::Rejected : Outcome::Kind::Forbidden;
        outcome.detail = u"HTTP %1"_s.arg(http.status);
        if (http.status == 403)
            outcome.permission = u"scope read_user"_s;
        return;
    }
    if (http.status == 404 || isDeployPage(http)) {
        outcome.kind = Outcome::Kind::Absent;
        return;
    }
    const Result<QJsonValue> parsed = json::parse(http.body);
    const QJsonObject body = parsed.ok() ? parsed.value().toObject() : QJsonObject();
    const QString version = json::someText(body, "version"_L1).value_or(QString()).left(LongestText);
    if (http.status != 200 || version.isEmpty()) {
        const bool isBroken = http.status == 200;
        exchange::complain(outcome, isBroken ? Outcome::Kind::Malformed : Outcome::Kind::Unexpected,
                           !isBroken     ? wordsOfTheFront(http)
                           : parsed.ok() ? u"no version in it"_s
                                         : parsed.error().message,
                           http.body);
        return;
    }
    IdentityFact identity;
    identity.version = identity.currentVersion = version;
    identity.build = json::text(body, "revision"_L1).value_or(QString()).left(LongestText);
    // Two nightly builds of one version differ by this alone.
    SettingsFact settings;
    settings.values.insert(u"revision"_s, identity.build);
    observation.facts.emplace_back(std::move(identity));
    observation.facts.emplace_back(std::move(settings));
}

void readMetrics(const HttpResult &http, Observation &observation)
{
    Outcome &outcome = observation.outcome;
    const bool isDisabled = http.status == 200 && http.body.startsWith("# Metrics are disabled");
    if (http.status == 404 || isDisabled || isDeployPage(http)) {
        outcome.kind = Outcome::Kind::Absent;
        outcome.detail = isDisabled ? u"switched off in GitLab's settings"_s : u"HTTP %1"_s.arg(http.status);
        return;
    }
    MetricsFact fact;
    static const prometheus::FigureTable table(Families);
    const prometheus::Tally tally = http.status == 200 ? table.read(http.body, fact.series) : prometheus::Tally{};
    if (http.status != 200 || tally.samples == 0) {
        exchange::complain(outcome, Outcome::Kind::Unexpected, wordsOfTheFront(http), http.body);
        return;
    }
    fact.threads = prometheus::figure(fact.series, u"ruby_threads"_s);
    if (!fact.threads)
        fact.threads = prometheus::figure(fact.series, u"puma_running"_s);
    fact.startTime = prometheus::figure(fact.series, u"start_time_seconds"_s);
    if (const auto mode = prometheus::figure(fact.series, u"maintenance_mode"_s)) {
        SettingsFact settings;
        settings.values.insert(u"maintenance mode"_s, *mode > 0 ? u"on"_s : u"off"_s);
        observation.facts.emplace_back(std::move(settings));
    }
    observation.facts.emplace_back(std::move(fact));
}

/// `GitLab OK` before any of Rails' own work; it is asked so that the two kinds of silence can be told apart.
void readHealth(const HttpResult &http, Outcome &outcome)
{
    const QByteArray text = http.body.trimmed();
    if (http.status == 404) // not on the allow list (no token opens it), or before 9.1
        outcome.kind = Outcome::Kind::Absent;
    else if (http.status == 200 && text == "GitLab OK")
        outcome.isFromNode = true;
    else if (!isDeployPage(http))
        exchange::complain(outcome, Outcome::Kind::Unexpected, wordsOfTheFront(http), http.body);
}

void readLiveness(const HttpResult &http, Outcome &outcome)
{
    // Before 12.4 it lists checks, all of them ok whatever they are: only that Rails answers is worth anything.
    if (http.status == 404)
        outcome.kind = Outcome::Kind::Absent;
    else if (http.status == 200)
        outcome.isFromNode = !isDeployPage(http);
    else
        exchange::complain(outcome, Outcome::Kind::Unexpected, wordsOfTheFront(http), http.body);
}

class GitLabProduct final : public Product
{
public:
    QStringList remarks(const TargetSettings &settings) const override
    {
        if (!settings.healthToken)
            return {};
        return {u"healthToken is deprecated since GitLab 9.4: with the database or Redis down its answers are not "
                "guaranteed to be right; prefer the allow list (gitlab_rails['monitoring_whitelist'])"_s};
    }

private:
    std::vector<ProbeSpecPtr> ownProbes(const ClusterFile &file, TargetId id,
                                        const Credentials &credentials) const override
    {
        const questions::Target target{id, file.settings(id), credentials};
        if (target.settings.isProxy) {
            const questions::Question readiness =
                target.get({.id = "readiness", .topic = ProxyReadiness, .path = "/-/readiness"});
            readiness.spec->isPrimary = true;
            // The balancer's address need not be on the allow list; users come through it all the same.
            questions::Question page = readiness;
            page.addFallback(questions::below(target.settings.url, u"/users/sign_in"_s, {}).path());
            return {readiness.spec};
        }
        std::vector<ProbeSpecPtr> specs;
        const auto add = [&](questions::Question question) {
            if (credentials.healthToken)
                addToken(question, *credentials.healthToken);
            specs.push_back(question.spec);
        };
        questions::Question readiness = target.get({.id = "readiness", .topic = Readiness, .path = "/-/readiness"});
        readiness.spec->isPrimary = true;
        readiness.addFallback(questions::below(target.settings.url, u"/health_check.json"_s, {}).path());
        add(readiness);
        const questions::Question all =
            target.get({.id = "readiness.all",
                        .topic = ReadinessAll,
                        .path = "/-/readiness",
                        .query = "all=1",
                        .atMostEvery = 30s,
                        .phase = 0.2,
                        .timeout = target.settings.timeout * AllTimeoutFactor / AllTimeoutDivisor});
        all.spec->isSlowByNature = true;
        add(all);
        // Its middleware takes no token.
        specs.push_back(target.get({.id = "health", .topic = Health, .path = "/-/health", .phase = 0.5}).spec);
        add(target.get({.id = "liveness", .topic = Liveness, .path = "/-/liveness", .phase = 0.6}));
        if (const auto metrics = target.metrics(
                file, {.id = "metrics", .topic = Metrics, .path = "/-/metrics", .phase = 0.7, .maxBody = MetricsBound}))
            add(*metrics);
        if (credentials.token) {
            questions::Question version = target.get(
                {.id = "version", .topic = Version, .path = "/api/v4/metadata", .atMostEvery = 1min, .phase = 0.3});
            authorize(*version.http, target.settings, *credentials.token);
            version.addFallback(questions::below(target.settings.url, u"/api/v4/version"_s, {}).path());
            specs.push_back(version.spec);
        }
        return specs;
    }

    /// The old token: as a header, which no log keeps, and where that does not open it as the documented parameter.
    static void addToken(questions::Question &question, const Secret &token)
    {
        std::vector<HttpRequest> plain{*question.http};
        for (const auto &fallback : question.fallbacks)
            plain.push_back(*fallback);
        question.http->secretHeaders.emplace_back("TOKEN", token);
        for (const auto &fallback : question.fallbacks)
            fallback->secretHeaders.emplace_back("TOKEN", token);
        for (HttpRequest &request : plain) {
            request.secretParameter.emplace("token", token);
            question.addFallback(std::move(request));
        }
    }

    void authorize(HttpRequest &request, const TargetSettings &, const Secret &token) const override
    {
        request.secretHeaders.emplace_back("PRIVATE-TOKEN", token);
    }

    Observation readOwn(const Answer &answer) const override
    {
        Observation observation = exchange::begin(answer);
        Outcome &outcome = observation.outcome;
        const HttpResult *http = answer.http();
        if (http == nullptr || !outcome.answered())
            return observation;
        // Of the sign-in page a redirect is as good an answer as any: to single sign-on.
        const bool isSignIn = answer.spec->topic == ProxyReadiness && answer.alternative > 0;
        if ((http->status == 429 || !isSignIn) && exchange::readRateLimitOrRedirect(*http, outcome))
            return observation;
        switch (static_cast<Topic>(answer.spec->topic)) {
        case ProxyReadiness:
            readThroughProxy(*http, isSignIn, outcome);
            return observation; // its clock is the proxy's, or anybody's
        case Readiness:
        case ReadinessAll:
            if (http->status == 404) {
                outcome.kind = answer.spec->topic == Readiness ? Outcome::Kind::NotAllowed : Outcome::Kind::Absent;
                outcome.detail = u"add the address that GitLab sees this workstation under to "
                                 "gitlab_rails['monitoring_whitelist']"_s;
            } else {
                readReadiness(*http, answer.spec->topic == ReadinessAll, observation);
            }
            break;
        case Health:
            readHealth(*http, outcome);
            break;
        case Liveness:
            readLiveness(*http, outcome);
            break;
        case Version:
            readVersion(*http, observation);
            break;
        case Metrics:
            readMetrics(*http, observation);
            break;
        }
        if (answer.spec->isPrimary) {
            if (const std::optional<ClockFact> clock = exchange::clockOf(*http))
                observation.facts.emplace_back(*clock);
        }
        return observation;
    }

    static void readThroughProxy(const HttpResult &http, bool isPage, Outcome &outcome)
    {
        outcome.isFromNode = !http.header(CustomError).isEmpty();
        if (isPage ? http.status < 400 : http.status == 200 && !exchange::looksLikeHtml(http))
            return;
        if (outcome.isFromNode)
            outcome.detail = u"HTTP %1, made by a GitLab node"_s.arg(http.status);
        else
            exchange::complain(outcome, Outcome::Kind::Unexpected,
                               exchange::looksLikeHtml(http) ? u"HTTP %1: a web page"_s.arg(http.status)
                                                             : wordsOfTheFront(http),
                               http.body);
    }
};

} // namespace

const Product &gitLabProduct()
{
    static const GitLabProduct product;
    return product;
}

} // namespace rollcall

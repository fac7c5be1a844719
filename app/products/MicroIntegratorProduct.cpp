// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/JsonReading.h"
#include "probe/Session.h"
#include "products/Exchange.h"
#include "products/Figures.h"
#include "products/Questions.h"

#include <QJsonArray>
#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

// WSO2 Micro Integrator, 1.2.0 to 4.4. Facts: its internal APIs and the vendor's chart. Every port is its base plus the
// offset, which is 10 where nobody sets another one: 8290, 8253, 9164 and 9201.

namespace rollcall {

namespace {

enum Topic { Ready = 1, Liveness, Management, Applications, Metrics, Port, UrlPort, ThroughProxy };

constexpr int TrafficHttpBase = 8280;
constexpr int TrafficHttpsBase = 8243;
constexpr int ManagementBase = 9154;
constexpr int InternalBase = 9191;
/// The server keeps 200 tokens, an hour each.
constexpr Milliseconds TokenLife = 50min;
constexpr qint64 MetricsBound = qint64{32} * 1024 * 1024;
constexpr qsizetype LongestText = 256;
constexpr qsizetype MostApplications = 2000;
constexpr qsizetype LongestToken = 8192;

// The formatter writes a family's name before every sample, so that of a histogram nothing can be told: gauges only.
constexpr std::array Families = {
    prometheus::Family{"jvm_threads_current", "jvm_threads", prometheus::Fold::Last},
    prometheus::Family{"jvm_threads_daemon", "jvm_threads_daemon", prometheus::Fold::Last},
    prometheus::Family{"jvm_threads_peak", "jvm_threads_peak", prometheus::Fold::Last},
    prometheus::Family{"jvm_threads_deadlocked", "jvm_threads_deadlocked", prometheus::Fold::Last},
    prometheus::Family{"jvm_memory_bytes_used", "jvm_memory_bytes_used", prometheus::Fold::Sum},
    prometheus::Family{"jvm_memory_bytes_max", "jvm_memory_bytes_max", prometheus::Fold::Sum},
    prometheus::Family{"process_open_fds", "open_fds", prometheus::Fold::Last},
    prometheus::Family{"process_max_fds", "max_fds", prometheus::Fold::Last},
    prometheus::Family{"process_cpu_seconds_total", "cpu_seconds_total", prometheus::Fold::Last},
    prometheus::Family{"process_resident_memory_bytes", "resident_memory_bytes", prometheus::Fold::Last},
    prometheus::Family{"process_start_time_seconds", "start_time_seconds", prometheus::Fold::Last},
    // Not 0 or 1: the moment of its start, and 0 when it is down.
    prometheus::Family{"wso2_integration_server_up", "integration_server_up", prometheus::Fold::Last},
};

QString textOf(const QJsonObject &object, QLatin1StringView key)
{
    return json::text(object, key).value_or(QString()).left(LongestText);
}

void addIdentity(const QString &version, const QString &updateLevel, Observation &observation)
{
    if (version.isEmpty())
        return;
    IdentityFact identity;
    identity.version = identity.currentVersion = version;
    observation.facts.emplace_back(std::move(identity));
    // A text in every version that has it; `null` is one, too, and means none.
    if (updateLevel.isEmpty())
        return;
    SettingsFact settings;
    settings.values.insert(u"update level"_s, updateLevel == "null"_L1 ? u"none"_s : updateLevel);
    observation.facts.emplace_back(std::move(settings));
}

void readReady(const HttpResult &http, Observation &observation)
{
    Outcome &outcome = observation.outcome;
    const Result<QJsonValue> parsed = json::parse(http.body);
    const QJsonObject body = parsed.ok() ? parsed.value().toObject() : QJsonObject();
    HealthFact health;
    health.isDeep = true;
    if (http.status == 500 && body.isEmpty() && !exchange::looksLikeHtml(http)) {
        health.healthy = false; // not even its own answer could be made
        health.message = u"not ready, and it does not say why"_s;
    } else if ((http.status == 200 || http.status == 500) && body.value("status"_L1).isString()) {
        const QString status = textOf(body, "status"_L1);
        health.healthy = http.status == 200 && status == "ready"_L1;
        for (const QJsonValue name : body.value("Faulty CAPPs"_L1).toArray()) {
            if (name.isString() && std::ssize(health.components) < MostApplications)
                health.components.push_back({name.toString().left(LongestText), false, u"faulty CApp"_s});
        }
        if (!*health.healthy && health.components.empty())
            health.message = status;
        addIdentity(textOf(body, "version"_L1), textOf(body, "update_level"_L1), observation);
    } else if (http.status == 404) {
        exchange::complain(outcome, Outcome::Kind::Unexpected,
                           u"HTTP 404: no readiness probe (switched off, or before 1.2.0)"_s, http.body);
        return;
    } else {
        const bool isBroken = http.status == 200 && !exchange::looksLikeHtml(http);
        exchange::complain(outcome, isBroken ? Outcome::Kind::Malformed : Outcome::Kind::Unexpected,
                           !isBroken     ? u"HTTP %1"_s.arg(http.status)
                           : parsed.ok() ? u"no status in it"_s
                                         : parsed.error().message,
                           http.body);
        return;
    }
    outcome.isFromNode = true;
    outcome.detail = health.message;
    observation.facts.emplace_back(std::move(health));
}

void readManagement(const HttpResult &http, Observation &observation)
{
    if (http.status >= 500 && observation.spec->isPrimary) {
        exchange::complain(observation.outcome, Outcome::Kind::Unexpected, u"HTTP %1"_s.arg(http.status), http.body);
        return;
    }
    if (http.status != 200) {
        observation.outcome.kind = Outcome::Kind::Absent; // the management API is switched off
        return;
    }
    const Result<QJsonValue> parsed = json::parse(http.body);
    const QString version = parsed.ok() ? textOf(parsed.value().toObject(), "WSO2 Micro Integrator"_L1) : QString();
    if (version.isEmpty()) {
        exchange::complain(observation.outcome, Outcome::Kind::Malformed,
                           parsed.ok() ? u"no version in it"_s : parsed.error().message, http.body);
        return;
    }
    addIdentity(version, {}, observation);
    if (observation.spec->isPrimary) {
        HealthFact alive;
        alive.healthy = true;
        alive.isOnlyAlive = true;
        observation.facts.emplace_back(std::move(alive));
    }
}

QString fileName(const QJsonObject &application)
{
    const QString name = textOf(application, "name"_L1);
    const QString version = textOf(application, "version"_L1);
    return version.isEmpty() ? name : name + u'_' + version + u".car"_s; // as the readiness probe names it
}

void readApplications(const HttpResult &http, Observation &observation)
{
    Outcome &outcome = observation.outcome;
    const Result<QJsonValue> parsed = json::parse(http.body);
    const QJsonObject body = parsed.ok() ? parsed.value().toObject() : QJsonObject();
    if (http.status == 401 || http.status == 403) {
        outcome.kind = http.status == 401 ? Outcome::Kind::Rejected : Outcome::Kind::Forbidden;
        outcome.detail = u"HTTP %1"_s.arg(http.status);
        return;
    }
    if (http.status == 404) {
        outcome.kind = Outcome::Kind::Absent;
        return;
    }
    // Until 4.0 `list`; then those that are active and those that are faulty.
    const bool isOld = body.value("list"_L1).isArray();
    if (http.status != 200 || (!isOld && !body.value("activeList"_L1).isArray())) {
        QString detail = u"HTTP %1"_s.arg(http.status);
        if (const QString words = textOf(body, "Error"_L1); !words.isEmpty())
            detail += u": "_s + words;
        // Without its first bytes: it may be the answer to the login, with a token where nobody looks for one.
        exchange::complain(outcome, http.status == 200 ? Outcome::Kind::Malformed : Outcome::Kind::Unexpected, detail,
                           {});
        return;
    }
    QStringList active;
    for (const QJsonValue row : body.value(isOld ? "list"_L1 : "activeList"_L1).toArray()) {
        if (active.size() < MostApplications)
            active.append(fileName(row.toObject()));
    }
    SettingsFact settings;
    settings.values.insert(u"CApps"_s, active.isEmpty() ? u"none"_s : exchange::asSetting(active));
    observation.facts.emplace_back(std::move(settings));
    ComponentsFact faulty;
    for (const QJsonValue row : body.value("faultyList"_L1).toArray()) {
        if (std::ssize(faulty.components) < MostApplications)
            faulty.components.push_back({fileName(row.toObject()), false, u"faulty CApp"_s});
    }
    observation.facts.emplace_back(std::move(faulty));
}

void readMetrics(const HttpResult &http, Observation &observation)
{
    Outcome &outcome = observation.outcome;
    if (http.status == 404) {
        outcome.kind = Outcome::Kind::Absent;
        outcome.detail = u"not started with -DenablePrometheusApi=true"_s;
        return;
    }
    MetricsFact fact;
    static const prometheus::FigureTable table(Families);
    const prometheus::Tally tally = http.status == 200 ? table.read(http.body, fact.series) : prometheus::Tally{};
    if (tally.samples == 0) {
        exchange::complain(
            outcome, http.status == 200 ? Outcome::Kind::Malformed : Outcome::Kind::Unexpected,
            http.status == 200 ? u"no line of it is a Prometheus sample"_s : u"HTTP %1"_s.arg(http.status), http.body);
        return;
    }
    fact.threads = prometheus::figure(fact.series, u"jvm_threads"_s);
    fact.startTime = prometheus::figure(fact.series, u"start_time_seconds"_s);
    if (const auto up = prometheus::figure(fact.series, u"integration_server_up"_s); !fact.startTime && up && *up > 0)
        fact.startTime = up;
    observation.facts.emplace_back(std::move(fact));
}

std::optional<Secret> tokenOf(const HttpResult &login)
{
    const Result<QJsonValue> parsed = json::parse(login.body);
    if (login.status != 200 || !parsed.ok())
        return {};
    const std::optional<QString> token = json::someText(parsed.value().toObject(), "AccessToken"_L1);
    const auto fitsAHeader = [](QChar c) { return c > u' ' && c <= u'~'; };
    if (!token || token->size() > LongestToken || !std::all_of(token->begin(), token->end(), fitsAHeader))
        return {};
    return Secret(token->toLatin1());
}

class MicroIntegratorProduct final : public Product
{
public:
    bool connectsToPorts() const override { return true; }

private:
    /// What the node's url is: its port decides.
    enum class Url { Internal, Traffic, Management };
    static Url kindOf(const TargetSettings &settings)
    {
        const int offset = settings.portOffset;
        const bool isHttps = settings.url.scheme() == "https"_L1;
        const int port = settings.url.port(isHttps ? ManagementBase + offset : InternalBase + offset);
        if (port == TrafficHttpBase + offset || port == TrafficHttpsBase + offset)
            return Url::Traffic;
        return port == ManagementBase + offset ? Url::Management : Url::Internal;
    }

    std::vector<ProbeSpecPtr> ownProbes(const ClusterFile &file, TargetId id,
                                        const Credentials &credentials) const override
    {
        const questions::Target target{id, file.settings(id), credentials};
        const TargetSettings &settings = target.settings;
        if (settings.isProxy) {
            questions::Question question = target.get({.id = "url", .topic = ThroughProxy, .path = ""});
            question.http->url.setPath(settings.url.path());
            question.spec->endpoint = u"GET "_s + (settings.url.path().isEmpty() ? u"/"_s : settings.url.path());
            question.spec->isPrimary = true;
            return {question.spec};
        }
        const int offset = settings.portOffset;
        const Url kind = kindOf(settings);
        const bool hasOwnPort = settings.url.port() > 0;
        // 0 is the url's own port: also where a site has put the internal port elsewhere.
        const int internal = kind == Url::Internal && hasOwnPort ? 0 : InternalBase + offset;
        const int management = kind == Url::Management && hasOwnPort ? 0 : ManagementBase + offset;
        const char *const scheme = kind == Url::Internal ? "" : "http";

        const questions::Question ready =
            target.get({.id = "ready", .topic = Ready, .path = "/healthz", .port = internal, .scheme = scheme});
        ready.spec->isPrimary = kind == Url::Internal;
        std::vector<ProbeSpecPtr> specs{ready.spec};
        specs.push_back(target
                            .get({.id = "liveness",
                                  .topic = Liveness,
                                  .path = "/liveness",
                                  .port = internal,
                                  .scheme = scheme,
                                  .phase = 0.2})
                            .spec);
        if (kind == Url::Traffic) {
            const auto port = target.connect(u"url"_s, UrlPort, settings.url.port(), 0);
            port->isPrimary = true;
            specs.push_back(port);
        } else {
            specs.push_back(target.connect(u"port.8290"_s, Port, TrafficHttpBase + offset, 0.4));
        }
        const questions::Question about = target.get({.id = "management",
                                                      .topic = Management,
                                                      .path = "/management",
                                                      .port = kind == Url::Management ? management : internal,
                                                      .scheme = kind == Url::Management ? "https" : scheme,
                                                      .atMostEvery = kind == Url::Management ? 0min : 1min,
                                                      .phase = 0.5});
        about.spec->isPrimary = kind == Url::Management;
        specs.push_back(about.spec);
        if (const auto metrics = target.metrics(file, {.id = "metrics",
                                                       .topic = Metrics,
                                                       .path = "/metric-service/metrics",
                                                       .port = internal,
                                                       .scheme = scheme,
                                                       .phase = 0.6,
                                                       .maxBody = MetricsBound}))
            specs.push_back(metrics->spec);
        if (settings.login && credentials.password) {
            // Over TLS only: a password goes with the login.
            const questions::Question login =
                target.get({.id = "login", .path = "/management/login", .port = management, .scheme = "https"});
            questions::addLogin(*login.http, target);
            const questions::Question applications = target.get({.id = "applications",
                                                                 .topic = Applications,
                                                                 .path = "/management/applications",
                                                                 .port = management,
                                                                 .scheme = "https",
                                                                 .atMostEvery = 1min,
                                                                 .phase = 0.8});
            applications.spec->session = std::make_shared<Session>(login.http, tokenOf, TokenLife);
            specs.push_back(applications.spec);
        }
        return specs;
    }

    static void readPort(const Answer &answer, Observation &observation)
    {
        const Outcome &outcome = observation.outcome;
        if (answer.spec->topic == UrlPort) {
            if (!outcome.answered())
                return;
            HealthFact alive;
            alive.healthy = true;
            alive.isOnlyAlive = true;
            observation.facts.emplace_back(std::move(alive));
            return;
        }
        Component component;
        component.name = u"port %1"_s.arg(answer.spec->tcp().port);
        component.ok = outcome.answered();
        component.isAssumed = true; // the probes' port may be all that is shown
        if (!component.ok)
            component.message = exchange::failureWords(outcome.failure) + u": API traffic"_s;
        observation.facts.emplace_back(ComponentsFact{{component}});
    }

    Observation readOwn(const Answer &answer) const override
    {
        Observation observation = exchange::begin(answer);
        Outcome &outcome = observation.outcome;
        const auto topic = static_cast<Topic>(answer.spec->topic);
        if (topic == Port || topic == UrlPort) {
            readPort(answer, observation);
            return observation;
        }
        const HttpResult *http = answer.http();
        if (http == nullptr)
            return observation;
        if (topic == Ready && !answer.spec->isPrimary && outcome.failure == NetFailure::Refused) {
            // The url answers (else this is not looked at). A container publishes 8290 and 8253 alone.
            outcome.kind = Outcome::Kind::NotAllowed;
            outcome.detail =
                u"port %1 refuses: not published, or its probes are switched off"_s.arg(answer.spec->http().url.port());
            return observation;
        }
        if (!outcome.answered() || exchange::readRateLimitOrRedirect(*http, outcome))
            return observation;
        switch (topic) {
        case Ready:
            readReady(*http, observation);
            break;
        case Liveness:
            if (http->status != 200) // 404 before 4.2; whether it is well the readiness says
                outcome.kind = Outcome::Kind::Absent;
            break;
        case Management:
            readManagement(*http, observation);
            break;
        case Applications:
            readApplications(*http, observation);
            break;
        case Metrics:
            readMetrics(*http, observation);
            break;
        case ThroughProxy:
            // It answers 404 to whatever is no API: it was reached.
            outcome.isFromNode = http->status < 500;
            if (http->status >= 500)
                exchange::complain(outcome, Outcome::Kind::Unexpected, u"HTTP %1"_s.arg(http->status), http->body);
            break;
        case Port:
        case UrlPort:
            break;
        }
        if (answer.spec->isPrimary) {
            if (const std::optional<ClockFact> clock = exchange::clockOf(*http))
                observation.facts.emplace_back(*clock);
        }
        return observation;
    }
};

} // namespace

const Product &microIntegratorProduct()
{
    static const MicroIntegratorProduct product;
    return product;
}

} // namespace rollcall

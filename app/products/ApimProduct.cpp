// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/JsonReading.h"
#include "products/Exchange.h"
#include "products/Questions.h"

#include <QJsonArray>
#include <array>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

// WSO2 API Manager, 3.2 to 4.7. Facts: its port table, the vendor's Helm charts and the code of its health checks. All
// ports move by the node's offset. An open port says little: the Version service answers long before the APIs are
// deployed.

namespace rollcall {

namespace {

enum Topic { Version = 1, Startup, GatewayStartup, Traffic, Socket, Port, Datasources, ThroughProxy };

constexpr int ServletHttps = 9443;
constexpr int ServletHttp = 9763;
constexpr int TrafficHttps = 8243;
constexpr int TrafficHttp = 8280;
constexpr int MisprintedServletHttp = 9673;
constexpr qsizetype LongestText = 256;
constexpr qsizetype MostErrors = 100;

enum Role { Gateway = 1, TrafficManager = 2, KeyManager = 4, ControlPlane = 8, AllInOne = 16, Unsaid = 32 };

Role roleOf(const QString &name)
{
    if (name == "gateway"_L1)
        return Gateway;
    if (name == "traffic-manager"_L1)
        return TrafficManager;
    if (name == "key-manager"_L1)
        return KeyManager;
    if (name == "control-plane"_L1)
        return ControlPlane;
    if (name == "all-in-one"_L1)
        return AllInOne;
    return Unsaid;
}

/// A port that is only connected to. The documents name the needed ones; a site may do without the others, which are
/// missed once they have been there.
struct OpenPort
{
    int base;
    int roles;
    bool isNeeded;
    const char *use;
};

constexpr std::array OpenPorts = {
    OpenPort{9611, TrafficManager | ControlPlane | AllInOne, true, "throttle data"},
    OpenPort{5672, TrafficManager | ControlPlane | AllInOne, true, "message broker"},
    OpenPort{9711, TrafficManager, false, "throttle data over TLS"},
    OpenPort{TrafficHttp, Gateway, false, "API traffic over HTTP"},
};

/// A WebSocket port has a health answer of its own. Nothing else may be asked there: it fills the node's log.
struct SocketPort
{
    int base;
    const char *scheme;
};

constexpr std::array SocketPorts = {SocketPort{9099, "http"}, SocketPort{8099, "https"}};

QString portName(int port)
{
    return u"port %1"_s.arg(port);
}

int portOf(const ProbeSpec &spec)
{
    return spec.isHttp() ? spec.http().url.port() : spec.tcp().port;
}

/// What the failing of a port means, and what its opening takes back.
ComponentsFact partOf(const ProbeSpec &spec, bool isOk, const QString &message, bool isOptional)
{
    Component component;
    component.name = portName(portOf(spec));
    component.ok = isOk;
    component.message = message;
    component.isOptional = isOptional;
    return ComponentsFact{{component}};
}

/// `WSO2 API Manager-4.5.0-beta`: the name has blanks and the version may have a hyphen, so it is parted at the first
/// one before a digit.
std::pair<QString, QString> partVersion(const QString &text)
{
    for (qsizetype at = text.indexOf(u'-'); at >= 0; at = text.indexOf(u'-', at + 1)) {
        if (at + 1 < text.size() && text[at + 1].isDigit())
            return {text.left(at), text.mid(at + 1)};
    }
    return {text, {}};
}

void readVersion(const HttpResult &http, Observation &observation)
{
    Outcome &outcome = observation.outcome;
    const qsizetype begin = http.body.indexOf("<return>");
    const qsizetype end = begin < 0 ? -1 : http.body.indexOf("</return>", begin);
    if (http.status == 200 && end > begin) {
        const QByteArray text = http.body.mid(begin + 8, std::min<qsizetype>(end - begin - 8, LongestText)).trimmed();
        IdentityFact identity;
        identity.version = partVersion(QString::fromUtf8(text)).second;
        identity.currentVersion = identity.version;
        HealthFact alive;
        alive.healthy = true;
        alive.isOnlyAlive = true;
        outcome.isFromNode = true;
        if (!identity.version.isEmpty())
            observation.facts.emplace_back(std::move(identity));
        observation.facts.emplace_back(std::move(alive));
        return;
    }
    if (http.status == 404 || http.status == 503 || (http.status == 200 && http.body.trimmed().isEmpty())) {
        // While it boots its services come one after the other. Within `startupGrace` that is starting.
        HealthFact health;
        health.healthy = false;
        health.message = u"its Version service is not there (HTTP %1)"_s.arg(http.status);
        outcome.detail = health.message;
        observation.facts.emplace_back(std::move(health));
        return;
    }
    const bool isPage = exchange::looksLikeHtml(http) && !http.body.contains("getVersionResponse");
    exchange::complain(outcome, http.status == 200 && !isPage ? Outcome::Kind::Malformed : Outcome::Kind::Unexpected,
                       http.status != 200 ? u"HTTP %1"_s.arg(http.status)
                       : isPage           ? u"HTTP 200: a web page"_s
                                          : u"no version in it"_s,
                       http.body);
}

/// Whether the APIs are deployed, as 200 or 500 without a word.
void readReady(const HttpResult &http, Observation &observation)
{
    Outcome &outcome = observation.outcome;
    HealthFact health;
    health.isDeep = true;
    switch (http.status) {
    case 200:
        if (exchange::looksLikeHtml(http)) {
            exchange::complain(outcome, Outcome::Kind::Unexpected, u"HTTP 200: a web page"_s, http.body);
            return;
        }
        health.healthy = true;
        break;
    case 403: // of the first proposals
    case 500:
    case 503:
        health.healthy = false;
        health.phase = HealthFact::Phase::Starting;
        health.message = u"its APIs are not deployed yet"_s;
        break;
    case 401:
        outcome.kind = Outcome::Kind::Rejected;
        outcome.detail = observation.spec->http().secretHeaders.empty()
                             ? u"this update level wants a login for its health check (4.3.0 and later do not)"_s
                             : u"its health check refuses the login"_s;
        return;
    case 404: // a profile without the gateway's web application, or a release before it
        outcome.kind = Outcome::Kind::Absent;
        return;
    default:
        exchange::complain(outcome, Outcome::Kind::Unexpected, u"HTTP %1"_s.arg(http.status), http.body);
        return;
    }
    outcome.detail = health.message;
    observation.facts.emplace_back(std::move(health));
}

/// The add-on `wso2/carbon-health-check`; most sites do not have it.
void readDatasources(const HttpResult &http, Observation &observation)
{
    Outcome &outcome = observation.outcome;
    if (http.status == 404 || http.status == 401 || http.status == 403) {
        outcome.kind = Outcome::Kind::Absent;
        return;
    }
    const Result<QJsonValue> parsed = json::parse(http.body);
    if ((http.status != 200 && http.status != 503) || !parsed.ok()) {
        outcome.kind = Outcome::Kind::Absent; // another web application has that path
        return;
    }
    const QJsonObject body = parsed.value().toObject();
    ComponentsFact fact;
    for (const QJsonValue value : body.value("errors"_L1).toArray()) {
        const QJsonObject row = value.toObject();
        Component component;
        component.ok = false;
        component.name = json::text(row, "code"_L1).value_or(QString()).left(LongestText);
        const QString words = json::text(row, "message"_L1).value_or(QString());
        const QString cause = json::text(row, "description"_L1).value_or(QString());
        component.message = QString(words + u": "_s + cause).left(LongestText);
        // HC_00001 and HC_00002 are of data sources, HC_00003 and HC_00005 of user stores.
        if (component.name == "HC_00001"_L1 || component.name == "HC_00002"_L1)
            component.name = u"database"_s;
        if (component.name == "HC_00003"_L1 || component.name == "HC_00005"_L1)
            component.name = u"user store"_s;
        component.instance = words.section(u": "_s, 1).left(64); // "… for datasource: jdbc/WSO2CarbonDB"
        if (!component.name.isEmpty() && std::ssize(fact.components) < MostErrors)
            fact.components.push_back(std::move(component));
    }
    observation.facts.emplace_back(std::move(fact));
}

class ApimProduct final : public Product
{
public:
    bool connectsToPorts() const override { return true; }
    QStringList remarks(const TargetSettings &settings) const override
    {
        QStringList lines;
        if (settings.role.isEmpty())
            lines.append(u"without a role only its version is asked, and whether it is a gateway whose APIs are "
                         "deployed; a role says which ports belong to it"_s);
        if (settings.url.port() == MisprintedServletHttp + settings.portOffset)
            lines.append(
                u"port %1 stands in WSO2's page on health checks, but nothing listens there: %2 is meant"_s.arg(
                    QString::number(settings.url.port()), QString::number(ServletHttp + settings.portOffset)));
        return lines;
    }

private:
    /// The servlet port, where the url does not name one (or names a port of the API traffic): 0 means the url's own.
    static int servletPort(const TargetSettings &settings)
    {
        const int own = settings.url.port();
        const int offset = settings.portOffset;
        if (own > 0 && own != TrafficHttps + offset && own != TrafficHttp + offset)
            return 0;
        return (settings.url.scheme() == "https"_L1 ? ServletHttps : ServletHttp) + offset;
    }

    std::vector<ProbeSpecPtr> ownProbes(const ClusterFile &file, TargetId id,
                                        const Credentials &credentials) const override
    {
        const questions::Target target{id, file.settings(id), credentials};
        const TargetSettings &settings = target.settings;
        if (settings.isProxy) {
            questions::Question question =
                target.get({.id = "version", .topic = ThroughProxy, .path = "/services/Version"});
            question.spec->isPrimary = true;
            question.addFallback(settings.url.path());
            return {question.spec};
        }
        const Role role = roleOf(settings.role);
        const int offset = settings.portOffset;
        const bool isHttps = settings.url.scheme() == "https"_L1;
        const int servlet = servletPort(settings);
        const int secure = isHttps ? servlet : ServletHttps + offset;

        questions::Question version =
            target.get({.id = "version", .topic = Version, .path = "/services/Version", .port = servlet});
        version.spec->isPrimary = true;
        std::vector<ProbeSpecPtr> specs{version.spec};
        if (role & (Gateway | AllInOne | Unsaid)) {
            const questions::Question startup = target.get({.id = "startup",
                                                            .topic = role == Unsaid ? Startup : GatewayStartup,
                                                            .path = "/api/am/gateway/v2/server-startup-healthcheck",
                                                            .port = secure,
                                                            .scheme = "https",
                                                            .phase = 0.2});
            questions::addLogin(*startup.http, target);
            specs.push_back(startup.spec);
        }
        if (role & (Gateway | AllInOne)) {
            specs.push_back(target
                                .get({.id = "traffic",
                                      .topic = Traffic,
                                      .path = "/health-check",
                                      .port = TrafficHttps + offset,
                                      .scheme = "https",
                                      .phase = 0.4})
                                .spec);
            for (const SocketPort &port : SocketPorts) {
                const QByteArray name = "websocket." + QByteArray::number(port.base);
                specs.push_back(target
                                    .get({.id = name.constData(),
                                          .topic = Socket,
                                          .path = "/health",
                                          .port = port.base + offset,
                                          .scheme = port.scheme,
                                          .phase = 0.5})
                                    .spec);
            }
        }
        for (const OpenPort &port : OpenPorts) {
            if (role & port.roles)
                specs.push_back(target.connect(u"port.%1"_s.arg(port.base), Port, port.base + offset, 0.6));
        }
        if (role == KeyManager && !isHttps)
            specs.push_back(target.connect(u"port.%1"_s.arg(ServletHttps), Port, ServletHttps + offset, 0.6));
        specs.push_back(target
                            .get({.id = "datasources",
                                  .topic = Datasources,
                                  .path = "/api/health-check/v1.0/health",
                                  .port = servlet,
                                  .atMostEvery = 1min,
                                  .phase = 0.8})
                            .spec);
        return specs;
    }

    static void readPort(const Answer &answer, Observation &observation)
    {
        const ProbeSpec &spec = *answer.spec;
        const QString base = spec.id.section(u'.', 1);
        const auto known = std::find_if(OpenPorts.begin(), OpenPorts.end(),
                                        [&base](const OpenPort &port) { return QString::number(port.base) == base; });
        const bool isOpen = observation.outcome.answered();
        QString message;
        if (!isOpen) {
            message = exchange::failureWords(observation.outcome.failure);
            if (known != OpenPorts.end())
                message += u": "_s + QLatin1StringView(known->use);
        }
        ComponentsFact part = partOf(spec, isOpen, message, known != OpenPorts.end() && !known->isNeeded);
        part.components.front().isAssumed = part.components.front().isOptional;
        observation.facts.emplace_back(std::move(part));
    }

    /// API traffic and WebSockets: that the port answers at all is what counts; 404 is a release without this answer.
    static void readServing(const Answer &answer, Observation &observation)
    {
        const ProbeSpec &spec = *answer.spec;
        Outcome &outcome = observation.outcome;
        const bool isTraffic = spec.topic == Traffic;
        const QString use = isTraffic ? u"API traffic"_s : u"WebSockets"_s;
        const HttpResult &http = *answer.http();
        if (outcome.kind == Outcome::Kind::Failed) {
            if (isTls(outcome.failure))
                return; // which is said as such
            ComponentsFact part =
                partOf(spec, false, exchange::failureWords(outcome.failure) + u": "_s + use, !isTraffic);
            part.components.front().isAssumed = isTraffic; // the documents name those of the WebSockets
            observation.facts.emplace_back(std::move(part));
            return;
        }
        if (!outcome.answered())
            return;
        if (exchange::readRateLimitOrRedirect(http, outcome))
            return;
        if (http.status == 404 || (isTraffic && (http.status == 401 || http.status == 403))) {
            outcome.kind = Outcome::Kind::Absent; // or an API of that name: not the health check
        } else if (isTraffic) {
            readReady(http, observation);
        } else if (http.status >= 500) {
            observation.facts.emplace_back(partOf(spec, false, u"HTTP %1: "_s.arg(http.status) + use, true));
            return;
        }
        observation.facts.emplace_back(partOf(spec, true, {}, !isTraffic));
    }

    Observation readOwn(const Answer &answer) const override
    {
        Observation observation = exchange::begin(answer);
        Outcome &outcome = observation.outcome;
        const auto topic = static_cast<Topic>(answer.spec->topic);
        if (topic == Port) {
            readPort(answer, observation);
            return observation;
        }
        const HttpResult *http = answer.http();
        if (http == nullptr)
            return observation;
        if (topic == Traffic || topic == Socket) {
            readServing(answer, observation);
            return observation;
        }
        // A gateway without its servlet port is no whole one, though its Version may be had on another.
        if (topic == GatewayStartup && outcome.failure != NetFailure::Timeout && !isTls(outcome.failure))
            observation.facts.emplace_back(partOf(
                *answer.spec, outcome.isContact(),
                outcome.isContact() ? QString() : exchange::failureWords(outcome.failure) + u": services"_s, false));
        if (!outcome.answered() || exchange::readRateLimitOrRedirect(*http, outcome))
            return observation;
        switch (topic) {
        case Version:
            readVersion(*http, observation);
            if (const std::optional<ClockFact> clock = exchange::clockOf(*http))
                observation.facts.emplace_back(*clock);
            break;
        case Startup:
        case GatewayStartup:
            readReady(*http, observation);
            break;
        case Datasources:
            readDatasources(*http, observation);
            break;
        case ThroughProxy:
            // A gateway answers 404 to whatever is no API: it was reached.
            outcome.isFromNode = http->status < 500;
            if (http->status >= 500)
                exchange::complain(outcome, Outcome::Kind::Unexpected, u"HTTP %1"_s.arg(http->status), http->body);
            break;
        case Traffic:
        case Socket:
        case Port:
            break;
        }
        return observation;
    }
};

} // namespace

const Product &apimProduct()
{
    static const ApimProduct product;
    return product;
}

} // namespace rollcall

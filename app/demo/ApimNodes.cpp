// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/ServedNode.h"

#include <array>

namespace rollcall::demo {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr std::array Faults{
    fault::NodeCrash,
    fault::NodeHang,
    FaultRow{"apis-not-deployed", QT_TRANSLATE_NOOP("Faults", "APIs are not deployed"),
             QT_TRANSLATE_NOOP("Faults", "The gateway's health checks answer 500 while its version answers 200.")},
    FaultRow{"needs-login", QT_TRANSLATE_NOOP("Faults", "Health check wants a login"),
             QT_TRANSLATE_NOOP("Faults", "The gateway's startup check answers 401, as at an older update level.")},
    FaultRow{"websocket-down", QT_TRANSLATE_NOOP("Faults", "WebSocket ports are closed"),
             QT_TRANSLATE_NOOP("Faults", "The gateway refuses connections to 9099 and 8099; the rest is well.")},
    FaultRow{"throttle-port-down", QT_TRANSLATE_NOOP("Faults", "Throttle data is not received"),
             QT_TRANSLATE_NOOP("Faults", "The node refuses connections to 9611; its other ports are open.")},
    FaultRow{"broker-port-down", QT_TRANSLATE_NOOP("Faults", "Message broker is down"),
             QT_TRANSLATE_NOOP("Faults", "The node refuses connections to 5672; its other ports are open.")},
    FaultRow{"version-mismatch", QT_TRANSLATE_NOOP("Faults", "Node runs another version"),
             QT_TRANSLATE_NOOP("Faults", "The node runs 4.5.0, the others 4.6.0.")},
    FaultRow{"certificate-changed", QT_TRANSLATE_NOOP("Faults", "Certificate has changed"),
             QT_TRANSLATE_NOOP("Faults", "The node shows another public key than the pinned one.")},
    fault::ClockSkew,
    fault::Slow,
};

// The product's own numbers, without an offset.
constexpr int ServletHttps = 9443;
constexpr int ServletHttp = 9763;
constexpr int ApiHttps = 8243;
constexpr int ApiHttp = 8280;
constexpr int WebSocket = 9099;
constexpr int SecureWebSocket = 8099;
constexpr int ThrottleData = 9611;
constexpr int SecureThrottleData = 9711;
constexpr int Broker = 5672;

/// From a gateway's first answer until its APIs are deployed: minutes in earnest.
constexpr Milliseconds DeployTime{6000};

enum class Role { Gateway, TrafficManager, KeyManager, ControlPlane };

QString wordOf(Role role)
{
    switch (role) {
    case Role::Gateway:
        return u"gateway"_s;
    case Role::TrafficManager:
        return u"traffic-manager"_s;
    case Role::KeyManager:
        return u"key-manager"_s;
    case Role::ControlPlane:
        return u"control-plane"_s;
    }
    return {};
}

QString shortOf(Role role)
{
    switch (role) {
    case Role::Gateway:
        return u"gw"_s;
    case Role::TrafficManager:
        return u"tm"_s;
    case Role::KeyManager:
        return u"km"_s;
    case Role::ControlPlane:
        return u"cp"_s;
    }
    return {};
}

class ApimNode final : public ServedNode
{
public:
    ApimNode(Stage &stage, Role role, int number, int numberOfRole)
        : ServedNode(stage, shortOf(role) + QString::number(numberOfRole), number, Ports::Offset), m_role(role)
    {
        addPort(ServletHttps, Kind::Https);
        addPort(ServletHttp, Kind::Http);
        if (role == Role::Gateway) {
            addPort(ApiHttps, Kind::Https);
            addPort(ApiHttp, Kind::Http);
            addPort(WebSocket, Kind::Http);
            addPort(SecureWebSocket, Kind::Https);
        }
        if (role == Role::TrafficManager || role == Role::ControlPlane) {
            addPort(ThrottleData, Kind::Tcp);
            addPort(Broker, Kind::Tcp);
        }
        if (role == Role::TrafficManager)
            addPort(SecureThrottleData, Kind::Tcp);
        m_pin = identity().pin;
    }

    JsonMembers fileEntry() const override
    {
        return {{"name", quoted(name())},
                {"url", urlAt("https", ServletHttps)},
                {"role", quoted(wordOf(m_role))},
                {"portOffset", QByteArray::number(portOffset())},
                {"tls", "{ \"pin\": " + quoted(QString::fromLatin1(m_pin)) + " }"}};
    }

    bool canHave(const QString &fault) const override
    {
        if (fault == "apis-not-deployed"_L1 || fault == "needs-login"_L1 || fault == "websocket-down"_L1)
            return m_role == Role::Gateway;
        if (fault == "throttle-port-down"_L1 || fault == "broker-port-down"_L1)
            return m_role == Role::TrafficManager || m_role == Role::ControlPlane;
        return true;
    }

protected:
    HttpAnswer answer(const HttpQuestion &question, int base) override
    {
        const QByteArray path = question.path();
        if (question.method == "GET") {
            const bool isServlet = base == ServletHttps || base == ServletHttp;
            if (isServlet && path == "/services/Version")
                return version();
            if (base == ServletHttps && path.startsWith("/api/am/"))
                return webApp(path);
            // 9021 and 8021 would have it as well; plain HTTP on 8280 is not known to.
            const bool isChecked = base == ApiHttps || base == WebSocket || base == SecureWebSocket;
            if (isChecked && path == "/health-check")
                return empty(isDeployed() ? "200 OK" : "500 Internal Server Error");
            if ((base == WebSocket || base == SecureWebSocket) && path == "/health")
                return {"HTTP/1.1 200 OK",
                        {{"content-type", "text/plain; charset=UTF-8"}, {"content-length", "0"}, {"date", ""}},
                        {}};
        }
        return empty("404 Not Found");
    }

    bool isShut(int base) const override
    {
        return (has("throttle-port-down"_L1) && base == ThrottleData) ||
               (has("broker-port-down"_L1) && base == Broker) ||
               (has("websocket-down"_L1) && (base == WebSocket || base == SecureWebSocket));
    }

    void changed(const QString &fault, bool isOn) override
    {
        if (fault == "certificate-changed"_L1)
            showIdentity(isOn ? makeIdentity() : stage().identity());
    }

private:
    static HttpAnswer empty(const QByteArray &status) { return madeAnswer(status, {}, {}); }

    bool isDeployed() const { return !has("apis-not-deployed"_L1) && uptime() >= DeployTime; }

    HttpAnswer version() const
    {
        const QByteArray number = has("version-mismatch"_L1) ? "4.5.0" : "4.6.0";
        return madeAnswer("200 OK", {{"Content-Type", "text/xml; charset=UTF-8"}},
                          "<ns:getVersionResponse xmlns:ns=\"http://version.services.core.carbon.wso2.org\"><return>"
                          "WSO2 API Manager-" +
                              number + "</return></ns:getVersionResponse>");
    }

    HttpAnswer webApp(const QByteArray &path) const
    {
        // A profile that lacks the web application has no such path.
        if (m_role == Role::Gateway && path == "/api/am/gateway/v2/server-startup-healthcheck") {
            if (has("needs-login"_L1))
                return empty("401 Unauthorized");
            return empty(isDeployed() ? "200 OK" : "500 Internal Server Error");
        }
        if (m_role == Role::ControlPlane &&
            (path == "/api/am/governance/v1/healthz/liveness" || path == "/api/am/governance/v1/healthz/readiness"))
            return madeAnswer("200 OK", {{"Content-Type", "application/json"}}, R"({"status":"Ok"})");
        return empty("404 Not Found");
    }

    Role m_role;
    QByteArray m_pin; ///< as the cluster file has it, whatever is shown now
};

/// Of a cluster of this size: a gateway and a traffic manager before all, then one of each, then gateways.
std::vector<Role> rolesOf(int nodes)
{
    constexpr std::array First{Role::Gateway, Role::TrafficManager, Role::ControlPlane, Role::KeyManager};
    std::vector<Role> roles(First.begin(), First.begin() + std::min<std::ptrdiff_t>(nodes, First.size()));
    roles.resize(static_cast<std::size_t>(nodes), Role::Gateway);
    std::sort(roles.begin(), roles.end()); // as they stand in the file
    return roles;
}

} // namespace

DemoProduct wso2ApimProduct()
{
    return {.name = "wso2-apim",
            .usualNodes = 5,
            .faults = [] { return std::vector<FaultRow>(Faults.begin(), Faults.end()); },
            .make =
                [](Stage &stage, int nodes) {
                    std::vector<std::unique_ptr<ServedNode>> made;
                    std::map<Role, int> numbers;
                    for (const Role role : rolesOf(nodes)) {
                        const int number = static_cast<int>(made.size());
                        made.push_back(std::make_unique<ApimNode>(stage, role, number, ++numbers[role]));
                    }
                    return servedScenery(stage, {.shared = {}, .secrets = {}}, std::move(made));
                }};
}

} // namespace rollcall::demo

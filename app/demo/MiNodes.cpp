// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/ServedNode.h"

#include <QUrl>
#include <array>
#include <cmath>
#include <deque>

namespace rollcall::demo {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr std::array Faults{
    fault::NodeCrash,
    fault::NodeHang,
    FaultRow{"faulty-capp", QT_TRANSLATE_NOOP("Faults", "Application is faulty"),
             QT_TRANSLATE_NOOP("Faults", "The node is not ready and names one faulty composite application.")},
    FaultRow{"not-ready", QT_TRANSLATE_NOOP("Faults", "Not ready without a reason"),
             QT_TRANSLATE_NOOP("Faults", "The node's health answers 500 with nothing in it.")},
    FaultRow{"capp-missing", QT_TRANSLATE_NOOP("Faults", "Application is missing"),
             QT_TRANSLATE_NOOP("Faults", "The node is ready and lacks an application that the others have.")},
    FaultRow{
        "probe-port-closed", QT_TRANSLATE_NOOP("Faults", "Probe port is closed"),
        QT_TRANSLATE_NOOP("Faults", "The node refuses connections to its internal port; its traffic port is open.")},
    FaultRow{"no-liveness", QT_TRANSLATE_NOOP("Faults", "No liveness path"),
             QT_TRANSLATE_NOOP("Faults", "The node's liveness answers 404, as in versions 4.0 and 4.1.")},
    FaultRow{"starting", QT_TRANSLATE_NOOP("Faults", "Node restarts and deploys"),
             QT_TRANSLATE_NOOP("Faults", "The node restarts, and is not ready for 15 seconds after its first answer.")},
    FaultRow{"version-mismatch", QT_TRANSLATE_NOOP("Faults", "Node runs another version"),
             QT_TRANSLATE_NOOP("Faults", "The node runs 4.3.0, the others 4.2.0.")},
    FaultRow{"metrics-off", QT_TRANSLATE_NOOP("Faults", "Metrics are off"),
             QT_TRANSLATE_NOOP("Faults", "The node's metrics answer 404, as without the flag that starts them.")},
    FaultRow{"login-rejected", QT_TRANSLATE_NOOP("Faults", "Login is not accepted"),
             QT_TRANSLATE_NOOP("Faults", "The node's management answers 401 to the login.")},
    fault::ClockSkew,
    fault::Slow,
    fault::Malformed,
};

// The product's own numbers; the offset replaces its default of 10.
constexpr int Internal = 9191;
constexpr int Management = 9154;
constexpr int PassThrough = 8280;
constexpr int SecurePassThrough = 8243;

const QString PasswordFile = u"mi-password"_s;
const QByteArray User = "admin";
constexpr std::size_t MaxTokens = 200;
constexpr Milliseconds TokenLife = std::chrono::hours(1);
constexpr Milliseconds DeployTime{15000};

struct Application
{
    const char *name;
    const char *artifacts;
};
constexpr std::array Applications{
    Application{"HealthcareCompositeExporter",
                R"([{"name":"HealthcareAPI","type":"api"},{"name":"GrandOakEndpoint","type":"endpoint"}])"},
    Application{"OrdersCompositeExporter", R"([{"name":"OrdersProxy","type":"proxy-service"}])"},
};
constexpr const char *Faulty = "invalidCompositeApplication";

class MiNode final : public ServedNode
{
public:
    MiNode(Stage &stage, int number, const QByteArray &password)
        : ServedNode(stage, u"mi"_s + QString::number(number + 1), number, Ports::Offset),
          m_basic("Basic " + QByteArray(User + ":" + password).toBase64())
    {
        addPort(Internal, Kind::Http);
        addPort(Management, Kind::Https);
        addPort(PassThrough, Kind::Http);
        addPort(SecurePassThrough, Kind::Https);
        m_pin = identity().pin;
    }

    JsonMembers fileEntry() const override
    {
        return {{"name", quoted(name())},
                {"url", urlAt("http", Internal)},
                {"portOffset", QByteArray::number(portOffset())},
                {"tls", "{ \"pin\": " + quoted(QString::fromLatin1(m_pin)) + " }"},
                {"metrics",
                 "{ \"port\": " + QByteArray::number(port(Internal)) + ", \"path\": \"/metric-service/metrics\" }"}};
    }

protected:
    HttpAnswer answer(const HttpQuestion &question, int base) override
    {
        const QByteArray path = question.path();
        const bool isInside = base == Internal || base == Management;
        if (question.method != "GET" || !isInside)
            return empty("404 Not Found");
        if (path.startsWith("/management"))
            return management(question);
        // The probes are on the internal port alone unless both protocols are configured.
        if (base == Internal && path == "/healthz")
            return healthz();
        if (base == Internal && path == "/liveness" && !has("no-liveness"_L1))
            return json("200 OK", R"({"server" : "started"})");
        if (base == Internal && path == "/metric-service/metrics" && !has("metrics-off"_L1))
            return madeAnswer("200 OK", {{"Content-Type", "text/plain"}}, metrics());
        return empty("404 Not Found");
    }

    bool isShut(int base) const override { return has("probe-port-closed"_L1) && base == Internal; }

    void changed(const QString &fault, bool isOn) override
    {
        if (fault == "starting"_L1 && isOn)
            restart();
        if (fault == "node-crash"_L1)
            m_tokens.clear(); // they live in the process
    }

private:
    struct Token
    {
        QByteArray text;
        TimePoint until;
    };

    static HttpAnswer empty(const QByteArray &status) { return madeAnswer(status, {}, {}); }
    static HttpAnswer json(const QByteArray &status, const QByteArray &body)
    {
        return madeAnswer(status, {{"Content-Type", "application/json"}}, body);
    }

    QByteArray version() const { return has("version-mismatch"_L1) ? "4.3.0" : "4.2.0"; }

    /// Its blanks stand where it writes them.
    HttpAnswer healthz() const
    {
        if (has("not-ready"_L1) || (has("starting"_L1) && uptime() < DeployTime))
            return empty("500 Internal Server Error");
        const QByteArray start = "{\"version\":\"" + version() + R"(", "update_level":"null", )";
        if (has("faulty-capp"_L1))
            return json("500 Internal Server Error",
                        start + R"("status": "not ready, faulty CAPPs detected", "Faulty CAPPs" : [")" + Faulty +
                            R"(_1.0.0.car"]})");
        return json("200 OK", start + R"("status" : "ready"})");
    }

    HttpAnswer management(const HttpQuestion &question)
    {
        const QByteArray path = question.path();
        if (path == "/management")
            return json("200 OK",
                        "{ \n \"WSO2 Micro Integrator\" : \"" + version() + "\", \n \"ManagementApi\" : \"Active\"\n}");
        if (path == "/management/login")
            return login(question);
        if (!path.startsWith("/management/"))
            return empty("404 Not Found");
        const QByteArray bearer = question.header("Authorization");
        const auto token = std::find_if(m_tokens.begin(), m_tokens.end(), [&](const Token &each) {
            return bearer == "Bearer " + each.text && stage().clock.now() < each.until;
        });
        if (token == m_tokens.end() || has("login-rejected"_L1))
            return unauthorized();
        if (path == "/management/logout") {
            m_tokens.erase(token);
            return json("200 OK", R"({"message":"Successfully logged out"})");
        }
        if (path == "/management/server")
            return json("200 OK", "{\"productName\":\"WSO2 Micro Integrator\",\"productVersion\":\"" + version() +
                                      "\",\"carbonHome\":\"/home/wso2carbon/wso2mi-" + version() +
                                      R"(","javaHome":"/opt/java/openjdk","javaVersion":"11.0.20",)"
                                      R"("javaVendor":"Eclipse Adoptium","osName":"Linux","osVersion":"5.15"})");
        if (path == "/management/applications")
            return applications(question);
        if (path == "/management/configs" && question.query("configName") == "correlation")
            return json("200 OK", R"({"configName":"correlation","configs":{"enabled":false}})");
        return empty("404 Not Found");
    }

    static HttpAnswer unauthorized()
    {
        // With an underscore: that is what it sends.
        return madeAnswer("401 Unauthorized", {{"WWW_Authenticate", "Basic realm=\"WSO2 EI\""}}, {});
    }

    HttpAnswer login(const HttpQuestion &question)
    {
        if (question.header("Authorization") != m_basic || has("login-rejected"_L1))
            return unauthorized();
        // The shape of a JWT, and nothing in it.
        Random &random = stage().random;
        const QByteArray text = "eyJhbGciOiJSUzI1NiJ9." + newId(random) + "." + newId(random);
        m_tokens.push_back({text, stage().clock.now() + TokenLife});
        if (m_tokens.size() > MaxTokens)
            m_tokens.pop_front();
        return json("200 OK", "{\"AccessToken\":\"" + text + "\"}");
    }

    HttpAnswer applications(const HttpQuestion &question) const
    {
        const QByteArray wanted = QByteArray::fromPercentEncoding(question.query("searchKey")).toLower();
        const auto fits = [&wanted](const char *name) { return QByteArray(name).toLower().contains(wanted); };
        const auto add = [](QByteArray &list, const QByteArray &row) { list += (list.isEmpty() ? "" : ",") + row; };
        QByteArray active;
        int activeCount = 0;
        for (const Application &each : Applications) {
            const bool isMissing = has("capp-missing"_L1) && &each == &Applications.back();
            if (isMissing || !fits(each.name))
                continue;
            ++activeCount;
            add(active,
                "{\"name\":\"" + QByteArray(each.name) + R"(","version":"1.0.0","artifacts":)" + each.artifacts + "}");
        }
        QByteArray faulty;
        const int faultyCount = has("faulty-capp"_L1) && fits(Faulty) ? 1 : 0;
        if (faultyCount > 0)
            add(faulty, "{\"name\":\"" + QByteArray(Faulty) + R"(","version":"1.0.0"})");
        return json("200 OK", "{\"totalCount\":" + QByteArray::number(activeCount + faultyCount) +
                                  ",\"activeCount\":" + QByteArray::number(activeCount) + ",\"activeList\":[" + active +
                                  "],\"faultyCount\":" + QByteArray::number(faultyCount) + ",\"faultyList\":[" +
                                  faulty + "]}");
    }

    /// With the formatter's own faults: a blank after each comma between labels, and every line of a histogram under
    /// the name of its family, so that the same name and labels come several times.
    QByteArray metrics() const
    {
        const double up = std::chrono::duration<double>(uptime()).count();
        QByteArray text;
        const auto family = [&text](const char *name, const char *type, const char *help) {
            text += QByteArray("# HELP ") + name + " " + help + "\n# TYPE " + name + " " + type + "\n";
        };
        const auto sample = [&text](const char *name, const QByteArray &labels, const QByteArray &value) {
            text += name + (labels.isEmpty() ? QByteArray() : QByteArray("{" + labels + "}")) + " " + value + "\n";
        };
        family("wso2_integration_server_up", "gauge", "Server status");
        const QByteArray where = "host=\"" + name().toLatin1() + "\", port=\"" + QByteArray::number(port(PassThrough));
        sample("wso2_integration_server_up", where + R"(", java_home="/opt/java/openjdk", java_version="11.0.20")",
               javaNumber(startedAt()));
        family("wso2_integration_server_version", "gauge", "Server version");
        sample("wso2_integration_server_version", "version=\"" + version() + R"(", update_level="null")", "1.0");
        family("wso2_integration_service_up", "gauge", "Service status");
        sample("wso2_integration_service_up", R"(service_name="HealthcareAPI", service_type="api")",
               javaNumber(startedAt()));
        const QByteArray api = R"(service_name="HealthcareAPI", service_type="api", invocation_url="/healthcare")";
        const double requests = std::floor(up * (3.1 + 0.2 * (number() % 3)));
        family("wso2_integration_api_request_count_total", "counter", "Requests of an API");
        sample("wso2_integration_api_request_count_total", api, javaNumber(requests));
        family("wso2_integration_api_request_count_error_total", "counter", "Failed requests of an API");
        sample("wso2_integration_api_request_count_error_total", api, javaNumber(std::floor(requests / 900)));
        family("wso2_integration_api_latency_seconds", "histogram", "Latency of an API");
        for (const char *bound : {"0.19", "0.2", "0.25", "+Inf"})
            sample("wso2_integration_api_latency_seconds", api + ", le=\"" + bound + "\"", javaNumber(requests));
        sample("wso2_integration_api_latency_seconds", api, javaNumber(requests));         // meant as its count
        sample("wso2_integration_api_latency_seconds", api, javaNumber(requests * 0.017)); // meant as its sum
        const double threads = std::round(86 * breath(47));
        family("jvm_threads_current", "gauge", "Current thread count of a JVM");
        sample("jvm_threads_current", {}, javaNumber(threads));
        family("jvm_threads_daemon", "gauge", "Daemon thread count of a JVM");
        sample("jvm_threads_daemon", {}, "31.0");
        family("jvm_threads_deadlocked", "gauge", "Cycles of JVM-threads that are in deadlock");
        sample("jvm_threads_deadlocked", {}, "0.0");
        family("jvm_threads_state", "gauge", "Current count of threads by state");
        sample("jvm_threads_state", R"(state="RUNNABLE")", "21.0");
        sample("jvm_threads_state", R"(state="WAITING")", javaNumber(threads - 21));
        family("jvm_memory_bytes_used", "gauge", "Used bytes of a given JVM memory area.");
        sample("jvm_memory_bytes_used", R"(area="heap")", javaNumber(std::round(2.1e8 * breath(73))));
        sample("jvm_memory_bytes_used", R"(area="nonheap")", "1.3E8");
        family("process_open_fds", "gauge", "Number of open file descriptors.");
        sample("process_open_fds", {}, javaNumber(std::round(340 * breath(120))));
        family("process_start_time_seconds", "gauge", "Start time of the process since unix epoch in seconds.");
        sample("process_start_time_seconds", {}, javaNumber(startedAt()));
        return text;
    }

    /// As Java's Double writes itself: always a point, and E from ten millions on.
    static QByteArray javaNumber(double value)
    {
        if (std::abs(value) < 1e7) {
            const QByteArray plain = QByteArray::number(value, 'f', QLocale::FloatingPointShortest);
            return plain.contains('.') ? plain : plain + ".0";
        }
        QByteArray text = QByteArray::number(value, 'E', QLocale::FloatingPointShortest);
        text.replace("E+0", "E").replace("E+", "E");
        if (!text.contains('.'))
            text.replace("E", ".0E");
        return text;
    }

    QByteArray m_basic; ///< the header's value that logs in
    QByteArray m_pin;
    std::deque<Token> m_tokens;
};

} // namespace

DemoProduct wso2MiProduct()
{
    return {.name = "wso2-mi",
            .usualNodes = 2,
            .faults = [] { return std::vector<FaultRow>(Faults.begin(), Faults.end()); },
            .make =
                [](Stage &stage, int nodes) {
                    const QByteArray password = Stage::newSecret();
                    auto made = servedNodes(nodes, [&](int i) { return std::make_unique<MiNode>(stage, i, password); });
                    return servedScenery(stage,
                                         {.shared = {{"login", loginOf(User, stage.pathOf(PasswordFile))}},
                                          .secrets = {{PasswordFile, password}}},
                                         std::move(made));
                }};
}

} // namespace rollcall::demo

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
    FaultRow{"database-down", QT_TRANSLATE_NOOP("Faults", "Database unreachable from a node"),
             QT_TRANSLATE_NOOP("Faults", "Health answers 503: the node cannot connect to its database.")},
    FaultRow{"migration-pending", QT_TRANSLATE_NOOP("Faults", "Migrations are pending"),
             QT_TRANSLATE_NOOP("Faults", "Health answers 503: the node calls its database initializing.")},
    FaultRow{"registry-down", QT_TRANSLATE_NOOP("Faults", "Registry is down"),
             QT_TRANSLATE_NOOP("Faults", "Health answers 503: the registry refuses connections.")},
    FaultRow{"registry-unset", QT_TRANSLATE_NOOP("Faults", "No registry is configured"),
             QT_TRANSLATE_NOOP("Faults", "Health answers 503 as on a fresh installation without a registry.")},
    FaultRow{"registry-tls", QT_TRANSLATE_NOOP("Faults", "Registry's TLS fails"),
             QT_TRANSLATE_NOOP("Faults", "Health answers 503: no TLS connection to the registry.")},
    FaultRow{"clair-down", QT_TRANSLATE_NOOP("Faults", "Clair is down"),
             QT_TRANSLATE_NOOP("Faults", "Health answers 503 for the scanner alone.")},
    FaultRow{"ldap-rejected", QT_TRANSLATE_NOOP("Faults", "LDAP refuses the login"),
             QT_TRANSLATE_NOOP("Faults", "Health answers 503: the directory does not accept the node's credentials.")},
    FaultRow{"html-error", QT_TRANSLATE_NOOP("Faults", "Page instead of an answer"),
             QT_TRANSLATE_NOOP("Faults", "Every path answers 404 with an HTML page, as before version 2.3.")},
    FaultRow{"slow-health", QT_TRANSLATE_NOOP("Faults", "Health is slow"),
             QT_TRANSLATE_NOOP("Faults", "Health takes 6.7 seconds, as on a busy machine; the ping is quick.")},
    FaultRow{"version-mismatch", QT_TRANSLATE_NOOP("Faults", "Node runs another version"),
             QT_TRANSLATE_NOOP("Faults", "The node runs 2.4.2, the others 2.4.3.")},
    FaultRow{"token-rejected", QT_TRANSLATE_NOOP("Faults", "Token is not accepted"),
             QT_TRANSLATE_NOOP("Faults", "The node answers 401 to the application token.")},
    fault::ClockSkew,
    fault::Proxy502,
    fault::Slow,
    fault::Malformed,
};

const QString TokenFile = u"portus-token"_s;
const QByteArray User = "admin";
constexpr int Puma = 3000;
constexpr Milliseconds HealthTime{6700}; // measured once by a user of it

constexpr QByteArrayView NotFoundPage =
    "<!DOCTYPE html>\n<html>\n<head>\n  <title>The page you were looking for doesn't exist (404)</title>\n</head>\n"
    "<body>\n  <h1>404</h1>\n</body>\n</html>\n";

class PortusNode final : public ServedNode
{
public:
    PortusNode(Stage &stage, int number, const QByteArray &token)
        : ServedNode(stage, u"portus"_s + QString::number(number + 1), number), m_credentials(User + ":" + token)
    {
        addPort(Puma, Kind::Http);
    }

    JsonMembers fileEntry() const override { return {{"name", quoted(name())}, {"url", urlAt("http", Puma)}}; }

protected:
    HttpAnswer answer(const HttpQuestion &question, int) override
    {
        const QByteArray path = question.path();
        // Routes of the images of 2017 alone are pages like any other unknown one.
        if (has("html-error"_L1) || !path.startsWith("/api/"))
            return madeAnswer("404 Not Found", {{"Content-Type", "text/html; charset=utf-8"}},
                              NotFoundPage.toByteArray());
        const bool isKnown = path == "/api/v1/_ping" || path == "/api/v1/health" || path == "/api/version";
        if (isKnown && question.method != "GET" && question.method != "HEAD")
            return api("405 Method Not Allowed", R"({"message":"Method Not Allowed"})", question);
        if (path == "/api/v1/_ping")
            return api("200 OK", "200", question);
        if (path == "/api/v1/health")
            return health(question);
        if (path == "/api/version")
            return version(question);
        return api("404 Not Found", R"({"message":"Not found"})", question);
    }

    Milliseconds delay(const HttpQuestion &question) const override
    {
        const bool isLong = has("slow-health"_L1) && question.path() == "/api/v1/health";
        return isLong ? HealthTime : ServedNode::delay(question);
    }

private:
    HttpAnswer health(const HttpQuestion &question)
    {
        bool isWell = true;
        QByteArray text;
        const auto component = [&](const char *name, const char *failure, const char *well) {
            isWell = isWell && !failure;
            text += (text.isEmpty() ? "{\"" : ",\"");
            text += QByteArray(name) + R"(":{"msg":")" + (failure ? failure : well) + R"(","success":)" +
                    (failure ? "false}" : "true}");
        };
        component("database", databaseFailure(), "database is up-to-date");
        // What one node has configured all have: the fault of one shows the component on each.
        if (anyHas("clair-down"_L1))
            component("clair", has("clair-down"_L1) ? "clair is not reachable: SocketError" : nullptr,
                      "clair is reachable");
        if (anyHas("ldap-rejected"_L1))
            component("ldap", has("ldap-rejected"_L1) ? "Invalid Credentials (code 49)" : nullptr,
                      "LDAP server is reachable");
        component("registry", registryFailure(), "registry is reachable");
        return api(isWell ? "200 OK" : "503 Service Unavailable", text + "}", question);
    }

    const char *databaseFailure() const
    {
        if (has("database-down"_L1))
            return "cannot connect to database";
        return has("migration-pending"_L1) ? "database is initializing" : nullptr;
    }

    const char *registryFailure() const
    {
        if (has("registry-down"_L1))
            return "SocketError: connection refused";
        if (has("registry-tls"_L1))
            return "OpenSSL::SSL::SSLError: could not stablish connection: SSL error"; // its own spelling
        // Before its migrations have run it knows of no registry either.
        return has("registry-unset"_L1) || has("migration-pending"_L1) ? "no registry configured" : nullptr;
    }

    HttpAnswer version(const HttpQuestion &question)
    {
        if (question.header("Portus-Auth") != m_credentials || has("token-rejected"_L1))
            return api("401 Unauthorized", R"({"message":"Authentication fails"})", question);
        const QByteArray number = has("version-mismatch"_L1) ? "2.4.2" : "2.4.3";
        return api("200 OK", R"({"api-versions":["v1"],"git":null,"version":")" + number + R"("})", question);
    }

    HttpAnswer api(const QByteArray &status, const QByteArray &body, const HttpQuestion &question)
    {
        const double seconds = std::chrono::duration<double>(delay(question)).count() + 0.004 * breath(31);
        return madeAnswer(status,
                          {{"X-Frame-Options", "SAMEORIGIN"},
                           {"X-XSS-Protection", "1; mode=block"},
                           {"X-Content-Type-Options", "nosniff"},
                           {"Content-Type", "application/json"},
                           {"Access-Control-Allow-Origin", "*"},
                           {"Access-Control-Request-Method", "*"},
                           {"Access-Control-Allow-Headers", "Content-Type, api_key, Authorization, portus-auth"},
                           {"Cache-Control", "no-cache"},
                           {"X-Request-Id", newUuid(stage().random)},
                           {"X-Runtime", QByteArray::number(seconds, 'f', 6)}},
                          body);
    }

    QByteArray m_credentials;
};

} // namespace

DemoProduct portusProduct()
{
    return {.name = "portus",
            .usualNodes = 2,
            .faults = [] { return std::vector<FaultRow>(Faults.begin(), Faults.end()); },
            .make =
                [](Stage &stage, int nodes) {
                    const QByteArray token = Stage::newSecret();
                    auto made =
                        servedNodes(nodes, [&](int i) { return std::make_unique<PortusNode>(stage, i, token); });
                    // A health check that takes its seven seconds has not failed.
                    return servedScenery(
                        stage,
                        {.hasProxy = true,
                         .shared = {{"timeout", "\"10s\""}, {"login", loginOf(User, stage.pathOf(TokenFile))}},
                         .secrets = {{TokenFile, token}},
                         .probes = {}},
                        std::move(made));
                }};
}

} // namespace rollcall::demo

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/ServedNode.h"

#include <array>
#include <cmath>

namespace rollcall::demo {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array Faults{
    fault::NodeCrash,
    fault::NodeHang,
    FaultRow{
        "database-down", QT_TRANSLATE_NOOP("Faults", "Database unreachable from a node"),
        QT_TRANSLATE_NOOP("Faults", "The thorough readiness answers 500 with the exception; the plain one is 200.")},
    FaultRow{"redis-down", QT_TRANSLATE_NOOP("Faults", "Redis does not answer"),
             QT_TRANSLATE_NOOP("Faults", "The thorough readiness answers 503: its checks of Redis time out.")},
    FaultRow{
        "redis-refused", QT_TRANSLATE_NOOP("Faults", "Redis refuses connections"),
        QT_TRANSLATE_NOOP("Faults", "The thorough readiness answers 500 with the exception and no list of checks.")},
    FaultRow{"gitaly-shard-down", QT_TRANSLATE_NOOP("Faults", "One Gitaly shard is down"),
             QT_TRANSLATE_NOOP("Faults", "One of two shards fails, and GitLab still calls itself ready with 200.")},
    FaultRow{"draining", QT_TRANSLATE_NOOP("Faults", "Node drains"),
             QT_TRANSLATE_NOOP("Faults", "Readiness is 503 for its master check alone; health stays 200.")},
    FaultRow{"deploy-page", QT_TRANSLATE_NOOP("Faults", "Deploy page is up"),
             QT_TRANSLATE_NOOP("Faults", "Every path answers 200 with an HTML page.")},
    FaultRow{"not-allowed", QT_TRANSLATE_NOOP("Faults", "Address is not on the allow list"),
             QT_TRANSLATE_NOOP("Faults", "The monitoring paths answer 404, as to an address that is not allowed.")},
    FaultRow{"puma-down", QT_TRANSLATE_NOOP("Faults", "Puma is down"),
             QT_TRANSLATE_NOOP("Faults", "Workhorse answers 502 to everything.")},
    FaultRow{"workhorse-down", QT_TRANSLATE_NOOP("Faults", "Workhorse is down"),
             QT_TRANSLATE_NOOP("Faults", "The node's own nginx answers 502 to everything.")},
    FaultRow{"version-mismatch", QT_TRANSLATE_NOOP("Faults", "Node runs another version"),
             QT_TRANSLATE_NOOP("Faults", "The node runs 18.2.0-ee, the others 18.1.1-ee.")},
    fault::ClockSkew,
    fault::Proxy502,
    fault::Slow,
    fault::Malformed,
    FaultRow{"rate-limited", QT_TRANSLATE_NOOP("Faults", "Node limits the rate"),
             QT_TRANSLATE_NOOP("Faults", "The node answers 429 to its API; the monitoring paths are exempt.")},
    FaultRow{"token-rejected", QT_TRANSLATE_NOOP("Faults", "Token is not accepted"),
             QT_TRANSLATE_NOOP("Faults", "The node answers 401 to the token.")},
};

const QString TokenFile = u"gitlab-token"_s;
constexpr int Web = 80;

constexpr QByteArrayView DeployPage =
    "<!DOCTYPE html>\n<html>\n<head>\n  <title>Deploy in progress</title>\n</head>\n<body>\n"
    "  <h1>Deploy in progress</h1>\n  <p>Please try again in a few minutes.</p>\n</body>\n</html>\n";
constexpr QByteArrayView SignInPage =
    "<!DOCTYPE html>\n<html lang=\"en\">\n<head><title>Sign in · GitLab</title></head>\n"
    "<body class=\"login-page\"></body>\n</html>\n";

/// As Rails answers, behind Workhorse.
HttpAnswer rails(const QByteArray &status, const QByteArray &type, const QByteArray &body)
{
    return madeAnswer(status, {{"Content-Type", type}}, body);
}

HttpAnswer railsJson(const QByteArray &status, const QByteArray &body)
{
    HttpAnswer answer = rails(status, "application/json; charset=utf-8", body);
    // So that Workhorse passes the body on: what comes with it is Rails' own word.
    if (answer.status() >= 300)
        answer.headers.insert(answer.headers.begin() + 1, {"X-GitLab-Custom-Error", "1"});
    return answer;
}

/// As Workhorse or nginx says it: JSON where JSON is promised, else a line of text.
HttpAnswer layerError(const HttpQuestion &question, const QByteArray &status, const QByteArray &text)
{
    const bool isText = question.path() == "/-/health" || !question.path().startsWith("/-/");
    if (isText)
        return madeAnswer(status, {{"Content-Type", "text/plain; charset=utf-8"}}, text + "\n");
    return madeAnswer(status, {{"Content-Type", "application/json; charset=utf-8"}},
                      "{\"error\":\"" + text + "\",\"status\":" + status.left(3) + "}\n");
}

class GitLabNode final : public ServedNode
{
public:
    GitLabNode(Stage &stage, int number, QByteArray token)
        : ServedNode(stage, u"gl"_s + QString::number(number + 1), number), m_token(std::move(token))
    {
        addPort(Web, Kind::Http);
    }

    JsonMembers fileEntry() const override
    {
        return {{"name", quoted(name())},
                {"url", urlAt("http", Web)},
                {"metrics", "{ \"port\": " + QByteArray::number(port(Web)) + ", \"path\": \"/-/metrics\" }"}};
    }

protected:
    HttpAnswer answer(const HttpQuestion &question, int) override
    {
        const QByteArray path = question.path();
        if (has("workhorse-down"_L1))
            return layerError(question, "502 Bad Gateway",
                              "nginx returned 502 when communicating with gitlab-workhorse");
        if (has("deploy-page"_L1))
            return madeAnswer("200 OK", {{"Content-Type", "text/html; charset=utf-8"}}, DeployPage.toByteArray());
        if (has("puma-down"_L1))
            return layerError(question, "502 Bad Gateway", "Bad Gateway");
        if (path.startsWith("/api/v4/"))
            return api(question);
        if (path == "/users/sign_in")
            return rails("200 OK", "text/html; charset=utf-8", SignInPage.toByteArray());
        const bool isMonitoring = path.startsWith("/-/") || path.startsWith("/health_check");
        if (isMonitoring && !has("not-allowed"_L1)) {
            if (const std::optional<HttpAnswer> reply = monitoring(question))
                return *reply;
        }
        return layerError(question, "404 Not Found", "Not Found");
    }

private:
    std::optional<HttpAnswer> monitoring(const HttpQuestion &question) const
    {
        const QByteArray path = question.path();
        if (path == "/-/health")
            return rails("200 OK", "text/plain", "GitLab OK");
        if (question.method != "GET" && question.method != "HEAD")
            return std::nullopt;
        if (path == "/-/liveness")
            return railsJson("200 OK", R"({"status":"ok"})");
        if (path == "/-/readiness")
            return readiness(asksForAll(question));
        if (path == "/-/metrics")
            return rails("200 OK", "text/plain; version=0.0.4", metrics());
        if (path == "/health_check" || path == "/health_check.json")
            return legacy(path.endsWith(".json"));
        return std::nullopt;
    }

    /// Any value counts, even 0 and false: Ruby takes all text for true.
    static bool asksForAll(const HttpQuestion &question)
    {
        const QByteArray query = question.target.mid(question.path().size() + 1);
        const QList<QByteArray> pairs = query.split('&');
        return std::any_of(pairs.begin(), pairs.end(), [](const QByteArray &pair) { return pair.startsWith("all="); });
    }

    HttpAnswer readiness(bool isThorough) const
    {
        if (isThorough && has("database-down"_L1))
            return railsJson("500 Internal Server Error",
                             R"({"status":"failed","message":"PG::ConnectionBad : could not connect to server"})");
        if (isThorough && has("redis-refused"_L1))
            return railsJson("500 Internal Server Error",
                             R"({"status":"failed","message":"Redis::CannotConnectError : Redis down"})");
        bool isFailed = has("draining"_L1);
        QByteArray checks = isFailed ? R"(,"master_check":[{"status":"failed",)"
                                       R"("message":"unexpected Master check result: false"}])"
                                     : R"(,"master_check":[{"status":"ok"}])";
        if (isThorough) {
            const bool isRedisDown = has("redis-down"_L1);
            isFailed = isFailed || isRedisDown;
            checks += R"(,"db_check":[{"status":"ok"}])";
            for (const QByteArray name : {"cache", "queues", "shared_state"}) {
                checks += ",\"" + name + "_check\":[{\"status\":";
                const QByteArray said = name.left(1).toUpper() + name.mid(1);
                checks += isRedisDown ? QByteArray("\"failed\",\"message\":\"" + said + " check timed out\"}]")
                                      : QByteArray("\"ok\"}]");
            }
            checks += gitaly();
        }
        return railsJson(isFailed ? "503 Service Unavailable" : "200 OK",
                         (isFailed ? R"({"status":"failed")" : R"({"status":"ok")") + checks + "}");
    }

    /// With the fault on any node all of them have the second shard: it is one configuration.
    QByteArray gitaly() const
    {
        QByteArray text = R"(,"gitaly_check":[{"status":"ok","labels":{"shard":"default"}})";
        if (has("gitaly-shard-down"_L1))
            text += R"(,{"status":"failed","message":"Connection refused","labels":{"shard":"storage2"}})";
        else if (anyHas("gitaly-shard-down"_L1))
            text += R"(,{"status":"ok","labels":{"shard":"storage2"}})";
        return text + "]";
    }

    /// Before 9.1 the only one; still there.
    HttpAnswer legacy(bool isJson) const
    {
        const bool isFailed = has("database-down"_L1);
        const QByteArray said = isFailed ? "health_check failed: could not connect to server" : "success";
        const QByteArray status = isFailed ? "500 Internal Server Error" : "200 OK";
        if (!isJson)
            return rails(status, "text/plain", said);
        return railsJson(status, QByteArray(isFailed ? "{\"healthy\":false" : "{\"healthy\":true") + ",\"message\":\"" +
                                     said + "\"}");
    }

    HttpAnswer api(const HttpQuestion &question) const
    {
        if (has("rate-limited"_L1))
            return madeAnswer("429 Too Many Requests",
                              {{"Content-Type", "text/plain"},
                               {"RateLimit-Limit", "60"},
                               {"RateLimit-Observed", "67"},
                               {"RateLimit-Remaining", "0"},
                               {"Retry-After", "30"}},
                              "Retry later\n");
        const QByteArray path = question.path();
        if (question.method != "GET" || (path != "/api/v4/metadata" && path != "/api/v4/version"))
            return apiAnswer("404 Not Found", R"({"error":"404 Not Found"})");
        const QByteArray bearer = question.header("Authorization");
        const bool isRight = question.header("PRIVATE-TOKEN") == m_token || bearer == "Bearer " + m_token;
        if (!isRight || has("token-rejected"_L1))
            return apiAnswer("401 Unauthorized", R"({"message":"401 Unauthorized"})");
        if (has("database-down"_L1))
            return apiAnswer("500 Internal Server Error", R"({"message":"500 Internal Server Error"})");
        const bool isOdd = has("version-mismatch"_L1);
        const QByteArray number = isOdd ? "18.2.0" : "18.1.1";
        return apiAnswer("200 OK", "{\"version\":\"" + number + "-ee\",\"revision\":\"" +
                                       (isOdd ? "1a7ae32bf1c" : "ceb07b24cb0") +
                                       "\",\"kas\":{\"enabled\":true,\"externalUrl\":"
                                       "\"grpc://gitlab.example.com:8150\",\"externalK8sProxyUrl\":"
                                       "\"https://gitlab.example.com:8150/k8s-proxy\",\"version\":\"" +
                                       number + "\"},\"enterprise\":true}");
    }

    /// Grape, not the controller: without its header, and without a character set.
    static HttpAnswer apiAnswer(const QByteArray &status, const QByteArray &body)
    {
        return madeAnswer(status, {{"Content-Type", "application/json"}}, body);
    }

    QByteArray metrics() const
    {
        QByteArray text;
        const auto family = [&text](const QByteArray &name, const char *type) {
            text += "# HELP " + name + " Multiprocess metric\n# TYPE " + name + " " + type + "\n";
        };
        const auto sample = [&text](const QByteArray &name, const QByteArray &labels, double value) {
            text += name + "{" + labels + "} " + goNumber(value) + "\n";
        };
        constexpr int Workers = 2;
        for (const auto &[name, value] :
             {std::pair{"puma_workers", 2.0}, {"puma_running_workers", 2.0}, {"puma_stale_workers", 0.0}}) {
            family(name, "gauge");
            sample(name, R"(pid="puma_master",worker="master")", value);
        }
        const double busy = std::round(2 + 40 * (breath(47) - 1));
        const std::array<std::pair<const char *, double>, 6> threads{{{"puma_running", 4},
                                                                      {"puma_max_threads", 4},
                                                                      {"puma_active_connections", busy},
                                                                      {"puma_idle_threads", 4 - busy},
                                                                      {"puma_pool_capacity", 4 - busy},
                                                                      {"puma_queued_connections", 0}}};
        const auto worker = [](int i) -> QByteArray {
            const QByteArray at = QByteArray::number(i);
            return "pid=\"puma_" + at + "\",worker=\"worker_" + at + "\"";
        };
        for (const auto &[name, value] : threads) {
            family(name, "gauge");
            for (int i = 0; i < Workers; ++i)
                sample(name, worker(i), value);
        }
        const double seconds = std::chrono::duration<double>(uptime()).count();
        const auto process = [&](const char *name, const char *type, double value) {
            family(name, type);
            for (int i = 0; i < Workers; ++i)
                sample(name, "pid=\"puma_" + QByteArray::number(i) + "\"", value);
        };
        process("ruby_process_start_time_seconds", "gauge", startedAt());
        process("ruby_process_cpu_seconds_total", "counter", std::round(seconds * 12) / 100);
        process("ruby_process_resident_memory_bytes", "gauge", std::round(1.1e9 * breath(900) / 4096) * 4096);
        process("ruby_file_descriptors", "gauge", std::round(118 * breath(120)));
        process("ruby_process_max_fds", "gauge", 1048576);
        family("gitlab_ruby_threads_running_threads", "gauge");
        for (int i = 0; i < Workers; ++i) {
            const QByteArray pid = ",pid=\"puma_" + QByteArray::number(i) + "\",thread_name=";
            sample("gitlab_ruby_threads_running_threads", "uses_db_connection=\"yes\"" + pid + "\"puma threadpool\"",
                   4);
            sample("gitlab_ruby_threads_running_threads", "uses_db_connection=\"no\"" + pid + "\"unrecognized\"",
                   std::round(18 * breath(73)));
        }
        family("gitlab_maintenance_mode", "gauge");
        sample("gitlab_maintenance_mode", "pid=\"puma_0\"", 0);
        return text;
    }

    QByteArray m_token;
};

} // namespace

DemoProduct gitlabProduct()
{
    return {.name = "gitlab",
            .usualNodes = 3,
            .faults = [] { return std::vector<FaultRow>(Faults.begin(), Faults.end()); },
            .make =
                [](Stage &stage, int nodes) {
                    const QByteArray token = Stage::newSecret();
                    auto made =
                        servedNodes(nodes, [&](int i) { return std::make_unique<GitLabNode>(stage, i, token); });
                    return servedScenery(stage,
                                         {.hasProxy = true,
                                          // GitLab wants its balancer to leave out who is not ready.
                                          .passedOver = {429, 502, 503},
                                          .shared = {{"token", fileReference(stage.pathOf(TokenFile))}},
                                          .secrets = {{TokenFile, token}},
                                          .probes = {}},
                                         std::move(made));
                }};
}

} // namespace rollcall::demo

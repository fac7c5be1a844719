// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/DemoNode.h"

#include "demo/WebSocketPeer.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <cmath>
#include <numbers>

namespace rollcall::demo {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr QByteArrayView OtherVersion = "5.36.1";
constexpr QByteArrayView RecordedVersion = "5.35.4";
constexpr int Threshold = 500; ///< of goroutines, while the fault that goes over it is on

/// Applied migrations, as `/system/schema/version` lists them.
constexpr std::array Migrations{"create_teams",
                                "create_team_members",
                                "create_cluster_discovery",
                                "create_command_webhooks",
                                "create_compliances",
                                "create_emojis",
                                "create_user_groups",
                                "create_group_members",
                                "create_group_teams",
                                "create_group_channels",
                                "create_link_metadata",
                                "create_commands",
                                "create_incoming_webhooks",
                                "create_outgoing_webhooks",
                                "create_systems",
                                "create_reactions"};

QByteArray digest(const QByteArray &text)
{
    return QCryptographicHash::hash(text, QCryptographicHash::Md5).toHex();
}

HttpAnswer jsonAnswer(const QByteArray &body)
{
    HttpAnswer answer = recorded("cluster-status-healthy");
    answer.setBody(body);
    return answer;
}

} // namespace

DemoNode::DemoNode(World &world, int index)
    : m_world(world),
      m_index(index),
      m_name(u"node"_s + QString::number(index + 1)),
      m_hostname("mm-node-" + QByteArray::number(index + 1)),
      m_later(world.clock),
      m_messaging(*this, index, world),
      m_api([this](const std::shared_ptr<HttpServer::Exchange> &exchange) {
          if (WebSocketPeer::isUpgrade(exchange->question()))
              upgrade(exchange, false);
          else
              ask(exchange->question(), [exchange](const HttpAnswer &answer) { exchange->answer(answer); });
      }),
      m_metrics([this](const std::shared_ptr<HttpServer::Exchange> &exchange) {
          if (!has(Trouble::Hang))
              exchange->answer(metrics(exchange->question()));
      }),
      m_gossip(world.clock, world.gossip.value_or(GossipWire{}), *this)
{
    newLife(std::chrono::hours(5 + index));
}

DemoNode::~DemoNode() = default;

bool DemoNode::listen()
{
    const QHostAddress own(QHostAddress(u"127.0.0.1"_s).toIPv4Address() + 1 + static_cast<quint32>(m_index));
    for (const QHostAddress &address : {own, QHostAddress(QHostAddress::LocalHost)}) {
        if (m_api.listen(address) && m_metrics.listen(address) && (!m_world.gossip || m_gossip.listen(address))) {
            // The port had to be found first, so that it is known where nobody answers.
            if (has(Trouble::GossipSilent))
                m_gossip.shutDown();
            return true;
        }
        m_api.shutDown();
        m_metrics.shutDown();
        m_gossip.shutDown();
    }
    return false;
}

void DemoNode::newLife(Milliseconds age)
{
    m_clusterId = newId(m_world.random);
    m_startedAt = m_world.clock.now() - age;
    m_incarnation = 1;
}

void DemoNode::add(Trouble trouble)
{
    if (!m_troubles.emplace(trouble, m_world.clock.now()).second)
        return;
    if (trouble == Trouble::Crash) {
        m_later.clear();
        m_messaging.shutDown();
        m_api.shutDown();
        m_metrics.shutDown();
        m_gossip.shutDown();
        m_crashedAt = m_world.clock.now();
    } else if (trouble == Trouble::GossipSilent) {
        m_gossip.shutDown();
    } else if (trouble == Trouble::GoroutineLeak) {
        m_leakingSince = m_world.clock.now();
    } else if (trouble == Trouble::VersionMismatch) {
        // Another binary is another process; it has been up for a while, so that its counters mean something.
        newLife(25min);
    }
}

void DemoNode::remove(Trouble trouble)
{
    if (trouble == Trouble::GossipSuspect)
        m_incarnation += flaps();
    if (m_troubles.erase(trouble) == 0)
        return;
    if (trouble == Trouble::Crash)
        m_later.after(StartTime, [this] { startUp(); });
    else if (trouble == Trouble::GoroutineLeak)
        m_leakingSince.reset();
    else if (trouble == Trouble::VersionMismatch)
        newLife(25min);
    else if (trouble == Trouble::GossipSilent)
        reopenGossip();
}

void DemoNode::startUp()
{
    if (has(Trouble::Crash))
        return;
    // Someone else may have got the port meanwhile: then it tries again, as a service that is restarted would.
    if (!m_api.listen(m_api.address(), m_api.port()) || !m_metrics.listen(m_metrics.address(), m_metrics.port()) ||
        !openGossip()) {
        m_api.shutDown();
        m_metrics.shutDown();
        m_gossip.shutDown();
        m_later.after(1s, [this] { startUp(); });
        return;
    }
    const quint32 incarnation = isHeldByPeers() ? m_incarnation + 1 : 1;
    m_crashedAt.reset();
    newLife(0ms);
    m_incarnation = incarnation;
}

void DemoNode::settle()
{
    const TimePoint longAgo = m_world.clock.now() - 1h;
    for (auto &[trouble, since] : m_troubles)
        since = longAgo;
    m_inIslandSince = longAgo;
    if (m_crashedAt)
        m_crashedAt = longAgo;
}

double DemoNode::uptime() const
{
    return std::chrono::duration<double>(m_world.clock.now() - m_startedAt).count();
}

QByteArray DemoNode::version() const
{
    return has(Trouble::VersionMismatch) ? OtherVersion.toByteArray() : m_world.version;
}

QByteArray DemoNode::clientConfigHash() const
{
    const QByteArray running = version();
    if (running == RecordedVersion)
        return "06a8638b0b68f072c13f9867479dd147";
    return running == OtherVersion ? QByteArray("059daf0e7f08e9bd9e824b03fa295bb0") : digest("client " + running);
}

QByteArray DemoNode::configHash() const
{
    QByteArray of = "config " + version();
    if (has(Trouble::ConfigMismatch))
        of += " keys";
    if (has(Trouble::ConfigMismatchMasked))
        of += " masked";
    return of == "config 5.35.4" ? QByteArray("e11471bde5e367f61f04fa5d3e537f84") : digest(of);
}

QByteArray DemoNode::atVersion(QByteArray body) const
{
    return body.replace(RecordedVersion, version());
}

double DemoNode::goroutines() const
{
    const double time = std::chrono::duration<double>(m_world.clock.now() - m_world.began).count();
    const double turn = 2 * std::numbers::pi * time;
    const double breath = 1 + 0.03 * std::sin(turn / 47 + m_index) + 0.015 * std::sin(turn / 11 + 2 * m_index);
    double count = (172 + m_index % 5) * breath;
    if (has(Trouble::VersionMismatch) || has(Trouble::GoroutinesOverThreshold))
        count *= 4.2;
    if (m_leakingSince) {
        // 3.8: over three times its peers whatever both breathe.
        count = count * 3.8 + 1.5 * std::chrono::duration<double>(m_world.clock.now() - *m_leakingSince).count();
    }
    return std::round(count);
}

QByteArray DemoNode::statusRow() const
{
    return "{\"id\":\"" + m_clusterId + "\",\"version\":\"" + version() + "\",\"config_hash\":\"" + configHash() +
           "\",\"ipaddress\":\"" + m_api.address().toString().toLatin1() + "\",\"hostname\":\"" + m_hostname + "\"}";
}

QByteArray DemoNode::versionId() const
{
    const bool isLicensed = false;
    const QByteArray running = version();
    return running + "." + running + "." + clientConfigHash() + (isLicensed ? ".true" : ".false");
}

void DemoNode::stampNow(HttpAnswer &answer)
{
    const auto skew = has(Trouble::ClockSkew) ? 90s : 0s;
    stamp(answer, {.requestId = newId(m_world.random),
                   .versionId = versionId(),
                   .utc = m_world.clock.utc().addSecs(skew.count())});
}

void DemoNode::ask(const HttpQuestion &question, const Done &done)
{
    if (has(Trouble::Hang))
        return;
    HttpAnswer reply;
    if (has(Trouble::RateLimited)) {
        reply = notFound(question);
        reply.statusLine = "HTTP/1.1 429 Too Many Requests";
        // The outer limiter answers with http.Error and knows nothing of the API's headers.
        reply.headers = {{"Content-Type", "text/plain; charset=utf-8"},
                         {"Retry-After", "1"},
                         {"X-Content-Type-Options", "nosniff"},
                         {"X-Ratelimit-Limit", "101"},
                         {"X-Ratelimit-Remaining", "0"},
                         {"X-Ratelimit-Reset", "11"},
                         {"Date", ""},
                         {"Content-Length", ""}};
        reply.setBody("limit exceeded\n");
    } else {
        reply = answer(question);
        if (has(Trouble::Malformed) && reply.header("Content-Type") == "application/json")
            reply.setBody(reply.body.left(reply.body.size() * 2 / 3));
    }
    stampNow(reply);
    if (has(Trouble::Slow))
        m_later.after(Slowness, [done, reply] { done(reply); });
    else
        done(reply);
}

void DemoNode::upgrade(const std::shared_ptr<HttpServer::Exchange> &exchange, bool isThroughProxy)
{
    if (has(Trouble::Hang))
        return;
    const QByteArray path = exchange->question().path();
    if (path != "/api/v4/websocket" && path != "/api/v4/websocket/") {
        ask(exchange->question(), [exchange](const HttpAnswer &answer) { exchange->answer(answer); });
        return;
    }
    if (has(Trouble::WebsocketRefused) || has(Trouble::RateLimited)) {
        HttpAnswer refusal = apiError("400 Bad Request", "api.web_socket.connect.upgrade.app_error",
                                      "Failed to upgrade websocket connection.");
        stampNow(refusal);
        exchange->answer(isThroughProxy ? throughNginx(refusal) : refusal);
        return;
    }
    m_messaging.accept(exchange, isThroughProxy);
}

HttpAnswer DemoNode::answer(const HttpQuestion &question)
{
    const QByteArray path = question.path();
    const bool isGet = question.method == "GET";
    if (!path.startsWith("/api/")) {
        if (!isGet)
            return notFound(question);
        return recorded("login-page");
    }
    if (question.method == "POST" && path == "/api/v4/users/login")
        return login(question);
    if (std::optional<HttpAnswer> reply = m_messaging.answer(question))
        return *reply;
    if (!isGet)
        return notFound(question); // HEAD, too: the real router knows it on no route
    if (path == "/api/v4/system/ping")
        return ping(question);
    if (path == "/api/v4/config/client") {
        const QByteArray format = question.query("format");
        if (format.isEmpty())
            return apiError("501 Not Implemented", "api.config.client.old_format.app_error",
                            "New format for the client configuration is not supported yet. Please specify format=old "
                            "in the query string.");
        if (format != "old")
            return apiError("400 Bad Request", "api.context.invalid_url_param.app_error",
                            "Invalid or missing format parameter in request URL.");
        HttpAnswer reply = recorded(isAuthorised(question) ? "config-client-admin" : "config-client-anonymous");
        reply.setBody(atVersion(reply.body).replace("http://127.0.0.1:8080", m_world.publicUrl));
        return reply;
    }
    if (path == "/api/v4/license/client")
        return recorded("license-client-anonymous");
    return privileged(question);
}

HttpAnswer DemoNode::ping(const HttpQuestion &question) const
{
    const bool isDeep = !question.query("get_server_status").isEmpty();
    // The database and the file store are asked by the enhanced form alone: the plain one stays well without them.
    if (isDeep && has(Trouble::DatabaseUnhealthy))
        return recorded("ping-database-unhealthy");
    if (isDeep && has(Trouble::FilestoreUnhealthy))
        return recorded("ping-filestore-unhealthy");
    if (has(Trouble::GoroutinesOverThreshold))
        return recorded(isDeep ? "ping-server-status-goroutines-over-threshold" : "ping-goroutines-over-threshold");
    return recorded(isDeep ? "ping-server-status-healthy" : "ping-healthy");
}

bool DemoNode::isAuthorised(const HttpQuestion &question) const
{
    if (has(Trouble::TokenRejected))
        return false;
    const QByteArray value = question.header("Authorization");
    return value.left(7).toLower() == "bearer " && value.mid(7) == m_world.token;
}

HttpAnswer DemoNode::privileged(const HttpQuestion &question)
{
    const QByteArray path = question.path();
    static constexpr std::array<QByteArrayView, 8> Known{"/api/v4/cluster/status",
                                                         "/api/v4/system/schema/version",
                                                         "/api/v4/plugins/statuses",
                                                         "/api/v4/config",
                                                         "/api/v4/users/me",
                                                         "/api/v4/analytics/old",
                                                         "/api/v4/logs",
                                                         "/api/v4/server_busy"};
    if (std::find(Known.begin(), Known.end(), QByteArrayView(path)) == Known.end())
        return notFound(question);
    if (!isAuthorised(question)) {
        const bool hasToken = !question.header("Authorization").isEmpty();
        return recorded(hasToken ? "cluster-status-bad-token" : "cluster-status-unauthorized");
    }
    if (path == "/api/v4/users/me")
        return recorded("users-me");
    if (has(Trouble::TokenForbidden))
        return recorded("cluster-status-forbidden");
    if (path == "/api/v4/cluster/status")
        return clusterStatus();
    if (path == "/api/v4/config")
        return configuration();
    if (path == "/api/v4/system/schema/version")
        return schemaVersion();
    if (path == "/api/v4/plugins/statuses")
        return recorded("plugins-statuses-disabled");
    if (path == "/api/v4/logs")
        return recorded("logs-page0");
    if (path == "/api/v4/server_busy")
        return jsonAnswer(R"({"busy":false,"expires":0})");
    return recorded("analytics-standard");
}

HttpAnswer DemoNode::clusterStatus() const
{
    QByteArray rows;
    for (const auto &node : m_world.nodes) {
        if (!lists(*node))
            continue;
        if (!rows.isEmpty())
            rows += ',';
        rows += node->statusRow();
    }
    return jsonAnswer("[" + rows + "]");
}

HttpAnswer DemoNode::configuration() const
{
    HttpAnswer reply = recorded("config-admin-node1");
    QByteArray body = reply.body;
    const QByteArray own = m_api.address().toString().toLatin1();
    const auto replace = [&body](QByteArrayView before, const QByteArray &after) { body.replace(before, after); };
    replace("http://127.0.0.1:8080", m_world.publicUrl);
    replace("127.0.0.2:8065", own + ":" + QByteArray::number(m_api.port()));
    replace("127.0.0.2:8067", own + ":" + QByteArray::number(m_metrics.port()));
    replace("127.0.0.2", own);
    replace("mm-node-1", m_hostname);
    replace("/mattermost/n1/", "/mattermost/n" + QByteArray::number(m_index + 1) + "/");
    const bool isGuarded = std::any_of(m_world.nodes.begin(), m_world.nodes.end(),
                                       [](const auto &node) { return node->has(Trouble::GoroutinesOverThreshold); });
    if (isGuarded)
        replace(R"("GoroutineHealthThreshold":-1)", "\"GoroutineHealthThreshold\":" + QByteArray::number(Threshold));
    if (has(Trouble::ConfigMismatch)) {
        replace(R"("MaxIdleConns":20,)", R"("MaxIdleConns":50,)");
        replace(R"("SMTPServer":"localhost")", R"("SMTPServer":"mail.example.com")");
        replace(R"("SMTPPassword":"")", R"("SMTPPassword":"********************************")");
    }
    reply.setBody(body);
    return reply;
}

HttpAnswer DemoNode::schemaVersion() const
{
    if (has(Trouble::DatabaseUnhealthy))
        return apiError("500 Internal Server Error", "app.select_error", "select error");
    QByteArray rows;
    int number = 0;
    for (const char *name : Migrations) {
        ++number;
        rows += (number > 1 ? ",{\"version\":" : "{\"version\":") + QByteArray::number(number) + ",\"name\":\"" + name +
                "\"}";
    }
    return jsonAnswer("[" + rows + "]");
}

HttpAnswer DemoNode::login(const HttpQuestion &question) const
{
    // The password is the token itself: there is no fixed one that could be tried elsewhere.
    const QJsonObject object = QJsonDocument::fromJson(question.body).object();
    const QString user = object.value("login_id"_L1).toString();
    const bool isRight = (user == u"admin" || user == u"admin@example.com") &&
                         object.value("password"_L1).toString().toUtf8() == m_world.token;
    HttpAnswer reply = recorded(isRight ? "login-ok" : "login-bad-password");
    reply.setHeader("Token", m_world.token);
    return reply;
}

HttpAnswer DemoNode::metrics(const HttpQuestion &question)
{
    const QByteArray path = question.path();
    HttpAnswer reply;
    if (path == "/metrics") {
        ++m_scrapes;
        reply = recorded("metrics");
        fillMetrics(reply);
    } else if (path == "/debug/pprof/goroutine" && question.query("debug") == "1") {
        reply = recorded("pprof-goroutine-debug1");
        fillProfile(reply);
    } else {
        // Go's own router, not the API's.
        reply = notFound(question);
        reply.headers = {{"Content-Type", "text/plain; charset=utf-8"},
                         {"X-Content-Type-Options", "nosniff"},
                         {"Date", ""},
                         {"Content-Length", ""}};
        reply.setBody("404 page not found\n");
    }
    stampNow(reply);
    return reply;
}

} // namespace rollcall::demo

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/StateFixtures.h"

#include <QJsonArray>
#include <cmath>

namespace rollcall::test {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::seconds Interval{15};

ProbeSpecPtr makeProbe(TargetId target, const QString &id, const QUrl &base, const QString &path, bool isPrimary,
                       Milliseconds interval)
{
    auto request = std::make_shared<HttpRequest>();
    request->url = base.resolved(QUrl(path));
    request->headers = {{"Accept", "application/json"}};
    request->secretHeaders.emplace_back("Authorization", Secret("Bearer " + ClusterFixture::secretToken()));
    auto spec = std::make_shared<ProbeSpec>();
    spec->id = id;
    spec->target = target;
    spec->endpoint = u"GET "_s + path;
    spec->request = std::shared_ptr<const HttpRequest>(request);
    spec->isPrimary = isPrimary;
    spec->interval = interval;
    return spec;
}

} // namespace

ClusterFixture::ClusterFixture(const QString &name, int nodes, const FakeClock &clock, bool withProxy) : m_clock(&clock)
{
    file.name = name;
    file.token = SecretReference{SecretReference::Kind::Environment, u"ROLLCALL_TOKEN"_s};
    for (int i = 0; i < nodes; ++i) {
        Node node;
        node.name = u"app%1"_s.arg(i + 1);
        node.url = QUrl(u"http://10.10.%1.%2:8065"_s.arg(10 + i / 250).arg(2 + i % 250));
        file.nodes.push_back(node);
    }
    if (withProxy)
        file.publicUrl = QUrl(u"https://chat.example.com"_s);
    targets.resize(static_cast<std::size_t>(file.targetCount()));
    for (int i = 0; i < nodes; ++i)
        fillNode(i);
    if (withProxy)
        fillProxy();
}

void ClusterFixture::fillNode(int index)
{
    TargetState &node = target(index);
    const TimePoint at = m_clock->now() - std::chrono::milliseconds(3200 + 700 * (index % 7));
    node.id = {index};
    node.settings.name = file.nodes[static_cast<std::size_t>(index)].name;
    node.settings.url = file.nodes[static_cast<std::size_t>(index)].url;
    node.settings.product = file.product;
    node.settings.token = file.token;
    node.state = State::Ok;
    node.version = node.build = u"10.11.2"_s;
    node.configHash = u"8b0c6e2f41d7a95c3b"_s;
    node.hostname = node.settings.name;
    node.clusterId = u"%1zq8n4kfubyxpmr3wd"_s.arg(QChar(u'a' + index % 26));
    node.gossipAddress = node.settings.url.host() + u":8074";
    node.goroutines = 390 + 17 * (index % 9);
    node.latencyMs = 2.4 + 0.9 * (index % 5);
    node.clockOffset = Milliseconds(0);
    node.isPresumedLeader = index == 0;
    node.hasAnswered = true;
    node.updatedAt = at;
    std::vector<TargetId> seen;
    for (std::size_t i = 0; i < std::min<std::size_t>(file.nodes.size(), 50); ++i)
        seen.push_back({static_cast<int>(i)});
    node.sees = seen;

    TargetFacts &facts = node.facts;
    facts.reach.kind = Reach::Kind::Answers;
    facts.reach.lastContact = at;
    facts.reach.lastContactUtc = m_clock->utc().addSecs(-4);
    facts.peerAddress = node.settings.url.host();
    facts.latency = std::chrono::microseconds(static_cast<qint64>(*node.latencyMs * 1000));
    facts.identity =
        Known<IdentityFact>{{*node.version, *node.version, *node.build, u"44ae51c08b"_s, true}, at, u"ping"_s, true};
    HealthFact health;
    health.healthy = true;
    health.isDeep = true;
    health.components = {{u"database"_s, true, {}}, {u"filestore"_s, true, {}}};
    health.searchBackend = u"database"_s;
    facts.deepHealth = Known<HealthFact>{health, at, u"ping.enhanced"_s, true};
    MetricsFact metrics;
    metrics.goroutines = node.goroutines;
    metrics.httpRequests = 184213 + index;
    metrics.httpErrors = 31;
    metrics.websockets = 212;
    metrics.series.insert(u"process_resident_memory_bytes"_s, 412876800);
    facts.metrics = Known<MetricsFact>{metrics, at, u"metrics"_s, true};
    MembershipFact membership;
    for (const TargetId id : seen) {
        Member member;
        member.hostname = file.targetName(id);
        membership.members.push_back(member);
    }
    facts.membership = Known<MembershipFact>{membership, at, u"cluster.status"_s, true};
    SettingsFact settings;
    settings.values = {{u"SqlSettings.DriverName"_s, u"postgres"_s}, {u"FileSettings.DriverName"_s, u"amazons3"_s}};
    settings.goroutineThreshold = 1500;
    facts.settings.emplace(u"config.client"_s, Known<SettingsFact>{settings, at, u"config.client"_s, true});
    facts.schema = Known<SchemaFact>{{u"117"_s}, at, u"schema.version"_s, true};
    facts.clock = Known<ClockFact>{{Milliseconds(0)}, at, u"ping"_s, true};
    for (int i = 120; i >= 0; --i) {
        // Breathing: slow and quick waves, and something that looks like chance but is the same every time.
        const double wave = 18 * std::sin(i / 9.0 + index) + 7 * std::sin(i / 2.1 + 3 * index) +
                            static_cast<double>((i * 7919 + index * 104729) % 11);
        facts.trend.emplace_back(at - i * Interval, *node.goroutines + wave);
    }
    fillProbes(index);
}

void ClusterFixture::fillProbes(int index)
{
    TargetState &node = target(index);
    const auto add = [&](const QString &id, const QString &path, bool isPrimary, Milliseconds interval, int status,
                         double latencyMs) {
        node.facts.specs.emplace(id, makeProbe(node.id, id, node.settings.url, path, isPrimary, interval));
        Outcome outcome;
        outcome.status = status;
        outcome.kind = status == 200 ? Outcome::Kind::Answered : Outcome::Kind::Absent;
        outcome.latency = std::chrono::microseconds(static_cast<qint64>(latencyMs * 1000));
        outcome.at = node.updatedAt;
        outcome.utc = m_clock->utc().addSecs(-4);
        if (interval.count() > 0)
            node.facts.outcomes.emplace(id, outcome);
    };
    add(u"ping"_s, u"/api/v4/system/ping"_s, true, Interval, 200, *node.latencyMs);
    add(u"ping.enhanced"_s, u"/api/v4/system/ping?get_server_status=true"_s, false, std::chrono::minutes(1), 200, 11.8);
    add(u"config.client"_s, u"/api/v4/config/client?format=old"_s, false, std::chrono::minutes(1), 200, 4.2);
    add(u"license.client"_s, u"/api/v4/license/client?format=old"_s, false, std::chrono::minutes(5), 200, 3.9);
    add(u"cluster.status"_s, u"/api/v4/cluster/status"_s, false, Interval, 200, 6.4);
    add(u"schema.version"_s, u"/api/v4/system/schema/version"_s, false, std::chrono::minutes(5), 200, 5.0);
    add(u"plugins.statuses"_s, u"/api/v4/plugins/statuses"_s, false, std::chrono::minutes(1), 501, 3.1);
    add(u"metrics"_s, u"/metrics"_s, false, Interval, 200, 18.6);
    add(u"config"_s, u"/api/v4/config"_s, false, Milliseconds(0), 200, 0);
}

void ClusterFixture::fillProxy()
{
    TargetState &it = proxy();
    it.id = file.proxyId();
    it.settings.name = u"proxy"_s;
    it.settings.url = file.publicUrl;
    it.settings.product = file.product;
    it.settings.isProxy = true;
    it.state = State::Ok;
    it.latencyMs = 5.8;
    it.hasAnswered = true;
    it.updatedAt = m_clock->now() - std::chrono::seconds(4);
    it.facts.reach.kind = Reach::Kind::Answers;
    it.facts.reach.lastContactUtc = m_clock->utc().addSecs(-4);
    std::vector<TargetId> reached;
    for (std::size_t i = 0; i < file.nodes.size(); ++i)
        reached.push_back({static_cast<int>(i)});
    it.reaches = reached;
    ProxyShare share;
    for (const TargetId id : reached)
        share.nodes.emplace_back(id, 8);
    share.connections = 8 * static_cast<int>(reached.size());
    it.httpShare = share;
    share.connections += 2;
    share.unknown = 2;
    it.websocketShare = share;
    auto certificate = std::make_shared<PeerCertificate>();
    certificate->subject = u"CN=chat.example.com"_s;
    certificate->issuer = u"CN=Example Issuing CA 2"_s;
    certificate->names = {u"chat.example.com"_s, u"www.chat.example.com"_s};
    certificate->notBefore = m_clock->utc().addDays(-40);
    certificate->notAfter = m_clock->utc().addDays(50);
    certificate->pin = u"sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="_s;
    certificate->chain = {u"CN=chat.example.com"_s, u"CN=Example Issuing CA 2"_s, u"CN=Example Root"_s};
    it.facts.certificate = certificate;
    it.certificateExpiresAt = certificate->notAfter;
    it.facts.specs.emplace(u"ping"_s,
                           makeProbe(it.id, u"ping"_s, file.publicUrl, u"/api/v4/system/ping"_s, true, Interval));
    Outcome outcome;
    outcome.status = 200;
    outcome.latency = std::chrono::microseconds(5800);
    outcome.at = it.updatedAt;
    it.facts.outcomes.emplace(u"ping"_s, outcome);
}

ClusterFixture &ClusterFixture::add(Code code, const std::vector<int> &about, const QJsonObject &evidence)
{
    Finding finding;
    finding.code = code;
    finding.severity = defaultSeverity(code);
    finding.evidence = evidence;
    finding.since = m_clock->utc().addSecs(-95);
    for (const int index : about)
        finding.targets.push_back({index});
    findings.push_back(finding);
    sortFindings(findings);
    for (const int index : about) {
        TargetState &named = target(index);
        named.findings.push_back(finding);
        sortFindings(named.findings);
        if (finding.severity != Severity::Info)
            named.state = std::max(named.state, stateOf(finding.severity));
    }
    return *this;
}

ClusterFixture &ClusterFixture::breakDown(int node)
{
    TargetState &it = target(node);
    it.facts.reach.kind = Reach::Kind::Down;
    it.facts.reach.failure = NetFailure::Refused;
    it.facts.reach.attempts = 2;
    it.facts.reach.lastContactUtc = m_clock->utc().addSecs(-95);
    it.updatedAt = m_clock->now() - std::chrono::seconds(95);
    for (auto &[id, outcome] : it.facts.outcomes) {
        outcome.kind = Outcome::Kind::Failed;
        outcome.failure = NetFailure::Refused;
        outcome.status = 0;
        outcome.detail = u"Failed to connect to %1 port 8065: Connection refused"_s.arg(it.settings.url.host());
        outcome.latency = std::chrono::microseconds(400);
    }
    auto &trend = it.facts.trend;
    if (trend.size() > 6)
        trend.resize(trend.size() - 6);
    return add(Code::NodeUnreachable, {node},
               {{u"kind"_s, u"refused"_s}, {u"attempts"_s, 2}, {u"retryAfterMs"_s, 15000}});
}

ClusterFixture &ClusterFixture::unhealthyDatabase(int node)
{
    target(node).facts.deepHealth->value.healthy = false;
    target(node).facts.deepHealth->value.components.front().ok = false;
    return add(Code::ComponentFailed, {node}, {{u"component"_s, u"database"_s}, {u"status"_s, 500}});
}

ClusterFixture &ClusterFixture::oldVersion(int node, const QString &version)
{
    target(node).version = target(node).build = version;
    target(node).facts.identity->value.version = version;
    QJsonObject versions;
    QJsonArray others;
    for (int i = 0; i < static_cast<int>(file.nodes.size()); ++i) {
        if (i != node)
            others.append(file.targetName({i}));
    }
    versions.insert(version, QJsonArray{file.targetName({node})});
    versions.insert(u"10.11.2"_s, others);
    return add(Code::VersionMismatch, {node}, {{u"versions"_s, versions}, {u"majority"_s, u"10.11.2"_s}});
}

ClusterFixture &ClusterFixture::goroutineLeak(int node)
{
    TargetState &it = target(node);
    double value = *it.goroutines;
    for (auto &[at, goroutines] : it.facts.trend)
        goroutines += value += 7.5;
    it.goroutines = it.facts.trend.back().second;
    return add(Code::GoroutinesRising, {node},
               {{u"perMinute"_s, 30},
                {u"goroutines"_s, *it.goroutines},
                {u"timeToThreshold"_s, 480},
                {u"earliestSeconds"_s, 390},
                {u"latestSeconds"_s, 640}});
}

ClusterFixture &ClusterFixture::clockSkew(int node)
{
    target(node).clockOffset = Milliseconds(-4500);
    target(node).facts.clock->value.offset = Milliseconds(-4500);
    return add(Code::ClockSkew, {node}, {{u"offsetsMs"_s, QJsonObject{{file.targetName({node}), -4500}}}});
}

ClusterFixture &ClusterFixture::forbiddenToken()
{
    std::vector<int> all;
    for (int i = 0; i < static_cast<int>(file.nodes.size()); ++i) {
        Outcome &outcome = target(i).facts.outcomes.at(u"cluster.status"_s);
        outcome.kind = Outcome::Kind::Forbidden;
        outcome.status = 403;
        outcome.permission = u"sysconsole_read_environment_high_availability"_s;
        target(i).sees.reset();
        target(i).facts.membership->isCurrent = false;
        all.push_back(i);
    }
    return add(Code::AuthForbidden, all,
               {{u"permissions"_s, QJsonArray{u"sysconsole_read_environment_high_availability"_s}},
                {u"endpoints"_s, QJsonArray{u"GET /api/v4/cluster/status"_s}},
                {u"probes"_s, QJsonArray{u"cluster.status"_s}}});
}

ClusterFixture &ClusterFixture::unasked()
{
    isFirstSweep = true;
    for (TargetState &it : targets) {
        TargetState fresh;
        fresh.id = it.id;
        fresh.settings = it.settings;
        fresh.facts.specs = it.facts.specs;
        it = fresh;
    }
    return *this;
}

ClusterFixture &ClusterFixture::offline()
{
    isOffline = true;
    std::vector<int> all;
    for (TargetState &it : targets) {
        it.updatedAt = m_clock->now() - std::chrono::minutes(4);
        all.push_back(it.id.value);
        it.state = State::Unknown;
    }
    return add(Code::SelfOffline, all);
}

ClusterFixture &ClusterFixture::paused()
{
    isPaused = true;
    return *this;
}

ClusterFixture &ClusterFixture::hostile(int node)
{
    TargetState &it = target(node);
    const QString nasty = u"<b onclick=alert(1)>10.11.2</b>\u202e\u0007<img src=x>"_s;
    it.version = nasty;
    it.hostname = nasty;
    it.facts.identity->value.version = nasty;
    it.facts.outcomes.at(u"ping"_s).detail = nasty;
    it.facts.deepHealth->value.components.front().message = nasty + QString(4000, u'x');
    return add(Code::ComponentFailed, {node}, {{u"component"_s, nasty}, {u"message"_s, nasty}});
}

ClusterStatePtr ClusterFixture::state()
{
    if (!m_file || !(*m_file == file))
        m_file = std::make_shared<const ClusterFile>(file);
    auto state = std::make_shared<ClusterState>();
    state->file = m_file;
    state->isOffline = isOffline;
    state->isPaused = isPaused;
    state->isFirstSweep = isFirstSweep;
    state->findings = findings;
    state->at = m_clock->now();
    state->utc = m_clock->utc();
    state->startedAt = m_clock->utc().addSecs(-3600);
    state->state = State::Ok;
    m_last.resize(targets.size());
    for (std::size_t i = 0; i < targets.size(); ++i) {
        state->state = std::max(state->state, targets[i].state);
        const TargetState *last = m_last[i].get();
        const bool isSame = last != nullptr && last->state == targets[i].state &&
                            last->updatedAt == targets[i].updatedAt && last->findings == targets[i].findings &&
                            last->goroutines == targets[i].goroutines && last->latencyMs == targets[i].latencyMs &&
                            last->version == targets[i].version && last->listed == targets[i].listed &&
                            last->held == targets[i].held && last->settings.name == targets[i].settings.name;
        if (!isSame)
            m_last[i] = std::make_shared<const TargetState>(targets[i]);
        state->targets.push_back(m_last[i]);
    }
    for (const Finding &finding : findings) {
        if (finding.severity != Severity::Info)
            state->state = std::max(state->state, stateOf(finding.severity));
    }
    return state;
}

std::vector<Answer> ClusterFixture::answers(int index) const
{
    std::vector<Answer> all;
    const TargetState &it = targets[static_cast<std::size_t>(index)];
    for (const auto &[id, outcome] : it.facts.outcomes) {
        HttpResult result;
        result.status = outcome.status;
        result.failure = outcome.failure;
        result.detail = outcome.detail;
        result.httpVersion = 11;
        if (outcome.status > 0) {
            result.head =
                "Content-Type: application/json\r\nDate: Fri, 20 Nov 2026 19:59:56 GMT\r\n"
                "X-Request-Id: 7xkfo8h3a3gz5k1bq4n6ydw1re\r\nX-Version-Id: 10.11.2.10.11.2.44ae51c08b.true\r\n";
            result.body =
                id == u"ping.enhanced"
                    ? QByteArray("{\"AndroidLatestVersion\":\"\",\"AndroidMinVersion\":\"\","
                                 "\"database_status\":\"OK\",\"filestore_status\":\"OK\",\"status\":\"OK\"}")
                    : QByteArray("{\"ActiveSearchBackend\":\"database\",\"AndroidLatestVersion\":\"\","
                                 "\"AndroidMinVersion\":\"\",\"IosLatestVersion\":\"\",\"IosMinVersion\":\"\","
                                 "\"status\":\"OK\"}");
        }
        result.timings.connect = std::chrono::microseconds(310);
        result.timings.firstByte = outcome.latency * 9 / 10;
        result.timings.total = outcome.latency;
        Answer answer;
        answer.spec = it.facts.specs.at(id);
        answer.at = outcome.at;
        answer.utc = outcome.utc;
        answer.result = result;
        all.push_back(answer);
    }
    return all;
}

ClusterFixture largeCluster(const QString &name, int nodes, const FakeClock &clock)
{
    ClusterFixture fixture(name, nodes, clock);
    for (int i = 0; i < nodes; ++i) {
        if (i % 97 == 11)
            fixture.breakDown(i);
        else if (i % 61 == 7)
            fixture.goroutineLeak(i);
        else if (i % 143 == 20)
            fixture.unhealthyDatabase(i);
    }
    return fixture;
}

} // namespace rollcall::test

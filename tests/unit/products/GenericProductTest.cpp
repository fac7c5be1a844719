// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "unit/products/Asking.h"

#include <set>

using namespace rollcall;
using namespace rollcall::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = Outcome::Kind;

namespace {

ClusterFile generic(const QString &url)
{
    ClusterFile file;
    file.product = u"generic"_s;
    Node node;
    node.name = u"one"_s;
    node.url = QUrl(url);
    file.nodes.push_back(node);
    return file;
}

std::vector<ProbeSpecPtr> probesOf(const ClusterFile &file)
{
    return productNamed(u"generic"_s)->probes(file, TargetId{0}, withToken());
}

Observation readStatus(int status, const QByteArray &head = {})
{
    const ProbeSpecPtr probe = probesOf(generic(u"http://one.example.com/"_s)).at(0);
    return productNamed(u"generic"_s)->read(answerTo(probe, FakeHttp::answer(status, "x", head).result));
}

} // namespace

TEST(GenericProduct, AsksItsUrlOnce)
{
    ClusterFile file = generic(u"https://one.example.com:8443/health?key=1"_s);
    file.timeout = 2s;
    file.interval = 30s;
    const std::vector<ProbeSpecPtr> probes = probesOf(file);
    ASSERT_EQ(probes.size(), 1U);
    EXPECT_EQ(probes[0]->id, u"http"_s);
    EXPECT_TRUE(probes[0]->isPrimary);
    EXPECT_EQ(probes[0]->endpoint, u"GET /health"_s);
    EXPECT_EQ(probes[0]->http().url.toString(), u"https://one.example.com:8443/health?key=1"_s);
    EXPECT_TRUE(probes[0]->http().secretHeaders.empty());
    EXPECT_EQ(probes[0]->interval, 30s);
    EXPECT_EQ(probes[0]->timeout(), 2s);
    EXPECT_FALSE(productNamed(u"generic"_s)->wanted(*probes[0], file, {}));
}

TEST(GenericProduct, ConnectsToATcpTarget)
{
    ClusterFile file = generic(u"tcp://db.example.com:5432"_s);
    const std::vector<ProbeSpecPtr> probes = probesOf(file);
    ASSERT_EQ(probes.size(), 1U);
    EXPECT_FALSE(probes[0]->isHttp());
    EXPECT_TRUE(probes[0]->isPrimary);
    EXPECT_EQ(probes[0]->id, u"tcp"_s);
    EXPECT_EQ(probes[0]->endpoint, u"connect db.example.com:5432"_s);
    EXPECT_EQ(probes[0]->tcp().host, u"db.example.com"_s);
    EXPECT_EQ(probes[0]->tcp().port, 5432);
    EXPECT_EQ(probes[0]->timeout(), 5s);
    file.nodes[0].connectTo = u"[::1]:6000"_s;
    EXPECT_EQ(probesOf(file)[0]->tcp().host, u"::1"_s);
    EXPECT_EQ(probesOf(file)[0]->tcp().port, 6000);
}

TEST(GenericProduct, IsHealthyFrom200To399)
{
    for (const int status : {200, 204, 299, 301, 399}) {
        const Observation observation = readStatus(status);
        EXPECT_EQ(observation.outcome.kind, Kind::Answered);
        EXPECT_EQ(factOf<HealthFact>(observation)->healthy, true) << status;
        EXPECT_EQ(observation.outcome.detail, QString());
    }
    for (const int status : {100, 400, 401, 403, 404, 500, 501, 503}) {
        const Observation observation = readStatus(status);
        EXPECT_EQ(observation.outcome.kind, Kind::Answered);
        EXPECT_EQ(factOf<HealthFact>(observation)->healthy, false) << status;
        EXPECT_EQ(observation.outcome.detail, u"HTTP %1"_s.arg(status));
    }
}

TEST(GenericProduct, SlowsDownWhenAskedTo)
{
    const Observation observation = readStatus(429, "Retry-After: 5\r\n");
    EXPECT_EQ(observation.outcome.kind, Kind::RateLimited);
    EXPECT_EQ(observation.outcome.retryAfter, 5s);
    EXPECT_TRUE(observation.facts.empty());
}

TEST(GenericProduct, AnOpenPortIsHealthy)
{
    Answer answer;
    answer.spec = probesOf(generic(u"tcp://db.example.com:5432"_s)).at(0);
    TcpResult result;
    result.total = 700us;
    result.peerAddress = u"10.0.0.7"_s;
    answer.result = result;
    const Observation open = productNamed(u"generic"_s)->read(answer);
    EXPECT_EQ(open.outcome.kind, Kind::Answered);
    EXPECT_EQ(open.outcome.latency, 700us);
    EXPECT_EQ(open.peerAddress, u"10.0.0.7"_s);
    EXPECT_EQ(factOf<HealthFact>(open)->healthy, true);

    result.failure = NetFailure::Refused;
    result.detail = u"connection refused"_s;
    answer.result = result;
    const Observation closed = productNamed(u"generic"_s)->read(answer);
    EXPECT_EQ(closed.outcome.kind, Kind::Failed);
    EXPECT_EQ(closed.outcome.failure, NetFailure::Refused);
    EXPECT_TRUE(closed.facts.empty());
}

TEST(Registry, EveryProductIsOneOfItsOwn)
{
    std::set<const Product *> all;
    for (const QString &name : ClusterFile::products()) {
        const Product *product = productNamed(name);
        EXPECT_TRUE(product == nullptr || all.insert(product).second) << name.toStdString();
    }
    EXPECT_TRUE(all.contains(productNamed(u"mattermost"_s)));
    EXPECT_TRUE(all.contains(productNamed(u"generic"_s)));
    for (const QString &name : {u""_s, u"Mattermost"_s, u"gitlab "_s})
        EXPECT_EQ(productNamed(name), nullptr);
}

TEST(JumpHost, PortsThatAreOnlyConnectedToAreNotTriedThroughIt)
{
    ClusterFile file = threeNodes();
    file.nodes[0].product = u"wso2-apim"_s;
    file.nodes[0].role = u"traffic-manager"_s;
    file.nodes[0].url = QUrl(u"https://10.10.10.1:9443"_s);
    EXPECT_NE(probeNamed(file, TargetId{0}, u"port.9611"_s), nullptr);
    file.jumpHost = u"gate"_s;
    EXPECT_EQ(probeNamed(file, TargetId{0}, u"port.9611"_s), nullptr);
    EXPECT_NE(probeNamed(file, TargetId{0}, u"version"_s), nullptr);
    EXPECT_EQ(remarks(file), QStringList{u"jumpHost: ports that are only connected to are not tried through it"_s});
}

TEST(Remarks, NameACodeThatIsNone)
{
    ClusterFile file = threeNodes();
    file.rules.severity = {{u"component.faild"_s, u"warning"_s}, {u"component.failed"_s, u"warning"_s}};
    EXPECT_EQ(remarks(file), QStringList{u"rules.severity: there is no code component.faild"_s});
}

TEST(Remarks, SayWhatThisVersionDoesNotDo)
{
    EXPECT_TRUE(remarks(threeNodes()).isEmpty());
    ClusterFile file = threeNodes();
    file.jumpHost = u"gate"_s;
    file.nodes[2].product = u"generic"_s;
    file.nodes[2].url = QUrl(u"tcp://10.10.10.3:6379"_s);
    EXPECT_EQ(remarks(file), QStringList{u"nodes[2] (app3): a TCP connect goes directly, not through the jump host, "
                                         "in this version"_s});
}

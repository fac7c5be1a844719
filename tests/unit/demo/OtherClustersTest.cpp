// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ProductFixture.h"

#include <QSet>
#include <QTcpServer>

using namespace rollcall;
using namespace rollcall::test;

namespace {

struct GenericNodesTest : ProductFixture
{
    QJsonObject probe(const QString &name) const
    {
        for (const QJsonValue &each : file["probes"_L1].toArray()) {
            if (each["name"_L1] == name)
                return each.toObject();
        }
        return {};
    }
};
struct MixedNodesTest : ProductFixture
{};
struct EveryProduct : ProductFixture
{};
struct ServedNodeTest : ProductFixture
{};

const QByteArray StatusWell =
    R"({"status":"ok","components":[{"name":"database","status":"ok","message":""},{"name":"cache","status":"ok",)"
    R"("message":""}]})";

} // namespace

TEST_F(GenericNodesTest, TheFileHasAProbeOfEachKindForEachNode)
{
    make(u"generic"_s);
    EXPECT_EQ(file["product"_L1].toString(), u"generic"_s);
    EXPECT_EQ(nodeNames(), (QStringList{u"web1"_s, u"web2"_s}));
    EXPECT_EQ(file["probes"_L1].toArray().size(), 6);
    const QJsonObject status = probe(u"web2 status"_s);
    EXPECT_EQ(status["node"_L1].toString(), u"web2"_s);
    EXPECT_EQ(status["path"_L1].toString(), u"/status"_s);
    EXPECT_EQ(status["expectStatus"_L1].toArray(), QJsonArray{200});
    EXPECT_EQ(status["expectJson"_L1]["$.status"_L1].toString(), u"ok"_s);
    EXPECT_EQ(status["components"_L1].toString(), u"$.components"_s);
    const QJsonObject port = probe(u"web1 queue port"_s);
    EXPECT_EQ(port["kind"_L1].toString(), u"tcp"_s);
    EXPECT_NE(port["port"_L1].toInt(), url(u"web1"_s).port());
    const QJsonObject length = probe(u"web1 queue length"_s);
    EXPECT_EQ(length["metric"_L1].toString(), u"queue_length"_s);
    EXPECT_EQ(length["warn"_L1].toInt(), 100);
    EXPECT_EQ(length["critical"_L1].toInt(), 1000);
}

TEST_F(GenericNodesTest, AnswersAndFaults)
{
    make(u"generic"_s);
    const auto status = [this] { return ask(u"web2"_s, "/status"); };
    const auto length = [this] {
        const QByteArray text = ask(u"web2"_s, "/metrics").body;
        return text.mid(text.lastIndexOf(' ')).toDouble();
    };
    QUrl queue = url(u"web2"_s);
    queue.setPort(probe(u"web2 queue port"_s)["port"_L1].toInt());
    const auto expectWell = [&] {
        expectAnswer(status(), "200 OK", "Content-Type: application/json\n", StatusWell);
        EXPECT_EQ(length(), 13); // twelve, breathing
        EXPECT_FALSE(refuses(queue));
    };
    expectAnswer(ask(u"web1"_s, "/"), "200 OK", "Content-Type: text/plain; charset=utf-8\n", "It works.\n");
    expectAnswer(ask(u"web1"_s, "/nope"), "404 Not Found", "Content-Type: text/plain; charset=utf-8\n",
                 "404 page not found\n");
    expectWell();
    put(u"json-wrong:web2"_s);
    EXPECT_EQ(status().statusLine(), "HTTP/1.1 200 OK");
    EXPECT_EQ(status().body, QByteArray(StatusWell)
                                 .replace(R"({"status":"ok")", R"({"status":"failing")")
                                 .replace(R"("database","status":"failing")", R"("database","status":"ok")"));
    mend();
    put(u"component-down:web2"_s);
    EXPECT_EQ(status().body, R"({"status":"ok","components":[{"name":"database","status":"ok","message":""},)"
                             R"({"name":"cache","status":"down","message":"connection refused"}]})");
    mend();
    put(u"metric-high:web2"_s);
    EXPECT_GT(length(), 3900);
    mend();
    put(u"port-closed:web2"_s);
    EXPECT_TRUE(refuses(queue));
    EXPECT_EQ(ask(u"web2"_s, "/").body, "It works.\n");
    mend();
    expectWell();
    expectCommonFaults(u"generic"_s, u"web2"_s, "/status");
}

TEST_F(MixedNodesTest, OneFileHoldsAllFive)
{
    make(u"mixed"_s);
    EXPECT_EQ(file["product"_L1].toString(), u"mattermost"_s);
    EXPECT_EQ(nodeNames(), (QStringList{u"node1"_s, u"node2"_s, u"gl1"_s, u"portus1"_s, u"gw1"_s, u"tm1"_s, u"mi1"_s}));
    EXPECT_FALSE(node(u"node1"_s).contains("product"_L1));
    EXPECT_EQ(node(u"gl1"_s)["product"_L1].toString(), u"gitlab"_s);
    EXPECT_EQ(node(u"portus1"_s)["product"_L1].toString(), u"portus"_s);
    EXPECT_EQ(node(u"gw1"_s)["product"_L1].toString(), u"wso2-apim"_s);
    EXPECT_EQ(node(u"tm1"_s)["role"_L1].toString(), u"traffic-manager"_s);
    EXPECT_EQ(node(u"mi1"_s)["product"_L1].toString(), u"wso2-mi"_s);
    // What each needs it has of its own, and no other product's.
    const QByteArray mattermost = read(file["token"_L1]["file"_L1].toString());
    const QByteArray gitlab = read(node(u"gl1"_s)["token"_L1]["file"_L1].toString());
    EXPECT_NE(mattermost, gitlab);
    EXPECT_EQ(ask(u"gl1"_s, "/api/v4/version", "PRIVATE-TOKEN: " + gitlab + "\r\n").statusLine(), "HTTP/1.1 200 OK");
    EXPECT_EQ(ask(u"node1"_s, "/api/v4/cluster/status", "Authorization: Bearer " + mattermost + "\r\n").statusLine(),
              "HTTP/1.1 200 OK");
    EXPECT_EQ(node(u"portus1"_s)["timeout"_L1].toString(), u"10s"_s);
    EXPECT_EQ(node(u"portus1"_s)["login"_L1]["user"_L1].toString(), u"admin"_s);
    EXPECT_NE(node(u"portus1"_s)["login"_L1], node(u"mi1"_s)["login"_L1]);
    EXPECT_EQ(get(QUrl(file["publicUrl"_L1].toString()), "/api/v4/system/ping").statusLine(), "HTTP/1.1 200 OK");
    QSet<QString> hosts;
    for (const QString &name : nodeNames())
        hosts.insert(url(name).host());
    EXPECT_EQ(hosts.size(), nodeNames().size()); // an address in a member list means one node
    make(u"mixed"_s, {}, 9);
    EXPECT_EQ(nodeNames().mid(0, 5), (QStringList{u"node1"_s, u"node2"_s, u"node3"_s, u"node4"_s, u"gl1"_s}));
}

TEST_F(MixedNodesTest, FaultsGoWhereTheyFit)
{
    make(u"mixed"_s, {u"gossip-split"_s, u"faulty-capp"_s, u"broker-port-down"_s, u"draining"_s, u"proxy-502"_s});
    EXPECT_EQ(cluster->activeFaults(),
              (QStringList{u"gossip-split:node2"_s, u"draining:gl1"_s, u"broker-port-down:tm1"_s, u"faulty-capp:mi1"_s,
                           u"proxy-502:proxy"_s}));
    EXPECT_EQ(ask(u"mi1"_s, "/healthz").statusLine(), "HTTP/1.1 500 Internal Server Error");
    EXPECT_EQ(cluster->nodesFor(u"node-crash"_s), nodeNames());
    EXPECT_EQ(cluster->nodesFor(u"database-down"_s), (QStringList{u"gl1"_s, u"portus1"_s}));
    EXPECT_EQ(cluster->inject(u"draining"_s, u"node1"_s).error().message, u"draining is a fault of gl1"_s);
    mend();
    EXPECT_TRUE(cluster->activeFaults().isEmpty());
    EXPECT_EQ(ask(u"mi1"_s, "/healthz").statusLine(), "HTTP/1.1 200 OK");
    int names = 0;
    for (const DemoCluster::Fault &fault : cluster->faults())
        names += fault.name == u"node-crash" ? 1 : 0;
    EXPECT_EQ(names, 1);
}

TEST_F(EveryProduct, IsListed)
{
    EXPECT_EQ(DemoCluster::products(), (QStringList{u"mattermost"_s, u"gitlab"_s, u"portus"_s, u"wso2-apim"_s,
                                                    u"wso2-mi"_s, u"generic"_s, u"mixed"_s}));
    EXPECT_TRUE(DemoCluster::faultsOf(u"nope"_s).isEmpty());
    DemoCluster unknown(DemoCluster::Options{.product = u"nope"_s});
    EXPECT_EQ(unknown.start().error().message, u"no product of this name; there are mattermost, gitlab, portus, "
                                               "wso2-apim, wso2-mi, generic, mixed"_s);
    EXPECT_TRUE(unknown.clusterFile().isEmpty());
    EXPECT_FALSE(unknown.inject(u"node-crash"_s).ok());
    EXPECT_TRUE(unknown.mend().ok());
    EXPECT_TRUE(unknown.nodeNames().isEmpty());
}

TEST_F(EveryProduct, ItsFaultsCanAllBePutOnAtOnceAndMended)
{
    for (const QString &product : DemoCluster::products()) {
        SCOPED_TRACE(product.toStdString());
        make(product);
        const QList<DemoCluster::Fault> faults = cluster->faults();
        ASSERT_GE(faults.size(), 7);
        QStringList wanted;
        for (const DemoCluster::Fault &fault : faults) {
            EXPECT_FALSE(fault.title.isEmpty());
            EXPECT_TRUE(fault.effect.endsWith(u'.'));
            EXPECT_EQ(cluster->nodesFor(fault.name).isEmpty(), cluster->isOfProxy(fault.name))
                << fault.name.toStdString();
            for (const QString &node : cluster->nodesFor(fault.name)) {
                put(fault.name + u':' + node);
                wanted.append(fault.name + u':' + node);
            }
            if (cluster->isOfProxy(fault.name)) {
                put(fault.name);
                wanted.append(fault.name + u":proxy");
            }
        }
        QStringList active = cluster->activeFaults();
        active.sort();
        wanted.sort();
        EXPECT_EQ(active, wanted);
        for (const QString &node : nodeNames())
            EXPECT_TRUE(refuses(url(node))) << node.toStdString();
        mend();
        EXPECT_TRUE(cluster->activeFaults().isEmpty());
        clock.advance(30s);
        for (const QString &node : nodeNames())
            EXPECT_FALSE(refuses(url(node))) << node.toStdString();
    }
}

TEST_F(ServedNodeTest, APortThatSomebodyTookMeanwhileIsTriedAgain)
{
    make(u"wso2-mi"_s);
    const QUrl internal = url(u"mi2"_s);
    const QUrl traffic = urlAt(u"mi2"_s, u"http"_s, 8280);
    put(u"node-crash:mi2"_s);
    QTcpServer other;
    ASSERT_TRUE(other.listen(QHostAddress(internal.host()), static_cast<quint16>(internal.port())));
    mend();
    clock.advance(3s);
    EXPECT_FALSE(refuses(traffic)); // each port for itself
    other.close();
    EXPECT_TRUE(refuses(internal));
    clock.advance(1s);
    EXPECT_EQ(ask(u"mi2"_s, "/liveness").body, R"({"server" : "started"})");
}

TEST_F(ServedNodeTest, ACrashCutsWhatIsConnectedAndWhatIsUnderWay)
{
    make(u"wso2-apim"_s, {u"slow:tm1"_s});
    Client asking(urlAt(u"tm1"_s, u"http"_s, 9763));
    Client waiting(urlAt(u"tm1"_s, u"http"_s, 9611));
    EXPECT_TRUE(isSilent(asking, "/services/Version"));
    put(u"node-crash:tm1"_s);
    EXPECT_TRUE(waitFor([&] { return !asking.isConnected() && !waiting.isConnected(); }));
    clock.advance(10s);
    EXPECT_TRUE(asking.bytes.isEmpty());
}

TEST_F(ServedNodeTest, APortWithoutWordsHoldsNoMoreThanAHundred)
{
    make(u"wso2-apim"_s);
    std::vector<std::unique_ptr<Client>> clients;
    for (int i = 0; i < 101; ++i)
        clients.push_back(std::make_unique<Client>(urlAt(u"tm1"_s, u"http"_s, 5672)));
    EXPECT_TRUE(waitFor([&] { return !clients.back()->isConnected(); }));
    EXPECT_TRUE(clients[99]->isConnected());
    clients.front()->socket.abort();
    EXPECT_TRUE(waitFor([&] {
        Client next(urlAt(u"tm1"_s, u"http"_s, 5672));
        return !waitFor([&] { return !next.isConnected(); }, 20ms);
    }));
}

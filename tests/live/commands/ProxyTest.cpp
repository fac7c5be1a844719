// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A real nginx in front of the built-in cluster, balancing in several ways: whom it reaches, in what share, and whether
// WebSockets pass it.
#include "NginxFront.h"

#include <QElapsedTimer>

using namespace rollcall::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QByteArray Upgrade = "      proxy_set_header Upgrade $http_upgrade;\n"
                           "      proxy_set_header Connection \"upgrade\";\n";
const QByteArray Upstream = "      add_header X-Upstream $upstream_addr always;\n";

/// nginx as the documents have it; `more` goes into its location, and `method` and `marks` (by the node's place) into
/// its upstream.
QByteArray balancer(const QStringList &nodes, const QByteArray &more, const QByteArray &method = {},
                    const QMap<int, QByteArray> &marks = {})
{
    QByteArray servers = method;
    for (qsizetype i = 0; i < nodes.size(); ++i)
        servers += "    server " + nodes[i].toLatin1() + ' ' + marks.value(static_cast<int>(i)) + ";\n";
    return "  upstream nodes {\n" + servers +
           "  }\n  server {\n    listen 127.0.0.1:@PORT@;\n    location / {\n      proxy_pass http://nodes;\n"
           "      proxy_http_version 1.1;\n      proxy_set_header Host $http_host;\n" +
           more + "    }\n  }\n";
}

class LiveProxy : public testing::Test
{
protected:
    LiveProxy()
    {
        m_demo.file();
        for (const QJsonValue &node : m_demo.json()["nodes"_L1].toArray())
            m_nodes.append(node["url"_L1].toString().mid(7));
    }

    /// The report on the built-in cluster with this in front of it.
    void check(const NginxFront &front, int status, const QStringList &more = {})
    {
        QJsonObject json = m_demo.json();
        json.insert(u"publicUrl"_s, u"http://127.0.0.1:%1"_s.arg(front.port));
        QFile file(m_folder.filePath(u"cluster.json"_s));
        EXPECT_TRUE(file.open(QFile::WriteOnly | QFile::Truncate));
        file.write(QJsonDocument(json).toJson());
        file.close();
        Program program(QStringList{u"check"_s, u"--json"_s} + more + QStringList{file.fileName()});
        program.measure();
        QElapsedTimer watch;
        watch.start();
        EXPECT_EQ(program.status(), status) << program.out.toStdString() << program.errors.toStdString();
        took = std::chrono::milliseconds(watch.elapsed());
        waited = program.waited();
        report = program.json();
    }
    QJsonObject share(const QString &over) const { return report["proxy"_L1]["share"_L1][over].toObject(); }
    QJsonObject finding(const QString &code) const
    {
        for (const QJsonValue &each : report["findings"_L1].toArray()) {
            if (each["code"_L1] == code)
                return each.toObject();
        }
        return {};
    }

    DemoProgram m_demo;
    QStringList m_nodes;
    QTemporaryDir m_folder;
    QJsonObject report;
    std::chrono::milliseconds took{0};
    std::chrono::milliseconds waited{0};
};

} // namespace

TEST_F(LiveProxy, ReachesAllNodesInTurn)
{
    const NginxFront front(balancer(m_nodes, Upgrade + Upstream));
    check(front, 0);
    EXPECT_EQ(codes(report), QStringList());
    const QJsonObject http = share(u"http"_s);
    EXPECT_GE(http["connections"_L1].toInt(), 20);
    EXPECT_EQ(http["unknown"_L1].toInt(-1), 0);
    EXPECT_EQ(http["nodes"_L1].toObject().keys(), (QStringList{u"node1"_s, u"node2"_s, u"node3"_s}));
    for (const QJsonValue &count : http["nodes"_L1].toObject())
        EXPECT_GE(count.toInt(), 2);
    EXPECT_EQ(report["proxy"_L1]["reaches"_L1].toArray(), (QJsonArray{u"node1"_s, u"node2"_s, u"node3"_s}));
    // This version does not say its name over a WebSocket: where they led is not known, and not guessed.
    EXPECT_GE(share(u"websocket"_s)["connections"_L1].toInt(), 20);
    EXPECT_EQ(share(u"websocket"_s)["unknown"_L1], share(u"websocket"_s)["connections"_L1]);
}

TEST_F(LiveProxy, ANodeThatIsLeftOutIsNamed)
{
    const NginxFront front(balancer(m_nodes, Upgrade + Upstream, {}, {{1, "down"}}));
    check(front, 1);
    EXPECT_EQ(codes(report), QStringList{u"proxy.node_not_reached"_s});
    const QJsonObject said = finding(u"proxy.node_not_reached"_s);
    EXPECT_EQ(said["nodes"_L1].toArray(), QJsonArray{u"node2"_s});
    EXPECT_EQ(said["evidence"_L1]["over"_L1].toArray(), QJsonArray{u"http"_s});
    EXPECT_EQ(said["evidence"_L1]["shares"_L1]["http"_L1].toObject().keys(), (QStringList{u"node1"_s, u"node3"_s}));
    EXPECT_EQ(report["verdict"_L1].toString().toStdString(),
              "The proxy sends no HTTP requests to node2; node1 and node3 are healthy on 5.35.4.");
    EXPECT_EQ(report["proxy"_L1]["state"_L1].toString().toStdString(), "warning");
}

TEST_F(LiveProxy, OneNodeForAllMayBeThisAddressAlone)
{
    const NginxFront front(balancer(m_nodes, Upgrade + Upstream, "    ip_hash;\n"));
    check(front, 1);
    EXPECT_EQ(codes(report), QStringList{u"proxy.node_not_reached"_s});
    const QJsonObject said = finding(u"proxy.node_not_reached"_s);
    EXPECT_EQ(said["nodes"_L1].toArray().size(), 2);
    EXPECT_FALSE(said["evidence"_L1]["only"_L1].toString().isEmpty());
    EXPECT_TRUE(said["message"_L1].toString().contains(u"from this workstation"_s));
}

TEST_F(LiveProxy, WithoutTheHeaderNothingIsClaimed)
{
    const NginxFront front(balancer(m_nodes, Upgrade, {}, {{1, "down"}}));
    check(front, 0);
    EXPECT_EQ(share(u"http"_s)["unknown"_L1], share(u"http"_s)["connections"_L1]);
    EXPECT_TRUE(report["proxy"_L1]["reaches"_L1].isNull());
}

TEST_F(LiveProxy, DuringAnUpgradeTheVersionTells)
{
    m_demo.say("fault version-mismatch:node2");
    const NginxFront front(balancer(m_nodes, Upgrade));
    check(front, 2);
    EXPECT_EQ(share(u"http"_s)["nodes"_L1].toObject().keys(), QStringList{u"node2"_s});
    EXPECT_GE(share(u"http"_s)["unknown"_L1].toInt(), 10);
    EXPECT_EQ(share(u"websocket"_s)["nodes"_L1].toObject().keys(), QStringList{u"node2"_s});
}

TEST_F(LiveProxy, AnUpgradeThatDoesNotPassIsSaidAndHttpIsFine)
{
    const NginxFront front(balancer(m_nodes, Upstream));
    check(front, 1);
    EXPECT_EQ(codes(report), QStringList{u"proxy.websocket_refused"_s});
    EXPECT_GE(finding(u"proxy.websocket_refused"_s)["evidence"_L1]["status"_L1].toInt(), 400);
    EXPECT_GE(took, 2s) << "after the second attempt";
    EXPECT_LT(waited, 2 * 3s + 2s + 1s);
    EXPECT_EQ(share(u"http"_s)["nodes"_L1].toObject().size(), 3);
    EXPECT_TRUE(report["proxy"_L1]["share"_L1]["websocket"_L1].isNull());

    check(front, 1, {u"--no-retry"_s});
    EXPECT_EQ(codes(report), QStringList{u"proxy.websocket_refused"_s});
}

TEST_F(LiveProxy, TheBuiltInProxyLeavesOutANode)
{
    m_demo.say("fault proxy-skips-node:node3");
    Program program({u"check"_s, u"--json"_s, m_demo.file()});
    EXPECT_EQ(program.status(), 1) << program.out.toStdString();
    report = program.json();
    EXPECT_EQ(codes(report), QStringList{u"proxy.node_not_reached"_s});
    EXPECT_EQ(finding(u"proxy.node_not_reached"_s)["nodes"_L1].toArray(), QJsonArray{u"node3"_s});
    EXPECT_EQ(share(u"http"_s)["nodes"_L1].toObject().keys(), (QStringList{u"node1"_s, u"node2"_s}));
}

TEST_F(LiveProxy, ANodesRefusalIsTheNodesAlone)
{
    m_demo.say("fault websocket-refused:node2");
    Program program({u"check"_s, u"--json"_s, m_demo.file()});
    EXPECT_EQ(program.status(), 1) << program.out.toStdString();
    report = program.json();
    EXPECT_EQ(codes(report), QStringList{u"node.websocket_refused"_s});
    EXPECT_EQ(finding(u"node.websocket_refused"_s)["nodes"_L1].toArray(), QJsonArray{u"node2"_s});
}

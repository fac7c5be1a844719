// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The canary from end to end: the program checks its own built-in cluster, also with a real nginx in front.
#include "NginxFront.h"

#include <set>

using namespace rollcall::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// What `check --json` says of that cluster file.
struct Check
{
    explicit Check(const QString &file, const QStringList &more = {})
    {
        Program program(QStringList{u"check"_s, u"--json"_s} + more + QStringList{file});
        program.measure();
        status = program.status();
        waited = program.waited();
        report = program.json();
        text = program.out;
        errors = program.errors;
    }
    QJsonObject finding(const QString &code) const
    {
        for (const QJsonValue &each : report["findings"_L1].toArray()) {
            if (each["code"_L1] == code)
                return each.toObject();
        }
        return {};
    }
    /// `node1>node2 1/0 …`, in the order of the report.
    QStringList matrix() const
    {
        QStringList rows;
        for (const QJsonValue &row : report["delivery"_L1].toArray())
            rows.append(u"%1>%2 %3/%4"_s.arg(row["from"_L1].toString(), row["to"_L1].toString(),
                                             QString::number(row["sent"_L1].toInt()),
                                             QString::number(row["lost"_L1].toInt())));
        return rows;
    }

    int status = -1;
    std::chrono::milliseconds waited{0};
    QJsonObject report;
    QByteArray text;
    QByteArray errors;
};

/// nginx as a load balancer in front of nodes.
QByteArray balancer(const QStringList &nodes, bool passesUpgrade)
{
    QByteArray upstream;
    for (const QString &node : nodes)
        upstream += "    server " + node.toLatin1() + ";\n";
    const QByteArray upgrade = passesUpgrade ? "      proxy_set_header Upgrade $http_upgrade;\n"
                                               "      proxy_set_header Connection \"upgrade\";\n"
                                             : "";
    return "  upstream nodes {\n" + upstream +
           "  }\n  server {\n    listen 127.0.0.1:@PORT@;\n    location / {\n      proxy_pass http://nodes;\n"
           "      proxy_http_version 1.1;\n      proxy_set_header Host $http_host;\n" +
           upgrade + "    }\n  }\n";
}

/// The demonstration's cluster file with another proxy in front.
QString withProxy(DemoProgram &demo, quint16 port, const QTemporaryDir &folder)
{
    demo.file();
    QJsonObject json = demo.json();
    json.insert(u"publicUrl"_s, u"http://127.0.0.1:%1"_s.arg(port));
    QFile file(folder.filePath(u"cluster.json"_s));
    EXPECT_TRUE(file.open(QFile::WriteOnly | QFile::Truncate));
    file.write(QJsonDocument(json).toJson());
    return file.fileName();
}

QStringList nodesOf(DemoProgram &demo)
{
    demo.file();
    QStringList nodes;
    for (const QJsonValue &node : demo.json()["nodes"_L1].toArray())
        nodes.append(node["url"_L1].toString().mid(7));
    return nodes;
}

} // namespace

TEST(LiveCanary, AHealthyClusterDeliversBetweenAllNodes)
{
    DemoProgram demo({u"--canary"_s});
    const Check check(demo.file());
    EXPECT_EQ(check.status, 0) << check.text.toStdString();
    EXPECT_EQ(check.matrix(), (QStringList{u"node1>node2 1/0"_s, u"node1>node3 1/0"_s, u"node2>node1 1/0"_s,
                                           u"node2>node3 1/0"_s, u"node3>node1 1/0"_s, u"node3>node2 1/0"_s}));
    for (const QJsonValue &row : check.report["delivery"_L1].toArray())
        EXPECT_GT(row["latencyMs"_L1].toDouble(), 0);
    EXPECT_FALSE(check.text.contains(demo.token()));
    EXPECT_TRUE(check.errors.contains("1 message and 1 file of 1 KiB every 10 s")) << check.errors.toStdString();

    // Nothing is left behind: the second check finds nothing to clear away.
    const Check again(demo.file(), {u"--no-retry"_s});
    EXPECT_EQ(again.status, 0);
}

TEST(LiveCanary, WithoutACanaryNothingIsPosted)
{
    DemoProgram demo;
    const Check check(demo.file());
    EXPECT_EQ(check.status, 0);
    EXPECT_FALSE(check.report.contains(u"delivery"_s));
}

TEST(LiveCanary, LostMessagesNameTheNodeThatGetsNone)
{
    DemoProgram demo({u"--canary"_s, u"--fault"_s, u"delivery-lost:node2"_s});
    const Check check(demo.file());
    EXPECT_EQ(check.status, 2);
    EXPECT_EQ(codes(check.report), QStringList{u"delivery.failed"_s});
    const QJsonObject finding = check.finding(u"delivery.failed"_s);
    EXPECT_EQ(finding["evidence"_L1]["from"_L1].toArray(), (QJsonArray{u"node1"_s, u"node3"_s}));
    EXPECT_EQ(finding["evidence"_L1]["to"_L1].toArray(), QJsonArray{u"node2"_s});
    EXPECT_EQ(check.report["verdict"_L1].toString().toStdString(),
              "node2 receives nothing from node1 and node3; node1 and node3 are healthy on 5.35.4.");
    EXPECT_TRUE(check.matrix().contains(u"node1>node2 2/2"_s));
    EXPECT_TRUE(check.matrix().contains(u"node2>node1 1/0"_s));
    EXPECT_LT(check.waited, 2 * 3s + 2s + 1s);

    const Check hasty(demo.file(), {u"--no-retry"_s});
    EXPECT_EQ(hasty.status, 2);
    EXPECT_TRUE(hasty.matrix().contains(u"node1>node2 1/1"_s));
}

TEST(LiveCanary, SlowMessagesFilesAndWebSockets)
{
    DemoProgram demo({u"--canary"_s, u"--fault"_s, u"delivery-slow:node3"_s});
    const Check slow(demo.file());
    EXPECT_EQ(slow.status, 1);
    EXPECT_EQ(codes(slow.report), QStringList{u"delivery.slow"_s});
    EXPECT_EQ(slow.finding(u"delivery.slow"_s)["evidence"_L1]["to"_L1].toArray(), QJsonArray{u"node3"_s});
    EXPECT_GE(slow.finding(u"delivery.slow"_s)["evidence"_L1]["ms"_L1].toDouble(), 2500);

    demo.say("mend");
    demo.say("fault file-not-shared:node3");
    const Check files(demo.file());
    EXPECT_EQ(files.status, 2);
    EXPECT_EQ(codes(files.report), QStringList{u"component.failed"_s});
    const QJsonObject store = files.finding(u"component.failed"_s);
    EXPECT_EQ(store["nodes"_L1].toArray(), QJsonArray{u"node3"_s});
    EXPECT_EQ(store["evidence"_L1]["component"_L1], u"filestore"_s);
    EXPECT_TRUE(store["evidence"_L1]["message"_L1].toString().endsWith(u": HTTP 404"_s));

    demo.say("mend");
    demo.say("fault websocket-refused:node1");
    const Check refused(demo.file());
    EXPECT_EQ(refused.status, 1);
    const QJsonObject websocket = refused.finding(u"node.websocket_refused"_s);
    EXPECT_EQ(websocket["nodes"_L1].toArray(), QJsonArray{u"node1"_s});
    EXPECT_EQ(websocket["evidence"_L1]["status"_L1], 400);
}

TEST(LiveCanary, RefusedRightsAreWarnings)
{
    DemoProgram demo({u"--canary"_s, u"--fault"_s, u"token-forbidden:node1"_s});
    const Check check(demo.file());
    const QJsonArray missing = check.finding(u"auth.forbidden"_s)["evidence"_L1]["permissions"_L1].toArray();
    EXPECT_TRUE(missing.contains(u"view_team"_s)) << check.text.toStdString();
    EXPECT_EQ(check.matrix(), (QStringList{u"node2>node3 1/0"_s, u"node3>node2 1/0"_s}));
}

TEST(LiveCanary, NodesThatAreDownAreLeftOut)
{
    DemoProgram demo({u"--canary"_s, u"--fault"_s, u"node-crash:node2"_s});
    const Check check(demo.file());
    EXPECT_EQ(check.status, 2);
    EXPECT_EQ(codes(check.report), QStringList{u"node.unreachable"_s});
    EXPECT_EQ(check.matrix(), (QStringList{u"node1>node3 1/0"_s, u"node3>node1 1/0"_s}));
}

TEST(LiveCanary, ANodeThatHangsHoldsNobodyUp)
{
    DemoProgram demo({u"--canary"_s, u"--fault"_s, u"node-hang:node1"_s});
    const Check check(demo.file());
    EXPECT_EQ(check.status, 2);
    EXPECT_LT(check.waited, 2 * 3s + 2s + 1s);
    EXPECT_EQ(check.matrix(), (QStringList{u"node2>node3 1/0"_s, u"node3>node2 1/0"_s}));
}

TEST(LiveCanary, ThroughARealProxy)
{
    DemoProgram demo({u"--canary"_s});
    const QTemporaryDir folder;
    const NginxFront good(balancer(nodesOf(demo), true));
    const Check passing(withProxy(demo, good.port, folder));
    EXPECT_EQ(passing.status, 0) << passing.text.toStdString();
    EXPECT_EQ(codes(passing.report), QStringList());

    const NginxFront bad(balancer(nodesOf(demo), false));
    const Check refused(withProxy(demo, bad.port, folder));
    EXPECT_EQ(refused.status, 1);
    EXPECT_EQ(codes(refused.report), QStringList{u"proxy.websocket_refused"_s});
    EXPECT_EQ(refused.report["verdict"_L1].toString().left(35), u"WebSockets do not pass the proxy; al"_s.left(35));
}

TEST(LiveCanary, WatchSaysWhenMessagesStopAndComeBack)
{
    DemoProgram demo({u"--canary"_s, u"--nodes"_s, u"2"_s});
    Program watch({u"watch"_s, u"--json"_s, demo.file()});
    ASSERT_TRUE(waitUntil([&] { return !watch.lines().isEmpty(); }));
    demo.say("fault delivery-lost:node2");
    ASSERT_TRUE(waitUntil([&] { return watch.out.contains("\"delivery.failed\""); }, 45s)) << watch.out.toStdString();
    demo.say("mend");
    ASSERT_TRUE(waitUntil(
        [&] { return QJsonDocument::fromJson(watch.lines().last()).object()["resolved"_L1].toArray().size() > 0; },
        45s))
        << watch.out.toStdString();
}

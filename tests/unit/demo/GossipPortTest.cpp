// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Gossip ports over real sockets, on a clock that stands still: what they say, and whom each node holds how.
#include "GossipClient.h"
#include "demo/DemoCluster.h"
#include "demo/GossipSeal.h"
#include "demo/Lzw.h"
#include "support/FakeClock.h"

#include <QFile>
#include <QHostAddress>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <array>
#include <set>
#include <sys/socket.h>
#include <tuple>

using namespace rollcall;
using namespace rollcall::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

struct GossipPortTest : testing::Test
{
    FakeClock clock;
    std::unique_ptr<DemoCluster> cluster;
    QJsonObject file;

    void make(const QString &mode, const QStringList &faults = {}, int nodes = 3)
    {
        cluster = std::make_unique<DemoCluster>(DemoCluster::Options{.nodes = nodes, .gossip = mode, .clock = &clock});
        for (const QString &fault : faults)
            put(fault);
        const Result<void> started = cluster->start();
        ASSERT_TRUE(started.ok()) << started.error().message.toStdString();
        file = QJsonDocument::fromJson(cluster->clusterFile()).object();
    }
    void put(const QString &fault)
    {
        const Result<void> done = cluster->inject(fault.section(u':', 0, 0), fault.section(u':', 1));
        ASSERT_TRUE(done.ok()) << done.error().message.toStdString();
    }
    void mend() { ASSERT_TRUE(cluster->mend().ok()); }

    QJsonObject node(int number) const { return file["nodes"_L1].toArray().at(number - 1).toObject(); }
    QString host(int number) const { return QUrl(node(number)["url"_L1].toString()).host(); }
    quint16 port(int number) const { return static_cast<quint16>(node(number)["gossip"_L1]["port"_L1].toInt()); }

    bool refuses(int number) const { return !GossipClient(host(number), port(number)).isConnected(); }
    QByteArray ask(int number, const QByteArray &request = membersRequest()) const
    {
        GossipClient client(host(number), port(number));
        EXPECT_TRUE(client.isConnected()) << number;
        client.send(request);
        return client.untilClosed();
    }
    static QByteArray secret(const QJsonValue &reference)
    {
        QFile secret(reference["file"_L1].toString());
        EXPECT_TRUE(secret.open(QFile::ReadOnly));
        EXPECT_EQ(secret.permissions() & QFile::Permissions(0x0077), QFile::Permissions());
        return secret.readAll().trimmed();
    }
    /// What `number`'s API lists.
    QJsonArray status(int number) const
    {
        const RawAnswer answer =
            Client(QUrl(node(number)["url"_L1].toString()))
                .get("/api/v4/cluster/status", "Authorization: Bearer " + secret(file["token"_L1]) + "\r\n");
        return QJsonDocument::fromJson(answer.body).array();
    }
    /// The numbers of the nodes that its API lists.
    std::set<int> lists(int number) const
    {
        std::set<int> numbers;
        for (const QJsonValue &row : status(number))
            numbers.insert(row["hostname"_L1].toString().section(u'-', -1).toInt());
        return numbers;
    }
    QByteArray id(int number, int asked) const
    {
        for (const QJsonValue &row : status(asked)) {
            if (row["ipaddress"_L1] == host(number))
                return row["id"_L1].toString().toLatin1();
        }
        return {};
    }
    /// How `number` holds the nodes, in their order: A, S, D or L; - for one it knows nothing of.
    std::string holds(int number) const
    {
        std::string letters(static_cast<std::size_t>(file["nodes"_L1].toArray().size()), '-');
        for (const auto &[name, row] : gossipRows(ask(number))) {
            const std::size_t at = indexOf(row);
            EXPECT_EQ(letters.at(at), '-') << "twice";
            letters[at] = std::string("ASDL").at(static_cast<std::size_t>(row.state));
        }
        return letters;
    }
    quint32 incarnation(int number, int asked) const
    {
        for (const auto &[name, row] : gossipRows(ask(asked))) {
            if (indexOf(row) == static_cast<std::size_t>(number - 1))
                return row.incarnation;
        }
        return 0;
    }
    std::size_t indexOf(const GossipRow &row) const
    {
        for (int number = 1; number <= file["nodes"_L1].toArray().size(); ++number) {
            if (QHostAddress(host(number)).toIPv4Address() == row.address && port(number) == row.port)
                return static_cast<std::size_t>(number - 1);
        }
        ADD_FAILURE() << "a member that is no node";
        return 0;
    }
};

} // namespace

TEST_F(GossipPortTest, TheClusterFileNamesPortsAndAGuardedKey)
{
    make(u"compressed"_s);
    EXPECT_FALSE(file.contains("gossip"_L1));
    EXPECT_EQ(node(1)["gossip"_L1].toObject().keys(), QStringList{u"port"_s});
    EXPECT_GT(port(1), 0);
    make(u"encrypted"_s);
    const QByteArray key = secret(node(2)["gossip"_L1]["key"_L1]);
    EXPECT_EQ(QByteArray::fromBase64(key).size(), 32);
    EXPECT_EQ(secret(node(3)["gossip"_L1]["key"_L1]), key);
    EXPECT_FALSE(cluster->clusterFile().contains(key));
    make(u"off"_s);
    EXPECT_EQ(file["gossip"_L1], QJsonValue(false));
    EXPECT_FALSE(node(1).contains("gossip"_L1));
    EXPECT_FALSE(cluster->inject(u"gossip-silent"_s).ok()); // there is nothing to be silent
    EXPECT_TRUE(cluster->inject(u"gossip-split"_s).ok());
    EXPECT_EQ(DemoCluster::Options{}.gossip, u"compressed"_s);
    const Result<void> refused = DemoCluster(DemoCluster::Options{.gossip = u"loud"_s}).start();
    EXPECT_TRUE(refused.error().message.contains(u"plain, compressed, encrypted, off"_s));
}

TEST_F(GossipPortTest, ASingleNodeAnswersToTheByte)
{
    const auto expected = [this]() -> QByteArray {
        QByteArray bytes =
            QByteArray::fromHex("0683a44a6f696ec2a54e6f64657301ac5573657253746174654c656e00"
                                "87a441646472a47f000002ab496e6361726e6174696f6e01a44d657461c0a44e616d65");
        const QByteArray name = id(1, 1);
        const QByteArray number{std::array{static_cast<char>(port(1) >> 8), static_cast<char>(port(1))}.data(), 2};
        bytes += static_cast<char>(0xa0 + name.size()) + name + QByteArray::fromHex("a4506f7274cd") + number;
        return bytes + QByteArray::fromHex("a5537461746500a356736ea6010502000000");
    };
    make(u"plain"_s, {}, 1);
    EXPECT_EQ(ask(1).toHex(), expected().toHex());
    EXPECT_EQ(ask(1, pingRequest()).toHex(), recordedBytes(u"ping-plain.response"_s).toHex());

    make(u"compressed"_s, {}, 1);
    QByteArray body = demo::lzwCompressed(expected());
    ASSERT_LT(body.size(), 256);
    const QByteArray head = QByteArray::fromHex("0982a4416c676f00a3427566da00") + static_cast<char>(body.size());
    EXPECT_EQ(ask(1).toHex(), QByteArray(head + body).toHex());
    EXPECT_EQ(ask(1, pingRequest()).toHex(), recordedBytes(u"ping-lzw.response"_s).toHex());

    make(u"encrypted"_s, {}, 1);
    const QByteArray key = QByteArray::fromBase64(secret(node(1)["gossip"_L1]["key"_L1]));
    body = demo::lzwCompressed(expected());
    EXPECT_EQ(demo::opened(ask(1, demo::sealed(membersRequest(), key)), key),
              QByteArray(QByteArray::fromHex("0982a4416c676f00a3427566da00") + static_cast<char>(body.size()) + body));
    EXPECT_EQ(demo::opened(ask(1, demo::sealed(pingRequest(), key)), key), recordedBytes(u"ping-lzw.response"_s));
}

TEST_F(GossipPortTest, APingGoesByTheNodesName)
{
    make(u"plain"_s);
    const auto named = [](const QByteArray &name) {
        return QByteArray(QByteArray::fromHex("0082a44e6f6465") + static_cast<char>(0xa0 + name.size()) + name +
                          QByteArray::fromHex("a55365714e6f07"));
    };
    const QByteArray ack = QByteArray::fromHex("0282a75061796c6f6164c0a55365714e6f07");
    EXPECT_EQ(ask(1, named(id(1, 1))).toHex(), ack.toHex());
    EXPECT_EQ(ask(2, named(id(1, 1))), "");
    EXPECT_EQ(ask(2, recordedBytes(u"ping-plain-wrong-node.request"_s)), "");
    EXPECT_EQ(ask(2, named({})), ack);
}

TEST_F(GossipPortTest, AMisfitIsToldInTheModeOfTheCluster)
{
    make(u"plain"_s);
    EXPECT_EQ(ask(1, recordedBytes(u"error-wrong-key.request"_s)).toHex(),
              recordedBytes(u"error-encrypted-request-to-plain-server.response"_s).toHex());
    make(u"encrypted"_s);
    const QByteArray key = QByteArray::fromBase64(secret(node(1)["gossip"_L1]["key"_L1]));
    const auto complaint = [](const QByteArray &text) {
        QByteArray body = QByteArray::fromHex("0d81a54572726f72");
        body += (text.size() > 31 ? QByteArray::fromHex("da00") : QByteArray()) + static_cast<char>(text.size()) + text;
        body = demo::lzwCompressed(body);
        return QByteArray(QByteArray::fromHex("0982a4416c676f00a3427566da00") + static_cast<char>(body.size()) + body);
    };
    EXPECT_EQ(demo::opened(ask(1), key), complaint("Encryption is configured but remote state is not encrypted"));
    EXPECT_EQ(demo::opened(ask(1, "GET / HTTP/1.1\r\n\r\n"), key),
              complaint("Encryption is configured but remote state is not encrypted"));
    EXPECT_EQ(demo::opened(ask(1, recordedBytes(u"error-wrong-key.request"_s)), key),
              complaint("No installed keys could decrypt the message"));
}

TEST_F(GossipPortTest, AnythingElseIsClosedWithoutAByte)
{
    make(u"compressed"_s);
    EXPECT_EQ(ask(1, "GET / HTTP/1.1\r\n\r\n"), "");
    EXPECT_EQ(ask(1, QByteArray::fromHex("160301020001")), "");
    EXPECT_EQ(ask(1, recordedBytes(u"pushpull-label-plain-3nodes.request"_s)), "");
    EXPECT_EQ(ask(1, QByteArray(100000, 'x')), "");
    EXPECT_EQ(ask(1, membersRequest() + membersRequest()), "");
    EXPECT_FALSE(ask(1).isEmpty());
}

TEST_F(GossipPortTest, ARequestMayComeInPiecesUntilTheDeadline)
{
    make(u"plain"_s);
    {
        GossipClient slow(host(1), port(1));
        for (const char c : membersRequest()) {
            slow.send(QByteArray(1, c));
            QCoreApplication::processEvents();
        }
        EXPECT_EQ(gossipRows(slow.untilClosed()).size(), 3U);
    }
    GossipClient half(host(1), port(1));
    half.send(membersRequest().left(20));
    EXPECT_TRUE(half.isSilent());
    clock.advance(9999ms);
    EXPECT_TRUE(half.isSilent());
    clock.advance(1ms);
    EXPECT_EQ(half.untilClosed(), "");
}

TEST_F(GossipPortTest, APeerThatClosedItsSideIsAnswered)
{
    make(u"plain"_s);
    GossipClient client(host(1), port(1));
    client.send(membersRequest());
    ASSERT_EQ(::shutdown(static_cast<int>(client.socket.socketDescriptor()), SHUT_WR), 0);
    EXPECT_EQ(gossipRows(client.untilClosed()).size(), 3U);
}

TEST_F(GossipPortTest, ConnectionsAreBounded)
{
    make(u"plain"_s);
    std::vector<std::unique_ptr<GossipClient>> clients;
    for (int i = 0; i < 127; ++i)
        clients.push_back(std::make_unique<GossipClient>(host(1), port(1)));
    EXPECT_TRUE(clients.back()->isSilent());
    GossipClient last(host(1), port(1));
    EXPECT_EQ(last.untilClosed(), "");
    clients.clear();
    EXPECT_TRUE(waitFor([this] {
        GossipClient next(host(1), port(1));
        next.send(membersRequest());
        return !next.untilClosed().isEmpty();
    }));
}

TEST_F(GossipPortTest, MembersAreThoseOfTheApiInAnyOrder)
{
    make(u"plain"_s);
    std::set<std::vector<QByteArray>> orders;
    for (int i = 0; i < 40; ++i) {
        std::vector<QByteArray> order;
        const auto rows = gossipRows(ask(1), &order);
        ASSERT_EQ(rows.size(), 3U);
        orders.insert(order);
        for (int number = 1; number <= 3; ++number) {
            const GossipRow row = rows.at(id(number, 1));
            EXPECT_EQ(indexOf(row), static_cast<std::size_t>(number - 1));
            EXPECT_EQ(row.state, 0);
            EXPECT_EQ(row.incarnation, 1U);
        }
    }
    EXPECT_GT(orders.size(), 3U);
}

TEST_F(GossipPortTest, ACrashIsSuspectedDeadAndForgotten)
{
    make(u"plain"_s);
    put(u"node-crash:node3"_s);
    EXPECT_TRUE(refuses(3));
    const std::vector<std::tuple<std::chrono::milliseconds, std::string, std::size_t>> course{
        {0ms, "AAA", 3}, {1499ms, "AAA", 3},  {1ms, "AAS", 3}, {3999ms, "AAS", 3},
        {1ms, "AAD", 2}, {29999ms, "AAD", 2}, {1ms, "AA-", 2}};
    for (const auto &[step, held, listed] : course) {
        clock.advance(step);
        EXPECT_EQ(holds(1), held) << step.count();
        EXPECT_EQ(holds(2), held) << step.count();
        EXPECT_EQ(lists(1).size(), listed) << step.count();
    }
    mend();
    EXPECT_TRUE(refuses(3));
    clock.advance(3s);
    EXPECT_EQ(holds(1), "AAA");
    EXPECT_EQ(holds(3), "AAA");
    EXPECT_EQ(incarnation(3, 1), 1U); // nobody remembered it
}

TEST_F(GossipPortTest, WhoReturnsWhileStillListedHasAHigherIncarnation)
{
    make(u"plain"_s);
    put(u"node-crash:node3"_s);
    clock.advance(20s);
    EXPECT_EQ(incarnation(3, 1), 1U);
    mend();
    clock.advance(3s);
    EXPECT_EQ(holds(1), "AAA");
    EXPECT_EQ(incarnation(3, 1), 2U);
    EXPECT_EQ(incarnation(3, 3), 2U);
    EXPECT_EQ(gossipRows(ask(1)).count(id(3, 1)), 1U);
}

TEST_F(GossipPortTest, AtTheStartACrashIsForgottenAlready)
{
    make(u"plain"_s, {u"node-crash:node2"_s});
    EXPECT_TRUE(refuses(2));
    EXPECT_EQ(holds(1), "A-A");
    EXPECT_EQ(lists(1), (std::set{1, 3}));
}

TEST_F(GossipPortTest, WhoWasDownKnowsNothingOfThoseThatWentMeanwhile)
{
    make(u"plain"_s);
    put(u"node-crash:node2"_s);
    clock.advance(10s);
    put(u"node-crash:node3"_s);
    ASSERT_TRUE(cluster->mend(u"node-crash"_s, u"node2"_s).ok());
    clock.advance(8s);
    EXPECT_EQ(holds(1), "AAD");
    EXPECT_EQ(holds(2), "AA-");
}

TEST_F(GossipPortTest, AHangingNodeAcceptsAndSaysNothing)
{
    make(u"plain"_s);
    put(u"node-hang:node2"_s);
    GossipClient client(host(2), port(2));
    ASSERT_TRUE(client.isConnected());
    client.send(membersRequest());
    EXPECT_TRUE(client.isSilent());
    clock.advance(1min);
    EXPECT_TRUE(client.isSilent());
    mend();
    EXPECT_EQ(holds(2), "AAA");
}

TEST_F(GossipPortTest, IslandsForgetEachOther)
{
    make(u"plain"_s);
    put(u"gossip-split:node3"_s);
    EXPECT_EQ(holds(1), "AAA");
    EXPECT_EQ(lists(1), (std::set{1, 2}));
    clock.advance(2s);
    EXPECT_EQ(holds(1), "AAS");
    EXPECT_EQ(holds(3), "SSA");
    clock.advance(4s);
    EXPECT_EQ(holds(2), "AAD");
    EXPECT_EQ(holds(3), "DDA");
    mend();
    EXPECT_EQ(holds(1), "AAA");
    EXPECT_EQ(holds(3), "AAA");
    EXPECT_EQ(incarnation(3, 1), 2U);
    EXPECT_EQ(incarnation(1, 2), 2U);
    put(u"gossip-split:node3"_s);
    clock.advance(36s);
    EXPECT_EQ(holds(1), "AA-");
    EXPECT_EQ(holds(3), "--A");
    mend();
    EXPECT_EQ(incarnation(3, 1), 2U); // nobody accused it

    make(u"plain"_s, {u"gossip-split:node5"_s}, 6);
    EXPECT_EQ(holds(1), "AAAA--");
    EXPECT_EQ(holds(6), "----AA");
}

TEST_F(GossipPortTest, AOneWayLinkShowsOnOneSide)
{
    make(u"plain"_s);
    put(u"gossip-one-way:node2"_s);
    EXPECT_EQ(lists(2), (std::set{1, 2, 3}));
    clock.advance(2s);
    EXPECT_EQ(holds(2), "AAS");
    clock.advance(4s);
    EXPECT_EQ(holds(2), "AAD");
    EXPECT_EQ(holds(1), "AAA");
    EXPECT_EQ(holds(3), "AAA");
    EXPECT_EQ(lists(2), (std::set{1, 2}));
    EXPECT_EQ(lists(3), (std::set{1, 2, 3}));
    mend();
    EXPECT_EQ(holds(2), "AAA");
    EXPECT_EQ(incarnation(3, 1), 2U);
    make(u"plain"_s, {u"gossip-one-way:node3"_s}); // of the last the first
    EXPECT_EQ(holds(3), "-AA");
    EXPECT_EQ(lists(3), (std::set{2, 3}));
    make(u"plain"_s, {u"gossip-one-way:node1"_s}, 1);
    EXPECT_EQ(holds(1), "A");
}

TEST_F(GossipPortTest, ANodeAloneIsForgottenAndForgets)
{
    make(u"plain"_s);
    put(u"gossip-alone:node1"_s);
    clock.advance(6s);
    EXPECT_EQ(holds(1), "ADD");
    EXPECT_EQ(holds(2), "DAA");
    EXPECT_EQ(lists(1), (std::set{1}));
    EXPECT_EQ(lists(3), (std::set{2, 3}));
    clock.advance(30s);
    EXPECT_EQ(holds(1), "A--");
    EXPECT_EQ(holds(3), "-AA");
    make(u"plain"_s, {u"gossip-alone:node2"_s});
    EXPECT_EQ(holds(1), "A-A");
    EXPECT_EQ(lists(2), (std::set{2}));
}

TEST_F(GossipPortTest, ASuspectedNodeRefutesAndIsSuspectedAgain)
{
    make(u"plain"_s);
    put(u"gossip-suspect:node2"_s);
    clock.advance(2s);
    EXPECT_EQ(holds(1), "ASA");
    EXPECT_EQ(holds(2), "AAA");
    EXPECT_EQ(incarnation(2, 1), 1U);
    clock.advance(10s);
    EXPECT_EQ(holds(3), "ASA");
    EXPECT_EQ(incarnation(2, 1), 3U);
    EXPECT_EQ(lists(1), (std::set{1, 2, 3}));
    mend();
    EXPECT_EQ(holds(1), "AAA");
    EXPECT_EQ(incarnation(2, 1), 4U);
    make(u"plain"_s, {u"gossip-suspect:node3"_s});
    EXPECT_EQ(holds(1), "AAS");
}

TEST_F(GossipPortTest, ASilentPortRefusesAndComesBack)
{
    make(u"plain"_s, {u"gossip-silent:node2"_s});
    EXPECT_GT(port(2), 0);
    EXPECT_TRUE(refuses(2));
    EXPECT_EQ(holds(1), "AAA");
    EXPECT_EQ(lists(2), (std::set{1, 2, 3}));
    mend();
    EXPECT_EQ(holds(2), "AAA");
    put(u"gossip-silent:node2"_s);
    EXPECT_TRUE(refuses(2));
    put(u"node-crash:node2"_s);
    ASSERT_TRUE(cluster->mend(u"node-crash"_s).ok());
    clock.advance(3s);
    EXPECT_TRUE(refuses(2)); // a new start opens no silent port
    EXPECT_EQ(lists(2), (std::set{1, 2, 3}));
    mend();
    EXPECT_EQ(holds(2), "AAA");
}

TEST_F(GossipPortTest, ANodeThatSaidGoodbyeIsHeldAsLeft)
{
    make(u"plain"_s);
    put(u"gossip-left:node2"_s);
    EXPECT_EQ(holds(1), "ALA");
    EXPECT_EQ(holds(2), "ALA");
    EXPECT_EQ(lists(1), (std::set{1, 3}));
    EXPECT_EQ(lists(2), (std::set{1, 3}));
    clock.advance(60s);
    EXPECT_EQ(holds(3), "ALA");
    mend();
    EXPECT_EQ(holds(1), "AAA");
    EXPECT_EQ(incarnation(2, 1), 2U);
    make(u"plain"_s, {u"gossip-left:node3"_s});
    EXPECT_EQ(holds(1), "AAL");
}

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Messages in the built-in Mattermost cluster, against what a real one answered.
#include "demo/Messaging.h"
#include "demo/DemoCluster.h"

#include "Client.h"
#include "support/FakeClock.h"
#include "support/StrictMessages.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

using namespace rollcall;
using namespace rollcall::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// What two answers of the same kind may differ in, taken out: ids, tokens, dates, the handshake's key and times.
QByteArray normalised(const QByteArray &text)
{
    QString s = QString::fromUtf8(text);
    s.replace(QRegularExpression(u"[A-Z][a-z]{2}, \\d\\d [A-Z][a-z]{2} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT"_s), u"DATE"_s);
    s.replace(QRegularExpression(u"\\b[a-z0-9]{26}\\b"_s), u"ID"_s);
    s.replace(QRegularExpression(u"Accept: [^\\r\\n]*"_s), u"Accept: KEY"_s);
    s.replace(QRegularExpression(u"\\b1\\d{12}\\b"_s), u"TIME"_s);
    return s.toUtf8();
}

/// A client's WebSocket, by hand: what came is the answer's head and the texts of the frames.
class RawSocket
{
public:
    RawSocket(const QUrl &url, const QByteArray &headers) : client(url)
    {
        client.socket.write(
            "GET /api/v4/websocket HTTP/1.1\r\nHost: demo\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" +
            headers + "\r\n");
        waitFor([this] { return client.bytes.contains("\r\n\r\n"); });
        const qsizetype end = client.bytes.indexOf("\r\n\r\n");
        head = client.bytes.left(end + 4);
        client.bytes.remove(0, end + 4);
    }
    /// The next frame's text; empty: none came in time.
    QByteArray next(std::chrono::milliseconds limit = 2s)
    {
        QByteArray text;
        waitFor([&] { return take(text) || !client.isConnected(); }, limit);
        return text;
    }
    bool isSilent()
    {
        QByteArray text;
        return !waitFor([&] { return take(text); }, 50ms);
    }
    void send(int kind, QByteArray payload)
    {
        QByteArray frame(1, static_cast<char>(0x80 | kind));
        frame += static_cast<char>(0x80 | payload.size());
        frame += "abcd";
        for (qsizetype i = 0; i < payload.size(); ++i)
            payload[i] = static_cast<char>(payload[i] ^ "abcd"[i % 4]);
        client.socket.write(frame + payload);
    }

    Client client;
    QByteArray head;
    int opcode = 0;

private:
    bool take(QByteArray &text)
    {
        const QByteArray &bytes = client.bytes;
        if (bytes.size() < 2)
            return false;
        qsizetype at = 2;
        qsizetype length = static_cast<unsigned char>(bytes[1]);
        if (length == 126) {
            if (bytes.size() < 4)
                return false;
            length = static_cast<unsigned char>(bytes[2]) << 8 | static_cast<unsigned char>(bytes[3]);
            at = 4;
        }
        if (bytes.size() < at + length)
            return false;
        opcode = bytes[0] & 0x0F;
        text = bytes.mid(at, length);
        client.bytes.remove(0, at + length);
        return true;
    }
};

struct MessagingTest : testing::Test
{
    FakeClock clock;
    std::unique_ptr<DemoCluster> cluster;
    QJsonObject file;

    void make(const QStringList &faults = {}, const QString &version = u"5.35.4"_s)
    {
        cluster = std::make_unique<DemoCluster>(
            DemoCluster::Options{.nodes = 3, .version = version, .canary = true, .clock = &clock});
        for (const QString &fault : faults)
            ASSERT_TRUE(cluster->inject(fault.section(u':', 0, 0), fault.section(u':', 1)).ok());
        ASSERT_TRUE(cluster->start().ok());
        file = QJsonDocument::fromJson(cluster->clusterFile()).object();
    }
    QUrl url(int number) const { return QUrl(file["nodes"_L1].toArray().at(number - 1)["url"_L1].toString()); }
    QUrl proxyUrl() const { return QUrl(file["publicUrl"_L1].toString()); }
    QByteArray bearer() const
    {
        QFile secret(file["token"_L1]["file"_L1].toString());
        EXPECT_TRUE(secret.open(QFile::ReadOnly));
        return "Authorization: Bearer " + secret.readAll().trimmed() + "\r\n";
    }
    RawAnswer ask(int number, const QByteArray &method, const QByteArray &target, const QByteArray &body = {}) const
    {
        return Client(url(number)).ask(method, target, bearer(), body);
    }
    QByteArray post(int number, const QByteArray &message, const QByteArray &more = {}) const
    {
        const RawAnswer answer =
            ask(number, "POST", "/api/v4/posts",
                "{\"channel_id\":\"epx4cth8zfdfjm9wty7npqibre\",\"message\":\"" + message + "\"" + more + "}");
        EXPECT_EQ(answer.statusLine(), "HTTP/1.1 201 Created");
        return QJsonDocument::fromJson(answer.body)["id"_L1].toString().toLatin1();
    }
    RawAnswer upload(int number, const QByteArray &bytes) const
    {
        return Client(url(number))
            .ask("POST", "/api/v4/files", bearer() + "Content-Type: multipart/form-data; boundary=xyz\r\n",
                 "--xyz\r\nContent-Disposition: form-data; name=\"channel_id\"\r\n\r\nepx4cth8zfdfjm9wty7npqibre\r\n"
                 "--xyz\r\nContent-Disposition: form-data; name=\"files\"; filename=\"a.bin\"\r\n"
                 "Content-Type: application/octet-stream\r\n\r\n" +
                     bytes + "\r\n--xyz--\r\n");
    }
    static void expectRecorded(const RawAnswer &answer, const QString &name)
    {
        EXPECT_EQ(normalised(answer.head + "\r\n" + answer.body),
                  normalised(readData(u"mattermost/5.35.4/"_s + name + u".http"_s)))
            << name.toStdString();
    }
    /// The recordings lack the last two CR.
    static QByteArray headOf(const QList<QByteArray> &recorded)
    {
        return recorded.mid(0, recorded.indexOf("")).join('\n') + "\r\n\r\n";
    }
    static QList<QByteArray> recordedFrames(const QString &name)
    {
        return normalised(readData(u"mattermost/5.35.4/"_s + name + u".txt"_s)).split('\n');
    }
};

} // namespace

TEST_F(MessagingTest, TheClusterFileHasACanaryWhenItIsAskedFor)
{
    make();
    EXPECT_EQ(file["canary"_L1]["team"_L1], u"lab"_s);
    EXPECT_EQ(file["canary"_L1]["channel"_L1], u"probe"_s);
    DemoCluster without(DemoCluster::Options{.nodes = 3, .clock = &clock});
    ASSERT_TRUE(without.start().ok());
    EXPECT_FALSE(without.clusterFile().contains("canary"));
}

TEST_F(MessagingTest, TheApiAnswersAsRecorded)
{
    make();
    expectRecorded(ask(1, "GET", "/api/v4/users/me/teams"), u"teams-mine"_s);
    expectRecorded(ask(1, "POST", "/api/v4/users/search", R"({"term":"admin"})"), u"users-search"_s);
    expectRecorded(ask(1, "POST", "/api/v4/teams/waepbkmbu3rdjgb5n1tggujdka/channels/search", R"({"term":"probe"})"),
                   u"channels-search"_s);
    EXPECT_EQ(ask(1, "POST", "/api/v4/users/search", R"({"term":"nobody"})").body, "[]");
    expectRecorded(
        ask(1, "POST", "/api/v4/posts", R"({"channel_id":"epx4cth8zfdfjm9wty7npqibre","message":"rollcall probe"})"),
        u"post-created"_s);
    EXPECT_EQ(Client(url(1)).ask("POST", "/api/v4/posts", {}, "{}").statusLine(), "HTTP/1.1 401 Unauthorized");
    const RawAnswer channel = ask(2, "GET", "/api/v4/teams/waepbkmbu3rdjgb5n1tggujdka/channels/name/probe");
    EXPECT_EQ(QJsonDocument::fromJson(channel.body)["id"_L1], u"epx4cth8zfdfjm9wty7npqibre"_s);
    EXPECT_EQ(ask(2, "GET", "/api/v4/teams/waepbkmbu3rdjgb5n1tggujdka/channels/name/other").statusLine(),
              "HTTP/1.1 404 Not Found");
    EXPECT_EQ(ask(2, "POST", "/api/v4/channels/epx4cth8zfdfjm9wty7npqibre/members", "{}").statusLine(),
              "HTTP/1.1 201 Created");
}

TEST_F(MessagingTest, AWebSocketSaysHelloAsRecorded)
{
    make();
    RawSocket socket(url(1), bearer());
    const QList<QByteArray> recorded = recordedFrames(u"websocket-hello"_s);
    EXPECT_EQ(normalised(socket.head), headOf(recorded));
    EXPECT_TRUE(socket.head.contains("Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n")) << "RFC 6455's own example";
    EXPECT_EQ(normalised(socket.next()), recorded.value(5));
    EXPECT_EQ(normalised(socket.next()), recorded.value(6));

    RawSocket through(proxyUrl(), bearer());
    const QList<QByteArray> recordedThrough = recordedFrames(u"websocket-hello-through-lb"_s);
    EXPECT_EQ(normalised(through.head), headOf(recordedThrough));
    EXPECT_EQ(normalised(through.next()), recordedThrough.value(7));

    socket.send(9, "ping");
    EXPECT_EQ(socket.next(), "ping");
    EXPECT_EQ(socket.opcode, 10);
}

TEST_F(MessagingTest, NewerServersNameTheirHost)
{
    make({}, u"10.11.2"_s);
    RawSocket socket(url(2), bearer());
    EXPECT_EQ(QJsonDocument::fromJson(socket.next())["data"_L1]["server_hostname"_L1], u"mm-node-2"_s);
}

TEST_F(MessagingTest, AWrongTokenGetsAnUpgradeAndNoHello)
{
    make();
    RawSocket socket(url(1), "Authorization: Bearer aaaaaaaaaaaaaaaaaaaaaaaaaa\r\n");
    EXPECT_TRUE(socket.head.startsWith("HTTP/1.1 101 "));
    EXPECT_TRUE(socket.isSilent());
    clock.advance(5001ms);
    EXPECT_TRUE(waitFor([&] { return !socket.client.isConnected(); }));
}

TEST_F(MessagingTest, AChallengeOpensItToo)
{
    make();
    RawSocket socket(url(1), {});
    EXPECT_TRUE(socket.isSilent());
    socket.send(1, R"({"seq":1,"action":"authentication_challenge","data":{"token":")" + bearer().mid(22).trimmed() +
                       R"("}})");
    EXPECT_TRUE(socket.next().startsWith(R"({"event":"hello")"));
    socket.next();
    EXPECT_EQ(socket.next(), R"({"status":"OK","seq_reply":1})");
}

TEST_F(MessagingTest, APostReachesTheSocketsOfAllNodes)
{
    make();
    RawSocket here(url(1), bearer());
    RawSocket there(url(2), bearer());
    for (RawSocket *socket : {&here, &there}) {
        socket->next();
        socket->next();
    }
    const QByteArray id = post(1, "rollcall probe");
    const QByteArray recorded = recordedFrames(u"websocket-posted-on-other-node"_s).value(7);
    EXPECT_EQ(normalised(there.next()), recorded);
    EXPECT_EQ(normalised(here.next()), recorded);

    EXPECT_TRUE(ask(3, "GET", "/api/v4/channels/epx4cth8zfdfjm9wty7npqibre/posts").body.contains(id));
    EXPECT_EQ(ask(2, "DELETE", "/api/v4/posts/" + id).body, R"({"status":"OK"})");
    EXPECT_FALSE(ask(3, "GET", "/api/v4/channels/epx4cth8zfdfjm9wty7npqibre/posts").body.contains(id));
    EXPECT_EQ(ask(2, "DELETE", "/api/v4/posts/" + id).statusLine(), "HTTP/1.1 404 Not Found");
}

TEST_F(MessagingTest, LostAndSlowDelivery)
{
    make({u"delivery-lost:node2"_s, u"delivery-slow:node3"_s});
    RawSocket lost(url(2), bearer());
    RawSocket slow(url(3), bearer());
    for (RawSocket *socket : {&lost, &slow}) {
        socket->next();
        socket->next();
    }
    post(1, "hello");
    EXPECT_TRUE(lost.isSilent());
    EXPECT_TRUE(slow.isSilent());
    clock.advance(demo::Messaging::Slowness);
    EXPECT_TRUE(slow.next().contains("hello"));
    EXPECT_TRUE(lost.isSilent());
    post(2, "own");
    EXPECT_TRUE(lost.next().contains("own"));
}

TEST_F(MessagingTest, PostsGoWhereGossipGoes)
{
    make({u"gossip-one-way:node2"_s}); // which does not hear node3
    RawSocket deaf(url(2), bearer());
    RawSocket other(url(1), bearer());
    for (RawSocket *socket : {&deaf, &other}) {
        socket->next();
        socket->next();
    }
    post(3, "from three");
    EXPECT_TRUE(other.next().contains("from three"));
    EXPECT_TRUE(deaf.isSilent());
    post(1, "from one");
    EXPECT_TRUE(deaf.next().contains("from one"));
    EXPECT_TRUE(other.next().contains("from one"));
    for (const QString &fault : {u"gossip-alone"_s, u"gossip-left"_s, u"gossip-split"_s}) {
        ASSERT_TRUE(cluster->mend().ok());
        ASSERT_TRUE(cluster->inject(fault, u"node2"_s).ok());
        post(1, "once more");
        EXPECT_TRUE(other.next().contains("once more"));
        EXPECT_TRUE(deaf.isSilent()) << fault.toStdString();
        post(2, "back");
        EXPECT_TRUE(deaf.next().contains("back"));
        EXPECT_TRUE(other.isSilent()) << fault.toStdString();
    }
}

TEST_F(MessagingTest, FilesAreSharedUnlessTheFaultSaysOtherwise)
{
    make({u"file-not-shared:node3"_s});
    const QByteArray bytes("\x00\xFF\r\n--xy\x01", 9);
    const RawAnswer stored = upload(1, bytes);
    EXPECT_EQ(stored.statusLine(), "HTTP/1.1 201 Created");
    const QByteArray id =
        QJsonDocument::fromJson(stored.body)["file_infos"_L1].toArray().first()["id"_L1].toString().toLatin1();
    EXPECT_EQ(ask(1, "GET", "/api/v4/files/" + id).body, bytes);
    EXPECT_EQ(ask(2, "GET", "/api/v4/files/" + id).body, bytes);
    EXPECT_EQ(ask(3, "GET", "/api/v4/files/" + id).statusLine(), "HTTP/1.1 404 Not Found");
    // It goes with the post that it is attached to.
    const QByteArray carrier = post(1, "file", ",\"file_ids\":[\"" + id + "\"]");
    ask(1, "DELETE", "/api/v4/posts/" + carrier);
    EXPECT_EQ(ask(2, "GET", "/api/v4/files/" + id).statusLine(), "HTTP/1.1 404 Not Found");
}

TEST_F(MessagingTest, RefusedWebSocketsAndACrash)
{
    make({u"websocket-refused:node2"_s});
    RawSocket refused(url(2), bearer());
    EXPECT_TRUE(refused.head.startsWith("HTTP/1.1 400 Bad Request\r\n"));
    EXPECT_TRUE(refused.client.bytes.contains("api.web_socket.connect.upgrade.app_error"));

    RawSocket socket(url(1), bearer());
    ASSERT_TRUE(cluster->inject(u"node-crash"_s, u"node1"_s).ok());
    EXPECT_TRUE(waitFor([&] { return !socket.client.isConnected(); }));
}

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/Messaging.h"

#include "demo/DemoNode.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTcpSocket>

namespace rollcall::demo {

using namespace Qt::StringLiterals;

namespace {

// Of the recorded server.
constexpr QByteArrayView UserId = "nhkoxdwfxtg1uptt97zj9tjt8r";
constexpr QByteArrayView TeamId = "waepbkmbu3rdjgb5n1tggujdka";
constexpr QByteArrayView ChannelId = "epx4cth8zfdfjm9wty7npqibre";
constexpr QByteArrayView RecordedPost = "zhudtp9x1tbfipsnrurqhu7uso";
constexpr QByteArrayView RecordedTime = "1795206684896";

constexpr std::size_t MostPosts = 1000;
constexpr std::size_t MostFiles = 1000;

HttpAnswer jsonAnswer(const QByteArray &status, const QByteArray &body)
{
    HttpAnswer answer = recorded("post-created");
    answer.statusLine = "HTTP/1.1 " + status;
    answer.setBody(body);
    return answer;
}

/// A JSON text with its quotes.
QByteArray quotedText(const QString &text)
{
    const QByteArray array = QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact);
    return array.mid(1, array.size() - 2);
}

HttpAnswer missing(const QByteArray &id)
{
    return apiError("404 Not Found", id, "Unable to find it.");
}

} // namespace

struct Messaging::Socket
{
    std::unique_ptr<WebSocketPeer> peer;
    bool isGreeted = false;
    int sequence = 0;

    /// The frames of one connection are numbered.
    void send(const QByteArray &eventWithoutNumber)
    {
        peer->sendText(eventWithoutNumber + ",\"seq\":" + QByteArray::number(sequence++) + "}");
    }
};

Messaging::Messaging(DemoNode &node, int index, World &world)
    : m_node(node), m_index(index), m_world(world), m_later(world.clock)
{}

Messaging::~Messaging() = default;

void Messaging::shutDown()
{
    m_later.clear();
    m_sockets.clear();
}

std::optional<HttpAnswer> Messaging::answer(const HttpQuestion &question)
{
    const QByteArray path = question.path();
    const QByteArray team = "/api/v4/teams/" + TeamId.toByteArray() + "/channels/";
    const QByteArray byName = team + "name/";
    const QByteArray channelPath = "/api/v4/channels/" + ChannelId.toByteArray();
    const bool isGet = question.method == "GET";
    const bool isPost = question.method == "POST";
    std::function<HttpAnswer()> reply;
    if (isGet && path == "/api/v4/users/me/teams")
        reply = [&] { return teams(); };
    else if (isGet && path.startsWith(byName))
        reply = [&] { return channel(path.mid(byName.size())); };
    else if (isPost && path == team + "search")
        reply = [&] { return search("channels-search", question); };
    else if (isPost && path == "/api/v4/users/search")
        reply = [&] { return search("users-search", question); };
    else if (isPost && path == "/api/v4/users/logout")
        reply = [] { return jsonAnswer("200 OK", R"({"status":"OK"})"); };
    else if (isPost && path == channelPath + "/members")
        reply = [&] { return join(); };
    else if (isGet && path == channelPath + "/posts")
        reply = [&] { return listPosts(); };
    else if (isPost && path == "/api/v4/posts")
        reply = [&] { return createPost(question); };
    else if (question.method == "DELETE" && path.startsWith("/api/v4/posts/"))
        reply = [&] { return deletePost(path.mid(14)); };
    else if (isPost && path == "/api/v4/files")
        reply = [&] { return storeFile(question); };
    else if (isGet && path.startsWith("/api/v4/files/"))
        reply = [&] { return readFile(path.mid(14)); };
    else
        return std::nullopt;
    if (!m_node.isAuthorised(question)) {
        const bool hasToken = !question.header("Authorization").isEmpty();
        return recorded(hasToken ? "cluster-status-bad-token" : "cluster-status-unauthorized");
    }
    return m_node.has(Trouble::TokenForbidden) ? recorded("cluster-status-forbidden") : reply();
}

HttpAnswer Messaging::teams() const
{
    return recorded("teams-mine");
}

HttpAnswer Messaging::channel(const QByteArray &name) const
{
    if (name != Channel)
        return missing("app.channel.get_by_name.missing.app_error");
    const QByteArray list = recorded("channels-search").body;
    return jsonAnswer("200 OK", list.mid(1, list.size() - 2));
}

HttpAnswer Messaging::join() const
{
    return jsonAnswer("201 Created", "{\"channel_id\":\"" + ChannelId.toByteArray() + "\",\"user_id\":\"" +
                                         UserId.toByteArray() +
                                         "\",\"roles\":\"\",\"last_viewed_at\":0,\"msg_count\":0,\"mention_count\":0,"
                                         "\"notify_props\":{},\"last_update_at\":0,\"scheme_guest\":false,"
                                         "\"scheme_user\":true,\"scheme_admin\":true,\"explicit_roles\":\"\"}");
}

HttpAnswer Messaging::createPost(const HttpQuestion &question)
{
    const QJsonObject asked = QJsonDocument::fromJson(question.body).object();
    if (asked.value("channel_id"_L1).toString().toLatin1() != ChannelId)
        return apiError("403 Forbidden", "api.context.permissions.app_error",
                        "You do not have the appropriate permissions.");
    HttpAnswer reply = recorded("post-created");
    QByteArray body = reply.body;
    const QByteArray id = newId(m_world.random);
    body.replace(RecordedPost, id);
    body.replace(RecordedTime, QByteArray::number(m_world.clock.utc().toMSecsSinceEpoch()));
    body.replace("\"rollcall probe\"", quotedText(asked.value("message"_L1).toString()));
    if (const QJsonArray files = asked.value("file_ids"_L1).toArray(); !files.isEmpty()) {
        const QByteArray ids = QJsonDocument(files).toJson(QJsonDocument::Compact);
        body.replace(",\"pending_post_id\"", QByteArray(",\"file_ids\":" + ids + ",\"pending_post_id\""));
    }
    m_world.posts.push_back({id, body});
    if (m_world.posts.size() > MostPosts)
        m_world.posts.erase(m_world.posts.begin());
    for (const auto &node : m_world.nodes)
        node->messaging().deliver(m_index, body);
    reply.setBody(body);
    return reply;
}

HttpAnswer Messaging::deletePost(const QByteArray &id)
{
    const auto post =
        std::find_if(m_world.posts.begin(), m_world.posts.end(), [&id](const Post &each) { return each.id == id; });
    if (post == m_world.posts.end())
        return missing("app.post.get.app_error");
    // Its files go with it.
    const QJsonArray files = QJsonDocument::fromJson(post->json).object().value("file_ids"_L1).toArray();
    for (const auto &file : files)
        m_world.files.erase(file.toString().toLatin1());
    m_world.posts.erase(post);
    return jsonAnswer("200 OK", R"({"status":"OK"})");
}

HttpAnswer Messaging::listPosts() const
{
    QByteArray order;
    QByteArray posts;
    for (const Post &post : m_world.posts) { // the newest first
        const QByteArray before = order.isEmpty() ? QByteArray() : QByteArray("," + order);
        order = "\"" + post.id + "\"" + before;
        posts += (posts.isEmpty() ? "\"" : ",\"") + post.id + "\":" + post.json;
    }
    return jsonAnswer("200 OK", "{\"order\":[" + order + "],\"posts\":{" + posts +
                                    "},\"next_post_id\":\"\",\"prev_post_id\":\"\"}");
}

HttpAnswer Messaging::storeFile(const HttpQuestion &question)
{
    const QByteArray type = question.header("Content-Type");
    const qsizetype mark = type.indexOf("boundary=");
    const QByteArray boundary = "--" + type.mid(mark + 9).replace('"', "");
    const qsizetype part = question.body.indexOf("name=\"files\"");
    const qsizetype begin = question.body.indexOf("\r\n\r\n", part) + 4;
    const qsizetype end = question.body.indexOf(QByteArray("\r\n" + boundary), begin);
    if (mark < 0 || part < 0 || begin < 4 || end < 0)
        return apiError("400 Bad Request", "api.file.upload_file.read_request.app_error",
                        "Unable to read the file's content.");
    const QByteArray id = newId(m_world.random);
    m_world.files[id] = {question.body.mid(begin, end - begin), m_index};
    while (m_world.files.size() > MostFiles)
        m_world.files.erase(m_world.files.begin());
    const QByteArray now = QByteArray::number(m_world.clock.utc().toMSecsSinceEpoch());
    return jsonAnswer("201 Created", "{\"file_infos\":[{\"id\":\"" + id + "\",\"user_id\":\"" + UserId.toByteArray() +
                                         "\",\"create_at\":" + now + ",\"update_at\":" + now +
                                         ",\"delete_at\":0,\"name\":\"rollcall-canary.bin\",\"extension\":\"bin\","
                                         "\"size\":" +
                                         QByteArray::number(end - begin) +
                                         ",\"mime_type\":\"application/octet-stream\",\"mini_preview\":null}],"
                                         "\"client_ids\":[]}");
}

HttpAnswer Messaging::readFile(const QByteArray &id) const
{
    const auto file = m_world.files.find(id);
    if (file == m_world.files.end())
        return missing("app.file_info.get.app_error");
    const int origin = file->second.node;
    const bool isApart = m_node.has(Trouble::FileNotShared) ||
                         m_world.nodes[static_cast<std::size_t>(origin)]->has(Trouble::FileNotShared);
    if (origin != m_index && isApart)
        return missing("api.file.read_file.reading_local.app_error");
    HttpAnswer reply = recorded("post-created");
    reply.statusLine = "HTTP/1.1 200 OK";
    reply.setHeader("Content-Type", "application/octet-stream");
    reply.setBody(file->second.bytes);
    return reply;
}

HttpAnswer Messaging::search(const char *recording, const HttpQuestion &question) const
{
    const QString term = QJsonDocument::fromJson(question.body).object().value("term"_L1).toString();
    HttpAnswer reply = recorded(recording);
    const QJsonObject hit = QJsonDocument::fromJson(reply.body).array().first().toObject();
    const bool isHit = !term.isEmpty() && (hit.value("username"_L1).toString().startsWith(term) ||
                                           hit.value("name"_L1).toString().startsWith(term));
    if (!isHit)
        reply.setBody("[]");
    return reply;
}

void Messaging::accept(const std::shared_ptr<HttpServer::Exchange> &exchange, bool isThroughProxy)
{
    const HttpQuestion &question = exchange->question();
    const QByteArray key = "Sec-WebSocket-Accept: " + WebSocketPeer::acceptKey(question) + "\r\n\r\n";
    const bool isAuthorised = m_node.isAuthorised(question);
    QByteArray head = "HTTP/1.1 101 Switching Protocols\r\n";
    if (isThroughProxy)
        head += "Server: nginx/1.22.1\r\nDate: " + httpDate(m_world.clock.utc()) +
                "\r\nConnection: upgrade\r\nUpgrade: websocket\r\n";
    else
        head += "Upgrade: websocket\r\nConnection: Upgrade\r\n";
    head += key;
    std::unique_ptr<QTcpSocket> connection = exchange->takeSocket();
    if (!connection)
        return;
    auto socket = std::make_unique<Socket>();
    Socket *each = socket.get();
    socket->peer = std::make_unique<WebSocketPeer>(std::move(connection), head);
    QObject::connect(socket->peer.get(), &WebSocketPeer::received, socket->peer.get(),
                     [this, each](const QByteArray &text) { receive(*each, text); });
    QObject::connect(
        socket->peer.get(), &WebSocketPeer::gone, socket->peer.get(), [this, each] { forget(each); },
        Qt::QueuedConnection);
    m_sockets.push_back(std::move(socket));
    if (isAuthorised) {
        greet(*each);
        return;
    }
    // With a wrong token or none it stays silent, and is closed in the end.
    m_later.after(TimeToAuthenticate, [this, each] {
        for (const auto &known : m_sockets) {
            if (known.get() == each && !each->isGreeted) {
                each->peer->close(1000);
                return;
            }
        }
    });
}

void Messaging::receive(Socket &socket, const QByteArray &text)
{
    const QJsonObject asked = QJsonDocument::fromJson(text).object();
    const QByteArray token = asked.value("data"_L1).toObject().value("token"_L1).toString().toLatin1();
    if (asked.value("action"_L1).toString() != "authentication_challenge"_L1 || socket.isGreeted)
        return;
    if (token != m_world.token || m_node.has(Trouble::TokenRejected)) {
        socket.peer->close(1000);
        return;
    }
    greet(socket);
    socket.peer->sendText("{\"status\":\"OK\",\"seq_reply\":" + QByteArray::number(asked.value("seq"_L1).toInt()) +
                          "}");
}

void Messaging::greet(Socket &socket)
{
    socket.isGreeted = true;
    const QByteArray broadcast = ",\"broadcast\":{\"omit_users\":null,\"user_id\":\"" + UserId.toByteArray() +
                                 "\",\"channel_id\":\"\",\"team_id\":\"\"}";
    const QList<QByteArray> version = m_node.version().split('.');
    const int major = version.value(0).toInt();
    // Said since 10.4.
    const bool saysHost = major > 10 || (major == 10 && version.value(1).toInt() >= 4);
    socket.send("{\"event\":\"hello\",\"data\":{\"connection_id\":null" +
                (saysHost ? ",\"server_hostname\":\"" + m_node.hostname() + "\"" : QByteArray()) +
                ",\"server_version\":\"" + m_node.versionId() + "\"}" + broadcast);
    socket.send("{\"event\":\"status_change\",\"data\":{\"status\":\"online\",\"user_id\":\"" + UserId.toByteArray() +
                "\"}" + broadcast);
}

void Messaging::deliver(int from, const QByteArray &post)
{
    if (m_node.has(Trouble::Hang) || !m_node.isUp())
        return;
    if (from != m_index) {
        const DemoNode &sender = *m_world.nodes[static_cast<std::size_t>(from)];
        // Posts travel the way that the member lists do.
        if (m_node.has(Trouble::DeliveryLost) || !m_node.hears(sender))
            return;
        if (m_node.has(Trouble::DeliverySlow)) {
            m_later.after(Slowness, [this, post] { broadcast(post); });
            return;
        }
    }
    broadcast(post);
}

void Messaging::broadcast(const QByteArray &post)
{
    const QByteArray event =
        "{\"event\":\"posted\",\"data\":{\"channel_display_name\":\"Probe\",\"channel_name\":\"probe\","
        "\"channel_type\":\"O\",\"post\":" +
        quotedText(QString::fromUtf8(post)) + ",\"sender_name\":\"@admin\",\"set_online\":true,\"team_id\":\"" +
        TeamId.toByteArray() + "\"},\"broadcast\":{\"omit_users\":null,\"user_id\":\"\",\"channel_id\":\"" +
        ChannelId.toByteArray() + "\",\"team_id\":\"\"}";
    for (const auto &socket : m_sockets) {
        if (socket->isGreeted)
            socket->send(event);
    }
}

void Messaging::forget(const Socket *socket)
{
    std::erase_if(m_sockets, [socket](const auto &each) { return each.get() == socket; });
}

} // namespace rollcall::demo

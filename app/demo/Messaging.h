// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "demo/HttpServer.h"
#include "demo/Later.h"
#include "demo/WebSocketPeer.h"
#include "demo/World.h"

#include <memory>
#include <optional>
#include <vector>

namespace rollcall::demo {

/// What of a Mattermost node has to do with messages: teams, one channel, posts, files, searches and WebSockets. Posts
/// and files are in World, as in the database and the file store that real nodes share; sockets are the node's own.
class Messaging
{
public:
    /// As the recorded server has them.
    static constexpr const char *Team = "lab";
    static constexpr const char *Channel = "probe";
    /// What the fault `delivery-slow` waits.
    static constexpr Milliseconds Slowness{2500};
    /// A WebSocket without a session is closed after this.
    static constexpr Milliseconds TimeToAuthenticate{5000};

    Messaging(DemoNode &node, int index, World &world);
    ~Messaging();

    /// The answer to a question about messages; absent: it is about something else.
    std::optional<HttpAnswer> answer(const HttpQuestion &question);
    /// Takes over the connection as a WebSocket.
    void accept(const std::shared_ptr<HttpServer::Exchange> &exchange, bool isThroughProxy);
    /// The end of the process.
    void shutDown();

private:
    struct Socket;

    HttpAnswer teams() const;
    HttpAnswer channel(const QByteArray &name) const;
    HttpAnswer join() const;
    HttpAnswer createPost(const HttpQuestion &question);
    HttpAnswer deletePost(const QByteArray &id);
    HttpAnswer listPosts() const;
    HttpAnswer storeFile(const HttpQuestion &question);
    HttpAnswer readFile(const QByteArray &id) const;
    HttpAnswer search(const char *recording, const HttpQuestion &question) const;
    void receive(Socket &socket, const QByteArray &text);
    void greet(Socket &socket);
    void deliver(int from, const QByteArray &post);
    void broadcast(const QByteArray &post);
    void forget(const Socket *socket);

    DemoNode &m_node;
    int m_index;
    World &m_world;
    Later m_later;
    std::vector<std::unique_ptr<Socket>> m_sockets;
};

} // namespace rollcall::demo

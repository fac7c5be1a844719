// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gossip/MembershipQuery.h"
#include "gossip/Requests.h"
#include "live/commands/Fixture.h"
#include "live/commands/Program.h"
#include "live/gossip/SerfCluster.h"
#include "support/WaitFor.h"

#include <QMap>

namespace rollcall::test {

/// What came of one question to one agent, asked in this process.
struct Heard
{
    TcpResult connection;
    gossip::Reply reply;

    bool isList() const { return connection.failure == NetFailure::None && reply.kind == gossip::Reply::Kind::Members; }
    /// How the member of that name is held; absent: it is not in the list, or there is no list.
    std::optional<gossip::MemberState> stateOf(const QString &name) const
    {
        for (const gossip::Member &member : reply.members) {
            if (member.name == name)
                return member.state;
        }
        return std::nullopt;
    }
};

/// Asks agents by the program's own means, but in this process: quicker than a program for each question.
class Asker
{
public:
    /// `keys`: base64.
    explicit Asker(const QList<QByteArray> &keys = {})
    {
        std::vector<Secret> secrets;
        for (const QByteArray &key : keys)
            secrets.emplace_back(QByteArray::fromBase64(key));
        m_query = std::make_shared<gossip::MembershipQuery>(std::move(secrets));
    }

    Heard ask(const QString &address)
    {
        Heard heard;
        bool isDone = false;
        TcpRequest request;
        request.host = address;
        request.port = SerfCluster::Port;
        request.question = m_query;
        const auto connection = TcpConnect::start(m_clock, request, [&heard, &isDone](TcpResult &&result) {
            heard.connection = std::move(result);
            isDone = true;
        });
        EXPECT_TRUE(waitFor([&isDone] { return isDone; }));
        if (heard.connection.failure == NetFailure::None)
            heard.reply = m_query->read(heard.connection.answer);
        return heard;
    }

private:
    SystemClock m_clock;
    std::shared_ptr<gossip::MembershipQuery> m_query;
};

/// `rollcall gossip` to its end. `keys` reach it through a variable; none: it is not told of one.
class GossipProgram : public Program
{
public:
    explicit GossipProgram(const QString &where, const QList<QByteArray> &keys = {}, bool isJson = true)
        : Program(argumentsFor(where, keys, isJson), environmentFor(keys))
    {}
    /// All that it said, for a person or not.
    std::string all() const { return out.toStdString() + errors.toStdString(); }
    QJsonArray members() const { return json().value(QStringLiteral("members")).toArray(); }

private:
    static QStringList argumentsFor(const QString &where, const QList<QByteArray> &keys, bool isJson)
    {
        QStringList arguments{QStringLiteral("gossip"), where};
        if (isJson)
            arguments.append(QStringLiteral("--json"));
        if (!keys.isEmpty())
            arguments.append({QStringLiteral("--key-env"), QStringLiteral("GOSSIP_KEY")});
        return arguments;
    }
    static QStringList environmentFor(const QList<QByteArray> &keys)
    {
        if (keys.isEmpty())
            return {};
        return {QStringLiteral("GOSSIP_KEY=") + QString::fromLatin1(keys.join(' '))};
    }
};

/// A Mattermost server for each agent, at the agent's address: recorded answers of healthy nodes, which say nothing of
/// each other without a token. And the cluster file that names both.
class Servers
{
public:
    explicit Servers(const SerfCluster &cluster)
    {
        const QMap<QByteArray, QString> files{
            {"/api/v4/system/ping", QStringLiteral("ping-healthy")},
            {"/api/v4/system/ping?get_server_status=true", QStringLiteral("ping-server-status-healthy")},
            {"/api/v4/config/client", QStringLiteral("config-client-anonymous")},
            {"/api/v4/license/client", QStringLiteral("license-client-anonymous")}};
        QJsonArray nodes;
        for (int agent = 0; agent < cluster.size(); ++agent) {
            m_servers.push_back(std::make_unique<Fixture>(cluster.address(agent), files));
            nodes.append(QJsonObject{{QStringLiteral("name"), cluster.name(agent)},
                                     {QStringLiteral("url"), m_servers.back()->url()}});
        }
        const QJsonObject json{{QStringLiteral("schema"), 1},
                               {QStringLiteral("name"), QStringLiteral("agents")},
                               {QStringLiteral("product"), QStringLiteral("mattermost")},
                               {QStringLiteral("interval"), QStringLiteral("5s")},
                               {QStringLiteral("retryAfter"), QStringLiteral("500ms")},
                               {QStringLiteral("metrics"), false},
                               {QStringLiteral("gossip"), QJsonObject{{QStringLiteral("port"), SerfCluster::Port}}},
                               {QStringLiteral("nodes"), nodes}};
        QFile file(path());
        EXPECT_TRUE(file.open(QFile::WriteOnly));
        file.write(QJsonDocument(json).toJson());
    }
    QString path() const { return m_folder.filePath(QStringLiteral("cluster.json")); }

private:
    QTemporaryDir m_folder;
    std::vector<std::unique_ptr<Fixture>> m_servers;
};

} // namespace rollcall::test

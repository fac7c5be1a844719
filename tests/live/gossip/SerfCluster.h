// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QProcess>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>
#include <memory>
#include <vector>

namespace rollcall::test {

/// How the agents of a SerfCluster talk to each other.
struct SerfOptions
{
    int agents = 3;
    bool compresses = true;
    QList<QByteArray> keys = {}; ///< base64; the first one seals. None: nothing is encrypted
    /// Each agent runs as a user of its own, from this one on, so that a firewall can tell whose packets are whose: a
    /// connection between addresses of loopback always comes from 127.0.0.1. 0: all as the test does.
    unsigned firstUser = 0;
};

/// A real cluster: agents of `serf`, which speak hashicorp/memberlist as Mattermost's nodes do, on loopback addresses
/// of their own and with the timing of a LAN. Nothing of it outlives this object, or the program. It is no part of
/// GoogleTest, because the benchmarks use it, too: what can fail returns why, or nothing when it went well.
class SerfCluster
{
public:
    static constexpr int Port = 28074;
    static constexpr int RpcPort = 28075;

    explicit SerfCluster(SerfOptions options = {});
    ~SerfCluster();
    SerfCluster(const SerfCluster &) = delete;
    SerfCluster &operator=(const SerfCluster &) = delete;

    /// Starts the agents and does not wait for them.
    QString launch();
    /// Until each agent has seen each other join.
    QString waitUntilWhole();
    QString start();
    /// Until no agent has logged anything, and no event has been handled, for a while: what a join sets off is over.
    QString waitUntilQuiet();

    const SerfOptions &options() const { return m_options; }
    int size() const { return m_options.agents; }
    QString name(int agent) const; ///< agents count from 0, their names from 1
    QString address(int agent) const;
    /// `address:port` as the command takes it.
    QString where(int agent) const;
    unsigned user(int agent) const { return m_options.firstUser + static_cast<unsigned>(agent); }
    /// An address of the same network where nobody is.
    QString vacantAddress() const;

    /// kill -9.
    void kill(int agent);
    /// Says goodbye and ends.
    QString leave(int agent);
    QString join(int agent, int other);
    bool isRunning(int agent) const;

    /// What `serf` prints, asked through this agent; an empty text when it fails.
    QByteArray serf(int agent, const QStringList &arguments) const;
    /// `serf members`, by name: `address`, `port`, and `status` in serf's words.
    QJsonObject members(int agent) const;
    /// All that the agent has logged.
    QByteArray log(int agent) const;
    /// All events that its handler was called with.
    QByteArray events(int agent) const;

private:
    QString launch(int agent);
    QString path(int agent, const char *suffix) const;
    bool isWhole() const;

    SerfOptions m_options;
    QString m_network;
    QString m_program;
    QTemporaryDir m_folder;
    std::vector<std::unique_ptr<QProcess>> m_agents;
};

/// A fresh key of that many bytes, in base64.
QByteArray freshKey(int bytes);

} // namespace rollcall::test

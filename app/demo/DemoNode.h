// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "demo/DemoProxy.h"
#include "demo/GossipPort.h"
#include "demo/HttpServer.h"
#include "demo/Later.h"
#include "demo/Messaging.h"
#include "demo/World.h"

#include <QObject>
#include <QString>
#include <map>
#include <optional>

namespace rollcall::demo {

/// One Mattermost node: the API on one port, metrics and profiles on another, gossip on a third.
class DemoNode : public QObject, public Backend, public GossipSpeaker
{
    Q_OBJECT

public:
    // What the others hold of a node that they do not hear any more: alive, suspect, dead, nothing. Timings of the
    // library's usual profile with three nodes.
    static constexpr Milliseconds SuspectAfter{1500};
    /// No longer a member, and no longer in the API's lists (recorded: 4 to 6 s after a crash).
    static constexpr Milliseconds DeadAfter{5500};
    static constexpr Milliseconds GoneAfter{35500};
    /// How often a node that is suspected without reason refutes it, and is suspected anew.
    static constexpr Milliseconds FlapTime{5000};
    /// From start to the first answer.
    static constexpr Milliseconds StartTime{3000};
    /// What the fault `slow` waits.
    static constexpr Milliseconds Slowness{2400};

    DemoNode(World &world, int index);
    ~DemoNode() override;

    QString name() const { return m_name; }
    QByteArray hostname() const { return m_hostname; }
    QByteArray clusterId() const { return m_clusterId; }
    QHostAddress address() const { return m_api.address(); }
    quint16 apiPort() const { return m_api.port(); }
    quint16 metricsPort() const { return m_metrics.port(); }
    quint16 gossipPort() const { return m_gossip.port(); }

    /// On an address of its own if the machine has it, else on 127.0.0.1.
    bool listen();

    bool has(Trouble trouble) const { return m_troubles.contains(trouble); }
    void add(Trouble trouble);
    void remove(Trouble trouble);
    /// Before the cluster's start: all its troubles began long ago.
    void settle();

    bool isUp() const override { return m_api.isListening(); }
    bool isInRotation() const override { return !has(Trouble::ProxySkipsNode); }
    QByteArray place() const override { return address().toString().toLatin1() + ':' + QByteArray::number(apiPort()); }
    /// 0: with all others. Nodes of different islands do not list each other.
    int island() const { return m_island; }
    void setIsland(int island);
    /// How its gossip layer holds the other, or itself; absent: it knows none of that name any more.
    std::optional<gossip::WireState> holds(const DemoNode &other) const;
    /// Whether the API's member list has the other, or itself.
    bool lists(const DemoNode &other) const;
    /// Whether what the other sends to the cluster arrives here.
    bool hears(const DemoNode &other) const;
    /// Others held it for less than alive and hear it again: it says so with a higher incarnation.
    void refute() { ++m_incarnation; }

    /// Its row in `/cluster/status`.
    QByteArray statusRow() const;
    /// The API's answer, now or later, or never. For the proxy, which is not on the node's own connections.
    void ask(const HttpQuestion &question, const Done &done) override;
    /// A WebSocket through the proxy.
    void upgrade(const std::shared_ptr<HttpServer::Exchange> &exchange) override { upgrade(exchange, true); }
    /// Whether the token that a question carries opens what needs one.
    bool isAuthorised(const HttpQuestion &question) const;
    QByteArray version() const;
    /// `X-Version-Id`.
    QByteArray versionId() const;
    Messaging &messaging() { return m_messaging; }

    bool isHanging() const override { return has(Trouble::Hang); }
    QByteArray gossipName() const override { return m_clusterId; }
    std::vector<GossipMember> gossipMembers() override;

private:
    void upgrade(const std::shared_ptr<HttpServer::Exchange> &exchange, bool isThroughProxy);
    HttpAnswer answer(const HttpQuestion &question);
    HttpAnswer ping(const HttpQuestion &question) const;
    HttpAnswer privileged(const HttpQuestion &question);
    HttpAnswer clusterStatus() const;
    HttpAnswer configuration() const;
    HttpAnswer schemaVersion() const;
    HttpAnswer login(const HttpQuestion &question) const;
    HttpAnswer metrics(const HttpQuestion &question);
    void fillMetrics(HttpAnswer &answer) const;
    void fillProfile(HttpAnswer &answer) const;
    void stampNow(HttpAnswer &answer);
    QByteArray clientConfigHash() const;
    QByteArray configHash() const;
    QByteArray atVersion(QByteArray body) const;
    double goroutines() const;
    double uptime() const; ///< seconds
    void startUp();
    void newLife(Milliseconds age);
    /// Where there is to be one: true also where there is to be none.
    bool openGossip();
    void reopenGossip();
    std::optional<TimePoint> since(Trouble trouble) const;
    /// Since when nothing comes through from the other, which may be down.
    std::optional<TimePoint> deafSince(const DemoNode &other) const;
    bool isDeafTo(const DemoNode &other) const;
    quint32 incarnation() const;
    quint32 flaps() const;
    bool isHeldByPeers() const;
    double healthScore() const;

    World &m_world;
    int m_index;
    QString m_name;
    QByteArray m_hostname;
    QByteArray m_clusterId;
    std::map<Trouble, TimePoint> m_troubles; ///< and since when
    int m_island = 0;
    TimePoint m_inIslandSince;
    quint32 m_incarnation = 1;
    std::optional<TimePoint> m_crashedAt;
    TimePoint m_startedAt;
    std::optional<TimePoint> m_leakingSince;
    int m_scrapes = 0;
    Later m_later;
    Messaging m_messaging;
    HttpServer m_api;
    HttpServer m_metrics;
    GossipPort m_gossip;
};

} // namespace rollcall::demo

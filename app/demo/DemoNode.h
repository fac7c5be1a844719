// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "demo/DemoProxy.h"
#include "demo/HttpServer.h"
#include "demo/Later.h"
#include "demo/Messaging.h"
#include "demo/World.h"

#include <QObject>
#include <QString>
#include <optional>
#include <set>

namespace rollcall::demo {

/// One Mattermost node: the API on one port, metrics and profiles on another.
class DemoNode : public QObject, public Backend
{
    Q_OBJECT

public:
    /// How long the others' lists keep a node that crashed (recorded: 4 to 6 s).
    static constexpr Milliseconds ListedAfterCrash{5000};
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

    /// On an address of its own if the machine has it, else on 127.0.0.1.
    bool listen();

    bool has(Trouble trouble) const { return m_troubles.contains(trouble); }
    const std::set<Trouble> &troubles() const { return m_troubles; }
    void add(Trouble trouble);
    void remove(Trouble trouble);
    /// Before the cluster's start: it crashed long ago.
    void settle();

    bool isUp() const override { return m_api.isListening(); }
    /// Whether a peer's member list still has it.
    bool isListed() const;
    /// 0: with all others. Nodes of different islands do not list each other.
    int island() const { return m_island; }
    void setIsland(int island) { m_island = island; }

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

    World &m_world;
    int m_index;
    QString m_name;
    QByteArray m_hostname;
    QByteArray m_clusterId;
    std::set<Trouble> m_troubles;
    int m_island = 0;
    std::optional<TimePoint> m_crashedAt;
    TimePoint m_startedAt;
    std::optional<TimePoint> m_leakingSince;
    int m_scrapes = 0;
    Later m_later;
    Messaging m_messaging;
    HttpServer m_api;
    HttpServer m_metrics;
};

} // namespace rollcall::demo

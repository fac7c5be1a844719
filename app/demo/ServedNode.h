// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "demo/DemoProxy.h"
#include "demo/HttpServer.h"
#include "demo/Later.h"
#include "demo/Scenery.h"
#include "demo/TcpListener.h"

#include <QHostAddress>
#include <map>
#include <set>

namespace rollcall::demo {

/// Faults that mean the same with every product; the products' tables begin with them.
namespace fault {
inline constexpr FaultRow NodeCrash{"node-crash", QT_TRANSLATE_NOOP("Faults", "Node crashes"),
                                    QT_TRANSLATE_NOOP("Faults", "Every port of the node refuses connections.")};
inline constexpr FaultRow NodeHang{"node-hang", QT_TRANSLATE_NOOP("Faults", "Node hangs"),
                                   QT_TRANSLATE_NOOP("Faults", "The node accepts connections and never answers.")};
inline constexpr FaultRow ClockSkew{"clock-skew", QT_TRANSLATE_NOOP("Faults", "Clock is off"),
                                    QT_TRANSLATE_NOOP("Faults", "The node's clock is 90 seconds ahead.")};
inline constexpr FaultRow Slow{"slow", QT_TRANSLATE_NOOP("Faults", "Node is slow"),
                               QT_TRANSLATE_NOOP("Faults", "The node takes 2.4 seconds for each answer.")};
inline constexpr FaultRow Malformed{"malformed", QT_TRANSLATE_NOOP("Faults", "Answers are cut short"),
                                    QT_TRANSLATE_NOOP("Faults", "The node's JSON ends in the middle.")};
inline constexpr FaultRow Proxy502{"proxy-502", QT_TRANSLATE_NOOP("Faults", "Proxy answers 502"),
                                   QT_TRANSLATE_NOOP("Faults", "The proxy reaches no node; the nodes are fine."), true};
} // namespace fault

/// An answer with these headers, then `Date` and `Content-Length`; the date is set when it goes out.
HttpAnswer madeAnswer(const QByteArray &status, std::vector<HeaderLine> headers, const QByteArray &body);

/// One node of a product: ports of one loopback address, and what is wrong with it. A product says which ports there
/// are and what is answered there; what all products have in common is here.
class ServedNode : public Backend
{
public:
    /// From the end of a crash to the first answer.
    static constexpr Milliseconds StartTime{3000};
    /// What the fault `slow` waits.
    static constexpr Milliseconds Slowness{2400};
    static constexpr std::chrono::seconds Skew{90};

    enum class Kind { Http, Https, Tcp };
    /// How ports are found: by the system, or the product's own numbers plus one offset for all of them.
    enum class Ports { Free, Offset };

    /// `number` counts the nodes of its product from 0.
    ServedNode(Stage &stage, QString name, int number, Ports ports = Ports::Free);
    ~ServedNode() override;

    const QString &name() const { return m_name; }
    int number() const { return m_number; }
    const QHostAddress &address() const { return m_address; }
    /// Of the port that the product knows under this number.
    quint16 port(int base) const;
    int portOffset() const { return m_offset; }

    /// On an address of its own if the machine has it, else on 127.0.0.1. Faults put on before are then in force.
    bool listen();

    /// The others of its product, itself among them; they outlive it. Before the first question.
    void setPeers(const std::vector<std::unique_ptr<ServedNode>> *peers) { m_peers = peers; }

    bool has(QLatin1StringView fault) const { return m_faults.contains(fault); }
    void set(const QString &fault, bool isOn);
    virtual bool canHave(const QString &fault) const;

    bool isUp() const override;
    void ask(const HttpQuestion &question, const Done &done) override;
    /// Its entry in the cluster file, without product and credentials.
    virtual JsonMembers fileEntry() const = 0;

protected:
    virtual HttpAnswer answer(const HttpQuestion &question, int base) = 0;
    /// Whether this port refuses although the node runs.
    virtual bool isShut(int base) const;
    /// How long this question takes.
    virtual Milliseconds delay(const HttpQuestion &question) const;
    /// A fault came or went; ports follow by themselves.
    virtual void changed(const QString &fault, bool isOn);
    /// In the constructor; the first is the one that a proxy asks.
    void addPort(int base, Kind kind);
    /// Its process ends and another one starts.
    void restart();
    /// HTTPS shows this from now on; what is connected is cut.
    void showIdentity(const Identity &identity);
    const Identity &identity() const { return m_identity; }

    bool anyHas(QLatin1StringView fault) const;
    /// Since its process answers.
    Milliseconds uptime() const;
    /// Seconds since 1970, as its own clock has them.
    double startedAt() const;
    /// Around 1, breathing slowly, the nodes out of step: for figures that move.
    double breath(double period) const;
    Stage &stage() const { return m_stage; }
    QByteArray urlAt(QByteArrayView scheme, int base) const;

private:
    struct Port
    {
        int base = 0;
        Kind kind = Kind::Http;
        quint16 number = 0; ///< 0 before it listened
        std::unique_ptr<HttpServer> http;
        std::unique_ptr<TcpListener> tcp;

        bool isOpen() const;
        bool open(const QHostAddress &address);
        void close();
    };

    void serve(const HttpQuestion &question, int base, const Done &done);
    bool tryListen(const QHostAddress &address);
    void closeAll();
    void follow();
    void startUp();

    Stage &m_stage;
    QString m_name;
    int m_number;
    Ports m_portsBy;
    int m_addressNumber; ///< among all nodes of the cluster
    int m_offset = 0;
    QHostAddress m_address;
    std::set<QString, std::less<>> m_faults;
    const std::vector<std::unique_ptr<ServedNode>> *m_peers = nullptr;
    Identity m_identity;
    TimePoint m_startedAt;
    bool m_hasListened = false;
    bool m_isDown = false; ///< crashed, or not started again yet
    Later m_later;         ///< of the process: a crash clears it
    std::vector<Port> m_ports;
};

/// Nodes, each made from its number.
template <class Make>
std::vector<std::unique_ptr<ServedNode>> servedNodes(int count, Make make)
{
    std::vector<std::unique_ptr<ServedNode>> nodes;
    nodes.reserve(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i)
        nodes.push_back(make(i));
    return nodes;
}

/// What tells one product's scenery from another's.
struct SceneryPlan
{
    bool hasProxy = false;
    std::set<int> passedOver = {429};                    ///< by the proxy, while another node is left
    JsonMembers shared;                                  ///< as in FilePart
    std::vector<std::pair<QString, QByteArray>> secrets; ///< file and content, kept at the start
    std::function<std::vector<JsonMembers>(const ServedNode &)> probes = {}; ///< of each node
};

/// The scenery of a product whose nodes are ServedNodes.
std::unique_ptr<Scenery> servedScenery(Stage &stage, SceneryPlan plan, std::vector<std::unique_ptr<ServedNode>> nodes);

} // namespace rollcall::demo

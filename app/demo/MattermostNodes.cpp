// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/DemoNode.h"
#include "demo/DemoProxy.h"
#include "demo/GossipSeal.h"
#include "demo/Scenery.h"

#include <QtGlobal>
#include <array>

namespace rollcall::demo {

using namespace Qt::StringLiterals;

namespace {

/// In the order of Trouble.
constexpr std::array Table{
    FaultRow{"node-crash", QT_TRANSLATE_NOOP("Faults", "Node crashes"),
             QT_TRANSLATE_NOOP("Faults", "The node refuses connections and leaves its peers' lists.")},
    FaultRow{"node-hang", QT_TRANSLATE_NOOP("Faults", "Node hangs"),
             QT_TRANSLATE_NOOP("Faults", "The node accepts connections and never answers.")},
    FaultRow{"database-unhealthy", QT_TRANSLATE_NOOP("Faults", "Database unreachable from a node"),
             QT_TRANSLATE_NOOP("Faults", "The node calls its database unhealthy; its plain ping stays well.")},
    FaultRow{
        "filestore-unhealthy", QT_TRANSLATE_NOOP("Faults", "File store unreachable from a node"),
        QT_TRANSLATE_NOOP("Faults", "The node calls its file store unhealthy when asked thoroughly, once a minute.")},
    FaultRow{"goroutine-leak", QT_TRANSLATE_NOOP("Faults", "Goroutines leak"),
             QT_TRANSLATE_NOOP("Faults", "The node's goroutines jump far above its peers' and go on climbing.")},
    FaultRow{"goroutines-over-threshold", QT_TRANSLATE_NOOP("Faults", "Goroutines over the threshold"),
             QT_TRANSLATE_NOOP("Faults", "The node calls itself unhealthy while database and file store are fine.")},
    FaultRow{"version-mismatch", QT_TRANSLATE_NOOP("Faults", "Node runs another version"),
             QT_TRANSLATE_NOOP("Faults",
                               "The node runs 5.36.1: more failing requests and far more goroutines than its peers.")},
    FaultRow{"config-mismatch", QT_TRANSLATE_NOOP("Faults", "Configuration differs"),
             QT_TRANSLATE_NOOP("Faults", "The node's configuration hash and three of its settings differ.")},
    FaultRow{
        "config-mismatch-masked", QT_TRANSLATE_NOOP("Faults", "Configuration differs in a secret"),
        QT_TRANSLATE_NOOP("Faults", "The node's configuration hash differs; everything that can be read is equal.")},
    FaultRow{"gossip-split", QT_TRANSLATE_NOOP("Faults", "Cluster splits"),
             QT_TRANSLATE_NOOP("Faults", "The nodes form two islands: each lists only its own members.")},
    FaultRow{"clock-skew", QT_TRANSLATE_NOOP("Faults", "Clock is off"),
             QT_TRANSLATE_NOOP("Faults", "The node's clock is 90 seconds ahead.")},
    FaultRow{"proxy-502", QT_TRANSLATE_NOOP("Faults", "Proxy answers 502"),
             QT_TRANSLATE_NOOP("Faults", "The proxy reaches no node; the nodes are fine."), true},
    FaultRow{"slow", QT_TRANSLATE_NOOP("Faults", "Node is slow"),
             QT_TRANSLATE_NOOP("Faults", "The node takes 2.4 seconds for each answer.")},
    FaultRow{"malformed", QT_TRANSLATE_NOOP("Faults", "Answers are cut short"),
             QT_TRANSLATE_NOOP("Faults", "The node's JSON ends in the middle.")},
    FaultRow{"rate-limited", QT_TRANSLATE_NOOP("Faults", "Node limits the rate"),
             QT_TRANSLATE_NOOP("Faults", "The node answers 429 to every request.")},
    FaultRow{"token-forbidden", QT_TRANSLATE_NOOP("Faults", "Token lacks a permission"),
             QT_TRANSLATE_NOOP("Faults", "The node answers 403 to what needs a permission.")},
    FaultRow{"token-rejected", QT_TRANSLATE_NOOP("Faults", "Token is not accepted"),
             QT_TRANSLATE_NOOP("Faults", "The node answers 401 to the token.")},
    FaultRow{
        "delivery-lost", QT_TRANSLATE_NOOP("Faults", "Messages do not arrive"),
        QT_TRANSLATE_NOOP("Faults", "Posts on other nodes do not reach this node's WebSockets. Needs the canary.")},
    FaultRow{"delivery-slow", QT_TRANSLATE_NOOP("Faults", "Messages arrive late"),
             QT_TRANSLATE_NOOP(
                 "Faults", "Posts on other nodes reach this node's WebSockets after 2.5 seconds. Needs the canary.")},
    FaultRow{"file-not-shared", QT_TRANSLATE_NOOP("Faults", "File store not shared"),
             QT_TRANSLATE_NOOP("Faults",
                               "The node keeps files on a disk of its own: nobody else reads them. Needs the canary.")},
    FaultRow{"websocket-refused", QT_TRANSLATE_NOOP("Faults", "WebSockets refused"),
             QT_TRANSLATE_NOOP("Faults", "The node answers 400 to each WebSocket.")},
    FaultRow{
        "gossip-one-way", QT_TRANSLATE_NOOP("Faults", "Node does not hear a peer"),
        QT_TRANSLATE_NOOP("Faults", "The node holds the next one for dead and drops it; that one still lists it.")},
    FaultRow{"gossip-alone", QT_TRANSLATE_NOOP("Faults", "Node is cut off"),
             QT_TRANSLATE_NOOP("Faults", "The node lists only itself; the others hold it for dead and drop it.")},
    FaultRow{"gossip-suspect", QT_TRANSLATE_NOOP("Faults", "Node is suspected"),
             QT_TRANSLATE_NOOP("Faults", "The node's peers suspect it again and again in gossip; all still list it.")},
    FaultRow{"gossip-silent", QT_TRANSLATE_NOOP("Faults", "Gossip port is closed"),
             QT_TRANSLATE_NOOP("Faults", "The node refuses connections to its gossip port; everything else is well.")},
    FaultRow{"gossip-left", QT_TRANSLATE_NOOP("Faults", "Node left the cluster"),
             QT_TRANSLATE_NOOP("Faults", "The node said goodbye to its peers: nobody lists it, and it still answers.")},
    FaultRow{"proxy-skips-node", QT_TRANSLATE_NOOP("Faults", "Proxy leaves out a node"),
             QT_TRANSLATE_NOOP("Faults", "The proxy sends nothing to the node, which is fine.")},
};

std::optional<Trouble> troubleNamed(const QString &name)
{
    for (std::size_t i = 0; i < Table.size(); ++i) {
        if (name == QLatin1StringView(Table[i].name))
            return static_cast<Trouble>(i);
    }
    return std::nullopt;
}

/// Mattermost nodes that know each other, and nginx in front of them.
class MattermostScenery final : public Scenery
{
public:
    MattermostScenery(Stage &stage, int nodes)
        : m_stage(stage),
          m_world{.clock = stage.clock,
                  .random = stage.random,
                  .version = stage.mattermostVersion,
                  .token = Stage::newSecret(),
                  .publicUrl = {},
                  .began = stage.began,
                  .gossip = wireOf(stage.gossip),
                  .nodes = {}},
          m_proxy(stage.clock)
    {
        std::vector<Backend *> backends;
        for (int i = 0; i < nodes; ++i) {
            stage.takeAddress(); // the one that the node makes of its index: in a mixed cluster these come first
            m_world.nodes.push_back(std::make_unique<DemoNode>(m_world, i));
            backends.push_back(m_world.nodes.back().get());
        }
        m_proxy.setBackends(std::move(backends));
    }

    Result<void> start() override
    {
        const Result<void> kept = m_stage.keep(TokenFile, m_world.token);
        if (!kept.ok())
            return kept.error();
        if (hasGossipKey()) {
            Result<void> keyKept = m_stage.keep(GossipKeyFile, m_world.gossip->key.toBase64());
            if (!keyKept.ok())
                return keyKept;
        }
        for (const auto &node : m_world.nodes) {
            if (!node->listen())
                return Error{u"demo.no_port"_s, u"no port of the loopback interface is free for "_s + node->name()};
            if (node->has(Trouble::Crash)) {
                // The port had to be found first, so that it is known where nobody answers.
                node->remove(Trouble::Crash);
                node->add(Trouble::Crash);
            }
            node->settle();
        }
        if (!m_proxy.listen())
            return Error{u"demo.no_port"_s, u"no port of the loopback interface is free for the proxy"_s};
        m_world.publicUrl = m_proxy.url();
        return {};
    }

    FilePart filePart() const override
    {
        FilePart part;
        part.publicUrl = m_world.publicUrl;
        part.shared = {{"token", fileReference(m_stage.pathOf(TokenFile))}};
        if (!m_world.gossip)
            part.shared.emplace_back("gossip", "false");
        for (const auto &node : m_world.nodes) {
            part.nodes.push_back({{"name", quoted(node->name())},
                                  {"url", "\"http://" + node->address().toString().toLatin1() + ":" +
                                              QByteArray::number(node->apiPort()) + "\""},
                                  {"metrics", "{ \"port\": " + QByteArray::number(node->metricsPort()) + " }"}});
            if (m_world.gossip)
                part.nodes.back().emplace_back("gossip", gossipOf(*node));
        }
        return part;
    }

    QStringList nodeNames() const override
    {
        QStringList names;
        for (const auto &node : m_world.nodes)
            names.append(node->name());
        return names;
    }

    bool canHave(const QString &fault, const QString &) const override
    {
        const std::optional<Trouble> trouble = troubleNamed(fault);
        // These two show nowhere else.
        const bool isOfPort = trouble == Trouble::GossipSuspect || trouble == Trouble::GossipSilent;
        return trouble && (m_world.gossip || !isOfPort);
    }

    bool has(const QString &fault, const QString &name) const override
    {
        const std::optional<Trouble> trouble = troubleNamed(fault);
        const DemoNode *node = find(name);
        return trouble && node && node->has(*trouble);
    }

    void set(const QString &fault, const QString &name, bool isOn) override
    {
        const std::optional<Trouble> trouble = troubleNamed(fault);
        DemoNode *node = find(name);
        if (!trouble || !node)
            return;
        const std::vector<bool> wereAccused = accused();
        if (isOn)
            node->add(*trouble);
        else
            node->remove(*trouble);
        divide();
        refute(wereAccused);
    }

    DemoProxy *proxy() override { return &m_proxy; }

private:
    DemoNode *find(const QString &name) const
    {
        for (const auto &node : m_world.nodes) {
            if (node->name() == name)
                return node.get();
        }
        return nullptr;
    }

    /// A split node takes its followers with it, so that the smaller island has about a third of the nodes.
    void divide()
    {
        const std::size_t count = m_world.nodes.size();
        std::vector<int> islands(count, 0);
        for (std::size_t i = 0; i < count; ++i) {
            if (!m_world.nodes[i]->has(Trouble::GossipSplit))
                continue;
            for (std::size_t k = 0; k < std::max<std::size_t>(1, count / 3); ++k)
                islands[(i + k) % count] = 1;
        }
        for (std::size_t i = 0; i < count; ++i)
            m_world.nodes[i]->setIsland(islands[i]);
    }

    /// For each pair, the holder first: whether one holds the other for suspect, dead or left.
    std::vector<bool> accused() const
    {
        std::vector<bool> all;
        for (const auto &holder : m_world.nodes) {
            for (const auto &other : m_world.nodes) {
                const auto held = holder->holds(*other);
                all.push_back(held && *held != gossip::WireState::Alive);
            }
        }
        return all;
    }
    /// Who was accused and is heard again says so with a higher incarnation.
    void refute(const std::vector<bool> &wereAccused)
    {
        const std::size_t count = m_world.nodes.size();
        for (std::size_t i = 0; i < count; ++i) {
            DemoNode &accused = *m_world.nodes[i];
            for (std::size_t k = 0; k < count; ++k) {
                if (wereAccused[k * count + i] && m_world.nodes[k]->holds(accused) == gossip::WireState::Alive) {
                    accused.refute();
                    break;
                }
            }
        }
    }

    static std::optional<GossipWire> wireOf(GossipMode mode)
    {
        if (mode == GossipMode::Off)
            return {};
        return GossipWire{.isCompressed = mode != GossipMode::Plain,
                          .key = mode == GossipMode::Encrypted ? newGossipKey() : QByteArray()};
    }
    bool hasGossipKey() const { return m_world.gossip && !m_world.gossip->key.isEmpty(); }
    QByteArray gossipOf(const DemoNode &node) const
    {
        JsonMembers members{{"port", QByteArray::number(node.gossipPort())}};
        if (hasGossipKey())
            members.emplace_back("key", fileReference(m_stage.pathOf(GossipKeyFile)));
        return oneLine(members);
    }

    inline static const QString TokenFile = u"token"_s;
    inline static const QString GossipKeyFile = u"gossip-key"_s;

    Stage &m_stage;
    World m_world;
    DemoProxy m_proxy;
};

} // namespace

DemoProduct mattermostProduct()
{
    return {.name = "mattermost",
            .usualNodes = 3,
            .faults = [] { return std::vector<FaultRow>(Table.begin(), Table.end()); },
            .make = [](Stage &stage, int nodes) -> std::unique_ptr<Scenery> {
                return std::make_unique<MattermostScenery>(stage, nodes);
            }};
}

} // namespace rollcall::demo

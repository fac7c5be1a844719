// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/DemoCluster.h"

#include "demo/DemoNode.h"
#include "demo/DemoProxy.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <array>

namespace rollcall {

using namespace Qt::StringLiterals;
using demo::DemoNode;
using demo::Trouble;

namespace {

struct Row
{
    Trouble trouble;
    const char *name;
    const char *title;
    const char *effect;
};

/// In the order of Trouble.
constexpr std::array Table{
    Row{Trouble::Crash, "node-crash", QT_TRANSLATE_NOOP("Faults", "Node crashes"),
        QT_TRANSLATE_NOOP("Faults", "The node refuses connections and leaves its peers' lists.")},
    Row{Trouble::Hang, "node-hang", QT_TRANSLATE_NOOP("Faults", "Node hangs"),
        QT_TRANSLATE_NOOP("Faults", "The node accepts connections and never answers.")},
    Row{Trouble::DatabaseUnhealthy, "database-unhealthy",
        QT_TRANSLATE_NOOP("Faults", "Database unreachable from a node"),
        QT_TRANSLATE_NOOP("Faults", "The node calls its database unhealthy; its plain ping stays well.")},
    Row{Trouble::FilestoreUnhealthy, "filestore-unhealthy",
        QT_TRANSLATE_NOOP("Faults", "File store unreachable from a node"),
        QT_TRANSLATE_NOOP("Faults", "The node calls its file store unhealthy when asked thoroughly, once a minute.")},
    Row{Trouble::GoroutineLeak, "goroutine-leak", QT_TRANSLATE_NOOP("Faults", "Goroutines leak"),
        QT_TRANSLATE_NOOP("Faults", "The node's goroutines jump far above its peers' and go on climbing.")},
    Row{Trouble::GoroutinesOverThreshold, "goroutines-over-threshold",
        QT_TRANSLATE_NOOP("Faults", "Goroutines over the threshold"),
        QT_TRANSLATE_NOOP("Faults", "The node calls itself unhealthy while database and file store are fine.")},
    Row{Trouble::VersionMismatch, "version-mismatch", QT_TRANSLATE_NOOP("Faults", "Node runs another version"),
        QT_TRANSLATE_NOOP("Faults",
                          "The node runs 5.36.1: more failing requests and far more goroutines than its peers.")},
    Row{Trouble::ConfigMismatch, "config-mismatch", QT_TRANSLATE_NOOP("Faults", "Configuration differs"),
        QT_TRANSLATE_NOOP("Faults", "The node's configuration hash and three of its settings differ.")},
    Row{Trouble::ConfigMismatchMasked, "config-mismatch-masked",
        QT_TRANSLATE_NOOP("Faults", "Configuration differs in a secret"),
        QT_TRANSLATE_NOOP("Faults", "The node's configuration hash differs; everything that can be read is equal.")},
    Row{Trouble::GossipSplit, "gossip-split", QT_TRANSLATE_NOOP("Faults", "Cluster splits"),
        QT_TRANSLATE_NOOP("Faults", "The nodes form two islands: each lists only its own members.")},
    Row{Trouble::ClockSkew, "clock-skew", QT_TRANSLATE_NOOP("Faults", "Clock is off"),
        QT_TRANSLATE_NOOP("Faults", "The node's clock is 90 seconds ahead.")},
    Row{Trouble::Proxy502, "proxy-502", QT_TRANSLATE_NOOP("Faults", "Proxy answers 502"),
        QT_TRANSLATE_NOOP("Faults", "The proxy reaches no node; the nodes are fine.")},
    Row{Trouble::Slow, "slow", QT_TRANSLATE_NOOP("Faults", "Node is slow"),
        QT_TRANSLATE_NOOP("Faults", "The node takes 2.4 seconds for each answer.")},
    Row{Trouble::Malformed, "malformed", QT_TRANSLATE_NOOP("Faults", "Answers are cut short"),
        QT_TRANSLATE_NOOP("Faults", "The node's JSON ends in the middle.")},
    Row{Trouble::RateLimited, "rate-limited", QT_TRANSLATE_NOOP("Faults", "Node limits the rate"),
        QT_TRANSLATE_NOOP("Faults", "The node answers 429 to every request.")},
    Row{Trouble::TokenForbidden, "token-forbidden", QT_TRANSLATE_NOOP("Faults", "Token lacks a permission"),
        QT_TRANSLATE_NOOP("Faults", "The node answers 403 to what needs a permission.")},
    Row{Trouble::TokenRejected, "token-rejected", QT_TRANSLATE_NOOP("Faults", "Token is not accepted"),
        QT_TRANSLATE_NOOP("Faults", "The node answers 401 to the token.")},
};

const Row *rowNamed(const QString &name)
{
    for (const Row &row : Table) {
        if (name == QLatin1StringView(row.name))
            return &row;
    }
    return nullptr;
}

QString nameOf(Trouble trouble)
{
    return QString::fromLatin1(Table[static_cast<std::size_t>(trouble)].name);
}

const QString ProxyName = u"proxy"_s;

/// A JSON string with its quotes.
QByteArray quoted(const QString &text)
{
    const QByteArray array = QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact);
    return array.mid(1, array.size() - 2);
}

} // namespace

struct DemoCluster::Private
{
    SystemClock systemClock;
    Options options;
    demo::World world;
    demo::DemoProxy proxy;
    QTemporaryDir folder;
    bool isStarted = false;

    explicit Private(const Options &wanted)
        : options(wanted),
          world{.clock = wanted.clock ? *wanted.clock : systemClock,
                .random = demo::Random(wanted.seed),
                .version = wanted.version.toLatin1(),
                .token = {},
                .publicUrl = {},
                .began = {},
                .nodes = {}},
          proxy(world),
          folder(QDir::tempPath() + u"/rollcall-demo-XXXXXX"_s)
    {
        world.began = world.clock.now();
        // Not from the seed: nobody else on this machine should know it beforehand.
        demo::Random random(std::random_device{}());
        world.token = demo::newId(random);
        for (int i = 0; i < std::clamp(options.nodes, 1, MaxNodes); ++i)
            world.nodes.push_back(std::make_unique<DemoNode>(world, i));
    }

    QString tokenPath() const { return folder.filePath(u"token"_s); }

    Result<DemoNode *> findNode(const QString &name) const
    {
        QStringList known;
        for (const auto &node : world.nodes) {
            if (node->name() == name)
                return node.get();
            known.append(node->name());
        }
        return Error{u"demo.unknown_node"_s, u"no node of this name; there are "_s + known.join(u", "_s)};
    }

    /// The last one without a fault of its own, so that two faults do not hide each other.
    DemoNode &bestNode() const
    {
        DemoNode *best = world.nodes.back().get();
        for (const auto &node : world.nodes) {
            if (node->troubles().empty())
                best = node.get();
        }
        return *best;
    }

    /// A split node takes its followers with it, so that the smaller island has about a third of the nodes.
    void divide()
    {
        for (const auto &node : world.nodes)
            node->setIsland(0);
        const std::size_t count = world.nodes.size();
        for (std::size_t i = 0; i < count; ++i) {
            if (!world.nodes[i]->has(Trouble::GossipSplit))
                continue;
            for (std::size_t k = 0; k < std::max<std::size_t>(1, count / 3); ++k)
                world.nodes[(i + k) % count]->setIsland(1);
        }
    }
};

DemoCluster::DemoCluster(const Options &options, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>(options))
{}

DemoCluster::~DemoCluster() = default;

Result<void> DemoCluster::start()
{
    if (d->isStarted)
        return {};
    QFile file(d->tokenPath());
    // The folder is 0700 already; the mode matters to those who check it.
    if (!d->folder.isValid() || !file.open(QFile::WriteOnly | QFile::NewOnly) ||
        !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) || file.write(d->world.token + "\n") < 0 ||
        !file.flush())
        return Error{u"demo.no_folder"_s, u"cannot write the demonstration's token below "_s + QDir::tempPath()};
    for (const auto &node : d->world.nodes) {
        if (!node->listen())
            return Error{u"demo.no_port"_s, u"no port of the loopback interface is free for "_s + node->name()};
        if (node->has(Trouble::Crash)) {
            // The port had to be found first, so that it is known where nobody answers.
            node->remove(Trouble::Crash);
            node->add(Trouble::Crash);
            node->settle();
        }
    }
    if (!d->proxy.listen())
        return Error{u"demo.no_port"_s, u"no port of the loopback interface is free for the proxy"_s};
    d->world.publicUrl = d->proxy.url();
    d->isStarted = true;
    return {};
}

QByteArray DemoCluster::clusterFile() const
{
    QByteArray text = "{\n  \"schema\": 1,\n  \"name\": \"demonstration\",\n  \"environment\": \"test\",\n"
                      "  \"product\": \"mattermost\",\n  \"publicUrl\": \"" +
                      d->world.publicUrl +
                      "\",\n  \"interval\": \"5s\",\n  \"timeout\": \"3s\",\n  \"retryAfter\": \"2s\",\n"
                      "  \"token\": { \"file\": " +
                      quoted(d->tokenPath()) + " },\n  \"gossip\": false,\n  \"nodes\": [\n";
    for (std::size_t i = 0; i < d->world.nodes.size(); ++i) {
        const DemoNode &node = *d->world.nodes[i];
        text += "    { \"name\": " + quoted(node.name()) + ", \"url\": \"http://" +
                node.address().toString().toLatin1() + ":" + QByteArray::number(node.apiPort()) +
                "\", \"metrics\": { \"port\": " + QByteArray::number(node.metricsPort()) + " } }" +
                (i + 1 < d->world.nodes.size() ? ",\n" : "\n");
    }
    return text + "  ]\n}\n";
}

const QList<DemoCluster::Fault> &DemoCluster::faults()
{
    static const QList<Fault> list = [] {
        QList<Fault> made;
        for (const Row &row : Table)
            made.append(
                {QString::fromLatin1(row.name), QString::fromLatin1(row.title), QString::fromLatin1(row.effect)});
        return made;
    }();
    return list;
}

bool DemoCluster::isOfProxy(const QString &fault)
{
    return fault == nameOf(Trouble::Proxy502);
}

QStringList DemoCluster::nodeNames() const
{
    QStringList names;
    for (const auto &node : d->world.nodes)
        names.append(node->name());
    return names;
}

static Result<Trouble> findTrouble(const QString &name)
{
    if (const Row *row = rowNamed(name))
        return row->trouble;
    QStringList known;
    for (const Row &row : Table)
        known.append(QString::fromLatin1(row.name));
    return Error{u"demo.unknown_fault"_s, u"no fault of this name; there are "_s + known.join(u", "_s)};
}

Result<void> DemoCluster::inject(const QString &fault, const QString &node)
{
    const Result<Trouble> trouble = findTrouble(fault);
    if (!trouble.ok())
        return trouble.error();
    if (trouble.value() == Trouble::Proxy502) {
        if (!node.isEmpty() && node != ProxyName)
            return Error{u"demo.unknown_node"_s, u"proxy-502 is a fault of the proxy, not of a node"_s};
        d->proxy.setBroken(true);
    } else {
        DemoNode *target = nullptr;
        if (node.isEmpty()) {
            target = &d->bestNode();
        } else {
            const Result<DemoNode *> found = d->findNode(node);
            if (!found.ok())
                return found.error();
            target = found.value();
        }
        target->add(trouble.value());
        d->divide();
    }
    Q_EMIT faultsChanged();
    return {};
}

Result<void> DemoCluster::mend(const QString &fault, const QString &node)
{
    std::optional<Trouble> only;
    if (!fault.isEmpty()) {
        const Result<Trouble> trouble = findTrouble(fault);
        if (!trouble.ok())
            return trouble.error();
        only = trouble.value();
    }
    DemoNode *target = nullptr;
    if (!node.isEmpty() && node != ProxyName) {
        const Result<DemoNode *> found = d->findNode(node);
        if (!found.ok())
            return found.error();
        target = found.value();
    }
    if (node != ProxyName) {
        for (const auto &each : d->world.nodes) {
            if (target && each.get() != target)
                continue;
            const std::set<Trouble> troubles = each->troubles();
            for (const Trouble trouble : troubles) {
                if (!only || *only == trouble)
                    each->remove(trouble);
            }
        }
    }
    if (!target && (!only || *only == Trouble::Proxy502))
        d->proxy.setBroken(false);
    d->proxy.forget();
    d->divide();
    Q_EMIT faultsChanged();
    return {};
}

QStringList DemoCluster::activeFaults() const
{
    QStringList active;
    for (const auto &node : d->world.nodes) {
        for (const Trouble trouble : node->troubles())
            active.append(nameOf(trouble) + u':' + node->name());
    }
    if (d->proxy.isBroken())
        active.append(u"proxy-502:proxy"_s);
    return active;
}

} // namespace rollcall

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/DemoCluster.h"

#include "demo/DemoProxy.h"
#include "demo/Scenery.h"

#include <algorithm>
#include <array>

namespace rollcall {

using namespace Qt::StringLiterals;
using demo::DemoProduct;
using demo::DemoProxy;
using demo::FaultRow;
using demo::FilePart;
using demo::GossipMode;
using demo::JsonMembers;
using demo::Scenery;
using demo::Stage;

namespace {

const QString ProxyName = u"proxy"_s;
/// In the order of GossipMode.
constexpr std::array GossipModes{"plain"_L1, "compressed"_L1, "encrypted"_L1, "off"_L1};

std::optional<GossipMode> gossipModeNamed(const QString &name)
{
    const auto found = std::find(GossipModes.begin(), GossipModes.end(), name);
    return found == GossipModes.end() ? std::nullopt : std::optional(GossipMode(found - GossipModes.begin()));
}

QString nameOf(const FaultRow &row)
{
    return QString::fromLatin1(row.name);
}

QList<DemoCluster::Fault> listed(const std::vector<FaultRow> &rows)
{
    QList<DemoCluster::Fault> made;
    for (const FaultRow &row : rows)
        made.append({nameOf(row), QString::fromLatin1(row.title), QString::fromLatin1(row.effect)});
    return made;
}

QByteArray lines(const std::vector<JsonMembers> &objects)
{
    QByteArray text;
    for (const JsonMembers &each : objects)
        text += (text.isEmpty() ? "    " : ",\n    ") + demo::oneLine(each);
    return text;
}

} // namespace

struct DemoCluster::Private
{
    SystemClock systemClock;
    const DemoProduct *product; ///< null: not known
    bool isGossipKnown;
    QString productName;
    Stage stage;
    std::vector<FaultRow> rows;
    std::unique_ptr<Scenery> scenery;
    bool hasCanary;
    bool isStarted = false;

    explicit Private(const Options &wanted)
        : product(demo::demoProductNamed(wanted.product)),
          isGossipKnown(gossipModeNamed(wanted.gossip).has_value()),
          productName(wanted.product),
          stage(wanted.clock ? *wanted.clock : systemClock, wanted.seed, wanted.version.toLatin1(),
                gossipModeNamed(wanted.gossip).value_or(GossipMode::Off)),
          hasCanary(wanted.canary)
    {
        if (!product)
            return;
        rows = product->faults();
        scenery = product->make(stage, std::clamp(wanted.nodes.value_or(product->usualNodes), 1, MaxNodes));
    }

    QStringList names() const { return scenery ? scenery->nodeNames() : QStringList(); }

    Result<FaultRow> find(const QString &fault) const
    {
        QStringList known;
        for (const FaultRow &row : rows) {
            if (fault == QLatin1StringView(row.name))
                return row;
            known.append(nameOf(row));
        }
        return Error{u"demo.unknown_fault"_s, u"no fault of this name; there are "_s + known.join(u", "_s)};
    }

    QStringList nodesFor(const FaultRow &row) const
    {
        QStringList fit;
        const QStringList all = names();
        for (const QString &node : all) {
            if (!row.isOfProxy && scenery->canHave(nameOf(row), node))
                fit.append(node);
        }
        return fit;
    }

    bool hasTrouble(const QString &node) const
    {
        return std::any_of(rows.begin(), rows.end(),
                           [&](const FaultRow &row) { return !row.isOfProxy && scenery->has(nameOf(row), node); });
    }

    /// The node meant: the named one, else the last one without a fault of its own, so that two do not hide each other.
    Result<QString> nodeFor(const FaultRow &row, const QString &node) const
    {
        const QStringList fit = nodesFor(row);
        if (!node.isEmpty()) {
            const Result<void> known = checkNode(node);
            if (!known.ok())
                return known.error();
        }
        if (fit.isEmpty() || (!node.isEmpty() && !fit.contains(node)))
            return Error{u"demo.unfit_node"_s,
                         nameOf(row) + (fit.isEmpty() ? u" is a fault of no node of this cluster"_s
                                                      : QString(u" is a fault of "_s + fit.join(u", "_s)))};
        if (!node.isEmpty())
            return node;
        QString best = fit.last();
        for (const QString &each : fit) {
            if (!hasTrouble(each))
                best = each;
        }
        return best;
    }

    Result<void> checkNode(const QString &node) const
    {
        const QStringList all = names();
        if (all.contains(node))
            return {};
        return Error{u"demo.unknown_node"_s, u"no node of this name; there are "_s + all.join(u", "_s)};
    }

    DemoProxy *proxy() const { return scenery ? scenery->proxy() : nullptr; }
};

DemoCluster::DemoCluster(const Options &options, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>(options))
{}

DemoCluster::~DemoCluster() = default;

Result<void> DemoCluster::start()
{
    if (!d->scenery)
        return Error{u"demo.unknown_product"_s, u"no product of this name; there are "_s + products().join(u", "_s)};
    if (!d->isGossipKnown)
        return Error{u"demo.unknown_gossip"_s,
                     u"no gossip mode of this name; there are "_s + gossipModes().join(u", "_s)};
    if (d->isStarted)
        return {};
    Result<void> started = d->scenery->start();
    d->isStarted = started.ok();
    return started;
}

QByteArray DemoCluster::clusterFile() const
{
    if (!d->scenery)
        return {};
    const FilePart part = d->scenery->filePart();
    const bool isMattermost = d->productName == "mattermost"_L1;
    JsonMembers members{
        {"schema", "1"},
        {"name", demo::quoted(isMattermost ? u"demonstration"_s : QString(u"demonstration "_s + d->productName))},
        {"environment", "\"test\""},
        {"product", demo::quoted(d->productName == "mixed"_L1 ? u"mattermost"_s : d->productName)}};
    if (!part.publicUrl.isEmpty())
        members.emplace_back("publicUrl", "\"" + part.publicUrl + "\"");
    members.insert(members.end(), {{"interval", "\"5s\""}, {"timeout", "\"3s\""}, {"retryAfter", "\"2s\""}});
    // A quarter of an hour away from where a leak begins.
    if (isMattermost)
        members.emplace_back("rules", R"({ "goroutineThreshold": 2000 })");
    for (const auto &own : part.shared) {
        const auto usual = std::find_if(members.begin(), members.end(),
                                        [&own](const auto &member) { return member.first == own.first; });
        if (usual == members.end())
            members.push_back(own);
        else
            usual->second = own.second;
    }
    if (d->hasCanary && (isMattermost || d->productName == "mixed"_L1))
        members.emplace_back("canary", R"({ "team": "lab", "channel": "probe", "interval": "10s" })");
    members.emplace_back("nodes", "[\n" + lines(part.nodes) + "\n  ]");
    if (!part.probes.empty())
        members.emplace_back("probes", "[\n" + lines(part.probes) + "\n  ]");
    QByteArray text;
    for (const auto &[key, value] : members)
        text += (text.isEmpty() ? "{\n  \"" : ",\n  \"") + key + "\": " + value;
    return text + "\n}\n";
}

QStringList DemoCluster::products()
{
    QStringList names;
    for (const DemoProduct &product : demo::demoProducts())
        names.append(QString::fromLatin1(product.name));
    return names;
}

QStringList DemoCluster::gossipModes()
{
    return {GossipModes.begin(), GossipModes.end()};
}

QList<DemoCluster::Fault> DemoCluster::faultsOf(const QString &product)
{
    const DemoProduct *row = demo::demoProductNamed(product);
    return row ? listed(row->faults()) : QList<Fault>();
}

QList<DemoCluster::Fault> DemoCluster::faults() const
{
    return listed(d->rows);
}

bool DemoCluster::isOfProxy(const QString &fault) const
{
    const Result<FaultRow> row = d->find(fault);
    return row.ok() && row.value().isOfProxy;
}

QStringList DemoCluster::nodeNames() const
{
    return d->names();
}

QStringList DemoCluster::nodesFor(const QString &fault) const
{
    const Result<FaultRow> row = d->find(fault);
    return row.ok() ? d->nodesFor(row.value()) : QStringList();
}

Result<void> DemoCluster::inject(const QString &fault, const QString &node)
{
    const Result<FaultRow> row = d->find(fault);
    if (!row.ok())
        return row.error();
    if (row.value().isOfProxy) {
        if (!node.isEmpty() && node != ProxyName)
            return Error{u"demo.unknown_node"_s, fault + u" is a fault of the proxy, not of a node"_s};
        d->proxy()->setBroken(true);
    } else {
        const Result<QString> target = d->nodeFor(row.value(), node);
        if (!target.ok())
            return target.error();
        d->scenery->set(fault, target.value(), true);
    }
    Q_EMIT faultsChanged();
    return {};
}

Result<void> DemoCluster::mend(const QString &fault, const QString &node)
{
    if (!fault.isEmpty()) {
        const Result<FaultRow> row = d->find(fault);
        if (!row.ok())
            return row.error();
    }
    const bool isProxyMeant = node == ProxyName && d->proxy();
    if (!node.isEmpty() && !isProxyMeant) {
        const Result<void> known = d->checkNode(node);
        if (!known.ok())
            return known.error();
    }
    const QStringList all = d->names();
    for (const FaultRow &row : d->rows) {
        if (!fault.isEmpty() && fault != QLatin1StringView(row.name))
            continue;
        if (row.isOfProxy) {
            if ((node.isEmpty() || isProxyMeant) && d->proxy())
                d->proxy()->setBroken(false);
            continue;
        }
        for (const QString &each : all) {
            if ((node.isEmpty() || node == each) && d->scenery->has(nameOf(row), each))
                d->scenery->set(nameOf(row), each, false);
        }
    }
    if (d->proxy())
        d->proxy()->forget();
    Q_EMIT faultsChanged();
    return {};
}

QStringList DemoCluster::activeFaults() const
{
    QStringList active;
    const QStringList all = d->names();
    for (const QString &node : all) {
        for (const FaultRow &row : d->rows) {
            if (!row.isOfProxy && d->scenery->has(nameOf(row), node))
                active.append(nameOf(row) + u':' + node);
        }
    }
    for (const FaultRow &row : d->rows) {
        if (row.isOfProxy && d->proxy() && d->proxy()->isBroken())
            active.append(nameOf(row) + u':' + ProxyName);
    }
    return active;
}

} // namespace rollcall

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/FactsModel.h"

#include "health/ClusterState.h"
#include "ui/models/Words.h"

#include <QLocale>

namespace rollcall {

namespace {

/// Collects the rows of one target.
class Rows
{
public:
    explicit Rows(TimePoint now) : m_now(now) {}

    template <class T>
    void from(const Known<T> &known)
    {
        m_source = known.probe;
        m_age = words::age(std::chrono::duration_cast<Milliseconds>(m_now - known.at));
        m_isDim = !known.isCurrent;
    }
    void fromNothing()
    {
        m_source.clear();
        m_age.clear();
        m_isDim = false;
    }
    void add(const QString &key, const QString &label, const QString &value, Severity severity = Severity::Info)
    {
        if (value.isEmpty())
            return;
        TextTable::Row row;
        row.key = key + u'/' + m_source;
        row.cells = {label, Wording::plain(value, 400), m_source, m_age};
        row.toolTip = row.cells[1];
        row.isDim = m_isDim;
        if (severity != Severity::Info)
            row.severity = static_cast<int>(severity);
        rows.push_back(std::move(row));
    }

    void add(const Component &component)
    {
        const QString name =
            component.instance.isEmpty() ? component.name : QString(component.name + u' ' + component.instance);
        const QString state = component.ok ? FactsModel::tr("ok") : FactsModel::tr("down");
        // A port is its own name; the other parts are said to be parts.
        add(QStringLiteral("component.") + name,
            name.startsWith(u"port ") ? words::capital(name) : FactsModel::tr("Component %1").arg(name),
            component.message.isEmpty() ? state : QString(state + QStringLiteral(": ") + component.message),
            component.ok           ? Severity::Info
            : component.isOptional ? Severity::Warning
                                   : Severity::Critical);
    }

    std::vector<TextTable::Row> rows;

private:
    TimePoint m_now;
    QString m_source;
    QString m_age;
    bool m_isDim = false;
};

/// Whom the gossip layer holds, and how where that is not simply alive.
void addGossip(Rows &rows, const ClusterState &cluster, const TargetState &target)
{
    if (!target.held || !target.facts.gossipList)
        return;
    rows.from(*target.facts.gossipList);
    QStringList names;
    const auto add = [&names](const QString &name, Belief belief) {
        names << (belief == Belief::Seen ? name : QString(name % u" (" % words::wording().beliefWord(belief) % u')'));
    };
    for (const auto &[node, belief] : target.held->of)
        add(cluster.file->targetName(node), belief);
    for (const BeliefRow::Stranger &stranger : target.held->strangers)
        add(stranger.name, stranger.belief);
    rows.add(QStringLiteral("holds"), FactsModel::tr("Gossip holds"),
             names.isEmpty() ? FactsModel::tr("nobody") : names.join(u", "));
    if (const GossipFact *fact = current(target.facts.gossip)) {
        rows.add(QStringLiteral("gossip.way"), FactsModel::tr("Gossip is"),
                 (fact->isSealed ? FactsModel::tr("encrypted") : FactsModel::tr("not encrypted")) % u", " %
                     (fact->isCompressed ? FactsModel::tr("compressed") : FactsModel::tr("not compressed")));
    }
}

void addDelivery(Rows &rows, const Delivery &delivery, const QString &key, const QString &label)
{
    const QString lost = FactsModel::tr("%1 of %2 lost").arg(delivery.lost).arg(delivery.sent);
    QString value = lost;
    if (delivery.latency) {
        const double ms = static_cast<double>(delivery.latency->count()) / 1000;
        value = FactsModel::tr("%1 ms, %2").arg(QLocale().toString(ms, 'f', 1), lost);
    }
    rows.add(key, label, value, delivery.lostInARow > 1 ? Severity::Critical : Severity::Info);
}

/// What the canary saw: the messages that came here from each node, and those that went from here to each.
void addDeliveries(Rows &rows, const ClusterState &cluster, const TargetState &target)
{
    if (target.facts.delivery) {
        rows.from(*target.facts.delivery);
        for (const Delivery &delivery : target.facts.delivery->value.deliveries)
            addDelivery(rows, delivery, QStringLiteral("delivery.from.") + delivery.from,
                        FactsModel::tr("Messages from %1").arg(delivery.from));
    }
    for (const TargetStatePtr &other : cluster.targets) {
        if (!other || other->id == target.id || !other->facts.delivery)
            continue;
        rows.from(*other->facts.delivery);
        for (const Delivery &delivery : other->facts.delivery->value.deliveries) {
            if (delivery.from == target.settings.name)
                addDelivery(rows, delivery, QStringLiteral("delivery.to.") + other->settings.name,
                            FactsModel::tr("Messages to %1").arg(other->settings.name));
        }
    }
    if (const auto &websocket = target.facts.websocket) {
        rows.from(*websocket);
        rows.add(QStringLiteral("websocket"), FactsModel::tr("WebSocket"),
                 websocket->value.isRefused ? FactsModel::tr("refused: %1").arg(websocket->value.detail)
                                            : FactsModel::tr("opens"),
                 websocket->value.isRefused ? Severity::Warning : Severity::Info);
    }
}

/// The proxy: how many connections each node got, of those that were counted.
QString shareText(const ClusterFile &file, const ProxyShare &share)
{
    QStringList parts;
    for (const auto &[node, count] : share.nodes)
        parts << file.targetName(node) + u' ' + QString::number(count);
    if (share.unknown > 0)
        parts << FactsModel::tr("cannot be told: %1").arg(share.unknown);
    return FactsModel::tr("%1 (of %2)").arg(parts.join(u", "), QString::number(share.connections));
}

} // namespace

FactsModel::FactsModel(QObject *parent) : TextTable({tr("Fact"), tr("Value"), tr("Told by"), tr("Age")}, {Age}, parent)
{}

void FactsModel::setTarget(const ClusterState &cluster, const TargetState &target, TimePoint now)
{
    const TargetFacts &facts = target.facts;
    const QLocale locale;
    const auto yesNo = [](bool yes) { return yes ? tr("yes") : tr("no"); };
    Rows rows(now);

    rows.add(QStringLiteral("reach"), tr("Reached"), words::reach(facts.reach),
             facts.reach.kind == Reach::Kind::Down ? Severity::Critical : Severity::Info);
    rows.add(QStringLiteral("peer"), tr("Connected to"), facts.peerAddress);

    if (facts.identity) {
        const IdentityFact &identity = facts.identity->value;
        rows.from(*facts.identity);
        rows.add(QStringLiteral("version"), tr("Version"), identity.version);
        rows.add(QStringLiteral("build"), tr("Build"), identity.build);
        rows.add(QStringLiteral("current"), tr("Current version"), identity.currentVersion);
        rows.add(QStringLiteral("clienthash"), tr("Client configuration hash"), identity.clientConfigHash);
        if (identity.licensed)
            rows.add(QStringLiteral("licensed"), tr("Licensed"), yesNo(*identity.licensed));
    }
    for (const auto *health : {&facts.health, &facts.deepHealth}) {
        if (!*health)
            continue;
        const HealthFact &value = (*health)->value;
        rows.from(**health);
        if (value.healthy)
            rows.add(QStringLiteral("healthy"), tr("Calls itself healthy"), yesNo(*value.healthy),
                     *value.healthy ? Severity::Info : Severity::Critical);
        rows.add(QStringLiteral("says"), tr("Says of itself"), value.message);
        for (const Component &component : value.components)
            rows.add(component);
        if (value.searchBackend)
            rows.add(QStringLiteral("search"), tr("Search backend"), *value.searchBackend);
    }
    for (const auto &[probe, known] : facts.components) {
        rows.from(known);
        for (const Component &component : known.value.components)
            rows.add(component);
    }
    addDeliveries(rows, cluster, target);
    for (const auto &[probe, known] : facts.expectations) {
        const ExpectationFact &value = known.value;
        rows.from(known);
        const bool holds = value.level == ExpectationFact::Level::Holds;
        rows.add(QStringLiteral("expectation"), tr("Probe %1").arg(value.name),
                 holds                      ? tr("as expected")
                 : value.expected.isEmpty() ? value.got
                                            : tr("%1; expected: %2").arg(value.got, value.expected),
                 holds                                            ? Severity::Info
                 : value.level == ExpectationFact::Level::Warning ? Severity::Warning
                                                                  : Severity::Critical);
    }
    if (facts.membership) {
        rows.from(*facts.membership);
        QStringList members;
        for (const Member &member : facts.membership->value.members)
            members << (member.hostname.isEmpty() ? (member.address.isEmpty() ? member.id : member.address)
                                                  : member.hostname);
        rows.add(QStringLiteral("members"), tr("Lists"), members.isEmpty() ? tr("nobody") : members.join(u", "));
    }
    addGossip(rows, cluster, target);
    rows.fromNothing();
    if (target.sees) {
        QStringList names;
        for (const TargetId id : *target.sees)
            names << cluster.file->targetName(id);
        rows.add(QStringLiteral("sees"), tr("Sees"), names.isEmpty() ? tr("nobody") : names.join(u", "));
    }
    if (target.reaches) {
        QStringList names;
        for (const TargetId id : *target.reaches)
            names << cluster.file->targetName(id);
        rows.add(QStringLiteral("reaches"), tr("Reaches"), names.isEmpty() ? tr("nobody") : names.join(u", "));
    }
    if (target.httpShare)
        rows.add(QStringLiteral("share.http"), tr("HTTP connections"), shareText(*cluster.file, *target.httpShare));
    if (target.websocketShare)
        rows.add(QStringLiteral("share.websocket"), tr("WebSockets"), shareText(*cluster.file, *target.websocketShare));
    rows.add(QStringLiteral("clusterid"), tr("Cluster id"), target.clusterId.value_or(QString()));
    rows.add(QStringLiteral("hostname"), tr("Host name"), target.hostname.value_or(QString()));
    rows.add(QStringLiteral("gossip"), tr("Gossip address"), target.gossipAddress.value_or(QString()));
    rows.add(QStringLiteral("confighash"), tr("Configuration hash"), target.configHash.value_or(QString()));
    if (target.isPresumedLeader)
        rows.add(QStringLiteral("leader"), tr("Leader"), tr("presumed: it has the lowest id of the cluster"));

    if (facts.metrics) {
        const MetricsFact &metrics = facts.metrics->value;
        rows.from(*facts.metrics);
        const auto number = [&rows](const QString &key, const QString &label, const std::optional<double> &value) {
            if (value)
                rows.add(key, label, words::count(*value));
        };
        number(QStringLiteral("goroutines"), tr("Goroutines"), metrics.goroutines);
        number(QStringLiteral("threads"), tr("Threads"), metrics.threads);
        number(QStringLiteral("requests"), tr("API requests since start"), metrics.httpRequests);
        number(QStringLiteral("errors"), tr("API errors since start"), metrics.httpErrors);
        number(QStringLiteral("websockets"), tr("WebSocket connections"), metrics.websockets);
        number(QStringLiteral("score"), tr("Cluster health score"), metrics.clusterHealthScore);
        if (metrics.startTime)
            rows.add(QStringLiteral("started"), tr("Started"),
                     words::moment(QDateTime::fromSecsSinceEpoch(static_cast<qint64>(*metrics.startTime), Qt::UTC)));
        for (auto it = metrics.series.begin(); it != metrics.series.end(); ++it)
            rows.add(QStringLiteral("series.") + it.key(), it.key(), locale.toString(it.value(), 'g', 10));
    }
    for (const auto &[probe, settings] : facts.settings) {
        rows.from(settings);
        for (auto it = settings.value.values.begin(); it != settings.value.values.end(); ++it)
            rows.add(QStringLiteral("setting.") + it.key(), it.key(), it.value());
        if (settings.value.goroutineThreshold)
            rows.add(QStringLiteral("threshold"), tr("Goroutine threshold"),
                     *settings.value.goroutineThreshold < 0 ? tr("off")
                                                            : words::count(*settings.value.goroutineThreshold));
    }
    if (facts.config) {
        rows.from(*facts.config);
        rows.add(QStringLiteral("config"), tr("Configuration"),
                 tr("%n key(s) compared", nullptr, static_cast<int>(facts.config->value.digests.size())));
    }
    if (facts.license) {
        rows.from(*facts.license);
        const LicenseFact &license = facts.license->value;
        rows.add(QStringLiteral("license"), tr("License"),
                 license.isLicensed ? (license.sku.isEmpty() ? tr("present") : license.sku) : tr("none"));
        if (license.cluster)
            rows.add(QStringLiteral("license.cluster"), tr("License allows a cluster"), yesNo(*license.cluster));
    }
    if (facts.schema) {
        rows.from(*facts.schema);
        rows.add(QStringLiteral("schema"), tr("Schema version"), facts.schema->value.version);
    }
    if (facts.plugins) {
        rows.from(*facts.plugins);
        rows.add(QStringLiteral("plugins"), tr("Plugins"),
                 tr("%n row(s)", nullptr, static_cast<int>(facts.plugins->value.plugins.size())));
    }
    if (facts.clock) {
        rows.from(*facts.clock);
        rows.add(QStringLiteral("clock"), tr("Clock against this computer"),
                 tr("%1 (exact to half a second)").arg(words::offset(facts.clock->value.offset)));
    }
    rows.fromNothing();
    if (facts.certificate) {
        const PeerCertificate &certificate = *facts.certificate;
        rows.add(QStringLiteral("cert.subject"), tr("Certificate of"), certificate.subject);
        rows.add(QStringLiteral("cert.names"), tr("Certificate names"), certificate.names.join(u", "));
        rows.add(QStringLiteral("cert.issuer"), tr("Certificate issued by"), certificate.issuer);
        rows.add(QStringLiteral("cert.from"), tr("Certificate valid from"),
                 certificate.notBefore.toString(Qt::ISODate));
        rows.add(QStringLiteral("cert.until"), tr("Certificate valid until"),
                 certificate.notAfter.toString(Qt::ISODate));
        rows.add(QStringLiteral("cert.chain"), tr("Certificate chain"), certificate.chain.join(u" ← "));
        rows.add(QStringLiteral("cert.print"), tr("Certificate fingerprint"), certificate.fingerprint);
        rows.add(QStringLiteral("cert.pin"), tr("Public key pin"), certificate.pin);
    }
    setRows(std::move(rows.rows));
}

} // namespace rollcall

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/Duration.h"
#include "cluster/ClusterFile.h"
#include "cluster/ClusterKeys.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace rollcall {

using namespace Qt::StringLiterals;

namespace {

/// JSON that keeps the order of its members, which QJsonObject does not: a file for people is not sorted by alphabet.
class OrderedJson
{
public:
    enum class Shape { Scalar, Object, InlineObject, Array, InlineArray };

    explicit OrderedJson(const QJsonValue &value) : m_scalar(value) {}
    explicit OrderedJson(Shape shape) : m_shape(shape) {}

    void add(const QString &key, const OrderedJson &value) { m_members.emplace_back(key, value); }
    void add(const QString &key, const QJsonValue &value) { m_members.emplace_back(key, OrderedJson(value)); }
    void addDuration(const QString &key, std::chrono::milliseconds duration) { add(key, formatDuration(duration)); }
    void addIfSet(const QString &key, const QString &text)
    {
        if (!text.isEmpty())
            add(key, text);
    }
    bool isEmpty() const { return m_members.empty(); }

    QByteArray text(int indent = 0) const
    {
        if (m_shape == Shape::Scalar)
            return scalarText(m_scalar);
        const bool isArray = m_shape == Shape::Array || m_shape == Shape::InlineArray;
        const bool isInline = m_shape == Shape::InlineObject || m_shape == Shape::InlineArray;
        if (m_members.empty())
            return isArray ? "[]" : "{}";
        const QByteArray inner = isInline ? QByteArray() : "\n" + QByteArray(indent + 2, ' ');
        QByteArray all;
        for (const auto &[key, value] : m_members) {
            if (!all.isEmpty())
                all += isInline ? ", " : ",";
            all += inner;
            if (!isArray)
                all += scalarText(key) + ": ";
            all += value.text(indent + 2);
        }
        if (!isInline)
            all += "\n" + QByteArray(indent, ' ');
        else if (!isArray)
            all = " " + all + " ";
        return (isArray ? "[" : "{") + all + (isArray ? "]" : "}");
    }

private:
    static QByteArray scalarText(const QJsonValue &value)
    {
        QByteArray list = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
        // Qt's reader drops this character from the beginning of a text unless it is escaped: it takes it for a mark.
        list.replace("\xef\xbb\xbf", "\\ufeff");
        return list.mid(1, list.size() - 2);
    }

    Shape m_shape = Shape::Scalar;
    QJsonValue m_scalar;
    std::vector<std::pair<QString, OrderedJson>> m_members;
};

using Shape = OrderedJson::Shape;

class Writing
{
public:
    explicit Writing(const ClusterFile &file) : m_file(file) {}

    OrderedJson cluster() const
    {
        const ClusterFile defaults;
        OrderedJson json(Shape::Object);
        json.add(u"schema"_s, ClusterFile::Schema);
        json.add(u"name"_s, m_file.name);
        if (m_file.environment != defaults.environment)
            json.add(u"environment"_s, environmentWords().at(static_cast<int>(m_file.environment)));
        json.add(u"product"_s, m_file.product);
        if (m_file.hasProxy())
            json.add(u"publicUrl"_s, m_file.publicUrl.toString(QUrl::FullyEncoded));
        addDuration(json, u"interval"_s, m_file.interval, defaults.interval);
        addDuration(json, u"timeout"_s, m_file.timeout, defaults.timeout);
        addDuration(json, u"retryAfter"_s, m_file.retryAfter, defaults.retryAfter);
        addSecret(json, u"token"_s, m_file.token);
        addLogin(json, m_file.login);
        if (m_file.tls != defaults.tls)
            addTls(json, m_file.tls);
        if (m_file.httpProxy != defaults.httpProxy)
            json.add(u"httpProxy"_s, m_file.httpProxy);
        json.addIfSet(u"jumpHost"_s, m_file.jumpHost);
        addMetrics(json, m_file.metrics, {});
        addGossip(json, m_file.gossip, {});
        if (m_file.startupGrace)
            json.addDuration(u"startupGrace"_s, *m_file.startupGrace);
        addRetention(json);
        addRules(json);
        if (m_file.canary) {
            OrderedJson canary(Shape::InlineObject);
            canary.add(u"team"_s, m_file.canary->team);
            canary.add(u"channel"_s, m_file.canary->channel);
            addDuration(canary, u"interval"_s, m_file.canary->interval, Canary{}.interval);
            addSearch(canary, u"users"_s, m_file.canary->users);
            addSearch(canary, u"channels"_s, m_file.canary->channels);
            json.add(u"canary"_s, canary);
        }
        OrderedJson nodes(Shape::Array);
        for (const Node &node : m_file.nodes)
            nodes.add({}, nodeJson(node));
        json.add(u"nodes"_s, nodes);
        if (!m_file.probes.empty()) {
            OrderedJson probes(Shape::Array);
            for (const GenericProbe &probe : m_file.probes)
                probes.add({}, probeJson(probe));
            json.add(u"probes"_s, probes);
        }
        return json;
    }

private:
    static void addDuration(OrderedJson &json, const QString &key, std::chrono::milliseconds value,
                            std::chrono::milliseconds left)
    {
        if (value != left)
            json.addDuration(key, value);
    }

    static void addSearch(OrderedJson &json, const QString &key, const CanarySearch &search)
    {
        if (search == CanarySearch{})
            return;
        OrderedJson object(Shape::InlineObject);
        object.addIfSet(u"term"_s, search.term);
        if (search.minimum != CanarySearch{}.minimum)
            object.add(u"minimum"_s, search.minimum);
        json.add(key, object);
    }

    /// As it stood in the file that was loaded, if it did.
    QString written(const QString &path) const { return m_file.origin.paths.value(path, path); }

    OrderedJson secretJson(const SecretReference &reference) const
    {
        OrderedJson json(Shape::InlineObject);
        switch (reference.kind) {
        case SecretReference::Kind::Keychain:
            json.add(u"keychain"_s, reference.name);
            break;
        case SecretReference::Kind::Environment:
            json.add(u"env"_s, reference.name);
            break;
        case SecretReference::Kind::File:
            json.add(u"file"_s, written(reference.name));
            break;
        }
        return json;
    }

    void addSecret(OrderedJson &json, const QString &key, const std::optional<SecretReference> &reference) const
    {
        if (reference)
            json.add(key, secretJson(*reference));
    }

    void addLogin(OrderedJson &json, const std::optional<Login> &login) const
    {
        if (!login)
            return;
        OrderedJson object(Shape::InlineObject);
        object.add(u"user"_s, login->user);
        object.add(u"password"_s, secretJson(login->password));
        json.add(u"login"_s, object);
    }

    void addTls(OrderedJson &json, const TlsSettings &tls) const
    {
        OrderedJson object(Shape::Object);
        object.addIfSet(u"caFile"_s, written(tls.caFile));
        object.addIfSet(u"pin"_s, tls.pin);
        object.addIfSet(u"clientCertificate"_s, written(tls.clientCertificate));
        addSecret(object, u"clientKey"_s, tls.clientKey);
        json.add(u"tls"_s, object);
    }

    /// What equals `base` is left out: the cluster's value for a node, else the default.
    static void addMetrics(OrderedJson &json, const std::optional<MetricsSettings> &metrics,
                           const MetricsSettings &base)
    {
        if (!metrics)
            return;
        if (!metrics->enabled)
            return json.add(u"metrics"_s, false);
        OrderedJson object(Shape::InlineObject);
        if (metrics->port != base.port)
            object.add(u"port"_s, metrics->port);
        if (metrics->path != base.path)
            object.add(u"path"_s, metrics->path);
        json.add(u"metrics"_s, object);
    }

    void addGossip(OrderedJson &json, const std::optional<GossipSettings> &gossip, const GossipSettings &base) const
    {
        if (!gossip)
            return;
        if (!gossip->enabled)
            return json.add(u"gossip"_s, false);
        OrderedJson object(Shape::InlineObject);
        if (gossip->port != base.port)
            object.add(u"port"_s, gossip->port);
        addSecret(object, u"key"_s, gossip->key);
        if (gossip->label != base.label)
            object.add(u"label"_s, gossip->label);
        json.add(u"gossip"_s, object);
    }

    void addRetention(OrderedJson &json) const
    {
        const Retention defaults;
        OrderedJson object(Shape::InlineObject);
        addDuration(object, u"raw"_s, m_file.retention.raw, defaults.raw);
        addDuration(object, u"minute"_s, m_file.retention.minute, defaults.minute);
        addDuration(object, u"hour"_s, m_file.retention.hour, defaults.hour);
        if (!object.isEmpty())
            json.add(u"retention"_s, object);
    }

    void addRules(OrderedJson &json) const
    {
        const Rules &rules = m_file.rules;
        const Rules defaults;
        OrderedJson object(Shape::Object);
        addDuration(object, u"clockSkew"_s, rules.clockSkew, defaults.clockSkew);
        addDuration(object, u"slow"_s, rules.slow, defaults.slow);
        if (rules.goroutineThreshold)
            object.add(u"goroutineThreshold"_s, *rules.goroutineThreshold);
        if (rules.peerFactor != defaults.peerFactor)
            object.add(u"peerFactor"_s, rules.peerFactor);
        if (rules.errorFactor != defaults.errorFactor)
            object.add(u"errorFactor"_s, rules.errorFactor);
        addDuration(object, u"tlsWarning"_s, rules.tlsWarning, defaults.tlsWarning);
        addDuration(object, u"tlsCritical"_s, rules.tlsCritical, defaults.tlsCritical);
        addDuration(object, u"deliverySlow"_s, rules.deliverySlow, defaults.deliverySlow);
        addDuration(object, u"upgradeLimit"_s, rules.upgradeLimit, defaults.upgradeLimit);
        OrderedJson severity(Shape::Object);
        for (auto it = rules.severity.begin(); it != rules.severity.end(); ++it)
            severity.add(it.key(), it.value());
        if (!severity.isEmpty())
            object.add(u"severity"_s, severity);
        if (!object.isEmpty())
            json.add(u"rules"_s, object);
    }

    OrderedJson nodeJson(const Node &node) const
    {
        OrderedJson json(Shape::Object);
        json.add(u"name"_s, node.name);
        json.add(u"url"_s, node.url.toString(QUrl::FullyEncoded));
        json.addIfSet(u"product"_s, node.product);
        json.addIfSet(u"role"_s, node.role);
        if (node.portOffset)
            json.add(u"portOffset"_s, *node.portOffset);
        json.addIfSet(u"connectTo"_s, node.connectTo);
        addSecret(json, u"token"_s, node.token);
        addSecret(json, u"healthToken"_s, node.healthToken);
        addLogin(json, node.login);
        if (node.tls)
            addTls(json, *node.tls);
        addMetrics(json, node.metrics, m_file.metrics.value_or(MetricsSettings{}));
        addGossip(json, node.gossip, m_file.gossip.value_or(GossipSettings{}));
        if (node.interval)
            json.addDuration(u"interval"_s, *node.interval);
        if (node.timeout)
            json.addDuration(u"timeout"_s, *node.timeout);
        if (node.startupGrace)
            json.addDuration(u"startupGrace"_s, *node.startupGrace);
        return json;
    }

    OrderedJson probeJson(const GenericProbe &probe) const
    {
        const GenericProbe defaults;
        OrderedJson json(Shape::Object);
        json.add(u"name"_s, probe.name);
        json.addIfSet(u"node"_s, probe.node);
        if (!probe.url.isEmpty())
            json.add(u"url"_s, probe.url.toString(QUrl::FullyEncoded));
        if (probe.kind != defaults.kind)
            json.add(u"kind"_s, probeKindWords().at(static_cast<int>(probe.kind)));
        if (probe.port)
            json.add(u"port"_s, *probe.port);
        if (probe.method != defaults.method)
            json.add(u"method"_s, probe.method);
        json.addIfSet(u"path"_s, probe.path);
        if (!probe.fallback.isEmpty()) {
            OrderedJson list(Shape::InlineArray);
            for (const QString &path : probe.fallback)
                list.add({}, path);
            json.add(u"fallback"_s, list);
        }
        addHeaders(json, probe);
        if (probe.auth != defaults.auth)
            json.add(u"auth"_s, probeAuthWords().at(static_cast<int>(probe.auth)));
        addExpectations(json, probe);
        if (probe.warn)
            json.add(u"warn"_s, *probe.warn);
        if (probe.critical)
            json.add(u"critical"_s, *probe.critical);
        return json;
    }

    void addHeaders(OrderedJson &json, const GenericProbe &probe) const
    {
        OrderedJson headers(Shape::Object);
        for (auto it = probe.headers.begin(); it != probe.headers.end(); ++it)
            headers.add(it.key(), it->secret ? secretJson(*it->secret) : OrderedJson(it->text));
        if (!headers.isEmpty())
            json.add(u"headers"_s, headers);
    }

    static void addExpectations(OrderedJson &json, const GenericProbe &probe)
    {
        OrderedJson status(Shape::InlineArray);
        for (const StatusRange &range : probe.expectStatus) {
            const bool isOne = range.first == range.last;
            status.add({}, isOne ? QJsonValue(range.first) : QJsonValue(u"%1-%2"_s.arg(range.first).arg(range.last)));
        }
        if (!status.isEmpty())
            json.add(u"expectStatus"_s, status);
        json.addIfSet(u"expectType"_s, probe.expectType);
        json.addIfSet(u"expectBody"_s, probe.expectBody);
        OrderedJson values(Shape::Object);
        for (auto it = probe.expectJson.begin(); it != probe.expectJson.end(); ++it)
            values.add(it.key(), it.value());
        if (!values.isEmpty())
            json.add(u"expectJson"_s, values);
        json.addIfSet(u"components"_s, probe.components);
        json.addIfSet(u"metric"_s, probe.metric);
    }

    const ClusterFile &m_file;
};

} // namespace

QByteArray ClusterFile::toJson() const
{
    return Writing(*this).cluster().text() + "\n";
}

} // namespace rollcall

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/ClusterReading.h"
#include "cluster/FieldForms.h"

#include <QJsonObject>
#include <QSet>
#include <limits>

namespace rollcall {

using namespace Qt::StringLiterals;

namespace {

/// Which kinds of probe a key belongs to; keys that are not here belong to all.
QStringList kindsOf(const QString &key)
{
    static const QStringList http{u"method"_s,     u"fallback"_s,   u"expectStatus"_s, u"expectType"_s,
                                  u"expectBody"_s, u"expectJson"_s, u"components"_s};
    static const QStringList httpAndPrometheus{u"path"_s, u"headers"_s, u"auth"_s};
    static const QStringList prometheus{u"metric"_s, u"warn"_s, u"critical"_s};
    if (http.contains(key))
        return {u"http"_s};
    if (httpAndPrometheus.contains(key))
        return {u"http"_s, u"prometheus"_s};
    if (prometheus.contains(key))
        return {u"prometheus"_s};
    return probeKindWords();
}

bool isSameOrigin(const QUrl &a, const QUrl &b)
{
    const auto port = [](const QUrl &url) { return url.port(url.scheme() == "https"_L1 ? 443 : 80); };
    return a.scheme() == b.scheme() && a.host() == b.host() && port(a) == port(b);
}

class ProbeReading
{
public:
    ProbeReading(FaultList &faults, const JsonAt &at, const ClusterFile &file)
        : m_object(faults, at, FileSection::Probe, u"a probe: an object with name, and node or url"_s), m_file(file)
    {}

    GenericProbe read()
    {
        if (!m_object.isObject())
            return m_probe;
        assign(m_probe.name,
               m_object.text("name"_L1, isName, u"a name: 1 to 200 characters, no space at either end"_s));
        readKind();
        readPlace();
        assign(m_probe.port, m_object.integer("port"_L1, 1, 65535));
        assign(m_probe.method, m_object.word("method"_L1, probeMethodWords()));
        assign(m_probe.path, m_object.text("path"_L1, isUrlPath, u"a path that begins with /"_s));
        readFallback();
        readHeaders();
        readAuth();
        readStatus();
        assign(m_probe.expectType, m_object.text("expectType"_L1, isMediaType, u"a type such as application/json"_s));
        readBody();
        readJson();
        assign(m_probe.components, m_object.text("components"_L1, isJsonPath, u"a JSON path that begins with $"_s));
        readMetric();
        return m_probe;
    }

    const ObjectReading &object() const { return m_object; }

private:
    void readKind()
    {
        const auto word = m_object.word("kind"_L1, probeKindWords());
        if (m_object.has("kind"_L1) && !word)
            return; // which keys fit is unknown then
        const QString kind = word.value_or(u"http"_s);
        if (kind == "tcp"_L1)
            m_probe.kind = GenericProbe::Kind::Tcp;
        else if (kind == "prometheus"_L1)
            m_probe.kind = GenericProbe::Kind::Prometheus;
        for (const QString &key : knownKeys(FileSection::Probe)) {
            const QStringList kinds = kindsOf(key);
            const QByteArray name = key.toLatin1();
            if (!kinds.contains(kind) && m_object.has(QLatin1StringView(name)))
                m_object.fault(QLatin1StringView(name), u"a probe of kind %1 has no such key; it belongs to %2"_s.arg(
                                                            kind, kinds.join(u" and "_s)));
        }
    }

    void readPlace()
    {
        const bool hasNode = m_object.has("node"_L1);
        const bool hasUrl = m_object.has("url"_L1);
        if (hasNode == hasUrl) {
            m_object.faults().add(m_object.at(), hasNode ? u"expected node or url, not both"_s
                                                         : u"expected node or url: what to probe"_s);
            return;
        }
        if (hasUrl) {
            readProbeUrl();
            return;
        }
        const auto name = m_object.text("node"_L1, nullptr, u"the name of a node"_s);
        if (!name)
            return;
        const auto node = std::find_if(m_file.nodes.begin(), m_file.nodes.end(),
                                       [&name](const Node &candidate) { return candidate.name == *name; });
        if (name->isEmpty() || node == m_file.nodes.end()) {
            m_object.fault("node"_L1, u"expected the name of a node of this file"_s);
            return;
        }
        m_probe.node = *name;
        m_node = &*node;
        if (node->url.scheme() == "tcp"_L1 && m_probe.kind != GenericProbe::Kind::Tcp)
            m_object.fault("node"_L1, u"this node's url is tcp://…; give the probe a url, or make its kind tcp"_s);
    }

    void readProbeUrl()
    {
        const bool isTcp = m_probe.kind == GenericProbe::Kind::Tcp;
        const auto text = m_object.text("url"_L1, nullptr, isTcp ? u"tcp://host:port"_s : u"a URL"_s);
        if (!text)
            return;
        const auto url = ::rollcall::readUrl(*text, isTcp ? UrlUse::Tcp : UrlUse::Http);
        if (url)
            m_probe.url = url.value();
        else
            m_object.fault("url"_L1, url.error().message);
    }

    void readFallback()
    {
        const JsonAt *at = m_object.find("fallback"_L1);
        if (!at)
            return;
        const auto items = readArray(m_object.faults(), *at, u"a list of paths"_s);
        if (!items)
            return;
        for (const JsonAt &item : *items) {
            if (const auto path = readText(m_object.faults(), item, isUrlPath, u"a path that begins with /"_s))
                m_probe.fallback.append(*path);
        }
    }

    void readHeaders()
    {
        const JsonAt *at = m_object.find("headers"_L1);
        if (!at)
            return;
        const auto members =
            readMembers(m_object.faults(), *at, u"an object from header name to text or secret reference"_s);
        if (!members)
            return;
        QSet<QString> names;
        for (const auto &[name, member] : *members) {
            if (!isHeaderName(name))
                m_object.faults().addAtKey(member.entry, member.path, u"expected the name of an HTTP header"_s);
            else if (names.contains(name.toLower()))
                m_object.faults().addAtKey(member.entry, member.path, u"this header stands here already"_s);
            else
                readHeader(name, member);
            names.insert(name.toLower());
        }
    }

    void readHeader(const QString &name, const JsonAt &at)
    {
        HeaderValue value;
        if (at.value.isObject() || (at.value.isString() && isCredentialHeader(name))) {
            value.secret = readSecretReference(m_object.faults(), at);
            if (!value.secret)
                return;
        } else {
            const auto text = readText(m_object.faults(), at, nullptr, u"text or a secret reference"_s);
            if (!text)
                return;
            value.text = *text;
        }
        m_probe.headers.insert(name, value);
    }

    void readAuth()
    {
        const auto word = m_object.word("auth"_L1, probeAuthWords());
        if (!word || *word == "none"_L1)
            return;
        const bool isToken = *word == "token"_L1;
        m_probe.auth = isToken ? GenericProbe::Auth::Token : GenericProbe::Auth::Login;
        const bool given =
            isToken ? m_file.token || (m_node && m_node->token) : m_file.login || (m_node && m_node->login);
        if (!given)
            m_object.fault("auth"_L1, isToken ? u"expected a token in the cluster or its node; none is given"_s
                                              : u"expected a login in the cluster or its node; none is given"_s);
        if (m_probe.url.isEmpty())
            return;
        const bool isOwn = isSameOrigin(m_probe.url, m_file.publicUrl) ||
                           std::any_of(m_file.nodes.begin(), m_file.nodes.end(),
                                       [this](const Node &node) { return isSameOrigin(m_probe.url, node.url); });
        if (!isOwn)
            m_object.fault("auth"_L1, u"expected none: credentials go to the nodes and the proxy only, and this url is "
                                      "neither"_s);
    }

    void readStatus()
    {
        const JsonAt *at = m_object.find("expectStatus"_L1);
        if (!at)
            return;
        const auto items = readArray(m_object.faults(), *at, u"a list such as [200, \"300-399\"]"_s);
        if (!items)
            return;
        if (items->empty())
            m_object.faults().add(*at, u"expected at least one code or range"_s);
        for (const JsonAt &item : *items) {
            if (const auto range = statusRange(item.value))
                m_probe.expectStatus.push_back(*range);
            else
                m_object.faults().add(item, u"expected a code from 100 to 599, or a range such as \"200-299\""_s);
        }
    }

    static std::optional<StatusRange> statusRange(const QJsonValue &value)
    {
        const auto code = [](const QString &text) {
            const bool isCode = text.size() == 3 && text[0] >= u'1' && text[0] <= u'5';
            return isCode ? text.toInt() : 0;
        };
        StatusRange range;
        if (value.isDouble()) {
            range.first = range.last = value.toInt();
        } else {
            const QStringList ends = value.toString().split(u'-');
            range.first = code(ends.first());
            range.last = ends.size() <= 2 ? code(ends.last()) : 0;
        }
        const bool isValid = range.first >= 100 && range.first <= range.last && range.last <= 599;
        return isValid ? std::optional(range) : std::nullopt;
    }

    void readBody()
    {
        const JsonAt *at = m_object.find("expectBody"_L1);
        if (!at)
            return;
        // A body may well hold line breaks: the one text that may have them.
        if (at->value.isString() && !at->value.toString().isEmpty())
            m_probe.expectBody = at->value.toString();
        else
            m_object.fault("expectBody"_L1, wrongType(at->value, u"the text that the answer contains, not empty"_s));
    }

    void readJson()
    {
        const JsonAt *at = m_object.find("expectJson"_L1);
        if (!at)
            return;
        const auto members = readMembers(m_object.faults(), *at, u"an object such as { \"$.status\": \"ok\" }"_s);
        if (!members)
            return;
        if (members->empty())
            m_object.faults().add(*at, u"expected at least one path and value"_s);
        for (const auto &[path, member] : *members) {
            if (!isJsonPath(path))
                m_object.faults().addAtKey(member.entry, member.path, u"expected a JSON path that begins with $"_s);
            else if (member.value.isObject() || member.value.isArray())
                m_object.faults().add(member, wrongType(member.value, u"text, a number, true, false or null"_s));
            else
                m_probe.expectJson.insert(path, member.value);
        }
    }

    void readMetric()
    {
        constexpr double Infinite = std::numeric_limits<double>::infinity();
        assign(m_probe.metric, m_object.text("metric"_L1, isName, u"the name of a metric"_s));
        assign(m_probe.warn, m_object.number("warn"_L1, -Infinite, Infinite));
        assign(m_probe.critical, m_object.number("critical"_L1, -Infinite, Infinite));
        if (m_probe.kind != GenericProbe::Kind::Prometheus)
            return;
        if (!m_object.has("metric"_L1) && (m_object.has("warn"_L1) || m_object.has("critical"_L1)))
            m_object.faults().add(m_object.at(), u"expected a metric beside warn and critical"_s);
    }

    ObjectReading m_object;
    const ClusterFile &m_file;
    GenericProbe m_probe;
    const Node *m_node = nullptr;
};

} // namespace

std::vector<GenericProbe> readProbes(FaultList &faults, const JsonAt &at, const ClusterFile &file)
{
    std::vector<GenericProbe> probes;
    const auto items = readArray(faults, at, u"a list of probes"_s);
    if (!items)
        return probes;
    QSet<QString> names;
    for (const JsonAt &item : *items) {
        if (faults.isFull())
            break;
        ProbeReading reading(faults, item, file);
        GenericProbe probe = reading.read();
        // Two nodes may each have a probe of one name.
        const QString key = probe.node + u'\n' + probe.name;
        if (!probe.name.isEmpty() && names.contains(key))
            reading.object().fault("name"_L1, u"expected a name that no other probe of this node has"_s);
        names.insert(key);
        probes.push_back(std::move(probe));
    }
    return probes;
}

} // namespace rollcall

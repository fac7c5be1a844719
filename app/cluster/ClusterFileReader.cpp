// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/ClusterReading.h"
#include "cluster/FieldForms.h"

#include <QJsonDocument>
#include <QSet>

namespace rollcall {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr std::chrono::milliseconds OneDay = 24h;
constexpr std::chrono::milliseconds OneYear = 24h * 365;

constexpr auto AClusterFile = "expected a cluster file: an object with schema, name and nodes"_L1;

// Shorter ones would keep a workstation busy with nothing else; longer ones no longer watch.
constexpr std::chrono::milliseconds ShortestInterval = 100ms;
constexpr std::chrono::milliseconds ShortestTimeout = 10ms;

std::optional<Login> readLogin(const ObjectReading &owner)
{
    const JsonAt *at = owner.find("login"_L1);
    if (!at)
        return {};
    const ObjectReading object(owner.faults(), *at, FileSection::Login,
                               u"an object { \"user\": NAME, \"password\": secret reference }"_s);
    const auto user = object.text("user"_L1, isName, u"a user name"_s);
    const auto password = object.secret("password"_L1);
    return user && password ? std::optional(Login{*user, *password}) : std::nullopt;
}

std::optional<TlsSettings> readTls(const ObjectReading &owner)
{
    const JsonAt *at = owner.find("tls"_L1);
    if (!at)
        return {};
    const ObjectReading object(owner.faults(), *at, FileSection::Tls,
                               u"an object with caFile, pin, clientCertificate or clientKey"_s);
    if (!object.isObject())
        return {};
    TlsSettings tls;
    assign(tls.caFile, object.text("caFile"_L1, isFilePath, u"the path of a PEM file"_s));
    assign(tls.pin,
           object.text("pin"_L1, isPin, u"\"sha256//\" and the base64 of the 32 bytes of a public key's SHA-256"_s));
    assign(tls.clientCertificate, object.text("clientCertificate"_L1, isFilePath, u"the path of a PEM file"_s));
    assign(tls.clientKey, object.secret("clientKey"_L1));
    return tls;
}

/// What a `metrics` leaves out is as in `base`: the cluster's, for a node.
std::optional<MetricsSettings> readMetrics(const ObjectReading &owner, const MetricsSettings &base)
{
    const JsonAt *at = owner.find("metrics"_L1);
    if (!at)
        return {};
    MetricsSettings metrics = base;
    metrics.enabled = false;
    if (at->value.isBool() && !at->value.toBool())
        return metrics;
    metrics.enabled = true;
    const ObjectReading object(owner.faults(), *at, FileSection::Metrics,
                               u"an object such as { \"port\": 8067, \"path\": \"/metrics\" }, or false"_s);
    assign(metrics.port, object.integer("port"_L1, 1, 65535));
    assign(metrics.path, object.text("path"_L1, isUrlPath, u"a path that begins with /"_s));
    return metrics;
}

std::optional<GossipSettings> readGossip(const ObjectReading &owner, const GossipSettings &base)
{
    const JsonAt *at = owner.find("gossip"_L1);
    if (!at)
        return {};
    GossipSettings gossip;
    gossip.port = base.port;
    gossip.label = base.label;
    gossip.enabled = false;
    if (at->value.isBool() && !at->value.toBool())
        return gossip;
    gossip.enabled = true;
    const ObjectReading object(owner.faults(), *at, FileSection::Gossip,
                               u"an object such as { \"port\": 8074, \"key\": secret reference }, or false"_s);
    assign(gossip.port, object.integer("port"_L1, 1, 65535));
    assign(gossip.key, object.secret("key"_L1));
    assign(gossip.label, object.text("label"_L1, isLabel, u"the gossip label: text of 1 to 255 bytes"_s));
    return gossip;
}

void readRetention(const ObjectReading &owner, Retention &retention)
{
    const JsonAt *at = owner.find("retention"_L1);
    if (!at)
        return;
    const ObjectReading object(owner.faults(), *at, FileSection::Retention, u"an object with raw, minute or hour"_s);
    constexpr std::chrono::milliseconds Longest = OneYear * 100;
    assign(retention.raw, object.duration("raw"_L1, 1min, Longest));
    assign(retention.minute, object.duration("minute"_L1, 1min, Longest));
    assign(retention.hour, object.duration("hour"_L1, 1min, Longest));
    if (object.isObject() && (retention.raw > retention.minute || retention.minute > retention.hour))
        owner.faults().add(*at, u"expected raw to be no longer than minute, and minute no longer than hour"_s);
}

void readSeverity(const ObjectReading &owner, Rules &rules)
{
    const JsonAt *at = owner.find("severity"_L1);
    if (!at)
        return;
    const auto members = readMembers(owner.faults(), *at, u"an object from code to info, warning or critical"_s);
    if (!members)
        return;
    for (const auto &[code, member] : *members) {
        if (!isCode(code))
            owner.faults().addAtKey(member.entry, member.path, u"expected a code such as clock.skew"_s);
        else if (const auto word = readWord(owner.faults(), member, severityWords()))
            rules.severity.insert(code, *word);
    }
}

void readRules(const ObjectReading &owner, Rules &rules)
{
    const JsonAt *at = owner.find("rules"_L1);
    if (!at)
        return;
    const ObjectReading object(owner.faults(), *at, FileSection::Rules, u"an object of thresholds"_s);
    assign(rules.clockSkew, object.duration("clockSkew"_L1, 1ms, OneDay));
    assign(rules.slow, object.duration("slow"_L1, 1ms, OneDay));
    assign(rules.goroutineThreshold, object.integer("goroutineThreshold"_L1, 1, std::numeric_limits<int>::max()));
    assign(rules.peerFactor, object.number("peerFactor"_L1, 1, 1e6));
    assign(rules.errorFactor, object.number("errorFactor"_L1, 1, 1e6));
    assign(rules.tlsWarning, object.duration("tlsWarning"_L1, 0ms, OneYear * 10));
    assign(rules.tlsCritical, object.duration("tlsCritical"_L1, 0ms, OneYear * 10));
    assign(rules.deliverySlow, object.duration("deliverySlow"_L1, 1ms, OneDay));
    assign(rules.upgradeLimit, object.duration("upgradeLimit"_L1, 1s, OneYear));
    readSeverity(object, rules);
    if (object.isObject() && rules.tlsCritical > rules.tlsWarning)
        owner.faults().add(*at, u"expected tlsCritical to be no longer than tlsWarning"_s);
}

CanarySearch readCanarySearch(const ObjectReading &owner, QLatin1StringView key)
{
    CanarySearch search;
    const JsonAt *at = owner.find(key);
    if (!at)
        return search;
    const ObjectReading object(owner.faults(), *at, FileSection::CanarySearch,
                               u"an object such as { \"term\": TEXT, \"minimum\": 1 }"_s);
    assign(search.term, object.text("term"_L1, isName, u"a text to search for"_s));
    assign(search.minimum, object.integer("minimum"_L1, 1, 1000));
    return search;
}

void readCanary(const ObjectReading &owner, ClusterFile &file)
{
    const JsonAt *at = owner.find("canary"_L1);
    if (!at)
        return;
    const ObjectReading object(owner.faults(), *at, FileSection::Canary,
                               u"an object { \"team\": NAME, \"channel\": NAME }"_s);
    const auto team = object.text("team"_L1, isName, u"the name of a team"_s);
    const auto channel = object.text("channel"_L1, isName, u"the name of a channel"_s);
    Canary canary;
    assign(canary.interval, object.duration("interval"_L1, 10s, OneDay));
    if (object.isObject()) {
        canary.users = readCanarySearch(object, "users"_L1);
        canary.channels = readCanarySearch(object, "channels"_L1);
    }
    if (team && channel) {
        canary.team = *team;
        canary.channel = *channel;
        file.canary = canary;
    }
}

void checkClientKey(const ObjectReading &owner, const TlsSettings &tls, const QString &inherited)
{
    if (tls.clientKey && tls.clientCertificate.isEmpty() && inherited.isEmpty())
        owner.fault("tls"_L1, u"clientKey needs clientCertificate beside it"_s);
}

Node readNode(FaultList &faults, const JsonAt &at, const ClusterFile &file)
{
    const ObjectReading object(faults, at, FileSection::Node, u"a node: an object with name and url"_s);
    Node node;
    assign(node.name, object.text("name"_L1, isName, u"a name: 1 to 200 characters, no space at either end"_s));
    assign(node.product, object.word("product"_L1, ClusterFile::products()));
    const QString product = node.product.isEmpty() ? file.product : node.product;
    assign(node.url, readUrlAt(object, "url"_L1, product));
    assign(node.role, object.word("role"_L1, roleWords()));
    if (!node.role.isEmpty() && product != "wso2-apim"_L1)
        object.fault("role"_L1, u"expected no role: only nodes of the product wso2-apim have one"_s);
    // The highest port that is shifted lies under 10000 (WSO2's default ports); the sum must stay a port.
    assign(node.portOffset, object.integer("portOffset"_L1, 0, 55000));
    assign(node.connectTo, object.text("connectTo"_L1, isHostPort, u"host:port, with a port from 1 to 65535"_s));
    assign(node.token, object.secret("token"_L1));
    assign(node.healthToken, object.secret("healthToken"_L1));
    assign(node.login, readLogin(object));
    assign(node.tls, readTls(object));
    if (node.tls)
        checkClientKey(object, *node.tls, file.tls.clientCertificate);
    assign(node.metrics, readMetrics(object, file.metrics.value_or(MetricsSettings{})));
    assign(node.gossip, readGossip(object, file.gossip.value_or(GossipSettings{})));
    assign(node.interval, object.duration("interval"_L1, ShortestInterval, OneDay));
    assign(node.timeout, object.duration("timeout"_L1, ShortestTimeout, 1h));
    assign(node.startupGrace, object.duration("startupGrace"_L1, 0ms, OneDay));
    return node;
}

void readNodes(const ObjectReading &owner, ClusterFile &file)
{
    const JsonAt *at = owner.find("nodes"_L1);
    if (!at)
        return;
    FaultList &faults = owner.faults();
    const auto items = readArray(faults, *at, u"a list of nodes"_s);
    if (!items)
        return;
    if (items->empty())
        faults.add(*at, u"expected at least one node"_s);
    QSet<QString> names;
    for (const JsonAt &item : *items) {
        if (faults.isFull())
            return;
        Node node = readNode(faults, item, file);
        const JsonAt name{{}, item.entry, memberPath(item.path, u"name"_s)};
        if (!node.name.isEmpty() && names.contains(node.name))
            faults.add(name, u"expected a name that no other node has"_s);
        if (file.hasProxy() && node.name == "proxy"_L1)
            faults.add(name, u"expected another name: beside a publicUrl, \"proxy\" means the proxy"_s);
        names.insert(node.name);
        file.nodes.push_back(std::move(node));
    }
}

ClusterFile::Environment environmentOf(const QString &word)
{
    if (word == "staging"_L1)
        return ClusterFile::Environment::Staging;
    return word == "test"_L1 ? ClusterFile::Environment::Test : ClusterFile::Environment::Production;
}

/// Absent counts as known here: that it is missing is told with the other faults.
bool isKnownSchema(FaultList &faults, const JsonAt &root)
{
    const auto members = readMembers(faults, root, {}); // outlives the loop
    for (const auto &[key, member] : *members) {
        if (key != "schema"_L1)
            continue;
        if (!member.value.isDouble()) {
            faults.add(member, wrongType(member.value, u"the number %1"_s.arg(ClusterFile::Schema)));
            return false;
        }
        const double schema = member.value.toDouble();
        if (schema != ClusterFile::Schema) {
            faults.add(member,
                       u"the file has schema %1, this version reads schema %2"_s.arg(QString::number(schema, 'g', 15))
                           .arg(ClusterFile::Schema));
            return false;
        }
    }
    return true;
}

/// The path of an entry, by its ancestors. Items of arrays are counted.
QString pathOf(const JsonPositions &positions, int entry)
{
    const int parent = positions.parent(entry);
    if (parent < 0)
        return {};
    const QString path = pathOf(positions, parent);
    const QString key = positions.key(entry);
    if (positions.keyOffset(entry) != positions.valueOffset(entry))
        return memberPath(path, key);
    int index = 0;
    for (int item = positions.firstChild(parent); item != entry && item >= 0; item = positions.nextSibling(item))
        ++index;
    return itemPath(path, index);
}

void readCluster(FaultList &faults, const JsonAt &root, ClusterFile &file)
{
    const ObjectReading object(faults, root, FileSection::Cluster, {});
    assign(file.name, object.text("name"_L1, isName, u"a name: 1 to 200 characters, no space at either end"_s));
    if (const auto word = object.word("environment"_L1, environmentWords()))
        file.environment = environmentOf(*word);
    assign(file.product, object.word("product"_L1, ClusterFile::products()));
    assign(file.publicUrl, readUrlAt(object, "publicUrl"_L1, file.product));
    assign(file.interval, object.duration("interval"_L1, ShortestInterval, OneDay));
    assign(file.timeout, object.duration("timeout"_L1, ShortestTimeout, 1h));
    assign(file.retryAfter, object.duration("retryAfter"_L1, 0ms, 1h));
    assign(file.token, object.secret("token"_L1));
    assign(file.login, readLogin(object));
    assign(file.tls, readTls(object));
    checkClientKey(object, file.tls, {});
    assign(file.httpProxy,
           object.text("httpProxy"_L1, isHttpProxy,
                       u"system, none, or an http:// or socks5h:// URL of host and port, without credentials"_s));
    assign(file.jumpHost,
           object.text("jumpHost"_L1, isJumpHost, u"user@host:port, or a host of the ssh configuration"_s));
    assign(file.metrics, readMetrics(object, {}));
    assign(file.gossip, readGossip(object, {}));
    assign(file.startupGrace, object.duration("startupGrace"_L1, 0ms, OneDay));
    readRetention(object, file.retention);
    readRules(object, file.rules);
    readCanary(object, file);
    readNodes(object, file);
    if (const JsonAt *at = object.find("probes"_L1))
        file.probes = readProbes(faults, *at, file);
}

/// What is wrong with the bytes as such.
std::optional<FileFault> encodingFault(const QByteArray &json)
{
    if (json.size() > LargestFile)
        return FileFault{0, 0, {}, u"larger than 8 MiB; this is no cluster file"_s};
    if (json.startsWith("\xff\xfe") || json.startsWith("\xfe\xff"))
        return FileFault{1, 1, {}, u"encoded as UTF-16; save it as UTF-8"_s};
    if (json.startsWith("\xef\xbb\xbf"))
        return FileFault{1, 1, {}, u"begins with a byte order mark; save it as UTF-8 without one"_s};
    if (const qsizetype nul = json.indexOf('\0'); nul >= 0) {
        const auto place = JsonPositions::lineColumn(json, nul);
        return FileFault{place.line, place.column, {}, u"a NUL byte; this is no text file"_s};
    }
    if (!json.isValidUtf8()) {
        // The longest valid beginning ends at the fault; found by halving, since validity of a prefix is monotonic but
        // for a character cut in two at its end.
        qsizetype good = 0;
        qsizetype bad = json.size();
        while (bad - good > 1) {
            const qsizetype middle = good + (bad - good) / 2;
            qsizetype end = middle;
            while (end > good && middle - end < 4 && !QByteArrayView(json).first(end).isValidUtf8())
                --end;
            if (end > good && QByteArrayView(json).first(end).isValidUtf8())
                good = end;
            else
                bad = middle;
        }
        const auto place = JsonPositions::lineColumn(json, good);
        return FileFault{place.line, place.column, {}, u"not UTF-8; save the file as UTF-8"_s};
    }
    return {};
}

} // namespace

QString shownFileName(const QString &fileName)
{
    QString shown = fileName;
    for (QChar &c : shown) {
        if (hasControlCharacter(QStringView(&c, 1)))
            c = u'?';
    }
    return shown;
}

QString faultLines(const QString &fileName, const std::vector<FileFault> &faults, int more)
{
    const QString name = shownFileName(fileName);
    QStringList lines;
    for (const FileFault &fault : faults) {
        QString line = name;
        if (fault.line > 0)
            line += u":%1:%2"_s.arg(fault.line).arg(fault.column);
        if (!fault.path.isEmpty())
            line += u": " + fault.path;
        lines.append(line + u": " + fault.message);
    }
    if (more > 0)
        lines.append(u"%1: at least %2 more"_s.arg(name).arg(more));
    return lines.join(u'\n');
}

std::optional<QUrl> readUrlAt(const ObjectReading &object, QLatin1StringView key, const QString &product)
{
    const bool isGeneric = product == "generic"_L1;
    const auto text = object.text(key, nullptr, u"a URL"_s);
    if (!text)
        return {};
    const auto url = readUrl(*text, isGeneric ? UrlUse::Generic : UrlUse::Product);
    if (!url) {
        object.fault(key, url.error().message);
        return {};
    }
    return url.value();
}

Result<ClusterFile> ClusterFile::parse(const QByteArray &json, const QString &fileName, std::vector<FileFault> *faults)
{
    const auto refuse = [&fileName, faults](std::vector<FileFault> all, int more) {
        Error error{u"file.refused"_s, faultLines(fileName, all, more)};
        if (faults)
            *faults = std::move(all);
        return error;
    };
    if (faults)
        faults->clear();
    if (const auto fault = encodingFault(json))
        return refuse({*fault}, 0);
    const JsonPositions positions(json);
    FaultList list(json, positions);
    if (const auto &fault = positions.syntaxFault()) {
        list.addAtOffset(fault->offset, {}, fault->message);
        return refuse(list.sorted(), 0);
    }
    // Qt reads no document that is a lone text or number, and would call it not JSON.
    if (json[positions.valueOffset(0)] != '{') {
        list.addAtOffset(positions.valueOffset(0), {}, QString(AClusterFile));
        return refuse(list.sorted(), 0);
    }
    // So many that nothing else finds room; and Qt takes long over an object of nothing but one key.
    for (const int entry : positions.duplicates()) {
        if (list.isFull())
            return refuse(list.sorted(), static_cast<int>(positions.duplicates().size()) - FaultList::MaximumFaults);
        list.addAtKey(entry, pathOf(positions, entry), u"this key stands here already"_s);
    }
    QJsonParseError parseError;
    const QJsonDocument document = QJsonDocument::fromJson(json, &parseError);
    if (parseError.error != QJsonParseError::NoError) {
        list.addAtOffset(parseError.offset, {}, u"not JSON: "_s + parseError.errorString());
        return refuse(list.sorted(), 0);
    }
    const JsonAt root{document.object(), 0, {}};
    // Of another schema nothing else is known: its keys are not judged by this one's.
    if (!isKnownSchema(list, root))
        return refuse(list.sorted(), 0);
    ClusterFile file;
    readCluster(list, root, file);
    if (!list.isEmpty())
        return refuse(list.sorted(), list.more());
    return file;
}

} // namespace rollcall

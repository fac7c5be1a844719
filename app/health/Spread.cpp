// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "health/Spread.h"

#include <QHostAddress>
#include <algorithm>
#include <cmath>

namespace rollcall {

using namespace Qt::StringLiterals;

namespace {

constexpr double LongestChance = 0.01;
/// Of more nodes hardly one is alone with its identity.
constexpr std::size_t MostToTellByIdentity = 64;
/// An identity that came before the nodes had said theirs is compared once they have, unless they may be others by
/// then.
constexpr std::chrono::seconds LongestOpen{30};

/// One spelling for each host: of an address the canonical one, without brackets; else small letters.
QString spelled(const QString &host)
{
    QString bare = host;
    if (bare.startsWith(u'[') && bare.endsWith(u']'))
        bare = bare.mid(1, bare.size() - 2);
    QHostAddress address;
    if (!address.setAddress(bare))
        return bare.toLower();
    bool isV4 = false;
    const quint32 v4 = address.toIPv4Address(&isV4); // also of ::ffff:a.b.c.d
    return isV4 ? QHostAddress(v4).toString() : address.toString();
}

bool isAddress(const QString &spelledHost)
{
    return QHostAddress().setAddress(spelledHost);
}

/// Host and port of `host:port`, in which an IPv6 address has brackets; else the whole text and -1.
std::pair<QString, int> split(const QString &place)
{
    const qsizetype colon = place.lastIndexOf(u':');
    const bool isPort = colon > 0 && (place.indexOf(u':') == colon || place.at(colon - 1) == u']');
    bool isNumber = false;
    const int port = isPort ? place.mid(colon + 1).toInt(&isNumber) : -1;
    return isNumber ? std::pair(place.left(colon), port) : std::pair(place, -1);
}

QString placeOf(const QString &spelledHost, int port)
{
    return spelledHost + u' ' + QString::number(port);
}

QString label(const QString &host)
{
    return host.section(u'.', 0, 0);
}

void enter(QHash<QString, TargetId> &index, const QString &key, TargetId target)
{
    if (key.isEmpty())
        return;
    const auto known = index.constFind(key);
    if (known == index.constEnd())
        index.insert(key, target);
    else if (*known != target)
        index.insert(key, TargetId{});
}

bool isSame(const IdentityFact &a, const IdentityFact &b)
{
    return a.version == b.version && a.build == b.build && a.clientConfigHash == b.clientConfigHash;
}

std::size_t placeIn(SpreadFact::Over over)
{
    return over == SpreadFact::Over::Http ? 0 : 1;
}

} // namespace

int connectionsToJudge(std::size_t nodes)
{
    if (nodes < 2)
        return 1;
    const auto n = static_cast<double>(nodes);
    // n × (1 − 1/n)^k: the chance that any of them gets none of k.
    return static_cast<int>(std::ceil(std::log(LongestChance / n) / std::log1p(-1 / n)));
}

Spread::Spread(const std::vector<TargetSettings> &settings, const std::vector<TargetMemory> &targets)
    : m_settings(settings),
      m_targets(targets),
      m_servesSince(settings.size()),
      m_isKnown(settings.size(), false),
      m_hostnames(settings.size())
{
    const auto proxy = std::find_if(settings.begin(), settings.end(), [](const auto &each) { return each.isProxy; });
    if (proxy != settings.end())
        m_product = proxy->product;
}

bool Spread::isOfProxysProduct(std::size_t target) const
{
    return !m_settings[target].isProxy && m_settings[target].product == m_product;
}

bool Spread::add(const SpreadFact &fact, TimePoint at)
{
    Window &window = m_windows[placeIn(fact.over)];
    Entry entry{at, fact, {}, true};
    resolve(entry);
    const bool isNews = window.size() < Longest || std::none_of(window.begin(), window.end(), [&](const Entry &known) {
                            return known.node == entry.node;
                        });
    window.push_back(std::move(entry));
    if (window.size() > Longest)
        window.pop_front();
    return isNews;
}

void Spread::setHostnames(std::span<const std::optional<Member>> rows)
{
    if (m_windows[0].empty() && m_windows[1].empty())
        return;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        // A node that is in nobody's list for the moment keeps its name.
        if (!rows[i] || rows[i]->hostname.isEmpty() || rows[i]->hostname == m_hostnames[i])
            continue;
        m_hostnames[i] = rows[i]->hostname;
        m_isIndexOld = true;
    }
}

/// Whether nothing is known that would keep a proxy from sending something to it.
bool Spread::serves(std::size_t target, const Rules &rules) const
{
    const TargetFacts &facts = m_targets[target].facts;
    if (!facts.reach.isLive() || facts.latency > rules.slow)
        return false;
    for (const HealthFact *health : {current(facts.health), current(facts.deepHealth)}) {
        if (health && (health->healthy == false || health->phase != HealthFact::Phase::Serving))
            return false;
    }
    return isUrlWell(facts);
}

void Spread::review(TimePoint now, const Rules &rules)
{
    if (m_windows[0].empty() && m_windows[1].empty())
        return;
    for (Window &window : m_windows) {
        while (!window.empty() && window.front().at < now - Oldest)
            window.pop_front();
        for (Entry &entry : window) {
            entry.isIdentityOpen = entry.isIdentityOpen && now - entry.at < LongestOpen;
            if (!entry.node.isValid())
                resolve(entry);
        }
    }
    for (std::size_t i = 0; i < m_settings.size(); ++i) {
        const Reach &reach = m_targets[i].facts.reach;
        if (!isOfProxysProduct(i) || reach.kind == Reach::Kind::Unknown)
            continue;
        const bool isNew = !m_isKnown[i];
        m_isKnown[i] = true;
        if (!serves(i, rules)) {
            m_servesSince[i].reset();
            continue;
        }
        const TimePoint since = isNew ? TimePoint::min() : m_servesSince[i].value_or(now);
        m_servesSince[i] = reach.beganWhileWatched ? std::max(since, reach.answersSince) : since;
    }
}

void Spread::adopt(const Spread &old, std::span<const TargetId> origins, std::span<const TargetId> successors)
{
    for (std::size_t i = 0; i < origins.size() && i < m_settings.size(); ++i) {
        if (!origins[i].isValid())
            continue;
        const std::size_t origin = origins[i].index();
        if (origin >= successors.size())
            continue;
        m_servesSince[i] = old.m_servesSince[origin];
        m_isKnown[i] = old.m_isKnown[origin];
        m_hostnames[i] = old.m_hostnames[origin];
        if (!m_settings[i].isProxy)
            continue;
        m_windows = old.m_windows;
        for (Window &window : m_windows) {
            for (Entry &entry : window)
                entry.node = entry.node.isValid() ? successors[entry.node.index()] : TargetId{};
        }
    }
}

std::vector<Spread::Result> Spread::results(SpreadFact::Over over) const
{
    std::vector<Result> results;
    for (const Entry &entry : m_windows[placeIn(over)])
        results.push_back({entry.at, entry.node});
    return results;
}

std::optional<ProxyShare> Spread::share(SpreadFact::Over over) const
{
    const Window &window = m_windows[placeIn(over)];
    if (window.empty())
        return std::nullopt;
    ProxyShare share;
    share.connections = static_cast<int>(window.size());
    std::map<TargetId, int> counts;
    for (const Entry &entry : window) {
        if (entry.node.isValid())
            ++counts[entry.node];
        else
            ++share.unknown;
    }
    share.nodes.assign(counts.begin(), counts.end());
    return share;
}

/// Who it was. What a name says stays true; an identity tells only at the time, because nodes change theirs.
void Spread::resolve(Entry &entry) const
{
    for (const QString &hint : entry.fact.hints) {
        entry.node = named(hint);
        if (entry.node.isValid())
            return;
    }
    if (entry.isIdentityOpen)
        byIdentity(entry);
}

TargetId Spread::named(const QString &hint) const
{
    if (m_isIndexOld)
        buildIndex();
    const auto [text, port] = split(hint);
    const QString host = spelled(text);
    if (port >= 0) {
        // Where nodes share an address, the port tells them apart.
        if (const auto known = m_byPlace.constFind(placeOf(host, port)); known != m_byPlace.constEnd())
            return *known;
    }
    if (const auto known = m_byHost.constFind(host); known != m_byHost.constEnd())
        return *known;
    return isAddress(host) ? TargetId{} : m_byLabel.value(label(host));
}

/// The one node that carries this identity, unless another could carry it as well for all that is known.
void Spread::byIdentity(Entry &entry) const
{
    entry.isIdentityOpen = false;
    if (!entry.fact.identity || m_settings.size() > MostToTellByIdentity)
        return;
    TargetId found;
    int alike = 0;
    for (std::size_t i = 0; i < m_settings.size(); ++i) {
        const TargetFacts &facts = m_targets[i].facts;
        if (!isOfProxysProduct(i) || facts.reach.kind == Reach::Kind::Down)
            continue;
        if (!facts.identity || (facts.reach.isLive() && !facts.identity->isCurrent)) {
            entry.isIdentityOpen = true;
            return;
        }
        if (isSame(facts.identity->value, *entry.fact.identity)) {
            found = TargetId{static_cast<int>(i)};
            ++alike;
        }
    }
    if (alike == 1)
        entry.node = found;
}

void Spread::buildIndex() const
{
    m_isIndexOld = false;
    m_byPlace.clear();
    m_byHost.clear();
    m_byLabel.clear();
    for (std::size_t i = 0; i < m_settings.size(); ++i) {
        if (!isOfProxysProduct(i))
            continue;
        const TargetSettings &node = m_settings[i];
        const TargetId id{static_cast<int>(i)};
        const int port = node.url.port(node.url.scheme() == "https"_L1 ? 443 : 80);
        const auto [otherHost, otherPort] = split(node.connectTo);
        enter(m_byPlace, placeOf(spelled(node.url.host()), port), id);
        if (otherPort >= 0)
            enter(m_byPlace, placeOf(spelled(otherHost), otherPort), id);
        for (const QString &text : {node.url.host(), otherHost, node.name, m_hostnames[i]}) {
            const QString host = spelled(text);
            enter(m_byHost, host, id);
            if (!isAddress(host))
                enter(m_byLabel, label(host), id);
        }
    }
}

} // namespace rollcall

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/ClusterFile.h"
#include "health/TargetMemory.h"

#include <QHash>
#include <QString>
#include <array>
#include <deque>
#include <optional>
#include <span>
#include <vector>

namespace rollcall {

/// How many connections it takes until a node among so many that got none was hardly missed by chance: with a balancer
/// that draws lots, in less than one of a hundred cases.
int connectionsToJudge(std::size_t nodes);

/// How the connections of one kind were shared out.
struct ProxyShare
{
    int connections = 0;
    std::vector<std::pair<TargetId, int>> nodes; ///< those that got any, in the order of the file
    int unknown = 0;                             ///< connections of which nobody can tell where they led
    bool operator==(const ProxyShare &) const = default;
};

/// Whom the proxy leads to: the last exchanges over fresh connections, and which node answered each of them.
class Spread
{
public:
    static constexpr std::size_t Longest = 64; ///< results of each kind
    static constexpr std::chrono::minutes Oldest{10};

    struct Result
    {
        TimePoint at;
        TargetId node; ///< invalid: it cannot be told
    };

    /// Both are by TargetId and outlive this.
    Spread(const std::vector<TargetSettings> &settings, const std::vector<TargetMemory> &targets);

    /// Takes in one exchange. Whether rules could see something else now.
    bool add(const SpreadFact &fact, TimePoint at);
    /// What the nodes call themselves, by TargetId, as the member lists have it.
    void setHostnames(std::span<const std::optional<Member>> rows);
    /// Who is well and since when, who is behind what could not be told before, and what is too old by now.
    void review(TimePoint now, const Rules &rules);
    /// Takes over what `old` knows. `origins` and `successors` say which target of the one file is which of the other.
    void adopt(const Spread &old, std::span<const TargetId> origins, std::span<const TargetId> successors);

    /// Oldest first.
    std::vector<Result> results(SpreadFact::Over over) const;
    /// Absent: there were no connections of this kind.
    std::optional<ProxyShare> share(SpreadFact::Over over) const;
    /// Since when a node has been so well that a proxy has every reason to send something to it: as long as it is
    /// known, or since it came back. Absent: it is not.
    std::optional<TimePoint> servesSince(TargetId node) const { return m_servesSince[node.index()]; }

private:
    struct Entry
    {
        TimePoint at;
        SpreadFact fact;
        TargetId node;
        bool isIdentityOpen = true; ///< not every node has said who it is
    };
    using Window = std::deque<Entry>;

    bool isOfProxysProduct(std::size_t target) const;
    bool serves(std::size_t target, const Rules &rules) const;
    void resolve(Entry &entry) const;
    TargetId named(const QString &hint) const;
    void byIdentity(Entry &entry) const;
    void buildIndex() const;

    const std::vector<TargetSettings> &m_settings;
    const std::vector<TargetMemory> &m_targets;
    QString m_product; ///< of what stands behind the proxy
    std::array<Window, 2> m_windows;
    std::vector<std::optional<TimePoint>> m_servesSince;
    std::vector<bool> m_isKnown; ///< whether it was ever looked at while it answered or failed
    std::vector<QString> m_hostnames;
    // Made when it is needed. What several nodes share is kept with an invalid id: it names none of them.
    mutable bool m_isIndexOld = true;
    mutable QHash<QString, TargetId> m_byPlace; ///< `host:port`
    mutable QHash<QString, TargetId> m_byHost;  ///< addresses, host names, names
    mutable QHash<QString, TargetId> m_byLabel; ///< host names up to the first dot
};

} // namespace rollcall

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "health/ClusterState.h"
#include "support/FakeClock.h"
#include "watch/Watch.h"

#include <map>

namespace rollcall::test {

/// A cluster's state made by hand: for models, pages and pictures, without an engine. Start from healthy nodes and
/// break what the test is about.
class ClusterFixture
{
public:
    /// `nodes` healthy Mattermost nodes app1, app2, … and, unless told otherwise, a proxy.
    ClusterFixture(const QString &name, int nodes, const FakeClock &clock, bool withProxy = true);

    ClusterFile file;
    std::vector<TargetState> targets;
    std::vector<Finding> findings;
    bool isOffline = false;
    bool isPaused = false;
    bool isFirstSweep = false;

    TargetState &target(int index) { return targets[static_cast<std::size_t>(index)]; }
    TargetState &proxy() { return targets.back(); }
    /// Adds it to the cluster and to the targets that it names, and makes their state worse where it has to.
    ClusterFixture &add(Code code, const std::vector<int> &about, const QJsonObject &evidence = {});
    /// Two refused attempts: the node is down and was last seen 95 s ago.
    ClusterFixture &breakDown(int node);
    ClusterFixture &unhealthyDatabase(int node);
    ClusterFixture &oldVersion(int node, const QString &version);
    ClusterFixture &goroutineLeak(int node);
    ClusterFixture &clockSkew(int node);
    ClusterFixture &forbiddenToken();
    /// Nothing was asked yet.
    ClusterFixture &unasked();
    ClusterFixture &offline();
    ClusterFixture &paused();
    /// Everything a node can say is hostile: markup, control characters, direction overrides, a very long text.
    ClusterFixture &hostile(int node);

    // What nodes believe of each other. Without one of these no node tells a list.
    /// Every node's API lists all nodes, and its gossip, unless told otherwise, sees all.
    ClusterFixture &agreed(bool withGossip = true);
    /// `from` believes that of `to`; the API knows no more than seen and not seen.
    ClusterFixture &believe(int from, int to, Belief belief, BeliefSource source);
    /// By both sources.
    ClusterFixture &believe(int from, int to, Belief belief);
    /// Neither side sees any of the other, by both sources.
    ClusterFixture &split(const std::vector<int> &one, const std::vector<int> &other);
    /// Its lists were read that long ago and never since.
    ClusterFixture &staleLists(int node, std::chrono::seconds age);
    /// None of its lists was ever read.
    ClusterFixture &unknownLists(int node);
    ClusterFixture &stranger(int node, const QString &name, const QString &address, Belief belief = Belief::Seen,
                             BeliefSource source = BeliefSource::Gossip);
    /// The gossip of all nodes answers, and tells no list.
    ClusterFixture &closedGossip(GossipFact::Access access);
    /// No token anywhere, and with it no list by API.
    ClusterFixture &withoutToken();

    /// A snapshot. Targets that did not change since the last one keep their pointer.
    ClusterStatePtr state();
    /// The last answers of a target, as the node page gets them.
    std::vector<Answer> answers(int target) const;

    /// What a secret header of every probe carries; must never be seen anywhere.
    static QByteArray secretToken() { return "s3cr3t-t0ken-of-the-fixture"; }

private:
    void fillNode(int index);
    void fillProxy();
    void fillProbes(int index);

    const FakeClock *m_clock;
    std::shared_ptr<const ClusterFile> m_file;
    std::vector<TargetStatePtr> m_last;
};

/// `nodes` nodes with one trouble in every so many: for scrolling and for pictures of large clusters.
ClusterFixture largeCluster(const QString &name, int nodes, const FakeClock &clock);

} // namespace rollcall::test

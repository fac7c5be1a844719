// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "screens.d/Stage.h"

#include "ui/pages/GossipPage.h"
#include "ui/widgets/BeliefMatrixView.h"
#include "ui/widgets/BeliefPanel.h"

namespace rollcall::test {

using namespace Qt::StringLiterals;

namespace {

void take(const MakeStage &make, const QString &name, const std::function<ClusterFixture(const FakeClock &)> &fixture,
          int row = -1, int column = -1, BeliefView view = BeliefView::Both, double textScale = 1,
          QSize size = QSize(1280, 800))
{
    auto stage = make();
    stage->theme().setTextScale(textScale);
    stage->clusters.add(fixture(stage->clock), u"/etc/rollcall/production.json"_s);
    MainWindow &window = stage->window(size);
    window.showPage(u"gossip"_s);
    auto &page = *window.findChild<GossipPage *>();
    page.setView(view);
    if (!page.panels().empty() && row >= 0) {
        BeliefMatrixView &matrix = page.panels().front()->firstView();
        matrix.setCurrentIndex(matrix.model()->index(row, column));
    }
    stage->take(name);
    stage->theme().setTextScale(1);
}

ClusterFixture big(const FakeClock &clock, int nodes)
{
    ClusterFixture fixture(u"campus"_s, nodes, clock);
    fixture.agreed().breakDown(11 % nodes).staleLists(11 % nodes, std::chrono::seconds(95));
    for (int from = 0; from < nodes; ++from) {
        if (from != 11 % nodes)
            fixture.believe(from, 11 % nodes, Belief::Dead, BeliefSource::Gossip);
    }
    fixture.believe(4, nodes - 3, Belief::NotSeen).believe(5, nodes - 3, Belief::NotSeen);
    fixture.believe(2, 7, Belief::Suspected).believe(3, 7, Belief::Suspected);
    fixture.unknownLists(nodes - 6);
    return fixture;
}

} // namespace

void gossipPages(const MakeStage &make)
{
    {
        auto stage = make();
        stage->window().showPage(u"gossip"_s);
        stage->take(u"gossip-no-cluster"_s);
    }
    take(make, u"gossip-1"_s, [](const FakeClock &clock) { return ClusterFixture(u"small"_s, 1, clock).agreed(); });
    take(make, u"gossip-2"_s, [](const FakeClock &clock) {
        return ClusterFixture(u"small"_s, 2, clock).agreed().believe(1, 0, Belief::NotSeen);
    });
    take(make, u"gossip-healthy"_s,
         [](const FakeClock &clock) { return ClusterFixture(u"staging"_s, 5, clock).agreed(); });
    const auto dead = [](const FakeClock &clock) {
        ClusterFixture fixture(u"production"_s, 5, clock);
        fixture.agreed().breakDown(2).staleLists(2, std::chrono::seconds(130));
        for (const int from : {0, 1, 3, 4})
            fixture.believe(from, 2, Belief::Dead, BeliefSource::Gossip);
        fixture.believe(3, 2, Belief::Seen, BeliefSource::Gossip)
            .believe(3, 2, Belief::Suspected, BeliefSource::Gossip);
        fixture.believe(0, 4, Belief::NotSeen).stranger(1, u"old-app7"_s, u"10.10.10.77"_s);
        return fixture;
    };
    take(make, u"gossip-5"_s, dead, 0, 2);
    take(make, u"gossip-5-large"_s, dead, 0, 2, BeliefView::Both, 2);
    take(make, u"gossip-5-small"_s, dead, 0, 2, BeliefView::Both, 1, QSize(720, 560));
    take(make, u"gossip-split"_s, [](const FakeClock &clock) {
        return ClusterFixture(u"production"_s, 5, clock).agreed().split({0, 1, 3}, {2, 4});
    });
    take(
        make, u"gossip-12"_s, [](const FakeClock &clock) { return big(clock, 12); }, 4, 9);
    take(
        make, u"gossip-24"_s, [](const FakeClock &clock) { return big(clock, 24); }, 4, 11);
    take(
        make, u"gossip-64"_s, [](const FakeClock &clock) { return big(clock, 64); }, 4, 11);
    take(
        make, u"gossip-64-large"_s, [](const FakeClock &clock) { return big(clock, 64); }, 4, 11, BeliefView::Both, 2);
    take(make, u"gossip-encrypted"_s, [](const FakeClock &clock) {
        return ClusterFixture(u"production"_s, 4, clock).agreed().closedGossip(GossipFact::Access::NeedsKey);
    });
    take(make, u"gossip-no-token"_s,
         [](const FakeClock &clock) { return ClusterFixture(u"production"_s, 4, clock).withoutToken(); });
    take(make, u"gossip-first"_s,
         [](const FakeClock &clock) { return ClusterFixture(u"production"_s, 4, clock).unasked(); });
    take(make, u"gossip-no-lists"_s, [](const FakeClock &clock) {
        ClusterFixture fixture(u"registry"_s, 3, clock);
        for (TargetState &target : fixture.targets) {
            target.settings.product = u"portus"_s;
            target.facts.specs.clear();
        }
        return fixture;
    });
    take(make, u"gossip-mixed"_s, [](const FakeClock &clock) {
        ClusterFixture fixture(u"mixed"_s, 7, clock);
        fixture.agreed();
        for (const int node : {0, 1, 2, 3, 4, 5, 6}) {
            for (const int other : {0, 1, 2, 3, 4, 5, 6}) {
                if ((node < 3) != (other < 3))
                    fixture.believe(node, other, Belief::NotSeen);
            }
        }
        for (const int node : {3, 4, 5}) {
            fixture.target(node).settings.product = u"generic"_s;
            fixture.target(node).facts.specs.erase(u"cluster.status"_s);
            fixture.target(node).listed.reset();
        }
        fixture.target(6).settings.product = u"gitlab"_s;
        fixture.target(6).listed.reset();
        fixture.target(6).held.reset();
        return fixture.believe(3, 4, Belief::Suspected).believe(5, 6, Belief::Left);
    });
    take(make, u"gossip-long"_s, [](const FakeClock &clock) {
        ClusterFixture fixture(u"Kundenplattform für Verwaltungsgemeinschaften Nordrhein-Westfalen"_s, 4, clock);
        fixture.file.nodes[0].name = u"mattermost-application-server-rack-17-slot-03-datacenter-frankfurt"_s;
        fixture.file.nodes[1].name = u"خادم-التطبيق-١"_s;
        fixture.file.nodes[2].name = u"<b>app3</b>"_s;
        for (int i = 0; i < 4; ++i)
            fixture.target(i).settings.name = fixture.file.nodes[static_cast<std::size_t>(i)].name;
        return fixture.agreed().believe(0, 1, Belief::Left).believe(2, 3, Belief::NotSeen).offline();
    });
}

} // namespace rollcall::test

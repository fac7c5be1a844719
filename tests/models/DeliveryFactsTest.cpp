// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/FixtureClusters.h"
#include "support/PrintTo.h"
#include "ui/models/FactsModel.h"

#include <gtest/gtest.h>

using namespace rollcall;
using namespace rollcall::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

TEST(DeliveryFacts, TheNodePageShowsWhatCameAndWhatWent)
{
    FakeClock clock;
    ClusterFixture fixture(u"production"_s, 3, clock);
    const auto known = [&clock](auto fact, const char *probe) {
        return Known<decltype(fact)>{fact, clock.now(), QString::fromLatin1(probe), true};
    };
    const QString first = fixture.target(0).settings.name;
    const QString second = fixture.target(1).settings.name;
    fixture.target(0).facts.delivery =
        known(DeliveryFact{{{first, 3100us, 4, 0, 0}, {second, 12140us, 5, 1, 0}}}, "canary.delivery");
    fixture.target(1).facts.delivery = known(DeliveryFact{{{first, {}, 5, 5, 5}}}, "canary.delivery");
    fixture.target(0).facts.websocket =
        known(WebsocketFact{true, 400, u"answers the upgrade with HTTP 400"_s, {}}, "canary.websocket");

    FactsModel model;
    const ClusterStatePtr state = fixture.state();
    model.setTarget(*state, *state->targets[0], clock.now());
    const auto row = [&model](const QString &key) { return model.row(model.rowOf(key)); };
    EXPECT_EQ(row(u"delivery.from.%1/canary.delivery"_s.arg(second)).cells[1], u"12.1 ms, 1 of 5 lost"_s);
    const TextTable::Row sent = row(u"delivery.to.%1/canary.delivery"_s.arg(second));
    EXPECT_EQ(sent.cells[0], u"Messages to %1"_s.arg(second));
    EXPECT_EQ(sent.cells[1], u"5 of 5 lost"_s);
    EXPECT_EQ(sent.severity, static_cast<int>(Severity::Critical));
    EXPECT_EQ(row(u"websocket/canary.websocket"_s).cells[1], u"refused: answers the upgrade with HTTP 400"_s);
}

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "unit/products/Asking.h"

using namespace rollcall;
using namespace rollcall::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = Outcome::Kind;

namespace {

/// A cluster of three nodes and a proxy of which everything has been asked once and all is well.
class Wanted : public testing::Test
{
protected:
    Wanted()
    {
        for (std::size_t i = 0; i < 4; ++i) {
            TargetFacts &target = facts[i];
            target.reach.kind = Reach::Kind::Answers;
            ran(i, u"ping"_s, 0s);
            HealthFact health;
            health.healthy = true;
            target.health = {health, start, u"ping"_s, true};
            if (i == 3)
                continue;
            ran(i, u"ping.enhanced"_s, 0s);
            health.isDeep = true;
            health.components = {{u"database"_s, true, {}}, {u"filestore"_s, true, {}}};
            target.deepHealth = {health, start, u"ping.enhanced"_s, true};
            target.identity = {{u"5.35.4"_s, u"5.35.4"_s, u"5.35.4"_s, u"aa"_s, true}, start, u"ping"_s, true};
        }
    }

    void ran(std::size_t target, const QString &probe, Milliseconds after, Kind kind = Kind::Answered, int status = 200)
    {
        Outcome outcome;
        outcome.kind = kind;
        outcome.status = status;
        outcome.at = start + after;
        facts[target].outcomes[probe] = outcome;
    }

    void lists(std::size_t target, const std::vector<Member> &members)
    {
        facts[target].membership = {{members}, start, u"cluster.status"_s, true};
    }

    bool wanted(std::size_t target, const QString &probe) const
    {
        std::vector<const TargetFacts *> all;
        for (const TargetFacts &target_ : facts)
            all.push_back(&target_);
        const TargetId id{static_cast<int>(target)};
        return productNamed(u"mattermost"_s)->wanted(*probeNamed(file, id, probe), file, all);
    }

    static Member member(const QString &version, const QString &hash)
    {
        return {u"id"_s, u"host"_s, u"10.10.10.1"_s, version, hash, {}};
    }

    ClusterFile file = threeNodes();
    TargetFacts facts[4];
    const TimePoint start{1h};
    const QString enhanced = u"ping.enhanced"_s;
    const QString config = u"config"_s;
    const QString profile = u"goroutine.profile"_s;
};

} // namespace

TEST_F(Wanted, NothingWhileAllIsWell)
{
    for (std::size_t i = 0; i < 3; ++i) {
        ran(i, u"ping"_s, 45s);
        EXPECT_FALSE(wanted(i, enhanced));
        EXPECT_FALSE(wanted(i, config));
        EXPECT_FALSE(wanted(i, profile));
        for (const QString &probe : {u"ping"_s, u"config.client"_s, u"license.client"_s, u"cluster.status"_s,
                                     u"schema.version"_s, u"plugins.statuses"_s, u"metrics"_s})
            EXPECT_FALSE(wanted(i, probe));
    }
    EXPECT_FALSE(wanted(3, u"ping"_s));
}

TEST_F(Wanted, AnUnhealthyPingAsksTheComponentsOfAllNodesOncePerInterval)
{
    facts[0].health->value.healthy = false;
    for (std::size_t i = 0; i < 3; ++i) {
        ran(i, u"ping"_s, 14999ms);
        EXPECT_FALSE(wanted(i, enhanced));
        ran(i, u"ping"_s, 15s);
        EXPECT_TRUE(wanted(i, enhanced));
        ran(i, enhanced, 15s);
        EXPECT_FALSE(wanted(i, enhanced));
        ran(i, u"ping"_s, 30s);
        EXPECT_TRUE(wanted(i, enhanced));
    }
    // What is no longer current is no sign.
    facts[0].health->isCurrent = false;
    EXPECT_FALSE(wanted(0, enhanced));
    EXPECT_FALSE(wanted(1, enhanced));
}

TEST_F(Wanted, AFailingComponentIsAskedAgainUntilItIsWell)
{
    facts[1].deepHealth->value.components[0].ok = false;
    ran(0, u"ping"_s, 20s);
    ran(1, u"ping"_s, 20s);
    EXPECT_TRUE(wanted(0, enhanced));
    EXPECT_TRUE(wanted(1, enhanced));
    facts[1].deepHealth->value.components[0].ok = true;
    EXPECT_FALSE(wanted(0, enhanced));
    EXPECT_FALSE(wanted(1, enhanced));
}

TEST_F(Wanted, AServerErrorNewerThanTheLastEnhancedPingAsksForOne)
{
    ran(2, u"schema.version"_s, 20s, Kind::Unexpected, 500);
    EXPECT_TRUE(wanted(2, enhanced));
    EXPECT_FALSE(wanted(1, enhanced));
    ran(2, enhanced, 21s);
    ran(2, u"ping"_s, 45s);
    EXPECT_FALSE(wanted(2, enhanced));
    // What the endpoint lacks is no error, and the metrics port is not the API.
    ran(2, u"plugins.statuses"_s, 46s, Kind::Absent, 501);
    ran(2, u"metrics"_s, 46s, Kind::Unexpected, 500);
    EXPECT_FALSE(wanted(2, enhanced));
}

TEST_F(Wanted, AnotherProductsTroubleIsItsOwn)
{
    file.nodes[0].product = u"generic"_s;
    facts[0].health->value.healthy = false;
    ran(1, u"ping"_s, 20s);
    EXPECT_FALSE(wanted(1, enhanced));
}

TEST_F(Wanted, TheNodesOwnIntervalHolds)
{
    file.nodes[0].interval = 60s;
    facts[0].health->value.healthy = false;
    ran(0, u"ping"_s, 45s);
    ran(1, u"ping"_s, 45s);
    EXPECT_FALSE(wanted(0, enhanced));
    EXPECT_TRUE(wanted(1, enhanced));
}

TEST_F(Wanted, TheProfileStandsInForAbsentMetrics)
{
    EXPECT_FALSE(wanted(0, profile));
    ran(0, u"metrics"_s, 1s, Kind::Absent, 404);
    EXPECT_TRUE(wanted(0, profile));
    EXPECT_FALSE(wanted(1, profile));
    ran(0, profile, 2s);
    ran(0, u"metrics"_s, 60s, Kind::Absent, 404);
    EXPECT_FALSE(wanted(0, profile));
    ran(0, u"metrics"_s, 62s, Kind::Absent, 404);
    EXPECT_TRUE(wanted(0, profile));
    // Refused: the whole port is off.
    ran(0, u"metrics"_s, 62s, Kind::Failed, 0);
    EXPECT_FALSE(wanted(0, profile));
    ran(0, u"metrics"_s, 62s);
    EXPECT_FALSE(wanted(0, profile));
}

TEST_F(Wanted, TheWholeConfigurationOnceHashesOfOneVersionDiffer)
{
    lists(0, {member(u"5.35.4"_s, u"1"_s), member(u"5.35.4"_s, u"1"_s), member(u"5.36.1"_s, u"2"_s)});
    EXPECT_FALSE(wanted(0, config));
    // A blank is unknown, not different.
    lists(1, {member(u"5.35.4"_s, u"1"_s), member(u"5.35.4"_s, u""_s), member(u""_s, u"2"_s)});
    EXPECT_FALSE(wanted(0, config));
    lists(1, {member(u"5.35.4"_s, u"1"_s), member(u"5.35.4"_s, u"2"_s)});
    for (std::size_t i = 0; i < 3; ++i)
        EXPECT_TRUE(wanted(i, config));

    ran(0, config, 1s);
    ran(0, u"ping"_s, 60s);
    EXPECT_FALSE(wanted(0, config));
    ran(0, u"ping"_s, 61s);
    EXPECT_TRUE(wanted(0, config));
    facts[0].reach.kind = Reach::Kind::Down;
    EXPECT_FALSE(wanted(0, config));
    EXPECT_TRUE(wanted(2, config));
    // The list of a node that is gone says nothing.
    facts[1].reach.kind = Reach::Kind::Down;
    EXPECT_FALSE(wanted(2, config));
}

TEST_F(Wanted, TheWholeConfigurationSoonerOnceANewerHashHasOutdatedIt)
{
    lists(1, {member(u"5.35.4"_s, u"1"_s), member(u"5.35.4"_s, u"2"_s)});
    ran(0, config, 1s);
    facts[0].config = Known<ConfigFact>{{}, TimePoint(1s), config, false};
    ran(0, u"ping"_s, 15s);
    EXPECT_FALSE(wanted(0, config));
    ran(0, u"ping"_s, 16s); // the file's interval
    EXPECT_TRUE(wanted(0, config));
    facts[0].config->isCurrent = true;
    EXPECT_FALSE(wanted(0, config));
}

TEST_F(Wanted, TheWholeConfigurationOnceClientHashesOfOneVersionDiffer)
{
    facts[2].identity->value.clientConfigHash = u"bb"_s;
    EXPECT_TRUE(wanted(0, config));
    facts[2].identity->value.version = u"5.36.1"_s;
    EXPECT_FALSE(wanted(0, config));
    facts[2].identity->value.version = u"5.35.4"_s;
    facts[2].identity->isCurrent = false;
    EXPECT_FALSE(wanted(0, config));
}

TEST_F(Wanted, NothingOfAnUnknownTarget)
{
    const std::vector<const TargetFacts *> none(4, nullptr);
    const Product &product = *productNamed(u"mattermost"_s);
    EXPECT_FALSE(product.wanted(*probeNamed(file, TargetId{0}, enhanced), file, none));
    EXPECT_FALSE(product.wanted(*probeNamed(file, TargetId{0}, config), file, {}));
}

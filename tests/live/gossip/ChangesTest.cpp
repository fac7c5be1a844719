// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Members of a real cluster that die or say goodbye, as the others hold them.
#include "live/gossip/Gossip.h"

using namespace rollcall;
using namespace rollcall::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using gossip::MemberState;

namespace {

QString stateIn(const GossipProgram &program, const QString &name)
{
    for (const QJsonValue &member : program.members()) {
        if (member["name"_L1] == name)
            return member["state"_L1].toString();
    }
    return {};
}

struct Changes : testing::Test
{
    SerfCluster cluster;

    void SetUp() override { ASSERT_EQ(cluster.start().toStdString(), ""); }

    /// Asks one agent again and again until it holds the other so; the states on the way, each once in a row.
    std::vector<MemberState> statesUntil(int agent, int other, MemberState last, std::chrono::milliseconds limit)
    {
        Asker asker;
        std::vector<MemberState> states;
        const bool isThere = waitFor(
            [&] {
                const std::optional<MemberState> state = asker.ask(cluster.address(agent)).stateOf(cluster.name(other));
                if (state && (states.empty() || states.back() != *state))
                    states.push_back(*state);
                return state == last;
            },
            limit);
        EXPECT_TRUE(isThere) << cluster.log(agent).toStdString();
        return states;
    }
};

} // namespace

TEST_F(Changes, ADeadMemberIsSuspectedFirst)
{
    cluster.kill(2);
    EXPECT_EQ(statesUntil(0, 2, MemberState::Dead, 20s),
              (std::vector{MemberState::Alive, MemberState::Suspect, MemberState::Dead}));
    // The other one is of the same opinion, or will be.
    EXPECT_EQ(statesUntil(1, 2, MemberState::Dead, 5s).back(), MemberState::Dead);

    GossipProgram program(cluster.where(1));
    EXPECT_EQ(program.status(), 1) << program.all();
    EXPECT_EQ(stateIn(program, cluster.name(2)), u"dead"_s);
    EXPECT_EQ(stateIn(program, cluster.name(0)), u"alive"_s);
    EXPECT_EQ(stateIn(program, cluster.name(1)), u"alive"_s);
    GossipProgram plain(cluster.where(1), {}, false);
    EXPECT_EQ(plain.status(), 1) << plain.all();
    EXPECT_TRUE(plain.out.contains("dead")) << plain.all();

    GossipProgram itself(cluster.where(2));
    EXPECT_EQ(itself.status(), 2) << itself.all();
    EXPECT_TRUE(itself.members().isEmpty());

    if (!qEnvironmentVariableIsSet("ROLLCALL_LONG"))
        return;
    // Half a minute after its death it is not listed at all: who is missing is not well.
    Asker asker;
    EXPECT_TRUE(waitFor(
        [&] {
            const Heard heard = asker.ask(cluster.address(0));
            return heard.isList() && !heard.stateOf(cluster.name(2));
        },
        45s));
    GossipProgram gone(cluster.where(0));
    EXPECT_EQ(gone.status(), 0) << gone.all();
    EXPECT_EQ(gone.members().size(), 2);
}

TEST_F(Changes, AMemberThatSaysGoodbyeHasLeft)
{
    ASSERT_EQ(cluster.leave(1).toStdString(), "");
    for (const int agent : {0, 2}) {
        const std::vector<MemberState> states = statesUntil(agent, 1, MemberState::Left, 10s);
        EXPECT_EQ(std::count(states.begin(), states.end(), MemberState::Dead), 0);
        EXPECT_EQ(std::count(states.begin(), states.end(), MemberState::Suspect), 0);
    }
    GossipProgram program(cluster.where(0));
    EXPECT_EQ(program.status(), 1) << program.all();
    EXPECT_EQ(stateIn(program, cluster.name(1)), u"left"_s);
    EXPECT_EQ(cluster.members(0)[cluster.name(1)]["status"_L1].toString(), u"left"_s);

    GossipProgram itself(cluster.where(1));
    EXPECT_EQ(itself.status(), 2) << itself.all();
}

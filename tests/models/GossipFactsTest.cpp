// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/FixtureClusters.h"
#include "support/PrintTo.h"
#include "ui/models/CopyText.h"
#include "ui/models/FactsModel.h"

#include <gtest/gtest.h>

using namespace rollcall;
using namespace rollcall::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

class Silence final : public TcpQuestion
{
public:
    QByteArray message() override { return "x"; }
    qint64 maxAnswer() const override { return 1; }
    QString commandOptions() const override { return QStringLiteral(" --key-env ROLLCALL_GOSSIP_KEY"); }
};

} // namespace

TEST(GossipFacts, TheNodePageShowsWhomItsGossipHoldsAndHow)
{
    FakeClock clock;
    ClusterFixture fixture(u"production"_s, 3, clock);
    TargetState &node = fixture.target(0);
    node.held = BeliefRow{};
    node.held->of = {{TargetId{0}, Belief::Seen}, {TargetId{2}, Belief::Dead}};
    node.held->strangers = {{u"mm-old"_s, u"10.0.0.9"_s, Belief::Suspected}};
    node.facts.gossipList = Known<std::vector<gossip::Member>>{{}, clock.now(), u"gossip"_s, true};
    node.facts.gossip =
        Known<GossipFact>{GossipFact{.access = GossipFact::Access::Read, .isSealed = true, .isCompressed = false},
                          clock.now(), u"gossip"_s, true};
    FactsModel model;
    const ClusterStatePtr state = fixture.state();
    model.setTarget(*state, *state->targets[0], clock.now());
    const auto row = [&model](const QString &key) { return model.row(model.rowOf(key)); };
    EXPECT_EQ(row(u"holds/gossip"_s).cells[1], u"%1, %2 (dead), mm-old (suspected)"_s.arg(
                                                   fixture.target(0).settings.name, fixture.target(2).settings.name));
    EXPECT_EQ(row(u"gossip.way/gossip"_s).cells[1], u"encrypted, not compressed"_s);
}

TEST(GossipFacts, ItsQuestionIsCopiedAsTheCommandAndItsAnswerShownAsBytes)
{
    auto spec = std::make_shared<ProbeSpec>();
    spec->request = TcpRequest{.host = u"10.0.0.1"_s, .port = 8074, .question = std::make_shared<Silence>()};
    EXPECT_EQ(copy_text::curl(*spec), u"rollcall gossip '10.0.0.1:8074' --key-env ROLLCALL_GOSSIP_KEY"_s);
    ProbeSpec beyond = *spec;
    beyond.request = TcpRequest{.host = u"fd00::1"_s,
                                .port = 8074,
                                .proxy = u"socks5h://127.0.0.1:1080"_s,
                                .question = std::make_shared<Silence>()};
    EXPECT_TRUE(copy_text::curl(beyond).startsWith(u"rollcall gossip '[fd00::1]:8074' "_s));
    EXPECT_TRUE(copy_text::curl(beyond).contains(u" # from where"_s)) << "it does not go through the proxy";
    TcpResult result;
    result.peerAddress = u"10.0.0.1"_s;
    result.answer = QByteArray::fromHex("0683a44a6f696ec2a54e6f64657303ac5573");
    result.answerSize = 251;
    result.connect = 800us;
    Answer answer;
    answer.spec = spec;
    answer.result = result;
    EXPECT_EQ(copy_text::answer(answer), u"Connected to 10.0.0.1 in 0.8 ms.\nThe answer has 251 bytes:\n"
                                         "0000  06 83 a4 4a 6f 69 6e c2 a5 4e 6f 64 65 73 03 ac  ...Join..Nodes..\n"
                                         "0010  55 73                                            Us\n"_s);
}

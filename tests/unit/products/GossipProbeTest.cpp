// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gossip/MembershipQuery.h"
#include "unit/products/Asking.h"

using namespace rollcall;
using namespace rollcall::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Access = GossipFact::Access;

namespace {

const QByteArray Key = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

QByteArray recorded(const QString &name)
{
    return QByteArray::fromHex(readData(u"memberlist/%1.response.hex"_s.arg(name)).trimmed());
}

ClusterFile withKey()
{
    ClusterFile file = threeNodes();
    file.gossip = GossipSettings{.key = SecretReference{SecretReference::Kind::Environment, u"KEY"_s}};
    return file;
}

Credentials gossipKey(const QByteArray &key = Key)
{
    Credentials credentials;
    credentials.gossipKey = Secret(key);
    return credentials;
}

Observation read(const ClusterFile &file, const Credentials &credentials, const TcpResult &result)
{
    Answer answer;
    answer.spec = probeNamed(file, TargetId{0}, u"gossip"_s, credentials);
    EXPECT_TRUE(answer.spec);
    answer.result = result;
    return productNamed(file.product)->read(answer);
}

Observation readBytes(const ClusterFile &file, const Credentials &credentials, const QByteArray &bytes)
{
    TcpResult result;
    result.answer = bytes;
    result.total = 3ms;
    return read(file, credentials, result);
}

} // namespace

TEST(GossipProbe, AsksWhereTheNodeIs)
{
    ClusterFile file = threeNodes();
    const ProbeSpecPtr plain = probeNamed(file, TargetId{0}, u"gossip"_s, {});
    ASSERT_TRUE(plain);
    EXPECT_EQ(plain->tcp().host, u"10.10.10.1"_s);
    EXPECT_EQ(plain->tcp().port, 8074);
    EXPECT_EQ(plain->endpoint, u"gossip 10.10.10.1:8074"_s);
    EXPECT_EQ(plain->interval, 15s);
    EXPECT_FALSE(plain->isPrimary);
    ASSERT_TRUE(plain->tcp().question);
    EXPECT_EQ(plain->tcp().question->message().toHex(), "0683a44a6f696ec2a54e6f64657300ac5573657253746174654c656e00");

    file.interval = 1s;
    file.nodes[0].connectTo = u"10.0.0.5:9443"_s;
    file.nodes[0].gossip = GossipSettings{.port = 9074};
    Credentials credentials;
    credentials.proxy = u"socks5h://127.0.0.1:1080"_s;
    const ProbeSpecPtr moved = probeNamed(file, TargetId{0}, u"gossip"_s, credentials);
    EXPECT_EQ(moved->tcp().host, u"10.0.0.5"_s);
    EXPECT_EQ(moved->tcp().port, 9074);
    EXPECT_EQ(moved->tcp().proxy, u"socks5h://127.0.0.1:1080"_s);
    EXPECT_EQ(moved->interval, 5s) << "the members themselves sync every 30 s";
}

TEST(GossipProbe, HasASwitchOfItsOwnAndIsMattermostsAlone)
{
    ClusterFile file = threeNodes();
    file.gossip = GossipSettings{.enabled = false};
    EXPECT_FALSE(probeNamed(file, TargetId{0}, u"gossip"_s, {}));
    file = threeNodes();
    EXPECT_FALSE(probeNamed(file, file.proxyId(), u"gossip"_s, {}));
    file.nodes[0].product = u"gitlab"_s;
    EXPECT_FALSE(probeNamed(file, TargetId{0}, u"gossip"_s, {}));
}

TEST(GossipProbe, GoesThroughAJumpHostThoughBareConnectsDoNot)
{
    ClusterFile file = threeNodes();
    file.jumpHost = u"ops@jump.example.com"_s;
    EXPECT_TRUE(probeNamed(file, TargetId{0}, u"gossip"_s, {}));
}

TEST(GossipProbe, WithAKeyItIsSealedAndWithoutTheKeyNotAsked)
{
    const ProbeSpecPtr sealed = probeNamed(withKey(), TargetId{0}, u"gossip"_s, gossipKey());
    ASSERT_TRUE(sealed);
    EXPECT_EQ(sealed->tcp().question->message().front(), 10);
    EXPECT_NE(sealed->tcp().question->message(), sealed->tcp().question->message()) << "a fresh nonce each time";
    EXPECT_FALSE(probeNamed(withKey(), TargetId{0}, u"gossip"_s, {}))
        << "asked without it, an encrypted cluster would only log an error";
    EXPECT_FALSE(probeNamed(withKey(), TargetId{0}, u"gossip"_s, gossipKey("too short")));
}

TEST(GossipProbe, ReadsTheListThatTheNodeHolds)
{
    for (const QString &name : {u"pushpull-plain-3nodes"_s, u"pushpull-lzw-3nodes"_s}) {
        const Observation observation = readBytes(threeNodes(), {}, recorded(name));
        EXPECT_EQ(observation.outcome.kind, Outcome::Kind::Answered);
        const GossipFact *fact = factOf<GossipFact>(observation);
        ASSERT_TRUE(fact);
        EXPECT_EQ(fact->access, Access::Read);
        EXPECT_EQ(fact->members.size(), 3U);
        EXPECT_EQ(fact->isCompressed, name.contains(u"lzw"_s));
        EXPECT_FALSE(fact->isSealed);
    }
    const Observation sealed = readBytes(withKey(), gossipKey(), recorded(u"pushpull-lzw-encv1-aes256-3nodes"_s));
    ASSERT_TRUE(factOf<GossipFact>(sealed));
    EXPECT_EQ(factOf<GossipFact>(sealed)->access, Access::Read);
    EXPECT_TRUE(factOf<GossipFact>(sealed)->isSealed);
}

TEST(GossipProbe, SaysThatAKeyIsNeededOrAnother)
{
    const QByteArray sealed = recorded(u"pushpull-encv1-aes256-3nodes"_s);
    EXPECT_EQ(factOf<GossipFact>(readBytes(threeNodes(), {}, sealed))->access, Access::NeedsKey);
    const Observation refused = readBytes(withKey(), gossipKey(QByteArray(32, '\xff').toBase64()), sealed);
    EXPECT_EQ(factOf<GossipFact>(refused)->access, Access::KeyRefused);
    EXPECT_EQ(refused.outcome.kind, Outcome::Kind::Answered);
}

TEST(GossipProbe, BelievesNothingInTheClearWhereAKeyIsGiven)
{
    const Observation observation = readBytes(withKey(), gossipKey(), recorded(u"pushpull-plain-3nodes"_s));
    EXPECT_EQ(observation.outcome.kind, Outcome::Kind::Unexpected);
    const GossipFact *fact = factOf<GossipFact>(observation);
    ASSERT_TRUE(fact);
    EXPECT_EQ(fact->access, Access::NotEncrypted);
    EXPECT_TRUE(fact->members.empty());
}

TEST(GossipProbe, WhatIsNoListIsComplainedOf)
{
    const Observation http = readBytes(threeNodes(), {}, "HTTP/1.1 400 Bad Request\r\n\r\n");
    EXPECT_EQ(http.outcome.kind, Outcome::Kind::Unexpected);
    EXPECT_EQ(http.outcome.firstBytes.left(4), "HTTP");
    EXPECT_FALSE(factOf<GossipFact>(http));
    const Observation damaged = readBytes(threeNodes(), {}, recorded(u"pushpull-plain-3nodes"_s).chopped(1));
    EXPECT_EQ(damaged.outcome.kind, Outcome::Kind::Malformed);
    EXPECT_FALSE(damaged.outcome.detail.isEmpty());
    const Observation error = readBytes(threeNodes(), {}, recorded(u"error-encrypted-request-to-plain-server"_s));
    EXPECT_EQ(error.outcome.kind, Outcome::Kind::Unexpected);
    EXPECT_EQ(factOf<GossipFact>(error)->access, Access::Refused);
}

TEST(GossipProbe, APortThatGreetsAndWaitsIsNoGossipPort)
{
    TcpResult result;
    result.failure = NetFailure::Timeout;
    result.answer = "220 mail.example.com ESMTP\r\n";
    const Observation greeting = read(threeNodes(), {}, result);
    EXPECT_EQ(greeting.outcome.kind, Outcome::Kind::Unexpected);
    EXPECT_TRUE(greeting.isPointless);
    result.answer = recorded(u"pushpull-plain-3nodes"_s).left(20);
    const Observation slow = read(threeNodes(), {}, result);
    EXPECT_EQ(slow.outcome.failure, NetFailure::Timeout);
    EXPECT_EQ(factOf<GossipFact>(slow)->access, Access::Silent);
}

TEST(GossipProbe, TheWayThereIsNotThePort)
{
    TcpResult result;
    result.failure = NetFailure::ProxyFailed;
    const Observation failed = read(threeNodes(), {}, result);
    EXPECT_EQ(failed.outcome.kind, Outcome::Kind::Failed);
    EXPECT_FALSE(factOf<GossipFact>(failed));
}

TEST(GossipProbe, SilenceIsAFactOfItsOwn)
{
    TcpResult result;
    result.failure = NetFailure::Refused;
    const Observation refused = read(threeNodes(), {}, result);
    EXPECT_EQ(refused.outcome.kind, Outcome::Kind::Failed);
    EXPECT_EQ(refused.outcome.failure, NetFailure::Refused);
    EXPECT_EQ(factOf<GossipFact>(refused)->access, Access::Silent);
}

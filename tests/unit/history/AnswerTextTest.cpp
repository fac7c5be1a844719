// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/AnswerText.h"

#include <QRandomGenerator>
#include <gtest/gtest.h>

namespace rollcall {
namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

const TimePoint Epoch{5h};

RecordedAnswer httpAnswer()
{
    HttpResult http;
    http.failure = NetFailure::Closed;
    http.detail = u"closed"_s;
    http.status = 200;
    http.head = "A: b\r\n";
    http.timings = {1us, 2us, 3us, 4us, 5us};
    http.peerAddress = u"127.0.0.2"_s;
    http.redirectTo = u"/there"_s;
    http.httpVersion = 11;
    http.sentAt = Epoch - 3ms;
    http.sentUtc = QDateTime::fromMSecsSinceEpoch(1700000000123, Qt::UTC);
    RecordedAnswer recorded;
    recorded.target = u"app1"_s;
    recorded.probe = u"ping"_s;
    recorded.isAuthorized = true;
    recorded.answer.at = Epoch + 17ns;
    recorded.answer.utc = QDateTime::fromMSecsSinceEpoch(1700000000456, Qt::UTC);
    recorded.answer.alternative = 2;
    recorded.answer.result = http;
    return recorded;
}

TEST(AnswerText, AnHttpAnswerComesBackWhole)
{
    const RecordedAnswer in = httpAnswer();
    const auto read = answerFromBytes(toBytes(in, Epoch), Epoch);
    ASSERT_TRUE(read);
    const RecordedAnswer &out = read.value();
    EXPECT_EQ(out.target, in.target);
    EXPECT_EQ(out.probe, in.probe);
    EXPECT_TRUE(out.isAuthorized);
    EXPECT_EQ(out.answer.at, in.answer.at);
    EXPECT_EQ(out.answer.utc, in.answer.utc);
    EXPECT_EQ(out.answer.alternative, 2U);
    const HttpResult &a = *in.answer.http();
    ASSERT_TRUE(out.answer.http());
    const HttpResult &b = *out.answer.http();
    EXPECT_EQ(b.failure, a.failure);
    EXPECT_EQ(b.detail, a.detail);
    EXPECT_EQ(b.status, a.status);
    EXPECT_EQ(b.head, a.head);
    EXPECT_EQ(b.timings, a.timings);
    EXPECT_EQ(b.peerAddress, a.peerAddress);
    EXPECT_EQ(b.redirectTo, a.redirectTo);
    EXPECT_EQ(b.httpVersion, a.httpVersion);
    EXPECT_EQ(b.sentAt, a.sentAt);
    EXPECT_EQ(b.sentUtc, a.sentUtc);
}

TEST(AnswerText, PortsAndWebSocketsComeBack)
{
    RecordedAnswer in = httpAnswer();
    TcpResult tcp;
    tcp.failure = NetFailure::Refused;
    tcp.answerSize = 77;
    tcp.total = 9us;
    in.answer.result = tcp;
    in.isPointless = true;
    GossipFact gossip;
    gossip.access = GossipFact::Access::KeyRefused;
    gossip.isSealed = true;
    gossip::Member member;
    member.name = u"app1"_s;
    member.address = u"10.0.0.1"_s;
    member.port = 8074;
    member.state = gossip::MemberState::Suspect;
    member.incarnation = 4000000000U;
    member.protocol = {1, 5, 2, 2, 5, 4};
    gossip.members = {member};
    in.gossip = gossip;
    const auto read = answerFromBytes(toBytes(in, Epoch), Epoch);
    ASSERT_TRUE(read);
    EXPECT_EQ(read.value().answer.tcp()->failure, NetFailure::Refused);
    EXPECT_EQ(read.value().answer.tcp()->answerSize, 77);
    EXPECT_EQ(read.value().gossip, gossip);
    EXPECT_TRUE(read.value().isPointless);

    WebSocketResult socket;
    socket.status = 101;
    socket.opened = 4us;
    in.answer.result = socket;
    const auto second = answerFromBytes(toBytes(in, Epoch), Epoch);
    ASSERT_TRUE(second);
    EXPECT_TRUE(second.value().answer.webSocket()->hasOpened());
    EXPECT_EQ(second.value().answer.webSocket()->opened, 4us);
}

TEST(AnswerText, ACertificateComesBack)
{
    const QDateTime from = QDateTime::fromMSecsSinceEpoch(-1000, Qt::UTC);
    const QDateTime to = QDateTime::fromMSecsSinceEpoch(1800000000000, Qt::UTC);
    const PeerCertificate in{u"a"_s, u"b"_s, {u"c"_s, u"d"_s}, from, to, u"sha256//x"_s, u"AA:BB"_s, {u"a"_s}};
    const auto read = certificateFromBytes(toBytes(in));
    ASSERT_TRUE(read);
    EXPECT_EQ(read.value(), in);
}

TEST(AnswerText, HostileBytesGiveAnAnswerOrAnError)
{
    const QByteArray good = toBytes(httpAnswer(), Epoch);
    QRandomGenerator random(7);
    for (int i = 0; i < 3000; ++i) {
        QByteArray bad = good;
        for (int n = 0; n < 3; ++n)
            bad[random.bounded(int(bad.size()))] = static_cast<char>(random.bounded(256));
        (void) answerFromBytes(bad, Epoch);
        (void) certificateFromBytes(bad);
        (void) answerFromBytes(good.first(random.bounded(int(good.size()))), Epoch);
    }
    EXPECT_FALSE(answerFromBytes({}, Epoch));
    EXPECT_FALSE(answerFromBytes("{}", Epoch));
    EXPECT_FALSE(certificateFromBytes("\x80"));
}

} // namespace
} // namespace rollcall

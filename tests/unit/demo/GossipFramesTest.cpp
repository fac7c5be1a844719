// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a gossip port writes and reads, against the streams of real servers.
#include "demo/GossipFrames.h"

#include "GossipClient.h"
#include "demo/GossipSeal.h"
#include "demo/Lzw.h"

#include <openssl/evp.h>

using namespace rollcall::demo;
using namespace rollcall::test;
using namespace Qt::StringLiterals;
using rollcall::gossip::WireState;
using Kind = GossipRequest::Kind;

namespace {

QByteArray keyOf(int bytes)
{
    QByteArray key;
    for (int i = 0; i < bytes; ++i)
        key += static_cast<char>(i);
    return key;
}

const GossipWire Plain;
const GossipWire Compressed{.isCompressed = true, .key = {}};
const GossipWire Encrypted{.isCompressed = false, .key = keyOf(32)};

/// By OpenSSL, and not by the code under test.
QByteArray unsealed(const QByteArray &frame, const QByteArray &key)
{
    EXPECT_EQ(frame.front(), '\x0a');
    EXPECT_EQ(qFromBigEndian<quint32>(frame.constData() + 1), frame.size() - 5);
    EXPECT_EQ(frame[5], 1);
    const QByteArray nonce = frame.mid(6, 12);
    const QByteArray body = frame.mid(18, frame.size() - 18 - 16);
    QByteArray tag = frame.right(16);
    QByteArray plain(body.size(), '\0');
    const auto bytes = [](const QByteArray &of) { return reinterpret_cast<const unsigned char *>(of.constData()); };
    auto *out = reinterpret_cast<unsigned char *>(plain.data());
    EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
    int done = 0;
    EVP_DecryptInit_ex(context, EVP_aes_256_gcm(), nullptr, bytes(key), bytes(nonce));
    EVP_DecryptUpdate(context, nullptr, &done, bytes(frame), 5);
    EVP_DecryptUpdate(context, out, &done, bytes(body), static_cast<int>(body.size()));
    EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_GCM_SET_TAG, 16, tag.data());
    EXPECT_EQ(EVP_DecryptFinal_ex(context, out + done, &done), 1);
    EVP_CIPHER_CTX_free(context);
    return plain;
}

GossipRequest read(const QString &recording, const GossipWire &wire)
{
    return readGossipRequest(recordedBytes(recording), wire);
}

} // namespace

TEST(LzwTest, WritesWhatGoWrites)
{
    int vectors = 0;
    for (const QByteArray &line : readData(u"memberlist/lzw-vectors.txt"_s).split('\n')) {
        if (line.isEmpty() || line.startsWith('#'))
            continue;
        const qsizetype space = line.indexOf(' ');
        const QByteArray plain = QByteArray::fromHex(line.left(space));
        EXPECT_EQ(lzwCompressed(plain).toHex(), line.mid(space + 1).trimmed()) << plain.size() << " bytes";
        ++vectors;
    }
    EXPECT_EQ(vectors, 20);
}

TEST(GossipFramesTest, AcknowledgementsAreTheRecordedOnes)
{
    EXPECT_EQ(ackMessage(1).toHex(), recordedBytes(u"ping-plain.response"_s).toHex());
    EXPECT_EQ(ackMessage(0x12345678).toHex(), recordedBytes(u"ping-plain-named.response"_s).toHex());
    EXPECT_EQ(framed(ackMessage(1), Plain), ackMessage(1));
    EXPECT_EQ(framed(ackMessage(1), Compressed).toHex(), recordedBytes(u"ping-lzw.response"_s).toHex());
    // Shortest forms of the numbers between.
    EXPECT_TRUE(ackMessage(128).endsWith(QByteArray::fromHex("cc80")));
    EXPECT_TRUE(ackMessage(300).endsWith(QByteArray::fromHex("cd012c")));
}

TEST(GossipFramesTest, ListsAreTheRecordedOnes)
{
    const std::vector<std::pair<QString, WireState>> states{
        {u"suspect"_s, WireState::Suspect}, {u"dead"_s, WireState::Dead}, {u"left"_s, WireState::Left}};
    for (const auto &[name, state] : states) {
        const QByteArray recorded = recordedBytes(u"pushpull-plain-state-"_s + name + u".response"_s);
        std::vector<QByteArray> order;
        const auto rows = gossipRows(recorded, &order);
        ASSERT_EQ(rows.size(), 3U) << name.toStdString();
        std::vector<GossipMember> members;
        int odd = 0;
        for (const QByteArray &each : order) {
            const GossipRow &row = rows.at(each);
            odd += row.state == static_cast<int>(state) ? 1 : 0;
            members.push_back({.name = each,
                               .address = row.address,
                               .port = static_cast<quint16>(row.port),
                               .state = static_cast<WireState>(row.state),
                               .incarnation = row.incarnation});
        }
        EXPECT_EQ(odd, 1) << name.toStdString();
        EXPECT_EQ(membersMessage(members).toHex(), recorded.toHex()) << name.toStdString();
    }
}

TEST(GossipFramesTest, CompressedListsHaveTheRecordedWrapper)
{
    const std::vector<GossipMember> members(3, GossipMember{.name = "mm-app-1", .address = 0x7f000001, .port = 17301});
    const QByteArray frame = framed(membersMessage(members), Compressed);
    const QByteArray recorded = recordedBytes(u"pushpull-lzw-3nodes.response"_s);
    EXPECT_EQ(frame.left(13).toHex(), recorded.left(13).toHex()); // up to the type of the length
    const QByteArray body = lzwCompressed(membersMessage(members));
    ASSERT_GT(body.size(), 31);
    EXPECT_EQ(qFromBigEndian<quint16>(frame.constData() + 13), body.size());
    EXPECT_EQ(frame.mid(15), body);
}

TEST(GossipFramesTest, ComplaintsAreTheRecordedOnes)
{
    const GossipRequest sealedToPlain = read(u"error-encrypted-request-to-plain-server.request"_s, Plain);
    ASSERT_EQ(sealedToPlain.kind, Kind::Misfit);
    EXPECT_EQ(framed(errorMessage(sealedToPlain.complaint), Plain).toHex(),
              recordedBytes(u"error-encrypted-request-to-plain-server.response"_s).toHex());
    for (const QString &name : {u"error-plain-request-to-encrypted-server"_s, u"error-wrong-key"_s}) {
        const GossipRequest request = read(name + u".request"_s, Encrypted);
        ASSERT_EQ(request.kind, Kind::Misfit) << name.toStdString();
        const QByteArray recorded = recordedBytes(name + u".response"_s);
        const QByteArray frame = framed(errorMessage(request.complaint), Encrypted);
        EXPECT_EQ(frame.size(), recorded.size());
        EXPECT_EQ(unsealed(frame, Encrypted.key).toStdString(), unsealed(recorded, Encrypted.key).toStdString());
    }
}

TEST(GossipFramesTest, SealedAnswersHoldTheOthers)
{
    const QByteArray frame = framed(ackMessage(1), Encrypted);
    EXPECT_EQ(unsealed(frame, Encrypted.key), ackMessage(1));
    EXPECT_EQ(frame.size(), recordedBytes(u"ping-encv1-aes256.response"_s).size());
    EXPECT_NE(framed(ackMessage(1), Encrypted), frame); // a fresh nonce
    const GossipWire both{.isCompressed = true, .key = Encrypted.key};
    EXPECT_EQ(unsealed(framed(ackMessage(1), both), both.key), framed(ackMessage(1), Compressed));
    EXPECT_EQ(framed(ackMessage(1), both).size(), recordedBytes(u"ping-lzw-encv1-aes256.response"_s).size());
    EXPECT_EQ(opened(recordedBytes(u"ping-encv1-aes256.response"_s), Encrypted.key), ackMessage(1));
    EXPECT_EQ(newGossipKey().size(), 32);
    EXPECT_NE(newGossipKey(), newGossipKey());
}

TEST(GossipFramesTest, TheRecordedRequestsAreUnderstood)
{
    EXPECT_EQ(read(u"pushpull-lzw-3nodes.request"_s, Compressed).kind, Kind::Members);
    EXPECT_EQ(read(u"ping-plain.request"_s, Plain).kind, Kind::Ping);
    EXPECT_EQ(read(u"ping-plain.request"_s, Plain).seqNo, 1U);
    EXPECT_EQ(read(u"ping-plain.request"_s, Plain).node, "");
    EXPECT_EQ(read(u"ping-plain-named.request"_s, Plain).node, "mm-app-1");
    EXPECT_EQ(read(u"ping-plain-named.request"_s, Plain).seqNo, 0x12345678U);
    EXPECT_EQ(read(u"ping-plain-wrong-node.request"_s, Plain).node, "other-node");
    EXPECT_EQ(read(u"ping-encv1-aes256.request"_s, Encrypted).kind, Kind::Ping);
    for (const int size : {16, 24, 32}) {
        const GossipWire wire{.isCompressed = true, .key = keyOf(size)};
        EXPECT_EQ(read(u"pushpull-encv1-aes%1-3nodes.request"_s.arg(size * 8), wire).kind, Kind::Members) << size;
    }
    EXPECT_EQ(read(u"pushpull-encv0-aes256-3nodes.request"_s, Encrypted).kind, Kind::Members);
    EXPECT_EQ(readGossipRequest(sealed(membersRequest(), Encrypted.key), Encrypted).kind, Kind::Members);
}

TEST(GossipFramesTest, ABeginningWaitsForTheRest)
{
    EXPECT_EQ(readGossipRequest({}, Plain).kind, Kind::Partial);
    for (const QString &name : {u"ping-plain-named.request"_s, u"pushpull-lzw-3nodes.request"_s}) {
        const QByteArray whole = recordedBytes(name);
        for (qsizetype size = 1; size < whole.size(); ++size)
            EXPECT_EQ(readGossipRequest(whole.left(size), Plain).kind, Kind::Partial) << name.toStdString() << size;
        EXPECT_EQ(readGossipRequest(whole + '\0', Plain).kind, Kind::Other);
    }
    const QByteArray whole = recordedBytes(u"pushpull-encv1-aes256-3nodes.request"_s);
    for (qsizetype size = 1; size < whole.size(); ++size)
        EXPECT_EQ(readGossipRequest(whole.left(size), Encrypted).kind, Kind::Partial) << size;
    EXPECT_EQ(readGossipRequest(whole + '\0', Encrypted).kind, Kind::Other);
}

TEST(GossipFramesTest, AnythingElseIsNoRequest)
{
    QByteArray join = membersRequest();
    join[7] = '\xc3';
    QByteArray counted = membersRequest();
    counted[14] = 1;
    const QList<QByteArray> others{join,
                                   counted,
                                   QByteArrayLiteral("GET / HTTP/1.1\r\n\r\n"),
                                   QByteArray::fromHex("160301"),
                                   QByteArray::fromHex("08"),
                                   QByteArray::fromHex("09"),
                                   QByteArray::fromHex("0081"),
                                   QByteArray::fromHex("0082a44e6f6465c0"),
                                   QByteArray::fromHex("0082a44e6f6465a0a55365714e6fd101"),
                                   recordedBytes(u"pushpull-label-plain-3nodes.request"_s)};
    for (const QByteArray &bytes : others)
        EXPECT_EQ(readGossipRequest(bytes, Plain).kind, Kind::Other) << bytes.toHex().toStdString();
    // A key does not make a request of them.
    for (const QByteArray &bytes : others)
        EXPECT_EQ(readGossipRequest(sealed(bytes, Encrypted.key), Encrypted).kind, Kind::Other);
    EXPECT_EQ(readGossipRequest(sealed({}, Encrypted.key), Encrypted).kind, Kind::Other);
    EXPECT_EQ(readGossipRequest(sealed(membersRequest().left(5), Encrypted.key), Encrypted).kind, Kind::Other);
    EXPECT_EQ(readGossipRequest(QByteArray::fromHex("0affffffff"), Encrypted).kind, Kind::Other);
}

TEST(GossipFramesTest, ADamagedSealIsAComplaint)
{
    const QByteArray whole = sealed(membersRequest(), Encrypted.key);
    for (const qsizetype at : {qsizetype{5}, qsizetype{6}, qsizetype{18}, whole.size() - 1}) {
        QByteArray damaged = whole;
        damaged[at] = static_cast<char>(damaged[at] ^ 4);
        EXPECT_EQ(readGossipRequest(damaged, Encrypted).kind, Kind::Misfit) << at;
    }
    EXPECT_EQ(readGossipRequest(QByteArray::fromHex("0a00000000"), Encrypted).kind, Kind::Misfit);
    EXPECT_EQ(readGossipRequest(QByteArray::fromHex("0a0000000101"), Encrypted).kind, Kind::Misfit);
    EXPECT_EQ(opened(sealed(membersRequest(), keyOf(16)), keyOf(24)), std::nullopt);
}

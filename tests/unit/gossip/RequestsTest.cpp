// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gossip/Requests.h"

#include "Recordings.h"
#include "gossip/AesGcm.h"
#include "gossip/Layout.h"
#include "support/MemberlistFrames.h"
#include "support/PrintTo.h"

using namespace rollcall;
using namespace rollcall::gossip;
using namespace rollcall::test;
using namespace Qt::StringLiterals;

namespace {

QByteArray pattern(int size)
{
    QByteArray bytes;
    for (int i = 0; i < size; ++i)
        bytes += static_cast<char>(i);
    return bytes;
}

std::vector<QByteArray> keysIn(const QByteArray &text)
{
    std::vector<QByteArray> keys;
    const Result<std::vector<Secret>> read = keysFrom(Secret(QByteArray(text.constData(), text.size())));
    if (read) {
        for (const Secret &key : read.value())
            keys.push_back(key.reveal());
    }
    return keys;
}

/// What is asked in this recording, without its label and seal.
QByteArray constantOf(const Recording &recorded)
{
    return recorded.name.startsWith(u"ping") ? pingRequest() : membersRequest();
}

} // namespace

TEST(Requests, AreTheBytesThatRealNodesAnswered)
{
    EXPECT_EQ(membersRequest().toHex(), "0683a44a6f696ec2a54e6f64657300ac5573657253746174654c656e00"_ba);
    EXPECT_EQ(pingRequest().toHex(), "0082a44e6f6465a0a55365714e6f01"_ba);
    EXPECT_EQ(membersRequest(), recording("pushpull-plain-3nodes").request);
    EXPECT_EQ(pingRequest(), recording("ping-plain").request);
    int plain = 0;
    for (const Recording &recorded : recordings()) {
        // Two recordings name a node, which no request of ours does.
        if (recorded.requestKey.isEmpty() && !recorded.name.startsWith(u"ping-plain-")) {
            ++plain;
            EXPECT_EQ(labelled(constantOf(recorded), recorded.label), recorded.request) << recorded.name.toStdString();
        }
    }
    EXPECT_EQ(plain, 16);
}

TEST(Requests, AreSealedAsRealNodesOpenedThem)
{
    int seen = 0;
    for (const Recording &recorded : recordings()) {
        if (recorded.requestKey.isEmpty())
            continue;
        ++seen;
        SCOPED_TRACE(recorded.name.toStdString());
        const QByteArray request = constantOf(recorded);
        const qsizetype start = recorded.label.isEmpty() ? 0 : 2 + recorded.label.size();
        const qsizetype versionAt = start + SealedPrefix;
        const auto version = static_cast<quint8>(recorded.request.at(versionAt));
        // With the nonce of the recording it is the recorded request, byte for byte.
        const QByteArray nonce = recorded.request.sliced(versionAt + 1, NonceSize);
        EXPECT_EQ(
            labelled(frames::sealedAs(version, request, recorded.requestKey, recorded.label, nonce), recorded.label),
            recorded.request);
        // A real one has a nonce of its own, and is otherwise the same.
        const QByteArray made = sealed(request, recorded.requestKey, recorded.label);
        if (version == SealVersion) {
            EXPECT_EQ(made.size(), recorded.request.size());
            EXPECT_EQ(made.first(versionAt + 1), recorded.request.first(versionAt + 1));
        }
        const QByteArray frame = made.sliced(start);
        ASSERT_EQ(frame.size(), SealedPrefix + 1 + NonceSize + request.size() + TagSize);
        EXPECT_EQ(frame.at(SealedPrefix), 1);
        const QByteArray aad = frame.first(SealedPrefix) + recorded.label;
        EXPECT_EQ(decrypted(frame.sliced(SealedPrefix + 1 + NonceSize), recorded.requestKey,
                            frame.sliced(SealedPrefix + 1, NonceSize), aad),
                  request);
    }
    EXPECT_EQ(seen, 12);
}

TEST(Requests, NoTwoAreSealedWithOneNonce)
{
    const Secret key = recordedKey();
    QList<QByteArray> nonces;
    for (int i = 0; i < 64; ++i) {
        const QByteArray nonce = sealed(membersRequest(), key).sliced(SealedPrefix + 1, NonceSize);
        EXPECT_FALSE(nonces.contains(nonce));
        nonces.append(nonce);
    }
}

TEST(Requests, NothingIsSentThatCannotBeSealedOrLabelled)
{
    EXPECT_EQ(sealed(membersRequest(), Secret(QByteArray(17, 'k'))), QByteArray());
    EXPECT_EQ(sealed(membersRequest(), Secret()), QByteArray());
    EXPECT_EQ(labelled(membersRequest(), QByteArray(256, 'l')), QByteArray());
    EXPECT_EQ(sealed(membersRequest(), recordedKey(), QByteArray(256, 'l')), QByteArray());
    EXPECT_EQ(labelled(membersRequest(), QByteArray(255, 'l')).size(), 2 + 255 + 29);
    EXPECT_EQ(labelled(membersRequest(), {}), membersRequest());
}

TEST(AesGcm, RefusesWhatWasChanged)
{
    const QByteArray nonce = pattern(NonceSize);
    for (const int size : {16, 24, 32}) {
        const Secret key(pattern(size));
        for (const QByteArray &plain : {QByteArray(), "x"_ba, QByteArray(1000, 'p')}) {
            const QByteArray cipher = encrypted(plain, key, nonce, "aad").value();
            ASSERT_EQ(cipher.size(), plain.size() + TagSize);
            EXPECT_EQ(decrypted(cipher, key, nonce, "aad"), plain);
            EXPECT_EQ(decrypted(cipher, key, nonce, "aae"), std::nullopt);
            EXPECT_EQ(decrypted(cipher, key, QByteArray(NonceSize, 'n'), "aad"), std::nullopt);
            EXPECT_EQ(decrypted(cipher, Secret(QByteArray(size, 'k')), nonce, "aad"), std::nullopt);
            EXPECT_EQ(decrypted(cipher.chopped(1), key, nonce, "aad"), std::nullopt);
            QByteArray flipped = cipher;
            flipped[0] = static_cast<char>(flipped[0] ^ 1);
            EXPECT_EQ(decrypted(flipped, key, nonce, "aad"), std::nullopt);
        }
    }
    EXPECT_EQ(encrypted("x", Secret(pattern(32)), "short", "aad"), std::nullopt);
    EXPECT_EQ(decrypted("short", Secret(pattern(32)), nonce, "aad"), std::nullopt);
}

TEST(GossipKeys, AreBase64OfThreeLengthsOrTheBytesThemselves)
{
    const QByteArray long32 = pattern(32);
    const QByteArray long24 = pattern(24);
    const QByteArray long16 = pattern(16);
    const QByteArray words16 = "sixteen-bytes-16"_ba;
    const QByteArray words24 = "twenty-four-bytes-long-2"_ba;
    const QByteArray words32 = "a passphrase, with a comma in it"_ba;
    const QByteArray both = long16.toBase64() + "\n" + long32.toBase64();
    const struct
    {
        QByteArray text;
        std::vector<QByteArray> keys;
    } cases[] = {
        {"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", {long32}},
        {"AAECAwQFBgcICQoLDA0ODxAREhMUFRYX", {long24}}, // 32 characters, and yet not the bytes of a key
        {"AAECAwQFBgcICQoLDA0ODw==", {long16}},         // 24 characters
        {" \t\r\nAAECAwQFBgcICQoLDA0ODw==\r\n", {long16}},
        {both, {long16, long32}},
        {long24.toBase64() + "," + long16.toBase64(), {long24, long16}},
        {", " + long24.toBase64() + " ,\n, " + long16.toBase64() + "," + long16.toBase64() + ",",
         {long24, long16, long16}},
        {words16, {words16}},
        {words24, {words24}},
        {words32, {words32}},
        {words16 + "\n", {words16}},
        {QByteArray(16, '\xff'), {QByteArray(16, '\xff')}},
        {"x" + QByteArray(30, '\0') + "y", {"x" + QByteArray(30, '\0') + "y"}},
    };
    for (const auto &key : cases)
        EXPECT_EQ(keysIn(key.text), key.keys) << key.text.toStdString();
}

TEST(GossipKeys, AreRefusedWithoutAWordOfThem)
{
    const QByteArray whole = pattern(32).toBase64();
    const struct
    {
        QByteArray text;
        QString message;
    } cases[] = {
        {"", u"there is no key"_s},
        {" \n , ,", u"there is no key"_s},
        {"secretword", u"the key is not base64 of 16, 24 or 32 bytes, nor as many bytes itself"_s},
        {whole.chopped(1), u"the key is not base64 of 16, 24 or 32 bytes, nor as many bytes itself"_s}, // no padding
        {pattern(31).toBase64(), u"the key is not base64 of 16, 24 or 32 bytes, nor as many bytes itself"_s},
        {"-_" + whole.sliced(2), u"the key is not base64 of 16, 24 or 32 bytes, nor as many bytes itself"_s},
        {whole + " secretword", u"key 2 of 2 is not base64 of 16, 24 or 32 bytes"_s},
        {"secretword," + whole, u"key 1 of 2 is not base64 of 16, 24 or 32 bytes"_s},
        {"sixteen-bytes-16 sixteen-bytes-17", u"key 1 of 2 is not base64 of 16, 24 or 32 bytes"_s},
    };
    for (const auto &bad : cases) {
        const Result<std::vector<Secret>> read = keysFrom(Secret(QByteArray(bad.text.constData(), bad.text.size())));
        ASSERT_FALSE(read.ok()) << bad.text.toStdString();
        EXPECT_EQ(read.error(), (Error{u"gossip.key"_s, bad.message})) << bad.text.toStdString();
    }
}

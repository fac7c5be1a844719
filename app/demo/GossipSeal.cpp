// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/GossipSeal.h"

#include "gossip/Layout.h"

#include <QtEndian>
#include <memory>
#include <openssl/evp.h>
#include <openssl/rand.h>

namespace rollcall::demo {

using namespace gossip;

namespace {

constexpr int Block = 16; ///< of the padding of version 0
constexpr int KeySize = 32;

struct Free
{
    void operator()(EVP_CIPHER_CTX *context) const { EVP_CIPHER_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_CIPHER_CTX, Free>;

const EVP_CIPHER *cipherFor(qsizetype keySize)
{
    switch (keySize) {
    case 16:
        return EVP_aes_128_gcm();
    case 24:
        return EVP_aes_192_gcm();
    default:
        return EVP_aes_256_gcm();
    }
}

const unsigned char *in(const char *bytes)
{
    return reinterpret_cast<const unsigned char *>(bytes);
}

unsigned char *out(QByteArray &bytes)
{
    return reinterpret_cast<unsigned char *>(bytes.data());
}

QByteArray randomBytes(int count)
{
    QByteArray bytes(count, '\0');
    if (RAND_bytes(out(bytes), count) != 1)
        qFatal("no random numbers");
    return bytes;
}

} // namespace

quint32 sealedLength(QByteArrayView prefix)
{
    return qFromBigEndian<quint32>(prefix.data() + 1);
}

QByteArray newGossipKey()
{
    return randomBytes(KeySize);
}

QByteArray sealed(const QByteArray &message, const QByteArray &key)
{
    const int size = static_cast<int>(message.size());
    QByteArray frame(SealedPrefix, static_cast<char>(MessageType::Encrypted));
    qToBigEndian(static_cast<quint32>(1 + NonceSize + size + TagSize), frame.data() + 1);
    const QByteArray nonce = randomBytes(NonceSize);
    QByteArray body(size, '\0');
    QByteArray tag(TagSize, '\0');
    const Context context(EVP_CIPHER_CTX_new());
    int done = 0;
    const bool isSealed = EVP_EncryptInit_ex(context.get(), cipherFor(key.size()), nullptr, in(key.constData()),
                                             in(nonce.constData())) == 1 &&
                          EVP_EncryptUpdate(context.get(), nullptr, &done, in(frame.constData()), SealedPrefix) == 1 &&
                          EVP_EncryptUpdate(context.get(), out(body), &done, in(message.constData()), size) == 1 &&
                          EVP_EncryptFinal_ex(context.get(), out(body) + done, &done) == 1 &&
                          EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_GET_TAG, TagSize, tag.data()) == 1;
    if (!isSealed)
        return {};
    return frame + static_cast<char>(SealVersion) + nonce + body + tag;
}

std::optional<QByteArray> opened(const QByteArray &frame, const QByteArray &key)
{
    constexpr int Head = SealedPrefix + 1 + NonceSize;
    const int size = static_cast<int>(frame.size()) - Head - TagSize;
    if (size < 0)
        return {};
    const auto version = static_cast<quint8>(frame[SealedPrefix]);
    if (version != SealVersion && version != PaddedVersion)
        return {};
    QByteArray plain(size, '\0');
    QByteArray tag = frame.right(TagSize);
    const Context context(EVP_CIPHER_CTX_new());
    int done = 0;
    const bool isOpened =
        EVP_DecryptInit_ex(context.get(), cipherFor(key.size()), nullptr, in(key.constData()),
                           in(frame.constData() + SealedPrefix + 1)) == 1 &&
        EVP_DecryptUpdate(context.get(), nullptr, &done, in(frame.constData()), SealedPrefix) == 1 &&
        EVP_DecryptUpdate(context.get(), out(plain), &done, in(frame.constData() + Head), size) == 1 &&
        EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_SET_TAG, TagSize, tag.data()) == 1 &&
        EVP_DecryptFinal_ex(context.get(), out(plain) + done, &done) == 1;
    if (!isOpened)
        return {};
    if (version == PaddedVersion) {
        const int padding = plain.isEmpty() ? 0 : static_cast<quint8>(plain.back());
        if (padding < 1 || padding > Block || padding > plain.size())
            return {};
        plain.chop(padding);
    }
    return plain;
}

} // namespace rollcall::demo

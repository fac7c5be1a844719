// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gossip/AesGcm.h"

#include "gossip/Layout.h"

#include <limits>
#include <memory>
#include <openssl/evp.h>

namespace rollcall::gossip {

namespace {

struct FreeContext
{
    void operator()(EVP_CIPHER_CTX *context) const { EVP_CIPHER_CTX_free(context); } // overwrites the key in it
};
using Context = std::unique_ptr<EVP_CIPHER_CTX, FreeContext>;

const EVP_CIPHER *cipherFor(const Secret &key)
{
    switch (key.reveal().size()) {
    case 16:
        return EVP_aes_128_gcm();
    case 24:
        return EVP_aes_192_gcm();
    case 32:
        return EVP_aes_256_gcm();
    default:
        return nullptr;
    }
}

const uchar *raw(QByteArrayView bytes)
{
    return reinterpret_cast<const uchar *>(bytes.data());
}

/// Ready for data: key, nonce and authenticated bytes are set. Null: it cannot be.
Context prepared(bool encrypts, const Secret &key, QByteArrayView nonce, QByteArrayView aad)
{
    const EVP_CIPHER *const cipher = cipherFor(key);
    if (cipher == nullptr || nonce.size() != NonceSize)
        return {};
    Context context(EVP_CIPHER_CTX_new());
    int length = 0;
    if (!context ||
        EVP_CipherInit_ex(context.get(), cipher, nullptr, raw(key.reveal()), raw(nonce), encrypts ? 1 : 0) != 1 ||
        EVP_CipherUpdate(context.get(), nullptr, &length, raw(aad), int(aad.size())) != 1) {
        return {};
    }
    return context;
}

/// All of it through the cipher. GCM is a stream: as many bytes come out, and the end adds none.
std::optional<QByteArray> through(EVP_CIPHER_CTX *context, QByteArrayView bytes)
{
    if (bytes.size() > std::numeric_limits<int>::max())
        return {};
    QByteArray out(bytes.size(), Qt::Uninitialized);
    int length = 0;
    // Without a byte there is nothing to do, and a null pointer would mean authenticated data.
    if (!bytes.isEmpty() &&
        EVP_CipherUpdate(context, reinterpret_cast<uchar *>(out.data()), &length, raw(bytes), int(bytes.size())) != 1) {
        return {};
    }
    return out;
}

} // namespace

bool isKeyLength(qsizetype bytes)
{
    return bytes == 16 || bytes == 24 || bytes == 32;
}

std::optional<QByteArray> encrypted(QByteArrayView plain, const Secret &key, QByteArrayView nonce, QByteArrayView aad)
{
    const Context context = prepared(true, key, nonce, aad);
    if (!context)
        return {};
    std::optional<QByteArray> cipher = through(context.get(), plain);
    uchar rest[TagSize];
    int length = 0;
    char tag[TagSize];
    if (!cipher || EVP_CipherFinal_ex(context.get(), rest, &length) != 1 ||
        EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_GET_TAG, TagSize, tag) != 1) {
        return {};
    }
    return cipher->append(tag, TagSize);
}

std::optional<QByteArray> decrypted(QByteArrayView cipher, const Secret &key, QByteArrayView nonce, QByteArrayView aad)
{
    if (cipher.size() < TagSize)
        return {};
    const Context context = prepared(false, key, nonce, aad);
    if (!context)
        return {};
    std::optional<QByteArray> plain = through(context.get(), cipher.chopped(TagSize));
    QByteArray tag = cipher.last(TagSize).toByteArray(); // OpenSSL takes it by a pointer to what is not constant
    uchar rest[TagSize];
    int length = 0;
    if (!plain || EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_TAG, TagSize, tag.data()) != 1 ||
        EVP_CipherFinal_ex(context.get(), rest, &length) != 1) {
        return {};
    }
    return plain;
}

} // namespace rollcall::gossip

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Secret.h"

#include <QByteArray>
#include <optional>

/// AES in Galois/counter mode, by OpenSSL. The key's length, 16, 24 or 32 bytes, selects AES-128, -192 or -256.
namespace rollcall::gossip {

/// Whether a key is of one of these lengths.
bool isKeyLength(qsizetype bytes);

/// The cipher text and behind it the tag of TagSize bytes. `nonce` has NonceSize bytes and is never used twice with one
/// key; `aad` is authenticated with it. Nothing: a wrong length, or OpenSSL failed.
std::optional<QByteArray> encrypted(QByteArrayView plain, const Secret &key, QByteArrayView nonce, QByteArrayView aad);

/// What encrypted() was given. Nothing: it was not made with this key, or it was changed.
std::optional<QByteArray> decrypted(QByteArrayView cipher, const Secret &key, QByteArrayView nonce, QByteArrayView aad);

} // namespace rollcall::gossip

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <optional>

/// AES-GCM as memberlist uses it over TCP.
namespace rollcall::demo {

/// Length of what follows the prefix of a sealed frame, from the prefix itself.
quint32 sealedLength(QByteArrayView prefix);

/// A whole sealed frame around `message`, with a fresh nonce and no padding. `key`: 16, 24 or 32 bytes.
QByteArray sealed(const QByteArray &message, const QByteArray &key);

/// What a whole sealed frame holds, of either version. Absent: the key does not fit, or the frame is damaged.
std::optional<QByteArray> opened(const QByteArray &frame, const QByteArray &key);

/// A key that nobody else knows: 32 random bytes, for AES-256.
QByteArray newGossipKey();

} // namespace rollcall::demo

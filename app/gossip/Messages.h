// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"
#include "gossip/Reply.h"

namespace rollcall::gossip {

/// Reads a message out of its wrappers, type byte first, into `reply`: Ack, Members, Error, Damaged or TooLarge. The
/// message is all of the bytes: none may follow it.
void readMessage(QByteArrayView message, Reply &reply);

/// What is inside a compressed message, its type byte first. Nothing: `reply` says why (Damaged, TooLarge).
std::optional<QByteArray> uncompressed(QByteArrayView message, Reply &reply);

/// Sets what the answer means instead, with our words on it.
void refuse(Reply &reply, Reply::Kind kind, const QString &text = {});

} // namespace rollcall::gossip

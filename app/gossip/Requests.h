// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"
#include "base/Secret.h"

#include <QByteArray>
#include <vector>

/// What may be asked, and nothing else. The requests are constants: before memberlist 0.6.0 a wrong count in one makes
/// the server process exit, and on a Mattermost node that is the whole server. So there is no encoder here.
namespace rollcall::gossip {

/// A push/pull that pushes nothing: `Join` false, no nodes, no user state. Answered with the node's whole list.
QByteArray membersRequest();
/// A ping of whoever listens (the empty name), with sequence number 1.
QByteArray pingRequest();

/// The keys in a text: base64 of 16, 24 or 32 bytes (the standard alphabet, with padding); several, as during a
/// rotation, stand apart by white space or commas. What is not that, and has 16, 24 or 32 bytes when white space is
/// trimmed, is the one key itself: 32 letters that are base64 of 24 bytes are a key of 24 bytes. At least one. The
/// error
/// (`gossip.key`) names no part of the text.
Result<std::vector<Secret>> keysFrom(const Secret &text);

/// The request as an encrypted cluster takes it: AES-GCM, a fresh random nonce each time, no padding. `label` is
/// authenticated and stands in front, where there is one. Empty, and nothing to send: OpenSSL failed, or the key or the
/// label is of a length that does not exist.
QByteArray sealed(const QByteArray &request, const Secret &key, const QByteArray &label = {});
/// The request behind the label's header; the request itself where there is no label. Empty: a label over LongestLabel.
QByteArray labelled(const QByteArray &request, const QByteArray &label);

} // namespace rollcall::gossip

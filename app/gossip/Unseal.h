// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Secret.h"

#include <QByteArray>
#include <optional>
#include <span>

namespace rollcall::gossip {

struct Reply;

/// What is inside a sealed frame, which is all of `frame`; the first of `keys` that opens it is noted in `reply`.
/// Nothing: `reply` says why (NeedsKey, KeyRefused, Damaged, TooLarge). A frame of a wrong shape is Damaged even
/// without a key: many a protocol may begin with the byte 10, a line feed.
std::optional<QByteArray> unsealed(QByteArrayView frame, std::span<const Secret> keys, QByteArrayView label,
                                   Reply &reply);

} // namespace rollcall::gossip

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"

#include <QByteArray>

namespace rollcall::gossip {

/// What was compressed as Go's compress/lzw does it: least significant bit first, literals of 8 bits, codes of 9 to 12
/// bits that grow late (as in GIF, not as in TIFF), with an end code. No library of Debian reads this variant. Total:
/// any bytes give a value or an error. At most `limit` bytes come out: over it the code is `gossip.too_large`, for
/// bytes that are no such stream `gossip.damaged`.
Result<QByteArray> inflated(QByteArrayView compressed, qint64 limit);

} // namespace rollcall::gossip

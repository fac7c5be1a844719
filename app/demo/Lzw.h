// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace rollcall::demo {

/// LZW as Go's compress/lzw writes it, least significant bit first, literals of 8 bits: begins with a clear code,
/// begins anew when the table is full, ends with an end code. Byte for byte what a real server sends.
QByteArray lzwCompressed(QByteArrayView plain);

} // namespace rollcall::demo

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"

#include <QByteArray>
#include <span>

namespace rollcall::gossip {

/// What is wanted of a msgpack map under one key, and what stood there.
struct Field
{
    enum class Kind {
        Missing,
        Nil,
        Bool,
        Integer, ///< in any of its forms
        Bytes,   ///< raw, str or bin
        Other,   ///< a number with a fraction, an extension, an array or a map
    };
    const char *key;
    Kind kind = Kind::Missing;
    qint64 integer = 0;        ///< over the range of the type: its nearest end
    QByteArrayView bytes = {}; ///< part of what was read

    bool isMissing() const { return kind == Kind::Missing; }
    /// An integer from `lowest` to `highest`.
    bool isInteger(qint64 lowest, qint64 highest) const;
    /// Bytes, or the nil that Go writes for a slice without any.
    bool areBytes() const { return kind == Kind::Bytes || kind == Kind::Nil; }
};

/// Reads the msgpack map at the start of `bytes` into `fields`; gives how many bytes it took. Keys that nobody wants
/// are passed over with what stands under them; of equal keys the last one counts, as in Go. Total, and takes no memory
/// by what a length or a count claims. Errors: `gossip.damaged`, and `gossip.too_large` for one that is nested too
/// deeply.
Result<qsizetype> readMap(QByteArrayView bytes, std::span<Field> fields);

} // namespace rollcall::gossip

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz/Fuzzing.h"
#include "gossip/Lzw.h"
#include "support/MemberlistFrames.h"

using namespace rollcall;
using namespace rollcall::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    constexpr qint64 Limit = 65536;
    constexpr qsizetype Small = 1024; ///< what is read and written several times; the rest would be too slow
    const QByteArrayView bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const Result<QByteArray> plain = gossip::inflated(bytes, Limit);
    if (!plain) {
        require(plain.error().code == u"gossip.damaged" || plain.error().code == u"gossip.too_large");
        return 0;
    }
    const qsizetype length = plain.value().size();
    require(length <= Limit);
    if (bytes.size() > Small || length > Small)
        return 0;
    require(gossip::inflated(bytes, length).ok());
    require(length == 0 || gossip::inflated(bytes, length - 1).error().code == u"gossip.too_large");
    require(!gossip::inflated(bytes.chopped(1), Limit).ok());
    // Go may have written it in another way; what it means is the same.
    const Result<QByteArray> again = gossip::inflated(test::frames::LzwWriter().written(plain.value()), Limit);
    require(again.ok() && again.value() == plain.value());
    return 0;
}

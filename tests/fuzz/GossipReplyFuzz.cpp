// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz/GossipFuzzing.h"

using namespace rollcall;
using namespace rollcall::fuzz;
using gossip::decode;
using gossip::Reply;

namespace {

/// The key of the recordings, and one that fits nothing.
std::vector<Secret> keysOfRecordings()
{
    QByteArray key;
    for (int i = 0; i < 32; ++i)
        key += static_cast<char>(i);
    return {Secret(QByteArray(16, 'x')), Secret(key)};
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const std::vector<Secret> keys = keysOfRecordings();
    const QByteArrayView answer(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const Reply plain = decode(answer);
    checkReply(plain, answer, 0);
    const Reply opened = decode(answer, keys);
    checkReply(opened, answer, int(keys.size()));
    require((plain.kind == Reply::Kind::NeedsKey) ==
            (opened.key >= 0 || opened.kind == Reply::Kind::KeyRefused)); // the same frames have the shape of one
    require(isWhole(plain) == (opened.kind == Reply::Kind::NotEncrypted));
    if (plain.isSealed)
        checkReply(decode(answer, keys, "mm-prod"), answer, int(keys.size()));
    if (isWhole(plain)) {
        // No beginning of a whole answer is one, and nothing may follow it.
        require(!isWhole(decode(answer.chopped(1))));
        require(!isWhole(decode(answer.first(answer.size() / 2))));
        require(!isWhole(decode(answer.toByteArray().append('\0'))));
    }
    return 0;
}

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz/GossipFuzzing.h"
#include "gossip/Layout.h"
#include "support/MemberlistFrames.h"

// Behind a seal that holds, and inside a compressed message: bytes that no mutation of a whole frame would reach. The
// first byte says how they are wrapped.

using namespace rollcall;
using namespace rollcall::fuzz;
using namespace rollcall::test;
using gossip::decode;
using gossip::MessageType;
using gossip::Reply;

namespace {

enum Wrapping { Padded = 1, Compressed = 2, Labelled = 4 };
constexpr qsizetype MostCompressed = 512; ///< bytes; more takes the harness too long

/// LZW without the work: literals alone, and a clear before the codes grow over 9 bits. What the harness does itself is
/// no coverage.
__attribute__((no_sanitize("coverage"))) QByteArray literals(QByteArrayView plain)
{
    QByteArray bytes(plain.size() * 5 / 4 + 8, '\0');
    char *const out = bytes.data();
    qsizetype bit = 0;
    for (qsizetype i = 0; i <= plain.size(); ++i) {
        if (i % 250 == 0) {
            out[bit / 8 + 1] = static_cast<char>(1U << bit % 8); // the clear code's only bit is its last
            bit += 9;
        }
        const unsigned code = i < plain.size() ? static_cast<uchar>(plain[i]) : 257U;
        out[bit / 8] = static_cast<char>(static_cast<uchar>(out[bit / 8]) | code << bit % 8);
        out[bit / 8 + 1] = static_cast<char>(code >> (8 - bit % 8));
        bit += 9;
    }
    bytes.truncate((bit + 7) / 8);
    return bytes;
}

QByteArray compressedMessage(QByteArrayView plain)
{
    using namespace frames;
    return message(MessageType::Compressed,
                   map({{gossip::KeyAlgo, integer(0)}, {gossip::KeyBuf, raw(literals(plain))}}));
}

/// Whether the bytes begin as a message that may stand inside.
bool isMessage(QByteArrayView bytes, bool mayBeCompressed)
{
    if (bytes.isEmpty())
        return false;
    switch (static_cast<MessageType>(bytes.front())) {
    case MessageType::Ack:
    case MessageType::PushPull:
    case MessageType::Error:
        return true;
    case MessageType::Compressed:
        return mayBeCompressed;
    default:
        return false;
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const std::vector<Secret> keys{Secret(QByteArray(32, 'k')), Secret(QByteArray(16, 'k'))};
    if (size == 0)
        return 0;
    const int wrapping = *data;
    const QByteArrayView inner(reinterpret_cast<const char *>(data) + 1, static_cast<qsizetype>(size) - 1);
    const bool isCompressed = (wrapping & Compressed) != 0 && inner.size() <= MostCompressed;
    const QByteArray label = (wrapping & Labelled) != 0 ? QByteArray("mm-prod") : QByteArray();
    const QByteArray frame =
        frames::sealedAs((wrapping & Padded) != 0 ? gossip::PaddedVersion : gossip::SealVersion,
                         isCompressed ? compressedMessage(inner) : inner.toByteArray(), keys.front(), label);

    const Reply opened = decode(frame, keys, label);
    checkReply(opened, frame, int(keys.size()));
    require(opened.isSealed && opened.key == 0);
    if (isMessage(inner, !isCompressed)) {
        // It means what it would without its wrappers.
        const Reply plain = decode(inner);
        require(opened.kind == plain.kind && opened.members == plain.members && opened.text == plain.text);
        require(opened.seqNo == plain.seqNo && opened.userState == plain.userState);
    } else {
        require(opened.kind == Reply::Kind::Damaged);
    }
    return 0;
}

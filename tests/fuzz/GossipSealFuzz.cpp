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

/// LZW without the work: literals alone, and a clear before the codes grow over 9 bits.
QByteArray literals(QByteArrayView plain)
{
    QByteArray out;
    out.reserve(plain.size() * 5 / 4 + 8);
    quint32 bits = 0;
    int count = 0;
    const auto put = [&](int code) {
        bits |= quint32(code) << count;
        for (count += 9; count >= 8; count -= 8, bits >>= 8)
            out += static_cast<char>(bits);
    };
    for (qsizetype i = 0; i < plain.size(); ++i) {
        if (i % 250 == 0)
            put(256);
        put(static_cast<uchar>(plain[i]));
    }
    put(257);
    return count > 0 ? out + static_cast<char>(bits) : out;
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
    const bool isCompressed = (wrapping & Compressed) != 0;
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

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gossip/Unseal.h"

#include "gossip/AesGcm.h"
#include "gossip/Layout.h"
#include "gossip/Messages.h"

#include <QtEndian>
#include <algorithm>

namespace rollcall::gossip {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype Block = 16; ///< what version 0 pads to
constexpr qsizetype VersionAt = SealedPrefix;
constexpr qsizetype NonceAt = VersionAt + 1;
constexpr qsizetype CipherAt = NonceAt + NonceSize;

/// Why the frame cannot be opened by any key; empty: it has the shape of one.
QString shapeFault(QByteArrayView frame)
{
    if (frame.size() < CipherAt + TagSize)
        return u"a sealed frame of %1 bytes"_s.arg(frame.size());
    const auto length = qFromBigEndian<quint32>(frame.data() + 1);
    if (length != frame.size() - SealedPrefix)
        return u"a sealed frame that should hold %1 bytes and holds %2"_s.arg(length).arg(frame.size() - SealedPrefix);
    const auto version = static_cast<quint8>(frame[VersionAt]);
    if (version != PaddedVersion && version != SealVersion)
        return u"a sealed frame of version %1"_s.arg(version);
    const qsizetype cipher = frame.size() - CipherAt - TagSize;
    if (version == PaddedVersion && (cipher == 0 || cipher % Block != 0))
        return u"a sealed frame of version 0 without padding"_s;
    return {};
}

/// How many bytes of padding stand at the end: so many, each of that value. Nothing: it is no padding.
std::optional<qsizetype> paddingOf(QByteArrayView plain)
{
    const auto count = qsizetype{static_cast<uchar>(plain.back())};
    if (count < 1 || count > Block || count > plain.size())
        return {};
    const QByteArrayView padding = plain.last(count);
    if (!std::ranges::all_of(padding, [count](char byte) { return static_cast<uchar>(byte) == count; }))
        return {};
    return count;
}

} // namespace

std::optional<QByteArray> unsealed(QByteArrayView frame, std::span<const Secret> keys, QByteArrayView label,
                                   Reply &reply)
{
    reply.isSealed = true;
    if (const QString fault = shapeFault(frame); !fault.isEmpty()) {
        refuse(reply, Reply::Kind::Damaged, fault);
        return {};
    }
    if (keys.empty()) {
        refuse(reply, Reply::Kind::NeedsKey);
        return {};
    }
    QByteArray aad = frame.first(SealedPrefix).toByteArray();
    aad.append(label);
    for (const Secret &key : keys) {
        std::optional<QByteArray> plain = decrypted(frame.sliced(CipherAt), key, frame.sliced(NonceAt, NonceSize), aad);
        if (!plain)
            continue;
        reply.key = int(&key - keys.data());
        if (static_cast<quint8>(frame[VersionAt]) == PaddedVersion) {
            const std::optional<qsizetype> padding = paddingOf(*plain);
            if (!padding) {
                refuse(reply, Reply::Kind::Damaged, u"a sealed frame of version 0 without padding"_s);
                return {};
            }
            plain->chop(*padding);
        }
        return plain;
    }
    refuse(reply, Reply::Kind::KeyRefused);
    return {};
}

} // namespace rollcall::gossip

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Secret.h"

#include <QByteArray>
#include <QString>
#include <optional>
#include <span>
#include <vector>

namespace rollcall::gossip {

/// How one node holds another.
enum class MemberState { Alive, Suspect, Dead, Left, Unknown };
QString memberStateName(MemberState state); ///< `alive`, `suspect`, `dead`, `left`, `unknown`

/// One row of the list that a node holds. Names and meta are the other side's text: shown as plain text, never as
/// markup.
struct Member
{
    QString name;    ///< bytes that are no UTF-8 come as U+FFFD; control characters stay as they are
    QString address; ///< numeric; IPv4 also where it came mapped into IPv6; empty: not readable
    int port = 0;
    MemberState state = MemberState::Unknown;
    quint32 incarnation = 0;
    std::vector<int> protocol;   ///< protocol minimum, maximum, current; the same of the delegate. Or empty
    std::optional<QString> meta; ///< of the application; absent: none, or no UTF-8 text (see metaSize)
    int metaSize = 0;            ///< bytes
    bool operator==(const Member &) const = default;
};

/// Bounds on what is read. An answer over one of them is refused whole.
struct Limits
{
    static constexpr qint64 Answer = qint64{4} * 1024 * 1024;   ///< bytes on the wire
    static constexpr qint64 Inflated = qint64{4} * 1024 * 1024; ///< bytes after decompression
    static constexpr int Members = 4096;
    static constexpr int Name = 1024; ///< bytes; memberlist has no bound of its own
    static constexpr int Meta = 512;  ///< bytes; memberlist's own
    static constexpr int Depth = 8;   ///< of msgpack
};

/// What the whole answer of a node to one request means.
struct Reply
{
    enum class Kind {
        Ack,           ///< to a ping
        Members,       ///< to a push/pull with nothing to push
        Error,         ///< the node's own complaint, in `text`. Sealed, with `key` another than ours: use that one
        NeedsKey,      ///< it is sealed, and there is no key
        KeyRefused,    ///< it is sealed, and no key fits
        NotEncrypted,  ///< there is a key, and the answer is not sealed: another cluster, or one without encryption
        Empty,         ///< closed without a byte: another label, another node's name, too many requests
        NotMemberlist, ///< another protocol
        Damaged,       ///< memberlist's, but not whole or not consistent; `text` says what
        TooLarge,      ///< over one of Limits; `text` says which
    };
    Kind kind = Kind::Empty;
    std::vector<Member> members; ///< sorted by name, then address and port
    quint32 seqNo = 0;           ///< Ack: the request's
    /// Error, and NotEncrypted where it was one: the node's words, fit to be shown. Damaged, TooLarge, NotMemberlist:
    /// ours, English. Else empty.
    QString text;
    bool isSealed = false;
    bool isCompressed = false;
    int key = -1;      ///< which of the keys opened it
    int userState = 0; ///< bytes of the application's own state; not kept
};

/// What a node's answer means: the whole byte stream of the connection up to its end. Total: any bytes give a reply.
/// `keys` are raw, of 16, 24 or 32 bytes; `label` is the cluster's, mostly none. Pure: no I/O, no clock.
Reply decode(QByteArrayView answer, std::span<const Secret> keys = {}, QByteArrayView label = {});

} // namespace rollcall::gossip

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

/// How hashicorp/memberlist writes its TCP messages: names, numbers and bounds alone, no code. The wire format of ping,
/// acknowledgement and push/pull is the same from memberlist 0.1.0 to 0.6.0.
namespace rollcall::gossip {

/// The first byte of a message.
enum class MessageType : quint8 {
    Ping = 0,
    Ack = 2,
    PushPull = 6,
    UserMessage = 8, ///< never sent: the application takes it for a message of its cluster
    Compressed = 9,
    Encrypted = 10,
    Error = 13,
    Label = 244, ///< in front of a request only, from 0.3.0
};

/// How a node holds another, as numbers on the wire. Anything else is unknown.
enum class WireState : quint8 { Alive = 0, Suspect = 1, Dead = 2, Left = 3 };

// Keys of the msgpack maps: the names of the fields in Go.
inline constexpr char KeyNode[] = "Node";                 ///< ping: who is meant; empty: whoever it is
inline constexpr char KeySeqNo[] = "SeqNo";               ///< ping, ack
inline constexpr char KeyPayload[] = "Payload";           ///< ack: always nil over TCP
inline constexpr char KeyJoin[] = "Join";                 ///< push/pull header
inline constexpr char KeyNodes[] = "Nodes";               ///< push/pull header: how many node states follow
inline constexpr char KeyUserStateLen[] = "UserStateLen"; ///< push/pull header: bytes behind the last of them
inline constexpr char KeyAddr[] = "Addr";                 ///< node state: 4 or 16 bytes
inline constexpr char KeyIncarnation[] = "Incarnation";   ///< node state
inline constexpr char KeyMeta[] = "Meta";                 ///< node state: at most 512 bytes of the application, or nil
inline constexpr char KeyName[] = "Name";                 ///< node state: unique in the cluster
inline constexpr char KeyPort[] = "Port";                 ///< node state
inline constexpr char KeyState[] = "State";               ///< node state: WireState
inline constexpr char KeyVsn[] = "Vsn";                   ///< node state: six bytes, protocol and delegate versions
inline constexpr char KeyAlgo[] = "Algo";                 ///< compression: 0, which is LZW, and nothing else
inline constexpr char KeyBuf[] = "Buf";                   ///< compression
inline constexpr char KeyError[] = "Error";               ///< error message

// The sealed frame: type, length of all that follows it (big-endian), version, nonce, ciphertext, tag.
inline constexpr int SealedPrefix = 5; ///< type and length: also the authenticated data, followed by the label
inline constexpr int NonceSize = 12;
inline constexpr int TagSize = 16;
inline constexpr quint8 PaddedVersion = 0; ///< the plain text is padded to a multiple of 16
inline constexpr quint8 SealVersion = 1;   ///< no padding; what is sent

inline constexpr int LongestLabel = 255;

} // namespace rollcall::gossip

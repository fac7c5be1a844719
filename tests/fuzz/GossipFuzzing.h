// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fuzz/Fuzzing.h"
#include "gossip/Reply.h"

#include <algorithm>
#include <tuple>

/// What holds for the meaning of any answer of a gossip port.
namespace rollcall::fuzz {

inline bool isWhole(const gossip::Reply &reply)
{
    using Kind = gossip::Reply::Kind;
    return reply.kind == Kind::Ack || reply.kind == Kind::Members || reply.kind == Kind::Error;
}

inline void checkMember(const gossip::Member &member)
{
    using namespace gossip;
    require(member.name.size() <= Limits::Name);
    require(member.port >= 0 && member.port <= 65535);
    require(member.metaSize >= 0 && member.metaSize <= Limits::Meta);
    require(!member.meta || member.meta->toUtf8().size() <= member.metaSize);
    require(member.protocol.empty() || member.protocol.size() == 6);
    const auto isOfAddress = [](QChar c) { return QStringView(u"0123456789abcdef.:").contains(c); };
    require(std::all_of(member.address.begin(), member.address.end(), isOfAddress));
}

inline void checkText(const gossip::Reply &reply)
{
    using Kind = gossip::Reply::Kind;
    const bool isOurs =
        reply.kind == Kind::Damaged || reply.kind == Kind::TooLarge || reply.kind == Kind::NotMemberlist;
    require(!isOurs || !reply.text.isEmpty());
    require(isOurs || reply.kind == Kind::Error || reply.kind == Kind::NotEncrypted || reply.text.isEmpty());
    require(reply.text.size() <= 201);
    require(std::none_of(reply.text.begin(), reply.text.end(), [](QChar c) { return c < u' ' || c == u'\x7f'; }));
}

inline void checkReply(const gossip::Reply &reply, QByteArrayView answer, int keys)
{
    using Kind = gossip::Reply::Kind;
    using gossip::Member;
    require((reply.kind == Kind::Empty) == answer.isEmpty());
    require((reply.kind == Kind::Members) == !reply.members.empty());
    require(reply.members.size() <= size_t{gossip::Limits::Members});
    require(
        std::ranges::is_sorted(reply.members, {}, [](const Member &m) { return std::tie(m.name, m.address, m.port); }));
    std::ranges::for_each(reply.members, checkMember);
    require(reply.kind == Kind::Ack || reply.seqNo == 0);
    require(reply.userState >= 0 && (reply.kind == Kind::Members || reply.userState == 0));
    require(reply.key >= -1 && reply.key < keys && (reply.key == -1 || reply.isSealed));
    // Whoever has a key believes only what it opened, and without one nothing is refused for it.
    require(!isWhole(reply) || (reply.key >= 0) == (keys > 0));
    require(reply.kind != Kind::NeedsKey || (reply.isSealed && keys == 0));
    require(reply.kind != Kind::KeyRefused || (reply.isSealed && keys > 0));
    require(reply.kind != Kind::NotEncrypted || (!reply.isSealed && keys > 0));
    checkText(reply);
}

} // namespace rollcall::fuzz

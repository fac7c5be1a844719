// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gossip/Reply.h"

#include "gossip/Layout.h"
#include "gossip/Messages.h"
#include "gossip/Unseal.h"

namespace rollcall::gossip {

using namespace Qt::StringLiterals;

namespace {

bool isType(QByteArrayView message, MessageType type)
{
    return !message.isEmpty() && static_cast<quint8>(message.front()) == static_cast<quint8>(type);
}

/// Whether a node's answer can begin so.
bool isAnswer(QByteArrayView answer)
{
    return isType(answer, MessageType::Ack) || isType(answer, MessageType::PushPull) ||
           isType(answer, MessageType::Compressed) || isType(answer, MessageType::Encrypted) ||
           isType(answer, MessageType::Error);
}

/// What else listens where a node was looked for.
QString otherProtocol(QByteArrayView answer)
{
    if (answer.startsWith("HTTP/"))
        return u"an HTTP server"_s;
    if (answer.startsWith("SSH-"))
        return u"an SSH server"_s;
    if (answer.startsWith("\x15\x03"))
        return u"a TLS server"_s;
    return u"an answer that begins with the byte %1"_s.arg(static_cast<uchar>(answer.front()));
}

/// The message inside one wrapper or two, as Go unwraps it: sealed outside, compressed inside, each once.
void readUnwrapped(QByteArrayView message, Reply &reply)
{
    if (!isType(message, MessageType::Compressed))
        return readMessage(message, reply);
    if (const std::optional<QByteArray> inner = uncompressed(message, reply))
        readMessage(*inner, reply);
}

/// Without encryption an answer proves nothing about who sent it: where there is a key, it is not believed.
void distrust(Reply &reply)
{
    if (reply.kind != Reply::Kind::Ack && reply.kind != Reply::Kind::Members && reply.kind != Reply::Kind::Error)
        return;
    const bool isCompressed = reply.isCompressed;
    reply = {.kind = Reply::Kind::NotEncrypted, .members = {}, .text = reply.text};
    reply.isCompressed = isCompressed;
}

} // namespace

QString memberStateName(MemberState state)
{
    switch (state) {
    case MemberState::Alive:
        return u"alive"_s;
    case MemberState::Suspect:
        return u"suspect"_s;
    case MemberState::Dead:
        return u"dead"_s;
    case MemberState::Left:
        return u"left"_s;
    case MemberState::Unknown:
        break;
    }
    return u"unknown"_s;
}

Reply decode(QByteArrayView answer, std::span<const Secret> keys, QByteArrayView label)
{
    Reply reply;
    if (answer.isEmpty())
        return reply;
    if (!isAnswer(answer)) {
        refuse(reply, Reply::Kind::NotMemberlist, otherProtocol(answer));
        return reply;
    }
    if (answer.size() > Limits::Answer) {
        refuse(reply, Reply::Kind::TooLarge, u"an answer over %1 bytes"_s.arg(Limits::Answer));
        return reply;
    }
    if (isType(answer, MessageType::Encrypted)) {
        if (const std::optional<QByteArray> message = unsealed(answer, keys, label, reply))
            readUnwrapped(*message, reply);
        return reply;
    }
    readUnwrapped(answer, reply);
    if (!keys.empty())
        distrust(reply);
    return reply;
}

} // namespace rollcall::gossip

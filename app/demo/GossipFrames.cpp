// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/GossipFrames.h"

#include "demo/GossipSeal.h"
#include "demo/Lzw.h"

#include <QtEndian>
#include <array>
#include <optional>

namespace rollcall::demo {

using namespace gossip;

namespace {

// msgpack of the old specification, as go-msgpack writes it: one family for texts and bytes.
constexpr char FixMap = '\x80';
constexpr quint8 FixRaw = 0xa0;
constexpr quint8 Raw16 = 0xda;
constexpr quint8 Raw32 = 0xdb;
constexpr char Nil = '\xc0';
constexpr char False = '\xc2';
constexpr quint8 Unsigned8 = 0xcc;
constexpr quint8 Unsigned16 = 0xcd;
constexpr quint8 Unsigned32 = 0xce;
constexpr qsizetype ShortRaw = 31;

/// Protocol minimum, maximum and current; the same of the delegate, which is not used.
constexpr QByteArrayView Versions{"\x01\x05\x02\x00\x00\x00", 6};

constexpr QByteArrayView NotEncrypted{"Encryption is configured but remote state is not encrypted"};
constexpr QByteArrayView NotConfigured{"Remote state is encrypted and encryption is not configured"};
constexpr QByteArrayView NoKeyFits{"No installed keys could decrypt the message"};

template <class Number>
QByteArray bigEndian(quint8 type, Number number)
{
    QByteArray bytes(1 + static_cast<qsizetype>(sizeof(Number)), static_cast<char>(type));
    qToBigEndian(number, bytes.data() + 1);
    return bytes;
}

class Packer
{
public:
    Packer(MessageType type, int pairs) : m_out(1, static_cast<char>(type)) { map(pairs); }

    void map(int pairs) { m_out += static_cast<char>(FixMap + pairs); }
    void raw(QByteArrayView bytes)
    {
        if (bytes.size() <= ShortRaw)
            m_out += static_cast<char>(FixRaw + bytes.size());
        else if (bytes.size() <= 0xffff)
            m_out += bigEndian(Raw16, static_cast<quint16>(bytes.size()));
        else
            m_out += bigEndian(Raw32, static_cast<quint32>(bytes.size()));
        m_out += bytes;
    }
    void number(quint32 value)
    {
        if (value <= 0x7f)
            m_out += static_cast<char>(value);
        else if (value <= 0xff)
            m_out += bigEndian(Unsigned8, static_cast<quint8>(value));
        else if (value <= 0xffff)
            m_out += bigEndian(Unsigned16, static_cast<quint16>(value));
        else
            m_out += bigEndian(Unsigned32, value);
    }
    void constant(char value) { m_out += value; }
    QByteArray taken() { return std::move(m_out); }

private:
    QByteArray m_out;
};

QByteArray membersRequest()
{
    Packer packer(MessageType::PushPull, 3);
    packer.raw(KeyJoin);
    packer.constant(False);
    packer.raw(KeyNodes);
    packer.number(0);
    packer.raw(KeyUserStateLen);
    packer.number(0);
    return packer.taken();
}

/// Reads what must stand there. What is missing at the end is told from what is wrong.
class Reading
{
public:
    explicit Reading(QByteArrayView bytes) : m_rest(bytes) {}

    bool isWrong() const { return m_isWrong; }
    bool isShort() const { return m_isShort; }
    bool isAtEnd() const { return m_rest.isEmpty(); }

    void expect(QByteArrayView wanted)
    {
        const QByteArrayView there = take(wanted.size());
        m_isWrong = m_isWrong || there != wanted.first(there.size());
    }
    void expectText(QByteArrayView wanted)
    {
        expect(QByteArray(1, static_cast<char>(FixRaw + wanted.size())));
        expect(wanted);
    }
    QByteArray text()
    {
        const QByteArrayView head = take(1);
        if (head.isEmpty())
            return {};
        const int size = static_cast<quint8>(head.front()) - FixRaw;
        m_isWrong = m_isWrong || size < 0 || size > ShortRaw;
        return take(m_isWrong ? 0 : size).toByteArray();
    }
    quint32 number()
    {
        const QByteArrayView head = take(1);
        if (head.isEmpty())
            return 0;
        const auto type = static_cast<quint8>(head.front());
        if (type <= 0x7f)
            return type;
        if (type < Unsigned8 || type > Unsigned32) {
            m_isWrong = true;
            return 0;
        }
        quint32 value = 0;
        for (const char c : take(qsizetype{1} << (type - Unsigned8)))
            value = value << 8 | static_cast<quint8>(c);
        return value;
    }

private:
    QByteArrayView take(qsizetype count)
    {
        if (m_isWrong || m_isShort)
            return {};
        m_isShort = m_rest.size() < count;
        const QByteArrayView taken = m_rest.first(std::min(count, m_rest.size()));
        m_rest = m_rest.sliced(taken.size());
        return taken;
    }

    QByteArrayView m_rest;
    bool m_isWrong = false;
    bool m_isShort = false;
};

GossipRequest::Kind kindOf(const Reading &reading, GossipRequest::Kind whole)
{
    if (reading.isWrong())
        return GossipRequest::Kind::Other;
    if (reading.isShort())
        return GossipRequest::Kind::Partial;
    return reading.isAtEnd() ? whole : GossipRequest::Kind::Other;
}

GossipRequest readPlain(QByteArrayView bytes)
{
    GossipRequest request;
    Reading reading(bytes);
    if (bytes.front() == static_cast<char>(MessageType::Ping)) {
        reading.expect(QByteArrayView("\x00\x82", 2));
        reading.expectText(KeyNode);
        request.node = reading.text();
        reading.expectText(KeySeqNo);
        request.seqNo = reading.number();
        request.kind = kindOf(reading, GossipRequest::Kind::Ping);
    } else {
        reading.expect(membersRequest());
        request.kind = kindOf(reading, GossipRequest::Kind::Members);
    }
    return request;
}

GossipRequest misfit(QByteArrayView complaint)
{
    return {.kind = GossipRequest::Kind::Misfit, .node = {}, .seqNo = 0, .complaint = complaint};
}

} // namespace

QByteArray ackMessage(quint32 seqNo)
{
    Packer packer(MessageType::Ack, 2);
    packer.raw(KeyPayload);
    packer.constant(Nil);
    packer.raw(KeySeqNo);
    packer.number(seqNo);
    return packer.taken();
}

QByteArray membersMessage(const std::vector<GossipMember> &members)
{
    Packer packer(MessageType::PushPull, 3);
    packer.raw(KeyJoin);
    packer.constant(False);
    packer.raw(KeyNodes);
    packer.number(static_cast<quint32>(members.size()));
    packer.raw(KeyUserStateLen);
    packer.number(0);
    for (const GossipMember &member : members) {
        packer.map(7);
        packer.raw(KeyAddr);
        std::array<char, 4> address{};
        qToBigEndian(member.address, address.data());
        packer.raw(QByteArrayView(address.data(), address.size()));
        packer.raw(KeyIncarnation);
        packer.number(member.incarnation);
        packer.raw(KeyMeta);
        packer.constant(Nil);
        packer.raw(KeyName);
        packer.raw(member.name);
        packer.raw(KeyPort);
        packer.number(member.port);
        packer.raw(KeyState);
        packer.number(static_cast<quint32>(member.state));
        packer.raw(KeyVsn);
        packer.raw(Versions);
    }
    return packer.taken();
}

QByteArray errorMessage(QByteArrayView text)
{
    Packer packer(MessageType::Error, 1);
    packer.raw(KeyError);
    packer.raw(text);
    return packer.taken();
}

QByteArray framed(const QByteArray &message, const GossipWire &wire)
{
    QByteArray frame = message;
    if (wire.isCompressed) {
        // Over TCP even where it becomes longer.
        Packer packer(MessageType::Compressed, 2);
        packer.raw(KeyAlgo);
        packer.number(0);
        packer.raw(KeyBuf);
        packer.raw(lzwCompressed(message));
        frame = packer.taken();
    }
    return wire.key.isEmpty() ? frame : sealed(frame, wire.key);
}

GossipRequest readGossipRequest(const QByteArray &bytes, const GossipWire &wire)
{
    if (bytes.isEmpty())
        return {.kind = GossipRequest::Kind::Partial, .node = {}, .seqNo = 0, .complaint = {}};
    // The first byte decides: a real server complains before it reads the rest.
    const bool isSealed = bytes.front() == static_cast<char>(MessageType::Encrypted);
    if (wire.key.isEmpty())
        return isSealed ? misfit(NotConfigured) : readPlain(bytes);
    if (!isSealed)
        return misfit(NotEncrypted);
    if (bytes.size() < SealedPrefix)
        return {.kind = GossipRequest::Kind::Partial, .node = {}, .seqNo = 0, .complaint = {}};
    const qsizetype whole = SealedPrefix + static_cast<qsizetype>(sealedLength(bytes));
    if (whole > LongestGossipRequest || bytes.size() > whole)
        return {};
    if (bytes.size() < whole)
        return {.kind = GossipRequest::Kind::Partial, .node = {}, .seqNo = 0, .complaint = {}};
    const std::optional<QByteArray> plain = opened(bytes, wire.key);
    if (!plain)
        return misfit(NoKeyFits);
    GossipRequest request = plain->isEmpty() ? GossipRequest{} : readPlain(*plain);
    if (request.kind == GossipRequest::Kind::Partial)
        request.kind = GossipRequest::Kind::Other; // nothing more comes inside a seal
    return request;
}

} // namespace rollcall::demo

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gossip/Messages.h"

#include "gossip/Fields.h"
#include "gossip/Layout.h"
#include "gossip/Lzw.h"

#include <QHostAddress>
#include <QtEndian>
#include <algorithm>
#include <array>
#include <cstring>
#include <limits>
#include <tuple>

namespace rollcall::gossip {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 HighestU32 = std::numeric_limits<quint32>::max();
constexpr qint64 HighestPort = std::numeric_limits<quint16>::max();
constexpr qsizetype LongestText = 200; ///< characters of a node's words that are kept
constexpr qsizetype SmallestNode = 8;  ///< bytes: no node state with a name is shorter
constexpr qsizetype VersionCount = 6;

void refuse(Reply &reply, const Error &error, const QString &where)
{
    const bool isTooLarge = error.code == u"gossip.too_large";
    refuse(reply, isTooLarge ? Reply::Kind::TooLarge : Reply::Kind::Damaged, where + u": " + error.message);
}

/// A node's words as one line of bounded length, without what would steer a terminal or turn the direction of text.
QString fitToShow(QByteArrayView text)
{
    // No character needs more than four bytes, and one of four is two units: enough is left to cut.
    QString shown = QString::fromUtf8(text.first(std::min(text.size(), 4 * LongestText))).simplified();
    for (QChar &c : shown) {
        if (!c.isPrint() && !c.isSurrogate())
            c = QChar::ReplacementCharacter;
    }
    if (shown.size() <= LongestText)
        return shown;
    return shown.left(LongestText - (shown.at(LongestText - 1).isHighSurrogate() ? 1 : 0)) + u'…';
}

/// IPv4 in 4 bytes, IPv6 in 16, or IPv4 mapped into IPv6, which a node that listens on all addresses sends.
QString addressOf(QByteArrayView bytes)
{
    static constexpr char Mapped[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, '\xff', '\xff'};
    if (bytes.size() == 16 && std::memcmp(bytes.data(), Mapped, sizeof Mapped) == 0)
        bytes = bytes.last(4);
    if (bytes.size() == 4)
        return QHostAddress(qFromBigEndian<quint32>(bytes.data())).toString();
    if (bytes.size() == 16)
        return QHostAddress(reinterpret_cast<const quint8 *>(bytes.data())).toString();
    return {};
}

MemberState stateOf(const Field &field)
{
    if (field.isInteger(0, 3)) {
        switch (static_cast<WireState>(field.integer)) {
        case WireState::Alive:
            return MemberState::Alive;
        case WireState::Suspect:
            return MemberState::Suspect;
        case WireState::Dead:
            return MemberState::Dead;
        case WireState::Left:
            return MemberState::Left;
        }
    }
    return MemberState::Unknown;
}

std::vector<int> versionsOf(QByteArrayView bytes)
{
    if (bytes.size() != VersionCount)
        return {};
    std::vector<int> versions;
    for (const char byte : bytes)
        versions.push_back(static_cast<uchar>(byte));
    return versions;
}

/// UTF-8 without control characters: anything else is some encoding of the application's own.
std::optional<QString> textOf(QByteArrayView bytes)
{
    const auto isControl = [](char c) {
        return (c >= 0 && c < ' ' && c != '\t' && c != '\n' && c != '\r') || c == 0x7f;
    };
    if (bytes.isEmpty() || !bytes.isValidUtf8() || std::ranges::any_of(bytes, isControl))
        return {};
    return QString::fromUtf8(bytes);
}

/// Optional in the sense of Go: what is missing has the value zero there.
bool isIntegerOrMissing(const Field &field, qint64 lowest, qint64 highest)
{
    return field.isMissing() || field.isInteger(lowest, highest);
}

bool areBytesOrMissing(const Field &field)
{
    return field.isMissing() || field.areBytes();
}

void readAck(QByteArrayView body, Reply &reply)
{
    std::array<Field, 2> fields{{{KeySeqNo}, {KeyPayload}}};
    const auto &[seqNo, payload] = fields;
    const Result<qsizetype> read = readMap(body, fields);
    if (!read)
        return refuse(reply, read.error(), u"the acknowledgement"_s);
    if (!seqNo.isInteger(0, HighestU32))
        return refuse(reply, Reply::Kind::Damaged, u"the acknowledgement: no valid SeqNo"_s);
    if (!areBytesOrMissing(payload))
        return refuse(reply, Reply::Kind::Damaged, u"the acknowledgement: no valid Payload"_s);
    if (read.value() != body.size())
        return refuse(reply, Reply::Kind::Damaged, u"bytes follow the acknowledgement"_s);
    reply.kind = Reply::Kind::Ack;
    reply.seqNo = quint32(seqNo.integer);
}

void readError(QByteArrayView body, Reply &reply)
{
    std::array<Field, 1> fields{{{KeyError}}};
    const Field &error = fields.front();
    const Result<qsizetype> read = readMap(body, fields);
    if (!read)
        return refuse(reply, read.error(), u"the error message"_s);
    if (error.kind != Field::Kind::Bytes)
        return refuse(reply, Reply::Kind::Damaged, u"the error message: no text"_s);
    if (read.value() != body.size())
        return refuse(reply, Reply::Kind::Damaged, u"bytes follow the error message"_s);
    reply.kind = Reply::Kind::Error;
    reply.text = fitToShow(error.bytes);
}

/// One node state at the start of `body`; gives how many bytes it took, or nothing where `reply` says why.
std::optional<qsizetype> readMember(QByteArrayView body, Reply &reply)
{
    std::array<Field, 7> fields{{{KeyAddr}, {KeyIncarnation}, {KeyMeta}, {KeyName}, {KeyPort}, {KeyState}, {KeyVsn}}};
    const auto &[addr, incarnation, meta, name, port, state, vsn] = fields;
    const auto where = [&reply] { return u"node state %1"_s.arg(reply.members.size() + 1); };
    const auto refused = [&](Reply::Kind kind, const QString &complaint) {
        refuse(reply, kind, where() + u": " + complaint);
        return std::nullopt;
    };
    const Result<qsizetype> read = readMap(body, fields);
    if (!read) {
        refuse(reply, read.error(), where());
        return {};
    }
    if (name.kind != Field::Kind::Bytes)
        return refused(Reply::Kind::Damaged, u"no Name"_s);
    if (!areBytesOrMissing(addr) || !areBytesOrMissing(meta) || !areBytesOrMissing(vsn))
        return refused(Reply::Kind::Damaged, u"no valid Addr, Meta or Vsn"_s);
    if (!isIntegerOrMissing(port, 0, HighestPort) || !isIntegerOrMissing(incarnation, 0, HighestU32))
        return refused(Reply::Kind::Damaged, u"no valid Port or Incarnation"_s);
    if (!state.isMissing() && state.kind != Field::Kind::Integer)
        return refused(Reply::Kind::Damaged, u"no valid State"_s);
    if (name.bytes.size() > Limits::Name)
        return refused(Reply::Kind::TooLarge, u"Name over %1 bytes"_s.arg(Limits::Name));
    if (meta.bytes.size() > Limits::Meta)
        return refused(Reply::Kind::TooLarge, u"Meta over %1 bytes"_s.arg(Limits::Meta));
    reply.members.push_back({.name = QString::fromUtf8(name.bytes),
                             .address = addressOf(addr.bytes),
                             .port = int(port.integer),
                             .state = stateOf(state),
                             .incarnation = quint32(incarnation.integer),
                             .protocol = versionsOf(vsn.bytes),
                             .meta = textOf(meta.bytes),
                             .metaSize = int(meta.bytes.size())});
    return read.value();
}

void readMembers(QByteArrayView body, Reply &reply)
{
    std::array<Field, 3> fields{{{KeyJoin}, {KeyNodes}, {KeyUserStateLen}}};
    const auto &[join, nodes, userState] = fields;
    const Result<qsizetype> header = readMap(body, fields);
    if (!header)
        return refuse(reply, header.error(), u"the header"_s);
    if (join.kind != Field::Kind::Bool)
        return refuse(reply, Reply::Kind::Damaged, u"the header: no valid Join"_s);
    // Whoever answers lists itself.
    if (nodes.kind != Field::Kind::Integer || nodes.integer < 1)
        return refuse(reply, Reply::Kind::Damaged, u"the header: no valid Nodes"_s);
    if (nodes.integer > Limits::Members)
        return refuse(reply, Reply::Kind::TooLarge, u"over %1 members"_s.arg(Limits::Members));
    if (!userState.isInteger(0, std::numeric_limits<qint64>::max()))
        return refuse(reply, Reply::Kind::Damaged, u"the header: no valid UserStateLen"_s);
    body = body.sliced(header.value());
    // As many as can be there, whatever the header claims.
    reply.members.reserve(size_t(std::min<qint64>(nodes.integer, body.size() / SmallestNode)));
    for (qint64 i = 0; i < nodes.integer; ++i) {
        const std::optional<qsizetype> taken = readMember(body, reply);
        if (!taken)
            return;
        body = body.sliced(*taken);
    }
    if (userState.integer != body.size()) {
        return refuse(reply, Reply::Kind::Damaged,
                      u"%1 bytes behind the node states instead of %2"_s.arg(body.size()).arg(userState.integer));
    }
    reply.kind = Reply::Kind::Members;
    reply.userState = int(userState.integer);
    std::ranges::stable_sort(reply.members, {}, [](const Member &m) { return std::tie(m.name, m.address, m.port); });
}

} // namespace

void refuse(Reply &reply, Reply::Kind kind, const QString &text)
{
    reply.kind = kind;
    reply.text = text;
    reply.members.clear();
}

std::optional<QByteArray> uncompressed(QByteArrayView message, Reply &reply)
{
    reply.isCompressed = true;
    const QByteArrayView body = message.sliced(1);
    std::array<Field, 2> fields{{{KeyAlgo}, {KeyBuf}}};
    const auto &[algorithm, buffer] = fields;
    const Result<qsizetype> read = readMap(body, fields);
    if (!read) {
        refuse(reply, read.error(), u"the compressed message"_s);
        return {};
    }
    QString fault;
    if (!algorithm.isInteger(0, 0))
        fault = u"the compressed message: no known algorithm"_s;
    else if (buffer.kind != Field::Kind::Bytes)
        fault = u"the compressed message: no Buf"_s;
    else if (read.value() != body.size())
        fault = u"bytes follow the compressed message"_s;
    if (!fault.isEmpty()) {
        refuse(reply, Reply::Kind::Damaged, fault);
        return {};
    }
    Result<QByteArray> plain = inflated(buffer.bytes, Limits::Inflated);
    if (!plain) {
        refuse(reply, plain.error(), u"the compressed message"_s);
        return {};
    }
    return std::move(plain).value();
}

void readMessage(QByteArrayView message, Reply &reply)
{
    if (message.isEmpty())
        return refuse(reply, Reply::Kind::Damaged, u"an empty message in its wrapper"_s);
    const QByteArrayView body = message.sliced(1);
    switch (static_cast<MessageType>(message.front())) {
    case MessageType::Ack:
        return readAck(body, reply);
    case MessageType::PushPull:
        return readMembers(body, reply);
    case MessageType::Error:
        return readError(body, reply);
    default:
        return refuse(reply, Reply::Kind::Damaged,
                      u"a message of type %1 in its wrapper"_s.arg(static_cast<uchar>(message.front())));
    }
}

} // namespace rollcall::gossip

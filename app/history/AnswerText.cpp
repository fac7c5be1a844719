// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/AnswerText.h"

#include "history/CborMap.h"

#include <limits>

namespace rollcall {

using namespace Qt::StringLiterals;

namespace {

Error unreadable()
{
    return {u"recording.damaged"_s, u"an entry of the recording cannot be read"_s};
}

template <class T>
void writeCommon(MapWriter &out, const T &result, TimePoint epoch)
{
    out.number("f"_L1, static_cast<int>(result.failure));
    out.text("d"_L1, result.detail);
    out.number("sent"_L1, after(result.sentAt, epoch));
    out.number("sentUtc"_L1, stamp(result.sentUtc));
}

template <class T>
void readCommon(MapReader &in, T &result, TimePoint epoch)
{
    result.failure = static_cast<NetFailure>(in.number("f"_L1, 0, static_cast<int>(NetFailure::Cancelled)));
    result.detail = in.text("d"_L1);
    result.sentAt = pointAt(in.number("sent"_L1, -LongestSpan, LongestSpan), epoch);
    result.sentUtc = timeAt(in.number("sentUtc"_L1, 0, LatestUtc));
}

constexpr qint64 LongestPhase = qint64(86400) * 1000000; // a day, in microseconds

std::chrono::microseconds phase(MapReader &in, QLatin1StringView key)
{
    return std::chrono::microseconds(in.number(key, 0, LongestPhase));
}

QCborArray toArray(const gossip::Member &member)
{
    QCborArray protocol;
    for (const int each : member.protocol)
        protocol.append(each);
    return {member.name,
            member.address,
            member.port,
            static_cast<int>(member.state),
            static_cast<qint64>(member.incarnation),
            protocol,
            member.meta ? QCborValue(*member.meta) : QCborValue(nullptr),
            member.metaSize};
}

std::optional<gossip::Member> memberFrom(const QCborArray &row)
{
    const qint64 port = row.at(2).toInteger(-1);
    const qint64 state = row.at(3).toInteger(-1);
    const qint64 incarnation = row.at(4).toInteger(-1);
    const qint64 metaSize = row.at(7).toInteger(-1);
    const bool isGood = row.at(0).isString() && row.at(1).isString() && port >= 0 && port <= 65535 && state >= 0 &&
                        state <= static_cast<int>(gossip::MemberState::Unknown) && incarnation >= 0 &&
                        incarnation <= std::numeric_limits<quint32>::max() && row.at(5).isArray() &&
                        (row.at(6).isString() || row.at(6).isNull()) && metaSize >= 0 && metaSize <= 65535;
    if (!isGood)
        return std::nullopt;
    gossip::Member member;
    member.name = row.at(0).toString();
    member.address = row.at(1).toString();
    member.port = static_cast<int>(port);
    member.state = static_cast<gossip::MemberState>(state);
    member.incarnation = static_cast<quint32>(incarnation);
    const QCborArray protocol = row.at(5).toArray();
    for (const auto each : protocol)
        member.protocol.push_back(static_cast<int>(QCborValue(each).toInteger(0) & 0xffff));
    if (row.at(6).isString())
        member.meta = row.at(6).toString();
    member.metaSize = static_cast<int>(metaSize);
    return member;
}

QCborMap mapOf(const GossipFact &fact)
{
    MapWriter out;
    out.number("access"_L1, static_cast<int>(fact.access));
    out.flag("sealed"_L1, fact.isSealed);
    out.flag("compressed"_L1, fact.isCompressed);
    out.text("complaint"_L1, fact.complaint);
    QCborArray members;
    for (const gossip::Member &member : fact.members)
        members.append(toArray(member));
    out.map.insert("members"_L1, members);
    return out.map;
}

GossipFact gossipFrom(MapReader &in)
{
    GossipFact fact;
    fact.access =
        static_cast<GossipFact::Access>(in.number("access"_L1, 0, static_cast<int>(GossipFact::Access::Silent)));
    fact.isSealed = in.flag("sealed"_L1);
    fact.isCompressed = in.flag("compressed"_L1);
    fact.complaint = in.text("complaint"_L1);
    const QCborArray members = in.list("members"_L1);
    for (const auto each : members) {
        if (std::optional<gossip::Member> member = memberFrom(QCborValue(each).toArray()))
            fact.members.push_back(std::move(*member));
        else
            in.spoil();
    }
    return fact;
}

} // namespace

QByteArray toBytes(const RecordedAnswer &recorded, TimePoint epoch)
{
    MapWriter out;
    out.text("t"_L1, recorded.target);
    out.text("p"_L1, recorded.probe);
    out.number("k"_L1, static_cast<qint64>(recorded.answer.result.index()));
    out.number("alt"_L1, static_cast<qint64>(recorded.answer.alternative));
    out.number("at"_L1, after(recorded.answer.at, epoch));
    out.number("utc"_L1, stamp(recorded.answer.utc));
    out.flag("auth"_L1, recorded.isAuthorized);
    out.flag("pointless"_L1, recorded.isPointless);
    if (recorded.gossip)
        out.map.insert("gossip"_L1, mapOf(*recorded.gossip));
    if (const HttpResult *http = recorded.answer.http()) {
        writeCommon(out, *http, epoch);
        out.number("s"_L1, http->status);
        out.bytes("h"_L1, http->head);
        out.number("v"_L1, http->httpVersion);
        out.text("peer"_L1, http->peerAddress);
        out.text("to"_L1, http->redirectTo);
        out.number("tn"_L1, http->timings.nameLookup.count());
        out.number("tc"_L1, http->timings.connect.count());
        out.number("tt"_L1, http->timings.tls.count());
        out.number("tf"_L1, http->timings.firstByte.count());
        out.number("ta"_L1, http->timings.total.count());
    } else if (const TcpResult *tcp = recorded.answer.tcp()) {
        writeCommon(out, *tcp, epoch);
        out.number("size"_L1, tcp->answerSize);
        out.text("peer"_L1, tcp->peerAddress);
        out.number("tc"_L1, tcp->connect.count());
        out.number("ta"_L1, tcp->total.count());
    } else if (const WebSocketResult *socket = recorded.answer.webSocket()) {
        writeCommon(out, *socket, epoch);
        out.number("s"_L1, socket->status);
        out.number("tf"_L1, socket->opened.count());
        out.number("ta"_L1, socket->total.count());
    }
    return QCborValue(out.map).toCbor();
}

Result<RecordedAnswer> answerFromBytes(const QByteArray &bytes, TimePoint epoch)
{
    const QCborValue value = wholeValue(bytes);
    if (!value.isMap())
        return unreadable();
    const QCborMap map = value.toMap();
    MapReader in(map);
    RecordedAnswer recorded;
    recorded.target = in.text("t"_L1);
    recorded.probe = in.text("p"_L1);
    recorded.answer.alternative = static_cast<std::size_t>(in.number("alt"_L1, 0, 1000));
    recorded.answer.at = pointAt(in.number("at"_L1, -LongestSpan, LongestSpan), epoch);
    recorded.answer.utc = timeAt(in.number("utc"_L1, 0, LatestUtc));
    recorded.isAuthorized = in.flag("auth"_L1);
    recorded.isPointless = in.flag("pointless"_L1);
    if (in.has("gossip"_L1)) {
        const QCborMap fact = in.map("gossip"_L1);
        MapReader inner(fact);
        recorded.gossip = gossipFrom(inner);
        if (!inner.isGood())
            in.spoil();
    }
    switch (in.number("k"_L1, 0, 2)) {
    case 0: {
        HttpResult http;
        readCommon(in, http, epoch);
        http.status = static_cast<int>(in.number("s"_L1, 0, 999));
        http.head = in.bytes("h"_L1);
        http.httpVersion = static_cast<int>(in.number("v"_L1, 0, 100));
        http.peerAddress = in.text("peer"_L1);
        http.redirectTo = in.text("to"_L1);
        http.timings = {phase(in, "tn"_L1), phase(in, "tc"_L1), phase(in, "tt"_L1), phase(in, "tf"_L1),
                        phase(in, "ta"_L1)};
        recorded.answer.result = std::move(http);
        break;
    }
    case 1: {
        TcpResult tcp;
        readCommon(in, tcp, epoch);
        tcp.answerSize = in.number("size"_L1, 0, std::numeric_limits<qint64>::max());
        tcp.peerAddress = in.text("peer"_L1);
        tcp.connect = phase(in, "tc"_L1);
        tcp.total = phase(in, "ta"_L1);
        recorded.answer.result = std::move(tcp);
        break;
    }
    default: {
        WebSocketResult socket;
        readCommon(in, socket, epoch);
        socket.status = static_cast<int>(in.number("s"_L1, 0, 999));
        socket.opened = phase(in, "tf"_L1);
        socket.total = phase(in, "ta"_L1);
        recorded.answer.result = std::move(socket);
        break;
    }
    }
    if (!in.isGood())
        return unreadable();
    return recorded;
}

QByteArray toBytes(const PeerCertificate &certificate)
{
    MapWriter out;
    out.text("subject"_L1, certificate.subject);
    out.text("issuer"_L1, certificate.issuer);
    out.map.insert("names"_L1, QCborArray::fromStringList(certificate.names));
    out.number("from"_L1, stamp(certificate.notBefore));
    out.number("to"_L1, stamp(certificate.notAfter));
    out.text("pin"_L1, certificate.pin);
    out.text("print"_L1, certificate.fingerprint);
    out.map.insert("chain"_L1, QCborArray::fromStringList(certificate.chain));
    return QCborValue(out.map).toCbor();
}

Result<PeerCertificate> certificateFromBytes(const QByteArray &bytes)
{
    const QCborValue value = wholeValue(bytes);
    if (!value.isMap())
        return unreadable();
    const QCborMap map = value.toMap();
    MapReader in(map);
    const auto texts = [&in](QLatin1StringView key) {
        QStringList list;
        const QCborArray array = in.list(key);
        for (const auto each : array)
            list.append(QCborValue(each).toString());
        return list;
    };
    // A certificate may hold for longer than a hundred years.
    constexpr qint64 Far = qint64(253402300799) * 1000;
    PeerCertificate certificate;
    certificate.subject = in.text("subject"_L1);
    certificate.issuer = in.text("issuer"_L1);
    certificate.names = texts("names"_L1);
    certificate.notBefore = timeAt(in.number("from"_L1, -Far, Far));
    certificate.notAfter = timeAt(in.number("to"_L1, -Far, Far));
    certificate.pin = in.text("pin"_L1);
    certificate.fingerprint = in.text("print"_L1);
    certificate.chain = texts("chain"_L1);
    if (!in.isGood())
        return unreadable();
    return certificate;
}

const QByteArray &bodyOf(const ProbeResult &result)
{
    if (const auto *http = std::get_if<HttpResult>(&result))
        return http->body;
    if (const auto *tcp = std::get_if<TcpResult>(&result))
        return tcp->answer;
    return std::get_if<WebSocketResult>(&result)->message;
}

QByteArray &bodyOf(ProbeResult &result)
{
    return const_cast<QByteArray &>(bodyOf(std::as_const(result))); // NOLINT: it is not const
}

std::shared_ptr<const PeerCertificate> certificateOf(const ProbeResult &result)
{
    if (const auto *http = std::get_if<HttpResult>(&result))
        return http->certificate;
    if (const auto *socket = std::get_if<WebSocketResult>(&result))
        return socket->certificate;
    return nullptr;
}

void setCertificate(ProbeResult &result, std::shared_ptr<const PeerCertificate> certificate)
{
    if (auto *http = std::get_if<HttpResult>(&result))
        http->certificate = std::move(certificate);
    else if (auto *socket = std::get_if<WebSocketResult>(&result))
        socket->certificate = std::move(certificate);
}

} // namespace rollcall

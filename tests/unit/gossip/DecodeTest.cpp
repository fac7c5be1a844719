// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Recordings.h"
#include "gossip/Layout.h"
#include "support/MemberlistFrames.h"
#include "support/PrintTo.h"

// Answers that no recording holds: other forms of msgpack, bounds, and what is nobody's answer.

using namespace rollcall;
using namespace rollcall::gossip;
using namespace rollcall::test;
using namespace rollcall::test::frames;
using namespace Qt::StringLiterals;

namespace {

/// An answer with one node state of these entries.
QByteArray listOf(const std::vector<Entry> &entries)
{
    return pushPull({map(entries)});
}

Member memberOf(const std::vector<Entry> &entries)
{
    const Reply reply = decode(listOf(entries));
    EXPECT_EQ(reply.kind, Reply::Kind::Members) << reply.text.toStdString();
    return reply.members.empty() ? Member() : reply.members.front();
}

QByteArray pushPullWith(const QByteArray &head, const QByteArray &rest)
{
    return message(MessageType::PushPull, head + rest);
}

QByteArray ack(const QByteArray &seqNo)
{
    return message(MessageType::Ack, map({{KeyPayload, nil()}, {KeySeqNo, seqNo}}));
}

QByteArray nested(int levels)
{
    return QByteArray(levels, '\x91') + nil();
}

} // namespace

TEST(Decode, NothingAtAllIsEmpty)
{
    EXPECT_EQ(decode({}).kind, Reply::Kind::Empty);
    EXPECT_EQ(decode({}, std::vector<Secret>{recordedKey()}).kind, Reply::Kind::Empty);
}

TEST(Decode, SaysWhatElseAnswered)
{
    const struct
    {
        QByteArray answer;
        QString text;
    } cases[] = {
        {"HTTP/1.1 400 Bad Request\r\n\r\n", u"an HTTP server"_s},
        {"SSH-2.0-OpenSSH_9.2p1\r\n", u"an SSH server"_s},
        {QByteArray("\x15\x03\x01\x00\x02\x02\x0a", 7), u"a TLS server"_s},
        {"220 mail.example.org ESMTP\r\n", u"an answer that begins with the byte 50"_s},
        {QByteArray(1, '\0'), u"an answer that begins with the byte 0"_s},     // a ping is a question
        {"\xf4\x07mm-prod\x02", u"an answer that begins with the byte 244"_s}, // answers have no label
    };
    for (const auto &other : cases) {
        const Reply reply = decode(other.answer);
        EXPECT_EQ(reply.kind, Reply::Kind::NotMemberlist) << other.answer.toStdString();
        EXPECT_EQ(reply.text, other.text);
    }
    // A line feed is the type of a sealed message, and yet no such message.
    EXPECT_EQ(decode("\nwelcome to this server, whose greeting is of some length\n").kind, Reply::Kind::Damaged);
}

TEST(Decode, TakesIntegersInEveryForm)
{
    const struct
    {
        QByteArray form;
        quint32 value;
    } cases[] = {
        {QByteArray(1, '\x07'), 7},
        {"\xcc\x07", 7},
        {"\xcd" + bigEndian<quint16>(7), 7},
        {"\xce" + bigEndian<quint32>(7), 7},
        {"\xcf" + bigEndian<quint64>(7), 7},
        {"\xd0\x07", 7},
        {"\xd1" + bigEndian<qint16>(7), 7},
        {"\xd2" + bigEndian<qint32>(7), 7},
        {"\xd3" + bigEndian<qint64>(7), 7},
        {"\xce" + bigEndian<quint32>(0xffffffff), 0xffffffff},
        {"\xd3" + bigEndian<qint64>(0xffffffff), 0xffffffff},
    };
    for (const auto &number : cases) {
        const Reply reply = decode(ack(number.form));
        EXPECT_EQ(reply.kind, Reply::Kind::Ack) << number.form.toHex().toStdString();
        EXPECT_EQ(reply.seqNo, number.value) << number.form.toHex().toStdString();
        EXPECT_EQ(memberOf({{KeyName, raw("a")}, {KeyIncarnation, number.form}}).incarnation, number.value);
    }
    const QByteArray bad[] = {"\xff",
                              "\xd3" + bigEndian<qint64>(-1),
                              "\xd3" + bigEndian<qint64>(0x100000000),
                              "\xcf" + bigEndian<quint64>(~quint64{0}),
                              "\xca" + bigEndian<quint32>(0x40e00000),
                              nil(),
                              boolean(true),
                              raw("7"),
                              QByteArray("\x91\x07"),
                              QByteArray("\x81\x07\x07")};
    for (const QByteArray &form : bad) {
        EXPECT_EQ(decode(ack(form)).kind, Reply::Kind::Damaged) << form.toHex().toStdString();
        EXPECT_EQ(decode(listOf({{KeyName, raw("a")}, {KeyIncarnation, form}})).kind, Reply::Kind::Damaged);
    }
}

TEST(Decode, TakesTextsInEveryForm)
{
    const QByteArray forms[] = {"\xa2"_ba,
                                "\xd9\x02"_ba,
                                QByteArray("\xda\0\x02", 3),
                                QByteArray("\xdb\0\0\0\x02", 5),
                                "\xc4\x02"_ba,
                                QByteArray("\xc5\0\x02", 3),
                                QByteArray("\xc6\0\0\0\x02", 5)};
    for (const QByteArray &form : forms) {
        const Member member = memberOf({{KeyName, form + "ab"}, {KeyMeta, form + "{}"}});
        EXPECT_EQ(member.name, u"ab"_s);
        EXPECT_EQ(member.meta, u"{}"_s);
    }
    for (const QByteArray &empty : {"\xa0"_ba, QByteArray("\xd9\0", 2), QByteArray("\xda\0\0", 3),
                                    QByteArray("\xc4\0", 2), QByteArray("\xc6\0\0\0\0", 5)}) {
        const Member member = memberOf({{KeyName, empty}, {KeyMeta, empty}, {KeyAddr, empty}, {KeyVsn, empty}});
        EXPECT_EQ(member, Member());
    }
    // A key may come in the newer form too.
    EXPECT_EQ(decode(pushPull({"\x81\xd9\x04Name\xa1z"_ba})).members.at(0).name, u"z"_s);
}

TEST(Decode, ANodeStateNeedsANameAndNothingElse)
{
    const Member bare = memberOf({{KeyName, raw("a")}});
    EXPECT_EQ(bare.name, u"a"_s);
    EXPECT_EQ(bare.address, QString());
    EXPECT_EQ(bare.port, 0);
    EXPECT_EQ(bare.state, MemberState::Unknown);
    EXPECT_EQ(bare.meta, std::nullopt);
    const Member nils = memberOf({{KeyName, raw("a")}, {KeyAddr, nil()}, {KeyMeta, nil()}, {KeyVsn, nil()}});
    EXPECT_EQ(nils, bare);
    for (const std::vector<Entry> &entries : std::vector<std::vector<Entry>>{
             {},
             {{KeyName, nil()}},
             {{KeyName, integer(1)}},
             {{"name", raw("a")}}, // Go itself would take it; no node writes it
             {{KeyName, raw("a")}, {KeyPort, integer(65536)}},
             {{KeyName, raw("a")}, {KeyPort, "\xff"}},
             {{KeyName, raw("a")}, {KeyState, raw("alive")}},
             {{KeyName, raw("a")}, {KeyAddr, integer(4)}},
             {{KeyName, raw("a")}, {KeyMeta, boolean(false)}},
             {{KeyName, raw("a")}, {KeyVsn, "\x91\x01"}},
         }) {
        const Reply reply = decode(listOf(entries));
        EXPECT_EQ(reply.kind, Reply::Kind::Damaged);
        EXPECT_TRUE(reply.text.startsWith(u"node state 1: ")) << reply.text.toStdString();
        EXPECT_TRUE(reply.members.empty());
    }
}

TEST(Decode, PassesOverWhatItDoesNotKnow)
{
    const QByteArray state = map({{"Older", nested(4)},
                                  {KeyName, raw("b")},
                                  {"Newer", map({{KeyName, raw("inner")}, {KeyPort, map({})}})},
                                  {"Half", "\xcb" + bigEndian<quint64>(0)},
                                  {"Single", "\xca" + bigEndian<quint32>(0)},
                                  {"Extension", QByteArray("\xd4\x01\x02", 3)},
                                  {"Empty", QByteArray(1, '\x90')},
                                  {KeyPort, integer(8074)}});
    const Reply reply = decode(pushPull({state, nodeState({.name = "a"})}));
    ASSERT_EQ(reply.kind, Reply::Kind::Members) << reply.text.toStdString();
    EXPECT_EQ(reply.members.at(1).name, u"b"_s);
    EXPECT_EQ(reply.members.at(1).port, 8074);
    EXPECT_EQ(reply.members.at(0).name, u"a"_s);
    EXPECT_EQ(memberOf({{KeyName, raw("first")}, {KeyName, raw("last")}}).name, u"last"_s);
}

TEST(Decode, NestsOnlySoDeep)
{
    // The map itself is the first level.
    EXPECT_EQ(decode(listOf({{KeyName, raw("a")}, {"Deep", nested(Limits::Depth - 1)}})).kind, Reply::Kind::Members);
    EXPECT_EQ(decode(listOf({{KeyName, raw("a")}, {"Deep", nested(Limits::Depth)}})).kind, Reply::Kind::TooLarge);
}

TEST(Decode, ReadsAddressesOfBothFamilies)
{
    const auto address = [](const QByteArray &hex) {
        return memberOf({{KeyName, raw("a")}, {KeyAddr, raw(QByteArray::fromHex(hex))}}).address;
    };
    EXPECT_EQ(address("0a141e28"), u"10.20.30.40"_s);
    EXPECT_EQ(address("00000000000000000000ffff0a141e28"), u"10.20.30.40"_s);
    EXPECT_EQ(address("20010db8000000000000000000000001"), u"2001:db8::1"_s);
    EXPECT_EQ(address("00000000000000000000000000000000"), u"::"_s);
    for (const char *other :
         {"", "0a", "0a141e", "0a141e2832", "00000000000000000000ffff0a141e", "20010db8000000000000000000000001ff"})
        EXPECT_EQ(address(other), QString()) << other;
}

TEST(Decode, ShowsMetaOnlyWhereItIsText)
{
    const auto meta = [](const QByteArray &bytes) { return memberOf({{KeyName, raw("a")}, {KeyMeta, raw(bytes)}}); };
    EXPECT_EQ(meta("{\"id\":\"one\"}").meta, u"{\"id\":\"one\"}"_s);
    EXPECT_EQ(meta("gr\xc3\xbc\xc3\x9f dich\n").meta, u"grüß dich\n"_s);
    EXPECT_EQ(meta("\xff\x80").meta, std::nullopt);
    EXPECT_EQ(meta("\xff\x80").metaSize, 2);
    EXPECT_EQ(meta("half \xc3").meta, std::nullopt);
    EXPECT_EQ(meta("\x1b[31mred").meta, std::nullopt);
    EXPECT_EQ(meta(QByteArray("a\0b", 3)).meta, std::nullopt);
    EXPECT_EQ(meta(QByteArray(512, 'm')).metaSize, 512);
}

TEST(Decode, KeepsANameThatIsNoUtf8)
{
    EXPECT_EQ(memberOf({{KeyName, raw("node\xff")}}).name, u"node\ufffd"_s);
}

TEST(Decode, TellsTheStatesApart)
{
    const auto state = [](const QByteArray &number) {
        return memberStateName(memberOf({{KeyName, raw("a")}, {KeyState, number}}).state);
    };
    EXPECT_EQ(state(integer(0)), u"alive"_s);
    EXPECT_EQ(state(integer(1)), u"suspect"_s);
    EXPECT_EQ(state(integer(2)), u"dead"_s);
    EXPECT_EQ(state(integer(3)), u"left"_s);
    EXPECT_EQ(state(integer(4)), u"unknown"_s);
    EXPECT_EQ(state("\xff"), u"unknown"_s);
}

TEST(Decode, SortsMembersByNameThenAddressThenPort)
{
    const Reply reply = decode(pushPull({nodeState({.name = "b", .port = 2}), nodeState({.name = "b", .port = 1}),
                                         nodeState({.name = "b", .address = "\x01\x01\x01\x01"}),
                                         nodeState({.name = "a"}), nodeState({.name = ""})},
                                        "state"));
    ASSERT_EQ(reply.kind, Reply::Kind::Members);
    EXPECT_EQ(reply.userState, 5);
    QStringList order;
    for (const Member &member : reply.members)
        order += u"%1 %2 %3"_s.arg(member.name, member.address).arg(member.port);
    EXPECT_EQ(order, (QStringList{u" 127.0.0.1 8074"_s, u"a 127.0.0.1 8074"_s, u"b 1.1.1.1 8074"_s, u"b 127.0.0.1 1"_s,
                                  u"b 127.0.0.1 2"_s}));
}

TEST(Decode, AHeaderThatLacksAFieldIsNeverAnEmptyCluster)
{
    const QByteArray node = nodeState({});
    for (const QByteArray &head :
         {map({{KeyNodes, integer(1)}, {KeyUserStateLen, integer(0)}}),
          map({{KeyJoin, boolean(false)}, {KeyUserStateLen, integer(0)}}),
          map({{KeyJoin, boolean(false)}, {KeyNodes, integer(1)}}),
          map({{KeyJoin, nil()}, {KeyNodes, integer(1)}, {KeyUserStateLen, integer(0)}}), header(nil(), integer(0)),
          header(integer(1), nil()), header(raw("1"), integer(0)), map({})}) {
        const Reply reply = decode(pushPullWith(head, node));
        EXPECT_EQ(reply.kind, Reply::Kind::Damaged) << head.toHex().toStdString();
        EXPECT_TRUE(reply.text.startsWith(u"the header: ")) << reply.text.toStdString();
    }
    // Whoever answers lists itself.
    EXPECT_EQ(decode(pushPull({})).kind, Reply::Kind::Damaged);
    EXPECT_EQ(decode(pushPull({}, "state")).kind, Reply::Kind::Damaged);
    EXPECT_EQ(
        decode(pushPullWith(header(integer(1), "\xd3" + bigEndian<qint64>(std::numeric_limits<qint64>::max())), node))
            .kind,
        Reply::Kind::Damaged);
}

TEST(Decode, RefusesWhatIsOverABound)
{
    const QByteArrayList most(Limits::Members, nodeState({}));
    EXPECT_EQ(decode(pushPull(most)).members.size(), size_t{Limits::Members});
    EXPECT_EQ(decode(pushPull(most + QByteArrayList{nodeState({})})).kind, Reply::Kind::TooLarge);
    EXPECT_EQ(memberOf({{KeyName, raw(QByteArray(Limits::Name, 'n'))}}).name.size(), Limits::Name);
    EXPECT_EQ(decode(listOf({{KeyName, raw(QByteArray(Limits::Name + 1, 'n'))}})).kind, Reply::Kind::TooLarge);
    EXPECT_EQ(decode(listOf({{KeyName, raw("a")}, {KeyMeta, raw(QByteArray(Limits::Meta + 1, 'm'))}})).kind,
              Reply::Kind::TooLarge);
    const qsizetype rest = Limits::Answer - pushPull({nodeState({})}, QByteArray(70000, 'u')).size() + 70000;
    const QByteArray longest = pushPull({nodeState({})}, QByteArray(rest, 'u'));
    ASSERT_EQ(longest.size(), Limits::Answer);
    EXPECT_EQ(decode(longest).kind, Reply::Kind::Members);
    EXPECT_EQ(decode(compressed(longest)).kind, Reply::Kind::Members);
    const QByteArray over = pushPull({nodeState({})}, QByteArray(rest + 1, 'u'));
    EXPECT_EQ(decode(over).kind, Reply::Kind::TooLarge);
    EXPECT_EQ(decode(compressed(over)).kind, Reply::Kind::TooLarge);
}

TEST(Decode, ShowsANodesWordsAsOneHarmlessLine)
{
    EXPECT_EQ(decode(error("Cannot decompress\n\tunknown algorithm 7")).text,
              u"Cannot decompress unknown algorithm 7"_s);
    EXPECT_EQ(decode(error("a\x1b[31mb\x7f \xe2\x80\xae\xff")).text, u"a\ufffd[31mb\ufffd \ufffd\ufffd"_s);
    EXPECT_EQ(decode(error("")).kind, Reply::Kind::Error);
    EXPECT_EQ(decode(error(QByteArray(200, 'x'))).text, QString(200, u'x'));
    EXPECT_EQ(decode(error(QByteArray(201, 'x'))).text, QString(200, u'x') + u'…');
    const QString faces = QString::fromUtf8(QByteArray("\xf0\x9f\x98\x80").repeated(100));
    EXPECT_EQ(decode(error(QByteArray("\xf0\x9f\x98\x80").repeated(300))).text, faces + u'…');
    EXPECT_EQ(decode(error("x" + QByteArray("\xf0\x9f\x98\x80").repeated(300))).text, u'x' + faces.chopped(2) + u'…');
    EXPECT_EQ(decode(message(MessageType::Error, map({{KeyError, nil()}}))).kind, Reply::Kind::Damaged);
    EXPECT_EQ(decode(message(MessageType::Error, map({}))).kind, Reply::Kind::Damaged);
}

TEST(Decode, OpensWithWhicheverKeyFits)
{
    const std::vector<Secret> keys{Secret(QByteArray(32, 'a')), Secret(QByteArray(16, 'b')),
                                   Secret(QByteArray(24, 'c'))};
    for (const quint8 version : {PaddedVersion, SealVersion}) {
        for (size_t i = 0; i < keys.size(); ++i) {
            const Reply reply = decode(sealedAs(version, compressed(pushPull({nodeState({})})), keys[i]), keys);
            EXPECT_EQ(reply.kind, Reply::Kind::Members);
            EXPECT_EQ(reply.key, int(i));
            EXPECT_TRUE(reply.isSealed);
            EXPECT_TRUE(reply.isCompressed);
        }
    }
    EXPECT_EQ(decode(sealedAs(SealVersion, pushPull({nodeState({})}), keys[1]), std::span(keys).first(1)).kind,
              Reply::Kind::KeyRefused);
    // A key of another length opens nothing, and breaks nothing.
    EXPECT_EQ(
        decode(sealedAs(SealVersion, ack(integer(1)), keys[0]), std::vector<Secret>{Secret("short"), Secret()}).kind,
        Reply::Kind::KeyRefused);
}

TEST(Decode, ASealedComplaintIsTheNodesOwn)
{
    const std::vector<Secret> keys{recordedKey()};
    const Reply reply =
        decode(sealedAs(SealVersion, error("No installed keys could decrypt the message"), keys[0]), keys);
    EXPECT_EQ(reply.kind, Reply::Kind::Error);
    EXPECT_EQ(reply.key, 0);
    EXPECT_EQ(reply.text, u"No installed keys could decrypt the message"_s);
}

TEST(Decode, RefusesASealedFrameOfAnotherShape)
{
    const std::vector<Secret> keys{recordedKey()};
    const Secret &key = keys.front();
    const auto kind = [&](const QByteArray &plain, quint8 version = SealVersion) {
        return decode(sealedAs(version, plain, key), keys).kind;
    };
    EXPECT_EQ(kind(ack(integer(1))), Reply::Kind::Ack);
    EXPECT_EQ(kind(ack(integer(1)), 2), Reply::Kind::Damaged);
    EXPECT_EQ(kind({}), Reply::Kind::Damaged);
    EXPECT_EQ(kind({}, PaddedVersion), Reply::Kind::Damaged); // nothing but padding
    EXPECT_EQ(kind(QByteArray(1, '\x08')), Reply::Kind::Damaged);
    // Each wrapper comes once, the seal outside.
    EXPECT_EQ(kind(sealedAs(SealVersion, ack(integer(1)), key)), Reply::Kind::Damaged);
    EXPECT_EQ(kind(compressed(compressed(ack(integer(1))))), Reply::Kind::Damaged);
    EXPECT_EQ(decode(compressed(sealedAs(SealVersion, ack(integer(1)), key))).kind, Reply::Kind::Damaged);
    EXPECT_EQ(decode(compressed({})).kind, Reply::Kind::Damaged);
}

TEST(Decode, ChecksEveryByteOfThePadding)
{
    const std::vector<Secret> keys{recordedKey()};
    const auto kind = [&](const QByteArray &padded) {
        QByteArray frame = sealedAs(SealVersion, padded, keys.front());
        frame[SealedPrefix] = '\0'; // the version is not authenticated
        return decode(frame, keys).kind;
    };
    const QByteArray plain = ack(integer(1));
    ASSERT_EQ(plain.size(), 18);
    EXPECT_EQ(kind(plain + QByteArray(14, '\x0e')), Reply::Kind::Ack);
    EXPECT_EQ(kind(plain + QByteArray(13, 'x') + '\x0e'), Reply::Kind::Damaged);
    EXPECT_EQ(kind(plain + QByteArray(14, '\0')), Reply::Kind::Damaged);
    EXPECT_EQ(kind(plain + QByteArray(14, '\x11')), Reply::Kind::Damaged);
    EXPECT_EQ(kind(plain + QByteArray(13, '\x0d')), Reply::Kind::Damaged); // no whole block
    EXPECT_EQ(kind({}), Reply::Kind::Damaged);
}

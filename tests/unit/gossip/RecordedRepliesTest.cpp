// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Recordings.h"
#include "support/PrintTo.h"

#include <algorithm>

// What real nodes answered, and what hand-made answers must not pass for.

using namespace rollcall;
using namespace rollcall::gossip;
using namespace rollcall::test;
using namespace Qt::StringLiterals;

namespace {

Member memberOf(const QJsonObject &expected)
{
    Member member;
    member.name = expected["name"_L1].toString();
    member.address = expected["addr"_L1].toString();
    member.port = expected["port"_L1].toInt();
    member.incarnation = quint32(expected["incarnation"_L1].toInteger());
    member.state = static_cast<MemberState>(expected["state"_L1].toInt());
    EXPECT_EQ(memberStateName(member.state), expected["stateName"_L1].toString());
    for (const QJsonValue &version : expected["vsn"_L1].toArray())
        member.protocol.push_back(version.toInt());
    const QByteArray meta = QByteArray::fromHex(expected["meta"_L1].toString().toLatin1());
    member.metaSize = int(meta.size());
    if (meta.startsWith('{')) // of the recorded ones only these are text
        member.meta = QString::fromUtf8(meta);
    return member;
}

std::vector<Member> membersOf(const QJsonObject &expected)
{
    std::vector<Member> members;
    for (const QJsonValue &value : expected["members"_L1].toArray())
        members.push_back(memberOf(value.toObject()));
    std::ranges::sort(members, {}, &Member::name);
    // Two nodes of one name do not occur in the recordings.
    EXPECT_EQ(std::ranges::adjacent_find(members, {}, &Member::name), members.end());
    return members;
}

Reply::Kind kindOf(const QJsonObject &expected)
{
    if (expected.isEmpty())
        return Reply::Kind::Empty;
    const QString type = expected["type"_L1].toString();
    if (type == u"ack")
        return Reply::Kind::Ack;
    return type == u"error" ? Reply::Kind::Error : Reply::Kind::Members;
}

} // namespace

TEST(RecordedReplies, EachMeansWhatItsNodeHeld)
{
    ASSERT_EQ(recordings().size(), 30U);
    for (const Recording &recorded : recordings()) {
        SCOPED_TRACE(recorded.name.toStdString());
        const Reply reply = decode(recorded.response, recorded.keys, recorded.label);
        const QString layers = recorded.expected["layers"_L1].toString();
        EXPECT_EQ(reply.kind, kindOf(recorded.expected));
        EXPECT_EQ(reply.isSealed, layers.startsWith(u"encrypt-"));
        EXPECT_EQ(reply.isCompressed, layers.endsWith(u"lzw>"));
        EXPECT_EQ(reply.key, recorded.keys.empty() ? -1 : 0);
        EXPECT_EQ(qint64{reply.seqNo}, recorded.expected["seqNo"_L1].toInteger());
        EXPECT_EQ(reply.text, recorded.expected["error"_L1].toString());
        EXPECT_EQ(reply.userState, recorded.expected["userStateLen"_L1].toInt());
        const std::vector<Member> members = membersOf(recorded.expected);
        ASSERT_EQ(reply.members.size(), members.size());
        EXPECT_EQ(int(members.size()), recorded.expected["nodes"_L1].toInt());
        for (size_t i = 0; i < members.size(); ++i) {
            SCOPED_TRACE(members[i].name.toStdString());
            EXPECT_EQ(reply.members[i].name, members[i].name);
            EXPECT_EQ(reply.members[i].address, members[i].address);
            EXPECT_EQ(reply.members[i].port, members[i].port);
            EXPECT_EQ(reply.members[i].state, members[i].state);
            EXPECT_EQ(reply.members[i].incarnation, members[i].incarnation);
            EXPECT_EQ(reply.members[i].protocol, members[i].protocol);
            EXPECT_EQ(reply.members[i].meta, members[i].meta);
            EXPECT_EQ(reply.members[i].metaSize, members[i].metaSize);
        }
    }
}

TEST(RecordedReplies, NoBeginningOfOneIsTakenForAnAnswer)
{
    for (const Recording &recorded : recordings()) {
        SCOPED_TRACE(recorded.name.toStdString());
        for (qsizetype size = 1; size < recorded.response.size(); ++size) {
            const QByteArray part = recorded.response.first(size); // a copy: one byte too far is seen
            const Reply reply = decode(part, recorded.keys, recorded.label);
            ASSERT_EQ(reply.kind, Reply::Kind::Damaged) << size;
            ASSERT_FALSE(reply.text.isEmpty()) << size;
            ASSERT_TRUE(reply.members.empty()) << size;
        }
    }
}

TEST(RecordedReplies, NoneMayBeFollowedByAnything)
{
    for (const Recording &recorded : recordings()) {
        if (!recorded.response.isEmpty()) {
            EXPECT_EQ(decode(QByteArray(recorded.response + '\0'), recorded.keys, recorded.label).kind,
                      Reply::Kind::Damaged)
                << recorded.name.toStdString();
        }
    }
}

TEST(RecordedReplies, ASealedOneNeedsTheKeyAndThereIsNoGuessing)
{
    const std::vector<Secret> others{Secret(QByteArray(32, '\xff')), Secret(QByteArray(16, '\0'))};
    int seen = 0;
    for (const Recording &recorded : recordings()) {
        if (recorded.keys.empty())
            continue;
        ++seen;
        SCOPED_TRACE(recorded.name.toStdString());
        EXPECT_EQ(decode(recorded.response).kind, Reply::Kind::NeedsKey);
        const Reply reply = decode(recorded.response, others, recorded.label);
        EXPECT_EQ(reply.kind, Reply::Kind::KeyRefused);
        EXPECT_TRUE(reply.isSealed);
        EXPECT_EQ(reply.key, -1);
        EXPECT_EQ(reply.text, QString());
        EXPECT_EQ(decode(recorded.response, recorded.keys, "other").kind, Reply::Kind::KeyRefused);
    }
    EXPECT_EQ(seen, 12);
}

TEST(RecordedReplies, APlainOneIsNotBelievedWhereThereIsAKey)
{
    const std::vector<Secret> keys{recordedKey()};
    for (const Recording &recorded : recordings()) {
        if (!recorded.keys.empty() || recorded.response.isEmpty())
            continue;
        SCOPED_TRACE(recorded.name.toStdString());
        const Reply plain = decode(recorded.response);
        const Reply reply = decode(recorded.response, keys);
        EXPECT_EQ(reply.kind, Reply::Kind::NotEncrypted);
        EXPECT_TRUE(reply.members.empty());
        EXPECT_EQ(reply.seqNo, 0U);
        EXPECT_EQ(reply.userState, 0);
        EXPECT_EQ(reply.key, -1);
        EXPECT_EQ(reply.isCompressed, plain.isCompressed);
        EXPECT_EQ(reply.text, recorded.expected["error"_L1].toString()); // the node's own words stay
    }
}

TEST(BadReplies, EachIsRefusedForWhatItIs)
{
    using Kind = Reply::Kind;
    const struct
    {
        const char *name;
        Kind kind;
    } cases[] = {
        {"algo-unknown", Kind::Damaged},
        {"enc-length-flipped", Kind::Damaged},
        {"enc-length-huge", Kind::Damaged},
        {"enc-tag-flipped", Kind::KeyRefused},
        {"enc-too-short", Kind::Damaged},
        {"enc-version-2", Kind::Damaged},
        {"header-not-a-map", Kind::Damaged},
        {"key-not-a-string", Kind::Damaged},
        {"lzw-bomb-41mib", Kind::TooLarge},
        {"lzw-empty-output", Kind::Damaged},
        {"lzw-invalid-code", Kind::Damaged},
        {"lzw-no-end-code", Kind::Damaged},
        {"map-count-huge", Kind::Damaged},
        {"nested-deep", Kind::TooLarge},
        {"nodes-huge", Kind::TooLarge},
        {"nodes-more-than-sent", Kind::Damaged},
        {"nodes-negative", Kind::Damaged},
        {"raw-length-huge", Kind::Damaged},
        {"reserved-byte", Kind::Damaged},
        {"truncated-header", Kind::Damaged},
        {"truncated-node", Kind::Damaged},
        {"unexpected-type-http", Kind::NotMemberlist},
        {"unexpected-type-user-message", Kind::NotMemberlist},
        {"userstate-missing", Kind::Damaged},
        {"userstate-negative", Kind::Damaged},
    };
    const std::vector<Secret> key{recordedKey()};
    for (const auto &bad : cases) {
        SCOPED_TRACE(bad.name);
        const QByteArray bytes = recordedBytes(u"bad/"_s + QLatin1StringView(bad.name) + u".response.hex"_s);
        const bool isSealed = QByteArrayView(bad.name).startsWith("enc-");
        const Reply reply = decode(bytes, isSealed ? std::span(key) : std::span<const Secret>());
        EXPECT_EQ(reply.kind, bad.kind);
        EXPECT_EQ(reply.text.isEmpty(), bad.kind == Kind::KeyRefused);
        EXPECT_TRUE(reply.members.empty());
        // With a key it is no better.
        const Kind withKey = decode(bytes, key).kind;
        EXPECT_EQ(withKey, bad.kind);
    }
}

TEST(BadReplies, AnAddressOfAnotherLengthAndAnUnknownStateAreShownAsSuch)
{
    const Reply address = decode(recordedBytes(u"bad/addr-five-bytes.response.hex"_s));
    ASSERT_EQ(address.kind, Reply::Kind::Members);
    ASSERT_EQ(address.members.size(), 3U);
    for (const Member &member : address.members)
        EXPECT_EQ(member.address, QString());
    const Reply state = decode(recordedBytes(u"bad/state-seven.response.hex"_s));
    ASSERT_EQ(state.kind, Reply::Kind::Members);
    ASSERT_EQ(state.members.size(), 3U);
    for (const Member &member : state.members)
        EXPECT_EQ(member.state, MemberState::Unknown);
}

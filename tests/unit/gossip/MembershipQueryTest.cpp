// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gossip/MembershipQuery.h"

#include "Recordings.h"
#include "gossip/Requests.h"
#include "support/MemberlistFrames.h"
#include "support/PrintTo.h"

using namespace rollcall;
using namespace rollcall::gossip;
using namespace rollcall::test;
using namespace Qt::StringLiterals;

namespace {

const Secret OldKey(QByteArray(32, 'o'));
const Secret NewKey(QByteArray(32, 'n'));

/// Whether the request was sealed with this key, and asks for the members.
bool isSealedWith(QByteArrayView request, const Secret &key)
{
    const QByteArrayView aad = request.first(SealedPrefix);
    const qsizetype nonce = SealedPrefix + 1;
    return decrypted(request.sliced(nonce + NonceSize), key, request.sliced(nonce, NonceSize), aad) == membersRequest();
}

} // namespace

TEST(MembershipQuery, AsksWithTheConstantRequest)
{
    MembershipQuery query;
    EXPECT_EQ(query.message(), membersRequest());
    EXPECT_EQ(query.maxAnswer(), 4 * 1024 * 1024);
    EXPECT_EQ(MembershipQuery({}, "mm-prod").message(), recording("pushpull-label-plain-3nodes").request);
}

TEST(MembershipQuery, SealsEachRequestAnew)
{
    MembershipQuery query({NewKey});
    const QByteArray first = query.message();
    const QByteArray second = query.message();
    EXPECT_TRUE(isSealedWith(first, NewKey));
    EXPECT_TRUE(isSealedWith(second, NewKey));
    EXPECT_NE(first, second);
}

TEST(MembershipQuery, ReadsTheAnswerWithItsKeysAndLabel)
{
    const Recording &recorded = recording("pushpull-label-encv1-aes256-3nodes");
    MembershipQuery query(recorded.keys, recorded.label);
    EXPECT_TRUE(query.message().startsWith("\xf4\x07mm-prod\x0a"));
    const Reply reply = query.read(recorded.response);
    EXPECT_EQ(reply.kind, Reply::Kind::Members);
    EXPECT_EQ(reply.members.size(), 3U);
}

TEST(MembershipQuery, SealsWithTheKeyThatANodeComplainedWith)
{
    MembershipQuery query({OldKey, NewKey});
    ASSERT_TRUE(isSealedWith(query.message(), OldKey));
    const Reply complaint =
        query.read(frames::sealedAs(SealVersion, frames::error("No installed keys could decrypt the message"), NewKey));
    EXPECT_EQ(complaint.kind, Reply::Kind::Error);
    EXPECT_EQ(complaint.key, 1);
    EXPECT_EQ(complaint.text, u"No installed keys could decrypt the message"_s);
    EXPECT_TRUE(isSealedWith(query.message(), NewKey));
    // And back, when the cluster goes back.
    const QByteArray list = frames::pushPull({frames::nodeState({})});
    EXPECT_EQ(query.read(frames::sealedAs(SealVersion, list, OldKey)).kind, Reply::Kind::Members);
    EXPECT_TRUE(isSealedWith(query.message(), OldKey));
}

TEST(MembershipQuery, KeepsItsKeyWhenNoneFits)
{
    MembershipQuery query({OldKey, NewKey});
    const QByteArray list = frames::pushPull({frames::nodeState({})});
    query.read(frames::sealedAs(SealVersion, list, NewKey));
    const Secret other(QByteArray(32, 'x'));
    EXPECT_EQ(query.read(frames::sealedAs(SealVersion, list, other)).kind, Reply::Kind::KeyRefused);
    EXPECT_EQ(query.read(list).kind, Reply::Kind::NotEncrypted);
    EXPECT_EQ(query.read({}).kind, Reply::Kind::Empty);
    EXPECT_TRUE(isSealedWith(query.message(), NewKey));
}

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
// `rollcall gossip` on real clusters that talk in each way that memberlist knows: what it says is what serf says.
#include "live/gossip/Gossip.h"
#include "live/gossip/Modes.h"

#include <gmock/gmock.h>

using namespace rollcall;
using namespace rollcall::test;
using namespace Qt::StringLiterals;
using testing::HasSubstr;

namespace {

/// memberlist's word for a status of serf's.
QString stateOf(const QString &status)
{
    return status == u"failed" ? u"dead"_s : status;
}

/// What the command said, in the form of SerfCluster::members().
QJsonObject asSerf(const QJsonArray &members)
{
    QJsonObject byName;
    for (const QJsonValue &member : members) {
        byName.insert(member["name"_L1].toString(), QJsonObject{{u"address"_s, member["address"_L1]},
                                                                {u"port"_s, member["port"_L1]},
                                                                {u"status"_s, member["state"_L1]}});
    }
    return byName;
}

std::string text(const QJsonObject &json)
{
    return QJsonDocument(json).toJson().toStdString();
}

struct Lists : testing::TestWithParam<std::size_t>
{
    const Mode &mode = Modes[GetParam()];
    SerfCluster *cluster = nullptr;

    void SetUp() override
    {
        cluster = clusterOf(GetParam());
        ASSERT_NE(cluster, nullptr);
    }
    const QList<QByteArray> &keys() const { return cluster->options().keys; }
};

} // namespace

TEST_P(Lists, AreThoseOfSerf)
{
    for (int agent = 0; agent < cluster->size(); ++agent) {
        GossipProgram program(cluster->where(agent), keys());
        ASSERT_EQ(program.status(), 0) << program.all();
        EXPECT_TRUE(program.errors.isEmpty()) << program.errors.toStdString();

        QJsonObject wanted = cluster->members(agent);
        ASSERT_EQ(wanted.size(), cluster->size());
        for (const QString &name : wanted.keys()) {
            QJsonObject member = wanted[name].toObject();
            EXPECT_EQ(member["status"_L1].toString(), u"alive"_s);
            member["status"_L1] = stateOf(member["status"_L1].toString());
            wanted[name] = member;
        }
        EXPECT_EQ(text(asSerf(program.members())), text(wanted));

        const QJsonObject json = program.json();
        EXPECT_EQ(json["address"_L1].toString(), cluster->where(agent));
        EXPECT_GT(json["roundTripMs"_L1].toDouble(), 0);
        EXPECT_EQ(json["encrypted"_L1], QJsonValue(mode.keySize > 0));
        EXPECT_EQ(json["compressed"_L1], QJsonValue(mode.compresses));
        EXPECT_TRUE(json["error"_L1].isNull());
        QString before;
        for (const QJsonValue &member : program.members()) {
            EXPECT_LT(before, member["name"_L1].toString());
            before = member["name"_L1].toString();
            EXPECT_GE(member["incarnation"_L1].toInt(), 1);
            EXPECT_EQ(member["protocol"_L1].toArray(), (QJsonArray{1, 5, 2, 2, 5, 5}));
            // What serf puts there begins with 0xff: no text.
            EXPECT_TRUE(member["meta"_L1].isNull());
        }
    }
}

TEST_P(Lists, AreReadableAsPlainText)
{
    GossipProgram program(cluster->where(1), keys(), false);
    ASSERT_EQ(program.status(), 0) << program.all();
    for (int agent = 0; agent < cluster->size(); ++agent) {
        EXPECT_THAT(program.out.toStdString(), HasSubstr(cluster->name(agent).toStdString()));
        EXPECT_THAT(program.out.toStdString(), HasSubstr(cluster->address(agent).toStdString()));
    }
    EXPECT_THAT(program.out.toStdString(), HasSubstr("alive"));
}

TEST_P(Lists, NeedTheClustersKeyOrNone)
{
    for (const bool isJson : {true, false}) {
        const QByteArray wrong = freshKey(mode.keySize > 0 ? mode.keySize : 32);
        GossipProgram other(cluster->where(0), {wrong}, isJson);
        EXPECT_EQ(other.status(), 3) << other.all();
        EXPECT_THAT(other.all(), HasSubstr(mode.keySize > 0 ? "key" : "encrypted"));
        EXPECT_THAT(other.all(), testing::Not(HasSubstr(wrong.toStdString())));
        EXPECT_TRUE(other.members().isEmpty());
        if (mode.keySize == 0)
            continue;
        GossipProgram none(cluster->where(0), {}, isJson);
        EXPECT_EQ(none.status(), 3) << none.all();
        EXPECT_THAT(none.all(), HasSubstr("key"));
        EXPECT_TRUE(none.members().isEmpty());
        if (isJson) {
            EXPECT_FALSE(none.json()["error"_L1].isNull()) << none.all();
            EXPECT_FALSE(other.json()["error"_L1].isNull()) << other.all();
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Modes, Lists, testing::Range<std::size_t>(0, std::size(Modes)),
                         [](const auto &row) { return std::string(Modes[row.param].name); });

TEST(ListsOfNobody, AreAPortThatRefuses)
{
    SerfCluster *cluster = clusterOf(0);
    ASSERT_NE(cluster, nullptr);
    GossipProgram program(u"%1:%2"_s.arg(cluster->vacantAddress()).arg(SerfCluster::Port));
    EXPECT_EQ(program.status(), 2) << program.all();
    EXPECT_FALSE(program.json()["error"_L1].isNull()) << program.all();
    // Without a port it is Mattermost's.
    GossipProgram usual(cluster->vacantAddress(), {}, false);
    EXPECT_EQ(usual.status(), 2) << usual.all();
    EXPECT_THAT(usual.all(), HasSubstr(":8074"));
}

// An operator changes the key while the cluster runs: both keys are installed, the other one becomes the first, the
// old one goes.
TEST(ListsDuringARotation, AreReadWithWhicheverKeyFits)
{
    SerfOptions options;
    const QByteArray before = freshKey(16);
    const QByteArray after = freshKey(32);
    options.keys = {before};
    SerfCluster cluster(options);
    ASSERT_EQ(cluster.start().toStdString(), "");
    const auto ask = [&cluster](const QList<QByteArray> &keys) {
        Asker asker(keys);
        return asker.ask(cluster.address(1));
    };
    const auto change = [&cluster](const char *how, const QByteArray &key) {
        return !cluster.serf(0, {u"keys"_s, QString::fromLatin1(how) + QString::fromLatin1(key)}).isEmpty();
    };
    using Kind = gossip::Reply::Kind;

    EXPECT_TRUE(ask({before}).isList());
    EXPECT_EQ(ask({after}).reply.kind, Kind::KeyRefused);

    ASSERT_TRUE(change("-install=", after));
    EXPECT_TRUE(ask({before}).isList());
    // It opens what is sealed with the new key, and goes on answering with the old one.
    EXPECT_EQ(ask({after}).reply.kind, Kind::KeyRefused);
    EXPECT_TRUE(ask({after, before}).isList());

    ASSERT_TRUE(change("-use=", after));
    EXPECT_EQ(ask({before}).reply.kind, Kind::KeyRefused);
    EXPECT_TRUE(ask({after}).isList());
    EXPECT_TRUE(ask({before, after}).isList());
    GossipProgram both(cluster.where(2), {before, after});
    EXPECT_EQ(both.status(), 0) << both.all();
    EXPECT_EQ(both.members().size(), 3);

    ASSERT_TRUE(change("-remove=", before));
    EXPECT_EQ(ask({before}).reply.kind, Kind::KeyRefused);
    EXPECT_TRUE(ask({after}).isList());
    // The first question is sealed with a key that nobody takes any more; the complaint tells which one is meant.
    const QByteArray complaint = "No installed keys could decrypt the message";
    const qsizetype complaints = cluster.log(1).count(complaint);
    Asker asker({before, after});
    asker.ask(cluster.address(1));
    EXPECT_TRUE(asker.ask(cluster.address(1)).isList());
    EXPECT_TRUE(asker.ask(cluster.address(1)).isList());
    EXPECT_EQ(cluster.log(1).count(complaint), complaints + 1);
}

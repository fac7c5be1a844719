// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A thousand questions change nothing in a real cluster, and nobody in it notices more than connections.
#include "live/gossip/Gossip.h"
#include "live/gossip/Modes.h"

#include <QRegularExpression>

using namespace rollcall;
using namespace rollcall::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int Questions = 1000;

/// `serf info` without what is about the process and not about the cluster.
QJsonObject infoOf(const SerfCluster &cluster, int agent)
{
    QJsonObject info = QJsonDocument::fromJson(cluster.serf(agent, {u"info"_s, u"-format=json"_s})).object();
    EXPECT_FALSE(info["serf"_L1].toObject().isEmpty());
    info.remove(u"runtime"_s);
    return info;
}

/// All that must not change.
struct Picture
{
    Picture(const SerfCluster &cluster, Asker &asker)
    {
        for (int agent = 0; agent < cluster.size(); ++agent) {
            members.push_back(cluster.members(agent));
            info.push_back(infoOf(cluster, agent));
            events.push_back(cluster.events(agent));
            const Heard heard = asker.ask(cluster.address(agent));
            EXPECT_TRUE(heard.isList()) << heard.connection.detail.toStdString();
            lists.push_back(heard.reply.members);
        }
    }

    std::vector<QJsonObject> members;
    std::vector<QJsonObject> info;
    std::vector<QByteArray> events;
    std::vector<std::vector<gossip::Member>> lists; ///< incarnations and all
};

struct ReadOnly : testing::TestWithParam<std::size_t>
{};

} // namespace

TEST_P(ReadOnly, AThousandQuestionsChangeNothing)
{
    SerfCluster *cluster = clusterOf(GetParam());
    ASSERT_NE(cluster, nullptr);
    ASSERT_EQ(cluster->waitUntilQuiet().toStdString(), "");
    Asker asker(cluster->options().keys);
    const Picture before(*cluster, asker);
    std::vector<QByteArray> logs;
    for (int agent = 0; agent < cluster->size(); ++agent) {
        EXPECT_EQ(before.members[static_cast<std::size_t>(agent)].size(), 3);
        EXPECT_FALSE(before.events[static_cast<std::size_t>(agent)].isEmpty());
        logs.push_back(cluster->log(agent));
    }

    std::vector<int> asked(3, 0);
    for (int question = 0; question < Questions; ++question) {
        const Heard heard = asker.ask(cluster->address(question % 3));
        ASSERT_TRUE(heard.isList()) << question << ": " << heard.connection.detail.toStdString()
                                    << heard.reply.text.toStdString();
        ASSERT_EQ(heard.reply.members, before.lists[static_cast<std::size_t>(question % 3)]);
        ++asked[static_cast<std::size_t>(question % 3)];
    }

    // Connections, ours and the members' own, who exchange their lists twice a minute.
    const QRegularExpression allowed(
        uR"(\[DEBUG\] memberlist: (Stream connection from=127\.|Initiating push/pull sync with: ))"_s);
    for (int agent = 0; agent < cluster->size(); ++agent) {
        const auto index = static_cast<std::size_t>(agent);
        const QByteArray added = cluster->log(agent).mid(logs[index].size());
        for (const QByteArray &line : added.trimmed().split('\n'))
            EXPECT_TRUE(allowed.match(QString::fromUtf8(line)).hasMatch()) << line.toStdString();
        EXPECT_GE(added.count("Stream connection"), asked[index]);
    }

    const Picture after(*cluster, asker);
    EXPECT_EQ(after.members, before.members);
    EXPECT_EQ(after.info, before.info);
    EXPECT_EQ(after.lists, before.lists);
    // The handler is called a second after an event: what the questions had caused would be there by now or soon.
    EXPECT_EQ(cluster->waitUntilQuiet().toStdString(), "");
    for (int agent = 0; agent < cluster->size(); ++agent)
        EXPECT_EQ(cluster->events(agent), before.events[static_cast<std::size_t>(agent)]);
}

INSTANTIATE_TEST_SUITE_P(Modes, ReadOnly, testing::Values(std::size_t{0}, std::size(Modes) - 1),
                         [](const auto &row) { return std::string(Modes[row.param].name); });

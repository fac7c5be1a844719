// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/DemoCommand.h"

#include "cluster/ClusterFile.h"
#include "support/PrintTo.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace rollcall;
using namespace Qt::StringLiterals;

TEST(DemoCommand, ObeysLinesOfInput)
{
    Output nowhere(-1);
    DemoCommand command({}, {nowhere, nowhere});
    EXPECT_EQ(command.obey(u""_s), u""_s);
    EXPECT_EQ(command.obey(u"status"_s), u"no faults"_s);
    EXPECT_EQ(command.obey(u"fault slow:node2"_s), u"faults: slow:node2"_s);
    EXPECT_EQ(command.obey(u"  fault  proxy-502 "_s), u"faults: slow:node2, proxy-502:proxy"_s);
    EXPECT_EQ(command.obey(u"mend slow:node2"_s), u"faults: proxy-502:proxy"_s);
    EXPECT_EQ(command.obey(u"mend"_s), u"no faults"_s);
    EXPECT_THAT(command.obey(u"faults"_s).toStdString(), testing::HasSubstr("gossip-split"));
}

TEST(DemoCommand, AnswersWrongInput)
{
    Output nowhere(-1);
    DemoCommand command({}, {nowhere, nowhere});
    for (const QString &line :
         {u"fault"_s, u"fault nope"_s, u"fault slow:node9"_s, u"mend nope"_s, u"fly"_s, u"fault a b"_s})
        EXPECT_TRUE(command.obey(line).startsWith(u"error: "_s)) << line.toStdString();
}

TEST(DemoCommand, EveryProductsFileIsAccepted)
{
    for (const QString &product : DemoCluster::products()) {
        DemoCluster cluster(DemoCluster::Options{.product = product});
        ASSERT_TRUE(cluster.start().ok());
        const Result<ClusterFile> file = ClusterFile::parse(cluster.clusterFile(), product);
        ASSERT_TRUE(file.ok()) << file.error().message.toStdString();
        EXPECT_EQ(file.value().nodes.size(), static_cast<std::size_t>(cluster.nodeNames().size()));
        EXPECT_EQ(file.value().product, product == u"mixed" ? u"mattermost"_s : product);
        EXPECT_EQ(file.value().environment, ClusterFile::Environment::Test);
    }
}

TEST(DemoCommand, GossipIsInTheFileAsItIsSpoken)
{
    for (const QString &mode : DemoCluster::gossipModes()) {
        DemoCluster cluster(DemoCluster::Options{.gossip = mode});
        ASSERT_TRUE(cluster.start().ok());
        const Result<ClusterFile> file = ClusterFile::parse(cluster.clusterFile(), mode);
        ASSERT_TRUE(file.ok()) << file.error().message.toStdString();
        for (const Node &node : file.value().nodes) {
            EXPECT_EQ(node.gossip.has_value(), mode != u"off") << mode.toStdString();
            EXPECT_EQ(node.gossip && node.gossip->key, mode == u"encrypted") << mode.toStdString();
        }
    }
}

TEST(DemoCommand, ServesTheProductThatIsAskedFor)
{
    Output nowhere(-1);
    Invocation invocation;
    invocation.product = u"wso2-mi"_s;
    DemoCommand command(invocation, {nowhere, nowhere});
    EXPECT_EQ(command.obey(u"fault faulty-capp"_s), u"faults: faulty-capp:mi2"_s);
    EXPECT_EQ(command.obey(u"fault gossip-split"_s).left(34), u"error: no fault of this name; ther"_s);
    EXPECT_THAT(command.obey(u"faults"_s).toStdString(), testing::HasSubstr("capp-missing"));
}

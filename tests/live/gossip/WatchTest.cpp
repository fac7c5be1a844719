// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
// `rollcall watch` on a real cluster that loses a node.
#include "live/gossip/Gossip.h"

using namespace rollcall;
using namespace rollcall::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Whether one of the lines says something new of this code and node.
bool says(const QList<QByteArray> &lines, const QString &code, const QString &node)
{
    for (const QByteArray &line : lines) {
        for (const QJsonValue &finding : QJsonDocument::fromJson(line)["changed"_L1].toArray()) {
            if (finding["code"_L1] == code && finding["nodes"_L1].toArray().contains(node))
                return true;
        }
    }
    return false;
}

} // namespace

TEST(WatchOfARealCluster, TurnsARowWithinAnIntervalOfTheClustersOwnDetection)
{
    // The interval of the cluster file, spread by a fifth so that not all are asked at once; the answer; the output.
    constexpr auto Limit = 5s + 1s + 1s;
    SerfCluster cluster;
    ASSERT_EQ(cluster.start().toStdString(), "");
    const Servers servers(cluster);
    Program watch({u"watch"_s, servers.path(), u"--json"_s});
    ASSERT_TRUE(waitFor([&] { return watch.out.contains('\n') || watch.isFinished(); }, 30s));
    ASSERT_TRUE(waitFor(
        [&] {
            return !watch.lines().isEmpty() &&
                   QJsonDocument::fromJson(watch.lines().last())["state"_L1].toString() == u"ok";
        },
        30s))
        << watch.out.toStdString() << watch.errors.toStdString();

    cluster.kill(2);
    const QByteArray failed = "EventMemberFailed: " + cluster.name(2).toUtf8();
    const auto hasDetected = [&](int agent) { return cluster.log(agent).contains(failed); };
    ASSERT_TRUE(waitFor([&] { return hasDetected(0) || hasDetected(1); }, 30s));
    watch.measure();
    ASSERT_TRUE(waitFor([&] { return says(watch.lines(), u"gossip.dead"_s, cluster.name(2)); }, 30s))
        << watch.out.toStdString();
    const std::chrono::milliseconds waited = watch.waited();
    RecordProperty("millisecondsAfterDetection", static_cast<int>(waited.count()));
    EXPECT_LE(waited, Limit) << watch.out.toStdString();
    EXPECT_EQ(QJsonDocument::fromJson(watch.lines().last())["state"_L1].toString(), u"critical"_s);
}

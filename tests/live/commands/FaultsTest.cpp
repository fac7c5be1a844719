// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
// `rollcall demo` and `rollcall check` as two processes: every fault of the built-in cluster, by its codes, its verdict
// and its exit status.
#include "Program.h"

#include <gmock/gmock.h>

using namespace rollcall::test;
using namespace Qt::StringLiterals;

namespace {

struct Expected
{
    QString fault; ///< on node2, unless it is the proxy's
    QStringList codes;
    int status;
    QString inVerdict;
};

const std::vector<Expected> &table()
{
    static const std::vector<Expected> rows{
        {u""_s, {}, 0, u"healthy"_s},
        {u"node-crash:node2"_s, {u"node.unreachable"_s}, 2, u"node2"_s},
        {u"node-hang:node2"_s, {u"node.unreachable"_s}, 2, u"node2"_s},
        {u"database-unhealthy:node2"_s, {u"answer.unexpected"_s, u"component.failed"_s}, 2, u"node2"_s},
        {u"filestore-unhealthy:node2"_s, {u"component.failed"_s}, 2, u"node2"_s},
        {u"goroutine-leak:node2"_s, {u"goroutines.above_peers"_s}, 1, u"node2"_s},
        {u"goroutines-over-threshold:node2"_s,
         {u"goroutines.above_peers"_s, u"node.goroutines_over_threshold"_s},
         2,
         u"node2"_s},
        {u"version-mismatch:node2"_s,
         {u"errors.above_peers"_s, u"goroutines.above_peers"_s, u"version.mismatch"_s},
         2,
         u"node2 runs 5.36.1"_s},
        {u"config-mismatch:node2"_s, {u"config.mismatch"_s}, 2, u"node2"_s},
        {u"config-mismatch-masked:node2"_s, {u"config.mismatch"_s}, 2, u"node2"_s},
        {u"gossip-split:node2"_s,
         {u"cluster.alone"_s, u"cluster.split"_s, u"node.missing_from_cluster"_s},
         2,
         u"node2"_s},
        {u"clock-skew:node2"_s, {u"clock.skew"_s}, 1, u"node2"_s},
        {u"proxy-502"_s, {u"proxy.error"_s}, 2, u"proxy"_s},
        {u"proxy-skips-node:node2"_s, {u"proxy.node_not_reached"_s}, 1, u"node2"_s},
        {u"slow:node2"_s, {u"answer.slow"_s}, 1, u"node2"_s},
        {u"malformed:node2"_s, {u"answer.malformed"_s}, 1, u"node2"_s},
        {u"rate-limited:node2"_s, {u"answer.rate_limited"_s}, 1, u"node2"_s},
        {u"token-forbidden:node2"_s, {u"auth.forbidden"_s}, 1, u"node2"_s},
        {u"token-rejected:node2"_s, {u"auth.rejected"_s}, 1, u"node2"_s},
        // It drops node3, which still lists it.
        {u"gossip-one-way:node2"_s, {u"cluster.split"_s, u"node.missing_from_cluster"_s}, 2, u"node3"_s},
        {u"gossip-alone:node2"_s,
         {u"cluster.alone"_s, u"cluster.split"_s, u"node.missing_from_cluster"_s},
         2,
         u"node2"_s},
        {u"gossip-suspect:node2"_s, {u"gossip.suspect"_s}, 1, u"node2"_s},
        {u"gossip-silent:node2"_s, {u"gossip.unreachable"_s}, 1, u"node2"_s},
        {u"gossip-left:node2"_s, {u"node.missing_from_cluster"_s}, 2, u"node2"_s},
    };
    return rows;
}

/// One row on its way: a demo, then a check of it.
struct Trial
{
    explicit Trial(const Expected &wanted) : expected(wanted)
    {
        demo = std::make_unique<DemoProgram>(expected.fault.isEmpty() ? QStringList()
                                                                      : QStringList{u"--fault"_s, expected.fault});
    }
    /// False while there is something to wait for.
    bool isDone()
    {
        if (!check && demo->isServing()) {
            token = demo->token();
            check = std::make_unique<Program>(QStringList{u"check"_s, demo->file(), u"--json"_s});
        }
        return demo->isFinished() || (check && check->isFinished());
    }

    const Expected &expected;
    std::unique_ptr<DemoProgram> demo;
    std::unique_ptr<Program> check;
    QByteArray token;
};

QJsonObject nodeNamed(const QJsonObject &report, const QString &name)
{
    for (const QJsonValue &node : report["nodes"_L1].toArray()) {
        if (node["name"_L1] == name)
            return node.toObject();
    }
    return {};
}

QJsonObject findingOf(const QJsonObject &report, const QString &code)
{
    for (const QJsonValue &finding : report["findings"_L1].toArray()) {
        if (finding["code"_L1] == code)
            return finding.toObject();
    }
    return {};
}

void judge(Trial &run)
{
    const Expected &expected = run.expected;
    SCOPED_TRACE(expected.fault.toStdString());
    ASSERT_TRUE(run.check) << run.demo->errors.toStdString();
    EXPECT_EQ(run.check->status(), expected.status);
    EXPECT_EQ(run.check->errors.toStdString(), "");
    const QJsonObject report = run.check->json();
    EXPECT_EQ(codes(report).join(u' ').toStdString(), expected.codes.join(u' ').toStdString());
    EXPECT_THAT(report["verdict"_L1].toString().toStdString(), testing::HasSubstr(expected.inVerdict.toStdString()));
    EXPECT_EQ(report["cluster"_L1].toString().toStdString(), "demonstration");
    EXPECT_EQ(report["state"_L1].toString().toStdString(),
              (std::array{"ok", "warning", "critical"}[static_cast<std::size_t>(expected.status)]));
    EXPECT_FALSE(run.token.isEmpty());
    EXPECT_FALSE(run.check->out.contains(run.token));
    const bool isOfNode = expected.fault.endsWith(u":node2"_s);
    EXPECT_EQ(nodeNamed(report, u"node2"_s)["state"_L1].toString().toStdString(),
              isOfNode ? report["state"_L1].toString().toStdString() : "ok");
    if (expected.fault.startsWith(u"config-mismatch:"_s)) {
        EXPECT_EQ(findingOf(report, u"config.mismatch"_s)["evidence"_L1]["keys"_L1].toArray(),
                  (QJsonArray{u"EmailSettings.SMTPPassword"_s, u"EmailSettings.SMTPServer"_s,
                              u"SqlSettings.MaxIdleConns"_s}));
    }
    if (expected.fault.startsWith(u"config-mismatch-masked"_s)) {
        EXPECT_TRUE(findingOf(report, u"config.mismatch"_s)["evidence"_L1]["maskedOnly"_L1].toBool());
    }
    if (expected.fault.startsWith(u"node-crash"_s)) {
        EXPECT_EQ(findingOf(report, u"node.unreachable"_s)["evidence"_L1]["kind"_L1].toString().toStdString(),
                  "refused");
        EXPECT_EQ(findingOf(report, u"node.unreachable"_s)["evidence"_L1]["attempts"_L1].toInt(), 2);
    }
    if (expected.fault.startsWith(u"node-hang"_s)) {
        EXPECT_EQ(findingOf(report, u"node.unreachable"_s)["evidence"_L1]["kind"_L1].toString().toStdString(),
                  "timeout");
    }
}

} // namespace

TEST(Faults, EachGivesItsCodesItsVerdictAndItsStatus)
{
    runTrials<Trial>(table(), 3, judge);
}

TEST(Faults, TheTableHasThemAll)
{
    Program help({u"demo"_s, u"--help"_s});
    ASSERT_EQ(help.status(), 0);
    QStringList listed;
    for (const QByteArray &line : help.out.mid(help.out.indexOf("Faults:\n") + 8).split('\n')) {
        if (!line.isEmpty())
            listed.append(QString::fromUtf8(line.trimmed().split(' ').first()));
    }
    QStringList tested;
    for (const Expected &row : table()) {
        if (!row.fault.isEmpty())
            tested.append(row.fault.section(u':', 0, 0));
    }
    // Those of the canary need it: CanaryTest.cpp has them.
    tested += {u"delivery-lost"_s, u"delivery-slow"_s, u"file-not-shared"_s, u"websocket-refused"_s};
    listed.sort();
    tested.sort();
    EXPECT_EQ(listed.join(u' ').toStdString(), tested.join(u' ').toStdString());
}

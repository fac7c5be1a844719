// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Every product of the documents as two processes: `rollcall demo --product` and `rollcall check`, each fault by its
// codes, its component, its message and its exit status.
#include "Program.h"

#include <gmock/gmock.h>
#include <set>

using namespace rollcall::test;
using namespace Qt::StringLiterals;

namespace {

struct Expected
{
    const char *product;
    const char *fault; ///< with its node; empty: none
    const char *codes; ///< with a blank between; info ones are left out
    int status;
    const char *component = ""; ///< evidence of a component.failed
    const char *message = "";   ///< evidence, or the finding's sentence, contains it
};

const std::vector<Expected> &table()
{
    static const std::vector<Expected> rows{
        {"gitlab", "", "", 0},
        {"gitlab", "node-crash:gl2", "node.unreachable", 2},
        {"gitlab", "node-hang:gl2", "node.unreachable", 2},
        {"gitlab", "database-down:gl2", "answer.unexpected component.failed", 2, "database", "PG::ConnectionBad"},
        {"gitlab", "redis-down:gl2", "component.failed", 2, "redis", "Cache check timed out"},
        {"gitlab", "redis-refused:gl2", "component.failed", 2, "redis", "Redis::CannotConnectError"},
        {"gitlab", "gitaly-shard-down:gl2", "component.failed", 2, "gitaly", "Connection refused"},
        {"gitlab", "draining:gl2", "node.draining", 1},
        {"gitlab", "deploy-page:gl2", "node.maintenance", 1, "", "deploy page"},
        {"gitlab", "not-allowed:gl2", "access.not_allowed", 3, "", "monitoring_whitelist"},
        {"gitlab", "puma-down:gl2", "answer.unexpected node.unhealthy", 2, "", "Puma does not answer"},
        {"gitlab", "workhorse-down:gl2", "answer.unexpected node.unhealthy", 2, "", "Workhorse does not answer"},
        {"gitlab", "version-mismatch:gl2", "setting.mismatch version.mismatch", 2},
        {"gitlab", "clock-skew:gl2", "clock.skew", 1},
        {"gitlab", "proxy-502", "proxy.error", 2},
        {"gitlab", "slow:gl2", "answer.slow", 1},
        {"gitlab", "malformed:gl2", "answer.malformed", 1},
        {"gitlab", "rate-limited:gl2", "answer.rate_limited", 1},
        {"gitlab", "token-rejected:gl2", "auth.rejected", 1},
        {"portus", "", "", 0},
        {"portus", "node-crash:portus2", "node.unreachable", 2},
        {"portus", "database-down:portus2", "component.failed", 2, "database", "cannot connect to database"},
        {"portus", "migration-pending:portus2", "component.failed", 2, "database", "database is initializing"},
        {"portus", "registry-down:portus2", "component.failed", 2, "registry", "SocketError: connection refused"},
        {"portus", "registry-tls:portus2", "component.failed", 2, "registry", "OpenSSL::SSL::SSLError"},
        {"portus", "registry-unset:portus2", "component.failed", 1, "registry", "no registry configured"},
        {"portus", "clair-down:portus2", "component.failed", 2, "clair", "clair is not reachable"},
        {"portus", "ldap-rejected:portus2", "component.failed", 2, "ldap", "Invalid Credentials (code 49)"},
        {"portus", "html-error:portus2", "answer.unexpected", 1, "", "before 2.3"},
        {"portus", "slow-health:portus2", "", 0},
        {"portus", "version-mismatch:portus2", "version.mismatch", 2},
        {"portus", "token-rejected:portus2", "auth.rejected", 1},
        {"portus", "proxy-502", "proxy.error", 2},
        {"portus", "malformed:portus2", "answer.malformed", 1},
        {"wso2-apim", "", "", 0},
        {"wso2-apim", "node-crash:tm1", "node.unreachable", 2},
        {"wso2-apim", "apis-not-deployed:gw2", "node.starting", 1, "", "APIs are not deployed yet"},
        {"wso2-apim", "needs-login:gw2", "auth.rejected", 1, "", "wants a login"},
        {"wso2-apim", "websocket-down:gw2", "component.failed", 1, "", "WebSockets"},
        {"wso2-apim", "throttle-port-down:tm1", "component.failed", 2, "", "connection refused: throttle data"},
        {"wso2-apim", "broker-port-down:tm1", "component.failed", 2, "", "connection refused: message broker"},
        {"wso2-apim", "version-mismatch:gw2", "version.mismatch", 2},
        {"wso2-apim", "certificate-changed:km1", "tls.pin_changed", 2},
        {"wso2-mi", "", "", 0},
        {"wso2-mi", "node-crash:mi2", "node.unreachable", 2},
        {"wso2-mi", "faulty-capp:mi2", "component.failed", 2, "invalidCompositeApplication_1.0.0.car", "faulty CApp"},
        {"wso2-mi", "not-ready:mi2", "node.unhealthy", 2, "", "does not say why"},
        {"wso2-mi", "capp-missing:mi2", "setting.mismatch", 1, "", "OrdersCompositeExporter"},
        {"wso2-mi", "probe-port-closed:mi2", "node.unreachable", 2, "", "though it answers to GET"},
        {"wso2-mi", "no-liveness:mi2", "", 0},
        {"wso2-mi", "version-mismatch:mi2", "version.mismatch", 2},
        {"wso2-mi", "metrics-off:mi2", "", 0},
        {"wso2-mi", "login-rejected:mi2", "auth.rejected", 1, "", "the set of CApps is unknown"},
        {"wso2-mi", "malformed:mi2", "answer.malformed", 1},
        {"generic", "", "", 0},
        {"generic", "json-wrong:web2", "probe.failed", 2, "", "failing"},
        {"generic", "component-down:web2", "component.failed", 2, "cache", "connection refused"},
        {"generic", "metric-high:web2", "probe.failed", 2, "", "queue_length = "},
        {"generic", "port-closed:web2", "probe.failed", 2, "", "connection refused"},
        {"mixed", "", "", 0},
        {"mixed", "database-unhealthy:node2", "answer.unexpected component.failed", 2, "database"},
        {"mixed", "gitaly-shard-down:gl1", "component.failed", 2, "gitaly", "Connection refused"},
        {"mixed", "clair-down:portus1", "component.failed", 2, "clair"},
        {"mixed", "apis-not-deployed:gw1", "node.starting", 1},
        {"mixed", "broker-port-down:tm1", "component.failed", 2},
        {"mixed", "faulty-capp:mi1", "component.failed", 2, "invalidCompositeApplication_1.0.0.car"},
    };
    return rows;
}

/// One row on its way: a demo, then a check of it.
struct Trial
{
    explicit Trial(const Expected &wanted) : expected(wanted)
    {
        QStringList arguments{u"--product"_s, QString::fromLatin1(expected.product)};
        if (*expected.fault)
            arguments += {u"--fault"_s, QString::fromLatin1(expected.fault)};
        demo = std::make_unique<DemoProgram>(arguments);
    }
    bool isDone()
    {
        if (!check && demo->isServing())
            check = std::make_unique<Program>(QStringList{u"check"_s, demo->file(), u"--json"_s});
        return demo->isFinished() || (check && check->isFinished());
    }

    const Expected &expected;
    std::unique_ptr<DemoProgram> demo;
    std::unique_ptr<Program> check;
};

void judge(Trial &run)
{
    const Expected &expected = run.expected;
    SCOPED_TRACE(std::string(expected.product) + " " + expected.fault);
    ASSERT_TRUE(run.check) << run.demo->errors.toStdString();
    EXPECT_EQ(run.check->status(), expected.status) << run.check->out.toStdString();
    EXPECT_EQ(run.check->errors.toStdString(), "");
    const QJsonObject report = run.check->json();
    EXPECT_EQ(codes(report).join(u' ').toStdString(), expected.codes) << run.check->out.toStdString();
    const std::string faulty = QString::fromLatin1(expected.fault).section(u':', 1).toStdString();
    if (!faulty.empty() && expected.status > 0) {
        EXPECT_THAT(report["verdict"_L1].toString().toStdString(), testing::HasSubstr(faulty));
    }
    QStringList components;
    QString texts;
    for (const QJsonValue &finding : report["findings"_L1].toArray()) {
        components.append(finding["evidence"_L1]["component"_L1].toString());
        texts += finding["message"_L1].toString() + u'\n' + finding["evidence"_L1]["message"_L1].toString() + u'\n';
    }
    if (*expected.component) {
        EXPECT_TRUE(components.contains(QString::fromLatin1(expected.component))) << run.check->out.toStdString();
    }
    EXPECT_THAT(texts.toStdString(), testing::HasSubstr(expected.message));
    for (const QJsonValue &node : report["nodes"_L1].toArray()) {
        // Where the odd one out of two cannot be told, both are named.
        const bool isNamed = node["name"_L1].toString().toStdString() == faulty ||
                             codes(report).contains(u"setting.mismatch"_s) ||
                             codes(report).contains(u"version.mismatch"_s);
        if (!isNamed) {
            EXPECT_EQ(node["state"_L1].toString().toStdString(), "ok") << run.check->out.toStdString();
        }
    }
}

} // namespace

TEST(Products, EveryFaultGivesItsCodesItsMessageAndItsStatus)
{
    runTrials<Trial>(table(), 2, judge);
}

TEST(Products, AMixedFileIsReportedProductByProduct)
{
    DemoProgram demo({u"--product"_s, u"mixed"_s});
    Program check({u"check"_s, demo.file(), u"--json"_s});
    ASSERT_EQ(check.status(), 0) << check.out.toStdString();
    const QJsonObject report = check.json();
    std::map<std::string, std::string> versions;
    for (const QJsonValue &node : report["nodes"_L1].toArray()) {
        const std::string product = node["product"_L1].toString().toStdString();
        EXPECT_EQ(node["state"_L1].toString().toStdString(), "ok");
        versions[product] = node["version"_L1].toString().toStdString();
    }
    EXPECT_THAT(versions, testing::ElementsAre(std::pair("gitlab", "18.1.1-ee"), std::pair("mattermost", "5.35.4"),
                                               std::pair("portus", "2.4.3"), std::pair("wso2-apim", "4.6.0"),
                                               std::pair("wso2-mi", "4.2.0")));
    EXPECT_TRUE(report["findings"_L1].toArray().isEmpty()) << "versions of two products are never compared";
    EXPECT_EQ(report["proxy"_L1]["state"_L1].toString().toStdString(), "ok");
}

TEST(Products, AnUnknownOneIsRefusedWithTheKnown)
{
    Program demo({u"demo"_s, u"--product"_s, u"gitea"_s});
    EXPECT_EQ(demo.status(), 3);
    EXPECT_EQ(demo.out.toStdString(), "");
    EXPECT_EQ(demo.errors.count('\n'), 1);
    for (const char *known : {"mattermost", "gitlab", "portus", "wso2-apim", "wso2-mi", "generic"})
        EXPECT_TRUE(demo.errors.contains(known)) << demo.errors.toStdString();
}

TEST(Products, ACheckThatEndsBeforeTheSlowestProbeSaysWhatIsKnown)
{
    // Portus' health may take four times the timeout, and a check only twice that and `retryAfter`.
    DemoProgram demo({u"--product"_s, u"portus"_s, u"--fault"_s, u"node-hang:portus1"_s});
    Program check({u"check"_s, demo.file(), u"--json"_s, u"--timeout"_s, u"1500ms"_s});
    EXPECT_EQ(check.status(), 2);
    EXPECT_EQ(codes(check.json()), QStringList{u"node.unreachable"_s}) << check.out.toStdString();
    EXPECT_EQ(check.json()["nodes"_L1][1]["state"_L1].toString().toStdString(), "ok");
}

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ProductFixture.h"

#include <gmock/gmock.h>

using namespace rollcall;
using namespace rollcall::test;

namespace {

const QByteArray RailsJson = "Content-Type: application/json; charset=utf-8\n";
const QByteArray RailsFailure = RailsJson + "X-GitLab-Custom-Error: 1\n";
const QByteArray Text = "Content-Type: text/plain; charset=utf-8\n";
const QByteArray Api = "Content-Type: application/json\n";
const QByteArray Metadata =
    R"({"version":"18.1.1-ee","revision":"ceb07b24cb0","kas":{"enabled":true,"externalUrl":"grpc://gitlab.example.com:)"
    R"(8150","externalK8sProxyUrl":"https://gitlab.example.com:8150/k8s-proxy","version":"18.1.1"},"enterprise":true})";
const QByteArray AllWell =
    R"({"status":"ok","master_check":[{"status":"ok"}],"db_check":[{"status":"ok"}],"cache_check":[{"status":"ok"}],)"
    R"("queues_check":[{"status":"ok"}],"shared_state_check":[{"status":"ok"}],)"
    R"("gitaly_check":[{"status":"ok","labels":{"shard":"default"}}]})";

struct GitLabNodesTest : ProductFixture
{
    void start(const QStringList &faults = {}) { make(u"gitlab"_s, faults); }
    QByteArray token() const { return "PRIVATE-TOKEN: " + read(file["token"_L1]["file"_L1].toString()) + "\r\n"; }
    /// gl2 is what it was before.
    void expectWell()
    {
        expectAnswer(ask(u"gl2"_s, "/-/health"), "200 OK", "Content-Type: text/plain\n", "GitLab OK");
        expectAnswer(ask(u"gl2"_s, "/-/readiness?all=1"), "200 OK", RailsJson, AllWell);
        expectAnswer(ask(u"gl2"_s, "/api/v4/metadata", token()), "200 OK", Api, Metadata);
    }
};

} // namespace

TEST_F(GitLabNodesTest, TheFileNamesNodesProxyTokenAndMetrics)
{
    start();
    EXPECT_EQ(file["product"_L1].toString(), u"gitlab"_s);
    EXPECT_EQ(file["schema"_L1].toInt(), 1);
    EXPECT_EQ(nodeNames(), (QStringList{u"gl1"_s, u"gl2"_s, u"gl3"_s}));
    EXPECT_EQ(node(u"gl1"_s)["metrics"_L1]["path"_L1].toString(), u"/-/metrics"_s);
    EXPECT_EQ(node(u"gl1"_s)["metrics"_L1]["port"_L1].toInt(), url(u"gl1"_s).port());
    EXPECT_FALSE(file.contains("gossip"_L1));
    EXPECT_FALSE(cluster->clusterFile().contains(read(file["token"_L1]["file"_L1].toString())));
    make(u"gitlab"_s, {}, 5);
    EXPECT_EQ(nodeNames().size(), 5);
}

TEST_F(GitLabNodesTest, HealthyAnswers)
{
    start();
    expectWell();
    expectAnswer(ask(u"gl1"_s, "/-/readiness"), "200 OK", RailsJson, // GL-H2
                 R"({"status":"ok","master_check":[{"status":"ok"}]})");
    expectAnswer(ask(u"gl1"_s, "/-/readiness?all=false"), "200 OK", RailsJson, AllWell); // Ruby's truth
    expectAnswer(ask(u"gl1"_s, "/-/liveness"), "200 OK", RailsJson, R"({"status":"ok"})");
    expectAnswer(ask(u"gl1"_s, "/health_check.json"), "200 OK", RailsJson, R"({"healthy":true,"message":"success"})");
    expectAnswer(ask(u"gl1"_s, "/health_check"), "200 OK", "Content-Type: text/plain\n", "success");
    expectAnswer(ask(u"gl1"_s, "/api/v4/version", token()), "200 OK", Api, Metadata);
    expectAnswer(ask(u"gl1"_s, "/api/v4/version"), "401 Unauthorized", Api, R"({"message":"401 Unauthorized"})");
    expectAnswer(ask(u"gl1"_s, "/-/health/"), "404 Not Found", RailsJson, "{\"error\":\"Not Found\",\"status\":404}\n");
    expectAnswer(ask(u"gl1"_s, "/nope"), "404 Not Found", Text, "Not Found\n");
    expectAnswer(get(QUrl(file["publicUrl"_L1].toString()), "/-/readiness"), "200 OK",
                 "Server: nginx/1.22.1\n" + RailsJson + "Connection: keep-alive\n",
                 R"({"status":"ok","master_check":[{"status":"ok"}]})");
}

TEST_F(GitLabNodesTest, MetricsAreThoseOfPumaAndRubyAndMove)
{
    start();
    const QByteArray text = ask(u"gl1"_s, "/-/metrics").body;
    EXPECT_THAT(text.toStdString(), testing::HasSubstr("\npuma_workers{pid=\"puma_master\",worker=\"master\"} 2\n"));
    EXPECT_THAT(text.toStdString(),
                testing::HasSubstr("\npuma_queued_connections{pid=\"puma_1\",worker=\"worker_1\"} 0\n"));
    // 20:00:00 on 20 November 2026, five hours ago.
    EXPECT_THAT(text.toStdString(),
                testing::HasSubstr("\nruby_process_start_time_seconds{pid=\"puma_0\"} 1.7951868e+09\n"));
    EXPECT_THAT(text.toStdString(),
                testing::HasSubstr("\ngitlab_ruby_threads_running_threads{uses_db_connection=\"no\","));
    EXPECT_EQ(ask(u"gl1"_s, "/-/metrics").header("Content-Type"), "text/plain; version=0.0.4");
    clock.advance(20s);
    EXPECT_NE(ask(u"gl1"_s, "/-/metrics").body, text);
}

TEST_F(GitLabNodesTest, FaultsOfReadinessSayWhatGitLabSays)
{
    const struct
    {
        QString fault;
        QByteArray plain;
        QByteArray plainBody;
        QByteArray all;
        QByteArray allBody;
    } rows[] = {
        {u"database-down"_s, "200 OK", R"({"status":"ok","master_check":[{"status":"ok"}]})",
         "500 Internal Server Error", // GL-U4
         R"({"status":"failed","message":"PG::ConnectionBad : could not connect to server"})"},
        {u"redis-refused"_s, "200 OK", R"({"status":"ok","master_check":[{"status":"ok"}]})",
         "500 Internal Server Error", // GL-U5
         R"({"status":"failed","message":"Redis::CannotConnectError : Redis down"})"},
        {u"redis-down"_s, "200 OK", R"({"status":"ok","master_check":[{"status":"ok"}]})", "503 Service Unavailable",
         R"({"status":"failed","master_check":[{"status":"ok"}],"db_check":[{"status":"ok"}],)"
         R"("cache_check":[{"status":"failed","message":"Cache check timed out"}],)"
         R"("queues_check":[{"status":"failed","message":"Queues check timed out"}],)"
         R"("shared_state_check":[{"status":"failed","message":"Shared_state check timed out"}],)"
         R"("gitaly_check":[{"status":"ok","labels":{"shard":"default"}}]})"},
        {u"draining"_s, "503 Service Unavailable", // GL-U1
         R"({"status":"failed","master_check":[{"status":"failed","message":"unexpected Master check result: false"}]})",
         "503 Service Unavailable",
         R"({"status":"failed","master_check":[{"status":"failed","message":"unexpected Master check result: false"}],)"
         R"("db_check":[{"status":"ok"}],"cache_check":[{"status":"ok"}],"queues_check":[{"status":"ok"}],)"
         R"("shared_state_check":[{"status":"ok"}],"gitaly_check":[{"status":"ok","labels":{"shard":"default"}}]})"},
        {u"gitaly-shard-down"_s, "200 OK", R"({"status":"ok","master_check":[{"status":"ok"}]})", "200 OK", // GL-U6
         AllWell.left(AllWell.size() - 2) +
             R"(,{"status":"failed","message":"Connection refused","labels":{"shard":"storage2"}}]})"},
    };
    start();
    for (const auto &row : rows) {
        SCOPED_TRACE(row.fault.toStdString());
        put(row.fault + u":gl2");
        const auto headers = [](const QByteArray &status) { return status == "200 OK" ? RailsJson : RailsFailure; };
        expectAnswer(ask(u"gl2"_s, "/-/readiness"), row.plain, headers(row.plain), row.plainBody);
        expectAnswer(ask(u"gl2"_s, "/-/readiness?all=1"), row.all, headers(row.all), row.allBody);
        EXPECT_EQ(ask(u"gl2"_s, "/-/health").body, "GitLab OK");
        EXPECT_EQ(ask(u"gl1"_s, "/-/readiness?all=1").statusLine(), "HTTP/1.1 200 OK");
        mend();
        expectWell();
    }
    put(u"gitaly-shard-down:gl2"_s); // the shards are one configuration
    EXPECT_EQ(ask(u"gl1"_s, "/-/readiness?all=1").body,
              AllWell.left(AllWell.size() - 2) + R"(,{"status":"ok","labels":{"shard":"storage2"}}]})");
    put(u"database-down:gl1"_s);
    EXPECT_EQ(ask(u"gl1"_s, "/health_check.json").body,
              R"({"healthy":false,"message":"health_check failed: could not connect to server"})");
}

TEST_F(GitLabNodesTest, EachLayerFailsInItsOwnWords)
{
    start({u"not-allowed:gl2"_s});
    expectAnswer(ask(u"gl2"_s, "/-/readiness"), "404 Not Found", RailsJson, // GL-U7
                 "{\"error\":\"Not Found\",\"status\":404}\n");
    expectAnswer(ask(u"gl2"_s, "/-/health"), "404 Not Found", Text, "Not Found\n"); // GL-U8
    EXPECT_EQ(ask(u"gl2"_s, "/-/metrics").statusLine(), "HTTP/1.1 404 Not Found");
    EXPECT_EQ(ask(u"gl2"_s, "/users/sign_in").statusLine(), "HTTP/1.1 200 OK"); // it is not down
    EXPECT_EQ(ask(u"gl2"_s, "/api/v4/metadata", token()).body, Metadata);
    mend();
    expectWell();

    put(u"puma-down:gl2"_s);
    expectAnswer(ask(u"gl2"_s, "/-/readiness?all=1"), "502 Bad Gateway", RailsJson, // GL-U9
                 "{\"error\":\"Bad Gateway\",\"status\":502}\n");
    expectAnswer(ask(u"gl2"_s, "/-/health"), "502 Bad Gateway", Text, "Bad Gateway\n"); // GL-U10
    mend();
    put(u"workhorse-down:gl2"_s);
    expectAnswer(ask(u"gl2"_s, "/-/readiness"), "502 Bad Gateway", RailsJson, // GL-U11
                 "{\"error\":\"nginx returned 502 when communicating with gitlab-workhorse\",\"status\":502}\n");
    mend();
    put(u"deploy-page:gl2"_s);
    for (const QByteArray path : {"/-/health", "/-/readiness", "/-/liveness", "/api/v4/metadata", "/"}) { // GL-U12
        const RawAnswer page = ask(u"gl2"_s, path);
        EXPECT_EQ(page.statusLine(), "HTTP/1.1 200 OK");
        EXPECT_EQ(page.header("Content-Type"), "text/html; charset=utf-8");
        EXPECT_THAT(page.body.toStdString(), testing::HasSubstr("Deploy in progress"));
    }
    mend();
    expectWell();
}

TEST_F(GitLabNodesTest, TheApiRefusesAndLimits)
{
    start({u"version-mismatch:gl1"_s, u"token-rejected:gl2"_s, u"rate-limited:gl3"_s});
    EXPECT_EQ(QJsonDocument::fromJson(ask(u"gl1"_s, "/api/v4/metadata", token()).body)["version"_L1].toString(),
              u"18.2.0-ee"_s);
    expectAnswer(ask(u"gl2"_s, "/api/v4/metadata", token()), "401 Unauthorized", Api,
                 R"({"message":"401 Unauthorized"})");
    const RawAnswer limited = ask(u"gl3"_s, "/api/v4/metadata", token());
    EXPECT_EQ(limited.statusLine(), "HTTP/1.1 429 Too Many Requests");
    EXPECT_EQ(limited.header("Retry-After"), "30");
    EXPECT_EQ(limited.body, "Retry later\n");
    EXPECT_EQ(ask(u"gl3"_s, "/-/health").body, "GitLab OK"); // exempt
}

TEST_F(GitLabNodesTest, CommonFaults)
{
    expectCommonFaults(u"gitlab"_s, u"gl2"_s, "/-/readiness?all=1");
}

TEST_F(GitLabNodesTest, ACrashEndsTheProcessAndTheProxyGoesOn)
{
    start({u"node-crash:gl2"_s});
    const QUrl proxy(file["publicUrl"_L1].toString());
    for (int i = 0; i < 3; ++i)
        EXPECT_EQ(get(proxy, "/-/health").body, "GitLab OK");
    mend();
    clock.advance(10s);
    EXPECT_THAT(ask(u"gl2"_s, "/-/metrics").body.toStdString(),
                testing::HasSubstr("\nruby_process_start_time_seconds{pid=\"puma_0\"} 1.795204803e+09\n"));
    for (const QString &fault : {u"puma-down:gl2"_s, u"draining:gl2"_s}) {
        put(fault); // the balancer leaves out who is not ready
        for (int i = 0; i < 3; ++i)
            EXPECT_EQ(get(proxy, "/-/readiness").statusLine(), "HTTP/1.1 200 OK");
        mend();
    }
    for (const QString &node : nodeNames())
        put(u"draining:"_s + node);
    EXPECT_EQ(get(proxy, "/-/readiness").statusLine(), "HTTP/1.1 503 Service Unavailable");
    mend();
    put(u"proxy-502"_s);
    EXPECT_EQ(get(proxy, "/-/health").statusLine(), "HTTP/1.1 502 Bad Gateway");
    EXPECT_EQ(cluster->activeFaults(), QStringList{u"proxy-502:proxy"_s});
    mend();
    EXPECT_EQ(get(proxy, "/-/health").statusLine(), "HTTP/1.1 200 OK");
}

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The built-in cluster's leak, watched over its real ports while the time is made: announced before the threshold, with
// a time that proves right.
#include "demo/DemoCluster.h"
#include "health/Wording.h"
#include "support/FakeClock.h"
#include "support/FakeHttp.h"
#include "unit/demo/Client.h"
#include "watch/Watch.h"

#include <map>

namespace rollcall::test {
namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class DemoLeakTest : public testing::Test
{
protected:
    FakeHttp::Reply ask(const HttpRequest &request)
    {
        const QUrl origin(request.url.toString(QUrl::RemovePath | QUrl::RemoveQuery));
        auto &client = m_clients[origin.toString()];
        if (!client || !client->isConnected())
            client = std::make_unique<Client>(origin);
        const RawAnswer answer = client->get(request.url.toEncoded(QUrl::RemoveScheme | QUrl::RemoveAuthority));
        return FakeHttp::recorded(answer.head + "\r\n" + answer.body);
    }
    const Finding *finding(Code code) const
    {
        const auto &findings = m_watch->state()->findings;
        const auto found = std::ranges::find(findings, code, &Finding::code);
        return found == findings.end() ? nullptr : &*found;
    }

    FakeClock m_clock;
    FakeHttp m_http{m_clock, [this](const HttpRequest &request) { return ask(request); }};
    std::map<QString, std::unique_ptr<Client>> m_clients;
    std::unique_ptr<DemoCluster> m_demo;
    std::unique_ptr<Watch> m_watch;
};

TEST_F(DemoLeakTest, IsAnnouncedBeforeTheThresholdWithATimeThatProvesRight)
{
    m_demo = std::make_unique<DemoCluster>(DemoCluster::Options{.nodes = 3, .clock = &m_clock});
    ASSERT_TRUE(m_demo->start().ok());
    Result<ClusterFile> file = ClusterFile::parse(m_demo->clusterFile(), u"demonstration"_s);
    ASSERT_TRUE(file.ok()) << file.error().message.toStdString();
    Watch::Options options{.filter = [](const ProbeSpec &spec) { return spec.isPrimary || spec.id == "metrics"_L1; },
                           .parsesInPlace = true};
    m_watch = std::make_unique<Watch>(std::move(file).value(), m_clock, m_http, SecretStores{}, std::move(options));
    m_watch->start();
    m_clock.advance(2min);
    EXPECT_FALSE(finding(Code::GoroutinesRising));
    ASSERT_TRUE(m_demo->inject(u"goroutine-leak"_s, u"node2"_s).ok());

    TimePoint announcedAt;
    QJsonObject evidence;
    QString sentence;
    const TimePoint began = m_clock.now();
    while (!finding(Code::NodeGoroutinesOverThreshold)) {
        ASSERT_LT(m_clock.now() - began, 30min) << "it never gets there";
        m_clock.advance(5s);
        const Finding *rising = finding(Code::GoroutinesRising);
        if (!rising || !evidence.isEmpty())
            continue;
        announcedAt = m_clock.now();
        evidence = rising->evidence;
        sentence = Wording().message(m_watch->file(), *rising);
        EXPECT_EQ(rising->targets, std::vector{TargetId{1}});
    }
    ASSERT_FALSE(evidence.isEmpty()) << "not announced before it was there";
    const double took = std::chrono::duration<double>(m_clock.now() - announcedAt).count();
    EXPECT_GT(took, 5 * 60) << "time to do something";
    EXPECT_GE(took, evidence["earliestSeconds"_L1].toDouble());
    EXPECT_LE(took, evidence["latestSeconds"_L1].toDouble());
    EXPECT_NEAR(took, evidence["timeToThreshold"_L1].toDouble(), 0.25 * took);
    EXPECT_TRUE(sentence.contains("reach the threshold in about"_L1)) << sentence.toStdString();
}

} // namespace
} // namespace rollcall::test

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Cluster.h"

#include "support/WaitFor.h"
#include "watch/RecentAnswers.h"

#include <QCoreApplication>

// Bodies over 128 KiB are read on another thread, in real time.

namespace rollcall::test {

namespace {

class LargeBodyTest : public testing::Test
{
protected:
    static QByteArray largeMetrics(int goroutines)
    {
        QByteArray text = "# TYPE go_goroutines gauge\ngo_goroutines " + QByteArray::number(goroutines) + '\n';
        while (text.size() < 300 * 1024)
            text += "some_other_series{path=\"/api/v4/" + QByteArray::number(text.size()) + "\"} 1\n";
        return text;
    }
    SystemClock m_clock;
    FakeSockets m_sockets{m_clock};
    int m_goroutines = 100;
    FakeHttp m_http{m_clock, [this](const HttpRequest &request) {
                        if (request.url.path() == u"/metrics"_s)
                            return FakeHttp::answer(200, largeMetrics(m_goroutines), "Content-Type: text/plain\r\n");
                        return FakeHttp::answer(404, "{}");
                    }};
};

TEST_F(LargeBodyTest, AreReadOnAnotherThreadAndArrive)
{
    ClusterFile file;
    file.gossip = GossipSettings{.enabled = false};
    file.name = u"x"_s;
    file.nodes.resize(1);
    file.nodes[0].name = u"app1"_s;
    file.nodes[0].url = QUrl(u"http://127.0.0.2:8065"_s);
    Watch watch(file, m_clock, m_http, {}, {.sockets = &m_sockets});
    watch.start();
    const auto goroutines = [&] { return watch.state()->target(TargetId{0}).facts.metrics; };
    ASSERT_TRUE(waitFor([&] { return goroutines().has_value(); }));
    EXPECT_EQ(goroutines()->value.goroutines, 100);
    m_goroutines = 250;
    watch.probeNow();
    ASSERT_TRUE(waitFor([&] { return goroutines()->value.goroutines == 250; }));
    for (const Answer &answer : watch.lastAnswers(TargetId{0}))
        EXPECT_LE(answer.http() ? answer.http()->body.size() : 0, 64 * 1024);
}

TEST_F(LargeBodyTest, ARoundWaitsForThem)
{
    ClusterFile file;
    file.gossip = GossipSettings{.enabled = false};
    file.name = u"x"_s;
    file.nodes.resize(1);
    file.nodes[0].name = u"app1"_s;
    file.nodes[0].url = QUrl(u"http://127.0.0.2:8065"_s);
    Watch::Options options;
    options.isOneRound = true;
    options.retries = false;
    Watch watch(file, m_clock, m_http, {}, options);
    bool isFinished = false;
    QObject::connect(&watch, &Watch::finished, &watch, [&] { isFinished = true; });
    watch.start();
    ASSERT_TRUE(waitFor([&] { return isFinished; }));
    ASSERT_TRUE(watch.state()->target(TargetId{0}).facts.metrics);
    EXPECT_EQ(watch.state()->target(TargetId{0}).facts.metrics->value.goroutines, 100);
}

TEST_F(LargeBodyTest, TheWatchMayDieWhileOneIsRead)
{
    ClusterFile file;
    file.gossip = GossipSettings{.enabled = false};
    file.name = u"x"_s;
    file.nodes.resize(1);
    file.nodes[0].name = u"app1"_s;
    file.nodes[0].url = QUrl(u"http://127.0.0.2:8065"_s);
    auto watch = std::make_unique<Watch>(file, m_clock, m_http, SecretStores{}, Watch::Options{.sockets = &m_sockets});
    watch->start();
    watch->probeNow();
    ASSERT_TRUE(waitFor([&] { return m_http.requests.size() > 3 && m_http.inFlight == 0; }));
    watch.reset();
    QCoreApplication::processEvents();
}

TEST(RecentAnswersTest, ALaterAnswerTakesThePlaceOfTheOneBefore)
{
    ProbeSpec first;
    first.id = u"a"_s;
    ProbeSpec second;
    second.id = u"b"_s;
    const auto a = std::make_shared<const ProbeSpec>(first);
    const auto b = std::make_shared<const ProbeSpec>(second);
    RecentAnswers recent;
    const auto answerAt = [](const ProbeSpecPtr &spec, int at) {
        HttpResult result;
        result.body = QByteArray::number(at);
        return Answer{spec, TimePoint(std::chrono::seconds(at)), {}, result};
    };
    recent.keep(answerAt(a, 1), 100);
    recent.keep(answerAt(b, 2), 100);
    recent.keep(answerAt(a, 3), 100);
    const std::vector<Answer> answers = recent.newestFirst();
    ASSERT_EQ(answers.size(), 2U);
    EXPECT_EQ(answers[0].spec, a);
    EXPECT_EQ(answers[0].http()->body, QByteArray("3"));
    EXPECT_EQ(answers[1].spec, b);
}

} // namespace

} // namespace rollcall::test

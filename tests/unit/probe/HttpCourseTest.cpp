// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "SchedulerBench.h"

#include "probe/Session.h"

// Runs that take more than one exchange: fallbacks after a 404, and a login first.

namespace rollcall::test {
namespace {

std::shared_ptr<const HttpRequest> requestFor(const QString &path)
{
    HttpRequest request;
    request.url = QUrl(u"http://node0.test/"_s + path);
    return std::make_shared<const HttpRequest>(std::move(request));
}

class HttpCourseTest : public SchedulerTest
{
protected:
    std::shared_ptr<ProbeSpec> spec(const QString &id)
    {
        auto made = std::make_shared<ProbeSpec>(*makeProbe(0, id, {.interval = 10s}));
        return made;
    }
    void start(const std::shared_ptr<ProbeSpec> &probe)
    {
        make({.jitter = 0});
        m_scheduler->setProbes({probe});
    }
    void run(const ProbeSpecPtr &probe)
    {
        m_scheduler->probeNow(std::vector<ProbeSpecPtr>{probe});
        m_clock.advance(100ms);
    }
    QStringList asked()
    {
        QStringList paths;
        for (const auto &request : m_http.requests)
            paths.append(request->url.path());
        m_http.requests.clear();
        return paths;
    }
};

TEST_F(HttpCourseTest, AsksElsewhereAfterA404AndRemembersWhere)
{
    const auto probe = spec(u"new"_s);
    probe->fallbacks = {requestFor(u"old"_s), requestFor(u"oldest"_s)};
    m_replies[url(0, u"new"_s)] = FakeHttp::answer(404, "");
    m_replies[url(0, u"old"_s)] = FakeHttp::answer(404, "");
    start(probe);

    run(probe);
    EXPECT_EQ(asked(), (QStringList{u"/new"_s, u"/old"_s, u"/oldest"_s}));
    ASSERT_EQ(m_answers.size(), 1U);
    EXPECT_EQ(m_answers[0].http()->status, 200);
    EXPECT_EQ(m_answers[0].alternative, 2U);

    run(probe);
    EXPECT_EQ(asked(), QStringList{u"/oldest"_s});
    EXPECT_EQ(m_answers.back().alternative, 2U);

    // After an upgrade only the first of them is there.
    m_replies[url(0, u"new"_s)] = FakeHttp::answer(200, "");
    m_replies[url(0, u"oldest"_s)] = FakeHttp::answer(404, "");
    run(probe);
    EXPECT_EQ(asked(), (QStringList{u"/oldest"_s, u"/new"_s}));
    EXPECT_EQ(m_answers.back().alternative, 0U);
    EXPECT_EQ(m_answers.size(), 3U);
}

TEST_F(HttpCourseTest, NowAndThenAsksTheFirstAgainThoughTheOldOneStays)
{
    const auto probe = spec(u"new"_s);
    probe->fallbacks = {requestFor(u"old"_s)};
    m_replies[url(0, u"new"_s)] = FakeHttp::answer(404, "");
    start(probe);
    run(probe);
    m_replies[url(0, u"new"_s)] = FakeHttp::answer(200, "");
    asked();
    int runs = 0;
    while (m_answers.back().alternative != 0 && runs < 100) {
        run(probe);
        ++runs;
    }
    EXPECT_EQ(runs, 19);
    EXPECT_EQ(asked().count(u"/new"_s), 1);
}

TEST_F(HttpCourseTest, Tells404WhenItIsNowhere)
{
    const auto probe = spec(u"new"_s);
    probe->fallbacks = {requestFor(u"old"_s)};
    m_replies[url(0, u"new"_s)] = FakeHttp::answer(404, "");
    m_replies[url(0, u"old"_s)] = FakeHttp::answer(404, "");
    start(probe);
    run(probe);
    run(probe);
    EXPECT_EQ(asked(), (QStringList{u"/new"_s, u"/old"_s, u"/new"_s, u"/old"_s}));
    ASSERT_EQ(m_answers.size(), 2U);
    EXPECT_EQ(m_answers[1].http()->status, 404);
    EXPECT_EQ(m_scheduler->inFlight(), 0);
}

TEST_F(HttpCourseTest, NoFallbackAfterAnythingElse)
{
    for (const int status : {200, 401, 500, 503}) {
        m_answers.clear();
        const auto probe = spec(u"new"_s);
        probe->fallbacks = {requestFor(u"old"_s)};
        m_replies[url(0, u"new"_s)] = FakeHttp::answer(status, "");
        start(probe);
        run(probe);
        EXPECT_EQ(asked(), QStringList{u"/new"_s}) << status;
        EXPECT_EQ(m_answers.at(0).http()->status, status);
    }
}

class SessionTest : public HttpCourseTest
{
protected:
    void SetUp() override
    {
        m_probe = spec(u"applications"_s);
        m_probe->session = std::make_shared<Session>(
            requestFor(u"login"_s),
            [](const HttpResult &answer) -> std::optional<Secret> {
                return answer.status == 200 ? std::optional(Secret(answer.body)) : std::nullopt;
            },
            50min);
        m_replies[url(0, u"login"_s)] = FakeHttp::answer(200, "jwt-1");
        start(m_probe);
    }
    QByteArray lastAuthorization() const
    {
        for (const auto &[name, value] : m_http.requests.back()->secretHeaders) {
            if (name == "Authorization")
                return value.reveal();
        }
        return {};
    }
    std::shared_ptr<ProbeSpec> m_probe;
};

TEST_F(SessionTest, LogsInOnceAndUsesTheTokenUntilItsTimeIsUp)
{
    run(m_probe);
    EXPECT_EQ(lastAuthorization(), "Bearer jwt-1");
    EXPECT_EQ(asked(), (QStringList{u"/login"_s, u"/applications"_s}));
    run(m_probe);
    EXPECT_EQ(asked(), QStringList{u"/applications"_s});
    m_clock.advance(50min);
    run(m_probe);
    EXPECT_EQ(asked(), (QStringList{u"/login"_s, u"/applications"_s}));
    EXPECT_EQ(m_answers.size(), 3U);
}

TEST_F(SessionTest, ARefusedTokenIsRenewedOnce)
{
    run(m_probe);
    asked();
    m_replies[url(0, u"login"_s)] = FakeHttp::answer(200, "jwt-2");
    m_replies[url(0, u"applications"_s)] = FakeHttp::answer(401, "");
    run(m_probe);
    EXPECT_EQ(lastAuthorization(), "Bearer jwt-2");
    EXPECT_EQ(asked(), (QStringList{u"/applications"_s, u"/login"_s, u"/applications"_s}));
    ASSERT_EQ(m_answers.size(), 2U);
    EXPECT_EQ(m_answers[1].http()->status, 401);
}

TEST_F(SessionTest, AFailedLoginIsTheAnswer)
{
    m_replies[url(0, u"login"_s)] = FakeHttp::answer(401, "");
    run(m_probe);
    EXPECT_EQ(asked(), QStringList{u"/login"_s});
    ASSERT_EQ(m_answers.size(), 1U);
    EXPECT_EQ(m_answers[0].http()->status, 401);
    m_replies[url(0, u"login"_s)] = FakeHttp::failure(NetFailure::Refused);
    run(m_probe);
    EXPECT_EQ(m_answers.back().http()->failure, NetFailure::Refused);
}

TEST_F(HttpCourseTest, AnIndependentProbeKeepsItsRhythmBesideAnIllTarget)
{
    const auto probe = spec(u"elsewhere"_s);
    probe->isPrimary = false;
    probe->isIndependent = true;
    start(probe);
    m_scheduler->start();
    for (int i = 0; i < 6; ++i)
        m_scheduler->setHealth(TargetId{0}, true, 0ms);
    m_scheduler->setHealth(TargetId{0}, false, 60s);
    m_clock.advance(60s);
    EXPECT_THAT(m_answers.size(), testing::AllOf(Ge(6U), Le(7U)));
}

} // namespace
} // namespace rollcall::test

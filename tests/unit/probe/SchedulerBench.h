// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probe/Scheduler.h"

#include "support/FakeClock.h"
#include "support/FakeHttp.h"
#include "support/FakeSockets.h"
#include "support/PrintTo.h"

#include <algorithm>
#include <gmock/gmock.h>
#include <map>

namespace rollcall::test {

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using testing::ElementsAre;
using testing::Ge;
using testing::IsEmpty;
using testing::Le;
using testing::SizeIs;

struct ProbeOptions
{
    Milliseconds interval{10000};
    double phase = 0;
    Milliseconds timeout{5000};
    bool isPrimary = true;
    bool isReplacedInCheck = false;
    bool isSparing = false;
};

inline ProbeSpecPtr makeProbe(int target, const QString &id, const ProbeOptions &options = {})
{
    HttpRequest request;
    request.url = QUrl(u"http://node%1.test/%2"_s.arg(target).arg(id));
    request.timeout = options.timeout;
    ProbeSpec spec;
    spec.id = id;
    spec.target = TargetId{target};
    spec.request = std::make_shared<const HttpRequest>(std::move(request));
    spec.isPrimary = options.isPrimary;
    spec.interval = options.interval;
    spec.phase = options.phase;
    spec.isReplacedInCheck = options.isReplacedInCheck;
    spec.isSparing = options.isSparing;
    return std::make_shared<const ProbeSpec>(std::move(spec));
}

class SchedulerTest : public testing::Test
{
protected:
    void make(Scheduler::Options options = {})
    {
        if (options.seed == 0)
            options.seed = 7;
        options.woke = [this] { ++m_woke; };
        m_scheduler = Scheduler::make(m_clock, m_http, m_sockets, options, [this](Answer &&answer) {
            m_answers.push_back(answer);
            if (m_onAnswer)
                m_onAnswer();
        });
        m_begin = m_clock.now();
    }

    FakeHttp::Reply reply(const HttpRequest &request)
    {
        m_starts[request.url.toString()].push_back(m_clock.now());
        const auto it = m_replies.find(request.url.toString());
        return it != m_replies.end() ? it->second : FakeHttp::answer(200, "{}");
    }

    /// When a probe was started, from the beginning on.
    std::vector<Milliseconds> starts(int target, const QString &id) const
    {
        std::vector<Milliseconds> result;
        const auto it = m_starts.find(url(target, id));
        if (it == m_starts.end())
            return result;
        for (const TimePoint time : it->second)
            result.push_back(std::chrono::duration_cast<Milliseconds>(time - m_begin));
        return result;
    }
    static QString url(int target, const QString &id) { return u"http://node%1.test/%2"_s.arg(target).arg(id); }

    FakeClock m_clock;
    FakeHttp m_http{m_clock, [this](const HttpRequest &request) { return reply(request); }};
    FakeSockets m_sockets{m_clock};
    std::map<QString, FakeHttp::Reply> m_replies;
    std::map<QString, std::vector<TimePoint>> m_starts;
    std::vector<Answer> m_answers;
    std::function<void()> m_onAnswer;
    int m_woke = 0;
    TimePoint m_begin;
    std::unique_ptr<Scheduler> m_scheduler;
};

} // namespace rollcall::test

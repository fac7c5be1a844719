// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "watch/Watch.h"

#include "support/FakeClock.h"
#include "support/FakeHttp.h"
#include "support/FakeSockets.h"
#include "support/PrintTo.h"
#include "support/StrictMessages.h"

#include <QPointer>
#include <gmock/gmock.h>
#include <map>

namespace rollcall::test {

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

/// A store whose answers a test gives when it likes.
class FakeStore final : public SecretStore
{
public:
    explicit FakeStore(Clock &clock) : m_clock(clock) {}
    void read(const QString &name, std::function<void(Result<Secret>)> done) override
    {
        reads.append(name);
        m_timers.push_back(m_clock.makeTimer([this, name, done] {
            const auto it = secrets.find(name);
            if (it != secrets.end())
                done(Secret(it->second));
            else
                done(Error{u"secret.missing"_s, u"%1 is not set"_s.arg(name)});
        }));
        m_timers.back()->startAt(m_clock.now() + after);
    }

    std::map<QString, QByteArray> secrets;
    QStringList reads;
    Milliseconds after{0};

private:
    Clock &m_clock;
    std::vector<std::unique_ptr<Timer>> m_timers;
};

/// Mattermost nodes at 127.0.0.2 and on, answering as recorded, and a watch over them.
class WatchTest : public testing::Test
{
protected:
    static ClusterFile makeFile(int nodes = 3)
    {
        ClusterFile file;
        file.name = u"production"_s;
        file.gossip = GossipSettings{.enabled = false}; // real sockets have no place where time stands still
        for (int i = 0; i < nodes; ++i) {
            Node node;
            node.name = u"app%1"_s.arg(i + 1);
            node.url = QUrl(u"http://%1:8065"_s.arg(hostOf(i)));
            file.nodes.push_back(node);
        }
        return file;
    }
    static QString hostOf(int node) { return u"127.0.%1.%2"_s.arg((node + 2) / 250).arg((node + 2) % 250); }

    Watch &make(ClusterFile file, Watch::Options options = {})
    {
        options.parsesInPlace = true;
        options.seed = 5;
        options.sockets = &m_sockets;
        m_file = file;
        m_watch = std::make_unique<Watch>(std::move(file), m_clock, m_http,
                                          SecretStores{nullptr, &m_environment, nullptr}, options);
        QObject::connect(m_watch.get(), &Watch::stateChanged, m_watch.get(), [this] {
            m_snapshots.push_back(m_clock.now());
            if (m_onState)
                m_onState();
        });
        QObject::connect(m_watch.get(), &Watch::finished, m_watch.get(), [this] { m_finishedAt = m_clock.now(); });
        m_begin = m_clock.now();
        return *m_watch;
    }
    /// A whole check; how long it took.
    Milliseconds runRound(ClusterFile file, bool retries = true)
    {
        make(std::move(file), {.isOneRound = true, .retries = retries});
        m_watch->start();
        while (!m_finishedAt && m_clock.advanceToNext()) {
        }
        EXPECT_TRUE(m_finishedAt);
        return std::chrono::duration_cast<Milliseconds>(m_finishedAt.value_or(m_begin) - m_begin);
    }

    Milliseconds waitUntilDoubtful(int node)
    {
        const TimePoint begun = m_clock.now();
        while (m_watch->state()->target(TargetId{node}).facts.reach.kind != Reach::Kind::Doubtful &&
               m_clock.now() - begun < 60s)
            m_clock.advance(50ms);
        return std::chrono::duration_cast<Milliseconds>(m_clock.now() - begun);
    }

    FakeHttp::Reply reply(const HttpRequest &request)
    {
        const QString key = request.url.host() + request.url.path();
        ++m_asked[key + (request.url.hasQuery() ? u"?"_s : QString())];
        for (const QString &pattern : {key, request.url.host(), request.url.path()}) {
            if (const auto it = m_replies.find(pattern); it != m_replies.end())
                return it->second;
        }
        const QString name = request.url.path() == u"/api/v4/system/ping"_s
                                 ? (request.url.hasQuery() ? u"ping-server-status-healthy"_s : u"ping-healthy"_s)
                                 : m_recorded.value(request.url.path());
        if (name.isEmpty())
            return FakeHttp::answer(404, "{}");
        if (!m_files.contains(name))
            m_files.insert(name, readData(u"mattermost/5.35.4/%1.http"_s.arg(name)));
        return withoutDate(FakeHttp::recorded(m_files.value(name)));
    }
    /// The clock of a recording stands still; here it would look like a node's that is off.
    static FakeHttp::Reply withoutDate(FakeHttp::Reply reply)
    {
        const qsizetype date = reply.result.head.indexOf("Date: ");
        if (date >= 0)
            reply.result.head.remove(date, reply.result.head.indexOf("\r\n", date) + 2 - date);
        return reply;
    }
    static FakeHttp::Reply healthyPing()
    {
        return withoutDate(FakeHttp::recorded(readData(u"mattermost/5.35.4/ping-server-status-healthy.http"_s)));
    }
    /// How often a path of a node was asked; a trailing `?` means with a query.
    int asked(int node, const QString &path) const
    {
        const auto it = m_asked.find(hostOf(node) + path);
        return it == m_asked.end() ? 0 : it->second;
    }
    std::vector<QString> codes() const
    {
        std::vector<QString> result;
        for (const Finding &finding : m_watch->state()->findings)
            result.push_back(codeName(finding.code));
        return result;
    }
    bool has(Code code) const
    {
        const auto &findings = m_watch->state()->findings;
        return std::any_of(findings.begin(), findings.end(), [code](const Finding &f) { return f.code == code; });
    }
    State stateOfNode(int node) const { return m_watch->state()->target(TargetId{node}).state; }

    FakeClock m_clock;
    /// What stands in front of the nodes may add to an answer.
    virtual void passOn(const HttpRequest &, FakeHttp::Reply &) {}

    FakeHttp m_http{m_clock, [this](const HttpRequest &request) {
                        FakeHttp::Reply answer = reply(request);
                        passOn(request, answer);
                        return answer;
                    }};
    FakeSockets m_sockets{m_clock};
    FakeStore m_environment{m_clock};
    std::map<QString, FakeHttp::Reply> m_replies; ///< by host and path, host, or path
    QMap<QString, QString> m_recorded{{u"/api/v4/config/client"_s, u"config-client-anonymous"_s},
                                      {u"/api/v4/license/client"_s, u"license-client-anonymous"_s},
                                      {u"/api/v4/cluster/status"_s, u"cluster-status-healthy"_s},
                                      {u"/api/v4/config"_s, u"config-admin-node1"_s},
                                      {u"/metrics"_s, u"metrics"_s}};
    QMap<QString, QByteArray> m_files;
    std::map<QString, int> m_asked;
    ClusterFile m_file;
    std::unique_ptr<Watch> m_watch;
    std::vector<TimePoint> m_snapshots;
    std::function<void()> m_onState;
    std::optional<TimePoint> m_finishedAt;
    TimePoint m_begin;
};

inline const QString Ping = u"/api/v4/system/ping"_s;
inline const QString Enhanced = u"/api/v4/system/ping?"_s;
inline const QString Status = u"/api/v4/cluster/status"_s;

} // namespace rollcall::test

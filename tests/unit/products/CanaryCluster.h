// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "products/Canary.h"

#include "support/FakeClock.h"
#include "support/FakeHttp.h"
#include "support/FakeSockets.h"
#include "support/PrintTo.h"
#include "support/StrictMessages.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <gmock/gmock.h>
#include <map>
#include <set>

namespace rollcall::test {

/// Three Mattermost nodes at 127.0.0.2 and on that pass messages as a test wishes, and the canary over them.
class CanaryTest : public testing::Test
{
protected:
    CanaryTest()
    {
        auto made = std::make_shared<ClusterFile>();
        made->name = QStringLiteral("production");
        made->timeout = std::chrono::seconds(5);
        made->retryAfter = std::chrono::seconds(15);
        made->token = SecretReference{SecretReference::Kind::Environment, QStringLiteral("TOKEN")};
        for (int i = 1; i <= 3; ++i) {
            Node node;
            node.name = QStringLiteral("app%1").arg(i);
            node.url = QUrl(QStringLiteral("http://%1:8065").arg(host(i)));
            made->nodes.push_back(node);
        }
        made->canary = Canary{QStringLiteral("lab"), QStringLiteral("probe")};
        file = made;
    }
    static QString host(int node) { return QStringLiteral("127.0.0.%1").arg(node + 1); }
    static int nodeOf(const QString &host) { return host.section(u'.', 3).toInt() - 1; }

    struct Message
    {
        QString id;
        QByteArray text;
        QStringList files;
        int node = 0;
    };

    FakeHttp::Reply reply(const HttpRequest &request);
    void deliver(const Message &message);
    static QByteArray event(const Message &message);

    void start(bool isOneRound = false, bool retries = true)
    {
        CanaryContext context{.file = file,
                              .clock = clock,
                              .http = http,
                              .sockets = sockets,
                              .credentials = credentials(),
                              .observed = [this](const Observation &seen) { observe(seen); },
                              .takesPart = [this](TargetId id) { return !away.contains(id.value + 1); },
                              .isOneRound = isOneRound,
                              .retries = retries,
                              .endBy = clock.now() + std::chrono::milliseconds(25800),
                              .finished = [this] { finishedAt = clock.now(); }};
        begunAt = clock.now();
        patrol = productNamed(QStringLiteral("mattermost"))->canary(std::move(context));
        ASSERT_TRUE(patrol);
        patrol->start();
    }
    /// A whole round; how long it took.
    Milliseconds runRound(bool retries = true)
    {
        start(true, retries);
        while (!finishedAt && clock.advanceToNext()) {
        }
        EXPECT_TRUE(finishedAt);
        return std::chrono::duration_cast<Milliseconds>(finishedAt.value_or(begunAt) - begunAt);
    }
    std::vector<Credentials> credentials() const
    {
        std::vector<Credentials> all(static_cast<std::size_t>(file->targetCount()));
        for (Credentials &each : all) {
            if (hasToken)
                each.token = Secret("t0ken");
            if (hasPassword)
                each.password = Secret("passw0rd");
        }
        return all;
    }
    void observe(const Observation &seen)
    {
        const QString key = file->targetName(seen.spec->target) + u' ' + seen.spec->id;
        last.insert_or_assign(key, seen);
        EXPECT_EQ(seen.outcome.at, clock.now());
    }
    Outcome outcome(const QString &key) const
    {
        const auto it = last.find(key);
        return it == last.end() ? Outcome{} : it->second.outcome;
    }
    template <class T>
    std::optional<T> fact(const QString &key) const
    {
        const auto it = last.find(key);
        if (it == last.end())
            return {};
        for (const Fact &each : it->second.facts) {
            if (const T *found = std::get_if<T>(&each))
                return *found;
        }
        return {};
    }
    /// `app1: 3/0 app2: 3/1 …`: sent and lost of what arrived at a node.
    QString arrivedAt(int node) const
    {
        QStringList parts;
        const auto delivery = fact<DeliveryFact>(QStringLiteral("app%1 canary.delivery").arg(node));
        for (const Delivery &each : delivery.value_or(DeliveryFact{}).deliveries)
            parts.append(
                QStringLiteral("%1: %2/%3").arg(each.from, QString::number(each.sent), QString::number(each.lost)));
        return parts.join(u' ');
    }
    QString complaint(const QString &key) const
    {
        const auto expectation = fact<ExpectationFact>(key);
        if (!expectation)
            return QStringLiteral("nothing");
        return expectation->got.isEmpty() ? QString() : QString(expectation->name + u": " + expectation->got);
    }
    int asked(const QByteArray &method, const QString &path) const
    {
        return static_cast<int>(std::count_if(http.requests.begin(), http.requests.end(), [&](const auto &request) {
            return request->method == method && request->url.path().startsWith(path);
        }));
    }

    std::shared_ptr<ClusterFile> file;
    bool hasToken = true;
    bool hasPassword = false;
    FakeClock clock;
    FakeHttp http{clock, [this](const HttpRequest &request) { return reply(request); }};
    FakeSockets sockets{clock};
    std::map<QString, FakeHttp::Reply> replies; ///< by `METHOD host path-beginning` or `METHOD path-beginning`
    std::vector<Message> messages;              ///< that exist
    std::map<QString, std::pair<QByteArray, int>> files;
    int posts = 0;
    bool losesAnswers = false;                          ///< to posts: they are there, but nobody says so
    std::map<std::pair<int, int>, Milliseconds> delays; ///< from, to
    std::set<std::pair<int, int>> broken;               ///< from, to
    int copies = 1;                                     ///< of each event
    std::set<int> away;
    std::function<void()> onPost;
    std::vector<std::unique_ptr<Timer>> timers;
    std::map<QString, Observation> last; ///< by `node probe`
    TimePoint begunAt;
    std::optional<TimePoint> finishedAt;
    std::unique_ptr<CanaryPatrol> patrol;
};

inline QByteArray CanaryTest::event(const Message &message)
{
    const QJsonObject post{{QStringLiteral("id"), message.id},
                           {QStringLiteral("user_id"), QStringLiteral("nhkoxdwfxtg1uptt97zj9tjt8r")},
                           {QStringLiteral("channel_id"), QStringLiteral("epx4cth8zfdfjm9wty7npqibre")},
                           {QStringLiteral("message"), QString::fromUtf8(message.text)}};
    const QString text = QString::fromUtf8(QJsonDocument(post).toJson(QJsonDocument::Compact));
    return QJsonDocument(QJsonObject{{QStringLiteral("event"), QStringLiteral("posted")},
                                     {QStringLiteral("data"), QJsonObject{{QStringLiteral("post"), text}}}})
        .toJson(QJsonDocument::Compact);
}

inline void CanaryTest::deliver(const Message &message)
{
    for (int to = 1; to <= 3; ++to) {
        if (broken.contains({message.node, to}))
            continue;
        const auto delay = delays.find({message.node, to});
        timers.push_back(clock.makeTimer([this, to, text = event(message)] {
            for (int i = 0; i < copies; ++i)
                sockets.say(host(to), text);
        }));
        timers.back()->startAt(clock.now() + (delay == delays.end() ? std::chrono::milliseconds(12) : delay->second));
    }
}

inline FakeHttp::Reply CanaryTest::reply(const HttpRequest &request)
{
    const QString path = request.url.path();
    const QString method = QString::fromLatin1(request.method);
    const int node = nodeOf(request.url.host());
    for (const auto &[pattern, wanted] : replies) {
        if (QString(method + u' ' + request.url.host() + u' ' + path).startsWith(pattern) ||
            QString(method + u' ' + path).startsWith(pattern))
            return wanted;
    }
    const auto recorded = [](const QString &name) {
        return FakeHttp::recorded(readData(QStringLiteral("mattermost/5.35.4/%1.http").arg(name)));
    };
    if (path == QStringLiteral("/api/v4/users/me"))
        return recorded(QStringLiteral("users-me"));
    if (path == QStringLiteral("/api/v4/users/me/teams"))
        return recorded(QStringLiteral("teams-mine"));
    if (path.startsWith(QStringLiteral("/api/v4/teams/waepbkmbu3rdjgb5n1tggujdka/channels/name/probe")))
        return FakeHttp::answer(200, R"({"id":"epx4cth8zfdfjm9wty7npqibre"})");
    if (path.endsWith(QStringLiteral("/members")))
        return FakeHttp::answer(201, "{}");
    if (path.endsWith(QStringLiteral("/channels/search")))
        return recorded(QStringLiteral("channels-search"));
    if (path == QStringLiteral("/api/v4/users/search"))
        return recorded(QStringLiteral("users-search"));
    if (path == QStringLiteral("/api/v4/users/login"))
        return recorded(QStringLiteral("login-ok"));
    if (path == QStringLiteral("/api/v4/users/logout"))
        return FakeHttp::answer(200, R"({"status":"OK"})");
    if (path == QStringLiteral("/login"))
        return FakeHttp::answer(200, "<!doctype html><html></html>", "Content-Type: text/html\r\n");
    if (path == QStringLiteral("/api/v4/files")) {
        const QString id = QStringLiteral("file%1").arg(files.size()).leftJustified(26, u'f');
        const qsizetype begin = request.body.indexOf("octet-stream\r\n\r\n") + 16;
        files[id] = {request.body.mid(begin, request.body.lastIndexOf("\r\n--rollcall-") - begin), node};
        return FakeHttp::answer(201, "{\"file_infos\":[{\"id\":\"" + id.toLatin1() + "\"}]}");
    }
    if (method == QStringLiteral("GET") && path.startsWith(QStringLiteral("/api/v4/files/"))) {
        const auto found = files.find(path.mid(14));
        return found == files.end() ? FakeHttp::answer(404, "{}") : FakeHttp::answer(200, found->second.first);
    }
    if (method == QStringLiteral("POST") && path == QStringLiteral("/api/v4/posts")) {
        const QJsonObject asked = QJsonDocument::fromJson(request.body).object();
        Message message{QStringLiteral("post%1").arg(posts++).leftJustified(26, u'p'),
                        asked.value(QStringLiteral("message")).toString().toUtf8(),
                        {},
                        node};
        for (const QJsonValue &each : asked.value(QStringLiteral("file_ids")).toArray())
            message.files.append(each.toString());
        messages.push_back(message);
        deliver(message);
        if (onPost)
            onPost();
        if (losesAnswers)
            return FakeHttp::hang();
        return FakeHttp::answer(201, "{\"id\":\"" + message.id.toLatin1() + "\"}");
    }
    if (method == QStringLiteral("GET") && path.endsWith(QStringLiteral("/posts"))) {
        QJsonObject all;
        for (const Message &message : messages)
            all.insert(message.id,
                       QJsonObject{{QStringLiteral("id"), message.id},
                                   {QStringLiteral("user_id"), QStringLiteral("nhkoxdwfxtg1uptt97zj9tjt8r")},
                                   {QStringLiteral("message"), QString::fromUtf8(message.text)},
                                   {QStringLiteral("create_at"), 1000}});
        return FakeHttp::answer(200, QJsonDocument(QJsonObject{{QStringLiteral("posts"), all}}).toJson());
    }
    if (method == QStringLiteral("DELETE")) {
        const QString id = path.mid(14);
        const auto gone = std::erase_if(messages, [&id](const Message &message) { return message.id == id; });
        return FakeHttp::answer(gone ? 200 : 404, "{}");
    }
    ADD_FAILURE() << "asked for what nobody offers: " << method.toStdString() << " " << path.toStdString();
    return FakeHttp::answer(404, "{}");
}

} // namespace rollcall::test

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "products/mattermost/CanaryAnswers.h"

#include "base/JsonReading.h"
#include "products/Exchange.h"
#include "products/mattermost/Mattermost.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rollcall::mattermost::canary {

namespace {

constexpr std::size_t MostLeftovers = 20;

std::optional<QJsonObject> objectIn(const QByteArray &body)
{
    const Result<QJsonValue> parsed = json::parse(body);
    if (!parsed || !parsed.value().isObject())
        return {};
    return parsed.value().toObject();
}

std::optional<QJsonArray> arrayIn(const QByteArray &body)
{
    const Result<QJsonValue> parsed = json::parse(body);
    if (!parsed || !parsed.value().isArray())
        return {};
    return parsed.value().toArray();
}

std::optional<QString> idOf(const QJsonObject &object)
{
    std::optional<QString> id = json::text(object, "id"_L1);
    return id && isId(*id) ? id : std::nullopt;
}

} // namespace

bool isId(QStringView text)
{
    return text.size() == 26 && std::all_of(text.begin(), text.end(), [](QChar c) {
               return (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9');
           });
}

std::optional<Account> readAccount(const QByteArray &body)
{
    const std::optional<QJsonObject> object = objectIn(body);
    const std::optional<QString> id = object ? idOf(*object) : std::nullopt;
    if (!id)
        return {};
    return Account{*id, json::text(*object, "username"_L1).value_or(QString()).left(64)};
}

std::optional<QString> readTeamId(const QByteArray &body, const QString &name)
{
    const std::optional<QJsonArray> teams = arrayIn(body);
    if (!teams)
        return {};
    for (const auto &team : *teams) {
        if (json::text(team.toObject(), "name"_L1) == name)
            return idOf(team.toObject());
    }
    return {};
}

std::optional<QString> readId(const QByteArray &body)
{
    const std::optional<QJsonObject> object = objectIn(body);
    return object ? idOf(*object) : std::nullopt;
}

std::optional<QString> readFileId(const QByteArray &body)
{
    const std::optional<QJsonObject> object = objectIn(body);
    return object ? idOf(object->value("file_infos"_L1).toArray().first().toObject()) : std::nullopt;
}

std::optional<int> countHits(const QByteArray &body)
{
    const std::optional<QJsonArray> hits = arrayIn(body);
    return hits ? std::optional(static_cast<int>(hits->size())) : std::nullopt;
}

std::optional<Secret> readToken(const HttpResult &http)
{
    const QByteArray token = http.header("Token").trimmed();
    const bool isPlain = std::all_of(token.begin(), token.end(), [](char c) { return c > ' ' && c < 127; });
    if (token.isEmpty() || token.size() > 512 || !isPlain)
        return {};
    return Secret(token);
}

std::vector<QString> readLeftovers(const QByteArray &body, const QString &userId, const QDateTime &now,
                                   Milliseconds age)
{
    std::vector<QString> ids;
    const std::optional<QJsonObject> object = objectIn(body);
    if (!object)
        return ids;
    const QJsonObject posts = object->value("posts"_L1).toObject();
    for (const auto &value : posts) {
        const QJsonObject post = value.toObject();
        const std::optional<QString> id = idOf(post);
        const std::optional<qint64> created = json::integer(post, "create_at"_L1);
        const bool isOwn = json::text(post, "user_id"_L1) == userId &&
                           json::text(post, "message"_L1).value_or(QString()).startsWith(MessagePrefix);
        if (id && created && isOwn && *created <= now.toMSecsSinceEpoch() - age.count() && ids.size() < MostLeftovers)
            ids.push_back(*id);
    }
    return ids;
}

Event readEvent(const QByteArray &text)
{
    Event event;
    // An account hears of all that goes on in its channels; only this is for the canary.
    const bool isHello = text.contains("\"hello\"");
    if (!isHello && !text.contains("rollcall canary "))
        return event;
    const std::optional<QJsonObject> frame = objectIn(text);
    const std::optional<QJsonObject> data = frame ? json::object(*frame, "data"_L1) : std::nullopt;
    if (!data)
        return event;
    const QString kind = json::text(*frame, "event"_L1).value_or(QString());
    if (kind == "hello"_L1) {
        event.kind = Event::Kind::Hello;
        event.hostname = json::text(*data, "server_hostname"_L1).value_or(QString()).left(255);
        event.version = json::text(*data, "server_version"_L1).value_or(QString()).left(255);
    } else if (kind == "posted"_L1) {
        // A JSON text within the JSON.
        const std::optional<QJsonObject> post = objectIn(json::text(*data, "post"_L1).value_or(QString()).toUtf8());
        if (!post)
            return event;
        event.kind = Event::Kind::Posted;
        event.postId = idOf(*post).value_or(QString());
        event.channelId = json::text(*post, "channel_id"_L1).value_or(QString());
        event.userId = json::text(*post, "user_id"_L1).value_or(QString());
        event.message = json::text(*post, "message"_L1).value_or(QString());
    }
    return event;
}

Outcome judge(const HttpResult &http, const Clock &clock, const QString &permission)
{
    Outcome outcome;
    outcome.at = clock.now();
    outcome.utc = clock.utc();
    outcome.status = http.status;
    outcome.failure = http.failure;
    outcome.latency = http.timings.total;
    if (!http.answered()) {
        outcome.kind = http.failure == NetFailure::TooLarge ? Outcome::Kind::TooLarge : Outcome::Kind::Failed;
        outcome.detail = http.detail;
        return outcome;
    }
    if (exchange::readRateLimitOrRedirect(http, outcome))
        return outcome;
    const QString id = errorId(http.body);
    if (http.status == 401) {
        outcome.kind = Outcome::Kind::Rejected;
        outcome.detail = id.isEmpty() ? u"HTTP 401"_s : id;
    } else if (http.status == 403) {
        outcome.kind = Outcome::Kind::Forbidden;
        outcome.detail = id.isEmpty() ? u"HTTP 403"_s : id;
        if (id == "api.context.permissions.app_error"_L1)
            outcome.permission = permission;
    }
    return outcome;
}

QString statusText(const HttpResult &http)
{
    const QString status = u"HTTP %1"_s.arg(http.status);
    const QString id = http.status >= 400 ? errorId(http.body) : QString();
    return id.isEmpty() ? status : QString(status + u": "_s + id);
}

} // namespace rollcall::mattermost::canary

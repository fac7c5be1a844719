// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "health/Observation.h"

#include <QByteArray>
#include <QString>
#include <optional>
#include <vector>

/// What answers to the canary mean. Total: any bytes give a value or nothing. An id that does not look like one is
/// none, because ids become parts of paths.
namespace rollcall::mattermost::canary {

/// In front of a random name; what begins so in the canary's channel and is its own may be deleted.
inline const QString MessagePrefix = QStringLiteral("rollcall canary ");

/// 26 characters a-z and 0-9.
bool isId(QStringView text);

struct Account
{
    QString id;
    QString userName;
    bool operator==(const Account &) const = default;
};
std::optional<Account> readAccount(const QByteArray &body);
/// The id of the team of that name in a list of teams.
std::optional<QString> readTeamId(const QByteArray &body, const QString &name);
/// The id of one object: a channel, a post.
std::optional<QString> readId(const QByteArray &body);
/// The id of the first of the uploaded files.
std::optional<QString> readFileId(const QByteArray &body);
/// How many a search found.
std::optional<int> countHits(const QByteArray &body);
/// The session token in the answer to a login.
std::optional<Secret> readToken(const HttpResult &http);
/// Ids of the canary's own posts in a page of a channel that are older than `age`: left there by a run that was cut
/// short. Younger ones may be another Rollcall's that works at this moment.
std::vector<QString> readLeftovers(const QByteArray &body, const QString &userId, const QDateTime &now,
                                   Milliseconds age);

/// One frame of a WebSocket.
struct Event
{
    enum class Kind { Hello, Posted, Other };
    Kind kind = Kind::Other;
    QString hostname; ///< Hello, of newer servers: the node's own name
    QString postId;
    QString channelId;
    QString userId;
    QString message;
    QString version = {}; ///< Hello: as in `X-Version-Id`, but for what the last part means
    bool operator==(const Event &) const = default;
};
Event readEvent(const QByteArray &text);

/// How an exchange went, as far as no particular answer is needed. `permission`: what a 403 means here.
Outcome judge(const HttpResult &http, const Clock &clock, const QString &permission);
/// `HTTP 404: the.error.id`, fit to be shown.
QString statusText(const HttpResult &http);

} // namespace rollcall::mattermost::canary

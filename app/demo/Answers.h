// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "demo/HttpServer.h"

#include <QDateTime>
#include <random>

namespace rollcall::demo {

using Random = std::mt19937;

/// A recorded answer of a real server, by the name of its file without `.http`. What the real one makes anew each time
/// (X-Request-Id, X-Version-Id, Date) is still the recording's: see stamp().
HttpAnswer recorded(QByteArrayView name);

/// What differs from one answer to the next.
struct Stamp
{
    QByteArray requestId;
    QByteArray versionId;
    QDateTime utc;
};
/// Puts it where the answer has it, in the headers and in an error's JSON. Only then is the answer a new one.
void stamp(HttpAnswer &answer, const Stamp &stamp);

/// An error as Mattermost's API says it: same headers as the recorded ones.
HttpAnswer apiError(const QByteArray &status, const QByteArray &id, const QByteArray &message);
/// The answer to a path that no route has; it comes from outside the API and carries none of its headers.
HttpAnswer notFound(const HttpQuestion &question);
/// An nginx page for an error of its own, such as `502 Bad Gateway`.
HttpAnswer nginxError(const QByteArray &status);
/// How nginx passes a node's answer on: its own headers first, the rest in the node's order.
HttpAnswer throughNginx(const HttpAnswer &answer);

/// 26 characters of Mattermost's own alphabet.
QByteArray newId(Random &random);
/// A random one, in the usual groups of hexadecimal digits.
QByteArray newUuid(Random &random);
/// As in `Date`.
QByteArray httpDate(const QDateTime &utc);
/// A number as Prometheus' Go client writes it.
QByteArray goNumber(double value);

} // namespace rollcall::demo

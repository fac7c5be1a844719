// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"

#include <QByteArray>
#include <QJsonArray>
#include <QJsonObject>
#include <QJsonValue>
#include <QLatin1StringView>
#include <QString>
#include <optional>

/// Reading JSON that somebody else wrote: total, and a value of the wrong type is absent, never a default. For answers
/// from the network; the cluster file has a reader of its own that knows lines and columns.
namespace rollcall::json {

/// The document's object or array. The error's message is English and says what is wrong and at which byte; it never
/// repeats the text. Nesting is bounded (1,024) by Qt's parser.
Result<QJsonValue> parse(const QByteArray &text);

std::optional<QString> text(const QJsonObject &object, QLatin1StringView key);
/// As text(), and an empty text counts as absent.
std::optional<QString> someText(const QJsonObject &object, QLatin1StringView key);
std::optional<bool> boolean(const QJsonObject &object, QLatin1StringView key);
/// The way flat maps write it: the texts `true` and `false`, nothing else.
std::optional<bool> booleanText(const QJsonObject &object, QLatin1StringView key);
/// A number without a fraction that fits exactly.
std::optional<qint64> integer(const QJsonValue &value);
std::optional<qint64> integer(const QJsonObject &object, QLatin1StringView key);
std::optional<QJsonObject> object(const QJsonObject &object, QLatin1StringView key);

} // namespace rollcall::json

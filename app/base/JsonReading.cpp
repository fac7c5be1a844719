// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/JsonReading.h"

#include <QJsonDocument>
#include <QJsonParseError>
#include <cmath>

using namespace Qt::StringLiterals;

namespace rollcall::json {

namespace {

/// Own words instead of errorString(): that one is translated, and reports stay English.
QString complaint(QJsonParseError::ParseError error)
{
    switch (error) {
    case QJsonParseError::NoError:
        return {};
    case QJsonParseError::UnterminatedObject:
        return u"an object is not closed"_s;
    case QJsonParseError::MissingNameSeparator:
        return u"a colon is missing"_s;
    case QJsonParseError::UnterminatedArray:
        return u"an array is not closed"_s;
    case QJsonParseError::MissingValueSeparator:
        return u"a comma is missing"_s;
    case QJsonParseError::IllegalValue:
        return u"a value is not JSON"_s;
    case QJsonParseError::TerminationByNumber:
        return u"it ends inside a number"_s;
    case QJsonParseError::IllegalNumber:
        return u"a number is not JSON"_s;
    case QJsonParseError::IllegalEscapeSequence:
        return u"an escape sequence is not JSON"_s;
    case QJsonParseError::IllegalUTF8String:
        return u"a text is not UTF-8"_s;
    case QJsonParseError::UnterminatedString:
        return u"a text is not closed"_s;
    case QJsonParseError::MissingObject:
        return u"a member is missing"_s;
    case QJsonParseError::DeepNesting:
        return u"it is nested too deeply"_s;
    case QJsonParseError::DocumentTooLarge:
        return u"it is too large"_s;
    case QJsonParseError::GarbageAtEnd:
        return u"something follows its end"_s;
    }
    return u"it is not JSON"_s;
}

} // namespace

Result<QJsonValue> parse(const QByteArray &text)
{
    if (text.trimmed().isEmpty())
        return Error{u"json.empty"_s, u"empty"_s};
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(text, &error);
    if (error.error != QJsonParseError::NoError)
        return Error{u"json.broken"_s, u"broken JSON: %1 at byte %2"_s.arg(complaint(error.error)).arg(error.offset)};
    if (document.isArray())
        return QJsonValue(document.array());
    return QJsonValue(document.object());
}

std::optional<QString> text(const QJsonObject &object, QLatin1StringView key)
{
    const QJsonValue value = object.value(key);
    if (!value.isString())
        return {};
    return value.toString();
}

std::optional<QString> someText(const QJsonObject &object, QLatin1StringView key)
{
    std::optional<QString> value = text(object, key);
    if (value && value->isEmpty())
        value.reset();
    return value;
}

std::optional<bool> boolean(const QJsonObject &object, QLatin1StringView key)
{
    const QJsonValue value = object.value(key);
    if (!value.isBool())
        return {};
    return value.toBool();
}

std::optional<bool> booleanText(const QJsonObject &object, QLatin1StringView key)
{
    const QString value = object.value(key).toString();
    if (value == "true"_L1)
        return true;
    if (value == "false"_L1)
        return false;
    return {};
}

std::optional<qint64> integer(const QJsonValue &value)
{
    if (!value.isDouble())
        return {};
    // Qt gives the default where the number has a fraction or does not fit: two defaults tell that from a value.
    const qint64 number = value.toInteger(0);
    if (number != value.toInteger(1))
        return {};
    return number;
}

std::optional<qint64> integer(const QJsonObject &object, QLatin1StringView key)
{
    return integer(object.value(key));
}

std::optional<QJsonObject> object(const QJsonObject &object, QLatin1StringView key)
{
    const QJsonValue value = object.value(key);
    if (!value.isObject())
        return {};
    return value.toObject();
}

} // namespace rollcall::json

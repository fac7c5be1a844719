// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonValue>
#include <QString>
#include <QStringView>
#include <optional>
#include <vector>

namespace rollcall {

/// A path into a JSON document, the part of JSONPath (RFC 9535) that points and does not search: `$`, `.name`,
/// `['any name']`, `["any name"]`, `[0]`, and `[*]` or `.*` for every member. A value.
class JsonPath
{
public:
    /// Absent when the text is no such path, or longer than 500 characters.
    static std::optional<JsonPath> parse(QStringView text);

    /// Every value that the path points at, in the order of the document; none when it points nowhere. At most 10,000.
    std::vector<QJsonValue> find(const QJsonValue &document) const;
    /// The one value it points at; absent when there is none, or more than one.
    std::optional<QJsonValue> value(const QJsonValue &document) const;

private:
    struct Step
    {
        enum class Kind { Name, Index, All };
        Kind kind = Kind::All;
        QString name;
        qsizetype index = 0;
    };
    static std::optional<Step> readDot(QStringView text, qsizetype &at);
    static std::optional<Step> readBracket(QStringView text, qsizetype &at);

    std::vector<Step> m_steps;
};

} // namespace rollcall

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/JsonPath.h"

#include <QJsonArray>
#include <QJsonObject>

namespace rollcall {

namespace {

constexpr qsizetype LongestPath = 500;
constexpr std::size_t MostValues = 10000;

bool isDigits(QStringView text)
{
    for (const QChar c : text) {
        if (c < u'0' || c > u'9')
            return false;
    }
    return !text.isEmpty();
}

} // namespace

std::optional<JsonPath> JsonPath::parse(QStringView text)
{
    if (!text.startsWith(u'$') || text.size() > LongestPath)
        return {};
    JsonPath path;
    for (qsizetype at = 1; at < text.size();) {
        std::optional<Step> step;
        if (text[at] == u'.')
            step = readDot(text, ++at);
        else if (text[at] == u'[')
            step = readBracket(text, ++at);
        if (!step)
            return {};
        path.m_steps.push_back(std::move(*step));
    }
    return path;
}

/// Behind the dot: a name up to the next step. Names with blanks, dots or brackets need the other form.
std::optional<JsonPath::Step> JsonPath::readDot(QStringView text, qsizetype &at)
{
    const qsizetype begin = at;
    while (at < text.size() && text[at] != u'.' && text[at] != u'[') {
        if (text[at].isSpace() || text[at] == u']' || text[at] == u'\'' || text[at] == u'"')
            return {};
        ++at;
    }
    const QStringView name = text.sliced(begin, at - begin);
    if (name.isEmpty())
        return {};
    if (name == u'*')
        return Step{Step::Kind::All, {}, 0};
    return Step{Step::Kind::Name, name.toString(), 0};
}

/// Behind the opening bracket: a quoted name, an index, or a star.
std::optional<JsonPath::Step> JsonPath::readBracket(QStringView text, qsizetype &at)
{
    if (at >= text.size())
        return {};
    const QChar quote = text[at];
    const bool isQuoted = quote == u'\'' || quote == u'"';
    const qsizetype begin = isQuoted ? at + 1 : at;
    const qsizetype end = isQuoted ? text.indexOf(quote, begin) : text.indexOf(u']', begin);
    const qsizetype close = isQuoted ? end + 1 : end;
    if (end < 0 || close >= text.size() || text[close] != u']')
        return {};
    const QStringView inner = text.sliced(begin, end - begin);
    at = close + 1;
    if (isQuoted)
        return Step{Step::Kind::Name, inner.toString(), 0};
    if (inner == u'*')
        return Step{Step::Kind::All, {}, 0};
    if (!isDigits(inner) || inner.size() > 9)
        return {};
    return Step{Step::Kind::Index, {}, inner.toLongLong()};
}

std::vector<QJsonValue> JsonPath::find(const QJsonValue &document) const
{
    std::vector<QJsonValue> values{document};
    for (const Step &step : m_steps) {
        std::vector<QJsonValue> next;
        const auto add = [&next](const QJsonValue &value) {
            if (!value.isUndefined() && next.size() < MostValues)
                next.push_back(value);
        };
        for (const auto &value : values) {
            switch (step.kind) {
            case Step::Kind::Name:
                add(value.isObject() ? value.toObject().value(step.name) : QJsonValue(QJsonValue::Undefined));
                break;
            case Step::Kind::Index:
                add(value.isArray() ? value.toArray().at(step.index) : QJsonValue(QJsonValue::Undefined));
                break;
            case Step::Kind::All:
                for (const auto &member : value.toArray())
                    add(member);
                for (const auto &member : value.toObject())
                    add(member);
                break;
            }
        }
        values = std::move(next);
    }
    return values;
}

std::optional<QJsonValue> JsonPath::value(const QJsonValue &document) const
{
    std::vector<QJsonValue> values = find(document);
    return values.size() == 1 ? std::optional(std::move(values.front())) : std::nullopt;
}

} // namespace rollcall

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "products/PrometheusText.h"

#include <QByteArray>
#include <charconv>
#include <limits>
#include <optional>

namespace rollcall::prometheus {

namespace {

/// A number is never longer; what is longer is not looked at.
constexpr qsizetype LongestNumber = 64;

bool isSpace(char c)
{
    return c == ' ' || c == '\t';
}

bool isNameStart(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':';
}

bool isNamePart(char c)
{
    return isNameStart(c) || (c >= '0' && c <= '9');
}

qsizetype skipSpaces(QByteArrayView line, qsizetype at)
{
    while (at < line.size() && isSpace(line[at]))
        ++at;
    return at;
}

qsizetype nameEnd(QByteArrayView line, qsizetype at)
{
    if (at >= line.size() || !isNameStart(line[at]))
        return at;
    while (at < line.size() && isNamePart(line[at]))
        ++at;
    return at;
}

bool isWord(QByteArrayView text, QByteArrayView lower)
{
    return text.compare(lower, Qt::CaseInsensitive) == 0;
}

std::optional<double> number(QByteArrayView text)
{
    if (text.isEmpty() || text.size() > LongestNumber)
        return {};
    double sign = 1;
    QByteArrayView digits = text;
    if (digits[0] == '+' || digits[0] == '-') {
        sign = digits[0] == '-' ? -1 : 1;
        digits = digits.sliced(1);
    }
    if (isWord(digits, "inf") || isWord(digits, "infinity"))
        return sign * std::numeric_limits<double>::infinity();
    if (isWord(text, "nan"))
        return std::numeric_limits<double>::quiet_NaN();
    // from_chars would also take "inf(…)" and friends; a number begins with a digit or its point.
    if (digits.isEmpty() || ((digits[0] < '0' || digits[0] > '9') && digits[0] != '.'))
        return {};
    double value = 0;
    const char *const end = digits.data() + digits.size();
    const std::from_chars_result result = std::from_chars(digits.data(), end, value);
    if (result.ptr != end || result.ec == std::errc::invalid_argument)
        return {};
    if (result.ec == std::errc::result_out_of_range)
        return {};
    return sign * value;
}

/// Past one `name="value"`, or -1.
qsizetype labelEnd(QByteArrayView line, qsizetype at)
{
    const qsizetype end = nameEnd(line, at);
    if (end == at)
        return -1;
    at = skipSpaces(line, end);
    if (at >= line.size() || line[at] != '=')
        return -1;
    at = skipSpaces(line, at + 1);
    if (at >= line.size() || line[at] != '"')
        return -1;
    for (++at; at < line.size(); ++at) {
        if (line[at] == '\\')
            ++at;
        else if (line[at] == '"')
            return at + 1;
    }
    return -1;
}

/// Past the labels and their closing brace, or -1. `at` stands behind the opening one.
qsizetype labelsEnd(QByteArrayView line, qsizetype at)
{
    for (;;) {
        at = skipSpaces(line, at);
        if (at < line.size() && line[at] == '}')
            return at + 1;
        at = labelEnd(line, at);
        if (at < 0)
            return -1;
        at = skipSpaces(line, at);
        if (at >= line.size())
            return -1;
        if (line[at] == ',')
            ++at;
        else if (line[at] != '}')
            return -1;
    }
}

enum class Line { Sample, Unwanted, Broken };

Line readLine(QByteArrayView line, const std::function<bool(QByteArrayView)> &isWanted, Sample &sample)
{
    qsizetype at = nameEnd(line, 0);
    if (at == 0)
        return Line::Broken;
    sample.name = line.first(at);
    sample.labels = {};
    const bool wanted = isWanted(sample.name);
    at = skipSpaces(line, at);
    if (at < line.size() && line[at] == '{') {
        const qsizetype begin = at + 1;
        at = labelsEnd(line, begin);
        if (at < 0)
            return Line::Broken;
        sample.labels = line.sliced(begin, at - 1 - begin);
        at = skipSpaces(line, at);
    }
    qsizetype end = at;
    while (end < line.size() && !isSpace(line[end]))
        ++end;
    if (end == at)
        return Line::Broken;
    if (!wanted)
        return Line::Unwanted;
    const std::optional<double> value = number(line.sliced(at, end - at));
    if (!value)
        return Line::Broken;
    sample.value = *value;
    return Line::Sample;
}

} // namespace

bool Sample::hasLabel(QByteArrayView label) const
{
    qsizetype at = 0;
    while (at < labels.size()) {
        at = skipSpaces(labels, at);
        const qsizetype end = nameEnd(labels, at);
        if (end == at) // behind the last comma
            return false;
        if (labels.sliced(at, end - at) == label)
            return true;
        const qsizetype next = labelEnd(labels, at);
        if (next < 0)
            return false;
        at = skipSpaces(labels, next);
        if (at < labels.size() && labels[at] == ',')
            ++at;
    }
    return false;
}

Tally read(QByteArrayView text, const std::function<bool(QByteArrayView)> &isWanted,
           const std::function<void(const Sample &)> &visit)
{
    Tally tally;
    Sample sample;
    qsizetype begin = 0;
    while (begin < text.size()) {
        qsizetype end = text.indexOf('\n', begin);
        if (end < 0)
            end = text.size();
        QByteArrayView line = text.sliced(begin, end - begin);
        begin = end + 1;
        if (!line.isEmpty() && line.back() == '\r')
            line.chop(1);
        line = line.sliced(skipSpaces(line, 0));
        if (line.isEmpty())
            continue;
        if (line[0] == '#') {
            if (line == QByteArrayView("# EOF"))
                break;
            continue;
        }
        switch (readLine(line, isWanted, sample)) {
        case Line::Sample:
            ++tally.samples;
            visit(sample);
            break;
        case Line::Unwanted:
            ++tally.samples;
            break;
        case Line::Broken:
            ++tally.broken;
            break;
        }
    }
    return tally;
}

} // namespace rollcall::prometheus

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/JsonPositions.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>

namespace rollcall {

using namespace Qt::StringLiterals;

namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

int hexValue(char c)
{
    if (isDigit(c))
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

/// The text between (and with) the quotes, decoded by the same parser that decodes the values.
QString decoded(const QByteArray &text, qsizetype from, qsizetype end)
{
    if (from < 0 || end <= from)
        return {};
    const QByteArray quoted = text.mid(from, end - from);
    if (!quoted.contains('\\'))
        return QString::fromUtf8(quoted.constData() + 1, quoted.size() - 2);
    return QJsonDocument::fromJson("[" + quoted + "]").array().at(0).toString();
}

} // namespace

/// A state machine over the text with a stack of the open objects and arrays.
class JsonPositions::Walk
{
public:
    Walk(JsonPositions &index, const QByteArray &text) : m_index(index), m_text(text), m_size(text.size()) {}

    void run()
    {
        skipSpace();
        if (m_at >= m_size)
            return fail(m_at, u"the file is empty; expected {"_s);
        if (!startValue(-1, -1))
            return;
        while (!m_open.empty()) {
            if (!step())
                return;
        }
        skipSpace();
        if (m_at < m_size)
            fail(m_at, u"nothing may follow the end of the document"_s);
    }

private:
    struct Open
    {
        int entry;
        bool isObject;
        bool isEmpty = true;
        QSet<QString> keys;
    };

    /// One member or item of the innermost open object or array, or its end.
    bool step()
    {
        skipSpace();
        const char close = m_open.back().isObject ? '}' : ']';
        if (m_at < m_size && m_text[m_at] == close) {
            ++m_at;
            m_index.m_entries[static_cast<std::size_t>(m_open.back().entry)].end =
                static_cast<int>(m_index.m_entries.size());
            m_open.pop_back();
            return true;
        }
        if (!m_open.back().isEmpty) {
            if (m_at >= m_size || m_text[m_at] != ',')
                return refuse(m_open.back().isObject ? u"expected , or }"_s : u"expected , or ]"_s);
            ++m_at;
            skipSpace();
            if (m_at < m_size && m_text[m_at] == close)
                return refuse(u"no comma may stand before the end of a list"_s);
        }
        m_open.back().isEmpty = false;
        if (!m_open.back().isObject)
            return startValue(-1, -1);
        const qsizetype key = m_at;
        if (m_at >= m_size || m_text[m_at] != '"')
            return refuse(u"expected a key in double quotes"_s);
        if (!skipString())
            return false;
        const qsizetype keyEnd = m_at;
        skipSpace();
        if (m_at >= m_size || m_text[m_at] != ':')
            return refuse(u"expected : after the key"_s);
        ++m_at;
        skipSpace();
        const int entry = static_cast<int>(m_index.m_entries.size());
        Open &object = m_open.back();
        const QString name = decoded(m_text, key, keyEnd);
        if (object.keys.contains(name))
            m_index.m_duplicates.push_back(entry);
        object.keys.insert(name);
        return startValue(key, keyEnd);
    }

    /// Records the value here; a scalar is passed over, an object or array stays open.
    bool startValue(qsizetype key, qsizetype keyEnd)
    {
        if (m_at >= m_size)
            return refuse(u"expected a value"_s);
        const int entry = static_cast<int>(m_index.m_entries.size());
        const int parent = m_open.empty() ? -1 : m_open.back().entry;
        m_index.m_entries.push_back({key, keyEnd, m_at, parent, entry + 1});
        const char c = m_text[m_at];
        if (c == '{' || c == '[') {
            if (m_open.size() >= MaximumDepth)
                return refuse(u"nested too deeply"_s);
            ++m_at;
            m_open.push_back({entry, c == '{', true, {}});
            return true;
        }
        if (c == '"')
            return skipString();
        if (c == '-' || isDigit(c))
            return skipNumber();
        for (const char *word : {"true", "false", "null"}) {
            const QByteArrayView expected(word);
            if (QByteArrayView(m_text).sliced(m_at).startsWith(expected)) {
                m_at += expected.size();
                return true;
            }
        }
        if (c == '\'')
            return refuse(u"expected a value; text stands in double quotes"_s);
        return refuse(u"expected a value"_s);
    }

    bool skipString()
    {
        const qsizetype start = m_at++;
        bool wantsLow = false;
        while (m_at < m_size) {
            const char c = m_text[m_at];
            if (wantsLow && (c != '\\' || m_at + 1 >= m_size || m_text[m_at + 1] != 'u'))
                return refuse(u"half of a character (an unpaired surrogate)"_s);
            if (c == '"') {
                ++m_at;
                return true;
            }
            if (static_cast<unsigned char>(c) < 0x20)
                return refuse(u"a line break, tab or control character inside a text; write it as \\n, \\t or \\u…"_s);
            ++m_at;
            if (c == '\\' && !skipEscape(wantsLow))
                return false;
        }
        return fail(start, u"this text has no closing quote"_s), false;
    }

    /// After the backslash. A surrogate must come as a pair: half of one is no text that could be written again.
    bool skipEscape(bool &wantsLow)
    {
        if (m_at >= m_size)
            return refuse(u"expected a character after \\"_s);
        const char c = m_text[m_at++];
        if (c != 'u') {
            if (QByteArrayView("\"\\/bfnrt").contains(c))
                return true;
            --m_at;
            return refuse(u"unknown escape; known are \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u0000"_s);
        }
        unsigned value = 0;
        for (int i = 0; i < 4; ++i, ++m_at) {
            const int digit = m_at < m_size ? hexValue(m_text[m_at]) : -1;
            if (digit < 0)
                return refuse(u"expected four hexadecimal digits after \\u"_s);
            value = value * 16 + static_cast<unsigned>(digit);
        }
        const bool isLow = value >= 0xdc00 && value <= 0xdfff;
        if (isLow != wantsLow) {
            m_at -= 6;
            return refuse(u"half of a character (an unpaired surrogate)"_s);
        }
        wantsLow = value >= 0xd800 && value <= 0xdbff;
        return true;
    }

    bool skipNumber()
    {
        const qsizetype start = m_at;
        if (m_text[m_at] == '-')
            ++m_at;
        const qsizetype whole = m_at;
        bool ok = skipDigits();
        if (ok && m_text[whole] == '0' && m_at - whole > 1)
            return fail(start, u"a number must not begin with 0"_s), false;
        if (ok && m_at < m_size && m_text[m_at] == '.') {
            ++m_at;
            ok = skipDigits();
        }
        if (ok && m_at < m_size && (m_text[m_at] == 'e' || m_text[m_at] == 'E')) {
            ++m_at;
            if (m_at < m_size && (m_text[m_at] == '+' || m_text[m_at] == '-'))
                ++m_at;
            ok = skipDigits();
        }
        if (!ok)
            return fail(start, u"not a number"_s), false;
        return true;
    }

    bool skipDigits()
    {
        const qsizetype start = m_at;
        while (m_at < m_size && isDigit(m_text[m_at]))
            ++m_at;
        return m_at > start;
    }

    void skipSpace()
    {
        while (m_at < m_size && QByteArrayView(" \t\r\n").contains(m_text[m_at]))
            ++m_at;
    }

    /// At the present place; a comment or the end of the text is the likelier cause of any complaint.
    bool refuse(const QString &message)
    {
        if (m_at >= m_size)
            fail(m_at, u"the file ends too early: "_s + message);
        else if (m_text[m_at] == '/' || m_text[m_at] == '#')
            fail(m_at, message + u"; JSON has no comments"_s);
        else
            fail(m_at, message);
        return false;
    }

    void fail(qsizetype offset, const QString &message) { m_index.m_fault = Fault{offset, message}; }

    JsonPositions &m_index;
    const QByteArray &m_text;
    qsizetype m_size;
    qsizetype m_at = 0;
    std::vector<Open> m_open;
};

JsonPositions::JsonPositions(const QByteArray &text) : m_text(text)
{
    Walk(*this, m_text).run();
}

int JsonPositions::firstChild(int entry) const
{
    return at(entry).end > entry + 1 ? entry + 1 : -1;
}

int JsonPositions::nextSibling(int entry) const
{
    const int parentEntry = at(entry).parent;
    if (parentEntry < 0)
        return -1;
    return at(entry).end < at(parentEntry).end ? at(entry).end : -1;
}

QString JsonPositions::key(int entry) const
{
    return decoded(m_text, at(entry).key, at(entry).keyEnd);
}

qsizetype JsonPositions::keyOffset(int entry) const
{
    return at(entry).key >= 0 ? at(entry).key : at(entry).value;
}

JsonPositions::LineColumn JsonPositions::lineColumn(const QByteArray &text, qsizetype offset)
{
    LineColumn place;
    const qsizetype end = std::min(offset, text.size());
    for (qsizetype i = 0; i < end; ++i) {
        if (text[i] == '\n') {
            ++place.line;
            place.column = 1;
        } else if ((static_cast<unsigned char>(text[i]) & 0xc0) != 0x80) {
            ++place.column; // not for the later bytes of a character
        }
    }
    return place;
}

} // namespace rollcall

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gossip/Fields.h"

#include "gossip/Reply.h"

#include <cstring>
#include <limits>

// Without it the library asks for Boost, of which it then uses nothing here.
#ifndef MSGPACK_NO_BOOST
#define MSGPACK_NO_BOOST
#endif
#include <msgpack.hpp>

namespace rollcall::gossip {

using namespace Qt::StringLiterals;

namespace {

/// Takes what the library finds, value by value. The library's own tree of objects is not used: it sets aside memory
/// for as many elements as a header claims. Returning false stops it.
class MapVisitor : public msgpack::null_visitor
{
public:
    explicit MapVisitor(std::span<Field> fields) : m_fields(fields) {}

    const char16_t *complaint() const { return m_complaint; }
    bool isTooDeep() const { return m_isTooDeep; }

    // The names are the library's.
    bool visit_nil() { return take(Field::Kind::Nil); }
    bool visit_boolean(bool /*value*/) { return take(Field::Kind::Bool); }
    bool visit_positive_integer(quint64 value)
    {
        return take(Field::Kind::Integer, qint64(std::min(value, quint64(std::numeric_limits<qint64>::max()))));
    }
    /// Of a signed form; the value need not be below zero.
    bool visit_negative_integer(qint64 value) { return take(Field::Kind::Integer, value); }
    bool visit_float32(float /*value*/) { return take(Field::Kind::Other); }
    bool visit_float64(double /*value*/) { return take(Field::Kind::Other); }
    bool visit_str(const char *text, quint32 size) { return takeBytes(text, size); }
    bool visit_bin(const char *bytes, quint32 size) { return takeBytes(bytes, size); }
    bool visit_ext(const char * /*bytes*/, quint32 /*size*/) { return take(Field::Kind::Other); }
    bool start_array(quint32 /*count*/) { return m_depth == 0 ? refuse(u"no map") : enter(); }
    bool end_array() { return leave(); }
    bool start_map(quint32 /*count*/) { return enter(); }
    bool end_map() { return leave(); }
    bool start_map_key()
    {
        m_isAtKey = m_depth == 1;
        return true;
    }
    void parse_error(size_t /*parsed*/, size_t /*at*/) { refuse(u"a byte that msgpack does not have"); }
    void insufficient_bytes(size_t /*parsed*/, size_t /*at*/) { refuse(u"not whole"); }

private:
    bool refuse(const char16_t *complaint)
    {
        m_complaint = complaint;
        return false;
    }

    bool enter()
    {
        if (m_depth > 0 && !take(Field::Kind::Other))
            return false;
        if (m_depth == Limits::Depth) {
            m_isTooDeep = true;
            return false;
        }
        ++m_depth;
        return true;
    }

    bool leave()
    {
        --m_depth;
        return true;
    }

    bool take(Field::Kind kind, qint64 integer = 0, QByteArrayView bytes = {})
    {
        if (m_depth == 0)
            return refuse(u"no map");
        if (m_depth > 1)
            return true;
        if (m_isAtKey)
            return refuse(u"a key that is no text");
        if (m_wanted != nullptr) {
            m_wanted->kind = kind;
            m_wanted->integer = integer;
            m_wanted->bytes = bytes;
        }
        return true;
    }

    bool takeBytes(const char *data, quint32 size)
    {
        // An empty text comes without a place.
        const QByteArrayView bytes = size == 0 ? QByteArrayView("", 0) : QByteArrayView(data, qsizetype(size));
        if (m_depth != 1 || !m_isAtKey)
            return take(Field::Kind::Bytes, 0, bytes);
        m_isAtKey = false;
        m_wanted = nullptr;
        for (Field &field : m_fields) {
            if (bytes == QByteArrayView(field.key))
                m_wanted = &field;
        }
        return true;
    }

    std::span<Field> m_fields;
    Field *m_wanted = nullptr; ///< whose value comes next; null: nobody's
    int m_depth = 0;
    bool m_isAtKey = false;
    bool m_isTooDeep = false;
    const char16_t *m_complaint = nullptr;
};

Error damaged(const QString &complaint)
{
    return {u"gossip.damaged"_s, complaint};
}

} // namespace

bool Field::isInteger(qint64 lowest, qint64 highest) const
{
    return kind == Kind::Integer && integer >= lowest && integer <= highest;
}

Result<qsizetype> readMap(QByteArrayView bytes, std::span<Field> fields)
{
    MapVisitor visitor(fields);
    size_t end = 0;
    try {
        msgpack::parse(bytes.data(), size_t(bytes.size()), end, visitor);
    } catch (const std::exception &) {
        return damaged(u"no msgpack"_s);
    }
    if (visitor.isTooDeep())
        return Error{u"gossip.too_large"_s, u"nested over %1 levels"_s.arg(Limits::Depth)};
    if (visitor.complaint() != nullptr)
        return damaged(QString::fromUtf16(visitor.complaint()));
    return qsizetype(end);
}

} // namespace rollcall::gossip

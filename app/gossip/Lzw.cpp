// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gossip/Lzw.h"

#include <array>
#include <cstring>
#include <optional>

namespace rollcall::gossip {

using namespace Qt::StringLiterals;

namespace {

constexpr int ClearCode = 256;
constexpr int EndCode = 257;
constexpr int NarrowestCode = 9; ///< bits
constexpr int WidestCode = 12;   ///< bits

/// The codes one after another: each is put together from its lowest bit, through as many bytes as it needs.
class Codes
{
public:
    explicit Codes(QByteArrayView bytes) : m_bytes(bytes) {}

    /// Nothing when the bytes are at an end before the code is.
    std::optional<int> next(int width)
    {
        while (m_bitCount < width) {
            if (m_at == m_bytes.size())
                return {};
            m_bits |= quint32{static_cast<uchar>(m_bytes[m_at++])} << m_bitCount;
            m_bitCount += 8;
        }
        const int code = int(m_bits & ((1U << width) - 1));
        m_bits >>= width;
        m_bitCount -= width;
        return code;
    }
    bool isAtEnd() const { return m_at == m_bytes.size(); }

private:
    QByteArrayView m_bytes;
    qsizetype m_at = 0;
    quint32 m_bits = 0;
    int m_bitCount = 0;
};

/// A piece of what came out already. The text of every table entry stands there: it is what one code gave and the first
/// byte of what the next one gave, and these are neighbours.
struct Piece
{
    qsizetype start;
    qsizetype length;
};

class Inflater
{
public:
    explicit Inflater(qint64 limit) : m_limit(limit) { clear(); }

    int width() const { return m_width; }
    const QByteArray &output() const { return m_output; }

    void clear()
    {
        m_width = NarrowestCode;
        m_next = EndCode;
        m_last.reset();
    }

    /// False: no such code can stand here.
    bool isPossible(int code) const { return code < ClearCode || code < m_next || (code == m_next && m_last); }
    /// False: more would come out than may. Only for a code that is possible.
    bool write(int code)
    {
        const qsizetype start = m_output.size();
        if (code < ClearCode) {
            if (start >= m_limit)
                return false;
            m_output.append(static_cast<char>(code));
        } else {
            const Piece from = code == m_next ? Piece{m_last->start, m_last->length + 1} : m_entries[size_t(code)];
            if (from.length > m_limit - start)
                return false;
            m_output.resize(start + from.length);
            // The last byte by itself: the entry that this very code completes ends with its own first byte.
            char *const bytes = m_output.data();
            const qsizetype rest = from.length - 1;
            std::memcpy(bytes + start, bytes + from.start, size_t(rest));
            bytes[start + rest] = bytes[from.start + rest];
        }
        learn({start, m_output.size() - start});
        return true;
    }

private:
    void learn(const Piece &written)
    {
        if (m_last)
            m_entries[size_t(m_next)] = {m_last->start, m_last->length + 1};
        m_last = written;
        if (++m_next < 1 << m_width)
            return;
        if (m_width < WidestCode) {
            ++m_width;
        } else { // the table is full: what is in it stays valid, and nothing is added
            m_last.reset();
            --m_next;
        }
    }

    qint64 m_limit;
    QByteArray m_output;
    int m_width = NarrowestCode;
    int m_next = EndCode; ///< the entry that the next code completes, and the highest code that may come
    std::optional<Piece> m_last;
    std::array<Piece, 1 << WidestCode> m_entries; ///< set from 258 up to m_next
};

Error damaged(const QString &message)
{
    return {u"gossip.damaged"_s, message};
}

} // namespace

Result<QByteArray> inflated(QByteArrayView compressed, qint64 limit)
{
    Codes codes(compressed);
    Inflater inflater(limit);
    while (const std::optional<int> code = codes.next(inflater.width())) {
        if (*code == EndCode) {
            if (!codes.isAtEnd())
                return damaged(u"bytes follow the end of the compressed data"_s);
            return inflater.output();
        }
        if (*code == ClearCode) {
            inflater.clear();
            continue;
        }
        if (!inflater.isPossible(*code))
            return damaged(u"the compressed data holds an impossible code"_s);
        if (!inflater.write(*code))
            return Error{u"gossip.too_large"_s, u"the compressed data grows over %1 bytes"_s.arg(limit)};
    }
    return damaged(u"the compressed data has no end"_s);
}

} // namespace rollcall::gossip

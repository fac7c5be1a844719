// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/Lzw.h"

#include <unordered_map>

namespace rollcall::demo {

namespace {

constexpr quint32 Clear = 256;
constexpr quint32 End = 257;
constexpr quint32 LastCode = 4095;
constexpr int FirstWidth = 9;

class Writer
{
public:
    void write(QByteArrayView plain)
    {
        send(Clear);
        if (!plain.isEmpty()) {
            quint32 code = static_cast<quint8>(plain.front());
            for (const char c : plain.sliced(1)) {
                const quint32 literal = static_cast<quint8>(c);
                const quint32 key = code << 8 | literal;
                if (const auto known = m_table.find(key); known != m_table.end()) {
                    code = known->second;
                    continue;
                }
                send(code);
                code = literal;
                if (advance())
                    m_table.emplace(key, m_highest);
            }
            send(code);
            advance();
        }
        send(End);
        if (m_count > 0)
            m_out.append(static_cast<char>(m_bits));
    }
    QByteArray taken() { return std::move(m_out); }

private:
    void send(quint32 code)
    {
        m_bits |= code << m_count;
        for (m_count += m_width; m_count >= 8; m_count -= 8) {
            m_out.append(static_cast<char>(m_bits));
            m_bits >>= 8;
        }
    }
    /// Counts the entry that the code just sent completes for the reader. False: the table was full and is empty again.
    bool advance()
    {
        ++m_highest;
        if (m_highest == 1U << m_width)
            ++m_width;
        if (m_highest != LastCode)
            return true;
        send(Clear);
        m_width = FirstWidth;
        m_highest = End;
        m_table.clear();
        return false;
    }

    std::unordered_map<quint32, quint32> m_table; ///< code of a prefix and the byte behind it, to the code of both
    quint32 m_highest = End;                      ///< the newest code
    int m_width = FirstWidth;
    quint32 m_bits = 0; ///< not yet a whole byte; the low end comes first
    int m_count = 0;
    QByteArray m_out;
};

} // namespace

QByteArray lzwCompressed(QByteArrayView plain)
{
    Writer writer;
    writer.write(plain);
    return writer.taken();
}

} // namespace rollcall::demo

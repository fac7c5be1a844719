// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gossip/AesGcm.h"
#include "gossip/Layout.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QtEndian>
#include <optional>
#include <unordered_map>
#include <vector>

/// Answers as a node of memberlist writes them, put together from parts: for what no recording holds.
namespace rollcall::test::frames {

template <class T>
QByteArray bigEndian(T value)
{
    QByteArray bytes(sizeof(T), Qt::Uninitialized);
    qToBigEndian(value, bytes.data());
    return bytes;
}

/// An integer that is not negative, in its shortest form.
inline QByteArray integer(quint32 value)
{
    if (value < 128)
        return QByteArray(1, static_cast<char>(value));
    if (value < 256)
        return "\xcc" + bigEndian(static_cast<quint8>(value));
    if (value < 65536)
        return "\xcd" + bigEndian(static_cast<quint16>(value));
    return "\xce" + bigEndian(value);
}

/// A text or bytes: Go writes both as raw.
inline QByteArray raw(const QByteArray &bytes)
{
    if (bytes.size() < 32)
        return static_cast<char>(0xa0 + bytes.size()) + bytes;
    if (bytes.size() < 65536)
        return "\xda" + bigEndian(static_cast<quint16>(bytes.size())) + bytes;
    return "\xdb" + bigEndian(static_cast<quint32>(bytes.size())) + bytes;
}

inline QByteArray nil()
{
    return "\xc0";
}
inline QByteArray boolean(bool value)
{
    return value ? "\xc3" : "\xc2";
}

struct Entry
{
    QByteArray key;
    QByteArray value; ///< msgpack
};

/// At most 15 entries.
inline QByteArray map(const std::vector<Entry> &entries)
{
    QByteArray bytes(1, static_cast<char>(0x80 + entries.size()));
    for (const Entry &entry : entries)
        bytes += raw(entry.key) + entry.value;
    return bytes;
}

inline QByteArray message(gossip::MessageType type, const QByteArray &body)
{
    return static_cast<char>(type) + body;
}

struct Node
{
    QByteArray name = "mm-app-1";
    QByteArray address = QByteArray("\x7f\x00\x00\x01", 4);
    quint16 port = 8074;
    quint32 state = 0;
    quint32 incarnation = 1;
    QByteArray meta = {}; ///< empty: nil
};

inline QByteArray nodeState(const Node &node)
{
    return map({{gossip::KeyAddr, raw(node.address)},
                {gossip::KeyIncarnation, integer(node.incarnation)},
                {gossip::KeyMeta, node.meta.isEmpty() ? nil() : raw(node.meta)},
                {gossip::KeyName, raw(node.name)},
                {gossip::KeyPort, integer(node.port)},
                {gossip::KeyState, integer(node.state)},
                {gossip::KeyVsn, raw(QByteArray("\x01\x05\x02\x00\x00\x00", 6))}});
}

inline QByteArray header(const QByteArray &nodes, const QByteArray &userStateLength)
{
    return map(
        {{gossip::KeyJoin, boolean(false)}, {gossip::KeyNodes, nodes}, {gossip::KeyUserStateLen, userStateLength}});
}

/// The node states are as nodeState() makes them, or not.
inline QByteArray pushPull(const QByteArrayList &nodeStates, const QByteArray &userState = {})
{
    return message(gossip::MessageType::PushPull,
                   header(integer(quint32(nodeStates.size())), integer(quint32(userState.size()))) + nodeStates.join() +
                       userState);
}

inline QByteArray error(const QByteArray &text)
{
    return message(gossip::MessageType::Error, map({{gossip::KeyError, raw(text)}}));
}

/// As Go's compress/lzw writes it, to the byte.
class LzwWriter
{
public:
    QByteArray written(const QByteArray &plain)
    {
        write(Clear);
        std::optional<int> saved;
        for (const char c : plain) {
            const int literal = static_cast<uchar>(c);
            if (!saved) {
                saved = literal;
                continue;
            }
            const int key = *saved << 8 | literal;
            const auto known = m_table.find(key);
            if (known != m_table.end()) {
                saved = known->second;
                continue;
            }
            write(*saved);
            if (grow())
                m_table[key] = m_highest;
            saved = literal;
        }
        if (saved) {
            write(*saved);
            grow();
        }
        write(Clear + 1);
        if (m_bitCount > 0)
            m_out += static_cast<char>(m_bits);
        return m_out;
    }

private:
    static constexpr int Clear = 256;

    void write(int code)
    {
        m_bits |= quint32(code) << m_bitCount;
        for (m_bitCount += m_width; m_bitCount >= 8; m_bitCount -= 8) {
            m_out += static_cast<char>(m_bits);
            m_bits >>= 8;
        }
    }
    /// False: the table was full and is empty now.
    bool grow()
    {
        if (++m_highest == 1 << m_width)
            ++m_width;
        if (m_highest < 4095)
            return true;
        write(Clear);
        m_width = 9;
        m_highest = Clear + 1;
        m_table.clear();
        return false;
    }

    QByteArray m_out;
    quint32 m_bits = 0;
    int m_bitCount = 0;
    int m_width = 9;
    int m_highest = Clear + 1;
    std::unordered_map<int, int> m_table; ///< a code and the byte behind it: their own code
};

inline QByteArray compressed(const QByteArray &plain)
{
    return message(gossip::MessageType::Compressed,
                   map({{gossip::KeyAlgo, integer(0)}, {gossip::KeyBuf, raw(LzwWriter().written(plain))}}));
}

/// The nonce of the recorded requests. One that is always the same: nothing but tests may seal so.
inline QByteArray fixedNonce()
{
    return {"\x00\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b", gossip::NonceSize};
}

inline QByteArray sealedAs(quint8 version, QByteArray plain, const Secret &key, const QByteArray &label = {},
                           const QByteArray &nonce = fixedNonce())
{
    if (version == gossip::PaddedVersion) {
        const qsizetype padding = 16 - plain.size() % 16;
        plain.append(padding, static_cast<char>(padding));
    }
    const auto length = static_cast<quint32>(1 + gossip::NonceSize + plain.size() + gossip::TagSize);
    QByteArray frame = static_cast<char>(gossip::MessageType::Encrypted) + bigEndian(length);
    QByteArray aad = frame;
    const std::optional<QByteArray> cipher = gossip::encrypted(plain, key, nonce, aad.append(label));
    frame.append(static_cast<char>(version)).append(nonce);
    return cipher ? frame.append(*cipher) : QByteArray();
}

} // namespace rollcall::test::frames

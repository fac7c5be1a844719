// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <optional>
#include <vector>

namespace rollcall {

/// Where each value of a JSON text stands. QJsonDocument reads the values but forgets their places and lets a key that
/// is written twice win silently; this index keeps both, so that a message can say line and column.
///
/// One pass over the text without recursion: any bytes give an index or a fault, in time linear to the text. Nesting is
/// bounded by MaximumDepth.
class JsonPositions
{
public:
    static constexpr int MaximumDepth = 64;

    struct Fault
    {
        qsizetype offset = 0; ///< bytes from the start
        QString message;
    };
    /// 1-based; the column counts characters (code points), not bytes.
    struct LineColumn
    {
        int line = 1;
        int column = 1;
        bool operator==(const LineColumn &) const = default;
    };

    explicit JsonPositions(const QByteArray &text);

    /// The first place where the text is not JSON. The index is only meaningful without one.
    const std::optional<Fault> &syntaxFault() const { return m_fault; }
    /// Entries whose key stands earlier in the same object.
    const std::vector<int> &duplicates() const { return m_duplicates; }

    // Entries are numbered in the order of the text; the whole document is entry 0. None is -1.
    int firstChild(int entry) const;
    int nextSibling(int entry) const;
    int parent(int entry) const { return at(entry).parent; }
    /// Empty for what is not a member of an object.
    QString key(int entry) const;
    /// Of the key where there is one, else of the value.
    qsizetype keyOffset(int entry) const;
    qsizetype valueOffset(int entry) const { return at(entry).value; }

    /// Of a byte offset in `text`; offsets beyond the end count as the end.
    static LineColumn lineColumn(const QByteArray &text, qsizetype offset);

private:
    class Walk;
    struct Entry
    {
        qsizetype key = -1; ///< opening quote, or -1
        qsizetype keyEnd = -1;
        qsizetype value = 0;
        int parent = -1;
        int end = 0; ///< the entry after the last one inside this one
    };
    const Entry &at(int entry) const { return m_entries[static_cast<std::size_t>(entry)]; }

    QByteArray m_text;
    std::vector<Entry> m_entries;
    std::vector<int> m_duplicates;
    std::optional<Fault> m_fault;
};

} // namespace rollcall

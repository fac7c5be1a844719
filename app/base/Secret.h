// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace rollcall {

/// A token, password or key. It has no stream operator and no conversion to text; whoever needs the bytes says
/// reveal(). The memory is overwritten when the last copy dies.
class Secret
{
public:
    Secret() = default;
    explicit Secret(QByteArray bytes);
    Secret(const Secret &other);
    Secret(Secret &&other) noexcept;
    Secret &operator=(Secret other) noexcept;
    ~Secret();

    bool isEmpty() const { return m_bytes.isEmpty(); }
    /// The bytes themselves: only for the wire, never for a log, a report or a message.
    const QByteArray &reveal() const { return m_bytes; }
    bool operator==(const Secret &other) const { return m_bytes == other.m_bytes; }

private:
    QByteArray m_bytes;
};

} // namespace rollcall

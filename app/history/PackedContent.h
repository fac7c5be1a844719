// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"

#include <QByteArray>
#include <QSqlDatabase>
#include <map>
#include <optional>

namespace rollcall {

/// What the rows of a recording hold, packed. Most bodies differ in a few numbers from one that came before from the
/// same place: that is their base, and they are packed as what differs from it.
namespace packedcontent {

/// `base`: of any size; empty: by itself. Empty where it cannot be packed with that base, for want of memory.
QByteArray packed(const QByteArray &content, const QByteArray &base = {});
/// Total: nothing for what would not unpack, or to more than there can be. Reads what earlier versions packed, too.
std::optional<QByteArray> unpacked(const QByteArray &packed, const QByteArray &base = {});

} // namespace packedcontent

/// Reads the packed rows of one recording. Belongs to the thread of its connection, which outlives it.
class PackedRows
{
public:
    /// `hasBases`: the recording is of a version that knows them.
    PackedRows(QSqlDatabase connection, bool hasBases) : m_connection(std::move(connection)), m_hasBases(hasBases) {}

    bool hasBases() const { return m_hasBases; }
    /// A row of the table `body`. The error's message says what is wrong with it, as a person would say it.
    Result<QByteArray> body(qint64 id);
    /// Packed content of any row, and the id of its base; null: none.
    Result<QByteArray> content(const QByteArray &packed, const QVariant &base);

private:
    QSqlDatabase m_connection;
    bool m_hasBases;
    std::map<qint64, QByteArray> m_bases; ///< that were read
    qint64 m_bytes = 0;                   ///< of them
};

} // namespace rollcall

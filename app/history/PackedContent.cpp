// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/PackedContent.h"

#include <QSqlQuery>
#include <QVariant>
#include <memory>
#include <zstd.h>

namespace rollcall {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 LargestContent = qint64(64) * 1024 * 1024; // a body is at most 8 MiB, an answer of a port 4
constexpr qint64 MostBases = qint64(64) * 1024 * 1024;      // bytes
constexpr int Level = 6;
constexpr char Magic[] = "\x28\xb5\x2f\xfd"; // of a frame; as qCompress's size it would be more than there can be

struct FreeContext
{
    void operator()(ZSTD_CCtx *context) const { ZSTD_freeCCtx(context); }
    void operator()(ZSTD_DCtx *context) const { ZSTD_freeDCtx(context); }
};

Error broken(const QString &what)
{
    return {u"recording.damaged"_s, what};
}

std::optional<QByteArray> inflated(const QByteArray &packed)
{
    if (packed.size() < 4)
        return std::nullopt;
    // Its first four bytes say how much it is.
    quint32 size = 0;
    for (int i = 0; i < 4; ++i)
        size = size << 8 | static_cast<quint8>(packed[i]);
    if (size > LargestContent)
        return std::nullopt;
    QByteArray content = qUncompress(packed);
    if (content.size() != static_cast<qsizetype>(size))
        return std::nullopt;
    return content;
}

} // namespace

QByteArray packedcontent::packed(const QByteArray &content, const QByteArray &base)
{
    thread_local const std::unique_ptr<ZSTD_CCtx, FreeContext> context(ZSTD_createCCtx());
    const auto size = static_cast<std::size_t>(content.size());
    const std::size_t room = ZSTD_compressBound(size);
    const auto failed = [&] { return base.isEmpty() ? qCompress(content) : QByteArray(); };
    if (!context)
        return failed();
    QByteArray bytes(static_cast<qsizetype>(room), Qt::Uninitialized);
    ZSTD_CCtx_reset(context.get(), ZSTD_reset_session_and_parameters);
    ZSTD_CCtx_setParameter(context.get(), ZSTD_c_compressionLevel, Level);
    ZSTD_CCtx_setParameter(context.get(), ZSTD_c_checksumFlag, 1); // with the wrong base it unpacks to nonsense
    if (!base.isEmpty())
        ZSTD_CCtx_refPrefix(context.get(), base.constData(), static_cast<std::size_t>(base.size()));
    const std::size_t used = ZSTD_compress2(context.get(), bytes.data(), room, content.constData(), size);
    if (ZSTD_isError(used))
        return failed();
    return QByteArray(bytes.constData(), static_cast<qsizetype>(used)); // no bigger than it is
}

std::optional<QByteArray> packedcontent::unpacked(const QByteArray &packed, const QByteArray &base)
{
    if (!packed.startsWith(Magic))
        return base.isEmpty() ? inflated(packed) : std::nullopt;
    thread_local const std::unique_ptr<ZSTD_DCtx, FreeContext> context(ZSTD_createDCtx());
    const auto length = static_cast<std::size_t>(packed.size());
    // Also where it does not say how much it is: that number is above all bounds.
    const unsigned long long size = ZSTD_getFrameContentSize(packed.constData(), length);
    if (!context || size > static_cast<unsigned long long>(LargestContent))
        return std::nullopt;
    ZSTD_DCtx_reset(context.get(), ZSTD_reset_session_and_parameters);
    if (!base.isEmpty())
        ZSTD_DCtx_refPrefix(context.get(), base.constData(), static_cast<std::size_t>(base.size()));
    QByteArray content(static_cast<qsizetype>(size), Qt::Uninitialized);
    const std::size_t used =
        ZSTD_decompressDCtx(context.get(), content.data(), static_cast<std::size_t>(size), packed.constData(), length);
    if (ZSTD_isError(used) || used != size)
        return std::nullopt;
    return content;
}

Result<QByteArray> PackedRows::body(qint64 id)
{
    QSqlQuery find(m_connection);
    find.prepare(m_hasBases ? u"SELECT content, base FROM body WHERE id = ?"_s
                            : u"SELECT content, NULL FROM body WHERE id = ?"_s);
    find.addBindValue(id);
    if (!find.exec() || !find.next())
        return broken(u"a body is missing"_s);
    return content(find.value(0).toByteArray(), find.value(1));
}

Result<QByteArray> PackedRows::content(const QByteArray &packed, const QVariant &base)
{
    QByteArray of;
    if (!base.isNull()) {
        const qint64 id = base.toLongLong();
        auto known = m_bases.find(id);
        if (known == m_bases.end()) {
            QSqlQuery find(m_connection);
            // A base has none itself.
            find.prepare(u"SELECT content FROM body WHERE id = ? AND base IS NULL"_s);
            find.addBindValue(id);
            if (!find.exec() || !find.next())
                return broken(u"what a body differs from is missing"_s);
            std::optional<QByteArray> read = packedcontent::unpacked(find.value(0).toByteArray());
            if (!read)
                return broken(u"what a body differs from cannot be unpacked"_s);
            if (m_bytes + read->size() > MostBases) {
                m_bases.clear();
                m_bytes = 0;
            }
            m_bytes += read->size();
            known = m_bases.emplace(id, std::move(*read)).first;
        }
        of = known->second;
    }
    std::optional<QByteArray> content = packedcontent::unpacked(packed, of);
    if (!content)
        return broken(u"a body cannot be unpacked"_s);
    return std::move(*content);
}

} // namespace rollcall

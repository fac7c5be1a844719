// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz/Fuzzing.h"
#include "products/Exchange.h"
#include "products/mattermost/VersionId.h"

using namespace rollcall;
using namespace rollcall::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArrayView text(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    if (const std::optional<IdentityFact> fact = mattermost::parseVersionId(text)) {
        require(fact->currentVersion.count(u'.') == 2);
        require(fact->version.count(u'.') == 2);
        require(fact->clientConfigHash.size() == 32 || fact->clientConfigHash.size() == 64);
        require(fact->licensed.has_value());
        // Nothing is lost: put together again it is the header.
        QByteArray again = fact->currentVersion.toLatin1() + '.';
        if (!fact->build.isEmpty())
            again += fact->build.toLatin1() + '.';
        again += fact->clientConfigHash.toLatin1() + '.' + (*fact->licensed ? "true" : "false");
        const QByteArray trimmed = text.trimmed().toByteArray();
        require(again.toLower() == trimmed.toLower() || fact->build.isEmpty());
    }
    if (const std::optional<qint64> date = exchange::parseHttpDate(text))
        require(*date >= 0 && *date < 253402387200);
    const QString origin = exchange::originText(QString::fromUtf8(text));
    require(!origin.contains(u'@') && !origin.contains(u'?'));
    return 0;
}

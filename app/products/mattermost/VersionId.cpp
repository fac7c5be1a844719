// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "products/mattermost/VersionId.h"

#include <QByteArray>
#include <algorithm>

namespace rollcall::mattermost {

namespace {

/// The longest real one has about 100 characters.
constexpr qsizetype LongestHeader = 256;
constexpr qsizetype LongestNumber = 9;

template <class Char>
bool isDigit(Char c)
{
    return c >= Char('0') && c <= Char('9');
}

bool isHexDigit(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

bool isNumber(QByteArrayView text)
{
    return !text.isEmpty() && text.size() <= LongestNumber && std::all_of(text.begin(), text.end(), isDigit<char>);
}

bool isBuildPart(char c)
{
    return c > ' ' && c < 0x7f;
}

bool isThreeNumbers(QStringView text)
{
    int parts = 1;
    qsizetype length = 0;
    for (const QChar c : text) {
        if (c == u'.') {
            if (length == 0)
                return false;
            ++parts;
            length = 0;
        } else if (!isDigit(c.unicode()) || ++length > LongestNumber) {
            return false;
        }
    }
    return parts == 3 && length > 0;
}

} // namespace

std::optional<IdentityFact> parseVersionId(QByteArrayView header)
{
    header = header.trimmed();
    if (header.isEmpty() || header.size() > LongestHeader || !std::all_of(header.begin(), header.end(), isBuildPart))
        return {};

    const qsizetype licensedDot = header.lastIndexOf('.');
    if (licensedDot <= 0)
        return {};
    const QByteArrayView licensed = header.sliced(licensedDot + 1);
    const bool isLicensed = licensed == QByteArrayView("true");
    if (!isLicensed && licensed != QByteArrayView("false"))
        return {};

    header = header.first(licensedDot);
    const qsizetype hashDot = header.lastIndexOf('.');
    if (hashDot <= 0)
        return {};
    const QByteArrayView hash = header.sliced(hashDot + 1);
    // MD5 up to 5.37 at least, SHA-256 today.
    if ((hash.size() != 32 && hash.size() != 64) || !std::all_of(hash.begin(), hash.end(), isHexDigit))
        return {};

    header = header.first(hashDot);
    qsizetype currentEnd = 0;
    for (int part = 0; part < 3; ++part) {
        const qsizetype begin = part == 0 ? 0 : currentEnd + 1;
        if (begin > header.size())
            return {};
        currentEnd = header.indexOf('.', begin);
        if (currentEnd < 0)
            currentEnd = header.size();
        if (!isNumber(header.sliced(begin, currentEnd - begin)))
            return {};
    }
    IdentityFact fact;
    fact.currentVersion = QString::fromLatin1(header.first(currentEnd));
    if (currentEnd < header.size())
        fact.build = QString::fromLatin1(header.sliced(currentEnd + 1));
    fact.version = comparedVersion(fact.currentVersion, fact.build);
    fact.clientConfigHash = QString::fromLatin1(hash).toLower();
    fact.licensed = isLicensed;
    return fact;
}

QString comparedVersion(const QString &currentVersion, const QString &build)
{
    return isThreeNumbers(build) ? build : currentVersion;
}

} // namespace rollcall::mattermost

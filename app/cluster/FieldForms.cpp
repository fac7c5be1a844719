// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/FieldForms.h"

#include "base/JsonPath.h"

#include <QByteArray>
#include <QRegularExpression>
#include <QStringList>

namespace rollcall {

using namespace Qt::StringLiterals;

namespace {

bool matches(const QRegularExpression &form, QStringView text)
{
    return form.match(text.toString()).hasMatch();
}

/// 1 to 65535 in plain digits; toUInt() alone would take spaces, a sign and leading zeros, too.
bool isPort(QStringView text)
{
    const auto isDigit = [](QChar c) { return c >= u'0' && c <= u'9'; };
    const bool isPlain =
        !text.isEmpty() && text.size() <= 5 && text.front() != u'0' && std::all_of(text.begin(), text.end(), isDigit);
    return isPlain && text.toUInt() <= 65535;
}

Error expected(const QString &what)
{
    return {u"url.refused"_s, u"expected "_s + what};
}

} // namespace

bool hasControlCharacter(QStringView text)
{
    return std::any_of(text.begin(), text.end(), [](QChar c) {
        const char16_t code = c.unicode();
        const bool turnsText = (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
        const bool breaksLine = code == 0x2028 || code == 0x2029;
        return c.category() == QChar::Other_Control || turnsText || breaksLine || code == QChar::ByteOrderMark;
    });
}

bool isName(QStringView text)
{
    return !text.isEmpty() && text.size() <= 200 && !text.front().isSpace() && !text.back().isSpace();
}

bool isFilePath(QStringView text)
{
    return !text.isEmpty() && text.size() <= 4096;
}

bool isLabel(QStringView text)
{
    const qsizetype bytes = text.toUtf8().size();
    return bytes >= 1 && bytes <= 255;
}

bool isEnvironmentVariable(QStringView text)
{
    static const QRegularExpression form(u"\\A[A-Za-z_][A-Za-z0-9_]{0,199}\\z"_s);
    return matches(form, text);
}

bool isHostPort(QStringView text)
{
    static const QRegularExpression host(u"\\A(?:[\\w](?:[\\w.-]*[\\w.])?|\\[[0-9A-Fa-f:.]+(?:%[\\w.-]+)?\\])\\z"_s,
                                         QRegularExpression::UseUnicodePropertiesOption);
    const qsizetype colon = text.lastIndexOf(u':');
    return colon > 0 && colon < text.size() - 1 && isPort(text.mid(colon + 1)) && matches(host, text.left(colon));
}

bool isJumpHost(QStringView text)
{
    static const QRegularExpression form(u"\\A(?:[A-Za-z0-9_][A-Za-z0-9_.+-]*@)?"
                                         "(?:[A-Za-z0-9_][A-Za-z0-9_.-]*|\\[[0-9A-Fa-f:.]+\\])(?::([0-9]{1,5}))?\\z"_s);
    const auto match = form.match(text.toString());
    return match.hasMatch() && (match.capturedLength(1) <= 0 || isPort(match.capturedView(1)));
}

bool isPin(QStringView text)
{
    constexpr auto Start = "sha256//"_L1;
    if (!text.startsWith(Start))
        return false;
    const QByteArray encoded = text.mid(Start.size()).toLatin1();
    const auto decoded = QByteArray::fromBase64Encoding(encoded, QByteArray::AbortOnBase64DecodingErrors);
    // Written again and compared: only the one canonical spelling can equal what a peer's key gives.
    return decoded && decoded.decoded.size() == 32 && decoded.decoded.toBase64() == encoded;
}

bool isUrlPath(QStringView text)
{
    static const QRegularExpression form(u"\\A/[!-~]{0,2047}\\z"_s);
    return matches(form, text) && !text.contains(u'#');
}

bool isHeaderName(QStringView text)
{
    static const QRegularExpression form(u"\\A[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}\\z"_s);
    return matches(form, text);
}

bool isCredentialHeader(QStringView name)
{
    static const QStringList names{u"authorization"_s,  u"proxy-authorization"_s, u"cookie"_s,      u"private-token"_s,
                                   u"x-api-key"_s,      u"x-auth-token"_s,        u"apikey"_s,      u"api-key"_s,
                                   u"x-gitlab-token"_s, u"job-token"_s,           u"deploy-token"_s};
    return names.contains(name.toString().toLower());
}

bool isCode(QStringView text)
{
    static const QRegularExpression form(u"\\A[a-z][a-z0-9_]{0,60}(?:\\.[a-z0-9_]{1,60}){1,3}\\z"_s);
    return matches(form, text);
}

bool isJsonPath(QStringView text)
{
    return JsonPath::parse(text).has_value();
}

bool isMediaType(QStringView text)
{
    static const QRegularExpression form(u"\\A[A-Za-z0-9!#$&^_.+-]+(?:/(?:[A-Za-z0-9!#$&^_.+-]+|\\*))?"
                                         "(?:; ?[!-~]+)?\\z"_s);
    return text.size() <= 200 && matches(form, text);
}

bool isHttpProxy(QStringView text)
{
    if (text == "system"_L1 || text == "none"_L1)
        return true;
    if (!text.startsWith("http://"_L1) && !text.startsWith("socks5h://"_L1))
        return false;
    const QUrl url(text.toString(), QUrl::StrictMode);
    return url.isValid() && !url.host().isEmpty() && url.port() != 0 && url.userInfo().isEmpty() &&
           !text.contains(u'@') && (url.path().isEmpty() || url.path() == "/"_L1) && !url.hasQuery() &&
           !url.hasFragment();
}

Result<QUrl> readUrl(const QString &text, UrlUse use)
{
    const QUrl url(text, QUrl::StrictMode);
    const QString scheme = url.scheme();
    const bool wantsTcp = use == UrlUse::Tcp || (use == UrlUse::Generic && scheme == "tcp"_L1);
    QString forms = u"an http:// or https:// URL"_s;
    if (use == UrlUse::Generic)
        forms += u", or tcp://host:port"_s;
    if (wantsTcp)
        forms = u"tcp://host:port"_s;
    if (!url.userInfo().isEmpty() || url.authority().contains(u'@'))
        return expected(forms + u" without user or password; credentials go into token or login"_s);
    if (!url.isValid() || url.host().isEmpty() || url.port() == 0)
        return expected(forms);
    if (wantsTcp) {
        if (scheme != "tcp"_L1 || url.port() < 0 || url.path().size() > 1 || url.hasQuery() || url.hasFragment())
            return expected(forms);
    } else if (scheme == "tcp"_L1 && use == UrlUse::Product) {
        return expected(forms + u"; tcp:// is for the product generic"_s);
    } else if (scheme != "http"_L1 && scheme != "https"_L1) {
        return expected(forms);
    }
    if (url.hasFragment())
        return expected(forms + u" without a fragment (#)"_s);
    if (use == UrlUse::Product && url.hasQuery())
        return expected(forms + u" without a query (?)"_s);
    // What cannot be written and read again unchanged would be another address after the next save.
    const QUrl again(url.toString(QUrl::FullyEncoded), QUrl::StrictMode);
    if (again != url)
        return expected(forms);
    return url;
}

} // namespace rollcall

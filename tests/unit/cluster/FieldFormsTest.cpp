// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/FieldForms.h"

#include "cluster/ClusterKeys.h"
#include "support/PrintTo.h"

#include <gtest/gtest.h>

using namespace rollcall;
using namespace Qt::StringLiterals;

namespace {

void expectForm(bool (*form)(QStringView), const QStringList &good, const QStringList &bad)
{
    for (const QString &text : good)
        EXPECT_TRUE(form(text)) << text.toStdString();
    for (const QString &text : bad)
        EXPECT_FALSE(form(text)) << text.toStdString();
}

} // namespace

TEST(FieldForms, HostPort)
{
    expectForm(isHostPort,
               {u"h:1"_s, u"10.0.0.1:65535"_s, u"a-b.example.com:80"_s, u"[::1]:80"_s, u"[fe80::1%eth0]:1"_s,
                u"bücher.example:80"_s, u"under_score:80"_s},
               {u""_s, u":"_s, u"h"_s, u"h:"_s, u":80"_s, u"h:0"_s, u"h:65536"_s, u"h:080"_s, u"h:+80"_s, u"h:8x"_s,
                u"::1:80"_s, u"a b:80"_s, u"u@h:80"_s, u"http://h:80"_s, u"-h:80"_s, u"h:80\n"_s, u"h:99999999999"_s});
}

TEST(FieldForms, JumpHost)
{
    expectForm(isJumpHost,
               {u"jump"_s, u"ops@jump"_s, u"ops@jump.example.com:2222"_s, u"ops@[2001:db8::1]:22"_s, u"10.0.0.1"_s},
               {u""_s, u"-oProxyCommand=sh"_s, u"-l@h"_s, u"ops@-h"_s, u"a b"_s, u"ops:pw@h"_s, u"h:0"_s, u"h:65536"_s,
                u"h;rm"_s, u"$(h)"_s, u"h\n"_s, u"@h"_s});
}

TEST(FieldForms, Pin)
{
    expectForm(isPin, {u"sha256//47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="_s},
               {u""_s, u"sha256//"_s, u"47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="_s,
                u"sha1//47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="_s,
                u"sha256//47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU"_s,  // without its padding
                u"sha256//47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV="_s, // spare bits set: another spelling
                u"sha256//47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hS"_s,
                u"sha256//47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU="_s,
                u"sha256//47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\u00e4"_s});
}

TEST(FieldForms, HttpProxy)
{
    expectForm(isHttpProxy, {u"system"_s, u"none"_s, u"http://p:3128"_s, u"http://p"_s, u"socks5h://[::1]:1080/"_s},
               {u""_s, u"System"_s, u"https://p:1"_s, u"socks5://p:1"_s, u"socks4://p"_s, u"p:3128"_s, u"http://"_s,
                u"http://u@p:1"_s, u"http://u:pw@p:1"_s, u"http://p:1/path"_s, u"http://p:1?x"_s, u"http://p:99999"_s});
}

TEST(FieldForms, EnvironmentVariable)
{
    expectForm(isEnvironmentVariable, {u"A"_s, u"_x9"_s, u"ROLLCALL_TOKEN"_s},
               {u""_s, u"9A"_s, u"A-B"_s, u"A B"_s, u"A=1"_s, u"Ä"_s, u"A\n"_s});
}

TEST(FieldForms, Code)
{
    expectForm(isCode, {u"clock.skew"_s, u"node.missing_from_cluster"_s, u"tls.expires"_s},
               {u""_s, u"clock"_s, u".skew"_s, u"clock."_s, u"Clock.skew"_s, u"clock skew"_s, u"clock..skew"_s});
}

TEST(FieldForms, MediaType)
{
    expectForm(isMediaType, {u"application/json"_s, u"text/*"_s, u"json"_s, u"text/plain; charset=utf-8"_s},
               {u""_s, u"a b"_s, u"text/"_s, u"/json"_s, u"text/plain\n"_s});
}

TEST(FieldForms, ControlCharacters)
{
    for (const QString &text :
         {u"a\nb"_s, u"a\tb"_s, QString(QChar(0)), u"\u202e"_s, u"\u2066"_s, u"\u2028"_s, u"\u0085"_s, u"\ufeff"_s})
        EXPECT_TRUE(hasControlCharacter(text));
    for (const QString &text : {u""_s, u"ä 𝄞"_s, u"שלום"_s})
        EXPECT_FALSE(hasControlCharacter(text)) << text.toStdString();
}

TEST(FieldForms, CredentialHeadersAreKnownInAnyCase)
{
    EXPECT_TRUE(isCredentialHeader(u"AUTHORIZATION"));
    EXPECT_TRUE(isCredentialHeader(u"Private-Token"));
    EXPECT_FALSE(isCredentialHeader(u"Accept"));
}

TEST(NearestWord, OnlyWhenNear)
{
    const QStringList words{u"name"_s, u"node"_s, u"url"_s, u"retryAfter"_s};
    EXPECT_EQ(nearestWord(u"nmae"_s, words), u"name"_s); // swapped letters are one fault
    EXPECT_EQ(nearestWord(u"Name"_s, words), u"name"_s);
    EXPECT_EQ(nearestWord(u"nod"_s, words), u"node"_s);
    EXPECT_EQ(nearestWord(u"uri"_s, words), u"url"_s);
    EXPECT_EQ(nearestWord(u"retry_after"_s, words), u"retryAfter"_s);
    EXPECT_EQ(nearestWord(u"interval"_s, words), QString());
    EXPECT_EQ(nearestWord(u""_s, words), QString());
    EXPECT_EQ(nearestWord(QString(100000, u'n'), words), QString());
}

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/Redaction.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <gmock/gmock.h>

namespace rollcall {
namespace {

using namespace Qt::StringLiterals;

QByteArray bodyOf(const Redaction &redaction, const QByteArray &name, const QByteArray &secret)
{
    return redaction.body("{\"n\": 1.50, \"" + name + "\": \"" + secret + "\"}");
}

TEST(Redaction, EqualSecretsStayEqualAndNothingElseChanges)
{
    const Redaction redaction;
    const QByteArray one = bodyOf(redaction, "SmtpPassword", "hunter2");
    EXPECT_FALSE(one.contains("hunter2"));
    EXPECT_TRUE(one.startsWith("{\"n\": 1.50, \"SmtpPassword\": \"«hidden:"));
    EXPECT_EQ(one, bodyOf(redaction, "SmtpPassword", "hunter2"));
    EXPECT_NE(one, bodyOf(redaction, "SmtpPassword", "hunter3"));
    EXPECT_NE(one, bodyOf(Redaction(), "SmtpPassword", "hunter2")); // the key is another one
    EXPECT_TRUE(QJsonDocument::fromJson(one).isObject());
}

TEST(Redaction, WhatNamesNoSecretStaysByteForByte)
{
    const Redaction redaction;
    for (const QByteArray &body :
         {QByteArray("{\"Version\":\"5.35.4\",\"a\":[1,2.0,\"x\"],\"a\":null}"), QByteArray("# HELP x\nx{a=\"b\"} 1\n"),
          QByteArray("{\"Password\":\"********\",\"Salt\":\"\"}"), QByteArray("\x00\xff\xfe binary", 10), QByteArray(),
          QByteArray("{\"PublicKey\":\"abc\",\"Enabled\":true}")})
        EXPECT_EQ(redaction.body(body), body);
}

TEST(Redaction, SecretsGoWhereverTheyAre)
{
    const Redaction redaction;
    for (const QByteArray &body : {
             QByteArray("{\"SqlSettings\":{\"DataSource\":\"mmuser:zq9secret@tcp(db:3306)/mm\"}}"),
             QByteArray("{\"Credentials\":{\"any\":[{\"x\":\"zq9secret\"}]}}"),
             QByteArray("{\"pass\\u0077ord\":\"zq9secret\"}"),
             QByteArray("{\"token\":\"zq9secret"), // cut short
             QByteArray("{\"note\":\"postgres:\\/\\/user:zq9secret@db\"}"),
             QByteArray("see https://user:zq9secret@host/path"),
             QByteArray("Authorization: Bearer zq9secretzq9secret"),
             QByteArray("password=zq9secret&x=1"),
             QByteArray("-----BEGIN RSA PRIVATE KEY-----\nzq9secret\n-----END RSA PRIVATE KEY-----\n"),
             QByteArray("[{\"a\":1,\"api_key\":\"zq9secret\"},{\"b\":\"eyJhbGciOi.zq9secret.abc\"}]"),
         }) {
        EXPECT_FALSE(redaction.body(body).contains("zq9secret")) << redaction.body(body).toStdString();
    }
}

TEST(Redaction, APassPhraseGoesAsAWhole)
{
    Redaction redaction;
    redaction.learn(Secret("correct horse battery"));
    redaction.learn(Secret("Bearer zq9secret"));
    EXPECT_FALSE(redaction.text(u"it said: correct horse battery"_s).contains(u"horse"_s));
    EXPECT_FALSE(redaction.text(u"it said: battery"_s).contains(u"battery"_s));
    EXPECT_TRUE(redaction.text(u"got Bearer zq9secret"_s).startsWith(u"got Bearer «hidden:"_s));
    EXPECT_EQ(redaction.withoutKnown(QByteArray("\x01\xff", 2)), QByteArray("\x01\xff", 2));
    EXPECT_FALSE(redaction.withoutKnown("\x01zq9secret\xff").contains("zq9"));
}

TEST(Redaction, HeadersKeepTheirLines)
{
    const Redaction redaction;
    const QByteArray head = "Server: nginx\r\nSet-Cookie: MMAUTHTOKEN=zq9secret; Path=/\r\nToken: zq9secret\r\n"
                            "X-Version-Id: 5.35.4.1\r\n";
    const QByteArray out = redaction.head(head);
    EXPECT_FALSE(out.contains("zq9secret"));
    EXPECT_EQ(out.count("\r\n"), 4);
    EXPECT_TRUE(out.startsWith("Server: nginx\r\nSet-Cookie: «hidden:"));
    EXPECT_TRUE(out.endsWith("\r\nX-Version-Id: 5.35.4.1\r\n"));
}

TEST(Redaction, ASecretInUseGoesInEveryFormInWhichATextRepeatsIt)
{
    Redaction redaction;
    redaction.learn(Secret("Bearer q\"1&<alpha beta"));
    for (const QByteArray &text : {
             QByteArray(R"({"said":"q\"1&<alpha beta"})"),
             QByteArray(R"({"said":"q\"1\u0026\u003calpha beta"})"),
             QByteArray("Location: https://app1/?x=q%221%26%3Calpha%20beta"),
             QByteArray("no such thing as q\"1&<alpha beta here"),
         }) {
        const QByteArray out = redaction.body(text);
        EXPECT_FALSE(out.contains("alpha")) << out.toStdString();
        EXPECT_TRUE(out.contains("hidden:")) << out.toStdString();
    }
    redaction.learn(Secret("short"));
    EXPECT_EQ(redaction.body("cut it short"), "cut it short") << "it would be found in every text";
}

TEST(Redaction, HostileTextEnds)
{
    const Redaction redaction;
    redaction.body("{" + QByteArray(200000, '[') + "\"\\");
    redaction.body(QByteArray(200000, '"'));
    redaction.body(QByteArray(100000, 'a') + "://" + QByteArray(100000, 'b'));
    redaction.body("-----BEGIN PRIVATE KEY-----" + QByteArray(100000, '\n'));
}

} // namespace
} // namespace rollcall

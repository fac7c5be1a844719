// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "products/mattermost/VersionId.h"
#include "support/PrintTo.h"

#include <gtest/gtest.h>

using namespace rollcall;
using namespace rollcall::mattermost;
using namespace Qt::StringLiterals;

namespace {

const QByteArray Md5 = "18c0fbd759664a85fe95132bb7fc04cf";
const QByteArray Sha256 = Md5 + Md5;

struct Case
{
    QByteArray header;
    QString version;
    QString current;
    QString build;
    QByteArray hash;
    bool licensed;
};

} // namespace

TEST(VersionId, IsParsedFromTheRight)
{
    const std::vector<Case> cases = {
        {"5.0.0.5.0.1." + Md5 + ".true", u"5.0.1"_s, u"5.0.0"_s, u"5.0.1"_s, Md5, true},
        {"11.4.4.11.4.4." + Sha256 + ".false", u"11.4.4"_s, u"11.4.4"_s, u"11.4.4"_s, Sha256, false},
        {"11.4.0.dev." + Sha256 + ".true", u"11.4.0"_s, u"11.4.0"_s, u"dev"_s, Sha256, true},
        {"5.37.0.5.37.1." + Md5 + ".true", u"5.37.1"_s, u"5.37.0"_s, u"5.37.1"_s, Md5, true},
        {"5.35.4.5.35.4.06a8638b0b68f072c13f9867479dd147.false", u"5.35.4"_s, u"5.35.4"_s, u"5.35.4"_s,
         "06a8638b0b68f072c13f9867479dd147", false},
        {"10.11.2.123456." + Sha256 + ".true", u"10.11.2"_s, u"10.11.2"_s, u"123456"_s, Sha256, true},
        {"10.11.0.10.11.2-rc1." + Sha256 + ".true", u"10.11.0"_s, u"10.11.0"_s, u"10.11.2-rc1"_s, Sha256, true},
        {"10.11.0." + Sha256 + ".true", u"10.11.0"_s, u"10.11.0"_s, {}, Sha256, true},
        {" 5.37.0.5.37.1." + Md5.toUpper() + ".true ", u"5.37.1"_s, u"5.37.0"_s, u"5.37.1"_s, Md5, true},
    };
    for (const Case &c : cases) {
        SCOPED_TRACE(c.header.toStdString());
        const std::optional<IdentityFact> fact = parseVersionId(c.header);
        ASSERT_TRUE(fact.has_value());
        EXPECT_EQ(fact->version, c.version);
        EXPECT_EQ(fact->currentVersion, c.current);
        EXPECT_EQ(fact->build, c.build);
        EXPECT_EQ(fact->clientConfigHash, QString::fromLatin1(c.hash));
        EXPECT_EQ(fact->licensed, c.licensed);
    }
}

TEST(VersionId, IsRefusedWholeWhenAPartIsNotOfItsKind)
{
    const std::vector<QByteArray> headers = {
        "",
        ".",
        "....",
        "5.35.4",
        "true",
        Md5 + ".true",
        "5.35." + Md5 + ".true",
        "5.35." + Md5 + ".5.35.4." + Md5 + ".true",
        "a.b.c.5.35.4." + Md5 + ".true",
        "5.35.4.5.35.4." + Md5,
        "5.35.4.5.35.4." + Md5 + ".maybe",
        "5.35.4.5.35.4." + Md5 + ".",
        "5.35.4.5.35.4.xx" + Md5.mid(2) + ".true",
        "5.35.4.5.35.4." + Md5 + "0.true",
        "5.35.4.5.35.4..true",
        "5.35.4.\xE2\x80\xAE" + Md5 + ".true",
        QByteArray("5.35.4.\0x.", 10) + Md5 + ".true",
        "5.35.1234567890." + Md5 + ".true",
        "5.35.4." + QByteArray(300, 'a') + "." + Md5 + ".true",
    };
    for (const QByteArray &header : headers)
        EXPECT_FALSE(parseVersionId(header).has_value()) << header.toStdString();
}

TEST(VersionId, ComparesTheBuildOnlyWhereItLooksLikeAVersion)
{
    for (const QString &build :
         {u"dev"_s, u""_s, u"5.37"_s, u"5.37.1.2"_s, u"5..1"_s, u"5.37."_s, u".5.37"_s, u"5.37.x"_s})
        EXPECT_EQ(comparedVersion(u"5.37.0"_s, build), u"5.37.0"_s) << build.toStdString();
    EXPECT_EQ(comparedVersion(u"5.37.0"_s, u"5.37.10"_s), u"5.37.10"_s);
}

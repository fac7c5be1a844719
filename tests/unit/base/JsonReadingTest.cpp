// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/JsonReading.h"
#include "support/PrintTo.h"

#include <gtest/gtest.h>

using namespace rollcall;
using namespace Qt::StringLiterals;

TEST(JsonReading, ParsesObjectsAndArrays)
{
    EXPECT_TRUE(json::parse("{\"a\":1}").value().isObject());
    EXPECT_TRUE(json::parse(" [1,2] \n").value().isArray());
}

TEST(JsonReading, SaysWhatIsWrongWithoutRepeatingIt)
{
    EXPECT_EQ(json::parse("").error(), (Error{u"json.empty"_s, u"empty"_s}));
    EXPECT_EQ(json::parse(" \n").error().code, u"json.empty"_s);
    EXPECT_EQ(json::parse("{\"secret\":").error().message, u"broken JSON: an object is not closed at byte 10"_s);
    EXPECT_EQ(json::parse("[[1]").error().message, u"broken JSON: an array is not closed at byte 4"_s);
    EXPECT_EQ(json::parse("{\"a\":1} x").error().message, u"broken JSON: something follows its end at byte 8"_s);
    for (const QByteArray text : {"1", "true", "null", "\"x\"", "{", "{\"a\" 1}", "[1 2]", "[01]", "[\"\xff\"]", "[\"x",
                                  "[nope]", "{,}", "[-]"}) {
        const Result<QJsonValue> parsed = json::parse(text);
        EXPECT_FALSE(parsed.ok()) << text.toStdString();
        if (!parsed.ok()) {
            EXPECT_EQ(parsed.error().code, u"json.broken"_s) << text.toStdString();
        }
    }
    EXPECT_EQ(json::parse(QByteArray(5000, '[')).error().message.section(u" at"_s, 0, 0),
              u"broken JSON: it is nested too deeply"_s);
}

TEST(JsonReading, AValueOfAnotherTypeIsAbsent)
{
    const QJsonObject object =
        json::parse(
            R"({"t":"x","e":"","n":5,"f":1.5,"big":1e300,"yes":true,"flag":"true","off":"false","o":{"k":1},"z":null})")
            .value()
            .toObject();
    EXPECT_EQ(json::text(object, "t"_L1), u"x"_s);
    EXPECT_EQ(json::text(object, "e"_L1), u""_s);
    EXPECT_EQ(json::someText(object, "t"_L1), u"x"_s);
    EXPECT_EQ(json::boolean(object, "yes"_L1), true);
    EXPECT_EQ(json::booleanText(object, "flag"_L1), true);
    EXPECT_EQ(json::booleanText(object, "off"_L1), false);
    EXPECT_EQ(json::integer(object, "n"_L1), 5);
    EXPECT_EQ(json::object(object, "o"_L1)->size(), 1);

    EXPECT_EQ(json::someText(object, "e"_L1), std::nullopt);
    for (const QLatin1StringView key : {"n"_L1, "yes"_L1, "o"_L1, "z"_L1, "none"_L1}) {
        EXPECT_EQ(json::text(object, key), std::nullopt);
        EXPECT_EQ(json::booleanText(object, key), std::nullopt);
    }
    for (const QLatin1StringView key : {"t"_L1, "f"_L1, "big"_L1, "yes"_L1, "o"_L1, "z"_L1, "none"_L1})
        EXPECT_EQ(json::integer(object, key), std::nullopt) << key.data();
    for (const QLatin1StringView key : {"t"_L1, "n"_L1, "flag"_L1, "o"_L1, "z"_L1, "none"_L1})
        EXPECT_EQ(json::boolean(object, key), std::nullopt);
    for (const QLatin1StringView key : {"t"_L1, "n"_L1, "z"_L1, "none"_L1})
        EXPECT_EQ(json::object(object, key), std::nullopt);
}

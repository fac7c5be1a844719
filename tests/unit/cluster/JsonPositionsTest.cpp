// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/JsonPositions.h"

#include "support/PrintTo.h"

#include <gtest/gtest.h>

using namespace rollcall;
using namespace Qt::StringLiterals;

TEST(JsonPositions, FindsKeysAndValuesInTheOrderOfTheText)
{
    const QByteArray text = "{ \"b\": [ 10, { \"x\\u0079\": null } ], \"a\": \"t\" }";
    const JsonPositions positions(text);
    ASSERT_FALSE(positions.syntaxFault());
    const int b = positions.firstChild(0);
    EXPECT_EQ(positions.key(b), u"b"_s);
    EXPECT_EQ(positions.keyOffset(b), 2);
    EXPECT_EQ(positions.valueOffset(b), 7);
    const int ten = positions.firstChild(b);
    EXPECT_EQ(positions.valueOffset(ten), 9);
    EXPECT_EQ(positions.keyOffset(ten), 9);
    EXPECT_EQ(positions.key(ten), QString());
    const int object = positions.nextSibling(ten);
    EXPECT_EQ(positions.valueOffset(object), 13);
    EXPECT_EQ(positions.key(positions.firstChild(object)), u"xy"_s);
    EXPECT_EQ(positions.nextSibling(positions.firstChild(object)), -1);
    EXPECT_EQ(positions.nextSibling(object), -1);
    const int a = positions.nextSibling(b);
    EXPECT_EQ(positions.key(a), u"a"_s);
    EXPECT_EQ(positions.firstChild(a), -1);
    EXPECT_EQ(positions.nextSibling(a), -1);
    EXPECT_EQ(positions.nextSibling(0), -1);
    EXPECT_TRUE(positions.duplicates().empty());
}

TEST(JsonPositions, FindsKeysThatAreWrittenTwiceHoweverTheyAreSpelt)
{
    const JsonPositions positions("{ \"a\": 1, \"b\": { \"a\": 2 }, \"\\u0061\": 3 }");
    ASSERT_EQ(positions.duplicates().size(), 1U);
    EXPECT_EQ(positions.keyOffset(positions.duplicates().front()), 27);
}

TEST(JsonPositions, ColumnsCountCharacters)
{
    const QByteArray text = "a\r\nä€𝄞x";
    EXPECT_EQ(JsonPositions::lineColumn(text, 0), (JsonPositions::LineColumn{1, 1}));
    EXPECT_EQ(JsonPositions::lineColumn(text, 3), (JsonPositions::LineColumn{2, 1}));
    EXPECT_EQ(JsonPositions::lineColumn(text, 5), (JsonPositions::LineColumn{2, 2}));
    EXPECT_EQ(JsonPositions::lineColumn(text, 12), (JsonPositions::LineColumn{2, 4}));
    EXPECT_EQ(JsonPositions::lineColumn(text, 1000), (JsonPositions::LineColumn{2, 5}));
}

TEST(JsonPositions, NestingIsBounded)
{
    const auto nested = [](int depth) -> QByteArray { return QByteArray(depth, '[') + QByteArray(depth, ']'); };
    EXPECT_FALSE(JsonPositions(nested(JsonPositions::MaximumDepth)).syntaxFault());
    EXPECT_TRUE(JsonPositions(nested(JsonPositions::MaximumDepth + 1)).syntaxFault());
}

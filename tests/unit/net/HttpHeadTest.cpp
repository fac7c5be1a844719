// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/HttpClient.h"

#include <gtest/gtest.h>

using namespace rollcall;

namespace {

HttpResult with(const QByteArray &head)
{
    HttpResult result;
    result.head = head;
    return result;
}

} // namespace

TEST(HttpHead, TheFirstOfAName)
{
    const HttpResult result = with("A: 1\r\na: 2\r\nB:\r\n");
    EXPECT_EQ(result.header("a"), "1");
    EXPECT_EQ(result.header("B"), "");
    EXPECT_EQ(result.header(""), "");
    EXPECT_EQ(result.headers(), (std::vector<HttpHeader>{{"A", "1"}, {"a", "2"}, {"B", ""}}));
}

TEST(HttpHead, AnyBytesGiveAnAnswer)
{
    EXPECT_TRUE(with("").headers().empty());
    EXPECT_TRUE(with("no colon\r\n:nameless\r\n\r\n\n").headers().empty());
    EXPECT_EQ(with("A: cut").headers(), (std::vector<HttpHeader>{{"A", "cut"}}));
    EXPECT_EQ(with("A:1\nB: 2:3 \n").headers(), (std::vector<HttpHeader>{{"A", "1"}, {"B", "2:3"}}));
    EXPECT_EQ(with(QByteArray("A: \0\xff\r\n", 8)).header("A"), QByteArray("\0\xff", 2));
}

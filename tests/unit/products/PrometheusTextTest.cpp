// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "products/PrometheusText.h"
#include "support/PrintTo.h"

#include <cmath>
#include <gtest/gtest.h>

using namespace rollcall;
using prometheus::Sample;
using prometheus::Tally;

namespace {

struct Got
{
    QByteArray name;
    QByteArray labels;
    double value = 0;
    bool operator==(const Got &) const = default;
};

std::vector<Got> readAll(QByteArrayView text, Tally *tally = nullptr)
{
    std::vector<Got> got;
    const Tally counted = prometheus::read(
        text, [](QByteArrayView) { return true; },
        [&](const Sample &sample) {
            got.push_back({sample.name.toByteArray(), sample.labels.toByteArray(), sample.value});
        });
    if (tally != nullptr)
        *tally = counted;
    return got;
}

} // namespace

TEST(PrometheusText, ReadsNamesLabelsAndValues)
{
    const std::vector<Got> got = readAll("# HELP a help\n"
                                         "# TYPE a gauge\n"
                                         "a 1\n"
                                         "\n"
                                         "b{} 2.5\n"
                                         "c{x=\"1\"} 1e3 1395066363000\n"
                                         "d{x=\"1\",y=\"two\",} -4\r\n"
                                         "\t e { x = \"1\" , y=\"2\" } \t +5e-1\n"
                                         "f:sum{q=\"a \\\" \\\\ } # b\"} 6 # {trace_id=\"x\"} 0.5\n"
                                         "last 7");
    const std::vector<Got> wanted = {
        {"a", "", 1},
        {"b", "", 2.5},
        {"c", "x=\"1\"", 1000},
        {"d", "x=\"1\",y=\"two\",", -4},
        {"e", " x = \"1\" , y=\"2\" ", 0.5},
        {"f:sum", "q=\"a \\\" \\\\ } # b\"", 6},
        {"last", "", 7},
    };
    EXPECT_EQ(got, wanted);
}

TEST(PrometheusText, ReadsWhatIsNotFinite)
{
    const std::vector<Got> got = readAll("a +Inf\nb -Inf\nc Inf\nd NaN\ne nan\n");
    ASSERT_EQ(got.size(), 5U);
    EXPECT_EQ(got[0].value, INFINITY);
    EXPECT_EQ(got[1].value, -INFINITY);
    EXPECT_EQ(got[2].value, INFINITY);
    EXPECT_TRUE(std::isnan(got[3].value));
    EXPECT_TRUE(std::isnan(got[4].value));
}

TEST(PrometheusText, StopsAtTheEndMark)
{
    EXPECT_EQ(readAll("a 1\n# EOF\nb 2\n"), (std::vector<Got>{{"a", "", 1}}));
    EXPECT_EQ(readAll("a 1\n# EOFoo\nb 2\n").size(), 2U);
}

TEST(PrometheusText, CountsWhatItCannotReadAndGoesOn)
{
    Tally tally;
    const std::vector<Got> got = readAll("1a 1\n"
                                         "a\n"
                                         "a{ 1\n"
                                         "a{x} 1\n"
                                         "a{x=} 1\n"
                                         "a{x=\"1} 1\n"
                                         "a{x=\"1\\\n"
                                         "a{x=\"1\" y=\"2\"} 1\n"
                                         "a{,} 1\n"
                                         "a{x=\"1\"}\n"
                                         "a one\n"
                                         "a 1,5\n"
                                         "a 0x10\n"
                                         "a --1\n"
                                         "a infx\n"
                                         "a 1e999\n"
                                         "a -\n"
                                         "<html>\n"
                                         "good 1\n",
                                         &tally);
    EXPECT_EQ(got, (std::vector<Got>{{"good", "", 1}}));
    EXPECT_EQ(tally.samples, 1);
    EXPECT_EQ(tally.broken, 18);
}

TEST(PrometheusText, AnyBytesAreRead)
{
    EXPECT_TRUE(readAll("").empty());
    EXPECT_TRUE(readAll(QByteArrayView("\0\0\0", 3)).empty());
    EXPECT_TRUE(readAll("\xff\xfe{\"\n").empty());
    EXPECT_TRUE(readAll(QByteArray(1 << 20, '{')).empty());
    EXPECT_TRUE(readAll(QByteArray("a ").append(QByteArray(1 << 20, '1'))).empty());
}

TEST(PrometheusText, FindsALabelByItsName)
{
    int found = 0;
    prometheus::read(
        "a{x=\"plugin_id\"} 1\na{plugin_id=\"p\"} 1\na{x=\"1\", plugin_id=\"p\"} 1\na{xplugin_id=\"p\"} 1\na 1\n",
        [](QByteArrayView) { return true; }, [&](const Sample &sample) { found += sample.hasLabel("plugin_id"); });
    EXPECT_EQ(found, 2);
}

TEST(PrometheusText, BehindTheLastCommaStandsNoLabel)
{
    bool isSeen = false;
    prometheus::read(
        "up{plugin_id=\"jira\", } 1\n", [](QByteArrayView) { return true; },
        [&isSeen](const Sample &sample) {
            isSeen = true;
            EXPECT_TRUE(sample.hasLabel("plugin_id"));
            EXPECT_FALSE(sample.hasLabel(""));
        });
    EXPECT_TRUE(isSeen);
}

TEST(PrometheusText, DoesNotEvaluateWhatNobodyWants)
{
    Tally tally = prometheus::read(
        "a 1\nb x\nb 2\n", [](QByteArrayView name) { return name == QByteArrayView("a"); },
        [](const Sample &sample) { EXPECT_EQ(sample.name, QByteArrayView("a")); });
    EXPECT_EQ(tally.samples, 3);
    EXPECT_EQ(tally.broken, 0);
}

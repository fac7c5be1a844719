// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/SampleCodec.h"

#include <cmath>
#include <gtest/gtest.h>
#include <limits>
#include <random>

namespace rollcall {
namespace {

std::vector<RawSample> hourOf(double (*valueAt)(int))
{
    std::vector<RawSample> samples;
    for (int i = 0; i < 240; ++i)
        samples.push_back({1'700'000'000'000 + i * 15'000 + (i * 7) % 9, valueAt(i)});
    return samples;
}

void expectSame(const std::vector<RawSample> &samples)
{
    const auto back = samplecodec::decodeRaw(samplecodec::encodeRaw(samples));
    ASSERT_TRUE(back.ok());
    EXPECT_EQ(back.value(), samples);
}

TEST(SampleCodec, GivesRawSamplesBackAsTheyWere)
{
    expectSame({});
    expectSame({{-5, 0.1}});
    expectSame(hourOf([](int i) { return 100.0 + i % 7; }));
    expectSame(hourOf([](int i) { return (1234 + i * 37 % 1000) / 1e6; }));
    expectSame(hourOf([](int i) { return std::sin(i) * 1e9; }));
    expectSame(hourOf([](int i) { return i * 0.01 + 1e15; }));
    expectSame({{1, 9e15}, {2, 0.5}, {3, -9e15}, {4, 1e300}, {5, -1e-300}});
    expectSame({{std::numeric_limits<qint64>::min(), 1}, {std::numeric_limits<qint64>::max(), -1}, {0, 0}});
    const double infinity = std::numeric_limits<double>::infinity();
    expectSame({{1, infinity}, {2, -infinity}});
    const std::vector<RawSample> odd = {{1, -0.0}, {2, std::nan("")}};
    const auto back = samplecodec::decodeRaw(samplecodec::encodeRaw(odd));
    ASSERT_TRUE(back.ok());
    EXPECT_TRUE(std::signbit(back.value().at(0).value));
    EXPECT_TRUE(std::isnan(back.value().at(1).value));
}

TEST(SampleCodec, GivesSpansBackAsTheyWere)
{
    for (const double unit : {1.0, 1e-6, 1.0 / 3}) {
        std::vector<SeriesPoint> points;
        for (int i = 0; i < 1440; ++i) {
            const double low = (i * 13 % 71) * unit;
            const double high = low + (i % 5) * unit;
            points.push_back({.at = i * 60'000,
                              .minimum = low,
                              .mean = (low * 3 + high) / 4,
                              .maximum = high,
                              .count = 4,
                              .isAfterGap = i % 100 == 3,
                              .isAfterRestart = i % 200 == 7});
        }
        const auto back = samplecodec::decodeSpans(samplecodec::encodeSpans(points));
        ASSERT_TRUE(back.ok());
        ASSERT_EQ(back.value().size(), points.size());
        for (std::size_t i = 0; i < points.size(); ++i) {
            SeriesPoint point = back.value()[i];
            EXPECT_NEAR(point.mean, points[i].mean, 1e-9);
            point.mean = points[i].mean;
            EXPECT_EQ(point.minimum, points[i].minimum);
            EXPECT_NEAR(point.maximum, points[i].maximum, 1e-12);
            point.maximum = points[i].maximum;
            EXPECT_EQ(point, points[i]);
        }
    }
}

TEST(SampleCodec, GivesBatchesBackAsTheyWere)
{
    const std::vector<TailSample> samples = {{1, {1'700'000'000'000, 3}},
                                             {9, {1'700'000'000'001, 0.25}},
                                             {2, {1'699'999'999'999, 1.0 / 3}},
                                             {2, {0, -1e300}}};
    const auto back = samplecodec::decodeTail(samplecodec::encodeTail(samples));
    ASSERT_TRUE(back.ok());
    EXPECT_EQ(back.value(), samples);
}

TEST(SampleCodec, AnyBytesGiveAValueOrAnError)
{
    std::mt19937 random(7);
    std::vector<SeriesPoint> points(300);
    for (std::size_t i = 0; i < points.size(); ++i)
        points[i] = {.at = static_cast<qint64>(i) * 60'000, .minimum = 1, .mean = 2, .maximum = 3, .count = 4};
    std::vector<TailSample> batch = {{1, {1, 1}}, {2, {2, 0.3}}, {3, {3, 1.0 / 3}}};
    const std::vector<QByteArray> seeds = {samplecodec::encodeRaw(hourOf([](int i) { return i * 0.5; })),
                                           samplecodec::encodeRaw(hourOf([](int i) { return std::sin(i); })),
                                           samplecodec::encodeSpans(points),
                                           samplecodec::encodeTail(batch),
                                           QByteArray("\x01\xff\xff\xff\xff\x0f"),
                                           QByteArray("\x02\xff\xff\xff\x7f")};
    for (int round = 0; round < 20'000; ++round) {
        QByteArray bytes = seeds[random() % seeds.size()];
        for (unsigned change = random() % 4; change > 0; --change)
            bytes[static_cast<qsizetype>(random() % static_cast<unsigned>(bytes.size()))] = static_cast<char>(random());
        bytes.truncate(static_cast<qsizetype>(random() % static_cast<unsigned>(bytes.size() + 1)));
        // Said so or not: it comes back.
        const bool isGood = samplecodec::decodeRaw(bytes).ok() || samplecodec::decodeSpans(bytes).ok() ||
                            samplecodec::decodeTail(bytes).ok();
        EXPECT_TRUE(isGood || !bytes.isNull());
    }
}

TEST(SampleCodec, PacksAnHourOfARealisticSeries)
{
    std::mt19937 random(1);
    std::normal_distribution<double> jitter(0, 3);
    std::vector<RawSample> samples;
    for (int i = 0; i < 240; ++i)
        samples.push_back({1'700'000'000'000 + i * 15'000 + std::llround(jitter(random)),
                           std::round(4000 + 500 * jitter(random)) / 1e6});
    EXPECT_LT(samplecodec::encodeRaw(samples).size(), 4 * 240);
}

} // namespace
} // namespace rollcall

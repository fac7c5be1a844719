// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/PastText.h"

#include <QCborMap>
#include <QCborValue>
#include <cmath>
#include <gtest/gtest.h>
#include <limits>

namespace rollcall {
namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

constexpr TimePoint Epoch{1h};
constexpr qint64 Day = 24LL * 3'600'000;
constexpr qint64 Noon = 20'000 * Day + Day / 2;

/// A node that leaks: four days that are known, and a climb of half an hour that is told.
class PastTextTest : public testing::Test
{
protected:
    PastTextTest()
    {
        for (qint64 at = Noon - 4 * Day; at < Noon; at += 600'000)
            past.remember({at, 100 + static_cast<double>(at % 7)});
        more(40);
    }
    void more(int minutes, double start = 1'700'000'000)
    {
        for (int i = 0; i < 4 * minutes; ++i, ++m_number) {
            const TimePoint at = Epoch + m_number * 15s;
            m_trend.emplace_back(at, 400 + 10 * m_number);
            while (m_trend.front().first < at - 30min)
                m_trend.erase(m_trend.begin());
            past.add(m_trend, Noon + m_number * 15'000, start, 5000);
            past.tell(past.candidates().slow ? past.candidates().slow : past.candidates().fast);
        }
    }
    static QByteArray bytesOf(const GoroutinePast &of) { return toBytes(of.memory(), Epoch); }

    GoroutinePast past;

private:
    std::vector<std::pair<TimePoint, double>> m_trend;
    int m_number = 0;
};

TEST_F(PastTextTest, GoesOnAsItWould)
{
    ASSERT_TRUE(past.told().has_value()) << "nothing is told that could be lost";
    const QByteArray bytes = bytesOf(past);
    EXPECT_LT(bytes.size(), 4096);
    Result<GoroutinePast::Memory> read = pastFromBytes(bytes, Epoch);
    ASSERT_TRUE(read);
    GoroutinePast again;
    again.setMemory(std::move(read).value());
    EXPECT_EQ(bytesOf(again), bytes);
    EXPECT_EQ(again.candidates(), past.candidates());
    EXPECT_EQ(again.told(), past.told());
    more(30);
    const QByteArray later = bytesOf(past);
    EXPECT_NE(later, bytes);
    // A restart is measured by what was known.
    more(5, 1'700'009'000);
    EXPECT_TRUE(past.memory().restart.has_value());
    EXPECT_FALSE(past.told().has_value());
    ASSERT_TRUE(pastFromBytes(bytesOf(past), Epoch));
    EXPECT_EQ(pastFromBytes(bytesOf(past), Epoch).value().restart, past.memory().restart);
}

TEST_F(PastTextTest, NothingIsAPastToo)
{
    const GoroutinePast none;
    const Result<GoroutinePast::Memory> read = pastFromBytes(bytesOf(none), Epoch);
    ASSERT_TRUE(read);
    EXPECT_EQ(read.value().slot, -1);
}

TEST_F(PastTextTest, AnyBytesAreAPastOrAnError)
{
    const QByteArray bytes = bytesOf(past);
    for (qsizetype length = 0; length < bytes.size(); ++length)
        EXPECT_FALSE(pastFromBytes(bytes.first(length), Epoch)) << length;
    int read = 0;
    // Of the values themselves, which are most of it, some.
    const QCborMap whole = QCborValue::fromCbor(bytes).toMap();
    const auto isValue = [&](qsizetype at) {
        for (const QLatin1StringView key : {"sv"_L1, "hv"_L1}) {
            const QByteArray values = whole.value(key).toByteArray();
            const qsizetype begin = bytes.indexOf(values);
            if (at >= begin + 8 && at < begin + values.size() - 8)
                return true;
        }
        return false;
    };
    for (qsizetype at = 0; at < bytes.size(); ++at) {
        if (isValue(at) && at % 61 != 0)
            continue;
        for (const int flip : {0x01, 0x20, 0x80, 0xff}) {
            QByteArray damaged = bytes;
            damaged[at] = static_cast<char>(damaged[at] ^ flip);
            Result<GoroutinePast::Memory> memory = pastFromBytes(damaged, Epoch);
            if (!memory)
                continue;
            // Whatever is believed can be gone on with.
            ++read;
            EXPECT_TRUE(memory.value().isSound());
            GoroutinePast again;
            again.setMemory(std::move(memory).value());
            std::vector<std::pair<TimePoint, double>> trend;
            for (int i = 0; i < 50; ++i) {
                trend.emplace_back(Epoch + 41min + i * 15s, 500 + 20 * i);
                again.add(trend, Noon + 41 * 60'000 + i * 15'000, std::nullopt, 5000);
            }
            for (int scale = 0; scale < 8; ++scale)
                again.levelBefore(scale, trend);
            if (again.told())
                crossingOf(*again.told(), 2'000'000'000);
        }
    }
    EXPECT_GT(read, 100) << "values that are a bit other are values";
}

TEST_F(PastTextTest, WhatIsBeyondItsBoundsIsRefused)
{
    const QCborMap whole = QCborValue::fromCbor(bytesOf(past)).toMap();
    const auto isRead = [&](QLatin1StringView key, const QCborValue &value) {
        QCborMap map = whole;
        map.insert(key, value);
        return pastFromBytes(QCborValue(map).toCbor(), Epoch).ok();
    };
    ASSERT_TRUE(isRead("utc"_L1, Noon));
    EXPECT_FALSE(isRead("utc"_L1, -1));
    EXPECT_FALSE(isRead("utc"_L1, u"noon"_s));
    EXPECT_FALSE(isRead("s"_L1, std::numeric_limits<qint64>::max()));
    EXPECT_FALSE(isRead("h"_L1, -5));
    EXPECT_FALSE(isRead("sv"_L1, QByteArray(3, '\0')));
    EXPECT_FALSE(isRead("sv"_L1, QByteArray(4 * 433, '\0'))) << "more than three days";
    EXPECT_TRUE(isRead("sv"_L1, QByteArray(4 * 432, '\0')));
    EXPECT_FALSE(isRead("hv"_L1, QByteArray::fromHex("0000807f"))) << "infinite";
    EXPECT_FALSE(isRead("hv"_L1, QByteArray::fromHex("000080bf"))) << "fewer than none";
    EXPECT_TRUE(isRead("hv"_L1, QByteArray::fromHex("0000c07f"))) << "a hole";
    EXPECT_FALSE(isRead("st"_L1, std::nan("")));
    EXPECT_FALSE(isRead("st"_L1, 1e300));
    EXPECT_FALSE(isRead("at"_L1, std::numeric_limits<qint64>::max()));
    EXPECT_FALSE(isRead("told"_L1, 5));
    EXPECT_FALSE(isRead("told"_L1, QCborMap())) << "a climb that does not climb";
    const auto climbIsRead = [&](QLatin1StringView key, const QCborValue &value) {
        QCborMap climb = whole.value("told"_L1).toMap();
        climb.insert(key, value);
        return isRead("told"_L1, climb);
    };
    ASSERT_TRUE(climbIsRead("sc"_L1, 7));
    EXPECT_FALSE(climbIsRead("sc"_L1, 8)) << "there is no such scale";
    EXPECT_FALSE(climbIsRead("sc"_L1, -1));
    EXPECT_FALSE(climbIsRead("p"_L1, 1e-300));
    EXPECT_FALSE(climbIsRead("p"_L1, std::numeric_limits<double>::infinity()));
    EXPECT_FALSE(climbIsRead("l"_L1, std::nan("")));
    EXPECT_FALSE(climbIsRead("up"_L1, std::numeric_limits<qint64>::max()));
    EXPECT_FALSE(climbIsRead("w"_L1, std::numeric_limits<qint64>::max()));
    EXPECT_FALSE(climbIsRead("d"_L1, 8));
}

} // namespace
} // namespace rollcall

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gossip/Lzw.h"

#include "Recordings.h"
#include "support/MemberlistFrames.h"
#include "support/PrintTo.h"

#include <random>

using namespace rollcall;
using namespace rollcall::gossip;
using namespace rollcall::test;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 Ample = qint64{1} << 20;

struct Vector
{
    QByteArray plain;
    QByteArray compressed;
};

std::vector<Vector> vectors()
{
    std::vector<Vector> all;
    for (const QByteArray &line : recordedFile(u"lzw-vectors.txt"_s).split('\n')) {
        const qsizetype space = line.indexOf(' ');
        if (space >= 0 && !line.startsWith('#'))
            all.push_back({QByteArray::fromHex(line.first(space)), QByteArray::fromHex(line.sliced(space + 1))});
    }
    return all;
}

/// Codes of 9 bits, one after another.
QByteArray codes(std::initializer_list<int> all)
{
    QByteArray bytes;
    quint32 bits = 0;
    int count = 0;
    for (const int code : all) {
        bits |= quint32(code) << count;
        for (count += 9; count >= 8; count -= 8, bits >>= 8)
            bytes += static_cast<char>(bits);
    }
    return count > 0 ? bytes + static_cast<char>(bits) : bytes;
}

} // namespace

TEST(Lzw, ReadsWhatGoWrites)
{
    ASSERT_GE(vectors().size(), 19U);
    for (const Vector &vector : vectors()) {
        const Result<QByteArray> plain = inflated(vector.compressed, Ample);
        ASSERT_TRUE(plain.ok()) << vector.plain.size();
        EXPECT_EQ(plain.value(), vector.plain);
    }
}

TEST(Lzw, TheWriterOfTheTestsWritesAsGoDoes)
{
    for (const Vector &vector : vectors())
        EXPECT_EQ(frames::LzwWriter().written(vector.plain), vector.compressed) << vector.plain.size();
}

TEST(Lzw, ReadsEveryLengthThroughAllWidthsAndResets)
{
    std::mt19937 random(1); // NOLINT: the same each time
    for (const int letters : {1, 2, 7, 256}) {
        std::uniform_int_distribution<int> letter(0, letters - 1);
        QByteArray plain;
        for (int size = 0; size < 20000; size += 1 + size / 10) {
            while (plain.size() < size)
                plain += static_cast<char>(letter(random));
            const Result<QByteArray> read = inflated(frames::LzwWriter().written(plain), Ample);
            ASSERT_TRUE(read.ok()) << letters << " letters, " << size;
            ASSERT_EQ(read.value(), plain) << letters << " letters, " << size;
        }
    }
}

TEST(Lzw, NoBeginningOfAStreamPassesForOne)
{
    for (const Vector &vector : vectors()) {
        if (vector.compressed.size() > 2000)
            continue;
        for (qsizetype size = 0; size < vector.compressed.size(); ++size)
            ASSERT_EQ(inflated(vector.compressed.first(size), Ample).error().code, u"gossip.damaged"_s) << size;
    }
}

TEST(Lzw, GivesExactlyTheBoundAndNotAByteMore)
{
    for (const Vector &vector : vectors()) {
        const qint64 size = vector.plain.size();
        EXPECT_TRUE(inflated(vector.compressed, size).ok()) << size;
        if (size > 0) {
            EXPECT_EQ(inflated(vector.compressed, size - 1).error().code, u"gossip.too_large"_s) << size;
        }
    }
}

TEST(Lzw, StartsWithoutAClearAsOldNodesDo)
{
    EXPECT_EQ(inflated(codes({'a', 'b', 258, 257}), Ample).value(), "abab"_ba);
    EXPECT_EQ(inflated(codes({256, 256, 'a', 258, 256, 'b', 257}), Ample).value(), "aaab"_ba);
}

TEST(Lzw, RefusesCodesThatCannotBe)
{
    for (const QByteArray &bytes :
         {codes({256, 258, 257}),           // of an empty table
          codes({256, 'a', 259, 257}),      // the one after the next
          codes({256, 'a', 256, 258, 257}), // gone with the clear
          codes({'a', 511, 257}), QByteArray(), QByteArray(1, '\0'), QByteArray(64, '\xff')}) {
        const Result<QByteArray> read = inflated(bytes, Ample);
        ASSERT_FALSE(read.ok());
        EXPECT_EQ(read.error().code, u"gossip.damaged"_s);
    }
}

TEST(Lzw, NothingMayFollowTheEnd)
{
    EXPECT_TRUE(inflated(codes({256, 257}), Ample).ok());
    EXPECT_FALSE(inflated(codes({256, 257}).append('\0'), Ample).ok());
}

TEST(Lzw, AFullTableStaysInUseWithoutAClear)
{
    // Literals until the table holds its last entry; then its entries still mean what they did.
    QByteArray bytes;
    quint32 bits = 0;
    int count = 0;
    int width = 9;
    int next = 257;
    const auto put = [&](int code) {
        bits |= quint32(code) << count;
        for (count += width; count >= 8; count -= 8, bits >>= 8)
            bytes += static_cast<char>(bits);
        if (++next == 1 << width)
            width == 12 ? --next : ++width;
    };
    QByteArray plain;
    for (int i = 0; i < 5000; ++i) {
        put(i % 2 == 0 ? 'a' : 'b');
        plain += i % 2 == 0 ? 'a' : 'b';
    }
    put(258);
    put(258);
    put(259);
    plain += "ababba";
    put(257);
    bytes += static_cast<char>(bits);
    const Result<QByteArray> read = inflated(bytes, Ample);
    ASSERT_TRUE(read.ok());
    EXPECT_EQ(read.value(), plain);
}

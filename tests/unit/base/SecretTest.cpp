// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/Secret.h"

#include <QDebug>
#include <gtest/gtest.h>
#include <optional>
#include <ostream>
#include <type_traits>
#ifdef __SANITIZE_ADDRESS__
#include <algorithm>
#endif

using namespace rollcall;

namespace {

template <class T, class = void>
struct PrintsToDebug : std::false_type
{};
template <class T>
struct PrintsToDebug<T, std::void_t<decltype(std::declval<QDebug>() << std::declval<const T &>())>> : std::true_type
{};
template <class T, class = void>
struct PrintsToStream : std::false_type
{};
template <class T>
struct PrintsToStream<T, std::void_t<decltype(std::declval<std::ostream &>() << std::declval<const T &>())>>
    : std::true_type
{};

} // namespace

// What cannot be written by accident.
static_assert(PrintsToDebug<QByteArray>::value && !PrintsToDebug<Secret>::value);
static_assert(PrintsToStream<int>::value && !PrintsToStream<Secret>::value);
static_assert(!std::is_convertible_v<Secret, QString>);
static_assert(!std::is_convertible_v<Secret, QByteArray>);
static_assert(!std::is_convertible_v<QByteArray, Secret>);

TEST(Secret, HoldsBytesOfItsOwn)
{
    const QByteArray given("hunter2");
    const Secret secret(given);
    EXPECT_EQ(secret.reveal(), "hunter2");
    EXPECT_EQ(given, "hunter2"); // a literal of the caller stays whole
    const Secret copy = secret;
    EXPECT_EQ(copy, secret);
    EXPECT_NE(static_cast<const void *>(copy.reveal().constData()),
              static_cast<const void *>(secret.reveal().constData()));
}

TEST(Secret, OverwritesTheBufferItIsMadeFrom)
{
    // Shared with nobody: what the caller hands over is wiped, not merely let go.
    QByteArray buffer(64, Qt::Uninitialized);
    buffer.fill('k');
    const Secret secret(std::move(buffer));
    EXPECT_EQ(secret.reveal(), QByteArray(64, 'k'));
    EXPECT_TRUE(buffer.isEmpty()); // NOLINT: that nothing is left is what is asked
}

TEST(Secret, MovesAndIsReplaced)
{
    Secret secret(QByteArray(32, 'k'));
    Secret taken = std::move(secret);
    EXPECT_TRUE(secret.isEmpty()); // NOLINT: moved from on purpose
    EXPECT_EQ(taken.reveal(), QByteArray(32, 'k'));
    taken = Secret(QByteArray("other"));
    EXPECT_EQ(taken.reveal(), "other");
}

#ifdef __SANITIZE_ADDRESS__
// Of the sanitizer's allocator_interface.h, which g++ does not install.
extern "C" size_t __sanitizer_get_allocated_size(const volatile void *block);
extern "C" int __sanitizer_install_malloc_and_free_hooks(void (*onMalloc)(const volatile void *, size_t),
                                                         void (*onFree)(const volatile void *));

namespace {

constexpr qsizetype Length = 48;
int freedWhole = 0; ///< blocks that were given back with the secret still in them
int freedWiped = 0; ///< and those whose bytes were overwritten first
const char *watched = nullptr;

void onFree(const volatile void *block)
{
    const auto *start = static_cast<const char *>(const_cast<const void *>(block));
    if (!watched || !start || watched < start || watched >= start + __sanitizer_get_allocated_size(start))
        return;
    const bool isWiped = std::all_of(watched, watched + Length, [](char c) { return c == '\0'; });
    ++(isWiped ? freedWiped : freedWhole);
    watched = nullptr;
}

void watch(const Secret &secret)
{
    static const int hooked = __sanitizer_install_malloc_and_free_hooks([](const volatile void *, size_t) {}, onFree);
    ASSERT_NE(hooked, 0);
    freedWhole = freedWiped = 0;
    watched = secret.reveal().constData();
}

} // namespace

// Read by the allocator's hook at the moment the memory is given back: later nobody may look.
TEST(Secret, MemoryIsOverwrittenBeforeItIsGivenBack)
{
    {
        const Secret secret(QByteArray(Length, 'k'));
        watch(secret);
    }
    EXPECT_EQ(freedWiped, 1);
    EXPECT_EQ(freedWhole, 0);

    Secret replaced(QByteArray(Length, 'k'));
    watch(replaced);
    replaced = Secret(QByteArray("new"));
    EXPECT_EQ(freedWiped, 1);
    EXPECT_EQ(freedWhole, 0);

    auto moved = std::make_optional<Secret>(QByteArray(Length, 'k'));
    watch(*moved);
    {
        const Secret taken = std::move(*moved);
        moved.reset();
        EXPECT_EQ(freedWiped, 0); // still in use
    }
    EXPECT_EQ(freedWiped, 1);
    EXPECT_EQ(freedWhole, 0);
}
#endif

TEST(Secret, AssignsToItself)
{
    Secret secret(QByteArray("hunter2"));
    const Secret &same = secret;
    secret = same;
    EXPECT_EQ(secret.reveal(), "hunter2");
}

TEST(Secret, KnowsWhetherItIsEmpty)
{
    EXPECT_TRUE(Secret().isEmpty());
    EXPECT_FALSE(Secret(QByteArray("x")).isEmpty());
}

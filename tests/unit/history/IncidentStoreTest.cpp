// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/IncidentStore.h"

#include "support/WaitFor.h"

#include <QTemporaryDir>
#include <gtest/gtest.h>

namespace rollcall {
namespace {

using namespace Qt::StringLiterals;

using test::waitFor;

const QDateTime Start(QDate(2026, 3, 1), QTime(2, 0), Qt::UTC);

Incident incident(qint64 id, int openedAfter, int closedAfter = -1)
{
    Incident made;
    made.id = id;
    made.code = Code::NodeUnreachable;
    made.targets = {u"app1"_s};
    made.message = u"app1 is down"_s;
    made.openedAt = Start.addSecs(openedAfter);
    if (closedAfter >= 0)
        made.closedAt = Start.addSecs(closedAfter);
    return made;
}

TEST(IncidentStore, GivesBackWhatLastedAndNeverTheSameIdTwice)
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"i.sqlite"_s);
    MaintenanceWindow window;
    window.id = u"w"_s;
    window.from = Start;
    window.to = Start.addSecs(60);
    {
        IncidentStore store(path);
        store.write({incident(1, 0), incident(2, 10, 20)});
        store.write({incident(7, 30, 40)});
        store.writeMaintenance({window});
        store.forget(Start.addSecs(100).toMSecsSinceEpoch());
    }
    IncidentStore store(path);
    std::optional<IncidentStore::Content> content;
    store.load(&store, [&](IncidentStore::Content &&loaded) { content = std::move(loaded); });
    ASSERT_TRUE(waitFor([&] { return content.has_value(); }));
    EXPECT_EQ(content->open, std::vector{incident(1, 0)});
    EXPECT_EQ(content->nextId, 8) << "also after number 7 was forgotten";
    EXPECT_EQ(content->maintenance, std::vector{window});
}

TEST(IncidentStore, ReadsThoseWhoseLifeTouchesTheSpan)
{
    const QTemporaryDir folder;
    IncidentStore store(folder.filePath(u"i.sqlite"_s));
    store.write({incident(1, 0, 10), incident(2, 20, 30), incident(3, 40), incident(4, 90)});
    std::optional<std::vector<Incident>> read;
    store.read(Start.addSecs(25).toMSecsSinceEpoch(), Start.addSecs(50).toMSecsSinceEpoch(), 10, &store,
               [&](std::vector<Incident> &&incidents) { read = std::move(incidents); });
    ASSERT_TRUE(waitFor([&] { return read.has_value(); }));
    ASSERT_EQ(read->size(), 2U);
    EXPECT_EQ((*read)[0].id, 3);
    EXPECT_EQ((*read)[1].id, 2);
}

TEST(IncidentStore, ASecondCopySaysThatItOnlyReads)
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"i.sqlite"_s);
    IncidentStore first(path);
    first.write({incident(1, 0)});
    bool isLoaded = false;
    first.load(&first, [&](IncidentStore::Content &&) { isLoaded = true; });
    ASSERT_TRUE(waitFor([&] { return isLoaded; }));
    IncidentStore second(path);
    std::optional<IncidentStore::Content> content;
    second.load(&second, [&](IncidentStore::Content &&loaded) { content = std::move(loaded); });
    ASSERT_TRUE(waitFor([&] { return content.has_value() && second.trouble() == StoreTrouble::Locked; }));
    EXPECT_EQ(content->open.size(), 1U);
    EXPECT_TRUE(second.detail().contains(path));
}

TEST(IncidentStore, TakesOverWhenTheOtherCopyEnds)
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"i.sqlite"_s);
    auto first = std::make_unique<IncidentStore>(path);
    first->write({incident(1, 0)});
    bool isLoaded = false;
    first->load(first.get(), [&](IncidentStore::Content &&) { isLoaded = true; });
    ASSERT_TRUE(waitFor([&] { return isLoaded; }));
    IncidentStore second(path);
    second.write({incident(1, 5)}); // goes nowhere
    ASSERT_TRUE(waitFor([&] { return second.trouble() == StoreTrouble::Locked; }));
    const auto takeOver = [&second] {
        std::optional<std::optional<IncidentStore::Content>> answer;
        second.takeOver(&second, [&](std::optional<IncidentStore::Content> &&given) { answer = std::move(given); });
        EXPECT_TRUE(waitFor([&] { return answer.has_value(); }));
        return std::move(answer).value_or(std::nullopt);
    };
    EXPECT_FALSE(takeOver()) << "it is still there";
    EXPECT_EQ(second.trouble(), StoreTrouble::Locked);
    first->write({incident(2, 10)});
    first.reset();
    const auto content = takeOver();
    ASSERT_TRUE(content);
    EXPECT_EQ(content->open, (std::vector{incident(1, 0), incident(2, 10)}));
    EXPECT_EQ(content->nextId, 3);
    ASSERT_TRUE(waitFor([&] { return second.trouble() == StoreTrouble::None; }));
    EXPECT_TRUE(second.detail().isEmpty());
    second.write({incident(3, 20)});
    std::optional<std::vector<Incident>> read;
    second.read(0, Start.addSecs(100).toMSecsSinceEpoch(), 10, &second,
                [&](std::vector<Incident> &&incidents) { read = std::move(incidents); });
    ASSERT_TRUE(waitFor([&] { return read.has_value(); }));
    EXPECT_EQ(read->size(), 3U);
    EXPECT_FALSE(takeOver()) << "it is its own already";
}

} // namespace
} // namespace rollcall

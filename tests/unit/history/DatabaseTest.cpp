// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/Database.h"

#include <QFile>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QVariant>
#include <gtest/gtest.h>

namespace rollcall {
namespace {

using namespace Qt::StringLiterals;

Database::Schema schemaOf(int versions)
{
    Database::Schema schema{.applicationId = 42, .steps = {{"CREATE TABLE a(x)", "INSERT INTO a VALUES (1)"}}};
    if (versions > 1)
        schema.steps.push_back({"ALTER TABLE a ADD COLUMN y DEFAULT 7"});
    return schema;
}

TEST(Database, BringsAnOlderFileToTheNewestSchemaAndKeepsWhatIsInIt)
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"h.sqlite"_s);
    ASSERT_TRUE(Database::open(path, schemaOf(1), Database::Mode::Write).ok());
    EXPECT_FALSE(Database::open(path, schemaOf(2), Database::Mode::ReadOnly).ok()) << "an older schema is not read";
    auto database = Database::open(path, schemaOf(2), Database::Mode::Write);
    ASSERT_TRUE(database.ok());
    QSqlQuery query(database.value()->connection());
    ASSERT_TRUE(query.exec(u"SELECT x, y FROM a"_s) && query.next());
    EXPECT_EQ(query.value(0).toInt(), 1);
    EXPECT_EQ(query.value(1).toInt(), 7);
    EXPECT_EQ(QFile::permissions(path) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
}

TEST(Database, LeavesANewerFileAlone)
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"h.sqlite"_s);
    ASSERT_TRUE(Database::open(path, schemaOf(2), Database::Mode::Write).ok());
    const auto older = Database::open(path, schemaOf(1), Database::Mode::Write);
    ASSERT_FALSE(older.ok());
    EXPECT_TRUE(older.error().message.contains(u"newer version"_s));
}

TEST(Database, ASecondWriterOnlyReads)
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"h.sqlite"_s);
    const auto first = Database::open(path, schemaOf(1), Database::Mode::Write);
    ASSERT_TRUE(first.ok());
    auto second = Database::open(path, schemaOf(1), Database::Mode::Write);
    ASSERT_TRUE(second.ok());
    EXPECT_EQ(second.value()->trouble(), StoreTrouble::Locked);
    QSqlQuery query(second.value()->connection());
    EXPECT_TRUE(query.exec(u"SELECT x FROM a"_s) && query.next());
}

TEST(Database, ALockThatNobodySignedHoldsNobodyUp)
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"h.sqlite"_s);
    for (const QByteArray &left : {QByteArray(), QByteArray("\n"), QByteArray("12x\nroll")}) {
        QFile lock(path + u".lock"_s);
        ASSERT_TRUE(lock.open(QFile::WriteOnly));
        lock.write(left);
        lock.close();
        const auto opened = Database::open(path, schemaOf(1), Database::Mode::Write);
        ASSERT_TRUE(opened.ok());
        EXPECT_EQ(opened.value()->trouble(), StoreTrouble::None) << left.toStdString();
        EXPECT_TRUE(opened.value()->canWrite());
    }
}

TEST(Database, SetsAFileThatIsNoDatabaseAside)
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"h.sqlite"_s);
    QFile file(path);
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(8192, 'x'));
    file.close();
    const auto database = Database::open(path, schemaOf(1), Database::Mode::Write);
    ASSERT_TRUE(database.ok()) << database.error().message.toStdString();
    EXPECT_TRUE(QFile::exists(path + u".damaged-1"_s));
}

} // namespace
} // namespace rollcall

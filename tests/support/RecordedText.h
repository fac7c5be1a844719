// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "history/PackedContent.h"

#include <QFile>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QSqlRecord>
#include <QVariant>
#include <gtest/gtest.h>

namespace rollcall::test {

/// Every byte of a recording, and every column again as it was before it was packed.
inline QByteArray everythingIn(const QString &path)
{
    QByteArray all;
    QFile file(path);
    EXPECT_TRUE(file.open(QFile::ReadOnly));
    all += file.readAll();
    const QString name = QStringLiteral("look");
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), name);
        database.setDatabaseName(path);
        EXPECT_TRUE(database.open());
        PackedRows packed(database, true);
        QSqlQuery query(database);
        for (const QString &columns :
             {QStringLiteral("content, base FROM body"),
              QStringLiteral("content, base FROM entry WHERE content IS NOT NULL"),
              QStringLiteral("file, NULL FROM session"), QStringLiteral("content, NULL FROM change")}) {
            EXPECT_TRUE(query.exec(QStringLiteral("SELECT ") + columns)) << columns.toStdString();
            while (query.next()) {
                const Result<QByteArray> content = packed.content(query.value(0).toByteArray(), query.value(1));
                EXPECT_TRUE(content) << columns.toStdString();
                all += (content ? content.value() : QByteArray()) + '\n';
            }
        }
        EXPECT_TRUE(query.exec(QStringLiteral("SELECT verdict FROM change")));
        while (query.next())
            all += query.value(0).toString().toUtf8() + '\n';
    }
    QSqlDatabase::removeDatabase(name);
    return all;
}

/// What a query over one recording gives in its first row.
inline QVariantList rowOf(const QString &path, const QString &statement)
{
    QVariantList row;
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("row"));
        database.setDatabaseName(path);
        EXPECT_TRUE(database.open());
        QSqlQuery query(database);
        EXPECT_TRUE(query.exec(statement)) << statement.toStdString();
        if (query.isSelect() && query.next()) {
            for (int i = 0; i < query.record().count(); ++i)
                row.append(query.value(i));
        }
    }
    QSqlDatabase::removeDatabase(QStringLiteral("row"));
    return row;
}

} // namespace rollcall::test

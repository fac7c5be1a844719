// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/StrictMessages.h"

#include <QApplication>
#include <gtest/gtest.h>

int main(int argc, char **argv)
{
    rollcall::test::prepareEnvironment();
    QStandardPaths::setTestModeEnabled(true);
    QApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("rollcall-tests"));
    QCoreApplication::setOrganizationName(QStringLiteral("rollcall-tests"));
    testing::InitGoogleTest(&argc, argv);
    rollcall::test::failOnUnexpectedWarnings();
    return RUN_ALL_TESTS();
}

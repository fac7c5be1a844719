// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/StrictMessages.h"

#include <QDir>
#include <QFile>
#include <QStringList>
#include <QtGlobal>
#include <cstdio>
#include <gtest/gtest.h>

namespace rollcall::test {

namespace {

QStringList &expectedWarnings()
{
    static QStringList parts;
    return parts;
}

void onMessage(QtMsgType type, const QMessageLogContext &, const QString &text)
{
    if (type == QtDebugMsg || type == QtInfoMsg)
        return;
    std::fprintf(stderr, "%s\n", qPrintable(text));
    // Noise of the offscreen platform, not of the program.
    if (text.contains(QLatin1StringView("propagateSizeHints")) ||
        text.contains(QLatin1StringView("does not support raise")))
        return;
    for (const QString &part : expectedWarnings()) {
        if (text.contains(part))
            return;
    }
    ADD_FAILURE() << "unexpected warning: " << text.toStdString();
}

} // namespace

void prepareEnvironment()
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    qputenv("LC_ALL", "C.UTF-8");
    if (qEnvironmentVariableIsEmpty("XDG_RUNTIME_DIR")) {
        const QString path = QDir::tempPath() + QStringLiteral("/rollcall-tests-run");
        QDir().mkpath(path);
        QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        qputenv("XDG_RUNTIME_DIR", path.toLocal8Bit());
    }
}

void failOnUnexpectedWarnings()
{
    qInstallMessageHandler(onMessage);
}

ExpectWarning::ExpectWarning(const QString &part)
{
    expectedWarnings().append(part);
}

ExpectWarning::~ExpectWarning()
{
    expectedWarnings().removeLast();
}

QByteArray readData(const QString &path)
{
    QFile file(QStringLiteral(ROLLCALL_TEST_DATA "/") + path);
    if (!file.open(QFile::ReadOnly))
        ADD_FAILURE() << "no such test data: " << path.toStdString();
    return file.readAll();
}

} // namespace rollcall::test

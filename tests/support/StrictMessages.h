// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStandardPaths>
#include <QString>

namespace rollcall::test {

/// Offscreen platform, C locale, a runtime folder of its own: what a test must not inherit from the machine.
void prepareEnvironment();

/// From now on a qWarning fails the test it comes from.
void failOnUnexpectedWarnings();

/// For the rest of the test's scope, warnings that contain `part` are expected.
class ExpectWarning
{
public:
    explicit ExpectWarning(const QString &part);
    ~ExpectWarning();
    ExpectWarning(const ExpectWarning &) = delete;
    ExpectWarning &operator=(const ExpectWarning &) = delete;
};

/// The whole content of a file below tests/data; fails the test when it is not there.
QByteArray readData(const QString &path);

} // namespace rollcall::test

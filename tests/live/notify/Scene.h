// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QString>
#include <QTemporaryDir>
#include <gtest/gtest.h>
#include <memory>

namespace rollcall::test {

/// An X server without a screen, as long as it lives; its number is in DISPLAY.
class Display
{
public:
    Display();
    ~Display();
    Display(const Display &) = delete;
    Display &operator=(const Display &) = delete;

private:
    QProcess m_server;
};

/// dunst with the actions of a notice pressed by script instead of by a menu.
class Dunst
{
public:
    Dunst();
    ~Dunst();
    Dunst(const Dunst &) = delete;
    Dunst &operator=(const Dunst &) = delete;

    /// What dunstctl answers.
    static QString control(const QStringList &arguments);
    static int displayed() { return control({QStringLiteral("count"), QStringLiteral("displayed")}).toInt(); }
    /// Chooses that action in the menu of all notices on the screen.
    void press(const QString &action);
    /// All that it was ever sent, as it printed it.
    QString log() const;

private:
    QTemporaryDir m_folder;
    QProcess m_daemon;
};

/// The daemon of python3-dbusmock, which can what it is told to.
class MockDaemon
{
public:
    explicit MockDaemon(const QString &capabilities);
    ~MockDaemon();
    MockDaemon(const MockDaemon &) = delete;
    MockDaemon &operator=(const MockDaemon &) = delete;

    /// The arguments of every Notify so far, as GVariant text.
    static QString notified();

private:
    QProcess m_daemon;
};

bool isDaemonThere();

/// Runs a scene of this program in a process of its own with a bus of its own (a process only ever knows one session
/// bus); without one if `hasBus` is false. It must pass.
void playScene(const QByteArray &scene, bool hasBus = true);

} // namespace rollcall::test

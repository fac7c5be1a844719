// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QString>
#include <QTemporaryDir>
#include <gtest/gtest.h>
#include <map>

namespace rollcall::test {

/// An X server without a screen, as long as it lives; its name is in DISPLAY, too.
class XServer
{
public:
    XServer();
    ~XServer();
    XServer(const XServer &) = delete;
    XServer &operator=(const XServer &) = delete;
    QString name() const { return m_name; }

private:
    QProcess m_server;
    QString m_name;
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
/// Whether somebody on the session's bus has that name.
bool isOnBus(const QString &name);

/// Where a scene is played.
struct ScenePlace
{
    bool hasBus = true;
    /// Of the X server that the program itself is to show its windows on; empty: they are seen nowhere.
    QString display = {};
};

/// Runs a scene of this program in a process of its own with a bus of its own (a process only ever knows one session
/// bus). It must pass.
void playScene(const QByteArray &scene, const ScenePlace &place = {});

using Scenes = std::map<QByteArray, void (*)()>;
/// Inside the bus, and only there, the scene that is to be played is a test of this program. To be called before
/// main():
///
///     const bool isScene = registerScene({{"name", function}});
bool registerScene(const Scenes &scenes);

} // namespace rollcall::test

// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/DesktopScene.h"

#include "support/BusConfiguration.h"

#include "support/WaitFor.h"

#include <QCoreApplication>
#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QDir>
#include <QFile>
#include <QProcessEnvironment>
#include <QRegularExpression>
#include <QStandardPaths>

namespace rollcall::test {

using namespace Qt::StringLiterals;

namespace {

constexpr auto DunstConfiguration = R"([global]
    idle_threshold = 0
    stack_duplicates = false
    markup = full
    format = "<b>%s</b>\n%b"
    dmenu = %1
    notification_limit = 20
[urgency_low]
    timeout = 0
[urgency_normal]
    timeout = 0
[urgency_critical]
    timeout = 0
)";

void write(const QString &path, const QByteArray &text)
{
    QFile file(path);
    ASSERT_TRUE(file.open(QFile::WriteOnly));
    file.write(text);
}

/// What a program prints, from a turning event loop: the daemon may be asking this process meanwhile.
QString output(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.start(program, arguments);
    EXPECT_TRUE(waitFor([&process] { return process.state() == QProcess::NotRunning; })) << program.toStdString();
    return QString::fromUtf8(process.readAllStandardOutput()).trimmed();
}

void end(QProcess &process)
{
    process.terminate();
    EXPECT_TRUE(waitFor([&process] { return process.state() == QProcess::NotRunning; }));
}

} // namespace

XServer::XServer()
{
    m_server.setProcessChannelMode(QProcess::SeparateChannels);
    m_server.start(u"Xvfb"_s,
                   {u"-displayfd"_s, u"1"_s, u"-screen"_s, u"0"_s, u"800x600x24"_s, u"-nolisten"_s, u"tcp"_s});
    QByteArray number;
    EXPECT_TRUE(waitFor([&] {
        number += m_server.readAllStandardOutput();
        return number.endsWith('\n');
    })) << m_server.readAllStandardError().toStdString();
    m_name = u':' + QString::fromLatin1(number.trimmed());
    qputenv("DISPLAY", m_name.toLatin1());
}

XServer::~XServer()
{
    end(m_server);
}

Dunst::Dunst()
{
    const QString pick = m_folder.filePath(u"pick"_s);
    // In the place of dmenu: lines look like `#Show (Title) [2,show]`.
    write(pick, "#!/bin/sh\ngrep -F \",$(cat '" + m_folder.filePath(u"action"_s).toUtf8() + "')]\" | head -1\n");
    QFile::setPermissions(pick, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    write(m_folder.filePath(u"dunstrc"_s), QString::fromLatin1(DunstConfiguration).arg(pick).toUtf8());
    m_daemon.setStandardOutputFile(m_folder.filePath(u"log"_s));
    m_daemon.start(u"dunst"_s, {u"-print"_s, u"-conf"_s, m_folder.filePath(u"dunstrc"_s)});
    EXPECT_TRUE(waitFor(isDaemonThere)) << m_daemon.readAllStandardError().toStdString();
}

Dunst::~Dunst()
{
    end(m_daemon);
}

QString Dunst::control(const QStringList &arguments)
{
    return output(u"dunstctl"_s, arguments);
}

void Dunst::press(const QString &action)
{
    write(m_folder.filePath(u"action"_s), action.toUtf8());
    control({u"context"_s});
}

QString Dunst::log() const
{
    QFile file(m_folder.filePath(u"log"_s));
    return file.open(QFile::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

MockDaemon::MockDaemon(const QString &capabilities)
{
    m_daemon.start(u"/usr/bin/python3"_s, {u"-m"_s, u"dbusmock"_s, u"--template"_s, u"notification_daemon"_s, u"-p"_s,
                                           u"{\"capabilities\": \"%1\"}"_s.arg(capabilities)});
    EXPECT_TRUE(waitFor(isDaemonThere)) << m_daemon.readAllStandardError().toStdString();
}

MockDaemon::~MockDaemon()
{
    end(m_daemon);
}

QString MockDaemon::notified()
{
    return output(u"gdbus"_s, {u"call"_s, u"--session"_s, u"-d"_s, u"org.freedesktop.Notifications"_s, u"-o"_s,
                               u"/org/freedesktop/Notifications"_s, u"-m"_s,
                               u"org.freedesktop.DBus.Mock.GetMethodCalls"_s, u"Notify"_s});
}

bool isOnBus(const QString &name)
{
    return QDBusConnection::sessionBus().interface()->isServiceRegistered(name);
}

bool isDaemonThere()
{
    return isOnBus(u"org.freedesktop.Notifications"_s);
}

void playScene(const QByteArray &scene, const ScenePlace &place)
{
    for (const QString &program : {u"dbus-run-session"_s, u"dunst"_s, u"dunstctl"_s, u"Xvfb"_s, u"gdbus"_s})
        ASSERT_FALSE(QStandardPaths::findExecutable(program).isEmpty()) << "there is no " << program.toStdString();
    const QTemporaryDir folder;
    ASSERT_TRUE(folder.isValid());
    const QString run = folder.filePath(u"run"_s);
    ASSERT_TRUE(QDir(folder.path()).mkdir(u"home"_s) && QDir(folder.path()).mkdir(u"run"_s));
    ASSERT_TRUE(QFile::setPermissions(run, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    write(folder.filePath(u"bus.conf"_s), BusConfiguration);

    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const auto &name : {u"DISPLAY"_s, u"WAYLAND_DISPLAY"_s, u"XDG_CONFIG_HOME"_s, u"XDG_DATA_HOME"_s,
                             u"XDG_CACHE_HOME"_s, u"XDG_CURRENT_DESKTOP"_s, u"DESKTOP_SESSION"_s})
        environment.remove(name);
    environment.insert(u"HOME"_s, folder.filePath(u"home"_s));
    environment.insert(u"XDG_RUNTIME_DIR"_s, run);
    if (!place.display.isEmpty()) {
        environment.insert(u"DISPLAY"_s, place.display);
        environment.insert(u"QT_QPA_PLATFORM"_s, u"xcb"_s);
        environment.insert(u"LSAN_OPTIONS"_s, u"print_suppressions=0:suppressions=%1/../support/tray.supp"_s.arg(
                                                  QStringLiteral(ROLLCALL_TEST_DATA)));
    }
    environment.insert(u"ROLLCALL_SCENE"_s, QString::fromLatin1(scene));
    environment.insert(u"DBUS_SESSION_BUS_ADDRESS"_s, u"unix:path="_s + run + u"/no-bus");

    const QString program = QCoreApplication::applicationFilePath();
    const QStringList arguments{u"--gtest_filter=Scene.*"_s};
    QProcess process;
    process.setProcessEnvironment(environment);
    process.setProcessChannelMode(QProcess::MergedChannels);
    if (place.hasBus)
        process.start(u"dbus-run-session"_s,
                      QStringList{u"--config-file="_s + folder.filePath(u"bus.conf"_s), u"--"_s, program} + arguments);
    else
        process.start(program, arguments);
    ASSERT_TRUE(process.waitForStarted());
    const bool isFinished = process.waitForFinished(60000);
    const QByteArray output = process.readAll();
    ASSERT_TRUE(isFinished) << output.toStdString();
    EXPECT_EQ(process.exitStatus(), QProcess::NormalExit) << output.toStdString();
    EXPECT_EQ(process.exitCode(), 0) << output.toStdString();
    EXPECT_TRUE(output.contains("[  PASSED  ] 1 test.")) << output.toStdString(); // it did run
}

namespace {

class SceneTest : public testing::Test
{
public:
    explicit SceneTest(void (*play)()) : m_play(play) {}
    void TestBody() override { m_play(); }

private:
    void (*m_play)();
};

} // namespace

bool registerScene(const Scenes &scenes)
{
    const QByteArray name = qgetenv("ROLLCALL_SCENE");
    if (name.isEmpty())
        return false;
    const auto play = scenes.at(name);
    testing::RegisterTest("Scene", name.constData(), nullptr, nullptr, __FILE__, __LINE__,
                          [play]() -> SceneTest * { return new SceneTest(play); });
    return true;
}

} // namespace rollcall::test

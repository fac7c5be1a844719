// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "secrets/SecretStore.h"

#include "support/BusConfiguration.h"
#include "support/PrintTo.h"
#include "support/WaitFor.h"
#include "support/WaitingTime.h"

#include <QCoreApplication>
#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusPendingReply>
#include <QDBusVariant>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <csignal>
#include <gtest/gtest.h>
#include <qt6keychain/keychain.h>

using namespace rollcall;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using rollcall::test::waitFor;

// The real gnome-keyring-daemon on a private bus, without a display. A process can only ever know one session bus, so
// each scene runs in a process of its own: this same program, started again inside the bus by the tests at the end.

namespace {

constexpr auto Daemon = "gnome-keyring-daemon"_L1;
constexpr auto Service = "org.freedesktop.secrets"_L1;
constexpr auto LoginCollection = "/org/freedesktop/secrets/collection/login"_L1;

/// The daemon with an unlocked login keyring, for the length of a scene.
class Keyring
{
public:
    Keyring()
    {
        m_daemon.setProcessChannelMode(QProcess::ForwardedChannels);
        m_daemon.start(Daemon, {u"--foreground"_s, u"--unlock"_s, u"--components=secrets"_s});
        m_daemon.write("pw");
        m_daemon.closeWriteChannel();
        EXPECT_TRUE(m_daemon.waitForStarted()) << "no " << Daemon.data();
        EXPECT_TRUE(waitFor([] { return QDBusConnection::sessionBus().interface()->isServiceRegistered(Service); }));
        EXPECT_TRUE(waitFor([] { return locked() == std::optional(false); }));
    }
    ~Keyring()
    {
        resume();
        m_daemon.terminate();
        EXPECT_TRUE(m_daemon.waitForFinished(5000));
    }
    Keyring(const Keyring &) = delete;
    Keyring &operator=(const Keyring &) = delete;

    /// Nothing when there is no such collection yet.
    static std::optional<bool> locked()
    {
        const auto answer =
            QDBusPendingReply<QDBusVariant>(call(LoginCollection, u"org.freedesktop.DBus.Properties"_s, u"Get"_s,
                                                 {u"org.freedesktop.Secret.Collection"_s, u"Locked"_s}));
        return answer.isError() ? std::nullopt : std::optional(answer.value().variant().toBool());
    }
    static void lock()
    {
        const QList<QDBusObjectPath> collections{QDBusObjectPath(LoginCollection)};
        const QDBusMessage answer = call(u"/org/freedesktop/secrets"_s, u"org.freedesktop.Secret.Service"_s, u"Lock"_s,
                                         {QVariant::fromValue(collections)});
        EXPECT_EQ(answer.type(), QDBusMessage::ReplyMessage) << answer.errorMessage().toStdString();
        EXPECT_EQ(locked(), std::optional(true));
    }
    void hang() { ::kill(static_cast<pid_t>(m_daemon.processId()), SIGSTOP); }
    void resume() { ::kill(static_cast<pid_t>(m_daemon.processId()), SIGCONT); }

private:
    static QDBusMessage call(const QString &path, const QString &interface, const QString &method,
                             const QVariantList &arguments)
    {
        QDBusMessage message = QDBusMessage::createMethodCall(Service, path, interface, method);
        message.setArguments(arguments);
        return QDBusConnection::sessionBus().call(message, QDBus::Block, 5000);
    }

    QProcess m_daemon;
};

void store(const QString &key, const QByteArray &value)
{
    QKeychain::WritePasswordJob job(u"rollcall"_s);
    job.setAutoDelete(false);
    job.setKey(key);
    job.setTextData(QString::fromUtf8(value));
    bool isDone = false;
    QObject::connect(&job, &QKeychain::Job::finished, &job, [&isDone] { isDone = true; });
    job.start();
    EXPECT_TRUE(waitFor([&isDone] { return isDone; }));
    EXPECT_EQ(job.error(), QKeychain::NoError) << job.errorString().toStdString();
}

Result<Secret> ask(SecretStore &store, const QString &name)
{
    std::optional<Result<Secret>> answer;
    store.read(name, [&answer](Result<Secret> result) { answer.emplace(std::move(result)); });
    EXPECT_FALSE(answer) << "answered from inside read()";
    EXPECT_TRUE(waitFor([&answer] { return answer.has_value(); }));
    return answer ? *answer : Result<Secret>(Error{u"test"_s, u"no answer"_s});
}

Error refusal(const QString &name)
{
    const auto keychain = makeKeychainStore();
    const auto secret = ask(*keychain, name);
    EXPECT_FALSE(secret.ok());
    return secret.ok() ? Error{} : secret.error();
}

// The scenes.

void storedSecretIsRead()
{
    const Keyring keyring;
    store(u"production-token"_s, "hunter2 Ä 中");
    const auto keychain = makeKeychainStore();
    const auto secret = ask(*keychain, u"production-token"_s);
    ASSERT_TRUE(secret.ok()) << secret.error().message.toStdString();
    EXPECT_EQ(secret.value().reveal(), "hunter2 Ä 中");
    // Asked again from inside the answer, and several at once.
    int answers = 0;
    keychain->read(u"production-token"_s, [&](const Result<Secret> &first) {
        answers += first.ok() ? 1 : 0;
        keychain->read(u"production-token"_s, [&](const Result<Secret> &second) { answers += second.ok() ? 1 : 0; });
    });
    keychain->read(u"production-token"_s, [&](const Result<Secret> &other) { answers += other.ok() ? 1 : 0; });
    EXPECT_TRUE(waitFor([&answers] { return answers == 3; }));
}

void absentEntryIsTold()
{
    const Keyring keyring;
    store(u"other"_s, "hunter2");
    EXPECT_EQ(refusal(u"production-token"_s),
              (Error{u"secret.missing"_s, u"the keychain has no entry production-token of the service rollcall"_s}));
}

void lockedKeychainIsToldFromAMissingEntry()
{
    const Keyring keyring;
    store(u"production-token"_s, "hunter2");
    Keyring::lock();
    const Error locked{u"keychain.locked"_s, u"the keychain is locked, so production-token could not be read from it; "
                                             "unlock it and try again"_s};
    EXPECT_EQ(refusal(u"production-token"_s), locked);
}

void hangingKeychainMeetsTheDeadline()
{
    Keyring keyring;
    store(u"production-token"_s, "hunter2");
    keyring.hang();
    int answers = 0;
    QString code;
    QString message;
    const auto keychain = makeKeychainStore(300ms);
    QElapsedTimer waiting;
    waiting.start();
    keychain->read(u"production-token"_s, [&](const Result<Secret> &secret) {
        ++answers;
        code = secret.ok() ? u"read"_s : secret.error().code;
        message = secret.ok() ? QString() : secret.error().message;
    });
    EXPECT_TRUE(waitFor([&answers] { return answers > 0; }));
    EXPECT_GE(std::chrono::milliseconds(waiting.elapsed()), 200ms); // a coarse timer may be early
    EXPECT_EQ(code, u"keychain.timeout"_s);
    EXPECT_EQ(message,
              u"the keychain gave no answer for production-token within 0.3 s; is a prompt of it waiting for a "
              "password?"_s);
    // The late answer reaches nobody: it has been answered once. What the store leaves behind ends by itself.
    keyring.resume();
    const auto patient = makeKeychainStore();
    EXPECT_TRUE(ask(*patient, u"production-token"_s).ok());
    EXPECT_EQ(answers, 1);
}

void destroyedStoreStaysSilent()
{
    const Keyring keyring;
    store(u"production-token"_s, "hunter2");
    bool answered = false;
    auto keychain = makeKeychainStore();
    keychain->read(u"production-token"_s, [&answered](const Result<Secret> &) { answered = true; });
    QCoreApplication::processEvents(); // the question is on its way
    keychain.reset();
    const auto other = makeKeychainStore();
    EXPECT_TRUE(ask(*other, u"production-token"_s).ok()); // asked later, answered later
    EXPECT_FALSE(answered);
}

void absentDaemonIsTold()
{
    rollcall::test::WaitingTime waiting;
    const Error error = refusal(u"production-token"_s);
    EXPECT_LT(waiting.waited(), 3s);
    EXPECT_EQ(error.code, u"keychain.absent"_s);
    EXPECT_TRUE(error.message.startsWith(u"no keychain answers, so production-token could not be read from it ("_s))
        << error.message.toStdString();
    EXPECT_TRUE(error.message.endsWith(u"); start one (gnome-keyring, KWallet), or name the secret by env or file"_s))
        << error.message.toStdString();
}

using Scene = void (*)();
const std::map<QByteArray, Scene> &scenes()
{
    static const std::map<QByteArray, Scene> all{{"stored", storedSecretIsRead},
                                                 {"absent", absentEntryIsTold},
                                                 {"locked", lockedKeychainIsToldFromAMissingEntry},
                                                 {"hanging", hangingKeychainMeetsTheDeadline},
                                                 {"destroyed", destroyedStoreStaysSilent},
                                                 {"no-daemon", absentDaemonIsTold},
                                                 {"no-bus", absentDaemonIsTold}};
    return all;
}

class SceneTest : public testing::Test
{
public:
    explicit SceneTest(Scene scene) : m_scene(scene) {}
    void TestBody() override { m_scene(); }

private:
    Scene m_scene;
};

/// Inside the bus, and only there, the scene is a test of this program.
const bool isScene = [] {
    const QByteArray name = qgetenv("ROLLCALL_KEYCHAIN_SCENE");
    if (name.isEmpty())
        return false;
    const Scene scene = scenes().at(name);
    testing::RegisterTest("Scene", name.constData(), nullptr, nullptr, __FILE__, __LINE__,
                          [scene]() -> SceneTest * { return new SceneTest(scene); });
    return true;
}();

class Keychain : public testing::Test
{
protected:
    /// Runs a scene with a home, a runtime folder and (but for `no-bus`) a bus of its own; it must pass.
    void play(const QByteArray &scene)
    {
        ASSERT_FALSE(QStandardPaths::findExecutable(u"dbus-run-session"_s).isEmpty()) << "install the package dbus";
        ASSERT_FALSE(QStandardPaths::findExecutable(Daemon).isEmpty()) << "install the package gnome-keyring";
        ASSERT_TRUE(m_folder.isValid());
        const QString run = m_folder.filePath(u"run"_s);
        ASSERT_TRUE(QDir(m_folder.path()).mkdir(u"home"_s) && QDir(m_folder.path()).mkdir(u"run"_s));
        ASSERT_TRUE(QFile::setPermissions(run, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
        QFile configuration(m_folder.filePath(u"bus.conf"_s));
        ASSERT_TRUE(configuration.open(QFile::WriteOnly));
        configuration.write(rollcall::test::BusConfiguration);
        configuration.close();

        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        for (const auto &name : {u"DISPLAY"_s, u"WAYLAND_DISPLAY"_s, u"XDG_CONFIG_HOME"_s, u"XDG_DATA_HOME"_s,
                                 u"XDG_CACHE_HOME"_s, u"XDG_CURRENT_DESKTOP"_s, u"DESKTOP_SESSION"_s,
                                 u"KDE_FULL_SESSION"_s, u"KDE_SESSION_VERSION"_s, u"GNOME_KEYRING_CONTROL"_s})
            environment.remove(name);
        environment.insert(u"HOME"_s, m_folder.filePath(u"home"_s));
        environment.insert(u"XDG_RUNTIME_DIR"_s, run);
        environment.insert(u"ROLLCALL_KEYCHAIN_SCENE"_s, QString::fromLatin1(scene));
        // Of no bus there is an address, or Qt and GLib would look for one elsewhere.
        environment.insert(u"DBUS_SESSION_BUS_ADDRESS"_s, u"unix:path="_s + run + u"/no-bus");

        const QString program = QCoreApplication::applicationFilePath();
        const QStringList arguments{u"--gtest_filter=Scene.*"_s};
        QProcess process;
        process.setProcessEnvironment(environment);
        process.setProcessChannelMode(QProcess::MergedChannels);
        if (scene == "no-bus")
            process.start(program, arguments);
        else
            process.start(u"dbus-run-session"_s,
                          QStringList{u"--config-file="_s + configuration.fileName(), u"--"_s, program} + arguments);
        ASSERT_TRUE(process.waitForStarted());
        const bool isFinished = process.waitForFinished(60000);
        const QByteArray output = process.readAll();
        ASSERT_TRUE(isFinished) << output.toStdString();
        EXPECT_EQ(process.exitStatus(), QProcess::NormalExit) << output.toStdString();
        EXPECT_EQ(process.exitCode(), 0) << output.toStdString();
        EXPECT_TRUE(output.contains("[  PASSED  ] 1 test.")) << output.toStdString(); // it did run
        EXPECT_FALSE(output.contains("hunter2")) << output.toStdString();
    }

    QTemporaryDir m_folder;
};

} // namespace

TEST_F(Keychain, AStoredSecretIsRead)
{
    play("stored");
}
TEST_F(Keychain, AnAbsentEntryIsTold)
{
    play("absent");
}
TEST_F(Keychain, ALockedKeychainIsToldFromAMissingEntry)
{
    play("locked");
}
TEST_F(Keychain, AHangingKeychainMeetsTheDeadline)
{
    play("hanging");
}
TEST_F(Keychain, ADestroyedStoreStaysSilent)
{
    play("destroyed");
}
TEST_F(Keychain, AnAbsentDaemonIsTold)
{
    play("no-daemon");
}
TEST_F(Keychain, AnAbsentBusIsTold)
{
    play("no-bus");
}

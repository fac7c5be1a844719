// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A real sshd on loopback and the real ssh: what the tunnel says and what goes through it.
#include "net/HttpClient.h"
#include "net/SshTunnel.h"
#include "support/HostileServer.h"
#include "support/WaitFor.h"

#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <csignal>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace rollcall;
using namespace rollcall::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr const char *PrivilegeFolder = "/run/sshd";

quint16 freePort()
{
    QTcpServer probe;
    probe.listen(QHostAddress::LocalHost);
    return probe.serverPort();
}

bool answers(quint16 port)
{
    QTcpSocket socket;
    socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
    return socket.waitForConnected(200);
}

/// Kills the children of our own sshd, and theirs: one for each connection.
void endSessions(int parent)
{
    QFile file(u"/proc/%1/task/%1/children"_s.arg(parent));
    if (!file.open(QFile::ReadOnly))
        return;
    for (const QByteArray &child : file.readAll().split(' ')) {
        if (const int pid = child.trimmed().toInt(); pid > 1) {
            endSessions(pid);
            ::kill(pid, SIGKILL);
        }
    }
}

class SshTunnelLiveTest : public testing::Test
{
protected:
    void SetUp() override
    {
        m_sshd = QStandardPaths::findExecutable(u"sshd"_s, {u"/usr/sbin"_s, u"/usr/bin"_s});
        ASSERT_FALSE(m_sshd.isEmpty()) << "sshd is not installed: apt-get install openssh-server";
        ASSERT_FALSE(QStandardPaths::findExecutable(u"ssh"_s).isEmpty()) << "apt-get install openssh-client";
        makeKey(u"host"_s);
        makeKey(u"person"_s);
        QFile::copy(path(u"person.pub"_s), path(u"authorized"_s));
        m_port = freePort();
        write(u"known"_s, "bastion " + read(u"host.pub"_s));
        write(u"sshd.conf"_s,
              "Port " + QByteArray::number(m_port) + "\nListenAddress 127.0.0.1\nHostKey " + path(u"host"_s).toUtf8() +
                  "\nAuthorizedKeysFile " + path(u"authorized"_s).toUtf8() +
                  "\nPidFile none\nStrictModes no\nUsePAM no\nPasswordAuthentication no\nPermitRootLogin "
                  "prohibit-password\nAllowTcpForwarding yes\n");
        startSshd();
        m_options.extraArguments = {u"-F"_s, path(u"ssh.conf"_s)};
        configure(u"person"_s, u"known"_s);
    }
    void TearDown() override
    {
        stopSshd();
        if (m_hasMadeFolder)
            ::rmdir(PrivilegeFolder);
    }

    QString path(const QString &name) const { return m_folder.filePath(name); }
    void write(const QString &name, const QByteArray &bytes)
    {
        QFile file(path(name));
        ASSERT_TRUE(file.open(QFile::WriteOnly | QFile::Truncate));
        file.write(bytes);
    }
    QByteArray read(const QString &name)
    {
        QFile file(path(name));
        return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
    }
    void makeKey(const QString &name)
    {
        QProcess keygen;
        keygen.start(u"ssh-keygen"_s, {u"-q"_s, u"-t"_s, u"ed25519"_s, u"-N"_s, QString(), u"-f"_s, path(name)});
        ASSERT_TRUE(keygen.waitForFinished(10000) && keygen.exitCode() == 0) << "ssh-keygen failed";
    }
    /// What would stand in the person's own configuration.
    void configure(const QString &identity, const QString &knownHosts)
    {
        write(u"ssh.conf"_s, "Host bastion\n  HostName 127.0.0.1\n  HostKeyAlias bastion\n  Port " +
                                 QByteArray::number(m_port) + "\n  IdentitiesOnly yes\n  IdentityFile " +
                                 path(identity).toUtf8() + "\n  StrictHostKeyChecking yes\n  UserKnownHostsFile " +
                                 path(knownHosts).toUtf8() + "\n  GlobalKnownHostsFile /dev/null\n");
    }
    void startSshd()
    {
        // As root, sshd wants this folder, which the system's service would make.
        if (::geteuid() == 0 && ::mkdir(PrivilegeFolder, 0755) == 0)
            m_hasMadeFolder = true;
        m_process.start(m_sshd, {u"-D"_s, u"-e"_s, u"-f"_s, path(u"sshd.conf"_s)});
        ASSERT_TRUE(waitFor([&] { return answers(m_port) || m_process.state() == QProcess::NotRunning; }));
        ASSERT_EQ(m_process.state(), QProcess::Running)
            << "sshd did not start: " << m_process.readAllStandardError().toStdString();
    }
    void stopSshd()
    {
        m_process.terminate();
        if (!m_process.waitForFinished(5000))
            m_process.kill();
        m_process.waitForFinished(1000);
    }
    HttpResult fetch(const QUrl &url, const QString &proxy)
    {
        HttpRequest request;
        request.url = url;
        request.proxy = proxy;
        HttpResult answer;
        bool isDone = false;
        const auto call = m_client->start(std::make_shared<const HttpRequest>(request), [&](HttpResult &&result) {
            answer = std::move(result);
            isDone = true;
        });
        EXPECT_TRUE(waitFor([&] { return isDone; }));
        return answer;
    }
    bool becomes(const SshTunnel &tunnel, SshTunnel::State state)
    {
        return waitFor([&] { return tunnel.state() == state; }, 20s);
    }

    SystemClock m_clock;
    QTemporaryDir m_folder;
    QString m_sshd;
    QProcess m_process;
    quint16 m_port = 0;
    bool m_hasMadeFolder = false;
    SshTunnel::Options m_options;
    std::unique_ptr<HttpClient> m_client = HttpClient::make(m_clock);
};

} // namespace

TEST_F(SshTunnelLiveTest, RequestsGoThroughIt)
{
    HostileServer node;
    node.serveAll(HostileServer::json(R"({"status":"OK"})"));
    SshTunnel tunnel(m_clock, u"bastion"_s, m_options);
    tunnel.start();
    EXPECT_EQ(tunnel.proxyUrl(), QString());
    ASSERT_TRUE(becomes(tunnel, SshTunnel::State::Ready)) << tunnel.failureText().toStdString();
    EXPECT_TRUE(tunnel.proxyUrl().startsWith(u"socks5h://127.0.0.1:"_s));
    EXPECT_EQ(tunnel.failureText(), QString());

    QUrl byName = node.url("/ping"); // resolved behind the tunnel
    byName.setHost(u"localhost"_s);
    const HttpResult result = fetch(byName, tunnel.proxyUrl());
    EXPECT_EQ(result.failure, NetFailure::None) << result.detail.toStdString();
    EXPECT_EQ(result.body, R"({"status":"OK"})");

    // All that ssh does about a node that it cannot reach is to close.
    QUrl gone(u"http://127.0.0.1/"_s);
    gone.setPort(freePort());
    const HttpResult refused = fetch(gone, tunnel.proxyUrl());
    EXPECT_EQ(refused.failure, NetFailure::Closed) << refused.detail.toStdString();

    const QString proxy = tunnel.proxyUrl();
    tunnel.stop();
    EXPECT_EQ(tunnel.proxyUrl(), QString());
    const quint16 port = quint16(QUrl(proxy).port());
    EXPECT_TRUE(waitFor([&] { return !answers(port); })) << "ssh still listens";
    m_client->closeConnections();
    EXPECT_EQ(fetch(node.url("/ping"), proxy).failure, NetFailure::ProxyFailed);
}

TEST_F(SshTunnelLiveTest, ComesBackWhenTheFarEndDoes)
{
    m_options.firstBackOff = 50ms;
    m_options.longestBackOff = 200ms;
    SshTunnel tunnel(m_clock, u"bastion"_s, m_options);
    tunnel.start();
    ASSERT_TRUE(becomes(tunnel, SshTunnel::State::Ready)) << tunnel.failureText().toStdString();
    endSessions(int(m_process.processId())); // the listener's end alone leaves its connections alive
    stopSshd();
    ASSERT_TRUE(becomes(tunnel, SshTunnel::State::Failed));
    EXPECT_FALSE(tunnel.failureText().isEmpty());
    startSshd();
    ASSERT_TRUE(becomes(tunnel, SshTunnel::State::Ready)) << tunnel.failureText().toStdString();
}

TEST_F(SshTunnelLiveTest, AKeyThatIsNotLetInSaysWhy)
{
    makeKey(u"stranger"_s);
    configure(u"stranger"_s, u"known"_s);
    SshTunnel tunnel(m_clock, u"bastion"_s, m_options);
    tunnel.start();
    ASSERT_TRUE(becomes(tunnel, SshTunnel::State::Failed));
    EXPECT_TRUE(tunnel.failureText().contains(u"Permission denied"_s)) << tunnel.failureText().toStdString();
}

TEST_F(SshTunnelLiveTest, AnUnknownHostKeyIsNotAccepted)
{
    write(u"empty"_s, "");
    configure(u"person"_s, u"empty"_s);
    SshTunnel tunnel(m_clock, u"bastion"_s, m_options);
    tunnel.start();
    ASSERT_TRUE(becomes(tunnel, SshTunnel::State::Failed));
    EXPECT_TRUE(tunnel.failureText().contains(u"Host key verification failed"_s)) << tunnel.failureText().toStdString();
}

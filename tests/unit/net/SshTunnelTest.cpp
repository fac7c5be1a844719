// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What needs no sshd: the host's form, the arguments, restarts. The real one is in tests/live/net.
#include "net/SshTunnel.h"

#include "Fetch.h"
#include "support/FakeClock.h"

#include <QFile>
#include <QTemporaryDir>

using namespace rollcall;
using namespace rollcall::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// A program in ssh's place that writes down its arguments, says something and fails.
class SshTunnelTest : public testing::Test
{
protected:
    SshTunnel::Options failing(const QByteArray &lastWords)
    {
        QFile script(folder.filePath(u"ssh"_s));
        EXPECT_TRUE(script.open(QFile::WriteOnly));
        script.write("#!/bin/sh\nprintf '%s\\n' \"$@\" >> '" + folder.path().toLocal8Bit() + "/arguments'\nprintf '" +
                     lastWords + "' >&2\nexit 255\n");
        script.close();
        script.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        SshTunnel::Options options;
        options.program = script.fileName();
        return options;
    }
    QStringList arguments()
    {
        QFile file(folder.filePath(u"arguments"_s));
        return file.open(QFile::ReadOnly) ? QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts)
                                          : QStringList();
    }
    QTemporaryDir folder;
    FakeClock clock;
};

} // namespace

TEST_F(SshTunnelTest, HostsThatAreHosts)
{
    for (const QString &host : {u"bastion"_s, u"ops@bastion"_s, u"ops@bastion.example.com:2222"_s, u"10.0.0.1:22"_s,
                                u"_alias-1"_s, u"ops@[fd00::1]:22"_s, u"a.b-c_d@h"_s})
        EXPECT_TRUE(SshTunnel::check(host).ok()) << host.toStdString();
}

TEST_F(SshTunnelTest, NothingThatSshCouldTakeForSomethingElse)
{
    for (const QString &host : {QString(),
                                u"-oProxyCommand=touch /tmp/x"_s,
                                u"--"_s,
                                u"-l"_s,
                                u"ops@-oProxyCommand=x"_s,
                                u"-x@host"_s,
                                u"host name"_s,
                                u"host;id"_s,
                                u"$(id)"_s,
                                u"`id`"_s,
                                u"ssh://host"_s,
                                u"host:"_s,
                                u"host:0"_s,
                                u"host:65536"_s,
                                u"host:22x"_s,
                                u"host\n"_s,
                                u"a@b@c"_s,
                                u"host/../x"_s,
                                u"%h"_s,
                                u"host:-1"_s,
                                u"hôst"_s,
                                u"fd00::1"_s,
                                QString(300, u'a')}) {
        const Result<void> checked = SshTunnel::check(host);
        EXPECT_FALSE(checked.ok()) << host.toStdString();
        SshTunnel tunnel(clock, host, failing("never"));
        tunnel.start();
        EXPECT_EQ(tunnel.state(), SshTunnel::State::Failed);
        EXPECT_TRUE(tunnel.failureText().contains(u"jumpHost"_s));
        EXPECT_FALSE(clock.advanceToNext()) << "it would be tried again";
    }
    EXPECT_EQ(arguments(), QStringList());
}

TEST_F(SshTunnelTest, TheHostComesLastAndBehindTheDashes)
{
    SshTunnel tunnel(clock, u"ops@bastion.test:2222"_s, failing("no way\\n"));
    EXPECT_EQ(tunnel.proxyUrl(), QString());
    tunnel.start();
    EXPECT_EQ(tunnel.state(), SshTunnel::State::Starting);
    ASSERT_TRUE(waitFor([&] { return tunnel.state() == SshTunnel::State::Failed; }));
    const QStringList all = arguments();
    EXPECT_EQ(all.mid(all.size() - 4), (QStringList{u"-p"_s, u"2222"_s, u"--"_s, u"ops@bastion.test"_s}));
    EXPECT_TRUE(all.contains(u"BatchMode=yes"_s));
    EXPECT_TRUE(all.contains(u"ExitOnForwardFailure=yes"_s));
    EXPECT_TRUE(all.value(all.indexOf(u"-D"_s) + 1).startsWith(u"127.0.0.1:"_s));
}

TEST_F(SshTunnelTest, TheReasonIsPlainAndBounded)
{
    SshTunnel tunnel(clock, u"bastion"_s, failing("banner\\n\\033[31mPermission denied (publickey).\\007\\r\\n"));
    tunnel.start();
    ASSERT_TRUE(waitFor([&] { return tunnel.state() == SshTunnel::State::Failed; }));
    EXPECT_EQ(tunnel.failureText(), u"ssh bastion: [31mPermission denied (publickey)."_s);
    EXPECT_EQ(tunnel.proxyUrl(), QString());

    SshTunnel talker(clock, u"bastion"_s, failing("%5000s"));
    talker.start();
    ASSERT_TRUE(waitFor([&] { return talker.state() == SshTunnel::State::Failed; }));
    EXPECT_LE(talker.failureText().size(), 320);
}

TEST_F(SshTunnelTest, IsTriedAgainLaterEachTime)
{
    SshTunnel tunnel(clock, u"bastion"_s, failing("no\\n"));
    int failures = 0;
    QObject::connect(&tunnel, &SshTunnel::stateChanged, &tunnel,
                     [&] { failures += tunnel.state() == SshTunnel::State::Failed ? 1 : 0; });
    tunnel.start();
    for (int i = 0; i < 8; ++i) {
        ASSERT_TRUE(waitFor([&] { return failures == i + 1; }));
        const TimePoint failed = clock.now();
        ASSERT_TRUE(clock.advanceToNext());
        EXPECT_EQ(clock.now() - failed, std::min(1000ms * (1 << i), 60000ms));
        EXPECT_EQ(tunnel.state(), SshTunnel::State::Starting);
    }
    tunnel.stop();
    EXPECT_EQ(tunnel.state(), SshTunnel::State::Stopped);
    EXPECT_FALSE(clock.advanceToNext());
}

TEST_F(SshTunnelTest, WithoutSshItSaysSo)
{
    SshTunnel::Options options;
    options.program = folder.filePath(u"absent"_s);
    SshTunnel tunnel(clock, u"bastion"_s, options);
    tunnel.start();
    ASSERT_TRUE(waitFor([&] { return tunnel.state() == SshTunnel::State::Failed; }));
    EXPECT_TRUE(tunnel.failureText().contains(u"is an ssh client installed"_s));
}

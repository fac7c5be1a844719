// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Cluster.h"

#include "support/WaitFor.h"

#include <QDeadlineTimer>
#include <QFile>
#include <QTemporaryDir>

// Nodes behind a jump host, with a script in ssh's place. The real ssh is tried in tests/live/net.

namespace rollcall::test {

namespace {

class JumpHostTest : public WatchTest
{
protected:
    QString script(const QByteArray &text)
    {
        const QString path = m_folder.filePath(u"ssh"_s);
        QFile file(path);
        EXPECT_TRUE(file.open(QFile::WriteOnly));
        file.write(text);
        file.close();
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        return path;
    }
    /// Time of the clock and of the world, until the condition holds.
    bool waitFor(const std::function<bool()> &condition)
    {
        const QDeadlineTimer deadline(std::chrono::seconds(30));
        while (!condition() && !deadline.hasExpired()) {
            test::waitFor([] { return false; }, 10ms);
            m_clock.advance(10ms); // both at the same pace: the tunnel has a deadline of its own
        }
        return condition();
    }

    QTemporaryDir m_folder;
};

TEST_F(JumpHostTest, NodesGoThroughTheTunnelOnceItIsThere)
{
    ClusterFile file = makeFile();
    file.jumpHost = u"ops@bastion"_s;
    file.publicUrl = QUrl(u"http://127.0.0.99/"_s);
    file.httpProxy = u"none"_s;
    Watch::Options options;
    options.sshProgram = script(R"(#!/usr/bin/python3
import socket, sys, time
address, port = sys.argv[sys.argv.index('-D') + 1].rsplit(':', 1)
listener = socket.create_server((address, int(port)))
while True:
    listener.accept()
)");
    make(file, options).start();
    EXPECT_TRUE(m_http.requests.empty());
    ASSERT_TRUE(waitFor([&] { return m_watch->state()->state == State::Ok; }));
    for (const auto &request : m_http.requests) {
        if (request->url.host() == u"127.0.0.99"_s)
            ASSERT_TRUE(request->proxy.isEmpty());
        else
            EXPECT_TRUE(request->proxy.startsWith(u"socks5h://127.0.0.1:"_s)) << request->proxy.toStdString();
    }
    EXPECT_TRUE(m_watch->problems().isEmpty());
}

TEST_F(JumpHostTest, ATunnelThatFailsIsSaidAndNothingGoesAroundIt)
{
    ClusterFile file = makeFile();
    file.jumpHost = u"ops@bastion"_s;
    Watch::Options options;
    options.sshProgram = script("#!/bin/sh\necho 'Permission denied (publickey).' >&2\nexit 255\n");
    make(file, options).start();
    ASSERT_TRUE(waitFor([&] { return !m_watch->problems().isEmpty() && !m_http.requests.empty(); }));
    EXPECT_TRUE(m_watch->problems()[0].startsWith(u"jumpHost: "_s));
    EXPECT_TRUE(m_watch->problems()[0].contains(u"Permission denied"_s));
    for (const auto &request : m_http.requests)
        EXPECT_EQ(request->proxy, u"socks5h://127.0.0.1:1"_s);
}

TEST_F(JumpHostTest, AnUnusableJumpHostIsSaid)
{
    ClusterFile file = makeFile();
    file.jumpHost = u"-oProxyCommand=x"_s;
    make(file).start();
    m_clock.advance(2s);
    ASSERT_EQ(m_watch->problems().size(), 1);
    EXPECT_TRUE(m_watch->problems()[0].startsWith(u"jumpHost: "_s));
    for (const auto &request : m_http.requests)
        EXPECT_EQ(request->proxy, u"socks5h://127.0.0.1:1"_s);
}

} // namespace

} // namespace rollcall::test

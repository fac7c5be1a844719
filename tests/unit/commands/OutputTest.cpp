// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/Output.h"

#include "commands/Interrupt.h"
#include "support/PrintTo.h"
#include "support/WaitingTime.h"

#include <QCoreApplication>
#include <array>
#include <csignal>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <thread>
#include <unistd.h>

using namespace rollcall;
using namespace Qt::StringLiterals;

namespace {

struct OutputTest : testing::Test
{
    Interrupt interrupt; // ignores SIGPIPE
    std::array<int, 2> pipe{-1, -1};

    void SetUp() override { ASSERT_EQ(::pipe(pipe.data()), 0); }
    void TearDown() override
    {
        for (int &end : pipe)
            closeEnd(end);
    }
    static void closeEnd(int &end)
    {
        if (end >= 0)
            close(end);
        end = -1;
    }
};

} // namespace

TEST_F(OutputTest, WritesMoreThanAPipeHolds)
{
    const QByteArray bytes(1024 * 1024, 'x');
    std::string read;
    std::thread reader([&] {
        std::array<char, 65536> buffer;
        for (ssize_t count = 1; count > 0;) {
            count = ::read(pipe[0], buffer.data(), buffer.size());
            if (count > 0)
                read.append(buffer.data(), static_cast<std::size_t>(count));
        }
    });
    Output output(pipe[1], &interrupt);
    EXPECT_TRUE(output.write(bytes));
    closeEnd(pipe[1]);
    reader.join();
    EXPECT_EQ(read.size(), 1024U * 1024U);
}

TEST_F(OutputTest, NoticesAReaderThatHasGone)
{
    Output output(pipe[1], &interrupt);
    EXPECT_FALSE(output.hasLostReader());
    closeEnd(pipe[0]);
    EXPECT_TRUE(output.hasLostReader());
    EXPECT_FALSE(output.write(QByteArray("x")));
}

TEST_F(OutputTest, AnInterruptEndsTheWaitForAReaderThatDoesNotRead)
{
    Output output(pipe[1], &interrupt);
    rollcall::test::WaitingTime waiting;
    std::thread later([] { kill(getpid(), SIGTERM); });
    EXPECT_FALSE(output.write(QByteArray(1024 * 1024, 'x')));
    later.join();
    EXPECT_LT(waiting.waited(), std::chrono::seconds(2));
    EXPECT_TRUE(interrupt.isRaised());
}

TEST_F(OutputTest, ColoursOnlyATerminal)
{
    const Output output(pipe[1]);
    EXPECT_FALSE(output.hasColour());
    EXPECT_EQ(output.coloured(State::Critical, u"x"_s), u"x"_s);
}

TEST_F(OutputTest, ColoursATerminalUnlessToldNotTo)
{
    const int master = posix_openpt(O_RDWR | O_NOCTTY);
    ASSERT_GE(master, 0);
    ASSERT_EQ(grantpt(master), 0);
    ASSERT_EQ(unlockpt(master), 0);
    const int terminal = open(ptsname(master), O_RDWR | O_NOCTTY);
    ASSERT_GE(terminal, 0);
    qputenv("TERM", "xterm");
    qunsetenv("NO_COLOR");
    EXPECT_EQ(Output(terminal).coloured(State::Critical, u"x"_s), u"\x1b[1;31mx\x1b[0m"_s);
    qputenv("NO_COLOR", "1");
    EXPECT_EQ(Output(terminal).coloured(State::Critical, u"x"_s), u"x"_s);
    qunsetenv("NO_COLOR");
    qputenv("TERM", "dumb");
    EXPECT_EQ(Output(terminal).coloured(State::Critical, u"x"_s), u"x"_s);
    close(terminal);
    close(master);
}

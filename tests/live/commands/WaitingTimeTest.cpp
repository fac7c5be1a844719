// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the bounds of the commands are measured with: on a busy machine it must count less, on any enough.
#include "Program.h"

#include <QElapsedTimer>

using namespace rollcall::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

struct Script
{
    explicit Script(const QString &text)
    {
        QElapsedTimer timer;
        timer.start();
        QProcess process;
        process.start(u"/bin/sh"_s, {u"-c"_s, text});
        WaitingTime waiting({process.processId()});
        EXPECT_TRUE(waitUntil([&] {
            waiting.look();
            return process.state() == QProcess::NotRunning;
        }));
        waited = waiting.waited();
        took = std::chrono::milliseconds(timer.elapsed());
    }
    std::chrono::milliseconds waited{0};
    std::chrono::milliseconds took{0};
};

} // namespace

TEST(WaitingTime, CountsWhatAProcessSleeps)
{
    const Script run(u"sleep 2"_s);
    EXPECT_GE(run.waited, 1s);
    EXPECT_LE(run.waited, run.took);
}

TEST(WaitingTime, DoesNotCountWhatItComputesOrWaitsForAProcessor)
{
    const Script run(u"i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done"_s);
    EXPECT_LT(run.waited * 4, run.took);
}

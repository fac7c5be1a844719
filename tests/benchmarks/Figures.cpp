// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Figures.h"

#include <QEventLoop>
#include <QFile>
#include <QTimer>
#include <sys/resource.h>
#include <unistd.h>

namespace rollcall::bench {

using namespace Qt::StringLiterals;

const std::vector<Subject> &subjects()
{
    static const std::vector<Subject> all{
        {u"pipeline"_s, pipelineFigures},    {u"lateness"_s, latenessFigures},
        {u"events"_s, eventFigures},         {u"check"_s, checkFigures, false},
        {u"memory"_s, memoryFigures},        {u"idle"_s, idleFigures, false},
        {u"decoding"_s, gossipFigures},      {u"gossip"_s, gossipQueryFigures, false},
        {u"history"_s, historyFigures},      {u"leaks"_s, leakFigures, false},
        {u"replay"_s, replayFigures, false},
    };
    return all;
}

std::chrono::nanoseconds processorTime()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto of = [](const timeval &time) {
        return std::chrono::seconds(time.tv_sec) + std::chrono::microseconds(time.tv_usec);
    };
    return of(usage.ru_utime) + of(usage.ru_stime);
}

std::chrono::nanoseconds processorTimeOf(qint64 process)
{
    QFile file(u"/proc/%1/stat"_s.arg(process));
    if (!file.open(QFile::ReadOnly))
        return {};
    const QByteArray text = file.readAll();
    // The name in the second field may hold anything; the fields after its bracket do not.
    const QList<QByteArray> fields = text.mid(text.lastIndexOf(')') + 2).split(' ');
    const double ticks = fields.value(11).toDouble() + fields.value(12).toDouble();
    return std::chrono::nanoseconds(static_cast<qint64>(ticks * 1e9 / double(sysconf(_SC_CLK_TCK))));
}

double highestMemory()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return double(usage.ru_maxrss) / 1024;
}

void raiseDescriptorLimit()
{
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

void runFor(std::chrono::milliseconds time)
{
    QEventLoop loop;
    QTimer::singleShot(time, Qt::PreciseTimer, &loop, [&loop] { loop.quit(); });
    loop.exec();
}

} // namespace rollcall::bench
